//! Prints for people: colours, widths, tables of plain text, problems with their row.

mod drift;
mod lint;
mod problem;
mod progress;
mod style;
mod table;
mod terminal;

pub(crate) use drift::{drift, promises};
pub(crate) use lint::{lint, ratchet};
pub(crate) use problem::{problem, summary};
pub(crate) use progress::Progress;
pub(crate) use style::{Paint, Style, inert};
pub(crate) use table::{Align, columns};
pub(crate) use terminal::{fit, tell, width_of_stdout};
