//! A sheet as it was found: its filled cells, column by column, each distinct text of a column stored once.
//!
//! Invariants: only filled cells are stored, so an inflated used range costs nothing: where too little of the columns
//! is filled, the cells are kept row by row; rows are in rising order, cells of a row in rising column order; what is
//! over a limit is left out and counted.

mod append;
mod columns;
mod kept;
mod merged;
mod parts;
mod scattered;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::limits::Limits;

pub(crate) use columns::{FilledColumn, hash_of};
pub(crate) use kept::KeptGrid;
pub(crate) use merged::Block;
use merged::Merged;
pub(crate) use parts::{Sheet, is_shortened};
use scattered::Scattered;

/// Characters that are kept of a cell longer than the limit, to know it by.
const LONG_SHOWN: usize = 120;
/// Stands between them and the length.
const LONG_MARK: &str = "\u{2026} (";

/// Blank places that columns may have beside each filled one, and at all, before cells are kept row by row.
const BLANKS_EACH: usize = 8;
const BLANKS_FREE: usize = 1 << 16;

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
    pub text: EcoString,
    pub source: Source,
}

/// A filled row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// 1-based.
    pub number: u32,
    position: usize,
    grid: &'a Grid,
}

impl<'a> Row<'a> {
    /// The filled cells: each 0-based column with the id of its content.
    pub(crate) fn cells(self) -> impl Iterator<Item = (u32, u32)> + Clone + 'a {
        let (columns, scattered) = match &self.grid.store {
            Store::Columns(columns) => (&columns[..], &[][..]),
            Store::Scattered(cells) => (&[][..], cells.row(self.position)),
        };
        let stands = move |(at, column): (u32, &'a FilledColumn)| Some((at, column.id(self.position)?));
        (0u32..).zip(columns).filter_map(stands).chain(scattered.iter().copied())
    }

    /// Number of filled cells.
    pub(crate) fn len(self) -> usize {
        self.cells().count()
    }

    /// The leftmost cell.
    pub(crate) fn first(self) -> Option<(u32, u32)> {
        self.cells().next()
    }

    /// The only cell, if there is but one.
    pub(crate) fn only(self) -> Option<(u32, u32)> {
        let mut cells = self.cells();
        cells.next().filter(|_| cells.next().is_none())
    }

    /// The content of a 0-based column, if filled.
    pub(crate) fn content(self, column: u32) -> Option<u32> {
        match &self.grid.store {
            Store::Columns(columns) => columns.get(column as usize)?.id(self.position),
            Store::Scattered(cells) => {
                let row = cells.row(self.position);
                row.binary_search_by_key(&column, |cell| cell.0).ok().map(|at| row[at].1)
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Store {
    Columns(Vec<FilledColumn>),
    Scattered(Scattered),
}

impl Default for Store {
    fn default() -> Self {
        Store::Columns(Vec::new())
    }
}

/// The filled cells of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    store: Store,
    /// Numbers of the filled rows.
    rows: Vec<u32>,
    /// Filled cells, and places that columns have for them.
    count: usize,
    places: usize,
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

/// A text without what only looks blank around it.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

impl Grid {
    /// An empty grid. Of `limits` those on rows, columns, cells and their length count.
    pub(crate) fn new(limits: &Limits) -> Self {
        Grid { limits: limits.clone(), ..Grid::default() }
    }

    /// A grid of whole columns, within the limits: the numbers of its rows, in rising order, and the cells below
    /// each other.
    pub(crate) fn of_columns(rows: Vec<u32>, columns: Vec<FilledColumn>, limits: &Limits) -> Self {
        let count = columns.iter().map(FilledColumn::count).sum();
        let store = Store::Columns(columns);
        let mut grid = Grid { store, rows, count, limits: limits.clone(), ..Grid::default() };
        grid.seal();
        grid
    }

    /// Adds a filled cell; blanks are passed over. Rows should come in order; where they do not,
    /// [`Grid::seal`] orders them.
    pub(crate) fn push(&mut self, row: u32, column: u32, text: &str, source: Source) {
        let trimmed = trimmed(text);
        if trimmed.is_empty() || self.is_beyond(row, column) {
            return;
        }
        if trimmed.len() as u64 > self.limits.cell_length {
            let content = self.within_length(trimmed, row, column, source);
            return self.add(row, column, &content.text, content.source);
        }
        self.add(row, column, trimmed, source);
    }

    fn add(&mut self, row: u32, column: u32, text: &str, source: Source) {
        self.count += 1;
        let last = self.rows.last().copied();
        if last.is_some_and(|last| last > row) || self.fills_too_little(column) {
            self.scatter();
        }
        match &mut self.store {
            Store::Columns(columns) => {
                if last != Some(row) {
                    self.rows.push(row);
                }
                let position = self.rows.len() - 1;
                if columns.len() <= column as usize {
                    columns.resize_with(column as usize + 1, FilledColumn::default);
                }
                let filled = &mut columns[column as usize];
                if filled.len() > position {
                    // A cell that comes twice.
                    self.scatter();
                    let Store::Scattered(cells) = &mut self.store else { return };
                    return cells.push(&mut self.rows, row, column, text, source);
                }
                self.places += position + 1 - filled.len();
                filled.push(position, text, source);
            }
            Store::Scattered(cells) => cells.push(&mut self.rows, row, column, text, source),
        }
    }

    /// Would columns hold far more places than filled ones?
    fn fills_too_little(&self, column: u32) -> bool {
        let Store::Columns(columns) = &self.store else { return false };
        let wider = (column as usize).saturating_sub(columns.len());
        Self::is_too_blank(self.places + wider, self.count)
    }

    /// Are there far more places in columns than filled cells?
    pub(crate) fn is_too_blank(places: usize, cells: usize) -> bool {
        places > BLANKS_FREE + BLANKS_EACH * cells
    }

    /// Keeps the cells row by row from now on.
    fn scatter(&mut self) {
        if let Store::Columns(columns) = &mut self.store {
            let scattered = Scattered::of(&std::mem::take(columns), self.rows.len());
            self.store = Store::Scattered(scattered);
        }
    }

    /// Adds the row that was added last again, `times` times below itself.
    pub(crate) fn repeat_row(&mut self, row: u32, times: u64) {
        let Some(last) = self.rows.last().copied().filter(|last| *last == row) else { return };
        let cells: Vec<(u32, Content)> = self.last_row();
        for number in (last..).skip(1).take(times as usize) {
            if u64::from(number) > self.limits.rows {
                let rest = u64::from(last) + times - self.limits.rows;
                return self.leave_rows(rest, u64::from(last) + times);
            }
            if (self.count + cells.len()) as u64 > self.limits.cells {
                let rows = u64::from(last) + times + 1 - u64::from(number);
                self.beyond.cells += rows * cells.len() as u64;
                return;
            }
            for (column, content) in &cells {
                self.add(number, *column, &content.text, content.source);
            }
        }
    }

    fn last_row(&self) -> Vec<(u32, Content)> {
        let Some(position) = self.rows.len().checked_sub(1) else { return Vec::new() };
        self.filled(position).into_iter().map(|(column, content)| (column, content.clone())).collect()
    }

    /// What stands in the row at a position, with its columns; also while the grid is being filled, when contents of
    /// several columns have one id.
    fn filled(&self, position: usize) -> Vec<(u32, &Content)> {
        match &self.store {
            Store::Columns(columns) => {
                (0u32..).zip(columns).filter_map(|(at, column)| Some((at, column.at(position)?))).collect()
            }
            Store::Scattered(cells) => {
                cells.row(position).iter().map(|(at, id)| (*at, &cells.contents[*id as usize])).collect()
            }
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
        let here = self.rows.partition_point(|number| *number < row);
        let is_there = self.rows.get(here) == Some(&row);
        if is_there && self.row(here).cells().any(|cell| cell.0 == column) {
            return;
        }
        let plain = trimmed(text);
        if plain.is_empty() || self.is_beyond(row, column) {
            return;
        }
        let content = self.within_length(plain, row, column, Source::Text);
        match &mut self.store {
            Store::Columns(columns) if is_there && columns.len() > column as usize => {
                let filled = &mut columns[column as usize];
                let id = filled.intern(hash_of(content.text.as_bytes()), &content.text, content.source);
                filled.set(here, id);
                self.count += 1;
            }
            _ => self.add(row, column, &content.text, content.source),
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
        let full = self.count as u64 >= self.limits.cells;
        self.beyond.cells += u64::from(full);
        full
    }

    fn within_length(&mut self, text: &str, row: u32, column: u32, source: Source) -> Content {
        // A text has no more characters than bytes.
        let length = text.chars().count() as u64;
        if length > self.limits.cell_length {
            self.beyond.long.push((row, column, length));
            let shown: String = text.chars().take(LONG_SHOWN).collect();
            let text = format!("{shown}{LONG_MARK}{length} characters)").into();
            return Content { text, source: Source::TooLong };
        }
        Content { text: text.into(), source }
    }

    /// Ends filling: orders the cells, and frees what only filling needs.
    pub(crate) fn seal(&mut self) {
        if let Store::Scattered(cells) = &mut self.store {
            cells.order(&mut self.rows);
        }
        self.spread();
        match &mut self.store {
            Store::Columns(columns) => {
                let mut base = 0;
                for column in columns {
                    column.seal(base);
                    base += column.contents().len() as u32;
                }
            }
            Store::Scattered(cells) => cells.seal(),
        }
        self.rows.shrink_to_fit();
    }

    /// Were filled cells left out?
    pub(crate) fn is_cut(&self) -> bool {
        let Beyond { columns, rows, cells, long: _ } = &self.beyond;
        columns.is_some() || rows.is_some() || *cells > 0
    }

    /// Number of filled cells.
    pub(crate) fn cells_len(&self) -> usize {
        self.count
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Number of filled rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Numbers of the filled rows, 1-based.
    pub(crate) fn numbers(&self) -> &[u32] {
        &self.rows
    }

    /// The filled row at a position, not a row number.
    pub(crate) fn row(&self, position: usize) -> Row<'_> {
        Row { number: self.rows[position], position, grid: self }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|position| self.row(position))
    }
}
