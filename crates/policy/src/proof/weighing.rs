//! The rows looked at for a claim, and what they come to.

use candor_model::{Dictionary, RecordRef};

use super::{ProofState, Row, Says};
use crate::fact::FactCell;
use crate::records::Records;

/// Answers of rows, in the order that they were looked at.
#[derive(Debug, Default, Clone)]
pub(crate) struct Weighing {
    rows: Vec<Row>,
    /// What is missing beside the answers of rows, such as a scan.
    lacks: Vec<String>,
}

impl Weighing {
    /// Adds the answer of a record; the first of `fields` holds it, the others date it.
    pub(crate) fn add(&mut self, records: &Records<'_>, record: RecordRef, fields: &[&str], says: Says) {
        self.rows.push(Row {
            record: records.inventory.name(record),
            asked: fields.first().map(|field| label(field)).unwrap_or_default(),
            cells: records.cells(record, fields),
            says,
        });
    }

    /// Something that no row answers.
    pub(crate) fn lack(&mut self, what: impl Into<String>) {
        self.lacks.push(what.into());
    }

    pub(crate) fn join(&mut self, other: Weighing) {
        self.rows.extend(other.rows);
        self.lacks.extend(other.lacks);
    }

    pub(crate) fn has(&self, says: Says) -> bool {
        self.rows.iter().any(|row| row.says == says)
    }

    /// Is an answer missing, or something else that the proof needs?
    pub(crate) fn is_incomplete(&self) -> bool {
        self.has(Says::Missing) || !self.lacks.is_empty()
    }

    /// The cells of the rows that say one thing.
    pub(crate) fn cells(&self, says: Says) -> Vec<FactCell> {
        self.rows.iter().filter(|row| row.says == says).flat_map(|row| row.cells.clone()).collect()
    }

    pub(crate) fn into_rows(self) -> Vec<Row> {
        self.rows
    }

    /// One row against it disproves a claim; without rows nothing is proven.
    pub(crate) fn state(&self) -> ProofState {
        match () {
            () if self.has(Says::Contradicts) => ProofState::Disproven,
            () if self.is_incomplete() || self.rows.is_empty() => ProofState::NotProven,
            () => ProofState::Proven,
        }
    }

    /// What is missing, a line each.
    pub(crate) fn missing(&self) -> Vec<String> {
        let line = |row: &Row| {
            let Row { record, asked, .. } = row;
            let told = match row.cells.first() {
                None => "there is no such column".to_owned(),
                Some(cell) if cell.saw.is_empty() => "no answer".to_owned(),
                Some(cell) if row.says == Says::Contradicts => format!("`{}` stands against it", cell.saw),
                Some(cell) => match cell.checked_on {
                    Some(day) => format!("`{}`, last checked on {day}, does not count", cell.saw),
                    None => format!("`{}` does not count, for no check is dated", cell.saw),
                },
            };
            format!("{record}, {asked}: {told}")
        };
        let rows = self.rows.iter().filter(|row| row.says != Says::Supports).map(line);
        let none = self.rows.is_empty().then(|| "No row in the records answers it.".to_owned());
        rows.chain(self.lacks.iter().cloned()).chain(none).collect()
    }
}

/// The label of a field of the dictionary by its path.
fn label(path: &str) -> String {
    let dictionary = Dictionary::builtin();
    dictionary.field(dictionary.expect_field(path)).label.clone()
}
