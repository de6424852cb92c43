//! A quick look at the elements of a part of a workbook: of a long sheet that takes an eighth of the time of a whole
//! reading, which comes after it anyway.
//!
//! Invariant: it sees the elements that a reader of XML sees, or it cannot tell. It cannot where anything stands
//! in a part that no spreadsheet program writes there.

use std::io::{ErrorKind, Read};
use std::str;

use memchr::memchr;
use quick_xml::events::BytesStart;

use super::{Elements, texts_claimed};

/// Most bytes that a tag can take.
const TAG_MAX: usize = 256 << 10;

/// The elements of a part; `None` if it cannot tell.
pub(super) fn glance(part: impl Read) -> Option<Elements> {
    glance_in(part, TAG_MAX)
}

fn glance_in(mut part: impl Read, tag_max: usize) -> Option<Elements> {
    let mut bytes = vec![0; tag_max];
    let mut filled = 0;
    let mut seen = Seen::default();
    loop {
        let read = match part.read(&mut bytes[filled..]) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return None,
        };
        filled += read;
        // Where the reading cut a tag, the next begins.
        let rest = seen.tags(&bytes[..filled])?;
        if read == 0 {
            return (rest == filled).then_some(seen.elements);
        }
        bytes.copy_within(rest..filled, 0);
        filled -= rest;
        if filled == bytes.len() {
            return None;
        }
    }
}

#[derive(Debug, Default)]
struct Seen {
    elements: Elements,
    /// Elements that are open.
    depth: u64,
}

impl Seen {
    /// Takes the tags, and tells where one begins that does not end; `None` if it cannot tell what they are.
    fn tags(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(begins) = memchr(b'<', &bytes[at..]).map(|found| at + found) {
            self.text(&bytes[at..begins])?;
            let Some(length) = memchr(b'>', &bytes[begins..]) else { return Some(begins) };
            self.tag(&bytes[begins + 1..begins + length])?;
            at = begins + length + 1;
        }
        self.text(&bytes[at..])?;
        Some(bytes.len())
    }

    /// Before the first tag nothing may stand but a mark of UTF-8: all else may be another encoding.
    fn text(&self, text: &[u8]) -> Option<()> {
        let is_any = self.elements.deepest > 0;
        (is_any || text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).iter().all(u8::is_ascii_whitespace))
            .then_some(())
    }

    fn tag(&mut self, tag: &[u8]) -> Option<()> {
        let mut quotes = 0;
        for byte in tag {
            match byte {
                b'"' => quotes += 1,
                b'\'' | b'<' => return None,
                _ => {}
            }
        }
        match tag.first()? {
            // Comments, raw text and declarations end in ways of their own; a zero is half of a letter.
            b'!' | 0 => return None,
            b'?' => {
                return (tag.len() > 2 && tag.ends_with(b"?") && is_declared_utf8(tag)).then_some(());
            }
            b'/' => {
                self.depth = self.depth.saturating_sub(1);
                return (quotes == 0).then_some(());
            }
            // What looks like the end stands in a value.
            _ if quotes % 2 == 1 => return None,
            _ => {}
        }
        let is_empty = tag.ends_with(b"/");
        let ends = |byte: &u8| matches!(byte, b' ' | b'/' | b'\t' | b'\n' | b'\r');
        let length = tag.iter().position(ends).unwrap_or(tag.len());
        let name = &tag[..length];
        let local = name.iter().position(|byte| *byte == b':').map_or(name, |prefix| &name[prefix + 1..]);
        let texts = || texts_claimed(&BytesStart::from_content(str::from_utf8(tag).ok()?, length));
        self.elements.open(local, self.depth + 1, texts);
        self.depth += u64::from(!is_empty);
        Some(())
    }
}

/// Does a declaration name no other encoding?
fn is_declared_utf8(tag: &[u8]) -> bool {
    let tag = tag.to_ascii_lowercase();
    let has = |word: &[u8]| tag.windows(word.len()).any(|part| part == word);
    !has(b"encoding") || has(b"\"utf-8\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::limits::Limits;
    use crate::open::xml::{Xml, walk};

    /// What a whole reading sees, and whether it came to the end.
    fn read(part: &[u8]) -> (Elements, bool) {
        let mut elements = Elements::default();
        let mut xml = Xml::new(part, part.len() as u64, 0, &Limits::default());
        let is_whole = walk(&mut xml, u64::MAX, &mut elements);
        (elements, is_whole == Ok(true))
    }

    /// Gives a part in pieces of so many bytes.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let (piece, rest) = self.0.split_at(self.1.min(self.0.len()).min(buffer.len()));
            buffer[..piece.len()].copy_from_slice(piece);
            self.0 = rest;
            Ok(piece.len())
        }
    }

    const TOKENS: [&str; 28] = [
        "<a>",
        "</a>",
        "<f/>",
        "<f t=\"shared\">",
        "<x:f>",
        "</x:f>",
        "<c r=\"A1\" s=\"1\"/>",
        "<worksheet>",
        "</worksheet>",
        "<mergeCells count=\"1\">",
        "<sst uniqueCount=\"7\">",
        "<?pi <f> ?>",
        "<!-- <f> -->",
        "<![CDATA[<f>]]>",
        "<a b='>'>",
        "<a b=\">/\">",
        "<a b=\"<f>\"/>",
        "<a b=\"/>\">",
        "text",
        "\n",
        "<",
        ">",
        "\"",
        "'",
        "/",
        "\u{e9}",
        "mergeCells",
        "<!DOCTYPE a>",
    ];

    proptest! {
        #[test]
        fn it_sees_what_a_reading_sees_or_cannot_tell(
            tokens in prop::collection::vec(prop::sample::select(TOKENS.as_slice()), 0..24),
            piece in 1usize..40,
            tag_max in 30usize..80,
        ) {
            let part = format!("<worksheet>{}", tokens.concat());
            if let Some(seen) = glance_in(Pieces(part.as_bytes(), piece), tag_max) {
                let (read, is_whole) = read(part.as_bytes());
                if is_whole {
                    prop_assert_eq!(seen, read);
                } else {
                    prop_assert!(seen.deepest >= read.deepest && seen.texts >= read.texts);
                    prop_assert!(seen.has_formulas || !read.has_formulas);
                    prop_assert!(seen.has_merges || !read.has_merges);
                }
            }
        }
    }

    #[test]
    fn what_spreadsheet_programs_write_is_told() {
        let sheet = b"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<worksheet xmlns=\"a\"><sheetData>\
            <row r=\"1\"><c r=\"A1\" t=\"s\"><f>B1</f><v>0</v></c><c r=\"B1\" s=\"3\"/></row></sheetData></worksheet>";
        let seen = glance(sheet.as_slice()).expect("it can tell");
        assert_eq!((&seen, true), (&read(sheet).0, read(sheet).1));
        assert_eq!((seen.deepest, seen.has_formulas, seen.has_merges), (5, true, false));
        let texts = b"<sst count=\"9\" uniqueCount=\"4\"><si><t>a &lt;f> b</t></si></sst>";
        let seen = glance(texts.as_slice()).expect("it can tell");
        assert_eq!((seen.texts, seen.has_formulas), (4, false));
    }

    #[test]
    fn it_cannot_tell_of_what_no_spreadsheet_program_writes() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for part in [
            b"<a><!-- <f> --></a>".to_vec(),
            b"<a b='>'/>".to_vec(),
            b"<a b=\">\"/>".to_vec(),
            b"<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><a/>".to_vec(),
            b"<a><b".to_vec(),
            wide("<a/>"),
            [vec![0xff, 0xfe], wide("<a/>")].concat(),
            [b"<a><b ".as_slice(), &vec![b'x'; TAG_MAX], b"/></a>"].concat(),
        ] {
            assert_eq!(
                glance(part.as_slice()),
                None,
                "{}",
                String::from_utf8_lossy(&part[..part.len().min(40)])
            );
        }
    }
}
