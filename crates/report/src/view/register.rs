//! The register: what the spreadsheets hold, in the shape of GDPR Art. 30 and the records beside it.
//!
//! Invariants: every column that was read is shown, also those that were not understood; a blank is said to
//! be blank; a column that nobody keeps is named.

pub(crate) mod authority;
pub(crate) mod figures;
mod linked;
pub(crate) mod links;
pub(crate) mod part;

use std::collections::BTreeMap;

use candor_model::{Dictionary, EntityId, FieldId, Inventory, RecordRef, Seen, Table, Value};
use schemars::JsonSchema;
use serde::Serialize;

use super::figure::Figure;
use super::{counted, flow, grouped, long_date, place};
use crate::Input;
use linked::{Linked, linked};
use links::Links;

/// Records shown of one table; the number of the others is told.
const ROWS_SHOWN: usize = 500;

/// The whole register, for those who keep it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Register {
    /// Name of the organisation.
    organisation: String,
    /// `2026-Q4`.
    quarter: String,
    /// The day of the audit in words.
    as_of: String,
    /// Version of the program.
    tool_version: String,
    /// The organisation's own row, as label and value.
    about: Vec<Pair>,
    /// The registers beside the activities, each with the number of its records.
    registers: Vec<Beside>,
    /// Art. 30(1): what the organisation decides about.
    controller: Part,
    /// Art. 30(2): what it does for others.
    processor: Part,
    /// The other sheets, each with every column.
    sections: Vec<Section>,
    /// Where data goes, as the table of a chart. One figure, or none without an activity.
    flows: Vec<Figure>,
}

/// A label and what is recorded under it.
#[derive(Serialize, JsonSchema)]
struct Pair {
    /// Label of the field.
    label: String,
    /// What stands in the cell.
    value: String,
}

/// A register that is written beside this one.
#[derive(Serialize, JsonSchema)]
struct Beside {
    /// Its title.
    title: String,
    /// Number of its records; 0 where none is kept.
    records: u64,
    /// Its file without the extension; empty where it has no records.
    file: String,
}

/// One part of the records of processing.
#[derive(Serialize, JsonSchema)]
struct Part {
    /// `3 activities`.
    count: String,
    /// Headers of the table of Art. 30.
    headers: Vec<String>,
    /// The table of Art. 30, a row for each activity.
    rows: Vec<Vec<String>>,
    /// Each activity with every column.
    records: Vec<Record>,
    /// How many activities are not shown; empty if all are.
    more: String,
}

/// An activity with every column that was read.
#[derive(Serialize, JsonSchema)]
struct Record {
    /// Name of the activity.
    name: String,
    /// Where its row begins.
    place: String,
    /// Every column as label and value.
    fields: Vec<Pair>,
    /// Everything that is linked to it.
    linked: Vec<Linked>,
}

/// A sheet of the dictionary, with the tables that were read as it.
#[derive(Serialize, JsonSchema)]
struct Section {
    /// Anchor of the section.
    id: String,
    /// Name of the sheet.
    title: String,
    /// The provisions it serves.
    law: String,
    /// What it holds, in a sentence.
    help: String,
    /// Counts such as "Outcome: 3 granted, 1 open".
    figures: Vec<String>,
    /// The tables as they were read.
    tables: Vec<Sheet>,
    /// Labels of fields with a legal hook that no table has a column for.
    missing: String,
}

/// A table as it was read.
#[derive(Serialize, JsonSchema)]
struct Sheet {
    /// File and sheet.
    place: String,
    /// Label of each column.
    headers: Vec<String>,
    /// The cells of each record.
    rows: Vec<Vec<String>>,
    /// `3 rows`.
    count: String,
    /// How many records are not shown; empty if all are.
    more: String,
}

/// Columns of Art. 30(1)(b)-(g), with the basis and the role beside them.
const CONTROLLER_FIELDS: [&str; 9] = [
    "activity.name",
    "activity.purposes",
    "activity.legal_basis",
    "activity.subjects",
    "activity.data_categories",
    "activity.recipients",
    "activity.transfer_countries",
    "activity.retention",
    "activity.security_measures",
];

/// Columns of Art. 30(2)(a)-(d).
const PROCESSOR_FIELDS: [&str; 6] = [
    "activity.name",
    "activity.controller",
    "activity.purposes",
    "activity.transfer_countries",
    "activity.transfer_mechanism",
    "activity.security_measures",
];

/// The sections after the activities, in order; then whatever else was read.
const SECTIONS: [&str; 7] =
    ["vendor", "transfer", "system", "retention_rule", "incident", "request", "training"];

/// Fields whose values are counted.
const FIGURES: [&str; 12] = [
    "vendor.role",
    "vendor.dpa_signed",
    "vendor.baa_signed",
    "transfer.mechanism",
    "system.encrypted_at_rest",
    "system.mfa",
    "retention_rule.end_action",
    "incident.severity",
    "incident.reportable",
    "request.kind",
    "request.outcome",
    "training.course",
];

pub(crate) fn view(input: &Input<'_>) -> Register {
    let inventory = input.inventory;
    let links = Links::new(inventory);
    let (processor, controller): (Vec<RecordRef>, Vec<RecordRef>) =
        links.records("activity").into_iter().partition(|record| is_processor(&links, *record));
    Register {
        organisation: input.assessment.organisation.clone(),
        quarter: input.quarter.clone(),
        as_of: long_date(input.assessment.as_of),
        tool_version: input.tool_version.clone(),
        about: about(&links),
        registers: part::KINDS.iter().map(|kind| beside(input, kind)).collect(),
        controller: activities_of(&links, &controller, &CONTROLLER_FIELDS),
        processor: activities_of(&links, &processor, &PROCESSOR_FIELDS),
        sections: sections(inventory),
        flows: flow::figure(&links).into_iter().collect(),
    }
}

/// Is an activity done for somebody else (GDPR Art. 30(2))? One with a role that is not known is not.
pub(crate) fn is_processor(links: &Links<'_>, activity: RecordRef) -> bool {
    links.choice(activity, "activity.role") == Some("processor")
}

/// The text of a cell as it stands.
fn shown(seen: Seen<'_>) -> String {
    match seen {
        Seen::NoColumn => "not recorded".to_owned(),
        Seen::Cell { entry, .. } => text_shown(&entry.text),
    }
}

fn text_shown(text: &str) -> String {
    if text.trim().is_empty() { "(blank)".to_owned() } else { text.to_owned() }
}

fn about(links: &Links<'_>) -> Vec<Pair> {
    let records = links.records("organisation").into_iter();
    records.flat_map(|record| filled_columns(links.inventory.table(record), record.row as usize)).collect()
}

/// Every column of a record as label and value.
fn filled_columns(table: &Table, row: usize) -> Vec<Pair> {
    let columns = table.columns.iter();
    columns.map(|column| Pair { label: label(column), value: text_shown(&column.entry(row).text) }).collect()
}

/// The plain label of a column, or its own header if it was not understood.
fn label(column: &candor_model::Column) -> String {
    match column.field {
        Some(field) => Dictionary::builtin().field(field).label.clone(),
        None if column.header.trim().is_empty() => "(no header)".to_owned(),
        None => format!("{} (extra column)", column.header),
    }
}

fn beside(input: &Input<'_>, kind: &part::Kind) -> Beside {
    let records = part::records(input, kind);
    let file = if records == 0 { String::new() } else { format!("registers/{}", kind.id) };
    Beside { title: kind.title.to_owned(), records, file }
}

fn activities_of(links: &Links<'_>, records: &[RecordRef], paths: &[&str]) -> Part {
    let inventory = links.inventory;
    let dictionary = Dictionary::builtin();
    let fields: Vec<FieldId> = paths.iter().map(|path| dictionary.expect_field(path)).collect();
    let kept = &records[..records.len().min(ROWS_SHOWN)];
    Part {
        count: counted(records.len() as u64, "activity", "activities"),
        headers: fields.iter().map(|field| dictionary.field(*field).label.clone()).collect(),
        rows: kept
            .iter()
            .map(|record| fields.iter().map(|field| shown(inventory.look(*record, *field))).collect())
            .collect(),
        records: kept
            .iter()
            .map(|record| {
                let stands = inventory.place(*record);
                Record {
                    name: inventory.name(*record),
                    place: place(&stands.file, &stands.sheet, &stands.cell),
                    fields: filled_columns(inventory.table(*record), record.row as usize),
                    linked: linked(links, *record),
                }
            })
            .collect(),
        more: more(records.len()),
    }
}

fn more(count: usize) -> String {
    match count.saturating_sub(ROWS_SHOWN) {
        0 => String::new(),
        left => grouped(left as u64),
    }
}

fn sections(inventory: &Inventory) -> Vec<Section> {
    let dictionary = Dictionary::builtin();
    let own: Vec<EntityId> = SECTIONS.iter().filter_map(|id| dictionary.find_entity(id)).collect();
    let told_elsewhere = |id: EntityId| {
        let entity = dictionary.entity(id);
        entity.from_candor || matches!(entity.id.as_str(), "organisation" | "activity")
    };
    let others =
        dictionary.entity_ids().filter(|id| !own.contains(id) && !told_elsewhere(*id) && inventory.has(*id));
    own.iter().copied().chain(others).map(|entity| section(inventory, entity)).collect()
}

fn section(inventory: &Inventory, entity: EntityId) -> Section {
    let dictionary = Dictionary::builtin();
    let definition = dictionary.entity(entity);
    let tables: Vec<&Table> = inventory.tables_of(entity).map(|(_, table)| table).collect();
    let missing: Vec<String> = dictionary
        .fields_of(entity)
        .filter(|field| !dictionary.field(*field).law.is_empty())
        .filter(|field| tables.iter().all(|table| table.column(*field).is_none()))
        .map(|field| dictionary.field(field))
        .map(|field| format!("{} ({})", field.label, field.law))
        .collect();
    Section {
        id: format!("register-{}", definition.id.replace('_', "-")),
        title: definition.sheet.clone(),
        law: definition.law.clone(),
        help: definition.help.clone(),
        figures: FIGURES
            .iter()
            .map(|path| dictionary.expect_field(path))
            .filter(|field| field.entity == entity)
            .filter_map(|field| figure(inventory, field))
            .collect(),
        missing: if tables.is_empty() { String::new() } else { missing.join("; ") },
        tables: tables.into_iter().map(sheet).collect(),
    }
}

/// "Outcome of the request: 3 granted, 1 open, 1 (blank)", the most frequent first.
fn figure(inventory: &Inventory, field: FieldId) -> Option<String> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for record in inventory.records(field.entity) {
        let Seen::Cell { entry, .. } = inventory.look(record, field) else { continue };
        let value = value_words(field, &entry.cell)
            .unwrap_or_else(|| text_shown(&candor_model::text::one_line(&entry.text)));
        *counts.entry(value).or_default() += 1;
    }
    if counts.is_empty() {
        return None;
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let others: u64 = counts.iter().skip(8).map(|(_, count)| count).sum();
    let mut words: Vec<String> =
        counts.iter().take(8).map(|(value, count)| format!("{} {value}", grouped(*count))).collect();
    if others > 0 {
        words.push(format!("{} other", grouped(others)));
    }
    Some(format!("{}: {}", Dictionary::builtin().field(field).label, words.join(", ")))
}

/// The plain words of a typed value, where a count of the texts would split what means the same.
fn value_words(field: FieldId, cell: &candor_model::Cell) -> Option<String> {
    let candor_model::Cell::Value(value) = cell else { return None };
    match value {
        value if value.answer().is_some() => {
            value.answer().map(|answer| if answer { "yes" } else { "no" }.to_owned())
        }
        Value::Choices(_) => {
            let options = Dictionary::builtin().chosen_options(field, value).into_iter();
            Some(options.map(|option| option.label.to_lowercase()).collect::<Vec<_>>().join(" and "))
        }
        _ => None,
    }
}

fn sheet(table: &Table) -> Sheet {
    Sheet {
        place: place(&table.origin.file, &table.origin.sheet, ""),
        headers: table.columns.iter().map(label).collect(),
        rows: (0..table.rows.len().min(ROWS_SHOWN))
            .map(|row| table.columns.iter().map(|column| text_shown(&column.entry(row).text)).collect())
            .collect(),
        count: counted(table.rows.len() as u64, "row", "rows"),
        more: more(table.rows.len()),
    }
}
