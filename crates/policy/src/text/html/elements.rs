//! What elements are to a reader, and the attributes that change it.

use html5ever::tokenizer::Tag;

/// Elements whose content is not text of the page.
pub(super) const UNSEEN: [&str; 21] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas", "audio", "video",
    "button", "select", "textarea", "datalist", "nav", "del", "s", "strike", "noembed", "noframes",
];
/// Elements that stand for themselves and hold nothing (HTML Standard, 13.1.2).
pub(super) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param",
];
/// Elements that flow within a line.
const INLINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "output", "q", "rp", "rt", "ruby", "samp", "small", "span", "strong",
    "sub", "sup", "time", "tt", "u", "var",
];

/// Does it begin and end a block?
pub(super) fn is_block(name: &str) -> bool {
    matches!(name, "hr" | "nav")
        || !(INLINE.contains(&name) || VOID.contains(&name) || UNSEEN.contains(&name))
}

pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

pub(super) fn classes(tag: &Tag) -> impl Iterator<Item = &str> {
    attribute(tag, "class").unwrap_or_default().split_whitespace()
}

/// Does a visitor never see it?
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
    attribute(tag, "hidden").is_some()
        || attribute(tag, "aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || (&*tag.name == "dialog" && attribute(tag, "open").is_none())
}

/// Elements that a start tag ends without an end tag, and those that keep it from reaching further out (HTML
/// Standard, 13.1.2.4).
pub(super) fn implied_ends(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "table"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "caption"], &["table"]),
        "body" => (&["head"], &[]),
        _ => (
            &["p"],
            &["td", "th", "li", "div", "section", "article", "main", "table", "details", "blockquote"],
        ),
    }
}
