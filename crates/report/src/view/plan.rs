//! The plan: for each requirement that is open how urgent it is, since when it is open, by which day it should be closed,
//! and who owns the records it is about.
//!
//! Invariants: one action for each open requirement, in one order for every document; an owner is only who stands in a
//! cell; a day counts from the quarter in which it was first found, so that a plan is not put off by each new audit.

use std::collections::BTreeMap;

use candor_assess::{ClockState, ExceptionState, Finding, Outcome, RequirementResult, SeenCell, Severity};
use candor_model::text::one_line;
use candor_model::{Cell, Inventory, Seen};
use chrono::{Days, NaiveDate};

use super::audit::provision;
use super::rows::RowIndex;
use crate::{Input, Past};

/// Like duties named of one action.
const REFERENCES_SHOWN: usize = 4;

/// How soon an action should be closed (reference C4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    /// Harm now, or a deadline of the law that runs or has passed.
    Urgent,
    High,
    Medium,
    Low,
}

impl Priority {
    pub(crate) const ALL: [Priority; 4] = [Priority::Urgent, Priority::High, Priority::Medium, Priority::Low];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Priority::Urgent => "Urgent",
            Priority::High => "High",
            Priority::Medium => "Medium",
            Priority::Low => "Low",
        }
    }

    /// Days from the day it was first found.
    pub(crate) fn days(self) -> u64 {
        match self {
            Priority::Urgent => 14,
            Priority::High => 30,
            Priority::Medium => 90,
            Priority::Low => 180,
        }
    }

    /// What failed is as urgent as it is grave. What is unknown is one step less: no harm is shown.
    fn of(severity: Severity, outcome: Outcome) -> Priority {
        match (severity, outcome) {
            (Severity::Critical, Outcome::Unknown)
            | (Severity::High, Outcome::NotMet | Outcome::PartlyMet) => Priority::High,
            (Severity::Critical, _) => Priority::Urgent,
            (Severity::High, _) | (Severity::Medium, Outcome::NotMet | Outcome::PartlyMet) => {
                Priority::Medium
            }
            _ => Priority::Low,
        }
    }
}

/// What is to be done about an open requirement.
#[derive(Debug, Clone)]
pub(crate) struct Action<'a> {
    pub(crate) result: &'a RequirementResult,
    pub(crate) priority: Priority,
    /// The quarter in which it was first found, in an unbroken line to this one: `2026-Q3`.
    pub(crate) since: String,
    /// The day of that quarter's audit.
    pub(crate) found_on: NaiveDate,
    /// Quarters in which it was found, this one too.
    pub(crate) quarters: usize,
    /// The day by which it should be closed: that of its priority or of the law, whichever is first; for what is accepted,
    /// the day on which that ends.
    pub(crate) due: NaiveDate,
    /// Every finding of it is accepted for a time.
    pub(crate) is_accepted: bool,
    /// Owners of the records it is about with the number of their findings, the most first; what nobody owns is left out.
    pub(crate) owners: Vec<(String, usize)>,
    /// Its provision, then like duties of other checklists that are open too.
    pub(crate) references: Vec<String>,
    /// How to see that it is done, with the command that tests it again; FOLDER is where the records are.
    pub(crate) done_when: String,
}

impl Action<'_> {
    /// Days behind the due day, 0 if there is time left.
    pub(crate) fn days_late(&self, as_of: NaiveDate) -> i64 {
        (as_of - self.due).num_days().max(0)
    }

    /// The owners in words, or that none is recorded.
    pub(crate) fn owner_words(&self) -> String {
        if self.owners.is_empty() {
            return NO_OWNER.to_owned();
        }
        self.owners.iter().map(|(owner, _)| owner.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// What stands where no cell names an owner.
pub(crate) const NO_OWNER: &str = "no owner recorded";

/// Everything that is open, what is due first before the rest, then the gravest, then in the order of the checklists.
pub(crate) fn actions<'a>(input: &Input<'a>) -> Vec<Action<'a>> {
    let owners = Owners::new(input.inventory);
    let past = past_outcomes(input.past);
    let open = input.assessment.requirements.iter().filter(|result| is_open(result.outcome));
    let mut actions: Vec<Action<'a>> = open.map(|result| action(input, &owners, &past, result)).collect();
    actions.sort_by_key(|action| (action.due, action.priority, action.result.severity));
    actions
}

pub(crate) fn is_open(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotMet | Outcome::PartlyMet | Outcome::Unknown)
}

fn action<'a>(
    input: &Input<'a>,
    owners: &Owners<'_>,
    past: &[PastOutcomes<'_>],
    result: &'a RequirementResult,
) -> Action<'a> {
    let as_of = input.assessment.as_of;
    let deadline = law_deadline(input, result);
    let priority = match deadline {
        Some(_) => Priority::Urgent,
        None => Priority::of(result.severity, result.outcome),
    };
    let line = found_before(past, result);
    let (since, found_on) = match line.last() {
        Some(quarter) => (quarter.quarter.to_owned(), quarter.as_of),
        None => (input.quarter.clone(), as_of),
    };
    let accepted = accepted_until(input, result);
    let planned = found_on.checked_add_days(Days::new(priority.days())).unwrap_or(found_on);
    let due = accepted.unwrap_or_else(|| deadline.map_or(planned, |deadline| deadline.min(planned)));
    Action {
        result,
        priority,
        since,
        found_on,
        quarters: line.len() + 1,
        due,
        is_accepted: accepted.is_some(),
        owners: counted_owners(owners, result),
        references: references(input, result),
        done_when: done_when(result),
    }
}

/// The first day that a clock of the law sets, of those that have run out or still run, and stand on a cell of one of
/// the findings.
fn law_deadline(input: &Input<'_>, result: &RequirementResult) -> Option<NaiveDate> {
    let presses = |state: ClockState| matches!(state, ClockState::Overdue | ClockState::Running);
    let is_its = |cell: &SeenCell| {
        !cell.cell.is_empty() && result.findings.iter().any(|finding| finding.cells.contains(cell))
    };
    let clocks = input.assessment.clocks.iter().filter(|clock| clock.law == result.checklist);
    let runs = clocks.flat_map(|clock| &clock.runs);
    let pressing = runs.filter(|run| presses(run.state) && run.cells.iter().any(is_its));
    // A due time such as `2026-11-03 14:20` begins with its day.
    pressing.filter_map(|run| run.due.as_ref()?.get(..10)?.parse().ok()).min()
}

/// The last day on which every finding is accepted, if each of them is.
fn accepted_until(input: &Input<'_>, result: &RequirementResult) -> Option<NaiveDate> {
    let is_whole = result.findings_total == result.findings.len() as u64 && !result.findings.is_empty();
    let is_accepted = is_whole && result.findings.iter().all(|finding| finding.exception.is_some());
    let exceptions = input.assessment.exceptions.iter();
    let of_it = exceptions.filter(|exception| {
        is_accepted && exception.requirement == result.id && exception.state == ExceptionState::InForce
    });
    // The first that ends opens a finding again.
    of_it.filter_map(|exception| exception.expires.as_ref()?.parse().ok()).min()
}

/// The outcomes of an earlier quarter by requirement.
struct PastOutcomes<'a> {
    quarter: &'a str,
    as_of: NaiveDate,
    outcomes: BTreeMap<&'a str, Outcome>,
}

fn past_outcomes(past: &[Past]) -> Vec<PastOutcomes<'_>> {
    past.iter()
        .map(|past| PastOutcomes {
            quarter: &past.quarter,
            as_of: past.assessment.as_of,
            outcomes: past
                .assessment
                .requirements
                .iter()
                .map(|result| (result.id.as_str(), result.outcome))
                .collect(),
        })
        .collect()
}

/// The earlier quarters, from the last back, that had it open in the same way: failed, or unknown.
fn found_before<'p, 'a>(
    past: &'p [PastOutcomes<'a>],
    result: &RequirementResult,
) -> Vec<&'p PastOutcomes<'a>> {
    let is_unknown = result.outcome == Outcome::Unknown;
    let is_same = |outcome: &Outcome| is_open(*outcome) && (is_unknown || *outcome != Outcome::Unknown);
    let had_it = |quarter: &&PastOutcomes<'_>| quarter.outcomes.get(result.id.as_str()).is_some_and(is_same);
    past.iter().rev().take_while(had_it).collect()
}

fn counted_owners(owners: &Owners<'_>, result: &RequirementResult) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for owner in result.findings.iter().filter_map(|finding| owners.of(finding)) {
        match counts.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, count)) => *count += 1,
            None => counts.push((owner, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn references(input: &Input<'_>, result: &RequirementResult) -> Vec<String> {
    let requirements = &input.assessment.requirements;
    let open = result.related.iter().filter(|other| is_open(other.outcome));
    let named = open.filter_map(|other| requirements.iter().find(|known| known.id == other.id));
    let mut references = vec![provision(input.assessment, result)];
    references.extend(named.take(REFERENCES_SHOWN).map(|other| provision(input.assessment, other)));
    references
}

fn done_when(result: &RequirementResult) -> String {
    let test = match (result.done_when.as_str(), result.records.applies) {
        ("", 0) => "an answer with evidence in date is on record",
        ("", _) => "every record passes",
        (test, _) => test.trim_end_matches('.'),
    };
    format!("{test}. Test again: candor audit FOLDER --checklist {}", result.checklist)
}

/// Who owns the records of an inventory.
pub(crate) struct Owners<'a> {
    inventory: &'a Inventory,
    rows: RowIndex<'a>,
}

impl<'a> Owners<'a> {
    pub(crate) fn new(inventory: &'a Inventory) -> Self {
        Owners { inventory, rows: RowIndex::new(inventory, "owner") }
    }

    /// The owner of the first record of a finding that has one.
    pub(crate) fn of(&self, finding: &Finding) -> Option<String> {
        finding.cells.iter().find_map(|cell| {
            let (record, owner) = self.rows.find(cell)?;
            let Seen::Cell { entry, .. } = self.inventory.look(record, owner) else { return None };
            let is_named = matches!(&entry.cell, Cell::Value(value) if !value.is_none());
            is_named.then(|| one_line(&entry.text))
        })
    }
}
