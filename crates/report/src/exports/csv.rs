//! The sheets of an audit as text files: the same rows as in the workbook.
//!
//! Which form a spreadsheet program opens right depends on its country. Excel splits a text file at the list separator of
//! the computer: the comma in English, the semicolon in German, French and most languages that write `1,5`. A line
//! `sep=;` at the top would settle that, but makes Excel forget the byte order mark and so the encoding, and is a row of
//! rubbish to every other reader; UTF-16 with tabs is split right everywhere, but most programs, scripts and version
//! control take it for binary. So each table is written twice, each time as the Excel of that country itself saves
//! "CSV UTF-8": `data/NAME.csv` with commas and `1.5` (RFC 4180), which is also the form for programs; and
//! `data/semicolon/NAME.csv` with semicolons and `1,5`.
//!
//! Invariants: UTF-8 with byte order mark, lines end in CR LF, days are ISO 8601; no cell begins a formula, wherever a
//! program splits a line; the reader of Candor gets every text back as it stood.

use candor_model::formula::guarded;
use chrono::Timelike;

use super::sheets::{Cell, Sheet, sheets};
use crate::{Error, File, Input};

/// What programs on Windows know UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The ways a country writes its lists and numbers.
struct Form {
    folder: &'static str,
    separator: u8,
    decimal: &'static str,
}

const FORMS: [Form; 2] = [
    Form { folder: "data", separator: b',', decimal: "." },
    Form { folder: "data/semicolon", separator: b';', decimal: "," },
];

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    let sheets = sheets(input);
    FORMS
        .iter()
        .flat_map(|form| sheets.iter().map(move |sheet| (form, sheet)))
        .map(|(form, sheet)| {
            let path = format!("{}/{}.csv", form.folder, sheet.file);
            Ok(File { path, bytes: write(sheet, form)? })
        })
        .collect()
}

fn write(sheet: &Sheet, form: &Form) -> Result<Vec<u8>, Error> {
    let mut bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(form.separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    let is_kept = |index: usize| sheet.columns.get(index).is_some_and(|column| !column.is_to_fill);
    let headers = sheet.columns.iter().filter(|column| !column.is_to_fill);
    writer.write_record(headers.map(|column| guarded(&column.header).into_owned()))?;
    for row in &sheet.rows {
        let kept = row.iter().enumerate().filter(|(index, _)| is_kept(*index));
        writer.write_record(kept.map(|(_, cell)| written(cell, form)))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}

fn written(cell: &Cell, form: &Form) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => guarded(text).into_owned(),
        // A number is no formula, whatever its sign.
        Cell::Number(number) => number.to_string().replace('.', form.decimal),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(moment) if moment.second() == 0 => moment.format("%Y-%m-%d %H:%M").to_string(),
        Cell::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
    }
}
