//! Workbooks: xlsx, xlsm, xlsb, xls and ods, through calamine.
//!
//! Invariant: nothing is opened before what it claims was checked against the limits, for a few kilobytes can unpack
//! to gigabytes.

use std::cell::Cell;
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use calamine::{
    Data, DataRef, DataType, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError,
    Xlsx, XlsxError,
};
use candor_model::{Place, Problem, Severity};

use super::{BookKind, Opened, compound};
use crate::grid::{Grid, Sheet, Source};

/// Limit on what a workbook unpacks to, in bytes, all parts together.
const UNPACKED_MAX: u64 = 2 << 30;
/// A part that shrank more than this and is large is taken for a bomb.
const RATIO_MAX: u64 = 1_000;
const RATIO_FREE: u64 = 64 << 20;

type Bytes = Cursor<Vec<u8>>;

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok()
}

pub(super) fn kind_of_zip(bytes: &[u8]) -> Option<BookKind> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> =
        archive.file_names().filter_map(|name| name.ok().map(|name| name.to_string())).collect();
    let has = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    if has("xl/workbook.bin") {
        return Some(BookKind::Xlsb);
    }
    if has("content.xml") {
        return Some(BookKind::Ods);
    }
    names.iter().any(|name| name.to_ascii_lowercase().ends_with("workbook.xml")).then_some(BookKind::Xlsx)
}

pub(super) fn open(file: &str, kind: BookKind, bytes: Vec<u8>) -> Opened {
    if let Some(problem) = too_large(file, &bytes) {
        return Opened { problems: vec![problem], ..Opened::default() };
    }
    if bytes.starts_with(&compound::SIGNATURE)
        && let Err(failure) = compound::check(&bytes)
    {
        return Opened { problems: vec![failure.problem(file)], ..Opened::default() };
    }
    let cursor = Cursor::new(bytes);
    let read = || match kind {
        BookKind::Xlsx => Xlsx::new(cursor).map(|book| read_xlsx(file, book)).map_err(Failure::from),
        BookKind::Xlsb => Xlsb::new(cursor).map(|book| read_xlsb(file, book)).map_err(Failure::from),
        BookKind::Xls => Xls::new(cursor).map(|book| read_ranges(file, book)).map_err(Failure::from),
        BookKind::Ods => Ods::new(cursor).map(|book| read_ranges(file, book)).map_err(Failure::from),
    };
    let opened = without_panic(read).unwrap_or_else(|| Err(Failure::Broken("it is damaged".to_owned())));
    opened.unwrap_or_else(|failure| Opened { problems: vec![failure.problem(file)], ..Opened::default() })
}

/// Runs a reader that may panic on damaged files, without a word on the terminal. `None` if it did.
fn without_panic<T>(read: impl FnOnce() -> T) -> Option<T> {
    thread_local! {
        static SILENT: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                previous(info);
            }
        }));
    });
    SILENT.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(read)).ok();
    SILENT.set(false);
    done
}

fn too_large(file: &str, bytes: &[u8]) -> Option<Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut unpacked = 0u64;
    let mut bomb = false;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(index) else { continue };
        unpacked = unpacked.saturating_add(part.size());
        bomb |= part.size() > RATIO_FREE && part.size() / part.compressed_size().max(1) > RATIO_MAX;
    }
    (bomb || unpacked > UNPACKED_MAX).then(|| {
        Problem::new(
            Severity::Error,
            "file-too-large",
            Place::file(file),
            format!("unpacked, the file would take {} MB", unpacked >> 20),
            "split it, or save it again without unused sheets",
        )
    })
}

pub(super) enum Failure {
    Password,
    TooLarge(String),
    Broken(String),
}

impl Failure {
    fn problem(self, file: &str) -> Problem {
        let place = Place::file(file);
        match self {
            Failure::Password => Problem::new(
                Severity::Error,
                "file-protected",
                place,
                "the file is protected with a password".to_owned(),
                "open it, save a copy without the password, and give that to Candor",
            ),
            Failure::TooLarge(reason) => Problem::new(
                Severity::Error,
                "file-too-large",
                place,
                format!("the file was not read: {reason}"),
                "split it, or save it again without unused sheets",
            ),
            Failure::Broken(reason) => Problem::new(
                Severity::Error,
                "file-broken",
                place,
                format!("the file could not be read: {reason}"),
                "open it in Excel or LibreOffice and save it again",
            ),
        }
    }
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Failure::Password,
            other => Failure::Broken(other.to_string()),
        }
    }
}

impl From<XlsbError> for Failure {
    fn from(error: XlsbError) -> Self {
        match error {
            XlsbError::Password => Failure::Password,
            other => Failure::Broken(other.to_string()),
        }
    }
}

impl From<XlsError> for Failure {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Failure::Password,
            other => Failure::Broken(other.to_string()),
        }
    }
}

impl From<OdsError> for Failure {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => Failure::Password,
            OdsError::CellLimitExceeded { requested, .. } => {
                Failure::TooLarge(format!("it claims {requested} cells"))
            }
            other => Failure::Broken(other.to_string()),
        }
    }
}

fn sheet_broken(file: &str, sheet: &str, reason: &str) -> Problem {
    Problem::new(
        Severity::Error,
        "sheet-broken",
        Place::sheet(file, sheet),
        format!("the sheet could not be read to its end: {reason}"),
        "open the file in Excel or LibreOffice and save it again",
    )
}

/// The worksheets of a book, with their visibility; other kinds of sheets are passed over.
fn worksheets(metadata: &[calamine::Sheet], opened: &mut Opened) -> Vec<(String, bool)> {
    let mut sheets = Vec::new();
    for sheet in metadata {
        match sheet.typ {
            SheetType::WorkSheet => sheets.push((sheet.name.clone(), sheet.visible == SheetVisible::Visible)),
            SheetType::ChartSheet => opened.passed_over.push((sheet.name.clone(), "a chart".to_owned())),
            _ => opened.passed_over.push((sheet.name.clone(), "not a sheet of cells".to_owned())),
        }
    }
    sheets
}

fn read_xlsx(file: &str, mut book: Xlsx<Bytes>) -> Opened {
    let mut opened = Opened::default();
    for (name, visible) in worksheets(book.sheets_metadata(), &mut opened) {
        let mut grid = Grid::default();
        let failure = match book.worksheet_cells_reader(&name) {
            Ok(mut reader) => loop {
                match reader.next_cell() {
                    Ok(Some(cell)) => push(&mut grid, cell.get_position(), cell.get_value()),
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            },
            Err(error) => Some(error.to_string()),
        };
        finish(file, name, visible, grid, failure, &mut opened);
    }
    opened
}

fn read_xlsb(file: &str, mut book: Xlsb<Bytes>) -> Opened {
    let mut opened = Opened::default();
    for (name, visible) in worksheets(book.sheets_metadata(), &mut opened) {
        let mut grid = Grid::default();
        let failure = match book.worksheet_cells_reader(&name) {
            Ok(mut reader) => loop {
                match reader.next_cell() {
                    Ok(Some(cell)) => push(&mut grid, cell.get_position(), cell.get_value()),
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            },
            Err(error) => Some(error.to_string()),
        };
        finish(file, name, visible, grid, failure, &mut opened);
    }
    opened
}

/// Formats that calamine knows only as whole ranges; it limits their cells itself.
fn read_ranges<R: Reader<Bytes>>(file: &str, mut book: R) -> Opened {
    let mut opened = Opened::default();
    for (name, visible) in worksheets(book.sheets_metadata(), &mut opened) {
        let mut grid = Grid::default();
        let failure = match book.worksheet_range(&name) {
            Ok(range) => {
                let (first_row, first_column) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    push_data(&mut grid, (first_row + row as u32, first_column + column as u32), value);
                }
                None
            }
            Err(error) => Some(format!("{error:?}")),
        };
        finish(file, name, visible, grid, failure, &mut opened);
    }
    opened
}

fn finish(
    file: &str,
    name: String,
    visible: bool,
    mut grid: Grid,
    failure: Option<String>,
    opened: &mut Opened,
) {
    if let Some(reason) = failure {
        opened.problems.push(sheet_broken(file, &name, &reason));
    }
    grid.seal();
    opened.sheets.push(Sheet { name, visible, grid });
}

fn push(grid: &mut Grid, (row, column): (u32, u32), value: &DataRef<'_>) {
    match value {
        DataRef::SharedString(text) => grid.push(row + 1, column, text, Source::Text),
        DataRef::String(text) => grid.push(row + 1, column, text, Source::Text),
        other => push_data(grid, (row, column), &Data::from(other.clone())),
    }
}

fn push_data(grid: &mut Grid, (row, column): (u32, u32), value: &Data) {
    let row = row + 1;
    match value {
        Data::Empty => {}
        Data::String(text) => grid.push(row, column, text, Source::Text),
        Data::Int(number) => grid.push(row, column, &number.to_string(), Source::Number),
        Data::Float(number) => grid.push(row, column, &number_text(*number), Source::Number),
        Data::Bool(flag) => grid.push(row, column, if *flag { "TRUE" } else { "FALSE" }, Source::Bool),
        Data::Error(error) => grid.push(row, column, &error.to_string(), Source::Error),
        Data::DateTime(moment) if moment.is_duration() => {
            grid.push(row, column, &number_text(moment.as_f64()), Source::Number);
        }
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
            let text = match (hour, minute) {
                (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            };
            grid.push(row, column, &text, Source::Date);
        }
        Data::DateTimeIso(text) => grid.push(row, column, &iso_text(text), Source::Date),
        other => grid.push(row, column, &other.as_string().unwrap_or_default(), Source::Text),
    }
}

/// A number as a person would write it: no trailing `.0`, no noise beyond 15 digits.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
}

fn iso_text(text: &str) -> String {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let time: String = time.chars().take(5).collect();
    if time.is_empty() || time == "00:00" { day.to_owned() } else { format!("{day} {time}") }
}
