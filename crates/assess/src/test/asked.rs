//! Tests, rules and conditions in words, with the labels of the dictionary.

use candor_model::{Dictionary, FieldId, Kind};

use super::cell::labels;
use super::{CellTest, Relation, Test};
use crate::checklist::{Checklist, Condition, Holds, Latest, Library, Requirement, Rule};
use crate::sheet::{plural, singular};

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
    match test {
        Test::Cell { field, ask } => cell_asked(*field, ask),
        Test::Clock(clock) => {
            let extension = match &clock.extension {
                Some(extension) => format!(" (or {} if the extension was told in time)", extension.limit),
                None => String::new(),
            };
            let (done, start) = (label(clock.field), label(clock.start));
            format!("{done} within {} of {start}{extension}", clock.limit)
        }
        Test::Order { field, other, by: Some(by), .. } => {
            format!("{} is at least {by} after {}", label(*field), label(*other))
        }
        Test::Order { field, relation, other, by: None } => {
            format!("{} is {} {}", label(*field), relation_asked(*relation), label(*other))
        }
        Test::RefersTo { field, entity, that } => {
            let that = that.as_deref().map(|that| format!(", where {}", asked(that))).unwrap_or_default();
            format!("{} names only known {}{that}", label(*field), plural(*entity))
        }
        Test::Linked { by, that } => {
            let that = that.as_deref().map(|that| format!(", where {}", asked(that))).unwrap_or_default();
            let other = singular(by.entity);
            let article = if other.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
            format!("{article} {other} names it in {}{that}", label(*by))
        }
        Test::All(parts) => join(&parts.iter().map(nested).collect::<Vec<_>>(), "and"),
        Test::Any(parts) | Test::KnownAny(parts) => join(&parts.iter().map(nested).collect::<Vec<_>>(), "or"),
        Test::Not(inner) => match inner.as_ref() {
            Test::Cell { field, ask: CellTest::Present } => format!("{} is blank or none", label(*field)),
            Test::Cell { field, ask: CellTest::Answered } => format!("{} is blank", label(*field)),
            Test::Cell { field, ask: CellTest::OneOf(wanted) } => {
                format!("{} is not {}", label(*field), join(&labels(wanted, kind(*field)), "or"))
            }
            _ => format!("not ({})", asked(inner)),
        },
        Test::Unless(inner) => format!("not for certain ({})", asked(inner)),
    }
}

fn nested(test: &Test) -> String {
    match test {
        Test::All(_) | Test::Any(_) | Test::KnownAny(_) => format!("({})", asked(test)),
        _ => asked(test),
    }
}

fn cell_asked(field: FieldId, ask: &CellTest) -> String {
    let label = label(field);
    match ask {
        CellTest::Present => format!("{label} says something"),
        CellTest::Answered => format!("{label} says something or none"),
        CellTest::OneOf(wanted) => format!("{label} is {}", join(&labels(wanted, kind(field)), "or")),
        CellTest::Contains(wanted) if Dictionary::builtin().path(field) == "notice.states" => {
            format!("The notice states {}", join(&labels(wanted, kind(field)), "and"))
        }
        CellTest::Contains(wanted) => format!("{label} has {}", join(&labels(wanted, kind(field)), "and")),
        CellTest::AtLeast(bound) => format!("{label} is at least {bound}"),
        CellTest::AtMost(bound) => format!("{label} is at most {bound}"),
        CellTest::Above(bound) => format!("{label} is above {}", bound.words()),
        CellTest::Recent(span) => format!("{label} is not older than {span}"),
        CellTest::AsOf(relation) => format!("{label} is {} the day of the audit", relation_asked(*relation)),
        CellTest::On(relation, day) => format!("{label} is {} {day}", relation_asked(*relation)),
        CellTest::AllIn(set) => format!("{label} has only countries in {}", set.label()),
        CellTest::Unique => format!("{label} stands only once"),
    }
}

fn relation_asked(relation: Relation) -> &'static str {
    match relation {
        Relation::Before => "not after",
        Relation::After => "not before",
    }
}

fn label(field: FieldId) -> &'static str {
    &Dictionary::builtin().field(field).label
}

fn kind(field: FieldId) -> Kind {
    Dictionary::builtin().field(field).kind
}

fn holds_asked(library: &Library, holds: &Holds) -> String {
    let parts = |parts: &[Holds], word: &str| {
        let parts = parts.iter().map(|part| match part {
            Holds::All(_) | Holds::Any(_) | Holds::KnownAny(_) => format!("({})", holds_asked(library, part)),
            _ => holds_asked(library, part),
        });
        join(&parts.collect::<Vec<_>>(), word)
    };
    match holds {
        Holds::Organisation(test) => asked(test),
        Holds::Some { entity, scope } => {
            format!("some {}{}", singular(*entity), where_clause(scope.as_ref()))
        }
        Holds::Condition(at) => library.conditions()[*at].title().to_owned(),
        Holds::All(list) => parts(list, "and"),
        Holds::Any(list) | Holds::KnownAny(list) => parts(list, "or"),
        Holds::Not(inner) => format!("not ({})", holds_asked(library, inner)),
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
