//! The starter workbook, made from the dictionary: one sheet per entity, headers with notes, dropdowns, and an
//! example row that the reader recognises as an example.
//!
//! Invariant: read again unfilled, it gives no record.

use candor_model::{Dictionary, Entity, Field, Kind};
use rust_xlsxwriter::{Color, Format, Worksheet, XlsxError};

use crate::workbook::{self, DAY, DROPDOWN_ROWS};

/// The workbook as bytes; the same every time.
///
/// # Errors
/// Only if the dictionary holds something Excel refuses, which a test rules out.
pub fn starter_workbook() -> Result<Vec<u8>, XlsxError> {
    let dictionary = Dictionary::builtin();
    let mut workbook = workbook::workbook("Privacy records")?;
    workbook::cover(workbook.add_worksheet(), "Privacy records", &cover_lines(dictionary))?;
    for entity in begun(dictionary) {
        sheet(workbook.add_worksheet(), dictionary, entity)?;
    }
    workbook::lists(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

/// What somebody else than the program writes.
fn begun(dictionary: &Dictionary) -> impl Iterator<Item = &Entity> {
    dictionary.entities.iter().filter(|entity| !entity.from_candor)
}

fn cover_lines(dictionary: &Dictionary) -> Vec<String> {
    let mut lines: Vec<String> = [
        "Fill in the sheets that you need, one row for each thing. Leave out what you do not have.",
        "Each header has a note: point at it. Columns you do not need may go; columns of your own may be added.",
        "Row 2 of each sheet is an example. It is never counted; overwrite it or leave it.",
        "Leave a cell blank where you do not know. Write none where there is none. Blank is never taken as good news.",
        "Several values in a cell: put a semicolon between them. Dates: 2026-02-28.",
        "Then run: candor check . and candor audit .",
        "",
    ]
    .map(str::to_owned)
    .into();
    lines.extend(begun(dictionary).map(|entity| format!("{}: {}", entity.sheet, entity.help)));
    lines
}

fn sheet(sheet: &mut Worksheet, dictionary: &Dictionary, entity: &Entity) -> Result<(), XlsxError> {
    let example = Format::new().set_italic().set_font_color(Color::RGB(0x0059_5959));
    sheet.set_name(&entity.sheet)?.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 32)?;
    for (column, field) in (0u16..).zip(&entity.fields) {
        workbook::header(sheet, column, field)?;
        sheet.set_column_width(column, workbook::width(field))?;
        let text = if column == 0 { "Example:".to_owned() } else { example_text(dictionary, field) };
        sheet.write_string_with_format(1, column, text, &example)?;
        workbook::dropdown(sheet, (1, DROPDOWN_ROWS), column, field)?;
        if field.kind == Kind::Date {
            sheet.set_column_format(column, &Format::new().set_num_format(DAY))?;
        }
    }
    let last = entity.fields.len() as u16 - 1;
    sheet.autofilter(0, 0, DROPDOWN_ROWS, last)?;
    Ok(())
}

fn example_text(dictionary: &Dictionary, field: &Field) -> String {
    match field.kind {
        Kind::Text => "…".to_owned(),
        Kind::List => "one; another".to_owned(),
        Kind::YesNo(_) => "Yes".to_owned(),
        Kind::Choice(list) | Kind::Choices(list) => dictionary.choice_list(list).options[0].label.clone(),
        Kind::Date => "2026-01-31".to_owned(),
        Kind::Number => "12".to_owned(),
        Kind::Duration => "24 months after the contract ends, then delete".to_owned(),
        Kind::Countries => "Ireland".to_owned(),
        Kind::Money => "USD 100".to_owned(),
        Kind::Reference(entity) => format!("name in {}", dictionary.entity(entity).sheet),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workbook_is_the_same_every_time() {
        let first = starter_workbook().unwrap();
        assert!(first.len() > 10_000);
        assert_eq!(first, starter_workbook().unwrap());
    }
}
