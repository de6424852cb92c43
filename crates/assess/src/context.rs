//! What judging looks at: the inventory, the library and the day, with what is worked out once and kept.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use candor_model::{Column, Dictionary, EntityId, FieldId, Inventory, RecordRef};
use chrono::NaiveDate;

use crate::checklist::Library;
use crate::condition::{Held, judge_condition};
use crate::judge::Options;
use crate::judge::answer::{Matches, match_records};
use crate::judge::evidence::EvidenceFile;
use crate::names::Names;

#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) inventory: &'a Inventory,
    pub(crate) library: &'a Library,
    pub(crate) as_of: NaiveDate,
    /// Answers without evidence count as they stand.
    pub(crate) accept_declared: bool,
    /// How many days an answer holds, if the settings say so.
    pub(crate) answers_valid_days: Option<u32>,
    carried_over: &'a [String],
    evidence_files: &'a [EvidenceFile],
    names: Vec<OnceCell<Names>>,
    ordinals: Vec<OnceCell<HashMap<RecordRef, u32>>>,
    conditions: Vec<OnceCell<Held>>,
    answers: OnceCell<Matches>,
    exceptions: OnceCell<Matches>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(inventory: &'a Inventory, library: &'a Library, options: &'a Options) -> Self {
        let entities = Dictionary::builtin().entities.len();
        Context {
            inventory,
            library,
            as_of: options.as_of,
            accept_declared: options.accept_declared,
            answers_valid_days: options.answers_valid_days,
            carried_over: &options.carried_over,
            evidence_files: &options.evidence_files,
            names: (0..entities).map(|_| OnceCell::new()).collect(),
            ordinals: (0..entities).map(|_| OnceCell::new()).collect(),
            conditions: library.conditions().iter().map(|_| OnceCell::new()).collect(),
            answers: OnceCell::new(),
            exceptions: OnceCell::new(),
        }
    }

    /// Was a file read from the folder of an earlier quarter?
    pub(crate) fn is_carried_over(&self, file: &str) -> bool {
        self.carried_over.iter().any(|known| known == file)
    }

    /// Was a file looked for, and is not there?
    pub(crate) fn file_is_missing(&self, file: &str) -> bool {
        self.evidence_files.iter().any(|(name, hash)| name == file && hash.is_none())
    }

    /// SHA-256 of a file that is there.
    pub(crate) fn file_hash(&self, file: &str) -> Option<&'a str> {
        self.evidence_files.iter().find(|(name, _)| name == file)?.1.as_deref()
    }

    pub(crate) fn names(&self, entity: EntityId) -> &Names {
        self.names[usize::from(entity.0)].get_or_init(|| Names::of(self.inventory, entity))
    }

    /// The condition at a position, judged once.
    pub(crate) fn condition(&self, at: usize) -> &Held {
        self.conditions[at].get_or_init(|| judge_condition(self, &self.library.conditions()[at]))
    }

    pub(crate) fn answers(&self) -> &Matches {
        self.answers.get_or_init(|| match_records(self.inventory, self.library, "answer"))
    }

    pub(crate) fn exceptions(&self) -> &Matches {
        self.exceptions.get_or_init(|| match_records(self.inventory, self.library, "exception"))
    }

    /// What a record is identified by: its key, else its name; from the second of its kind on with `#2`.
    pub(crate) fn subject_key(&self, record: RecordRef) -> String {
        let key = record_key(self.inventory, record);
        let entity = self.inventory.table(record).entity;
        let repeated = self.ordinals[usize::from(entity.0)].get_or_init(|| ordinals(self.inventory, entity));
        match repeated.get(&record) {
            Some(ordinal) => format!("{key}#{ordinal}"),
            None => key.into_owned(),
        }
    }
}

fn record_key(inventory: &Inventory, record: RecordRef) -> Cow<'_, str> {
    match inventory.key(record) {
        "" => Cow::Owned(inventory.name(record)),
        key => Cow::Borrowed(key),
    }
}

/// For each record whose key stood before, how often it has stood up to there.
fn ordinals(inventory: &Inventory, entity: EntityId) -> HashMap<RecordRef, u32> {
    let mut repeated = HashMap::new();
    let mut note = |record, count: &mut u32| {
        *count += 1;
        if *count > 1 {
            repeated.insert(record, *count);
        }
    };
    if let Some(column) = only_keys(inventory, entity) {
        let mut seen = vec![0; column.entries.len()];
        for (record, entry) in inventory.records(entity).zip(&column.cells) {
            note(record, &mut seen[*entry as usize]);
        }
    } else {
        let mut seen: HashMap<Cow<'_, str>, u32> = HashMap::new();
        for record in inventory.records(entity) {
            note(record, seen.entry(record_key(inventory, record)).or_default());
        }
    }
    repeated
}

/// The column of keys, where there is one table, all keys are filled, and other texts are other keys.
fn only_keys(inventory: &Inventory, entity: EntityId) -> Option<&Column> {
    let mut tables = inventory.tables_of(entity);
    let (Some((_, table)), None) = (tables.next(), tables.next()) else { return None };
    let index = Dictionary::builtin().entity(entity).key_field?;
    let column = table.column(FieldId { entity, index })?;
    let is_key = |text: &str| !text.is_empty() && text.trim().len() == text.len();
    column.cells.iter().all(|entry| is_key(&column.entries[*entry as usize].text)).then_some(column)
}
