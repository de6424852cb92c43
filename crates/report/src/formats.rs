//! The table of formats; each reads the same parsed tree.

mod html;
pub(crate) mod json;
mod markdown;

use comrak::Arena;
use comrak::nodes::Node;

use crate::tree;

/// A format that documents can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Html,
    Markdown,
}

/// Format, extension of its files, and its writer.
type Row = (Format, &'static str, for<'a> fn(Node<'a>, &'a Arena<'a>) -> String);

const TABLE: [Row; 2] = [(Format::Html, "html", html::write), (Format::Markdown, "md", markdown::write)];

/// Every format, with the extension of its files.
pub const FORMATS: [(Format, &str); 2] = [(TABLE[0].0, TABLE[0].1), (TABLE[1].0, TABLE[1].1)];

impl Format {
    pub fn extension(self) -> &'static str {
        FORMATS.iter().find(|(format, _)| *format == self).map_or("", |(_, extension)| extension)
    }

    pub fn find(extension: &str) -> Option<Format> {
        FORMATS.iter().find(|(_, known)| *known == extension).map(|(format, _)| *format)
    }
}

/// Parses the Markdown of a document and writes its tree.
pub(crate) fn write(format: Format, markdown: &str) -> Vec<u8> {
    let arena = Arena::new();
    let root = tree::parse(&arena, markdown);
    let Some((_, _, writer)) = TABLE.iter().find(|(known, ..)| *known == format) else {
        return Vec::new();
    };
    writer(root, &arena).into_bytes()
}
