//! Reads a text in pieces, on all cores: each piece is cut where a line ends, and taken only if a record ends there
//! too, as the reader itself shows that has read all before it.
//!
//! Invariant: what is read so is what one reader would have read from the first byte to the last. Whatever is out of
//! the ordinary (another encoding, a quote left open, anything over a limit) is left to that reader.

use std::io::{self, Read};

use rayon::prelude::*;

use super::piece::{Piece, parse};
use crate::grid::{FilledColumn, Grid, Source};
use crate::limits::Limits;

/// Bytes of a piece, and pieces that are read before they are taken apart.
const PIECE: usize = 512 << 10;
const PIECES: usize = 8;
/// A record that takes more is left to the other reader.
const RECORD_MAX: usize = 8 << 20;

/// Why a text was not read here.
#[derive(Debug)]
pub(super) enum Left {
    /// It is out of the ordinary.
    Unusual,
    Failed(io::Error),
}

impl From<io::Error> for Left {
    fn from(error: io::Error) -> Self {
        Left::Failed(error)
    }
}

/// Reads a text in UTF-8 without a mark, from its first record on: its cells, and its rows, blank ones too.
pub(super) fn read(text: impl Read + Send, separator: u8, limits: &Limits) -> Result<(Grid, u32), Left> {
    let table = read_in(text, separator, limits, PIECE)?;
    let lines = table.last;
    Ok((table.grid(limits)?, lines))
}

fn read_in(text: impl Read + Send, separator: u8, limits: &Limits, size: usize) -> Result<Filled, Left> {
    let mut cutter = Cutter { text, rest: Vec::new(), size, is_done: false };
    let mut table = Filled::default();
    let mut batch = cutter.batch()?;
    let mut is_first = true;
    while !batch.is_empty() {
        let is_last = cutter.is_done;
        let take = || -> Result<Vec<u8>, Left> {
            let parsed = batch.par_iter().enumerate().map(|(at, piece)| {
                let ends_file = is_last && at + 1 == batch.len();
                parse(piece, separator, limits, is_first && at == 0, ends_file)
            });
            let parsed: Vec<Option<Piece>> = parsed.collect();
            let (pieces, left) = settle(&batch, parsed, separator, limits, is_first, is_last)?;
            table.take(pieces, limits)?;
            Ok(left)
        };
        let (next, taken) = rayon::join(|| if is_last { Ok(Vec::new()) } else { cutter.batch() }, take);
        let left = taken?;
        let mut next = next?;
        if !left.is_empty() {
            // A record goes on where the last piece was cut.
            match next.first_mut() {
                Some(first) => first.splice(0..0, left).for_each(drop),
                None => next.push(left),
            }
        }
        batch = next;
        is_first = false;
    }
    Ok(table)
}

/// Pieces whose cuts are the ends of records; where one is not, the piece and the next are parsed as one. What is left
/// of the last one is given back, from the beginning of the record that goes on.
fn settle(
    batch: &[Vec<u8>],
    parsed: Vec<Option<Piece>>,
    separator: u8,
    limits: &Limits,
    is_first: bool,
    is_last: bool,
) -> Result<(Vec<Piece>, Vec<u8>), Left> {
    let mut settled = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    for (at, piece) in parsed.into_iter().enumerate() {
        let (begins, ends) = (is_first && settled.is_empty(), is_last && at + 1 == batch.len());
        let piece = if open.is_empty() {
            piece
        } else {
            open.extend_from_slice(&batch[at]);
            if open.len() > RECORD_MAX {
                return Err(Left::Unusual);
            }
            parse(&open, separator, limits, begins, ends)
        };
        let piece = piece.ok_or(Left::Unusual)?;
        if piece.is_open {
            if open.is_empty() {
                open.extend_from_slice(&batch[at]);
            }
        } else {
            open.clear();
            settled.push(piece);
        }
    }
    if open.len() > RECORD_MAX { Err(Left::Unusual) } else { Ok((settled, open)) }
}

/// Cuts a text into pieces, each at the end of a line that another line follows.
struct Cutter<R> {
    text: R,
    rest: Vec<u8>,
    size: usize,
    is_done: bool,
}

impl<R: Read> Cutter<R> {
    fn batch(&mut self) -> Result<Vec<Vec<u8>>, Left> {
        let mut batch = Vec::with_capacity(PIECES);
        while batch.len() < PIECES && !self.is_done {
            batch.extend(self.piece()?);
        }
        Ok(batch)
    }

    fn piece(&mut self) -> Result<Option<Vec<u8>>, Left> {
        let mut piece = std::mem::take(&mut self.rest);
        let mut from = piece.len();
        loop {
            piece.reserve(self.size);
            let read = self.text.by_ref().take(self.size as u64).read_to_end(&mut piece)?;
            if read < self.size {
                self.is_done = true;
                return Ok(Some(piece).filter(|piece| !piece.is_empty()));
            }
            let ends_line = |at: &usize| piece[*at] == b'\n' && !matches!(piece[*at + 1], b'\n' | b'\r');
            if let Some(at) = (from.saturating_sub(1)..piece.len() - 1).rev().find(ends_line) {
                self.rest = piece.split_off(at + 1);
                return Ok(Some(piece));
            }
            if piece.len() > RECORD_MAX {
                return Err(Left::Unusual);
            }
            from = piece.len();
        }
    }
}

/// The columns as they are filled, piece by piece.
#[derive(Default)]
struct Filled {
    columns: Vec<FilledColumn>,
    /// Numbers of the filled rows.
    rows: Vec<u32>,
    /// The number of the last row, filled or not.
    last: u32,
    cells: usize,
}

impl Filled {
    fn take(&mut self, pieces: Vec<Piece>, limits: &Limits) -> Result<(), Left> {
        let mut starts = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            starts.push(self.rows.len());
            self.rows.extend(piece.rows.iter().map(|row| self.last + row));
            self.last = self.last.checked_add(piece.lines).ok_or(Left::Unusual)?;
            self.cells += piece.cells;
        }
        if u64::from(self.last) > limits.rows || self.cells as u64 > limits.cells {
            return Err(Left::Unusual);
        }
        let width = pieces.iter().map(|piece| piece.columns.len()).max().unwrap_or_default();
        if self.columns.len() < width {
            self.columns.resize_with(width, FilledColumn::default);
        }
        let places: usize = self.columns.iter().map(FilledColumn::len).sum();
        if Grid::is_too_blank(places, self.cells) {
            return Err(Left::Unusual);
        }
        self.columns.par_iter_mut().enumerate().for_each(|(at, column)| {
            for (piece, start) in pieces.iter().zip(&starts) {
                let Some(part) = piece.columns.get(at) else { continue };
                let known = part.texts().map(|(hash, text)| column.intern(hash, text, Source::Text));
                let known: Vec<u32> = std::iter::once(0).chain(known).collect();
                column.pad(*start);
                part.ids.iter().for_each(|id| column.put(known[*id as usize]));
            }
        });
        Ok(())
    }

    fn grid(self, limits: &Limits) -> Result<Grid, Left> {
        // What holds nothing is told by the other reader.
        if self.rows.is_empty() {
            Err(Left::Unusual)
        } else {
            Ok(Grid::of_columns(self.rows, self.columns, limits))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(grid: &Grid) -> Vec<(u32, u32, String)> {
        let row = |row: crate::grid::Row<'_>| {
            let cell = move |(column, id)| (row.number, column, grid.text(id).to_owned());
            row.cells().map(cell).collect::<Vec<_>>()
        };
        grid.rows().flat_map(row).collect()
    }

    #[test]
    fn pieces_of_any_size_give_what_one_piece_gives() {
        let long = "x".repeat(300);
        let texts = [
            "a,b\r\n1,\"two\nlines\"\r\n\r\n\r\n,,\n2,\"a \"\"quoted\"\" word\"\nlast,\" \"".to_owned(),
            (0..400).map(|row| format!("{row},\"a\nb\n{}\nc\",{}\n", row % 7, row / 3)).collect(),
            format!("a;b\n\"{long}\n{long}\n{long}\";ä\n\nc\n"),
            "\n\n a,'=b\n\rc,d\r".to_owned(),
        ];
        for text in texts {
            let separator = if text.contains(';') { b';' } else { b',' };
            let read = |size| {
                let table = read_in(text.as_bytes(), separator, &Limits::default(), size);
                let table = table.expect("a test may fail here");
                (table.last, cells(&table.grid(&Limits::default()).expect("a test may fail here")))
            };
            for size in [7, 16, 50, 333] {
                assert_eq!(read(size), read(1 << 20), "{size}: {text:?}");
            }
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_left() {
        let few = Limits { rows: 2, ..Limits::default() };
        for (text, limits) in [
            ("a,\"b\nc,d\n".as_bytes(), &Limits::default()),
            (b"a,b\n\xff,c\n", &Limits::default()),
            (b"a,\0b\n", &Limits::default()),
            (b"a\nb\nc\n", &few),
            (b"\n\n", &Limits::default()),
        ] {
            assert!(matches!(read(text, b',', limits), Err(Left::Unusual)), "{text:?}");
        }
    }
}
