//! What falls due, and when: clocks, reviews, contracts, training, evidence, exceptions, assessments, promised actions.
//!
//! The way: `dated` reads the dates that the dictionary marks; `again` takes what a checklist wants not older than a
//! time, and says when it gets too old; `judged` takes what the audit made of clocks, evidence and plans.
//!
//! Invariants: a day is only what a cell and a rule give; what is over, ended or done is not due; an item keeps its id
//! when its day changes, so that a calendar moves it.

mod again;
mod dated;
mod judged;

use std::collections::BTreeMap;

use candor_model::text::one_line;
use candor_model::{
    Cell, Dictionary, DueKind, FieldId, Inventory, Place, RecordRef, Seen, Value, cell_position,
};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, SeenCell};
use crate::checklist::Library;
use crate::clocks::{ClockState, run_clocks};
use crate::context::Context;
use crate::judge::Options;
use crate::judge::finding::hash_letters;

/// Something that falls due on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DueItem {
    /// `D-` and 8 characters: stable, made from what falls due and its subject, never from the day.
    pub id: String,
    /// Of which kind it is.
    pub kind: DueKind,
    /// What falls due: `Contract ends on`, `Answer to the person`.
    pub what: String,
    /// What a person calls the record, or the requirement.
    pub subject: String,
    /// The last day that is in time.
    pub due: NaiveDate,
    /// `14:20`, where a clock counts hours; the time of day of the organisation.
    pub time: Option<String>,
    /// Whole days from the day of the audit to that day; below zero: overdue.
    pub days_left: i64,
    /// Who owns the record, where a cell says so; else empty.
    pub owner: String,
    /// The provisions that ask for it; may be none.
    pub cites: Vec<String>,
    /// What else there is to know, in a clause; may be empty.
    pub note: String,
    /// Where it stands.
    pub cells: Vec<SeenCell>,
}

impl DueItem {
    pub fn is_overdue(&self) -> bool {
        self.days_left < 0
    }
}

/// Everything with a day on which it falls due.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct DueList {
    /// What is overdue longest first, then what is due next.
    pub items: Vec<DueItem>,
    /// Clocks that cannot be told, for a date is missing or cannot be read.
    pub clocks_unknown: u64,
    /// Clocks that run without a number of days in the law.
    pub clocks_open: u64,
}

impl DueList {
    /// What is overdue, and what falls due up to so many days after the day of the audit.
    pub fn within(&self, days: u32) -> impl Iterator<Item = &DueItem> {
        self.items.iter().filter(move |item| item.days_left <= i64::from(days))
    }
}

/// Collects what falls due from an inventory and its assessment.
pub fn due(inventory: &Inventory, library: &Library, options: &Options, assessment: &Assessment) -> DueList {
    // Every row of a log has its clock, however many findings are kept.
    let options = Options { findings_max: None, ..options.clone() };
    let context = Context::new(inventory, library, &options);
    let clocks = run_clocks(&context, &options);
    let mut found = judged::clocks(&context, &clocks);
    let has_clock = found.iter().flat_map(|found| &found.cells).filter_map(row_of).collect();
    let dates = dated::dates(&context, &has_clock);
    found.extend(with_reviews(dates, again::reviews(&context, &options, assessment)));
    found.extend(judged::evidence(assessment));
    found.extend(judged::answers(assessment));
    found.extend(judged::actions(assessment));
    let counted = |state: ClockState| {
        let runs = clocks.iter().flat_map(|clock| &clock.runs);
        runs.filter(|run| run.state == state).count() as u64
    };
    DueList {
        items: items(found, options.as_of),
        clocks_unknown: counted(ClockState::Unknown),
        clocks_open: counted(ClockState::Open),
    }
}

/// Something found to be due, before it has an id.
struct Found {
    /// What it is about, whatever its day: the id is made from it.
    key: String,
    kind: DueKind,
    what: String,
    subject: String,
    due: NaiveDate,
    time: Option<String>,
    owner: String,
    cites: Vec<String>,
    note: String,
    cells: Vec<SeenCell>,
    /// The date that says when it was done last, and its record.
    last: Option<(FieldId, RecordRef)>,
}

/// A register's own date, and that of a checklist, for the same thing on the same day are told once.
fn with_reviews(mut dates: Vec<Found>, reviews: Vec<Found>) -> Vec<Found> {
    let mut at: BTreeMap<((FieldId, RecordRef), NaiveDate), usize> = BTreeMap::new();
    for (index, found) in dates.iter().enumerate() {
        at.extend(found.last.map(|last| ((last, found.due), index)));
    }
    for review in reviews {
        match review.last.and_then(|last| at.get(&(last, review.due))) {
            Some(index) => {
                let known = &mut dates[*index];
                known.cites.extend(review.cites);
                known.cells.extend(review.cells);
            }
            None => dates.push(review),
        }
    }
    dates
}

fn items(found: Vec<Found>, as_of: NaiveDate) -> Vec<DueItem> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut items: Vec<DueItem> = found
        .into_iter()
        .map(|found| {
            let count = seen.entry(found.key.clone()).or_default();
            *count += 1;
            let key = if *count > 1 { format!("{}#{count}", found.key) } else { found.key };
            DueItem {
                id: format!("D-{}", hash_letters(&format!("due\n{key}"))),
                kind: found.kind,
                what: found.what,
                subject: found.subject,
                due: found.due,
                time: found.time,
                days_left: (found.due - as_of).num_days(),
                owner: found.owner,
                cites: found.cites,
                note: found.note,
                cells: found.cells,
            }
        })
        .collect();
    items.sort_by(|a, b| (a.due, &a.time, a.kind).cmp(&(b.due, &b.time, b.kind)));
    items
}

/// File, sheet and row of a cell; `None` where it stands in no row.
type RowOf = (String, String, u32);

fn row_of(cell: &SeenCell) -> Option<RowOf> {
    let (row, _) = cell_position(&cell.cell)?;
    Some((cell.file.clone(), cell.sheet.clone(), row))
}

fn field_of(record: RecordRef, inventory: &Inventory, id: &str) -> Option<FieldId> {
    Dictionary::builtin().find_field(inventory.table(record).entity, id)
}

/// Who owns a record, where a cell says so.
fn owner(inventory: &Inventory, record: RecordRef) -> String {
    let Some(field) = field_of(record, inventory, "owner") else { return String::new() };
    match inventory.look(record, field) {
        Seen::Cell { entry, .. } if matches!(&entry.cell, Cell::Value(value) if !value.is_none()) => {
            one_line(&entry.text)
        }
        _ => String::new(),
    }
}

/// Is a record over by its own status?
fn has_ended(inventory: &Inventory, record: RecordRef) -> bool {
    let Some(field) = field_of(record, inventory, "status") else { return false };
    let chosen = inventory.look(record, field).value();
    let ids = chosen.map(|value| Dictionary::builtin().chosen(field, value)).unwrap_or_default();
    ids.iter().any(|id| matches!(*id, "ended" | "closed" | "false_positive"))
}

fn day(seen: Seen<'_>) -> Option<NaiveDate> {
    match seen.value() {
        Some(Value::Date(moment)) => Some(moment.day),
        _ => None,
    }
}

/// The cell of a field; `None` if there is no such column.
fn cell(inventory: &Inventory, record: RecordRef, field: FieldId) -> Option<SeenCell> {
    let seen = inventory.look(record, field);
    let Place { file, sheet, cell } = seen.place()?;
    let saw = candor_model::text::shorten(seen.text(), 200);
    Some(SeenCell { file, sheet, cell, field: Dictionary::builtin().path(field), saw })
}
