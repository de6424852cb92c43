//! Merged cells: one text for several rows, or a group over several columns.
//!
//! Invariants: a text is carried down only into rows that have something of their own, and into no filled cell; a cell
//! filled so knows the row that its text stands in; to the right nothing is filled.

use std::collections::BTreeMap;

use super::Grid;

/// A block of merged cells, ends included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    /// 1-based, first and last.
    pub rows: (u32, u32),
    /// 0-based, first and last.
    pub columns: (u32, u32),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Merged {
    /// As they come, until the grid is sealed.
    blocks: Vec<Block>,
    /// Row and column of a filled cell, with the row that its text stands in.
    pub(super) tops: BTreeMap<(u32, u32), u32>,
    /// Row and column of a group, with its last column.
    pub(super) ends: BTreeMap<(u32, u32), u32>,
}

impl Grid {
    /// Notes a block of merged cells; the text of its first cell counts.
    pub(crate) fn merge(&mut self, block: Block) {
        if block.rows.0 < block.rows.1 || block.columns.0 < block.columns.1 {
            self.merged.blocks.push(block);
        }
    }

    /// The row that the text of a cell stands in, if it is merged with a cell above.
    pub(crate) fn top_row(&self, row: u32, column: u32) -> Option<u32> {
        self.merged.tops.get(&(row, column)).copied()
    }

    /// The last column that a text in a row of groups stands over: as far as it is merged, else just its own. `None`
    /// if no cell of the row is merged with one at its right.
    pub(crate) fn group_end(&self, row: u32, column: u32) -> Option<u32> {
        let ends = &self.merged.ends;
        let grouped = ends.range((row, 0)..(row + 1, 0)).next().is_some();
        grouped.then(|| ends.get(&(row, column)).copied().unwrap_or(column))
    }

    /// Carries the texts of merged cells down.
    pub(super) fn spread(&mut self) {
        let mut blocks = std::mem::take(&mut self.merged.blocks);
        blocks.sort_by_key(|block| (block.columns.0, block.rows.0));
        let mut added: BTreeMap<usize, Vec<(u32, u32)>> = BTreeMap::new();
        let mut count = 0;
        let mut previous: Option<Block> = None;
        for block in blocks {
            let column = block.columns.0;
            // Blocks that overlap are no merged cells; each row is gone through once for a column.
            if previous.is_some_and(|other| other.columns.0 == column && other.rows.1 >= block.rows.0) {
                continue;
            }
            previous = Some(block);
            let first = self.rows.partition_point(|span| span.number < block.rows.0);
            if first == self.rows.len() || self.rows[first].number != block.rows.0 {
                continue;
            }
            let Some(text) = self.row(first).content(column) else { continue };
            if block.columns.1 > column {
                self.merged.ends.insert((block.rows.0, column), block.columns.1);
            }
            for at in (first + 1..self.rows.len()).take_while(|at| self.rows[*at].number <= block.rows.1) {
                if self.row(at).content(column).is_some() {
                    continue;
                }
                if self.cells.len() as u64 + count >= self.limits.cells {
                    self.beyond.cells += 1;
                    continue;
                }
                count += 1;
                added.entry(at).or_default().push((column, text));
                self.merged.tops.insert((self.rows[at].number, column), block.rows.0);
            }
        }
        self.insert(&added);
    }

    /// Adds cells to rows by their positions.
    fn insert(&mut self, added: &BTreeMap<usize, Vec<(u32, u32)>>) {
        if added.is_empty() {
            return;
        }
        let cells = std::mem::take(&mut self.cells);
        for (at, span) in self.rows.iter_mut().enumerate() {
            let start = self.cells.len();
            self.cells.extend_from_slice(&cells[span.start..span.end]);
            self.cells.extend(added.get(&at).into_iter().flatten());
            (span.start, span.end) = (start, self.cells.len());
            self.cells[start..].sort_by_key(|cell| cell.0);
        }
    }
}
