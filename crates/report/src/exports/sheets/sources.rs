//! What the audit was made from, and what of it could not be read.

use candor_model::result::{PROBLEM_CODE, SOURCE_FILE};
use candor_model::{Dictionary, FileReading, Problem, TableReading};

use super::{Cell, Sheet, column, number, prose, sheet, text};
use crate::Input;

struct Source<'a> {
    file: &'a str,
    sheet: &'a str,
    table: Option<&'a TableReading>,
    state: String,
}

pub(super) fn sheets(input: &Input<'_>) -> Vec<Sheet> {
    let sources: Vec<Source<'_>> = input.account.files.iter().flat_map(of_file).collect();
    vec![read(&sources), problems(&input.account.problems)]
}

fn of_file(file: &FileReading) -> Vec<Source<'_>> {
    let tables = file.tables.iter().map(|table| Source {
        file: &file.file,
        sheet: &table.sheet,
        table: Some(table),
        state: "read".to_owned(),
    });
    let ignored = file.ignored.iter().map(|sheet| Source {
        file: &file.file,
        sheet: &sheet.sheet,
        table: None,
        state: format!("passed over: {}", sheet.why),
    });
    let mut sources: Vec<Source<'_>> = tables.chain(ignored).collect();
    if sources.is_empty() {
        let state = if file.readable { "nothing in it" } else { "could not be read" };
        sources.push(Source { file: &file.file, sheet: "", table: None, state: state.to_owned() });
    }
    sources
}

/// What stands there of a table that was read.
fn of_table(source: &Source<'_>, cell: fn(&TableReading) -> Cell) -> Cell {
    source.table.map_or(Cell::Blank, cell)
}

fn read(sources: &[Source<'_>]) -> Sheet {
    let specs = vec![
        column(SOURCE_FILE, |source: &Source<'_>| text(source.file)),
        column("Sheet", |source| text(source.sheet)),
        column("What became of it", |source| text(&source.state)),
        column("Read as", |source| of_table(source, |table| text(entity(&table.entity)))),
        column("Header in row", |source| of_table(source, |table| number(table.header_row))),
        column("Records", |source| of_table(source, |table| number(table.rows))),
        column("Columns understood", |source| of_table(source, |table| number(table.columns.len() as f64))),
        column("Columns kept as text only", |source| of_table(source, |table| text(unmatched(table)))),
        column("Rows that are no records", |source| of_table(source, |table| text(left_rows(table)))),
    ];
    sheet("Sources", "Every file and sheet that was looked at, and what became of it.", specs, sources)
}

fn entity(id: &str) -> String {
    let dictionary = Dictionary::builtin();
    dictionary.find_entity(id).map_or(id.to_owned(), |entity| dictionary.entity(entity).sheet.clone())
}

fn unmatched(table: &TableReading) -> String {
    let each = table.unmatched.iter();
    each.map(|column| format!("{} ({})", column.header, column.column)).collect::<Vec<_>>().join("; ")
}

fn left_rows(table: &TableReading) -> String {
    table.left_rows.iter().map(candor_model::LeftRows::counted).collect::<Vec<_>>().join("; ")
}

fn problems(problems: &[Problem]) -> Sheet {
    let mut problems: Vec<&Problem> = problems.iter().collect();
    problems.sort_by_key(|problem| problem.severity);
    let specs = vec![
        column(PROBLEM_CODE, |problem: &&Problem| text(problem.code)),
        column("Kind", |problem| text(problem.severity.label())),
        column("File", |problem| text(&problem.place.file)),
        column("Sheet", |problem| text(&problem.place.sheet)),
        column("Cell", |problem| text(&problem.place.cell)),
        column("Problem", |problem| prose(&problem.message)),
        column("Help", |problem| prose(&problem.help)),
        column("Further places", |problem| number(problem.more as f64)),
    ];
    sheet(
        "Problems",
        "Cells, sheets and files that could not be read as they were meant; what they hold is unknown.",
        specs,
        &problems,
    )
}
