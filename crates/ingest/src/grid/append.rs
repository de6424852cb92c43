//! Puts the rows of one grid below those of another, as if they had been read from one sheet.

use super::{Beyond, Grid, Source};

impl Grid {
    /// Adds the rows of `other` but its first `passed_over`, the first of them in the row behind `above`. The limits
    /// are those of this grid. `other` must have left nothing out but texts that are too long.
    pub(crate) fn append(&mut self, other: &Grid, passed_over: u32, above: u32) {
        let mut long = other.beyond.long.iter().peekable();
        for row in other.rows() {
            let moved = row.number.checked_sub(passed_over).filter(|number| *number > 0);
            let Some(number) = moved.map(|number| number.saturating_add(above)) else { continue };
            for (column, id) in row.cells() {
                if self.is_beyond(number, column) {
                    continue;
                }
                let content = other.content(id);
                if content.source == Source::TooLong {
                    while let Some(cell) = long.next_if(|cell| (cell.0, cell.1) <= (row.number, column)) {
                        let is_it = (cell.0, cell.1) == (row.number, column);
                        self.beyond.long.extend(is_it.then_some((number, column, cell.2)));
                    }
                }
                self.add(number, column, &content.text, content.source);
            }
        }
    }

    /// Were cells left out for another reason than that they are too long?
    pub(crate) fn has_gaps(&self) -> bool {
        let long = self.beyond.long.clone();
        self.beyond != Beyond { long, ..Beyond::default() }
    }

    /// Was anything left out, or cut off?
    pub(crate) fn is_over_a_limit(&self) -> bool {
        self.beyond != Beyond::default()
    }

    /// What stands in the rows up to `last`, row by row.
    pub(crate) fn head(&self, last: u32) -> Vec<(u32, Vec<(u32, &str)>)> {
        let rows = self.numbers().iter().take_while(|number| **number <= last).enumerate();
        rows.map(|(position, number)| {
            let filled = self.filled(position).into_iter();
            (*number, filled.map(|(column, content)| (column, content.text.as_str())).collect())
        })
        .collect()
    }
}
