//! What is told about a table: rows with too many cells, headers without a meaning, cells that could not be read.

use candor_model::text::{one_line, shorten};
use candor_model::{
    Cell, Dictionary, Entry, Excerpt, FieldId, Fixed, Kind, Origin, Place, Problem, Severity, Table, Value,
    column_letters,
};
use chrono::NaiveDate;

use super::nearest;
use crate::grid::{self, Grid, Row};
use crate::headers;
use crate::locate::Found;
use crate::read;

/// Distinct unreadable texts of a column that get a problem each; the rest is folded into the last.
const PROBLEMS_PER_COLUMN: usize = 25;

/// Headers that are told to mean nothing make no problem.
pub(super) fn problems(
    found: &Found,
    table: &Table,
    as_of: Option<NaiveDate>,
    told_nothing: impl Fn(&str) -> bool,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, plan) in found.columns.iter().enumerate() {
        if !told_nothing(&plan.header) {
            header_problems(table, found, at, &mut problems);
        }
        if let Some((field, _)) = plan.matched {
            cell_problems(table, at, field, as_of, &mut problems);
        }
    }
    problems
}

/// What is told about the cells of a form, each shown with its label.
pub(crate) fn form_problems(table: &Table, as_of: Option<NaiveDate>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let stands_there = !matches!(column.fixed, Some(Fixed::Layout(_)));
        let Some(field) = column.field.filter(|_| stands_there) else { continue };
        let first = problems.len();
        cell_problems(table, at, field, as_of, &mut problems);
        for problem in &mut problems[first..] {
            let cell = problem.place.cell.clone();
            let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse();
            let excerpt = problem.excerpt.iter_mut();
            for (excerpt, row) in excerpt.zip(row) {
                let text = excerpt.cells.get(excerpt.marked).cloned().unwrap_or_default();
                *excerpt =
                    Excerpt { row, headers: vec![shorten(&column.header, 60)], cells: vec![text], marked: 0 };
            }
        }
    }
    problems
}

/// Cells of a text file that stand right of the last header: most often a separator within a text without quotes
/// has moved them there.
pub(super) fn ragged(grid: &Grid, found: &Found, rows: &[u32], origin: &Origin) -> Option<Problem> {
    let with_header = found.columns.iter().filter(|plan| !one_line(&plan.header).is_empty());
    let last = with_header.map(|plan| plan.index).max()?;
    // Only text files can have such cells by a slip.
    if !origin.sheet.is_empty() {
        return None;
    }
    let widths = grid.widths(|column| column > last);
    let outside = |row: Row<'_>| row.cells().map(|cell| cell.0).find(|column| *column > last);
    let cells: Vec<(u32, u32)> = (0..grid.len())
        .filter(|position| widths[*position] > 0)
        .map(|position| grid.row(position))
        .filter(|row| rows.binary_search(&row.number).is_ok())
        .filter_map(|row| outside(row).map(|column| (row.number, column)))
        .collect();
    let (row, column) = *cells.first()?;
    let cell = format!("{}{row}", column_letters(column));
    let place = Place { file: origin.file.clone(), sheet: String::new(), cell };
    let message = format!("row {row} has more cells than there are headers");
    let help = "put quotes around texts that hold the separator";
    let mut problem = Problem::new(Severity::Warning, "rows-ragged", place, message, help);
    for (row, column) in &cells[1..] {
        let cell = || format!("{}{row}", column_letters(*column));
        problem.fold(|| Place { file: origin.file.clone(), sheet: String::new(), cell: cell() });
    }
    Some(problem)
}

fn header_problems(table: &Table, found: &Found, at: usize, problems: &mut Vec<Problem>) {
    let plan = &found.columns[at];
    if plan.matched.is_some() || plan.header.is_empty() {
        return;
    }
    let place = Place {
        file: table.origin.file.clone(),
        sheet: table.origin.sheet.clone(),
        cell: format!("{}{}", column_letters(plan.index), table.origin.header_row),
    };
    let header = shorten(&plan.header, 60);
    if let Some(field) = plan.twin_of {
        let label = &Dictionary::builtin().field(field).label;
        problems.push(Problem::new(
            Severity::Note,
            "column-ambiguous",
            place,
            format!("`{header}` means `{label}` too, but another column is read as that"),
            "rename one of the headers, or say in candor.toml which one is meant",
        ));
    } else if let Some(id) = plan.unfit_for {
        let field = Dictionary::builtin().field(id);
        problems.push(Problem::new(
            Severity::Note,
            "column-unmatched",
            place,
            format!(
                "`{header}` sounds like `{}`, but what stands below it is none: it is kept as text",
                field.label
            ),
            &wanted(id, ""),
        ));
    } else if let Some(label) = headers::suggestion(&plan.header, found.entity) {
        problems.push(Problem::new(
            Severity::Note,
            "column-unmatched",
            place,
            format!("the header `{header}` was not understood"),
            &format!("did you mean `{label}`?"),
        ));
    }
}

/// What cells of a field should look like, instead of `text`.
fn wanted(id: FieldId, text: &str) -> String {
    let dictionary = Dictionary::builtin();
    match dictionary.field(id).kind {
        Kind::Choice(list) | Kind::Choices(list) => nearest::advice(text, list, &dictionary.path(id)),
        Kind::YesNo(_) => "write yes or no".to_owned(),
        Kind::Date => "write days like 2026-02-28".to_owned(),
        kind => format!("write a {}", kind.label()),
    }
}

/// Tells every distinct text of a column that could not be read, where it stands first and how often.
fn cell_problems(
    table: &Table,
    at: usize,
    field: FieldId,
    as_of: Option<NaiveDate>,
    problems: &mut Vec<Problem>,
) {
    let column = &table.columns[at];
    let mut first: Vec<Option<u32>> = vec![None; column.entries.len()];
    column.cells.all_of().each(|row, entry| {
        first[entry as usize].get_or_insert(row as u32);
    });
    let mut told: Vec<Problem> = Vec::new();
    // For each entry that cannot be read, the position of its problem, and whether its first cell is named there.
    let mut told_as: Vec<Option<(usize, bool)>> = vec![None; column.entries.len()];
    for (at_entry, (entry, row)) in column.entries.iter().zip(first).enumerate() {
        let Some(row) = row.map(|row| row as usize) else { continue };
        let Some(complaint) = complaint(field, entry, as_of) else { continue };
        if told.len() == PROBLEMS_PER_COLUMN {
            told_as[at_entry] = Some((told.len() - 1, false));
            continue;
        }
        let (severity, code, message, help) = complaint();
        let mut problem = Problem::new(severity, code, table.place(column, row), message, &help);
        problem.excerpt = Some(excerpt(table, at, row));
        told_as[at_entry] = Some((told.len(), true));
        told.push(problem);
    }
    if told.is_empty() {
        return;
    }
    column.cells.all_of().each(|row, entry| match &mut told_as[entry as usize] {
        Some((_, first @ true)) => *first = false,
        Some((at_problem, false)) => told[*at_problem].fold(|| table.place(column, row)),
        None => {}
    });
    problems.extend(told);
}

type Complaint = (Severity, &'static str, String, String);

/// What is wrong with an entry, put into words when it is told.
fn complaint<'a>(
    id: FieldId,
    entry: &'a Entry,
    as_of: Option<NaiveDate>,
) -> Option<Box<dyn FnOnce() -> Complaint + 'a>> {
    let text = || shorten(&entry.text, 60);
    match &entry.cell {
        // Told where the limit was met.
        Cell::Unreadable if grid::is_shortened(&entry.text) => None,
        Cell::Unreadable => Some(Box::new(move || unreadable(id, &entry.text, &text()))),
        Cell::Value(Value::Date(moment))
            if as_of.is_some_and(|day| moment.day > day)
                && is_past_event(&Dictionary::builtin().field(id).id) =>
        {
            Some(Box::new(move || {
                let message = format!("`{}` lies after the day of the audit", text());
                let help = "correct the date, or choose a later `--as-of`".to_owned();
                (Severity::Warning, "date-future", message, help)
            }))
        }
        Cell::Value(Value::Countries(_)) => {
            let first = read::without_country(&entry.text).into_iter().next()?;
            Some(Box::new(move || {
                let first = shorten(&first, 40);
                let message = format!("`{first}` names no country; the others of the cell were read");
                let help = "write the country or its two-letter code".to_owned();
                (Severity::Warning, "country-unreadable", message, help)
            }))
        }
        _ => None,
    }
}

/// Fields that tell what has happened, not what is due.
pub(super) fn is_past_event(field: &str) -> bool {
    const AHEAD: [&str; 8] = ["due", "ends", "expires", "next", "until", "valid", "asked_again", "started"];
    !AHEAD.iter().any(|word| field.contains(word))
}

/// Fields that tell until when something holds: "without end" is an answer there.
pub(super) fn is_end(field: &str) -> bool {
    ["ends_on", "expires_on", "valid_until", "kept_until"].iter().any(|end| field.ends_with(end))
}

fn unreadable(id: FieldId, whole: &str, text: &str) -> Complaint {
    let field = Dictionary::builtin().field(id);
    let label = &field.label;
    if whole.starts_with('#') && whole.ends_with(['!', '?', 'A', '0']) && whole.len() <= 12 {
        let message = format!("the formula failed: `{text}`");
        return (
            Severity::Error,
            "formula-error",
            message,
            "repair the formula or write the value".to_owned(),
        );
    }
    let error = |code, message: String, help: String| (Severity::Error, code, message, help);
    match field.kind {
        Kind::Date if read::is_open(whole) => (
            Severity::Warning,
            "date-ambiguous",
            format!("`{text}` can be read day first or month first, and no cell of the table decides"),
            "write dates like 2026-02-28, or set `date_order` for the sheet in candor.toml".to_owned(),
        ),
        Kind::Date => {
            error("date-unreadable", date_message(text), "write the day like 2026-02-28".to_owned())
        }
        Kind::Number | Kind::Money => error(
            "number-unreadable",
            format!("`{text}` is not a number ({label})"),
            "write the number alone, such as 620".to_owned(),
        ),
        Kind::Duration if read::is_vague(whole) => (
            Severity::Warning,
            "period-vague",
            format!("`{text}` gives no time and no event that ends it"),
            "write a period or the event, such as `until consent is withdrawn`".to_owned(),
        ),
        Kind::Duration => error(
            "period-unreadable",
            format!("`{text}` is no period that can be read"),
            "write it like `7 years after the contract ends`".to_owned(),
        ),
        Kind::Countries => error(
            "country-unreadable",
            format!("`{text}` names no country"),
            "write the country or its two-letter code; `none` if there is none".to_owned(),
        ),
        Kind::YesNo(_) => {
            error("yes-no-unreadable", format!("`{text}` is neither yes nor no ({label})"), wanted(id, whole))
        }
        _ => error(
            "choice-unreadable",
            format!("`{text}` is none of the values of `{label}`"),
            wanted(id, whole),
        ),
    }
}

/// A day that looks right and does not exist deserves its own words.
fn date_message(text: &str) -> String {
    let numeric = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
    if numeric && text.len() >= 8 {
        format!("`{text}` is not a day of the calendar")
    } else {
        format!("`{text}` is not a date")
    }
}

/// The record's first cells, then the marked one with its neighbours.
pub(crate) fn excerpt(table: &Table, at: usize, row: usize) -> Excerpt {
    let last = table.columns.len() - 1;
    let mut shown = vec![0, 1.min(last), at.saturating_sub(1), at, (at + 1).min(last)];
    shown.sort_unstable();
    shown.dedup();
    Excerpt {
        row: table.rows[row],
        headers: shown.iter().map(|at| shorten(&table.columns[*at].header, 22)).collect(),
        cells: shown.iter().map(|at| shorten(&table.columns[*at].entry(row).text, 30)).collect(),
        marked: shown.iter().position(|other| *other == at).unwrap_or_default(),
    }
}
