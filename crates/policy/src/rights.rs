//! Rights under the GDPR, shown only where the law and the legal basis give them (Art. 12-22, 77).

use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::Activity;
use crate::fact::{Fact, State};
use crate::organisation::{Applies, Laws};
use crate::records::Records;
use crate::{Key, Language, key};

/// A right in words that follow "You can ask us to".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Right {
    /// The right in plain words.
    pub text: String,
    /// The provision that gives it.
    pub cite: String,
}

/// Rights of people under the GDPR; empty where it is known not to apply.
pub(crate) fn gdpr_rights(
    records: &Records<'_>,
    laws: &Laws,
    activities: &[Activity],
    automated: &Fact,
) -> Vec<Right> {
    let all: Vec<&Activity> = activities.iter().collect();
    rights_of(records.language, laws, &all, automated.state == State::Known)
}

/// The rights that some activities give; `decided` where software decides in one of them.
pub(crate) fn rights_of(
    language: Language,
    laws: &Laws,
    activities: &[&Activity],
    decided: bool,
) -> Vec<Right> {
    if laws.gdpr == Applies::No {
        return Vec::new();
    }
    let right = |key: Key, cite: &str| Right { text: language.say(key), cite: cite.to_owned() };
    let rests_on = |wanted: &[&str]| {
        activities.iter().flat_map(|activity| &activity.bases).any(|basis| wanted.contains(basis))
    };
    let mut rights = vec![
        right(key::RIGHT_ACCESS, "GDPR Art. 15"),
        right(key::RIGHT_RECTIFICATION, "GDPR Art. 16"),
        right(key::RIGHT_ERASURE, "GDPR Art. 17"),
        right(key::RIGHT_RESTRICTION, "GDPR Art. 18"),
    ];
    if rests_on(&["consent", "contract"]) {
        rights.push(right(key::RIGHT_PORTABILITY, "GDPR Art. 20"));
    }
    if rests_on(&["legitimate_interests", "public_task"]) {
        rights.push(right(key::RIGHT_OBJECTION, "GDPR Art. 21"));
    }
    if rests_on(&["consent"]) {
        rights.push(right(key::RIGHT_WITHDRAWAL, "GDPR Art. 7(3)"));
    }
    if decided {
        rights.push(right(key::RIGHT_HUMAN_REVIEW, "GDPR Art. 22(3)"));
    }
    rights
}
