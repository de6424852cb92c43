//! Who else handles the data: vendors with their service in plain words (GDPR Art. 13(1)(e)).
//!
//! Invariant: a contract is told only if it is signed, dated no later than the day of the policy, and not
//! past its end.

use std::collections::HashMap;

use candor_model::text::fold_name;
use candor_model::{Cell, RecordRef, Seen};
use schemars::JsonSchema;
use serde::Serialize;

use crate::country::names;
use crate::fact::{Duty, Fact, Found, Question, State, named};
use crate::key;
use crate::organisation::Laws;
use crate::records::{Records, plain};
use crate::words::slug;

/// A vendor that gets personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recipient {
    /// Id of its facts.
    pub id: String,
    /// What the records call it, or the term for that.
    pub name: String,
    /// The same as a fact.
    pub named: Fact,
    /// What it does.
    pub service: Fact,
    /// Which data it gets.
    pub data: Fact,
    /// Where it is.
    pub country: Fact,
    /// Known only if a contract is signed and in date; otherwise nothing is said about one. Not applicable where the
    /// records say that none is needed.
    pub contract: Fact,
    /// Who works for it in turn; nothing is said where the records say that nobody does.
    pub sub_processors: Fact,
    #[serde(skip)]
    pub(crate) record: RecordRef,
}

impl Recipient {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.named, &self.service, &self.data, &self.country, &self.contract]);
        facts.push(&self.sub_processors);
    }
}

/// Vendors in use; those that the records say get no personal data are left out.
pub(crate) fn recipients(records: &Records<'_>, laws: &Laws) -> Vec<Recipient> {
    let mut found: Vec<Recipient> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for record in records.of("vendor").into_iter().filter(|vendor| in_use(records, *vendor)) {
        let name = records.inventory.name(record);
        let key = records.inventory.key(record);
        let base = format!("vendor.{}", slug(if key.is_empty() { &name } else { key }));
        let times = taken.entry(base.clone()).or_default();
        *times += 1;
        let id = if *times == 1 { base } else { format!("{base}~{times}") };
        found.push(recipient(records, laws, record, id, name));
    }
    found
}

/// A vendor that stands twice is told once: the same name, and nothing told of it differs. Of a contract nothing is said
/// if the rows disagree.
pub(crate) fn told_once(records: &Records<'_>, recipients: Vec<Recipient>) -> Vec<Recipient> {
    let mut told: Vec<Recipient> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for mut recipient in recipients {
        recipient.name = records.name(&recipient.name);
        let named = by_name.entry(fold_name(&recipient.name)).or_default();
        let is_same = |at: &&usize| {
            let (one, two) = (&told[**at], &recipient);
            [(&one.service, &two.service), (&one.data, &two.data), (&one.country, &two.country)]
                .iter()
                .all(|(one, two)| (one.state, &one.text) == (two.state, &two.text))
        };
        let Some(same) = named.iter().find(is_same) else {
            named.push(told.len());
            told.push(recipient);
            continue;
        };
        let other = &mut told[*same];
        if other.contract.state != recipient.contract.state {
            other.contract = Fact { state: State::Unknown, text: String::new(), ..other.contract.clone() };
        }
    }
    told
}

pub(crate) fn in_use(records: &Records<'_>, vendor: RecordRef) -> bool {
    !records.has_ended(vendor, "vendor.status")
        && records.past_day(vendor, "vendor.ended_on").is_none()
        && records.yes_no(vendor, "vendor.gets_personal_data") != Some(false)
}

fn recipient(records: &Records<'_>, laws: &Laws, record: RecordRef, id: String, name: String) -> Recipient {
    let cells = |path: &str| records.cells(record, &[path]);
    let service = Question::new(
        format!("{id}.service"),
        format!("What does {name} do for you?"),
        "vendor.service",
        laws.duty("GDPR Art. 13(1)(e)", "11 CCR 7011(e)(1)(I)"),
    )
    .found(records.text(record, "vendor.service").map(|text| records.word(&text)), cells("vendor.service"));
    let data_words = match records.list(record, "vendor.data_categories") {
        Found::Known(items) if !items.is_empty() => Found::Known(records.words(&items).join(", ")),
        _ => Found::Unknown,
    };
    let data = Question::new(
        format!("{id}.data"),
        format!("Which data does {name} get?"),
        "vendor.data_categories",
        Duty::default(),
    )
    .found(data_words, cells("vendor.data_categories"));
    let country = Question::new(
        format!("{id}.country"),
        format!("In which country does {name} handle the data?"),
        "vendor.country",
        laws.duty("GDPR Art. 13(1)(f)", ""),
    )
    .found(
        records.countries(record, "vendor.country").map(|list| names(&list, records.language)),
        cells("vendor.country"),
    );
    let contract = contract(records, record, &id, &name);
    let sub_processors = sub_processors(records, record, &id, &name);
    let named = named(&id, "vendor.name", &records.name(&name), cells("vendor.name"));
    Recipient { id, name, named, service, data, country, contract, sub_processors, record }
}

/// GDPR Art. 28(2). Only who works on instructions can have them.
fn sub_processors(records: &Records<'_>, record: RecordRef, id: &str, name: &str) -> Fact {
    const ON_INSTRUCTIONS: [&str; 5] =
        ["processor", "sub_processor", "service_provider", "contractor", "business_associate"];
    let path = "vendor.sub_processors";
    let ask = format!("Who works for {name} in turn, or does nobody?");
    let question = Question::new(format!("{id}.sub_processors"), ask, path, Duty::default());
    let cells = records.cells(record, &[path]);
    let on_instructions = match records.choices(record, "vendor.role") {
        Found::Known(roles) => roles.iter().any(|role| ON_INSTRUCTIONS.contains(role)),
        _ => true,
    };
    match records.list(record, path) {
        // As written: "Kabelkate GmbH, Germany" is one of them, not two.
        Found::Known(items) if !items.is_empty() => {
            question.known(records.word(&plain(records.look(record, path).text())), cells)
        }
        Found::None => question.none("", cells),
        _ if !on_instructions => question.not_applicable(records.cells(record, &["vendor.role"])),
        _ => question.open(cells),
    }
}

/// What shows a contract.
pub(crate) const CONTRACT_FIELDS: [&str; 4] =
    ["vendor.dpa_signed", "vendor.dpa_signed_on", "vendor.baa_signed", "vendor.contract_ends_on"];

fn contract(records: &Records<'_>, record: RecordRef, id: &str, name: &str) -> Fact {
    let question = Question::new(
        format!("{id}.contract"),
        format!("Is a contract with {name} signed and in date?"),
        "vendor.dpa_signed",
        Duty::default(),
    );
    let cells = records.cells(record, &CONTRACT_FIELDS);
    let is_not_needed = matches!(
        records.look(record, "vendor.dpa_signed"),
        Seen::Cell { entry, .. } if matches!(entry.cell, Cell::NotApplicable)
    );
    let signed = |flag: &str, day: &str| match (records.yes_no(record, flag), records.day(record, day)) {
        (Some(false), _) => false,
        (_, Some(day)) => day <= records.as_of,
        (answer, None) => answer == Some(true),
    };
    let signed = signed("vendor.dpa_signed", "vendor.dpa_signed_on")
        || signed("vendor.baa_signed", "vendor.baa_signed_on");
    if signed && in_date(records, record) {
        question.known(records.say(key::CONTRACT_SIGNED), cells)
    } else if records.yes_no(record, "vendor.dpa_signed") == Some(false) {
        question.none("", cells)
    } else if is_not_needed {
        question.not_applicable(cells)
    } else {
        question.open(cells)
    }
}

/// A contract without an end recorded is open-ended; an end that cannot be read proves nothing.
fn in_date(records: &Records<'_>, vendor: RecordRef) -> bool {
    match records.look(vendor, "vendor.contract_ends_on") {
        Seen::NoColumn => true,
        Seen::Cell { entry, .. } => match entry.cell {
            Cell::Blank | Cell::NotApplicable => true,
            Cell::Unknown | Cell::Unreadable => false,
            Cell::Value(_) => {
                records.day(vendor, "vendor.contract_ends_on").is_some_and(|day| day >= records.as_of)
            }
        },
    }
}
