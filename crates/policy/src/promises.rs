//! The ledger of promises: what a policy promises to do within a time, held against the logs.
//!
//! `promises.toml` says which log and which dates a promise is held against. Deleting is held against the runs that the
//! records name.
//!
//! Invariants: a row that cannot be decided is neither kept nor broken; a log that is missing keeps no promise; what lies
//! after the day of the records has not happened yet.

mod cases;

use std::sync::OnceLock;

use candor_model::{Dictionary, Inventory};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::drift::DriftContext;
use crate::drift::passage::{Passage, passages};
use crate::drift::period::Length;
use crate::drift::register::Register;
use crate::drift::subject::Spoken;
use crate::drift::time::{Said, Time, time_of};
use crate::drift::times::{names_law, subject};
use crate::drift::vocabulary::Vocabulary;
use crate::fact::FactCell;
use crate::records::Records;
use crate::text::Text;
use crate::{Facts, Language};

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// At least one row shows that it was not kept.
    NotKept,
    /// No row shows that, but some cannot be decided, or there is no log.
    CouldNotTell,
    /// Every row that counts was in time.
    Kept,
    /// There is a log, and nothing in it was due yet.
    NothingYet,
}

impl PromiseState {
    /// The state in words.
    pub fn label(self) -> &'static str {
        match self {
            PromiseState::NotKept => "Not kept",
            PromiseState::CouldNotTell => "Could not tell",
            PromiseState::Kept => "Kept",
            PromiseState::NothingYet => "Nothing was due yet",
        }
    }
}

/// A row that broke a promise, or that cannot be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PromiseCase {
    /// Key or name of the row.
    pub subject: String,
    /// What happened: `done on 2026-05-12, was due on 2026-04-30`.
    pub words: String,
    /// The cells that show it.
    pub cells: Vec<FactCell>,
}

/// A promise with what the logs say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Promise {
    /// `answer`, `confirm`, `opt_out`, `breach_people`, `breach_authority`, `review`, `training` or `delete`.
    pub id: String,
    /// What is promised, in plain words.
    pub title: String,
    /// The time that is promised, or empty.
    pub limit: String,
    /// The law whose requests count (`gdpr`, `ccpa`, `hipaa`), or empty for all.
    pub law: String,
    /// The line of the policy, from 1; in a Word document the number of the paragraph.
    pub line: usize,
    /// The sentence that promises.
    pub sentence: String,
    /// The sheet that it is held against.
    pub log: String,
    /// How the promise stands.
    pub state: PromiseState,
    /// Rows in which it was kept.
    pub kept: usize,
    /// Rows in which the time still runs.
    pub running: usize,
    /// Rows in which it was not kept.
    pub broken: Vec<PromiseCase>,
    /// Rows that cannot be decided.
    pub undecided: Vec<PromiseCase>,
    /// `not kept in 1 of 9`.
    pub words: String,
}

/// What was found of a promise in its log.
#[derive(Debug, Default)]
struct Outcome {
    has_log: bool,
    kept: usize,
    running: usize,
    broken: Vec<PromiseCase>,
    undecided: Vec<PromiseCase>,
}

/// A promise as the data file says how to check it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    id: String,
    title: String,
    entity: String,
    start: Option<String>,
    end: String,
    or_end: Option<String>,
    extended_by: Option<String>,
    held_by: Option<String>,
    #[serde(default)]
    when: Vec<When>,
}

/// A condition on a row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    field: String,
    #[serde(default)]
    one_of: Vec<String>,
    #[serde(default)]
    none_of: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Checks {
    promise: Vec<Check>,
}

fn checks() -> &'static [Check] {
    static CHECKS: OnceLock<Vec<Check>> = OnceLock::new();
    CHECKS.get_or_init(|| {
        let checks: Checks = toml::from_str(include_str!("promises.toml")).expect("the promises are tested");
        checks.promise
    })
}

/// A promise in a text.
struct Made {
    id: &'static str,
    limit: Length,
    law: &'static str,
    line: usize,
    sentence: String,
}

/// The promises of a policy's text, in its order, each held against the logs as of a day. A promise that is made twice is
/// told once.
pub fn promises(
    text: &Text,
    facts: &Facts,
    context: &DriftContext,
    inventory: &Inventory,
    as_of: NaiveDate,
) -> Vec<Promise> {
    let records = Records::new(inventory, as_of, Language::English);
    let register = Register::new(facts, context, Vocabulary::builtin());
    let passages = passages(text, &register);
    let can_extend = passages.iter().any(|passage| time_of(passage) == Time::Extension);
    let mut found: Vec<Promise> = Vec::new();
    for made in passages.iter().filter_map(made) {
        let is_told = |other: &Promise| {
            (other.id.as_str(), other.law.as_str()) == (made.id, made.law)
                && other.limit == made.limit.to_string()
        };
        if found.iter().any(is_told) {
            continue;
        }
        if let Some(check) = checks().iter().find(|check| check.id == made.id) {
            let outcome = cases::of_log(&records, check, &made, can_extend);
            found.push(promise(check, made, outcome));
        }
    }
    found.extend(deletion(&records, &register, &passages));
    found.sort_by_key(|promise| promise.line);
    found
}

/// The promise that a passage makes, if it makes one.
fn made(passage: &Passage) -> Option<Made> {
    let frames = Vocabulary::builtin().frames();
    let (id, limit) = match time_of(passage) {
        Time::Answer(limit) => ("answer", limit),
        Time::Confirm(limit) => ("confirm", limit),
        Time::OptOut(limit) => ("opt_out", limit),
        Time::Breach(limit) if frames.authorities.stand_in(&passage.tokens) => ("breach_authority", limit),
        Time::Breach(limit) => ("breach_people", limit),
        Time::Review(limit) => ("review", limit),
        Time::Training(limit) => ("training", limit),
        Time::Kept(_) | Time::Extension | Time::None => return None,
    };
    let law = ["gdpr", "ccpa", "hipaa"].into_iter().find(|law| names_law(passage, law)).unwrap_or_default();
    Some(Made { id, limit, law, line: passage.line, sentence: passage.text.clone() })
}

fn promise(check: &Check, made: Made, outcome: Outcome) -> Promise {
    let dictionary = Dictionary::builtin();
    let log = dictionary.find_entity(&check.entity).map(|entity| dictionary.entity(entity).sheet.clone());
    told(
        &check.title,
        made.id,
        made.limit.to_string(),
        made.law,
        (made.line, made.sentence),
        log.unwrap_or_default(),
        outcome,
    )
}

fn told(
    title: &str,
    id: &str,
    limit: String,
    law: &str,
    (line, sentence): (usize, String),
    log: String,
    outcome: Outcome,
) -> Promise {
    let Outcome { has_log, kept, running, broken, undecided } = outcome;
    let state = match () {
        () if !broken.is_empty() => PromiseState::NotKept,
        () if !has_log || !undecided.is_empty() => PromiseState::CouldNotTell,
        () if kept > 0 => PromiseState::Kept,
        () => PromiseState::NothingYet,
    };
    let ended = kept + broken.len();
    let doubts = match undecided.len() {
        0 => String::new(),
        count => format!(", {count} could not be told"),
    };
    let words = match state {
        _ if !has_log => "no log".to_owned(),
        PromiseState::NotKept => format!("not kept in {} of {ended}{doubts}", broken.len()),
        PromiseState::NothingYet => "nothing was due yet".to_owned(),
        PromiseState::Kept | PromiseState::CouldNotTell => format!("kept in {kept} of {ended}{doubts}"),
    };
    Promise {
        id: id.to_owned(),
        title: title.to_owned(),
        limit,
        law: law.to_owned(),
        line,
        sentence,
        log,
        state,
        kept,
        running,
        broken,
        undecided,
        words,
    }
}

/// "Then we delete it": one promise for all activities of which the text says so.
fn deletion(records: &Records<'_>, register: &Register<'_>, passages: &[Passage]) -> Option<Promise> {
    let frames = Vocabulary::builtin().frames();
    let mut promised: Vec<usize> = Vec::new();
    let mut first: Option<(usize, String)> = None;
    let mut before: (usize, Spoken) = (usize::MAX, Spoken::default());
    for passage in passages {
        let spoken = subject(register, passage, &before);
        let keeps = match time_of(passage) {
            Time::Kept(said) => said.iter().any(|said| matches!(said, Said::For(_))),
            _ => false,
        };
        if keeps && frames.deletes.stand_in(&passage.tokens) {
            first.get_or_insert_with(|| (passage.line, passage.text.clone()));
            promised.extend(&spoken.near);
        }
        before = (passage.block, spoken);
    }
    promised.sort_unstable();
    promised.dedup();
    let mut outcome = Outcome { has_log: true, ..Outcome::default() };
    for activity in promised {
        cases::of_run(records, register.activities[activity].fact, &mut outcome);
    }
    let sheet = Dictionary::builtin()
        .find_entity("activity")
        .map(|entity| Dictionary::builtin().entity(entity).sheet.clone());
    Some(told(
        "Delete data when its time is over",
        "delete",
        String::new(),
        "",
        first?,
        sheet.unwrap_or_default(),
        outcome,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_names_fields_and_options_of_the_dictionary() {
        let dictionary = Dictionary::builtin();
        for check in checks() {
            let entity = dictionary.find_entity(&check.entity).expect("an entity");
            let fields = [
                Some(&check.end),
                check.start.as_ref(),
                check.or_end.as_ref(),
                check.extended_by.as_ref(),
                check.held_by.as_ref(),
            ];
            for field in fields.into_iter().flatten() {
                assert!(dictionary.find_field(entity, field).is_some(), "{} {field}", check.id);
            }
            for when in &check.when {
                let field = dictionary.field(dictionary.find_field(entity, &when.field).expect("a field"));
                let list = match field.kind {
                    candor_model::Kind::Choice(list) | candor_model::Kind::Choices(list) => list,
                    _ => continue,
                };
                let options = &dictionary.choice_list(list).options;
                for id in when.one_of.iter().chain(&when.none_of) {
                    assert!(options.iter().any(|option| option.id == *id), "{} {id}", check.id);
                }
            }
        }
    }
}
