//! Tests on one column, each decided once for every distinct text, however many requirements ask the same.

use std::collections::HashMap;
use std::ptr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use candor_model::{Column, FieldId, Inventory};
use chrono::NaiveDate;

use super::CellTest;
use super::cell::{Setting, decide, unique_verdicts};
use super::verdict::Verdict;

/// The verdicts of a test on the entries of a column.
#[derive(Debug)]
pub(crate) struct Verdicts {
    of_entries: Vec<Verdict>,
    /// For each verdict whether it occurs.
    occurs: [bool; Verdict::COUNT],
}

impl Verdicts {
    fn new(of_entries: Vec<Verdict>) -> Self {
        let mut occurs = [false; Verdict::COUNT];
        of_entries.iter().for_each(|verdict| occurs[*verdict as usize] = true);
        Verdicts { of_entries, occurs }
    }

    /// The verdict on the entry at a position.
    pub(crate) fn of(&self, entry: usize) -> Verdict {
        self.of_entries[entry]
    }

    /// The verdicts on all entries.
    pub(crate) fn all(&self) -> &[Verdict] {
        &self.of_entries
    }

    /// Numbers for the verdicts that occur, from 0 on, and how many these are.
    pub(crate) fn numbers(&self) -> ([u8; Verdict::COUNT], u8) {
        let mut count = 0;
        let number = |occurs: bool| {
            let number = count;
            count += u8::from(occurs);
            number
        };
        (self.occurs.map(number), count)
    }
}

/// A column, by where it lies, with what a blank means.
type Key = (usize, Setting);

/// A test with its verdicts, which whoever asks first works out.
type Answer = (CellTest, Arc<OnceLock<Arc<Verdicts>>>);

/// The tests that were decided already.
#[derive(Debug, Default)]
pub(crate) struct Columns(Mutex<HashMap<Key, Vec<Answer>>>);

impl Columns {
    /// The verdicts of a test on a column of an inventory.
    pub(crate) fn decide(
        &self,
        inventory: &Inventory,
        (field, column): (FieldId, &Column),
        ask: &CellTest,
        as_of: NaiveDate,
        setting: Setting,
    ) -> Arc<Verdicts> {
        let answer = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let tests = known.entry((ptr::from_ref(column).addr(), setting)).or_default();
            match tests.iter().find(|(test, _)| test == ask) {
                Some((_, answer)) => Arc::clone(answer),
                None => {
                    let answer = Arc::default();
                    tests.push((ask.clone(), Arc::clone(&answer)));
                    answer
                }
            }
        };
        let verdicts = || {
            Arc::new(Verdicts::new(match ask {
                CellTest::Unique => unique(inventory, field, column),
                _ => column.entries.iter().map(|entry| decide(ask, entry, as_of, setting)).collect(),
            }))
        };
        Arc::clone(answer.get_or_init(verdicts))
    }
}

fn unique(inventory: &Inventory, field: FieldId, column: &Column) -> Vec<Verdict> {
    let columns: Vec<_> =
        inventory.tables_of(field.entity).filter_map(|(_, table)| table.column(field)).collect();
    let own = columns.iter().position(|other| ptr::eq(*other, column));
    own.map(|own| unique_verdicts(&columns).swap_remove(own)).unwrap_or_default()
}
