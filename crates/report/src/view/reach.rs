//! How far a failure reaches: how many records of how many, which people, which data.
//!
//! Invariant: people and data are only those that the cells of the failing records name.

use std::collections::BTreeSet;

use candor_assess::RequirementResult;
use candor_model::text::grouped;
use candor_model::{Cell, Inventory, RecordRef, Seen, Value};

use super::rows::RowIndex;

/// Kinds of people or data that are named.
const SHOWN: usize = 4;

/// Where records name people and data.
pub(crate) struct Reach<'a> {
    inventory: &'a Inventory,
    subjects: RowIndex<'a>,
    special: RowIndex<'a>,
}

impl<'a> Reach<'a> {
    pub(crate) fn new(inventory: &'a Inventory) -> Self {
        Reach {
            inventory,
            subjects: RowIndex::new(inventory, "subjects"),
            special: RowIndex::new(inventory, "special_category"),
        }
    }

    /// `9 of 41 records fail, 3 unknown; about patients, staff; special category data in 2`.
    pub(crate) fn words(&self, result: &RequirementResult) -> String {
        let mut parts = vec![counts(result)];
        let people = self.people(result);
        if !people.is_empty() {
            parts.push(format!("about {}", people.join(", ")));
        }
        let special = self.special(result);
        if special > 0 {
            parts.push(format!("special category data in {special}"));
        }
        parts.join("; ")
    }

    /// The kinds of people whom the records of the findings name, in their order, each once.
    fn people(&self, result: &RequirementResult) -> Vec<String> {
        let mut people: Vec<String> = Vec::new();
        for cell in result.findings.iter().filter_map(|finding| finding.cells.first()) {
            let Some((record, field)) = self.subjects.find(cell) else { continue };
            if let Some(Value::List(named)) = self.inventory.look(record, field).value() {
                let new = named.iter().filter(|name| !people.contains(name)).cloned().collect::<Vec<_>>();
                people.extend(new);
            }
        }
        let left = people.len().saturating_sub(SHOWN);
        if left > 0 {
            people.truncate(SHOWN);
            people.push(format!("and {left} more"));
        }
        people
    }

    /// Records of the findings that say they hold special category data.
    fn special(&self, result: &RequirementResult) -> usize {
        let cells = result.findings.iter().filter_map(|finding| finding.cells.first());
        let says_so = |cell| {
            let (record, field) = self.special.find(cell)?;
            let Seen::Cell { entry, .. } = self.inventory.look(record, field) else { return None };
            matches!(&entry.cell, Cell::Value(value) if value.answer() == Some(true)).then_some(record)
        };
        cells.filter_map(says_so).collect::<BTreeSet<RecordRef>>().len()
    }
}

fn counts(result: &RequirementResult) -> String {
    let records = &result.records;
    let of = match records.applies {
        0 => return "it is about the organisation as a whole".to_owned(),
        1 => "the only record".to_owned(),
        applies => format!("of {} records", grouped(applies)),
    };
    let failed = records.not_met + records.partly_met;
    let said = |count: u64, one: &str, many: &str| match (records.applies, count) {
        (1, _) => format!("{of} {one}"),
        (_, 1) => format!("1 {of} {one}"),
        _ => format!("{} {of} {many}", grouped(count)),
    };
    match (failed, records.unknown) {
        (0, unknown) => said(unknown, "is unknown", "are unknown"),
        (failed, 0) => said(failed, "fails", "fail"),
        (failed, unknown) => format!("{}, {} unknown", said(failed, "fails", "fail"), grouped(unknown)),
    }
}
