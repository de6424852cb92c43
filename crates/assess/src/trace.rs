//! The whole tree of tests behind one finding, for `candor explain F-…`.

use candor_model::Inventory;
use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::{Finding, Outcome, SeenCell};
use crate::checklist::{Checklist, Library, Requirement};
use crate::context::Context;
use crate::judge::answer::answered;
use crate::judge::finding::{Mark, Wording, build, finding_id, marks, show_part};
use crate::judge::latest::{Stay, open_says};
use crate::judge::records::Part;
use crate::judge::{Judged, Options, judge};
use crate::test::asked::latest_asked;

/// A question that was asked on the way to a verdict, with its answer and the cells it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// What was asked.
    pub what: String,
    pub outcome: Outcome,
    /// What stood there, in a clause; may be empty.
    pub says: String,
    pub cells: Vec<SeenCell>,
    pub children: Vec<Step>,
}

/// A finding with every step that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trace {
    /// Id of the requirement.
    pub requirement: String,
    pub cite: String,
    pub title: String,
    pub because: String,
    pub finding: Finding,
    /// Does the checklist apply, does the requirement, is the record in scope, does it pass, was it answered.
    pub steps: Vec<Step>,
}

/// Finds a finding by its id (in any case) and explains it; `None` if there is no such finding.
pub fn trace(inventory: &Inventory, library: &Library, options: &Options, finding_id: &str) -> Option<Trace> {
    let context = Context::new(inventory, library, options);
    options.selected(library).find_map(|checklist| {
        checklist
            .requirements()
            .iter()
            .find_map(|requirement| trace_requirement(&context, checklist, requirement, finding_id.trim()))
    })
}

fn trace_requirement<'a>(
    context: &Context<'a>,
    checklist: &'a Checklist,
    requirement: &'a Requirement,
    wanted: &str,
) -> Option<Trace> {
    let judged = judge(context, checklist, requirement, usize::MAX);
    let mark = marks(&judged)
        .into_iter()
        .find(|mark| finding_id(context, requirement, &judged, *mark).eq_ignore_ascii_case(wanted))?;
    Some(Trace {
        requirement: requirement.id().to_owned(),
        cite: requirement.cite().to_owned(),
        title: requirement.title().to_owned(),
        because: judged.because.clone(),
        finding: build(context, requirement, &judged, mark, &Wording::default()),
        steps: steps(context, checklist, requirement, &judged, mark),
    })
}

fn steps(
    context: &Context<'_>,
    checklist: &Checklist,
    requirement: &Requirement,
    judged: &Judged<'_>,
    mark: Mark,
) -> Vec<Step> {
    let conditions = [checklist.scope(), requirement.applies()].into_iter().flatten();
    let mut steps: Vec<Step> = conditions.map(|at| context.condition(at).step.clone()).collect();
    if let Some(records) = &judged.records {
        let spots = match mark {
            Mark::Record(spot) => vec![spot],
            _ => records.spots.clone(),
        };
        // Of a requirement as a whole a few records suffice to see why.
        for spot in spots.into_iter().take(3) {
            let part = &records.parts[spot.part];
            let (scope, must) = show_part(context, part, spot.row);
            steps.extend(scope.map(|shown| shown.into_step()));
            steps.extend(latest_step(context, part, spot.row));
            steps.extend(must.map(|shown| shown.into_step()));
        }
        if let Mark::Missing(at) = mark {
            let gaps = &records.missing[at].gaps;
            steps.push(Step {
                what: requirement.asked(),
                outcome: Outcome::Unknown,
                says: gaps[0].says(context.inventory),
                cells: gaps.iter().map(|gap| gap.seen(context.inventory)).collect(),
                children: Vec::new(),
            });
        }
    }
    if let Some(answer) = answered(context, requirement) {
        steps.push(Step {
            what: requirement.ask().to_owned(),
            outcome: answer.outcome,
            says: answer.says,
            cells: answer.cells,
            children: Vec::new(),
        });
    }
    steps
}

/// Is the record the latest about the same? `None` where that does not matter.
fn latest_step(context: &Context<'_>, part: &Part<'_>, row: usize) -> Option<Step> {
    let latest = part.latest?;
    let is_open = part.stay(row) == Stay::Open;
    let (says, cell) = open_says(context, &part.sheet, row, &latest);
    Some(Step {
        what: latest_asked(&latest),
        outcome: if is_open { Outcome::Unknown } else { Outcome::Met },
        says,
        cells: vec![cell],
        children: Vec::new(),
    })
}
