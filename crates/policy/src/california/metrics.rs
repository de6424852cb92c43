//! How many requests came, and how fast they were answered (11 CCR 7102(a)).
//!
//! The law asks it of a business with the data of 10 million people or more, for the calendar year before. Others tell
//! what their log shows since its first entry, as they are free to.
//!
//! Invariants: a request that is logged twice counts once; a log that cannot be counted whole is not counted at all.

use std::collections::HashSet;

use candor_model::RecordRef;
use candor_model::text::fold;
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, FactCell, Found, Question};
use crate::key;
use crate::organisation::{Applies, Laws, own_number};
use crate::records::Records;
use crate::words::key_of;

/// People in California from whom on the law asks for metrics.
const MANY: f64 = 10_000_000.0;
/// Kinds of request that the law counts.
const KINDS: [&str; 8] =
    ["access", "erasure", "rectification", "opt_out", "limit", "admt_opt_out", "admt_access", "admt_appeal"];
/// Cells that a count shows; the log holds the others.
const SHOWN: usize = 5;

/// Requests in a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Metrics {
    /// The span of time, as a sentence; not applicable where there is nothing to count and no duty to.
    pub span: Fact,
    /// One for each kind of request that came.
    pub rows: Vec<Metric>,
}

/// Requests of one kind. The numbers rest on the cells of the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Metric {
    /// The kind in plain words.
    pub kind: Fact,
    /// How many came.
    pub received: usize,
    /// How many were carried out in whole or in part.
    pub granted: usize,
    /// How many were refused.
    pub refused: usize,
    /// Median of the days until the answer, as written in the language; empty while none is answered.
    pub median_days: String,
}

impl Metrics {
    pub(super) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.push(&self.span);
        facts.extend(self.rows.iter().map(|row| &row.kind));
    }
}

pub(super) fn metrics(records: &Records<'_>, laws: &Laws) -> Metrics {
    let is_small = own_number(records, "organisation.california_consumers").is_some_and(|count| count < MANY);
    let cite = "11 CCR 7102(a); 7011(e)(5)";
    let ask = if is_small {
        "How many requests of people in California did you get?"
    } else {
        "How many requests of people in California did you get in the last calendar year?"
    };
    let duty = Duty { mandatory: !is_small, cite: cite.to_owned() };
    let question = Question::new("california.metrics", ask, "request.received_on", duty);
    let log = log(records, laws);
    let cells = |log: &[RecordRef]| -> Vec<FactCell> {
        log.iter().filter_map(|row| records.cell(*row, "request.received_on")).take(SHOWN).collect()
    };
    let without_rows = |span| Metrics { span, rows: Vec::new() };
    let day = |row: &RecordRef| records.past_day(*row, "request.received_on");
    let days: Option<Vec<NaiveDate>> = log.as_ref().and_then(|log| log.iter().map(day).collect());
    let (Some(log), Some(days)) = (log, days) else {
        return without_rows(question.open(Vec::new()));
    };
    let last_year = records.as_of.year() - 1;
    let (from, until) = if is_small {
        (days.iter().min().copied(), Some(records.as_of))
    } else {
        (NaiveDate::from_ymd_opt(last_year, 1, 1), NaiveDate::from_ymd_opt(last_year, 12, 31))
    };
    let (Some(from), Some(until)) = (from, until) else {
        let rows = records.of("organisation");
        let path = "organisation.california_consumers";
        let cells = rows.iter().filter_map(|row| records.cell(*row, path)).collect();
        return without_rows(question.not_applicable(cells));
    };
    let counted: Vec<RecordRef> =
        log.into_iter().filter(|row| day(row).is_some_and(|day| from <= day && day <= until)).collect();
    let is_decided = |row: &RecordRef| records.choice(*row, "request.outcome").is_some();
    // No entry for a whole year is more likely a missing log than a year without requests.
    if counted.is_empty() || !counted.iter().all(is_decided) {
        return without_rows(question.open(cells(&counted)));
    }
    let language = records.language;
    let values = [("from", language.long_date(from)), ("until", language.long_date(until))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, day)| (*name, day.as_str())).collect();
    let rows = KINDS.iter().filter_map(|kind| row(records, &counted, kind));
    Metrics {
        rows: rows.collect(),
        span: question.known(records.say_with(key::METRICS_SPAN, &values), cells(&counted)),
    }
}

/// The requests under the law of California, each once. `None` if of one of them it is not known under which law it came.
fn log(records: &Records<'_>, laws: &Laws) -> Option<Vec<RecordRef>> {
    let only_california = laws.gdpr == Applies::No && laws.hipaa_notice == Applies::No;
    let mut seen: HashSet<(String, Option<&str>)> = HashSet::new();
    let mut log = Vec::new();
    for row in records.of("request") {
        match records.choices(row, "request.law") {
            Found::Known(named) if !named.contains(&"ccpa") => continue,
            Found::Known(_) => {}
            Found::None | Found::Unknown if only_california => {}
            Found::None | Found::Unknown => return None,
        }
        let entry = (fold(records.inventory.key(row)), records.choice(row, "request.kind"));
        if entry.0.is_empty() || seen.insert(entry) {
            log.push(row);
        }
    }
    Some(log)
}

fn row(records: &Records<'_>, counted: &[RecordRef], kind: &'static str) -> Option<Metric> {
    let is_kind = |row: &&RecordRef| records.choice(**row, "request.kind") == Some(kind);
    let own: Vec<RecordRef> = counted.iter().filter(is_kind).copied().collect();
    if own.is_empty() {
        return None;
    }
    let outcomes = |wanted: &[&str]| {
        own.iter()
            .filter(|row| records.choice(**row, "request.outcome").is_some_and(|id| wanted.contains(&id)))
            .count()
    };
    let answered = own.iter().filter_map(|row| {
        let answered = records.past_day(*row, "request.answered_on")?;
        let received = records.past_day(*row, "request.received_on")?;
        u64::try_from((answered - received).num_days()).ok()
    });
    let paths = ["request.kind", "request.received_on", "request.answered_on", "request.outcome"];
    let cells = own.iter().flat_map(|row| records.cells(*row, &paths)).take(SHOWN * paths.len()).collect();
    let question = Question::new(
        format!("california.metrics.{kind}"),
        "How many requests of this kind did you get?",
        "request.kind",
        Duty::default(),
    );
    Some(Metric {
        kind: question.known(records.say(key_of("request", kind)), cells),
        received: own.len(),
        granted: outcomes(&["granted", "partly_granted"]),
        refused: outcomes(&["refused"]),
        median_days: records.language.half(median_halves(answered.collect())),
    })
}

/// Twice the median, so that it is a whole number.
fn median_halves(mut days: Vec<u64>) -> Option<u64> {
    days.sort_unstable();
    let middle = days.len() / 2;
    match days.len() {
        0 => None,
        length if length % 2 == 1 => Some(2 * days[middle]),
        _ => Some(days[middle - 1] + days[middle]),
    }
}

impl crate::Language {
    /// A number of halves: `12.5`, `12,5`; nothing for none.
    fn half(self, halves: Option<u64>) -> String {
        let Some(halves) = halves else { return String::new() };
        match (halves % 2, self) {
            (0, _) => (halves / 2).to_string(),
            (_, crate::Language::English) => format!("{}.5", halves / 2),
            _ => format!("{},5", halves / 2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn a_median_is_written_as_the_language_does() {
        for (days, english, german) in [
            (vec![], "", ""),
            (vec![9, 3, 4], "4", "4"),
            (vec![3, 4], "3.5", "3,5"),
            (vec![7, 1, 3, 9], "5", "5"),
        ] {
            let halves = median_halves(days);
            assert_eq!(
                (Language::English.half(halves), Language::German.half(halves)),
                (english.into(), german.into())
            );
        }
    }
}
