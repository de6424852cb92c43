//! What judging looks at: the inventory, the library and the day, with what is worked out once and kept.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use candor_model::text::one_line;
use candor_model::{Column, Dictionary, EntityId, FieldId, Inventory, Kind, RecordRef};
use chrono::NaiveDate;

use crate::checklist::Library;
use crate::condition::{Held, judge_condition};
use crate::judge::Options;
use crate::judge::answer::{Matches, match_records};
use crate::judge::evidence::EvidenceFile;
use crate::names::Names;
use crate::test::column::Columns;

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
    names: Vec<OnceLock<Names>>,
    repeated: Vec<OnceLock<HashMap<RecordRef, String>>>,
    conditions: Vec<OnceLock<Held>>,
    pub(crate) columns: Columns,
    answers: OnceLock<Matches>,
    exceptions: OnceLock<Matches>,
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
            names: (0..entities).map(|_| OnceLock::new()).collect(),
            repeated: (0..entities).map(|_| OnceLock::new()).collect(),
            conditions: library.conditions().iter().map(|_| OnceLock::new()).collect(),
            columns: Columns::default(),
            answers: OnceLock::new(),
            exceptions: OnceLock::new(),
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

    /// What a record is identified by: its key, else its name. Where several records share it, what they belong to is
    /// said too, and only the ones that are alike in that as well are counted: so it stays when rows move.
    pub(crate) fn subject_key(&self, record: RecordRef) -> String {
        let key = record_key(self.inventory, record);
        let entity = self.inventory.table(record).entity;
        let repeated = self.repeated[usize::from(entity.0)].get_or_init(|| repeated(self.inventory, entity));
        match repeated.get(&record) {
            Some(told_apart) => format!("{key}#{told_apart}"),
            None => key.into_owned(),
        }
    }
}

fn record_key(inventory: &Inventory, record: RecordRef) -> Cow<'_, str> {
    let name = || Cow::Owned(inventory.name(record));
    match inventory.key(record) {
        "" => name(),
        key if is_running_number(inventory, record, key) => name(),
        key => Cow::Borrowed(key),
    }
}

/// Registers whose records have names that people know them by.
const NAMED: [&str; 11] = [
    "activity",
    "purpose",
    "data_element",
    "system",
    "vendor",
    "transfer",
    "notice",
    "tracker",
    "document",
    "retention_rule",
    "assessment",
];

/// A number alone often counts the rows and goes to another record when rows move, so that the name says more.
fn is_running_number(inventory: &Inventory, record: RecordRef, key: &str) -> bool {
    let table = inventory.table(record);
    let entity = Dictionary::builtin().entity(table.entity);
    let name = FieldId { entity: table.entity, index: entity.name_field };
    key.bytes().all(|byte| byte.is_ascii_digit())
        && NAMED.contains(&entity.id.as_str())
        && !inventory.look(record, name).text().trim().is_empty()
}

/// What tells records apart that share their key.
fn repeated(inventory: &Inventory, entity: EntityId) -> HashMap<RecordRef, String> {
    let mut groups: Vec<Vec<RecordRef>> = Vec::new();
    if let Some(column) = only_keys(inventory, entity) {
        let mut at: Vec<First> = vec![None; column.entries.len()];
        for (record, entry) in inventory.records(entity).zip(column.cells.iter()) {
            join_group(&mut groups, &mut at[entry as usize], record);
        }
    } else {
        let mut at: HashMap<Cow<'_, str>, First> = HashMap::new();
        for record in inventory.records(entity) {
            join_group(&mut groups, at.entry(record_key(inventory, record)).or_default(), record);
        }
    }
    let mut told_apart = HashMap::new();
    for group in &groups {
        let mut seen: HashMap<String, u32> = HashMap::new();
        for record in group {
            let belongs_to = belongs_to(inventory, *record);
            let count = seen.entry(belongs_to.clone()).or_default();
            *count += 1;
            let ordinal = if *count > 1 { format!("#{count}") } else { String::new() };
            told_apart.insert(*record, format!("{belongs_to}{ordinal}"));
        }
    }
    told_apart
}

/// The first record of a key, and its group once there is a second.
type First = Option<(RecordRef, Option<usize>)>;

fn join_group(groups: &mut Vec<Vec<RecordRef>>, at: &mut First, record: RecordRef) {
    match at {
        None => *at = Some((record, None)),
        Some((_, Some(group))) => groups[*group].push(record),
        Some((first, group)) => {
            *group = Some(groups.len());
            groups.push(vec![*first, record]);
        }
    }
}

/// The name of a record and what it refers to, as written.
fn belongs_to(inventory: &Inventory, record: RecordRef) -> String {
    let table = inventory.table(record);
    let entity = Dictionary::builtin().entity(table.entity);
    let fields = (0..).zip(&entity.fields);
    let says = fields.filter(|(index, field)| {
        *index == entity.name_field || field.id == "department" || matches!(field.kind, Kind::Reference(_))
    });
    let texts = says
        .map(|(index, _)| one_line(inventory.look(record, FieldId { entity: table.entity, index }).text()));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\u{1f}")
}

/// The column of keys, where there is one table, all keys are filled, and other texts are other keys.
fn only_keys(inventory: &Inventory, entity: EntityId) -> Option<&Column> {
    let mut tables = inventory.tables_of(entity);
    let (Some((_, table)), None) = (tables.next(), tables.next()) else { return None };
    let index = Dictionary::builtin().entity(entity).key_field?;
    let column = table.column(FieldId { entity, index })?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_key = |text: &str| !text.is_empty() && text.trim().len() == text.len() && !is_number(text);
    column.cells.iter().all(|entry| is_key(&column.entries[entry as usize].text)).then_some(column)
}
