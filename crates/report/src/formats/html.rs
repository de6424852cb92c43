//! One self-contained HTML page: no script, no network, readable by eye, ear, keyboard and printer.
//!
//! Invariants: one `h1`; every table has a caption and scoped headers; every id is given once; the only
//! style is the one whose hash the page's policy names.

mod inline;
mod page;
mod table;

use comrak::Arena;
use comrak::nodes::{ListType, Node, NodeValue};

use crate::escape::html;
use crate::outline::{self, Heading};
use crate::tree::{block_words, given_id, outside, text_of};
use crate::{Error, charts};

pub(crate) fn write<'a>(root: Node<'a>, _: &'a Arena<'a>) -> Result<Vec<u8>, Error> {
    let mut writer = Writer { headings: outline::headings(root), ..Writer::default() };
    for block in root.children() {
        match outside(block) {
            Some("banner") => writer.aside(block, Part::Banner),
            Some("footer") => writer.aside(block, Part::Footer),
            _ => writer.block(block),
        }
    }
    Ok(page::write(&writer).into_bytes())
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
    /// Of the whole document.
    headings: Vec<Heading>,
    /// Text of the heading that was written last.
    heading: String,
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
            NodeValue::Table(_) => self.table(node, None),
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
        self.heading = text_of(node);
        let id = given_id(node).unwrap_or_default();
        self.main.push_str(&format!("<h{level} id=\"{id}\">"));
        inline::write(node, &mut self.main);
        self.main.push_str(&format!("</h{level}>\n"));
    }

    fn directive(&mut self, node: Node<'_>, info: &str) {
        let words = block_words(info);
        match words.split_first() {
            Some((&"table", _)) => self.captioned(node),
            Some((&"chart", _)) => {
                self.chart(node);
                self.captioned(node);
            }
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
    fn captioned(&mut self, node: Node<'_>) {
        let mut caption = None;
        for child in node.children() {
            let value = child.data().value.clone();
            match value {
                NodeValue::Paragraph if caption.is_none() => caption = Some(child),
                NodeValue::Table(_) => self.table(child, caption.take()),
                _ => self.block(child),
            }
        }
        if let Some(caption) = caption {
            self.paragraph(caption);
        }
    }

    /// Writes what can be drawn of a block; its table stands below with all numbers.
    fn chart(&mut self, block: Node<'_>) {
        let Some(chart) = charts::of_block(block) else { return };
        let mut title = String::new();
        html(&chart.title, &mut title);
        // Within a page the drawing needs no namespace, and so no address stands in it.
        let drawing = chart.svg.replacen(charts::NAMESPACE, "", 1);
        self.main.push_str(&format!(
            "<figure class=\"chart\">\n<figcaption>{title}</figcaption>\n\
             <div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Chart: {title}\">\n\
             {drawing}</div>\n</figure>\n"
        ));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    fn written(markdown: &str) -> String {
        let arena = Arena::new();
        let page = write(tree::parse(&arena, markdown), &arena);
        String::from_utf8(page.expect("a test may fail here")).expect("a test may fail here")
    }

    #[test]
    fn raw_html_and_bad_links_are_text() {
        let page =
            written("# T\n\n<b onclick=x>b</b>\n\n[a](javascript:alert(1)) ![i](http://x.example/i.png)\n");
        assert!(!page.contains("<b ") && !page.contains("href=\"javascript") && !page.contains("<img"));
        assert!(page.contains("&lt;b onclick=x&gt;"));
    }
}
