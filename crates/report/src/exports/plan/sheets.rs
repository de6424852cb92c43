//! The sheets of the plan: one table each, with its header in the first row.

use candor_model::{ChoicesId, Dictionary, Field, Kind, column_letters};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, ProtectionOptions, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

use super::rows::{Content, Plan, Row};
use crate::workbook::{self, DAY};

pub(super) const OPEN: &str = "Actions";
pub(super) const GONE: &str = "No longer found";
pub(super) const REFUSED: &str = "Not taken over";
const CODES: &str = "Codes";

/// Columns to the right of a table in which somebody may write, too.
const COLUMNS_FREE: u16 = 60;
/// Rows below a table that have its dropdowns, for actions of one's own.
const ROWS_FREE: u32 = 200;

/// Fields that each audit writes anew.
const GIVEN: [&str; 16] = [
    "id",
    "finding_ids",
    "headline",
    "framework_refs",
    "severity",
    "first_step",
    "full_fix",
    "done_when",
    "evidence_needed",
    "days_late",
    "quarter_raised",
    "records_say",
    "settled",
    "refused_because",
    "requirement",
    "source_report",
];

/// What each status means, and what it needs.
const STATUSES: [(&str, &str); 7] = [
    ("open", "Nothing was begun."),
    ("in_progress", "Work has begun."),
    ("ready", "The work is done and waits for somebody else to look at it. Needs a link to the evidence."),
    ("closed", "Somebody else looked at the evidence. Needs the link. The next audit looks again."),
    ("accepted", "The risk is accepted for a time. Needs the day on which that ends. The outcome stays."),
    (
        "false_positive",
        "It is no finding. Needs the reason in the comments, and who approved it. The outcome stays.",
    ),
    ("reopened", "It was said to be done, or its acceptance ended, and an audit found it."),
];

const PRIORITIES: [(&str, &str); 4] = [
    ("urgent", "Harm now, or a deadline of the law that runs: within 14 days."),
    ("high", "Within 30 days."),
    ("medium", "Within 90 days."),
    ("low", "Within 180 days."),
];

const EFFORTS: [(&str, &str); 3] =
    [("small", "Up to a day."), ("medium", "Up to two weeks."), ("large", "More than two weeks.")];

/// The lists of the dropdowns, in the order of the sheet of codes.
const LISTS: [(&str, &[(&str, &str)]); 3] =
    [("action_status", &STATUSES), ("action_priority", &PRIORITIES), ("action_effort", &EFFORTS)];

pub(super) fn open(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    sheet.set_name(OPEN)?;
    let columns = columns(&plan.extra, &["settled", "refused_because"]);
    let rows = plan.open.len() as u32;
    sheet.set_column_range_format(0, columns.len() as u16 + COLUMNS_FREE, &Format::new().set_unlocked())?;
    write_table(sheet, "Actions", &columns, &plan.open)?;
    days_late(sheet, &columns, &plan.open)?;
    remind(sheet, &columns, rows)?;
    let last = rows + ROWS_FREE;
    for (at, field) in (0u16..).zip(&columns).filter_map(|(at, column)| Some((at, column.field?))) {
        if let Kind::Choice(list) = field.kind
            && let Some(range) = range(list)
        {
            // Other words are allowed: the reader understands several languages.
            let choices = DataValidation::new().allow_list_formula(range).show_error_message(false);
            sheet.add_data_validation(1, at, last, at, &choices)?;
        }
    }
    keep_ids(sheet, &columns, rows)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_columns: true,
        insert_rows: true,
        insert_links: true,
        delete_columns: true,
        sort: true,
        use_autofilter: true,
        edit_objects: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

pub(super) fn gone(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    sheet.set_name(GONE)?;
    write_table(sheet, "NoLongerFound", &columns(&plan.extra, &["days_late", "refused_because"]), &plan.gone)
}

pub(super) fn refused(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    sheet.set_name(REFUSED)?;
    write_table(sheet, "NotTakenOver", &columns(&plan.extra, &["days_late"]), &plan.refused)
}

/// A column of a sheet.
struct Column<'a> {
    header: &'a str,
    field: Option<&'static Field>,
    /// Position among the columns that somebody added.
    extra: usize,
}

impl Column<'_> {
    fn id(&self) -> &'static str {
        self.field.map_or("", |field| field.id.as_str())
    }

    /// In characters.
    fn width(&self) -> f64 {
        match (self.id(), self.field.map(|field| field.kind)) {
            ("id" | "severity" | "effort" | "days_late" | "quarter_raised", _) => 14.0,
            ("status" | "priority" | "finding_ids" | "depends_on", _) => 16.0,
            ("headline" | "first_step" | "full_fix" | "done_when" | "records_say" | "comments", _) => 44.0,
            (_, Some(Kind::Date)) => 13.0,
            _ => 28.0,
        }
    }

    fn format(&self) -> Format {
        let mut format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        format = format.set_border(FormatBorder::Hair).set_border_color(Color::RGB(0x0099_9999));
        if GIVEN.contains(&self.id()) {
            format = format.set_background_color(Color::RGB(0x00ef_efef));
        }
        if self.id() != "days_late" {
            format = format.set_unlocked();
        }
        match self.field {
            Some(field) if field.kind == Kind::Date => format.set_num_format(DAY),
            _ => format,
        }
    }

    fn content<'r>(&self, row: &'r Row) -> Option<&'r Content> {
        row.cells.get(self.id())
    }

    fn text<'r>(&self, row: &'r Row) -> &'r str {
        match self.content(row) {
            Some(Content::Text(text)) => text,
            Some(Content::Day(_)) => "2026-01-01",
            None if self.field.is_none() => &row.extra[self.extra],
            None => "",
        }
    }
}

/// Every field but some, then what somebody added.
fn columns<'a>(extra: &'a [String], without: &[&str]) -> Vec<Column<'a>> {
    let dictionary = Dictionary::builtin();
    let entity = dictionary.expect_field("action.id").entity;
    let fields =
        dictionary.entity(entity).fields.iter().filter(|field| !without.contains(&field.id.as_str()));
    let known = fields.map(|field| Column { header: &field.label, field: Some(field), extra: 0 });
    let added = extra.iter().enumerate().map(|(at, header)| Column { header, field: None, extra: at });
    known.chain(added).collect()
}

fn position(columns: &[Column<'_>], id: &str) -> u16 {
    columns.iter().position(|column| column.id() == id).unwrap_or_default() as u16
}

/// The cell of a field in the first row, its column fixed: `$N2`.
fn first_cell(columns: &[Column<'_>], id: &str) -> String {
    format!("${}2", column_letters(u32::from(position(columns, id))))
}

fn write_table(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[Column<'_>],
    rows: &[Row],
) -> Result<(), XlsxError> {
    let header = workbook::header_format();
    let described: Vec<TableColumn> = columns
        .iter()
        .map(|column| TableColumn::new().set_header(column.header).set_header_format(&header))
        .collect();
    let last = (rows.len() as u32).max(1);
    let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&described);
    sheet.add_table(0, 0, last, columns.len() as u16 - 1, &table)?;
    for (at, column) in (0u16..).zip(columns) {
        match column.field {
            Some(field) => workbook::header(sheet, at, field)?,
            None => workbook::write(sheet, 0, at, column.header, &header)?,
        }
        sheet.set_column_width(at, column.width())?;
    }
    for (number, row) in (1u32..).zip(rows) {
        for (at, column) in (0u16..).zip(columns) {
            match column.content(row) {
                Some(Content::Day(day)) => {
                    let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                    sheet.write_datetime_with_format(number, at, &day, &column.format())?;
                }
                _ => workbook::write(sheet, number, at, column.text(row), &column.format())?,
            }
        }
        let sized = columns.iter().map(|column| (column.text(row), column.width()));
        sheet.set_row_height(number, workbook::height(sized))?;
    }
    sheet.set_freeze_panes(1, 1)?.set_row_height(0, 36)?;
    // On paper a plan is several sheets wide, each with the ids.
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(3, 0);
    sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    Ok(())
}

/// Days past the due day of what is neither closed nor set aside, counted on the day on which somebody looks; until a
/// program counts, that of the audit.
fn days_late(sheet: &mut Worksheet, columns: &[Column<'_>], rows: &[Row]) -> Result<(), XlsxError> {
    let at = position(columns, "days_late");
    let Some(column) = columns.get(usize::from(at)) else { return Ok(()) };
    let letters = |id: &str| column_letters(u32::from(position(columns, id)));
    let (due, status) = (letters("due"), letters("status"));
    // What is settled counts no days; without this it would be late by none until a program counts.
    sheet.set_formula_result_default("");
    for (number, row) in (1u32..).zip(rows) {
        let line = number + 1;
        let ended = ["Closed", "Accepted", "False positive"].map(|word| format!("{status}{line}=\"{word}\""));
        let formula = format!(
            "=IF(OR(NOT(ISNUMBER({due}{line})),{}),\"\",MAX(0,TODAY()-{due}{line}))",
            ended.join(",")
        );
        let result = match (row.cells.get("due"), row.cells.get("status")) {
            (Some(Content::Day(_)), Some(Content::Text(status)))
                if !["Closed", "Accepted", "False positive"].contains(&status.as_str()) =>
            {
                row.days_late.to_string()
            }
            _ => String::new(),
        };
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(number, at, formula, &column.format())?;
    }
    Ok(())
}

/// Colours what a status lacks.
fn remind(sheet: &mut Worksheet, columns: &[Column<'_>], rows: u32) -> Result<(), XlsxError> {
    let missing = Format::new().set_background_color(Color::RGB(0x00f4_b183));
    let status = first_cell(columns, "status");
    let done = format!("OR({status}=\"Ready to verify\",{status}=\"Closed\")");
    let closed = format!("{status}=\"Closed\"");
    let accepted = format!("{status}=\"Accepted\"");
    let denied = format!("{status}=\"False positive\"");
    let open = format!("NOT(OR({closed},{accepted},{denied}))");
    for (id, when) in [
        ("evidence_link", done),
        ("verified_by", format!("OR({closed},{denied})")),
        ("verified_on", closed.clone()),
        ("accepted_until", accepted.clone()),
        ("comments", denied.clone()),
        ("owner", open.clone()),
        ("due", open),
    ] {
        let at = position(columns, id);
        let filled = format!("${}2<>\"\"", column_letters(u32::from(position(columns, "id"))));
        let rule = format!("=AND({filled},{when},{}=\"\")", first_cell(columns, id));
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(missing.clone());
        sheet.add_conditional_format(1, at, rows.max(1), at, &format)?;
    }
    Ok(())
}

/// An id that is typed over is refused by the program that it is typed into.
fn keep_ids(sheet: &mut Worksheet, columns: &[Column<'_>], rows: u32) -> Result<(), XlsxError> {
    let at = position(columns, "id");
    let keep = DataValidation::new()
        .allow_custom(Formula::new("=FALSE"))
        .ignore_blank(false)
        .set_error_title("Action ID")?
        .set_error_message("By this id the row is known again. Leave it as it is.")?;
    sheet.add_data_validation(1, at, rows.max(1), at, &keep)?;
    Ok(())
}

/// Where the codes of a list stand.
fn range(list: ChoicesId) -> Option<Formula> {
    let id = &Dictionary::builtin().choice_list(list).id;
    let before: usize = LISTS.iter().take_while(|(known, _)| known != id).map(|(_, codes)| codes.len()).sum();
    let (_, codes) = LISTS.iter().find(|(known, _)| known == id)?;
    Some(Formula::new(format!("={CODES}!$B${}:$B${}", before + 2, before + 1 + codes.len())))
}

/// The words of the dropdowns, with what they mean.
pub(super) fn codes(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let dictionary = Dictionary::builtin();
    sheet.set_name(CODES)?.set_freeze_panes(1, 0)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let headers = ["List", "Code", "What it means"].map(|header| TableColumn::new().set_header(header));
    let rows: usize = LISTS.iter().map(|(_, codes)| codes.len()).sum();
    let table = Table::new().set_name("Codes").set_style(TableStyle::None).set_columns(&headers);
    sheet.add_table(0, 0, rows as u32, 2, &table)?;
    for (at, (header, width)) in (0u16..).zip([("List", 28.0), ("Code", 20.0), ("What it means", 60.0)]) {
        workbook::write(sheet, 0, at, header, &workbook::header_format())?;
        sheet.set_column_width(at, width)?;
    }
    let mut row = 1;
    for (id, codes) in LISTS {
        let Some(list) = dictionary.find_choices(id).map(|list| dictionary.choice_list(list)) else {
            continue;
        };
        for (code, meaning) in codes {
            let option = list.options.iter().find(|option| option.id == *code);
            let label = option.map_or(*code, |option| option.label.as_str());
            for (at, text) in (0u16..).zip([list.label.as_str(), label, *meaning]) {
                workbook::write(sheet, row, at, text, &wrap)?;
            }
            sheet.set_row_height(row, workbook::height([(*meaning, 60.0)]))?;
            row += 1;
        }
    }
    Ok(())
}
