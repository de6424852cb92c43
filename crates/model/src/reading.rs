//! The account of what was read: every sheet, column and row, as what, or left and why.
//!
//! The serialised form is the JSON of `candor check --format json`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::Problem;

/// A column that was read into a field.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MatchedColumn {
    /// Letters of the column.
    pub column: String,
    pub header: String,
    /// Id of the field within the entity of the table.
    pub field: String,
    /// How sure the match is, 0 to 100.
    pub sure: u8,
}

/// A column that was kept as text because its header was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnmatchedColumn {
    pub column: String,
    pub header: String,
}

/// A field that a layout states for all records of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Constant {
    /// Id of the field within the entity of the table.
    pub field: String,
    pub value: String,
}

/// Rows below the header that are no records, by reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftRows {
    /// The reason as said of one row: "example", "total", "blank row", "repeated header".
    pub why: String,
    /// The reason as said of several.
    #[serde(skip)]
    pub why_many: String,
    pub count: u32,
    /// The first such row, 1-based.
    pub first_row: u32,
}

impl LeftRows {
    /// "1 blank row", "2 blank rows".
    pub fn counted(&self) -> String {
        format!("{} {}", self.count, if self.count == 1 { &self.why } else { &self.why_many })
    }
}

/// A table that was found in a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TableReading {
    pub sheet: String,
    pub entity: String,
    /// Name of the layout it was read with, if with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// 1-based; the lowest where a header has several rows.
    pub header_row: u32,
    /// Letters of the first column.
    pub first_column: String,
    /// Number of records.
    pub rows: u32,
    pub columns: Vec<MatchedColumn>,
    /// What the layout says of every record; no column does.
    pub constants: Vec<Constant>,
    pub unmatched: Vec<UnmatchedColumn>,
    pub left_rows: Vec<LeftRows>,
}

/// A sheet, or a table of a sheet, that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ignored {
    pub sheet: String,
    pub why: String,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct FileReading {
    pub file: String,
    pub tables: Vec<TableReading>,
    pub ignored: Vec<Ignored>,
    /// False if nothing of the file could be read.
    #[serde(skip)]
    pub readable: bool,
}

/// All files and all problems, in source order.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub files: Vec<FileReading>,
    pub problems: Vec<Problem>,
}

impl Account {
    /// Number of tables that were read.
    pub fn tables(&self) -> usize {
        self.files.iter().map(|file| file.tables.len()).sum()
    }

    /// Number of records in them.
    pub fn rows(&self) -> u64 {
        self.files.iter().flat_map(|file| &file.tables).map(|table| u64::from(table.rows)).sum()
    }
}
