//! Tables of clocks that charts are drawn from: what is overdue, the days of requests, the moments of incidents.

use std::collections::BTreeMap;

use candor_assess::{ClockResult, ClockRun, ClockState};
use candor_model::{Dictionary, FieldId, Inventory, RecordRef, Value};
use chrono::{NaiveDate, NaiveDateTime};

use super::figure::Figure;
use super::short_name;
use crate::Input;

/// Ages of what is overdue, by the last day of each.
const AGES: [(i64, &str); 4] = [
    (30, "1–30 days late"),
    (60, "31–60 days late"),
    (90, "61–90 days late"),
    (i64::MAX, "over 90 days late"),
];

/// Fewer requests than these are said in words.
const REQUESTS_MIN: u64 = 3;

/// Most rows of days one by one; more are put together by weeks.
const DAYS_ROWS: usize = 30;

/// Most incidents of one clock; the most pressing come first.
const INCIDENTS: usize = 20;

/// States that have a number of days.
const STATES: [ClockState; 4] =
    [ClockState::InTime, ClockState::Late, ClockState::Overdue, ClockState::Running];

/// The clock with its provision, which names its law.
fn titled(clock: &ClockResult) -> String {
    format!("{} ({})", clock.title, clock.cite)
}

fn day(moment: &str) -> Option<NaiveDate> {
    moment.get(..10)?.parse().ok()
}

/// Is the clock over the records of an entity?
fn is_over(clock: &ClockResult, entity: &str) -> bool {
    let field = clock.runs.iter().flat_map(|run| &run.cells).map(|cell| cell.field.as_str()).next();
    field.and_then(|field| field.split_once('.')).is_some_and(|(known, _)| known == entity)
}

pub(super) fn overdue(input: &Input<'_>) -> Option<Figure> {
    let as_of = input.assessment.as_of;
    let mut rows = Vec::new();
    let mut beyond = 0;
    for clock in input.assessment.clocks.iter().filter(|clock| clock.counts.overdue > 0) {
        let mut counts = [0_u64; AGES.len()];
        for run in clock.runs.iter().filter(|run| run.state == ClockState::Overdue) {
            let Some(due) = run.due.as_deref().and_then(day) else { continue };
            let days = (as_of - due).num_days();
            let at = AGES.iter().position(|(last, _)| days <= *last).unwrap_or(AGES.len() - 1);
            counts[at] += 1;
        }
        beyond += clock.counts.overdue.saturating_sub(counts.iter().sum());
        let name = format!("{}: {}", short_name(input.assessment, &clock.law), clock.title);
        rows.push([name].into_iter().chain(counts.iter().map(u64::to_string)).collect());
    }
    let headers: Vec<&str> = ["Deadline"].into_iter().chain(AGES.map(|(_, label)| label)).collect();
    let mut caption = "What is overdue, by how late it is.".to_owned();
    if beyond > 0 {
        caption.push_str(&format!(" {beyond} more beyond the number that is kept are not in it."));
    }
    Figure::of(caption, &headers, rows)
}

/// The days of a clock over requests; none if they are few, or if the law gives no number of days. Nobody is named.
pub(super) fn request_days(clock: &ClockResult) -> Option<Figure> {
    if clock.limit.is_none() || !is_over(clock, "request") {
        return None;
    }
    let mut counts: BTreeMap<(i64, i64), [u64; STATES.len()]> = BTreeMap::new();
    let mut counted = 0;
    for run in &clock.runs {
        let Some(state) = STATES.iter().position(|state| *state == run.state) else { continue };
        let Some((days, deadline)) = days_of(run) else { continue };
        counts.entry((days, deadline)).or_default()[state] += 1;
        counted += 1;
    }
    if counted < REQUESTS_MIN {
        return None;
    }
    let by_week = counts.len() > DAYS_ROWS;
    if by_week {
        let mut weeks: BTreeMap<(i64, i64), [u64; STATES.len()]> = BTreeMap::new();
        for ((days, deadline), states) in counts {
            let week = weeks.entry((days / 7 * 7, deadline)).or_default();
            week.iter_mut().zip(states).for_each(|(sum, more)| *sum += more);
        }
        counts = weeks;
    }
    let days_words = |days: i64| if by_week { format!("{days}–{}", days + 6) } else { days.to_string() };
    let row = |((days, deadline), states): (&(i64, i64), &[u64; STATES.len()])| {
        let first = [days_words(*days), deadline.to_string()];
        first.into_iter().chain(states.iter().map(u64::to_string)).collect()
    };
    let headers: Vec<&str> =
        ["Days", "Deadline on day"].into_iter().chain(STATES.map(ClockState::label)).collect();
    let mut caption = format!("{}: requests by days from the start.", titled(clock));
    match clock.counts.all().saturating_sub(counted) {
        0 => {}
        1 => caption.push_str(" One without a known day is not in it."),
        left => caption.push_str(&format!(" {left} without a known day are not in it.")),
    }
    Figure::of(caption, &headers, counts.iter().map(row).collect())
}

/// Days used, and the day of the deadline, both from the start.
fn days_of(run: &ClockRun) -> Option<(i64, i64)> {
    let (started, due) = (run.started.as_deref().and_then(day)?, run.due.as_deref().and_then(day)?);
    let days = run.days_used.filter(|days| *days >= 0)?;
    let deadline = (due - started).num_days();
    (deadline >= 0).then_some((days, deadline))
}

/// The moments of a clock over incidents; none if the law gives no time.
pub(super) fn incident_moments(input: &Input<'_>, clock: &ClockResult) -> Option<Figure> {
    if clock.limit.is_none() || !is_over(clock, "incident") {
        return None;
    }
    let dash = || "–".to_owned();
    let kept = &clock.runs[..clock.runs.len().min(INCIDENTS)];
    let row = |run: &ClockRun| {
        let record = record_of(input.inventory, run);
        let seen = |path| record.and_then(|record| moment_of(input.inventory, record, path));
        vec![
            run.subject.clone(),
            seen("incident.discovered_on").or_else(|| run.started.clone()).unwrap_or_else(dash),
            seen("incident.aware_at").unwrap_or_else(dash),
            run.ended.clone().unwrap_or_else(dash),
            run.due.clone().unwrap_or_else(dash),
            run.state.label().to_owned(),
            time_used(run).unwrap_or_else(dash),
        ]
    };
    let headers = ["Incident", "Found", "Aware", "Told", "Due", "State", "Time used"];
    let limit = clock.limit.as_deref().unwrap_or_default();
    let mut caption = format!("{}: within {limit}.", titled(clock));
    let left = clock.counts.all().saturating_sub(kept.len() as u64);
    if left > 0 {
        caption.push_str(&format!(" The most pressing; {left} more are not in it."));
    }
    Figure::of(caption, &headers, kept.iter().map(row).collect())
}

/// The incident that a clock runs over, by the place of a cell of it.
fn record_of(inventory: &Inventory, run: &ClockRun) -> Option<RecordRef> {
    let dictionary = Dictionary::builtin();
    let cell = run.cells.first()?;
    let field = dictionary.expect_field(&cell.field);
    inventory.records(field.entity).find(|record| {
        let place = inventory.look(*record, field).place();
        place.is_some_and(|place| {
            (&place.file, &place.sheet, &place.cell) == (&cell.file, &cell.sheet, &cell.cell)
        })
    })
}

fn moment_of(inventory: &Inventory, record: RecordRef, path: &str) -> Option<String> {
    let field: FieldId = Dictionary::builtin().expect_field(path);
    match inventory.look(record, field).value() {
        Some(Value::Date(moment)) => Some(moment.to_string()),
        _ => None,
    }
}

/// `71 hours` where both ends are known by the minute and near to each other, else `12 days`; what still runs is
/// counted up to the day of the audit.
fn time_used(run: &ClockRun) -> Option<String> {
    let exact =
        |text: &Option<String>| NaiveDateTime::parse_from_str(text.as_deref()?, "%Y-%m-%d %H:%M").ok();
    let plural = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    if let (Some(start), Some(end)) = (exact(&run.started), exact(&run.ended)) {
        let hours = (end - start).num_hours();
        if (0..240).contains(&hours) {
            return Some(plural(hours, "hour"));
        }
    }
    let days = plural(run.days_used?, "day");
    Some(if run.ended.is_some() { days } else { format!("{days} so far") })
}
