//! Text documents against the PDF that LibreOffice makes of them: pages, headings, tables, figures, and every word in
//! its order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::docx::{Block, blocks, part};
use super::pdf::{Element, File, squeezed};

/// Places that are told of one document.
const TOLD: usize = 10;

/// What the PDF has not, or has in another way.
pub(crate) fn differences(document: &Path, converted: Option<&Path>) -> Vec<String> {
    let Some(converted) = converted else { return vec!["it was not converted".to_owned()] };
    let xml = part(&fs::read(document).expect("the document can be read"), "word/document.xml");
    let blocks = blocks(&xml);
    let file = File::open(&fs::read(converted).expect("the PDF can be read"));
    let mut wrong = Vec::new();
    let mut same = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            wrong.push(format!("other {what}:\n  written {ours}\n  came out {theirs}"));
        }
    };
    same("headings", format!("{:?}", headings(&blocks)), format!("{:?}", shown_headings(&file)));
    let structure = file.structure();
    let all = |kind: &str| {
        let mut found: Vec<&Element> = Vec::new();
        structure.iter().for_each(|element| element.all(kind, &mut found));
        found
    };
    let count = |kind: &str| all(kind).len();
    let tables: Vec<&Vec<Vec<String>>> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table { rows, .. } => Some(rows),
            Block::Paragraph { .. } => None,
        })
        .collect();
    same("number of tables", tables.len().to_string(), count("Table").to_string());
    let rows: usize = tables.iter().map(|rows| rows.len()).sum();
    same("number of rows", rows.to_string(), count("TR").to_string());
    // The paragraph that holds a picture is one more element of that type.
    let drawn = all("Figure").iter().filter(|figure| figure.children.is_empty()).count();
    let pictures = xml.matches("<w:drawing>").count();
    same("number of pictures", pictures.to_string(), drawn.to_string());
    if file.pages() == 0 {
        wrong.push("it has no page".to_owned());
    }
    wrong.extend(missing(&blocks, &file.letters_read_aloud()));
    wrong
}

/// Levels, from 1, and words of the headings below the title.
fn headings(blocks: &[Block]) -> Vec<(usize, String)> {
    let heading = |block: &Block| match block {
        Block::Paragraph { style, text } => {
            let level: usize = style.strip_prefix("Heading")?.parse().ok()?;
            Some((level, squeezed(text)))
        }
        Block::Table { .. } => None,
    };
    blocks.iter().filter_map(heading).collect()
}

fn shown_headings(file: &File) -> Vec<(usize, String)> {
    file.bookmarks().into_iter().map(|(level, title)| (level, squeezed(&title))).collect()
}

/// Paragraphs and cells that do not stand in the text after those before them, and signs that it has too few of.
///
/// Signs are counted only: those that a typeface lacks are drawn after the words beside them.
fn missing(blocks: &[Block], letters: &str) -> Vec<String> {
    let texts: Vec<&String> = blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph { text, .. } => vec![text],
            Block::Table { rows, .. } => rows.iter().flatten().collect(),
        })
        .collect();
    let shown = words(letters);
    let mut rest = shown.as_str();
    let mut missing = Vec::new();
    for text in &texts {
        let words = words(text);
        match rest.find(&words) {
            Some(at) => rest = &rest[at + words.len()..],
            None => missing.push(format!("`{text}` is not there, or not in its place")),
        }
    }
    missing.truncate(TOLD);
    let shown = signs(letters);
    for (sign, count) in signs(&texts.into_iter().map(String::as_str).collect::<String>()) {
        let found = shown.get(&sign).copied().unwrap_or_default();
        if found < count {
            missing.push(format!("`{sign}` is there {found} times, not {count}"));
        }
    }
    missing
}

fn words(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// How often each character stands that is neither a letter, a digit nor a space.
fn signs(text: &str) -> BTreeMap<char, usize> {
    let mut signs = BTreeMap::new();
    for sign in text.chars().filter(|letter| !letter.is_alphanumeric() && !letter.is_whitespace()) {
        *signs.entry(sign).or_default() += 1;
    }
    signs
}
