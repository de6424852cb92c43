//! The notes of a sheet: the part that holds their texts.
//!
//! Invariant: what another author wrote stays; a cell that has a note gets ours below it.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{cell_position, column_letters};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Unfit;
use super::package::XML_HEAD;
use super::xml::{self, Edits};

const AUTHOR: &str = "Candor";
/// What stands between the note of another and ours.
const MARK: &str = "\n\nCandor:\n";
const NONE: &str = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<authors></authors><commentList></commentList></comments>";

/// Texts of notes by 1-based row and 0-based column.
pub(super) type Notes = BTreeMap<(u32, u32), String>;

/// A note that was there.
#[derive(Debug, Default)]
struct Known {
    cell: (u32, u32),
    author: usize,
    /// Its `text`: from behind its first tag to before its last; `None` where that is `<text/>`.
    inner: Option<(usize, usize)>,
    /// The whole of its `text`.
    text: (usize, usize),
    /// A plain `t` in it.
    plain: Option<(usize, usize)>,
    /// Where phonetic marks begin: runs stand before them.
    phonetic: Option<usize>,
}

/// The part with the notes in it.
#[derive(Debug)]
pub(super) struct Noted {
    pub text: String,
    /// Cells whose notes have no box yet.
    pub new: Vec<(u32, u32)>,
    /// Cells that had a note, which may have grown.
    pub grown: Vec<(u32, u32)>,
}

/// Adds notes to the part that holds those of a sheet, or makes one.
pub(super) fn add(existing: Option<String>, notes: &Notes) -> Result<Noted, Unfit> {
    let text = existing.unwrap_or_else(|| format!("{XML_HEAD}{NONE}"));
    let authors = authors(&text)?;
    let known = known(&text)?;
    let list = xml::find(&text, "commentList")?.ok_or_else(|| Unfit::lacks("commentList"))?;
    let mut edits = Edits::default();
    let mut done = BTreeSet::new();
    for known in &known {
        let Some(note) = notes.get(&known.cell) else { continue };
        if !done.insert(known.cell) {
            continue;
        }
        let author = authors.get(known.author).map_or("", String::as_str);
        // The text of a threaded comment is made by Excel from another part.
        if !author.starts_with("tc=") {
            extend(&text, known, note, author == AUTHOR, &list.prefix, &mut edits);
        }
    }
    let new: Vec<(u32, u32)> = notes.keys().filter(|cell| !done.contains(cell)).copied().collect();
    let text = edits.apply(&text);
    let (text, author) = match authors.iter().position(|author| author == AUTHOR) {
        Some(author) => (text, author),
        None => {
            let added = xml::append(&text, "authors", 1, |p| format!("<{p}author>{AUTHOR}</{p}author>"))?;
            (added, authors.len())
        }
    };
    let text = xml::append(&text, "commentList", new.len(), |p| {
        new.iter().map(|cell| comment(p, *cell, author, &notes[cell])).collect()
    })?;
    Ok(Noted { text, new, grown: done.into_iter().collect() })
}

fn comment(p: &str, cell: (u32, u32), author: usize, note: &str) -> String {
    let place = format!("{}{}", column_letters(cell.1), cell.0);
    format!(
        "<{p}comment ref=\"{place}\" authorId=\"{author}\"><{p}text>{}</{p}text></{p}comment>",
        run(p, note)
    )
}

fn run(p: &str, text: &str) -> String {
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/>\
         </{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        xml::escape(text)
    )
}

fn extend(text: &str, known: &Known, note: &str, is_ours: bool, p: &str, edits: &mut Edits) {
    let Some((from, to)) = known.inner.filter(|(from, to)| from < to && !is_ours) else {
        edits.replace(known.text.0..known.text.1, format!("<{p}text>{}</{p}text>", run(p, note)));
        return;
    };
    // A plain text and runs cannot stand side by side.
    if let Some((plain_from, plain_to)) = known.plain {
        edits.insert(plain_from.max(from), format!("<{p}r>"));
        edits.insert(plain_to, format!("</{p}r>"));
    }
    let added = run(p, &format!("{MARK}{note}"));
    let earlier = text[from..to].find(MARK).and_then(|mark| {
        let start = text[from..from + mark].rfind(&format!("<{p}r>"))?;
        let close = format!("</{p}r>");
        let end = text[from + mark..to].find(&close)? + close.len();
        Some(from + start..from + mark + end)
    });
    match earlier {
        Some(earlier) => edits.replace(earlier, added),
        None => edits.insert(known.phonetic.unwrap_or(to), added),
    }
}

fn authors(text: &str) -> Result<Vec<String>, Unfit> {
    let element = xml::find(text, "authors")?.ok_or_else(|| Unfit::lacks("authors"))?;
    let Some(end) = element.end else { return Ok(Vec::new()) };
    let mut reader = Reader::from_str(&text[element.tag.end..end]);
    let mut authors = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                let raw = reader.read_text(tag.name())?;
                let name = quick_xml::escape::unescape(&raw).map_err(quick_xml::Error::from)?;
                authors.push(name.into_owned());
            }
            Event::Empty(_) => authors.push(String::new()),
            Event::Eof => return Ok(authors),
            _ => {}
        }
    }
}

fn known(text: &str) -> Result<Vec<Known>, Unfit> {
    let mut reader = Reader::from_str(text);
    let mut notes = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                notes.push(one(&tag, &mut reader)?);
            }
            Event::Eof => return Ok(notes),
            _ => {}
        }
    }
}

/// Reads a note to its end.
fn one(tag: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> Result<Known, Unfit> {
    let cell = xml::attribute(tag, "ref")?.unwrap_or_default();
    let mut known = Known {
        cell: cell_position(&cell).ok_or_else(|| Unfit::Unexpected("a note without a cell".to_owned()))?,
        author: xml::number(tag, "authorId")?.unwrap_or(0),
        ..Known::default()
    };
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event()? {
            Event::Empty(tag) if tag.local_name().as_ref() == "text" => {
                known.text = (from, reader.buffer_position() as usize);
            }
            Event::Start(tag) if tag.local_name().as_ref() == "text" => {
                known.text.0 = from;
                known.inner = Some((reader.buffer_position() as usize, 0));
            }
            Event::Start(tag) => {
                let local = tag.local_name().as_ref().to_owned();
                reader.read_to_end(tag.name())?;
                part(&mut known, &local, from, reader.buffer_position() as usize);
            }
            Event::Empty(tag) => {
                part(&mut known, tag.local_name().as_ref(), from, reader.buffer_position() as usize);
            }
            Event::End(tag) if tag.local_name().as_ref() == "text" => {
                known.text.1 = reader.buffer_position() as usize;
                if let Some(inner) = &mut known.inner {
                    inner.1 = from;
                }
            }
            Event::End(_) => break,
            Event::Eof => return Err(Unfit::lacks("comment")),
            _ => {}
        }
    }
    if known.text.1 == 0 { Err(Unfit::Unexpected("a note without a text".to_owned())) } else { Ok(known) }
}

fn part(known: &mut Known, local: &str, from: usize, to: usize) {
    match local {
        "t" => known.plain = Some((from, to)),
        "rPh" | "phoneticPr" => known.phonetic = known.phonetic.or(Some(from)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes() -> Notes {
        [((7, 3), "error: <x>".to_owned()), ((8, 0), "two".to_owned())].into_iter().collect()
    }

    #[test]
    fn a_new_part_holds_every_note() {
        let Noted { text, new, .. } = add(None, &notes()).unwrap();
        assert_eq!(new, [(7, 3), (8, 0)]);
        assert!(text.contains("<authors><author>Candor</author></authors>"));
        assert!(text.contains("<comment ref=\"D7\" authorId=\"0\">") && text.contains("error: &lt;x&gt;"));
    }

    #[test]
    fn a_note_of_another_stays_and_is_extended() {
        let there = "<comments><authors><author>A &amp; B</author></authors><commentList>\
            <comment ref=\"D7\" authorId=\"0\"><text><t>Ask Ann</t></text></comment></commentList></comments>";
        let Noted { text, new, .. } = add(Some(there.to_owned()), &notes()).unwrap();
        assert_eq!(new, [(8, 0)]);
        assert!(text.contains("<text><r><t>Ask Ann</t></r><r><rPr>"), "{text}");
        assert!(text.contains("\n\nCandor:\nerror: &lt;x&gt;</t></r></text>"));
        assert!(text.contains("<comment ref=\"A8\" authorId=\"1\">"));
        let Noted { text: again, new, .. } =
            add(Some(text.replace("A &amp; B", "Candor")), &notes()).unwrap();
        assert!(new.is_empty() && !again.contains("Ask Ann"), "its own notes are made anew: {again}");
    }

    #[test]
    fn threaded_comments_are_left_alone() {
        let there = "<comments><authors><author>tc={1}</author></authors><commentList>\
            <comment ref=\"D7\" authorId=\"0\"><text><t>x</t></text></comment></commentList></comments>";
        let Noted { text, new, .. } = add(Some(there.to_owned()), &notes()).unwrap();
        assert_eq!(new, [(8, 0)]);
        assert!(text.contains("<text><t>x</t></text>"));
    }
}
