//! Tests bound to the columns of a sheet, so that a record is decided by looking up what each of its
//! distinct texts means.
//!
//! Invariant: deciding a record allocates nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use candor_model::{Cell, Entry, Moment, RecordRef, Span, Value};
use chrono::NaiveDate;

use super::clock::{Hands, Ran, run};
use super::column::Verdicts;
use super::verdict::Verdict;
use super::{Clock, Relation, Test};
use crate::sheet::{At, Gap};

/// A verdict, and what is missing altogether where that is why it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) verdict: Verdict,
    pub(crate) gap: Option<Gap>,
}

impl Decided {
    pub(super) fn sure(verdict: Verdict) -> Decided {
        Decided { verdict, gap: None }
    }

    pub(super) fn unknown(gap: Gap) -> Decided {
        Decided { verdict: Verdict::Unknown, gap: Some(gap) }
    }
}

/// A test on the records of one sheet.
#[derive(Debug)]
pub(crate) struct Bound<'a> {
    pub(crate) test: &'a Test,
    pub(crate) node: Node<'a>,
}

#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// The column is missing.
    Missing(Gap),
    /// One column, with the verdict on each of its entries.
    Column {
        at: At<'a>,
        verdicts: Arc<Verdicts>,
    },
    /// As `Column`, for names of other records; what is missing there, by entry.
    References {
        at: At<'a>,
        verdicts: Vec<Verdict>,
        gaps: BTreeMap<usize, Gap>,
        that: BTreeMap<u32, Bound<'a>>,
    },
    Clock(ClockColumns<'a>),
    Order {
        left: At<'a>,
        right: At<'a>,
        relation: Relation,
        by: Option<Span>,
    },
    /// The verdict on each record, and the record of the other entity that decided it; none where nothing is linked.
    Linked {
        verdicts: Vec<Verdict>,
        best: Vec<Option<RecordRef>>,
        /// The verdict on a record that none names, and what is missing where that is why it is unknown.
        unlinked: Verdict,
        gap: Option<Gap>,
        /// The date of the record itself that theirs is held against.
        before: Option<At<'a>>,
        that: BTreeMap<u32, Bound<'a>>,
    },
    All(Vec<Bound<'a>>),
    Any(Vec<Bound<'a>>),
    KnownAny(Vec<Bound<'a>>),
    Not(Box<Bound<'a>>),
    Unless(Box<Bound<'a>>),
}

#[derive(Debug)]
pub(crate) struct ClockColumns<'a> {
    pub(crate) clock: &'a Clock,
    pub(crate) start: Result<At<'a>, Gap>,
    pub(crate) done: Result<At<'a>, Gap>,
    pub(crate) told: Option<Result<At<'a>, Gap>>,
    pub(crate) as_of: NaiveDate,
}

impl<'a> ClockColumns<'a> {
    pub(crate) fn hands(&self, row: usize) -> Hands<'a> {
        let entry = |at: &Result<At<'a>, Gap>| at.as_ref().ok().map(|at| at.entry(row));
        Hands { start: entry(&self.start), done: entry(&self.done), told: self.told.as_ref().and_then(entry) }
    }

    fn decide(&self, row: usize) -> Decided {
        let ran = run(self.clock, self.hands(row), self.as_of);
        let gap = match ran {
            Ran::NoStart => self.start.err(),
            Ran::NoEnd => self.done.err(),
            Ran::ExtensionUnknown => self.told.and_then(Result::err),
            _ => None,
        };
        Decided { verdict: ran.verdict(), gap }
    }
}

pub(super) fn lesser(left: Decided, right: Decided) -> Decided {
    if right.verdict < left.verdict || (right.verdict == left.verdict && left.gap.is_none()) {
        right
    } else {
        left
    }
}

pub(super) fn greater(left: Decided, right: Decided) -> Decided {
    if right.verdict > left.verdict || (right.verdict == left.verdict && left.gap.is_none()) {
        right
    } else {
        left
    }
}

impl Bound<'_> {
    /// The verdict on a record of the sheet.
    pub(crate) fn decide(&self, row: usize) -> Decided {
        match &self.node {
            Node::Missing(gap) => Decided::unknown(*gap),
            Node::Column { at, verdicts } => Decided::sure(verdicts.of(at.entry_index(row))),
            Node::References { at, verdicts, gaps, .. } => referred(verdicts, gaps, at.entry_index(row)),
            Node::Clock(columns) => columns.decide(row),
            Node::Order { left, right, relation, by } => {
                Decided::sure(decide_order(left, right, *relation, *by, row))
            }
            Node::Linked { verdicts, best, unlinked, gap, that, .. } => {
                let verdict = verdicts.get(row).copied().unwrap_or(*unlinked);
                decide_linked(verdict, best.get(row).copied().flatten(), *gap, that)
            }
            Node::All(parts) => decide_parts(parts, row, lesser).unwrap_or(Decided::sure(Verdict::Pass)),
            Node::Any(parts) => decide_parts(parts, row, greater).unwrap_or(Decided::sure(Verdict::Fail)),
            Node::KnownAny(parts) => decide_known(parts, row),
            Node::Not(inner) => {
                let Decided { verdict, gap } = inner.decide(row);
                Decided { verdict: verdict.negated(), gap }
            }
            Node::Unless(inner) => Decided::sure(inner.decide(row).verdict.unless()),
        }
    }

    /// Is a record unknown here for what is missing altogether only, so that no cell of it could change that?
    fn is_unrecorded(&self, row: usize, negated: bool) -> bool {
        let Decided { verdict, gap } = self.decide(row);
        let open = |part: &Bound<'_>| part.decide(row).verdict == Verdict::Unknown;
        let unrecorded = |part: &Bound<'_>| part.is_unrecorded(row, negated);
        verdict == Verdict::Unknown
            && match (&self.node, negated) {
                // One part that cannot pass keeps `all` from passing, whatever the others turn out to be.
                (Node::All(parts), false) | (Node::Any(parts), true) => parts.iter().any(unrecorded),
                (Node::All(parts), true) | (Node::Any(parts), false) => {
                    parts.iter().all(|part| !open(part) || unrecorded(part))
                }
                (Node::KnownAny(parts), _) => parts.iter().all(|part| part.is_unrecorded(row, false)),
                (Node::Not(inner), _) => inner.is_unrecorded(row, !negated),
                _ => gap.is_some(),
            }
    }

    /// What is missing for a record that is unknown, if something is.
    pub(crate) fn gap(&self, row: usize) -> Option<Gap> {
        self.sure_gap().or_else(|| self.decide(row).gap)
    }

    /// What is missing for every record that is unknown: no need to look at the record.
    fn sure_gap(&self) -> Option<Gap> {
        let is_all = matches!(self.node, Node::All(_));
        match &self.node {
            Node::Missing(gap) => Some(*gap),
            Node::Not(inner) => inner.sure_gap(),
            Node::All(parts) | Node::Any(parts) => parts
                .iter()
                .filter(|part| match part.node {
                    Node::Missing(_) => true,
                    Node::All(_) => is_all,
                    Node::Any(_) => !is_all,
                    _ => false,
                })
                .find_map(Bound::sure_gap),
            _ => None,
        }
    }
}

/// The verdict on names of other records, by their entry.
pub(super) fn referred(verdicts: &[Verdict], gaps: &BTreeMap<usize, Gap>, entry: usize) -> Decided {
    Decided { verdict: verdicts[entry], gap: gaps.get(&entry).copied() }
}

fn decide_parts(
    parts: &[Bound<'_>],
    row: usize,
    combine: fn(Decided, Decided) -> Decided,
) -> Option<Decided> {
    parts.iter().map(|part| part.decide(row)).reduce(combine)
}

/// The greatest of the parts of which something is recorded.
fn decide_known(parts: &[Bound<'_>], row: usize) -> Decided {
    let known = parts.iter().filter(|part| !part.is_unrecorded(row, false));
    match known.map(|part| part.decide(row).verdict).max() {
        Some(verdict) => Decided::sure(verdict),
        None => decide_parts(parts, row, greater).unwrap_or(Decided::sure(Verdict::Fail)),
    }
}

/// Is this part of a `known_any` left aside?
pub(crate) fn is_aside(parts: &[Bound<'_>], part: &Bound<'_>, row: usize) -> bool {
    part.is_unrecorded(row, false) && parts.iter().any(|part| !part.is_unrecorded(row, false))
}

fn decide_linked(
    verdict: Verdict,
    best: Option<RecordRef>,
    gap: Option<Gap>,
    that: &BTreeMap<u32, Bound<'_>>,
) -> Decided {
    if verdict != Verdict::Unknown {
        return Decided::sure(verdict);
    }
    let there = best.and_then(|record| that.get(&record.table)?.decide(record.row as usize).gap);
    Decided { verdict, gap: gap.or(there) }
}

fn decide_order(left: &At<'_>, right: &At<'_>, relation: Relation, by: Option<Span>, row: usize) -> Verdict {
    let (Some(left), Some(right)) = (date(left.entry(row)), date(right.entry(row))) else {
        return Verdict::Unknown;
    };
    if let Some(by) = by {
        return by.after(right.day).map_or(Verdict::Unknown, |day| Verdict::of(left.day >= day));
    }
    Verdict::of(match relation {
        Relation::Before => !right.is_before(left),
        Relation::After => !left.is_before(right),
    })
}

pub(super) fn date(entry: &Entry) -> Option<Moment> {
    match entry.cell {
        Cell::Value(Value::Date(moment)) => Some(moment),
        _ => None,
    }
}
