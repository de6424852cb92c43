//! What changed between two runs, in a few lines.
//!
//! Invariant: a finding that is gone is fixed only where its requirement is judged now as before; where that is unknown or
//! does not apply any more, it says so instead.

use std::collections::{BTreeMap, BTreeSet};

use candor_assess::{Assessment, ChecklistResult, Finding, Outcome, RequirementResult};
use candor_model::text::shorten;
use candor_model::{Problem, Severity};

use super::Seen;
use crate::print::{Paint, Style, inert};

/// Lines of each kind that are shown; the others are counted.
const SHOWN_MAX: usize = 5;
/// Letters of a line.
const LINE_MAX: usize = 110;

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Failing,
    Fixed,
    NotKnown,
    NotApplicable,
    /// It was unknown, and is not any more.
    Answered,
}

impl Kind {
    const ALL: [(Kind, &'static str, Style); 5] = [
        (Kind::Failing, "Newly failing", Style::Bad),
        (Kind::Fixed, "Fixed", Style::Good),
        (Kind::NotKnown, "No longer known", Style::Warn),
        (Kind::NotApplicable, "No longer applies", Style::Note),
        (Kind::Answered, "Answered", Style::Good),
    ];
}

/// Ranges that moved, findings that came and went, problems with reading that came and went.
pub(super) fn told(before: &Seen, now: &Seen, paint: Paint) -> String {
    let mut text = ranges(&before.assessment, &now.assessment);
    let changed = findings(&before.assessment, &now.assessment);
    for (kind, title, style) in Kind::ALL {
        let lines: Vec<&String> =
            changed.iter().filter(|(known, _)| *known == kind).map(|(_, line)| line).collect();
        text.push_str(&listed(&paint.text(style, title), &lines));
    }
    let (came, went) =
        (new_problems(&before.problems, &now.problems), new_problems(&now.problems, &before.problems));
    text.push_str(&listed(
        &paint.text(Style::Warn, "New problem with reading"),
        &came.iter().collect::<Vec<_>>(),
    ));
    text.push_str(&listed(&paint.text(Style::Good, "Problem gone"), &went.iter().collect::<Vec<_>>()));
    if text.is_empty() {
        return "No result changed.\n".to_owned();
    }
    text
}

/// `GDPR      56%-81%, 16 unknown`.
pub(super) fn range_now(now: &ChecklistResult) -> String {
    format!("{:<10}{}, {} unknown", now.short, range(now), now.unknown)
}

fn range(result: &ChecklistResult) -> String {
    match (result.low, result.high) {
        (Some(low), Some(high)) => format!("{low}%-{high}%"),
        _ => "no checks".to_owned(),
    }
}

/// Each law whose figures moved: `GDPR      56%-81% → 57%-81%: met 106 → 107, unknown 16 → 15`.
fn ranges(before: &Assessment, now: &Assessment) -> String {
    let mut text = String::new();
    let find = |all: &Assessment, id: &str| all.checklists.iter().find(|law| law.id == id).cloned();
    for law in &now.checklists {
        let line = match find(before, &law.id) {
            None => format!("{:<10}not judged → {}", law.short, range(law)),
            Some(then) => {
                let counts = counts(&then, law);
                if counts.is_empty() {
                    continue;
                }
                let before = range(&then);
                let moved =
                    if before == range(law) { before } else { format!("{before} → {}", range(law)) };
                format!("{:<10}{moved}: {counts}", law.short)
            }
        };
        text.push_str(&format!("{line}\n"));
    }
    for law in before.checklists.iter().filter(|law| find(now, &law.id).is_none()) {
        text.push_str(&format!("{:<10}{} → not judged\n", law.short, range(law)));
    }
    text
}

/// What differs of the counts: `met 106 → 107, unknown 13 → 12`.
fn counts(then: &ChecklistResult, law: &ChecklistResult) -> String {
    let parts = [
        ("applies", then.applies, law.applies),
        ("met", then.met, law.met),
        ("partly", then.partly_met, law.partly_met),
        ("not met", then.not_met, law.not_met),
        ("unknown", then.unknown, law.unknown),
    ];
    let moved = parts.iter().filter(|(_, before, now)| before != now);
    moved.map(|(name, before, now)| format!("{name} {before} → {now}")).collect::<Vec<_>>().join(", ")
}

/// The findings of an assessment by their ids.
fn by_id(assessment: &Assessment) -> BTreeMap<&str, (&RequirementResult, &Finding)> {
    let all = assessment.requirements.iter();
    all.flat_map(|result| result.findings.iter().map(move |one| (one.id.as_str(), (result, one)))).collect()
}

fn is_failure(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotMet | Outcome::PartlyMet)
}

/// What became of findings, the gravest first, each in a line. One cell often fails under several laws: its headline stands
/// once.
fn findings(before: &Assessment, now: &Assessment) -> Vec<(Kind, String)> {
    let (then, today) = (by_id(before), by_id(now));
    let outcome_of: BTreeMap<&str, Outcome> =
        now.requirements.iter().map(|result| (result.id.as_str(), result.outcome)).collect();
    let mut changed = Vec::new();
    for (id, (result, finding)) in &today {
        let was = then.get(id).map(|(_, finding)| finding.outcome);
        let kind = match (was, finding.outcome) {
            (was, outcome) if is_failure(outcome) && !was.is_some_and(is_failure) => Kind::Failing,
            (Some(was), Outcome::Unknown) if is_failure(was) => Kind::NotKnown,
            (None, Outcome::Unknown) => Kind::NotKnown,
            _ => continue,
        };
        changed.push((kind, *result, *finding));
    }
    for (id, (result, finding)) in &then {
        if today.contains_key(id) {
            continue;
        }
        let kind = match outcome_of.get(result.id.as_str()) {
            None | Some(Outcome::NotApplicable) => Kind::NotApplicable,
            Some(Outcome::Unknown) if is_failure(finding.outcome) => Kind::NotKnown,
            _ if is_failure(finding.outcome) => Kind::Fixed,
            _ => Kind::Answered,
        };
        changed.push((kind, *result, *finding));
    }
    changed.sort_by_key(|(kind, result, finding)| (*kind, result.severity, finding.id.clone()));
    let mut seen = BTreeSet::new();
    changed.retain(|(kind, _, finding)| seen.insert((*kind, finding.headline.clone())));
    let line = |(kind, result, finding): (Kind, &RequirementResult, &Finding)| {
        let place = finding.cells.first().filter(|_| kind == Kind::Failing).map(|cell| {
            let place = candor_model::place_words(&[&cell.file, &cell.sheet, &cell.cell]);
            if place.is_empty() { place } else { format!(" · {place}") }
        });
        let headline = shorten(&finding.headline, LINE_MAX);
        (kind, format!("{headline} ({}){}", result.cite, place.unwrap_or_default()))
    };
    changed.into_iter().map(line).collect()
}

/// Problems that the second reading has and the first has not, in a line each; notes are passed over.
fn new_problems(before: &[Problem], now: &[Problem]) -> Vec<String> {
    // Not by the cell: a row that was put in above moves all below it.
    let key = |problem: &Problem| {
        (problem.code, problem.place.file.clone(), problem.place.sheet.clone(), problem.message.clone())
    };
    let known: BTreeSet<_> = before.iter().map(key).collect();
    let is_new = |problem: &&Problem| problem.severity < Severity::Note && !known.contains(&key(problem));
    let line = |problem: &Problem| shorten(&format!("{}: {}", problem.place, problem.message), LINE_MAX);
    now.iter().filter(is_new).map(line).collect()
}

/// `Fixed: …` with a line for each; nothing for none.
fn listed(title: &str, lines: &[&String]) -> String {
    let mut text: String =
        lines.iter().take(SHOWN_MAX).map(|line| format!("{title}: {}\n", inert(line))).collect();
    if lines.len() > SHOWN_MAX {
        text.push_str(&format!("{title}: and {} more\n", lines.len() - SHOWN_MAX));
    }
    text
}
