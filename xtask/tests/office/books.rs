//! Workbooks against the ODS that LibreOffice makes of them: every sheet in its order, every cell in its place.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};

use super::programs::candor_at;

/// Differences that are told of one workbook.
const TOLD: usize = 20;

/// Sheets and cells that differ.
pub(crate) fn differences(book: &Path, converted: Option<&Path>) -> Vec<String> {
    let Some(converted) = converted else { return vec!["it was not converted".to_owned()] };
    let (ours, theirs) = (sheets(book), sheets(converted));
    let names = |sheets: &[Sheet]| sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    if names(&ours) != names(&theirs) {
        return vec![format!("other sheets: written {:?}, came out {:?}", names(&ours), names(&theirs))];
    }
    let mut wrong = Vec::new();
    for (ours, theirs) in ours.iter().zip(&theirs) {
        let none = String::new();
        let places =
            ours.cells.keys().chain(theirs.cells.keys().filter(|place| !ours.cells.contains_key(*place)));
        for place in places {
            let (written, stands) =
                (ours.cells.get(place).unwrap_or(&none), theirs.cells.get(place).unwrap_or(&none));
            if written != stands {
                let (row, column) = (place.0 + 1, place.1 + 1);
                wrong.push(format!(
                    "{} row {row}, column {column}: {written:?} stands as {stands:?}",
                    ours.name
                ));
            }
        }
    }
    wrong.truncate(TOLD);
    wrong.extend(understood_otherwise(book, converted));
    wrong
}

struct Sheet {
    name: String,
    /// Texts of the cells that are not empty, by row and column.
    cells: BTreeMap<(u32, u32), String>,
}

fn sheets(book: &Path) -> Vec<Sheet> {
    let mut book = open_workbook_auto(book).expect("the workbook can be opened");
    let names = book.sheet_names();
    let of = |name: String| {
        let range = book.worksheet_range(&name).expect("a sheet can be read");
        let formulas = book.worksheet_formula(&name).expect("a sheet can be read");
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().map(|(row, column, cell)| {
            let place = (top + row as u32, left + column as u32);
            let formula = formulas.get_value(place);
            let counts_today = formula.is_some_and(|formula| formula.contains("TODAY()"));
            (place, text(cell, counts_today))
        });
        Sheet { cells: cells.filter(|(_, text)| !text.is_empty()).collect(), name }
    };
    names.into_iter().map(of).collect()
}

/// What a cell holds, alike in both forms: the one counts days, the other writes them. What is counted from today to a
/// day is another number tomorrow.
fn text(cell: &Data, counts_today: bool) -> String {
    match cell {
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
        Data::DateTimeIso(day) if !day.contains('T') => format!("{day}T00:00:00"),
        Data::Float(_) | Data::Int(_) if counts_today => "counted today".to_owned(),
        other => other.to_string(),
    }
}

/// What Candor understands otherwise of the registers of an audit's workbook than of those of its ODS; they are read on
/// purpose. Nothing for workbooks without registers.
fn understood_otherwise(book: &Path, converted: &Path) -> Option<String> {
    let registers = registers(&candor_at(&["check", &book.display().to_string()]));
    let account = |book: &Path| {
        let file = super::name(book);
        let workspace = super::temporary();
        fs::copy(book, workspace.path().join(&file)).expect("a file can be copied");
        let rule =
            |sheet: &String| format!("[[sheet]]\nfile = \"{file}\"\nsheet = \"{sheet}\"\nread = true\n");
        fs::write(workspace.path().join("candor.toml"), registers.iter().map(rule).collect::<String>())
            .expect("a file can be written");
        let folder = workspace.path().display().to_string();
        candor_at(&["check", &folder, "--as-of", "2026-11-21"]).replace(&file, "the workbook")
    };
    if registers.is_empty() {
        return None;
    }
    let (before, after) = (account(book), account(converted));
    let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    match differs {
        Some((before, after)) => Some(format!("understood as `{before}`, and afterwards as `{after}`")),
        None if before.lines().count() != after.lines().count() => Some("a part of it was lost".to_owned()),
        None => None,
    }
}

/// Names of the sheets that are copies of records.
fn registers(account: &str) -> Vec<String> {
    let copies = account.lines().filter(|line| line.contains("it is a copy of records"));
    copies.filter_map(|line| Some(line.split('`').nth(1)?.to_owned())).collect()
}
