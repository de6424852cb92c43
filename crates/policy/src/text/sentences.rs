//! Sentences and words of a block.
//!
//! Sentence bounds are those of Unicode (UAX #29, section 5), mended: a bound needs white space before it (`?` in a web
//! address is none), may stand before a digit, and is none after an abbreviation, an initial, the number of an item or a German ordinal. A word is
//! what stands between white space or dashes and has a letter or digit; `long-term` is one word, `and/or` two, an address one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use super::Sentence;

/// Abbreviations of four languages: what is short for a title is so whatever language stands around it.
static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    toml::from_str(include_str!("abbreviations.toml")).expect("the list of abbreviations is valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    /// Never the end of a sentence, with a full stop after.
    inside: BTreeSet<String>,
    /// So only before a number.
    before_number: BTreeSet<String>,
    /// The end of a sentence if one of the `openers` follows.
    either: BTreeSet<String>,
    /// Words that a sentence begins with far more often than a name does.
    openers: BTreeSet<String>,
}

/// The sentences of a block's text.
pub fn sentences(text: &str, language: Option<&str>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in bounds(text) {
        if end == text.len() || ends(&text[start..end], &text[end..], language) {
            let sentence = text[start..end].trim();
            if words(sentence).next().is_some() {
                let lead = text[start..end].len() - text[start..end].trim_start().len();
                sentences.push(Sentence {
                    text: sentence.to_owned(),
                    start: start + lead,
                    complete: is_complete(sentence),
                });
            }
            start = end;
        }
    }
    sentences
}

/// Where a sentence may end. Unicode sees none before a digit that letters follow, as in "We ask. 3M answers."
fn bounds(text: &str) -> Vec<usize> {
    let mut bounds: Vec<usize> =
        text.split_sentence_bound_indices().map(|(at, piece)| at + piece.len()).collect();
    let before_digits = text.match_indices(". ").map(|(at, stop)| at + stop.len());
    bounds
        .extend(before_digits.filter(|end| text[*end..].starts_with(|letter: char| letter.is_ascii_digit())));
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// Is there the end of a sentence between what was read and what follows?
fn ends(before: &str, after: &str, language: Option<&str>) -> bool {
    let trimmed = before.trim_end();
    if trimmed.ends_with(['。', '！', '？']) {
        return true;
    }
    if trimmed.len() == before.len() {
        return false;
    }
    let Some(stem) = trimmed.strip_suffix('.') else { return true };
    let last = last_word(stem);
    let next = after.trim_start_matches(['(', '[', '"', '“', '«', '„', '‘', ' ']);
    let next_word = words(next).next().unwrap_or_default();
    let is_first = last.len() == stem.trim_start().len();
    let list = &*ABBREVIATIONS;
    let short = last.to_lowercase();
    let earlier = stem[..stem.len() - last.len()].trim_end();
    let is_spaced =
        is_letter(last) && earlier.strip_suffix('.').is_some_and(|word| is_letter(last_word(word)));
    if is_spaced || list.inside.contains(&short) {
        return false;
    }
    if list.openers.contains(&next_word.to_lowercase()) && !is_first {
        return true;
    }
    let starts_with_number = next.starts_with(|letter: char| letter.is_ascii_digit());
    let is_number = !last.is_empty() && last.len() <= 2 && last.bytes().all(|byte| byte.is_ascii_digit());
    !(list.either.contains(&short)
        || (starts_with_number && list.before_number.contains(&short))
        || (is_letter(last) && last != "I")
        || (is_number && (is_first || language == Some("de"))))
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', '(', '[', '"', '“', '«', '„', '‘', '/']).next().unwrap_or_default()
}

/// Is it one letter, as in `z. B.` or `J. Doe`?
fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

fn is_complete(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches([')', ']', '"', '”', '»', '“', '’', '\'', ' ', '*']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// The words of a text, as they are counted: without the marks around them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .flat_map(|piece| {
            let is_whole = is_address(piece);
            piece.split(move |letter| !is_whole && matches!(letter, '—' | '–' | '/' | '…' | '|'))
        })
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Is it a web or e-mail address?
pub(crate) fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www.")
}
