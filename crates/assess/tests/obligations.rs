//! Runs the cases in `obligations/`: records, and what is needed, on file, expired, missing or not known of them.
//!
//! What is expected is written as: a line for each obligation asked for, and a line for each record with its state, why,
//! and the fields of the cells that it points at; criteria of a screening that hold (+), do not (-) or are open (?).

use crate::inventory;

use std::fmt::Write as _;
use std::path::Path;

use candor_assess::{
    Assessment, Library, ObligationResult, ObligationState, Obliged, Options, Screening, Truth, assess,
};
use candor_model::Inventory;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    as_of: String,
    /// Checklists to judge by.
    laws: Vec<String>,
    /// Ids of the obligations to look at; `screening` for the criteria.
    look: Vec<String>,
    /// Tables by entity.
    sheets: toml::Table,
    expect: String,
}

fn assessed(case: &Case) -> Assessment {
    let mut inventory = Inventory::default();
    for (entity, table) in &case.sheets {
        inventory::add_table(&mut inventory, entity, table.as_str().expect("a table is text"));
    }
    let options =
        Options { checklists: case.laws.clone(), ..Options::new(case.as_of.parse().expect("a day")) };
    assess(&inventory, Library::builtin(), &options)
}

fn written(case: &Case, assessment: &Assessment) -> String {
    let mut text = String::new();
    for id in &case.look {
        if id == "screening" {
            assessment.screenings.iter().for_each(|one| screening_line(&mut text, one));
            continue;
        }
        match assessment.obligations.iter().find(|one| one.id == *id) {
            Some(one) => write_obligation(&mut text, one),
            None => writeln!(text, "{id}: not judged").expect("text can be written"),
        }
    }
    text
}

fn write_obligation(text: &mut String, one: &ObligationResult) {
    let counts = ObligationState::ALL.iter().filter(|state| one.counts.of(**state) > 0);
    let counts: Vec<String> =
        counts.map(|state| format!("{} {}", one.counts.of(*state), state.label().to_lowercase())).collect();
    writeln!(text, "{}: {}", one.id, counts.join(", ")).expect("text can be written");
    for record in &one.records {
        writeln!(text, "  {}", record_line(record)).expect("text can be written");
    }
}

fn record_line(record: &Obliged) -> String {
    let fields = |cells: &[candor_assess::SeenCell]| {
        cells.iter().map(|cell| cell.field.clone()).collect::<Vec<_>>().join(" ")
    };
    let mut parts = vec![format!("{} {}", record.subject, record.state.label().to_lowercase())];
    let more = [record.because.clone(), fields(&record.cells), fields(&record.kept)];
    parts.extend(more.into_iter().filter(|part| !part.is_empty()));
    parts.join(" | ")
}

fn screening_line(text: &mut String, screening: &Screening) {
    let mark = |truth| match truth {
        Truth::Yes => '+',
        Truth::No => '-',
        Truth::Unknown => '?',
    };
    let marks: String = screening.criteria.iter().map(|one| mark(one.holds)).collect();
    let open = screening.criteria.iter().filter(|one| one.holds == Truth::Unknown);
    assert!(open.clone().all(|one| one.cells.is_empty() && one.ask.ends_with('?')), "an open one asks");
    let known = screening.criteria.iter().filter(|one| one.holds != Truth::Unknown);
    assert!(known.clone().all(|one| !one.cells.is_empty()), "a cell shows what is known");
    writeln!(text, "{}: {marks}", screening.subject).expect("text can be written");
}

/// What is missing or expired is what the audit found not met, record by record.
fn agrees(assessment: &Assessment) {
    for obligation in &assessment.obligations {
        let cites: Vec<&str> = obligation
            .records
            .iter()
            .filter(|record| matches!(record.state, ObligationState::Missing | ObligationState::Expired))
            .flat_map(|record| record.cites.iter().map(String::as_str))
            .collect();
        for cite in cites {
            let found = assessment.requirements.iter().filter(|one| one.cite == cite);
            assert!(found.clone().any(|one| one.has_failure()), "{}: {cite} is not failed", obligation.id);
        }
        let all: u64 = ObligationState::ALL.iter().map(|state| obligation.counts.of(*state)).sum();
        let told = obligation.records.len() as u64 + obligation.counts.not_needed;
        assert_eq!(all, told, "{}: every record is counted", obligation.id);
    }
}

#[test]
fn every_obligation_stands_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obligations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "there are cases");
    let mut wrong = String::new();
    for file in files {
        let cases: Cases = toml::from_str(&std::fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in &cases.case {
            let assessment = assessed(case);
            agrees(&assessment);
            let actual = written(case, &assessment);
            if actual.trim() != case.expect.trim() {
                let name = &case.name;
                writeln!(wrong, "== {} :: {name}\n{actual}-- expected\n{}", file.display(), case.expect)
                    .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn activities_beyond_the_limit_are_counted() {
    let mut activities = "name | role\n".to_owned();
    for number in 0..2_003 {
        writeln!(activities, "Activity {number} | controller").unwrap();
    }
    let mut inventory = Inventory::default();
    inventory::add_table(&mut inventory, "activity", &activities);
    let options =
        Options { checklists: vec!["gdpr".to_owned()], ..Options::new("2026-11-21".parse().unwrap()) };
    let assessment = assess(&inventory, Library::builtin(), &options);
    assert_eq!((assessment.screenings.len(), assessment.not_screened), (2_000, 3));
}
