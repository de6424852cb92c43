//! Names of people taken out of everything that documents are made from: each has a stand-in, the same everywhere.
//!
//! Invariants: stand-ins follow from the names alone, so that two packets of a quarter agree; a blank and an explicit "none"
//! stay; a role in words of ours, such as "Data protection officer", is replaced where it stands for a person and stays in
//! sentences.

use std::collections::{BTreeMap, BTreeSet};

use candor_assess::{Assessment, SeenCell};
use candor_model::{Account, Cell, Dictionary, FieldId, Inventory, Problem, Value};
use serde_json::Value as Json;

use super::texts::Removed;
use super::{Profile, removed_texts};
use crate::Error;

/// The fields that name people, in whatever entity.
const PEOPLE: [&str; 9] = [
    "owner",
    "contact",
    "person",
    "answered_by",
    "approved_by",
    "verified_by",
    "made_by",
    "reviewer",
    "contributors",
];

/// Does a field name people?
pub(super) fn is_of_people(field: FieldId) -> bool {
    PEOPLE.contains(&Dictionary::builtin().field(field).id.as_str())
}

fn is_path_of_people(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|field| PEOPLE.contains(&field))
}

/// The names of people, whole and, where a cell names several, each.
pub(super) fn people(inventory: &Inventory, assessments: &[&Assessment]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut name = |text: &str| {
        let parts = text.split([';', ',', '\n', '/', '&']).chain([text]);
        names.extend(parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
    };
    for column in inventory.tables.iter().flat_map(|table| &table.columns) {
        if column.field.is_some_and(is_of_people) {
            column.entries.iter().filter(|entry| is_named(&entry.cell)).for_each(|entry| name(&entry.text));
        }
    }
    for assessment in assessments {
        assessment.evidence.iter().for_each(|item| name(&item.owner));
        assessment.exceptions.iter().for_each(|item| name(&item.owner));
        assessment.actions.iter().for_each(|item| name(&item.owner));
        for cell in cells(assessment).filter(|cell| is_path_of_people(&cell.field)) {
            name(&cell.saw);
        }
    }
    names
}

fn is_named(cell: &Cell) -> bool {
    match cell {
        Cell::Value(value) => !value.is_none(),
        Cell::Unreadable => true,
        Cell::Blank | Cell::NotApplicable | Cell::Unknown => false,
    }
}

fn cells(assessment: &Assessment) -> impl Iterator<Item = &SeenCell> {
    let findings = assessment.requirements.iter().flat_map(|result| {
        result.cells.iter().chain(result.findings.iter().flat_map(|finding| &finding.cells))
    });
    findings.chain(assessment.evidence.iter().flat_map(|item| &item.cells))
}

/// Everything that documents are made from, without the names of people.
#[derive(Debug)]
pub struct Masked {
    pub inventory: Inventory,
    pub account: Account,
    pub assessment: Assessment,
    /// The assessments of earlier quarters, in the order in which they were given.
    pub earlier: Vec<Assessment>,
    mask: Mask,
}

impl Masked {
    /// Takes the names out.
    ///
    /// # Errors
    /// Only if an assessment has no form in JSON.
    pub fn new(
        inventory: &Inventory,
        account: &Account,
        assessment: &Assessment,
        earlier: &[&Assessment],
    ) -> Result<Masked, Error> {
        let all: Vec<&Assessment> = [assessment].into_iter().chain(earlier.iter().copied()).collect();
        let names = people(inventory, &all);
        let stand_ins = names
            .iter()
            .zip(1..)
            .map(|(name, number): (&String, usize)| (name.to_lowercase(), format!("[person {number}]")));
        let mask = Mask {
            stand_ins: stand_ins.collect(),
            removed: removed_texts(inventory, &all, Profile::Auditor),
        };
        Ok(Masked {
            inventory: mask.inventory(inventory),
            account: mask.account(account),
            assessment: mask.assessment(assessment)?,
            earlier: earlier.iter().map(|one| mask.assessment(one)).collect::<Result<_, _>>()?,
            mask,
        })
    }

    /// A text of the same quarter, such as the name of a file.
    pub fn text(&self, text: &str) -> String {
        self.mask.text(text)
    }

    /// What was taken out, to be looked for in what is made.
    pub fn removed(&self) -> &Removed {
        &self.mask.removed
    }
}

/// Names of people with their stand-ins.
#[derive(Debug)]
struct Mask {
    /// By the name in small letters.
    stand_ins: BTreeMap<String, String>,
    removed: Removed,
}

impl Mask {
    /// What stands for a name.
    fn whole(&self, name: &str) -> String {
        let known = self.stand_ins.get(&name.trim().to_lowercase());
        known
            .cloned()
            .unwrap_or_else(|| if name.trim().is_empty() { name.to_owned() } else { "[person]".to_owned() })
    }

    /// A sentence with stand-ins.
    fn text(&self, text: &str) -> String {
        self.removed.replace(text, |name| self.whole(name))
    }

    fn inventory(&self, inventory: &Inventory) -> Inventory {
        let mut inventory = inventory.clone();
        for table in &mut inventory.tables {
            table.origin.file = self.text(&table.origin.file);
            table.origin.sheet = self.text(&table.origin.sheet);
            for column in &mut table.columns {
                let is_of_people = column.field.is_some_and(is_of_people);
                for entry in &mut column.entries {
                    entry.text = match is_of_people && is_named(&entry.cell) {
                        true => self.whole(&entry.text),
                        false => self.text(&entry.text),
                    }
                    .into();
                    if let Cell::Value(value) = &mut entry.cell {
                        self.value(value, is_of_people);
                    }
                }
            }
        }
        inventory
    }

    fn value(&self, value: &mut Value, is_of_people: bool) {
        let masked = |text: &mut String| {
            *text = if is_of_people { self.whole(text) } else { self.text(text) };
        };
        match value {
            Value::List(items) | Value::References(items) => items.iter_mut().for_each(masked),
            Value::Which(which) => which.others.iter_mut().for_each(masked),
            Value::Duration(retention) => {
                retention.start.iter_mut().chain(&mut retention.criteria).for_each(masked);
            }
            Value::Text
            | Value::YesNo(_)
            | Value::Choices(_)
            | Value::Date(_)
            | Value::Number(_)
            | Value::Countries(_)
            | Value::Money { .. } => {}
        }
    }

    fn account(&self, account: &Account) -> Account {
        let mut account = account.clone();
        for file in &mut account.files {
            file.file = self.text(&file.file);
            for table in &mut file.tables {
                table.sheet = self.text(&table.sheet);
                table.unmatched.iter_mut().for_each(|column| column.header = self.text(&column.header));
                table.columns.iter_mut().for_each(|column| column.header = self.text(&column.header));
                table.constants.iter_mut().for_each(|constant| constant.value = self.text(&constant.value));
            }
            file.ignored.iter_mut().for_each(|sheet| sheet.sheet = self.text(&sheet.sheet));
        }
        account.problems.iter_mut().for_each(|problem| self.problem(problem));
        account
    }

    fn problem(&self, problem: &mut Problem) {
        problem.message = self.text(&problem.message);
        problem.place.file = self.text(&problem.place.file);
        problem.place.sheet = self.text(&problem.place.sheet);
        // What stands around the cell is other people's.
        problem.excerpt = None;
    }

    fn assessment(&self, assessment: &Assessment) -> Result<Assessment, Error> {
        let mut json = serde_json::to_value(assessment)?;
        self.json(&mut json);
        Ok(serde_json::from_value(json)?)
    }

    /// Every text of a tree; a text that is called owner, or was seen in a cell of people, as a whole.
    fn json(&self, json: &mut Json) {
        match json {
            Json::String(text) => *text = self.text(text),
            Json::Array(items) => items.iter_mut().for_each(|item| self.json(item)),
            Json::Object(fields) => {
                let is_of_people = fields.get("field").and_then(Json::as_str).is_some_and(is_path_of_people);
                for (name, value) in fields.iter_mut() {
                    match value {
                        Json::String(text) if name == "owner" || (is_of_people && name == "saw") => {
                            *text = self.whole(text);
                        }
                        value => self.json(value),
                    }
                }
            }
            _ => {}
        }
    }
}
