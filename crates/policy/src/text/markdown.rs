//! Markdown: CommonMark with tables, footnotes and front matter, with the `:::` blocks and `{#id .class}` attributes of our
//! own documents, and with HTML where an author wrote some.
//!
//! A block `::: verbatim`, a quotation and code are wording that is not the author's to change; the first paragraph of
//! `::: table` and `::: chart` is a caption; `::: details` folds all but its first block.
//!
//! Invariants: the tree is walked, never descended by calls, so that no nesting can exhaust the stack.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::draft::Builder;
use super::html::Page;
use super::{BlockKind, NESTING_MAX, TextError};

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.tasklist = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.block_directive = true;
    options.extension.header_attributes = true;
    options.extension.inline_code_attributes = true;
    options.extension.highlight = true;
    options
}

pub(super) fn read(markdown: &str, builder: &mut Builder) -> Result<(), TextError> {
    if deepest_mark(markdown) > NESTING_MAX {
        return Err(TextError::TooDeep { limit: NESTING_MAX });
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut walk = Walk { builder, page: Page::default(), open: Vec::new(), table: None, unseen: 0 };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => walk.start(node)?,
            NodeEdge::End(node) => walk.end(node)?,
        }
    }
    Ok(())
}

/// The most marks of quotations or lists at the start of one line: so deep do its blocks stand.
fn deepest_mark(markdown: &str) -> usize {
    let marks = |line: &str| {
        let lead = line.bytes().take_while(|byte| matches!(byte, b'>' | b'-' | b'*' | b'+' | b' ' | b'\t'));
        lead.filter(|byte| !byte.is_ascii_whitespace()).count()
    };
    // A line of hyphens is a rule, not a nesting; it is as long as anybody likes.
    markdown.lines().filter(|line| line.contains(['>', ' '])).map(marks).max().unwrap_or_default()
}

/// A block that is open around the place that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Item,
    Verbatim,
    /// A block whose first paragraph is a caption, and whether it is still to come.
    Titled(bool),
    /// A folded part, and whether its first block, which shows, is still to come.
    Folded(bool),
}

struct Walk<'b> {
    builder: &'b mut Builder,
    /// HTML of the author, read piece by piece.
    page: Page,
    open: Vec<Around>,
    /// The table that is open, with the row and column of the cell.
    table: Option<(usize, usize, usize, bool)>,
    /// Elements around whose text is not shown: pictures, and what was struck out.
    unseen: usize,
}

impl Walk<'_> {
    fn start(&mut self, node: Node<'_>) -> Result<(), TextError> {
        let line = node.data().sourcepos.start.line;
        match &node.data().value {
            NodeValue::FrontMatter(text) => self.front_matter(text),
            NodeValue::Item(_) | NodeValue::TaskItem(_) | NodeValue::FootnoteDefinition(_) => {
                self.open.push(Around::Item);
            }
            NodeValue::BlockQuote => self.open.push(Around::Verbatim),
            NodeValue::BlockDirective(directive) => {
                let name = directive.info.split_whitespace().next().unwrap_or_default().to_owned();
                self.open.extend(around(&name));
            }
            NodeValue::CodeBlock(code) => {
                self.builder.draft.push(&code.literal, line + usize::from(code.fenced));
                self.builder.end(BlockKind::Verbatim, self.is_hidden())?;
            }
            NodeValue::HtmlBlock(html) => self.page.feed(&html.literal, line, self.builder)?,
            NodeValue::HtmlInline(html) => self.inline_html(html),
            NodeValue::Table(_) => self.table = Some((self.builder.begin_table(), 0, 0, true)),
            NodeValue::TableRow(header) => {
                if let Some((_, _, column, is_header)) = &mut self.table {
                    (*column, *is_header) = (0, *header);
                }
            }
            NodeValue::Text(text) if self.unseen == 0 => self.builder.draft.push(text, line),
            NodeValue::Text(text) => self.builder.draft.name_link(text),
            NodeValue::Code(code) => self.builder.draft.push(&code.literal, line),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.builder.draft.space(),
            NodeValue::Link(link) => self.builder.draft.begin_link(&link.url),
            NodeValue::Image(_) | NodeValue::Strikethrough => self.unseen += 1,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, node: Node<'_>) -> Result<(), TextError> {
        match &node.data().value {
            NodeValue::Heading(heading) => self.block(BlockKind::Heading(heading.level))?,
            NodeValue::Paragraph => {
                let kind = self.paragraph();
                self.block(kind)?;
            }
            NodeValue::TableCell => {
                if let Some((table, row, column, header)) = self.table {
                    self.block(BlockKind::Cell { table, row, column, header })?;
                    self.table = Some((table, row, column + 1, header));
                }
            }
            NodeValue::TableRow(_) => {
                if let Some((_, row, _, _)) = &mut self.table {
                    *row += 1;
                }
            }
            NodeValue::Table(_) => self.table = None,
            NodeValue::Item(_)
            | NodeValue::TaskItem(_)
            | NodeValue::FootnoteDefinition(_)
            | NodeValue::BlockQuote => {
                self.open.pop();
            }
            NodeValue::BlockDirective(directive) => {
                let name = directive.info.split_whitespace().next().unwrap_or_default().to_owned();
                if around(&name).is_some() {
                    self.open.pop();
                }
            }
            NodeValue::Link(_) => self.builder.draft.end_link(),
            NodeValue::Image(_) | NodeValue::Strikethrough => self.unseen -= 1,
            _ => {}
        }
        Ok(())
    }

    fn block(&mut self, kind: BlockKind) -> Result<(), TextError> {
        let hidden = self.is_hidden();
        let count = self.builder.len();
        self.builder.end(kind, hidden)?;
        if self.builder.len() > count
            && let Some(Around::Folded(first @ true)) = self.open.last_mut()
        {
            *first = false;
        }
        Ok(())
    }

    /// What a paragraph is here.
    fn paragraph(&mut self) -> BlockKind {
        if self.open.contains(&Around::Verbatim) {
            return BlockKind::Verbatim;
        }
        if let Some(Around::Titled(first @ true)) = self.open.last_mut() {
            *first = false;
            return BlockKind::Caption;
        }
        if self.open.contains(&Around::Item) { BlockKind::Item } else { BlockKind::Paragraph }
    }

    fn is_hidden(&self) -> bool {
        self.page.is_folded()
            || self.open.iter().enumerate().any(|(index, around)| match around {
                Around::Folded(first) => !first || index + 1 < self.open.len(),
                _ => false,
            })
    }

    /// Title and language of a block of `key: value` lines.
    fn front_matter(&mut self, text: &str) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            match key.trim() {
                _ if value.is_empty() => {}
                "title" => self.builder.declared_title = Some(value),
                "lang" | "language" => self.builder.declared_language = Some(value),
                _ => {}
            }
        }
    }

    fn inline_html(&mut self, html: &str) {
        if let Some(comment) = html.strip_prefix("<!--") {
            self.builder.comment(comment.trim_end_matches("-->"));
        } else if html.to_ascii_lowercase().starts_with("<br") {
            self.builder.draft.space();
        }
    }
}

fn around(name: &str) -> Option<Around> {
    match name {
        "verbatim" => Some(Around::Verbatim),
        "table" | "chart" => Some(Around::Titled(true)),
        "details" => Some(Around::Folded(true)),
        _ => None,
    }
}
