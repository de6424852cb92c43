//! A piece of a text, taken apart into columns.

use candor_model::formula::unguarded;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use hashbrown::HashTable;

use super::{UTF_8_MARK, empty_lines};
use crate::grid::{Grid, hash_of, trimmed};
use crate::limits::Limits;
use crate::open::quotes;

/// The records of a piece.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// Rows of the spreadsheet, blank ones too.
    pub lines: u32,
    /// The filled rows, counted from the first row of the piece as 1.
    pub rows: Vec<u32>,
    pub columns: Vec<PieceColumn>,
    /// Number of filled cells.
    pub cells: usize,
    /// The last record goes on behind the piece, and is not among the rows.
    pub is_open: bool,
}

/// Cells below each other.
#[derive(Debug, Default)]
pub(super) struct PieceColumn {
    /// For each filled row 0 where nothing stands, else one more than the position of the text; up to the last cell.
    pub ids: Vec<u32>,
    /// The distinct texts behind each other, where each ends, and its hash.
    bytes: String,
    ends: Vec<(usize, u64)>,
    /// The ids of texts as they were written, by their hash.
    known: HashTable<Known>,
    written: Vec<u8>,
}

/// A text as it was written: where it lies, and its id.
#[derive(Debug, Clone, Copy)]
struct Known {
    hash: u64,
    from: usize,
    until: usize,
    cell: Written,
}

/// A cell as it was written: its id, 0 if it is blank, and whether it has several lines.
#[derive(Debug, Clone, Copy)]
struct Written {
    id: u32,
    has_lines: bool,
}

impl PieceColumn {
    /// The distinct texts with their hashes, in the order of their ids.
    pub(super) fn texts(&self) -> impl Iterator<Item = (u64, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts.zip(&self.ends).map(|(start, (end, hash))| (*hash, &self.bytes[start..*end]))
    }

    /// What a cell is; `None` if it is out of the ordinary.
    fn look_up(&mut self, cell: &[u8], limits: &Limits) -> Option<Written> {
        let hash = hash_of(cell);
        let written = &self.written;
        let is_it = |known: &Known| known.hash == hash && &written[known.from..known.until] == cell;
        if let Some(known) = self.known.find(hash, is_it) {
            return Some(known.cell);
        }
        let found = Written { id: self.read(cell, hash, limits)?, has_lines: cell.contains(&b'\n') };
        let from = self.written.len();
        self.written.extend_from_slice(cell);
        let known = Known { hash, from, until: self.written.len(), cell: found };
        self.known.insert_unique(hash, known, |known| known.hash);
        Some(found)
    }

    fn read(&mut self, cell: &[u8], hash: u64, limits: &Limits) -> Option<u32> {
        let text = std::str::from_utf8(cell).ok().filter(|text| !text.contains('\0'))?;
        let plain = unguarded(text);
        let plain = trimmed(&plain);
        if plain.is_empty() {
            return Some(0);
        }
        // A text has no more characters than bytes.
        if plain.len() as u64 > limits.cell_length {
            return None;
        }
        let hash = if plain.len() == cell.len() { hash } else { hash_of(plain.as_bytes()) };
        self.bytes.push_str(plain);
        self.ends.push((self.bytes.len(), hash));
        u32::try_from(self.ends.len()).ok()
    }

    fn put(&mut self, position: usize, id: u32) {
        self.ids.resize(position, 0);
        self.ids.push(id);
    }
}

/// Takes a piece apart that begins with a record; `None` if something in it is out of the ordinary.
pub(super) fn parse(
    bytes: &[u8],
    separator: u8,
    limits: &Limits,
    begins_file: bool,
    ends_file: bool,
) -> Option<Piece> {
    let text = std::str::from_utf8(bytes).ok()?;
    // The reader takes a mark away wherever it begins.
    if !begins_file && bytes.starts_with(UTF_8_MARK) {
        return None;
    }
    let mut records = Records::new(bytes, separator);
    let mut piece = Piece::default();
    let mut row: Vec<(usize, u32)> = Vec::new();
    loop {
        let blank = empty_lines(text, records.at);
        let Some(from) = records.next(ends_file) else {
            piece.is_open = records.is_open;
            piece.lines += blank;
            break;
        };
        piece.lines += blank + 1;
        row.clear();
        let mut has_lines = ends_file && records.at >= bytes.len();
        for (column, cell) in records.cells().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if column as u64 >= limits.columns {
                return None;
            }
            if piece.columns.len() <= column {
                piece.columns.resize_with(column + 1, PieceColumn::default);
            }
            let found = piece.columns[column].look_up(cell, limits)?;
            has_lines |= found.has_lines;
            row.extend((found.id > 0).then_some((column, found.id)));
        }
        // A quote that is never closed swallows lines.
        let raw = text.get(from..records.at).filter(|_| has_lines);
        if raw.is_some_and(|raw| quotes::unclosed(raw, separator).is_some()) {
            return None;
        }
        if row.is_empty() {
            continue;
        }
        for (column, id) in &row {
            piece.columns[*column].put(piece.rows.len(), *id);
        }
        piece.cells += row.len();
        piece.rows.push(piece.lines);
    }
    let places = piece.columns.iter().map(|column| column.ids.len()).sum();
    (!Grid::is_too_blank(places, piece.cells)).then_some(piece)
}

/// The records of a piece, by the reader of the `csv` crate.
struct Records<'a> {
    bytes: &'a [u8],
    /// Where the next record begins, blank lines before it left out of account.
    at: usize,
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    is_open: bool,
}

impl<'a> Records<'a> {
    fn new(bytes: &'a [u8], separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Records { bytes, at: 0, reader, cells: vec![0; 4096], ends: vec![0; 64], count: 0, is_open: false }
    }

    /// Reads the next record and tells where the reading of it began; `None` at the end of the piece.
    fn next(&mut self, ends_file: bool) -> Option<usize> {
        let from = self.at;
        let (mut written, mut ended) = (0, 0);
        let mut begun = false;
        loop {
            let rest = &self.bytes[self.at..];
            if rest.is_empty() && !ends_file {
                // Only what ends lines was left.
                self.is_open = begun && self.bytes[from..].iter().any(|byte| !matches!(byte, b'\n' | b'\r'));
                return None;
            }
            let (result, read, wrote, ends) =
                self.reader.read_record(rest, &mut self.cells[written..], &mut self.ends[ended..]);
            begun = true;
            (self.at, written, ended) = (self.at + read, written + wrote, ended + ends);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.count = ended;
                    return Some(from);
                }
                ReadRecordResult::End => return None,
            }
        }
    }

    /// The cells of the record that was read last.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends[..self.count].iter().map(move |end| &self.cells[std::mem::replace(&mut start, *end)..*end])
    }
}
