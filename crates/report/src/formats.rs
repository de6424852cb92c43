//! The table of formats; each reads the same parsed tree.

mod docx;
mod html;
mod markdown;

use candor_policy::Language;
use chrono::NaiveDate;
use comrak::Arena;
use comrak::nodes::Node;

use crate::document::LawPage;
use crate::{Error, Reader, tree};

/// A format that documents can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Html,
    Docx,
    Markdown,
}

/// What a writer knows of a document beside its tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    pub(crate) language: Language,
    /// The day that the text speaks for, which dates its tracked changes.
    pub(crate) as_of: NaiveDate,
}

#[cfg(test)]
impl About {
    pub(crate) fn of_test() -> About {
        About { language: Language::English, as_of: NaiveDate::default() }
    }
}

/// Format, extension of its files, and its writer. The last may take the tree apart.
type Row = (Format, &'static str, for<'a> fn(Node<'a>, &'a Arena<'a>, About) -> Result<Vec<u8>, Error>);

const TABLE: [Row; 3] = [
    (Format::Html, "html", html::write),
    (Format::Docx, "docx", docx::write),
    (Format::Markdown, "md", markdown::write),
];

/// Every format, with the extension of its files.
pub const FORMATS: [(Format, &str); 3] =
    [(TABLE[0].0, TABLE[0].1), (TABLE[1].0, TABLE[1].1), (TABLE[2].0, TABLE[2].1)];

impl Format {
    pub fn extension(self) -> &'static str {
        FORMATS.iter().find(|(format, _)| *format == self).map_or("", |(_, extension)| extension)
    }

    pub fn find(extension: &str) -> Option<Format> {
        FORMATS.iter().find(|(_, known)| *known == extension).map(|(format, _)| *format)
    }
}

/// Parses the Markdown of a document once and writes its tree, or what of it a reader needs, in formats in the order of
/// [`FORMATS`]. A page that is too large leaves to the pages of the laws what they hold.
pub(crate) fn write(
    formats: &[Format],
    markdown: &str,
    about: About,
    reader: Option<Reader>,
    laws: &[LawPage],
) -> Result<Vec<(Format, Vec<u8>)>, Error> {
    let arena = Arena::new();
    let root = tree::parse_for(&arena, markdown, reader);
    let wanted = TABLE.iter().filter(|(known, ..)| formats.contains(known));
    let write = |(format, _, writer): &Row| {
        let written = writer(root, &arena, about)?;
        if *format != Format::Html || laws.is_empty() || written.len() <= html::BUDGET_BYTES {
            return Ok((*format, written));
        }
        // The other formats hold the whole.
        let arena = Arena::new();
        let root = tree::parse_for(&arena, markdown, reader);
        html::split::by_law(root, laws, &arena);
        Ok((*format, writer(root, &arena, about)?))
    };
    wanted.map(write).collect()
}
