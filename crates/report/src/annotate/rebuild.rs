//! A workbook made from cells alone, for files whose own package cannot be edited.

use candor_model::{CellKind, SheetCell, SheetCells};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Unfit;
use crate::escape::visible;

/// Above this a copy is not made.
const CELLS_MAX: usize = 5_000_000;
const ROWS_MAX: u32 = 1_048_576;
/// UTF-16 units that a cell of Excel holds.
const TEXT_MAX: usize = 32_767;
/// In characters.
const WIDTH_MIN: usize = 8;
const WIDTH_MAX: usize = 44;
/// Rows that the width of a column is measured by.
const MEASURED: u32 = 200;

/// The workbook, and the names of its sheets: not every name of other formats is one in Excel.
pub(super) fn build(sheets: &[SheetCells], stem: &str) -> Result<(Vec<u8>, Vec<String>), Unfit> {
    let cells: usize = sheets.iter().map(|sheet| sheet.cells.len()).sum();
    let rows = sheets.iter().filter_map(|sheet| sheet.cells.last()).map(|cell| cell.row).max().unwrap_or(0);
    if cells > CELLS_MAX || rows > ROWS_MAX {
        return Err(Unfit::TooLarge);
    }
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let formats = Formats::new();
    let shown = sheets.iter().position(|sheet| sheet.visible).unwrap_or(0);
    let mut names: Vec<String> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let name = name(if sheet.name.is_empty() { stem } else { &sheet.name }, &names);
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&name)?;
        worksheet.set_hidden(!sheet.visible && at != shown);
        worksheet.set_active(at == shown);
        if at == shown {
            worksheet.set_first_tab(true);
        }
        fill(worksheet, sheet, &formats)?;
        names.push(name);
    }
    Ok((workbook.save_to_buffer()?, names))
}

/// A name that Excel takes and that is not taken yet.
fn name(wanted: &str, taken: &[String]) -> String {
    let allowed = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '-' } else { c };
    let wanted: String = visible(wanted).chars().filter(|c| !c.is_control()).map(allowed).collect();
    let wanted = wanted.trim_matches('\'').trim();
    let base = if wanted.is_empty() || wanted.eq_ignore_ascii_case("history") { "Sheet" } else { wanted };
    let free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let whole = cut(base, 31).to_owned();
    if free(&whole) {
        return whole;
    }
    (2u32..).map(|number| format!("{} ({number})", cut(base, 24))).find(free).unwrap_or(whole)
}

/// The start of a text, at most as long as given in UTF-16 units, which Excel counts.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    end.map_or(text, |(end, _)| &text[..end])
}

struct Formats {
    day: Format,
    moment: Format,
    /// Text that would be a formula if it were typed.
    quoted: Format,
}

impl Formats {
    fn new() -> Self {
        Formats {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            quoted: Format::new().set_quote_prefix(),
        }
    }
}

fn fill(worksheet: &mut Worksheet, sheet: &SheetCells, formats: &Formats) -> Result<(), XlsxError> {
    let mut widths: Vec<usize> = Vec::new();
    for cell in &sheet.cells {
        let column = cell.column as usize;
        if cell.row <= MEASURED {
            if widths.len() <= column {
                widths.resize(column + 1, WIDTH_MIN);
            }
            widths[column] = widths[column].max(cell.text.chars().count() + 1).min(WIDTH_MAX);
        }
        write(worksheet, cell, formats)?;
    }
    for (column, width) in (0u16..).zip(widths) {
        worksheet.set_column_width(column, width as f64)?;
    }
    Ok(())
}

fn write(worksheet: &mut Worksheet, cell: &SheetCell, formats: &Formats) -> Result<(), XlsxError> {
    let (row, column) = (cell.row - 1, cell.column as u16);
    match cell.kind {
        CellKind::Number => {
            if let Ok(number) = cell.text.parse::<f64>() {
                worksheet.write_number(row, column, number)?;
                return Ok(());
            }
        }
        CellKind::Date => {
            if let Ok(moment) = ExcelDateTime::parse_from_str(&cell.text) {
                let format = if cell.text.contains(':') { &formats.moment } else { &formats.day };
                worksheet.write_datetime_with_format(row, column, &moment, format)?;
                return Ok(());
            }
        }
        CellKind::Bool => {
            worksheet.write_boolean(row, column, cell.text == "TRUE")?;
            return Ok(());
        }
        CellKind::Text | CellKind::Error => {}
    }
    let text = cut(&cell.text, TEXT_MAX);
    if text.starts_with(['=', '+', '-', '@']) {
        worksheet.write_string_with_format(row, column, text, &formats.quoted)?;
    } else {
        worksheet.write_string(row, column, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_excel_takes() {
        let taken = ["Vendors".to_owned()];
        assert_eq!(name("Vendors", &taken), "Vendors (2)");
        assert_eq!(name("A/B: c?", &taken), "A-B- c-");
        assert_eq!(name("'quoted'", &taken), "quoted");
        assert_eq!(name("\u{202e}vsc", &taken), "\u{fffd}vsc");
        assert_eq!(name("", &taken), "Sheet");
        assert_eq!(name(&"x".repeat(40), &taken).len(), 31);
    }
}
