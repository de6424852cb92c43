//! A file of facts as it was written beside a policy: `facts.json`, read again.
//!
//! Invariants: a file of a newer format is refused by name; what an older program did not write is absent, never guessed.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::says;
use crate::{Fact, Language};

/// The formats that are understood begin so.
const FORMAT: &str = "1.";

/// `facts.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRecord {
    /// Version of its layout.
    pub format: String,
    /// What the organisation is called.
    pub organisation: String,
    /// The day that the facts were drawn for.
    pub as_of: NaiveDate,
    /// The documents with their sentences.
    #[serde(default)]
    pub documents: Vec<RecordedText>,
    /// Every fact, in the order it is told, in the first language.
    pub facts: Vec<Fact>,
    /// The words of the facts in further languages.
    #[serde(default)]
    pub words: Vec<RecordedWords>,
}

/// A document with its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedText {
    /// `privacy-policy`, `de/privacy-policy`.
    pub path: String,
    /// ISO 639-1.
    pub language: String,
    /// Its sentences, in their order.
    pub sentences: Vec<RecordedSentence>,
}

/// A sentence with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedSentence {
    /// `S-7k2m9xq4`.
    pub id: String,
    /// The id of the heading that it stands below.
    pub section: String,
    /// What stands there.
    pub text: String,
    /// Ids of the facts that it states.
    pub facts: Vec<String>,
    /// Ids of the facts that it asks for.
    #[serde(default)]
    pub asks: Vec<String>,
    /// Is it a heading, a caption or the header of a column?
    pub is_title: bool,
}

/// The words of facts in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedWords {
    /// ISO 639-1.
    pub language: String,
    /// The facts that have other words there.
    pub facts: Vec<RecordedFact>,
}

/// A fact in a further language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedFact {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Why a file of facts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    #[error("it is not a file of facts: {0}")]
    Shape(#[from] serde_json::Error),
    #[error("its format {0} is newer than this program knows")]
    Newer(String),
}

impl FactRecord {
    /// Reads `facts.json`.
    ///
    /// # Errors
    /// If it is no such file, or of a newer format.
    pub fn read(bytes: &[u8]) -> Result<FactRecord, RecordError> {
        let record: FactRecord = serde_json::from_slice(bytes)?;
        if !record.format.starts_with(FORMAT) {
            return Err(RecordError::Newer(record.format));
        }
        Ok(record)
    }

    /// A document in a language.
    pub fn text(&self, stem: &str, language: Language) -> Option<&RecordedText> {
        let is_it = |text: &&RecordedText| {
            text.language == language.code() && text.path.rsplit('/').next() == Some(stem)
        };
        self.documents.iter().find(is_it)
    }

    /// Its facts in the words of a language; in those of the first where the file has no others.
    pub fn spoken(&self, language: Language) -> SpokenFacts<'_> {
        let names =
            self.facts.iter().filter(|fact| fact.id.ends_with(".name") && !says(Some(fact)).is_empty());
        let of_language = self.words.iter().find(|words| words.language == language.code());
        let words = of_language.into_iter().flat_map(|words| &words.facts);
        SpokenFacts {
            names: first_by(names.map(|fact| (fact.id.as_str(), fact))),
            words: first_by(words.map(|fact| (fact.id.as_str(), fact.text.as_str()))),
        }
    }

    /// Does a law ask for one of the facts? The law by the start of its citations.
    pub(super) fn has_law(&self, start: &str) -> bool {
        self.facts.iter().any(|fact| fact.mandatory && fact.cite.starts_with(start))
    }
}

/// The facts of a file in a language, found by their ids: a long register has tens of thousands.
#[derive(Debug)]
pub struct SpokenFacts<'a> {
    /// The facts that name something.
    names: HashMap<&'a str, &'a Fact>,
    /// What has other words than in the first language.
    words: HashMap<&'a str, &'a str>,
}

impl<'a> SpokenFacts<'a> {
    /// The name of the activity or company that a fact belongs to.
    pub fn subject(&self, id: &str) -> Option<String> {
        Some(self.words(self.of_subject(id)?))
    }

    /// The fact that names what a fact belongs to.
    pub(super) fn of_subject(&self, id: &str) -> Option<&'a Fact> {
        let mut parts = id.splitn(3, '.');
        let name = format!("{}.{}.name", parts.next()?, parts.next()?);
        self.names.get(name.as_str()).copied()
    }

    /// What a fact says; empty if it is open.
    pub fn words(&self, fact: &Fact) -> String {
        if fact.is_open() {
            return String::new();
        }
        self.words.get(fact.id.as_str()).map_or(fact.text.as_str(), |words| words).to_owned()
    }
}

/// Of several with one key the first.
pub(super) fn first_by<K: Eq + Hash, V>(items: impl Iterator<Item = (K, V)>) -> HashMap<K, V> {
    let mut found = HashMap::new();
    for (key, value) in items {
        found.entry(key).or_insert(value);
    }
    found
}
