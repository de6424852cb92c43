//! The parsed document as plain values, for writers that stand outside of this crate.
//!
//! Invariants: nothing of the tree is left out; a link leads to a place that is in the document, to the web or to
//! a mailbox; every table has a caption, every heading an id, and every id is given once.

use std::collections::BTreeSet;

use candor_policy::key;
use comrak::Arena;
use comrak::nodes::{ListType, Node, NodeValue, TableAlignment};

use crate::Source;
use crate::charts::{self, Chart};
use crate::outline;
use crate::tree::{block_words, given_classes, given_id, is_safe_link, outside, parse_for, text_of};

/// A document for one reader or for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Language tag (BCP 47).
    pub language: &'static str,
    /// The title of the list of contents in that language.
    pub contents: String,
    /// The words of the heading of level 1; empty if there is none.
    pub title: String,
    /// Stands at the top, above the title.
    pub banner: Vec<Block>,
    pub main: Vec<Block>,
    /// Stands at the end.
    pub footer: Vec<Block>,
}

/// A piece that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading {
        /// 1 for the title, from then on no level is left out.
        level: u8,
        id: String,
        /// `page`: begins a page on paper; `unlisted`: stands in no list of contents.
        classes: Vec<String>,
        words: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    List {
        /// The first number; none for bullets.
        start: Option<usize>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Table(Table),
    /// What a page folds: its summary, which may be a heading, then the rest.
    Details {
        summary: Box<Block>,
        blocks: Vec<Block>,
    },
    /// A box, by the names of its classes.
    Boxed {
        classes: Vec<String>,
        blocks: Vec<Block>,
    },
    /// Lines to be shown letter by letter.
    Verbatim(String),
    Rule,
}

/// A table with its caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub id: String,
    pub caption: Vec<Inline>,
    /// What a `::: chart` block draws of it, to stand above it.
    pub chart: Option<Chart>,
    /// For each column: are its cells numbers, set at the right?
    pub numbers: Vec<bool>,
    pub header: Vec<Vec<Inline>>,
    pub rows: Vec<Row>,
}

/// A row of a table; its first cell names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The place that links lead to, if the row names itself.
    pub id: Option<String>,
    pub cells: Vec<Vec<Inline>>,
}

/// A piece within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Break,
    /// Code; with classes it is a word with a colour or an id.
    Code {
        classes: Vec<String>,
        text: String,
    },
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    /// An open place.
    Mark(Vec<Inline>),
    /// Words that an earlier text did not have.
    Added(Vec<Inline>),
    /// Words that only an earlier text has.
    Removed(Vec<Inline>),
    Link {
        target: Target,
        words: Vec<Inline>,
    },
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The id of a heading or a row of the document.
    Place(String),
    /// An address of the web or of a mailbox.
    Address(String),
}

impl Source {
    /// The document as values.
    pub fn parsed(&self) -> Parsed {
        let arena = Arena::new();
        let root = parse_for(&arena, &self.markdown, self.reader);
        let is_table = |node: Node<'_>| matches!(node.data().value, NodeValue::Table(_));
        let targets = root.descendants().filter(|node| !is_table(node)).filter_map(|node| given_id(node));
        let mut reader = Reader { targets: targets.collect(), heading: Vec::new() };
        let title = outline::title(&outline::headings(root)).to_owned();
        let mut parsed = Parsed {
            language: self.language.tag(),
            contents: self.language.say(key::LABEL_CONTENTS),
            title,
            banner: Vec::new(),
            main: Vec::new(),
            footer: Vec::new(),
        };
        for block in root.children() {
            match outside(block) {
                Some("banner") => reader.children(block, &mut parsed.banner),
                Some(_) => reader.children(block, &mut parsed.footer),
                None => reader.block(block, &mut parsed.main),
            }
        }
        parsed
    }
}

impl Inline {
    /// The letters of some pieces, without their looks.
    pub fn text_of(pieces: &[Inline]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Inline::Text(words) | Inline::Code { text: words, .. } => text.push_str(words),
                Inline::Break => text.push(' '),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Mark(inner)
                | Inline::Added(inner)
                | Inline::Removed(inner)
                | Inline::Link { words: inner, .. } => text.push_str(&Inline::text_of(inner)),
            }
        }
        text
    }
}

/// Reads nodes.
struct Reader {
    /// Ids that a link can lead to.
    targets: BTreeSet<String>,
    /// The heading that was read last, which names a table without a caption.
    heading: Vec<Inline>,
}

impl Reader {
    fn children(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        for child in node.children() {
            self.block(child, blocks);
        }
    }

    fn inside(&mut self, node: Node<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.children(node, &mut blocks);
        blocks
    }

    fn block(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Heading(heading) => {
                let words = self.words(node);
                self.heading.clone_from(&words);
                let id = given_id(node).unwrap_or_default();
                let classes = given_classes(node);
                blocks.push(Block::Heading { level: heading.level, id, classes, words });
            }
            NodeValue::Paragraph => blocks.push(Block::Paragraph(self.words(node))),
            NodeValue::List(list) => {
                let start = (list.list_type == ListType::Ordered).then_some(list.start);
                let items = node.children().map(|item| self.inside(item)).collect();
                blocks.push(Block::List { start, items });
            }
            NodeValue::BlockQuote => blocks.push(Block::Quote(self.inside(node))),
            NodeValue::Table(_) => blocks.push(self.table(node, None, None)),
            NodeValue::BlockDirective(directive) => {
                self.directive(node, &block_words(&directive.info), blocks);
            }
            NodeValue::ThematicBreak => blocks.push(Block::Rule),
            NodeValue::CodeBlock(code) => blocks.push(Block::Verbatim(code.literal.trim_end().to_owned())),
            // Raw HTML is shown, never obeyed.
            NodeValue::HtmlBlock(block) => blocks.push(Block::Verbatim(block.literal.trim_end().to_owned())),
            _ => self.children(node, blocks),
        }
    }

    fn directive(&mut self, node: Node<'_>, words: &[&str], blocks: &mut Vec<Block>) {
        match words.first() {
            Some(&("table" | "chart")) => self.captioned(node, blocks),
            Some(&"details") => {
                let mut inner = self.inside(node);
                if !inner.is_empty() {
                    let summary = Box::new(inner.remove(0));
                    blocks.push(Block::Details { summary, blocks: inner });
                }
            }
            Some(_) => {
                let classes = words.iter().map(|word| (*word).to_owned()).collect();
                blocks.push(Block::Boxed { classes, blocks: self.inside(node) });
            }
            None => self.children(node, blocks),
        }
    }

    /// A block of a caption and its table.
    fn captioned(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        let mut caption = None;
        let mut chart = charts::of_block(node);
        for child in node.children() {
            match &child.data().value {
                NodeValue::Paragraph if caption.is_none() => caption = Some(child),
                NodeValue::Table(_) => blocks.push(self.table(child, caption.take(), chart.take())),
                _ => self.block(child, blocks),
            }
        }
        if let Some(caption) = caption {
            self.block(caption, blocks);
        }
    }

    /// A table; without a caption the heading above names it.
    fn table(&self, table: Node<'_>, caption: Option<Node<'_>>, chart: Option<Chart>) -> Block {
        let numbers = match &table.data().value {
            NodeValue::Table(content) => {
                content.alignments.iter().map(|alignment| *alignment == TableAlignment::Right).collect()
            }
            _ => Vec::new(),
        };
        let cells = |row: Node<'_>| row.children().map(|cell| self.words(cell)).collect();
        let mut rows = table.children();
        let header = rows.next().map(cells).unwrap_or_default();
        Block::Table(Table {
            id: given_id(table).unwrap_or_default(),
            caption: caption.map_or_else(|| self.heading.clone(), |caption| self.words(caption)),
            chart,
            numbers,
            header,
            rows: rows.map(|row| Row { id: given_id(row), cells: cells(row) }).collect(),
        })
    }

    fn words(&self, node: Node<'_>) -> Vec<Inline> {
        let mut words = Vec::new();
        self.inlines(node, &mut words);
        words
    }

    fn inlines(&self, node: Node<'_>, words: &mut Vec<Inline>) {
        for child in node.children() {
            self.inline(child, words);
        }
    }

    fn inline(&self, node: Node<'_>, words: &mut Vec<Inline>) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Text(text) => words.push(Inline::Text(text.into_owned())),
            NodeValue::HtmlInline(raw) => words.push(Inline::Text(raw)),
            NodeValue::SoftBreak => words.push(Inline::Text(" ".to_owned())),
            NodeValue::LineBreak => words.push(Inline::Break),
            NodeValue::Code(code) => {
                words.push(Inline::Code { classes: given_classes(node), text: code.literal });
            }
            NodeValue::Emph => words.push(Inline::Emphasis(self.words(node))),
            NodeValue::Strong => words.push(Inline::Strong(self.words(node))),
            NodeValue::Highlight => words.push(Inline::Mark(self.words(node))),
            NodeValue::Insert => words.push(Inline::Added(self.words(node))),
            NodeValue::Strikethrough => words.push(Inline::Removed(self.words(node))),
            NodeValue::Link(link) => match self.target(&link.url) {
                Some(target) if !text_of(node).trim().is_empty() => {
                    words.push(Inline::Link { target, words: self.words(node) });
                }
                _ => self.inlines(node, words),
            },
            _ => self.inlines(node, words),
        }
    }

    /// Nothing if the place is not in the document, or if a reader must not follow.
    fn target(&self, url: &str) -> Option<Target> {
        match url.strip_prefix('#') {
            Some(id) => self.targets.contains(id).then(|| Target::Place(id.to_owned())),
            None => is_safe_link(url).then(|| Target::Address(url.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use candor_policy::Language;

    use super::*;

    fn main_of(markdown: &str) -> Vec<Block> {
        Source {
            markdown: markdown.to_owned(),
            as_of: chrono::NaiveDate::default(),
            language: Language::English,
            reader: None,
            laws: Vec::new(),
            refused: Vec::new(),
            sentences: Vec::new(),
        }
        .parsed()
        .main
    }

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn a_table_has_its_caption_or_the_heading_above() {
        let blocks = main_of(
            "# T {#t}\n\n| a | b |\n|---|--:|\n| `F-1`{.id} | 2 |\n\n::: chart\nCounts\n\n| c |\n|---|\n:::\n",
        );
        let Block::Table(first) = &blocks[1] else { panic!("{blocks:?}") };
        assert_eq!(first.caption, [text("T")]);
        assert_eq!((&first.numbers, &first.rows[0].id), (&vec![false, true], &Some("F-1".to_owned())));
        let Block::Table(second) = &blocks[2] else { panic!("{blocks:?}") };
        assert_eq!((&second.caption, second.rows.len()), (&vec![text("Counts")], 0));
        assert!(second.chart.is_none(), "nothing to draw");
    }

    #[test]
    fn only_links_that_lead_somewhere_are_links() {
        let blocks = main_of("# T {#t}\n\n[a](#t)[b](#no)[c](javascript:x)[d](https://d.example)\n");
        let link = |target, words| Inline::Link { target, words: vec![text(words)] };
        let place = link(Target::Place("t".to_owned()), "a");
        let address = link(Target::Address("https://d.example".to_owned()), "d");
        assert_eq!(blocks[1], Block::Paragraph(vec![place, text("b"), text("c"), address]));
    }

    #[test]
    fn what_is_folded_leads_with_its_summary() {
        let blocks = main_of("::: details\n### More\n\nrest\n:::\n\n::: details\n:::\n");
        let [Block::Details { summary, blocks: inner }] = &blocks[..] else { panic!("{blocks:?}") };
        assert!(matches!(**summary, Block::Heading { level: 2, .. }), "{summary:?}");
        assert_eq!(inner, &[Block::Paragraph(vec![text("rest")])]);
    }
}
