//! Records that tests cannot tell apart: of each cell only what follows from it for the tests counts.
//!
//! A register of a million rows has few such groups, so that all of a record is looked at once for each of them.
//!
//! Invariant: the tests that a grouping was made of decide all records of a group alike, with the same gap.

use std::sync::Arc;

use candor_model::PositionsSlice;
use foldhash::HashMap;

use super::bound::{Bound, Decided, Node, referred};
use super::column::Verdicts;
use super::verdict::Verdict;
use crate::sheet::At;

impl Bound<'_> {
    /// The verdict on each of the `rows` records of the sheet.
    pub(crate) fn verdicts(&self, rows: usize) -> Vec<Verdict> {
        let mut known = Vec::new();
        let mut verdicts = Vec::with_capacity(rows);
        Alike::new(rows, [self], std::iter::empty()).each(|row, group| {
            if group == known.len() {
                known.push(self.decide(row).verdict);
            }
            verdicts.push(known[group]);
        });
        verdicts
    }
}

/// Records whose groups are found at once.
const BLOCK: usize = 1024;
/// Groups that could be, up to which each has a place of its own.
const PLACES_MAX: u64 = 1 << 16;
/// Groups that could be, up to which the records of a block are counted before any is looked at.
const COUNTED_MAX: u64 = 1 << 8;

/// What follows of one cell, by small numbers that are the same where the same follows.
enum Leaf<'a> {
    /// By the verdict on the entry of a column: the number of each verdict.
    Verdicts(At<'a>, Arc<Verdicts>, [u8; Verdict::COUNT]),
    /// By the entry of a column.
    Entries(At<'a>, Vec<u8>),
    /// By the record.
    Records(Vec<u8>),
}

/// The groups of the records of a sheet.
pub(crate) struct Alike<'a> {
    rows: usize,
    /// Each with what its numbers are multiplied by; `None` where there would be too many: each record is a group.
    leaves: Option<Vec<(Leaf<'a>, u64)>>,
    /// Groups that could be.
    most: u64,
}

impl<'a> Alike<'a> {
    /// Groups by tests on the `rows` records of a sheet, and by what else is known of each record, if anything is.
    pub(crate) fn new<'b>(
        rows: usize,
        tests: impl IntoIterator<Item = &'b Bound<'a>>,
        known: impl Iterator<Item = u8>,
    ) -> Self
    where
        'a: 'b,
    {
        let mut found = Some(Vec::new());
        add(&mut found, known.map(u32::from), Leaf::Records);
        tests.into_iter().for_each(|test| gather(test, rows, &mut found));
        let mut most = 1u64;
        let leaves = found.and_then(|found| {
            let mut placed = Vec::with_capacity(found.len());
            for (leaf, numbers) in found {
                placed.push((leaf, most));
                most = most.checked_mul(numbers)?;
            }
            Some(placed)
        });
        Alike { rows, leaves, most }
    }

    /// Calls `see` with each record in order and the number of its group; groups are numbered as they come.
    pub(crate) fn each(&self, mut see: impl FnMut(usize, usize)) {
        let mut numbered = Numbered::new(self.most);
        self.blocks(|first, states| match states {
            Some(states) => states
                .iter()
                .enumerate()
                .for_each(|(offset, state)| see(first + offset, numbered.number(*state))),
            None => see(first, first),
        });
    }

    /// Counts the records of each group; groups are numbered as they come. Calls `see` with a record and the number of
    /// its group, record by record in order, until it tells that it need see no more of that group.
    pub(crate) fn count(&self, mut see: impl FnMut(usize, usize) -> bool) -> Vec<u64> {
        let mut groups = Counted::default();
        let mut numbered = Numbered::new(self.most);
        // Rows below each other are often alike: next to each other they are counted in other places.
        let mut tallies = vec![[0u32; 4]; if self.most <= COUNTED_MAX { self.most as usize } else { 0 }];
        self.blocks(|first, states| {
            let Some(states) = states else { return groups.add(first, first, &mut see) };
            if tallies.is_empty() {
                for (offset, state) in states.iter().enumerate() {
                    groups.add(first + offset, numbered.number(*state), &mut see);
                }
                return;
            }
            let mut quads = states.chunks_exact(4);
            for quad in &mut quads {
                quad.iter().enumerate().for_each(|(at, state)| tallies[*state as usize][at] += 1);
            }
            quads.remainder().iter().for_each(|state| tallies[*state as usize][0] += 1);
            let is_watched = |(state, tally): (usize, &[u32; 4])| {
                *tally != [0; 4] && numbered.known(state as u64).is_none_or(|group| groups.is_watched[group])
            };
            if tallies.iter().enumerate().any(is_watched) {
                for (offset, state) in states.iter().enumerate() {
                    groups.look(first + offset, numbered.number(*state), &mut see);
                }
            }
            for (state, tally) in tallies.iter_mut().enumerate() {
                let count: u32 = std::mem::take(tally).iter().sum();
                if count > 0 {
                    groups.counts[numbered.number(state as u64)] += u64::from(count);
                }
            }
        });
        groups.counts
    }

    /// Calls `take` with the first record of each block of records and their states, in order; without states where each
    /// record is a group.
    fn blocks(&self, mut take: impl FnMut(usize, Option<&[u64]>)) {
        let Some(leaves) = &self.leaves else {
            return (0..self.rows).for_each(|row| take(row, None));
        };
        let mut states = [0u64; BLOCK];
        for first in (0..self.rows).step_by(BLOCK) {
            let states = &mut states[..BLOCK.min(self.rows - first)];
            states.fill(0);
            leaves.iter().for_each(|(leaf, factor)| leaf.add(first, *factor, states));
            take(first, Some(states));
        }
    }
}

/// How many records each group has, and whether more of them are to be seen.
#[derive(Debug, Default)]
struct Counted {
    counts: Vec<u64>,
    is_watched: Vec<bool>,
}

impl Counted {
    fn look(&mut self, row: usize, group: usize, see: &mut impl FnMut(usize, usize) -> bool) {
        if group == self.counts.len() {
            self.counts.push(0);
            self.is_watched.push(true);
        }
        if self.is_watched[group] {
            self.is_watched[group] = see(row, group);
        }
    }

    fn add(&mut self, row: usize, group: usize, see: &mut impl FnMut(usize, usize) -> bool) {
        self.look(row, group, see);
        self.counts[group] += 1;
    }
}

impl Leaf<'_> {
    /// Adds the numbers of a block of records, multiplied.
    fn add(&self, first: usize, factor: u64, states: &mut [u64]) {
        match self {
            Leaf::Records(numbers) => {
                let numbers = numbers[first..].iter().map(|number| u64::from(*number) * factor);
                states.iter_mut().zip(numbers).for_each(|(state, number)| *state += number);
            }
            Leaf::Verdicts(at, verdicts, numbers) => {
                let scaled = numbers.map(|number| u64::from(number) * factor);
                let of_entries = verdicts.all();
                by_entry(at, first, states, of_entries.len(), |entry| scaled[of_entries[entry] as usize]);
            }
            Leaf::Entries(at, numbers) => {
                by_entry(at, first, states, numbers.len(), |entry| u64::from(numbers[entry]) * factor);
            }
        }
    }
}

/// Adds the number of each entry to the states of a block of records.
fn by_entry(at: &At<'_>, first: usize, states: &mut [u64], entries: usize, number: impl Fn(usize) -> u64) {
    fn all(states: &mut [u64], numbers: impl Iterator<Item = u64>) {
        states.iter_mut().zip(numbers).for_each(|(state, number)| *state += number);
    }
    match at.entry_indexes(first, states.len()) {
        Some(PositionsSlice::One(list)) => {
            // As many places as a byte has values: none has to be looked after.
            let mut known = [0u64; 256];
            known.iter_mut().zip(0..entries).for_each(|(to, entry)| *to = number(entry));
            all(states, list.iter().map(|entry| known[usize::from(*entry)]));
        }
        Some(PositionsSlice::Two(list)) => {
            all(states, list.iter().map(|entry| number(usize::from(*entry))));
        }
        Some(PositionsSlice::Four(list)) => all(states, list.iter().map(|entry| number(*entry as usize))),
        None => all(states, std::iter::repeat(number(at.entry_index(first)))),
    }
}

/// Groups by their states, numbered as they come.
enum Numbered {
    /// By the state, one more than the number.
    Places(Vec<u32>, usize),
    Known(HashMap<u64, usize>),
}

impl Numbered {
    fn new(most: u64) -> Self {
        if most <= PLACES_MAX {
            Numbered::Places(vec![0; most as usize], 0)
        } else {
            Numbered::Known(HashMap::default())
        }
    }

    fn number(&mut self, state: u64) -> usize {
        match self {
            Numbered::Places(places, count) => {
                let place = &mut places[state as usize];
                if *place == 0 {
                    *count += 1;
                    *place = *count as u32;
                }
                *place as usize - 1
            }
            Numbered::Known(known) => {
                let next = known.len();
                *known.entry(state).or_insert(next)
            }
        }
    }

    /// The number of a group that came already.
    fn known(&self, state: u64) -> Option<usize> {
        match self {
            Numbered::Places(places, _) => (places[state as usize] as usize).checked_sub(1),
            Numbered::Known(known) => known.get(&state).copied(),
        }
    }
}

/// Leaves with how many numbers each has; `None` if one has more than can be told apart.
type Gathered<'a> = Option<Vec<(Leaf<'a>, u64)>>;

fn gather<'a>(test: &Bound<'a>, rows: usize, found: &mut Gathered<'a>) {
    let mut known: Vec<Decided> = Vec::new();
    let mut number = |decided: Decided| {
        let at = known.iter().position(|known| *known == decided).unwrap_or(known.len());
        if at == known.len() {
            known.push(decided);
        }
        at as u32
    };
    match &test.node {
        Node::Missing(_) => {}
        Node::Linked { best, .. } if best.is_empty() => {}
        Node::Column { at, verdicts } => {
            let (numbers, count) = verdicts.numbers();
            if let (Some(leaves), 2..) = (found, count) {
                leaves.push((Leaf::Verdicts(*at, Arc::clone(verdicts), numbers), u64::from(count)));
            }
        }
        Node::References { at, verdicts, gaps, .. } => {
            let numbers = (0..verdicts.len()).map(|entry| number(referred(verdicts, gaps, entry)));
            add(found, numbers, |numbers| Leaf::Entries(*at, numbers));
        }
        Node::Clock(_) | Node::Order { .. } | Node::Linked { .. } => {
            add(found, (0..rows).map(|row| number(test.decide(row))), Leaf::Records);
        }
        Node::All(parts) | Node::Any(parts) | Node::KnownAny(parts) => {
            parts.iter().for_each(|part| gather(part, rows, found));
        }
        Node::Not(inner) | Node::Unless(inner) => gather(inner, rows, found),
    }
}

/// Adds a leaf, unless all of its numbers are the same.
fn add<'a>(
    found: &mut Gathered<'a>,
    numbers: impl Iterator<Item = u32>,
    leaf: impl FnOnce(Vec<u8>) -> Leaf<'a>,
) {
    let Some(leaves) = found else { return };
    let numbers: Option<Vec<u8>> = numbers.map(|number| u8::try_from(number).ok()).collect();
    let Some(numbers) = numbers else { return *found = None };
    let most = numbers.iter().copied().max().unwrap_or_default();
    if most > 0 {
        leaves.push((leaf(numbers), u64::from(most) + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_in_one_group_where_all_of_their_numbers_are_the_same() {
        let rows = 3 * BLOCK + 7;
        // Groups that are counted by blocks, that have places of their own, and more than have.
        for (leaves, most) in [(2u32, 9), (8, 3u64.pow(8)), (14, 3u64.pow(14))] {
            let number = |row: usize, leaf: u32| ((row >> leaf) % 3) as u8;
            let records =
                |leaf| (Leaf::Records((0..rows).map(|row| number(row, leaf)).collect()), 3u64.pow(leaf));
            let alike = Alike { rows, leaves: Some((0..leaves).map(records).collect()), most };
            let mut known: Vec<Vec<u8>> = Vec::new();
            let mut seen = 0;
            alike.each(|row, group| {
                assert_eq!(row, seen);
                seen += 1;
                let numbers: Vec<u8> = (0..leaves).map(|leaf| number(row, leaf)).collect();
                if group == known.len() {
                    assert!(!known.contains(&numbers), "{row} is in a group of its own");
                    known.push(numbers);
                } else {
                    assert_eq!(known[group], numbers, "{row}");
                }
            });
            assert_eq!(seen, rows);
            let mut all: Vec<Vec<usize>> = Vec::new();
            alike.each(|row, group| {
                all.resize_with(all.len().max(group + 1), Vec::new);
                all[group].push(row);
            });
            let mut first: Vec<Vec<usize>> = Vec::new();
            let counts = alike.count(|row, group| {
                first.resize_with(first.len().max(group + 1), Vec::new);
                first[group].push(row);
                first[group].len() < 3
            });
            assert_eq!(counts, all.iter().map(|rows| rows.len() as u64).collect::<Vec<_>>());
            assert_eq!(first, all.iter().map(|rows| rows[..rows.len().min(3)].to_vec()).collect::<Vec<_>>());
        }
        let mut groups = Vec::new();
        Alike { rows: 3, leaves: None, most: 1 }.each(|row, group| groups.push((row, group)));
        assert_eq!(groups, [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(Alike { rows: 3, leaves: None, most: 1 }.count(|_, _| true), [1, 1, 1]);
    }

    #[test]
    fn what_cannot_be_told_apart_by_a_byte_is_not_grouped() {
        let mut found = Some(Vec::new());
        add(&mut found, (0..300).map(|row| row % 2), Leaf::Records);
        add(&mut found, std::iter::repeat_n(0, 300), Leaf::Records);
        assert_eq!(found.as_ref().map(Vec::len), Some(1), "all the same tells nothing apart");
        add(&mut found, 0..300, Leaf::Records);
        assert!(found.is_none());
    }
}
