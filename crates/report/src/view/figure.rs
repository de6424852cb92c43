//! The table of a chart: what is drawn is read from it and from nothing else.

use schemars::JsonSchema;
use serde::Serialize;

/// A table that a chart is drawn from.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Figure {
    /// What the table holds, in a sentence or two.
    pub caption: String,
    /// Names of the columns. The first column names the rows.
    pub headers: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

impl Figure {
    /// A figure of what there is; none without rows.
    pub(super) fn of(caption: String, headers: &[&str], rows: Vec<Vec<String>>) -> Option<Figure> {
        let headers = headers.iter().map(|header| (*header).to_owned()).collect();
        (!rows.is_empty()).then_some(Figure { caption, headers, rows })
    }
}
