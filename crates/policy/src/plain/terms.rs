//! Words that a text defines for itself, such as (“Personal Data”) or “Services” means all our sites.

use crate::text::{Block, BlockKind};

/// Marks around a term.
const QUOTES: [(char, char); 5] = [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»'), ('‘', '’')];
/// Words after a term that define it.
const MEANS: [&str; 10] = [
    "means",
    "mean",
    "refers to",
    "refer to",
    "is defined",
    "bezeichnet",
    "bedeutet",
    "désigne",
    "signifie",
    "significa",
];
/// A term has at most so many words; more is a quotation.
const TERM_WORDS_MAX: usize = 5;

/// A term, and how often the text uses it beyond its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub term: String,
    pub uses: usize,
}

/// The terms that a text defines, in order.
pub(super) fn terms(blocks: &[&Block]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for block in blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_))) {
        for term in defined(&block.text) {
            if !terms.iter().any(|known| known.term == term) {
                terms.push(Term { term, uses: 0 });
            }
        }
    }
    for term in &mut terms {
        let all: usize = blocks.iter().map(|block| block.text.matches(&term.term).count()).sum();
        term.uses = all.saturating_sub(1);
    }
    terms
}

/// Terms in quotation marks that stand in brackets or are followed by a word that defines.
fn defined(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_brackets = false;
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        at += letter.len_utf8();
        match letter {
            '(' => in_brackets = true,
            ')' => in_brackets = false,
            _ => {}
        }
        let close = QUOTES.iter().find(|(open, _)| *open == letter).map(|(_, close)| *close);
        let Some((quoted, after)) = close.and_then(|close| text[at..].split_once(close)) else { continue };
        let term = quoted.trim_end_matches([',', '.', ' ']).trim_start();
        let defines = MEANS.iter().any(|means| after.trim_start().starts_with(means));
        let count = crate::text::words(term).count();
        if (in_brackets || defines) && (1..=TERM_WORDS_MAX).contains(&count) {
            found.push(term.to_owned());
        }
        at = text.len() - after.len();
    }
    found
}
