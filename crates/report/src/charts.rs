//! Charts: each is drawn from the table of its `::: chart KIND` block and from nothing else.
//!
//! The kinds: `outcomes` (stacked bars), `range` (low to high end, with last quarter's), `quarters` (sparklines),
//! `ageing` (how much is how old), `days` (marks beside the deadline), `timeline` (from found to told) and `flow`
//! (what goes where). A block that names no kind is one of `outcomes`.
//!
//! Invariants: a table that does not fit its kind draws nothing, and stays as it is; the title says what the numbers
//! say, in ten words at most, or names the chart where they say nothing; every part has words or a sign beside its
//! colour; the same table gives the same bytes.

mod ageing;
mod canvas;
mod days;
mod flow;
mod grid;
mod letters;
mod moved;
mod outcomes;
mod palette;
mod picture;
mod quarters;
mod range;
mod timeline;

use comrak::nodes::{Node, NodeValue};

use crate::tree::{block_words, text_of};
use canvas::Canvas;
use grid::Grid;

pub(crate) use canvas::NAMESPACE;
pub use picture::{Picture, picture};

/// Most words of a title (Analysis Function, guidance on charts).
const TITLE_WORDS: usize = 10;

/// Most rows of a chart in rows; more of them are read better in the table.
const ROWS_MAX: usize = 20;

/// A chart, ready to stand beside its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// A whole SVG document: `role="img"`, with `<title>` and `<desc>`, colours as attributes and a class for each.
    pub svg: String,
    /// What the numbers say, at most ten words. It is not drawn: formats write it above the chart.
    pub title: String,
    /// Alternative text: the type of chart, what it shows, what it says.
    pub alt: String,
}

/// What a kind makes of a table.
struct Drawing {
    canvas: Canvas,
    /// In units.
    height: i64,
    /// Titles that say something, the best first; the first that is short enough is taken.
    titles: Vec<String>,
}

/// A kind of chart: its id, what it is called in alternative text, a plain title, and how it is drawn.
struct Kind {
    id: &'static str,
    form: &'static str,
    plain: &'static str,
    draw: fn(&Grid<'_>) -> Option<Drawing>,
}

const KINDS: [Kind; 7] = [
    Kind { id: "outcomes", form: "Stacked bars", plain: "Requirements by outcome", draw: outcomes::draw },
    Kind { id: "range", form: "Range bars", plain: "From what is shown to what could be", draw: range::draw },
    Kind {
        id: "quarters",
        form: "Lines by quarter",
        plain: "Low end of each result by quarter",
        draw: quarters::draw,
    },
    Kind { id: "ageing", form: "Bars by age", plain: "How old the open items are", draw: ageing::draw },
    Kind { id: "days", form: "Strip of marks", plain: "Days used, and the deadline", draw: days::draw },
    Kind { id: "timeline", form: "Timelines", plain: "From found to told", draw: timeline::draw },
    Kind { id: "flow", form: "Flow diagram", plain: "Where data goes", draw: flow::draw },
];

/// Draws the chart of a table. Nothing if the kind is unknown or the table does not fit it.
pub fn draw(kind: &str, caption: &str, headers: &[String], rows: &[Vec<String>]) -> Option<Chart> {
    let kind = KINDS.iter().find(|known| known.id == kind)?;
    let drawing = (kind.draw)(&Grid::new(headers, rows)?)?;
    let is_short = |title: &String| title.split_whitespace().count() <= TITLE_WORDS;
    let title = drawing.titles.into_iter().find(is_short).unwrap_or_else(|| kind.plain.to_owned());
    let what = caption.trim().trim_end_matches('.');
    let alt = if what.is_empty() {
        format!("{}. {title}.", kind.form)
    } else {
        format!("{}: {what}. {title}.", kind.form)
    };
    Some(Chart { svg: drawing.canvas.finish(drawing.height, &title, &alt), title, alt })
}

/// Draws the chart of a `::: chart` block: its first paragraph is the caption, its first table the numbers.
pub(crate) fn of_block(block: Node<'_>) -> Option<Chart> {
    let info = match &block.data().value {
        NodeValue::BlockDirective(directive) => directive.info.clone(),
        _ => return None,
    };
    let words = block_words(&info);
    if words.first() != Some(&"chart") {
        return None;
    }
    let kind = words.get(1).copied().unwrap_or(KINDS[0].id);
    let first = |wanted: fn(&NodeValue) -> bool| block.children().find(|child| wanted(&child.data().value));
    let caption = first(|value| matches!(value, NodeValue::Paragraph)).map(|node| text_of(node));
    let table = first(|value| matches!(value, NodeValue::Table(_)))?;
    let mut rows: Vec<Vec<String>> =
        table.children().map(|row| row.children().map(|cell| text_of(cell)).collect()).collect();
    if rows.is_empty() {
        return None;
    }
    let headers = rows.remove(0);
    draw(kind, &caption.unwrap_or_default(), &headers, &rows)
}
