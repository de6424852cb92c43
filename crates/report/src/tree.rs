//! The parsed document: CommonMark with tables, `:::` blocks, attributes of headings and code, marks, and words that were
//! added (`++x++`) or removed (`~~x~~`); a piece of code of the class `spoken` says which to whoever only hears the page.
//!
//! The blocks: `::: table`, `::: chart KIND` (a caption, then a table that a chart is drawn from), `::: details` (a summary or heading,
//! then what is folded), `::: banner` and `::: footer` (outside the main part), `::: only executive` (for these
//! readers), `::: verbatim english` (English words that a law prescribes, in every language); any other name is a box of
//! that class. A block that holds others has more colons than they.
//! A heading of level 2 may name the readers of its section: `## Findings {#findings .auditor .engineer}`; with the class
//! `page` it begins a new page on paper.
//!
//! Invariants: raw HTML is text; a link leads into the document, to the web or to a mailbox.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use crate::{Reader, outline, readers};

pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.block_directive = true;
    options.extension.header_attributes = true;
    options.extension.inline_code_attributes = true;
    options.extension.highlight = true;
    options.extension.insert = true;
    options.extension.strikethrough = true;
    options
}

/// The tree of a document for all readers, its outline settled.
#[cfg(test)]
pub(crate) fn parse<'a>(arena: &'a Arena<'a>, markdown: &str) -> Node<'a> {
    parse_for(arena, markdown, None)
}

/// The tree of what one reader needs of a document, its outline settled.
pub(crate) fn parse_for<'a>(arena: &'a Arena<'a>, markdown: &str, reader: Option<Reader>) -> Node<'a> {
    let root = unsettled(arena, markdown);
    if let Some(reader) = reader {
        readers::keep(root, reader);
    }
    outline::settle(root);
    root
}

/// The tree as it was written.
pub(crate) fn unsettled<'a>(arena: &'a Arena<'a>, markdown: &str) -> Node<'a> {
    parse_document(arena, markdown, &options())
}

/// Name and classes of a `:::` block: its words, if they are plain names.
pub(crate) fn block_words(info: &str) -> Vec<&str> {
    let plain = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    info.split_whitespace().filter(plain).collect()
}

/// The id of a heading, a table or a row.
pub(crate) fn given_id(node: Node<'_>) -> Option<String> {
    node.data().attrs.as_ref().and_then(|attributes| attributes.id.clone())
}

/// Name of a block that stands outside the main part.
pub(crate) fn outside(block: Node<'_>) -> Option<&'static str> {
    let NodeValue::BlockDirective(directive) = &block.data().value else { return None };
    ["banner", "footer"].into_iter().find(|name| block_words(&directive.info).first() == Some(name))
}

/// The classes given to a piece of code with `{.class}`.
pub(crate) fn given_classes(node: Node<'_>) -> Vec<String> {
    node.data().attrs.as_ref().map(|attributes| attributes.classes.clone()).unwrap_or_default()
}

/// The text of a node and all below it.
pub(crate) fn text_of(node: Node<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(words) => text.push_str(words),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// May a document link there? Nothing that runs, nothing on the reader's machine.
pub(crate) fn is_safe_link(url: &str) -> bool {
    ["#", "https://", "http://", "mailto:", "tel:"].iter().any(|start| url.starts_with(start))
}

/// Does it lead to a page that lies beside or below, such as `laws/audit-gdpr.html#findings`?
pub(crate) fn is_page_link(url: &str) -> bool {
    let (page, place) = url.split_once('#').unwrap_or((url, ""));
    let is_plain = |text: &str| {
        text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'))
    };
    let is_name = |part: &str| is_plain(part) && !part.starts_with('.') && !part.is_empty();
    page.ends_with(".html") && page.split('/').all(is_name) && is_plain(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> String {
        let arena = Arena::new();
        text_of(parse(&arena, markdown))
    }

    #[test]
    fn hostile_values_are_shown_as_they_are() {
        for value in [
            "<script>alert(1)</script>",
            "a | b || c",
            "](javascript:alert(1))",
            "![x](http://evil.example/a.png)",
            "::: finding",
            "# no heading {#x}",
            "==mark== **bold** __b__ ~~s~~ ++i++ `code`{.x}",
            "&lt;b&gt; &copy; \\",
            "1. one",
            "- item",
            "> quote",
            "=cmd|' /C calc'!A0",
            "{{ facts }} {% raw %}",
            "https://evil.example",
            "a@b.example",
            "[^1] [ ] [x]",
            "--- ***",
        ] {
            let escaped = crate::escape::escaped(value);
            assert_eq!(shown(&escaped), value, "as a paragraph");
            assert_eq!(shown(&format!("## {escaped}")), value, "as a heading");
            assert_eq!(shown(&format!("- {escaped}")), value, "as an item");
            assert_eq!(shown(&format!("| a |\n|---|\n| {escaped} |")), format!("a{value}"), "as a cell");
            assert_eq!(shown(&format!("=={escaped}==")), value, "as a mark");
        }
    }

    #[test]
    fn only_harmless_links_are_links() {
        assert!(is_safe_link("#gdpr-30") && is_safe_link("mailto:a@b.example"));
        assert!(
            !is_safe_link("javascript:alert(1)")
                && !is_safe_link("file:///etc/passwd")
                && !is_safe_link("data:x")
        );
        assert!(is_page_link("audit.html") && is_page_link("laws/audit-gdpr.html#finding-gdpr-30"));
        for elsewhere in
            ["../a.html", "/a.html", "//x.example/a.html", "javascript:a.html", "a.html#b:c", ".html"]
        {
            assert!(!is_page_link(elsewhere), "{elsewhere}");
        }
    }
}
