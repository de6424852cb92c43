//! Good practice seen: duties that are met, with what shows it.
//!
//! Invariant: nothing is praised without the place that shows it: every record of a table, or evidence in date.

use candor_assess::{
    Assessment, Basis, EvidenceItem, EvidenceState, Library, Outcome, RequirementResult, Strength,
};
use candor_model::{Dictionary, Inventory};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::provision;
use super::{counted, place};
use crate::Input;

/// Duties shown in all, and of one theme.
const SHOWN: usize = 12;
const SHOWN_OF_THEME: usize = 2;

/// Fewest records that all have to pass before it is called practice.
const RECORDS: u64 = 3;

/// What is done well.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Practice {
    /// Requirements met in all.
    met: u64,
    /// Those with the strongest proof.
    lines: Vec<Line>,
}

/// A duty that is met.
#[derive(Serialize, JsonSchema)]
struct Line {
    /// Title of the requirement.
    title: String,
    /// Its provision.
    provision: String,
    /// What shows it, and how strong that is.
    shown_by: String,
    /// Where that stands.
    place: String,
}

/// How strong a proof is, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    System,
    Sampled,
    AllRecords,
    Document,
}

pub(crate) fn view(input: &Input<'_>) -> Practice {
    let assessment = input.assessment;
    let met = assessment.requirements.iter().filter(|result| result.outcome == Outcome::Met);
    let mut shown: Vec<(Proof, &RequirementResult, Line)> =
        met.filter_map(|result| by_evidence(input, result).or_else(|| by_records(input, result))).collect();
    shown.sort_by_key(|(proof, result, _)| (*proof, result.severity));
    let mut themes: Vec<&str> = Vec::new();
    shown.retain(|(_, result, _)| {
        themes.push(&result.theme);
        themes.iter().filter(|theme| **theme == result.theme).count() <= SHOWN_OF_THEME
    });
    Practice {
        met: assessment.checklists.iter().map(|checklist| checklist.met).sum(),
        lines: shown.into_iter().take(SHOWN).map(|(_, _, line)| line).collect(),
    }
}

/// An answer whose evidence is in date.
fn by_evidence<'a>(
    input: &Input<'a>,
    result: &'a RequirementResult,
) -> Option<(Proof, &'a RequirementResult, Line)> {
    let assessment = input.assessment;
    let item = strongest(assessment, result).filter(|_| result.basis == Basis::Evidenced)?;
    let proof = match item.strength {
        Strength::System => Proof::System,
        Strength::Sampled => Proof::Sampled,
        Strength::Document => Proof::Document,
        Strength::Statement => return None,
    };
    let cell = item.cells.iter().find(|cell| !cell.cell.is_empty())?;
    let day = item.dated.as_deref()?;
    let line = Line {
        title: result.title.clone(),
        provision: provision(assessment, result),
        shown_by: format!("{} ({}, {day})", item.name, item.strength.label()),
        place: place(&cell.file, &cell.sheet, &cell.cell),
    };
    Some((proof, result, line))
}

fn strongest<'a>(assessment: &'a Assessment, result: &RequirementResult) -> Option<&'a EvidenceItem> {
    let items = assessment.evidence.iter();
    let in_date = items.filter(|item| item.requirement == result.id && item.state == EvidenceState::InDate);
    in_date.max_by_key(|item| item.strength)
}

/// Records of which every one in scope passes.
fn by_records<'a>(
    input: &Input<'a>,
    result: &'a RequirementResult,
) -> Option<(Proof, &'a RequirementResult, Line)> {
    let records = &result.records;
    let all_pass = result.basis == Basis::Derived && records.met == records.applies && records.met >= RECORDS;
    // What a requirement of the organisation's own looks at is known to its checklist only.
    let (_, requirement) = Library::builtin().requirement(&result.id).filter(|_| all_pass)?;
    let entity = requirement.entity()?;
    let tables = places(input.inventory, entity);
    let line = Line {
        title: result.title.clone(),
        provision: provision(input.assessment, result),
        shown_by: format!("all {} in scope pass", counted(records.met, "record", "records")),
        place: tables?,
    };
    Some((Proof::AllRecords, result, line))
}

/// The sheets of an entity.
fn places(inventory: &Inventory, entity: candor_model::EntityId) -> Option<String> {
    let tables = inventory.tables_of(entity).map(|(_, table)| &table.origin);
    let places: Vec<String> = tables.map(|origin| place(&origin.file, &origin.sheet, "")).collect();
    let known = Dictionary::builtin().entity(entity);
    match places.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [first, ..] => Some(format!("{first} and {} more with {}", places.len() - 1, known.sheet)),
    }
}
