//! Plain text: paragraphs between blank lines, items by their marks, headings by guess.
//!
//! A line is a heading if it is underlined with `=` or `-`, is numbered like `2.1 Who we are`, is all in capitals, or is the
//! short first line of a paragraph group that ends like no sentence. A line that ends with a colon leads to a list and is none.
//!
//! Invariants: a line belongs to one block; lines of a paragraph are joined, for they were broken to fit a width.

use super::draft::Builder;
use super::{BlockKind, TextError, words};

/// A heading that nothing but its looks tells has at most so many words.
const HEADING_WORDS_MAX: usize = 10;

pub(super) fn read(text: &str, builder: &mut Builder) -> Result<(), TextError> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            at += 1;
            continue;
        }
        let end = lines[at..]
            .iter()
            .position(|line| line.trim().is_empty())
            .map_or(lines.len(), |length| at + length);
        paragraph(&lines, at, end, builder)?;
        at = end;
    }
    Ok(())
}

/// Lines of the file that stand together.
fn paragraph(lines: &[&str], mut at: usize, end: usize, builder: &mut Builder) -> Result<(), TextError> {
    let mut kind = BlockKind::Paragraph;
    while at < end {
        let line = lines[at].trim();
        if line.starts_with("candor-allow") {
            builder.end(kind, false)?;
            builder.comment(line);
        } else if let Some(level) = underlined(lines.get(at + 1).copied().unwrap_or_default())
            && builder.draft.is_empty()
            && at + 1 < end
        {
            builder.draft.push(line, at + 1);
            builder.end(BlockKind::Heading(level), false)?;
            at += 1;
        } else if let Some(item) = item(line) {
            builder.end(kind, false)?;
            kind = BlockKind::Item;
            builder.draft.push(item, at + 1);
        } else if builder.draft.is_empty()
            && let Some(level) = heading(line, lines.get(at + 1).copied(), builder.len() == 0)
        {
            builder.draft.push(line, at + 1);
            builder.end(BlockKind::Heading(level), false)?;
            kind = BlockKind::Paragraph;
        } else {
            builder.draft.space();
            builder.draft.push(line, at + 1);
        }
        at += 1;
    }
    builder.end(kind, false)
}

/// The level of a heading above a line that underlines it.
fn underlined(line: &str) -> Option<u8> {
    let line = line.trim();
    let is_only = |mark: char| line.len() >= 3 && line.chars().all(|letter| letter == mark);
    match () {
        () if is_only('=') => Some(1),
        () if is_only('-') || is_only('~') => Some(2),
        () => None,
    }
}

/// What follows the mark of an item: `-`, `*`, `•`, `(a)`, `1)`.
fn item(line: &str) -> Option<&str> {
    if let Some(rest) =
        ["- ", "* ", "• ", "· ", "– ", "o ", "▪ "].iter().find_map(|mark| line.strip_prefix(mark))
    {
        return Some(rest.trim_start());
    }
    let (mark, rest) = line.split_once(' ')?;
    let number = mark.strip_suffix(')')?.trim_start_matches('(');
    let is_short = number.len() <= 3 && !number.is_empty();
    (is_short && number.chars().all(char::is_alphanumeric)).then_some(rest.trim_start())
}

/// The level of a heading by its looks, if it looks like one.
fn heading(line: &str, next: Option<&str>, is_first: bool) -> Option<u8> {
    let count = words(line).count();
    let is_short = (1..=HEADING_WORDS_MAX).contains(&count) && line.chars().any(char::is_alphabetic);
    if !is_short || line.ends_with(['.', '!', ';', ',', ':']) || line.contains("://") || line.contains('@') {
        return None;
    }
    let stands_alone = next.is_none_or(|next| next.trim().is_empty());
    let level = |depth: usize| u8::try_from(depth + 1).unwrap_or(u8::MAX).min(6);
    let letters: Vec<char> = line.chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_capitals = letters.len() > 3 && letters.iter().all(|letter| letter.is_uppercase());
    match number_depth(line) {
        Some(depth) if stands_alone || is_capitals => Some(level(depth)),
        None if is_first && stands_alone => Some(1),
        None if is_capitals => Some(2),
        // The last line of a text is no heading of anything.
        None if stands_alone && next.is_some() => Some(2),
        _ => None,
    }
}

/// How many numbers stand in front: `2.1 Who we are` has two.
fn number_depth(line: &str) -> Option<usize> {
    let (mark, _) = line.split_once(' ')?;
    let numbers: Vec<&str> = mark.trim_end_matches('.').split('.').collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers.iter().all(is_number).then_some(numbers.len())
}
