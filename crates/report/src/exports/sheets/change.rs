//! The change between two quarters: results, what moved them, findings, requirements, registers and facts.

use candor_assess::{
    ChecklistChange, Comparison, FindingChange, Movement, Outcome, RequirementChange, Share,
};
use candor_model::result::{CHECKLIST_ID, FINDING_ID, REQUIREMENT_ID};
use candor_policy::Change;

use super::Codes;
use super::{
    Cell, Sheet, Spec, coded, column, count, first, number, percent, places, prose, saw, sheet, text,
};
use crate::Compared;
use crate::view::comparison::{cause_label, finding_label};

/// Every sheet that has a row.
pub(in crate::exports) fn change(change: Compared<'_>) -> Vec<Sheet> {
    let comparison = change.comparison;
    let mut all = vec![
        sheet(
            "Findings",
            "One row for each finding of either quarter, newly failing first.",
            finding_columns(),
            &comparison.findings,
        ),
        sheet(
            "Results",
            "One row for each checklist: as reported, by today's checklists, and like for like.",
            result_columns(),
            &comparison.checklists,
        ),
        sheet("Steps", "What moved each result; the steps add up.", step_columns(), &steps(comparison)),
        sheet(
            "Requirements",
            "One row for each requirement that moved, and why.",
            requirement_columns(),
            &comparison.requirements,
        ),
        sheet(
            "Registers",
            "Records that came, left or have another name.",
            record_columns(),
            &records(comparison),
        ),
    ];
    if let Some(facts) = change.facts {
        let help = "What the registers say otherwise, fact by fact.";
        all.push(sheet("Facts", help, fact_columns(), &facts.changes));
    }
    all.push(super::codes::sheet());
    all.retain(|sheet| !sheet.rows.is_empty());
    all
}

fn outcome(outcome: Option<Outcome>) -> Cell {
    outcome.map_or(Cell::Blank, |outcome| text(outcome.label()))
}

fn finding_columns() -> Vec<Spec<FindingChange>> {
    vec![
        column(FINDING_ID, |change: &FindingChange| text(&change.id)),
        column("What became of it", |change| text(finding_label(change.moved))),
        column("Headline", |change| prose(&change.headline)),
        coded("Severity", Codes::Severity, |change| text(change.severity.label())),
        column("Severity then", |change| {
            change.severity_before.map_or(Cell::Blank, |then| text(then.label()))
        }),
        column("Outcome then", |change| outcome(change.before)),
        column("Outcome now", |change| outcome(change.after)),
        column("Open since", |change| text(change.open_since.clone().unwrap_or_default())),
        column("Quarters open", |change| number(change.quarters_open)),
        column("Why", |change| prose(&change.why)),
        column(REQUIREMENT_ID, |change| text(&change.requirement)),
        column("Provision", |change| text(&change.cite)),
        column(CHECKLIST_ID, |change| text(&change.checklist)),
        column("Record", |change| text(&change.subject)),
        column("Record, name then", |change| text(change.subject_before.clone().unwrap_or_default())),
        column("Finding, id then", |change| text(change.id_before.clone().unwrap_or_default())),
        column("File", |change| first(&change.cells, |cell| &cell.file)),
        column("Sheet", |change| first(&change.cells, |cell| &cell.sheet)),
        column("Cell", |change| first(&change.cells, |cell| &cell.cell)),
        column("What stands there", |change| first(&change.cells, saw)),
        column("More cells", |change| places(&change.cells, 1)),
    ]
}

fn result_columns() -> Vec<Spec<ChecklistChange>> {
    fn low(share: Option<Share>) -> Cell {
        percent(share.and_then(|share| share.low))
    }
    fn high(share: Option<Share>) -> Cell {
        percent(share.and_then(|share| share.high))
    }
    vec![
        column(CHECKLIST_ID, |change: &ChecklistChange| text(&change.id)),
        column("Law", |change| text(&change.short)),
        column("Version then", |change| text(change.version_before.clone().unwrap_or_default())),
        column("Version now", |change| text(change.version_after.clone().unwrap_or_default())),
        column("Reported then, low", |change| low(change.reported_before)),
        column("Reported then, high", |change| high(change.reported_before)),
        column("Then, by today's checklist, low", |change| low(change.restated_before)),
        column("Then, by today's checklist, high", |change| high(change.restated_before)),
        column("Reported now, low", |change| low(change.reported_after)),
        column("Reported now, high", |change| high(change.reported_after)),
        column("Like for like then, low", |change| low(Some(change.like_for_like.before))),
        column("Like for like then, high", |change| high(Some(change.like_for_like.before))),
        column("Like for like now, low", |change| low(Some(change.like_for_like.after))),
        column("Like for like now, high", |change| high(Some(change.like_for_like.after))),
        column("Requirements compared", |change| count(change.like_for_like.after.applies)),
    ]
}

fn steps(comparison: &Comparison) -> Vec<(&str, Movement)> {
    let of = |change: &ChecklistChange| change.movements.clone();
    let steps = comparison.checklists.iter().map(|change| (change.short.as_str(), of(change)));
    steps.flat_map(|(short, movements)| movements.into_iter().map(move |one| (short, one))).collect()
}

fn step_columns<'a>() -> Vec<Spec<(&'a str, Movement)>> {
    vec![
        column("Law", |(short, _): &(&str, Movement)| text(*short)),
        column("Step", |(_, step)| text(cause_label(step.cause))),
        column("Is it change of the practice itself?", |(_, step)| {
            text(if step.cause.is_like_for_like() { "Yes" } else { "No" })
        }),
        column("Requirements", |(_, step)| count(step.requirements)),
        // Counts stay far below the numbers that a spreadsheet holds exactly.
        column("Points", |(_, step)| Cell::Number(step.half_points as f64 / 2.0)),
        column("Applies", |(_, step)| Cell::Number(step.applies as f64)),
    ]
}

fn requirement_columns() -> Vec<Spec<RequirementChange>> {
    vec![
        column(REQUIREMENT_ID, |change: &RequirementChange| text(&change.id)),
        column("Title", |change| text(&change.title)),
        column("Provision", |change| text(&change.cite)),
        column(CHECKLIST_ID, |change| text(&change.checklist)),
        column("Moved by", |change| text(cause_label(change.cause))),
        column("Outcome then", |change| outcome(change.before)),
        column("Outcome now", |change| outcome(change.after)),
        coded("Severity", Codes::Severity, |change| text(change.severity.label())),
        column("Severity then", |change| {
            change.severity_before.map_or(Cell::Blank, |then| text(then.label()))
        }),
        column("Why", |change| prose(&change.because)),
    ]
}

/// Register, what happened, name, note.
type Record = [String; 4];

fn records(comparison: &Comparison) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for register in &comparison.registers {
        let row = |what: &str, name: &String| {
            [register.entity.clone(), what.to_owned(), name.clone(), String::new()]
        };
        records.extend(register.new.iter().map(|name| row("New", name)));
        records.extend(register.gone.iter().map(|name| row("Gone", name)));
    }
    records.extend(comparison.renames.iter().map(|rename| {
        let note = format!("Was {}. {}", rename.before, rename.because);
        [rename.entity.clone(), "Renamed".to_owned(), rename.after.clone(), note]
    }));
    records
}

fn record_columns() -> Vec<Spec<Record>> {
    vec![
        column("Register", |record: &Record| text(&record[0])),
        column("Change", |record| text(&record[1])),
        column("Name", |record| text(&record[2])),
        column("Note", |record| prose(&record[3])),
    ]
}

fn fact_columns() -> Vec<Spec<Change>> {
    vec![
        column("Fact", |change: &Change| text(&change.id)),
        column("Belongs to", |change| text(&change.subject)),
        column("Then", |change| text(&change.before)),
        column("Now", |change| text(&change.now)),
    ]
}
