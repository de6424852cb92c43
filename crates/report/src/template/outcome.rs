//! What is wrong with the document that a template made: places where a reader, or an ear, would stumble.

use std::collections::BTreeSet;

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use crate::outline::node_level;
use crate::tree::{block_words, given_id, parse_for, text_of, unsettled};

/// Finds headings that leave out a level, tables without a caption, blocks without an end, links to no place.
pub fn check_document(markdown: &str) -> Vec<String> {
    let arena = Arena::new();
    let mut told = headings(unsettled(&arena, markdown));
    let root = parse_for(&arena, markdown, None);
    told.extend(tables(root));
    told.extend(blocks(markdown));
    told.extend(links(root));
    told
}

fn headings(root: Node<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let mut before = 0;
    for node in root.descendants() {
        let Some(level) = node_level(node) else { continue };
        let text = text_of(node);
        if before == 0 && level != 1 {
            told.push(format!("the first heading, `{text}`, is not of level 1"));
        } else if level > before + 1 {
            told.push(format!("the heading `{text}` leaves out a level"));
        } else if level == 1 && before > 0 {
            told.push(format!("`{text}` is a second title: a document has one"));
        }
        before = level;
    }
    if before == 0 {
        told.push("the document has no title: it begins with `# `".to_owned());
    }
    told
}

fn tables(root: Node<'_>) -> Vec<String> {
    let is_table = |node: &Node<'_>| matches!(node.data().value, NodeValue::Table(_));
    let is_captioned = |node: &Node<'_>| {
        let parent = node.parent();
        parent.is_some_and(|parent| match &parent.data().value {
            NodeValue::BlockDirective(directive) => {
                let first = block_words(&directive.info).first().copied();
                let caption = parent.first_child();
                let has_words =
                    caption.is_some_and(|caption| matches!(caption.data().value, NodeValue::Paragraph));
                matches!(first, Some("table" | "chart")) && has_words
            }
            _ => false,
        })
    };
    let bare = root.descendants().filter(is_table).filter(|table| !is_captioned(table));
    bare.map(|table| {
        let head = table.first_child().map(|row| text_of(row)).unwrap_or_default();
        let head = candor_model::text::shorten(&head, 40);
        format!("the table that begins with `{head}` has no caption: put it into `::: table` below a line of words")
    })
    .collect()
}

fn blocks(markdown: &str) -> Vec<String> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (line, text) in (1..).zip(markdown.lines()) {
        let colons = text.len() - text.trim_start_matches(':').len();
        if colons < 3 {
            continue;
        }
        match text[colons..].trim() {
            "" => {
                open.pop();
            }
            _ => open.push((line, colons)),
        }
    }
    let ends = |(line, colons): &(usize, usize)| {
        format!("the block of line {line} has no end: `{}`", ":".repeat(*colons))
    };
    open.iter().map(ends).collect()
}

fn links(root: Node<'_>) -> Vec<String> {
    let ids: BTreeSet<String> = root.descendants().filter_map(|node| given_id(node)).collect();
    let lost = root.descendants().filter_map(|node| match &node.data().value {
        NodeValue::Link(link) => {
            let target = link.url.strip_prefix('#')?;
            (!ids.contains(target))
                .then(|| format!("the link `{}` leads to no place: there is no `#{target}`", text_of(node)))
        }
        _ => None,
    });
    lost.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_stumble_over_is_told() {
        let told = check_document(
            "## Sub\n\n#### Deep\n\n# One\n\n[a](#nowhere) [b](#sub)\n\n| x |\n|---|\n| y |\n\n::: note\nopen\n",
        );
        let starts = [
            "the first heading, `Sub`, is not of level 1",
            "the heading `Deep` leaves out a level",
            "`One` is a second title",
            "the table that begins with `x` has no caption",
            "the block of line 13 has no end: `:::`",
            "the link `a` leads to no place",
        ];
        assert_eq!(told.len(), starts.len(), "{told:#?}");
        for (told, start) in told.iter().zip(starts) {
            assert!(told.starts_with(start), "{told}");
        }
    }
}
