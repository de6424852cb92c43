//! The screening of activities by the nine criteria of the guidelines on impact assessments (WP 248 rev.01, III.B(a)).
//!
//! Invariant: a criterion holds only where a cell shows it; without one it is not known, and a person is asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RECORDS_MAX, builtin};
use crate::assessment::{SeenCell, Truth};
use crate::checklist::Criterion;
use crate::context::Context;
use crate::judge::Options;
use crate::judge::finding::subject;
use crate::sheet::{Sheet, first_cell};
use crate::test::bind::bind;
use crate::test::bound::Bound;
use crate::test::cell::Setting;
use crate::test::shown::show;
use crate::test::verdict::Verdict;

/// An activity with what the records say of each criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Screening {
    /// What a person calls the activity.
    pub subject: String,
    /// Where its record begins.
    pub place: SeenCell,
    /// The nine, in the order of the guidelines.
    pub criteria: Vec<CriterionResult>,
}

impl Screening {
    /// How many criteria hold, or do not, or are not known.
    pub fn count(&self, truth: Truth) -> usize {
        self.criteria.iter().filter(|criterion| criterion.holds == truth).count()
    }
}

/// A criterion, as the records have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CriterionResult {
    pub id: String,
    pub title: String,
    pub holds: Truth,
    /// Cells that show it; empty where it is not known.
    pub cells: Vec<SeenCell>,
    /// The question for a person, where no cell shows it.
    pub ask: String,
}

/// Screens the activities in scope, in the order of the records, at most 2,000; and how many more there are.
pub(crate) fn screen(context: &Context<'_>, options: &Options) -> (Vec<Screening>, u64) {
    let criteria = &builtin().1;
    let is_judged = options.selected(context.library).any(|checklist| {
        let scope = checklist.scope().map_or(Truth::Yes, |at| context.condition(at).truth);
        checklist.id() == criteria.law && scope != Truth::No
    });
    let mut screened = Vec::new();
    let mut left = 0;
    for sheet in Sheet::all(context.inventory, criteria.entity).iter().filter(|_| is_judged) {
        let scope = bind(context, &criteria.scope, sheet, Setting::Where);
        let tests: Vec<Option<Bound<'_>>> = criteria
            .list
            .iter()
            .map(|one| one.holds.as_ref().map(|test| bind(context, test, sheet, Setting::Where)))
            .collect();
        let verdicts = scope.verdicts(sheet.rows());
        for (row, _) in verdicts.iter().enumerate().filter(|(_, verdict)| **verdict != Verdict::Fail) {
            if screened.len() == RECORDS_MAX {
                left += 1;
                continue;
            }
            let record = sheet.record(row);
            let results = criteria.list.iter().zip(&tests);
            screened.push(Screening {
                subject: subject(context.inventory, record),
                place: first_cell(context.inventory, record),
                criteria: results.map(|(one, test)| result(context, one, test.as_ref(), row)).collect(),
            });
        }
    }
    (screened, left)
}

fn result(
    context: &Context<'_>,
    criterion: &Criterion,
    test: Option<&Bound<'_>>,
    row: usize,
) -> CriterionResult {
    let shown = test.map(|test| show(context, test, row));
    let holds = match shown.as_ref().map(|shown| shown.verdict) {
        Some(Verdict::Pass) => Truth::Yes,
        Some(Verdict::Fail) if criterion.rules_out => Truth::No,
        _ => Truth::Unknown,
    };
    let cells = shown.filter(|_| holds != Truth::Unknown).map(|shown| shown.deciding_cells());
    CriterionResult {
        id: criterion.id.clone(),
        title: criterion.title.clone(),
        holds,
        cells: cells.unwrap_or_default(),
        ask: if holds == Truth::Unknown { criterion.ask.clone() } else { String::new() },
    }
}
