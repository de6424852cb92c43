//! HTML: the words of a page in blocks, from the tokens of a browser-grade tokenizer.
//!
//! Only what a visitor reads: not scripts, menus, forms' fields or what is hidden; if the page has a `main` element, that;
//! else all but the page's own header and footer, of which headings stay.
//!
//! Invariants: one pass over the tokens with a bounded stack, so that time grows with the page and not with its nesting;
//! a page of broken HTML gives the blocks that a browser would show, as far as blocks go.

mod elements;

use std::cell::RefCell;
use std::mem;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::draft::{Builder, one_line};
use super::{BlockKind, NESTING_MAX, TextError};
use elements::{UNSEEN, VOID, attribute, classes, implied_ends, is_block, is_hidden};

pub(super) fn read(html: &str, builder: &mut Builder) -> Result<(), TextError> {
    let mut page = Page::default();
    page.feed(html, 1, builder)?;
    page.settle(builder);
    Ok(())
}

/// A page that is read, in one piece or in several.
#[derive(Debug, Default)]
pub(super) struct Page {
    open: Vec<Open>,
    /// Where each block of the page stands.
    areas: Vec<Area>,
    head_title: Option<String>,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    None,
    Heading(u8),
    Item,
    Verbatim,
    Caption,
    Table {
        table: usize,
        rows: usize,
    },
    /// A row of the table, with the number of its cells so far.
    Row {
        columns: usize,
    },
    Cell {
        header: bool,
    },
    /// A folded part.
    Folded,
    /// The line of a folded part that shows.
    Summary,
    Link,
    Main,
    /// The page's header or footer.
    Landmark,
    /// A part of the page, whose headers and footers are its own.
    Section,
    Unseen,
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    Main,
    Body,
    Landmark,
}

impl Page {
    /// Reads a piece of HTML that begins on a line of the source.
    pub(super) fn feed(&mut self, html: &str, line: usize, builder: &mut Builder) -> Result<(), TextError> {
        let reader = Reader { page: mem::take(self), builder, first_line: line, fault: None, ended: false };
        let sink = Sink(RefCell::new(reader));
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        // A sink without scripts never stops it.
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut reader = tokenizer.sink.0.into_inner();
        reader.flush();
        *self = reader.page;
        match reader.fault {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    /// Is the place that was reached in a folded part?
    pub(super) fn is_folded(&self) -> bool {
        let is_folded = |open: &Open| open.role == Role::Folded;
        let Some(summary) = self.open.iter().rposition(|open| open.role == Role::Summary) else {
            return self.open.iter().any(is_folded);
        };
        // A summary shows although its own part is folded.
        let own = self.open[..summary].iter().rposition(|open| open.name == "details").unwrap_or(summary);
        self.open[..own].iter().chain(&self.open[summary..]).any(is_folded)
    }

    /// Leaves out what is not the page's own text.
    fn settle(self, builder: &mut Builder) {
        let has_main = self.areas.contains(&Area::Main);
        let has_body = self.areas.contains(&Area::Body);
        builder.keep(|index, block| match self.areas.get(index) {
            Some(Area::Main) => true,
            Some(Area::Body) => !has_main,
            Some(Area::Landmark) if has_main => false,
            Some(Area::Landmark) => !has_body || matches!(block.kind, BlockKind::Heading(_)),
            None => true,
        });
        builder.declared_title = builder.declared_title.take().or(self.head_title);
    }

    fn has(&self, role: Role) -> bool {
        self.open.iter().any(|open| open.role == role)
    }

    fn area(&self) -> Area {
        match () {
            () if self.has(Role::Main) => Area::Main,
            () if self.has(Role::Landmark) => Area::Landmark,
            () => Area::Body,
        }
    }

    /// What a block is here: by the nearest element that says so; in a cell and in a quotation all is of it.
    fn kind(&self) -> BlockKind {
        if self.has(Role::Verbatim) {
            return BlockKind::Verbatim;
        }
        let mut header = None;
        let mut column = None;
        let mut is_item = false;
        for open in self.open.iter().rev() {
            match open.role {
                Role::Heading(level) => return BlockKind::Heading(level),
                Role::Caption => return BlockKind::Caption,
                Role::Item => is_item = true,
                Role::Cell { header: is_header } if header.is_none() => header = Some(is_header),
                Role::Row { columns } if column.is_none() => column = Some(columns.saturating_sub(1)),
                Role::Table { table, rows } => {
                    if let (Some(header), Some(column)) = (header, column) {
                        return BlockKind::Cell { table, row: rows.saturating_sub(1), column, header };
                    }
                }
                _ => {}
            }
        }
        if is_item { BlockKind::Item } else { BlockKind::Paragraph }
    }
}

struct Reader<'b> {
    page: Page,
    builder: &'b mut Builder,
    first_line: usize,
    fault: Option<TextError>,
    ended: bool,
}

struct Sink<'b>(RefCell<Reader<'b>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().token(token, usize::try_from(line).unwrap_or(usize::MAX))
    }
}

impl Reader<'_> {
    fn token(&mut self, token: Token, line: usize) -> TokenSinkResult<()> {
        if self.fault.is_some() || self.ended {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => self.text(&text, line),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(tag) => self.end(&tag.name),
            Token::CommentToken(comment) => self.builder.comment(&comment),
            Token::EOFToken => self.ended = true,
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str, line: usize) {
        if self.page.has(Role::Title) {
            let title = format!("{}{text}", self.page.head_title.take().unwrap_or_default());
            self.page.head_title = Some(one_line(&title)).filter(|title| !title.is_empty());
        } else if !self.page.has(Role::Unseen) {
            // The tokenizer tells the line on which a text ends.
            let begins = line.saturating_sub(text.matches('\n').count());
            self.builder.draft.push(text, self.first_line + begins.saturating_sub(1));
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let count = self.builder.len();
        if let Err(fault) = self.builder.end(self.page.kind(), self.page.is_folded()) {
            self.fault = Some(fault);
        }
        if self.builder.len() > count {
            self.page.areas.push(self.page.area());
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if is_block(name) {
            self.flush();
            self.end_implied(name);
        }
        match name {
            "br" => self.builder.draft.space(),
            "html" => self.builder.declared_language = attribute(tag, "lang").map(str::to_owned),
            "img" => {
                if let Some(words) = attribute(tag, "alt") {
                    self.builder.draft.name_link(words);
                }
            }
            _ => {}
        }
        if VOID.contains(&name) {
            return TokenSinkResult::Continue;
        }
        if self.page.open.len() >= NESTING_MAX {
            self.fault = Some(TextError::TooDeep { limit: NESTING_MAX });
            return TokenSinkResult::Continue;
        }
        let in_foreign = self.page.open.iter().any(|open| matches!(&*open.name, "svg" | "math"));
        if tag.self_closing && (in_foreign || matches!(name, "svg" | "math")) {
            return TokenSinkResult::Continue;
        }
        let role = self.role(tag);
        match role {
            Role::Link => {
                self.builder.draft.begin_link(attribute(tag, "href").unwrap_or_default());
                if let Some(words) = attribute(tag, "aria-label").or_else(|| attribute(tag, "title")) {
                    self.builder.draft.name_link(words);
                }
            }
            Role::Row { .. } => self.count(|role| match role {
                Role::Table { rows, .. } => Some(rows),
                _ => None,
            }),
            Role::Cell { .. } => self.count(|role| match role {
                Role::Row { columns } => Some(columns),
                _ => None,
            }),
            _ => {}
        }
        self.page.open.push(Open { name: name.to_owned(), role });
        match name {
            "script" => TokenSinkResult::RawData(ScriptData),
            "style" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if !in_foreign => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Counts one more in the nearest element that counts.
    fn count(&mut self, counter: impl Fn(&mut Role) -> Option<&mut usize>) {
        if let Some(count) = self.page.open.iter_mut().rev().find_map(|open| counter(&mut open.role)) {
            *count += 1;
        }
    }

    fn role(&mut self, tag: &Tag) -> Role {
        let name = &*tag.name;
        let role = attribute(tag, "role").unwrap_or_default();
        if UNSEEN.contains(&name)
            || is_hidden(tag)
            || matches!(role, "navigation" | "search" | "menu" | "dialog")
        {
            return Role::Unseen;
        }
        let in_section = self.page.has(Role::Section) || self.page.has(Role::Main);
        match name {
            "main" => Role::Main,
            _ if role == "main" => Role::Main,
            "header" | "footer" if !in_section => Role::Landmark,
            _ if matches!(role, "banner" | "contentinfo") => Role::Landmark,
            "article" | "section" | "aside" => Role::Section,
            "title" if !self.page.open.iter().any(|open| open.name == "svg") => Role::Title,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading(name.as_bytes()[1] - b'0'),
            "li" | "dt" | "dd" => Role::Item,
            "blockquote" | "pre" => Role::Verbatim,
            _ if classes(tag).any(|class| class == "verbatim") => Role::Verbatim,
            "caption" | "figcaption" => Role::Caption,
            "table" if !matches!(role, "presentation" | "none") => {
                Role::Table { table: self.builder.begin_table(), rows: 0 }
            }
            "tr" => Role::Row { columns: 0 },
            "td" | "th" => Role::Cell { header: name == "th" },
            "details" if attribute(tag, "open").is_none() => Role::Folded,
            "summary" => Role::Summary,
            "a" if attribute(tag, "href").is_some() => Role::Link,
            _ => Role::None,
        }
    }

    fn end(&mut self, name: &str) {
        if is_block(name) {
            self.flush();
        }
        let Some(index) = self.page.open.iter().rposition(|open| open.name == name) else { return };
        // A stray end tag of a line does not end the blocks around it.
        let is_stray = !is_block(name) && self.page.open[index..].iter().any(|open| is_block(&open.name));
        if !is_stray {
            self.close(index);
        }
    }

    /// Closes elements down to one.
    fn close(&mut self, index: usize) {
        for open in self.page.open.drain(index..).rev() {
            if open.role == Role::Link {
                self.builder.draft.end_link();
            }
        }
    }

    /// Closes what a start tag ends without an end tag.
    fn end_implied(&mut self, name: &str) {
        let (ended, barriers) = implied_ends(name);
        for index in (0..self.page.open.len()).rev() {
            let open = self.page.open[index].name.as_str();
            if ended.contains(&open) {
                self.close(index);
                return;
            }
            if barriers.contains(&open) {
                return;
            }
        }
    }
}
