//! Obligations: which document each record needs, why, and whether it is on file; and the screening of activities.
//!
//! Invariant: every state is the one that the assessment found; this view puts it into words and order.

use std::collections::BTreeMap;

use candor_assess::{ObligationResult, ObligationState, Obliged, Screening, SeenCell, Truth};
use candor_model::Dictionary;
use schemars::JsonSchema;
use serde::Serialize;

use super::register::links::Links;
use super::skeleton::{self, Spot};
use super::{label, long_date, place, prose};
use crate::Input;

/// Records shown of one obligation; the number of the others is told.
const SHOWN: usize = 200;

/// What is needed, on file, expired, missing.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Obligations {
    /// Name of the organisation.
    organisation: String,
    /// `2026-Q4`.
    quarter: String,
    /// The day of the audit in words.
    as_of: String,
    /// How many are missing or expired.
    open: u64,
    /// Of how many nobody can tell.
    unknown: u64,
    /// Figures: a row for each obligation that may apply.
    figures: Vec<Counted>,
    /// Obligations that nothing gives reason for, by title.
    not_needed: Vec<String>,
    /// The obligations with their records, in the order of the figures.
    obligations: Vec<Obligation>,
    /// What to do next: missing and expired first, in the order of the figures.
    next: Vec<Step>,
    /// Titles of the nine criteria.
    criteria: Vec<String>,
    /// Activities by the nine criteria.
    screenings: Vec<Screened>,
    /// Activities that are not screened, for there are too many.
    not_screened: u64,
    /// Version of the program.
    tool_version: String,
}

/// How the records of an obligation stand.
#[derive(Serialize, JsonSchema)]
struct Counted {
    /// Id of the obligation; its anchor.
    id: String,
    /// What is needed.
    title: String,
    /// The provision.
    cite: String,
    /// What its records are, such as `Vendor`.
    about: String,
    /// Needed, and not there.
    missing: u64,
    /// Its time is over.
    expired: u64,
    /// Whether it is needed or there is not known.
    cannot_tell: u64,
    /// Not there, and the time has not come.
    not_due: u64,
    /// There.
    on_file: u64,
    /// Nothing asks for it.
    not_needed: u64,
}

/// An obligation with its records.
#[derive(Serialize, JsonSchema)]
struct Obligation {
    /// Its anchor.
    id: String,
    /// What is needed.
    title: String,
    /// The provision.
    cite: String,
    /// What to do where it is not on file.
    next: String,
    /// The records, the most pressing first.
    rows: Vec<Row>,
    /// How many records are not shown.
    more: u64,
    /// How many records do not need it.
    not_needed: u64,
}

/// A record and its document.
#[derive(Serialize, JsonSchema)]
struct Row {
    /// What a person calls the record.
    subject: String,
    /// `Missing`, `Expired`, `Cannot tell`, `Not due yet`, `On file`.
    state: String,
    /// The cells that make it needed, or what is not known.
    why: String,
    /// The cells that show that it is on file, with the date, or that it is not.
    evidence: String,
    /// What to do; empty where it is on file.
    to_do: String,
}

/// What to do next.
#[derive(Serialize, JsonSchema)]
struct Step {
    /// `Missing`, `Expired`.
    state: String,
    /// What is needed.
    title: String,
    /// The provision.
    cite: String,
    /// Anchor of the obligation.
    id: String,
    /// For which records: the first few by name.
    subjects: String,
    /// What to do.
    next: String,
}

/// An activity by the nine criteria.
#[derive(Serialize, JsonSchema)]
struct Screened {
    /// Name of the activity.
    name: String,
    /// `yes`, `no` or `?` for each criterion.
    marks: Vec<String>,
    /// How many hold.
    yes: usize,
    /// Of how many nobody can tell.
    unknown: usize,
    /// What follows, in a clause.
    result: String,
    /// What the register itself says of whether an assessment is required; empty where nothing.
    recorded: String,
    /// The cells that show the criteria which hold.
    cells: String,
}

pub(crate) fn view(input: &Input<'_>) -> Obligations {
    let all = &input.assessment.obligations;
    let is_open = |one: &&ObligationResult| {
        ObligationState::ALL
            .iter()
            .any(|state| *state != ObligationState::NotNeeded && one.counts.of(*state) > 0)
    };
    let (told, rest): (Vec<&ObligationResult>, Vec<&ObligationResult>) =
        all.iter().partition(|one| is_open(one));
    let sum = |state: ObligationState| all.iter().map(|one| one.counts.of(state)).sum::<u64>();
    let screenings = &input.assessment.screenings;
    let links = Links::new(input.inventory);
    let files = skeleton::dpia_files(input, &links);
    let said = |record| (skeleton::spot(&links, record), links.text(record, "activity.dpia_required"));
    let recorded: BTreeMap<Spot, String> = links.records("activity").into_iter().map(said).collect();
    Obligations {
        organisation: input.assessment.organisation.clone(),
        quarter: input.quarter.clone(),
        as_of: long_date(input.assessment.as_of),
        open: sum(ObligationState::Missing) + sum(ObligationState::Expired),
        unknown: sum(ObligationState::CannotTell),
        figures: told.iter().map(|one| counted(one)).collect(),
        not_needed: rest.iter().map(|one| format!("{} ({})", one.title, one.cite)).collect(),
        obligations: told.iter().map(|one| obligation(one)).collect(),
        next: steps(&told),
        criteria: screenings
            .first()
            .map(|first| first.criteria.iter().map(|one| one.title.clone()).collect())
            .unwrap_or_default(),
        not_screened: input.assessment.not_screened,
        screenings: screenings.iter().map(|screening| screened(screening, &files, &recorded)).collect(),
        tool_version: input.tool_version.clone(),
    }
}

fn counted(one: &ObligationResult) -> Counted {
    let dictionary = Dictionary::builtin();
    let entity = dictionary.find_entity(&one.entity).map(|id| dictionary.entity(id).label.clone());
    Counted {
        id: one.id.clone(),
        title: one.title.clone(),
        cite: one.cite.clone(),
        about: entity.unwrap_or_default(),
        missing: one.counts.missing,
        expired: one.counts.expired,
        cannot_tell: one.counts.cannot_tell,
        not_due: one.counts.not_due,
        on_file: one.counts.on_file,
        not_needed: one.counts.not_needed,
    }
}

fn obligation(one: &ObligationResult) -> Obligation {
    let states = ObligationState::ALL.iter().filter(|state| **state != ObligationState::NotNeeded);
    let all: u64 = states.map(|state| one.counts.of(*state)).sum();
    let rows: Vec<Row> = one.records.iter().take(SHOWN).map(|record| row(one, record)).collect();
    Obligation {
        id: one.id.clone(),
        title: one.title.clone(),
        cite: one.cite.clone(),
        next: one.next.clone(),
        more: all.saturating_sub(rows.len() as u64),
        rows,
        not_needed: one.counts.not_needed,
    }
}

fn row(obligation: &ObligationResult, record: &Obliged) -> Row {
    let says = prose(&record.because);
    let is_whole = record.place.file.is_empty();
    let (why, evidence) = match record.state {
        _ if is_whole && record.needed == Truth::Unknown => (says, cells(&record.cells)),
        _ if is_whole => (String::new(), joined([says, cells(&record.cells)])),
        ObligationState::CannotTell if record.needed == Truth::Unknown => {
            (joined([says, blanks(&record.cells)]), cells(&record.kept))
        }
        ObligationState::NotDue | ObligationState::OnFile => {
            (joined([cells(&record.cells), says]), cells(&record.kept))
        }
        _ => (cells(&record.cells), joined([says, blanks(&record.kept)])),
    };
    Row {
        subject: record.subject.clone(),
        state: record.state.label().to_owned(),
        why: if why.is_empty() { format!("asked by {}", record.cites.join(", ")) } else { why },
        evidence,
        to_do: match record.state {
            ObligationState::OnFile | ObligationState::NotNeeded => String::new(),
            ObligationState::CannotTell => fill_in(record),
            _ => obligation.next.clone(),
        },
    }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// `Large scale is “yes” (Activities › Q4)`.
fn cells(cells: &[SeenCell]) -> String {
    let told = cells.iter().filter(|cell| !cell.saw.trim().is_empty()).map(|cell| {
        let stands = place(&cell.file, &cell.sheet, &cell.cell);
        format!("{}: {} ({stands})", label(&cell.field).unwrap_or(&cell.field), cell.saw)
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Where the cells stand that are blank.
fn blanks(cells: &[SeenCell]) -> String {
    let blank = cells.iter().filter(|cell| cell.saw.trim().is_empty() && !cell.file.is_empty());
    let places: Vec<String> = blank.map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).collect();
    if places.is_empty() { String::new() } else { format!("see {}", places.join(", ")) }
}

/// `fill in Large scale, Automated decisions`.
fn fill_in(record: &Obliged) -> String {
    let open = if record.needed == Truth::Unknown { &record.cells } else { &record.kept };
    let mut labels: Vec<String> = Vec::new();
    for cell in open {
        let words = match label(&cell.field) {
            Some(label) => label.to_owned(),
            None => super::entity_label(&cell.field).unwrap_or(&cell.field).to_owned(),
        };
        if !labels.contains(&words) {
            labels.push(words);
        }
    }
    if labels.is_empty() {
        "Answer the question in the audit".to_owned()
    } else {
        format!("Fill in: {}", labels.join(", "))
    }
}

/// Missing and expired first by obligation, each once with its records.
fn steps(obligations: &[&ObligationResult]) -> Vec<Step> {
    let mut steps = Vec::new();
    for state in [ObligationState::Missing, ObligationState::Expired] {
        for one in obligations.iter().filter(|one| one.counts.of(state) > 0) {
            let count = one.counts.of(state);
            let named: Vec<&str> = one
                .records
                .iter()
                .filter(|record| record.state == state)
                .take(5)
                .map(|record| record.subject.as_str())
                .collect();
            let more = count.saturating_sub(named.len() as u64);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            steps.push(Step {
                state: state.label().to_owned(),
                title: one.title.clone(),
                cite: one.cite.clone(),
                id: one.id.clone(),
                subjects: format!("{}{more}", named.join(", ")),
                next: one.next.clone(),
            });
        }
    }
    steps
}

fn screened(
    screening: &Screening,
    files: &BTreeMap<Spot, String>,
    recorded: &BTreeMap<Spot, String>,
) -> Screened {
    let spot = skeleton::spot_of(&screening.place);
    let mark = |truth: Truth| match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "?",
    };
    let (yes, unknown) = (screening.count(Truth::Yes), screening.count(Truth::Unknown));
    let shown = screening.criteria.iter().filter(|one| one.holds == Truth::Yes).flat_map(|one| &one.cells);
    let mut own: Vec<SeenCell> = Vec::new();
    shown.for_each(|cell| {
        if !own.contains(cell) {
            own.push(cell.clone())
        }
    });
    let result = match (yes, unknown) {
        (2.., _) => "two or more: likely needed".to_owned(),
        (_, 0) => "fewer than two".to_owned(),
        (yes, unknown) if yes + unknown >= 2 => "cannot tell: answer the open ones".to_owned(),
        _ => "fewer than two".to_owned(),
    };
    Screened {
        name: screening.subject.clone(),
        marks: screening.criteria.iter().map(|one| mark(one.holds).to_owned()).collect(),
        yes,
        unknown,
        result: match files.get(&spot) {
            Some(file) => format!("{result}; skeleton: {file}"),
            None => result,
        },
        recorded: recorded.get(&spot).cloned().unwrap_or_default(),
        cells: cells(&own),
    }
}
