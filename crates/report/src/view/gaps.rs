//! Blank cells that leave several requirements unknown: each is told once, with all that waits for it.

use std::collections::BTreeMap;

use candor_assess::{Assessment, Outcome, RequirementResult, SeenCell};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::provision;
use super::findings::Group;
use super::plan::Action;
use super::{label, place};

/// Names and cells that are shown of one gap.
const SHOWN: usize = 4;

/// The blank cells of one column that several requirements wait for.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Gap {
    /// Where it stands in the document.
    anchor: String,
    /// `Payroll: Legal basis is blank`.
    title: String,
    /// Label of the field.
    field: String,
    /// The cells.
    places: String,
    /// The requirements that fail because of it, or empty.
    failed: String,
    /// Owners of the records, or that none is recorded.
    owner: String,
    /// The day by which the first of them should be closed.
    due: String,
    /// The requirements that wait for it.
    requirements: Vec<Open>,
}

/// A requirement that waits for a cell.
#[derive(Serialize, JsonSchema)]
struct Open {
    /// Id of the requirement.
    id: String,
    /// Its title.
    title: String,
    /// Id of its checklist, such as `gdpr`.
    law: String,
    /// Its provision.
    provision: String,
    /// The question for a person, or empty.
    ask: String,
    /// Its findings.
    findings: Vec<Named>,
}

/// A finding by its id.
#[derive(Serialize, JsonSchema)]
struct Named {
    /// Id of the finding.
    id: String,
    /// The exception in force, or empty.
    exception: String,
}

/// Takes out what waits for the same blank cells as another of the `results`.
pub(crate) fn gather<'a>(
    assessment: &Assessment,
    actions: &BTreeMap<&str, &Action<'_>>,
    results: Vec<&'a RequirementResult>,
) -> (Vec<Gap>, Vec<&'a RequirementResult>) {
    let mut alike: Vec<(Option<Vec<&SeenCell>>, Vec<&RequirementResult>)> = Vec::new();
    for result in results {
        let cells = blanks(result);
        match alike.iter_mut().find(|(known, _)| cells.is_some() && *known == cells) {
            Some((_, members)) => members.push(result),
            None => alike.push((cells, vec![result])),
        }
    }
    let mut gaps = Vec::new();
    let mut others = Vec::new();
    for (cells, members) in alike {
        match cells.filter(|_| members.len() > 1) {
            Some(cells) => gaps.extend(gap(assessment, actions, &cells, &members)),
            None => others.extend(members),
        }
    }
    (gaps, others)
}

/// The requirement under whose anchor `result` is told.
pub(crate) fn told_under<'a>(
    assessment: &'a Assessment,
    result: &'a RequirementResult,
) -> &'a RequirementResult {
    let cells = blanks(result);
    let is_like = |other: &&RequirementResult| other.severity == result.severity && blanks(other) == cells;
    assessment.requirements.iter().filter(|_| cells.is_some()).find(is_like).unwrap_or(result)
}

/// The blank cells that an unknown requirement waits for: one for each finding, all of one column.
fn blanks(result: &RequirementResult) -> Option<Vec<&SeenCell>> {
    let is_whole = result.findings_total == result.findings.len() as u64;
    let is_blank = |cell: &&SeenCell| !cell.cell.is_empty() && cell.saw.trim().is_empty();
    let cells: Option<Vec<&SeenCell>> =
        result.findings.iter().map(|finding| finding.cells.first().filter(is_blank)).collect();
    let cells = cells.filter(|_| result.outcome == Outcome::Unknown && is_whole)?;
    let field = &cells.first()?.field;
    let is_of_records = !field.starts_with("answer.");
    (is_of_records && label(field).is_some() && cells.iter().all(|cell| cell.field == *field))
        .then_some(cells)
}

fn gap(
    assessment: &Assessment,
    actions: &BTreeMap<&str, &Action<'_>>,
    cells: &[&SeenCell],
    members: &[&RequirementResult],
) -> Option<Gap> {
    let first = members.first()?;
    let field = label(&cells.first()?.field)?.to_owned();
    let subjects = first.findings.iter().map(|finding| finding.subject.clone()).collect();
    let places = cells.iter().map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).collect();
    let is_failure = |result: &&RequirementResult| {
        let mut failures = result.findings.iter().filter(|finding| finding.outcome == Outcome::NotMet);
        failures.any(|finding| cells.iter().any(|cell| finding.cells.contains(cell)))
    };
    let failed = assessment.requirements.iter().filter(is_failure);
    let of_members = members.iter().filter_map(|result| actions.get(result.id.as_str()));
    let soonest = of_members.min_by_key(|action| action.due)?;
    Some(Gap {
        owner: soonest.owner_words(),
        due: soonest.due_words(assessment.as_of),
        anchor: Group::anchor(&first.id),
        title: format!("{}: {field} is blank", some_of(subjects, ", ")),
        field,
        places: some_of(places, "; "),
        failed: some_of(failed.map(|result| provision(assessment, result)).collect(), "; "),
        requirements: members
            .iter()
            .map(|result| Open {
                id: result.id.clone(),
                title: result.title.clone(),
                law: result.checklist.clone(),
                provision: provision(assessment, result),
                ask: result.ask.clone(),
                findings: result
                    .findings
                    .iter()
                    .map(|finding| Named {
                        id: finding.id.clone(),
                        exception: finding.exception.clone().unwrap_or_default(),
                    })
                    .collect(),
            })
            .collect(),
    })
}

fn some_of(mut items: Vec<String>, between: &str) -> String {
    let left = items.len().saturating_sub(SHOWN);
    if left > 0 {
        items.truncate(SHOWN);
        items.push(format!("and {left} more"));
    }
    items.join(between)
}
