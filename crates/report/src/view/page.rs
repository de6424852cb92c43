//! The one page: what matters most, what only a person can decide, and what could not be seen.
//!
//! Invariant: a decision is asked for only where a result or a cell gives reason for it.

use candor_assess::{Assessment, ExceptionState, Finding, Outcome, RequirementResult, Severity, Truth};
use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::{provision, told_at};
use super::plan::{Action, Plan};
use super::{counted, prose, scope};
use crate::Input;

/// Things that matter, and decisions, on the page.
const SHOWN: usize = 3;

/// Exceptions that end within so many days are decided about now.
const EXCEPTION_DAYS: u64 = 60;

/// The one page.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OnePage {
    /// What matters most; at most three.
    matters: Vec<Said>,
    /// What only a person can decide; at most three.
    decisions: Vec<Said>,
    /// How many more decisions there are.
    more_decisions: usize,
    /// What could not be seen, each in a sentence.
    unseen: Vec<String>,
}

/// A sentence that leads somewhere.
#[derive(Serialize, JsonSchema)]
struct Said {
    /// What it is about, in bold.
    what: String,
    /// Where it is told in full, or empty.
    anchor: String,
    /// The rest of it.
    rest: String,
}

pub(crate) fn view<'a>(input: &Input<'a>, plan: &Plan<'_, 'a>, actions: &[Action<'_>]) -> OnePage {
    let assessment = input.assessment;
    let mut decisions = decisions(input, actions);
    let more_decisions = decisions.len().saturating_sub(SHOWN);
    decisions.truncate(SHOWN);
    let matter = |(result, finding): (&'a RequirementResult, &'a Finding)| {
        let more = match result.findings_total.saturating_sub(1) {
            0 => String::new(),
            more => format!(", and {more} more like it"),
        };
        let due = plan.of_finding(result, finding).due_words(assessment.as_of);
        Said {
            what: prose(&finding.headline),
            anchor: told_at(assessment, result),
            rest: format!("{}{more}, due {due}. {}", provision(assessment, result), result.why),
        }
    };
    OnePage {
        matters: assessment.look_first(SHOWN).into_iter().map(matter).collect(),
        decisions,
        more_decisions,
        unseen: scope::unseen(input),
    }
}

/// In the order in which they press.
fn decisions(input: &Input<'_>, actions: &[Action<'_>]) -> Vec<Said> {
    let mut decisions = unknown_scopes(input.assessment);
    decisions.extend(exceptions(input.assessment));
    decisions.extend(fix_or_accept(input.assessment, actions));
    decisions.extend(name_owners(actions));
    decisions
}

/// Does a law apply at all?
fn unknown_scopes(assessment: &Assessment) -> Vec<Said> {
    let unknown = assessment.checklists.iter().filter(|checklist| checklist.scope == Truth::Unknown);
    unknown
        .map(|checklist| Said {
            what: format!("Does {} apply?", checklist.short),
            anchor: format!("checklist-{}", checklist.id),
            rest: prose(&checklist.scope_because),
        })
        .collect()
}

/// What was accepted and is over, or soon will be.
fn exceptions(assessment: &Assessment) -> Vec<Said> {
    let soon = assessment.as_of.checked_add_days(Days::new(EXCEPTION_DAYS));
    let mut pressing: Vec<(Option<NaiveDate>, Said)> = Vec::new();
    for exception in &assessment.exceptions {
        let ends: Option<NaiveDate> = exception.expires.as_ref().and_then(|day| day.parse().ok());
        let question = match exception.state {
            ExceptionState::Expired => "It is over: fix the gap, or accept it anew with a new end.",
            ExceptionState::Incomplete => {
                "Without an owner, a reason and an end it excuses nothing: complete it, or fix the gap."
            }
            ExceptionState::InForce if ends <= soon => "Fix the gap before it ends, or decide to prolong it.",
            ExceptionState::InForce | ExceptionState::Unused => continue,
        };
        let about = if exception.subject.is_empty() { &exception.requirement } else { &exception.subject };
        let owner = if exception.owner.is_empty() { "nobody is named" } else { &exception.owner };
        let end = exception.expires.as_deref().map(|end| format!(", ends {end}")).unwrap_or_default();
        pressing.push((
            ends,
            Said {
                what: format!("Exception {} for {about}", exception.name),
                anchor: "evidence".to_owned(),
                rest: format!("Owner: {owner}{end}. {question}"),
            },
        ));
    }
    pressing.sort_by_key(|(ends, _)| *ends);
    pressing.into_iter().map(|(_, said)| said).collect()
}

/// The gravest that failed and that nobody accepted.
fn fix_or_accept(assessment: &Assessment, actions: &[Action<'_>]) -> Vec<Said> {
    let is_critical = |action: &&Action<'_>| {
        let result = action.result;
        result.severity == Severity::Critical && result.outcome != Outcome::Unknown && !action.is_accepted
    };
    let critical: Vec<&Action<'_>> = actions.iter().filter(is_critical).collect();
    let Some(first) = critical.first() else { return Vec::new() };
    vec![Said {
        what: format!(
            "Fix or accept {}",
            counted(critical.len() as u64, "critical failure", "critical failures")
        ),
        anchor: "plan".to_owned(),
        rest: format!(
            "The first is “{}” ({}), due {}. Whoever accepts one names an owner, a reason and an end.",
            first.result.title,
            provision(assessment, first.result),
            first.due_words(assessment.as_of)
        ),
    }]
}

/// What failed and belongs to nobody.
fn name_owners(actions: &[Action<'_>]) -> Vec<Said> {
    let failed = actions.iter().filter(|action| action.result.outcome != Outcome::Unknown);
    let count = failed.filter(|action| action.owners.is_empty()).count();
    if count == 0 {
        return Vec::new();
    }
    vec![Said {
        what: format!(
            "Name an owner for {}",
            counted(count as u64, "failed requirement", "failed requirements")
        ),
        anchor: "plan".to_owned(),
        rest: "The records they are about name none.".to_owned(),
    }]
}
