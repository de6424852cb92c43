//! Blanking a cell, or taking an answer away, never raises the score of a checklist: over the samples.
//!
//! Some cells are not blanked, for what they say did not happen, or is not there, where nothing stands: who has not left is
//! no leaver, a contract or a piece of evidence without an end runs on, a notice that was never sent has no contents, a
//! vendor that nobody names is not used, and evidence that is named and dated is a document unless it says otherwise.
//!
//! Every `CANDOR_BLANKING_STEP`th filled cell is tried (41 if left out; 1 tries all of them).

use std::path::{Path, PathBuf};

use candor_assess::{Assessment, Library, Options, assess};
use candor_ingest::{File, parse_settings, read_files};
use candor_model::{Cell, Dictionary, FieldId, Inventory};

const NOT_BLANKED: [&str; 8] = [
    "left_on",
    "ended_on",
    "contract_ends_on",
    "authority_told_at",
    "valid_until",
    "strength",
    "incident.vendor",
    "activity.vendors",
];

fn stays(field: FieldId) -> bool {
    let path = Dictionary::builtin().path(field);
    NOT_BLANKED.iter().any(|field| path == *field || path.ends_with(&format!(".{field}")))
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut samples: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("there are samples")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.join("candor.toml").is_file())
        .collect();
    samples.sort();
    samples
}

fn inventory(sample: &Path) -> Inventory {
    let text = std::fs::read_to_string(sample.join("candor.toml")).expect("it can be read");
    let settings =
        parse_settings("candor.toml", &text, &["gdpr", "ccpa", "hipaa", "baseline"]).expect("it is right");
    let folder = sample.join(settings.records.as_deref().expect("it names the records"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let files = paths.iter().map(|path| File {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("it can be read"),
    });
    read_files(files, &settings, settings.as_of).inventory
}

fn options() -> Options {
    Options { findings_max: Some(0), ..Options::new("2026-11-21".parse().expect("a day")) }
}

/// Checklists whose low end rose, with the requirements whose outcome changed.
fn raised(before: &Assessment, after: &Assessment) -> Vec<String> {
    let pairs = before.checklists.iter().zip(&after.checklists);
    let score = |one: &candor_assess::ChecklistResult| (2 * one.met + one.partly_met, one.applies);
    pairs
        .filter(|(before, after)| {
            let ((points, of), (more, of_more)) = (score(before), score(after));
            more * of > points * of_more
        })
        .map(|(before_list, _)| {
            let changed = before.requirements.iter().zip(&after.requirements);
            let changed: Vec<String> = changed
                .filter(|(one, other)| one.checklist == before_list.id && one.outcome != other.outcome)
                .map(|(one, other)| format!("{} {:?} → {:?}", one.id, one.outcome, other.outcome))
                .collect();
            changed.join(", ")
        })
        .collect()
}

#[test]
fn blanking_a_cell_never_raises_a_score() {
    let step = std::env::var("CANDOR_BLANKING_STEP").ok().and_then(|text| text.parse().ok()).unwrap_or(41);
    let library = Library::builtin();
    let mut told = Vec::new();
    for sample in samples() {
        let mut inventory = inventory(&sample);
        let before = assess(&inventory, library, &options());
        let mut filled = Vec::new();
        for (table, content) in inventory.tables.iter().enumerate() {
            for (column, cells) in content
                .columns
                .iter()
                .enumerate()
                .filter(|(_, cells)| cells.field.is_some_and(|field| !stays(field)))
            {
                let rows = 0..content.rows.len();
                filled.extend(
                    rows.filter(|row| cells.entry(*row).cell != Cell::Blank).map(|row| (table, column, row)),
                );
            }
        }
        for (table, column, row) in filled.into_iter().step_by(step) {
            let kept = inventory.tables[table].columns[column].clone();
            let cells = &mut inventory.tables[table].columns[column];
            let blank =
                cells.entries.iter().position(|entry| entry.cell == Cell::Blank && entry.text.is_empty());
            let blank = blank.unwrap_or_else(|| {
                cells.entries.push(candor_model::Entry::blank());
                cells.entries.len() - 1
            });
            cells.cells.set(row, blank as u32);
            for raised in raised(&before, &assess(&inventory, library, &options())) {
                let table = &inventory.tables[table];
                let place = table.place(&kept, row);
                told.push(format!("{place} {}: `{}`: {raised}", kept.header, kept.entry(row).text));
            }
            inventory.tables[table].columns[column] = kept;
        }
    }
    assert!(told.is_empty(), "{} cells:\n{}", told.len(), told.join("\n"));
}
