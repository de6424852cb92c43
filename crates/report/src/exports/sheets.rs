//! The sheets of an audit: what the workbook and the text files both hold, as typed cells.
//!
//! Invariants: a sheet is one table with one row of headers; one row stands for one thing and none is left out; the
//! headers of a sheet differ whatever their case; a day is a day only where the cell holds nothing else.

mod change;
mod checklists;
mod codes;
mod deadlines;
mod findings;
mod portfolio;
mod registers;
mod sources;

use candor_assess::SeenCell;
use chrono::{NaiveDate, NaiveDateTime};

use crate::{Input, view};

pub(super) use change::change;
pub(super) use codes::Codes;
pub(super) use portfolio::sheets as portfolio_sheets;

/// A table with its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    /// Name of the sheet in the workbook: at most 31 characters.
    pub title: String,
    /// Path of the text file below `data/`, without the extension.
    pub file: String,
    /// What it holds, in a sentence.
    pub help: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// May rows name people who asked, were trained, have access, agreed?
    pub names_people: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub header: String,
    /// The words that can stand there.
    pub codes: Option<Codes>,
    /// Is it blank, for whoever works with the workbook? Text files have no such column.
    pub is_to_fill: bool,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Blank,
    Text(String),
    Number(f64),
    Day(NaiveDate),
    Moment(NaiveDateTime),
}

/// A column of a sheet about things of one kind.
struct Spec<T> {
    column: Column,
    cell: fn(&T) -> Cell,
}

fn column<T>(header: &str, cell: fn(&T) -> Cell) -> Spec<T> {
    Spec { column: Column { header: header.to_owned(), codes: None, is_to_fill: false }, cell }
}

/// A column with the words of a list.
fn coded<T>(header: &str, codes: Codes, cell: fn(&T) -> Cell) -> Spec<T> {
    Spec { column: Column { header: header.to_owned(), codes: Some(codes), is_to_fill: false }, cell }
}

/// A blank column for whoever works with the workbook.
fn to_fill<T>(header: &str, codes: Option<Codes>) -> Spec<T> {
    Spec { column: Column { header: header.to_owned(), codes, is_to_fill: true }, cell: |_| Cell::Blank }
}

/// A sheet with a row for each thing.
fn sheet<T>(title: &str, help: &str, specs: Vec<Spec<T>>, things: &[T]) -> Sheet {
    let rows = things.iter().map(|thing| specs.iter().map(|spec| (spec.cell)(thing)).collect()).collect();
    Sheet {
        title: title.to_owned(),
        file: title.to_lowercase().replace(' ', "-"),
        help: help.to_owned(),
        columns: specs.into_iter().map(|spec| spec.column).collect(),
        rows,
        names_people: false,
    }
}

fn text(text: impl Into<String>) -> Cell {
    let text: String = text.into();
    if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
}

/// Words of the engine, with quotation marks for backticks.
fn prose(words: &str) -> Cell {
    text(view::prose(words))
}

fn number(number: impl Into<f64>) -> Cell {
    Cell::Number(number.into())
}

/// Counts stay far below the numbers that a spreadsheet holds exactly.
fn count(count: u64) -> Cell {
    Cell::Number(count as f64)
}

fn percent(percent: Option<u8>) -> Cell {
    percent.map_or(Cell::Blank, number)
}

/// `2026-11-03` or `2026-11-03 14:20`, as the assessment writes days; other words stay words.
fn day(written: &str) -> Cell {
    match (written.parse(), NaiveDateTime::parse_from_str(written, "%Y-%m-%d %H:%M")) {
        (Ok(day), _) => Cell::Day(day),
        (_, Ok(moment)) => Cell::Moment(moment),
        _ => text(written),
    }
}

fn maybe_day(written: Option<&String>) -> Cell {
    written.map_or(Cell::Blank, |written| day(written))
}

/// The first cell of several.
fn first(cells: &[SeenCell], part: fn(&SeenCell) -> &str) -> Cell {
    cells.first().map_or(Cell::Blank, |cell| text(part(cell)))
}

/// All cells but the first `skipped`, one a line.
fn places(cells: &[SeenCell], skipped: usize) -> Cell {
    let written: Vec<String> = cells.iter().skip(skipped).map(place_and_text).collect();
    text(written.join("\n"))
}

fn place_and_text(cell: &SeenCell) -> String {
    let place = view::place(&cell.file, &cell.sheet, &cell.cell);
    if place.is_empty() { saw(cell).to_owned() } else { format!("{place}: {}", saw(cell)) }
}

/// What stood in a cell, as it stands there.
fn saw(cell: &SeenCell) -> &str {
    view::nothing_seen(cell).unwrap_or(&cell.saw)
}

/// Every sheet that has a row, results first, then the registers, then the codes.
pub(super) fn sheets(input: &Input<'_>) -> Vec<Sheet> {
    let mut sheets = checklists::results(input);
    sheets.push(findings::findings(input));
    sheets.push(checklists::checklist(input));
    sheets.push(findings::actions(input));
    sheets.extend(checklists::backing(input));
    sheets.extend(deadlines::sheets(input));
    sheets.extend(sources::sheets(input));
    sheets.extend(registers::registers(input.inventory));
    sheets.push(codes::sheet());
    sheets
}
