//! What stands in a cell, once read.

use chrono::{NaiveDate, NaiveTime};

use crate::country::Country;
use crate::span::Span;

/// A day, with the time of day where the cell gives one. Spreadsheets know no time zones, so neither do we.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    pub day: NaiveDate,
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// By the minute where both have a time of day, else by the day.
    pub fn is_before(self, other: Moment) -> bool {
        match (self.time, other.time) {
            (Some(time), Some(later)) => self.day.and_time(time) < other.day.and_time(later),
            _ => self.day < other.day,
        }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.day)?;
        match self.time {
            Some(time) => write!(out, " {}", time.format("%H:%M")),
            None => Ok(()),
        }
    }
}

/// How long something is kept (GDPR Art. 5(1)(e), 13(2)(a)): a period, or named criteria.
///
/// Invariant: at least one of `period` and `criteria` is given, or `unlimited` is true.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retention {
    pub period: Option<Span>,
    /// The event the period counts from, in the user's words.
    pub start: Option<String>,
    /// Option id of the choice list `end_action`.
    pub end_action: Option<&'static str>,
    /// "until consent is withdrawn": no period, but an event that ends it.
    pub criteria: Option<String>,
    /// Kept without end.
    pub unlimited: bool,
}

/// What a yes says that says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// Positions in the choice list of the field.
    pub named: Vec<u16>,
    /// Items that name none of them, as written.
    pub others: Vec<String>,
}

/// The typed reading of a cell. An empty list is an explicit "none", also in a field of plain text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text,
    List(Vec<String>),
    YesNo(bool),
    /// A yes that says which.
    Which(Box<Which>),
    /// Positions in the choice list of the field.
    Choices(Vec<u16>),
    Date(Moment),
    Number(f64),
    Duration(Box<Retention>),
    Countries(Vec<Country>),
    Money {
        amount: f64,
        currency: Option<Box<str>>,
    },
    /// Keys or names as written.
    References(Vec<String>),
}

impl Value {
    /// The answer to a yes-or-no field.
    pub fn answer(&self) -> Option<bool> {
        match self {
            Value::YesNo(answer) => Some(*answer),
            Value::Which(_) => Some(true),
            _ => None,
        }
    }

    /// Is this an explicit "none"?
    pub fn is_none(&self) -> bool {
        match self {
            Value::List(items) | Value::References(items) => items.is_empty(),
            Value::Choices(items) => items.is_empty(),
            Value::Countries(items) => items.is_empty(),
            _ => false,
        }
    }
}

/// What is known of a cell whose column exists.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Blank,
    /// "n/a" and the like, where that is no value of the field.
    NotApplicable,
    /// "unknown", "to be confirmed".
    Unknown,
    /// There is text, but not of the field's kind; the text is kept beside it.
    Unreadable,
    Value(Value),
}
