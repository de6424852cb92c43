//! A policy's text as a reader meets it: headings, paragraphs, items and cells with their sentences and links, read from
//! Markdown, HTML, DOCX or plain text.
//!
//! The way: a reader of one form (`markdown`, `html`, `docx`, `plain`) hands drafts of blocks to the `draft::Builder`;
//! when all are there the `language` is recognised and the `sentences` are found.
//!
//! Invariants: blocks stand in the order of reading; nothing that a reader does not see becomes a word (scripts, menus,
//! markup, deleted text, hidden characters); the same bytes give the same text; input never panics, and what is too large
//! or too deep is refused with the limit that it broke.

mod docx;
mod draft;
mod html;
mod language;
mod markdown;
mod plain;
mod sentences;

use thiserror::Error;

pub(crate) use sentences::is_address;
pub use sentences::{sentences, words};

/// The largest file that is read, in bytes. A page that was saved with its pictures is as large as that, a policy never.
const FILE_BYTES_MAX: usize = 32 << 20;
/// The most text that is read, in bytes: a hundred times the longest policy that was measured.
const TEXT_BYTES_MAX: usize = 8 << 20;
/// Elements within each other, at most.
const NESTING_MAX: usize = 1_000;

/// A policy's text as a reader meets it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The language as a two-letter code (ISO 639-1): recognised by its words (`en`, `de`, `fr`, `es`), else as declared.
    pub language: Option<String>,
    /// The first heading of level 1, else the title that the file gives itself.
    pub title: Option<String>,
    /// The blocks in the order of reading; none is empty.
    pub blocks: Vec<Block>,
}

impl Text {
    /// The part under a heading, with it and with the headings below it; none if the block is no heading. Its blocks are those
    /// of the whole, so their lines and tables keep their numbers.
    pub fn part(&self, heading: usize) -> Option<Text> {
        let BlockKind::Heading(level) = self.blocks.get(heading)?.kind else { return None };
        let is_next = |block: &Block| matches!(block.kind, BlockKind::Heading(other) if other <= level);
        let length = self.blocks[heading + 1..].iter().position(is_next);
        let end = length.map_or(self.blocks.len(), |length| heading + 1 + length);
        let mut blocks = self.blocks[heading..end].to_vec();
        for block in &mut blocks {
            block.section = block.section.and_then(|section| section.checked_sub(heading));
        }
        let title = Some(self.blocks[heading].text.clone());
        Some(Text { language: self.language.clone(), title, blocks })
    }
}

/// A heading, paragraph, item of a list, cell of a table or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// The line of the source where its text begins, from 1; in DOCX the number of the paragraph.
    pub line: usize,
    /// Index of the heading block above; a heading's own is the one above it.
    pub section: Option<usize>,
    /// Its text, each run of white space one space, without markup.
    pub text: String,
    pub links: Vec<Link>,
    /// Its sentences in order; the end of a block ends a sentence.
    pub sentences: Vec<Sentence>,
    /// In a part that is folded until the reader opens it (`<details>` without `open`).
    pub hidden: bool,
    /// Findings of the lint that its author allows here.
    pub allowed: Vec<Allowance>,
}

/// What a block is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// With its level, 1 to 6 (DOCX: 1 to 9).
    Heading(u8),
    Paragraph,
    Item,
    /// A cell; tables, rows and columns are counted from 0. A cell with several paragraphs is several blocks.
    Cell {
        table: usize,
        row: usize,
        column: usize,
        header: bool,
    },
    /// What stands above or below a table or picture as its title.
    Caption,
    /// Wording that is not the author's to change: fixed by law, code, quotations.
    Verbatim,
}

/// A link with the words that are underlined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As shown; for a picture its description. Empty if nothing is shown.
    pub text: String,
    pub target: String,
}

/// A sentence of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    /// Where it begins in the text of its block, in bytes.
    pub start: usize,
    /// Does it end with a full stop, exclamation mark or question mark?
    pub complete: bool,
}

/// A comment such as `candor-allow PL003: the law names no period`. It holds for the block it stands in, or else for the
/// next one; after the last block, for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The rule that is allowed to be broken.
    pub rule: String,
    /// Why; empty if the author gives no reason.
    pub reason: String,
}

/// How a file holds its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// CommonMark with tables, and with the blocks and attributes that our own documents use.
    Markdown,
    Html,
    /// Office Open XML, ECMA-376 part 1, section 17.
    Docx,
    Plain,
}

/// Why a file's text cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TextError {
    #[error("the file has more than {} MB", limit >> 20)]
    FileTooLarge { limit: usize },
    #[error("it holds more than {} MB of text", limit >> 20)]
    TextTooLarge { limit: usize },
    #[error("its elements stand within each other more than {limit} deep")]
    TooDeep { limit: usize },
    #[error("it is not text in UTF-8 (byte {at} cannot be read); save it as UTF-8")]
    NotUtf8 { at: usize },
    #[error("it is not text; give Markdown, HTML, DOCX or plain text")]
    NotText,
    #[error("the document cannot be opened: {0}")]
    Broken(String),
    #[error("it holds no text")]
    Empty,
}

/// Reads the text of a policy. Its form is told by the file's name, else by what it begins with.
///
/// # Errors
/// [`TextError`] where the file is too large, too deep, broken, no text in UTF-8 or empty.
pub fn read(name: &str, bytes: &[u8]) -> Result<Text, TextError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(TextError::FileTooLarge { limit: FILE_BYTES_MAX });
    }
    let mut builder = draft::Builder::default();
    match form(name, bytes) {
        Form::Docx => docx::read(bytes, &mut builder)?,
        Form::Html => html::read(&decoded(bytes, true)?, &mut builder)?,
        Form::Markdown => markdown::read(short(&decoded(bytes, false)?)?, &mut builder)?,
        Form::Plain => plain::read(short(&decoded(bytes, false)?)?, &mut builder)?,
    }
    builder.finish()
}

/// The form of a file.
pub fn form(name: &str, bytes: &[u8]) -> Form {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        _ if bytes.starts_with(b"PK\x03\x04") => Form::Docx,
        Some("docx" | "docm" | "dotx") => Form::Docx,
        Some("html" | "htm" | "xhtml") => Form::Html,
        Some("md" | "markdown" | "mdown" | "mdx") => Form::Markdown,
        _ if begins_like_html(bytes) => Form::Html,
        _ => Form::Plain,
    }
}

fn begins_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    ["<!doctype html", "<html", "<?xml", "<!--", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
}

/// Text whose forms cost more than their length to read is bounded before.
fn short(text: &str) -> Result<&str, TextError> {
    if text.len() > TEXT_BYTES_MAX {
        Err(TextError::TextTooLarge { limit: TEXT_BYTES_MAX })
    } else {
        Ok(text)
    }
}

/// The characters of a file: by its byte order mark, else UTF-8, else (HTML) the encoding that it declares.
fn decoded(bytes: &[u8], is_html: bool) -> Result<String, TextError> {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => {
            let (text, _, has_errors) = encoding.decode(bytes);
            if has_errors {
                return Err(TextError::NotText);
            }
            text.into_owned()
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) if is_html => declared(bytes)
                .and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
                .ok_or(TextError::NotUtf8 { at: error.valid_up_to() })?
                .into_owned(),
            Err(error) => return Err(TextError::NotUtf8 { at: error.valid_up_to() }),
        },
    };
    if text.contains('\0') { Err(TextError::NotText) } else { Ok(text) }
}

/// The encoding that a page declares in its first 1,024 bytes (HTML Standard, 4.2.5.4).
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, after) = start.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ':'))
        .collect();
    encoding_rs::Encoding::for_label(label.as_bytes())
}
