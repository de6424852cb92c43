//! A sheet as it was found: its filled cells, row by row, each distinct text stored once.
//!
//! Invariants: only filled cells are stored, so an inflated used range costs nothing; rows are in rising
//! order, cells of a row in rising column order; what is over a limit is left out and counted.

mod append;
mod kept;
mod merged;

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::limits::Limits;

pub(crate) use kept::KeptGrid;
pub(crate) use merged::Block;
use merged::Merged;

/// Characters that are kept of a cell longer than the limit, to know it by.
const LONG_SHOWN: usize = 120;
/// Stands between them and the length.
const LONG_MARK: &str = "\u{2026} (";

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
    /// A cell longer than the limit; its text is only the beginning, so it means nothing.
    TooLong,
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
    limits: Limits,
    merged: Merged,
    pub beyond: Beyond,
}

/// Filled cells that are over a limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beyond {
    /// Cells right of the last column: how many, and the 0-based column of the furthest.
    pub columns: Option<(u64, u32)>,
    /// Rows below the last one: how many, and the number of the furthest.
    pub rows: Option<(u64, u64)>,
    /// Cells left when the file had its number of them.
    pub cells: u64,
    /// Cells longer than the limit: row, 0-based column, characters.
    pub long: Vec<(u32, u32, u64)>,
}

impl Grid {
    /// An empty grid. Of `limits` those on rows, columns, cells and their length count.
    pub(crate) fn new(limits: &Limits) -> Self {
        Grid { limits: limits.clone(), ..Grid::default() }
    }

    /// Adds a filled cell; blanks are passed over. Rows should come in order; where they do not,
    /// [`Grid::seal`] orders them.
    pub(crate) fn push(&mut self, row: u32, column: u32, text: &str, source: Source) {
        let trimmed = trimmed(text);
        if trimmed.is_empty() || self.is_beyond(row, column) {
            return;
        }
        let content = self.within_length(trimmed, row, column, source);
        let id = self.intern(content);
        self.put(row, column, id);
    }

    /// Adds a cell that is within the limits.
    fn add(&mut self, row: u32, column: u32, text: &str, source: Source) {
        let id = self.intern(Content { text: text.to_owned(), source });
        self.put(row, column, id);
    }

    fn put(&mut self, row: u32, column: u32, id: u32) {
        if self.rows.last().is_none_or(|last| last.number != row) {
            self.rows.push(RowSpan { number: row, start: self.cells.len(), end: self.cells.len() });
        }
        self.cells.push((column, id));
        if let Some(last) = self.rows.last_mut() {
            last.end = self.cells.len();
        }
    }

    /// Adds the row that was added last again, `times` times below itself.
    pub(crate) fn repeat_row(&mut self, row: u32, times: u64) {
        let Some(last) = self.rows.last().copied().filter(|last| last.number == row) else { return };
        for number in (last.number..).skip(1).take(times as usize) {
            if u64::from(number) > self.limits.rows {
                let rest = u64::from(last.number) + times - self.limits.rows;
                return self.leave_rows(rest, u64::from(last.number) + times);
            }
            if (self.cells.len() + last.end - last.start) as u64 > self.limits.cells {
                let rows = u64::from(last.number) + times + 1 - u64::from(number);
                self.beyond.cells += rows * (last.end - last.start) as u64;
                return;
            }
            let start = self.cells.len();
            self.cells.extend_from_within(last.start..last.end);
            self.rows.push(RowSpan { number, start, end: self.cells.len() });
        }
    }

    /// Notes filled rows that are over the limit: how many, and the number of the furthest.
    pub(crate) fn leave_rows(&mut self, more: u64, number: u64) {
        let (count, furthest) = self.beyond.rows.get_or_insert((0, 0));
        (*count, *furthest) = (*count + more, number.max(*furthest));
    }

    /// Notes filled cells right of the limit: how many, and the 0-based column of the furthest.
    pub(crate) fn leave_columns(&mut self, more: u64, column: u32) {
        let (count, furthest) = self.beyond.columns.get_or_insert((0, 0));
        (*count, *furthest) = (*count + more, column.max(*furthest));
    }

    /// Adds a text where no cell is filled, after all others were added.
    pub(crate) fn fill_blank(&mut self, row: u32, column: u32, text: &str) {
        let here = self.rows.partition_point(|span| span.number < row);
        let span = self.rows.get(here).filter(|span| span.number == row);
        let filled =
            span.is_some_and(|span| self.cells[span.start..span.end].iter().any(|cell| cell.0 == column));
        if !filled {
            self.push(row, column, text, Source::Text);
        }
    }

    /// Notes a cell that is over a limit.
    fn is_beyond(&mut self, row: u32, column: u32) -> bool {
        if u64::from(row) > self.limits.rows {
            let is_new = self.beyond.rows.is_none_or(|(_, furthest)| furthest != u64::from(row));
            self.leave_rows(u64::from(is_new), u64::from(row));
            return true;
        }
        if u64::from(column) >= self.limits.columns {
            self.leave_columns(1, column);
            return true;
        }
        let full = self.cells.len() as u64 >= self.limits.cells;
        self.beyond.cells += u64::from(full);
        full
    }

    fn within_length(&mut self, text: &str, row: u32, column: u32, source: Source) -> Content {
        // A text has no more characters than bytes.
        if text.len() as u64 > self.limits.cell_length {
            let length = text.chars().count() as u64;
            if length > self.limits.cell_length {
                self.beyond.long.push((row, column, length));
                let shown: String = text.chars().take(LONG_SHOWN).collect();
                let text = format!("{shown}{LONG_MARK}{length} characters)");
                return Content { text, source: Source::TooLong };
            }
        }
        Content { text: text.to_owned(), source }
    }

    fn intern(&mut self, content: Content) -> u32 {
        if let Some(id) = self.known.get(&content) {
            return *id;
        }
        let id = self.contents.len() as u32;
        self.contents.push(content.clone());
        self.known.insert(content, id);
        id
    }

    /// Ends filling: orders the cells, and frees what only filling needs.
    pub(crate) fn seal(&mut self) {
        self.known = HashMap::new();
        if !self.rows.is_sorted_by(|one, next| one.number < next.number) {
            self.join_rows();
        }
        for span in &self.rows {
            self.cells[span.start..span.end].sort_by_key(|cell| cell.0);
        }
        self.spread();
    }

    /// Puts rows in order that came in another one, or in parts.
    fn join_rows(&mut self) {
        let mut spans = std::mem::take(&mut self.rows);
        let cells = std::mem::take(&mut self.cells);
        spans.sort_by_key(|span| span.number);
        for span in spans {
            let start = self.cells.len();
            self.cells.extend_from_slice(&cells[span.start..span.end]);
            match self.rows.last_mut().filter(|last| last.number == span.number) {
                Some(last) => last.end = self.cells.len(),
                None => self.rows.push(RowSpan { number: span.number, start, end: self.cells.len() }),
            }
        }
    }

    /// Were filled cells left out?
    pub(crate) fn is_cut(&self) -> bool {
        let Beyond { columns, rows, cells, long: _ } = &self.beyond;
        columns.is_some() || rows.is_some() || *cells > 0
    }

    /// Number of filled cells.
    pub(crate) fn cells_len(&self) -> usize {
        self.cells.len()
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

    /// The cells of some columns, as a grid of their own; places stay what they are, and what was left out is told
    /// of the whole.
    pub(crate) fn columns(&self, range: Range<u32>) -> Grid {
        self.only(|column| range.contains(&column))
    }

    /// Like [`Grid::columns`], for columns that need not stand together.
    pub(crate) fn only(&self, keep: impl Fn(u32) -> bool) -> Grid {
        let (limits, merged) = (self.limits.clone(), self.merged.clone());
        let mut part = Grid { limits, merged, ..Grid::default() };
        for row in self.rows() {
            let start = part.cells.len();
            for (column, id) in row.cells.iter().filter(|(column, _)| keep(*column)) {
                let id = part.intern(self.content(*id).clone());
                part.cells.push((*column, id));
            }
            if part.cells.len() > start {
                part.rows.push(RowSpan { number: row.number, start, end: part.cells.len() });
            }
        }
        part.seal();
        part
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

/// A text without the blanks around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// Is this what was kept of a cell longer than the limit?
pub(crate) fn is_shortened(text: &str) -> bool {
    let length = text.strip_suffix(" characters)").and_then(|text| text.rsplit_once(LONG_MARK));
    length.is_some_and(|(_, length)| length.parse::<u64>().is_ok())
}

/// A sheet of a file; text files have one without a name.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub name: String,
    pub visible: bool,
    pub grid: Grid,
}
