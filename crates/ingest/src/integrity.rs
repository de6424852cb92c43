//! Problems that only show across registers: keys that repeat, names that no register lists, records that no other
//! uses, transfers without their details.
//!
//! Invariant: a register that is not there makes no problem here; what is missing altogether is judged elsewhere.

mod gaps;
mod references;

use candor_model::{Excerpt, FieldId, Inventory, Place, Problem, RecordRef};

use crate::records::excerpt;

pub(crate) fn problems(inventory: &Inventory) -> Vec<Problem> {
    let mut problems = references::problems(inventory);
    problems.extend(gaps::problems(inventory));
    problems
}

/// Problems of one kind. The first of them are told one by one, the rest is folded into the last.
struct Alike {
    told: Vec<Problem>,
    max: usize,
}

impl Alike {
    fn new(max: usize) -> Self {
        Alike { told: Vec::new(), max }
    }

    /// Is every further problem folded?
    fn is_full(&self) -> bool {
        self.told.len() >= self.max
    }

    fn fold(&mut self, place: Place) {
        if let Some(last) = self.told.last_mut() {
            last.fold(|| place);
        }
    }

    /// Tells a problem, which is made only where it is not folded.
    fn tell_at(&mut self, place: impl FnOnce() -> Place, problem: impl FnOnce() -> Problem) {
        if self.is_full() { self.fold(place()) } else { self.told.push(problem()) }
    }

    fn tell(&mut self, problem: Problem) {
        if self.is_full() { self.fold(problem.place) } else { self.told.push(problem) }
    }
}

fn excerpt_of(inventory: &Inventory, record: RecordRef, field: FieldId) -> Option<Excerpt> {
    let table = inventory.table(record);
    let at = table.columns.iter().position(|column| column.field == Some(field))?;
    Some(excerpt(table, at, record.row as usize))
}
