//! The table of contents: a field that can be brought up to date, holding its entries as links.
//!
//! The entries have no page numbers until the reader's program updates the field: only it knows the pages.

use candor_policy::{Language, key};

use super::inline::plain;
use super::paragraph::{Paragraph, bookmark};
use crate::outline::Heading;

/// Levels of the headings that stand in it, with the styles of their entries.
const ENTRIES: [(u8, &str); 2] = [(2, "TOC1"), (3, "TOC2")];

/// Takes the headings of the first two styles; their level 1 is the document's level 2.
const INSTRUCTION: &str = " TOC \\o \"1-2\" \\h \\z \\u ";

/// Writes the table; nothing if there is too little to find.
pub(super) fn write(headings: &[Heading], language: Language, output: &mut String) {
    let entries: Vec<(&Heading, &'static str)> = headings
        .iter()
        .filter(|heading| heading.listed)
        .filter_map(|heading| {
            let (_, style) = ENTRIES.iter().find(|(level, _)| *level == heading.level)?;
            Some((heading, *style))
        })
        .collect();
    if entries.len() < 2 {
        return;
    }
    output.push_str(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>\
         </w:docPartObj></w:sdtPr><w:sdtContent>",
    );
    let title = Paragraph { style: "TOCHeading", ..Paragraph::default() };
    title.write(&plain(&language.say(key::LABEL_CONTENTS)), output);
    for (index, (heading, style)) in entries.iter().enumerate() {
        let mut runs = String::new();
        if index == 0 {
            runs.push_str(&mark("begin"));
            runs.push_str(&format!(
                "<w:r><w:instrText xml:space=\"preserve\">{INSTRUCTION}</w:instrText></w:r>{}",
                mark("separate")
            ));
        }
        let (place, words) = (bookmark(&heading.id), plain(&heading.text));
        runs.push_str(&format!("<w:hyperlink w:anchor=\"{place}\" w:history=\"1\">{words}</w:hyperlink>"));
        if index + 1 == entries.len() {
            runs.push_str(&mark("end"));
        }
        Paragraph { style, ..Paragraph::default() }.write(&runs, output);
    }
    output.push_str("</w:sdtContent></w:sdt>");
}

/// A part of a field.
fn mark(part: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{part}\"/></w:r>")
}
