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

/// Owners named of one action.
const OWNERS_SHOWN: usize = 4;

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

    /// What failed is as urgent as it is grave. What is only unknown is one step less: no harm is shown.
    fn of(severity: Severity, has_failed: bool) -> Priority {
        match (severity, has_failed) {
            (Severity::Critical, true) => Priority::Urgent,
            (Severity::Critical, false) | (Severity::High, true) => Priority::High,
            (Severity::High, false) | (Severity::Medium, true) => Priority::Medium,
            (Severity::Medium, false) | (Severity::Low, _) => Priority::Low,
        }
    }
}

/// What is to be done about an open requirement.
#[derive(Debug, Clone)]
pub(crate) struct Action<'a> {
    pub(crate) result: &'a RequirementResult,
    pub(crate) priority: Priority,
    /// The quarter in which one of its findings was first found, in an unbroken line to this one: `2026-Q3`.
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

    /// `2026-12-05`, and how late that is.
    pub(crate) fn due_words(&self, as_of: NaiveDate) -> String {
        match self.days_late(as_of) {
            0 => self.due.to_string(),
            1 => format!("{} (1 day late)", self.due),
            days => format!("{} ({days} days late)", self.due),
        }
    }

    /// The first owners in words and how many more there are, or that none is recorded.
    pub(crate) fn owner_words(&self) -> String {
        let mut names: Vec<String> =
            self.owners.iter().take(OWNERS_SHOWN).map(|(owner, _)| owner.clone()).collect();
        let left = self.owners.len().saturating_sub(OWNERS_SHOWN);
        if left > 0 {
            names.push(format!("and {left} more"));
        }
        if names.is_empty() { NO_OWNER.to_owned() } else { names.join(", ") }
    }
}

/// What stands where no cell names an owner.
pub(crate) const NO_OWNER: &str = "no owner recorded";

/// Makes the actions of an input.
pub(crate) struct Plan<'i, 'a> {
    input: &'i Input<'a>,
    owners: Owners<'a>,
    past: Vec<PastFindings<'a>>,
}

impl<'i, 'a> Plan<'i, 'a> {
    pub(crate) fn new(input: &'i Input<'a>) -> Self {
        Plan { input, owners: Owners::new(input.inventory), past: past_findings(input.past) }
    }

    /// Everything that is open, what is due first before the rest, then the gravest, then in the order of the checklists.
    pub(crate) fn actions(&self) -> Vec<Action<'a>> {
        let open = self.input.assessment.requirements.iter().filter(|result| is_open(result.outcome));
        let mut actions: Vec<Action<'a>> = open.map(|result| self.action(result, &result.findings)).collect();
        actions.sort_by_key(|action| (action.due, action.priority, action.result.severity));
        actions
    }

    /// What is to be done about one finding of a requirement.
    pub(crate) fn of_finding(&self, result: &'a RequirementResult, finding: &'a Finding) -> Action<'a> {
        self.action(result, std::slice::from_ref(finding))
    }

    fn action(&self, result: &'a RequirementResult, findings: &'a [Finding]) -> Action<'a> {
        let input = self.input;
        let has_failed = match findings {
            [finding] => finding.outcome != Outcome::Unknown,
            _ => result.has_failure(),
        };
        let deadline = law_deadline(input, result, findings);
        let priority = match deadline {
            Some(_) => Priority::Urgent,
            None => Priority::of(result.severity, has_failed),
        };
        let line = found_before(&self.past, has_failed, findings);
        let (since, found_on) = match line.last() {
            Some(quarter) => (quarter.quarter.to_owned(), quarter.as_of),
            None => (input.quarter.clone(), input.assessment.as_of),
        };
        let accepted = accepted_until(input, result, findings);
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
            owners: counted_owners(&self.owners, findings),
            references: references(input, result),
            done_when: done_when(result),
        }
    }
}

/// The actions of an input; see [`Plan::actions`].
pub(crate) fn actions<'a>(input: &Input<'a>) -> Vec<Action<'a>> {
    Plan::new(input).actions()
}

pub(crate) fn is_open(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotMet | Outcome::PartlyMet | Outcome::Unknown)
}

/// The first day that a clock of the law sets, of those that have run out or still run, and stand on a cell of one of
/// the findings.
fn law_deadline(input: &Input<'_>, result: &RequirementResult, findings: &[Finding]) -> Option<NaiveDate> {
    let presses = |state: ClockState| matches!(state, ClockState::Overdue | ClockState::Running);
    let is_its = |cell: &SeenCell| {
        !cell.cell.is_empty() && findings.iter().any(|finding| finding.cells.contains(cell))
    };
    let clocks = input.assessment.clocks.iter().filter(|clock| {
        let decides = clock.requirement.is_empty() || clock.requirement == result.id;
        decides && clock.law == result.checklist
    });
    let runs = clocks.flat_map(|clock| &clock.runs);
    let pressing = runs.filter(|run| presses(run.state) && run.cells.iter().any(is_its));
    // A due time such as `2026-11-03 14:20` begins with its day.
    pressing.filter_map(|run| run.due.as_ref()?.get(..10)?.parse().ok()).min()
}

/// The last day on which every one of the findings is accepted, if each of them is.
fn accepted_until(input: &Input<'_>, result: &RequirementResult, findings: &[Finding]) -> Option<NaiveDate> {
    // Findings that were not kept may not be accepted.
    let is_cut = findings.len() > 1 && result.findings_total > findings.len() as u64;
    let is_accepted =
        !is_cut && !findings.is_empty() && findings.iter().all(|finding| finding.exception.is_some());
    let exceptions = input.assessment.exceptions.iter();
    let of_it = exceptions.filter(|exception| {
        is_accepted && exception.requirement == result.id && exception.state == ExceptionState::InForce
    });
    // The first that ends opens a finding again.
    of_it.filter_map(|exception| exception.expires.as_ref()?.parse().ok()).min()
}

/// What was open in an earlier quarter.
struct PastFindings<'a> {
    quarter: &'a str,
    as_of: NaiveDate,
    /// Findings by their ids.
    outcomes: BTreeMap<&'a str, Outcome>,
}

fn past_findings(past: &[Past]) -> Vec<PastFindings<'_>> {
    past.iter()
        .map(|past| {
            let findings = past.assessment.requirements.iter().flat_map(|result| &result.findings);
            PastFindings {
                quarter: &past.quarter,
                as_of: past.assessment.as_of,
                outcomes: findings.map(|finding| (finding.id.as_str(), finding.outcome)).collect(),
            }
        })
        .collect()
}

/// The earlier quarters, from the last back, that had one of the findings already; what failed only counts as found
/// where it had failed.
fn found_before<'p, 'a>(
    past: &'p [PastFindings<'a>],
    has_failed: bool,
    findings: &[Finding],
) -> Vec<&'p PastFindings<'a>> {
    let counts = |outcome: Outcome| !has_failed || outcome != Outcome::Unknown;
    let had_it = |quarter: &&PastFindings<'_>| {
        let mut findings = findings.iter().filter(|finding| counts(finding.outcome));
        findings.any(|finding| quarter.outcomes.get(finding.id.as_str()).copied().is_some_and(counts))
    };
    past.iter().rev().take_while(had_it).collect()
}

fn counted_owners(owners: &Owners<'_>, findings: &[Finding]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for owner in findings.iter().filter_map(|finding| owners.of(finding)) {
        *counts.entry(owner).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
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
