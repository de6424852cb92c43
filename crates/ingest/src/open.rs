//! Opens a file as sheets, whatever its format, and says what went wrong in the user's words.

mod book;
mod compound;
mod links;
mod ods;
pub(crate) mod quotes;
pub(crate) mod text;
mod xml;

use std::io::{self, Read};

use candor_model::text::grouped;
use candor_model::{Place, Problem, Severity};
use serde::{Deserialize, Serialize};

use crate::Content;
use crate::grid::Sheet;
use crate::limits::{Limits, file_too_large, raise};

/// What a file gave.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub sheets: Vec<Sheet>,
    /// Sheets that hold no cells by their nature (charts, dialogs), with the reason.
    pub passed_over: Vec<(String, String)>,
    pub problems: Vec<Problem>,
    /// How a text file is written; `None` for workbooks.
    pub text: Option<TextForm>,
}

/// How a text file is written, as far as it decides whether parts of one fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextForm {
    /// Rows, with empty lines, also those behind the last record.
    pub rows: u32,
    pub separator: char,
    /// No text behind it could lead to another separator: a first line names it, or enough rows show it.
    pub is_separator_settled: bool,
    /// Is it UTF-8 for certain? What else it could be depends on the whole of a file.
    pub is_utf8: bool,
}

/// Is this a file that looks like a spreadsheet by its name?
pub fn is_spreadsheet(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv"]
        .iter()
        .any(|extension| name.strip_suffix(extension).is_some_and(|stem| stem.ends_with('.')))
}

/// Opens a file where it lies. A text without faults is taken from there piece by piece; all else is read whole first.
pub(crate) fn open_stream(file: &str, mut content: Box<dyn Content>, limits: &Limits) -> Opened {
    match text_in_pieces(file, &mut *content, limits) {
        Ok(Some(mut opened)) => {
            keep_sheets(file, limits, &mut opened);
            return opened;
        }
        Ok(None) => {}
        Err(error) => return unreadable(file, &error),
    }
    let mut bytes = Vec::new();
    match content.restart().and_then(|()| content.read_to_end(&mut bytes)) {
        Ok(_) => open(file, bytes, limits),
        Err(error) => unreadable(file, &error),
    }
}

fn text_in_pieces(file: &str, content: &mut dyn Content, limits: &Limits) -> io::Result<Option<Opened>> {
    let mut head = Vec::new();
    content.take(text::HEAD as u64).read_to_end(&mut head)?;
    if head.starts_with(b"PK") || !matches!(Format::of(file, &head), Format::Text) {
        return Ok(None);
    }
    match text::open_stream(&head, content, limits) {
        Ok(opened) => Ok(Some(opened)),
        Err(None) => Ok(None),
        Err(Some(error)) => Err(error),
    }
}

fn unreadable(file: &str, error: &io::Error) -> Opened {
    let message = format!("the file could not be opened: {error}");
    let problem =
        Problem::new(Severity::Error, "file-broken", Place::file(file), message, "check its permissions");
    Opened { problems: vec![problem], ..Opened::default() }
}

/// Opens the bytes of a file. Never fails: what cannot be read becomes a problem.
pub(crate) fn open(file: &str, bytes: Vec<u8>, limits: &Limits) -> Opened {
    if let Some(problem) = file_too_large(file, bytes.len() as u64, limits) {
        return Opened { problems: vec![problem], ..Opened::default() };
    }
    if bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).iter().all(u8::is_ascii_whitespace) {
        let problem = Problem::new(
            Severity::Error,
            "file-empty",
            Place::file(file),
            "the file is empty".to_owned(),
            "check that it is the right file",
        );
        return Opened { problems: vec![problem], ..Opened::default() };
    }
    let mut opened = match Format::of(file, &bytes) {
        Format::Book(kind) => book::open(file, kind, bytes, limits),
        Format::Text => text::open(file, &bytes, limits),
        Format::Other(what) => Opened {
            problems: vec![Problem::new(
                Severity::Error,
                "file-unsupported",
                Place::file(file),
                format!("this is {what}, not a spreadsheet that can be read"),
                "save it as xlsx, ods or csv",
            )],
            ..Opened::default()
        },
    };
    keep_sheets(file, limits, &mut opened);
    opened
}

/// Passes over the sheets beyond the limit on their number.
fn keep_sheets(file: &str, limits: &Limits, opened: &mut Opened) {
    let (count, most) = (opened.sheets.len() as u64, limits.sheets);
    if count <= most {
        return;
    }
    let left = opened.sheets.split_off(most as usize);
    let why = format!("it comes after the first {} sheets", grouped(most));
    opened.passed_over.extend(left.into_iter().map(|sheet| (sheet.name, why.clone())));
    opened.problems.push(Problem::new(
        Severity::Error,
        "sheets-too-many",
        Place::file(file),
        format!("the file has {} sheets; only the first {} were read", grouped(count), grouped(most)),
        &format!("split it; or, {}", raise("sheets")),
    ));
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

/// Passes over a sheet for what stands in its part, and tells it.
fn refuse_sheet(file: &str, sheet: &str, fault: &xml::Fault, opened: &mut Opened) {
    let message = format!("the sheet was not read: {}", fault.message());
    let place = Place::sheet(file, sheet);
    opened.problems.push(Problem::new(Severity::Error, fault.code(), place, message, &fault.help()));
    opened.passed_over.push((sheet.to_owned(), fault.message()));
}

/// What separates the cells of a text file; `None` for other files.
pub(crate) fn separator(file: &str, bytes: &[u8]) -> Option<u8> {
    matches!(Format::of(file, bytes), Format::Text).then(|| text::separator(bytes))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BookKind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

enum Format {
    Book(BookKind),
    Text,
    Other(&'static str),
}

impl Format {
    /// By content first: files are often misnamed.
    fn of(file: &str, bytes: &[u8]) -> Format {
        let extension = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let compound = bytes.starts_with(&compound::SIGNATURE);
        let zip = bytes.starts_with(b"PK");
        match extension.as_str() {
            "xlsb" if zip || compound => return Format::Book(BookKind::Xlsb),
            "xlsx" | "xlsm" if compound => return Format::Book(BookKind::Xlsx),
            _ => {}
        }
        if zip {
            return match book::kind_of_zip(bytes) {
                Some(kind) => Format::Book(kind),
                // An archive that cannot be opened may well be a workbook that was cut off.
                None if book::is_zip(bytes) => Format::Other("a zip archive"),
                None if matches!(extension.as_str(), "xlsx" | "xlsm") => Format::Book(BookKind::Xlsx),
                None if extension == "ods" => Format::Book(BookKind::Ods),
                None => Format::Other("a zip archive"),
            };
        }
        let bare_biff =
            bytes.first() == Some(&0x09) && matches!(bytes.get(1), Some(0x00 | 0x02 | 0x04 | 0x08));
        if compound || (extension == "xls" && bare_biff) {
            return Format::Book(BookKind::Xls);
        }
        if bytes.starts_with(b"%PDF") {
            return Format::Other("a PDF document");
        }
        let head = &bytes[..bytes.len().min(512)];
        let start = String::from_utf8_lossy(head).trim_start().to_ascii_lowercase();
        if start.starts_with("<!doctype html") || start.starts_with("<html") {
            return Format::Other("a web page");
        }
        if start.starts_with("<?xml") {
            return Format::Other("an XML file");
        }
        match extension.as_str() {
            "xlsx" | "xlsm" => Format::Book(BookKind::Xlsx),
            "ods" => Format::Book(BookKind::Ods),
            "xlsb" => Format::Book(BookKind::Xlsb),
            _ => Format::Text,
        }
    }
}
