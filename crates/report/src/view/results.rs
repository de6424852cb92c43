//! The results of each checklist, theme by theme and requirement by requirement.
//!
//! Invariant: every requirement of a checklist stands in one row, of those that apply or of those that do not.

use candor_assess::{
    Assessment, Basis, ChecklistResult, EvidenceItem, Level, Outcome, RequirementResult, Severity, THEMES,
    Tally, Truth, theme_label,
};
use candor_model::text::grouped;
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::{basis_words, told_at};
use super::{counted, prose, rules};
use crate::Input;

/// Pieces of evidence named in a row.
const EVIDENCE_SHOWN: usize = 2;

/// The result of one checklist.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Checklist {
    /// Id of the checklist: `gdpr`.
    id: String,
    /// Its short name: `GDPR`.
    short: String,
    /// Its name in full.
    title: String,
    /// Its version.
    version: String,
    /// The day on which the text of the law was read.
    law_as_of: String,
    /// Does it apply to the organisation: `yes`, `no` or `unknown`.
    scope: &'static str,
    /// Why it applies or not.
    scope_because: String,
    /// Requirements that apply.
    applies: u64,
    /// Requirements met.
    met: u64,
    /// Requirements partly met.
    partly_met: u64,
    /// Requirements not met.
    not_met: u64,
    /// Requirements of which nothing is known for certain.
    unknown: u64,
    /// Requirements that do not apply.
    not_applicable: u64,
    /// Requirements that a person set aside.
    waived: u64,
    /// Of how much that is, in percent; 0 where it is little.
    waived_percent: u64,
    /// The low and high end: `56% to 81%`, or `–` where nothing applies.
    range: String,
    /// Percent of what applies that is known, or `–`.
    coverage: String,
    /// The computed rating in words.
    rating: &'static str,
    /// What keeps the rating down beside the range, in a sentence; empty where nothing does.
    cap: String,
    /// Counts by theme, in the order of reports.
    themes: Vec<ThemeRow>,
    /// The requirements that apply.
    requirements: Vec<Row>,
    /// The requirements that do not.
    set_aside: Vec<Row>,
}

/// The counts of a theme in one checklist.
#[derive(Serialize, JsonSchema)]
struct ThemeRow {
    /// Name of the theme.
    name: String,
    /// Requirements that apply.
    applies: u64,
    /// Of these, met.
    met: u64,
    /// Of these, partly met.
    partly_met: u64,
    /// Of these, not met.
    not_met: u64,
    /// Of these, unknown.
    unknown: u64,
    /// The low and high end, or `–`.
    range: String,
}

/// One requirement in the table of its checklist.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Row {
    /// Id of the requirement.
    id: String,
    /// Where its findings stand, or empty.
    anchor: String,
    /// Its provision.
    cite: String,
    /// Its title.
    title: String,
    /// The outcome.
    outcome: Outcome,
    /// How many records were looked at and passed: `32 of 41`; `–` where it is about no records.
    population: String,
    /// What the outcome rests on, with the evidence, its strength and its day.
    basis: String,
    /// Why the outcome is what it is.
    because: String,
    /// Required, Conditional or Addressable.
    level: &'static str,
    /// Who decided that it does not apply: the records, or the person who answered.
    decided_by: String,
    /// Id of the requirement it is a part of, or empty.
    part_of: String,
}

/// A row of the heatmap.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Theme {
    /// Name of the theme.
    name: String,
    /// One cell for each checklist.
    cells: Vec<HeatCell>,
}

/// A cell of the heatmap.
#[derive(Serialize, JsonSchema)]
struct HeatCell {
    /// `✗ 4/9 met · 2 unknown`, the symbol of the worst first.
    text: String,
    /// The worst outcome; empty where the checklist has no such theme.
    outcome: String,
}

pub(crate) fn checklists(input: &Input<'_>) -> Vec<Checklist> {
    input.assessment.checklists.iter().map(|checklist| view(input.assessment, checklist)).collect()
}

fn view(assessment: &Assessment, checklist: &ChecklistResult) -> Checklist {
    let of_checklist = || assessment.requirements.iter().filter(|result| result.checklist == checklist.id);
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
        range: range(checklist.low, checklist.high),
        coverage: checklist.coverage.map_or("–".to_owned(), |coverage| format!("{coverage}%")),
        rating: checklist.rating.label(),
        cap: cap(checklist, of_checklist()),
        themes: theme_names(of_checklist())
            .into_iter()
            .map(|theme| theme_row(theme, of_checklist().filter(|result| result.theme == theme)))
            .collect(),
        requirements: of_checklist().filter(applies).map(|result| row(assessment, result)).collect(),
        set_aside: of_checklist()
            .filter(|result| !applies(result))
            .map(|result| row(assessment, result))
            .collect(),
    }
}

/// `56% to 81%`, or `–` where nothing applies.
pub(crate) fn range(low: Option<u8>, high: Option<u8>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{low}%"),
        (Some(low), Some(high)) => format!("{low}% to {high}%"),
        _ => "–".to_owned(),
    }
}

/// The cap of reference C4: said where a critical duty failed for certain, or a duty of the law is not met at all.
fn cap<'a>(checklist: &ChecklistResult, results: impl Iterator<Item = &'a RequirementResult>) -> String {
    let failed: Vec<&RequirementResult> = results.filter(|result| result.has_failure()).collect();
    let critical = failed.iter().filter(|result| result.severity == Severity::Critical).count() as u64;
    let not_met = failed.iter().filter(|result| result.outcome == Outcome::NotMet).count() as u64;
    if critical > 0 {
        let duties = counted(critical, "critical duty", "critical duties");
        format!("{duties} failed for certain, in full or in part: so the rating is Limited at most.")
    } else if not_met > 0 && rules::is_law(&checklist.id) == Some(true) {
        format!("{} not met: so the rating is Reasonable at most.", counted(not_met, "duty is", "duties are"))
    } else {
        String::new()
    }
}

fn theme_row<'a>(theme: &str, results: impl Iterator<Item = &'a RequirementResult>) -> ThemeRow {
    let tally = tally(results);
    ThemeRow {
        name: theme_label(theme).to_owned(),
        applies: tally.applies,
        met: tally.met,
        partly_met: tally.partly_met,
        not_met: tally.not_met,
        unknown: tally.unknown,
        range: range(tally.low(), tally.high()),
    }
}

fn tally<'a>(results: impl Iterator<Item = &'a RequirementResult>) -> Tally {
    let mut tally = Tally::default();
    for result in results {
        tally.add(result.outcome, 1);
    }
    tally
}

fn row(assessment: &Assessment, result: &RequirementResult) -> Row {
    let is_told = !matches!(result.outcome, Outcome::Met | Outcome::NotApplicable);
    Row {
        anchor: if is_told { told_at(assessment, result) } else { String::new() },
        id: result.id.clone(),
        cite: result.cite.clone(),
        title: result.title.clone(),
        outcome: result.outcome,
        population: match result.records.applies {
            0 => "–".to_owned(),
            applies => format!("{} of {}", grouped(result.records.met), grouped(applies)),
        },
        basis: rests_on(assessment, result),
        because: prose(&result.because),
        level: match result.level {
            Level::Required => "Required",
            Level::Conditional => "Conditional",
            Level::Addressable => "Addressable",
        },
        decided_by: decided_by(assessment, result),
        part_of: result.rolls_up_to.clone().unwrap_or_default(),
    }
}

/// `answer with evidence: Mapping of the website (E2 document, 2026-06-12)`.
fn rests_on(assessment: &Assessment, result: &RequirementResult) -> String {
    let items: Vec<&EvidenceItem> =
        assessment.evidence.iter().filter(|item| item.requirement == result.id).collect();
    let mut named: Vec<String> = items
        .iter()
        .take(EVIDENCE_SHOWN)
        .map(|item| {
            let day = item.dated.as_deref().unwrap_or("no date");
            format!("{} ({}, {day})", item.name, item.strength.label())
        })
        .collect();
    let left = items.len().saturating_sub(EVIDENCE_SHOWN);
    if left > 0 {
        named.push(format!("and {left} more"));
    }
    match named.is_empty() || result.basis == Basis::Derived {
        true => basis_words(result.basis).to_owned(),
        false => format!("{}: {}", basis_words(result.basis), named.join("; ")),
    }
}

fn decided_by(assessment: &Assessment, result: &RequirementResult) -> String {
    let is_answer = matches!(result.basis, Basis::Declared | Basis::Evidenced);
    let by = assessment.evidence.iter().find(|item| item.requirement == result.id && !item.owner.is_empty());
    match (is_answer, by) {
        (false, _) => "records".to_owned(),
        (true, Some(item)) => item.owner.clone(),
        (true, None) => "an answer".to_owned(),
    }
}

/// The themes of results: the order of reports first, then themes of a user's own checklists.
fn theme_names<'a>(results: impl Iterator<Item = &'a RequirementResult>) -> Vec<&'a str> {
    let mut used: Vec<&'a str> = Vec::new();
    for result in results {
        if !used.contains(&result.theme.as_str()) {
            used.push(&result.theme);
        }
    }
    used.sort_by_key(|theme| THEMES.iter().position(|(known, _)| known == theme).unwrap_or(THEMES.len()));
    used
}

pub(crate) fn heatmap(input: &Input<'_>) -> Vec<Theme> {
    let assessment = input.assessment;
    theme_names(assessment.requirements.iter())
        .into_iter()
        .map(|theme| Theme {
            name: theme_label(theme).to_owned(),
            cells: assessment
                .checklists
                .iter()
                .map(|checklist| heat_cell(assessment, theme, &checklist.id))
                .collect(),
        })
        .collect()
}

fn heat_cell(assessment: &Assessment, theme: &str, checklist: &str) -> HeatCell {
    let here = assessment.requirements.iter();
    let tally = tally(here.filter(|result| result.theme == theme && result.checklist == checklist));
    let worst = match tally {
        Tally { not_met: 1.., .. } => Outcome::NotMet,
        Tally { partly_met: 1.., .. } => Outcome::PartlyMet,
        Tally { unknown: 1.., .. } => Outcome::Unknown,
        Tally { met: 1.., .. } => Outcome::Met,
        Tally { not_applicable: 1.., .. } => Outcome::NotApplicable,
        _ => return HeatCell { text: String::new(), outcome: String::new() },
    };
    let text = match tally {
        Tally { applies: 0, .. } => "not applicable".to_owned(),
        Tally { unknown: 0, .. } => format!("{}/{} met", tally.met, tally.applies),
        _ => format!("{}/{} met · {} unknown", tally.met, tally.applies, tally.unknown),
    };
    let outcome = crate::template::outcome_class(worst).to_owned();
    HeatCell { text: format!("{} {text}", worst.symbol()), outcome }
}
