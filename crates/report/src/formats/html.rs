//! One self-contained HTML page: no script, no network, readable by eye, ear, keyboard and printer.
//!
//! Invariants: one `h1`; every table has a caption and scoped headers; every id is given once; the only
//! style is the one whose hash the page's policy names.

mod bar;
mod inline;
mod page;
mod table;

use std::collections::BTreeSet;

use comrak::Arena;
use comrak::nodes::{ListType, Node, NodeValue};

use crate::escape::{anchor, html};
use crate::tree::{block_words, given_id, text_of};

pub(crate) fn write<'a>(root: Node<'a>, _: &'a Arena<'a>) -> String {
    let mut writer = Writer::default();
    for block in root.children() {
        match outside(block) {
            Some("banner") => writer.aside(block, Part::Banner),
            Some("footer") => writer.aside(block, Part::Footer),
            _ => writer.block(block),
        }
    }
    page::write(&writer)
}

/// Name of a block that stands outside the main part.
fn outside(block: Node<'_>) -> Option<&'static str> {
    let NodeValue::BlockDirective(directive) = &block.data().value else { return None };
    ["banner", "footer"].into_iter().find(|name| block_words(&directive.info).first() == Some(name))
}

/// A heading of the list of contents.
pub(crate) struct Heading {
    level: u8,
    id: String,
    text: String,
}

enum Part {
    Banner,
    Footer,
}

/// The parts of the page as they grow.
#[derive(Default)]
pub(crate) struct Writer {
    main: String,
    banner: String,
    footer: String,
    title: String,
    headings: Vec<Heading>,
    ids: BTreeSet<String>,
    tables: usize,
    bars: usize,
}

impl Writer {
    fn aside(&mut self, block: Node<'_>, part: Part) {
        let main = std::mem::take(&mut self.main);
        self.children(block);
        let written = std::mem::replace(&mut self.main, main);
        match part {
            Part::Banner => self.banner.push_str(&written),
            Part::Footer => self.footer.push_str(&written),
        }
    }

    fn children(&mut self, node: Node<'_>) {
        for child in node.children() {
            self.block(child);
        }
    }

    fn block(&mut self, node: Node<'_>) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Heading(heading) => self.heading(node, heading.level),
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::List(list) => {
                let tag = if list.list_type == ListType::Ordered { "ol" } else { "ul" };
                self.main.push_str(&format!("<{tag}>\n"));
                for item in node.children() {
                    self.item(item, list.tight);
                }
                self.main.push_str(&format!("</{tag}>\n"));
            }
            NodeValue::BlockQuote => {
                self.main.push_str("<blockquote>\n");
                self.children(node);
                self.main.push_str("</blockquote>\n");
            }
            NodeValue::Table(_) => self.table(node, None, false),
            NodeValue::BlockDirective(directive) => self.directive(node, &directive.info),
            NodeValue::ThematicBreak => self.main.push_str("<hr>\n"),
            NodeValue::CodeBlock(code) => self.verbatim(&code.literal),
            // Raw HTML is shown, never obeyed.
            NodeValue::HtmlBlock(block) => self.verbatim(&block.literal),
            _ => self.children(node),
        }
    }

    fn verbatim(&mut self, text: &str) {
        self.main.push_str("<pre><code>");
        html(text, &mut self.main);
        self.main.push_str("</code></pre>\n");
    }

    fn paragraph(&mut self, node: Node<'_>) {
        self.main.push_str("<p>");
        inline::write(node, &mut self.main);
        self.main.push_str("</p>\n");
    }

    fn item(&mut self, item: Node<'_>, tight: bool) {
        self.main.push_str("<li>");
        for child in item.children() {
            let paragraph = matches!(child.data().value, NodeValue::Paragraph);
            if tight && paragraph {
                inline::write(child, &mut self.main);
            } else {
                self.block(child);
            }
        }
        self.main.push_str("</li>\n");
    }

    fn heading(&mut self, node: Node<'_>, level: u8) {
        let text = text_of(node);
        // A second title is a section.
        let level = if level == 1 && !self.title.is_empty() { 2 } else { level };
        let deepest = self.headings.last().map_or(1, |last| last.level + 1);
        let level = if level == 1 { 1 } else { level.clamp(2, deepest.max(2)) };
        let id = self.free_id(&given_id(node).unwrap_or_else(|| slug(&text)));
        if level == 1 {
            self.title.clone_from(&text);
        }
        self.main.push_str(&format!("<h{level} id=\"{id}\">"));
        inline::write(node, &mut self.main);
        self.main.push_str(&format!("</h{level}>\n"));
        self.headings.push(Heading { level, id, text });
    }

    /// The id, with a number behind it if it is taken.
    fn free_id(&mut self, wanted: &str) -> String {
        let wanted = anchor(wanted);
        let mut id = wanted.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        id
    }

    fn directive(&mut self, node: Node<'_>, info: &str) {
        let words = block_words(info);
        match words.split_first() {
            Some((&"table", _)) => self.captioned(node, false),
            Some((&"chart", _)) => self.captioned(node, true),
            Some((&"details", classes)) => self.details(node, classes),
            Some(_) => {
                self.main.push_str(&format!("<div class=\"{}\">\n", words.join(" ")));
                self.children(node);
                self.main.push_str("</div>\n");
            }
            None => self.children(node),
        }
    }

    /// A block of a caption and its table.
    fn captioned(&mut self, node: Node<'_>, bars: bool) {
        let mut caption = None;
        for child in node.children() {
            let value = child.data().value.clone();
            match value {
                NodeValue::Paragraph if caption.is_none() => caption = Some(child),
                NodeValue::Table(_) => self.table(child, caption.take(), bars),
                _ => self.block(child),
            }
        }
        if let Some(caption) = caption {
            self.paragraph(caption);
        }
    }

    fn details(&mut self, node: Node<'_>, classes: &[&str]) {
        let class =
            if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        self.main.push_str(&format!("<details{class}>\n<summary>"));
        let mut children = node.children();
        match children.next() {
            Some(title) if matches!(title.data().value, NodeValue::Heading(_)) => self.block(title),
            Some(summary) => inline::write(summary, &mut self.main),
            None => self.main.push_str("More"),
        }
        self.main.push_str("</summary>\n");
        for child in children {
            self.block(child);
        }
        self.main.push_str("</details>\n");
    }
}

/// An id made from the words of a heading.
fn slug(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    fn written(markdown: &str) -> String {
        let arena = Arena::new();
        write(tree::parse(&arena, markdown), &arena)
    }

    #[test]
    fn headings_keep_their_order_and_ids_are_given_once() {
        let page = written("# T {#x}\n\n#### Deep {#x}\n\n# Second\n\n## Again\n\n## Again\n");
        for part in [
            "<h1 id=\"x\">",
            "<h2 id=\"x-2\">Deep",
            "<h2 id=\"second\">",
            "<h2 id=\"again\">",
            "<h2 id=\"again-2\">",
        ] {
            assert!(page.contains(part), "{part}");
        }
    }

    #[test]
    fn raw_html_and_bad_links_are_text() {
        let page =
            written("# T\n\n<b onclick=x>b</b>\n\n[a](javascript:alert(1)) ![i](http://x.example/i.png)\n");
        assert!(!page.contains("<b ") && !page.contains("href=\"javascript") && !page.contains("<img"));
        assert!(page.contains("&lt;b onclick=x&gt;"));
    }
}
