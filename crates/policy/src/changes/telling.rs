//! Who must be told of a change, by the law that asks for it.
//!
//! Invariants: a law counts only where a fact of the later file is asked for by it; each duty names the facts that raise it; no
//! change, no duty.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Change, ChangeKind, Changes, FactRecord, Move};
use crate::language::{Key, key};

/// A duty that changes raise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Telling {
    /// Who has to be told, when and how: a message.
    #[serde(skip)]
    pub what: Key,
    /// The provisions.
    pub cite: String,
    /// Ids of the facts whose change raises it.
    pub facts: Vec<String>,
    /// What these facts belong to, each once: activities, companies.
    pub subjects: Vec<String>,
}

/// A row of the table of duties.
struct Rule {
    what: Key,
    /// Start of the citations of its law; the first that a fact has is enough.
    law: &'static [&'static str],
    raises: fn(&Change) -> bool,
}

const GDPR: &[&str] = &["GDPR"];
const CALIFORNIA: &[&str] = &["11 CCR", "Civ. Code"];
const HIPAA: &[&str] = &["45 CFR 164.520"];

const RULES: [Rule; 10] = [
    Rule { what: key::TELL_GDPR_PURPOSE, law: GDPR, raises: is_new_purpose },
    Rule {
        what: key::TELL_GDPR_RECIPIENT,
        law: GDPR,
        raises: |change| says_more(change, &[ChangeKind::Recipients]),
    },
    Rule {
        what: key::TELL_GDPR_TRANSFER,
        law: GDPR,
        raises: |change| says_more(change, &[ChangeKind::Transfers]),
    },
    Rule { what: key::TELL_GDPR_TEXT, law: GDPR, raises: |_| true },
    Rule { what: key::TELL_CALIFORNIA_COLLECTION, law: CALIFORNIA, raises: is_new_collection },
    Rule {
        what: key::TELL_CALIFORNIA_SALE,
        law: CALIFORNIA,
        raises: |change| says_more(change, &[ChangeKind::Selling]),
    },
    Rule { what: key::TELL_CALIFORNIA_TEXT, law: CALIFORNIA, raises: |_| true },
    Rule { what: key::TELL_HIPAA_REVISE, law: HIPAA, raises: is_practice },
    Rule { what: key::TELL_HIPAA_PLAN, law: HIPAA, raises: is_practice },
    Rule { what: key::TELL_HIPAA_HELD, law: HIPAA, raises: is_practice },
];

fn says_more(change: &Change, kinds: &[ChangeKind]) -> bool {
    change.moved != Move::Removed && kinds.contains(&change.kind)
}

/// A use that is new, or that has another purpose.
fn is_new_purpose(change: &Change) -> bool {
    let is_use =
        change.id.starts_with("activity.") && [".name", ".why"].iter().any(|end| change.id.ends_with(end));
    is_use && says_more(change, &[ChangeKind::Purposes])
}

fn is_new_collection(change: &Change) -> bool {
    is_new_purpose(change) || says_more(change, &[ChangeKind::Data])
}

/// What the Notice of Privacy Practices speaks of: uses, disclosures, rights, duties (45 CFR 164.520(b)(3)).
fn is_practice(change: &Change) -> bool {
    use ChangeKind::{Claims, Contacts, Purposes, Recipients, Rights};
    change.id.starts_with("npp.") || [Claims, Contacts, Purposes, Recipients, Rights].contains(&change.kind)
}

/// The duties that changes raise, in the order of the laws.
pub fn telling(changes: &Changes, now: &FactRecord) -> Vec<Telling> {
    let duty = |rule: &Rule| {
        let raised: Vec<&Change> = changes.changes.iter().filter(|change| (rule.raises)(change)).collect();
        if raised.is_empty() || !rule.law.iter().any(|start| now.has_law(start)) {
            return None;
        }
        let mut subjects: Vec<String> = raised.iter().map(|change| change.subject.clone()).collect();
        subjects.retain(|subject| !subject.is_empty());
        let mut seen = std::collections::BTreeSet::new();
        subjects.retain(|subject| seen.insert(subject.clone()));
        let facts = raised.iter().map(|change| change.id.clone()).collect();
        Some(Telling { what: rule.what, cite: rule.what.cite().to_owned(), facts, subjects })
    };
    RULES.iter().filter_map(duty).collect()
}
