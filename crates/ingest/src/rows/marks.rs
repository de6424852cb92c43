//! What each distinct content of a column says about the rows it stands in, looked at once for all of them.

use candor_model::text::fold;
use rayon::prelude::*;

use super::{TOTAL_LABEL_MAX, is_number_only, starts_as_example_folded};
use crate::grid::{Content, Grid};
use crate::locate::Found;
use crate::settings::Pattern;
use crate::words::Words;

/// Begins with a word for an example.
const EXAMPLE: u8 = 1;
/// Is the header of the column.
const HEADER: u8 = 1 << 1;
/// Begins, or ends, with a word for a total.
const BEGINS_TOTAL: u8 = 1 << 2;
const ENDS_TOTAL: u8 = 1 << 3;
const NUMERIC: u8 = 1 << 4;
/// Says nothing of a record.
const FILLER: u8 = 1 << 5;
/// The layout names rows that begin so as no data.
const PASSED_OVER: u8 = 1 << 6;

/// Cells from the left that may say what a row is.
const LEADING: u16 = 3;
/// Rows that are looked at in one go.
const CHUNK: usize = 1 << 13;

/// What the cells of a row under the headers say together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// Number of filled cells.
    pub(super) filled: u16,
    headers: u16,
    leading: u8,
    first: u8,
    says_something: bool,
    /// Neither a label of a total nor a number.
    has_words: bool,
}

impl Marks {
    pub(super) fn is_passed_over(self) -> bool {
        self.first & PASSED_OVER > 0
    }

    pub(super) fn is_example(self) -> bool {
        self.leading & EXAMPLE > 0
    }

    pub(super) fn repeats_header(self) -> bool {
        self.headers >= 2 && usize::from(self.headers) * 3 >= usize::from(self.filled) * 2
    }

    /// "Total" before numbers only, or alone; "HR total" before numbers.
    pub(super) fn is_total(self) -> bool {
        let begun = self.leading & BEGINS_TOTAL > 0;
        let ended = self.filled >= 2 && self.leading & ENDS_TOTAL > 0;
        (begun || ended) && !self.has_words
    }

    pub(super) fn says_something(self) -> bool {
        self.says_something
    }

    fn add(&mut self, flags: u8) {
        if self.filled == 0 {
            self.first = flags;
        }
        self.filled += 1;
        if self.filled <= LEADING {
            self.leading |= flags;
        }
        self.headers += u16::from(flags & HEADER > 0);
        self.says_something |= flags & FILLER == 0;
        self.has_words |= flags & (BEGINS_TOTAL | ENDS_TOTAL | NUMERIC) == 0;
    }
}

/// The marks of every row of a table.
pub(super) fn marks(grid: &Grid, found: &Found, passed_over: &[Pattern]) -> Vec<Marks> {
    let (from, until) = found.rows;
    let flags: Vec<(u32, Vec<u8>)> = found
        .columns
        .par_iter()
        .enumerate()
        .map(|(at, plan)| flags_of_column(grid, found, (at, plan.index), passed_over))
        .collect();
    let mut marks = vec![Marks::default(); until.saturating_sub(from)];
    marks.par_chunks_mut(CHUNK).enumerate().for_each(|(number, chunk)| {
        let first = from + number * CHUNK;
        for (plan, (base, flags)) in found.columns.iter().zip(&flags) {
            grid.each_of_column(plan.index, (first, first + chunk.len()), |position, id| {
                if id > 0 {
                    chunk[position - first].add(flags[(id - 1 - base) as usize]);
                }
            });
        }
    });
    marks
}

/// What each content of a column says, from that with the first id on.
fn flags_of_column(
    grid: &Grid,
    found: &Found,
    (at, index): (usize, u32),
    passed_over: &[Pattern],
) -> (u32, Vec<u8>) {
    let (base, contents) = grid.contents_of(index);
    let mut stands = vec![false; contents.len()];
    grid.each_of_column(index, found.rows, |_, id| {
        if id > 0 {
            stands[(id - 1 - base) as usize] = true;
        }
    });
    let header = fold(&found.columns[at].header);
    let flags = contents
        .par_iter()
        .zip(stands)
        .map(|(content, stands)| if stands { flags_of(content, found, at, &header, passed_over) } else { 0 });
    (base, flags.collect())
}

fn flags_of(content: &Content, found: &Found, at: usize, header: &str, passed_over: &[Pattern]) -> u8 {
    let text = content.text.as_str();
    let folded = fold(text);
    let totals = &Words::builtin().total;
    let is_short = folded.len() < TOTAL_LABEL_MAX;
    let begins_total = totals.leading(&folded).any(|word| word.len() == folded.len() || is_short);
    let last = folded.rsplit_once(' ').map(|(_, last)| last).filter(|_| is_short);
    let ends_total = last.is_some_and(|last| totals.has(last));
    let numeric = text.chars().any(|c| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic);
    [
        (EXAMPLE, starts_as_example_folded(text, &folded)),
        (HEADER, folded == header),
        (BEGINS_TOTAL, begins_total),
        (ENDS_TOTAL, ends_total),
        (NUMERIC, numeric),
        (FILLER, is_number_only(content, &folded, found, at)),
        (PASSED_OVER, passed_over.iter().any(|pattern| pattern.fits(text))),
    ]
    .into_iter()
    .fold(0, |flags, (flag, is_set)| if is_set { flags | flag } else { flags })
}
