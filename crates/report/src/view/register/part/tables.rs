//! Vendors, transfers and retention: registers whose rows can be shown.

use std::collections::HashMap;

use candor_assess::{ObligationState, Obliged};
use candor_model::{Country, CountrySet, Dictionary, RecordRef, Value};
use candor_policy::{Language, country_name};

use super::{Table, headers, texts};
use crate::Input;
use crate::view::counted;
use crate::view::register::figures::{self, Figure};
use crate::view::register::links::Links;

/// Contracts with vendors: obligation and the words for it.
const CONTRACTS: [(&str, &str); 3] =
    [("processor-contract", "Art. 28"), ("baa", "HIPAA agreement"), ("ccpa-contract", "CCPA terms")];

/// What the audit says of the contracts with each vendor, by file, sheet and cell; of one that was not judged or is not
/// needed it says nothing.
struct Contracts<'a>(Vec<(&'static str, HashMap<[&'a str; 3], &'a Obliged>)>);

impl<'a> Contracts<'a> {
    fn of(input: &Input<'a>) -> Self {
        let found = CONTRACTS.iter().filter_map(|(id, words)| {
            let obligation = input.assessment.obligations.iter().find(|one| one.id == *id)?;
            let by_place = |one: &'a Obliged| ([&*one.place.file, &one.place.sheet, &one.place.cell], one);
            Some((*words, obligation.records.iter().map(by_place).collect()))
        });
        Contracts(found.collect())
    }

    /// `Art. 28: on file; CCPA terms: missing`.
    fn told(&self, links: &Links<'_>, vendor: RecordRef) -> String {
        let place = links.inventory.place(vendor);
        let told = self.0.iter().filter_map(|(words, obliged)| {
            let state = obliged.get(&[&*place.file, &place.sheet, &place.cell])?.state;
            Some(format!("{words}: {}", state.label().to_lowercase()))
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

pub(super) fn vendor_figures(input: &Input<'_>, links: &Links<'_>, vendors: &[RecordRef]) -> Vec<Figure> {
    let mut figures = vec![Figure {
        title: "Contracts".to_owned(),
        headers: headers(&["Contract", "On file", "Expired", "Missing", "Cannot tell", "Not needed"]),
        rows: CONTRACTS.iter().filter_map(|(id, words)| contract_row(input, id, words)).collect(),
        note: String::new(),
    }];
    figures.push(Figure {
        title: "What is over".to_owned(),
        headers: headers(&["What", "Past", "To come", "Without a day"]),
        rows: [
            ("Contract ends", "vendor.contract_ends_on"),
            ("Certificate ends", "vendor.certificate_expires_on"),
            ("Next check", "vendor.next_review_on"),
        ]
        .into_iter()
        .map(|(what, path)| past_row(input, links, vendors, (what, path)))
        .collect(),
        note: String::new(),
    });
    for path in ["vendor.role", "vendor.country", "vendor.transfer_mechanism", "vendor.risk_level"] {
        figures.push(figures::by_field(links, vendors, path, "Vendors"));
    }
    figures
}

/// How many vendors have a day behind them, before them, or none that can be read.
fn past_row(
    input: &Input<'_>,
    links: &Links<'_>,
    vendors: &[RecordRef],
    (what, path): (&str, &str),
) -> Vec<String> {
    let days: Vec<_> = vendors.iter().filter_map(|vendor| links.day(*vendor, path)).collect();
    let past = days.iter().filter(|day| **day < input.assessment.as_of).count();
    let counts = [past, days.len() - past, vendors.len() - days.len()];
    std::iter::once(what.to_owned()).chain(counts.map(|count| count.to_string())).collect()
}

fn contract_row(input: &Input<'_>, id: &str, words: &str) -> Option<Vec<String>> {
    let obligation = input.assessment.obligations.iter().find(|one| one.id == id)?;
    let states = [
        ObligationState::OnFile,
        ObligationState::Expired,
        ObligationState::Missing,
        ObligationState::CannotTell,
        ObligationState::NotNeeded,
    ];
    let counts = states.iter().map(|state| obligation.counts.of(*state).to_string());
    Some(std::iter::once(format!("{words} ({})", obligation.cite)).chain(counts).collect())
}

pub(super) fn vendors(input: &Input<'_>, links: &Links<'_>, vendors: &[RecordRef]) -> Table {
    let contracts = Contracts::of(input);
    let row = |vendor: &RecordRef| {
        let mut cells = vec![links.inventory.name(*vendor)];
        cells.extend(texts(links, *vendor, &["vendor.role", "vendor.service", "vendor.data_categories"]));
        cells.push(used_by(links, *vendor));
        cells.push(contracts.told(links, *vendor));
        cells.push(signed(links, *vendor));
        cells.extend(texts(
            links,
            *vendor,
            &[
                "vendor.contract_ends_on",
                "vendor.country",
                "vendor.transfer_mechanism",
                "vendor.sub_processors",
                "vendor.certifications",
                "vendor.certificate_expires_on",
                "vendor.risk_level",
                "vendor.reviewed_on",
                "vendor.status",
            ],
        ));
        cells.push(links.record_place(*vendor));
        cells
    };
    Table {
        title: "Vendors",
        headers: headers(&[
            "Vendor",
            "Role",
            "Service",
            "Data",
            "Used by",
            "Contracts",
            "Signed on",
            "Contract ends",
            "Country",
            "Transfer mechanism",
            "Sub-processors",
            "Certificates",
            "Certificate ends",
            "Risk",
            "Last checked",
            "Status",
            "Where",
        ]),
        rows: vendors.iter().map(row).collect(),
    }
}

fn signed(links: &Links<'_>, vendor: RecordRef) -> String {
    let dates = [
        ("Art. 28", "vendor.dpa_signed_on"),
        ("HIPAA agreement", "vendor.baa_signed_on"),
        ("CCPA terms", "vendor.ccpa_terms_on"),
    ];
    let told = dates.iter().map(|(words, path)| (words, links.text(vendor, path)));
    let told = told.filter(|(_, text)| !text.is_empty()).map(|(words, text)| format!("{words}: {text}"));
    told.collect::<Vec<_>>().join("; ")
}

/// Activities that name the vendor, and systems it runs.
fn used_by(links: &Links<'_>, vendor: RecordRef) -> String {
    let activities = links.naming(vendor, "activity.vendors");
    let systems = links.naming(vendor, "system.vendor");
    let systems = systems.into_iter().map(|system| format!("system {}", links.inventory.name(system)));
    let all: Vec<String> =
        activities.into_iter().map(|activity| links.inventory.name(activity)).chain(systems).collect();
    if all.is_empty() { "nobody names it".to_owned() } else { all.join("; ") }
}

/// Listed transfers; activities and vendors that say that data leaves the EEA.
pub(super) fn abroad(links: &Links<'_>) -> Vec<RecordRef> {
    let leaves = |record: &RecordRef, paths: [&str; 3]| {
        links.answer(*record, paths[0]) == Some(true)
            || countries(links, *record, paths[1]).iter().any(|country| !country.is_in_eea())
            || links.says(*record, paths[2])
    };
    let activity = ["activity.transfers", "activity.transfer_countries", "activity.transfer_mechanism"];
    let vendor = ["vendor.transfers", "vendor.country", "vendor.transfer_mechanism"];
    let mut all = links.records("transfer");
    all.extend(links.current("activity").0.into_iter().filter(|record| leaves(record, activity)));
    all.extend(links.current("vendor").0.into_iter().filter(|record| leaves(record, vendor)));
    all
}

fn countries(links: &Links<'_>, record: RecordRef, path: &str) -> Vec<Country> {
    match links.inventory.look(record, Dictionary::builtin().expect_field(path)).value() {
        Some(Value::Countries(countries)) => countries.clone(),
        _ => Vec::new(),
    }
}

/// Entity of a record, with the fields that tell of its transfer: recipient, country, mechanism, signed, assessed.
fn transfer_fields(links: &Links<'_>, record: RecordRef) -> (&'static str, [&'static str; 5]) {
    let entity = Dictionary::builtin().entity(links.inventory.table(record).entity);
    match entity.id.as_str() {
        "activity" => (
            "Activity",
            [
                "activity.third_country_recipients",
                "activity.transfer_countries",
                "activity.transfer_mechanism",
                "",
                "",
            ],
        ),
        "vendor" => (
            "Vendor",
            [
                "vendor.name",
                "vendor.country",
                "vendor.transfer_mechanism",
                "vendor.scc_signed_on",
                "vendor.tia_done_on",
            ],
        ),
        _ => (
            "Transfer",
            [
                "transfer.recipient",
                "transfer.country",
                "transfer.mechanism",
                "transfer.signed_on",
                "transfer.assessed_on",
            ],
        ),
    }
}

/// What the country list of the day says of the destination.
fn decision(input: &Input<'_>, countries: &[Country]) -> String {
    let as_of = input.assessment.as_of;
    match countries {
        [] => "not known".to_owned(),
        all if all.iter().all(|country| country.is_in_eea()) => "inside the EEA".to_owned(),
        all if all.iter().all(|country| CountrySet::EeaOrAdequate.contains(*country, as_of)) => {
            "adequacy decision".to_owned()
        }
        all if all.iter().any(|country| country.code() == "US") => {
            "only for companies in the Data Privacy Framework".to_owned()
        }
        _ => "no decision".to_owned(),
    }
}

pub(super) fn transfer_figures(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Vec<Figure> {
    let told = |record: &RecordRef, at: usize| {
        let path = transfer_fields(links, *record).1[at];
        let text = if path.is_empty() { String::new() } else { links.text(*record, path) };
        if text.is_empty() { "(not recorded)".to_owned() } else { text }
    };
    let where_from = records.iter().map(|record| transfer_fields(links, *record).0.to_owned());
    let destinations = records.iter().flat_map(|record| {
        let path = transfer_fields(links, *record).1[1];
        let names: Vec<String> = countries(links, *record, path)
            .into_iter()
            .map(|country| country_name(country, Language::English))
            .collect();
        if names.is_empty() { vec!["(not recorded)".to_owned()] } else { names }
    });
    let decisions = records
        .iter()
        .map(|record| decision(input, &countries(links, *record, transfer_fields(links, *record).1[1])));
    vec![
        figures::counted("Recorded as", "Records", where_from),
        figures::counted("Country", "Records", destinations),
        figures::counted("Decision of the Commission", "Records", decisions),
        figures::counted("Mechanism", "Records", records.iter().map(|record| told(record, 2))),
    ]
}

pub(super) fn transfers(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Table {
    let row = |record: &RecordRef| {
        let (kind, fields) = transfer_fields(links, *record);
        let text = |path: &str| if path.is_empty() { String::new() } else { links.text(*record, path) };
        let activity = match kind {
            "Activity" => links.inventory.name(*record),
            "Vendor" => used_by(links, *record),
            _ => links.text(*record, "transfer.activity"),
        };
        let recipient = match kind {
            "Activity" if text(fields[0]).is_empty() => links.text(*record, "activity.vendors"),
            _ => text(fields[0]),
        };
        let mut cells = vec![kind.to_owned(), activity, recipient, text(fields[1])];
        cells.push(decision(input, &countries(links, *record, fields[1])));
        cells.extend([text(fields[2]), text(fields[3]), text(fields[4])]);
        cells.push(unlisted(links, *record, kind));
        cells.push(links.record_place(*record));
        cells
    };
    Table {
        title: "Transfers",
        headers: headers(&[
            "Recorded as",
            "Activity",
            "Recipient",
            "Country",
            "Decision",
            "Mechanism",
            "Safeguard signed on",
            "Transfer assessment on",
            "Links",
            "Where",
        ]),
        rows: records.iter().map(row).collect(),
    }
}

/// Names in a transfer that lead to no record.
fn unlisted(links: &Links<'_>, record: RecordRef, kind: &str) -> String {
    let paths: &[&str] = match kind {
        "Transfer" => &["transfer.activity", "transfer.recipient"],
        "Activity" => &["activity.vendors"],
        _ => &[],
    };
    let lost = paths.iter().flat_map(|path| links.named(record, path));
    let lost = lost.filter(|named| named.records.is_empty()).map(|named| named.name);
    let lost: Vec<String> = lost.collect();
    if lost.is_empty() { String::new() } else { format!("not listed: {}", lost.join(", ")) }
}

/// The retention rules, then the activities that go on.
pub(super) fn kept(links: &Links<'_>) -> Vec<RecordRef> {
    let mut all = links.records("retention_rule");
    all.extend(links.current("activity").0);
    all
}

fn is_rule(links: &Links<'_>, record: RecordRef) -> bool {
    Dictionary::builtin().entity(links.inventory.table(record).entity).id == "retention_rule"
}

pub(super) fn retention_figures(_: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Vec<Figure> {
    let state = |record: &RecordRef| {
        let path = if is_rule(links, *record) { "retention_rule.period" } else { "activity.retention" };
        let value = links.inventory.look(*record, Dictionary::builtin().expect_field(path)).value();
        match value {
            Some(Value::Duration(kept)) if kept.unlimited => "without end",
            Some(Value::Duration(kept)) if kept.period.is_some() => "a period",
            Some(Value::Duration(_)) => "an event that ends it",
            _ if links.text(*record, path).is_empty() => "(not recorded)",
            _ => "(could not be read as a period)",
        }
        .to_owned()
    };
    let (rules, activities): (Vec<RecordRef>, Vec<RecordRef>) =
        records.iter().copied().partition(|record| is_rule(links, *record));
    let mut figures = Vec::new();
    if !rules.is_empty() {
        figures.push(figures::counted("Time limit of the rules", "Rules", rules.iter().map(state)));
        figures.push(figures::by_field(links, &rules, "retention_rule.end_action", "Rules"));
    }
    figures.push(figures::counted(
        "Time limit of the activities",
        "Activities",
        activities.iter().map(state),
    ));
    let covered = activities.iter().map(|record| {
        let count = links.naming(*record, "retention_rule.activity").len() as u64;
        if count == 0 { "no rule names it".to_owned() } else { counted(count, "rule", "rules") }
    });
    figures.push(figures::counted("Rules for an activity", "Activities", covered));
    figures
}

pub(super) fn retention(_: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Table {
    let row = |record: &RecordRef| {
        let (kind, activity, fields) = if is_rule(links, *record) {
            let fields = ["period", "starts_with", "end_action", "reason", "last_deleted_on", "reviewed_on"];
            let paths = fields.map(|field| format!("retention_rule.{field}"));
            ("Rule", links.text(*record, "retention_rule.activity"), paths)
        } else {
            let fields = [
                "retention",
                "retention_start",
                "end_action",
                "legal_reference",
                "last_deleted_on",
                "reviewed_on",
            ];
            ("Activity", links.inventory.name(*record), fields.map(|field| format!("activity.{field}")))
        };
        let records = if kind == "Rule" {
            links.inventory.name(*record)
        } else {
            links.text(*record, "activity.data_categories")
        };
        let mut cells = vec![kind.to_owned(), records, activity];
        cells.extend(fields.iter().map(|path| links.text(*record, path)));
        cells.push(links.record_place(*record));
        cells
    };
    Table {
        title: "Time limits",
        headers: headers(&[
            "Recorded as",
            "Records",
            "Activity",
            "Kept for",
            "Starts with",
            "At the end",
            "Why this long",
            "Last deletion run",
            "Last reviewed",
            "Where",
        ]),
        rows: records.iter().map(row).collect(),
    }
}
