//! One self-contained HTML page: no network, readable by eye, ear, keyboard and printer, and without a script.
//!
//! Sections are `section`, boxes of findings `article`; both hold the id that links lead to. A script only adds to what is
//! there: it searches, copies and prints (`html/script/`), and a page without findings, folds or readers has none.
//!
//! Invariants: one `h1`; every table has a caption and scoped headers; every id is given once; the only style and the only
//! script are those whose hashes the page's policy names.

mod inline;
mod page;
pub(crate) mod split;
mod table;
mod tools;

use candor_policy::Language;
use comrak::Arena;
use comrak::nodes::{ListType, Node, NodeValue};

use super::About;
use crate::escape::html;
use crate::outline::{self, Heading, node_level};
use crate::readers::{self, SECTION_LEVEL};
use crate::tree::{block_words, given_id, outside, text_of};
use crate::{Error, charts};

/// A page that is larger is split, where it has a page for each law.
pub(crate) const BUDGET_BYTES: usize = 2_000_000;

pub(crate) fn write<'a>(root: Node<'a>, _: &'a Arena<'a>, about: About) -> Result<Vec<u8>, Error> {
    let language = about.language;
    let mut writer = Writer { headings: outline::headings(root), language, ..Writer::default() };
    for block in root.children() {
        match outside(block) {
            Some("banner") => writer.aside(block, Part::Banner),
            Some("footer") => writer.aside(block, Part::Footer),
            _ => {
                if node_level(block).is_some_and(|level| level <= SECTION_LEVEL) {
                    writer.turn_to_section(block);
                }
                writer.block(block);
            }
        }
    }
    writer.end_section();
    Ok(page::write(&writer).into_bytes())
}

enum Part {
    Banner,
    Footer,
}

/// The parts of the page as they grow.
#[derive(Default)]
pub(crate) struct Writer {
    language: Language,
    main: String,
    banner: String,
    footer: String,
    /// Of the whole document.
    headings: Vec<Heading>,
    /// Text of the heading that was written last.
    heading: String,
    /// The id that the section or box around already has, so that its heading leaves it out.
    held: String,
    in_section: bool,
    in_summary: bool,
    /// Are some of its parts for some readers only?
    has_readers: bool,
    has_findings: bool,
    has_folds: bool,
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

    /// Ends the section before, and begins one if the heading is not the title.
    fn turn_to_section(&mut self, heading: Node<'_>) {
        self.end_section();
        if node_level(heading) == Some(SECTION_LEVEL) {
            self.held = given_id(heading).unwrap_or_default();
            let readers = self.readers_of(heading);
            self.main.push_str(&format!("<section id=\"{}\"{readers}>\n", self.held));
            self.in_section = true;
        }
    }

    fn end_section(&mut self) {
        if std::mem::take(&mut self.in_section) {
            self.main.push_str("</section>\n");
        }
    }

    /// The attribute that names the readers of a part, empty if it is for all.
    fn readers_of(&mut self, node: Node<'_>) -> String {
        let readers = readers::named(node);
        self.has_readers |= !readers.is_empty();
        let names: Vec<&str> = readers.iter().map(|reader| reader.id()).collect();
        if names.is_empty() { String::new() } else { format!(" data-readers=\"{}\"", names.join(" ")) }
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

    /// A heading is a link to its own place, so that it can be copied and sent.
    fn heading(&mut self, node: Node<'_>, level: u8) {
        self.heading = text_of(node);
        let id = given_id(node).unwrap_or_default();
        let is_held = id == self.held;
        let holds_link = node.descendants().any(|inner| matches!(inner.data().value, NodeValue::Link(_)));
        let is_link = level > 1 && !self.in_summary && !holds_link && !self.heading.is_empty();
        let given = if is_held { String::new() } else { format!(" id=\"{id}\"") };
        self.main.push_str(&format!("<h{level}{given}>"));
        if is_link {
            self.main.push_str(&format!("<a class=\"here\" href=\"#{id}\">"));
        }
        inline::write(node, &mut self.main);
        let end = if is_link { "</a>" } else { "" };
        self.main.push_str(&format!("{end}</h{level}>\n"));
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
            Some((&"finding", _)) => self.finding(node, &words),
            Some((&"only", _)) => {
                let readers = self.readers_of(node);
                self.around("div", &readers, node);
            }
            Some(_) => {
                let lang = self.english(&words);
                self.around("div", &format!(" class=\"{}\"{lang}", words.join(" ")), node);
            }
            None => self.children(node),
        }
    }

    /// The attribute of a box of English words in a page of another language, such as wording that a law prescribes.
    fn english(&self, classes: &[&str]) -> &'static str {
        let is_foreign = self.language != Language::English && classes.contains(&"english");
        if is_foreign { " lang=\"en\"" } else { "" }
    }

    fn around(&mut self, tag: &str, attributes: &str, node: Node<'_>) {
        self.main.push_str(&format!("<{tag}{attributes}>\n"));
        self.children(node);
        self.main.push_str(&format!("</{tag}>\n"));
    }

    /// The box of a finding holds the id of the heading it begins with.
    fn finding(&mut self, node: Node<'_>, classes: &[&str]) {
        self.has_findings = true;
        let heading = node.first_child().filter(|first| node_level(first).is_some());
        self.held = heading.and_then(|heading| given_id(heading)).unwrap_or_default();
        let id = if self.held.is_empty() { String::new() } else { format!(" id=\"{}\"", self.held) };
        self.around("article", &format!("{id} class=\"{}\"", classes.join(" ")), node);
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
        self.has_folds = true;
        self.main.push_str(&format!("<details{class}>\n<summary>"));
        self.in_summary = true;
        let mut children = node.children();
        match children.next() {
            Some(title) if matches!(title.data().value, NodeValue::Heading(_)) => self.block(title),
            Some(summary) => inline::write(summary, &mut self.main),
            None => self.main.push_str("More"),
        }
        self.in_summary = false;
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
        let page = write(tree::parse(&arena, markdown), &arena, About::of_test());
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
