//! Workbooks: xlsx, xlsm, xlsb and xls through calamine, ods by a reader of its own.
//!
//! Invariant: nothing is opened before what it holds was checked against the limits, for a few kilobytes can unpack
//! to gigabytes. (calamine unfolds an ods before any limit can be set, and never ends on one that was cut off.)

use std::cell::Cell;
use std::fmt::Display;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once, mpsc};
use std::thread;

use calamine::{
    Data, DataRef, DataType, Dimensions, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError,
    Xlsx, XlsxError,
};
use candor_model::text::grouped;
use candor_model::{Place, Problem, Severity};

use super::xml::{self, Fault};
use super::{BookKind, Opened, compound, links, ods, refuse_sheet, sheet_broken};
use crate::grid::{Block, Grid, Sheet, Source};
use crate::limits::{Limits, raise};

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

pub(super) fn open(file: &str, kind: BookKind, bytes: Vec<u8>, limits: &Limits) -> Opened {
    if bytes.starts_with(&compound::SIGNATURE)
        && let Err(failure) = compound::check(&bytes, limits)
    {
        return Opened { problems: vec![failure.problem(file)], ..Opened::default() };
    }
    let book = Book { file, limits };
    let read = || match kind {
        BookKind::Xlsx => book.xlsx(bytes),
        BookKind::Xlsb => book.xlsb(bytes),
        BookKind::Xls => book.xls(bytes),
        BookKind::Ods => ods::open(file, &bytes, limits),
    };
    let opened = without_panic(read).unwrap_or_else(|| Err(Failure::broken("it is damaged")));
    let mut opened = opened
        .unwrap_or_else(|failure| Opened { problems: vec![failure.problem(file)], ..Opened::default() });
    opened.sheets.iter_mut().for_each(|sheet| sheet.grid.seal());
    opened
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
    let outer = SILENT.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(read)).ok();
    SILENT.set(outer);
    done
}

pub(super) enum Failure {
    Password,
    /// Its sheets span so many cells, where the limit is less.
    Spans {
        cells: u64,
        limit: u64,
    },
    Fault(Fault),
}

impl Failure {
    pub(super) fn broken(reason: impl Display) -> Self {
        Failure::Fault(Fault::Broken(reason.to_string()))
    }

    pub(super) fn problem(self, file: &str) -> Problem {
        let (code, message, help) = match self {
            Failure::Password => (
                "file-protected",
                "the file is protected with a password".to_owned(),
                "open it, save a copy without the password, and give that to Candor".to_owned(),
            ),
            Failure::Spans { cells, limit } => (
                "file-too-large",
                format!(
                    "the file was not read: its sheets span {} cells; the limit is {}",
                    grouped(cells),
                    grouped(limit)
                ),
                format!("save it as xlsx, which is read cell by cell; or, {}", raise("cells")),
            ),
            Failure::Fault(fault) => {
                (fault.code(), format!("the file could not be read: {}", fault.message()), fault.help())
            }
        };
        Problem::new(Severity::Error, code, Place::file(file), message, &help)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Failure::Password,
            other => Failure::broken(other),
        }
    }
}

impl From<XlsbError> for Failure {
    fn from(error: XlsbError) -> Self {
        match error {
            XlsbError::Password => Failure::Password,
            other => Failure::broken(other),
        }
    }
}

impl From<XlsError> for Failure {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Failure::Password,
            other => Failure::broken(other),
        }
    }
}

/// Bytes that several readers look at.
#[derive(Clone)]
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Bytes whose reader can be stopped from elsewhere: what it unpacks may not end.
struct Stoppable {
    inner: Cursor<Shared>,
    stop: Arc<AtomicBool>,
}

impl Read for Stoppable {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("the reading was stopped"));
        }
        self.inner.read(buffer)
    }
}

impl Seek for Stoppable {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A workbook to read, and how much of it at most.
#[derive(Clone, Copy)]
struct Book<'a> {
    file: &'a str,
    limits: &'a Limits,
}

impl Book<'_> {
    fn xlsx(self, bytes: Vec<u8>) -> Result<Opened, Failure> {
        let parts = xml::sheet_parts(&bytes, self.limits);
        let sheet_of = |part: &str| parts.iter().find(|(other, _)| other.eq_ignore_ascii_case(part));
        let mut unpacked = 0;
        let is_shared = |part: &str| sheet_of(part).is_none();
        // Without any part but a sheet no sheet can be understood.
        let shared = xml::check_some(&bytes, self.limits, &mut unpacked, is_shared, || {});
        if let Some(fault) = shared.into_iter().find_map(|part| part.fault) {
            return Err(fault.into());
        }
        let bytes = Shared(Arc::new(bytes));
        let stop = Arc::new(AtomicBool::new(false));
        // Sheets are checked while they are read; where one must not be read, all is read again without it.
        let (checked, read) = rayon::join(
            || {
                let is_sheet = |part: &str| sheet_of(part).is_some();
                let tell = || stop.store(true, Ordering::Relaxed);
                xml::check_some(bytes.as_ref(), self.limits, &mut unpacked, is_sheet, tell)
            },
            || without_panic(|| self.xlsx_sheets(bytes.clone(), Arc::clone(&stop), &[])),
        );
        let named = |part: &xml::Checked| sheet_of(&part.name).map(|(_, sheet)| sheet.clone());
        let refused: Vec<(String, Fault)> =
            checked.iter().filter_map(|part| Some((named(part)?, part.fault.clone()?))).collect();
        let (mut book, mut opened, blanks) = if refused.is_empty() {
            read.unwrap_or_else(|| Err(Failure::broken("it is damaged")))?
        } else {
            self.xlsx_sheets(bytes, Arc::default(), &refused)?
        };
        for at in 0..opened.sheets.len() {
            let Sheet { name, grid, .. } = &mut opened.sheets[at];
            let part = checked.iter().find(|part| named(part).as_ref() == Some(name));
            let has_formulas = part.is_none_or(|part| part.has_formulas);
            let has_merges = part.is_none_or(|part| part.has_merges);
            // Each takes a second reading of the whole sheet.
            let completed = without_panic(|| {
                if has_formulas && blanks.contains(name) {
                    fill_by_formulas(&mut book, name, grid);
                }
                if has_merges {
                    merge(grid, &book.merge_cells_by_sheet_name(name).unwrap_or_default());
                }
            });
            if completed.is_none() {
                opened.problems.push(sheet_broken(self.file, name, "it is damaged"));
            }
        }
        Ok(opened)
    }

    /// The sheets but those refused, with the names of those that have blank cells; ends early when told to stop.
    fn xlsx_sheets(
        self,
        bytes: Shared,
        stop: Arc<AtomicBool>,
        refused: &[(String, Fault)],
    ) -> Result<(Xlsx<Stoppable>, Opened, Vec<String>), Failure> {
        let mut book = Xlsx::new(Stoppable { inner: Cursor::new(bytes), stop })?;
        let metadata = book.sheets_metadata().to_vec();
        let mut with_blanks = Vec::new();
        let opened = self.sheets(&metadata, refused, |name, grid| {
            let mut has_blanks = false;
            let failed = match book.worksheet_cells_reader(name) {
                Ok(mut reader) => fill(grid, || {
                    let cell = reader.next_cell();
                    has_blanks |= matches!(&cell, Ok(Some(cell)) if *cell.get_value() == DataRef::Empty);
                    cell
                }),
                Err(error) => return Some(error.to_string()),
            };
            if has_blanks {
                with_blanks.push(name.to_owned());
            }
            failed
        });
        Ok((book, opened, with_blanks))
    }

    fn xlsb(self, bytes: Vec<u8>) -> Result<Opened, Failure> {
        if let Some(fault) = xml::check(&bytes, self.limits).into_iter().find_map(|part| part.fault) {
            return Err(fault.into());
        }
        let mut book = Xlsb::new(Cursor::new(bytes))?;
        let metadata = book.sheets_metadata().to_vec();
        Ok(self.sheets(&metadata, &[], |name, grid| match book.worksheet_cells_reader(name) {
            Ok(mut reader) => fill(grid, || reader.next_cell()),
            Err(error) => Some(error.to_string()),
        }))
    }

    /// Of this format calamine knows only whole ranges; what they span was checked before.
    fn xls(self, bytes: Vec<u8>) -> Result<Opened, Failure> {
        let mut book = Xls::new(Cursor::new(bytes))?;
        let metadata = book.sheets_metadata().to_vec();
        Ok(self.sheets(&metadata, &[], |name, grid| match book.worksheet_range(name) {
            Ok(range) => {
                let (first_row, first_column) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    push_data(grid, (first_row + row as u32, first_column + column as u32), value);
                }
                merge(grid, &book.merge_cells_by_sheet_name(name).unwrap_or_default());
                None
            }
            Err(error) => Some(error.to_string()),
        }))
    }

    /// The worksheets, each filled by `read`, which says why it ended early; other kinds of sheets and those refused
    /// are passed over.
    fn sheets(
        self,
        metadata: &[calamine::Sheet],
        refused: &[(String, Fault)],
        mut read: impl FnMut(&str, &mut Grid) -> Option<String>,
    ) -> Opened {
        let mut opened = Opened::default();
        let mut cells = 0;
        for sheet in metadata {
            if let Some((name, fault)) = refused.iter().find(|(name, _)| *name == sheet.name) {
                refuse_sheet(self.file, name, fault, &mut opened);
                continue;
            }
            match sheet.typ {
                SheetType::WorkSheet => {}
                SheetType::ChartSheet => {
                    opened.passed_over.push((sheet.name.clone(), "a chart".to_owned()));
                    continue;
                }
                _ => {
                    opened.passed_over.push((sheet.name.clone(), "not a sheet of cells".to_owned()));
                    continue;
                }
            }
            let limits = Limits { cells: self.limits.cells.saturating_sub(cells), ..self.limits.clone() };
            let mut grid = Grid::new(&limits);
            let failure = without_panic(|| read(&sheet.name, &mut grid))
                .unwrap_or_else(|| Some("it is damaged".to_owned()));
            if let Some(reason) = failure {
                opened.problems.push(sheet_broken(self.file, &sheet.name, &reason));
            }
            cells += grid.cells_len() as u64;
            let visible = sheet.visible == SheetVisible::Visible;
            opened.sheets.push(Sheet { name: sheet.name.clone(), visible, grid });
        }
        opened
    }
}

/// Cells that are handed on at once, and how often that is done before the reader waits.
const BATCH: usize = 4096;
const BATCHES: usize = 4;

/// Fills a grid cell by cell; gives the reason if it ended early. While the cells of a long sheet are read here, another
/// thread puts them into the grid.
fn fill<'a, E: Display>(
    grid: &mut Grid,
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, E>,
) -> Option<String> {
    let mut end = None;
    let mut batch = || {
        let mut cells = Vec::new();
        while cells.len() < BATCH && end.is_none() {
            match next() {
                Ok(Some(cell)) => cells.push(cell),
                Ok(None) => end = Some(None),
                Err(error) => end = Some(Some(error.to_string())),
            }
        }
        cells
    };
    let put = |grid: &mut Grid, cells: Vec<calamine::Cell<DataRef<'a>>>| {
        cells.iter().for_each(|cell| push(grid, cell.get_position(), cell.get_value()));
    };
    let first = batch();
    let is_long = first.len() == BATCH;
    put(grid, first);
    if is_long {
        thread::scope(|scope| {
            let (give, take) = mpsc::sync_channel(BATCHES);
            scope.spawn(move || take.into_iter().for_each(|cells| put(grid, cells)));
            loop {
                let cells = batch();
                if cells.is_empty() || give.send(cells).is_err() {
                    break;
                }
            }
        });
    }
    end.flatten()
}

/// A formula without its result is met as a blank cell.
fn fill_by_formulas(book: &mut Xlsx<Stoppable>, name: &str, grid: &mut Grid) {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return };
    while let Ok(Some(formula)) = reader.next_formula() {
        let (row, column) = formula.get_position();
        if let Some(text) = links::shown_text(formula.get_value()) {
            grid.fill_blank(row + 1, column, &text);
        }
    }
}

fn merge(grid: &mut Grid, blocks: &[Dimensions]) {
    for Dimensions { start, end } in blocks {
        let rows = (start.0.saturating_add(1), end.0.saturating_add(1));
        grid.merge(Block { rows, columns: (start.1, end.1) });
    }
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
        Data::DateTimeIso(text) => grid.push(row, column, &date_text(text), Source::Date),
        other => grid.push(row, column, &other.as_string().unwrap_or_default(), Source::Text),
    }
}

/// A number as a person would write it: no trailing `.0`, no noise beyond 15 digits.
pub(super) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
}

pub(super) fn date_text(text: &str) -> String {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let time: String = time.chars().take(5).collect();
    if time.is_empty() || time == "00:00" { day.to_owned() } else { format!("{day} {time}") }
}
