//! The filled cells of a sheet as they were read, before anything is made of them.

/// What a cell holds. Its text is as a person would write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Text,
    Number,
    /// `2026-02-28`, or `2026-02-28 14:30`.
    Date,
    /// `TRUE` or `FALSE`.
    Bool,
    /// A failed formula, such as `#REF!`.
    Error,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCell {
    /// 1-based.
    pub row: u32,
    /// 0-based.
    pub column: u32,
    pub kind: CellKind,
    pub text: String,
}

/// The filled cells of a sheet, row by row from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCells {
    /// Empty for text files.
    pub name: String,
    pub visible: bool,
    pub cells: Vec<SheetCell>,
}
