//! The audit as a workbook: a cover, then each sheet of the audit as a real table.
//!
//! Invariants: a table begins in A1, has one row of headers that stays in sight and is printed on every page, and
//! nothing is merged or hidden; no text is a formula; a day is a day; a colour stands only behind a word that says the
//! same; what is more than a sheet can hold is cut, and the cover says so; the same input gives the same bytes.

mod cover;
mod look;

use candor_model::column_letters;
use rust_xlsxwriter::{
    DataValidation, Formula, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};

use super::sheets::{self, Cell, Codes, Sheet, portfolio_sheets, sheets};
use crate::view::counted;
use crate::{Compared, Error, File, Input, Portfolio, workbook};
use look::Look;

/// What a sheet can hold (Excel specifications and limits).
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Rows below the header.
    rows: usize,
    columns: usize,
}

const LIMITS: Limits = Limits { rows: 1_048_575, columns: 16_384 };

const PAPER_A4: u8 = 9;
const PAPER_A3: u8 = 8;
/// Characters of a row that can still be read on a page.
const A4_WIDTH: f64 = 200.0;
const A3_WIDTH: f64 = 340.0;

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    let bytes = write(input, &sheets(input), LIMITS)?;
    Ok(vec![File { path: "audit.xlsx".to_owned(), bytes }])
}

/// The change between two quarters as a workbook.
///
/// # Errors
/// If the workbook cannot be written.
pub fn change_workbook(input: &Input<'_>, change: Compared<'_>) -> Result<Vec<u8>, Error> {
    let (before, after) = (&change.comparison.before, &change.comparison.after);
    let about = format!(
        "{}, {} to {}. This shows what the records show. It is not legal advice.",
        change.comparison.organisation, before.quarter, after.quarter
    );
    let mut workbook: Workbook = workbook::dated("Change", &about, input.assessment.as_of)?;
    let sheets = sheets::change(change);
    let codes = sheets.iter().find(|sheet| sheet.title == "Codes");
    for sheet in &sheets {
        table(workbook.add_worksheet(), sheet, codes, LIMITS)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write(input: &Input<'_>, sheets: &[Sheet], limits: Limits) -> Result<Vec<u8>, XlsxError> {
    let (filled, empty): (Vec<&Sheet>, Vec<&Sheet>) = sheets.iter().partition(|sheet| !sheet.rows.is_empty());
    let about =
        format!("{}, {}, as of {}", input.assessment.organisation, input.quarter, input.assessment.as_of);
    let mut workbook: Workbook = workbook::dated("Privacy audit", &about, input.assessment.as_of)?;
    let cuts: Vec<String> = filled.iter().flat_map(|sheet| cuts(sheet, limits)).collect();
    cover::write(workbook.add_worksheet(), input, &filled, &empty, &cuts)?;
    let codes = filled.iter().find(|sheet| sheet.title == "Codes").copied();
    for sheet in &filled {
        table(workbook.add_worksheet(), sheet, codes, limits)?;
    }
    workbook.save_to_buffer()
}

/// The portfolio as a workbook: what it is, then its tables.
pub(crate) fn portfolio(portfolio: &Portfolio) -> Result<File, Error> {
    let sheets = portfolio_sheets(portfolio);
    let mut workbook = workbook::dated("Privacy portfolio", "Results of organisations", portfolio.day())?;
    let mut lines: Vec<String> =
        sheets.iter().map(|sheet| format!("{}: {}", sheet.title, sheet.help)).collect();
    lines.extend(sheets.iter().flat_map(|sheet| cuts(sheet, LIMITS)));
    lines.push("This shows what the records showed. It is not legal advice.".to_owned());
    workbook::cover(workbook.add_worksheet(), "Privacy portfolio", &lines)?;
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        table(workbook.add_worksheet(), sheet, None, LIMITS)?;
    }
    Ok(File { path: "portfolio.xlsx".to_owned(), bytes: workbook.save_to_buffer()? })
}

/// What of a sheet finds no room, in sentences.
fn cuts(sheet: &Sheet, limits: Limits) -> Vec<String> {
    let long = sheet
        .rows
        .iter()
        .flatten()
        .filter(|cell| matches!(cell, Cell::Text(text) if workbook::is_too_long(text)));
    let parts = [
        (sheet.rows.len().saturating_sub(limits.rows), "row is left out", "rows are left out"),
        (sheet.columns.len().saturating_sub(limits.columns), "column is left out", "columns are left out"),
        (long.count(), "text is cut short", "texts are cut short"),
    ];
    let told = parts.into_iter().filter(|(count, ..)| *count > 0);
    told.map(|(count, one, many)| format!("{}: {}", sheet.title, counted(count as u64, one, many))).collect()
}

fn table(
    target: &mut Worksheet,
    sheet: &Sheet,
    codes: Option<&Sheet>,
    limits: Limits,
) -> Result<(), XlsxError> {
    let columns = &sheet.columns[..sheet.columns.len().min(limits.columns)];
    let rows = &sheet.rows[..sheet.rows.len().min(limits.rows)];
    let look = Look::new();
    let widths: Vec<f64> = (0..columns.len()).map(|index| look::width(sheet, index)).collect();
    target.set_name(&sheet.title)?;
    for (index, width) in (0u16..).zip(&widths) {
        target.set_column_width(index, *width)?;
    }
    for (number, row) in (1u32..).zip(rows) {
        for (index, (cell, column)) in (0u16..).zip(row.iter().zip(columns)) {
            look.write(target, (number, index), cell, column)?;
        }
        let texts = row.iter().zip(&widths).filter_map(|(cell, width)| match cell {
            Cell::Text(text) => Some((text.as_str(), *width)),
            _ => None,
        });
        target.set_row_height(number, workbook::height(texts))?;
    }
    let last = rows.len() as u32;
    for (index, column) in (0u16..).zip(columns) {
        if let (Some(list), Some(codes)) = (column.codes, codes) {
            target.add_data_validation(1, index, last, index, &choice(list, codes))?;
            look.colour(target, list, (1, index, last, index))?;
        }
    }
    let headers: Vec<TableColumn> = columns
        .iter()
        .map(|column| TableColumn::new().set_header(&column.header).set_header_format(look.header(column)))
        .collect();
    let made = Table::new()
        .set_name(table_name(&sheet.title))
        .set_style(TableStyle::Light1)
        .set_alt_text_title(&sheet.title)
        .set_alt_text(&sheet.help)
        .set_columns(&headers);
    let titles = columns.iter().zip(&widths).map(|(column, width)| (column.header.as_str(), *width));
    target.set_row_height(0, workbook::height(titles))?;
    target.add_table(0, 0, last, columns.len() as u16 - 1, &made)?;
    page(target, &widths)
}

/// The header and the first column stay in sight and stand on every page. A table is printed on one page of its width; a
/// wider one on as many as can still be read.
fn page(target: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    let width: f64 = widths.iter().sum();
    let (paper, pages) =
        if width > A4_WIDTH { (PAPER_A3, (width / A3_WIDTH).ceil() as u16) } else { (PAPER_A4, 1) };
    target.set_freeze_panes(1, 1)?;
    target.set_landscape().set_paper_size(paper).set_print_fit_to_pages(pages, 0);
    target.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?.set_footer("&L&A&RPage &P of &N");
    Ok(())
}

/// A name that is no cell and differs from those of all other tables, as those of the sheets do.
fn table_name(title: &str) -> String {
    let words: Vec<&str> =
        title.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("{}_table", words.join("_"))
}

/// The words of a list, to choose from: they stand together in the sheet of codes.
fn choice(list: Codes, codes: &Sheet) -> DataValidation {
    let is_its = |row: &Vec<Cell>| matches!(row.first(), Some(Cell::Text(label)) if label == list.label());
    let first = codes.rows.iter().position(is_its).unwrap_or_default() + 2;
    let last = first + list.words().len() - 1;
    let words = column_letters(1);
    let range = Formula::new(format!("={}!${words}${first}:${words}${last}", codes.title));
    DataValidation::new().allow_list_formula(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sheet_cannot_hold_is_told() {
        let sheet = Sheet {
            title: "Training".to_owned(),
            file: "training".to_owned(),
            help: String::new(),
            columns: Vec::new(),
            rows: vec![vec![Cell::Blank], vec![Cell::Text("x".repeat(40_000))], vec![Cell::Blank]],
            names_people: false,
        };
        assert_eq!(cuts(&sheet, LIMITS), ["Training: 1 text is cut short"]);
        let small = Limits { rows: 1, columns: 1 };
        assert_eq!(cuts(&sheet, small)[0], "Training: 2 rows are left out");
    }

    #[test]
    fn names_of_tables_are_no_cells() {
        assert_eq!(table_name("Activities (controller)"), "Activities_controller_table");
    }
}
