//! What a checklist wants not older than a time: the day on which it gets too old.
//!
//! Invariants: only records in the scope of a requirement that applies, and of those about the same only the one that
//! counts; where one of several dates is enough, the latest day is meant.

use std::collections::BTreeMap;

use candor_model::{Cell, Dictionary, DueKind, FieldId, RecordRef, Span, Value};
use chrono::NaiveDate;

use super::{Found, cell, has_ended, owner};
use crate::assessment::{Assessment, Outcome};
use crate::checklist::{Checklist, Requirement, Rule};
use crate::context::Context;
use crate::judge::Options;
use crate::judge::finding::subject;
use crate::judge::latest::Stay;
use crate::judge::records::{Part, judge_records};
use crate::test::bound::{Bound, Node};
use crate::test::verdict::Verdict;
use crate::test::{CellTest, Test};

/// A date that gets too old.
#[derive(Debug, Clone, Copy)]
struct Until {
    last: NaiveDate,
    field: FieldId,
    span: Span,
}

/// Each date of a record once, with the first day that a requirement sets and all that ask for it.
pub(super) fn reviews(context: &Context<'_>, options: &Options, assessment: &Assessment) -> Vec<Found> {
    let mut dates: BTreeMap<(FieldId, RecordRef), (Until, Vec<String>)> = BTreeMap::new();
    let applies = |requirement: &&Requirement| {
        let judged = assessment.requirements.iter().find(|judged| judged.id == requirement.id());
        judged.is_some_and(|judged| judged.outcome != Outcome::NotApplicable)
    };
    let requirements = options.selected(context.library).flat_map(Checklist::requirements).filter(applies);
    for requirement in requirements {
        for (record, until) in of_requirement(context, requirement) {
            let (first, cites) = dates.entry((until.field, record)).or_insert((until, Vec::new()));
            if until.last < first.last {
                *first = until;
            }
            if !cites.iter().any(|cite| cite == requirement.cite()) {
                cites.push(requirement.cite().to_owned());
            }
        }
    }
    dates
        .into_iter()
        .map(|((field, record), (until, cites))| found(context, field, record, until, cites))
        .collect()
}

fn found(
    context: &Context<'_>,
    field: FieldId,
    record: RecordRef,
    until: Until,
    cites: Vec<String>,
) -> Found {
    let (inventory, dictionary) = (context.inventory, Dictionary::builtin());
    let kind = match dictionary.entity(field.entity).id.as_str() {
        "training" => DueKind::Training,
        "assessment" | "transfer" => DueKind::Assessment,
        _ => DueKind::Review,
    };
    Found {
        key: format!("again {}\n{}", dictionary.path(field), context.subject_key(record)),
        kind,
        what: format!("{}: again after {}", dictionary.field(field).label, until.span),
        subject: subject(inventory, record),
        due: until.last,
        time: None,
        owner: owner(inventory, record),
        cites,
        note: String::new(),
        cells: cell(inventory, record, field).into_iter().collect(),
        last: Some((field, record)),
    }
}

fn of_requirement(context: &Context<'_>, requirement: &Requirement) -> Vec<(RecordRef, Until)> {
    let is_each = |rule: &Rule| matches!(rule, Rule::Each { must, .. } if has_recent(must));
    if !is_each(requirement.rule()) {
        return Vec::new();
    }
    let Some(records) = judge_records(context, requirement, 0) else { return Vec::new() };
    let of_part = |part: &Part<'_>| -> Vec<(RecordRef, Until)> {
        let scopes = part.scope_verdicts();
        (0..scopes.len())
            .filter(|row| scopes[*row] == Verdict::Pass && part.stay(*row) == Stay::Counts)
            .filter_map(|row| {
                let record = part.sheet.record(row);
                let until = last_day(part.must.as_ref()?, row, context.as_of)?;
                (!has_ended(context.inventory, record)).then_some((record, until))
            })
            .collect()
    };
    records.parts.iter().flat_map(of_part).collect()
}

/// Does a test ask, outside of any negation, for a date that is not old?
fn has_recent(test: &Test) -> bool {
    match test {
        Test::Cell { ask: CellTest::Recent(_), .. } => true,
        Test::All(parts) | Test::Any(parts) | Test::KnownAny(parts) => parts.iter().any(has_recent),
        _ => false,
    }
}

/// The last day on which a date is young enough for a test; `None` where no date decides that.
fn last_day(bound: &Bound<'_>, row: usize, as_of: NaiveDate) -> Option<Until> {
    match (&bound.node, bound.test) {
        (Node::Column { at, .. }, Test::Cell { field, ask: CellTest::Recent(span) }) => {
            match &at.entry(row).cell {
                Cell::Value(Value::Date(moment)) if moment.day <= as_of => {
                    Some(Until { last: span.after(moment.day)?, field: *field, span: *span })
                }
                _ => None,
            }
        }
        (Node::All(parts), _) => {
            parts.iter().filter_map(|part| last_day(part, row, as_of)).min_by_key(|until| until.last)
        }
        (Node::Any(parts) | Node::KnownAny(parts), _) => {
            let days: Vec<Option<Until>> = parts.iter().map(|part| last_day(part, row, as_of)).collect();
            let holds_anyway = parts
                .iter()
                .zip(&days)
                .any(|(part, until)| until.is_none() && part.decide(row).verdict == Verdict::Pass);
            let latest = days.into_iter().flatten().max_by_key(|until| until.last);
            latest.filter(|_| !holds_anyway)
        }
        _ => None,
    }
}
