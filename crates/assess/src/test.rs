//! The tests of checklists, checked against the dictionary, and how a test is put into words.
//!
//! A new kind of test is a variant of [`Test`]: `compile` reads it, `words` says it, `cell` (one column) or
//! `bind` and `bound` (several columns or records) decide it, `alike` groups records by it, `shown` explains it.
//!
//! Invariants: every field, choice and entity exists, and the kind of test fits the kind of field.

pub(crate) mod alike;
pub(crate) mod asked;
pub(crate) mod bind;
pub(crate) mod bound;
pub(crate) mod cell;
pub(crate) mod clock;
pub(crate) mod column;
pub(crate) mod redated;
pub(crate) mod shown;
pub(crate) mod verdict;
mod words;

use crate::amount::Amount;
use candor_model::{ChoicesId, Country, CountrySet, EntityId, FieldId, Span};
use chrono::NaiveDate;

/// What is asked of a record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// A test on the cell of one column.
    Cell {
        field: FieldId,
        ask: CellTest,
    },
    /// A clock: `field` is within a time of the date in `start`.
    Clock(Clock),
    /// The date in `field` is not after (or not before) the date in `other`; with `by`, not before it and this time
    /// more.
    Order {
        field: FieldId,
        relation: Relation,
        other: FieldId,
        by: Option<Span>,
    },
    /// Every name in `field`, or one, is a record of `entity` and passes `that`.
    RefersTo {
        field: FieldId,
        entity: EntityId,
        need: Need,
        that: Option<Box<Test>>,
    },
    /// A record of the entity of `by` names this record there, is dated in time, and passes `that`.
    Linked {
        by: FieldId,
        timely: Option<Timely>,
        that: Option<Box<Test>>,
    },
    All(Vec<Test>),
    Any(Vec<Test>),
    /// As `Any`, but a part that nothing at all is recorded of is left aside where another is known.
    KnownAny(Vec<Test>),
    Not(Box<Test>),
    /// Holds unless the inner test passes for certain.
    Unless(Box<Test>),
}

/// A test on one cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CellTest {
    /// Says something other than none.
    Present,
    /// Says something, be it none.
    Answered,
    /// The column is there, and nothing stands in the cell.
    Blank,
    OneOf(Wanted),
    Contains(Wanted),
    AtLeast(f64),
    AtMost(f64),
    /// More than an amount of the law, as it is on the day of the audit.
    Above(&'static Amount),
    /// Not older than this on the day of the audit.
    Recent(Span),
    /// Not after (or not before) the day of the audit.
    AsOf(Relation),
    /// Not after (or not before) a day of the calendar.
    On(Relation, NaiveDate),
    AllIn(CountrySet),
    Unique,
}

/// How many of the names in a reference field must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Each,
    One,
}

/// The date in `dated` of a record that names another is not after the date in `before` of the one it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timely {
    pub(crate) dated: FieldId,
    pub(crate) before: FieldId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Before,
    After,
}

/// Values to look for, in the form of the field's kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wanted {
    YesNo(Vec<bool>),
    Choices(Vec<u16>),
    /// Choices that a yes or no field names instead of a plain yes.
    Named(ChoicesId, Vec<u16>),
    Countries(Vec<Country>),
    /// As written, and folded for comparison.
    Texts(Vec<(String, String)>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clock {
    pub(crate) field: FieldId,
    pub(crate) start: FieldId,
    pub(crate) limit: Span,
    pub(crate) extension: Option<Extension>,
}

/// The longer time counts if the date in `told` was within the first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Extension {
    pub(crate) limit: Span,
    pub(crate) told: FieldId,
}

impl Test {
    /// Is this field looked at?
    pub(crate) fn looks_at(&self, wanted: FieldId) -> bool {
        let inner = |that: &Option<Box<Test>>| that.as_deref().is_some_and(|that| that.looks_at(wanted));
        match self {
            Test::Cell { field, .. } => *field == wanted,
            Test::Clock(clock) => {
                let told = clock.extension.as_ref().map(|extension| extension.told);
                clock.field == wanted || clock.start == wanted || told == Some(wanted)
            }
            Test::Order { field, other, .. } => *field == wanted || *other == wanted,
            Test::RefersTo { field, that, .. } => *field == wanted || inner(that),
            Test::Linked { by, timely, that } => {
                let dated = timely.is_some_and(|timely| timely.dated == wanted || timely.before == wanted);
                *by == wanted || dated || inner(that)
            }
            Test::All(parts) | Test::Any(parts) | Test::KnownAny(parts) => {
                parts.iter().any(|part| part.looks_at(wanted))
            }
            Test::Not(test) | Test::Unless(test) => test.looks_at(wanted),
        }
    }

    /// Is there an `unless` in it?
    pub(crate) fn has_unless(&self) -> bool {
        self.has(&|test| matches!(test, Test::Unless(_)))
    }

    /// Is there a `blank` in it?
    pub(crate) fn has_blank(&self) -> bool {
        self.has(&|test| matches!(test, Test::Cell { ask: CellTest::Blank, .. }))
    }

    /// Is there a `known_any` in it?
    fn has_known_any(&self) -> bool {
        self.has(&|test| matches!(test, Test::KnownAny(_)))
    }

    /// Is there a `known_any` within a `not` or an `unless` in it?
    pub(crate) fn has_negated_known_any(&self) -> bool {
        self.has(&|test| matches!(test, Test::Not(inner) | Test::Unless(inner) if inner.has_known_any()))
    }

    /// Is it, or a test within it, of a kind?
    fn has(&self, is: &dyn Fn(&Test) -> bool) -> bool {
        is(self)
            || match self {
                Test::All(parts) | Test::Any(parts) | Test::KnownAny(parts) => {
                    parts.iter().any(|part| part.has(is))
                }
                Test::Not(inner) | Test::Unless(inner) => inner.has(is),
                Test::RefersTo { that, .. } | Test::Linked { that, .. } => {
                    that.as_deref().is_some_and(|that| that.has(is))
                }
                Test::Cell { .. } | Test::Clock(_) | Test::Order { .. } => false,
            }
    }
}
