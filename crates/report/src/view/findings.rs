//! Findings in groups: by severity, then by requirement, not met first.
//!
//! Invariant: a group says how many findings it leaves out; one that is not met is never left out.

use candor_assess::{Assessment, Basis, Finding, Outcome, Related, RequirementResult, SeenCell, Severity};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::{basis_words, provision};
use super::gaps::{Gap, gather};
use super::{place, prose};
use crate::escape::anchor;

/// Unknown findings shown for one requirement; the number of the others is told.
const UNKNOWN_SHOWN: usize = 25;

/// Like duties named of one requirement.
const RELATED_SHOWN: usize = 3;

/// Cells shown for one finding.
const CELLS_SHOWN: usize = 4;

/// The groups of one severity.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Ranked {
    severity: &'static str,
    count: usize,
    /// Blank cells that several of the requirements wait for; these stand in no group.
    gaps: Vec<Gap>,
    groups: Vec<Group>,
}

/// A requirement that is not met, partly met or unknown.
#[derive(Serialize, JsonSchema)]
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
    /// Cells of the requirement as a whole, where no record is named.
    cells: Vec<Place>,
    /// What was asked of all findings, or empty where it differs.
    asked: String,
    /// Id of the finding about the requirement as a whole, or empty.
    lone: String,
    /// The exception in force for that finding, or empty.
    exception: String,
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

#[derive(Serialize, JsonSchema)]
struct Row {
    id: String,
    headline: String,
    outcome: Outcome,
    /// Empty where the group says it.
    asked: String,
    places: String,
    saw: String,
    exception: String,
}

#[derive(Serialize, JsonSchema)]
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
            let count = results.len();
            let (gaps, others) = gather(assessment, results);
            let groups = others.into_iter().map(|result| group(assessment, result)).collect();
            Ranked { severity: severity.label(), count, gaps, groups }
        })
        .filter(|ranked| ranked.count > 0)
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
    let asked = shown.first().map(|first| first.asked.as_str());
    let asked = asked.filter(|asked| shown.iter().all(|finding| finding.asked == *asked));
    // What is found of a requirement as a whole is its reason: a row would say it again.
    let lone = match shown.as_slice() {
        [finding] if finding.subject == result.title => Some(*finding),
        _ => None,
    };
    let cells = match (lone, shown.is_empty()) {
        (Some(finding), _) => &finding.cells[..],
        (None, true) => &result.cells,
        (None, false) => &[],
    };
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
        cells: cells.iter().filter(|cell| !cell.file.is_empty()).map(place_of).collect(),
        asked: asked.map(prose).unwrap_or_default(),
        lone: lone.map(|finding| finding.id.clone()).unwrap_or_default(),
        exception: lone.and_then(|finding| finding.exception.clone()).unwrap_or_default(),
        findings: shown.into_iter().filter(|_| lone.is_none()).map(|finding| row(finding, asked)).collect(),
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

fn row(finding: &Finding, asked_of_all: Option<&str>) -> Row {
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
        asked: if asked_of_all.is_some() { String::new() } else { prose(&finding.asked) },
        places: places.join("; "),
        saw: shown.map(saw_words).collect::<Vec<_>>().join("; "),
        exception: finding.exception.clone().unwrap_or_default(),
    }
}

fn place_of(cell: &SeenCell) -> Place {
    Place { place: place(&cell.file, &cell.sheet, &cell.cell), saw: saw_words(cell) }
}

/// What stood in a cell: its text in quotes, or that it is blank or missing.
pub(crate) fn saw_words(cell: &SeenCell) -> String {
    match (cell.cell.as_str(), cell.saw.trim()) {
        ("", "") => "no such column or sheet".to_owned(),
        (_, "") => "(blank)".to_owned(),
        (_, saw) => format!("“{}”", candor_model::text::shorten(saw, 120)),
    }
}
