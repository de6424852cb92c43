//! Where words stand in the source of a text.
//!
//! Invariant: a column is told only where the source holds the very words; else the line where the block begins.

use std::ops::Range;

use crate::text::Text;

/// The places of a text's blocks in its source.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a Text,
    /// The lines of the source; none where it has none (DOCX).
    lines: Vec<&'a str>,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a Text, source: Option<&'a str>) -> Places<'a> {
        Places { text, lines: source.map(|source| source.lines().collect()).unwrap_or_default() }
    }

    /// Line and column, both from 1, of bytes of a block's text.
    pub(super) fn of(&self, block: usize, range: &Range<usize>) -> (usize, Option<usize>) {
        let first = self.text.blocks[block].line;
        let found = self.search(block, range);
        found.map_or((first, None), |(line, column)| (line, Some(column)))
    }

    /// Looks for the words, as often as they stand in the block before.
    fn search(&self, block: usize, range: &Range<usize>) -> Option<(usize, usize)> {
        let text = &self.text.blocks[block].text;
        let first = self.text.blocks[block].line.checked_sub(1)?;
        let end = self.end_of(block, first);
        let marked = &text[range.clone()];
        // Words can be broken over lines; their first ones are enough to find them.
        let mut wanted = marked;
        while !wanted.trim().is_empty() {
            let before = text[..range.start].matches(wanted).count();
            if let Some(place) = self.nth(wanted, before + self.beside(block, wanted), first, end) {
                return Some(place);
            }
            wanted = wanted.rsplit_once(' ').map_or("", |(rest, _)| rest);
        }
        None
    }

    /// The line that a block ends before: where the next one begins that is not on its own line.
    fn end_of(&self, block: usize, first: usize) -> usize {
        let next = self.text.blocks[block + 1..].iter().map(|block| block.line.saturating_sub(1));
        next.filter(|line| *line > first).min().unwrap_or(self.lines.len()).min(self.lines.len())
    }

    /// How often the words stand in blocks before on the same line: the cells of a row.
    fn beside(&self, block: usize, wanted: &str) -> usize {
        let line = self.text.blocks[block].line;
        let beside = self.text.blocks[..block].iter().rev().take_while(|block| block.line == line);
        beside.map(|block| block.text.matches(wanted).count()).sum()
    }

    fn nth(&self, wanted: &str, before: usize, first: usize, end: usize) -> Option<(usize, usize)> {
        let lines = self.lines.get(first..end)?;
        let found = lines.iter().zip(first..).flat_map(|(line, number)| {
            line.match_indices(wanted).map(move |(at, _)| (number + 1, line[..at].chars().count() + 1))
        });
        let found: Vec<(usize, usize)> = found.collect();
        found.get(before).or(found.first()).copied()
    }
}
