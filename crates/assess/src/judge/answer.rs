//! Answers of persons: which requirement they are about, and what they are worth on the day of the audit.
//!
//! Invariants: an answer is met only with evidence in date; a stated gap is believed; of several answers
//! the latest counts, of undated ones the worst.

use std::collections::BTreeMap;

use candor_model::text::{one_line, plain};
use candor_model::{Cell, Dictionary, Inventory, Place, RecordRef};
use chrono::NaiveDate;

use crate::assessment::{Basis, Level, Outcome, SeenCell};
use crate::checklist::{Checklist, Library, Requirement, closest};
use crate::context::Context;
use crate::judge::age::{AnswerState, Standing};
use crate::judge::evidence::{Evidence, evidence};
use crate::judge::form::Form;

/// Records of an entity with a field `requirement`, by the requirement they name.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// For each requirement by its number.
    pub(crate) records: Vec<Vec<RecordRef>>,
    /// Those that name none, or a citation that several have.
    pub(crate) unmatched: Vec<(RecordRef, Option<String>)>,
}

/// Finds the requirement that each answer or exception names, by id, citation or an id of an earlier version.
pub(crate) fn match_records(inventory: &Inventory, library: &Library, entity: &str) -> Matches {
    let mut numbers: BTreeMap<String, Vec<&Requirement>> = BTreeMap::new();
    for (_, requirement) in library.requirements() {
        numbers.entry(plain(requirement.cite())).or_default().push(requirement);
    }
    for (_, requirement) in library.requirements() {
        // An id means one requirement, even if it reads like a citation of others.
        numbers.insert(plain(requirement.id()), vec![requirement]);
    }
    for renamed in library.checklists().iter().flat_map(Checklist::renamed) {
        if let Some((_, requirement)) = library.requirement(&renamed.to) {
            numbers.entry(plain(&renamed.from)).or_insert_with(|| vec![requirement]);
        }
    }
    let field = Dictionary::builtin().expect_field(&format!("{entity}.requirement"));
    let mut matches =
        Matches { records: vec![Vec::new(); library.requirements().count()], unmatched: Vec::new() };
    for record in inventory.records(field.entity) {
        let written = inventory.look(record, field).text();
        match numbers.get(&plain(written)).map(Vec::as_slice) {
            Some([one]) => matches.records[one.number()].push(record),
            Some(several) => {
                let ids: Vec<&str> = several.iter().map(|requirement| requirement.id()).collect();
                matches.unmatched.push((record, Some(ids.join(" or "))));
            }
            None => {
                let ids = library.requirements().map(|(_, requirement)| requirement.id());
                let near = closest(written.trim(), ids).map(str::to_owned);
                matches.unmatched.push((record, near));
            }
        }
    }
    matches
}

/// Answers that name no requirement of the library: their place, what they name, and what may be meant.
pub fn unmatched_answers(inventory: &Inventory, library: &Library) -> Vec<(Place, String, Option<String>)> {
    unmatched(inventory, library, "answer")
}

/// Exceptions that name no requirement of the library, in the same form.
pub fn unmatched_exceptions(
    inventory: &Inventory,
    library: &Library,
) -> Vec<(Place, String, Option<String>)> {
    unmatched(inventory, library, "exception")
}

fn unmatched(inventory: &Inventory, library: &Library, entity: &str) -> Vec<(Place, String, Option<String>)> {
    let field = Dictionary::builtin().expect_field(&format!("{entity}.requirement"));
    match_records(inventory, library, entity)
        .unmatched
        .into_iter()
        .map(|(record, near)| {
            let seen = inventory.look(record, field);
            let place = seen.place().unwrap_or_else(|| inventory.place(record));
            (place, one_line(seen.text()), near)
        })
        .collect()
}

/// What an answer is worth.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) outcome: Outcome,
    pub(crate) basis: Basis,
    /// In a clause: `answered yes, with evidence of 2026-05-01`.
    pub(crate) says: String,
    pub(crate) cells: Vec<SeenCell>,
    /// A recorded decision on an addressable item.
    pub(crate) is_decision: bool,
}

/// The answer that counts for a requirement, if there is one.
pub(crate) fn answered(context: &Context<'_>, requirement: &Requirement) -> Option<Answered> {
    given_for(context, requirement, requirement.number()).or_else(|| {
        // Where the duty is the same, an answer to one counts for the other.
        let same = context.library.equal_to(requirement);
        same.into_iter().find_map(|other| {
            let answered = given_for(context, requirement, other.number())?;
            let says = format!("{} (given for {}, the same duty)", answered.says, other.cite());
            Some(Answered { says, ..answered })
        })
    })
}

/// The answer to the requirement of a number, by the rules of another one or the same.
fn given_for(context: &Context<'_>, requirement: &Requirement, number: usize) -> Option<Answered> {
    counting(context, requirement, number).map(|(_, answered)| answered)
}

/// The row that counts of those that answer the requirement of a number, with what it is worth.
pub(super) fn counting(
    context: &Context<'_>,
    requirement: &Requirement,
    number: usize,
) -> Option<(RecordRef, Answered)> {
    let records = &context.answers().records[number];
    let mut given: Vec<(Option<NaiveDate>, RecordRef, Answered)> = records
        .iter()
        .map(|record| Form { context, record: *record })
        .filter_map(|form| Some((form.date("answered_on").day(), form.record, weigh(&form, requirement)?)))
        .collect();
    // What was carried over counts only where nobody answered since.
    let is_own = |record: &RecordRef| !context.is_carried_over(&context.inventory.table(*record).origin.file);
    if given.iter().any(|(_, record, _)| is_own(record)) {
        given.retain(|(_, record, _)| is_own(record));
    }
    let latest = given.iter().filter_map(|(day, ..)| *day).max();
    given.retain(|(day, ..)| day.is_none() || *day == latest);
    // The first of the worst, so that the order of rows decides between equals.
    let worst = given.into_iter().min_by_key(|(.., answered)| worth(answered.outcome));
    worst.map(|(_, record, answered)| (record, answered))
}

/// Worst first, by what it adds to the headline.
fn worth(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotMet => 0,
        Outcome::Unknown => 1,
        Outcome::PartlyMet => 2,
        Outcome::NotApplicable => 3,
        Outcome::Met => 4,
    }
}

const SHOWN: &[&str] = &[
    "answer",
    "reason",
    "evidence",
    "strength",
    "file",
    "covers_from",
    "covers_until",
    "evidence_on",
    "valid_until",
    "answered_on",
];

/// `None` if the row gives no answer.
fn weigh(form: &Form<'_, '_>, requirement: &Requirement) -> Option<Answered> {
    let seen = form.context.inventory.look(form.record, Form::field("answer"));
    let candor_model::Seen::Cell { entry, .. } = seen else { return None };
    let make = |outcome, basis, says: String| Answered {
        outcome,
        basis,
        says,
        cells: form.cells(SHOWN),
        is_decision: false,
    };
    let unknown = |says: String| make(Outcome::Unknown, Basis::Declared, says);
    if entry.cell == Cell::Blank {
        return None;
    }
    let choice = form.choice("answer");
    let has_reason = !form.text("reason").is_empty();
    let standing = Standing::of(form);
    let said = |word: &str| standing.said(word);
    let answered = match choice {
        Some("yes") => weigh_claim(form, requirement, Outcome::Met, &said("yes")),
        Some("partly") => weigh_claim(form, requirement, Outcome::PartlyMet, &said("partly")),
        Some("no") => make(Outcome::NotMet, Basis::Declared, said("no")),
        Some("not_applicable") if has_reason => make(
            Outcome::NotApplicable,
            Basis::Declared,
            format!("{}, with a reason", said("not applicable")),
        ),
        Some("not_applicable") => unknown(format!("{}, no reason recorded", said("not applicable"))),
        Some(decision) => {
            let word = if decision == "alternative" { "alternative" } else { "not reasonable" };
            weigh_decision(form, requirement, &said(word), has_reason)
        }
        None => unknown(format!("the answer `{}` cannot be read", one_line(&entry.text))),
    };
    let helps = matches!(answered.outcome, Outcome::Met | Outcome::PartlyMet | Outcome::NotApplicable);
    Some(match standing.state {
        AnswerState::Expired | AnswerState::Undated if helps => {
            let bare = said(choice.unwrap_or_default().replace('_', " ").as_str());
            Answered { is_decision: answered.is_decision, ..unknown(format!("{bare}, {}", standing.because)) }
        }
        _ => answered,
    })
}

/// `alternative` and `not_reasonable`: 45 CFR 164.306(d)(3)(ii)(B).
fn weigh_decision(form: &Form<'_, '_>, requirement: &Requirement, said: &str, has_reason: bool) -> Answered {
    let declared = |says: String| Answered {
        outcome: Outcome::NotMet,
        basis: Basis::Declared,
        says,
        cells: form.cells(SHOWN),
        is_decision: true,
    };
    if requirement.level() != Level::Addressable {
        return declared(format!("{said}, which only an addressable item allows"));
    }
    if !has_reason {
        return declared(format!("{said}, no reason recorded"));
    }
    Answered { is_decision: true, ..weigh_claim(form, requirement, Outcome::Met, said) }
}

fn weigh_claim(form: &Form<'_, '_>, requirement: &Requirement, claimed: Outcome, said: &str) -> Answered {
    let (outcome, basis, says) = match evidence(form, requirement) {
        Evidence::InDate(day) => (claimed, Basis::Evidenced, format!("{said}, with evidence of {day}")),
        Evidence::Bare(why) if form.context.accept_declared => {
            (claimed, Basis::Declared, format!("{said}, accepted though {why}"))
        }
        Evidence::Bare(why) => (Outcome::Unknown, Basis::Declared, format!("said, not shown: {said}, {why}")),
        Evidence::Lapsed(why) => (Outcome::Unknown, Basis::Declared, format!("{said}, but {why}")),
    };
    Answered { outcome, basis, says, cells: form.cells(SHOWN), is_decision: false }
}
