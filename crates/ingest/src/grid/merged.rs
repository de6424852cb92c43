//! Merged cells: one text for several rows, or a group over several columns.
//!
//! Invariants: a text is carried down only into rows that have something of their own, and into no filled cell; a cell
//! filled so knows the row that its text stands in; to the right nothing is filled.

use std::collections::BTreeMap;

use super::{Grid, Store};

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

    /// Is any cell merged with one above?
    pub(crate) fn has_merged_rows(&self) -> bool {
        !self.merged.tops.is_empty()
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
        let mut added: Vec<(usize, u32, u32)> = Vec::new();
        let mut previous: Option<Block> = None;
        for block in blocks {
            let column = block.columns.0;
            // Blocks that overlap are no merged cells; each row is gone through once for a column.
            if previous.is_some_and(|other| other.columns.0 == column && other.rows.1 >= block.rows.0) {
                continue;
            }
            previous = Some(block);
            let first = self.rows.partition_point(|number| *number < block.rows.0);
            if first == self.rows.len() || self.rows[first] != block.rows.0 {
                continue;
            }
            let Some(text) = self.row(first).content(column) else { continue };
            if block.columns.1 > column {
                self.merged.ends.insert((block.rows.0, column), block.columns.1);
            }
            for at in (first + 1..self.rows.len()).take_while(|at| self.rows[*at] <= block.rows.1) {
                if self.row(at).content(column).is_some() {
                    continue;
                }
                if self.count as u64 >= self.limits.cells {
                    self.beyond.cells += 1;
                    continue;
                }
                self.count += 1;
                added.push((at, column, text));
                self.merged.tops.insert((self.rows[at], column), block.rows.0);
            }
        }
        self.insert(added);
    }

    /// Adds cells, each given as the position of its row, its column and its content.
    fn insert(&mut self, mut added: Vec<(usize, u32, u32)>) {
        match &mut self.store {
            Store::Columns(columns) => {
                // Ids are not told from those of other columns before the grid is sealed.
                for (at, column, id) in added {
                    columns[column as usize].set(at, id + 1);
                }
            }
            Store::Scattered(cells) => {
                added.sort_by_key(|(at, _, _)| *at);
                cells.insert(&added);
            }
        }
    }
}
