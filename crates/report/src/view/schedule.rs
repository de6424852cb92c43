//! The action plan: what is late, what is due in the next 30, 60 and 90 days and later, by owner, and how old it is.
//!
//! Invariant: every open requirement stands in exactly one window, so the counts of the windows add up to what is open.

use std::collections::BTreeMap;

use candor_assess::{Assessment, Outcome, Severity};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::told_at;
use super::plan::{Action, Priority};
use crate::Input;

/// The action plan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Schedule {
    /// Open requirements in all.
    total: usize,
    /// The windows of time in order; all of them, also empty ones.
    windows: Vec<Window>,
    /// What each priority means.
    priorities: Vec<PriorityRow>,
    /// Who owns what, the most first.
    owners: Vec<Owner>,
    /// Open requirements about records that name no owner.
    without_owner: usize,
    /// How late actions are; empty where none is.
    lateness: Vec<Counted>,
    /// Since which quarter actions are open, the oldest first; empty where no quarter was recorded before.
    since: Vec<Counted>,
}

/// What is due in one window of time.
#[derive(Serialize, JsonSchema)]
struct Window {
    /// `Next 30 days`.
    title: String,
    /// How many actions are due.
    count: usize,
    /// Of these, about critical duties that failed.
    critical: usize,
    /// Of these, high ones that failed.
    high: usize,
    /// Of these, others that failed.
    other: usize,
    /// Of these, questions to be answered: what is unknown.
    unknown: usize,
    /// The actions, what is due first before the rest.
    lines: Vec<Line>,
}

/// One action.
#[derive(Serialize, JsonSchema)]
struct Line {
    /// Title of the requirement.
    title: String,
    /// Where its findings stand.
    anchor: String,
    /// Its provision, then like duties that are open too.
    provision: String,
    /// The outcome.
    outcome: Outcome,
    /// Urgent, High, Medium or Low.
    priority: &'static str,
    /// Owners of the records, or that none is recorded.
    owner: String,
    /// The day by which it should be closed.
    due: String,
    /// The quarter since which it is open.
    since: String,
}

/// A priority and its time.
#[derive(Serialize, JsonSchema)]
struct PriorityRow {
    /// Urgent, High, Medium or Low.
    name: &'static str,
    /// Days from the day it was first found.
    days: u64,
    /// How many actions have it.
    count: usize,
}

/// The actions of one owner.
#[derive(Serialize, JsonSchema)]
struct Owner {
    /// The owner as the records have it.
    name: String,
    /// Findings about records of that owner.
    findings: usize,
    /// Of the requirements they belong to, how many are late.
    late: usize,
    /// How many are due in the next 30 days.
    soon: usize,
    /// The requirements they belong to.
    actions: Vec<Line>,
}

/// A label with a count.
#[derive(Serialize, JsonSchema)]
struct Counted {
    /// What is counted.
    label: String,
    /// How many.
    count: usize,
}

pub(crate) fn view(input: &Input<'_>, actions: &[Action<'_>]) -> Schedule {
    let assessment = input.assessment;
    Schedule {
        total: actions.len(),
        windows: windows(assessment, actions),
        priorities: Priority::ALL
            .into_iter()
            .map(|priority| PriorityRow {
                name: priority.label(),
                days: priority.days(),
                count: actions.iter().filter(|action| action.priority == priority).count(),
            })
            .collect(),
        owners: owners(assessment, actions),
        without_owner: actions.iter().filter(|action| action.owners.is_empty()).count(),
        lateness: lateness(assessment.as_of, actions),
        since: if input.past.is_empty() { Vec::new() } else { since(actions) },
    }
}

/// The first window that an action fits in is its own.
fn windows(assessment: &Assessment, actions: &[Action<'_>]) -> Vec<Window> {
    let days = |action: &Action<'_>| (action.due - assessment.as_of).num_days();
    let window = |action: &Action<'_>| match days(action) {
        _ if action.is_accepted => 5,
        ..0 => 0,
        0..=30 => 1,
        31..=60 => 2,
        61..=90 => 3,
        _ => 4,
    };
    let titles = ["Late", "Next 30 days", "Days 31 to 60", "Days 61 to 90", "Later", "Accepted for a time"];
    let titled = titles.iter().enumerate();
    titled
        .map(|(number, title)| {
            let here: Vec<&Action<'_>> = actions.iter().filter(|action| window(action) == number).collect();
            let unknown = here.iter().filter(|action| action.result.outcome == Outcome::Unknown).count();
            let failed = |severity: Severity| {
                let of_severity = here.iter().filter(|action| action.result.severity == severity);
                of_severity.filter(|action| action.result.outcome != Outcome::Unknown).count()
            };
            let (critical, high) = (failed(Severity::Critical), failed(Severity::High));
            Window {
                title: (*title).to_owned(),
                count: here.len(),
                critical,
                high,
                other: here.len() - critical - high - unknown,
                unknown,
                lines: here.iter().map(|action| line(assessment, action)).collect(),
            }
        })
        .collect()
}

fn line(assessment: &Assessment, action: &Action<'_>) -> Line {
    Line {
        title: action.result.title.clone(),
        anchor: told_at(assessment, action.result),
        provision: action.references.join("; "),
        outcome: action.result.outcome,
        priority: action.priority.label(),
        owner: action.owner_words(),
        due: action.due.to_string(),
        since: action.since.clone(),
    }
}

fn owners(assessment: &Assessment, actions: &[Action<'_>]) -> Vec<Owner> {
    let mut owners: BTreeMap<&str, Owner> = BTreeMap::new();
    for action in actions {
        let days = (action.due - assessment.as_of).num_days();
        for (name, findings) in &action.owners {
            let new = || Owner { name: name.clone(), findings: 0, late: 0, soon: 0, actions: Vec::new() };
            let owner = owners.entry(name).or_insert_with(new);
            owner.findings += findings;
            owner.late += usize::from(days < 0);
            owner.soon += usize::from((0..=30).contains(&days));
            owner.actions.push(line(assessment, action));
        }
    }
    let mut owners: Vec<Owner> = owners.into_values().collect();
    owners.sort_by_key(|owner| std::cmp::Reverse(owner.findings));
    owners
}

fn lateness(as_of: NaiveDate, actions: &[Action<'_>]) -> Vec<Counted> {
    let bands =
        [(1, 30, "1 to 30 days late"), (31, 60, "31 to 60 days late"), (61, 90, "61 to 90 days late")];
    let over = (91, i64::MAX, "more than 90 days late");
    let late = |(least, most, label): (i64, i64, &str)| {
        let is_its = |action: &&Action<'_>| (least..=most).contains(&action.days_late(as_of));
        Counted { label: label.to_owned(), count: actions.iter().filter(is_its).count() }
    };
    let counted: Vec<Counted> = bands.into_iter().chain([over]).map(late).collect();
    if counted.iter().all(|band| band.count == 0) { Vec::new() } else { counted }
}

fn since(actions: &[Action<'_>]) -> Vec<Counted> {
    let mut quarters: Vec<(NaiveDate, &str)> =
        actions.iter().map(|action| (action.found_on, action.since.as_str())).collect();
    quarters.sort_unstable();
    quarters.dedup();
    let count = |quarter: &str| actions.iter().filter(|action| action.since == quarter).count();
    quarters
        .into_iter()
        .map(|(_, quarter)| Counted { label: quarter.to_owned(), count: count(quarter) })
        .collect()
}
