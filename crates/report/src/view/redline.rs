//! A text held against an earlier one: section by section, by sentence, then by word.
//!
//! Invariants: whoever takes the words that stayed and were added reads the text of now; with those that stayed and were removed,
//! the text of before; a sentence that stayed is counted, not shown.

use candor_policy::{RecordedSentence, RecordedText};
use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Sentences that share less than this part of their words are two sentences, not one that was changed.
const ALIKE: f64 = 0.4;

/// What changed below one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Section {
    /// The words of the heading; empty before the first.
    pub(crate) heading: String,
    /// Sentences that were added, changed or removed.
    pub(crate) items: Vec<Item>,
    /// Sentences that stayed.
    pub(crate) same: usize,
}

/// A sentence that is not as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Item {
    /// The activity or company that it speaks of, or empty.
    pub(crate) about: String,
    /// Its words, in their order.
    pub(crate) pieces: Vec<Piece>,
    /// Ids of the facts that it states, or stated.
    pub(crate) facts: Vec<String>,
}

/// Some words of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Piece {
    /// `same`, `added` or `removed`.
    pub(crate) moved: Moved,
    /// The words.
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Moved {
    Same,
    Added,
    Removed,
}

/// Sections of a text by their ids, with the sentences below each.
type Sections<'a> = Vec<(String, Vec<&'a RecordedSentence>)>;

/// Holds two texts against each other. `about` tells what a fact belongs to.
pub(crate) fn sections(
    before: &RecordedText,
    now: &RecordedText,
    about: impl Fn(&[String]) -> String,
) -> Vec<Section> {
    let (mut old, new) = (split(before), split(now));
    pair(&mut old, &new);
    let ids = |sections: &Sections<'_>| sections.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let none = Vec::new();
    let of = |sections: &'_ Sections<'_>, id: &str| sections.iter().position(|(known, _)| known == id);
    let mut found = Vec::new();
    let mut add = |id: &str| {
        let was = of(&old, id).map_or(&none, |at| &old[at].1);
        let is = of(&new, id).map_or(&none, |at| &new[at].1);
        found.push(section(was, is, &about));
    };
    for op in capture_diff_slices(Algorithm::Myers, &ids(&old), &ids(&new)) {
        // A section that only moved is told where it stands now.
        for (id, _) in old[op.old_range()].iter().filter(|(id, _)| of(&new, id).is_none()) {
            add(id);
        }
        for (id, _) in &new[op.new_range()] {
            add(id);
        }
    }
    found
}

fn split(text: &RecordedText) -> Sections<'_> {
    let mut sections: Sections<'_> = Vec::new();
    for sentence in &text.sentences {
        match sections.iter().position(|(id, _)| *id == sentence.section) {
            Some(at) => sections[at].1.push(sentence),
            None => sections.push((sentence.section.clone(), vec![sentence])),
        }
    }
    sections
}

/// Gives earlier sections the ids of those that they became: by their heading, else by their id where the headings are alike.
fn pair(old: &mut Sections<'_>, new: &Sections<'_>) {
    let became: Vec<String> = old
        .iter()
        .map(|(id, sentences)| {
            let heading = title(sentences);
            let same = new.iter().filter(|(_, other)| title(other) == heading);
            let same = same.clone().find(|(other, _)| other == id).or_else(|| same.clone().next());
            let alike = |(other, sentences): &&(String, Vec<&RecordedSentence>)| {
                other == id && likeness(title(sentences), heading) >= ALIKE
            };
            same.or_else(|| new.iter().find(alike))
                .map_or_else(|| format!("{id}\u{1f}"), |(other, _)| other.clone())
        })
        .collect();
    for (at, (section, id)) in old.iter_mut().zip(&became).enumerate() {
        let is_taken = became[..at].contains(id);
        section.0 = if is_taken { format!("{id}\u{1f}{at}") } else { id.clone() };
    }
}

/// The words of the heading; empty before the first.
fn title<'a>(sentences: &[&'a RecordedSentence]) -> &'a str {
    sentences
        .iter()
        .find(|sentence| sentence.is_title)
        .map(|sentence| sentence.text.as_str())
        .unwrap_or_default()
}

fn section(
    old: &[&RecordedSentence],
    new: &[&RecordedSentence],
    about: &impl Fn(&[String]) -> String,
) -> Section {
    let heading = if new.is_empty() { title(old) } else { title(new) };
    let mut section = Section { heading: heading.to_owned(), items: Vec::new(), same: 0 };
    let words = |sentences: &[&RecordedSentence]| {
        sentences.iter().map(|sentence| sentence.text.clone()).collect::<Vec<_>>()
    };
    // Heading and columns come and go with their section.
    if old.is_empty() || new.is_empty() {
        let moved = if new.is_empty() { Moved::Removed } else { Moved::Added };
        let told = old.iter().chain(new).filter(|sentence| !sentence.is_title);
        section.items.extend(told.map(|sentence| whole(sentence, moved, about)));
        return section;
    }
    for op in capture_diff_slices(Algorithm::Myers, &words(old), &words(new)) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { len, .. } => section.same += len,
            _ => section.items.extend(replaced(old, new, about)),
        }
    }
    section
}

/// Sentences in place of others: each with the one that stated the same, else with the next that is alike.
fn replaced(
    old: &[&RecordedSentence],
    new: &[&RecordedSentence],
    about: &impl Fn(&[String]) -> String,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut left: Vec<&RecordedSentence> = old.to_vec();
    for sentence in new {
        let alike = |other: &&RecordedSentence| likeness(&other.text, &sentence.text) >= ALIKE;
        let states = |other: &&RecordedSentence| other.id == sentence.id && !other.facts.is_empty();
        let pair = left.iter().position(states).or_else(|| left.iter().position(alike));
        let pair = pair.map(|at| {
            // What was removed before it stands before it.
            let gone: Vec<&RecordedSentence> = left.drain(..at).collect();
            let still = |other: &&RecordedSentence| new.iter().any(|now| now.id == other.id);
            let (later, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(still);
            items.extend(gone.into_iter().map(|other| whole(other, Moved::Removed, about)));
            let paired = left.remove(0);
            left.splice(0..0, later);
            paired
        });
        items.push(match pair {
            Some(other) => {
                let pieces = pieces(&other.text, &sentence.text);
                Item { about: about(&sentence.facts), pieces, facts: sentence.facts.clone() }
            }
            None => whole(sentence, Moved::Added, about),
        });
    }
    items.extend(left.into_iter().map(|other| whole(other, Moved::Removed, about)));
    items
}

fn whole(sentence: &RecordedSentence, moved: Moved, about: &impl Fn(&[String]) -> String) -> Item {
    let pieces = vec![Piece { moved, text: sentence.text.clone() }];
    Item { about: about(&sentence.facts), pieces, facts: sentence.facts.clone() }
}

/// The part of the words that two sentences share, 0 to 1.
fn likeness(old: &str, new: &str) -> f64 {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let same: usize = capture_diff_slices(Algorithm::Myers, &old, &new)
        .iter()
        .map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 })
        .sum();
    2.0 * same as f64 / (old.len() + new.len()) as f64
}

/// The words of two sentences: what was removed stands before what was added in its place.
fn pieces(old: &str, new: &str) -> Vec<Piece> {
    // Only at plain spaces: a narrow one belongs to its word.
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let mut pieces = Vec::new();
    let mut add = |moved: Moved, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(Piece { moved, text: words.join(" ") });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { .. } => add(Moved::Same, &new[op.new_range()]),
            _ => {
                add(Moved::Removed, &old[op.old_range()]);
                add(Moved::Added, &new[op.new_range()]);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sentences: &[(&str, &str, bool)]) -> RecordedText {
        let sentence = |(number, (section, text, is_title)): (usize, &(&str, &str, bool))| RecordedSentence {
            id: format!("S-{number}-{section}"),
            section: (*section).to_owned(),
            text: (*text).to_owned(),
            facts: Vec::new(),
            asks: Vec::new(),
            is_title: *is_title,
        };
        let sentences = sentences.iter().enumerate().map(sentence).collect();
        RecordedText { path: "privacy-policy".to_owned(), language: "en".to_owned(), sentences }
    }

    /// What a reader has who takes the words of all items but one kind.
    fn read(sections: &[Section], left_out: Moved) -> Vec<String> {
        let items = sections.iter().flat_map(|section| &section.items);
        let words = items.map(|item| {
            let kept = item.pieces.iter().filter(|piece| piece.moved != left_out);
            kept.map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
        });
        words.filter(|words| !words.is_empty()).collect()
    }

    #[test]
    fn both_texts_can_be_read_from_the_redline() {
        let before = text(&[
            ("keep", "How long", true),
            ("keep", "We keep orders for 2 years.", false),
            ("keep", "Old words that go.", false),
            ("gone", "Gone", true),
            ("gone", "A section that goes.", false),
        ]);
        let now = text(&[
            ("keep", "How long", true),
            ("keep", "We keep orders for 1 year.", false),
            ("new", "New", true),
            ("new", "A section that comes.", false),
        ]);
        let found = sections(&before, &now, |_| String::new());
        let was = ["We keep orders for 2 years.", "Old words that go.", "A section that goes."];
        assert_eq!(read(&found, Moved::Added), was);
        assert_eq!(read(&found, Moved::Removed), ["We keep orders for 1 year.", "A section that comes."]);
        assert_eq!(found.iter().map(|section| section.same).sum::<usize>(), 1, "the heading stayed");
        let headings: Vec<&str> = found.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(headings, ["How long", "Gone", "New"]);
    }

    #[test]
    fn the_same_text_twice_has_no_change() {
        let before = text(&[("a", "One.", false), ("b", "Two.", false), ("a", "One.", false)]);
        assert!(sections(&before, &before, |_| String::new()).iter().all(|section| section.items.is_empty()));
    }
}
