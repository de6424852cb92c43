//! Results of laws and of requirements, and what they rest on: evidence, accepted risks, conditions.

use candor_assess::{
    Assessment, Basis, ChecklistResult, ConditionResult, EvidenceItem, ExceptionResult, RequirementResult,
    THEMES, Tally, Truth, theme_label,
};
use candor_model::result::{CHECKLIST_ID, CONDITION_ID, REQUIREMENT_ID, THEME_ID};

use super::codes::level;
use super::findings::finding_ids;
use super::{
    Cell, Codes, Sheet, coded, column, count, day, first, maybe_day, percent, places, prose, sheet, text,
    to_fill,
};
use crate::view::audit::basis_words;
use crate::view::short_name;
use crate::{Input, Past};

type Law<'a> = (&'a ChecklistResult, Option<&'a Past>);

/// The result of each law, and of each theme within it.
pub(super) fn results(input: &Input<'_>) -> Vec<Sheet> {
    let laws: Vec<Law<'_>> =
        input.assessment.checklists.iter().map(|checklist| (checklist, input.past.last())).collect();
    let help = "One row for each law or checklist: counts, the headline as a range, how much is known, the computed rating.";
    let mut columns = law_columns();
    if !input.past.is_empty() {
        columns.extend(recorded_columns());
    }
    vec![sheet("Summary", help, columns, &laws), themes(input.assessment)]
}

fn law_columns<'a>() -> Vec<super::Spec<Law<'a>>> {
    vec![
        column(CHECKLIST_ID, |(law, _): &Law<'_>| text(&law.id)),
        column("Law", |(law, _)| text(&law.short)),
        column("Title", |(law, _)| text(&law.title)),
        column("Range in percent", |(law, _)| text(range(law))),
        column("Headline in percent (unknown counts as not met)", |(law, _)| percent(law.low)),
        column("In percent, if all unknown were met", |(law, _)| percent(law.high)),
        column("Coverage in percent (what is known)", |(law, _)| percent(law.coverage)),
        coded("Rating", Codes::Rating, |(law, _)| text(law.rating.label())),
        column("Requirements that apply", |(law, _)| count(law.applies)),
        column("Met", |(law, _)| count(law.met)),
        column("Partly met", |(law, _)| count(law.partly_met)),
        column("Not met", |(law, _)| count(law.not_met)),
        column("Unknown", |(law, _)| count(law.unknown)),
        column("Not applicable", |(law, _)| count(law.not_applicable)),
        column("Set aside by a person", |(law, _)| count(law.waived)),
        column("Does it apply?", |(law, _)| text(truth(law.scope))),
        column("Why", |(law, _)| prose(&law.scope_because)),
        column("Version of the checklist", |(law, _)| text(&law.version)),
        column("Law as read on", |(law, _)| day(&law.law_as_of)),
    ]
}

/// What was recorded last, where something was.
fn recorded_columns<'a>() -> Vec<super::Spec<Law<'a>>> {
    vec![
        column("Recorded before, quarter", |(_, past): &Law<'_>| {
            past.map_or(Cell::Blank, |past| text(&past.quarter))
        }),
        column("Recorded before, range in percent", |law| {
            before(law).map_or(Cell::Blank, |law| text(range(law)))
        }),
    ]
}

/// The same law in the quarter that was recorded last.
fn before<'a>((law, past): &Law<'a>) -> Option<&'a ChecklistResult> {
    past.as_ref()?.assessment.checklists.iter().find(|known| known.id == law.id)
}

fn range(law: &ChecklistResult) -> String {
    match (law.low, law.high) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        _ => "no checks apply".to_owned(),
    }
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

struct Theme<'a> {
    id: &'a str,
    law: &'a str,
    tally: Tally,
}

fn themes(assessment: &Assessment) -> Sheet {
    let mut ids: Vec<&str> = THEMES.iter().map(|(theme, _)| *theme).collect();
    for result in &assessment.requirements {
        if !ids.contains(&result.theme.as_str()) {
            ids.push(&result.theme);
        }
    }
    let themes = ids.into_iter().flat_map(|id| {
        assessment.checklists.iter().map(move |checklist| {
            let mut tally = Tally::default();
            let its = |result: &&RequirementResult| result.theme == id && result.checklist == checklist.id;
            for result in assessment.requirements.iter().filter(its) {
                tally.add(result.outcome, 1);
            }
            Theme { id, law: &checklist.short, tally }
        })
    });
    let themes: Vec<Theme<'_>> =
        themes.filter(|theme| theme.tally.applies + theme.tally.not_applicable > 0).collect();
    let specs = vec![
        column(THEME_ID, |theme: &Theme<'_>| text(theme.id)),
        column("Theme", |theme| text(theme_label(theme.id))),
        column("Law", |theme| text(theme.law)),
        column("Requirements that apply", |theme| count(theme.tally.applies)),
        column("Met", |theme| count(theme.tally.met)),
        column("Partly met", |theme| count(theme.tally.partly_met)),
        column("Not met", |theme| count(theme.tally.not_met)),
        column("Unknown", |theme| count(theme.tally.unknown)),
        column("Not applicable", |theme| count(theme.tally.not_applicable)),
    ];
    sheet("Themes", "Where to act: the requirements of each law, counted by theme.", specs, &themes)
}

type Requirement<'a> = (&'a Assessment, &'a RequirementResult);

/// Every requirement, also those that do not apply.
pub(super) fn checklist(input: &Input<'_>) -> Sheet {
    let assessment = input.assessment;
    let all: Vec<Requirement<'_>> =
        assessment.requirements.iter().map(|result| (assessment, result)).collect();
    sheet(
        "Checklist",
        "Every requirement with its result; for those that do not apply the reason stands under Because.",
        checklist_columns(),
        &all,
    )
}

/// The row of reference C2.
fn checklist_columns<'a>() -> Vec<super::Spec<Requirement<'a>>> {
    vec![
        column(REQUIREMENT_ID, |(_, result): &Requirement<'_>| text(&result.id)),
        column("Law", |(assessment, result)| text(short_name(assessment, &result.checklist))),
        column("Provision", |(_, result)| text(&result.cite)),
        column("Title", |(_, result)| text(&result.title)),
        coded("Outcome", Codes::Outcome, |(_, result)| text(result.outcome.label())),
        column("Because", |(_, result)| prose(&result.because)),
        coded("Decided by", Codes::Basis, |(_, result)| text(basis_words(result.basis))),
        coded("Severity", Codes::Severity, |(_, result)| text(result.severity.label())),
        coded("How binding", Codes::Level, |(_, result)| text(level(result.level))),
        column("Theme", |(_, result)| text(theme_label(&result.theme))),
        column("Duty", |(_, result)| text(&result.duty)),
        column("Question for a person", |(_, result)| text(&result.ask)),
        column("Evidence wanted", |(_, result)| text(&result.evidence)),
        column("Records tested", |(_, result)| tested(result, result.records.applies)),
        column("Records met", |(_, result)| tested(result, result.records.met)),
        column("Records partly met", |(_, result)| tested(result, result.records.partly_met)),
        column("Records not met", |(_, result)| tested(result, result.records.not_met)),
        column("Records unknown", |(_, result)| tested(result, result.records.unknown)),
        column("Evidence named", |(assessment, result)| text(evidence_of(assessment, &result.id))),
        column("As of", |(assessment, _)| Cell::Day(assessment.as_of)),
        column("Findings in all", |(_, result)| count(result.findings_total)),
        column("Finding IDs", |(_, result)| text(finding_ids(result))),
        column("Cells that decide", |(_, result)| places(&result.cells, 0)),
        column("Part of", |(_, result)| text(result.rolls_up_to.clone().unwrap_or_default())),
        column("Like duties", |(_, result)| text(related(result))),
        column("Confidence", |(_, result)| text(&result.confidence)),
        to_fill("Checked by", None),
        to_fill("Remarks", None),
    ]
}

/// A number of records, where the requirement is decided by records. All of them are tested, there is no sample.
fn tested(result: &RequirementResult, records: u64) -> Cell {
    match result.basis {
        Basis::Derived => count(records),
        _ => Cell::Blank,
    }
}

fn evidence_of(assessment: &Assessment, requirement: &str) -> String {
    let its = assessment.evidence.iter().filter(|item| item.requirement == requirement);
    its.map(|item| format!("{} ({})", item.name, item.state.label().to_lowercase()))
        .collect::<Vec<_>>()
        .join("; ")
}

fn related(result: &RequirementResult) -> String {
    let each = result.related.iter();
    each.map(|other| format!("{} ({})", other.id, other.outcome.label().to_lowercase()))
        .collect::<Vec<_>>()
        .join("; ")
}

/// What verdicts rest on beside records.
pub(super) fn backing(input: &Input<'_>) -> Vec<Sheet> {
    let assessment = input.assessment;
    vec![evidence(&assessment.evidence), accepted(&assessment.exceptions), conditions(&assessment.conditions)]
}

fn evidence(items: &[EvidenceItem]) -> Sheet {
    let specs = vec![
        column(REQUIREMENT_ID, |item: &EvidenceItem| text(&item.requirement)),
        column("Requirement", |item| text(&item.title)),
        column("Evidence", |item| text(&item.name)),
        coded("Strength", Codes::Strength, |item| text(item.strength.label())),
        coded("State", Codes::Evidence, |item| text(item.state.label())),
        column("Since", |item| maybe_day(item.since.as_ref())),
        column("Dated", |item| maybe_day(item.dated.as_ref())),
        column("Covers from", |item| maybe_day(item.covers_from.as_ref())),
        column("Covers until", |item| maybe_day(item.covers_until.as_ref())),
        column("Valid until", |item| maybe_day(item.valid_until.as_ref())),
        column("Answered by", |item| text(&item.owner)),
        column("Evidence file", |item| text(&item.file)),
        column("SHA-256", |item| text(item.sha256.clone().unwrap_or_default())),
        column("File", |item| first(&item.cells, |cell| &cell.file)),
        column("Sheet", |item| first(&item.cells, |cell| &cell.sheet)),
        column("Cell", |item| first(&item.cells, |cell| &cell.cell)),
    ];
    sheet(
        "Evidence",
        "The evidence that answers name, and whether it holds on the day of the audit.",
        specs,
        items,
    )
}

fn accepted(exceptions: &[ExceptionResult]) -> Sheet {
    let specs = vec![
        column(REQUIREMENT_ID, |exception: &ExceptionResult| text(&exception.requirement)),
        column("Reference", |exception| text(&exception.name)),
        column("Record", |exception| text(&exception.subject)),
        coded("State", Codes::Exception, |exception| text(exception.state.label())),
        column("Owner", |exception| text(&exception.owner)),
        column("Reason", |exception| text(&exception.reason)),
        column("Expires", |exception| maybe_day(exception.expires.as_ref())),
        column("Because", |exception| prose(&exception.because)),
        column("File", |exception| first(&exception.cells, |cell| &cell.file)),
        column("Sheet", |exception| first(&exception.cells, |cell| &cell.sheet)),
        column("Cell", |exception| first(&exception.cells, |cell| &cell.cell)),
    ];
    sheet(
        "Accepted risks",
        "Gaps that somebody accepted for a time; they change no outcome.",
        specs,
        exceptions,
    )
}

fn conditions(conditions: &[ConditionResult]) -> Sheet {
    let specs = vec![
        column(CONDITION_ID, |condition: &ConditionResult| text(&condition.id)),
        column("Applies only where", |condition| prose(&condition.title)),
        column("Holds", |condition| text(truth(condition.holds))),
        column("Taken as yes", |condition| text(if condition.assumed { "yes" } else { "no" })),
        column("Rests on", |condition| places(&condition.cells, 0)),
    ];
    sheet(
        "Conditions",
        "What decides whether a requirement applies, as the records have it.",
        specs,
        conditions,
    )
}
