//! The sheets of the workbook of questions.

use candor_model::question::{ASKED_BECAUSE, EVIDENCE_WANTED, LAW, SO_FAR, STANDS_AT, THEME};
use candor_model::{Dictionary, Field, FieldId, Kind};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use super::answers::{AnswerQuestion, field};
use super::facts::{FactRow, FactSheet};
use crate::workbook::{self, DAY, MOMENT, YELLOW};

/// What a cell is to whoever fills it in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Says what the row is about, or needs nothing.
    Given,
    Open,
}

fn format(look: Look, begins_group: bool, field: Option<&Field>) -> Format {
    let mut format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    format = match look {
        Look::Given => {
            format.set_background_color(Color::RGB(0x00ef_efef)).set_font_color(Color::RGB(0x0040_4040))
        }
        Look::Open => format
            .set_background_color(Color::RGB(YELLOW))
            .set_border(FormatBorder::Hair)
            .set_border_color(Color::RGB(0x0099_9999)),
    };
    if begins_group {
        format = format.set_border_top(FormatBorder::Medium);
    }
    match field {
        Some(field) if field.kind == Kind::Date && look == Look::Open => {
            format.set_num_format(if field.id.ends_with("_at") { MOMENT } else { DAY })
        }
        _ => format,
    }
}

fn page(sheet: &mut Worksheet, rows: usize, columns: u16, frozen: u16) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, frozen)?;
    sheet.set_row_height(0, 48)?;
    sheet.autofilter(0, 0, rows as u32, columns - 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// A column of text that is no field.
fn extra(sheet: &mut Worksheet, column: u16, header: &str, width: f64) -> Result<(), XlsxError> {
    workbook::write(sheet, 0, column, header, &workbook::header_format())?;
    sheet.set_column_width(column, width)?;
    Ok(())
}

/// A column of the sheet of answers.
enum Part {
    Field(FieldId),
    /// A text about the question: its header, the width, and the text.
    About(&'static str, f64, fn(&AnswerQuestion) -> &str),
}

/// The question, why it is asked and what would do; then what is to be filled in.
fn parts() -> Vec<Part> {
    let mut parts = vec![
        Part::Field(field("requirement")),
        Part::Field(field("question")),
        Part::About(ASKED_BECAUSE, 36.0, |question| &question.why),
        Part::About(SO_FAR, 36.0, |question| &question.so_far),
        Part::About(EVIDENCE_WANTED, 36.0, |question| &question.evidence_wanted),
    ];
    let asked = Dictionary::builtin().fields_of(field("answer").entity).filter(|id| !is_given(*id));
    parts.extend(asked.map(Part::Field));
    parts.extend([
        Part::About(LAW, 22.0, |question| &question.law),
        Part::About(THEME, 18.0, |question| &question.theme),
    ]);
    parts
}

fn is_given(id: FieldId) -> bool {
    id == field("requirement") || id == field("question")
}

impl Part {
    fn width(&self) -> f64 {
        match self {
            Part::Field(id) if *id == field("question") => 44.0,
            Part::Field(id) => workbook::width(Dictionary::builtin().field(*id)),
            Part::About(_, width, _) => *width,
        }
    }

    fn text(&self, question: &AnswerQuestion) -> String {
        match self {
            Part::Field(id) => answer_text(question, *id),
            Part::About(_, _, text) => text(question).to_owned(),
        }
    }

    fn format(&self, begins_group: bool) -> Format {
        match self {
            Part::Field(id) => {
                let look = if is_given(*id) { Look::Given } else { Look::Open };
                format(look, begins_group, Some(Dictionary::builtin().field(*id)))
            }
            Part::About(..) => format(Look::Given, begins_group, None),
        }
    }
}

pub(super) fn answers(sheet: &mut Worksheet, questions: &[AnswerQuestion]) -> Result<(), XlsxError> {
    sheet.set_name(&Dictionary::builtin().entity(field("answer").entity).sheet)?;
    let parts = parts();
    for (column, part) in (0u16..).zip(&parts) {
        match part {
            Part::Field(id) => head(sheet, questions.len(), column, *id, part.width())?,
            Part::About(header, width, _) => extra(sheet, column, header, *width)?,
        }
    }
    let mut group = None;
    for (row, question) in (1u32..).zip(questions) {
        let this = if question.owner.is_empty() { &question.theme } else { &question.owner };
        let begins = group.replace(this).is_some_and(|before| before != this);
        let texts: Vec<String> = parts.iter().map(|part| part.text(question)).collect();
        for (column, (part, text)) in (0u16..).zip(parts.iter().zip(&texts)) {
            workbook::write(sheet, row, column, text, &part.format(begins))?;
        }
        let sized = texts.iter().map(String::as_str).zip(parts.iter().map(Part::width));
        sheet.set_row_height(row, workbook::height(sized))?;
    }
    remind(sheet, questions.len() as u32, &parts)?;
    page(sheet, questions.len(), parts.len() as u16, 2)
}

/// The header of a field, with the dropdown below it.
fn head(sheet: &mut Worksheet, rows: usize, column: u16, id: FieldId, width: f64) -> Result<(), XlsxError> {
    let known = Dictionary::builtin().field(id);
    workbook::header(sheet, column, known)?;
    sheet.set_column_width(column, width)?;
    workbook::dropdown(sheet, (1, rows as u32), column, known)
}

fn answer_text(question: &AnswerQuestion, id: FieldId) -> String {
    let drafted = || question.draft.iter().find(|(known, _)| *known == id).map(|(_, text)| text.clone());
    if id == field("requirement") {
        question.requirement.clone()
    } else if id == field("question") {
        question.question.clone()
    } else if id == field("answered_by") {
        drafted().unwrap_or_else(|| question.owner.clone())
    } else {
        drafted().unwrap_or_default()
    }
}

/// Colours what an answer lacks to count: its day, and for yes and partly the evidence.
fn remind(sheet: &mut Worksheet, last: u32, parts: &[Part]) -> Result<(), XlsxError> {
    let is = |part: &Part, id: &str| matches!(part, Part::Field(known) if *known == field(id));
    let column = |id: &str| parts.iter().position(|part| is(part, id)).unwrap_or_default() as u16;
    let cell = |id: &str| format!("${}2", candor_model::column_letters(u32::from(column(id))));
    let missing = Format::new().set_background_color(Color::RGB(0x00f4_b183));
    let answer = cell("answer");
    let claimed = format!("OR({answer}=\"Yes\",{answer}=\"Partly\")");
    for (id, when) in
        [("answered_on", format!("{answer}<>\"\"")), ("evidence", claimed.clone()), ("evidence_on", claimed)]
    {
        let rule = format!("=AND({when},{}=\"\")", cell(id));
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(missing.clone());
        sheet.add_conditional_format(1, column(id), last, column(id), &format)?;
    }
    Ok(())
}

pub(super) fn facts(sheet: &mut Worksheet, content: &FactSheet) -> Result<(), XlsxError> {
    const WHY: f64 = 60.0;
    const PLACE: f64 = 36.0;
    let dictionary = Dictionary::builtin();
    sheet.set_name(&dictionary.entity(content.entity).sheet)?;
    let columns = columns(content);
    for (column, (id, _)) in (0u16..).zip(&columns) {
        head(sheet, content.rows.len(), column, *id, workbook::width(dictionary.field(*id)))?;
    }
    let first_extra = columns.len() as u16;
    extra(sheet, first_extra, ASKED_BECAUSE, WHY)?;
    extra(sheet, first_extra + 1, STANDS_AT, PLACE)?;
    let mut owner = None;
    for (row, record) in (1u32..).zip(&content.rows) {
        let begins = owner.replace(&record.owner).is_some_and(|before| *before != record.owner);
        let why = record.open.values().map(String::as_str).collect::<Vec<_>>().join("\n");
        let mut sized = vec![(why.as_str(), WHY), (record.stands_at.as_str(), PLACE)];
        for (column, (id, of)) in (0u16..).zip(&columns) {
            let look = if record.open.contains_key(id) { Look::Open } else { Look::Given };
            let text = if look == Look::Given { of(record) } else { "" };
            let known = dictionary.field(*id);
            workbook::write(sheet, row, column, text, &format(look, begins, Some(known)))?;
            sized.push((text, workbook::width(known)));
        }
        let given = format(Look::Given, begins, None);
        workbook::write(sheet, row, first_extra, &why, &given)?;
        workbook::write(sheet, row, first_extra + 1, &record.stands_at, &given)?;
        sheet.set_row_height(row, workbook::height(sized))?;
    }
    let frozen = columns.iter().filter(|(id, _)| !content.fields.contains(id)).count() as u16;
    page(sheet, content.rows.len(), first_extra + 2, frozen)
}

/// The given text of a column.
type Given = fn(&FactRow) -> &str;

/// What a row is about, then what is asked.
fn columns(content: &FactSheet) -> Vec<(FieldId, Given)> {
    let dictionary = Dictionary::builtin();
    let entity = dictionary.entity(content.entity);
    let of = |index: u16| FieldId { entity: content.entity, index };
    let mut columns: Vec<(FieldId, Given)> = Vec::new();
    let keyed = content.rows.iter().any(|row| !row.key.is_empty());
    if let Some(key) = entity.key_field.filter(|_| keyed) {
        columns.push((of(key), |row| &row.key));
    }
    columns.push((of(entity.name_field), |row| &row.name));
    if let Some(owner) = dictionary.find_field(content.entity, "owner") {
        columns.push((owner, |row| &row.owner));
    }
    if let Some(context) = super::facts::context(content.entity) {
        columns.push((context, |row| &row.context));
    }
    for id in &content.fields {
        if columns.iter().all(|(known, _)| known != id) {
            columns.push((*id, |_| ""));
        }
    }
    columns
}
