//! A test on a record as if another date stood in it, or a later one that has come.
//!
//! Invariant: if the verdict is a pass, the record passes with every date from that one up to the day of
//! the audit.

use candor_model::{Entry, FieldId};
use chrono::NaiveDate;

use super::bound::{Bound, Node};
use super::cell::{Setting, decide};
use super::verdict::Verdict;
use super::{CellTest, Test};

/// The verdict if the date in `field` was that of `entry` or a later one; unknown where that makes a
/// difference.
pub(crate) fn redated(
    bound: &Bound<'_>,
    row: usize,
    field: FieldId,
    entry: &Entry,
    as_of: NaiveDate,
) -> Verdict {
    if !bound.test.looks_at(field) {
        return bound.decide(row).verdict;
    }
    let verdicts = |parts: &[Bound<'_>]| -> Vec<Verdict> {
        parts.iter().map(|part| redated(part, row, field, entry, as_of)).collect()
    };
    match (&bound.node, bound.test) {
        // A later date is never worse for these.
        (_, Test::Cell { field: asked, ask })
            if *asked == field
                && matches!(
                    ask,
                    CellTest::Present | CellTest::Answered | CellTest::Recent(_) | CellTest::AsOf(_)
                ) =>
        {
            decide(ask, entry, as_of, Setting::Must)
        }
        (Node::All(parts), _) => verdicts(parts).into_iter().min().unwrap_or(Verdict::Pass),
        (Node::Any(parts) | Node::KnownAny(parts), _) => {
            verdicts(parts).into_iter().max().unwrap_or(Verdict::Fail)
        }
        (_, Test::Not(inner)) if is_filled(inner, field) => Verdict::Fail,
        _ => Verdict::Unknown,
    }
}

/// Does the test ask only whether there is a date?
fn is_filled(test: &Test, field: FieldId) -> bool {
    let filled = |ask: &CellTest| matches!(ask, CellTest::Present | CellTest::Answered);
    matches!(test, Test::Cell { field: asked, ask } if *asked == field && filled(ask))
}
