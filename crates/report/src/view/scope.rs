//! What was read and what could not be seen, from the account of the reading.

use candor_assess::Outcome;
use candor_model::{Dictionary, EntityId, Inventory, Severity};
use schemars::JsonSchema;
use serde::Serialize;

use super::{counted, grouped, place, prose};
use crate::Input;

/// Problems shown one by one; the others are counted by their title.
const PROBLEMS_SHOWN: usize = 20;

/// What was read, and what was not.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Scope {
    /// Files that were found.
    files: usize,
    /// Tables that were read in them.
    sheets: usize,
    /// Records in the tables.
    rows: String,
    /// Each table that was read.
    tables: Vec<Read>,
    /// Sheets that were passed over.
    ignored: Vec<Left>,
    /// Files that could not be read.
    unreadable: Vec<String>,
    /// Rows that are no records.
    left_rows: Vec<Left>,
    /// Columns that were not understood.
    unmatched: Vec<Unmatched>,
    /// Labels of entities that no sheet was read for.
    missing: Vec<String>,
    /// Problems of the reading that leave something unknown.
    errors: usize,
    /// Problems that may mislead.
    warnings: usize,
    /// The gravest problems.
    problems: Vec<ProblemLine>,
    /// How many more problems there are.
    more_problems: usize,
}

/// A table that was read.
#[derive(Serialize, JsonSchema)]
struct Read {
    /// File and sheet.
    place: String,
    /// What it was read as.
    entity: String,
    /// Number of records.
    rows: String,
    /// Columns that were understood.
    columns: usize,
    /// Columns that were not.
    unmatched: usize,
}

/// Something that was left out.
#[derive(Serialize, JsonSchema)]
struct Left {
    /// Where it stands.
    place: String,
    /// Why it was left out.
    why: String,
}

/// Columns of a table that were not understood.
#[derive(Serialize, JsonSchema)]
struct Unmatched {
    /// File and sheet.
    place: String,
    /// Their headers and letters.
    columns: String,
}

/// A problem of the reading.
#[derive(Serialize, JsonSchema)]
struct ProblemLine {
    /// error, warning or note.
    severity: &'static str,
    /// Where it stands.
    place: String,
    /// What is wrong.
    message: String,
    /// What to do.
    help: String,
    /// How many more like it there are.
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

/// What could not be seen, each in a sentence; the same on the one page and above the signatures.
pub(crate) fn unseen(input: &Input<'_>) -> Vec<String> {
    let account = input.account;
    let mut unseen = Vec::new();
    let missing = missing(input.inventory);
    if !missing.is_empty() {
        unseen.push(format!("Nothing was read about: {}.", missing.join(", ")));
    }
    let unread = account.files.iter().filter(|file| !file.readable).count() as u64;
    if unread > 0 {
        unseen.push(format!("{} could not be read.", counted(unread, "file", "files")));
    }
    let ignored: u64 = account.files.iter().map(|file| file.ignored.len() as u64).sum();
    if ignored > 0 {
        unseen.push(format!("{} passed over.", counted(ignored, "sheet was", "sheets were")));
    }
    let tables = account.files.iter().flat_map(|file| &file.tables);
    let columns: u64 = tables.map(|table| table.unmatched.len() as u64).sum();
    if columns > 0 {
        unseen.push(format!("{} not understood.", counted(columns, "column was", "columns were")));
    }
    let requirements = input.assessment.requirements.iter();
    let unknown = requirements.filter(|result| result.outcome == Outcome::Unknown).count() as u64;
    if unknown > 0 {
        let words = counted(unknown, "requirement is", "requirements are");
        unseen.push(format!("{words} unknown: the records do not answer."));
    }
    unseen.push("What was never written down.".to_owned());
    unseen
}

fn entity_label(id: &str) -> String {
    let dictionary = Dictionary::builtin();
    dictionary.find_entity(id).map_or(id.to_owned(), |entity| dictionary.entity(entity).sheet.clone())
}

fn missing(inventory: &Inventory) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    // Terms help a policy in other languages; records without them lack nothing.
    let is_kept = |entity: &EntityId| {
        let entity = dictionary.entity(*entity);
        !entity.from_candor && entity.id != "term"
    };
    let absent = dictionary.entity_ids().filter(is_kept).filter(|entity| !inventory.has(*entity));
    absent.map(|entity| dictionary.entity(entity).sheet.clone()).collect()
}
