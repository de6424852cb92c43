//! Marked copies of the spreadsheets that were read: the cells with problems coloured, a note on each, and a sheet
//! that lists them all.
//!
//! The way: a workbook of today's format is edited as the package it is, so that formulas, formats, dropdowns and
//! macros stay (`workbook`, with `sheet`, `styles`, `notes`, `shapes` and `listing` for its parts); of any other
//! file a workbook is first made from its cells (`rebuild`) and then marked in the same way.
//!
//! Invariants: bytes in, bytes out, the same every time; no cell's value changes; no text becomes a formula.

mod listing;
mod notes;
mod package;
mod rebuild;
mod shapes;
mod sheet;
mod styles;
mod workbook;
mod xml;

use std::collections::BTreeMap;

use candor_model::{Place, Problem, SheetCells, cell_position};

use notes::Notes;
use sheet::Marks;
use workbook::Heading;

/// A marked copy.
#[derive(Debug)]
pub struct Marked {
    pub bytes: Vec<u8>,
    /// How many cells are marked.
    pub cells: usize,
}

/// Why a file cannot be marked.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    #[error("it is in the strict form of the format")]
    Strict,
    #[error("{0}")]
    Unexpected(String),
    #[error("it has more cells than a marked copy can hold")]
    TooLarge,
    #[error("a part of it is not well-formed: {0}")]
    Xml(#[from] quick_xml::Error),
    #[error("it is not a package that can be edited: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("a part of it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("the copy could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("the list could not be made: {0}")]
    Csv(#[from] csv::Error),
}

impl Unfit {
    fn lacks(what: &str) -> Self {
        Unfit::Unexpected(format!("`{what}` is missing in it"))
    }
}

/// A problem with the places that it has in one file, never none.
#[derive(Debug)]
struct Told<'a> {
    problem: &'a Problem,
    places: Vec<&'a Place>,
    /// Is the first place of the problem in this file?
    is_first: bool,
}

/// Does a problem have a place in a file?
pub fn concerns(file: &str, problem: &Problem) -> bool {
    std::iter::once(&problem.place).chain(&problem.also).any(|place| place.file == file)
}

fn told<'a>(file: &str, problems: &'a [Problem]) -> Vec<Told<'a>> {
    let of_file = problems.iter().filter(|problem| concerns(file, problem));
    of_file
        .map(|problem| {
            let places = std::iter::once(&problem.place).chain(&problem.also);
            Told {
                problem,
                places: places.filter(|place| place.file == file).collect(),
                is_first: problem.place.file == file,
            }
        })
        .collect()
}

/// The workbook with its problems marked, everything else as it was.
///
/// # Errors
/// If the bytes are no workbook of the format xlsx or xlsm, or one that is built in an unexpected way: then
/// [`rebuilt`] can make a copy.
pub fn workbook(file: &str, bytes: &[u8], problems: &[Problem]) -> Result<Marked, Unfit> {
    workbook::mark(bytes, &told(file, problems), None, heading(file, None))
}

/// A workbook made from the cells of a file, with its problems marked. `why` says why it was not edited itself.
///
/// # Errors
/// If there are more cells than a workbook can hold.
pub fn rebuilt(
    file: &str,
    sheets: &[SheetCells],
    problems: &[Problem],
    why: Option<&Unfit>,
) -> Result<Marked, Unfit> {
    let base = file.rsplit('/').next().unwrap_or(file);
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let (bytes, _) = rebuild::build(sheets, stem)?;
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let is_text = names.iter().all(String::is_empty);
    let note = match why {
        _ if is_text => format!("This workbook shows the cells of {base} as text."),
        Some(why) => format!(
            "This copy was made from the cells of {base} alone, for {why}: formulas, formats and dropdowns are \
             not in it."
        ),
        None => format!(
            "This copy was made from the cells of {base} alone: formulas, formats and dropdowns are not in it."
        ),
    };
    workbook::mark(&bytes, &told(file, problems), Some(&names), heading(file, Some(note)))
}

/// The problems of a text file as CSV, with the separator of the file.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn listing_csv(file: &str, problems: &[Problem], separator: u8) -> Result<Vec<u8>, Unfit> {
    listing::csv(&told(file, problems), separator)
}

fn heading(file: &str, note: Option<String>) -> Heading {
    let mut lines = vec![
        "Red cells hold an error, yellow ones a warning, blue ones a note. Point at a cell to read why."
            .to_owned(),
        "Correct your own file, not this copy: every run makes it anew.".to_owned(),
    ];
    lines.extend(note);
    Heading { title: format!("Problems that Candor found in {file}"), lines }
}

/// The marks and notes of a sheet.
fn marks(told: &[Told<'_>], sheet: &str) -> (Marks, Notes) {
    let mut marks = Marks::new();
    let mut texts: BTreeMap<(u32, u32), Vec<String>> = BTreeMap::new();
    for told in told {
        for place in told.places.iter().filter(|place| place.sheet == sheet) {
            let Some((row, column)) = cell_position(&place.cell) else { continue };
            let severity = marks.entry(row).or_default().entry(column).or_insert(told.problem.severity);
            *severity = told.problem.severity.min(*severity);
            let text = note(told.problem, place);
            let texts = texts.entry((row, column)).or_default();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    (marks, texts.into_iter().map(|(cell, texts)| (cell, texts.join("\n\n"))).collect())
}

/// "error[date-unreadable]: `31/02/2026` is not a day of the calendar", and the help in a line of its own.
fn note(problem: &Problem, place: &Place) -> String {
    let (severity, code, message) = (problem.severity.label(), problem.code, &problem.message);
    let like = if *place == problem.place {
        String::new()
    } else {
        format!("like {}: ", seen_from(&problem.place, place))
    };
    format!("{severity}[{code}]: {like}{message}\nhelp: {}", problem.help)
}

/// A place as it is named on the sheet of another.
fn seen_from(place: &Place, from: &Place) -> String {
    match place {
        place if place.file != from.file => place.to_string(),
        place if place.sheet != from.sheet => format!("{} › {}", place.sheet, place.cell),
        place => place.cell.clone(),
    }
}
