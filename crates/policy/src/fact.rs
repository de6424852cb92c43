//! A fact: what a policy can say about one thing, with the cells it rests on, or the question that is open.
//!
//! Invariants: a known fact has words and came from cells or from counting them; an open fact says nothing
//! but its question; one that is not applicable says nothing at all.

use candor_model::Dictionary;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Known,
    /// The records say no; the text tells it where that is told at all.
    None,
    Unknown,
    /// The law does not ask for it here, or the records mark it as not applicable; says nothing.
    NotApplicable,
}

/// A cell that a fact rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FactCell {
    /// The file, as it was given.
    pub file: String,
    /// The sheet, empty for a text file.
    pub sheet: String,
    /// `D7`, or `line 12` in `candor.toml`.
    pub cell: String,
    /// The text that stood there.
    pub saw: String,
    /// Who answers for the record, as written; empty if nobody is named.
    pub owner: String,
    /// The day that the record was last checked, if one that has come is recorded.
    pub checked_on: Option<NaiveDate>,
}

/// One thing that a policy says, or has to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// Stable: `organisation.legal_name`, `activity.<key>.retention`.
    pub id: String,
    /// Known, none, unknown or not applicable.
    pub state: State,
    /// Plain words in the language of the facts; empty while unknown.
    pub text: String,
    /// The question to show while unknown.
    pub ask: String,
    /// Where the answer belongs: `Activities › Retention`.
    pub place: String,
    /// The cells that it rests on.
    pub cells: Vec<FactCell>,
    /// Does a law that applies, or whose application is not known, ask for it?
    pub mandatory: bool,
    /// The provision, or empty.
    pub cite: String,
}

impl Fact {
    pub fn is_known(&self) -> bool {
        self.state == State::Known
    }

    pub fn is_open(&self) -> bool {
        self.state == State::Unknown
    }
}

/// A reading of the records: a value, an explicit "none", or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found<T> {
    Known(T),
    None,
    Unknown,
}

impl<T> Found<T> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        match self {
            Found::Known(value) => Found::Known(change(value)),
            Found::None => Found::None,
            Found::Unknown => Found::Unknown,
        }
    }

    pub(crate) fn known(self) -> Option<T> {
        match self {
            Found::Known(value) => Some(value),
            Found::None | Found::Unknown => None,
        }
    }
}

/// Whether a law that counts asks for a fact, and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Duty {
    pub(crate) mandatory: bool,
    pub(crate) cite: String,
}

/// What a record is called, as a fact: a text that names it rests on the cell of its name.
pub(crate) fn named(id: &str, field: &str, name: &str, cells: Vec<FactCell>) -> Fact {
    Question::new(format!("{id}.name"), "What is it called?", field, Duty::default()).known(name, cells)
}

/// What is asked of the records; becomes a [`Fact`] with what was found.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) ask: String,
    pub(crate) place: String,
    pub(crate) duty: Duty,
}

impl Question {
    /// `field` is a path of the dictionary such as `activity.retention`.
    pub(crate) fn new(id: impl Into<String>, ask: impl Into<String>, field: &str, duty: Duty) -> Self {
        Question { id: id.into(), ask: ask.into(), place: place_of(field), duty }
    }

    pub(crate) fn known(self, text: impl Into<String>, cells: Vec<FactCell>) -> Fact {
        self.fact(State::Known, text.into(), cells)
    }

    pub(crate) fn none(self, text: impl Into<String>, cells: Vec<FactCell>) -> Fact {
        self.fact(State::None, text.into(), cells)
    }

    /// Nothing that the law asks for here, or marked so in the records.
    pub(crate) fn not_applicable(self, cells: Vec<FactCell>) -> Fact {
        self.fact(State::NotApplicable, String::new(), cells)
    }

    pub(crate) fn open(self, cells: Vec<FactCell>) -> Fact {
        self.fact(State::Unknown, String::new(), cells)
    }

    /// "None" is no answer to what a law asks for: it leaves the question open.
    pub(crate) fn found(self, found: Found<String>, cells: Vec<FactCell>) -> Fact {
        match found {
            Found::None if self.duty.mandatory => self.open(cells),
            found => self.found_or_none(found, cells),
        }
    }

    /// Where the law asks for a thing that not everybody needs to have, such as a data protection officer.
    pub(crate) fn found_or_none(self, found: Found<String>, cells: Vec<FactCell>) -> Fact {
        match found {
            Found::Known(text) => self.known(text, cells),
            Found::None => self.not_applicable(cells),
            Found::Unknown => self.open(cells),
        }
    }

    fn fact(self, state: State, text: String, cells: Vec<FactCell>) -> Fact {
        let Question { id, ask, place, duty } = self;
        Fact { id, state, text, ask, place, cells, mandatory: duty.mandatory, cite: duty.cite }
    }
}

/// `Activities › Retention` for `activity.retention`.
fn place_of(path: &str) -> String {
    let dictionary = Dictionary::builtin();
    let field = dictionary.expect_field(path);
    format!("{} › {}", dictionary.entity(field.entity).sheet, dictionary.field(field).label)
}
