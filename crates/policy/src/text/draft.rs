//! Blocks while they grow, and the text that they make in the end.
//!
//! Invariants: each run of white space is one space; characters that nobody sees (soft hyphens, zero-width and bidi
//! controls) are left out, so that no word can hide behind them; no block is empty.

use super::{Allowance, Block, BlockKind, Link, TEXT_BYTES_MAX, Text, TextError, language, sentences};

/// The word that begins the comment of an allowance.
const ALLOW: &str = "candor-allow";

/// A block that still grows.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    /// Where its text begins; 0 while there is none.
    line: usize,
    links: Vec<Link>,
    open_links: Vec<OpenLink>,
    /// Words that stand for the link where none are shown: the description of a picture.
    instead: String,
    allowed: Vec<Allowance>,
}

/// A link that is not closed.
#[derive(Debug)]
struct OpenLink {
    /// Where its words begin.
    start: usize,
    target: String,
    /// Did it begin in a block before?
    is_continued: bool,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds text that begins on a line of the source.
    pub(super) fn push(&mut self, text: &str, line: usize) {
        if self.line == 0 {
            let is_blank = |letter: char| letter.is_whitespace();
            let lead = &text[..text.len() - text.trim_start_matches(is_blank).len()];
            if lead.len() < text.len() {
                self.line = line + lead.matches('\n').count();
            }
        }
        for letter in text.chars() {
            if letter.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else if !is_unseen(letter) {
                self.text.push(letter);
            }
        }
    }

    pub(super) fn space(&mut self) {
        self.push(" ", 0);
    }

    pub(super) fn begin_link(&mut self, target: &str) {
        let target = target.trim().to_owned();
        self.open_links.push(OpenLink { start: self.text.len(), target, is_continued: false });
        self.instead.clear();
    }

    /// Names a link that shows no words.
    pub(super) fn name_link(&mut self, words: &str) {
        if !self.open_links.is_empty() && self.instead.is_empty() {
            self.instead = one_line(words);
        }
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.open_links.pop() else { return };
        let shown = self.text.get(link.start..).unwrap_or_default().trim();
        let text = if shown.is_empty() { std::mem::take(&mut self.instead) } else { shown.to_owned() };
        if !(text.is_empty() && link.is_continued) {
            self.links.push(Link { text, target: link.target });
        }
    }
}

fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Text as a draft would hold it.
pub(super) fn one_line(text: &str) -> String {
    let mut draft = Draft::default();
    draft.push(text, 1);
    draft.text.trim().to_owned()
}

/// The text that grows block by block.
#[derive(Debug, Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    /// The block that is being read.
    pub(super) draft: Draft,
    /// Allowances for the block to come.
    pending: Vec<Allowance>,
    /// Title and language that the file gives itself.
    pub(super) declared_title: Option<String>,
    pub(super) declared_language: Option<String>,
    /// Tables that were begun.
    tables: usize,
    bytes: usize,
}

impl Builder {
    /// Index of a table that begins.
    pub(super) fn begin_table(&mut self) -> usize {
        self.tables += 1;
        self.tables - 1
    }

    /// Number of blocks so far.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Ends the block that is being read. Nothing happens if it has no text.
    pub(super) fn end(&mut self, kind: BlockKind, hidden: bool) -> Result<(), TextError> {
        let targets: Vec<String> = self.draft.open_links.iter().map(|link| link.target.clone()).collect();
        while !self.draft.open_links.is_empty() {
            self.draft.end_link();
        }
        let mut draft = std::mem::take(&mut self.draft);
        // A link around several blocks is one in each of them.
        let continued = |target| OpenLink { start: 0, target, is_continued: true };
        self.draft.open_links = targets.into_iter().map(continued).collect();
        let text = draft.text.trim_end().to_owned();
        if text.is_empty() {
            self.pending.append(&mut draft.allowed);
            return Ok(());
        }
        self.bytes += text.len();
        if self.bytes > TEXT_BYTES_MAX {
            return Err(TextError::TextTooLarge { limit: TEXT_BYTES_MAX });
        }
        let mut allowed = std::mem::take(&mut self.pending);
        allowed.append(&mut draft.allowed);
        self.blocks.push(Block {
            kind,
            line: draft.line,
            section: None,
            text,
            links: draft.links,
            sentences: Vec::new(),
            hidden,
            allowed,
        });
        Ok(())
    }

    /// Forgets the block that is being read; what it allows holds for the next.
    pub(super) fn discard(&mut self) {
        self.pending.append(&mut std::mem::take(&mut self.draft).allowed);
    }

    /// Takes a comment: what it allows holds for the block it stands in, else for the next.
    pub(super) fn comment(&mut self, comment: &str) {
        let allowances = allowances(comment);
        if self.draft.is_empty() {
            self.pending.extend(allowances);
        } else {
            self.draft.allowed.extend(allowances);
        }
    }

    /// Keeps only the blocks whose index is wanted; what was allowed in others is allowed no more.
    pub(super) fn keep(&mut self, mut wanted: impl FnMut(usize, &Block) -> bool) {
        let mut index = 0;
        self.blocks.retain(|block| {
            index += 1;
            wanted(index - 1, block)
        });
    }

    /// The text, with sections, sentences and language.
    pub(super) fn finish(mut self) -> Result<Text, TextError> {
        if self.blocks.is_empty() {
            return Err(TextError::Empty);
        }
        if let Some(last) = self.blocks.last_mut() {
            last.allowed.append(&mut self.pending);
        }
        let language = language::recognised(self.blocks.iter().map(|block| block.text.as_str()))
            .map(str::to_owned)
            .or_else(|| self.declared_language.as_deref().and_then(language::code));
        let mut section = None;
        for (index, block) in self.blocks.iter_mut().enumerate() {
            block.section = section;
            block.sentences = sentences::sentences(&block.text, language.as_deref());
            if matches!(block.kind, BlockKind::Heading(_)) {
                section = Some(index);
            }
        }
        let first = self.blocks.iter().find(|block| block.kind == BlockKind::Heading(1));
        let title = first.map(|block| block.text.clone()).or(self.declared_title);
        Ok(Text { language, title, blocks: self.blocks })
    }
}

/// The allowances of a comment: on each line `candor-allow RULE, RULE: reason`.
pub(super) fn allowances(comment: &str) -> Vec<Allowance> {
    let mut found = Vec::new();
    for line in comment.lines() {
        let Some(rest) = line.trim().strip_prefix(ALLOW) else { continue };
        let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
        for rule in rules.split([',', ' ']).filter(|rule| !rule.is_empty()) {
            found.push(Allowance { rule: rule.to_owned(), reason: one_line(reason) });
        }
    }
    found
}
