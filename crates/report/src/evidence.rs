//! The facts behind published texts: which sentence states which fact, and which facts no text states, with the reason.
//!
//! Invariant: every fact is stated by a sentence or listed as not public.

use std::collections::{BTreeSet, HashMap};

use candor_model::text::hexadecimal;
use candor_policy::{Fact, Facts, Language, State};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::{Edition, Error, Sentence, Source};

/// Version of the layout of `facts.json`.
pub const FACTS_FORMAT: &str = "1.1";

/// `facts.json`: for auditors and machines.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FactsFile<'a> {
    /// Version of this layout.
    format: &'static str,
    /// Version of the program.
    tool_version: &'a str,
    /// What the organisation is called.
    organisation: &'a str,
    /// The day that the facts were drawn for.
    as_of: chrono::NaiveDate,
    /// The documents with their sentences.
    documents: Vec<DocumentSentences<'a>>,
    /// Every fact, in the order it is told.
    facts: Vec<StatedFact<'a>>,
    /// The words of the facts in the further languages of the policy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<WordsOf<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct WordsOf<'a> {
    /// ISO 639-1.
    language: Language,
    /// The facts that have other words there.
    facts: Vec<FactWords<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct FactWords<'a> {
    /// Id of the fact.
    id: &'a str,
    /// Its words.
    text: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct DocumentSentences<'a> {
    /// Where it is written below the folder of the reports, without the extension.
    path: String,
    /// ISO 639-1.
    language: &'static str,
    /// Its sentences, in their order.
    sentences: Vec<StatedSentence<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct StatedSentence<'a> {
    #[serde(flatten)]
    sentence: &'a Sentence,
    /// What it rests on.
    status: Status,
    /// SHA-256 of the text, in hexadecimal digits.
    sha256: String,
}

/// What a sentence rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// On facts.
    Fact,
    /// On the law alone.
    Law,
    /// On nothing yet: it asks for a fact that is not known.
    Open,
    /// It guides the reader, or is a title.
    Guide,
    /// On nothing: a policy with such a sentence is not to be published.
    Unfounded,
}

#[derive(Debug, Serialize, JsonSchema)]
struct StatedFact<'a> {
    #[serde(flatten)]
    fact: &'a Fact,
    /// Why no document states it; absent where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_public: Option<&'static str>,
}

impl<'a> FactsFile<'a> {
    pub fn new(facts: &'a Facts, made: &'a [(Edition, Source)], tool_version: &'a str) -> FactsFile<'a> {
        // What auditors read has the same sentences as what the public reads.
        let is_public =
            |made: &&(Edition, Source)| made.0.reader().is_none() && !made.1.sentences().is_empty();
        let documents = made.iter().filter(is_public);
        FactsFile {
            format: FACTS_FORMAT,
            tool_version,
            organisation: &facts.organisation.called,
            as_of: facts.as_of,
            documents: documents.map(|(edition, source)| document(edition, source)).collect(),
            facts: stated(facts, made.iter().flat_map(|(_, source)| source.sentences())),
            words: Vec::new(),
        }
    }

    /// Adds the same facts in the words of further languages.
    pub fn in_languages(mut self, translated: &'a [Facts]) -> FactsFile<'a> {
        let said: HashMap<&str, &str> =
            self.facts.iter().map(|stated| (stated.fact.id.as_str(), stated.fact.text.as_str())).collect();
        let other = |fact: &&Fact| said.get(fact.id.as_str()).is_some_and(|text| *text != fact.text);
        let words = |facts: &'a Facts| WordsOf {
            language: facts.language,
            facts: facts
                .all()
                .into_iter()
                .filter(other)
                .map(|fact| FactWords { id: &fact.id, text: &fact.text })
                .collect(),
        };
        self.words = translated.iter().map(words).collect();
        self
    }

    /// Two spaces a level, with a line end at the end.
    ///
    /// # Errors
    /// Only if a value cannot be represented in JSON.
    pub fn json(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn document<'a>(edition: &Edition, source: &'a Source) -> DocumentSentences<'a> {
    let stated = |sentence: &'a Sentence| StatedSentence {
        status: status(sentence),
        sha256: hexadecimal(&Sha256::digest(sentence.text.as_bytes())),
        sentence,
    };
    let sentences = source.sentences().iter().map(stated).collect();
    DocumentSentences { path: edition.path(), language: edition.language.code(), sentences }
}

fn status(sentence: &Sentence) -> Status {
    match sentence {
        sentence if !sentence.facts.is_empty() => Status::Fact,
        sentence if !sentence.asks.is_empty() => Status::Open,
        sentence if !sentence.laws.is_empty() => Status::Law,
        sentence if sentence.is_unfounded() => Status::Unfounded,
        _ => Status::Guide,
    }
}

fn stated<'a>(facts: &'a Facts, sentences: impl Iterator<Item = &'a Sentence>) -> Vec<StatedFact<'a>> {
    let told: BTreeSet<&str> =
        sentences.flat_map(|sentence| sentence.facts.iter().map(String::as_str)).collect();
    let of_fact = |fact: &'a Fact| {
        let not_public = (!told.contains(fact.id.as_str())).then(|| why_not_public(fact));
        StatedFact { fact, not_public }
    };
    facts.all().into_iter().map(of_fact).collect()
}

/// The facts that no sentence states, each with the reason.
pub fn not_public<'a>(
    facts: &'a Facts,
    sentences: impl Iterator<Item = &'a Sentence>,
) -> Vec<(&'a Fact, &'static str)> {
    let all = stated(facts, sentences).into_iter();
    all.filter_map(|stated| Some((stated.fact, stated.not_public?))).collect()
}

fn why_not_public(fact: &Fact) -> &'static str {
    match fact.state {
        State::Unknown => "It is not known: the question stands in the draft.",
        State::None if fact.text.is_empty() => "The records say that there is none.",
        _ if fact.mandatory => "No document of this run has a place for it.",
        _ => "No law asks for it to be told, and no document of this run has a place for it.",
    }
}
