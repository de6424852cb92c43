//! Deadlines: each law's clocks over the logs, with what is overdue and what runs, and the figures of the quarters.

use candor_assess::{ClockResult, ClockRun, ClockState, Metrics, QuarterFigures};
use schemars::JsonSchema;
use serde::Serialize;

use super::figure::Figure;
use super::{clock_charts, place};
use crate::Input;

/// Records shown of one clock; the number of the others is told.
const SHOWN: usize = 15;

/// Quarters shown of one clock, the latest.
const QUARTERS: usize = 8;

/// The clocks of the laws.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Deadlines {
    /// Each clock.
    clocks: Vec<Clock>,
    /// The figures of California's regulations, by year.
    metrics: Vec<Year>,
    /// Nothing was done and the time has run out.
    overdue: u64,
    /// Not done yet, in time.
    running: u64,
    /// Done after the time.
    late: u64,
}

/// A clock of a law.
#[derive(Serialize, JsonSchema)]
struct Clock {
    /// What it counts.
    title: String,
    /// Its provision.
    cite: String,
    /// The time allowed.
    limit: String,
    /// From when to when it counts.
    counting: String,
    /// `2 overdue, 1 late, 4 in time`.
    counts: String,
    /// Records that are open, late or unknown.
    runs: Vec<Run>,
    /// How many more of them there are.
    more: u64,
    /// What was closed, by quarter.
    quarters: Vec<QuarterFigures>,
    /// How many requests took how many days, as the table of a chart. One figure, or none.
    request_days: Vec<Figure>,
    /// When incidents were found and told, and when that was due, as the table of a chart. One figure, or none.
    incident_moments: Vec<Figure>,
}

/// A clock on one record.
#[derive(Serialize, JsonSchema)]
struct Run {
    /// The record.
    subject: String,
    /// How it stands.
    state: String,
    /// When it began.
    started: String,
    /// When it is due.
    due: String,
    /// When it was done.
    ended: String,
    /// Days it took or takes.
    used: String,
    /// How late, which extension, what is missing.
    note: String,
    /// The cell.
    place: String,
}

/// The requests received in a year.
#[derive(Serialize, JsonSchema)]
struct Year {
    /// The year; `so far` where it is not over.
    year: String,
    /// One row for each kind of request.
    rows: Vec<YearRow>,
    /// Requests that name no law.
    without_law: u64,
    /// Rows that repeat an earlier one.
    repeated: u64,
}

/// The requests of one kind.
#[derive(Serialize, JsonSchema)]
struct YearRow {
    /// Kind of request.
    kind: String,
    /// How many came in.
    received: u64,
    /// Complied with in whole.
    complied_whole: u64,
    /// Complied with in part.
    complied_part: u64,
    /// Denied.
    denied: u64,
    /// Open, or with another outcome.
    other: u64,
    /// Median days to the answer.
    median: String,
    /// Mean days to the answer.
    mean: String,
}

pub(crate) fn view(input: &Input<'_>) -> Deadlines {
    let clocks = &input.assessment.clocks;
    let sum = |count: fn(&ClockResult) -> u64| clocks.iter().map(count).sum();
    Deadlines {
        overdue: sum(|clock| clock.counts.overdue),
        running: sum(|clock| clock.counts.running + clock.counts.open),
        late: sum(|clock| clock.counts.late),
        clocks: clocks.iter().map(|result| clock(input, result)).collect(),
        metrics: input.assessment.metrics.iter().map(year).collect(),
    }
}

fn clock(input: &Input<'_>, result: &ClockResult) -> Clock {
    let counts = &result.counts;
    let parts = [
        (counts.overdue, "overdue"),
        (counts.late, "late"),
        (counts.running, "running"),
        (counts.open, "open"),
        (counts.unknown, "unknown"),
        (counts.in_time, "in time"),
        (counts.done, "done"),
    ];
    let said = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let shown: Vec<&ClockRun> = result.runs.iter().filter(|run| !is_settled(run)).take(SHOWN).collect();
    let settled = counts.in_time + counts.done;
    let first = result.quarters.len().saturating_sub(QUARTERS);
    Clock {
        title: result.title.clone(),
        cite: result.cite.clone(),
        limit: result
            .limit
            .clone()
            .unwrap_or_else(|| "without undue delay; the law gives no number".to_owned()),
        counting: result.counting.clone(),
        counts: said.collect::<Vec<_>>().join(", "),
        more: (counts.all() - settled).saturating_sub(shown.len() as u64),
        runs: shown.into_iter().map(run).collect(),
        quarters: result.quarters[first..].to_vec(),
        request_days: clock_charts::request_days(result).into_iter().collect(),
        incident_moments: clock_charts::incident_moments(input, result).into_iter().collect(),
    }
}

fn is_settled(run: &ClockRun) -> bool {
    matches!(run.state, ClockState::InTime | ClockState::Done)
}

fn run(run: &ClockRun) -> Run {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(run.late_by.as_ref().map(|late| format!("late by {late}")));
    notes.extend(run.warning.map(|percent| format!("more than {percent}% of the time is used")));
    notes.extend(run.extension.as_ref().map(|extension| format!("extension {extension}")));
    if !run.because.is_empty() {
        notes.push(run.because.clone());
    }
    let dash = || "–".to_owned();
    Run {
        subject: run.subject.clone(),
        state: run.state.label().to_owned(),
        started: run.started.clone().unwrap_or_else(dash),
        due: run.due.clone().unwrap_or_else(dash),
        ended: run.ended.clone().unwrap_or_else(dash),
        used: run.days_used.map_or_else(dash, |days| days.to_string()),
        note: notes.join("; "),
        place: run.cells.first().map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).unwrap_or_default(),
    }
}

fn year(metrics: &Metrics) -> Year {
    let days = |days: Option<f64>| days.map_or_else(|| "–".to_owned(), |days| format!("{days:.1}"));
    let row = |row: &candor_assess::MetricsRow| YearRow {
        kind: row.kind.clone(),
        received: row.received,
        complied_whole: row.complied_whole,
        complied_part: row.complied_part,
        denied: row.denied,
        other: row.other,
        median: days(row.median_days),
        mean: days(row.mean_days),
    };
    let so_far = if metrics.is_partial { " so far" } else { "" };
    Year {
        year: format!("{}{so_far}", metrics.year),
        rows: metrics.rows.iter().map(row).collect(),
        without_law: metrics.without_law,
        repeated: metrics.repeated,
    }
}
