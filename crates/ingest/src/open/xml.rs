//! The parts of zipped workbooks, read under guard: how large they really are, how deep their XML goes, and
//! whether it declares entities.
//!
//! What an archive says of itself is enough to refuse it, not to believe it: bytes are counted as they unpack. Nothing is ever followed: an
//! entity is not replaced, a link not opened.

mod glance;

use std::io::{self, BufReader, Cursor, Read};

use candor_model::text::grouped;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::{Limits, raise, size};
use glance::glance;

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

/// The value of an attribute; `None` if it is not there or cannot be read.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).filter_map(Result::ok).find(|a| a.key.0 == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// A part of an archive that was read to its end, or to what must not be read.
#[derive(Debug)]
pub(super) struct Checked {
    pub name: String,
    /// Why it must not be read.
    pub fault: Option<Fault>,
    /// May cells of it hold formulas, and may some be merged? Known of sheets in XML alone.
    pub has_formulas: bool,
    pub has_merges: bool,
}

/// Checks the parts of an xlsx or xlsb archive.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Vec<Checked> {
    check_some(bytes, limits, &mut 0, |_| true, || {})
}

/// Checks some of the parts. `unpacked` is what the archive unpacked to already, and grows, in bytes; `tell` is called
/// at every fault.
pub(super) fn check_some(
    bytes: &[u8],
    limits: &Limits,
    unpacked: &mut u64,
    is_asked: impl Fn(&str) -> bool,
    tell: impl Fn(),
) -> Vec<Checked> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let Ok(name) = part.name().map(|name| name.to_string()) else { continue };
        if is_never_read(&name) || !is_asked(&name) {
            continue;
        }
        drop(part);
        let (length, checked) = check_part(&mut archive, index, name, *unpacked, limits);
        *unpacked += length;
        if checked.fault.is_some() {
            tell();
        }
        parts.push(checked);
    }
    parts
}

/// Checks a part, and tells its length unpacked, in bytes.
fn check_part(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    index: usize,
    name: String,
    before: u64,
    limits: &Limits,
) -> (u64, Checked) {
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    let mut checked = Checked { name, fault: None, has_formulas: true, has_merges: true };
    let Ok(part) = archive.by_index(index) else { return (0, checked) };
    let packed = part.compressed_size();
    let (left, fault) = budget(packed, before, limits);
    if part.size() > left {
        checked.fault = Some(fault);
        return (0, checked);
    }
    let mut meter = Meter { inner: part, left, read: 0, over: false };
    let glanced = if is_xml {
        glance(&mut meter)
    } else {
        // Damage is told by the reader, as of XML.
        let _ = io::copy(&mut meter, &mut io::sink());
        None
    };
    let (mut length, is_over) = (meter.read, meter.over);
    drop(meter);
    if is_over || !is_xml {
        checked.fault = is_over.then_some(fault);
        return (length, checked);
    }
    let elements = match glanced.filter(|elements| elements.deepest <= limits.xml_nesting) {
        Some(elements) => elements,
        None => {
            let Ok(part) = archive.by_index(index) else { return (length, checked) };
            let mut xml = Xml::new(part, packed, before, limits);
            let mut elements = Elements::default();
            let walked = walk(&mut xml, limits.xml_nesting, &mut elements);
            length = xml.unpacked();
            elements.is_sheet &= walked == Ok(true);
            checked.fault = walked.err();
            elements
        }
    };
    // Of a part that is damaged, or in an encoding that is not known here, nothing can be said.
    checked.has_formulas = elements.has_formulas || !elements.is_sheet;
    checked.has_merges = elements.has_merges || !elements.is_sheet;
    // The reader makes room for as many texts as are claimed; each takes a byte at least.
    if checked.fault.is_none() && elements.texts > length {
        checked.fault = Some(Fault::Unfolds { packed: length, cells: elements.texts });
    }
    (length, checked)
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

/// What the elements of a part say of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Elements {
    /// Most elements that were open at once.
    deepest: u64,
    is_sheet: bool,
    has_formulas: bool,
    has_merges: bool,
    /// So many shared texts are claimed.
    texts: u64,
}

impl Elements {
    /// Adds an element by its name without a prefix; `depth` counts those that are open, itself among them.
    fn open(&mut self, name: &[u8], depth: u64, texts: impl FnOnce() -> Option<u64>) {
        self.deepest = self.deepest.max(depth);
        match name {
            b"worksheet" => self.is_sheet = true,
            b"f" => self.has_formulas = true,
            b"mergeCells" => self.has_merges = true,
            b"sst" => self.texts = self.texts.max(texts().unwrap_or_default()),
            _ => {}
        }
    }
}

/// How many shared texts the element around them claims.
fn texts_claimed(element: &BytesStart<'_>) -> Option<u64> {
    attribute(element, "uniqueCount")?.parse().ok()
}

/// Looks at all elements; gives false if the part is damaged, which is not told here: the reader meets it at the same
/// place and says so.
fn walk<R: Read>(xml: &mut Xml<R>, nesting: u64, elements: &mut Elements) -> Result<bool, Fault> {
    let mut buffer = Vec::new();
    loop {
        let depth = xml.depth + 1;
        match xml.next(&mut buffer) {
            Ok(Event::Eof) => return Ok(true),
            Ok(Event::Start(_)) if depth > nesting => return Err(Fault::Nested(nesting)),
            Ok(Event::Start(element)) => {
                elements.open(element.local_name().as_ref().as_bytes(), depth, || texts_claimed(&element));
            }
            Ok(_) => {}
            Err(Fault::Broken(_)) => return Ok(false),
            Err(fault) => return Err(fault),
        }
    }
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
