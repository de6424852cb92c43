//! Action plans that come back: the records decide what became of a promise, and an id that is not right is refused.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory;

use candor_assess::{
    ActionState, Assessment, Library, Options, Outcome, action_id_of, action_problems, assess,
};
use candor_model::Inventory;

const AS_OF: &str = "2026-11-21";

fn judge(inventory: &Inventory) -> Assessment {
    let options = Options { checklists: vec!["baseline".to_owned()], ..Options::new(AS_OF.parse().unwrap()) };
    assess(inventory, Library::builtin(), &options)
}

/// Requirements that an answer alone decides.
fn answerable() -> Vec<String> {
    let library = Library::builtin();
    let rows: String = library.requirements().map(|(_, one)| format!("{} | no\n", one.id())).collect();
    let mut all = Inventory::default();
    inventory::add_table(&mut all, "answer", &format!("requirement | answer\n{rows}"));
    let failed = judge(&all).requirements.into_iter().filter(|one| one.outcome == Outcome::NotMet);
    failed.map(|one| one.id).collect()
}

const HEADER: &str =
    "id | status | due | accepted_until | comments | verified_by | settled | owner | source_report";
const NO: &str = "no | | | | 2026-11-01";
const YES: &str = "yes | Minutes of the board | 2026-11-01 | | 2026-11-01";
const NONE: &str = " | | | | ";
const WAIVED: &str = "not_applicable | | | We keep no paper | 2026-11-01";

/// What the plan says behind the id, what the records answer, and what became of it.
const CASES: &[(&str, &str, ActionState, u64)] = &[
    ("open | 2026-11-20", NO, ActionState::Open, 1),
    ("in_progress | 2026-11-21", NO, ActionState::Open, 0),
    (" | !someday", NO, ActionState::Open, 0),
    ("closed | 2026-10-22", NO, ActionState::StillFound, 30),
    ("ready", NO, ActionState::StillFound, 0),
    ("!parked", NO, ActionState::Open, 0),
    ("accepted | 2026-01-01 | 2026-11-21", NO, ActionState::Accepted, 0),
    ("accepted | 2026-01-01 | 2026-11-20", NO, ActionState::AcceptanceEnded, 324),
    ("accepted", NO, ActionState::Open, 0),
    ("false_positive | | | | Board", NO, ActionState::Open, 0),
    ("false_positive | | | No such data |", NO, ActionState::Open, 0),
    ("false_positive | | | No such data | Board", NO, ActionState::FalsePositive, 0),
    ("closed | 2026-11-01", NONE, ActionState::Unknown, 20),
    ("open | 2026-01-01", YES, ActionState::Verified, 0),
    ("open | 2026-01-01", WAIVED, ActionState::NotApplicable, 0),
    ("closed | | | | | 2026-Q3", NO, ActionState::StillFound, 0),
    ("closed | | | | | 2026-Q3", YES, ActionState::Verified, 0),
];

#[test]
fn the_records_decide_and_the_plan_changes_no_outcome() {
    let ids = answerable();
    assert!(ids.len() >= CASES.len(), "{}", ids.len());
    let mut records = Inventory::default();
    let answers = ids.iter().zip(CASES).map(|(id, (_, answer, ..))| format!("{id} | {answer}\n"));
    let header = "requirement | answer | evidence | evidence_on | reason | answered_on\n";
    let answers: String = std::iter::once(header.to_owned()).chain(answers).collect();
    inventory::add_table(&mut records, "answer", &answers);
    let without = judge(&records);
    let rows = ids.iter().zip(CASES).map(|(id, (says, ..))| format!("{} | {says}\n", action_id_of(id)));
    let plan: String = std::iter::once(format!("{HEADER}\n")).chain(rows).collect();
    inventory::add_table(&mut records, "action", &plan);
    let with = judge(&records);
    assert_eq!(with.requirements, without.requirements);
    assert_eq!(with.checklists, without.checklists);
    assert!(action_problems(&records, Library::builtin()).is_empty());
    for (id, (says, answer, state, late)) in ids.iter().zip(CASES) {
        let found = with.actions.iter().find(|action| action.requirement == *id).unwrap();
        assert_eq!((found.state, found.days_late), (*state, *late), "{says} / {answer}: {}", found.because);
        assert!(!found.because.is_empty() && found.cells[0].field == "action.id");
    }
    assert_eq!(with.actions.len(), CASES.len());
}

#[test]
fn a_checklist_that_is_not_judged_says_so() {
    let other = Library::builtin().requirements().map(|(_, one)| one.id()).find(|id| id.starts_with("gdpr"));
    let mut records = Inventory::default();
    let row = format!("{HEADER}\n{} | closed | 2026-01-01", action_id_of(other.unwrap()));
    inventory::add_table(&mut records, "action", &row);
    let actions = judge(&records).actions;
    assert_eq!((actions[0].state, actions[0].days_late), (ActionState::NotJudged, 0));
}

#[test]
fn an_id_that_is_not_right_is_refused_with_its_cell() {
    let ids = answerable();
    let [one, two, three] = [0, 1, 2].map(|at| action_id_of(&ids[at]));
    let mut changed = one.clone();
    changed.replace_range(5..6, if &one[5..6] == "x" { "y" } else { "x" });
    let gone = action_id_of("no-such-requirement");
    let rows = [
        format!("{one} | open | {}", ids[0]),
        format!("{changed} | closed | "),
        format!("{two} | closed | {}", ids[2]),
        format!("{} | closed | ", one.to_uppercase()),
        format!("{gone} | closed | "),
        " | open | ".to_owned(),
        "our own 7 | open | ".to_owned(),
        format!("{three} | open | nothing that is known"),
        " | closed | ".to_owned(),
    ];
    let mut records = Inventory::default();
    inventory::add_table(&mut records, "action", &format!("id | status | requirement\n{}", rows.join("\n")));
    let told: Vec<(String, &str, usize)> = action_problems(&records, Library::builtin())
        .into_iter()
        .map(|problem| (problem.place.cell, problem.code, problem.more))
        .collect();
    let expected = [
        ("A3", "action-id-changed", 0),
        ("A4", "action-id-changed", 0),
        ("A5", "action-id-repeated", 0),
        ("A6", "action-unplaced", 0),
        ("A8", "action-id-changed", 0),
        ("A7", "action-own", 1),
    ];
    assert_eq!(told, expected.map(|(cell, code, more)| (cell.to_owned(), code, more)));
    let used: Vec<String> = judge(&records).actions.into_iter().map(|action| action.requirement).collect();
    assert_eq!(used, [ids[0].clone(), ids[2].clone()]);
}

#[test]
fn of_two_plans_the_newer_one_counts() {
    let id = action_id_of(&answerable()[0]);
    let mut records = Inventory::default();
    for (status, source) in [("open", "2026-Q2, as of 2026-05-21"), ("closed", "2026-Q3, as of 2026-08-21")] {
        let row = format!("id | status | source_report\n{id} | {status} | {source}");
        inventory::add_table(&mut records, "action", &row);
    }
    assert_eq!(judge(&records).actions[0].said, "Closed");
    assert_eq!(action_problems(&records, Library::builtin())[0].code, "action-id-repeated");
}
