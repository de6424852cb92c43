//! What is wrong or not known, a row for each finding; and what is to be done, a row for each requirement.

use std::collections::BTreeMap;

use candor_assess::{Assessment, Finding, RequirementResult};
use candor_model::result::{FINDING_ID, REQUIREMENT_ID};

use super::{
    Cell, Codes, Sheet, coded, column, count, first, number, places, prose, saw, sheet, text, to_fill,
};
use crate::Input;
use crate::view::audit::provision;
use crate::view::plan::{Action, NO_OWNER, Owners, actions as planned};
use crate::view::short_name;

struct Row<'a> {
    assessment: &'a Assessment,
    result: &'a RequirementResult,
    finding: &'a Finding,
    action: Option<&'a Action<'a>>,
    owner: String,
}

pub(super) fn findings(input: &Input<'_>) -> Sheet {
    let assessment = input.assessment;
    let actions = planned(input);
    let of_requirement: BTreeMap<&str, &Action<'_>> =
        actions.iter().map(|action| (action.result.id.as_str(), action)).collect();
    let owners = Owners::new(input.inventory);
    let mut rows: Vec<Row<'_>> = assessment
        .requirements
        .iter()
        .flat_map(|result| result.findings.iter().map(move |finding| (result, finding)))
        .map(|(result, finding)| Row {
            assessment,
            result,
            finding,
            action: of_requirement.get(result.id.as_str()).copied(),
            owner: owners.of(finding).unwrap_or_else(|| NO_OWNER.to_owned()),
        })
        .collect();
    // What is due first, then what failed before what is unknown; else in the order of the checklists.
    let urgency = |row: &Row<'_>| row.action.map(|action| (action.priority, action.due));
    rows.sort_by_key(|row| (urgency(row).is_none(), urgency(row), row.result.severity, row.finding.outcome));
    sheet(
        "Findings",
        "One row for each record that failed or is unknown, the most urgent first.",
        finding_columns(),
        &rows,
    )
}

fn finding_columns<'a>() -> Vec<super::Spec<Row<'a>>> {
    vec![
        column(FINDING_ID, |row: &Row<'_>| text(&row.finding.id)),
        column("Headline", |row| prose(&row.finding.headline)),
        coded("Outcome", Codes::Outcome, |row| text(row.finding.outcome.label())),
        coded("Severity", Codes::Severity, |row| text(row.result.severity.label())),
        coded("Priority", Codes::Priority, |row| {
            row.action.map_or(Cell::Blank, |action| text(action.priority.label()))
        }),
        column("Action due", |row| row.action.map_or(Cell::Blank, |action| Cell::Day(action.due))),
        column("Open since", |row| row.action.map_or(Cell::Blank, |action| text(&action.since))),
        column("Owner", |row| text(&row.owner)),
        column("Law", |row| text(short_name(row.assessment, &row.result.checklist))),
        column("Provision", |row| text(&row.result.cite)),
        column(REQUIREMENT_ID, |row| text(&row.result.id)),
        column("Requirement", |row| text(&row.result.title)),
        column("Record", |row| text(&row.finding.subject)),
        column("File", |row| first(&row.finding.cells, |cell| &cell.file)),
        column("Sheet", |row| first(&row.finding.cells, |cell| &cell.sheet)),
        column("Cell", |row| first(&row.finding.cells, |cell| &cell.cell)),
        column("What stood there", |row| {
            row.finding.cells.first().map_or(Cell::Blank, |cell| text(saw(cell)))
        }),
        column("Further cells", |row| places(&row.finding.cells, 1)),
        column("What was asked", |row| prose(&row.finding.asked)),
        column("Why it matters", |row| text(&row.result.why)),
        column("First step", |row| text(&row.result.first_step)),
        column("Fix", |row| text(&row.result.fix)),
        column("Done when", |row| row.action.map_or(Cell::Blank, |action| text(&action.done_when))),
        column("Accepted for a time", |row| text(row.finding.exception.clone().unwrap_or_default())),
        column("Confidence", |row| text(&row.result.confidence)),
        to_fill("Response", Some(Codes::Response)),
        to_fill("Response note", None),
    ]
}

pub(super) fn actions(input: &Input<'_>) -> Sheet {
    let assessment = input.assessment;
    let actions: Vec<(&Assessment, Action<'_>)> =
        planned(input).into_iter().map(|action| (assessment, action)).collect();
    let specs = vec![
        column(REQUIREMENT_ID, |(_, action): &(&Assessment, Action<'_>)| text(&action.result.id)),
        column("What is to be done about", |(_, action)| text(&action.result.title)),
        coded("Outcome", Codes::Outcome, |(_, action)| text(action.result.outcome.label())),
        coded("Severity", Codes::Severity, |(_, action)| text(action.result.severity.label())),
        coded("Priority", Codes::Priority, |(_, action)| text(action.priority.label())),
        column("Due", |(_, action)| Cell::Day(action.due)),
        column("Days late", |(assessment, action)| number(action.days_late(assessment.as_of) as f64)),
        column("Owner", |(_, action)| text(all_owners(action))),
        column("Provision", |(assessment, action)| text(provision(assessment, action.result))),
        column("All provisions", |(_, action)| text(action.references.join("; "))),
        column("First step", |(_, action)| text(&action.result.first_step)),
        column("Fix", |(_, action)| text(&action.result.fix)),
        column("Done when", |(_, action)| text(&action.done_when)),
        column("Evidence needed", |(_, action)| text(&action.result.evidence)),
        column("Findings", |(_, action)| count(action.result.findings_total)),
        column("Finding IDs", |(_, action)| text(finding_ids(action.result))),
        column("Open since", |(_, action)| text(&action.since)),
        column("First found on", |(_, action)| Cell::Day(action.found_on)),
        column("Quarters open", |(_, action)| number(action.quarters as f64)),
        column("Accepted for a time", |(_, action)| text(if action.is_accepted { "yes" } else { "" })),
    ];
    sheet(
        "Action plan",
        "One row for each requirement that is open, due first; to be read, the workbook action-plan.xlsx is to be filled in.",
        specs,
        &actions,
    )
}

/// Everybody who owns one of the records; a document names only the first.
fn all_owners(action: &Action<'_>) -> String {
    if action.owners.is_empty() {
        return NO_OWNER.to_owned();
    }
    action.owners.iter().map(|(owner, _)| owner.as_str()).collect::<Vec<_>>().join("; ")
}

/// The ids of the findings of a requirement that are listed.
pub(super) fn finding_ids(result: &RequirementResult) -> String {
    result.findings.iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>().join("; ")
}
