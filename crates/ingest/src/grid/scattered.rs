//! Cells kept row by row: of sheets with little in their columns, or whose cells come in no order.

use std::collections::HashMap;

use super::{Content, FilledColumn, Source};

#[derive(Debug, Clone, Copy)]
struct RowSpan {
    start: usize,
    end: usize,
}

/// Filled cells, row by row.
#[derive(Debug, Clone, Default)]
pub(super) struct Scattered {
    pub(super) contents: Vec<Content>,
    known: HashMap<Content, u32>,
    /// Of each row, by its position.
    spans: Vec<RowSpan>,
    cells: Vec<(u32, u32)>,
}

impl Scattered {
    /// The cells of columns over so many rows.
    pub(super) fn of(columns: &[FilledColumn], rows: usize) -> Scattered {
        let mut made = Scattered::default();
        let ids: Vec<Vec<u32>> = columns
            .iter()
            .map(|column| column.contents().iter().map(|content| made.intern(content.clone())).collect())
            .collect();
        for position in 0..rows {
            let start = made.cells.len();
            for (at, (column, ids)) in (0u32..).zip(columns.iter().zip(&ids)) {
                let stored = column.stored(position) as usize;
                made.cells.extend(stored.checked_sub(1).map(|content| (at, ids[content])));
            }
            made.spans.push(RowSpan { start, end: made.cells.len() });
        }
        made
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

    /// Adds a cell; `numbers` are those of the rows, which get one more where the row is another than the last.
    pub(super) fn push(&mut self, numbers: &mut Vec<u32>, row: u32, column: u32, text: &str, source: Source) {
        let id = self.intern(Content { text: text.into(), source });
        if numbers.last() != Some(&row) {
            numbers.push(row);
        }
        if self.spans.len() < numbers.len() {
            self.spans.push(RowSpan { start: self.cells.len(), end: self.cells.len() });
        }
        self.cells.push((column, id));
        if let Some(last) = self.spans.last_mut() {
            last.end = self.cells.len();
        }
    }

    pub(super) fn row(&self, position: usize) -> &[(u32, u32)] {
        let span = self.spans[position];
        &self.cells[span.start..span.end]
    }

    /// Puts the rows in order, and the cells of each.
    pub(super) fn order(&mut self, numbers: &mut Vec<u32>) {
        if !numbers.is_sorted_by(|one, next| one < next) {
            self.join_rows(numbers);
        }
        for span in &self.spans {
            self.cells[span.start..span.end].sort_by_key(|cell| cell.0);
        }
    }

    /// Puts rows in order that came in another one, or in parts.
    fn join_rows(&mut self, numbers: &mut Vec<u32>) {
        let cells = std::mem::take(&mut self.cells);
        let mut spans: Vec<(u32, RowSpan)> =
            std::mem::take(numbers).into_iter().zip(std::mem::take(&mut self.spans)).collect();
        spans.sort_by_key(|(number, _)| *number);
        for (number, span) in spans {
            let start = self.cells.len();
            self.cells.extend_from_slice(&cells[span.start..span.end]);
            if numbers.last() == Some(&number) {
                if let Some(last) = self.spans.last_mut() {
                    last.end = self.cells.len();
                }
            } else {
                numbers.push(number);
                self.spans.push(RowSpan { start, end: self.cells.len() });
            }
        }
    }

    /// Ends filling.
    pub(super) fn seal(&mut self) {
        self.known = HashMap::new();
    }

    /// Adds cells to rows, each given as the position of its row, its column and its content, in the order of rows.
    pub(super) fn insert(&mut self, added: &[(usize, u32, u32)]) {
        if added.is_empty() {
            return;
        }
        let cells = std::mem::take(&mut self.cells);
        let mut added = added.iter().peekable();
        for (at, span) in self.spans.iter_mut().enumerate() {
            let start = self.cells.len();
            self.cells.extend_from_slice(&cells[span.start..span.end]);
            while let Some((_, column, id)) = added.next_if(|(row, _, _)| *row == at) {
                self.cells.push((*column, *id));
            }
            (span.start, span.end) = (start, self.cells.len());
            self.cells[start..].sort_by_key(|cell| cell.0);
        }
    }
}
