//! What the registers hold, by name: the activities, vendors, transfers and systems of an assessment.
//!
//! Invariants: names of things, never of people; in the order of their places; what is beyond the limit is counted.

use candor_model::{Dictionary, Inventory};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::judge::finding::subject;

/// The registers that are kept by name.
const KEPT: [&str; 4] = ["activity", "vendor", "transfer", "system"];

/// Most records that are named of a register.
const NAMES_MAX: usize = 2000;

/// The records of a register, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegisterNames {
    /// `activity`, `vendor`, `transfer` or `system`.
    pub entity: String,
    /// The first 2,000 of them.
    pub records: Vec<RecordName>,
    /// How many there are.
    pub total: u64,
}

/// A record of a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct RecordName {
    /// Its reference; empty without one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// What findings call it.
    pub name: String,
}

impl RegisterNames {
    /// Is every record named?
    pub fn is_whole(&self) -> bool {
        self.total == self.records.len() as u64
    }
}

/// The registers that have a sheet.
pub(crate) fn registers(inventory: &Inventory) -> Vec<RegisterNames> {
    let dictionary = Dictionary::builtin();
    let register = |id: &&str| {
        let entity = dictionary.find_entity(id).filter(|entity| inventory.has(*entity))?;
        let records = inventory.records(entity).take(NAMES_MAX).map(|record| RecordName {
            key: inventory.key(record).to_owned(),
            name: subject(inventory, record),
        });
        Some(RegisterNames {
            entity: (*id).to_owned(),
            records: records.collect(),
            total: inventory.records(entity).count() as u64,
        })
    };
    KEPT.iter().filter_map(register).collect()
}
