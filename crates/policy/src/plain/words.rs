//! Hedges, vague words, stated durations and bare links in a text.

use std::ops::Range;

use super::lists::{Durations, Hedges, Links};
use crate::text::{Block, Link, is_address};

/// The words of a sentence as they are written, and in small letters.
#[derive(Debug)]
pub(super) struct Words {
    pub written: Vec<String>,
    pub small: Vec<String>,
}

impl Words {
    pub(super) fn of(sentence: &str) -> Self {
        let written: Vec<String> = crate::text::words(sentence).map(|word| word.replace('’', "'")).collect();
        let small = written.iter().map(|word| word.to_lowercase()).collect();
        Words { written, small }
    }
}

/// Where the organisation says what it might do.
pub(super) fn hedges(words: &Words, lists: &Hedges) -> Vec<Range<usize>> {
    let places = lists.words.places(&words.small);
    places.into_iter().filter(|place| is_hedge(words, place.start, lists)).collect()
}

fn is_hedge(words: &Words, at: usize, lists: &Hedges) -> bool {
    let written = |at: usize| words.written.get(at).map(String::as_str).unwrap_or_default();
    let is_in = |list: &[String], word: &str| list.iter().any(|listed| listed == word);
    let before = if at > 0 { written(at - 1) } else { "" };
    let after = written(at + 1);
    let is_month = is_in(&lists.months, written(at)) && (at > 0 || starts_with_digit(after));
    let is_right = is_in(&lists.not_after, before)
        || is_in(&lists.not_before, after)
        || (at == 0 && is_in(&lists.first_is_right, &words.small[0]));
    !is_month && !is_right
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// How many periods are stated: a number with a unit, as in "30 days", "two business days", "a 12-month period".
pub(super) fn durations(words: &Words, lists: &Durations) -> usize {
    let is_listed = |list: &[String], word: &String| list.contains(word);
    let is_number =
        |word: &String| word.bytes().all(|byte| byte.is_ascii_digit()) || is_listed(&lists.numbers, word);
    // "12-month" is one word in which the unit follows the number.
    let is_joined = |word: &&String| {
        word.split_once('-').is_some_and(|(number, unit)| {
            is_number(&number.to_owned()) && lists.units.length_at(&[unit.to_owned()]) > 0
        })
    };
    let joined = words.small.iter().filter(is_joined).count();
    let apart = (0..words.small.len()).filter(|at| {
        let unit = lists.units.length_at(&words.small[*at..]) > 0;
        let mut before = words.small[..*at].iter().rev().skip_while(|word| is_listed(&lists.between, word));
        unit && before.next().is_some_and(is_number)
    });
    joined + apart.count()
}

/// Is a link without words that say where it leads?
pub(super) fn is_bare(link: &Link, lists: Option<&Links>) -> bool {
    let words = Words::of(&link.text).small.join(" ");
    // An e-mail address as words of a link to it says where it leads.
    let is_raw = is_address(&link.text) && !link.target.starts_with("mailto:");
    words.is_empty() || is_raw || lists.is_some_and(|lists| lists.bare.contains(&words))
}

/// Words that are links to different places.
pub(super) fn ambiguous_links(blocks: &[Block]) -> Vec<String> {
    let mut links: Vec<(String, &str)> = blocks
        .iter()
        .flat_map(|block| &block.links)
        .map(|link| (Words::of(&link.text).small.join(" "), link.target.as_str()))
        .filter(|(words, _)| !words.is_empty())
        .collect();
    links.sort_unstable();
    links.dedup();
    let mut found: Vec<String> =
        links.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0.clone()).collect();
    found.dedup();
    found
}
