//! How wide the columns of a table are, and into how many tables one too wide for the page is cut.
//!
//! Invariant: every column but the first stands in exactly one part; the first, which names the rows, in all.

use std::ops::Range;

/// The room that a page has for tables; all lengths in the unit of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Width of the text on the page.
    pub page: usize,
    /// Width of a usual letter.
    pub letter: usize,
    /// Room beside the text of a cell.
    pub padding: usize,
}

/// No part has more columns: Word opens none with more than 63, and nobody reads that many.
const COLUMNS_MAX: usize = 12;

/// Letters of the longest word that a column makes room for in any case, and if there is room.
const WORD_MAX: usize = 13;
const WORD_WISH_MAX: usize = 24;
/// Letters that one long cell can make a column wish for in a line, and that many long ones can.
const LINE_MAX: usize = 70;
const WISH_MAX: usize = 150;

/// The letters that a column holds.
#[derive(Debug, Clone, Default)]
pub struct Column {
    longest_word: usize,
    longest: usize,
    sum: usize,
    cells: usize,
}

impl Column {
    /// Adds the text of a cell.
    pub fn add(&mut self, text: &str) {
        let letters = text.chars().count();
        self.sum += letters;
        self.cells += 1;
        self.longest = self.longest.max(letters);
        let word = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
        self.longest_word = self.longest_word.max(word);
    }

    /// Letters in a line below which the column is hard to read.
    fn least(&self) -> usize {
        self.longest_word.clamp(4, WORD_MAX)
    }

    /// Letters in a line that suit the column: between its usual cell and its longest.
    fn wish(&self) -> usize {
        let usual = self.sum / self.cells.max(1);
        ((usual + self.longest.min(LINE_MAX)) / 2).clamp(self.longest_word.clamp(4, WORD_WISH_MAX), WISH_MAX)
    }
}

/// A table or a part of one: its columns beside the first, and the widths of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The columns beside the first.
    pub columns: Range<usize>,
    /// Of the first column and of those beside it.
    pub widths: Vec<usize>,
}

/// Cuts a table into parts that fit the page.
pub fn parts(columns: &[Column], page: Room) -> Vec<Part> {
    let room = |column: &Column| column.least() * page.letter + page.padding;
    let first = columns.first().map(&room).unwrap_or_default();
    let mut parts = Vec::new();
    let (mut start, mut used) = (1, first);
    for (index, column) in columns.iter().enumerate().skip(1) {
        let full = used + room(column) > page.page || index - start + 1 >= COLUMNS_MAX;
        if full && index > start {
            parts.push(start..index);
            (start, used) = (index, first);
        }
        used += room(column);
    }
    parts.push(start..columns.len().max(start));
    let part = |range: Range<usize>| {
        let shown: Vec<&Column> =
            columns.iter().take(1).chain(columns.iter().skip(range.start).take(range.len())).collect();
        Part { widths: widths(&shown, page), columns: range }
    };
    parts.into_iter().map(part).collect()
}

/// Widths that fill the page: each column its least, and of the rest as much as it wishes for.
fn widths(columns: &[&Column], page: Room) -> Vec<usize> {
    let least: Vec<usize> =
        columns.iter().map(|column| column.least() * page.letter + page.padding).collect();
    let rest = page.page.saturating_sub(least.iter().sum());
    let wishes: Vec<usize> = columns.iter().map(|column| column.wish() - column.least() + 1).collect();
    let wished: usize = wishes.iter().sum();
    least.iter().zip(&wishes).map(|(least, wish)| least + rest * wish / wished.max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: usize = 9866;

    fn page(letter: usize) -> Room {
        Room { page: PAGE, letter, padding: 140 }
    }

    fn column(text: &str) -> Column {
        let mut column = Column::default();
        column.add(text);
        column
    }

    #[test]
    fn a_table_that_fits_stays_whole_and_fills_the_page() {
        let long = "one sentence that goes on for a while ".repeat(5);
        let parts = parts(&[column("Requirement"), column("Met"), column(&long)], page(92));
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].columns, 1..3);
        let widths = &parts[0].widths;
        assert!(widths[1] < widths[0] && widths[0] < widths[2], "{widths:?}");
        assert!((PAGE - 3..=PAGE).contains(&widths.iter().sum::<usize>()), "{widths:?}");
    }

    #[test]
    fn a_wide_table_is_cut_and_loses_no_column() {
        for count in [1, 2, 9, 30, 80] {
            let parts = parts(&vec![column("Telecommunication"); count], page(82));
            let shown: Vec<usize> = parts.iter().flat_map(|part| part.columns.clone()).collect();
            assert_eq!(shown, (1..count).collect::<Vec<_>>());
            assert!(parts.iter().all(|part| part.widths.len() == part.columns.len() + 1));
            assert!(parts.iter().all(|part| part.widths.iter().sum::<usize>() <= PAGE));
        }
    }
}
