//! Clocks: was something done within a time of its start, on the day of the audit?
//!
//! Invariants: what is dated after the day of the audit has not happened yet; what is not known never
//! makes a clock late or in time.

use candor_model::{Cell, Dictionary, Entry, Moment, Span, Unit, Value};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

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
        && is_before(done, start)
    {
        return Ran::Backwards { done: done.day, start: start.day };
    }
    let Some(first) = Due::of(start, clock.limit) else { return Ran::Beyond };
    let Some(extension) = &clock.extension else { return first.judge(start, done, as_of) };
    let ran = first.judge(start, done, as_of);
    let Some(longer) = Due::of(start, extension.limit) else { return Ran::Beyond };
    let told = hands.told.and_then(moment).filter(|told| told.day <= as_of);
    let told_is_known = hands.told.is_some_and(|entry| entry.cell == Cell::Blank || moment(entry).is_some());
    match told {
        _ if matches!(ran, Ran::Done { .. }) => ran,
        Some(told) if first.holds(told) && !is_before(told, start) => longer.judge(start, done, as_of),
        _ if ran.verdict() == Verdict::Fail && !told_is_known => {
            match longer.judge(start, done, as_of).verdict() {
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

/// By the minute where both have a time of day, else by the day.
pub(crate) fn is_before(left: Moment, right: Moment) -> bool {
    match (left.time, right.time) {
        (Some(left_time), Some(right_time)) => left.day.and_time(left_time) < right.day.and_time(right_time),
        _ => left.day < right.day,
    }
}

/// The end of a clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due {
    limit: Span,
    pub(crate) day: NaiveDate,
    /// Where hours count and the start has a time of day.
    pub(crate) exact: Option<NaiveDateTime>,
}

impl Due {
    pub(crate) fn of(start: Moment, limit: Span) -> Option<Due> {
        if limit.unit == Unit::Hours
            && let Some(time) = start.time
        {
            let hours = TimeDelta::try_hours(i64::from(limit.count))?;
            let exact = start.day.and_time(time).checked_add_signed(hours)?;
            return Some(Due { limit, day: exact.date(), exact: Some(exact) });
        }
        Some(Due { limit, day: limit.after(start.day)?, exact: None })
    }

    pub(crate) fn holds(&self, done: Moment) -> bool {
        match (self.exact, done.time) {
            (Some(exact), Some(time)) => done.day.and_time(time) <= exact,
            _ => done.day <= self.day,
        }
    }

    fn judge(&self, start: Moment, done: Option<Moment>, as_of: NaiveDate) -> Ran {
        let Some(done) = done else {
            return if as_of <= self.day {
                Ran::Running { due: self.day }
            } else {
                Ran::Overdue { due: self.day }
            };
        };
        if let (Some(due), Some(time)) = (self.exact, done.time)
            && !self.holds(done)
        {
            return Ran::LateAt { done: done.day.and_time(time), due };
        }
        if self.holds(done) {
            Ran::Done { days: (done.day - start.day).num_days(), limit: self.limit }
        } else {
            Ran::Late { done: done.day, due: self.day, limit: self.limit }
        }
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
