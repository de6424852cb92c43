//! Words within a block: emphasis, links, marks and chips.

use comrak::nodes::{Node, NodeValue};

use crate::escape::html;
use crate::tree::{given_classes, is_page_link, is_safe_link};

/// Writes what a block holds.
pub(crate) fn write(block: Node<'_>, output: &mut String) {
    write_in_row(block, None, output);
}

/// Writes what a cell holds; the id that names its row is a link to the row.
pub(crate) fn write_in_row(cell: Node<'_>, row: Option<&str>, output: &mut String) {
    for child in cell.children() {
        node(child, row, output);
    }
}

fn node(inline: Node<'_>, row: Option<&str>, output: &mut String) {
    let value = inline.data().value.clone();
    match value {
        NodeValue::Text(text) => html(&text, output),
        NodeValue::SoftBreak => output.push('\n'),
        NodeValue::LineBreak => output.push_str("<br>\n"),
        NodeValue::Code(code) if row == Some(code.literal.as_str()) => {
            output.push_str(&format!("<a class=\"id\" href=\"#{0}\">{0}</a>", code.literal));
        }
        NodeValue::Code(code) => self::code(inline, &code.literal, output),
        NodeValue::Emph => around("em", inline, output),
        NodeValue::Strong => around("strong", inline, output),
        NodeValue::Highlight => around("mark", inline, output),
        NodeValue::Insert => around("ins", inline, output),
        NodeValue::Strikethrough => around("del", inline, output),
        NodeValue::Link(link) if is_safe_link(&link.url) || is_page_link(&link.url) => {
            output.push_str("<a href=\"");
            html(&link.url, output);
            output.push_str("\">");
            write(inline, output);
            output.push_str("</a>");
        }
        NodeValue::HtmlInline(raw) => html(&raw, output),
        _ => write(inline, output),
    }
}

fn around(tag: &str, inline: Node<'_>, output: &mut String) {
    output.push_str(&format!("<{tag}>"));
    write(inline, output);
    output.push_str(&format!("</{tag}>"));
}

/// Code with classes is a word with a colour; ids and plain code stay code.
fn code(inline: Node<'_>, literal: &str, output: &mut String) {
    let classes: Vec<String> = given_classes(inline)
        .into_iter()
        .filter(|class| class.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'))
        .collect();
    let tag = if classes.is_empty() || classes.iter().any(|class| class == "id") { "code" } else { "span" };
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    output.push_str(&format!("<{tag}{class}>"));
    html(literal, output);
    output.push_str(&format!("</{tag}>"));
}
