//! Problems that only show across registers: keys that repeat, names that no register lists, records that no other
//! uses, transfers without their details.
//!
//! Invariant: a register that is not there makes no problem here; what is missing altogether is judged elsewhere.

mod gaps;
mod references;

use candor_model::{Excerpt, FieldId, Inventory, Problem, RecordRef};

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

    fn tell(&mut self, problem: Problem) {
        let is_full = self.told.len() >= self.max;
        match self.told.last_mut() {
            Some(last) if is_full => last.fold(|| problem.place),
            _ => self.told.push(problem),
        }
    }
}

fn excerpt_of(inventory: &Inventory, record: RecordRef, field: FieldId) -> Option<Excerpt> {
    let table = inventory.table(record);
    let at = table.columns.iter().position(|column| column.field == Some(field))?;
    Some(excerpt(table, at, record.row as usize))
}
