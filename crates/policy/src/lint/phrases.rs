//! Phrases as patterns over whole words: how the word lists are matched.
//!
//! Invariants: a phrase begins and ends at the bounds of words; it never reaches over the end of a sentence; a pattern is built
//! when it is first used.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// Up to twelve words between two parts of a phrase, for `…`.
const GAP: &str = r"(?:[^\w.!?]+[\w'’-]+){0,12}?[^\w.!?]+";
/// The largest pattern that is built, in bytes: a list is of our own making, a megabyte is enough for the longest.
const PATTERN_BYTES_MAX: usize = 64 << 20;

/// Macros that phrases can use, by name.
pub(super) type Macros = BTreeMap<String, String>;

/// Some phrases that are looked for together.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// The regular expression; empty if there are none.
    expression: String,
    built: OnceLock<Regex>,
}

impl Phrases {
    pub(super) fn new<S: AsRef<str>>(phrases: &[S], macros: &Macros) -> Phrases {
        let phrases: Vec<String> = phrases.iter().map(|phrase| expression(phrase.as_ref(), macros)).collect();
        Phrases { expression: phrases.join("|"), built: OnceLock::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.expression.is_empty()
    }

    /// The first place where one of them stands.
    pub(super) fn first(&self, text: &str) -> Option<Range<usize>> {
        Some(self.built()?.find(text)?.range())
    }

    /// Every place, from left to right.
    pub(super) fn all(&self, text: &str) -> Vec<Range<usize>> {
        let Some(built) = self.built() else { return Vec::new() };
        built.find_iter(text).map(|found| found.range()).filter(|found| !found.is_empty()).collect()
    }

    /// Is the whole text one of them?
    pub(super) fn is_whole(&self, text: &str) -> bool {
        self.all(text).contains(&(0..text.len()))
    }

    fn built(&self) -> Option<&Regex> {
        let build = || {
            let built = RegexBuilder::new(&self.expression)
                .case_insensitive(true)
                .size_limit(PATTERN_BYTES_MAX)
                .build();
            built.unwrap_or_else(|error| panic!("a word list holds a phrase that is no pattern: {error}"))
        };
        (!self.is_empty()).then(|| self.built.get_or_init(build))
    }
}

/// A phrase as a regular expression.
fn expression(phrase: &str, macros: &Macros) -> String {
    let mut text = phrase.to_owned();
    // A macro may use others.
    for _ in 0..3 {
        for (name, words) in macros {
            text = text.replace(&format!("{{{name}}}"), words);
        }
    }
    let text = text.replace(" … ", GAP).replace(" ?", r"\s*").replace('\'', "['’]").replace(' ', r"\s+");
    let begins = phrase.starts_with(|first: char| first.is_alphanumeric() || "({".contains(first));
    // After a sign such as `:` or `]` no word can end.
    let last = phrase.trim_end_matches(['?', '*', '+', '}', ')']).chars().last();
    let ends = last.is_some_and(char::is_alphanumeric);
    let bound = |is_there: bool| if is_there { r"\b" } else { "" };
    format!("{}(?:{text}){}", bound(begins), bound(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_match_whole_words_within_a_sentence() {
        let macros = Macros::from([("us".to_owned(), "(we|they)".to_owned())]);
        let phrases = Phrases::new(&["{us} … share", "(do|does) ?(not|n't)", "etc\\.?", "\\[todo"], &macros);
        for (text, found) in [
            ("We gladly and often share it.", Some("We gladly and often share")),
            ("We keep it. Others share it.", None),
            ("We shared it.", None),
            ("They don’t.", Some("don’t")),
            ("They do not.", Some("do not")),
            ("a, b, etc.", Some("etc.")),
            ("a [TODO] b", Some("[TODO")),
            ("Swe share", None),
        ] {
            assert_eq!(phrases.first(text).map(|at| &text[at]), found, "{text}");
        }
        assert_eq!(Phrases::new::<&str>(&[], &macros).first("x"), None);
    }
}
