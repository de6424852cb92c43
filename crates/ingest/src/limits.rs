//! How much is read of a file: named limits, so that no input can eat the machine.
//!
//! Invariants: every reader takes its limits from here; a limit that is hit is told, with what was claimed and
//! the key that raises it; it never takes more with it than the cell, the rows or the sheet that is over it.

use candor_model::text::grouped;
use candor_model::{Place, Problem, Severity, column_letters};
use serde::{Deserialize, Serialize};

use crate::grid::{Beyond, Grid};

/// Limits on what is read. Each can be set under `[limits]` in `candor.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Bytes of a file as it lies on the disk.
    pub file_size: u64,
    /// Bytes that the parts of a workbook unpack to, all together.
    pub unpacked_size: u64,
    /// How many times larger than packed a large part of a workbook may be.
    pub ratio: u64,
    /// Elements within elements of an XML part.
    pub xml_nesting: u64,
    /// Sheets of a file.
    pub sheets: u64,
    /// Rows of a sheet, counted from its top.
    pub rows: u64,
    /// Columns of a sheet, counted from its left.
    pub columns: u64,
    /// Cells that a workbook holds; where its format is only read whole (`xls`), those that its sheets span.
    pub cells: u64,
    /// Characters of a cell.
    pub cell_length: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_size: 512 << 20,
            unpacked_size: 2 << 30,
            ratio: 200,
            xml_nesting: 256,
            sheets: 500,
            // As many as Excel and LibreOffice have.
            rows: 1_048_576,
            columns: 1_024,
            // A million rows of twenty columns, and some more.
            cells: 25_000_000,
            // As many as Excel has.
            cell_length: 32_767,
        }
    }
}

/// A key of `[limits]`.
#[derive(Debug)]
pub(crate) struct Key {
    pub name: &'static str,
    /// Is it a number of bytes, which may be written like "200 MB"?
    pub is_size: bool,
    /// The largest value that is safe or has a meaning.
    pub most: u64,
    pub value: fn(&mut Limits) -> &mut u64,
}

/// Every limit, in the order in which a file meets them.
pub(crate) const KEYS: [Key; 9] = [
    Key { name: "file_size", is_size: true, most: 1 << 40, value: |limits| &mut limits.file_size },
    Key { name: "unpacked_size", is_size: true, most: 1 << 40, value: |limits| &mut limits.unpacked_size },
    Key { name: "ratio", is_size: false, most: 1 << 20, value: |limits| &mut limits.ratio },
    Key { name: "xml_nesting", is_size: false, most: 100_000, value: |limits| &mut limits.xml_nesting },
    Key { name: "sheets", is_size: false, most: 100_000, value: |limits| &mut limits.sheets },
    Key { name: "rows", is_size: false, most: 100_000_000, value: |limits| &mut limits.rows },
    Key { name: "columns", is_size: false, most: 16_384, value: |limits| &mut limits.columns },
    Key { name: "cells", is_size: false, most: 2_000_000_000, value: |limits| &mut limits.cells },
    Key { name: "cell_length", is_size: false, most: 1 << 30, value: |limits| &mut limits.cell_length },
];

impl Limits {
    /// Is everything that is read within the other limits read within these, too?
    pub(crate) fn hold(&self, other: &Limits) -> bool {
        let (mut these, mut those) = (self.clone(), other.clone());
        KEYS.iter().all(|key| *(key.value)(&mut these) >= *(key.value)(&mut those))
    }
}

/// The way out where a limit was hit.
pub(crate) fn raise(key: &str) -> String {
    debug_assert!(KEYS.iter().any(|known| known.name == key), "`{key}` is no limit");
    format!("if you trust the file, raise `{key}` under `[limits]` in candor.toml")
}

/// A number of bytes as a person says it, rounded up.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..0x10_0000 => format!("{} KB", bytes.div_ceil(1 << 10)),
        _ => format!("{} MB", bytes.div_ceil(1 << 20)),
    }
}

/// A file larger than the limit, told before it is opened.
pub fn file_too_large(file: &str, bytes: u64, limits: &Limits) -> Option<Problem> {
    (bytes > limits.file_size).then(|| {
        let message = format!("the file has {}; the limit is {}", size(bytes), size(limits.file_size));
        let help = format!("split it into smaller files; or, {}", raise("file_size"));
        Problem::new(Severity::Error, "file-too-large", Place::file(file), message, &help)
    })
}

/// What a sheet holds beyond the limits.
pub(crate) fn problems(file: &str, sheet: &str, grid: &Grid, limits: &Limits) -> Vec<Problem> {
    let Beyond { columns, rows, cells, long } = &grid.beyond;
    let mut problems = Vec::new();
    let mut tell = |severity, code, place, message, help: String| {
        problems.push(Problem::new(severity, code, place, message, &help));
    };
    if let Some((count, furthest)) = columns {
        let last = column_letters(limits.columns.saturating_sub(1) as u32);
        tell(
            Severity::Warning,
            "columns-too-many",
            Place::sheet(file, sheet),
            format!(
                "cells right of column {last} were not read: {}, the furthest in column {}",
                grouped(*count),
                column_letters(*furthest)
            ),
            format!("move the table to the left; or, {}", raise("columns")),
        );
    }
    if let Some((count, furthest)) = rows {
        tell(
            Severity::Error,
            "rows-too-many",
            Place::sheet(file, sheet),
            format!(
                "rows below row {} were not read: {}, the last of them row {}",
                grouped(limits.rows),
                grouped(*count),
                grouped(*furthest)
            ),
            format!("split the sheet; or, {}", raise("rows")),
        );
    }
    if *cells > 0 {
        tell(
            Severity::Error,
            "cells-too-many",
            Place::sheet(file, sheet),
            format!(
                "{} cells were not read, for the file holds more than {}",
                grouped(*cells),
                grouped(limits.cells)
            ),
            format!("split the file; or, {}", raise("cells")),
        );
    }
    if let Some((row, column, length)) = long.first() {
        let place = |row: u32, column: u32| {
            let cell = format!("{}{row}", column_letters(column));
            Place { cell, ..Place::sheet(file, sheet) }
        };
        let message = format!(
            "the cell has {} characters, more than {}; what it says stays unknown",
            grouped(*length),
            grouped(limits.cell_length)
        );
        let help = format!("shorten it; or, {}", raise("cell_length"));
        let at = place(*row, *column);
        let mut problem = Problem::new(Severity::Error, "cell-too-long", at, message, &help);
        for (row, column, _) in &long[1..] {
            problem.fold(|| place(*row, *column));
        }
        problems.push(problem);
    }
    problems
}
