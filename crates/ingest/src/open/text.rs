//! Text files: encoding and separator are found, then the `csv` crate reads the records.

mod bulk;
mod piece;

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};

use candor_model::formula::unguarded;
use candor_model::{Place, Problem, Severity, column_letters};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Opened, TextForm, quotes};
use crate::grid::{Grid, Sheet, Source};
use crate::limits::{Limits, size};

/// A row may take so many bytes; no spreadsheet has a longer one.
pub(crate) const ROW_SIZE: u64 = 16 << 20;
/// Quotes never closed that are mended in a file; each is found only at its end.
const RESTARTS_MAX: usize = 50;
/// The mark that a text in UTF-8 may begin with.
const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes from which the separator is found, if the text begins so.
pub(super) const HEAD: usize = 128 << 10;

/// Reads a text that is too large to lie in memory, where it is UTF-8 and nothing is wrong with it; else it is left,
/// with what failed.
pub(super) fn open_stream(
    head: &[u8],
    rest: impl Read + Send,
    limits: &Limits,
) -> Result<Opened, Option<io::Error>> {
    let mark = head.len() - head.strip_prefix(UTF_8_MARK).unwrap_or(head).len();
    let text = &head[mark..];
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        // A letter may be cut at the end.
        Err(error) if text.len() - error.valid_up_to() < 4 => {
            std::str::from_utf8(&text[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Err(None),
    };
    let (after, separator, is_separator_settled) = text_and_separator(text);
    let begin = mark + text.len() - after.len();
    match bulk::read(head[begin..].chain(rest), separator, limits) {
        Ok((grid, rows)) => {
            let separator = separator.into();
            Ok(sheet(grid, Vec::new(), TextForm { rows, separator, is_separator_settled, is_utf8: true }))
        }
        Err(bulk::Left::Unusual) => Err(None),
        Err(bulk::Left::Failed(error)) => Err(Some(error)),
    }
}

fn sheet(grid: Grid, problems: Vec<Problem>, form: TextForm) -> Opened {
    let sheet = Sheet { name: String::new(), visible: true, grid };
    Opened { sheets: vec![sheet], problems, text: Some(form), ..Opened::default() }
}

pub(super) fn open(file: &str, bytes: &[u8], limits: &Limits) -> Opened {
    let (head, rest) = bytes.split_at(bytes.len().min(HEAD));
    if let Ok(opened) = open_stream(head, rest, limits) {
        return opened;
    }
    let mut problems = Vec::new();
    let text = decode(file, bytes, &mut problems);
    let is_utf8 = problems.is_empty() && encoding_of(bytes).0 == UTF_8 && !bytes.contains(&0);
    let (text, separator, is_separator_settled) = text_and_separator(&text);
    let mut rows =
        Rows { file, separator, limits, grid: Grid::new(limits), problems, last: 0, empty_after: 0 };
    let mut rest = text;
    for restarts in 0.. {
        let Some(after) = rows.read(rest, restarts < RESTARTS_MAX) else { break };
        rest = after;
    }
    let Rows { mut grid, problems, last, empty_after, .. } = rows;
    grid.seal();
    let form =
        TextForm { rows: last + empty_after, separator: separator.into(), is_separator_settled, is_utf8 };
    sheet(grid, problems, form)
}

/// The rows of a text as they are read.
struct Rows<'a> {
    file: &'a str,
    separator: u8,
    limits: &'a Limits,
    grid: Grid,
    problems: Vec<Problem>,
    /// Number of the last row read. Rows are counted as a spreadsheet counts them: a record is a row, however many
    /// lines it has, and an empty line is a row too, though the reader passes over it.
    last: u32,
    /// Empty lines behind it, once all is read.
    empty_after: u32,
}

impl Rows<'_> {
    /// Reads a text to its end. Where a quote is never closed, its line is read without it, and what stands after
    /// that line is left to read: `None` if nothing is.
    fn read<'t>(&mut self, text: &'t str, mends_quotes: bool) -> Option<&'t str> {
        let row_size = ROW_SIZE.max(self.limits.cell_length.saturating_mul(4));
        let left = Cell::new(row_size);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.separator)
            .from_reader(Feed { rest: text.as_bytes(), left: &left });
        let mut record = csv::StringRecord::new();
        let mut done = 0;
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => {
                    self.empty_after = empty_lines(text, done);
                    return None;
                }
                Ok(true) => {
                    left.set(row_size);
                    let from = record.position().map_or(0, |position| position.byte() as usize);
                    self.last += empty_lines(text, from) + 1;
                    let until = reader.position().byte() as usize;
                    let may_swallow = until >= text.len() || record.iter().any(|cell| cell.contains('\n'));
                    let raw = text.get(from..until.min(text.len())).filter(|_| may_swallow && mends_quotes);
                    if let Some(line) = raw.and_then(|raw| quotes::unclosed(raw, self.separator)) {
                        let at = until.min(text.len()) - line.rest.len();
                        self.tell_unclosed(line.column);
                        self.push(
                            line.text.split(char::from(self.separator)).map(|cell| cell.trim_matches('"')),
                        );
                        return text.get(at..);
                    }
                    done = until.min(text.len());
                    self.push(record.iter());
                }
                Err(_) if left.get() == 0 => {
                    self.tell(
                        "cell-too-long",
                        Some(self.last + 1),
                        format!(
                            "a row begins here that takes more than {}; from it on nothing was read",
                            size(row_size)
                        ),
                        "look for a quote that is never closed; or raise `cell_length` under `[limits]` in candor.toml",
                    );
                    return None;
                }
                Err(error) => {
                    let message = format!("the file could not be read to its end: {error}");
                    self.tell("file-broken", None, message, "save it again as CSV in UTF-8");
                    return None;
                }
            }
        }
    }

    fn push<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        for (column, cell) in (0u32..).zip(cells) {
            // Text, also where it looks like a number: leading zeros matter.
            self.grid.push(self.last, column, &unguarded(cell), Source::Text);
        }
    }

    fn tell_unclosed(&mut self, column: usize) {
        let cell = format!("{}{}", column_letters(column as u32), self.last);
        let problem = Problem::new(
            Severity::Error,
            "quote-unclosed",
            Place { cell, ..Place::file(self.file) },
            "a quote is opened here and not closed where the cell ends".to_owned(),
            "close the quote, or write it twice where it belongs to the text",
        );
        self.problems.push(problem);
    }

    /// Tells what ended the reading: at the beginning of a row, or for the file.
    fn tell(&mut self, code: &'static str, row: Option<u32>, message: String, help: &str) {
        let cell = row.map(|row| format!("A{row}")).unwrap_or_default();
        let place = Place { cell, ..Place::file(self.file) };
        self.problems.push(Problem::new(Severity::Error, code, place, message, help));
    }
}

/// Feeds a text to its reader, as much as a row may take; who reads a row fills `left` again.
struct Feed<'a> {
    rest: &'a [u8],
    left: &'a Cell<u64>,
}

impl Read for Feed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.rest.len()).min(self.left.get().try_into().unwrap_or(usize::MAX));
        if length == 0 && !self.rest.is_empty() {
            return Err(io::Error::other("the row is too long"));
        }
        let (now, rest) = self.rest.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.rest = rest;
        self.left.set(self.left.get() - length as u64);
        Ok(length)
    }
}

/// What separates the cells of a text file.
pub(super) fn separator(bytes: &[u8]) -> u8 {
    let (text, _, _) = encoding_of(bytes).0.decode(bytes);
    text_and_separator(&text).1
}

/// A text behind the line that names its separator, the separator, and whether no text behind it could change that.
fn text_and_separator(text: &str) -> (&str, u8, bool) {
    let (text, declared) = separator_line(text);
    let is_settled = declared.is_some() || is_long_enough(text);
    (text, declared.unwrap_or_else(|| find_separator(text)), is_settled)
}

/// Number of empty lines at a place of a text where a record ended; the reader passes over them.
pub(crate) fn empty_lines(text: &str, from: usize) -> u32 {
    let (before, rest) = text.split_at_checked(from).unwrap_or((text, ""));
    // The reader stops between the two characters that end a line.
    let rest = if before.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let blank = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    let ends = blank.matches('\n').count();
    if ends > 0 { ends as u32 } else { blank.matches('\r').count() as u32 }
}

fn decode<'a>(file: &str, bytes: &'a [u8], problems: &mut Vec<Problem>) -> Cow<'a, str> {
    let (encoding, certain) = encoding_of(bytes);
    let (text, _, garbled) = encoding.decode(bytes);
    if !certain || garbled {
        problems.push(Problem::new(
            Severity::Warning,
            "encoding-guessed",
            Place::file(file),
            format!("the file does not say its encoding; it was read as {}", encoding.name()),
            "save it as UTF-8 if letters look wrong",
        ));
    }
    if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { text }
}

/// The encoding, and whether the file itself shows it.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, true);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    if zeros(1) * 5 > head.len() {
        return (UTF_16LE, true);
    }
    if zeros(0) * 5 > head.len() {
        return (UTF_16BE, true);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, true);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == WINDOWS_1252 && looks_like_mac_roman(bytes) {
        return (MACINTOSH, false);
    }
    (guess, false)
}

/// In Mac Roman the accented letters of Western languages lie at 0x80-0x9F, where Windows-1252 has quotes
/// and rarities, and the letters of Windows-1252 at 0xE0-0xFF hardly occur.
fn looks_like_mac_roman(bytes: &[u8]) -> bool {
    let count =
        |range: std::ops::RangeInclusive<u8>| bytes.iter().filter(|byte| range.contains(byte)).count();
    let mac = count(0x87..=0x90) + count(0x99..=0x9f);
    mac > 0 && mac > 4 * count(0xe0..=0xff)
}

/// Excel's own `sep=;` first line, which it does not count as a row.
pub(crate) fn separator_line(text: &str) -> (&str, Option<u8>) {
    let Some(rest) = text.strip_prefix("sep=").or_else(|| text.strip_prefix("\"sep=")) else {
        return (text, None);
    };
    let Some(separator) = rest.bytes().next().filter(u8::is_ascii) else { return (text, None) };
    match rest.find('\n') {
        Some(end) if end <= 4 => (&rest[end + 1..], Some(separator)),
        _ => (text, None),
    }
}

/// What separates cells, in the order in which they are tried.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// As much of a text is looked at to find its separator: bytes, and records of them.
pub(crate) const SAMPLE_SIZE: usize = 64 << 10;
const SAMPLE_RECORDS: usize = 60;

fn sample_reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut end = text.len().min(SAMPLE_SIZE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(&text.as_bytes()[..end])
}

/// Would the same separator be found whatever stood behind the text?
fn is_long_enough(text: &str) -> bool {
    // The next record shows that the last one looked at is whole.
    let is_full = |separator: &u8| {
        sample_reader(text, *separator).records().take(SAMPLE_RECORDS + 1).count() > SAMPLE_RECORDS
    };
    text.len() >= SAMPLE_SIZE || SEPARATORS.iter().all(is_full)
}

/// The separator under which most records have the same number of cells, more than one.
pub(crate) fn find_separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let widths: Vec<usize> = sample_reader(text, separator)
            .records()
            .take(SAMPLE_RECORDS)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .collect();
        let mut counts = std::collections::BTreeMap::new();
        for width in widths.iter().filter(|width| **width > 1) {
            *counts.entry(*width).or_insert(0usize) += 1;
        }
        let (width, count) =
            counts.into_iter().max_by_key(|(width, count)| (*count, *width)).unwrap_or((1, 0));
        (count * 1000 / widths.len().max(1), width)
    };
    SEPARATORS
        .into_iter()
        .map(|separator| (score(separator), separator))
        .max_by_key(|((share, width), separator)| (share * (*width).min(8), *width, *separator == b','))
        .filter(|((share, _), _)| *share > 0)
        .map_or(b',', |(_, separator)| separator)
}
