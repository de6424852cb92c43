//! Words of the records in the language of the policy: the terms that the organisation has written down for them.
//!
//! Invariants: nobody's words are translated by the program; what has no term stands as written and is counted.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use candor_model::text::plain as folded;
use candor_model::{Dictionary, Inventory};

use crate::Language;
use crate::records::plain;

/// The terms of an inventory in one language, and the words that had none.
#[derive(Default)]
pub(crate) struct Terms {
    /// By the words of the records, folded; an empty word has been asked for and not been given.
    words: BTreeMap<String, String>,
    missing: RefCell<Missing>,
}

/// Each once, in the order they were met.
#[derive(Default)]
struct Missing {
    known: BTreeSet<String>,
    words: Vec<String>,
}

impl Terms {
    pub(crate) fn new(inventory: &Inventory, language: Language) -> Self {
        let dictionary = Dictionary::builtin();
        let mut terms = Terms::default();
        let Some(entity) = dictionary.find_entity("term") else { return terms };
        let wanted = format!("term.{}", language.code());
        let records = || inventory.records(entity);
        let text = |record, path: &str| plain(inventory.look(record, dictionary.expect_field(path)).text());
        // The words as the records have them count before the same words in another language.
        for path in ["term.text", "term.en", "term.de", "term.fr", "term.es"] {
            for record in records() {
                let (from, to) = (folded(&text(record, path)), text(record, &wanted));
                if !from.is_empty() && !to.is_empty() {
                    terms.words.entry(from).or_insert(to);
                }
            }
        }
        terms
    }

    /// The word in the language, else as written.
    pub(crate) fn name(&self, written: &str) -> String {
        self.words.get(&folded(written)).cloned().unwrap_or_else(|| written.to_owned())
    }

    /// The same, where the words are to be understood: what has no term is counted. Addresses and numbers need none.
    pub(crate) fn word(&self, written: &str) -> String {
        let found = self.words.get(&folded(written)).cloned();
        if found.is_none() && is_language(written) {
            let mut missing = self.missing.borrow_mut();
            if missing.known.insert(folded(written)) {
                missing.words.push(written.to_owned());
            }
        }
        found.unwrap_or_else(|| written.to_owned())
    }

    /// The words that had no term, each once, in the order they were met.
    pub(crate) fn untranslated(&self) -> Vec<String> {
        self.missing.borrow().words.clone()
    }
}

/// Does a text hold words, and not only an address or a number?
fn is_language(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let is_address =
            word.contains('@') || word.contains("://") || word.trim_end_matches('.').contains('.');
        !is_address && word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_no_words() {
        for text in
            ["privacy@harborlight.example", "https://harborlight.example/privacy", "+353 1 555 0100", ""]
        {
            assert!(!is_language(text), "{text}");
        }
        for text in ["Web form", "Name", "Email: privacy@harborlight.example"] {
            assert!(is_language(text), "{text}");
        }
    }
}
