//! A test in words, as a reader says it: a `not` goes into the words it is about, and so does an `unless`.
//!
//! Invariant: what is said holds for just the records that the test holds for. Both go through `all` and `any` exactly
//! (Kleene), so no word of logic is left but "and" and "or".

use candor_model::{Dictionary, FieldId};

use super::asked::{asked, join};
use super::cell::labels;
use super::{CellTest, Need, Relation, Test, Timely};
use crate::sheet::{plural, singular};

/// Is a test said, or its contrary?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Is,
    IsNot,
}

/// What becomes of a record of which it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    /// It stays unknown.
    Open,
    /// It counts as one of which it does not hold.
    Certain,
    /// It counts as one of which it holds.
    Possible,
}

impl Voice {
    pub(super) fn turned(self) -> Voice {
        match self {
            Voice::Is => Voice::IsNot,
            Voice::IsNot => Voice::Is,
        }
    }

    /// The words between the parts of `all` and of `any`.
    pub(super) fn joins(self) -> (&'static str, &'static str) {
        match self {
            Voice::Is => ("and", "or"),
            Voice::IsNot => ("or", "and"),
        }
    }
}

pub(super) fn say(test: &Test, voice: Voice, sure: Sure) -> String {
    let (parts, word) = said(test, voice, sure);
    join(&parts, word)
}

/// What is said one by one, and the word between.
pub(super) fn said(test: &Test, voice: Voice, sure: Sure) -> (Vec<String>, &'static str) {
    let (and, or) = voice.joins();
    match (test, voice) {
        (Test::All(parts), _) => (each(parts, and, |part| said(part, voice, sure)), and),
        (Test::Any(parts) | Test::KnownAny(parts), _) => {
            (each(parts, or, |part| said(part, voice, sure)), or)
        }
        (Test::Not(inner), _) => said(inner, voice.turned(), sure),
        (Test::Unless(inner), Voice::Is) => said(inner, Voice::IsNot, Sure::Possible),
        (Test::Unless(inner), Voice::IsNot) => said(inner, Voice::Is, Sure::Certain),
        _ => (vec![one(test, voice, sure)], "and"),
    }
}

/// Parts with another word between them stand in brackets.
pub(super) fn each<T>(
    parts: &[T],
    word: &'static str,
    said: impl Fn(&T) -> (Vec<String>, &'static str),
) -> Vec<String> {
    let mut all = Vec::new();
    for part in parts {
        match said(part) {
            (items, inner) if items.len() < 2 || inner == word => all.extend(items),
            (items, inner) => all.push(format!("({})", join(&items, inner))),
        }
    }
    all
}

fn one(test: &Test, voice: Voice, sure: Sure) -> String {
    let words = alone(test, voice);
    let is_about_blank =
        matches!(test, Test::Cell { ask: CellTest::Present | CellTest::Answered | CellTest::Blank, .. });
    match sure {
        Sure::Open => words,
        // Of an empty cell it is known that it is empty.
        _ if is_about_blank => words,
        Sure::Certain => format!("{words} for certain"),
        Sure::Possible => format!("{words} (or not known)"),
    }
}

/// A test without parts.
fn alone(test: &Test, voice: Voice) -> String {
    let is = |yes: String, no: String| match voice {
        Voice::Is => yes,
        Voice::IsNot => no,
    };
    match test {
        Test::Cell { field, ask } => cell(*field, ask, voice),
        Test::Clock(clock) => {
            let extension = match &clock.extension {
                Some(extension) => format!(" (or {} if the extension was told in time)", extension.limit),
                None => String::new(),
            };
            let (done, start) = (label(clock.field), label(clock.start));
            let when = is("within".to_owned(), "is not within".to_owned());
            format!("{done} {when} {} of {start}{extension}", clock.limit)
        }
        Test::Order { field, other, by: Some(by), .. } => {
            let most = is("at least".to_owned(), "less than".to_owned());
            format!("{} is {most} {by} after {}", label(*field), label(*other))
        }
        Test::Order { field, relation, other, by: None } => {
            format!("{} is {} {}", label(*field), when(*relation, voice), label(*other))
        }
        Test::RefersTo { field, entity, need, that } => {
            let that = that.as_deref().map(|that| format!(", where {}", asked(that))).unwrap_or_default();
            let (one, many, label) = (singular(*entity), plural(*entity), label(*field));
            match need {
                Need::Each => is(
                    format!("{label} names only known {many}{that}"),
                    format!("{label} names something else than known {many}{that}"),
                ),
                Need::One => is(
                    format!("{label} names at least one known {one}{that}"),
                    format!("{label} names no known {one}{that}"),
                ),
            }
        }
        Test::Linked { by, timely, that } => {
            let mut wanted: Vec<String> = that.as_deref().map(asked).into_iter().collect();
            wanted.extend(timely.map(|Timely { dated, before }| {
                format!("{} is not after {} here", label(dated), label(before))
            }));
            let that = match wanted.is_empty() {
                true => String::new(),
                false => format!(", where {}", join(&wanted, "and")),
            };
            let other = singular(by.entity);
            let article = if other.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
            let which = is(article.to_owned(), "no".to_owned());
            format!("{which} {other} names it in {}{that}", label(*by))
        }
        Test::All(_) | Test::Any(_) | Test::KnownAny(_) | Test::Not(_) | Test::Unless(_) => {
            say(test, voice, Sure::Open)
        }
    }
}

fn cell(field: FieldId, ask: &CellTest, voice: Voice) -> String {
    let (known, label) = (Dictionary::builtin(), label(field));
    let listed = |wanted, word| join(&labels(wanted, known.field(field).kind), word);
    let (yes, no) = match ask {
        CellTest::Present => ("says something".to_owned(), "is blank or none".to_owned()),
        CellTest::Answered => ("says something or none".to_owned(), "is blank".to_owned()),
        CellTest::Blank => ("is blank".to_owned(), "is filled".to_owned()),
        CellTest::OneOf(wanted) => {
            (format!("is {}", listed(wanted, "or")), format!("is not {}", listed(wanted, "or")))
        }
        CellTest::Contains(wanted) if known.path(field) == "notice.states" => {
            let items = listed(wanted, "and");
            return match voice {
                Voice::Is => format!("The notice states {items}"),
                Voice::IsNot => format!("The notice does not state {items}"),
            };
        }
        CellTest::Contains(wanted) => {
            (format!("has {}", listed(wanted, "and")), format!("is without {}", listed(wanted, "and")))
        }
        CellTest::AtLeast(bound) => (format!("is at least {bound}"), format!("is below {bound}")),
        CellTest::AtMost(bound) => (format!("is at most {bound}"), format!("is above {bound}")),
        CellTest::Above(bound) => {
            (format!("is above {}", bound.words()), format!("is not above {}", bound.words()))
        }
        CellTest::Recent(span) => (format!("is not older than {span}"), format!("is older than {span}")),
        CellTest::AsOf(relation) => {
            return format!("{label} is {} the day of the audit", when(*relation, voice));
        }
        CellTest::On(relation, day) => return format!("{label} is {} {day}", when(*relation, voice)),
        CellTest::AllIn(set) => (
            format!("has only countries in {}", set.label()),
            format!("has a country outside {}", set.label()),
        ),
        CellTest::Unique => ("stands only once".to_owned(), "stands more than once".to_owned()),
    };
    match voice {
        Voice::Is => format!("{label} {yes}"),
        Voice::IsNot => format!("{label} {no}"),
    }
}

fn when(relation: Relation, voice: Voice) -> &'static str {
    match (relation, voice) {
        (Relation::Before, Voice::Is) => "not after",
        (Relation::Before, Voice::IsNot) => "after",
        (Relation::After, Voice::Is) => "not before",
        (Relation::After, Voice::IsNot) => "before",
    }
}

pub(super) fn label(field: FieldId) -> &'static str {
    &Dictionary::builtin().field(field).label
}
