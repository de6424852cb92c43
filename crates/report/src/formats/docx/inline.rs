//! Words within a paragraph: emphasis, links, marks and chips, as runs.

use comrak::nodes::{Node, NodeValue};

use super::Writer;
use super::paragraph::bookmark;
use crate::escape::xml;
use crate::tree::{given_classes, is_safe_link};

/// Classes of chips with their styles; the first that a chip carries is taken.
const CHIPS: [(&str, &str); 10] = [
    ("met", "Met"),
    ("partly-met", "PartlyMet"),
    ("not-met", "NotMet"),
    ("unknown", "Unknown"),
    ("not-applicable", "NotApplicable"),
    ("severity-critical", "SeverityCritical"),
    ("severity", "Severity"),
    ("rating", "Rating"),
    ("id", "Identifier"),
    // A chip of another class is plain words.
    ("", "HTMLCode"),
];

/// How words look.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
    style: Option<&'static str>,
    /// Does it stand in a removal? Such words are written apart (17.3.3.7).
    removed: bool,
}

impl Writer {
    /// The runs of what a block holds.
    pub(super) fn runs(&mut self, block: Node<'_>) -> String {
        let mut xml = String::new();
        self.inside(block, Look::default(), &mut xml);
        xml
    }

    fn inside(&mut self, node: Node<'_>, look: Look, output: &mut String) {
        for child in node.children() {
            self.inline(child, look, output);
        }
    }

    fn inline(&mut self, node: Node<'_>, look: Look, output: &mut String) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Text(words) => run(&words, look, output),
            NodeValue::HtmlInline(words) => run(&words, look, output),
            NodeValue::SoftBreak => run(" ", look, output),
            NodeValue::LineBreak => output.push_str("<w:r><w:br/></w:r>"),
            // A tracked change says of itself what it is.
            NodeValue::Code(_) if given_classes(node).iter().any(|class| class == "spoken") => {}
            NodeValue::Code(code) => run(&code.literal, Look { style: chip_style(node), ..look }, output),
            NodeValue::Emph => self.inside(node, Look { italic: true, ..look }, output),
            NodeValue::Strong => self.inside(node, Look { bold: true, ..look }, output),
            NodeValue::Highlight => self.inside(node, Look { style: Some("OpenPlace"), ..look }, output),
            NodeValue::Insert => self.change("ins", node, look, output),
            NodeValue::Strikethrough => self.change("del", node, Look { removed: true, ..look }, output),
            NodeValue::Link(link) => self.link(node, &link.url, look, output),
            _ => self.inside(node, look, output),
        }
    }

    /// A tracked change (ECMA-376-1, 17.13.5.14 and 17.13.5.18).
    fn change(&mut self, tag: &str, node: Node<'_>, look: Look, output: &mut String) {
        self.changes += 1;
        let (id, day) = (self.changes, self.changed_on);
        output.push_str(&format!("<w:{tag} w:id=\"{id}\" w:author=\"Candor\" w:date=\"{day}T00:00:00Z\">"));
        self.inside(node, look, output);
        output.push_str(&format!("</w:{tag}>"));
    }

    /// A link whose place is not in the document, or that a reader must not follow, is its words.
    fn link(&mut self, node: Node<'_>, url: &str, look: Look, output: &mut String) {
        let target = match url.strip_prefix('#') {
            Some(id) if self.targets.contains(id) => format!("w:anchor=\"{}\"", bookmark(id)),
            None if is_safe_link(url) => format!("r:id=\"link{}\"", self.link_number(url)),
            _ => return self.inside(node, look, output),
        };
        output.push_str(&format!("<w:hyperlink {target} w:history=\"1\">"));
        self.inside(node, Look { style: Some("Hyperlink"), ..look }, output);
        output.push_str("</w:hyperlink>");
    }

    fn link_number(&mut self, url: &str) -> usize {
        let address = as_address(url);
        let known = self.links.iter().position(|known| *known == address);
        known.unwrap_or_else(|| {
            self.links.push(address);
            self.links.len() - 1
        }) + 1
    }
}

fn chip_style(code: Node<'_>) -> Option<&'static str> {
    let classes = given_classes(code);
    let carries = |class: &str| match class {
        "" => classes.is_empty(),
        class => classes.iter().any(|given| given == class),
    };
    CHIPS.iter().find(|(class, _)| carries(class)).map(|(_, style)| *style)
}

/// A run of words without a look of their own.
pub(super) fn plain(words: &str) -> String {
    let mut xml = String::new();
    run(words, Look::default(), &mut xml);
    xml
}

/// Writes a run of words.
fn run(words: &str, look: Look, output: &mut String) {
    output.push_str("<w:r>");
    if look.bold || look.italic || look.style.is_some() {
        output.push_str("<w:rPr>");
        if let Some(style) = look.style {
            output.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
        }
        output.push_str(if look.bold { "<w:b/>" } else { "" });
        output.push_str(if look.italic { "<w:i/>" } else { "" });
        output.push_str("</w:rPr>");
    }
    text(words, look, output);
    output.push_str("</w:r>");
}

/// Lines of text within a run.
fn text(words: &str, look: Look, output: &mut String) {
    let tag = if look.removed { "w:delText" } else { "w:t" };
    for (index, line) in words.lines().enumerate() {
        output.push_str(if index > 0 { "<w:br/>" } else { "" });
        output.push_str(&format!("<{tag} xml:space=\"preserve\">{}</{tag}>", xml(line)));
    }
}

/// An address as a package can hold it (RFC 3986): other characters are encoded.
fn as_address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_only_what_an_address_can() {
        assert_eq!(as_address("https://x.example/ä b?c=[d]#e"), "https://x.example/%C3%A4%20b?c=%5Bd%5D#e");
    }
}
