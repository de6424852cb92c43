//! Clocks: was something done within a time of its start, on the day of the audit?
//!
//! Invariants: what is dated after the day of the audit has not happened yet; what is not known never
//! makes a clock late or in time.

use candor_model::{Cell, Dictionary, Due, Entry, Moment, Span, Value};
use chrono::{NaiveDate, NaiveDateTime};

use super::Clock;
use super::cell::state;
use super::verdict::Verdict;

/// How a clock ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    /// The start, or what was done, is not known.
    NoStart,
    NoEnd,
    /// Done before it began.
    Backwards {
        done: NaiveDate,
        start: NaiveDate,
    },
    /// Beyond the first limit, and whether the longer one counts is not known.
    ExtensionUnknown,
    /// Beyond the calendar.
    Beyond,
    Running {
        due: NaiveDate,
    },
    Done {
        days: i64,
        limit: Span,
    },
    Late {
        done: NaiveDate,
        due: NaiveDate,
        limit: Span,
    },
    /// Late by the minute.
    LateAt {
        done: NaiveDateTime,
        due: NaiveDateTime,
    },
    /// Nothing was done, and the time has run out.
    Overdue {
        due: NaiveDate,
    },
}

impl Ran {
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Ran::NoStart | Ran::NoEnd | Ran::Backwards { .. } | Ran::ExtensionUnknown | Ran::Beyond => {
                Verdict::Unknown
            }
            Ran::Running { .. } => Verdict::Running,
            Ran::Done { .. } => Verdict::Pass,
            Ran::Late { .. } | Ran::LateAt { .. } | Ran::Overdue { .. } => Verdict::Fail,
        }
    }
}

/// The cells a clock looks at; `None` is a missing column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hands<'a> {
    pub(crate) start: Option<&'a Entry>,
    pub(crate) done: Option<&'a Entry>,
    /// When the extension was told.
    pub(crate) told: Option<&'a Entry>,
}

pub(crate) fn run(clock: &Clock, hands: Hands<'_>, as_of: NaiveDate) -> Ran {
    let Some(start) = hands.start.and_then(moment) else { return Ran::NoStart };
    let done = match hands.done {
        None => return Ran::NoEnd,
        Some(entry) => match (&entry.cell, moment(entry)) {
            (Cell::Blank, _) => None,
            (_, Some(done)) => Some(done).filter(|done| done.day <= as_of),
            _ => return Ran::NoEnd,
        },
    };
    if let Some(done) = done
        && done.is_before(start)
    {
        return Ran::Backwards { done: done.day, start: start.day };
    }
    let Some(first) = Due::of(start, clock.limit) else { return Ran::Beyond };
    let Some(extension) = &clock.extension else { return judge(&first, start, done, as_of) };
    let ran = judge(&first, start, done, as_of);
    let Some(longer) = Due::of(start, extension.limit) else { return Ran::Beyond };
    let told = hands.told.and_then(moment).filter(|told| told.day <= as_of);
    let told_is_known = hands.told.is_some_and(|entry| entry.cell == Cell::Blank || moment(entry).is_some());
    match told {
        _ if matches!(ran, Ran::Done { .. }) => ran,
        Some(told) if first.holds(told) && !told.is_before(start) => judge(&longer, start, done, as_of),
        _ if ran.verdict() == Verdict::Fail && !told_is_known => {
            match judge(&longer, start, done, as_of).verdict() {
                Verdict::Fail => ran,
                _ => Ran::ExtensionUnknown,
            }
        }
        _ => ran,
    }
}

fn moment(entry: &Entry) -> Option<Moment> {
    match entry.cell {
        Cell::Value(Value::Date(moment)) => Some(moment),
        _ => None,
    }
}

fn judge(due: &Due, start: Moment, done: Option<Moment>, as_of: NaiveDate) -> Ran {
    let Some(done) = done else {
        return if as_of <= due.day { Ran::Running { due: due.day } } else { Ran::Overdue { due: due.day } };
    };
    if let (Some(exact), Some(time)) = (due.exact, done.time)
        && !due.holds(done)
    {
        return Ran::LateAt { done: done.day.and_time(time), due: exact };
    }
    if due.holds(done) {
        Ran::Done { days: (done.day - start.day).num_days(), limit: due.limit }
    } else {
        Ran::Late { done: done.day, due: due.day, limit: due.limit }
    }
}

/// `Told on 2026-05-12, was due on 2026-04-30 (60 days)`.
pub(crate) fn says(clock: &Clock, hands: Hands<'_>, ran: Ran) -> String {
    let dictionary = Dictionary::builtin();
    let done = &dictionary.field(clock.field).label;
    let start = &dictionary.field(clock.start).label;
    let deed = done.strip_suffix(" on").or_else(|| done.strip_suffix(" at")).unwrap_or(done);
    let missing = |label: &str| format!("{label} is not recorded");
    match ran {
        Ran::NoStart => hands.start.map_or_else(|| missing(start), |entry| state(clock.start, entry)),
        Ran::NoEnd => hands.done.map_or_else(|| missing(done), |entry| state(clock.field, entry)),
        Ran::Backwards { done: day, start: began } => format!("{done} {day} lies before {start} {began}"),
        Ran::ExtensionUnknown => match (&clock.extension, hands.told) {
            (Some(extension), Some(entry)) => state(extension.told, entry),
            _ => "whether the time was extended is not known".to_owned(),
        },
        Ran::Beyond => format!("{start} lies beyond the calendar"),
        Ran::Running { due } => format!("{deed}: still running, due on {due}"),
        Ran::Done { days, limit } => format!("{deed} on day {days}, within {limit}"),
        Ran::Late { done, due, limit } => format!("{deed} on {done}, was due on {due} ({limit})"),
        Ran::LateAt { done, due } => {
            let format = "%Y-%m-%d %H:%M";
            format!("{deed} on {}, was due by {}", done.format(format), due.format(format))
        }
        Ran::Overdue { due } => match hands.done.map(|entry| &entry.cell) {
            Some(Cell::Blank) | None => format!("{done} is blank, was due on {due}"),
            _ => format!("{done} lies after the audit, was due on {due}"),
        },
    }
}
