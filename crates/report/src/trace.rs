//! Where each sentence of a document comes from: the facts it states, the provisions it repeats, or that it only guides.
//!
//! Filters put marks around what they say (`marked`). They are taken out before anything else reads the Markdown, so that no
//! format ever sees one, and the sentences around them keep what was marked.
//!
//! Invariants: marks are noncharacters of Unicode, which no value can hold (`escape`); a sentence that nothing marks has no
//! source, and is told as such.

use std::collections::{HashMap, HashSet};

use candor_model::text::hexadecimal;
use candor_policy::{Language, text};
use comrak::Arena;
use comrak::nodes::{Node, NodeValue};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::tree::{given_id, text_of, unsettled};

const OPEN: char = '\u{fdd0}';
const SPEAK: char = '\u{fdd1}';
const CLOSE: char = '\u{fdd2}';

/// Is it a mark? Values that hold one are changed before they are placed.
pub(crate) fn is_mark(letter: char) -> bool {
    matches!(letter, OPEN..=CLOSE)
}

/// What a piece of text rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A fact, by its id.
    Fact(String),
    /// A provision that it repeats in plain words.
    Law(String),
    /// A fact that is not known: its question stands there.
    Question(String),
    /// It says nothing of the organisation: a heading, a direction to the reader.
    Guide,
}

/// A sentence with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sentence {
    /// Stable while the sentence rests on the same facts: `S-7k2m9xq4`.
    pub id: String,
    /// The id of the heading it stands below.
    pub section: String,
    /// What stands there, as a reader sees it.
    pub text: String,
    /// Ids of the facts that it states.
    pub facts: Vec<String>,
    /// The provisions that it repeats.
    pub laws: Vec<String>,
    /// Does it only guide the reader?
    pub guides: bool,
    /// Ids of the facts that it asks for, for they are not known.
    pub asks: Vec<String>,
    /// Is it a heading, a caption or the header of a column?
    pub is_title: bool,
}

impl Sentence {
    /// Does it say something that nothing shows?
    pub fn is_unfounded(&self) -> bool {
        self.facts.is_empty()
            && self.laws.is_empty()
            && self.asks.is_empty()
            && !self.guides
            && !self.is_title
    }
}

/// Safe Markdown with a mark that says what it rests on.
pub(crate) fn marked(markdown: &str, origins: &[Origin]) -> String {
    if markdown.is_empty() {
        return String::new();
    }
    let written = origins.iter().map(|origin| match origin {
        Origin::Fact(id) => format!("f{id}"),
        Origin::Law(cite) => format!("l{cite}"),
        Origin::Question(id) => format!("q{id}"),
        Origin::Guide => "g".to_owned(),
    });
    let written = written.collect::<Vec<_>>().join("\n");
    // As digits, so that nothing in it can have a meaning in Markdown.
    let digits = hexadecimal(written.as_bytes());
    format!("{OPEN}{digits}{SPEAK}{markdown}{CLOSE}")
}

fn read_origins(digits: &str) -> Vec<Origin> {
    let bytes = digits
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()));
    let written = String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned();
    let read = written.split('\n').filter_map(|origin| {
        let mut letters = origin.chars();
        match letters.next() {
            Some('f') => Some(Origin::Fact(letters.collect())),
            Some('l') => Some(Origin::Law(letters.collect())),
            Some('q') => Some(Origin::Question(letters.collect())),
            Some('g') => Some(Origin::Guide),
            _ => None,
        }
    });
    read.collect()
}

/// What a piece of a text rests on: its bytes, and the origins.
type Marked = (std::ops::Range<usize>, Vec<Origin>);

/// A text without its marks, and what they held.
fn unmarked(text: &str) -> (String, Vec<Marked>) {
    let mut clean = String::with_capacity(text.len());
    let (mut found, mut open): (Vec<_>, Vec<(usize, Vec<Origin>)>) = (Vec::new(), Vec::new());
    let mut digits: Option<String> = None;
    for letter in text.chars() {
        match (letter, &mut digits) {
            (OPEN, _) => digits = Some(String::new()),
            (SPEAK, Some(read)) => {
                open.push((clean.len(), read_origins(read)));
                digits = None;
            }
            (CLOSE, _) => {
                if let Some((start, origins)) = open.pop() {
                    found.push((start..clean.len(), origins));
                }
            }
            (_, Some(read)) => read.push(letter),
            (SPEAK, None) => {}
            (_, None) => clean.push(letter),
        }
    }
    (clean, found)
}

/// Takes the marks out of the Markdown of a document and tells its sentences, in their order.
pub(crate) fn take(document: &str, markdown: String, language: Language) -> (String, Vec<Sentence>) {
    if !markdown.contains(is_mark) {
        return (markdown, Vec::new());
    }
    let arena = Arena::new();
    let root = unsettled(&arena, &markdown);
    let mut reader = Reader {
        document,
        language,
        section: String::new(),
        sentences: Vec::new(),
        ids: HashSet::new(),
        alike: HashMap::new(),
    };
    for node in root.descendants() {
        reader.block(node);
    }
    let sentences = reader.sentences;
    (unmarked(&markdown).0, sentences)
}

struct Reader<'a> {
    document: &'a str,
    language: Language,
    section: String,
    sentences: Vec<Sentence>,
    ids: HashSet<String>,
    /// How many sentences rest on the same so far.
    alike: HashMap<String, usize>,
}

impl Reader<'_> {
    fn block(&mut self, node: Node<'_>) {
        let (is_title, is_text) = match &node.data().value {
            NodeValue::Heading(_) => (true, true),
            NodeValue::Paragraph => (is_caption(node), true),
            NodeValue::TableCell => {
                let is_header =
                    node.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
                (is_header, true)
            }
            _ => (false, false),
        };
        if !is_text {
            return;
        }
        if matches!(node.data().value, NodeValue::Heading(_)) {
            self.section = given_id(node).unwrap_or_default();
        }
        let (clean, marks) = unmarked(&text_of(node));
        for sentence in text::sentences(&clean, Some(self.language.code())) {
            let range = sentence.start..sentence.start + sentence.text.len();
            self.sentence(&clean, range, &marks, is_title);
        }
    }

    fn sentence(&mut self, clean: &str, range: std::ops::Range<usize>, marks: &[Marked], is_title: bool) {
        let words = clean[range.clone()].trim();
        if !words.chars().any(char::is_alphanumeric) {
            return;
        }
        let touching = marks.iter().filter(|(of, _)| of.start < range.end && range.start < of.end);
        let mut origins: Vec<Origin> = touching.flat_map(|(_, origins)| origins.clone()).collect();
        origins.sort();
        origins.dedup();
        let (mut facts, mut laws, mut asks, mut guides) = (Vec::new(), Vec::new(), Vec::new(), false);
        for origin in origins {
            match origin {
                Origin::Fact(id) => facts.push(id),
                Origin::Law(cite) => laws.push(cite),
                Origin::Question(id) => asks.push(id),
                Origin::Guide => guides = true,
            }
        }
        let id = self.id(words, &facts, &laws);
        let section = self.section.clone();
        self.sentences.push(Sentence {
            id,
            section,
            text: words.to_owned(),
            facts,
            laws,
            guides,
            asks,
            is_title,
        });
    }

    /// By what a sentence rests on, so that it keeps its id when a value changes; by its words where it rests on nothing. What is
    /// alike is told apart by its order.
    fn id(&mut self, words: &str, facts: &[String], laws: &[String]) -> String {
        let basis = if facts.is_empty() { words.to_owned() } else { facts.join("\n") };
        let basis = [self.document, &self.section, &basis, &laws.join("\n")].join("\u{1f}");
        let number = self.alike.entry(basis.clone()).or_default();
        loop {
            *number += 1;
            let whole = format!("{basis}\u{1f}{number}");
            let digest = Sha256::digest(whole.as_bytes());
            let id = format!("S-{}", hexadecimal(&digest[..4]));
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The first paragraph of a table's or a chart's block is its caption.
fn is_caption(node: Node<'_>) -> bool {
    let directive = node.parent().and_then(|parent| match &parent.data().value {
        NodeValue::BlockDirective(directive) => Some(directive.info.clone()),
        _ => None,
    });
    let names_table =
        directive.is_some_and(|info| matches!(info.split_whitespace().next(), Some("table" | "chart")));
    names_table && node.previous_sibling().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_sentences_keep_what_they_held() {
        let fact = |text: &str, id: &str| marked(text, &[Origin::Fact(id.to_owned())]);
        let markdown = format!(
            "## Who {{#who}}\n\n{} decides. {}\n\n- Own words.\n- {}\n",
            fact("Quillmere", "organisation.legal_name"),
            marked("You can complain\\.", &[Origin::Law("GDPR Art. 13(2)(d)".to_owned())]),
            fact("a \\| b", "x.y"),
        );
        let (clean, sentences) = take("policy", markdown, Language::English);
        assert_eq!(
            clean,
            "## Who {#who}\n\nQuillmere decides. You can complain\\.\n\n- Own words.\n- a \\| b\n"
        );
        let told: Vec<_> = sentences
            .iter()
            .map(|sentence| (sentence.text.as_str(), sentence.facts.join(" "), sentence.laws.join(" ")))
            .collect();
        let expected = [
            ("Who", "", ""),
            ("Quillmere decides.", "organisation.legal_name", ""),
            ("You can complain.", "", "GDPR Art. 13(2)(d)"),
            ("Own words.", "", ""),
            ("a | b", "x.y", ""),
        ];
        assert_eq!(told, expected.map(|(text, fact, law)| (text, fact.to_owned(), law.to_owned())));
        assert!(sentences[3].is_unfounded() && !sentences[0].is_unfounded());
    }

    #[test]
    fn a_broken_mark_is_not_shown() {
        for broken in ["\u{fdd0}", "\u{fdd2}x", "a\u{fdd1}b", "\u{fdd0}zz\u{fdd1}x"] {
            let (clean, _) = take("policy", broken.to_owned(), Language::English);
            assert!(!clean.contains(is_mark), "{clean:?}");
        }
    }
}
