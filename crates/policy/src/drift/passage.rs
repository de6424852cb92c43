//! The sentences and cells of a text, each with what stands around it: headings, the column and the row, the words before
//! a colon, the sentence that opens a list.
//!
//! Invariant: every sentence of a text is in one passage; headings, heads of columns, captions and wording that the law
//! fixes are in none.

use std::collections::BTreeMap;

use super::register::Register;
use super::subject::StemSet;
use super::tokens::{Token, tokens};
use super::vocabulary::Vocabulary;
use crate::text::{Block, BlockKind, Sentence, Text};

/// The place of an open question in a draft.
const OPEN: &str = "Answer needed: ";

/// The words before a colon are a label if there are no more of them.
const LABEL_WORDS_MAX: usize = 12;

/// What stands below the head of a column, in the order in which heads are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Copy,
    Safeguard,
    Contract,
    Service,
    Period,
    Reason,
    UsedIn,
    Sold,
    Recipient,
    Shared,
    Collected,
    Country,
    Purpose,
    Category,
    Activity,
    Data,
}

const COLUMNS: [(Column, &str); 16] = [
    (Column::Copy, "copy"),
    (Column::Safeguard, "safeguard"),
    (Column::Contract, "contract"),
    (Column::Service, "service"),
    (Column::Period, "period"),
    (Column::Reason, "reason"),
    (Column::UsedIn, "used_in"),
    (Column::Sold, "sold"),
    (Column::Shared, "shared"),
    (Column::Collected, "collected"),
    (Column::Country, "country"),
    (Column::Recipient, "recipient"),
    (Column::Purpose, "purpose"),
    (Column::Category, "category"),
    (Column::Activity, "activity"),
    (Column::Data, "data"),
];

/// A sentence, or a cell of a table.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) line: usize,
    /// Position of its block in the text.
    pub(crate) block: usize,
    /// The heading above.
    pub(crate) section: String,
    /// Words of all headings above, the nearest first.
    pub(crate) headings: Vec<Token>,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) stems: StemSet,
    pub(crate) column: Option<Column>,
    /// The first cell of its row.
    pub(crate) row: Option<String>,
    /// The words before the colon of its block.
    pub(crate) label: Option<String>,
    /// The sentence that opens its list, or nothing.
    pub(crate) intro: Vec<Token>,
    /// The activity that its row or label names.
    pub(crate) activity: Option<usize>,
    /// The vendor that its row names, or the only one of its item.
    pub(crate) vendor: Option<usize>,
    /// The vendors that it names, each with the token where its name ends.
    pub(crate) vendors: Vec<(usize, usize)>,
    /// It claims or denies something of the whole organisation.
    pub(crate) is_claim: bool,
    /// It holds an open question.
    pub(crate) is_open: bool,
    pub(crate) understood: bool,
}

impl Passage {
    /// Is it about a right: by its own words, the sentence that opens its list, or the heading?
    pub(crate) fn is_about_rights(&self) -> bool {
        let right = &Vocabulary::builtin().frames().right;
        right.stand_in(&self.tokens) || right.stand_in(&self.intro)
    }
}

/// The passages of a text, in its order.
pub(crate) fn passages(text: &Text, register: &Register<'_>) -> Vec<Passage> {
    let tables = Tables::of(text);
    let mut found = Vec::new();
    for (index, block) in text.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Caption | BlockKind::Verbatim => {}
            BlockKind::Cell { header: true, .. } => {}
            BlockKind::Cell { table, row, column, .. } => {
                if block.text.trim().chars().any(char::is_alphanumeric) {
                    let mut passage = passage(text, index, &block.text, register);
                    passage.column = tables.columns.get(&(table, column)).copied();
                    passage.row = tables.rows.get(&(table, row)).cloned();
                    place_row(&mut passage, register);
                    found.push(passage);
                }
            }
            BlockKind::Paragraph | BlockKind::Item => {
                let label = label(&block.text);
                let intro = intro(text, index);
                for words in whole_questions(&block.sentences) {
                    let mut passage = passage(text, index, &words, register);
                    passage.label = label.clone();
                    passage.intro = intro.clone();
                    place_label(&mut passage, register);
                    found.push(passage);
                }
            }
        }
    }
    found
}

/// The sentences of a block; an open question with its place is one, however many marks it holds.
fn whole_questions(sentences: &[Sentence]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for sentence in sentences {
        match found.last_mut() {
            Some(last) if last.rfind(OPEN).is_some_and(|at| !last[at..].contains(']')) => {
                last.push(' ');
                last.push_str(&sentence.text);
            }
            _ => found.push(sentence.text.clone()),
        }
    }
    found
}

fn passage(text: &Text, index: usize, words: &str, register: &Register<'_>) -> Passage {
    let block = &text.blocks[index];
    let (section, headings) = headings(text, block);
    let tokens = tokens(&without_questions(words.trim()));
    Passage {
        line: block.line,
        block: index,
        section,
        headings,
        text: words.trim().to_owned(),
        stems: StemSet::new(&register.stemming.of(&tokens)),
        tokens,
        column: None,
        row: None,
        label: None,
        intro: Vec::new(),
        activity: None,
        vendor: None,
        vendors: Vec::new(),
        is_claim: false,
        is_open: words.contains(OPEN),
        understood: false,
    }
}

/// A text with its open questions blanked, so that places in it stay the same.
fn without_questions(words: &str) -> String {
    let mut text = words.to_owned();
    while let Some(start) = text.find(OPEN) {
        let end = text[start..].find(']').map_or(text.len(), |end| start + end + 1);
        text.replace_range(start..end, &" ".repeat(end - start));
    }
    text
}

/// The heading above a block, and the words of all headings that hold it.
fn headings(text: &Text, block: &Block) -> (String, Vec<Token>) {
    let mut words = Vec::new();
    let mut level = u8::MAX;
    let Some(nearest) = block.section else { return (String::new(), words) };
    for heading in text.blocks[..=nearest.min(text.blocks.len() - 1)].iter().rev() {
        if let BlockKind::Heading(of) = heading.kind
            && of < level
        {
            level = of;
            // The title names the organisation, and says nothing of a part.
            if of > 1 || words.is_empty() {
                words.extend(tokens(&heading.text));
            }
        }
    }
    (text.blocks[nearest].text.clone(), words)
}

/// What the heads of columns and the first cells of rows say, by table.
#[derive(Default)]
struct Tables {
    columns: BTreeMap<(usize, usize), Column>,
    rows: BTreeMap<(usize, usize), String>,
}

impl Tables {
    fn of(text: &Text) -> Tables {
        let mut tables = Tables::default();
        for block in &text.blocks {
            let BlockKind::Cell { table, row, column, header } = block.kind else { continue };
            if header && let Some(role) = role(&tokens(&block.text)) {
                tables.columns.entry((table, column)).or_insert(role);
            }
            if column == 0 {
                tables.rows.entry((table, row)).or_insert_with(|| block.text.clone());
            }
        }
        tables
    }
}

fn role(head: &[Token]) -> Option<Column> {
    let columns = &Vocabulary::builtin().frames().column;
    COLUMNS
        .iter()
        .find(|(_, id)| columns.get(*id).is_some_and(|words| words.stand_in(head)))
        .map(|(column, _)| *column)
}

fn label(text: &str) -> Option<String> {
    let (label, _) = text.split_once(": ")?;
    let short = label.split_whitespace().count() <= LABEL_WORDS_MAX && !label.contains(". ");
    short.then(|| label.trim().to_owned())
}

/// The paragraph before the list that an item stands in, if it ends with a colon.
fn intro(text: &Text, index: usize) -> Vec<Token> {
    if text.blocks[index].kind != BlockKind::Item {
        return Vec::new();
    }
    let before = text.blocks[..index].iter().rev().find(|block| block.kind != BlockKind::Item);
    match before {
        Some(block) if block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with(':') => {
            let last = block.sentences.last().map_or(block.text.as_str(), |sentence| sentence.text.as_str());
            tokens(last)
        }
        _ => Vec::new(),
    }
}

fn place_row(passage: &mut Passage, register: &Register<'_>) {
    let Some(name) = passage.row.as_deref() else { return };
    (passage.activity, passage.vendor) = (register.activity(name), register.vendor(name));
}

fn place_label(passage: &mut Passage, register: &Register<'_>) {
    let Some(name) = passage.label.as_deref() else { return };
    passage.activity = register.activity(name.trim_matches(['“', '”', '"']));
}
