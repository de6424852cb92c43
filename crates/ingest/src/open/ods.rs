//! OpenDocument spreadsheets, read as a stream.
//!
//! Invariants: a row or cell that is repeated is unfolded only as far as the limits allow; blank ones cost nothing,
//! however often they are repeated; a sheet over a limit takes no other with it.
//!
//! The format: OASIS OpenDocument 1.3, part 3, sections 9 (tables) and 19 (attributes).

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};

use super::book::{Failure, date_text, number_text};
use super::xml::{Fault, RATIO_FREE, Xml, attribute};
use super::{Opened, refuse_sheet, sheet_broken};
use crate::grid::{Block, Grid, Sheet, Source};
use crate::limits::Limits;

/// What an unfolded cell takes while its sheet is read, in bytes, at most.
const CELL_SIZE: u64 = 16;
/// Columns of the widest sheet there is; what stands further right is left uncounted.
const COLUMNS: u64 = 16_384;
/// Repeated characters of a cell beyond which nothing is meant by them.
const SPACES: u64 = 1_000;

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn open(file: &str, bytes: &[u8], limits: &Limits) -> Result<Opened, Failure> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(Failure::broken)?;
    if is_protected(&mut archive, limits) {
        return Err(Failure::Password);
    }
    let part = archive.by_name("content.xml").map_err(Failure::broken)?;
    let packed = part.compressed_size();
    let mut book = Book {
        file,
        packed,
        limits,
        xml: Xml::new(part, packed, 0, limits),
        buffer: Vec::new(),
        hidden: BTreeSet::new(),
        cells: 0,
        opened: Opened::default(),
    };
    match book.read() {
        Ok(()) => Ok(book.opened),
        Err(fault) if book.opened.sheets.is_empty() && book.opened.problems.is_empty() => Err(fault.into()),
        Err(fault) => {
            book.opened.problems.push(Failure::from(fault).problem(file));
            Ok(book.opened)
        }
    }
}

fn is_protected(archive: &mut Archive<'_>, limits: &Limits) -> bool {
    let Ok(part) = archive.by_name("META-INF/manifest.xml") else { return false };
    let packed = part.compressed_size();
    let mut xml = Xml::new(part, packed, 0, limits);
    let mut buffer = Vec::new();
    while let Ok(event) = xml.next(&mut buffer) {
        match event {
            Event::Start(start) if start.local_name().as_ref() == "encryption-data" => return true,
            Event::Eof => break,
            _ => {}
        }
    }
    false
}

/// The content of a book, being read.
struct Book<'a, R> {
    file: &'a str,
    packed: u64,
    limits: &'a Limits,
    xml: Xml<R>,
    buffer: Vec<u8>,
    /// Styles of sheets that are not shown.
    hidden: BTreeSet<String>,
    /// Cells of the sheets that were read.
    cells: u64,
    opened: Opened,
}

/// A cell as it was written.
struct Cell {
    text: String,
    source: Source,
    /// How many cells beside each other it stands for.
    repeats: u64,
    /// Rows and columns that it is merged over.
    spans: [u64; 2],
}

impl<R: Read> Book<'_, R> {
    fn read(&mut self) -> Result<(), Fault> {
        let mut style = None;
        loop {
            match self.xml.next(&mut self.buffer)? {
                Event::Start(start) => match start.name().0 {
                    "style:style" => style = attribute(&start, "style:name"),
                    "style:table-properties"
                        if attribute(&start, "table:display").is_some_and(|shown| shown == "false") =>
                    {
                        self.hidden.extend(style.clone());
                    }
                    "table:table" => {
                        let name = attribute(&start, "table:name").unwrap_or_default();
                        let style = attribute(&start, "table:style-name");
                        let visible = style.is_none_or(|style| !self.hidden.contains(&style));
                        self.sheet(name, visible)?;
                    }
                    _ => self.nested()?,
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn nested(&self) -> Result<(), Fault> {
        if self.xml.depth > self.limits.xml_nesting {
            return Err(Fault::Nested(self.limits.xml_nesting));
        }
        Ok(())
    }

    /// Reads a sheet; one that is over a limit is passed over, the next is read.
    fn sheet(&mut self, name: String, visible: bool) -> Result<(), Fault> {
        let outside = self.xml.depth - 1;
        let cells = self.limits.cells.saturating_sub(self.cells);
        let mut grid = Grid::new(&Limits { cells, ..self.limits.clone() });
        let failed = self.rows(&mut grid, outside).err();
        match &failed {
            Some(fault @ (Fault::Nested(_) | Fault::Unfolds { .. })) => {
                refuse_sheet(self.file, &name, fault, &mut self.opened);
                return self.skip(outside);
            }
            // An archive that unpacks to too much cannot be read on.
            Some(Fault::Broken(reason)) => {
                self.opened.problems.push(sheet_broken(self.file, &name, reason));
            }
            Some(_) => {}
            None => {}
        }
        self.cells += grid.cells_len() as u64;
        self.opened.sheets.push(Sheet { name, visible, grid });
        match failed {
            Some(Fault::Broken(_)) | None => Ok(()),
            Some(fault) => Err(fault),
        }
    }

    /// Passes over all within an element, to where no more than `outside` elements are open.
    fn skip(&mut self, outside: u64) -> Result<(), Fault> {
        while self.xml.depth > outside {
            if let Event::Eof = self.xml.next(&mut self.buffer)? {
                return Err(Fault::Broken("it ends in the middle".to_owned()));
            }
        }
        Ok(())
    }

    fn rows(&mut self, grid: &mut Grid, outside: u64) -> Result<(), Fault> {
        let mut row = 0;
        let mut unfolded = 0;
        loop {
            match self.xml.next(&mut self.buffer)? {
                Event::Start(start) if start.name().0 == "table:table-row" => {
                    let repeats = times(&start, "table:number-rows-repeated");
                    let (cells, filled) = self.row()?;
                    if filled > 0 {
                        unfolded = filled.saturating_mul(repeats).saturating_add(unfolded);
                        self.unfolds(unfolded)?;
                        push_row(grid, row + 1, repeats, &cells, self.limits);
                    }
                    row = row.saturating_add(repeats);
                }
                Event::Start(start) if is_aside(&start) => {
                    let within = self.xml.depth - 1;
                    self.skip(within)?;
                }
                Event::Start(_) => self.nested()?,
                Event::End(_) if self.xml.depth <= outside => return Ok(()),
                Event::Eof => return Err(Fault::Broken("it ends in the middle".to_owned())),
                _ => {}
            }
        }
    }

    fn unfolds(&self, cells: u64) -> Result<(), Fault> {
        let most = RATIO_FREE.max(self.packed.saturating_mul(self.limits.ratio)) / CELL_SIZE;
        if cells > most { Err(Fault::Unfolds { packed: self.packed, cells }) } else { Ok(()) }
    }

    /// The cells of a row, and how many of them, repeats counted, are filled.
    fn row(&mut self) -> Result<(Vec<Cell>, u64), Fault> {
        let outside = self.xml.depth - 1;
        let (mut cells, mut filled) = (Vec::new(), 0u64);
        loop {
            match self.xml.next(&mut self.buffer)? {
                Event::Start(start)
                    if matches!(start.name().0, "table:table-cell" | "table:covered-table-cell") =>
                {
                    let start = start.into_owned();
                    let cell = self.cell(&start)?;
                    if !cell.text.is_empty() {
                        filled = filled.saturating_add(cell.repeats);
                    }
                    cells.push(cell);
                }
                Event::Start(_) => self.nested()?,
                Event::End(_) if self.xml.depth <= outside => return Ok((cells, filled)),
                Event::Eof => return Err(Fault::Broken("it ends in the middle".to_owned())),
                _ => {}
            }
        }
    }

    fn cell(&mut self, start: &BytesStart<'_>) -> Result<Cell, Fault> {
        let repeats = times(start, "table:number-columns-repeated").min(COLUMNS);
        let shown = self.shown_text()?;
        let failed = attribute(start, "calcext:value-type").is_some_and(|kind| kind == "error");
        let (text, source) = match value(start) {
            Some((text, source)) if !failed => (text, source),
            _ if failed => (shown, Source::Error),
            _ => (shown, Source::Text),
        };
        let spans =
            ["table:number-rows-spanned", "table:number-columns-spanned"].map(|name| times(start, name));
        Ok(Cell { text, source, repeats, spans })
    }

    /// The text that a cell shows, without notes and drawings; reads to the end of the cell.
    fn shown_text(&mut self) -> Result<String, Fault> {
        let outside = self.xml.depth - 1;
        let (mut text, mut paragraphs) = (String::new(), 0);
        loop {
            match self.xml.next(&mut self.buffer)? {
                Event::Start(start) if is_aside(&start) => {
                    let within = self.xml.depth - 1;
                    self.skip(within)?;
                }
                Event::Start(start) => {
                    match start.name().0 {
                        "text:p" => {
                            paragraphs += 1;
                            text.push_str(if paragraphs > 1 { "\n" } else { "" });
                        }
                        "text:s" => text.extend(spaces(&start)),
                        "text:tab" => text.push('\t'),
                        "text:line-break" => text.push('\n'),
                        _ => {}
                    }
                    self.nested()?;
                }
                // What stands between the paragraphs is the layout of the file.
                Event::Text(part) if self.xml.depth > outside + 1 => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(entity) => text.push_str(&replaced(&entity)?),
                Event::End(_) if self.xml.depth <= outside => return Ok(text),
                Event::Eof => return Err(Fault::Broken("it ends in the middle".to_owned())),
                _ => {}
            }
        }
    }
}

/// Elements within a sheet or a cell that are not its cells or its text.
fn is_aside(start: &BytesStart<'_>) -> bool {
    let name = start.name().0;
    name == "office:annotation"
        || name == "table:shapes"
        || name == "table:table"
        || name.starts_with("draw:")
}

fn times(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|times| times.parse().ok()).unwrap_or(1).clamp(1, u64::from(u32::MAX))
}

fn spaces(start: &BytesStart<'_>) -> impl Iterator<Item = char> + use<> {
    let count = attribute(start, "text:c").and_then(|count| count.parse().ok()).unwrap_or(1).min(SPACES);
    std::iter::repeat_n(' ', count as usize)
}

/// The five entities that XML knows by itself, and characters by number; nothing else is replaced.
fn replaced(entity: &BytesRef<'_>) -> Result<String, Fault> {
    if let Some(text) = quick_xml::escape::resolve_xml_entity(entity) {
        return Ok(text.to_owned());
    }
    match entity.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        _ => Err(Fault::Broken(format!("the entity `{}` has no meaning", &**entity))),
    }
}

/// The value that a cell has apart from the text that it shows.
fn value(start: &BytesStart<'_>) -> Option<(String, Source)> {
    let of = |name| attribute(start, name);
    if let Some(day) = of("office:date-value") {
        return Some((date_text(&day), Source::Date));
    }
    if let Some(flag) = of("office:boolean-value") {
        let text = if flag.eq_ignore_ascii_case("true") { "TRUE" } else { "FALSE" };
        return Some((text.to_owned(), Source::Bool));
    }
    if let Some(number) = of("office:value").and_then(|number| number.parse().ok()) {
        return Some((number_text(number), Source::Number));
    }
    of("office:time-value").or_else(|| of("office:string-value")).map(|text| (text, Source::Text))
}

/// What a cell is merged to, from a row and a 0-based column on.
fn block(row: u64, column: u64, [rows, columns]: [u64; 2]) -> Block {
    let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Block {
        rows: (number(row), number(row + rows - 1)),
        columns: (number(column), number(column + columns - 1)),
    }
}

fn push_row(grid: &mut Grid, row: u64, repeats: u64, cells: &[Cell], limits: &Limits) {
    let last = row.saturating_add(repeats - 1);
    if row > limits.rows {
        return grid.leave_rows(repeats, last);
    }
    let mut column = 0;
    for cell in cells {
        let end = column + cell.repeats;
        if !cell.text.is_empty() {
            let read = end.min(limits.columns.max(column));
            if cell.spans != [1, 1] {
                grid.merge(block(row, column, cell.spans));
            }
            for column in column..read {
                grid.push(row as u32, column as u32, &cell.text, cell.source);
            }
            if end > read {
                grid.leave_columns(end - read, (end - 1).min(u64::from(u32::MAX)) as u32);
            }
        }
        column = end.min(u64::from(u32::MAX));
    }
    grid.repeat_row(row as u32, repeats - 1);
}
