//! The starter workbook, made from the dictionary: one sheet per entity, headers with notes, dropdowns, and an
//! example row that the reader recognises as an example.
//!
//! Invariant: read again unfilled, it gives no record.

use candor_model::{ChoicesId, Dictionary, Entity, Field, Kind};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

/// Rows below the header that have dropdowns.
const DROPDOWN_ROWS: u32 = 2_000;
const LISTS: &str = "Lists";

/// The workbook as bytes; the same every time.
///
/// # Errors
/// Only if the dictionary holds something Excel refuses, which a test rules out.
pub fn starter_workbook() -> Result<Vec<u8>, XlsxError> {
    let dictionary = Dictionary::builtin();
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook
        .set_properties(&DocProperties::new().set_title("Privacy records").set_creation_datetime(&created));
    cover(workbook.add_worksheet(), dictionary)?;
    for entity in &dictionary.entities {
        sheet(workbook.add_worksheet(), dictionary, entity)?;
    }
    lists(workbook.add_worksheet(), dictionary)?;
    workbook.save_to_buffer()
}

fn cover(sheet: &mut Worksheet, dictionary: &Dictionary) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(18);
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name("Read me")?.set_column_width(0, 96)?;
    sheet.write_string_with_format(0, 0, "Privacy records", &title)?;
    let lines = [
        "Fill in the sheets that you need, one row for each thing. Leave out what you do not have.",
        "Each header has a note: point at it. Columns you do not need may go; columns of your own may be added.",
        "Row 2 of each sheet is an example. It is never counted; overwrite it or leave it.",
        "Leave a cell blank where you do not know. Write none where there is none. Blank is never taken as good news.",
        "Several values in a cell: put a semicolon between them. Dates: 2026-02-28.",
        "Then run: candor check . and candor audit .",
    ];
    for (row, line) in (2..).zip(lines) {
        sheet.write_string_with_format(row, 0, line, &wrap)?;
    }
    let first = 3 + lines.len() as u32;
    for (row, entity) in (first..).zip(&dictionary.entities) {
        sheet.write_string_with_format(row, 0, format!("{}: {}", entity.sheet, entity.help), &wrap)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, dictionary: &Dictionary, entity: &Entity) -> Result<(), XlsxError> {
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00e3_f0f8))
        .set_border_bottom(FormatBorder::Thin);
    let example = Format::new().set_italic().set_font_color(Color::RGB(0x0059_5959));
    sheet.set_name(&entity.sheet)?.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 32)?;
    for (column, field) in (0u16..).zip(&entity.fields) {
        sheet.write_string_with_format(0, column, &field.label, &header)?;
        sheet.insert_note(0, column, &note(dictionary, field))?;
        sheet.set_column_width(column, width(field))?;
        let text = if column == 0 { "Example:".to_owned() } else { example_text(dictionary, field) };
        sheet.write_string_with_format(1, column, text, &example)?;
        if let Some(validation) = dropdown(dictionary, field)? {
            sheet.add_data_validation(1, column, DROPDOWN_ROWS, column, &validation)?;
        }
        if field.kind == Kind::Date {
            let day = Format::new().set_num_format("yyyy-mm-dd");
            sheet.set_column_format(column, &day)?;
        }
    }
    let last = entity.fields.len() as u16 - 1;
    sheet.autofilter(0, 0, DROPDOWN_ROWS, last)?;
    Ok(())
}

fn note(dictionary: &Dictionary, field: &Field) -> Note {
    let mut text = field.help.clone();
    let mut line = |part: String| {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&part);
    };
    line(format!("Kind: {}.", field.kind.label()));
    if let Kind::Choice(list) | Kind::Choices(list) = field.kind {
        let labels: Vec<&str> =
            dictionary.choice_list(list).options.iter().map(|option| option.label.as_str()).collect();
        line(format!("Values: {}.", labels.join("; ")));
    }
    if let Kind::Reference(entity) = field.kind {
        line(format!("Name or reference of a row of {}.", dictionary.entity(entity).sheet));
    }
    if !field.law.is_empty() {
        line(format!("Asked for by {}.", field.law));
    }
    Note::new(text).set_author("Candor").add_author_prefix(false).set_width(320).set_height(140)
}

fn width(field: &Field) -> f64 {
    match field.kind {
        Kind::Text | Kind::List => 28.0,
        Kind::Duration | Kind::Choice(_) | Kind::Choices(_) | Kind::Reference(_) => 24.0,
        _ => 16.0,
    }
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

/// A dropdown for yes or no and for a single choice; several choices are written by hand.
fn dropdown(dictionary: &Dictionary, field: &Field) -> Result<Option<DataValidation>, XlsxError> {
    Ok(match field.kind {
        Kind::YesNo(_) => Some(soft(DataValidation::new().allow_list_strings(&["Yes", "No"])?)),
        Kind::Choice(list) | Kind::Choices(list) => {
            Some(soft(DataValidation::new().allow_list_formula(range(dictionary, list))))
        }
        _ => None,
    })
}

/// Other words are allowed: the reader understands many, and several values need a semicolon.
fn soft(validation: DataValidation) -> DataValidation {
    validation.show_error_message(false)
}

fn range(dictionary: &Dictionary, list: ChoicesId) -> Formula {
    let column = candor_model::column_letters(u32::from(list.0));
    let last = dictionary.choice_list(list).options.len() + 1;
    Formula::new(format!("={LISTS}!${column}$2:${column}${last}"))
}

fn lists(sheet: &mut Worksheet, dictionary: &Dictionary) -> Result<(), XlsxError> {
    sheet.set_name(LISTS)?.set_hidden(true);
    for (column, list) in (0u16..).zip(&dictionary.choices) {
        sheet.write_string(0, column, &list.label)?;
        for (row, option) in (1u32..).zip(&list.options) {
            sheet.write_string(row, column, &option.label)?;
        }
    }
    Ok(())
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
