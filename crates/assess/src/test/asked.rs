//! Tests, rules and conditions in words, with the labels of the dictionary.

use super::Test;
use super::words::{Sure, Voice, each, label, said, say};
use crate::checklist::{Checklist, Condition, Holds, Latest, Library, Requirement, Rule};
use crate::sheet::singular;

impl Requirement {
    /// What decides, in words: `Every vendor: DPA signed is yes`; the question where a person decides.
    pub fn asked(&self) -> String {
        match self.rule() {
            Rule::Each { entity, scope, must, latest } => {
                let latest = latest.map(|latest| format!(", {}", latest_asked(&latest)));
                let (latest, scope) = (latest.unwrap_or_default(), where_clause(scope.as_ref()));
                format!("Every {}{scope}{latest}: {}", singular(*entity), asked(must))
            }
            Rule::Some { entity, scope, must } => {
                let must = must.as_ref().map(|must| format!(": {}", asked(must))).unwrap_or_default();
                format!("At least one {}{}{must}", singular(*entity), where_clause(scope.as_ref()))
            }
            Rule::Ask => self.ask().to_owned(),
        }
    }
}

impl Library {
    /// What makes a condition true, in words.
    pub fn condition_asked(&self, condition: &Condition) -> String {
        holds_asked(self, condition.holds())
    }

    /// For whom a checklist is, in words; empty where it is for everybody.
    pub fn scope_title(&self, checklist: &Checklist) -> &str {
        self.scope(checklist).map(Condition::title).unwrap_or_default()
    }
}

/// `of each Person the latest by Completed on`.
pub(crate) fn latest_asked(latest: &Latest) -> String {
    format!("of each {} the latest by {}", label(latest.per), label(latest.date))
}

/// ` where Status is Active`, or empty.
pub(crate) fn where_clause(scope: Option<&Test>) -> String {
    scope.map(|scope| format!(" where {}", asked(scope))).unwrap_or_default()
}

/// A test in words.
pub(crate) fn asked(test: &Test) -> String {
    say(test, Voice::Is, Sure::Open)
}

fn holds_asked(library: &Library, holds: &Holds) -> String {
    let (parts, word) = holds_said(library, holds, Voice::Is);
    join(&parts, word)
}

/// What a condition says one by one, and the word between.
fn holds_said(library: &Library, holds: &Holds, voice: Voice) -> (Vec<String>, &'static str) {
    let (and, or) = voice.joins();
    let each = |parts: &[Holds], word| (each(parts, word, |part| holds_said(library, part, voice)), word);
    let one = |words: String| (vec![words], "and");
    match (holds, voice) {
        (Holds::Organisation(test), _) => said(test, voice, Sure::Open),
        (Holds::Some { entity, scope }, _) => {
            let which = if voice == Voice::Is { "some" } else { "no" };
            one(format!("{which} {}{}", singular(*entity), where_clause(scope.as_ref())))
        }
        (Holds::Condition(at), Voice::Is) => one(library.conditions()[*at].title().to_owned()),
        (Holds::Condition(at), Voice::IsNot) => {
            one(format!("it is not so that {}", library.conditions()[*at].title()))
        }
        (Holds::All(list), _) => each(list, and),
        (Holds::Any(list) | Holds::KnownAny(list), _) => each(list, or),
        (Holds::Not(inner), _) => holds_said(library, inner, voice.turned()),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn join(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
