//! Where a large text file can be cut into parts: at the ends of its records, found by the reader that reads it.
//!
//! Invariants: the file is gone through once and never held whole; a file is cut only where its parts, put together,
//! are read as the file would have been.

use std::io::{self, Read};
use std::ops::Range;

use candor_model::column_letters;

use crate::open::quotes::unclosed;
use crate::open::text::{ROW_SIZE, SAMPLE_SIZE, empty_lines, find_separator, separator_line};

const BOM: &[u8] = b"\xef\xbb\xbf";
/// More than a byte order mark and a line that names the separator take.
const BEGINNING_MAX: usize = 16;
/// Bytes read already that are kept before they are let go.
const PASSED_MAX: usize = 1 << 20;

/// Where a file is cut, in bytes from its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cuts {
    /// What stands between the cells.
    pub separator: char,
    /// The rows at the top that each part but the first takes along.
    pub header: Range<u64>,
    /// How many those are: as many as were asked for, without empty lines at their end.
    pub header_rows: u32,
    /// The rows of each part.
    pub parts: Vec<Range<u64>>,
}

/// Why a file cannot be cut.
#[derive(Debug, thiserror::Error)]
pub enum Unsplittable {
    #[error("the file is not in UTF-8 (row {row})")]
    Encoding { row: u32 },
    #[error("a quote is opened in {cell} and not closed where the cell ends")]
    Quote { cell: String },
    #[error("row {row} takes more than 16 MB")]
    Row { row: u32 },
    #[error("there is no row in it")]
    Empty,
    #[error(transparent)]
    Io(io::Error),
}

impl Unsplittable {
    /// The way out.
    pub fn help(&self) -> &'static str {
        match self {
            Unsplittable::Encoding { .. } => "save it as CSV in UTF-8",
            Unsplittable::Quote { .. } => "close the quote, or write it twice where it belongs to the text",
            Unsplittable::Row { .. } => "look for a quote that is never closed",
            Unsplittable::Empty => "check that it is the right file",
            Unsplittable::Io(_) => "check that the file can be read",
        }
    }
}

/// Cuts a text after every so many records below its first `header_rows` rows.
///
/// # Errors
/// If the text is not UTF-8, or a quote or a row does not end, so that its rows depend on what stands far below.
pub fn cuts(mut text: impl Read, header_rows: u32, records: u32) -> Result<Cuts, Unsplittable> {
    let mut head = Vec::new();
    text.by_ref()
        .take((SAMPLE_SIZE + BEGINNING_MAX) as u64)
        .read_to_end(&mut head)
        .map_err(Unsplittable::Io)?;
    let (start, separator) = beginning(&head)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(Passing::new(io::Cursor::new(&head[start..]).chain(text)));
    let mut record = csv::StringRecord::new();
    let (mut row, mut in_part, mut header) = (0u32, 0u32, None);
    let mut begins = vec![0u64];
    let mut last = String::new();
    while read(&mut reader, &mut record, row)? {
        let from = record.position().map_or(0, csv::Position::byte);
        let until = reader.position().byte();
        let raw = reader.get_mut().passed(from, until);
        let raw = str::from_utf8(raw).map_err(|_| Unsplittable::Encoding { row: row + 1 })?;
        // The reader stops between the two characters that end a line.
        let begin = from + u64::from(from > 0 && raw.starts_with("\r\n"));
        let above = row;
        row = row.saturating_add(1).saturating_add(empty_lines(raw, usize::from(from > 0)));
        if record.iter().any(|cell| cell.contains('\0')) {
            return Err(Unsplittable::Encoding { row });
        }
        if record.iter().any(|cell| cell.contains('\n')) {
            require_closed(raw, separator, row)?;
        }
        raw.clone_into(&mut last);
        if row > header_rows {
            header.get_or_insert((begin, above));
            if in_part == records {
                begins.push(begin);
                in_part = 0;
            }
            in_part += 1;
        }
    }
    // At the end of a text a quote may be left open in a record of one line.
    require_closed(&last, separator, row)?;
    if row == 0 {
        return Err(Unsplittable::Empty);
    }
    let (header_end, header_rows) = header.unwrap_or_default();
    let (start, end) = (start as u64, start as u64 + reader.get_ref().total);
    let ends = begins.iter().skip(1).map(|begin| start + begin).chain([end]);
    Ok(Cuts {
        separator: char::from(separator),
        header: start..start + header_end,
        header_rows,
        parts: begins.iter().map(|begin| start + begin).zip(ends).map(|(from, until)| from..until).collect(),
    })
}

/// Where the rows begin, and what separates their cells.
fn beginning(head: &[u8]) -> Result<(usize, u8), Unsplittable> {
    let body = head.strip_prefix(BOM).unwrap_or(head);
    let text = match str::from_utf8(body) {
        Ok(text) => text,
        // The head may end within a letter.
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Err(Unsplittable::Encoding { row: 1 }),
    };
    let (rest, declared) = separator_line(text);
    let start = head.len() - body.len() + text.len() - rest.len();
    Ok((start, declared.unwrap_or_else(|| find_separator(rest))))
}

fn read<R: Read>(
    reader: &mut csv::Reader<Passing<R>>,
    record: &mut csv::StringRecord,
    row: u32,
) -> Result<bool, Unsplittable> {
    reader.read_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Utf8 { .. } => Unsplittable::Encoding { row: row + 1 },
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Unsplittable::Row { row: row + 1 }
        }
        csv::ErrorKind::Io(error) => Unsplittable::Io(error),
        other => Unsplittable::Io(io::Error::other(format!("{other:?}"))),
    })
}

fn require_closed(raw: &str, separator: u8, row: u32) -> Result<(), Unsplittable> {
    match unclosed(raw.trim_start_matches(['\r', '\n']), separator) {
        Some(quote) => {
            Err(Unsplittable::Quote { cell: format!("{}{row}", column_letters(quote.column as u32)) })
        }
        None => Ok(()),
    }
}

/// Passes a text on to its reader and keeps the last of it, so that a record can be seen as it is written.
struct Passing<R> {
    text: R,
    /// Bytes passed on.
    total: u64,
    kept: Vec<u8>,
    /// What may be let go: bytes before this one of `kept`.
    gone: usize,
}

impl<R: Read> Passing<R> {
    fn new(text: R) -> Self {
        Passing { text, total: 0, kept: Vec::new(), gone: 0 }
    }

    /// The bytes from one before `from` until `until`; those before will not be asked for again.
    fn passed(&mut self, from: u64, until: u64) -> &[u8] {
        let first = self.total - self.kept.len() as u64;
        let at = |byte: u64| (byte.saturating_sub(first) as usize).min(self.kept.len());
        self.gone = at(from.saturating_sub(1));
        &self.kept[self.gone..at(until)]
    }
}

impl<R: Read> Read for Passing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.gone > PASSED_MAX {
            self.kept.drain(..self.gone);
            self.gone = 0;
        }
        if (self.kept.len() - self.gone) as u64 > ROW_SIZE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let length = self.text.read(buffer)?;
        self.kept.extend_from_slice(&buffer[..length]);
        self.total += length as u64;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, header_rows: u32, records: u32) -> Result<Vec<&str>, String> {
        let cuts = cuts(text.as_bytes(), header_rows, records).map_err(|error| error.to_string())?;
        Ok(cuts.parts.iter().map(|part| &text[part.start as usize..part.end as usize]).collect())
    }

    #[test]
    fn a_text_is_cut_behind_records_not_lines() {
        let text = "sep=;\nName;Note\n\"a\nb\";1\n\n\nc;2\nd;3\n\n";
        assert_eq!(parts(text, 1, 1), Ok(vec!["Name;Note\n\"a\nb\";1\n", "\n\nc;2\n", "d;3\n\n"]));
        assert_eq!(parts(text, 1, 9), Ok(vec![&text[6..]]));
        let cuts = cuts(text.as_bytes(), 1, 1).expect("a test may fail here");
        assert_eq!((cuts.header, cuts.header_rows, cuts.separator), (6..16, 1, ';'));
    }

    #[test]
    fn a_text_is_cut_behind_both_characters_that_end_a_line() {
        let text = "Name,Note\r\na,1\r\n\r\nb,2\r\n";
        assert_eq!(parts(text, 1, 1), Ok(vec!["Name,Note\r\na,1\r\n", "\r\nb,2\r\n"]));
        assert_eq!(cuts(text.as_bytes(), 1, 1).map(|cuts| cuts.header).ok(), Some(0..11));
    }

    #[test]
    fn a_text_whose_rows_hang_on_what_follows_is_not_cut() {
        let open = "Name,Note\na,\"b\nc,d\n";
        assert_eq!(
            parts(open, 1, 1),
            Err("a quote is opened in B2 and not closed where the cell ends".to_owned())
        );
        assert!(cuts(&b"Name\ncaf\xe9\n"[..], 1, 1).is_err());
        assert!(cuts(&b""[..], 1, 1).is_err());
    }
}
