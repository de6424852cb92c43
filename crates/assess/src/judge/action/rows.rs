//! Which rows of action plans are used, and why the others are not.
//!
//! Invariant: a row is used for the requirement that its id was made from, or not at all; of rows with one id one is used.

use std::collections::BTreeMap;

use candor_model::action::{action_id, read_action_id};
use candor_model::text::{one_line, shorten};
use candor_model::{Dictionary, Inventory, Place, Problem, RecordRef, Severity};

use crate::assessment::SeenCell;
use crate::checklist::{Checklist, Library};
use crate::judge::finding::hash_letters;

/// Rows of one kind of trouble that are told one by one; more are folded into the last.
const TOLD_MAX: usize = 25;

/// The id of the action about a requirement, by the requirement's id.
pub fn action_id_of(requirement: &str) -> String {
    action_id(&hash_letters(&format!("action\n{requirement}"))).unwrap_or_default()
}

/// A row that is used.
pub(super) struct Planned {
    pub(super) record: RecordRef,
    /// As it was written first, also where the requirement has another id since.
    pub(super) id: String,
}

/// Why a row is not used.
enum Refusal {
    /// Without an id: an action of the user's own.
    Own,
    Changed,
    /// The id belongs to another requirement than the row names.
    Swapped {
        names: String,
    },
    /// Where the row stands that is used.
    Repeated(Place),
    Unplaced,
}

/// The rows of all plans.
pub(super) struct Plans {
    /// By the id of the requirement as it is now.
    pub(super) used: BTreeMap<String, Planned>,
    refused: Vec<(RecordRef, Refusal)>,
}

pub(super) fn planned(inventory: &Inventory, library: &Library) -> Plans {
    let mut plans = Plans { used: BTreeMap::new(), refused: Vec::new() };
    let entity = Dictionary::builtin().expect_field("action.id").entity;
    let mut records: Vec<RecordRef> = inventory.records(entity).collect();
    if records.is_empty() {
        return plans;
    }
    // The newest plan first; "2026-Q4, as of 2026-11-21" sorts by its text.
    records.sort_by_cached_key(|record| std::cmp::Reverse(text(inventory, *record, "source_report")));
    let known = known_ids(library);
    for record in records {
        match place(inventory, &known, record) {
            Err(refusal) => plans.refused.push((record, refusal)),
            Ok((id, requirement)) => match plans.used.get(&requirement) {
                Some(other) => {
                    let there = id_place(inventory, other.record);
                    plans.refused.push((record, Refusal::Repeated(there)));
                }
                None => {
                    plans.used.insert(requirement, Planned { record, id });
                }
            },
        }
    }
    plans.refused.sort_by_key(|(record, _)| *record);
    plans
}

/// Every id that a plan can have been given, with the requirement as it is called now.
fn known_ids(library: &Library) -> BTreeMap<String, String> {
    let renamed = library.checklists().iter().flat_map(Checklist::renamed);
    let earlier = renamed.map(|renamed| (action_id_of(&renamed.from), renamed.to.clone()));
    let today = library.requirements().map(|(_, requirement)| requirement.id());
    earlier.chain(today.map(|id| (action_id_of(id), id.to_owned()))).collect()
}

/// The id of a row, and its requirement.
fn place(
    inventory: &Inventory,
    known: &BTreeMap<String, String>,
    record: RecordRef,
) -> Result<(String, String), Refusal> {
    let written = text(inventory, record, "id");
    if written.is_empty() {
        return Err(Refusal::Own);
    }
    let id = read_action_id(&written).ok_or(Refusal::Changed)?;
    let requirement = known.get(&id).ok_or(Refusal::Unplaced)?;
    let names = text(inventory, record, "requirement");
    let named = known.get(&action_id_of(&names));
    if named.is_some_and(|named| named != requirement) {
        return Err(Refusal::Swapped { names });
    }
    Ok((id, requirement.clone()))
}

fn text(inventory: &Inventory, record: RecordRef, field: &str) -> String {
    let field = Dictionary::builtin().expect_field(&format!("action.{field}"));
    one_line(inventory.look(record, field).text())
}

fn id_place(inventory: &Inventory, record: RecordRef) -> Place {
    let field = Dictionary::builtin().expect_field("action.id");
    inventory.look(record, field).place().unwrap_or_else(|| inventory.place(record))
}

/// A cell of a row; `None` if there is no such column.
pub(super) fn seen_cell(inventory: &Inventory, record: RecordRef, field: &str) -> Option<SeenCell> {
    let path = format!("action.{field}");
    let seen = inventory.look(record, Dictionary::builtin().expect_field(&path));
    let Place { file, sheet, cell } = seen.place()?;
    Some(SeenCell { file, sheet, cell, field: path, saw: shorten(seen.text(), 200) })
}

/// Rows of action plans that are not used, each with its place and what to do; in the order of the rows.
pub fn action_problems(inventory: &Inventory, library: &Library) -> Vec<Problem> {
    let refused = planned(inventory, library).refused;
    let mut own: Option<Problem> = None;
    let mut problems: Vec<Problem> = Vec::new();
    for (record, refusal) in refused {
        let place = id_place(inventory, record);
        let id = shorten(&text(inventory, record, "id"), 40);
        let problem = |code, message: String, help: &str| {
            Problem::new(Severity::Warning, code, place.clone(), message, help)
        };
        const ID_HELP: &str =
            "copy the id from the plan as it was written; the row is kept in the next plan, and not used";
        let problem = match refusal {
            Refusal::Own => {
                tell_own(&mut own, place);
                continue;
            }
            Refusal::Changed => {
                problem("action-id-changed", format!("no plan was given the id `{id}`"), ID_HELP)
            }
            Refusal::Swapped { names } => {
                let about = shorten(&names, 60);
                let message = format!("the id `{id}` belongs to another requirement than `{about}`");
                problem("action-id-changed", message, ID_HELP)
            }
            Refusal::Repeated(there) => problem(
                "action-id-repeated",
                format!("the id `{id}` stands at {there} too, and that row is used"),
                "take one of the two out; this one is kept in the next plan, and not used",
            ),
            Refusal::Unplaced => problem(
                "action-unplaced",
                format!("the id `{id}` belongs to no requirement of the checklists"),
                "put the checklist back that it came from, or take the row out",
            ),
        };
        let mut alike = problems.iter_mut().filter(|told| told.code == problem.code);
        match alike.nth(TOLD_MAX - 1) {
            Some(last) => last.fold(|| problem.place),
            None => problems.push(problem),
        }
    }
    problems.extend(own);
    problems
}

/// Actions without an id are one note.
fn tell_own(own: &mut Option<Problem>, place: Place) {
    match own {
        Some(problem) => problem.fold(|| place),
        None => {
            let message = "an action without an id is one of your own".to_owned();
            let help = "it is carried on as it is, and nothing tests it";
            *own = Some(Problem::new(Severity::Note, "action-own", place, message, help));
        }
    }
}
