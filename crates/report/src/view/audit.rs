//! The audit: cover, the one page, results, findings, the plan, and the annexes, each from a module of its own.
//!
//! Invariant: every part is made from one assessment, so that a number is the same wherever it stands.

use candor_assess::{Assessment, Basis, Finding, Outcome, RequirementResult};
use schemars::JsonSchema;
use serde::Serialize;

use super::actions::{self, Actions};
use super::backing::{self, Backing};
use super::change::{self, Change};
use super::charts::{self, Charts};
use super::cover::{self, Cover};
use super::coverage;
use super::deadlines::{self, Deadlines};
use super::findings::{self, Group, Ranked, Telling};
use super::page::{self, OnePage};
use super::plan::{Plan, actions};
use super::practice::{self, Practice};
use super::results::{self, Checklist, Theme};
use super::rules::{self, Rules};
use super::schedule::{self, Schedule};
use super::scope::{self, Scope};
use super::{gaps, long_date, place, prose, short_name};
use crate::{Input, Part};

/// How many findings stand under "Look at these first".
const FIRST: usize = 5;

/// The whole audit.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Audit {
    /// What to call the organisation.
    organisation: String,
    /// The quarter: `2026-Q4`.
    quarter: String,
    /// The day of the audit: `21 November 2026`.
    as_of: String,
    /// The day of the audit: `2026-11-21`.
    as_of_iso: String,
    /// Version of the program.
    tool_version: String,
    /// What the report is about and made of.
    cover: Cover,
    /// What matters most, what to decide, what could not be seen.
    page: OnePage,
    /// What ISO 19011:2018, 6.5.1 asks for, and where it stands.
    coverage: Vec<coverage::Item>,
    /// The result of each checklist.
    checklists: Vec<Checklist>,
    /// What to look at first.
    first: Vec<First>,
    /// What was read, and what was not.
    scope: Scope,
    /// The heatmap: themes by checklists.
    themes: Vec<Theme>,
    /// By severity: what is not met or partly met.
    failed: Vec<Ranked>,
    /// By severity: what is unknown.
    unknown: Vec<Ranked>,
    /// The action plan.
    plan: Schedule,
    /// What became of the action plan that came back.
    actions: Actions,
    /// What changed since the last recorded quarter.
    change: Change,
    /// What is done well.
    practice: Practice,
    /// Clocks of the laws.
    deadlines: Deadlines,
    /// Conditions, evidence and exceptions.
    backing: Backing,
    /// Where the rules come from, and how they changed.
    rules: Rules,
    /// Tables that charts are drawn from.
    charts: Charts,
    /// Requirements that are not met or partly met.
    failed_count: usize,
    /// Requirements that are unknown.
    unknown_count: usize,
    /// Requirements that do not apply.
    not_applicable_count: usize,
}

/// A finding to look at first.
#[derive(Serialize, JsonSchema)]
struct First {
    /// Id of the finding.
    id: String,
    /// What is wrong.
    headline: String,
    /// The provision.
    provision: String,
    /// How grave it is.
    severity: &'static str,
    /// The outcome.
    outcome: Outcome,
    /// The cell.
    place: String,
    /// Where it is told in full.
    anchor: String,
    /// How many more findings the same requirement has.
    more: u64,
    /// What can be done this week; of what is unknown, the question to answer.
    next: String,
    /// The owner, or that none is recorded.
    owner: String,
    /// The day by which it should be closed.
    due: String,
}

pub(crate) fn view(input: &Input<'_>, part: &Part) -> Audit {
    let assessment = input.assessment;
    let (plan, actions) = (Plan::new(input), actions(input));
    let telling = Telling::new(input, &actions);
    let count = |wanted: &[Outcome]| {
        assessment.requirements.iter().filter(|requirement| wanted.contains(&requirement.outcome)).count()
    };
    Audit {
        organisation: assessment.organisation.clone(),
        quarter: input.quarter.clone(),
        as_of: long_date(assessment.as_of),
        as_of_iso: assessment.as_of.to_string(),
        tool_version: input.tool_version.clone(),
        cover: cover::view(input, part),
        page: page::view(input, &plan, &actions),
        coverage: coverage::view(input),
        checklists: results::checklists(input),
        first: first(input, &plan),
        scope: scope::view(input),
        themes: results::heatmap(input),
        failed: findings::ranked(&telling, |outcome| matches!(outcome, Outcome::NotMet | Outcome::PartlyMet)),
        unknown: findings::ranked(&telling, |outcome| outcome == Outcome::Unknown),
        plan: schedule::view(input, &actions),
        actions: actions::view(input),
        change: change::view(input),
        practice: practice::view(input),
        deadlines: deadlines::view(input),
        backing: backing::view(input),
        rules: rules::view(input),
        charts: charts::view(input),
        failed_count: count(&[Outcome::NotMet, Outcome::PartlyMet]),
        unknown_count: count(&[Outcome::Unknown]),
        not_applicable_count: count(&[Outcome::NotApplicable]),
    }
}

/// Where a requirement that failed or is unknown is told.
pub(crate) fn told_at(assessment: &Assessment, result: &RequirementResult) -> String {
    Group::anchor(&gaps::told_under(assessment, result).id)
}

pub(crate) fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Derived => "records",
        Basis::Evidenced => "answer with evidence",
        Basis::Declared => "answer alone",
        Basis::Missing => "nothing on record",
    }
}

/// What to look at first, with the words around it.
fn first<'a>(input: &Input<'a>, plan: &Plan<'_, 'a>) -> Vec<First> {
    let assessment = input.assessment;
    let first = |(result, finding): (&'a RequirementResult, &'a Finding)| {
        let action = plan.of_finding(result, finding);
        let cell = finding.cells.first();
        First {
            id: finding.id.clone(),
            headline: prose(&finding.headline),
            provision: provision(assessment, result),
            severity: result.severity.label(),
            outcome: finding.outcome,
            place: cell.map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).unwrap_or_default(),
            anchor: told_at(assessment, result),
            more: result.findings_total.saturating_sub(1),
            next: next(result, finding),
            owner: action.owner_words(),
            due: action.due_words(assessment.as_of),
        }
    };
    assessment.look_first(FIRST).into_iter().map(first).collect()
}

fn next(result: &RequirementResult, finding: &Finding) -> String {
    let is_unknown = finding.outcome == Outcome::Unknown;
    let question = if is_unknown { result.ask.as_str() } else { "" };
    let wanted = [question, &result.first_step, &result.fix];
    wanted.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

/// The provision with the name of its checklist, said once.
pub(crate) fn provision(assessment: &Assessment, result: &RequirementResult) -> String {
    let short = short_name(assessment, &result.checklist);
    if result.cite.starts_with(short) { result.cite.clone() } else { format!("{short} {}", result.cite) }
}
