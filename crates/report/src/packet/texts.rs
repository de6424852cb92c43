//! Texts that a profile removes: finding them in any text, and putting stand-ins in their place.
//!
//! Invariants: texts are compared word by word, whatever stands between the words and in whatever case, so that markup,
//! escapes and line breaks hide nothing; a text whose words stand in our own checklists and templates is no secret and is not
//! looked for in sentences. One pass over a text, however many are looked for.

use std::collections::{BTreeMap, BTreeSet};

use candor_assess::{Assessment, Library};
use candor_model::{Cell, Dictionary, Inventory, Kind};

use super::Profile;
use super::ProfilePart;
use super::mask::is_of_people;

/// Shorter texts than this say nothing, and stand everywhere.
const CHARACTERS_MIN: usize = 4;

/// Texts that must not be told, by their first word.
#[derive(Debug, Clone, Default)]
pub struct Removed {
    by_first_word: BTreeMap<String, Vec<Text>>,
}

#[derive(Debug, Clone)]
struct Text {
    words: Vec<String>,
    /// As it stood in the records.
    text: String,
}

/// A word of a text with its place there.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

/// Letters and digits make words; all else parts them.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (character.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word { start: from, end: at, folded: text[from..at].to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    words
}

impl Removed {
    /// Of texts, without those that are too short and those that are words of ours.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>, ours: &str) -> Removed {
        let mut all = Removed::default();
        for text in texts {
            let is_told = text.chars().filter(|character| character.is_alphabetic()).count() < 2
                || text.chars().count() < CHARACTERS_MIN;
            if !is_told {
                all.add(text);
            }
        }
        all.spare(ours);
        for texts in all.by_first_word.values_mut() {
            // The longest first, so that a whole name goes before a part of it.
            texts.sort_by(|one, other| {
                other.words.len().cmp(&one.words.len()).then_with(|| one.words.cmp(&other.words))
            });
            texts.dedup_by(|one, other| one.words == other.words);
        }
        all
    }

    /// Leaves out what stands in a text of ours: whoever reads it there learns nothing of the records.
    pub fn spare(&mut self, ours: &str) {
        let common: BTreeSet<Vec<String>> =
            self.matches(&words(ours)).into_iter().map(|(_, _, text)| text.words.clone()).collect();
        for texts in self.by_first_word.values_mut() {
            texts.retain(|text| !common.contains(&text.words));
        }
        self.by_first_word.retain(|_, texts| !texts.is_empty());
    }

    fn add(&mut self, text: &str) {
        let words: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
        if let Some(first) = words.first() {
            let text = Text { words: words.clone(), text: text.to_owned() };
            self.by_first_word.entry(first.clone()).or_default().push(text);
        }
    }

    /// Every text that stands in words, with the first and the last word of each place.
    fn matches<'a>(&'a self, words: &[Word]) -> Vec<(usize, usize, &'a Text)> {
        let mut found = Vec::new();
        for at in 0..words.len() {
            let Some(texts) = self.by_first_word.get(&words[at].folded) else { continue };
            let stands = |text: &&Text| {
                let here = words[at..].iter().map(|word| &word.folded);
                words.len() - at >= text.words.len()
                    && here.zip(&text.words).all(|(here, there)| here == there)
            };
            found.extend(texts.iter().filter(stands).map(|text| (at, at + text.words.len() - 1, text)));
        }
        found
    }

    /// Is there nothing to look for?
    pub fn is_empty(&self) -> bool {
        self.by_first_word.is_empty()
    }

    /// The first of the texts that stands in a text.
    pub fn found_in(&self, text: &str) -> Option<&str> {
        self.matches(&words(text)).first().map(|(_, _, found)| found.text.as_str())
    }

    /// The text with something else in the place of each. Where texts overlap, all of them go, and the longest decides what
    /// stands there: nothing of a name is left over.
    pub(super) fn replace(&self, text: &str, stand_in: impl Fn(&str) -> String) -> String {
        let words = words(text);
        let mut spans: Vec<(usize, usize, &Text)> = Vec::new();
        for (first, last, found) in self.matches(&words) {
            match spans.last_mut() {
                Some((_, end, longest)) if first <= *end => {
                    *end = last.max(*end);
                    if found.words.len() > longest.words.len() {
                        *longest = found;
                    }
                }
                _ => spans.push((first, last, found)),
            }
        }
        let (mut done, mut replaced) = (0, String::new());
        for (first, last, found) in spans {
            replaced.push_str(&text[done..words[first].start]);
            replaced.push_str(&stand_in(&found.text));
            done = words[last].end;
        }
        replaced.push_str(&text[done..]);
        replaced
    }
}

/// What a profile removes of an inventory and of an assessment, to be looked for in every file of a packet.
pub fn removed_texts(inventory: &Inventory, assessments: &[&Assessment], profile: Profile) -> Removed {
    let people = super::mask::people(inventory, assessments);
    let mut texts: Vec<&str> = Vec::new();
    if !profile.keeps(ProfilePart::People) {
        texts.extend(people.iter().map(String::as_str));
    }
    if !profile.keeps(ProfilePart::Records) {
        texts.extend(free_texts(inventory));
        for assessment in assessments {
            texts.extend(told(assessment));
        }
    }
    Removed::new(texts.into_iter(), &ours(assessments))
}

/// What people wrote in their own words, and the names of files and sheets.
fn free_texts(inventory: &Inventory) -> impl Iterator<Item = &str> {
    let is_free = |field: Option<candor_model::FieldId>| {
        field.is_none_or(|field| {
            let kind = Dictionary::builtin().field(field).kind;
            matches!(kind, Kind::Text | Kind::List | Kind::Reference(_)) || is_of_people(field)
        })
    };
    inventory.tables.iter().flat_map(move |table| {
        let columns = table.columns.iter().filter(move |column| is_free(column.field));
        let entries = columns.flat_map(|column| &column.entries);
        let entries = entries.filter(|entry| !matches!(&entry.cell, Cell::Value(value) if value.is_none()));
        [table.origin.file.as_str(), table.origin.sheet.as_str()]
            .into_iter()
            .chain(entries.map(|entry| entry.text.as_str()))
    })
}

/// What an assessment quotes of the records.
fn told(assessment: &Assessment) -> Vec<&str> {
    let mut texts = Vec::new();
    for result in &assessment.requirements {
        for finding in &result.findings {
            texts.extend([finding.subject.as_str(), finding.headline.as_str()]);
            texts.extend(finding.cells.iter().map(|cell| cell.saw.as_str()));
        }
    }
    for item in &assessment.evidence {
        texts.extend([item.name.as_str(), item.owner.as_str(), item.file.as_str()]);
    }
    for item in &assessment.exceptions {
        texts.extend([item.subject.as_str(), item.owner.as_str(), item.reason.as_str()]);
    }
    for clock in &assessment.clocks {
        texts.extend(clock.runs.iter().map(|run| run.subject.as_str()));
    }
    texts
}

/// The words that are ours or everybody's: checklists, templates, the dictionary, and how the organisation is called.
fn ours(assessments: &[&Assessment]) -> String {
    let mut text = String::new();
    let mut say = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    Library::builtin_files().iter().for_each(|file| say(file.text));
    let dictionary = Dictionary::builtin();
    for entity in &dictionary.entities {
        [&entity.label, &entity.sheet].into_iter().for_each(|words| say(words));
        entity
            .fields
            .iter()
            .for_each(|field| [&field.label, &field.help].into_iter().for_each(|words| say(words)));
    }
    dictionary.choices.iter().flat_map(|list| &list.options).for_each(|option| say(&option.label));
    crate::Document::all()
        .for_each(|document| say(crate::builtin_template(document.template()).unwrap_or_default()));
    for assessment in assessments {
        say(&assessment.organisation);
        // Checklists of the organisation's own are told with their results.
        for checklist in &assessment.checklists {
            [&checklist.title, &checklist.short].into_iter().for_each(|words| say(words));
        }
        assessment.requirements.iter().for_each(|result| {
            let words =
                [&result.id, &result.cite, &result.title, &result.duty, &result.why, &result.first_step];
            words.into_iter().for_each(|words| say(words));
            let words = [&result.fix, &result.done_when, &result.ask, &result.evidence];
            words.into_iter().for_each(|words| say(words));
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn removed(texts: &[&str]) -> Removed {
        Removed::new(texts.iter().copied(), "Our words are Data protection officer and Owner.")
    }

    #[test]
    fn a_text_is_found_whatever_stands_between_its_words() {
        let removed = removed(&["Anna O'Berg (HR)", "Tom"]);
        for text in [
            "by Anna O'Berg (HR).",
            "by <b>Anna</b>   O&#39;Berg"
                .replace("<b>", "")
                .replace("</b>", "")
                .replace("&#39;", "'")
                .as_str(),
            "ANNA O\\'BERG \\(hr\\)",
            "anna-o-berg-hr.html",
        ] {
            let is_whole = text.to_lowercase().contains("hr");
            assert_eq!(removed.found_in(text).is_some(), is_whole, "{text}");
        }
        for text in ["", "Annabel O'Berg (HR)", "Anna O'Bergen (HR)", "Tom"] {
            assert_eq!(removed.found_in(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_ours_and_what_says_nothing_are_not_looked_for() {
        let removed =
            removed(&["owner", "Data Protection Officer", "2026-11-21", "yes", "", "---", "Data protection"]);
        assert!(removed.is_empty());
        let mut removed = self::removed(&["Anna Berg", "Tom Ruiz"]);
        removed.spare("… anna berg …");
        assert_eq!((removed.found_in("Anna Berg"), removed.found_in("Tom Ruiz")), (None, Some("Tom Ruiz")));
    }

    #[test]
    fn the_longest_text_is_replaced_and_nothing_of_one_is_left_over() {
        let removed = removed(&["Anna", "Anna Berg", "Berg & Sons"]);
        let replaced = |text: &str| removed.replace(text, |found| format!("[{}]", found.len()));
        assert_eq!(replaced("“Anna Berg”, then anna; by Berg & Sons."), "“[9]”, then [4]; by [11].");
        assert_eq!(replaced("Anna Berg & Sons"), "[9]");
        assert_eq!(replaced("nobody of ours"), "nobody of ours");
        assert_eq!(replaced("Überanna ÄÖ Anna"), "Überanna ÄÖ [4]");
    }
}
