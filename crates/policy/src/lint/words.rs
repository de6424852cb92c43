//! Word lists of the languages that the lint can read, and the matching of their phrases.
//!
//! Invariants: a phrase is matched as whole words within one sentence; a rule without its lists in a language is not
//! checked there, and says so.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::phrases::{Macros, Phrases};

/// A phrase, alone or with what to say instead.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Entry {
    Phrase(String),
    Swap([String; 2]),
}

impl Entry {
    fn phrase(&self) -> &str {
        match self {
            Entry::Phrase(phrase) | Entry::Swap([phrase, _]) => phrase,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    macros: Macros,
    lists: BTreeMap<String, Vec<Entry>>,
    except: BTreeMap<String, Vec<String>>,
    months: BTreeMap<String, u32>,
    concept: Vec<RawConcept>,
    topic: Vec<RawTopic>,
    basis: Vec<RawBasis>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConcept {
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: String,
    label: String,
    #[serde(default)]
    surprise: bool,
    denies: Vec<String>,
    does: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBasis {
    id: String,
    names: Vec<String>,
}

/// What people are told in statements that can be denied.
#[derive(Debug)]
pub(super) struct Topic {
    pub(super) id: String,
    /// In words of the language.
    pub(super) label: String,
    /// Would a summary that leaves it out mislead?
    pub(super) surprise: bool,
    denies: Phrases,
    does: Phrases,
}

impl Topic {
    pub(super) fn denies(&self, sentence: &str) -> Option<Range<usize>> {
        self.denies.first(sentence)
    }

    /// Where it is said that it is done, and not denied.
    pub(super) fn does(&self, sentence: &str) -> Option<Range<usize>> {
        if self.denies(sentence).is_some() { None } else { self.does.first(sentence) }
    }
}

/// A list of phrases.
#[derive(Debug)]
struct List {
    phrases: Phrases,
    except: Phrases,
    /// Each phrase alone with what to say instead.
    swaps: Vec<(Phrases, String)>,
}

/// The lists of one language.
#[derive(Debug)]
pub(super) struct Words {
    lists: BTreeMap<String, List>,
    pub(super) months: BTreeMap<String, u32>,
    /// Names for one thing: for each concept its names as patterns.
    pub(super) concepts: Vec<Vec<Phrases>>,
    pub(super) topics: Vec<Topic>,
    /// Legal bases with the patterns of their names.
    pub(super) bases: Vec<(String, Phrases)>,
}

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("words/en.toml")),
    ("de", include_str!("words/de.toml")),
    ("fr", include_str!("words/fr.toml")),
    ("es", include_str!("words/es.toml")),
];

static READ: [OnceLock<Words>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The lists of a language, if there are any.
pub(super) fn words_of(language: &str) -> Option<&'static Words> {
    let index = FILES.iter().position(|(known, _)| *known == language)?;
    let read = || Words::new(toml::from_str(FILES[index].1).expect("a word list is valid"));
    Some(READ[index].get_or_init(read))
}

/// The languages that have lists.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(language, _)| *language)
}

impl Words {
    fn new(file: File) -> Words {
        let macros = &file.macros;
        let phrases = |phrases: &[String]| Phrases::new(phrases, macros);
        let list = |name: &String, entries: &Vec<Entry>| {
            let all: Vec<&str> = entries.iter().map(Entry::phrase).collect();
            let swap = |entry: &Entry| match entry {
                Entry::Swap([phrase, say]) => Some((Phrases::new(&[phrase], macros), say.clone())),
                Entry::Phrase(_) => None,
            };
            List {
                phrases: Phrases::new(&all, macros),
                except: phrases(file.except.get(name).map_or(&[], Vec::as_slice)),
                swaps: entries.iter().filter_map(swap).collect(),
            }
        };
        let topic = |topic: &RawTopic| Topic {
            id: topic.id.clone(),
            label: topic.label.clone(),
            surprise: topic.surprise,
            denies: phrases(&topic.denies),
            does: phrases(&topic.does),
        };
        let names =
            |concept: &RawConcept| concept.names.iter().map(|name| Phrases::new(&[name], macros)).collect();
        Words {
            lists: file.lists.iter().map(|(name, entries)| (name.clone(), list(name, entries))).collect(),
            topics: file.topic.iter().map(topic).collect(),
            concepts: file.concept.iter().map(names).collect(),
            bases: file.basis.iter().map(|basis| (basis.id.clone(), phrases(&basis.names))).collect(),
            months: file.months.clone(),
        }
    }

    /// Is there anything under this name: a list, `topics`, `bases`, `concepts`?
    pub(super) fn has(&self, name: &str) -> bool {
        match name {
            "topics" => !self.topics.is_empty(),
            "bases" => !self.bases.is_empty(),
            "PL012" => !self.concepts.is_empty(),
            name => self.lists.get(name).is_some_and(|list| !list.phrases.is_empty()),
        }
    }

    /// Every place of a text where a phrase of the list stands and no exception around it.
    pub(super) fn all(&self, list: &str, text: &str) -> Vec<Range<usize>> {
        let Some(list) = self.lists.get(list) else { return Vec::new() };
        let spared = list.except.all(text);
        let is_spared = |found: &Range<usize>| {
            spared.iter().any(|spared| spared.start <= found.start && found.end <= spared.end)
        };
        list.phrases.all(text).into_iter().filter(|found| !is_spared(found)).collect()
    }

    /// The first of them.
    pub(super) fn first(&self, list: &str, text: &str) -> Option<Range<usize>> {
        self.all(list, text).into_iter().next()
    }

    /// Does a phrase of the list stand in the text?
    pub(super) fn has_any(&self, list: &str, text: &str) -> bool {
        self.first(list, text).is_some()
    }

    /// Is the whole text a phrase of the list?
    pub(super) fn is_whole(&self, list: &str, text: &str) -> bool {
        let text = text.trim().trim_end_matches([':', '.', '?', '…', '»', '>']).trim_end();
        self.lists.get(list).is_some_and(|list| list.phrases.is_whole(text))
    }

    /// What to say instead of words that a phrase of the list stands for.
    pub(super) fn instead(&self, list: &str, found: &str) -> Option<&str> {
        let swaps = &self.lists.get(list)?.swaps;
        let swap = swaps.iter().find(|(phrase, _)| phrase.is_whole(found));
        swap.map(|(_, say)| say.as_str()).filter(|say| !say.is_empty())
    }
}
