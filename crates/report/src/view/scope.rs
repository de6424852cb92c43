//! What was read and what could not be seen, from the account of the reading.

use candor_model::{Dictionary, Inventory, Severity};
use schemars::JsonSchema;
use serde::Serialize;

use super::{grouped, place, prose};
use crate::Input;

/// Problems shown one by one; the others are counted by their title.
const PROBLEMS_SHOWN: usize = 20;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Scope {
    files: usize,
    sheets: usize,
    rows: String,
    tables: Vec<Read>,
    ignored: Vec<Left>,
    unreadable: Vec<String>,
    left_rows: Vec<Left>,
    unmatched: Vec<Unmatched>,
    /// Labels of entities that no sheet was read for.
    missing: Vec<String>,
    errors: usize,
    warnings: usize,
    problems: Vec<ProblemLine>,
    more_problems: usize,
}

#[derive(Serialize, JsonSchema)]
struct Read {
    place: String,
    entity: String,
    rows: String,
    columns: usize,
    unmatched: usize,
}

#[derive(Serialize, JsonSchema)]
struct Left {
    place: String,
    why: String,
}

#[derive(Serialize, JsonSchema)]
struct Unmatched {
    place: String,
    columns: String,
}

#[derive(Serialize, JsonSchema)]
struct ProblemLine {
    severity: &'static str,
    place: String,
    message: String,
    help: String,
    more: usize,
}

pub(crate) fn view(input: &Input<'_>) -> Scope {
    let account = input.account;
    let tables =
        || account.files.iter().flat_map(|file| file.tables.iter().map(move |table| (&file.file, table)));
    let count = |severity: Severity| {
        let of_severity = account.problems.iter().filter(|problem| problem.severity == severity);
        of_severity.map(|problem| 1 + problem.more).sum()
    };
    let ignored = account.files.iter().flat_map(|file| {
        file.ignored
            .iter()
            .map(|sheet| Left { place: place(&file.file, &sheet.sheet, ""), why: sheet.why.clone() })
    });
    let left_rows = tables().flat_map(|(file, table)| {
        table.left_rows.iter().map(move |rows| Left {
            place: place(file, &table.sheet, &format!("row {}", rows.first_row)),
            why: rows.counted(),
        })
    });
    let unmatched =
        tables().filter(|(_, table)| !table.unmatched.is_empty()).map(|(file, table)| Unmatched {
            place: place(file, &table.sheet, ""),
            columns: table
                .unmatched
                .iter()
                .map(|column| format!("{} ({})", column.header, column.column))
                .collect::<Vec<_>>()
                .join("; "),
        });
    let mut problems: Vec<_> = account.problems.iter().collect();
    problems.sort_by_key(|problem| problem.severity);
    Scope {
        files: account.files.len(),
        sheets: account.tables(),
        rows: grouped(account.rows()),
        tables: tables()
            .map(|(file, table)| Read {
                place: place(file, &table.sheet, ""),
                entity: entity_label(&table.entity),
                rows: grouped(u64::from(table.rows)),
                columns: table.columns.len(),
                unmatched: table.unmatched.len(),
            })
            .collect(),
        ignored: ignored.collect(),
        unreadable: account
            .files
            .iter()
            .filter(|file| !file.readable)
            .map(|file| file.file.clone())
            .collect(),
        left_rows: left_rows.collect(),
        unmatched: unmatched.collect(),
        missing: missing(input.inventory),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        problems: problems
            .iter()
            .take(PROBLEMS_SHOWN)
            .map(|problem| ProblemLine {
                severity: problem.severity.label(),
                place: problem.place.to_string(),
                message: prose(&problem.message),
                help: prose(&problem.help),
                more: problem.more,
            })
            .collect(),
        more_problems: problems.len().saturating_sub(PROBLEMS_SHOWN),
    }
}

fn entity_label(id: &str) -> String {
    let dictionary = Dictionary::builtin();
    dictionary.find_entity(id).map_or(id.to_owned(), |entity| dictionary.entity(entity).sheet.clone())
}

fn missing(inventory: &Inventory) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    let absent = dictionary.entity_ids().filter(|entity| !inventory.has(*entity));
    absent.map(|entity| dictionary.entity(entity).sheet.clone()).collect()
}
