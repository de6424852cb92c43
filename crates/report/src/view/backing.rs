//! What verdicts rest on beside records: named conditions, evidence of answers, exceptions.

use candor_assess::{ConditionResult, EvidenceItem, EvidenceState, ExceptionResult, Truth};
use schemars::JsonSchema;
use serde::Serialize;

use super::findings::saw_words;
use super::{label, place, prose};
use crate::Input;

/// Cells shown of one condition.
const CELLS_SHOWN: usize = 3;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Backing {
    conditions: Vec<Condition>,
    evidence: Vec<Evidence>,
    lapsed: usize,
    exceptions: Vec<Exception>,
}

#[derive(Serialize, JsonSchema)]
struct Condition {
    title: String,
    holds: &'static str,
    rests_on: String,
}

#[derive(Serialize, JsonSchema)]
struct Evidence {
    requirement: String,
    title: String,
    name: String,
    strength: &'static str,
    dated: String,
    covers: String,
    owner: String,
    state: String,
    sha256: String,
}

#[derive(Serialize, JsonSchema)]
struct Exception {
    name: String,
    requirement: String,
    subject: String,
    owner: String,
    reason: String,
    expires: String,
    state: &'static str,
    because: String,
}

pub(crate) fn view(input: &Input<'_>) -> Backing {
    let assessment = input.assessment;
    Backing {
        conditions: assessment.conditions.iter().map(condition).collect(),
        evidence: assessment.evidence.iter().map(evidence).collect(),
        lapsed: assessment.evidence.iter().filter(|item| item.state != EvidenceState::InDate).count(),
        exceptions: assessment.exceptions.iter().map(exception).collect(),
    }
}

fn condition(condition: &ConditionResult) -> Condition {
    let cells = condition.cells.iter().take(CELLS_SHOWN);
    let mut rests_on: Vec<String> = cells
        .map(|cell| match (cell.cell.as_str(), cell.saw.as_str()) {
            ("", "") => format!("nothing recorded of {}", label(&cell.field).unwrap_or(&cell.field)),
            // A sheet as such: no record of it decides.
            ("", all) => format!("{}: none of {all}", place(&cell.file, &cell.sheet, "")),
            _ => format!("{}: {}", place(&cell.file, &cell.sheet, &cell.cell), saw_words(cell)),
        })
        .collect();
    let left = condition.cells.len().saturating_sub(CELLS_SHOWN);
    if left > 0 {
        rests_on.push(format!("and {left} more"));
    }
    let mut title = prose(&condition.title);
    title.replace_range(..1, &title[..1].to_uppercase());
    Condition {
        title,
        holds: match (condition.holds, condition.assumed) {
            (Truth::Yes, _) => "yes",
            (Truth::No, _) => "no",
            (Truth::Unknown, true) => "unknown, taken as yes",
            (Truth::Unknown, false) => "unknown",
        },
        rests_on: rests_on.join("; "),
    }
}

fn evidence(item: &EvidenceItem) -> Evidence {
    let covers = match (&item.covers_from, &item.covers_until) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    };
    let since = item.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    Evidence {
        requirement: item.requirement.clone(),
        title: item.title.clone(),
        name: item.name.clone(),
        strength: item.strength.label(),
        dated: item.dated.clone().unwrap_or_default(),
        covers,
        owner: item.owner.clone(),
        state: format!("{}{since}", item.state.label()),
        sha256: item.sha256.as_ref().map(|hash| hash.chars().take(16).collect()).unwrap_or_default(),
    }
}

fn exception(exception: &ExceptionResult) -> Exception {
    Exception {
        name: exception.name.clone(),
        requirement: exception.requirement.clone(),
        subject: exception.subject.clone(),
        owner: exception.owner.clone(),
        reason: exception.reason.clone(),
        expires: exception.expires.clone().unwrap_or_default(),
        state: exception.state.label(),
        because: prose(&exception.because),
    }
}
