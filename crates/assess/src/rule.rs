//! What decides about a requirement, as a hash: two quarters with the same hash were judged by the same rule.
//!
//! Invariants: made of the words that `candor explain` shows, not of positions in a program, so that it stays when only the
//! program changes; prose that decides nothing is not in it.

use crate::checklist::{Checklist, Condition, Holds, Library, Requirement};
use crate::context::Context;
use crate::judge::finding::hash_letters;

/// Parts of a description that decide nothing.
const PROSE: [&str; 10] = [
    "Duty",
    "Why it matters",
    "First step",
    "What to do",
    "Done when",
    "Severity",
    "Confidence in citation and reading",
    "Part of",
    "Earlier ids",
    "Checklist",
];

/// Tests, conditions, time in force, question, freshness of evidence and level; and whether answers count without evidence.
pub(crate) fn rule_hash(context: &Context<'_>, checklist: &Checklist, requirement: &Requirement) -> String {
    let hash = requirement.rule_hash(|| hashed(context.library, checklist, requirement));
    if context.accept_declared { format!("{hash}-declared") } else { hash.to_owned() }
}

fn hashed(library: &Library, checklist: &Checklist, requirement: &Requirement) -> String {
    let mut words = String::new();
    for (label, text) in library.described(checklist, requirement) {
        if !PROSE.contains(&label) {
            words.push_str(&format!("{label}: {text}\n"));
        }
    }
    for condition in [library.scope(checklist), library.applies(requirement)].into_iter().flatten() {
        define(library, condition, &mut words);
    }
    hash_letters(&words)
}

/// A condition and those it rests on; they never go in circles.
fn define(library: &Library, condition: &Condition, words: &mut String) {
    let assumed = if condition.assume() { "assumed" } else { "" };
    words.push_str(&format!("{}: {} {assumed}\n", condition.id(), library.condition_asked(condition)));
    let mut open = vec![condition.holds()];
    while let Some(holds) = open.pop() {
        match holds {
            Holds::Condition(at) => define(library, &library.conditions()[*at], words),
            Holds::All(list) | Holds::Any(list) | Holds::KnownAny(list) => open.extend(list),
            Holds::Not(inner) => open.push(inner),
            Holds::Organisation(_) | Holds::Some { .. } => {}
        }
    }
}
