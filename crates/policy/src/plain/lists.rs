//! The words that the counting rule counts, one file a language.
//!
//! Invariants: a language without a file counts nothing of this kind, and the measures say so by being absent; the files are
//! checked by the tests, each phrase once and in small letters.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("lists/en.toml")),
    ("de", include_str!("lists/de.toml")),
    ("fr", include_str!("lists/fr.toml")),
    ("es", include_str!("lists/es.toml")),
];

static LISTS: LazyLock<BTreeMap<&'static str, Lists>> = LazyLock::new(|| {
    let read = |text| toml::from_str(text).expect("the lists of words are valid");
    FILES.iter().map(|(language, text)| (*language, read(text))).collect()
});

/// The lists of a language, if it has some.
pub(super) fn lists(language: &str) -> Option<&'static Lists> {
    LISTS.get(language)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub formula: Formula,
    pub hedges: Hedges,
    pub vague: Vague,
    pub durations: Durations,
    pub links: Links,
    pub passive: Passive,
}

/// The formula of reading ease that was made for the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Formula {
    Flesch,
    Amstad,
    KandelMoles,
    FernandezHuerta,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hedges {
    pub words: Phrases,
    /// Words that make a right of it when they stand before it or after it, as they are written.
    pub not_after: Vec<String>,
    pub not_before: Vec<String>,
    /// Months that are written alike, with their capital.
    pub months: Vec<String>,
    /// Words that tell a right at the beginning of a sentence.
    pub first_is_right: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vague {
    pub phrases: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Durations {
    pub units: Phrases,
    /// Words between a number and its unit.
    pub between: Vec<String>,
    /// Numbers in words.
    pub numbers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Links {
    /// Words of links that do not say where they lead.
    pub bare: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Passive {
    pub auxiliaries: Vec<String>,
    /// How participles begin and end; `-` stands for some letters.
    pub endings: Vec<String>,
    pub participles: Vec<String>,
    pub not_participles: Vec<String>,
    /// Words that stand between the two; `*` for all.
    pub between: Vec<String>,
    pub between_endings: Vec<String>,
}

/// Phrases by their first words, the longest of them first.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Phrases(Vec<Vec<String>>);

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Self {
        let mut split: Vec<Vec<String>> =
            phrases.iter().map(|phrase| phrase.split(' ').map(str::to_owned).collect()).collect();
        split.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Phrases(split)
    }
}

impl Phrases {
    /// Number of words of the longest phrase that begins here; 0 if none does. The words are in small letters.
    pub(super) fn length_at(&self, words: &[String]) -> usize {
        let begins = |phrase: &&Vec<String>| {
            phrase.len() <= words.len()
                && phrase.iter().zip(words).all(|(pattern, word)| is_like(pattern, word))
        };
        self.0.iter().find(begins).map_or(0, Vec::len)
    }

    /// Where phrases stand, none within another.
    pub(super) fn places(&self, words: &[String]) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let length = self.length_at(&words[at..]);
            if length > 0 {
                places.push(at..at + length);
            }
            at += length.max(1);
        }
        places
    }
}

fn is_like(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => pattern == word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_has_each_phrase_once() {
        for (language, _) in FILES {
            let lists = lists(language).expect("a test may fail here");
            for phrases in [&lists.hedges.words, &lists.vague.phrases, &lists.durations.units] {
                let joined: Vec<String> = phrases.0.iter().map(|words| words.join(" ")).collect();
                for (index, phrase) in joined.iter().enumerate() {
                    assert!(!joined[..index].contains(phrase), "{language}: `{phrase}` twice");
                    assert_eq!(phrase, &phrase.to_lowercase(), "{language}");
                }
            }
        }
    }
}
