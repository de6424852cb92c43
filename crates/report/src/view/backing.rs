//! What verdicts rest on beside records: named conditions, evidence of answers, exceptions.

use candor_assess::{
    AnswerResult, AnswerState, ConditionResult, EvidenceItem, EvidenceState, ExceptionResult, Truth,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{SAW_SHOWN, label, place, prose, saw};
use crate::Input;

/// Cells shown of one condition.
const CELLS_SHOWN: usize = 3;

/// What verdicts rest on.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Backing {
    /// Statements that decide which requirements apply.
    conditions: Vec<Condition>,
    /// Evidence that answers name.
    evidence: Vec<Evidence>,
    /// How many pieces of evidence do not hold on the day of the audit.
    lapsed: usize,
    /// Answers from before this quarter, and those that hold only until a day.
    answers: Vec<GivenAnswer>,
    /// How many of these answers count no longer.
    answers_lapsed: usize,
    /// Gaps that somebody accepted for a time.
    exceptions: Vec<Exception>,
}

/// A statement that decides whether requirements apply.
#[derive(Serialize, JsonSchema)]
struct Condition {
    /// The statement.
    title: String,
    /// yes, no, or unknown.
    holds: &'static str,
    /// The cells it rests on.
    rests_on: String,
}

/// A piece of evidence.
#[derive(Serialize, JsonSchema)]
struct Evidence {
    /// `E-1`, by its place in this list.
    id: String,
    /// Id of the requirement it is given for.
    requirement: String,
    /// Title of that requirement.
    title: String,
    /// What the answer calls it.
    name: String,
    /// Its file and the cell that names it.
    place: String,
    /// How strong it is: E1 to E4.
    strength: &'static str,
    /// The day it speaks for, or empty.
    dated: String,
    /// The time it covers, or empty.
    covers: String,
    /// Who answered, or empty.
    owner: String,
    /// How it stands on the day of the audit.
    state: String,
    /// The first 16 letters of the SHA-256 of its file, or empty.
    sha256: String,
}

/// An answer with its age.
#[derive(Serialize, JsonSchema)]
struct GivenAnswer {
    /// Id of the requirement it is given for.
    requirement: String,
    /// Title of that requirement.
    title: String,
    /// What was answered.
    answer: String,
    /// Who answered, or empty.
    owner: String,
    /// The day it was given, or empty.
    answered_on: String,
    /// How long ago that was, or empty.
    age: String,
    /// The last day on which it holds, or empty.
    until: String,
    /// The cell, in a file of an earlier quarter where it was carried over.
    place: String,
    /// Holds, expired, or without a day.
    state: &'static str,
}

/// A gap that somebody accepted for a time.
#[derive(Serialize, JsonSchema)]
struct Exception {
    /// Its reference.
    name: String,
    /// Id of the requirement.
    requirement: String,
    /// The record it is about; empty for all.
    subject: String,
    /// Who accepted it.
    owner: String,
    /// Why.
    reason: String,
    /// Its last day, or empty.
    expires: String,
    /// In force, unused, expired or incomplete.
    state: &'static str,
    /// What became of it, in a sentence.
    because: String,
}

pub(crate) fn view(input: &Input<'_>) -> Backing {
    let assessment = input.assessment;
    Backing {
        conditions: assessment.conditions.iter().map(condition).collect(),
        evidence: (1..).zip(&assessment.evidence).map(|(number, item)| evidence(number, item)).collect(),
        lapsed: assessment.evidence.iter().filter(|item| item.state != EvidenceState::InDate).count(),
        answers: assessment.answers.iter().map(answer).collect(),
        answers_lapsed: assessment.answers.iter().filter(|one| one.state != AnswerState::Holds).count(),
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
            _ => format!("{}: {}", place(&cell.file, &cell.sheet, &cell.cell), saw(cell, SAW_SHOWN)),
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

fn answer(answer: &AnswerResult) -> GivenAnswer {
    let cell = answer.cells.first();
    GivenAnswer {
        requirement: answer.requirement.clone(),
        title: answer.title.clone(),
        answer: answer.answer.clone(),
        owner: answer.owner.clone(),
        answered_on: answer.answered_on.clone().unwrap_or_default(),
        age: answer.age.clone(),
        until: answer.until.clone().unwrap_or_default(),
        place: cell.map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).unwrap_or_default(),
        state: answer.state.label(),
    }
}

fn evidence(number: usize, item: &EvidenceItem) -> Evidence {
    let covers = match (&item.covers_from, &item.covers_until) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    };
    let since = item.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let cell = item.cells.iter().find(|cell| !cell.cell.is_empty());
    let cell = cell.map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).unwrap_or_default();
    Evidence {
        id: format!("E-{number}"),
        place: if item.file.is_empty() { cell } else { format!("{} ({cell})", item.file) },
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
