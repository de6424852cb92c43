//! Paragraphs with their properties, in the order that the format asks for (ECMA-376, part 1, 17.3.1.26).

use candor_model::text::hexadecimal;
use sha2::{Digest as _, Sha256};

use super::Writer;

/// The longest name of a bookmark that Word keeps.
const BOOKMARK_MAX: usize = 40;

/// What a paragraph is, beside its words. Lengths are in twentieths of a point.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraph {
    pub style: &'static str,
    /// Stays on the page of the paragraph behind it.
    pub keep_next: bool,
    /// Begins a page.
    pub new_page: bool,
    pub item: Option<Item>,
    pub frame: Frame,
    pub indent: usize,
    pub right: bool,
}

/// The numbering of a list and how deep the item stands in it, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub numbering: usize,
    pub depth: usize,
}

/// How a box of paragraphs is shown: colours, empty for none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    pub bar: &'static str,
    pub fill: &'static str,
}

/// The frame of a box by its classes; the palette is that of the page in HTML.
pub(super) fn frame(classes: &[&str]) -> Option<Frame> {
    let has = |class: &str| classes.contains(&class);
    let bar = |bar| Some(Frame { bar, fill: "" });
    let fill = |fill| Some(Frame { bar: "", fill });
    match () {
        () if has("note") || has("glance") || has("cover") => fill("F4F4F1"),
        () if has("open") => fill("FFF0B8"),
        () if has("is-not-met") => bar("B8433F"),
        () if has("is-partly-met") => bar("D7A62C"),
        () if has("is-unknown") => bar("B9AEDE"),
        () => None,
    }
}

impl Frame {
    /// A bar stands at the left; a filled box has an edge of its own colour, so that its words do not touch it.
    fn write(self, output: &mut String) {
        let (edges, width, space, colour) = match (self.bar, self.fill) {
            ("", "") => return,
            ("", fill) => (&["top", "left", "bottom", "right"][..], 4, 5, fill),
            (bar, _) => (&["left"][..], 24, 8, bar),
        };
        output.push_str("<w:pBdr>");
        for edge in edges {
            output.push_str(&format!(
                "<w:{edge} w:val=\"single\" w:sz=\"{width}\" w:space=\"{space}\" w:color=\"{colour}\"/>"
            ));
        }
        output.push_str("</w:pBdr>");
        if !self.fill.is_empty() {
            output.push_str(&format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", self.fill));
        }
    }
}

impl Paragraph {
    /// Writes the paragraph around its runs.
    pub(super) fn write(&self, runs: &str, output: &mut String) {
        output.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", self.style));
        if self.keep_next {
            output.push_str("<w:keepNext/>");
        }
        if self.new_page {
            output.push_str("<w:pageBreakBefore/>");
        }
        if let Some(Item { numbering, depth }) = self.item {
            output.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{numbering}\"/></w:numPr>"
            ));
        }
        self.frame.write(output);
        if self.indent > 0 {
            output.push_str(&format!("<w:ind w:left=\"{}\"/>", self.indent));
        }
        if self.right {
            output.push_str("<w:jc w:val=\"right\"/>");
        }
        output.push_str(&format!("</w:pPr>{runs}</w:p>"));
    }
}

impl Writer {
    /// Runs as a place that links can lead to.
    pub(super) fn marked(&mut self, id: &str, runs: &str) -> String {
        self.bookmarks += 1;
        let number = self.bookmarks;
        let name = bookmark(id);
        format!(
            "<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{number}\"/>"
        )
    }
}

/// The name of the bookmark of an id: a letter, then letters, digits and `_`, and a hash that keeps names apart.
pub(super) fn bookmark(id: &str) -> String {
    let hash = hexadecimal(&Sha256::digest(id.as_bytes())[..4]);
    let words = id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
    let words: String = words.take(BOOKMARK_MAX - "at__".len() - hash.len()).collect();
    format!("at_{words}_{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bookmarks_are_short_and_apart() {
        assert_eq!(bookmark("gdpr-30"), format!("at_gdpr_30_{}", &bookmark("gdpr-30")[11..]));
        assert_ne!(bookmark("gdpr-30"), bookmark("gdpr_30"));
        assert_eq!(bookmark(&"a".repeat(90)).len(), BOOKMARK_MAX);
    }
}
