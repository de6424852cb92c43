//! Findings in groups: by severity, then by requirement, not met first.
//!
//! Invariant: a group says how many findings it leaves out; one that is not met is never left out.

use candor_assess::{Assessment, Basis, Finding, Outcome, Related, RequirementResult, SeenCell, Severity};
use serde::Serialize;

use super::audit::{basis_words, provision};
use super::{place, prose};
use crate::escape::anchor;

/// Unknown findings shown for one requirement; the number of the others is told.
const UNKNOWN_SHOWN: usize = 25;

/// Like duties named of one requirement.
const RELATED_SHOWN: usize = 3;

/// Cells shown for one finding.
const CELLS_SHOWN: usize = 4;

/// The groups of one severity.
#[derive(Serialize)]
pub(crate) struct Ranked {
    severity: &'static str,
    count: usize,
    groups: Vec<Group>,
}

/// A requirement that is not met, partly met or unknown.
#[derive(Serialize)]
pub(crate) struct Group {
    anchor: String,
    id: String,
    provision: String,
    title: String,
    severity: &'static str,
    outcome: Outcome,
    /// Class of the box, such as `is-not-met`.
    class: String,
    duty: String,
    because: String,
    basis: &'static str,
    why: String,
    first_step: String,
    fix: String,
    done_when: String,
    /// Like duties of other checklists that are known, in words; or empty.
    related: String,
    ask: String,
    evidence: String,
    /// Cells of the requirement as a whole, where it has no findings.
    cells: Vec<Place>,
    findings: Vec<Row>,
    /// Findings that are not shown.
    more: u64,
}

impl Group {
    /// Where the group stands in the document.
    pub(crate) fn anchor(requirement: &str) -> String {
        format!("finding-{}", anchor(requirement))
    }
}

#[derive(Serialize)]
struct Row {
    id: String,
    headline: String,
    outcome: Outcome,
    asked: String,
    places: String,
    saw: String,
    exception: String,
}

#[derive(Serialize)]
struct Place {
    place: String,
    saw: String,
}

pub(crate) fn ranked(assessment: &Assessment, wanted: impl Fn(Outcome) -> bool) -> Vec<Ranked> {
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low]
        .into_iter()
        .map(|severity| {
            let mut results: Vec<&RequirementResult> = assessment
                .requirements
                .iter()
                .filter(|result| result.severity == severity && wanted(result.outcome))
                .collect();
            results.sort_by_key(|result| result.outcome);
            let groups: Vec<Group> = results.into_iter().map(|result| group(assessment, result)).collect();
            Ranked { severity: severity.label(), count: groups.len(), groups }
        })
        .filter(|ranked| !ranked.groups.is_empty())
        .collect()
}

fn group(assessment: &Assessment, result: &RequirementResult) -> Group {
    let mut shown: Vec<&Finding> = Vec::new();
    let mut unknown = 0;
    for finding in &result.findings {
        unknown += usize::from(finding.outcome == Outcome::Unknown);
        if finding.outcome != Outcome::Unknown || unknown <= UNKNOWN_SHOWN {
            shown.push(finding);
        }
    }
    let more = result.findings_total.max(result.findings.len() as u64) - shown.len() as u64;
    Group {
        anchor: Group::anchor(&result.id),
        id: result.id.clone(),
        provision: provision(assessment, result),
        title: result.title.clone(),
        severity: result.severity.label(),
        outcome: result.outcome,
        class: format!("is-{}", crate::template::outcome_class(result.outcome)),
        duty: result.duty.clone(),
        because: prose(&result.because),
        basis: basis_words(result.basis),
        why: result.why.clone(),
        first_step: result.first_step.clone(),
        fix: result.fix.clone(),
        done_when: result.done_when.clone(),
        related: related(assessment, result),
        ask: result.ask.clone(),
        evidence: result.evidence.clone(),
        cells: if shown.is_empty() { result.cells.iter().map(place_of).collect() } else { Vec::new() },
        findings: shown.into_iter().map(row).collect(),
        more,
    }
}

/// What is known of like duties: `11 CCR 7100(a) is met; you answered this for 45 CFR 164.530(b)(1).`
fn related(assessment: &Assessment, result: &RequirementResult) -> String {
    let is_known = |other: &&Related| !matches!(other.outcome, Outcome::Unknown | Outcome::NotApplicable);
    let said: Vec<String> = result
        .related
        .iter()
        .filter(is_known)
        .take(RELATED_SHOWN)
        .map(|other| {
            let outcome = other.outcome.label().to_lowercase();
            let cite = assessment
                .requirements
                .iter()
                .find(|known| known.id == other.id)
                .map_or_else(|| other.cite.clone(), |known| provision(assessment, known));
            match other.basis {
                Basis::Evidenced | Basis::Declared => format!("you answered this for {cite} ({outcome})"),
                _ => format!("{cite} is {outcome} by the records"),
            }
        })
        .collect();
    said.join("; ")
}

fn row(finding: &Finding) -> Row {
    let shown = finding.cells.iter().take(CELLS_SHOWN);
    let mut places: Vec<String> = shown.clone().map(|cell| place_of(cell).place).collect();
    let left = finding.cells.len().saturating_sub(CELLS_SHOWN);
    if left > 0 {
        places.push(format!("and {left} more"));
    }
    Row {
        id: finding.id.clone(),
        headline: prose(&finding.headline),
        outcome: finding.outcome,
        asked: prose(&finding.asked),
        places: places.join("; "),
        saw: shown.map(saw_words).collect::<Vec<_>>().join("; "),
        exception: finding.exception.clone().unwrap_or_default(),
    }
}

fn place_of(cell: &SeenCell) -> Place {
    Place { place: place(&cell.file, &cell.sheet, &cell.cell), saw: saw_words(cell) }
}

/// What stood in a cell: its text in quotes, or that it is blank or missing.
fn saw_words(cell: &SeenCell) -> String {
    match (cell.cell.as_str(), cell.saw.trim()) {
        ("", "") => "no such column or sheet".to_owned(),
        (_, "") => "(blank)".to_owned(),
        (_, saw) => format!("“{}”", candor_model::text::shorten(saw, 120)),
    }
}
