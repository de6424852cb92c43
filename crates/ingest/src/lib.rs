//! Reads spreadsheets into tables of records, and tells what became of every file, sheet, row and column.
//!
//! The way: `open` makes sheets of any format; `locate` finds their tables with `headers` and `words`; `rows`
//! says which rows are records; `read` turns texts into values; `records` puts the table together;
//! `integrity` compares the registers; `settings` reads `candor.toml` and layouts, `recognise` says which sheet has
//! one, `propose` writes one; `asked` and `returned` know what the program itself wrote; `aside`, `doubles` and `generations` say which sheets do not count; `carried` takes answers over from an
//! earlier quarter. `limits` says how
//! much is read of a file. `kept` is a file as it was opened, written down to be read elsewhere; `split` cuts a large
//! text into parts and `together` puts them together again.
//!
//! Invariants: reading never fails, it produces tables and problems; nothing here judges; inputs are never
//! changed; no input panics.
//!
//! ```
//! use candor_ingest::{File, Settings, read_files};
//!
//! let text = "Activity,Purpose,Retention period\nPayroll,Pay staff,7 years after employment ends\n";
//! let file = File { name: "register.csv".to_owned(), bytes: text.into() };
//! let reading = read_files([file], &Settings::default(), None);
//! let table = &reading.account.files[0].tables[0];
//! assert_eq!((table.entity.as_str(), table.rows), ("activity", 1));
//! ```

mod aside;
mod asked;
mod carried;
mod doubles;
mod forms;
mod generations;
mod grid;
mod headers;
mod integrity;
mod join;
mod kept;
mod limits;
mod locate;
mod mojibake;
mod open;
mod order;
mod propose;
mod read;
mod recognise;
mod records;
mod returned;
mod rows;
mod settings;
mod split;
mod together;
mod words;

use std::collections::BTreeMap;
use std::io::{self, Read};

use candor_model::{
    Account, Cell, CellKind, Excerpt, FileReading, Ignored, Inventory, Kind, PROBLEMS_SHEET, Place, Problem,
    SheetCell, SheetCells, cell_position,
};
use chrono::NaiveDate;
use rayon::prelude::*;

use grid::{Grid, Sheet, Source};
use locate::{Surroundings, locate, side_by_side};

pub use carried::carry_over;
pub use kept::{KeptFile, KeptProblem};
pub use limits::{Limits, file_too_large};
pub use open::is_spreadsheet;
pub use propose::propose;
pub use settings::{
    Answers, CarryOver, Layout, Mistake, Settings, SheetRule, Told, parse as parse_settings, parse_layouts,
};
pub use split::{Cuts, Unsplittable, cuts};
pub use together::{Misfit, PartOf, together};

/// Makes ready what is known of the words of all languages. Whoever has something else to do first can do it meanwhile;
/// else it is done when first needed.
pub fn prepare() {
    words::Words::builtin();
    rayon::join(headers::prepare, settings::known);
}

/// A file to read: its path as shown to the user, and its bytes.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What a file holds, read from its beginning to its end, and where need be once more.
pub trait Content: Read + Send {
    /// Goes back to the beginning.
    fn restart(&mut self) -> io::Result<()>;
}

/// A file that is read where it lies, so that it need not fit into memory.
pub struct Stream {
    pub name: String,
    pub content: Box<dyn Content>,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Stream").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Something to read.
#[derive(Debug)]
pub enum Input {
    File(File),
    Stream(Stream),
}

impl From<File> for Input {
    fn from(file: File) -> Self {
        Input::File(file)
    }
}

impl From<Stream> for Input {
    fn from(stream: Stream) -> Self {
        Input::Stream(stream)
    }
}

/// Everything that reading gives.
#[derive(Debug, Default)]
pub struct Reading {
    pub inventory: Inventory,
    pub account: Account,
}

/// Reads files, several at once; what comes of them is in the order given.
///
/// `as_of` is the day of the audit: dates of past events after it are told.
pub fn read_files(
    files: impl IntoIterator<Item = impl Into<Input>>,
    settings: &Settings,
    as_of: Option<NaiveDate>,
) -> Reading {
    let files: Vec<Input> = files.into_iter().map(Into::into).collect();
    read_all(files, |file| open_file(file, &settings.limits), settings, as_of)
}

/// A file as it was opened: the cells of its sheets, before anything is understood of them.
#[derive(Debug)]
pub struct OpenedFile {
    /// Path as shown to the user.
    name: String,
    /// Where its rows stand, if it is a part of a larger file.
    part: Option<PartOf>,
    opened: open::Opened,
}

impl OpenedFile {
    /// Path as shown to the user.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Opens a file. What it gives depends on its bytes and on the limits only, on no other file.
pub fn open_file(file: impl Into<Input>, limits: &Limits) -> OpenedFile {
    let (name, opened) = match file.into() {
        Input::File(File { name, bytes }) => {
            let opened = open::open(&name, bytes, limits);
            (name, opened)
        }
        Input::Stream(Stream { name, content }) => {
            let opened = open::open_stream(&name, content, limits);
            (name, opened)
        }
    };
    OpenedFile { name, part: None, opened }
}

/// Reads files that were opened, as [`read_files`] does.
pub fn read_opened(
    files: impl IntoIterator<Item = OpenedFile>,
    settings: &Settings,
    as_of: Option<NaiveDate>,
) -> Reading {
    read_all(files.into_iter().collect(), |file| file, settings, as_of)
}

/// Opens and reads files, several at once; what is opened of one is gone when it was read.
fn read_all<F: Send>(
    files: Vec<F>,
    open: impl Fn(F) -> OpenedFile + Sync,
    settings: &Settings,
    as_of: Option<NaiveDate>,
) -> Reading {
    let mut reading = Reading::default();
    if let Some(organisation) = &settings.organisation {
        reading.inventory.tables.push(organisation.clone());
    }
    let parts: Vec<Reading> =
        files.into_par_iter().map(|file| read_file(open(file), settings, as_of)).collect();
    for part in parts {
        reading.inventory.tables.extend(part.inventory.tables);
        reading.account.files.extend(part.account.files);
        reading.account.problems.extend(part.account.problems);
    }
    join::join(&mut reading.inventory, &mut reading.account.problems);
    let problems = integrity::problems(&reading.inventory);
    tell(&mut reading, problems);
    reading
}

/// Adds problems to a reading, each where a person meets it: file by file, sheet by sheet, row by row. One without an
/// excerpt gets that of its cell.
pub fn tell(reading: &mut Reading, more: Vec<Problem>) {
    let Reading { inventory, account: Account { files, problems, .. } } = reading;
    problems.extend(more.into_iter().map(|mut problem| {
        problem.excerpt = problem.excerpt.or_else(|| excerpt_at(inventory, &problem.place));
        problem
    }));
    order::by_source(problems, files.iter().flat_map(sheets_read));
}

/// The neighbours of a cell that a record of its own row has.
fn excerpt_at(inventory: &Inventory, place: &Place) -> Option<Excerpt> {
    let (row, column) = cell_position(&place.cell)?;
    inventory.tables.iter().find_map(|table| {
        let is_here = table.origin.file == place.file && table.origin.sheet == place.sheet;
        let record = table.rows.iter().position(|known| is_here && *known == row)?;
        let at = table.columns.iter().position(|known| known.index == column && known.fixed.is_none())?;
        Some(records::excerpt(table, at, record))
    })
}

/// A file as a whole, then its sheets.
fn sheets_read(file: &FileReading) -> impl Iterator<Item = (&str, &str)> {
    let tables = file.tables.iter().map(|table| table.sheet.as_str());
    let ignored = file.ignored.iter().map(|ignored| ignored.sheet.as_str());
    std::iter::once("").chain(tables).chain(ignored).map(|sheet| (file.file.as_str(), sheet))
}

fn read_file(file: OpenedFile, settings: &Settings, as_of: Option<NaiveDate>) -> Reading {
    let OpenedFile { name, opened, .. } = file;
    let mut reading = Reading::default();
    let mut account =
        FileReading { file: name.clone(), readable: !opened.sheets.is_empty(), ..Default::default() };
    for (sheet, why) in opened.passed_over {
        account.ignored.push(Ignored { sheet, why });
    }
    reading.account.problems.extend(opened.problems);
    let sheets: Vec<(FileReading, Reading)> = opened
        .sheets
        .into_par_iter()
        .map(|mut sheet| {
            let (mut account, mut part) = (FileReading::default(), Reading::default());
            read_sheet(&name, &mut sheet, settings, as_of, &mut account, &mut part);
            (account, part)
        })
        .collect();
    for (part, read) in sheets {
        account.tables.extend(part.tables);
        account.ignored.extend(part.ignored);
        reading.inventory.tables.extend(read.inventory.tables);
        reading.account.problems.extend(read.account.problems);
    }
    pass_over_repeats(&mut account, 0, settings, &mut reading);
    reading.account.files.push(account);
    reading
}

/// Takes out the tables of a file that repeat another of it, and those of older generations, unless the settings name
/// their sheet.
fn pass_over_repeats(account: &mut FileReading, first: usize, settings: &Settings, reading: &mut Reading) {
    let inventory = &reading.inventory;
    let mut repeats: BTreeMap<usize, String> = BTreeMap::new();
    let sheet = |table: usize| inventory.tables[table].origin.sheet.clone();
    for double in doubles::find(inventory, first) {
        let why = format!(
            "it is the same data again: {} of its {} records stand in `{}` too",
            double.records,
            inventory.tables[double.table].rows.len(),
            sheet(double.of),
        );
        repeats.insert(double.table, why);
    }
    for older in generations::find(inventory, first) {
        let why = format!("it is an older generation: `{}` stands beside it", sheet(older.newer));
        repeats.insert(older.table, why);
    }
    for (table, why) in repeats.into_iter().rev() {
        let sheet = reading.inventory.tables[table].origin.sheet.clone();
        if recognise::is_wanted(&account.file, &sheet, settings) {
            continue;
        }
        reading.inventory.tables.remove(table);
        account.tables.remove(table - first);
        reading
            .account
            .problems
            .retain(|problem| problem.place.file != account.file || problem.place.sheet != sheet);
        account.ignored.push(Ignored { sheet, why });
    }
}

fn read_sheet(
    file: &str,
    sheet: &mut Sheet,
    settings: &Settings,
    as_of: Option<NaiveDate>,
    account: &mut FileReading,
    reading: &mut Reading,
) {
    let said = recognise::said(file, sheet, settings);
    let ours = asked::told(sheet).or_else(|| returned::told(sheet));
    let rule = ours.as_ref().or(said.told.as_ref());
    let mut pass_over = |why: &str| {
        account.ignored.push(Ignored { sheet: sheet.name.clone(), why: why.to_owned() });
    };
    if sheet.name.starts_with(PROBLEMS_SHEET) {
        return pass_over("it lists problems that were found before");
    }
    if let Some(why) = &said.pass_over {
        return pass_over(why);
    }
    if let Some(why) = written_by_audit(sheet).filter(|_| !rule.is_some_and(|rule| rule.wanted)) {
        return pass_over(why);
    }
    if !sheet.visible && !rule.is_some_and(|rule| rule.wanted) {
        return pass_over(if sheet.grid.is_empty() { "it is hidden and empty" } else { "it is hidden" });
    }
    reading.account.problems.extend(mojibake::problem(file, &sheet.name, &sheet.grid));
    reading.account.problems.extend(limits::problems(file, &sheet.name, &sheet.grid, &settings.limits));
    let around = Surroundings { file, sheet: &sheet.name, rule };
    let mut parts = side_by_side(&sheet.grid, around);
    if parts.is_empty() {
        return read_grid(&mut sheet.grid, around, as_of, account, reading);
    }
    for part in &mut parts {
        read_grid(part, around, as_of, account, reading);
    }
}

/// Why a sheet is no register where an audit wrote it.
fn written_by_audit(sheet: &Sheet) -> Option<&'static str> {
    let header = sheet.grid.rows().next()?;
    let headers: Vec<&str> = header.cells().map(|(_, text)| sheet.grid.text(text)).collect();
    candor_model::result::written_by_audit(&headers)
}

/// Reads a sheet, or one of several parts beside each other, whose cells are gone then.
fn read_grid(
    grid: &mut Grid,
    around: Surroundings<'_>,
    as_of: Option<NaiveDate>,
    account: &mut FileReading,
    reading: &mut Reading,
) {
    let located = locate(grid, around);
    if located.is_form
        && let Some(form) = forms::read(grid, around)
    {
        reading.account.problems.extend(records::form_problems(&form.table, as_of));
        account.tables.push(form.reading);
        reading.inventory.tables.push(form.table);
        return;
    }
    if located.tables.is_empty() {
        account.ignored.push(Ignored { sheet: around.sheet.to_owned(), why: located.why_none });
        return;
    }
    for (at, found) in located.tables.iter().enumerate() {
        let is_last = at + 1 == located.tables.len();
        let made = records::make(grid, found, around, as_of, is_last);
        account.tables.push(made.reading);
        reading.account.problems.extend(made.problems);
        reading.inventory.tables.push(made.table);
    }
}

/// The filled cells of a file's sheets, whatever its format; what cannot be read is left out.
pub fn cells(file: File, limits: &Limits) -> Vec<SheetCells> {
    let File { name, bytes } = file;
    open::open(&name, bytes, limits).sheets.into_iter().map(sheet_cells).collect()
}

fn sheet_cells(sheet: Sheet) -> SheetCells {
    let grid = &sheet.grid;
    let cells = grid.rows().flat_map(|row| {
        let own = row.cells().filter(move |(column, _)| grid.top_row(row.number, *column).is_none());
        own.map(move |(column, id)| {
            let content = grid.content(id);
            let kind = match content.source {
                Source::Text => CellKind::Text,
                Source::Number => CellKind::Number,
                Source::Date => CellKind::Date,
                Source::Bool => CellKind::Bool,
                Source::Error | Source::TooLong => CellKind::Error,
            };
            SheetCell { row: row.number, column, kind, text: content.text.to_string() }
        })
    });
    SheetCells { cells: cells.collect(), visible: sheet.visible, name: sheet.name }
}

/// What separates the cells of a text file; `None` for workbooks and what is no spreadsheet.
pub fn separator(file: &File) -> Option<u8> {
    open::separator(&file.name, &file.bytes)
}

/// Reads a text as a value of a kind, as if it stood in a cell.
pub fn read_text(kind: Kind, text: &str) -> Cell {
    records::read_text(kind, text)
}
