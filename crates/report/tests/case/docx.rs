//! A text document as its tests see it: its parts, and its blocks in their order.

use std::io::{Cursor, Read};

use zip::ZipArchive;

#[derive(Debug)]
pub(crate) enum Block {
    Paragraph {
        style: String,
        text: String,
    },
    Table {
        rows: Vec<Vec<String>>,
        /// Does every page repeat the first row?
        repeats: bool,
    },
}

/// Names and bytes of all parts.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a document is an archive");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("a part can be read");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("a part can be read");
            (entry.name().expect("a part has a name").into_owned(), bytes)
        })
        .collect()
}

/// Names and texts of all parts that are text.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let texts = entries(bytes).into_iter().filter(|(name, _)| !name.ends_with(".png"));
    texts.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("a part is text"))).collect()
}

/// Names and bytes of the pictures.
pub(crate) fn pictures(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    entries(bytes).into_iter().filter(|(name, _)| name.ends_with(".png")).collect()
}

pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(part, _)| part == name);
    found.map(|(_, text)| text).unwrap_or_else(|| panic!("there is no part {name}"))
}

/// The blocks of a part.
pub(crate) fn blocks(xml: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = xml;
    while let Some(at) = [rest.find("<w:p>"), rest.find("<w:tbl>")].into_iter().flatten().min() {
        rest = &rest[at..];
        let is_table = rest.starts_with("<w:tbl>");
        let end = if is_table { "</w:tbl>" } else { "</w:p>" };
        let (block, after) = rest.split_once(end).expect("a block ends");
        blocks.push(if is_table { table(block) } else { paragraph(block) });
        rest = after;
    }
    blocks
}

fn paragraph(xml: &str) -> Block {
    let style = xml.split("<w:pStyle w:val=\"").nth(1).and_then(|rest| rest.split('"').next());
    Block::Paragraph { style: style.expect("a paragraph has a style").to_owned(), text: text(xml) }
}

fn table(xml: &str) -> Block {
    let rows: Vec<&str> = xml.split("<w:tr>").skip(1).collect();
    Block::Table {
        repeats: rows.first().is_some_and(|row| row.contains("<w:tblHeader/>")),
        rows: rows.iter().map(|row| row.split("<w:tc>").skip(1).map(text).collect()).collect(),
    }
}

/// The words of a piece of a part; a line break is a space.
pub(crate) fn text(xml: &str) -> String {
    let xml = xml.replace("<w:br/>", "<w:t> </w:t>").replace("<w:t xml:space=\"preserve\">", "<w:t>");
    let pieces = xml.split("<w:t>").skip(1).map(|rest| rest.split("</w:t>").next().unwrap_or_default());
    quick_xml::escape::unescape(&pieces.collect::<String>()).expect("text is escaped").into_owned()
}
