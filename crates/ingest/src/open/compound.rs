//! Compound files: the container of old binary workbooks (xls) and of workbooks with a password.
//!
//! They are checked before they are read, for the reader takes them at their word: a chain of sectors that bites its
//! tail never ends, and two cells in opposite corners claim gigabytes.

use super::book::Failure;
use crate::limits::Limits;

pub(super) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Cells of the largest sheet the format knows.
const SHEET_MAX: u64 = 65_536 * 256;

const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Sector numbers from here on have meanings of their own.
const RESERVED: u32 = 0xffff_fffa;
/// Streams below this length are kept in small sectors.
const SMALL_MAX: usize = 4_096;
const SMALL_SECTOR: usize = 64;

/// Can the file be read within the limits?
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Failure> {
    let broken = || Failure::broken("it is damaged");
    let container = Container::open(bytes).ok_or_else(broken)?;
    let Some(entry) = container.find("workbook").or_else(|| container.find("book")) else { return Ok(()) };
    let stream = container.stream(&entry).ok_or_else(broken)?;
    let mut cells = 0u64;
    for start in sheets(&stream) {
        cells += span(stream.get(start..).ok_or_else(broken)?)
            .ok_or_else(|| Failure::broken("a sheet claims cells that no sheet of this format has"))?;
    }
    // Each takes some 40 bytes.
    if cells > limits.cells { Err(Failure::Spans { cells, limit: limits.cells }) } else { Ok(()) }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0))
}

/// A stream of the directory.
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector the next one of its chain.
    next: Vec<u32>,
    entries: Vec<Entry>,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut container = Container { bytes, sector, next: Vec::new(), entries: Vec::new() };
        let mut tables: Vec<u32> = numbers(bytes.get(76..512)?).collect();
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..=bytes.len() / sector {
            if more >= RESERVED {
                break;
            }
            tables.extend(numbers(container.sector(more)?));
            more = tables.pop()?;
        }
        for table in tables.into_iter().filter(|table| *table < RESERVED) {
            let part: Vec<u32> = numbers(container.sector(table)?).collect();
            container.next.extend(part);
        }
        let directory = container.chain(u32_at(bytes, 48)?, usize::MAX)?;
        container.entries = directory.chunks_exact(128).filter_map(entry).collect();
        (!container.entries.is_empty()).then_some(container)
    }

    /// The last sector of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize + 1).checked_mul(self.sector)?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut chain = Vec::new();
        let mut number = start;
        for _ in 0..=self.next.len() {
            if number == END_OF_CHAIN || chain.len() >= length {
                chain.truncate(length);
                return Some(chain);
            }
            chain.extend_from_slice(self.sector(number)?);
            number = *self.next.get(number as usize)?;
        }
        None
    }

    fn find(&self, name: &str) -> Option<Entry> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        Some(Entry { name: entry.name.clone(), ..*entry })
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.length >= SMALL_MAX {
            return self.chain(entry.start, entry.length);
        }
        let root = self.entries.first()?;
        let sectors = self.chain(root.start, root.length)?;
        let next: Vec<u32> = numbers(&self.chain(u32_at(self.bytes, 60)?, usize::MAX)?).collect();
        let mut stream = Vec::new();
        let mut number = entry.start;
        for _ in 0..=next.len() {
            if number == END_OF_CHAIN || stream.len() >= entry.length {
                stream.truncate(entry.length);
                return Some(stream);
            }
            let start = (number as usize).checked_mul(SMALL_SECTOR)?;
            stream.extend_from_slice(sectors.get(start..(start + SMALL_SECTOR).min(sectors.len()))?);
            number = *next.get(number as usize)?;
        }
        None
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let name: Vec<u16> = bytes[..64]
        .chunks_exact(2)
        .filter_map(|pair| u16_at(pair, 0))
        .take_while(|unit| *unit != 0)
        .collect();
    let name = String::from_utf16_lossy(&name);
    Some(Entry { name, start: u32_at(bytes, 116)?, length: u32_at(bytes, 120)? as usize })
}

/// The records of a stream: kind and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, content))
    })
}

/// Where the sheets of a workbook begin.
fn sheets(stream: &[u8]) -> Vec<usize> {
    records(stream)
        .take_while(|(kind, _)| *kind != 0x000a)
        .filter(|(kind, _)| *kind == 0x0085)
        .filter_map(|(_, content)| u32_at(content, 0))
        .map(|start| start as usize)
        .collect()
}

/// The cells between the outermost cells of a sheet; `None` if it claims more than a sheet can have.
fn span(sheet: &[u8]) -> Option<u64> {
    let (mut rows, mut columns) = ((u16::MAX, 0), (u16::MAX, 0));
    for (kind, content) in records(sheet) {
        match kind {
            0x0200 if dimensions(content).is_some_and(|claimed| claimed > SHEET_MAX) => return None,
            // Numbers, labels, truth values, formulas; one record may hold several cells of a row.
            0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x027e => {
                let (Some(row), Some(column)) = (u16_at(content, 0), u16_at(content, 2)) else { continue };
                let last = match kind {
                    0x00bd => u16_at(content, content.len().saturating_sub(2)).unwrap_or(column),
                    _ => column,
                };
                rows = (rows.0.min(row), rows.1.max(row));
                columns = (columns.0.min(column), columns.1.max(column).max(last));
            }
            _ => {}
        }
    }
    let length = |(first, last): (u16, u16)| u64::from(last.saturating_sub(first)) + 1;
    Some(length(rows) * length(columns))
}

fn dimensions(content: &[u8]) -> Option<u64> {
    let (first, last, left, right) = if content.len() >= 14 {
        (u32_at(content, 0)?, u32_at(content, 4)?, u16_at(content, 8)?, u16_at(content, 10)?)
    } else {
        let row = |at| u16_at(content, at).map(u32::from);
        (row(0)?, row(2)?, u16_at(content, 4)?, u16_at(content, 6)?)
    };
    let left = if left > 0xff || right < left { 0 } else { left };
    // An end before its beginning is taken for a number beyond all limits.
    let rows = if last == 0 { Some(1) } else { last.checked_sub(first) };
    Some(rows.map_or(SHEET_MAX + 1, |rows| u64::from(rows) * u64::from(right - left)))
}
