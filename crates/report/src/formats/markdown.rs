//! Plain Markdown: CommonMark and tables that any viewer knows, one sentence a line.
//!
//! Blocks are opened up, captions become a line in italics, marked words keep their words, open places and
//! words that were added or removed stand in brackets, and links that lead into the document become their text.

use comrak::nodes::{AstNode, Node, NodeValue};
use comrak::{Arena, format_commonmark};

use super::About;
use crate::Error;
use crate::tree::{block_words, given_classes, is_safe_link, options};

pub(crate) fn write<'a>(root: Node<'a>, arena: &'a Arena<'a>, _: About) -> Result<Vec<u8>, Error> {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        simplify(node, arena);
    }
    let mut output = String::new();
    // Writing to memory cannot fail.
    let _ = format_commonmark(root, &options(), &mut output);
    Ok(output.into_bytes())
}

fn simplify<'a>(node: Node<'a>, arena: &'a Arena<'a>) {
    if is_plain(&node.data().value) {
        return;
    }
    let value = node.data().value.clone();
    match value {
        NodeValue::BlockDirective(block) => {
            let name = block_words(&block.info).first().map(|word| (*word).to_owned()).unwrap_or_default();
            if let Some(first) = node.first_child().filter(|first| is_paragraph(first)) {
                match name.as_str() {
                    "table" | "chart" => wrap(first, NodeValue::Emph, arena),
                    "details" => wrap(first, NodeValue::Strong, arena),
                    _ => {}
                }
            }
            open_up(node);
        }
        NodeValue::Highlight | NodeValue::Insert | NodeValue::Strikethrough => {
            if let Some(first) = node.first_child() {
                first.insert_before(text("[", arena));
            }
            node.append(text("]", arena));
            open_up(node);
        }
        NodeValue::Code(code) if !given_classes(node).is_empty() => {
            node.data_mut().value = NodeValue::Text(code.literal.into());
        }
        NodeValue::Link(link) if link.url.starts_with('#') || !is_safe_link(&link.url) => open_up(node),
        NodeValue::Image(_) => open_up(node),
        NodeValue::HtmlInline(html) => node.data_mut().value = NodeValue::Text(html.into()),
        NodeValue::HtmlBlock(block) => {
            let words = text(block.literal.trim_end(), arena);
            node.data_mut().value = NodeValue::Paragraph;
            node.append(words);
        }
        _ => {}
    }
}

/// Nodes that stay as they are, which most do.
fn is_plain(value: &NodeValue) -> bool {
    use NodeValue::{
        Emph, Heading, Item, LineBreak, List, Paragraph, SoftBreak, Strong, Table, TableCell, TableRow, Text,
    };
    matches!(
        value,
        Emph | Heading(_)
            | Item(_)
            | LineBreak
            | List(_)
            | Paragraph
            | SoftBreak
            | Strong
            | Table(_)
            | TableCell
            | TableRow(_)
            | Text(_)
    )
}

fn is_paragraph(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

fn text<'a>(words: &str, arena: &'a Arena<'a>) -> Node<'a> {
    arena.alloc(AstNode::from(NodeValue::Text(words.to_owned().into())))
}

/// Puts what a paragraph holds into one emphasis.
fn wrap<'a>(paragraph: Node<'a>, emphasis: NodeValue, arena: &'a Arena<'a>) {
    let holder: Node<'a> = arena.alloc(AstNode::from(emphasis));
    let children: Vec<Node<'a>> = paragraph.children().collect();
    for child in children {
        child.detach();
        holder.append(child);
    }
    paragraph.append(holder);
}

/// Replaces a node by what it holds.
fn open_up(node: Node<'_>) {
    let children: Vec<Node<'_>> = node.children().collect();
    for child in children {
        child.detach();
        node.insert_before(child);
    }
    node.detach();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    fn written(markdown: &str) -> String {
        let arena = Arena::new();
        let text = write(tree::parse(&arena, markdown), &arena, About::of_test());
        String::from_utf8(text.expect("a test may fail here")).expect("a test may fail here")
    }

    #[test]
    fn blocks_open_up_and_marks_keep_their_words() {
        let source = ":::: details\nMore\n\n::: table\nCounts\n\n| a | b |\n|---|--:|\n| `✓ Met`{.met} | 1\\|2 |\n:::\n::::\n\n==Answer needed: why?== [x](#y)\n";
        let expected = "**More**\n\n*Counts*\n\n| a | b |\n| --- | --: |\n| ✓ Met | 1\\|2 |\n\n\\[Answer needed: why?\\] x\n";
        assert_eq!(written(source), expected);
    }

    #[test]
    fn what_was_text_stays_text() {
        for value in [
            "<script>x</script>",
            "a | b",
            "](javascript:1)",
            "::: box",
            "# x {#y}",
            "==m==",
            "1. x",
            "`c`{.d}",
        ] {
            let escaped = crate::escape::escaped(value);
            for source in [escaped.clone(), format!("| a |\n|---|\n| {escaped} |\n"), format!("# {escaped}")]
            {
                let once = written(&source);
                let arena = Arena::new();
                // A viewer that knows tables and nothing else beyond CommonMark.
                let mut plain = comrak::Options::default();
                plain.extension.table = true;
                let shown = tree::text_of(comrak::parse_document(&arena, &once, &plain));
                assert!(shown.ends_with(value), "{value}: {once}");
            }
        }
    }
}
