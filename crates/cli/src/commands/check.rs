//! `candor check`: what was understood of each sheet, and every problem.

mod annotate;

use anyhow::Result;
use candor_model::text::shorten;
use candor_model::{Account, Excerpt, FileReading, LeftRows, Place, Problem, Severity, TableReading};
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::{CheckArguments, PrintFormat, ProblemLevel};
use crate::commands::Printed;
use crate::exit::Exit;
use crate::print::{self, Align, Paint, Style};
use crate::workspace;

/// The JSON form of what was read.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CheckOutput<'a> {
    files: &'a [FileReading],
    problems: Vec<ProblemOutput<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ProblemOutput<'a> {
    severity: Severity,
    code: &'a str,
    file: &'a str,
    sheet: &'a str,
    cell: &'a str,
    message: &'a str,
    help: &'a str,
    /// The row it stands in: headers and cells beside the marked one, shortened.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a Excerpt>,
    /// How many more cells have the same problem.
    more: usize,
    /// Where those are, the first of them.
    also: &'a [Place],
}

pub(crate) fn run(arguments: &CheckArguments, paint: Paint) -> Result<Printed> {
    let workspace = workspace::open(&arguments.input)?;
    let account = &workspace.reading.account;
    let marked = match &arguments.annotate {
        Some(folder) => annotate::run(&workspace, folder)?,
        None => String::new(),
    };
    let text = match arguments.format {
        PrintFormat::Json => json(account)?,
        PrintFormat::Text => text(account, paint) + &marked,
    };
    let readable = account.files.iter().any(|file| file.readable);
    let exit = match arguments.fail_on {
        _ if !readable => Exit::Unreadable,
        Some(level) if account.problems.iter().any(|problem| problem.severity <= severity(level)) => {
            Exit::GateFailed
        }
        _ => Exit::Done,
    };
    Ok(Printed { text, exit })
}

fn severity(level: ProblemLevel) -> Severity {
    match level {
        ProblemLevel::Error => Severity::Error,
        ProblemLevel::Warning => Severity::Warning,
        ProblemLevel::Note => Severity::Note,
    }
}

/// What was read, for a program.
pub(crate) fn json(account: &Account) -> Result<String> {
    let problems = account.problems.iter().map(|problem| ProblemOutput {
        severity: problem.severity,
        code: problem.code,
        file: &problem.place.file,
        sheet: &problem.place.sheet,
        cell: &problem.place.cell,
        message: &problem.message,
        help: &problem.help,
        row: problem.excerpt.as_ref(),
        more: problem.more,
        also: &problem.also,
    });
    let output = CheckOutput { files: &account.files, problems: problems.collect() };
    Ok(serde_json::to_string_pretty(&output)? + "\n")
}

/// What was read, for people.
pub(crate) fn text(account: &Account, paint: Paint) -> String {
    let mut text = String::new();
    for file in &account.files {
        text.push_str(&file_text(file, paint));
    }
    if !account.problems.is_empty() {
        text.push_str(&format!("{}\n\n", paint.text(Style::Strong, "Problems")));
    }
    for problem in &account.problems {
        text.push_str(&print::problem(problem, paint));
        text.push('\n');
    }
    text.push_str(&last_line(account));
    text
}

fn last_line(account: &Account) -> String {
    format!("{}; {}\n", read_line(account), print::summary(&account.problems))
}

/// "3 tables and 41 records from 2 files".
pub(crate) fn read_line(account: &Account) -> String {
    format!(
        "{} and {} from {}",
        counted(account.tables(), "table"),
        counted(account.rows() as usize, "record"),
        counted(account.files.len(), "file"),
    )
}

/// "1 file", "2 files".
pub(crate) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn file_text(file: &FileReading, paint: Paint) -> String {
    let mut text = format!("{}\n", paint.text(Style::Strong, &file.file));
    for table in &file.tables {
        text.push_str(&table_text(table, paint));
    }
    for ignored in &file.ignored {
        let sheet = sheet_name(&ignored.sheet);
        text.push_str(&format!("  {} {sheet}: {}\n", paint.text(Style::Faint, "passed over"), ignored.why));
    }
    if file.ignored.iter().any(|ignored| !ignored.sheet.is_empty()) {
        text.push_str("  to read such a sheet: `read = true` in a `[[sheet]]` of candor.toml with its `file` and `sheet`\n");
    }
    if file.tables.is_empty() && file.ignored.is_empty() {
        text.push_str("  nothing was read; see the problems\n");
    }
    text.push('\n');
    text
}

fn sheet_name(sheet: &str) -> String {
    if sheet.is_empty() { "the file".to_owned() } else { format!("`{sheet}`") }
}

fn table_text(table: &TableReading, paint: Paint) -> String {
    let label = entity_label(&table.entity);
    let layout = table.layout.as_ref().map(|name| format!("; layout `{name}`")).unwrap_or_default();
    let mut text = format!(
        "  {} is {}: {}; header in row {}, from column {}{layout}\n",
        sheet_name(&table.sheet),
        paint.text(Style::Good, &label),
        counted(table.rows as usize, "record"),
        table.header_row,
        table.first_column,
    );
    let rows: Vec<Vec<String>> = table
        .columns
        .iter()
        .map(|column| {
            let sure = if column.sure >= 90 { String::new() } else { format!("{}% sure", column.sure) };
            vec![
                format!("    {}", column.column),
                shorten(&column.header, 60),
                format!("→ {}", column.field),
                sure,
            ]
        })
        .collect();
    for line in print::columns(&rows, &[Align::Left; 4]) {
        text.push_str(&format!("{line}\n"));
    }
    if !table.constants.is_empty() {
        let said: Vec<String> = table
            .constants
            .iter()
            .map(|constant| format!("{} = {}", constant.field, constant.value))
            .collect();
        text.push_str(&format!("    for all, by the layout: {}\n", said.join(", ")));
    }
    if !table.unmatched.is_empty() {
        let headers: Vec<String> = table
            .unmatched
            .iter()
            .map(|column| match column.header.as_str() {
                "" => format!("{} (no header)", column.column),
                header => format!("{} `{}`", column.column, shorten(header, 60)),
            })
            .collect();
        text.push_str(&format!(
            "    {}: {}\n",
            paint.text(Style::Warn, "not understood"),
            headers.join(", ")
        ));
    }
    if !table.left_rows.is_empty() {
        let left: Vec<String> = table.left_rows.iter().map(left_text).collect();
        text.push_str(&format!(
            "    {}: {}\n",
            paint.text(Style::Faint, "rows that are no records"),
            left.join(", ")
        ));
    }
    text
}

fn left_text(left: &LeftRows) -> String {
    let from = if left.count == 1 { "row" } else { "from row" };
    format!("{} ({from} {})", left.counted(), left.first_row)
}

fn entity_label(id: &str) -> String {
    let dictionary = candor_model::Dictionary::builtin();
    dictionary.find_entity(id).map_or_else(|| id.to_owned(), |entity| dictionary.entity(entity).label.clone())
}

/// Problems of the two worse severities, for the line at the end of an audit.
pub(crate) fn count_serious(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.severity < Severity::Note).map(|problem| 1 + problem.more).sum()
}
