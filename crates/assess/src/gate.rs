//! Gates: what a user lets a run fail on.
//!
//! Invariants: a gate reads outcomes and changes none; a finding that got worse is new; where a record kept only some
//! of the findings, what it cannot tell apart is compared by number.

use std::collections::BTreeMap;
use std::str::FromStr;

use candor_model::DueKind;

use crate::assessment::{Assessment, Outcome, RequirementResult, Severity};
use crate::baseline::{Baseline, open_findings};
use crate::due::{DueItem, DueList};

/// What a run can be made to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// A finding that was not known before, or that got worse.
    New,
    /// A requirement of critical severity is not met or partly met.
    Critical,
    /// A requirement is not met.
    NotMet,
    /// A requirement is not met or partly met.
    PartlyMet,
    /// A requirement is not met, partly met or unknown.
    Unknown,
    /// A clock of the law has run out, or a promised action is late.
    Late,
    /// Evidence, an exception or a contract has ended, or ends soon.
    Expiring,
}

impl Gate {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Gate; 7] =
        [Gate::New, Gate::Critical, Gate::NotMet, Gate::PartlyMet, Gate::Unknown, Gate::Late, Gate::Expiring];

    /// What fails it, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Gate::New => {
                "A finding that is not in the baseline or, without one, was not in the quarter recorded last; or that got \
                 worse"
            }
            Gate::Critical => "A requirement of critical severity is not met or partly met",
            Gate::NotMet => "A requirement is not met",
            Gate::PartlyMet => "A requirement is not met or partly met",
            Gate::Unknown => "A requirement is not met, partly met or unknown",
            Gate::Late => "A clock of the law has run out, or a promised action is late",
            Gate::Expiring => {
                "Evidence, an exception or a contract has ended, or ends in the next days (--within)"
            }
        }
    }

    /// As it is given on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Gate::New => "new",
            Gate::Critical => "critical",
            Gate::NotMet => "not-met",
            Gate::PartlyMet => "partly-met",
            Gate::Unknown => "unknown",
            Gate::Late => "late",
            Gate::Expiring => "expiring",
        }
    }
}

impl FromStr for Gate {
    type Err = UnknownGate;

    fn from_str(name: &str) -> Result<Gate, UnknownGate> {
        Gate::ALL.into_iter().find(|gate| gate.name() == name).ok_or(UnknownGate)
    }
}

/// No gate has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such gate")]
pub struct UnknownGate;

/// What findings are held against to tell which are new.
#[derive(Debug, Clone, Copy)]
pub enum Before<'a> {
    /// A file of known findings: they pass every gate on findings.
    Baseline(&'a Baseline),
    /// A quarter that was recorded, with its name.
    Quarter(&'a str, &'a Assessment),
    /// There is nothing: all is new.
    Nothing,
}

/// What a gate found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateResult {
    pub gate: Gate,
    /// What failed it; empty: passed.
    pub failures: Vec<GateFailure>,
}

impl GateResult {
    pub fn is_passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// One reason why a gate is failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateFailure {
    /// Id of the finding, the requirement or the thing that is due.
    pub id: String,
    /// What is wrong, in a line.
    pub says: String,
}

/// Tries gates on an assessment, in the order given, each once. `due` is what falls due, `within_days` how soon is soon.
pub fn try_gates(
    gates: &[Gate],
    assessment: &Assessment,
    before: Before<'_>,
    due: &DueList,
    within_days: u32,
) -> Vec<GateResult> {
    let known = Known::of(before);
    let mut results: Vec<GateResult> = Vec::new();
    for gate in gates {
        if results.iter().any(|result| result.gate == *gate) {
            continue;
        }
        let failures = match gate {
            Gate::New => assessment.requirements.iter().flat_map(|one| new_findings(&known, one)).collect(),
            Gate::Late => due.items.iter().filter(|item| is_late(item)).map(late).collect(),
            Gate::Expiring => {
                let ends = due.within(within_days).filter(|item| item.kind.expires());
                ends.map(late).collect()
            }
            Gate::Critical | Gate::NotMet | Gate::PartlyMet | Gate::Unknown => {
                let let_pass = matches!(before, Before::Baseline(_)).then_some(&known);
                let requirements = assessment.requirements.iter();
                requirements.filter_map(|one| failed(*gate, one, let_pass)).collect()
            }
        };
        results.push(GateResult { gate: *gate, failures });
    }
    results
}

fn is_late(item: &DueItem) -> bool {
    item.is_overdue() && matches!(item.kind, DueKind::Request | DueKind::Incident | DueKind::Action)
}

fn late(item: &DueItem) -> GateFailure {
    let by = match item.days_left {
        days if days < 0 => format!("overdue since {}", item.due),
        _ => format!("due on {}", item.due),
    };
    GateFailure { id: item.id.clone(), says: format!("{}: {}, {by}", item.subject, item.what) }
}

/// Findings that are known, by their ids.
struct Known<'a> {
    outcomes: BTreeMap<&'a str, Outcome>,
    /// By requirement, how many more there were than were kept.
    not_kept: BTreeMap<&'a str, u64>,
}

impl<'a> Known<'a> {
    fn of(before: Before<'a>) -> Known<'a> {
        let mut known = Known { outcomes: BTreeMap::new(), not_kept: BTreeMap::new() };
        match before {
            Before::Nothing => {}
            Before::Baseline(baseline) => {
                let listed = baseline.findings.iter().map(|finding| (finding.id.as_str(), finding.outcome));
                known.outcomes.extend(listed);
            }
            Before::Quarter(_, assessment) => {
                for requirement in &assessment.requirements {
                    let open = open_findings(requirement).map(|open| (open.id, open.outcome));
                    known.outcomes.extend(open);
                    let kept = requirement.findings.len() as u64;
                    let left = requirement.findings_total.saturating_sub(kept);
                    known.not_kept.insert(&requirement.id, left);
                }
            }
        }
        known
    }

    /// Is a finding known, and no worse than it was?
    fn has(&self, id: &str, outcome: Outcome) -> bool {
        // Outcomes are in order, the worst first.
        self.outcomes.get(id).is_some_and(|before| *before <= outcome)
    }
}

fn new_findings(known: &Known<'_>, requirement: &RequirementResult) -> Vec<GateFailure> {
    let not_kept = known.not_kept.get(requirement.id.as_str()).copied().unwrap_or_default();
    let is_worse = |id: &str| known.outcomes.contains_key(id);
    let mut unseen = 0;
    open_findings(requirement)
        .filter(|open| !known.has(open.id, open.outcome))
        .filter(|open| {
            unseen += u64::from(!is_worse(open.id));
            is_worse(open.id) || unseen > not_kept
        })
        .map(|open| GateFailure {
            id: open.id.to_owned(),
            says: format!(
                "{} ({}, {})",
                open.headline,
                requirement.cite,
                open.outcome.label().to_lowercase()
            ),
        })
        .collect()
}

/// Does a requirement fail a gate on outcomes? What is in `let_pass` does not count.
fn failed(gate: Gate, requirement: &RequirementResult, let_pass: Option<&Known<'_>>) -> Option<GateFailure> {
    let outcome = requirement.outcome;
    let has_failed = matches!(outcome, Outcome::NotMet | Outcome::PartlyMet);
    let is_hit = match gate {
        Gate::Critical => has_failed && requirement.severity == Severity::Critical,
        Gate::NotMet => outcome == Outcome::NotMet,
        Gate::PartlyMet => has_failed,
        Gate::Unknown => has_failed || outcome == Outcome::Unknown,
        Gate::New | Gate::Late | Gate::Expiring => false,
    };
    let is_known = let_pass.is_some_and(|known| {
        let counts = |open: Outcome| gate == Gate::Unknown || open != Outcome::Unknown || outcome == open;
        let is_whole = requirement.findings_total <= requirement.findings.len() as u64;
        let mut open = open_findings(requirement).filter(|open| counts(open.outcome)).peekable();
        is_whole && open.peek().is_some() && open.all(|open| known.has(open.id, open.outcome))
    });
    (is_hit && !is_known).then(|| GateFailure {
        id: requirement.id.clone(),
        says: format!("{} ({}, {})", requirement.title, requirement.cite, outcome.label().to_lowercase()),
    })
}
