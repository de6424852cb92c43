//! Reads spreadsheets into tables of records, and tells what became of every file, sheet, row and column.
//!
//! The way: `open` makes sheets of any format; `locate` finds their tables with `headers` and `words`; `rows`
//! says which rows are records; `read` turns texts into values; `records` puts the table together;
//! `integrity` compares the registers; `settings` reads `candor.toml` and layouts, `recognise` says which sheet has
//! one, `propose` writes one.
//!
//! Invariants: reading never fails, it produces tables and problems; nothing here judges; inputs are never
//! changed; no input panics.

mod asked;
mod doubles;
mod forms;
mod grid;
mod headers;
mod integrity;
mod join;
mod locate;
mod open;
mod propose;
mod read;
mod recognise;
mod records;
mod rows;
mod settings;
mod words;

use candor_model::{
    Account, Cell, CellKind, FileReading, Ignored, Inventory, Kind, PROBLEMS_SHEET, Place, Problem, Severity,
    SheetCell, SheetCells, column_letters,
};
use chrono::NaiveDate;

use grid::{COLUMNS_MAX, Sheet, Source};
use locate::{Surroundings, locate};

pub use open::{FILE_SIZE_MAX, is_spreadsheet};
pub use propose::propose;
pub use settings::{
    Layout, Mistake, Settings, SheetRule, Told, nearest, parse as parse_settings, parse_layouts,
};

/// A file to read: its path as shown to the user, and its bytes.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Everything that reading gives.
#[derive(Debug, Default)]
pub struct Reading {
    pub inventory: Inventory,
    pub account: Account,
}

/// Reads files in the order given, each dropped as soon as it is read.
///
/// `as_of` is the day of the audit: dates of past events after it are told.
pub fn read_files(
    files: impl IntoIterator<Item = File>,
    settings: &Settings,
    as_of: Option<NaiveDate>,
) -> Reading {
    let mut reading = Reading::default();
    if let Some(organisation) = &settings.organisation {
        reading.inventory.tables.push(organisation.clone());
    }
    for file in files {
        read_file(file, settings, as_of, &mut reading);
    }
    join::join(&mut reading.inventory, &mut reading.account.problems);
    reading.account.problems.extend(integrity::problems(&reading.inventory));
    reading
}

fn read_file(file: File, settings: &Settings, as_of: Option<NaiveDate>, reading: &mut Reading) {
    let File { name, bytes } = file;
    let opened = open::open(&name, bytes);
    let mut account =
        FileReading { file: name.clone(), readable: !opened.sheets.is_empty(), ..Default::default() };
    for (sheet, why) in opened.passed_over {
        account.ignored.push(Ignored { sheet, why });
    }
    reading.account.problems.extend(opened.problems);
    let first = reading.inventory.tables.len();
    for sheet in opened.sheets {
        read_sheet(&name, &sheet, settings, as_of, &mut account, reading);
    }
    pass_over_doubles(&mut account, first, settings, reading);
    reading.account.files.push(account);
}

/// Takes out the tables of a file that repeat another of it, unless the settings name their sheet.
fn pass_over_doubles(account: &mut FileReading, first: usize, settings: &Settings, reading: &mut Reading) {
    for double in doubles::find(&reading.inventory, first).into_iter().rev() {
        let sheet = reading.inventory.tables[double.table].origin.sheet.clone();
        if settings.sheets.iter().any(|rule| rule.sheet.as_ref() == Some(&sheet)) {
            continue;
        }
        let other = &reading.inventory.tables[double.of].origin.sheet;
        let why = format!(
            "it is the same data again: {} of its {} records stand in `{other}` too",
            double.records,
            reading.inventory.tables[double.table].rows.len(),
        );
        reading.inventory.tables.remove(double.table);
        account.tables.remove(double.table - first);
        reading
            .account
            .problems
            .retain(|problem| problem.place.file != account.file || problem.place.sheet != sheet);
        account.ignored.push(Ignored { sheet, why });
    }
}

fn read_sheet(
    file: &str,
    sheet: &Sheet,
    settings: &Settings,
    as_of: Option<NaiveDate>,
    account: &mut FileReading,
    reading: &mut Reading,
) {
    let said = recognise::said(file, sheet, settings);
    let asked = asked::told(sheet);
    let rule = asked.as_ref().or(said.told.as_ref());
    let mut pass_over = |why: &str| {
        account.ignored.push(Ignored { sheet: sheet.name.clone(), why: why.to_owned() });
    };
    if sheet.name.starts_with(PROBLEMS_SHEET) {
        return pass_over("it lists problems that were found before");
    }
    if let Some(why) = &said.pass_over {
        return pass_over(why);
    }
    if !sheet.visible && rule.is_none() {
        return pass_over(if sheet.grid.is_empty() { "it is hidden and empty" } else { "it is hidden" });
    }
    if sheet.grid.cut {
        reading.account.problems.push(columns_too_many(file, &sheet.name));
    }
    let around = Surroundings { file, sheet: &sheet.name, rule };
    let located = locate(&sheet.grid, around);
    if located.is_form
        && let Some(form) = forms::read(&sheet.grid, around)
    {
        account.tables.push(form.reading);
        reading.inventory.tables.push(form.table);
        return;
    }
    if located.tables.is_empty() {
        return pass_over(&located.why_none);
    }
    for found in &located.tables {
        let made = records::make(&sheet.grid, found, around, as_of);
        account.tables.push(made.reading);
        reading.account.problems.extend(made.problems);
        reading.inventory.tables.push(made.table);
    }
}

fn columns_too_many(file: &str, sheet: &str) -> Problem {
    Problem::new(
        Severity::Warning,
        "columns-too-many",
        Place::sheet(file, sheet),
        format!("cells right of column {} were not read", column_letters(COLUMNS_MAX - 1)),
        "move the table to the left",
    )
}

/// The filled cells of a file's sheets, whatever its format; what cannot be read is left out.
pub fn cells(file: File) -> Vec<SheetCells> {
    let File { name, bytes } = file;
    open::open(&name, bytes).sheets.into_iter().map(sheet_cells).collect()
}

fn sheet_cells(sheet: Sheet) -> SheetCells {
    let grid = &sheet.grid;
    let cells = grid.rows().flat_map(|row| {
        row.cells.iter().map(move |(column, id)| {
            let content = grid.content(*id);
            let kind = match content.source {
                Source::Text => CellKind::Text,
                Source::Number => CellKind::Number,
                Source::Date => CellKind::Date,
                Source::Bool => CellKind::Bool,
                Source::Error => CellKind::Error,
            };
            SheetCell { row: row.number, column: *column, kind, text: content.text.clone() }
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
