//! Looking at a grid as a whole: its contents, its columns, and parts of it.

use std::ops::Range;

use rayon::prelude::*;

use super::{Content, FilledColumn, Grid, Store};

impl Grid {
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
            for (column, id) in row.cells().filter(|(column, _)| keep(*column)) {
                let content = self.content(id);
                part.add(row.number, column, &content.text, content.source);
            }
        }
        part.seal();
        part
    }

    pub(crate) fn content(&self, id: u32) -> &Content {
        match &self.store {
            Store::Columns(columns) => {
                let column = &columns[columns.partition_point(|column| column.base() <= id) - 1];
                &column.contents()[(id - column.base()) as usize]
            }
            Store::Scattered(cells) => &cells.contents[id as usize],
        }
    }

    pub(crate) fn text(&self, id: u32) -> &str {
        &self.content(id).text
    }

    /// The id of what stands in a 0-based column of the row at a position.
    pub(crate) fn id_at(&self, position: usize, column: u32) -> Option<u32> {
        self.row(position).content(column)
    }

    /// Contents of a column, and of others where cells are kept row by row, with the id of the first.
    pub(crate) fn contents_of(&self, column: u32) -> (u32, &[Content]) {
        match &self.store {
            Store::Columns(columns) => {
                columns.get(column as usize).map_or((0, &[]), |column| (column.base(), column.contents()))
            }
            Store::Scattered(cells) => (0, &cells.contents),
        }
    }

    /// Frees a column that nobody looks at any more.
    pub(crate) fn forget_column(&mut self, column: u32) {
        if let Store::Columns(columns) = &mut self.store
            && let Some(column) = columns.get_mut(column as usize)
        {
            column.forget();
        }
    }

    /// Every distinct content of every column.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Content> {
        let (columns, scattered) = match &self.store {
            Store::Columns(columns) => (&columns[..], &[][..]),
            Store::Scattered(cells) => (&[][..], &cells.contents[..]),
        };
        columns.iter().flat_map(FilledColumn::contents).chain(scattered)
    }

    /// Calls `see` with each cell of a column from the row at one position to before that at another: the position
    /// and the id of its content, 0 where nothing stands, else one more than the id.
    pub(crate) fn each_of_column(
        &self,
        column: u32,
        (from, until): (usize, usize),
        mut see: impl FnMut(usize, u32),
    ) {
        match &self.store {
            Store::Columns(columns) => {
                let Some(column) = columns.get(column as usize) else {
                    return (from..until).for_each(|position| see(position, 0));
                };
                let base = column.base();
                let end = column.len().clamp(from, until.max(from));
                column.slice(from, end).each(|at, stored| {
                    see(from + at, if stored == 0 { 0 } else { stored + base });
                });
                (end..until).for_each(|position| see(position, 0));
            }
            Store::Scattered(_) => (from..until).for_each(|position| {
                see(position, self.row(position).content(column).map_or(0, |id| id + 1));
            }),
        }
    }

    /// How many cells each row has of those columns that are asked for, by the position of the row.
    pub(crate) fn widths(&self, is_asked: impl Fn(u32) -> bool) -> Vec<u16> {
        /// Rows that are counted in one go.
        const CHUNK: usize = 1 << 13;
        let mut widths = vec![0u16; self.len()];
        match &self.store {
            Store::Columns(columns) => {
                let asked = (0u32..).zip(columns).filter(|(at, _)| is_asked(*at));
                let asked: Vec<&FilledColumn> = asked.map(|(_, column)| column).collect();
                widths.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, widths)| {
                    for column in &asked {
                        let part = column.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
                        part.each(|at, stored| widths[at] += u16::from(stored > 0));
                    }
                });
            }
            Store::Scattered(_) => {
                for (width, row) in widths.iter_mut().zip(self.rows()) {
                    *width = row.cells().filter(|cell| is_asked(cell.0)).count() as u16;
                }
            }
        }
        widths
    }

    /// The 0-based columns with a cell in some row that `counts`, by its position; in rising order.
    pub(crate) fn columns_filled(&self, counts: impl Fn(usize) -> bool) -> Vec<u32> {
        match &self.store {
            Store::Columns(columns) => {
                let has =
                    |column: &FilledColumn| (0..column.len()).any(|at| column.stored(at) > 0 && counts(at));
                (0u32..).zip(columns).filter(|(_, column)| has(column)).map(|(at, _)| at).collect()
            }
            Store::Scattered(_) => {
                let rows = self.rows().enumerate().filter(|(position, _)| counts(*position));
                let mut filled: Vec<u32> = rows.flat_map(|(_, row)| row.cells().map(|cell| cell.0)).collect();
                filled.sort_unstable();
                filled.dedup();
                filled
            }
        }
    }
}

/// Is this what was kept of a cell longer than the limit?
pub(crate) fn is_shortened(text: &str) -> bool {
    let length = text.strip_suffix(" characters)").and_then(|text| text.rsplit_once(super::LONG_MARK));
    length.is_some_and(|(_, length)| length.parse::<u64>().is_ok())
}

/// A sheet of a file; text files have one without a name.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub name: String,
    pub visible: bool,
    pub grid: Grid,
}
