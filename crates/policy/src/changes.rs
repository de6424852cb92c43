//! What changed between two quarters of a policy, drawn from their two `facts.json` alone.
//!
//! A fact changed if it says something else than before. One whose cells moved, while its words stayed, did not: it is only
//! counted.
//!
//! Invariants: nothing but the two files is read, so that whoever has them finds the same changes; the order is that of the
//! kinds, then that of the facts; the same file twice has no change.

mod record;
mod telling;

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{Fact, Language, State};
use record::first_by;

pub use record::{
    FactRecord, RecordError, RecordedFact, RecordedSentence, RecordedText, RecordedWords, SpokenFacts,
};
pub use telling::{Telling, telling};

/// What a change is about, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Selling,
    Recipients,
    Periods,
    Purposes,
    Data,
    Transfers,
    Claims,
    Rights,
    Contacts,
    Trackers,
    Protection,
}

impl ChangeKind {
    pub const ALL: [ChangeKind; 11] = [
        ChangeKind::Selling,
        ChangeKind::Recipients,
        ChangeKind::Periods,
        ChangeKind::Purposes,
        ChangeKind::Data,
        ChangeKind::Transfers,
        ChangeKind::Claims,
        ChangeKind::Rights,
        ChangeKind::Contacts,
        ChangeKind::Trackers,
        ChangeKind::Protection,
    ];

    /// By the id of a fact; none for the version of the text, which is no fact about data, and for points of collection, which
    /// repeat what is told of their activities.
    fn of(id: &str) -> Option<ChangeKind> {
        let (subject, part) = id.split_once('.').unwrap_or((id, ""));
        let last = part.rsplit('.').next().unwrap_or_default();
        Some(match (subject, last) {
            ("version" | "collection", _) | ("npp", "number" | "effective_on") => return None,
            ("claim", "selling") | ("incentive", _) | (_, "sold" | "shared" | "sells_minors_data") => {
                ChangeKind::Selling
            }
            ("claim", "abroad") | ("transfer", _) | ("vendor", "country") => ChangeKind::Transfers,
            ("tracker" | "trackers", _) | ("claim", "trackers") => ChangeKind::Trackers,
            ("security" | "protection", _) => ChangeKind::Protection,
            ("vendor", _) | ("activity", "who") | ("california", "disclosed") => ChangeKind::Recipients,
            (_, "retention" | "retention_start") => ChangeKind::Periods,
            ("claim", _) | (_, "automated") | ("organisation", "sensitive_beyond_7027m") => {
                ChangeKind::Claims
            }
            (
                "activity",
                "what" | "people" | "source" | "sensitive" | "kind" | "children" | "must_provide" | "told",
            )
            | ("california", "collected") => ChangeKind::Data,
            ("organisation", "request_channels" | "complaint_authority" | "honours_opt_out_signal")
            | ("california" | "npp" | "consent", _)
            | (_, "withdrawal") => ChangeKind::Rights,
            ("organisation", _) => ChangeKind::Contacts,
            _ => ChangeKind::Purposes,
        })
    }
}

/// How a fact moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// The policy says it now.
    Added,
    /// It says something else.
    Changed,
    /// It does not say it any more.
    Removed,
}

/// A fact that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Id of the fact.
    pub id: String,
    /// What it is about.
    pub kind: ChangeKind,
    /// Added, changed or removed.
    pub moved: Move,
    /// The activity, company or tracker that it belongs to, in the words of the records; empty for the organisation itself.
    pub subject: String,
    /// Did the whole subject come or go with it? Then its other facts only follow.
    pub is_head: bool,
    /// Did its subject come or go?
    pub follows: bool,
    /// What was said; empty if nothing was.
    pub before: String,
    /// What is said now; empty if nothing is.
    pub now: String,
    /// Is it asked for now, because it is not known any more?
    pub asked: bool,
}

/// What changed between two files of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// The facts that say something else, by kind.
    pub changes: Vec<Change>,
    /// Facts whose cells moved while their words stayed.
    pub moved_cells: usize,
    /// Facts that say the same.
    pub unchanged: usize,
    /// Does the version of the text have another number?
    pub version_changed: bool,
}

/// What changed from one file of facts to a later one, in the words of a language where both have them.
pub fn changes(before: &FactRecord, now: &FactRecord, language: Language) -> Changes {
    let mut found = Changes {
        changes: Vec::new(),
        moved_cells: 0,
        unchanged: 0,
        version_changed: number(before) != number(now),
    };
    let (olds, news) = (by_key(before), by_key(now));
    let (was_said, is_said) = (before.spoken(language), now.spoken(language));
    let gone = before.facts.iter().filter(|fact| !news.contains_key(&key(&fact.id)));
    for fact in now.facts.iter().chain(gone) {
        let id = key(&fact.id);
        let (old, new) = (olds.get(&id).copied(), news.get(&id).copied());
        let Some(kind) = ChangeKind::of(&fact.id) else { continue };
        if says(old) == says(new) {
            found.unchanged += usize::from(!says(new).is_empty());
            let cells = |fact: Option<&Fact>| fact.map(|fact| fact.cells.clone());
            found.moved_cells += usize::from(cells(old) != cells(new));
            continue;
        }
        let moved = match (says(old), says(new)) {
            ("", _) => Move::Added,
            (_, "") => Move::Removed,
            _ => Move::Changed,
        };
        let (was, is) = (was_said.of_subject(&fact.id), is_said.of_subject(&fact.id));
        let came_or_went = was.is_some() != is.is_some();
        let subject = is.or(was);
        found.changes.push(Change {
            kind,
            moved,
            is_head: came_or_went && subject.is_some_and(|subject| subject.id == fact.id),
            follows: came_or_went && subject.is_some_and(|subject| subject.id != fact.id),
            subject: subject
                .map(|subject| if is.is_some() { is_said.words(subject) } else { was_said.words(subject) })
                .unwrap_or_default(),
            before: old.map(|fact| was_said.words(fact)).unwrap_or_default(),
            now: new.map(|fact| is_said.words(fact)).unwrap_or_default(),
            asked: new.is_some_and(Fact::is_open),
            id: fact.id.clone(),
        });
    }
    // Stable: the facts of a kind keep their order.
    found.changes.sort_by_key(|change| change.kind);
    found
}

/// What a fact says in the language of the records; empty if nothing.
fn says(fact: Option<&Fact>) -> &str {
    let told = fact.filter(|fact| matches!(fact.state, State::Known | State::None));
    told.map(|fact| fact.text.as_str()).unwrap_or_default()
}

fn by_key(record: &FactRecord) -> HashMap<String, &Fact> {
    first_by(record.facts.iter().map(|fact| (key(&fact.id), fact)))
}

/// The number of a transfer is its place among them, which another quarter need not share.
fn key(id: &str) -> String {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match id.strip_prefix("transfer.").and_then(|rest| rest.split_once('.')) {
        Some((number, rest)) if is_number(number) => format!("transfer.{rest}"),
        _ => id.to_owned(),
    }
}

fn number(record: &FactRecord) -> &str {
    says(record.facts.iter().find(|fact| fact.id == "version.number"))
}
