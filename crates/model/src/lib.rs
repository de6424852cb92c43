//! The vocabulary of Candor: what can be known (the dictionary), what stands in a cell (values), where it
//! stands (places), tables of records, problems with the user's data, and periods of time.
//!
//! Invariants: nothing here reads a file, a clock or the environment; nothing here judges.
//!
//! ```
//! use candor_model::{Quarter, column_letters};
//!
//! let quarter = Quarter::parse("2026-Q4").expect("a quarter");
//! assert_eq!(quarter.to_string(), "2026-Q4");
//! assert_eq!(Quarter::parse("2026-Q5"), None);
//! assert_eq!(column_letters(27), "AB");
//! ```

pub mod action;
pub mod country;
pub mod dictionary;
pub mod due;
pub mod falls_due;
pub mod formula;
pub mod once;
pub mod place;
pub mod positions;
pub mod problem;
pub mod question;
pub mod reading;
pub mod result;
pub mod sheet;
pub mod span;
pub mod table;
pub mod text;
pub mod value;

pub use country::{Country, CountrySet};
pub use dictionary::{
    ChoiceList, ChoiceOption, ChoicesId, Dictionary, Entity, EntityId, Field, FieldId, Kind,
};
pub use due::Due;
pub use falls_due::{DueKind, DueRule};
pub use place::{Place, cell_position, column_letters, place_words};
pub use positions::{Positions, PositionsSlice};
pub use problem::{Excerpt, PROBLEMS_SHEET, Problem, Severity};
pub use question::is_about_question;
pub use reading::{
    Account, Constant, FileReading, Ignored, LeftRows, MatchedColumn, TableReading, UnmatchedColumn,
};
pub use sheet::{CellKind, SheetCell, SheetCells};
pub use span::{Quarter, Span, Unit};
pub use table::{Column, Entry, Fixed, Inventory, Origin, RecordRef, Seen, Table};
pub use value::{Cell, Moment, Retention, Value, Which};

/// The languages that policies can be written in (ISO 639-1).
pub const POLICY_LANGUAGES: [&str; 4] = ["en", "de", "fr", "es"];
