//! The end of a clock: the last moment at which something is still in time.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::span::{Span, Unit};
use crate::value::Moment;

/// When a span ends that began at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub limit: Span,
    /// The last day that is in time.
    pub day: NaiveDate,
    /// Where hours count and the start has a time of day.
    pub exact: Option<NaiveDateTime>,
}

impl Due {
    /// `None` beyond the calendar.
    pub fn of(start: Moment, limit: Span) -> Option<Due> {
        if limit.unit == Unit::Hours
            && let Some(time) = start.time
        {
            let hours = TimeDelta::try_hours(i64::from(limit.count))?;
            let exact = start.day.and_time(time).checked_add_signed(hours)?;
            return Some(Due { limit, day: exact.date(), exact: Some(exact) });
        }
        Some(Due { limit, day: limit.after(start.day)?, exact: None })
    }

    /// Was it done in time: by the minute where both have a time of day, else by the day?
    pub fn holds(&self, done: Moment) -> bool {
        match (self.exact, done.time) {
            (Some(exact), Some(time)) => done.day.and_time(time) <= exact,
            _ => done.day <= self.day,
        }
    }
}
