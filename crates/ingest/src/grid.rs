//! A sheet as it was found: its filled cells, row by row, each distinct text stored once.
//!
//! Invariants: only filled cells are stored, so an inflated used range costs nothing; rows are in rising
//! order, cells of a row in rising column order.

use std::collections::HashMap;

/// Columns beyond this one are not read.
pub(crate) const COLUMNS_MAX: u32 = 1_024;

/// What kind of cell a text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    Text,
    Number,
    /// A cell that the spreadsheet knows as a date; its text is ISO 8601.
    Date,
    Bool,
    /// A failed formula; its text is the error, such as `#REF!`.
    Error,
}

/// A distinct cell content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Content {
    pub text: String,
    pub source: Source,
}

#[derive(Debug, Clone, Copy)]
struct RowSpan {
    number: u32,
    start: usize,
    end: usize,
}

/// A row: its 1-based number and its filled cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub number: u32,
    pub cells: &'a [(u32, u32)],
}

impl Row<'_> {
    /// The content of a 0-based column, if filled.
    pub(crate) fn content(&self, column: u32) -> Option<u32> {
        self.cells.binary_search_by_key(&column, |cell| cell.0).ok().map(|at| self.cells[at].1)
    }
}

/// The filled cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    contents: Vec<Content>,
    known: HashMap<Content, u32>,
    rows: Vec<RowSpan>,
    cells: Vec<(u32, u32)>,
    /// Was a filled cell right of the last column left unread?
    pub cut: bool,
}

impl Grid {
    /// Adds a filled cell; blanks are passed over. Rows must come in order; cells of a row may not, and
    /// [`Grid::seal`] orders them.
    pub(crate) fn push(&mut self, row: u32, column: u32, text: &str, source: Source) {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        if trimmed.is_empty() {
            return;
        }
        if column >= COLUMNS_MAX {
            self.cut = true;
            return;
        }
        let content = Content { text: trimmed.to_owned(), source };
        let id = match self.known.get(&content) {
            Some(id) => *id,
            None => {
                let id = self.contents.len() as u32;
                self.contents.push(content.clone());
                self.known.insert(content, id);
                id
            }
        };
        if self.rows.last().is_none_or(|last| last.number != row) {
            self.rows.push(RowSpan { number: row, start: self.cells.len(), end: self.cells.len() });
        }
        self.cells.push((column, id));
        if let Some(last) = self.rows.last_mut() {
            last.end = self.cells.len();
        }
    }

    /// Ends filling: frees what only filling needs.
    pub(crate) fn seal(&mut self) {
        self.known = HashMap::new();
        for span in &self.rows {
            self.cells[span.start..span.end].sort_unstable_by_key(|cell| cell.0);
        }
        self.rows.sort_by_key(|span| span.number);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Number of filled rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The filled row at a position, not a row number.
    pub(crate) fn row(&self, position: usize) -> Row<'_> {
        let span = self.rows[position];
        Row { number: span.number, cells: &self.cells[span.start..span.end] }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|position| self.row(position))
    }

    pub(crate) fn content(&self, id: u32) -> &Content {
        &self.contents[id as usize]
    }

    pub(crate) fn text(&self, id: u32) -> &str {
        &self.contents[id as usize].text
    }

    pub(crate) fn contents_len(&self) -> usize {
        self.contents.len()
    }
}

/// A sheet of a file; text files have one without a name.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub name: String,
    pub visible: bool,
    pub grid: Grid,
}
