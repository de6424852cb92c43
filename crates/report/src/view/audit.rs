//! The audit: results, what to look at first, what could not be seen, themes, findings, every requirement.

use candor_assess::{
    Assessment, Basis, ChecklistResult, Level, Outcome, RequirementResult, THEMES, Tally, Truth, theme_label,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::backing::{self, Backing};
use super::deadlines::{self, Deadlines};
use super::findings::{self, Group, Ranked};
use super::gaps;
use super::scope::{self, Scope};
use super::{long_date, place, prose};
use crate::Input;

/// How many findings stand under "Look at these first".
const FIRST: usize = 5;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Audit {
    organisation: String,
    quarter: String,
    as_of: String,
    as_of_iso: String,
    tool_version: String,
    checklists: Vec<Checklist>,
    first: Vec<First>,
    scope: Scope,
    themes: Vec<Theme>,
    /// By severity: what is not met or partly met.
    failed: Vec<Ranked>,
    /// By severity: what is unknown.
    unknown: Vec<Ranked>,
    deadlines: Deadlines,
    backing: Backing,
    failed_count: usize,
    unknown_count: usize,
    not_applicable_count: usize,
}

#[derive(Serialize, JsonSchema)]
struct Checklist {
    id: String,
    short: String,
    title: String,
    version: String,
    law_as_of: String,
    /// "yes", "no" or "unknown".
    scope: &'static str,
    scope_because: String,
    applies: u64,
    met: u64,
    partly_met: u64,
    not_met: u64,
    unknown: u64,
    not_applicable: u64,
    /// Set aside by a person, and of how much in percent; 0 where that is little.
    waived: u64,
    waived_percent: u64,
    /// `56% to 81%`, or `–` where nothing applies.
    range: String,
    coverage: String,
    rating: &'static str,
    requirements: Vec<Row>,
    set_aside: Vec<Row>,
}

/// One requirement in the table of its checklist.
#[derive(Serialize, JsonSchema)]
struct Row {
    id: String,
    /// Where its findings stand, or empty.
    anchor: String,
    cite: String,
    title: String,
    outcome: Outcome,
    basis: &'static str,
    because: String,
    level: &'static str,
    /// Id of the requirement it is a part of, or empty.
    part_of: String,
}

#[derive(Serialize, JsonSchema)]
struct First {
    id: String,
    headline: String,
    provision: String,
    severity: &'static str,
    outcome: Outcome,
    place: String,
    anchor: String,
    /// How many more findings the same requirement has.
    more: u64,
}

#[derive(Serialize, JsonSchema)]
struct Theme {
    name: String,
    cells: Vec<Cell>,
}

/// `text` is "✗ 4/9 met · 2 unknown"; an empty outcome means that the checklist has no such theme.
#[derive(Serialize, JsonSchema)]
struct Cell {
    text: String,
    outcome: String,
}

pub(crate) fn schema() -> schemars::Schema {
    schemars::schema_for!(Audit)
}

pub(crate) fn view(input: &Input<'_>) -> Audit {
    let assessment = input.assessment;
    let count = |wanted: &[Outcome]| {
        assessment.requirements.iter().filter(|requirement| wanted.contains(&requirement.outcome)).count()
    };
    Audit {
        organisation: assessment.organisation.clone(),
        quarter: input.quarter.clone(),
        as_of: long_date(assessment.as_of),
        as_of_iso: assessment.as_of.to_string(),
        tool_version: input.tool_version.clone(),
        checklists: assessment.checklists.iter().map(|checklist| checklist_view(input, checklist)).collect(),
        first: first(input),
        scope: scope::view(input),
        themes: themes(input),
        failed: findings::ranked(assessment, |outcome| {
            matches!(outcome, Outcome::NotMet | Outcome::PartlyMet)
        }),
        unknown: findings::ranked(assessment, |outcome| outcome == Outcome::Unknown),
        deadlines: deadlines::view(input),
        backing: backing::view(input),
        failed_count: count(&[Outcome::NotMet, Outcome::PartlyMet]),
        unknown_count: count(&[Outcome::Unknown]),
        not_applicable_count: count(&[Outcome::NotApplicable]),
    }
}

fn checklist_view(input: &Input<'_>, checklist: &ChecklistResult) -> Checklist {
    let of_checklist =
        || input.assessment.requirements.iter().filter(|result| result.checklist == checklist.id);
    let applies = |result: &&RequirementResult| result.outcome != Outcome::NotApplicable;
    Checklist {
        id: checklist.id.clone(),
        short: checklist.short.clone(),
        title: checklist.title.clone(),
        version: checklist.version.clone(),
        law_as_of: checklist.law_as_of.clone(),
        scope: match checklist.scope {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        },
        scope_because: prose(&checklist.scope_because),
        applies: checklist.applies,
        met: checklist.met,
        partly_met: checklist.partly_met,
        not_met: checklist.not_met,
        unknown: checklist.unknown,
        not_applicable: checklist.not_applicable,
        waived: checklist.waived,
        waived_percent: checklist.waived_percent().unwrap_or_default(),
        range: match (checklist.low, checklist.high) {
            (Some(low), Some(high)) if low == high => format!("{low}%"),
            (Some(low), Some(high)) => format!("{low}% to {high}%"),
            _ => "–".to_owned(),
        },
        coverage: checklist.coverage.map_or("–".to_owned(), |coverage| format!("{coverage}%")),
        rating: checklist.rating.label(),
        requirements: of_checklist().filter(applies).map(|result| row(input.assessment, result)).collect(),
        set_aside: of_checklist()
            .filter(|result| !applies(result))
            .map(|result| row(input.assessment, result))
            .collect(),
    }
}

/// Where a requirement that failed or is unknown is told.
fn told_at(assessment: &Assessment, result: &RequirementResult) -> String {
    Group::anchor(&gaps::told_under(assessment, result).id)
}

fn row(assessment: &Assessment, result: &RequirementResult) -> Row {
    let is_told = !matches!(result.outcome, Outcome::Met | Outcome::NotApplicable);
    Row {
        anchor: if is_told { told_at(assessment, result) } else { String::new() },
        id: result.id.clone(),
        cite: result.cite.clone(),
        title: result.title.clone(),
        outcome: result.outcome,
        basis: basis_words(result.basis),
        because: prose(&result.because),
        level: match result.level {
            Level::Required => "Required",
            Level::Conditional => "Conditional",
            Level::Addressable => "Addressable",
        },
        part_of: result.rolls_up_to.clone().unwrap_or_default(),
    }
}

pub(crate) fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Derived => "records",
        Basis::Evidenced => "answer with evidence",
        Basis::Declared => "answer alone",
        Basis::Missing => "nothing on record",
    }
}

/// What to look at first, with the words around it.
fn first(input: &Input<'_>) -> Vec<First> {
    let assessment = input.assessment;
    assessment
        .look_first(FIRST)
        .into_iter()
        .map(|(result, finding)| First {
            id: finding.id.clone(),
            headline: prose(&finding.headline),
            provision: provision(assessment, result),
            severity: result.severity.label(),
            outcome: finding.outcome,
            place: finding
                .cells
                .first()
                .map(|cell| place(&cell.file, &cell.sheet, &cell.cell))
                .unwrap_or_default(),
            anchor: told_at(assessment, result),
            more: result.findings_total.saturating_sub(1),
        })
        .collect()
}

/// The short name of a checklist.
fn short_name(assessment: &Assessment, id: &str) -> String {
    let found = assessment.checklists.iter().find(|checklist| checklist.id == id);
    found.map_or(id, |checklist| &checklist.short).to_owned()
}

/// The provision with the name of its checklist, said once.
pub(crate) fn provision(assessment: &Assessment, result: &RequirementResult) -> String {
    let short = short_name(assessment, &result.checklist);
    if result.cite.starts_with(&short) { result.cite.clone() } else { format!("{short} {}", result.cite) }
}

fn themes(input: &Input<'_>) -> Vec<Theme> {
    let assessment = input.assessment;
    // The order of reports first, then themes of a user's own checklists.
    let mut names: Vec<&str> = THEMES.iter().map(|(theme, _)| *theme).collect();
    for result in &assessment.requirements {
        if !names.contains(&result.theme.as_str()) {
            names.push(&result.theme);
        }
    }
    names.retain(|theme| assessment.requirements.iter().any(|result| result.theme == *theme));
    names
        .into_iter()
        .map(|theme| Theme {
            name: theme_label(theme).to_owned(),
            cells: assessment.checklists.iter().map(|checklist| cell(input, theme, &checklist.id)).collect(),
        })
        .collect()
}

fn cell(input: &Input<'_>, theme: &str, checklist: &str) -> Cell {
    let mut tally = Tally::default();
    let here = input.assessment.requirements.iter();
    for result in here.filter(|result| result.theme == theme && result.checklist == checklist) {
        tally.add(result.outcome, 1);
    }
    let worst = match tally {
        Tally { not_met: 1.., .. } => Outcome::NotMet,
        Tally { partly_met: 1.., .. } => Outcome::PartlyMet,
        Tally { unknown: 1.., .. } => Outcome::Unknown,
        Tally { met: 1.., .. } => Outcome::Met,
        Tally { not_applicable: 1.., .. } => Outcome::NotApplicable,
        _ => return Cell { text: String::new(), outcome: String::new() },
    };
    let text = match tally {
        Tally { applies: 0, .. } => "not applicable".to_owned(),
        Tally { unknown: 0, .. } => format!("{}/{} met", tally.met, tally.applies),
        _ => format!("{}/{} met · {} unknown", tally.met, tally.applies, tally.unknown),
    };
    let outcome = crate::template::outcome_class(worst).to_owned();
    Cell { text: format!("{} {text}", worst.symbol()), outcome }
}
