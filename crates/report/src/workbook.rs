//! What the workbooks for filling in share: headers with notes, dropdowns with their lists, text that Excel
//! never takes for a formula.
//!
//! Invariant: the same content gives the same bytes.

use candor_model::{ChoicesId, Dictionary, Field, Kind, column_letters};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

/// Rows below the header that have dropdowns.
pub(crate) const DROPDOWN_ROWS: u32 = 2_000;
const LISTS: &str = "Lists";
/// Units of UTF-16 that a cell holds; Excel refuses more.
const TEXT_MAX: usize = 32_767;

/// A workbook with a title and a fixed date of creation.
pub(crate) fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    Ok(workbook)
}

/// A first sheet of text: a title, and lines below it.
pub(crate) fn cover(sheet: &mut Worksheet, title: &str, lines: &[String]) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_font_size(18);
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    const WIDTH: f64 = 96.0;
    sheet.set_name("Read me")?.set_column_width(0, WIDTH)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    write(sheet, 0, 0, title, &heading)?;
    for (row, line) in (2..).zip(lines) {
        if !line.is_empty() {
            write(sheet, row, 0, line, &wrap)?;
            sheet.set_row_height(row, height([(line.as_str(), WIDTH)]))?;
        }
    }
    Ok(())
}

/// Text as it is: what begins like a formula gets the mark that Excel itself sets for text.
pub(crate) fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = cut(text);
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else if text.trim_start().starts_with(['=', '+', '-', '@']) {
        sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let is_over = |(_, character): &(usize, char)| {
        units += character.len_utf16();
        units > TEXT_MAX
    };
    let end = text.char_indices().find(is_over).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// Height of a row, in points, that shows its wrapped texts; each comes with the width of its column.
pub(crate) fn height<'t>(texts: impl IntoIterator<Item = (&'t str, f64)>) -> f64 {
    const LINE: f64 = 15.0;
    // A higher row leaves no other in sight.
    const LINES_MAX: f64 = 14.0;
    let lines = |(text, width): (&str, f64)| {
        // A line breaks between words, so it is seldom full.
        text.lines().map(|line| (line.chars().count() as f64 * 1.15 / width).ceil().max(1.0)).sum::<f64>()
    };
    LINE * texts.into_iter().map(lines).fold(1.0, f64::max).min(LINES_MAX)
}

pub(crate) fn header_format() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00e3_f0f8))
        .set_border_bottom(FormatBorder::Thin)
}

/// The header of a field, with its note.
pub(crate) fn header(sheet: &mut Worksheet, column: u16, field: &Field) -> Result<(), XlsxError> {
    write(sheet, 0, column, &field.label, &header_format())?;
    sheet.insert_note(0, column, &note(Dictionary::builtin(), field))?;
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

/// Width of a column in characters.
pub(crate) fn width(field: &Field) -> f64 {
    match field.kind {
        Kind::Text | Kind::List => 28.0,
        Kind::Duration | Kind::Choice(_) | Kind::Choices(_) | Kind::Reference(_) => 24.0,
        _ => 16.0,
    }
}

/// The format of the days that Excel makes of what is typed.
pub(crate) const DAY: &str = "yyyy-mm-dd";

/// A dropdown for yes or no and for a choice; several choices are written by hand.
pub(crate) fn dropdown(
    sheet: &mut Worksheet,
    rows: (u32, u32),
    column: u16,
    field: &Field,
) -> Result<(), XlsxError> {
    let validation = match field.kind {
        Kind::YesNo(_) => DataValidation::new().allow_list_strings(&["Yes", "No"])?,
        Kind::Choice(list) | Kind::Choices(list) => DataValidation::new().allow_list_formula(range(list)),
        _ => return Ok(()),
    };
    // Other words are allowed: the reader understands many, and several values need a semicolon.
    sheet.add_data_validation(rows.0, column, rows.1, column, &validation.show_error_message(false))?;
    Ok(())
}

fn range(list: ChoicesId) -> Formula {
    let column = column_letters(u32::from(list.0));
    let last = Dictionary::builtin().choice_list(list).options.len() + 1;
    Formula::new(format!("={LISTS}!${column}$2:${column}${last}"))
}

/// The hidden sheet that the dropdowns take their values from.
pub(crate) fn lists(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(LISTS)?.set_hidden(true);
    for (column, list) in (0u16..).zip(&Dictionary::builtin().choices) {
        sheet.write_string(0, column, &list.label)?;
        for (row, option) in (1u32..).zip(&list.options) {
            sheet.write_string(row, column, &option.label)?;
        }
    }
    Ok(())
}
