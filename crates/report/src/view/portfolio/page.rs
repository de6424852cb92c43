//! The page of one organisation: what is handed to it, made from its own records alone.

use candor_assess::{Finding, Outcome, RequirementResult, Severity};
use candor_model::text::shorten;
use schemars::JsonSchema;
use serde::Serialize;

use super::organisation::{self, Organisation};
use crate::Input;
use crate::view::{counted, long_date, place, prose, scope};

/// Findings to look at first.
const FIRST_SHOWN: usize = 5;
/// Clocks shown that run or are over.
const CLOCKS_SHOWN: usize = 5;
/// Letters of a headline that are shown.
const HEADLINE_SHOWN: usize = 160;

/// The page.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Page {
    /// The organisation in numbers.
    organisation: Organisation,
    /// The day of the audit: `21 November 2026`.
    as_of: String,
    /// What to look at first.
    first: Vec<First>,
    /// Failed and unknown requirements by how grave they are.
    severities: Vec<BySeverity>,
    /// Clocks that are over or run, the most pressing first.
    clocks: Vec<Clock>,
    /// What could not be seen.
    unseen: Vec<String>,
    /// `12 requirements`: those that failed.
    failed: String,
    /// `3 requirements`: those that are unknown.
    unknown: String,
    /// Version of the program.
    tool_version: String,
}

/// A finding to look at first.
#[derive(Serialize, JsonSchema)]
struct First {
    /// What is wrong.
    headline: String,
    /// Its provision.
    cite: String,
    /// The outcome.
    outcome: Outcome,
    /// How grave it is.
    severity: Severity,
    /// The cell.
    place: String,
    /// What can be done this week; of what is unknown, the question to answer.
    next: String,
}

/// Requirements of one severity.
#[derive(Serialize, JsonSchema)]
struct BySeverity {
    /// How grave: `Critical`.
    severity: &'static str,
    /// Not met.
    not_met: usize,
    /// Partly met.
    partly_met: usize,
    /// Unknown.
    unknown: usize,
}

/// A clock on a record.
#[derive(Serialize, JsonSchema)]
struct Clock {
    /// The record.
    subject: String,
    /// What is due.
    title: String,
    /// Its provision.
    cite: String,
    /// How it stands.
    state: &'static str,
    /// When it is or was due, or `–`.
    due: String,
}

pub(crate) fn view(input: &Input<'_>) -> Page {
    let assessment = input.assessment;
    let organisation = organisation::view(input, "");
    Page {
        as_of: long_date(assessment.as_of),
        first: assessment.look_first(FIRST_SHOWN).into_iter().map(first).collect(),
        severities: severities(&assessment.requirements),
        clocks: clocks(input),
        unseen: scope::unseen(input),
        failed: counted(organisation.failed, "requirement", "requirements"),
        unknown: counted(organisation.unknown, "requirement", "requirements"),
        tool_version: input.tool_version.clone(),
        organisation,
    }
}

fn first((requirement, finding): (&RequirementResult, &Finding)) -> First {
    let is_unknown = finding.outcome == Outcome::Unknown;
    let next = match (is_unknown, requirement.ask.as_str(), requirement.first_step.as_str()) {
        (true, ask, _) if !ask.is_empty() => ask,
        (_, _, step) if !step.is_empty() => step,
        _ => &requirement.fix,
    };
    let cell = finding.cells.first();
    First {
        headline: shorten(&prose(&finding.headline), HEADLINE_SHOWN),
        cite: requirement.cite.clone(),
        outcome: finding.outcome,
        severity: requirement.severity,
        place: cell.map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).unwrap_or_default(),
        next: prose(next),
    }
}

fn severities(requirements: &[RequirementResult]) -> Vec<BySeverity> {
    let all = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
    all.into_iter()
        .map(|severity| {
            let count = |outcome| {
                let its = requirements.iter().filter(|result| result.severity == severity);
                its.filter(|result| result.outcome == outcome).count()
            };
            BySeverity {
                severity: severity.label(),
                not_met: count(Outcome::NotMet),
                partly_met: count(Outcome::PartlyMet),
                unknown: count(Outcome::Unknown),
            }
        })
        .collect()
}

fn clocks(input: &Input<'_>) -> Vec<Clock> {
    use candor_assess::ClockState::{Overdue, Running};
    let clocks = input.assessment.clocks.iter();
    let mut runs: Vec<_> = clocks
        .flat_map(|clock| clock.runs.iter().map(move |run| (clock, run)))
        .filter(|(_, run)| matches!(run.state, Overdue | Running))
        .collect();
    runs.sort_by_key(|(_, run)| (run.state != Overdue, run.due.clone()));
    let shown = runs.into_iter().take(CLOCKS_SHOWN);
    shown
        .map(|(clock, run)| Clock {
            subject: run.subject.clone(),
            title: clock.title.clone(),
            cite: clock.cite.clone(),
            state: run.state.label(),
            due: run.due.clone().unwrap_or_else(|| "–".to_owned()),
        })
        .collect()
}
