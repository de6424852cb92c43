//! A text document for Word and LibreOffice (ECMA-376, Office Open XML): real styles, lists, captions, bookmarks
//! and fields, so that it can be worked on and read aloud. Words that were added or removed are tracked changes.
//!
//! Invariants: every paragraph has a style; every table has a caption before it and a header row; a link within
//! the document finds its bookmark; colour never stands alone; the bytes know no time.

mod contents;
mod figure;
mod inline;
mod list;
mod package;
mod paragraph;
mod table;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use candor_policy::{Language, key};

use super::About;
use crate::Error;
use crate::outline::{self, node_level};
use crate::tree::{block_words, given_classes, given_id, outside, text_of};
use inline::plain;
use list::{Counted, inset};
use package::Parts;
use paragraph::{Frame, Paragraph, frame};

pub(crate) fn write<'a>(root: Node<'a>, _: &'a Arena<'a>, about: About) -> Result<Vec<u8>, Error> {
    let language = about.language;
    let headings = outline::headings(root);
    let targets = root.descendants().filter(|node| !is_table(node)).filter_map(|node| given_id(node));
    let mut writer =
        Writer { targets: targets.collect(), language, changed_on: about.as_of, ..Writer::default() };
    let (mut header, mut footer, mut subject) = (String::new(), String::new(), String::new());
    let mut contents_due = true;
    for block in root.children() {
        match outside(block) {
            Some("banner") => {
                subject = text_of(block);
                header.push_str(&writer.aside(block, "Header"));
            }
            Some(_) => footer.push_str(&writer.aside(block, "Footer")),
            None => {
                if contents_due && ends_summary(block) {
                    contents::write(&headings, language, &mut writer.xml);
                    contents_due = false;
                }
                writer.block(block, Place::default());
            }
        }
    }
    let title = outline::title(&headings).to_owned();
    if header.is_empty() {
        Paragraph { style: "Header", ..Paragraph::default() }.write(&plain(&title), &mut header);
    }
    footer.push_str(&page_number(language));
    let parts = Parts {
        language: language.tag(),
        title,
        subject,
        numbering: writer.numbering(),
        body: writer.xml,
        header,
        footer,
        links: writer.links,
        pictures: writer.pictures,
    };
    Ok(package::pack(&parts)?)
}

/// Does the summary of the first page end here? A chart is a part of it.
fn ends_summary(block: Node<'_>) -> bool {
    let is_table = match &block.data().value {
        NodeValue::BlockDirective(directive) => block_words(&directive.info).first() == Some(&"table"),
        _ => false,
    };
    is_table || block.descendants().any(|node| node_level(node) > Some(1))
}

fn is_table(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Table(_))
}

/// `Page 2 of 9`, at the right.
fn page_number(language: Language) -> String {
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \">{}</w:fldSimple>", plain("1"));
    let (page, of) = (language.say(key::LABEL_PAGE), language.say(key::LABEL_OF));
    let runs =
        [plain(&format!("{page} ")), field("PAGE"), plain(&format!(" {of} ")), field("NUMPAGES")].concat();
    let mut xml = String::new();
    Paragraph { style: "Footer", right: true, ..Paragraph::default() }.write(&runs, &mut xml);
    xml
}

/// Where a block stands, and so how its paragraphs look.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The style of ordinary paragraphs.
    style: &'static str,
    frame: Frame,
    /// Lists around it.
    depth: usize,
}

impl Default for Place {
    fn default() -> Self {
        Place { style: "Normal", frame: Frame::default(), depth: 0 }
    }
}

/// The body as it grows.
#[derive(Default)]
struct Writer {
    xml: String,
    language: Language,
    /// The day of the tracked changes.
    changed_on: NaiveDate,
    /// Tracked changes so far.
    changes: usize,
    /// Ids that a link within the document can lead to.
    targets: BTreeSet<String>,
    links: Vec<String>,
    /// Of the charts, as PNG.
    pictures: Vec<Vec<u8>>,
    counted: Vec<Counted>,
    bookmarks: usize,
    tables: usize,
    /// Text of the heading that was written last.
    heading: String,
    /// A new page begins with the next heading: what stands before it is no part of a letter.
    new_page: bool,
}

impl Writer {
    /// The paragraphs of a block that stands at the edge of every page.
    fn aside(&mut self, block: Node<'_>, style: &'static str) -> String {
        let body = std::mem::take(&mut self.xml);
        self.children(block, Place { style, ..Place::default() });
        std::mem::replace(&mut self.xml, body)
    }

    fn children(&mut self, node: Node<'_>, place: Place) {
        for child in node.children() {
            self.block(child, place);
        }
    }

    fn block(&mut self, node: Node<'_>, place: Place) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Heading(heading) => self.heading(node, heading.level, place),
            NodeValue::Paragraph => self.paragraph(node, place),
            NodeValue::List(list) => self.list(node, &list, place),
            NodeValue::BlockQuote => self.children(node, Place { style: "Quote", ..place }),
            NodeValue::Table(_) => self.table(node, None, place.frame),
            NodeValue::BlockDirective(directive) => {
                self.directive(node, &block_words(&directive.info), place);
            }
            NodeValue::ThematicBreak => self.styled("HorizontalRule", "", place),
            NodeValue::CodeBlock(code) => self.verbatim(&code.literal, place),
            // Raw HTML is shown, never obeyed.
            NodeValue::HtmlBlock(block) => self.verbatim(&block.literal, place),
            _ => self.children(node, place),
        }
    }

    fn styled(&mut self, style: &'static str, runs: &str, place: Place) {
        let indent = inset(place.depth);
        Paragraph { style, frame: place.frame, indent, ..Paragraph::default() }.write(runs, &mut self.xml);
    }

    fn paragraph(&mut self, node: Node<'_>, place: Place) {
        let runs = self.runs(node);
        self.styled(place.style, &runs, place);
    }

    fn verbatim(&mut self, literal: &str, place: Place) {
        self.styled("HTMLPreformatted", &plain(literal.trim_end()), place);
    }

    fn heading(&mut self, node: Node<'_>, level: u8, place: Place) {
        self.heading = text_of(node);
        let style = match level {
            1 => "Title",
            2 => "Heading1",
            3 => "Heading2",
            4 => "Heading3",
            5 => "Heading4",
            _ => "Heading5",
        };
        let mut runs = self.runs(node);
        if let Some(id) = given_id(node) {
            runs = self.marked(&id, &runs);
        }
        let is_marked = given_classes(node).iter().any(|class| class == "page");
        let (new_page, indent) = (std::mem::take(&mut self.new_page) || is_marked, inset(place.depth));
        let heading = Paragraph { style, frame: place.frame, indent, new_page, ..Paragraph::default() };
        heading.write(&runs, &mut self.xml);
    }

    fn directive(&mut self, node: Node<'_>, words: &[&str], place: Place) {
        match words.first() {
            Some(&"table") => self.captioned(node, place),
            Some(&"chart") => {
                self.figure(node, place.frame);
                self.captioned(node, place);
            }
            Some(&"details") => self.details(node, place),
            Some(&"letter") => {
                self.new_page = true;
                self.children(node, place);
            }
            Some(&"meta") => self.children(node, Place { style: "Subtitle", ..place }),
            Some(&"verbatim") => self.children(node, Place { style: "Quote", ..place }),
            Some(&"lead") => self.children(node, Place { style: "Lead", ..place }),
            _ => self.children(node, Place { frame: frame(words).unwrap_or(place.frame), ..place }),
        }
    }

    /// A block of a caption and its table.
    fn captioned(&mut self, node: Node<'_>, place: Place) {
        let mut caption = None;
        for child in node.children() {
            match &child.data().value {
                NodeValue::Paragraph if caption.is_none() => caption = Some(child),
                NodeValue::Table(_) => self.table(child, caption.take(), place.frame),
                _ => self.block(child, place),
            }
        }
        if let Some(caption) = caption {
            self.paragraph(caption, place);
        }
    }

    /// Paper does not fold: the summary leads what it holds.
    fn details(&mut self, node: Node<'_>, place: Place) {
        let mut children = node.children();
        match children.next() {
            Some(summary) if matches!(summary.data().value, NodeValue::Paragraph) => {
                self.paragraph(summary, Place { style: "Summary", ..place });
            }
            Some(first) => self.block(first, place),
            None => {}
        }
        for child in children {
            self.block(child, place);
        }
    }
}
