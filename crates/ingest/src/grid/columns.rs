//! A column of a grid: for each filled row the id of its content, each distinct content stored once.
//!
//! Invariant: no place behind the last filled one is kept.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use candor_model::{Positions, PositionsSlice};
use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::{Content, Source};

/// Cells below each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct FilledColumn {
    /// By the position of the row: 0 where nothing stands, else one more than the position of the content. Rows below
    /// the last filled one are left out.
    ids: Positions,
    contents: Vec<Content>,
    /// Positions of contents with half of their hash, while the column is filled: it need not be made again.
    known: HashTable<(u32, u32)>,
    /// What is added to the position of a content, so that its id is told from those of other columns.
    base: u32,
    count: usize,
}

/// Another one in every run, so that no file can be made whose texts all hash alike. What is found does not depend on it.
static HASHING: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// The hash of a text of a column.
pub(crate) fn hash_of(text: &[u8]) -> u64 {
    HASHING.hash_one(text)
}

/// Half of a hash over all bits of a whole one: a table looks at the highest and the lowest.
fn spread(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl FilledColumn {
    /// Places for rows, filled or not.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Number of filled cells.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, position: usize, text: &str, source: Source) {
        let id = self.intern(hash_of(text.as_bytes()), text, source);
        self.ids.pad(position);
        self.put(id);
    }

    /// Leaves the places before a row blank.
    pub(crate) fn pad(&mut self, position: usize) {
        self.ids.pad(position);
    }

    /// Adds the next cell: its content as [`FilledColumn::intern`] gave it, or 0 for a blank.
    pub(crate) fn put(&mut self, id: u32) {
        self.ids.push(id);
        self.count += usize::from(id > 0);
    }

    /// The content of a text with its hash: one more than its position.
    pub(crate) fn intern(&mut self, hash: u64, text: &str, source: Source) -> u32 {
        let Self { known, contents, .. } = self;
        let half = hash as u32;
        let is_it = |(other, at): &(u32, u32)| {
            let content = &contents[*at as usize];
            *other == half && content.text == text && content.source == source
        };
        if let Some((_, at)) = known.find(spread(half), is_it) {
            return *at + 1;
        }
        let at = contents.len() as u32;
        contents.push(Content { text: text.into(), source });
        known.insert_unique(spread(half), (half, at), |(half, _)| spread(*half));
        at + 1
    }

    /// Ends filling.
    pub(super) fn seal(&mut self, base: u32) {
        self.base = base;
        self.known = HashTable::new();
        self.ids.shrink();
        self.contents.shrink_to_fit();
    }

    /// Forgets all cells. The first id stays: contents of other columns are found by it.
    pub(super) fn forget(&mut self) {
        *self = FilledColumn { base: self.base, ..FilledColumn::default() };
    }

    /// Fills a place that is blank with a content of the column.
    pub(super) fn set(&mut self, position: usize, id: u32) {
        self.ids.pad(position + 1);
        self.ids.set(position, id);
        self.count += 1;
    }

    /// As [`FilledColumn::intern`] gave it; 0 where nothing stands.
    pub(crate) fn stored(&self, position: usize) -> u32 {
        if position < self.ids.len() { self.ids.at(position) } else { 0 }
    }

    /// The id of the content at the position of a row, if something stands there.
    pub(super) fn id(&self, position: usize) -> Option<u32> {
        Some(self.stored(position).checked_sub(1)? + self.base)
    }

    /// What stands at the position of a row.
    pub(super) fn at(&self, position: usize) -> Option<&Content> {
        self.contents.get(self.stored(position).checked_sub(1)? as usize)
    }

    /// What is stored for the rows from one position to another, as far as the column goes.
    pub(crate) fn slice(&self, from: usize, until: usize) -> PositionsSlice<'_> {
        let until = until.min(self.ids.len());
        let from = from.min(until);
        self.ids.slice(from, until - from)
    }

    /// The id of the first content.
    pub(crate) fn base(&self) -> u32 {
        self.base
    }

    pub(crate) fn contents(&self) -> &[Content] {
        &self.contents
    }
}
