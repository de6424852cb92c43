//! The table of 11 CCR 7102(a): California requests of a calendar year, by kind and outcome, with the days they took.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::text::plain;
use candor_model::{Dictionary, FieldId, Moment, RecordRef, Value};
use chrono::Datelike;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figures::median;
use crate::context::Context;

/// The kinds of request that the rule names, each with the ids of the dictionary.
const KINDS: [(&str, &[&str]); 6] = [
    ("Delete", &["erasure"]),
    ("Correct", &["rectification"]),
    ("Know", &["access", "portability"]),
    ("Opt out of sale or sharing", &["opt_out"]),
    ("Limit sensitive information", &["limit"]),
    (
        "Automated decisions: access or opt out",
        &["automated_decision", "admt_access", "admt_opt_out", "admt_appeal"],
    ),
];

/// One kind of request in one year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MetricsRow {
    pub kind: String,
    pub received: u64,
    pub complied_whole: u64,
    pub complied_part: u64,
    pub denied: u64,
    /// Withdrawn, open, or without a readable outcome.
    pub other: u64,
    /// Days from receipt to the answer, of those answered; null if none was.
    pub median_days: Option<f64>,
    pub mean_days: Option<f64>,
}

/// The figures of 11 CCR 7102(a)(1) for one calendar year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metrics {
    pub year: i32,
    /// The year is not over on the day of the audit.
    pub is_partial: bool,
    pub rows: Vec<MetricsRow>,
    /// Requests of the year that name no law: not counted.
    pub without_law: u64,
    /// Rows whose reference and kind an earlier row of the year has: counted once.
    #[serde(default)]
    pub repeated: u64,
}

#[derive(Debug, Default)]
struct Year {
    counts: [Count; KINDS.len()],
    without_law: u64,
    repeated: u64,
    /// Reference and kind of what is counted.
    seen: BTreeSet<(String, usize)>,
}

#[derive(Debug, Default)]
struct Count {
    received: u64,
    whole: u64,
    part: u64,
    denied: u64,
    other: u64,
    days: Vec<i64>,
}

/// The table for each calendar year in which a California request was received, oldest first.
pub(crate) fn metrics(context: &Context<'_>) -> Vec<Metrics> {
    let dictionary = Dictionary::builtin();
    let field = |id: &str| dictionary.expect_field(&format!("request.{id}"));
    let (kind, law, outcome) = (field("kind"), field("law"), field("outcome"));
    let (received_on, answered_on) = (field("received_on"), field("answered_on"));
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for record in context.inventory.records(kind.entity) {
        let Some(received) = date(context, record, received_on) else { continue };
        if received.day > context.as_of {
            continue;
        }
        let laws = chosen(context, record, law);
        let year = years.entry(received.day.year()).or_default();
        if laws.is_empty() {
            year.without_law += 1;
        }
        if !laws.contains(&"ccpa") {
            continue;
        }
        let kinds = chosen(context, record, kind);
        let is_named = |(_, ids): &(_, &[&str])| kinds.iter().any(|kind| ids.contains(kind));
        let Some(at) = KINDS.iter().position(is_named) else { continue };
        let reference = plain(context.inventory.key(record));
        if !reference.is_empty() && !year.seen.insert((reference, at)) {
            year.repeated += 1;
            continue;
        }
        let count = &mut year.counts[at];
        count.received += 1;
        *match chosen(context, record, outcome).first().copied() {
            Some("granted") => &mut count.whole,
            Some("partly_granted") => &mut count.part,
            Some("refused") => &mut count.denied,
            _ => &mut count.other,
        } += 1;
        if let Some(answered) = date(context, record, answered_on).filter(|end| end.day <= context.as_of) {
            count.days.push((answered.day - received.day).num_days());
        }
    }
    years.retain(|_, year| year.counts.iter().any(|count| count.received > 0));
    let table = |(number, year): (i32, Year)| Metrics {
        year: number,
        is_partial: number >= context.as_of.year(),
        rows: KINDS.iter().zip(year.counts).map(|((label, _), count)| row(label, count)).collect(),
        without_law: year.without_law,
        repeated: year.repeated,
    };
    years.into_iter().map(table).collect()
}

fn row(label: &str, mut count: Count) -> MetricsRow {
    count.days.sort_unstable();
    let answered = (!count.days.is_empty()).then_some(count.days.len());
    MetricsRow {
        kind: label.to_owned(),
        received: count.received,
        complied_whole: count.whole,
        complied_part: count.part,
        denied: count.denied,
        other: count.other,
        median_days: answered.map(|_| median(&count.days)),
        mean_days: answered.map(|number| tenths(count.days.iter().sum::<i64>(), number)),
    }
}

/// A mean, rounded to tenths.
fn tenths(sum: i64, number: usize) -> f64 {
    (sum as f64 * 10.0 / number as f64).round() / 10.0
}

fn date(context: &Context<'_>, record: RecordRef, field: FieldId) -> Option<Moment> {
    match context.inventory.look(record, field).value() {
        Some(Value::Date(moment)) => Some(*moment),
        _ => None,
    }
}

/// Ids of the choices that a cell names.
fn chosen(context: &Context<'_>, record: RecordRef, field: FieldId) -> Vec<&'static str> {
    let value = context.inventory.look(record, field).value();
    value.map(|value| Dictionary::builtin().chosen(field, value)).unwrap_or_default()
}
