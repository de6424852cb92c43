//! The parts of zipped workbooks, read under guard: how large they really are, how deep their XML goes, and
//! whether it declares entities.
//!
//! What an archive says of itself is enough to refuse it, not to believe it: bytes are counted as they unpack. Nothing is ever followed: an
//! entity is not replaced, a link not opened.

use std::io::{self, BufReader, Cursor, Read};

use candor_model::text::grouped;
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{Limits, raise, size};

/// Parts smaller than this, unpacked, are no danger however well they are packed. In bytes.
pub(super) const RATIO_FREE: u64 = 64 << 20;

/// Why a part is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It unpacks to more than the limit, in bytes.
    Unpacked(u64),
    /// Packed, it has so many bytes, and it unpacks to more than the limit allows for it.
    Ratio {
        packed: u64,
        most: u64,
    },
    /// So many cells come of so many bytes.
    Unfolds {
        packed: u64,
        cells: u64,
    },
    Nested(u64),
    Entities,
    Broken(String),
}

impl Fault {
    /// What was claimed, and the limit.
    pub(super) fn message(&self) -> String {
        match self {
            Fault::Unpacked(limit) => format!("unpacked, the file takes more than {}", size(*limit)),
            Fault::Ratio { packed, most } => {
                format!("{} unpack to more than {}, as in a file made to do harm", size(*packed), size(*most))
            }
            Fault::Unfolds { packed, cells } => {
                format!("{} claim {} cells, as in a file made to do harm", size(*packed), grouped(*cells))
            }
            Fault::Nested(limit) => format!("elements stand within each other more than {limit} deep"),
            Fault::Entities => "it declares entities, which no spreadsheet program writes".to_owned(),
            Fault::Broken(reason) => reason.clone(),
        }
    }

    pub(super) fn code(&self) -> &'static str {
        match self {
            Fault::Unpacked(_) | Fault::Ratio { .. } | Fault::Unfolds { .. } => "file-too-large",
            Fault::Nested(_) => "xml-nested",
            Fault::Entities => "xml-entities",
            Fault::Broken(_) => "file-broken",
        }
    }

    pub(super) fn help(&self) -> String {
        const SAVE: &str = "open it in Excel or LibreOffice and save it again";
        let key = match self {
            Fault::Unpacked(_) => "unpacked_size",
            Fault::Ratio { .. } | Fault::Unfolds { .. } => "ratio",
            Fault::Nested(_) => "xml_nesting",
            Fault::Entities | Fault::Broken(_) => return SAVE.to_owned(),
        };
        format!("{SAVE}, without what is not needed; or, {}", raise(key))
    }
}

/// What a part may unpack to, in bytes, when the file has unpacked to `before` already.
fn budget(packed: u64, before: u64, limits: &Limits) -> (u64, Fault) {
    let whole = limits.unpacked_size.saturating_sub(before);
    let by_ratio = RATIO_FREE.max(packed.saturating_mul(limits.ratio));
    if by_ratio < whole {
        (by_ratio, Fault::Ratio { packed, most: by_ratio })
    } else {
        (whole, Fault::Unpacked(limits.unpacked_size))
    }
}

/// Counts what is read, and stops when it is too much.
struct Meter<R> {
    inner: R,
    left: u64,
    read: u64,
    over: bool,
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.read += length as u64;
        self.over |= self.read > self.left;
        if self.over { Err(io::Error::other("over the limit")) } else { Ok(length) }
    }
}

/// The events of an XML part.
pub(super) struct Xml<R> {
    reader: Reader<BufReader<Meter<R>>>,
    fault: Fault,
    /// Elements that are open.
    pub depth: u64,
}

impl<R: Read> Xml<R> {
    /// `packed` is the size of the part in the archive, `before` what the archive unpacked to already, in bytes.
    pub(super) fn new(part: R, packed: u64, before: u64, limits: &Limits) -> Self {
        let (left, fault) = budget(packed, before, limits);
        let meter = Meter { inner: part, left, read: 0, over: false };
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, meter));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Xml { reader, fault, depth: 0 }
    }

    /// Bytes unpacked so far.
    pub(super) fn unpacked(&self) -> u64 {
        self.reader.get_ref().get_ref().read
    }

    /// The next event; an element that opens is counted already, one that closes no longer.
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Fault> {
        buffer.clear();
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(_) if self.reader.get_ref().get_ref().over => return Err(self.fault.clone()),
            Err(error) => return Err(Fault::Broken(error.to_string())),
        };
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // Naming a DTD is old custom and harmless; one that declares something is not.
            Event::DocType(text) if text.contains('[') => return Err(Fault::Entities),
            _ => {}
        }
        Ok(event)
    }
}

/// For each of some words whether it stands in a part, whatever it means there. `true` also where that cannot be said: of
/// a part that is damaged or in another encoding than UTF-8.
pub(super) fn mentions<const N: usize>(mut part: impl Read, words: [&str; N]) -> [bool; N] {
    let finders = words.map(memmem::Finder::new);
    let longest = words.iter().map(|word| word.len()).max().unwrap_or_default();
    let mut found = [false; N];
    let mut bytes = vec![0; 64 << 10];
    let (mut kept, mut is_first) = (0, true);
    loop {
        let length = match part.read(&mut bytes[kept..]) {
            Ok(0) => return found,
            Ok(length) => kept + length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return [true; N],
        };
        let read = &bytes[..length];
        // What is not UTF-8 has a mark or, before the first word, a zero.
        if std::mem::take(&mut is_first) && read.iter().take(4).any(|byte| matches!(byte, 0 | 0xFE | 0xFF)) {
            return [true; N];
        }
        for (found, finder) in found.iter_mut().zip(&finders) {
            *found = *found || finder.find(read).is_some();
        }
        // A word may be cut by the end of what was read.
        kept = length.min(longest.saturating_sub(1));
        bytes.copy_within(length - kept..length, 0);
    }
}

/// The value of an attribute; `None` if it is not there or cannot be read.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).filter_map(Result::ok).find(|a| a.key.0 == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// The parts of an xlsx or xlsb archive that must not be read, and why.
pub(super) fn faults(bytes: &[u8], limits: &Limits) -> Vec<(String, Fault)> {
    faults_of(bytes, limits, &mut 0, |_| true, || {})
}

/// The same of some of the parts. `unpacked` is what the archive unpacked to already, and grows, in bytes; `tell` is
/// called at every fault.
pub(super) fn faults_of(
    bytes: &[u8],
    limits: &Limits,
    unpacked: &mut u64,
    is_asked: impl Fn(&str) -> bool,
    tell: impl Fn(),
) -> Vec<(String, Fault)> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut faults = Vec::new();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let Ok(name) = part.name().map(|name| name.to_string()) else { continue };
        if is_never_read(&name) || !is_asked(&name) {
            continue;
        }
        let packed = part.compressed_size();
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let claimed = part.size();
        let (length, fault) = match budget(packed, *unpacked, limits) {
            (left, fault) if claimed > left => (0, Some(fault)),
            _ if is_xml => walk(part, packed, *unpacked, limits),
            _ => count(part, packed, *unpacked, limits),
        };
        *unpacked += length;
        if let Some(fault) = fault {
            tell();
            faults.push((name, fault));
        }
    }
    faults
}

/// Pictures, charts, the copies of other workbooks that formulas once looked at.
fn is_never_read(name: &str) -> bool {
    const ASIDE: [&str; 8] = [
        "media/",
        "drawings/",
        "charts/",
        "externallinks/",
        "embeddings/",
        "theme/",
        "customxml/",
        "printersettings/",
    ];
    let name = name.to_ascii_lowercase();
    ASIDE.iter().any(|folder| name.contains(folder))
}

/// Reads a part to its end. Damage is not told here: the reader meets it at the same place and says so.
fn walk(part: impl Read, packed: u64, before: u64, limits: &Limits) -> (u64, Option<Fault>) {
    let mut xml = Xml::new(part, packed, before, limits);
    let (mut buffer, mut texts) = (Vec::new(), 0);
    let fault = loop {
        match xml.next(&mut buffer) {
            Ok(Event::Eof) | Err(Fault::Broken(_)) => break None,
            Ok(Event::Start(start)) if start.local_name().as_ref() == "sst" => {
                let claim = attribute(&start, "uniqueCount").and_then(|count| count.parse().ok());
                texts = claim.unwrap_or(texts).max(texts);
            }
            Ok(_) if xml.depth > limits.xml_nesting => break Some(Fault::Nested(limits.xml_nesting)),
            Ok(_) => {}
            Err(fault) => break Some(fault),
        }
    };
    // The reader makes room for as many texts as are claimed; each takes a byte at least.
    let fault = fault.or_else(|| {
        let (packed, claims) = (xml.unpacked(), texts > xml.unpacked());
        claims.then_some(Fault::Unfolds { packed, cells: texts })
    });
    (xml.unpacked(), fault)
}

fn count(part: impl Read, packed: u64, before: u64, limits: &Limits) -> (u64, Option<Fault>) {
    let (left, fault) = budget(packed, before, limits);
    let mut meter = Meter { inner: part, left, read: 0, over: false };
    // Damage is told by the reader, as above.
    let _ = io::copy(&mut meter, &mut io::sink());
    (meter.read, meter.over.then_some(fault))
}

/// The names of the parts that hold the sheets of an xlsx workbook, with the names of the sheets.
pub(super) fn sheet_parts(bytes: &[u8], limits: &Limits) -> Vec<(String, String)> {
    let elements = |part: &str, element: &str, key: &str, value: &str| {
        let mut found = Vec::new();
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return found };
        let Ok(part) = archive.by_name(part) else { return found };
        let mut xml = Xml::new(part, 0, 0, limits);
        let mut buffer = Vec::new();
        while let Ok(event) = xml.next(&mut buffer) {
            match event {
                Event::Start(start) if start.local_name().as_ref() == element => {
                    found.extend(attribute(&start, key).zip(attribute(&start, value)));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        found
    };
    let targets = elements("xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target");
    let sheets = elements("xl/workbook.xml", "sheet", "r:id", "name");
    let part = |target: &str| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    };
    sheets
        .into_iter()
        .filter_map(|(id, name)| {
            let (_, target) = targets.iter().find(|(other, _)| *other == id)?;
            Some((part(target), name))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a text in pieces of so many bytes.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (piece, rest) = self.0.split_at(self.1.min(self.0.len()).min(buffer.len()));
            buffer[..piece.len()].copy_from_slice(piece);
            self.0 = rest;
            Ok(piece.len())
        }
    }

    #[test]
    fn a_word_is_found_wherever_the_reading_cuts_it() {
        let text = b"<a><mergeCells count=\"1\"/></a>";
        for length in 1..text.len() {
            assert_eq!(mentions(Pieces(text, length), ["mergeCells", "<f"]), [true, false], "{length}");
        }
        let long = [b"<a>".as_slice(), &vec![b' '; 1 << 17], b"<f>1</f></a>"].concat();
        assert_eq!(mentions(long.as_slice(), ["mergeCells", "<f"]), [false, true]);
    }

    #[test]
    fn what_is_not_utf_8_may_hold_any_word() {
        let wide: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(mentions(wide.as_slice(), ["mergeCells"]), [true]);
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide).collect();
        assert_eq!(mentions(marked.as_slice(), ["mergeCells"]), [true]);
    }
}
