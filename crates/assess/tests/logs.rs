//! Runs the tables of cases in `logs/`: rows of a log, and how the clocks over them stand on a day.
//!
//! What is expected is written as: a line for each clock with its counts; a line for each record with its state and the
//! figures that are known of it; a line for each quarter; and the table of 11 CCR 7102, kinds without requests left out.

use crate::inventory;

use std::fmt::Write as _;
use std::path::Path;

use candor_assess::{Assessment, ClockResult, ClockRun, Library, Options, assess};
use candor_model::Inventory;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Logs {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    as_of: String,
    /// Ids of the clocks to look at; none if only the table of the year counts.
    clocks: Vec<String>,
    /// Tables by entity.
    sheets: toml::Table,
    expect: String,
}

fn assessed(case: &Case) -> Assessment {
    let mut inventory = Inventory::default();
    for (entity, table) in &case.sheets {
        inventory::add_table(&mut inventory, entity, table.as_str().expect("a table is text"));
    }
    let options = Options { checklists: laws(case), ..Options::new(case.as_of.parse().expect("a day")) };
    assess(&inventory, Library::builtin(), &options)
}

/// The laws whose clocks are looked at: an id begins with that of its law, or with that of the State.
fn laws(case: &Case) -> Vec<String> {
    let mut laws: Vec<String> = case
        .clocks
        .iter()
        .map(|id| match id.split('-').next().unwrap_or_default() {
            "ca" => "ccpa".to_owned(),
            law => law.to_owned(),
        })
        .collect();
    laws.sort();
    laws.dedup();
    if laws.is_empty() { vec!["ccpa".to_owned()] } else { laws }
}

fn written(case: &Case, assessment: &Assessment) -> String {
    let mut text = String::new();
    for id in &case.clocks {
        match assessment.clocks.iter().find(|clock| clock.id == *id) {
            Some(clock) => write_clock(&mut text, clock),
            None => writeln!(text, "{id}: no record").expect("text can be written"),
        }
    }
    if case.clocks.is_empty() {
        write_metrics(&mut text, assessment);
    }
    text
}

fn write_clock(text: &mut String, clock: &ClockResult) {
    let counts = &clock.counts;
    let parts = [
        (counts.overdue, "overdue"),
        (counts.late, "late"),
        (counts.running, "running"),
        (counts.open, "open"),
        (counts.unknown, "unknown"),
        (counts.in_time, "in time"),
        (counts.done, "done"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    writeln!(text, "{}: {}", clock.id, parts.collect::<Vec<_>>().join(", ")).expect("text can be written");
    for run in &clock.runs {
        writeln!(text, "  {}", run_line(run)).expect("text can be written");
    }
    for figures in &clock.quarters {
        writeln!(
            text,
            "  {} closed {}, late {} ({}%), median {}, p90 {}",
            figures.quarter,
            figures.closed,
            figures.late,
            figures.late_percent,
            figures.median_days,
            figures.p90_days
        )
        .expect("text can be written");
    }
}

fn run_line(run: &ClockRun) -> String {
    let mut parts = vec![format!("{} {}", run.subject, run.state.label().to_lowercase())];
    parts.extend(run.due.as_ref().map(|due| format!("due {due}")));
    parts.extend(run.ended.as_ref().map(|ended| format!("ended {ended}")));
    parts.extend(run.days_used.map(|days| format!("day {days}")));
    parts.extend(run.late_by.as_ref().map(|late| format!("late by {late}")));
    parts.extend(run.warning.map(|percent| format!("{percent}% used")));
    parts.extend(run.extension.as_ref().map(|extension| format!("extension {extension}")));
    if !run.because.is_empty() {
        parts.push(run.because.clone());
    }
    parts.join(" | ")
}

fn write_metrics(text: &mut String, assessment: &Assessment) {
    for year in &assessment.metrics {
        let so_far = if year.is_partial { " so far" } else { "" };
        writeln!(text, "{}{so_far}: {} without law, {} repeated", year.year, year.without_law, year.repeated)
            .expect("text can be written");
        for row in year.rows.iter().filter(|row| row.received > 0) {
            let days = |days: Option<f64>| days.map_or_else(|| "–".to_owned(), |days| days.to_string());
            writeln!(
                text,
                "  {}: {} received, {} whole, {} part, {} denied, {} other, median {}, mean {}",
                row.kind,
                row.received,
                row.complied_whole,
                row.complied_part,
                row.denied,
                row.other,
                days(row.median_days),
                days(row.mean_days)
            )
            .expect("text can be written");
        }
    }
}

#[test]
fn every_log_runs_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logs");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "there are logs");
    let mut wrong = String::new();
    for file in files {
        let logs: Logs = toml::from_str(&std::fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in &logs.case {
            let actual = written(case, &assessed(case));
            if actual.trim() != case.expect.trim() {
                let name = &case.name;
                writeln!(wrong, "== {} :: {name}\n{actual}-- expected\n{}", file.display(), case.expect)
                    .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
