//! A grid as it is written down: column by column, each distinct text of a column once, repeats counted.
//!
//! Invariants: what is read back is the grid that was written; what somebody changed is either a grid that could have
//! been read from a sheet, or refused; nothing is allocated for what a file only claims to hold.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{Beyond, Grid, Source, trimmed};
use crate::limits::Limits;

/// The filled cells of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptGrid {
    /// Filled rows: the number of the first of a run, and how many follow one upon the other.
    rows: Vec<(u32, u32)>,
    columns: Vec<KeptColumn>,
    /// Cells merged with one above: row, 0-based column, and the row that the text stands in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tops: Vec<(u32, u32, u32)>,
    /// Groups of columns: row, 0-based column, and the last column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ends: Vec<(u32, u32, u32)>,
    #[serde(default, skip_serializing_if = "is_nothing")]
    beyond: Beyond,
}

/// The filled cells of a column. A column stands twice where a workbook gives a cell twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptColumn {
    /// 0-based.
    column: u32,
    texts: Vec<String>,
    /// A letter for each text, where not all of them are texts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    kinds: String,
    /// For each filled row the number of its text, from 1; 0 where the column is blank; -n says that what came last is
    /// repeated n times. Blanks at the end are left out.
    cells: Vec<i32>,
}

/// The letters of kinds.
const KINDS: [(Source, char); 6] = [
    (Source::Text, 't'),
    (Source::Number, 'n'),
    (Source::Date, 'd'),
    (Source::Bool, 'b'),
    (Source::Error, 'e'),
    (Source::TooLong, 'l'),
];

fn is_nothing(beyond: &Beyond) -> bool {
    *beyond == Beyond::default()
}

/// A column while it is written.
#[derive(Default)]
struct Writing {
    texts: Vec<u32>,
    known: HashMap<u32, i32>,
    cells: Vec<i32>,
    /// Rows that `cells` stands for, and what it says of the last.
    rows: usize,
    last: i32,
}

impl Writing {
    fn add(&mut self, row: usize, id: u32) {
        self.repeat(0, row - self.rows);
        let next = self.texts.len() as i32 + 1;
        let number = *self.known.entry(id).or_insert(next);
        if number == next {
            self.texts.push(id);
        }
        self.repeat(number, 1);
    }

    fn repeat(&mut self, number: i32, mut times: usize) {
        if times == 0 {
            return;
        }
        self.rows += times;
        if self.last != number || self.cells.is_empty() {
            self.cells.push(number);
            (self.last, times) = (number, times - 1);
        }
        if times > 0 {
            match self.cells.last_mut().filter(|last| **last < 0) {
                Some(last) => *last -= times as i32,
                None => self.cells.push(-(times as i32)),
            }
        }
    }
}

impl Grid {
    /// The grid, to be written down.
    pub(crate) fn to_kept(&self) -> KeptGrid {
        let mut rows: Vec<(u32, u32)> = Vec::new();
        let mut columns: BTreeMap<(u32, u32), Writing> = BTreeMap::new();
        for (position, row) in self.rows().enumerate() {
            match rows.last_mut().filter(|(first, count)| first + count == row.number) {
                Some((_, count)) => *count += 1,
                None => rows.push((row.number, 1)),
            }
            let mut before = None;
            for (column, id) in row.cells() {
                // The second of two cells in one place is kept in a column of its own.
                let layer = before.filter(|(other, _)| *other == column).map_or(0, |(_, layer)| layer + 1);
                before = Some((column, layer));
                columns.entry((column, layer)).or_default().add(position, id);
            }
        }
        let columns = columns.into_iter().map(|((column, _), written)| self.column_to_kept(column, written));
        let triples =
            |map: &BTreeMap<(u32, u32), u32>| map.iter().map(|(at, to)| (at.0, at.1, *to)).collect();
        KeptGrid {
            rows,
            columns: columns.collect(),
            tops: triples(&self.merged.tops),
            ends: triples(&self.merged.ends),
            beyond: self.beyond.clone(),
        }
    }

    fn column_to_kept(&self, column: u32, written: Writing) -> KeptColumn {
        let contents = || written.texts.iter().map(|id| self.content(*id));
        let letter = |source: Source| KINDS.iter().find(|kind| kind.0 == source).map_or('t', |kind| kind.1);
        let is_plain = contents().all(|content| content.source == Source::Text);
        KeptColumn {
            column,
            texts: contents().map(|content| content.text.to_string()).collect(),
            kinds: contents().filter(|_| !is_plain).map(|content| letter(content.source)).collect(),
            cells: written.cells,
        }
    }
}

impl KeptGrid {
    /// The grid that was written down.
    ///
    /// # Errors
    /// What no sheet can hold within the limits, in words.
    pub(crate) fn open(self, limits: &Limits) -> Result<Grid, String> {
        let numbers = self.row_numbers(limits)?;
        self.require_texts(limits)?;
        if self.tops.iter().any(|(row, _, top)| *top == 0 || top >= row) {
            return Err("a cell is merged with one that is not above it".to_owned());
        }
        let counts = self.count(numbers.len(), limits)?;
        // Where the next cell of each row goes: one behind its last cell, once all are put in.
        let mut ends: Vec<usize> = Vec::with_capacity(counts.len());
        let mut total = 0;
        for count in counts {
            ends.push(total);
            total += count as usize;
        }
        let mut cells = vec![(0u32, 0u32); total];
        for (at, column) in (0u32..).zip(&self.columns) {
            column.each(|row, text| {
                cells[ends[row]] = (at, text as u32);
                ends[row] += 1;
            });
        }
        let mut grid = Grid::new(limits);
        let mut cells = cells.into_iter();
        let mut begin = 0;
        for (number, end) in numbers.into_iter().zip(ends) {
            for (column, text) in cells.by_ref().take(end - begin) {
                let column = &self.columns[column as usize];
                let (text, source) = column.text(text as usize);
                grid.add(number, column.column, text, source);
            }
            begin = end;
        }
        grid.seal();
        let pairs = |triples: Vec<(u32, u32, u32)>| {
            triples.into_iter().map(|(row, column, to)| ((row, column), to)).collect()
        };
        (grid.merged.tops, grid.merged.ends) = (pairs(self.tops), pairs(self.ends));
        grid.beyond = self.beyond;
        Ok(grid)
    }

    fn row_numbers(&self, limits: &Limits) -> Result<Vec<u32>, String> {
        let mut numbers = Vec::new();
        let mut next = 1u64;
        for (first, count) in &self.rows {
            let end = u64::from(*first) + u64::from(*count);
            if u64::from(*first) < next || *count == 0 {
                return Err(format!("its rows are out of order at row {first}"));
            }
            if end - 1 > limits.rows {
                return Err(format!("it has a row {}, below the last that is read", end - 1));
            }
            numbers.extend((*first..).take(*count as usize));
            next = end;
        }
        Ok(numbers)
    }

    /// Columns stand in order, and their texts can stand in cells.
    fn require_texts(&self, limits: &Limits) -> Result<(), String> {
        let is_sorted = self.columns.is_sorted_by_key(|column| column.column);
        if !is_sorted || self.columns.iter().any(|column| u64::from(column.column) >= limits.columns) {
            return Err("its columns are out of order, or beyond the last that is read".to_owned());
        }
        self.columns.iter().try_for_each(|column| column.require_texts(limits))
    }

    /// How many cells each row has.
    fn count(&self, rows: usize, limits: &Limits) -> Result<Vec<u32>, String> {
        let mut counts = vec![0u32; rows];
        let mut cells = 0u64;
        for column in &self.columns {
            cells += column.check(rows)?;
            if cells > limits.cells {
                return Err("it has more cells than are read".to_owned());
            }
            column.each(|row, _| counts[row] += 1);
        }
        match counts.contains(&0) {
            true => Err("it names a row in which nothing stands".to_owned()),
            false => Ok(counts),
        }
    }
}

impl KeptColumn {
    /// A text by its position, and what kind of cell it came from.
    fn text(&self, at: usize) -> (&str, Source) {
        let letter = self.kinds.as_bytes().get(at).map_or('t', |letter| char::from(*letter));
        let kind = KINDS.iter().find(|kind| kind.1 == letter);
        (&self.texts[at], kind.map_or(Source::Text, |kind| kind.0))
    }

    fn require_texts(&self, limits: &Limits) -> Result<(), String> {
        let is_kind = |letter| KINDS.iter().any(|kind| kind.1 == letter);
        if !self.kinds.is_empty()
            && (self.kinds.len() != self.texts.len() || !self.kinds.chars().all(is_kind))
        {
            return Err(format!("a text of column {} has no kind", self.column));
        }
        for at in 0..self.texts.len() {
            let (text, source) = self.text(at);
            let is_long = source != Source::TooLong
                && text.len() as u64 > limits.cell_length
                && text.chars().count() as u64 > limits.cell_length;
            if text.is_empty() || trimmed(text) != text || is_long {
                return Err(format!("a text of column {} could not stand in a cell", self.column));
            }
        }
        Ok(())
    }

    /// How many cells it has, all of which lie in the first `rows` and have a text.
    fn check(&self, rows: usize) -> Result<u64, String> {
        let wrong = |what: &str| Err(format!("column {} {what}", self.column));
        let (mut at, mut filled, mut last) = (0u64, 0u64, None);
        for number in &self.cells {
            let (value, times) = match (*number, last) {
                (..0, None) => return wrong("repeats what is not there"),
                (..0, Some(last)) => (last, u64::from(number.unsigned_abs())),
                (value, _) => (value, 1),
            };
            if value as usize > self.texts.len() {
                return wrong("points at a text that is not there");
            }
            last = Some(value);
            at += times;
            filled += if value > 0 { times } else { 0 };
            if at > rows as u64 {
                return wrong("has more cells than there are rows");
            }
        }
        Ok(filled)
    }

    /// Goes through the filled cells: the position of the row, and that of the text. Only what was checked.
    fn each(&self, mut see: impl FnMut(usize, usize)) {
        let (mut row, mut last) = (0usize, 0i32);
        for number in &self.cells {
            let times = if *number < 0 { number.unsigned_abs() as usize } else { 1 };
            last = if *number < 0 { last } else { *number };
            if last > 0 {
                (row..row + times).for_each(|row| see(row, last as usize - 1));
            }
            row += times;
        }
    }
}
