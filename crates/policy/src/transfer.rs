//! Data that leaves the EEA, with what protects it (GDPR Art. 13(1)(f), 44-49).
//!
//! Invariant: a country or a contract is never taken for a safeguard; an unnamed safeguard is asked for.

use std::collections::HashSet;

use candor_model::text::fold_name;
use candor_model::{Country, RecordRef};
use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::Activities;
use crate::country::names;
use crate::fact::{Duty, Fact, Found, Question, named};
use crate::organisation::{Applies, Laws};
use crate::recipient::Recipient;
use crate::records::Records;
use crate::words::{key_of, slug};

/// One way that data leaves the EEA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Transfer {
    /// Id of its facts.
    pub id: String,
    /// Who gets the data.
    pub recipient: String,
    /// The same as a fact.
    pub named: Fact,
    /// The country that it goes to.
    pub country: Fact,
    /// Which data goes there.
    pub data: String,
    /// What protects it there.
    pub safeguard: Fact,
    /// Where to get a copy of the safeguard.
    pub copy: Fact,
}

impl Transfer {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.named, &self.country, &self.safeguard, &self.copy]);
    }
}

/// The fields of a table that tell about a transfer.
struct Source {
    record: RecordRef,
    /// As the records have it.
    recipient: String,
    /// As the policy has it.
    told: String,
    /// The field that names the recipient.
    name: &'static str,
    country: &'static str,
    data: &'static str,
    mechanism: &'static str,
    copy: Option<&'static str>,
}

/// Transfers of the register, then vendors and activities that it does not name.
pub(crate) fn transfers(
    records: &Records<'_>,
    laws: &Laws,
    activities: &Activities,
    recipients: &[Recipient],
) -> Vec<Transfer> {
    if laws.gdpr == Applies::No {
        return Vec::new();
    }
    let mut found = Transfers::default();
    let mut told: HashSet<RecordRef> = HashSet::new();
    for record in records.of("transfer") {
        let named = records.list(record, "transfer.recipient").known().unwrap_or_default();
        told.extend(named.iter().filter_map(|name| records.resolve("vendor", name)));
        let joined = |names: &[String], told: Vec<String>| (names.join(", "), told.join(", "));
        let (recipient, told) = match records.list(record, "transfer.activity").known() {
            _ if !named.is_empty() => joined(&named, named.iter().map(|name| records.name(name)).collect()),
            Some(activities) if !activities.is_empty() => joined(&activities, records.words(&activities)),
            _ => {
                let name = records.inventory.name(record);
                (name.clone(), records.name(&name))
            }
        };
        let of_register = Source {
            record,
            recipient,
            told,
            name: "transfer.recipient",
            country: "transfer.country",
            data: "transfer.data_categories",
            mechanism: "transfer.mechanism",
            copy: Some("transfer.copy_from"),
        };
        add(records, laws, &mut found, of_register);
    }
    let told_names: HashSet<String> =
        told.iter().map(|record| fold_name(&records.inventory.name(*record))).collect();
    let is_told = |vendor: &Recipient| told_names.contains(&fold_name(&vendor.name));
    for vendor in recipients.iter().filter(|vendor| !is_told(vendor)) {
        if leaves(records, vendor.record, "vendor.transfers", "vendor.country") {
            let of_vendor = Source {
                record: vendor.record,
                recipient: vendor.name.clone(),
                told: records.name(&vendor.name),
                name: "vendor.name",
                country: "vendor.country",
                data: "vendor.data_categories",
                mechanism: "vendor.transfer_mechanism",
                copy: None,
            };
            add(records, laws, &mut found, of_vendor);
        }
    }
    // An activity whose vendors were told already would be told twice.
    let told_by_vendor = |record: RecordRef| {
        let vendors = records.list(record, "activity.vendors").known().unwrap_or_default();
        vendors.iter().filter_map(|name| records.resolve("vendor", name)).any(|vendor| {
            told.contains(&vendor) || leaves(records, vendor, "vendor.transfers", "vendor.country")
        })
    };
    for activity in &activities.own {
        let record = activity.record;
        if leaves(records, record, "activity.transfers", "activity.transfer_countries")
            && !told_by_vendor(record)
        {
            let of_activity = Source {
                record,
                recipient: records.inventory.name(record),
                told: activity.name.clone(),
                name: "activity.name",
                country: "activity.transfer_countries",
                data: "activity.data_categories",
                mechanism: "activity.transfer_mechanism",
                copy: None,
            };
            add(records, laws, &mut found, of_activity);
        }
    }
    found.list
}

/// Transfers as they are found; a row that stands twice is told once.
#[derive(Default)]
struct Transfers {
    list: Vec<Transfer>,
    /// What is told of each.
    texts: HashSet<[String; 5]>,
}

impl Transfers {
    fn add(&mut self, transfer: Transfer) {
        let Transfer { recipient, data, country, safeguard, copy, .. } = &transfer;
        let texts = [recipient, data, &country.text, &safeguard.text, &copy.text].map(String::clone);
        if self.texts.insert(texts) {
            self.list.push(transfer);
        }
    }
}

/// Do the records say that data leaves the EEA here? A plain "no" stands against a country outside it: data of
/// people elsewhere never was in the EEA.
pub(crate) fn leaves(records: &Records<'_>, record: RecordRef, flag: &str, country: &str) -> bool {
    match records.yes_no(record, flag) {
        Some(answer) => answer,
        None => is_abroad(records, record, country),
    }
}

/// Do the records name a country outside the EEA?
pub(crate) fn is_abroad(records: &Records<'_>, record: RecordRef, country: &str) -> bool {
    records.countries(record, country).known().is_some_and(|list| list.iter().any(is_outside))
}

pub(crate) fn is_outside(country: &Country) -> bool {
    !country.is_in_eea()
}

fn add(records: &Records<'_>, laws: &Laws, found: &mut Transfers, source: Source) {
    let Source { record, recipient, told, .. } = source;
    let id = format!("transfer.{}.{}", found.list.len() + 1, slug(&recipient));
    let cells = |path: &str| records.cells(record, &[path]);
    let outside = match records.countries(record, source.country) {
        Found::Known(list) => {
            let list: Vec<Country> = list.into_iter().filter(is_outside).collect();
            if list.is_empty() { Found::Unknown } else { Found::Known(names(&list, records.language)) }
        }
        _ => Found::Unknown,
    };
    let country = Question::new(
        format!("{id}.country"),
        format!("To which country does the data of “{recipient}” go?"),
        source.country,
        laws.duty("GDPR Art. 13(1)(f)", ""),
    )
    .found(outside, cells(source.country));
    let safeguard = Question::new(
        format!("{id}.safeguard"),
        format!("What protects the data of “{recipient}” abroad?"),
        source.mechanism,
        laws.duty("GDPR Art. 13(1)(f)", ""),
    );
    let safeguard = match records.choices(record, source.mechanism) {
        Found::Known(mechanisms) if !mechanisms.is_empty() => {
            let words = mechanisms.iter().map(|mechanism| records.say(key_of("safeguard", mechanism)));
            safeguard.known(words.collect::<Vec<_>>().join(" "), cells(source.mechanism))
        }
        _ => safeguard.open(cells(source.mechanism)),
    };
    let copy_text = source.copy.map_or(Found::Unknown, |path| records.text(record, path));
    let copy = Question::new(
        format!("{id}.copy"),
        format!("Where can people get a copy of the safeguard for “{recipient}”?"),
        "transfer.copy_from",
        Duty::default(),
    )
    .found(copy_text.map(|text| records.word(&text)), source.copy.map(cells).unwrap_or_default());
    let data = records.list(record, source.data).known().map(|items| records.words(&items).join(", "));
    let data = data.unwrap_or_default();
    let named = named(&id, source.name, &told, cells(source.name));
    found.add(Transfer { id, recipient: told, named, country, data, safeguard, copy });
}
