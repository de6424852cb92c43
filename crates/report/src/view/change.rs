//! What changed since the quarter that was recorded last.
//!
//! Invariant: a requirement that entered or left the count, or whose checklist has another version, is told apart from
//! what was fixed, so that a change of rules or scope never looks like progress.

use candor_assess::{Assessment, ChecklistResult, Outcome, RequirementResult};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::{provision, told_at};
use super::results::range;
use crate::Input;

/// Requirements named of each kind of change.
const SHOWN: usize = 15;

/// The change since the last recorded quarter.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Change {
    /// The quarter compared with; empty where none was recorded before.
    from: String,
    /// The change in one sentence.
    sentence: String,
    /// Each checklist then and now.
    laws: Vec<LawChange>,
    /// What became of requirements, kind by kind; kinds without any are left out.
    kinds: Vec<Kind>,
}

/// A checklist then and now.
#[derive(Serialize, JsonSchema)]
struct LawChange {
    /// Its short name.
    short: String,
    /// Its range in the last recorded quarter, or `not judged`.
    before: String,
    /// Its range now.
    now: String,
    /// Unknown requirements then.
    unknown_before: String,
    /// Unknown requirements now.
    unknown: u64,
    /// What keeps the two from being compared as like with like, or empty.
    rules: String,
}

/// Requirements that changed in one way.
#[derive(Serialize, JsonSchema)]
struct Kind {
    /// `Fixed`.
    title: String,
    /// How many.
    count: usize,
    /// The first of them.
    lines: Vec<Line>,
    /// How many more there are.
    more: usize,
}

/// A requirement that changed.
#[derive(Serialize, JsonSchema)]
struct Line {
    /// Title of the requirement.
    title: String,
    /// Where its findings stand, or empty.
    anchor: String,
    /// Its provision.
    provision: String,
    /// The outcome then.
    before: Outcome,
    /// The outcome now.
    now: Outcome,
}

/// How a requirement moved; in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Fixed,
    Answered,
    Regressed,
    FoundToFail,
    NoLongerKnown,
    Entered,
    Left,
}

impl Move {
    const ALL: [(Move, &'static str); 7] = [
        (Move::Fixed, "Fixed: failed then, met now"),
        (Move::Answered, "Answered: unknown then, met now"),
        (Move::Regressed, "Came back: met then, failed now"),
        (Move::FoundToFail, "Found to fail: unknown then"),
        (Move::NoLongerKnown, "No longer known: evidence or records are missing now"),
        (Move::Entered, "Applies now, did not then"),
        (Move::Left, "Does not apply now, did then"),
    ];

    fn of(before: Outcome, now: Outcome) -> Option<Move> {
        use Outcome::{Met, NotApplicable, NotMet, PartlyMet, Unknown};
        match (before, now) {
            (NotApplicable, NotApplicable) => None,
            (NotApplicable, _) => Some(Move::Entered),
            (_, NotApplicable) => Some(Move::Left),
            (NotMet | PartlyMet, Met) => Some(Move::Fixed),
            (Unknown, Met) => Some(Move::Answered),
            (Met, NotMet | PartlyMet) => Some(Move::Regressed),
            (Unknown, NotMet | PartlyMet) => Some(Move::FoundToFail),
            (Met | NotMet | PartlyMet, Unknown) => Some(Move::NoLongerKnown),
            _ => None,
        }
    }
}

pub(crate) fn view(input: &Input<'_>) -> Change {
    let now = input.assessment;
    let Some(last) = input.past.last() else {
        return Change {
            from: String::new(),
            sentence: "No earlier quarter is recorded, so nothing can be compared.".to_owned(),
            laws: Vec::new(),
            kinds: Vec::new(),
        };
    };
    let moved: Vec<(Move, Outcome, &RequirementResult)> = now
        .requirements
        .iter()
        .filter_map(|result| {
            let before = last.assessment.requirements.iter().find(|before| before.id == result.id)?.outcome;
            Some((Move::of(before, result.outcome)?, before, result))
        })
        .collect();
    let added = now.requirements.iter().filter(|result| is_missing(&last.assessment, result)).count();
    Change {
        from: last.quarter.clone(),
        sentence: sentence(&last.quarter, &moved, added),
        laws: now.checklists.iter().map(|checklist| law(&last.assessment, checklist)).collect(),
        kinds: Move::ALL
            .into_iter()
            .map(|(kind, title)| {
                let here: Vec<_> = moved.iter().filter(|(moved, ..)| *moved == kind).collect();
                Kind {
                    title: title.to_owned(),
                    count: here.len(),
                    more: here.len().saturating_sub(SHOWN),
                    lines: here
                        .iter()
                        .take(SHOWN)
                        .map(|(_, before, result)| line(now, *before, result))
                        .collect(),
                }
            })
            .filter(|kind| kind.count > 0)
            .collect(),
    }
}

fn is_missing(assessment: &Assessment, result: &RequirementResult) -> bool {
    assessment.requirements.iter().all(|known| known.id != result.id)
}

/// `Since 2026-Q3: 4 fixed, 2 came back.` and what moved without any work.
fn sentence(from: &str, moved: &[(Move, Outcome, &RequirementResult)], added: usize) -> String {
    let count = |kind: Move| moved.iter().filter(|(moved, ..)| *moved == kind).count();
    let without_work = count(Move::Entered) + count(Move::Left) + added;
    let mut sentence = format!(
        "Since {from}: {} fixed, {} answered, {} came back, {} newly found to fail, {} no longer known.",
        count(Move::Fixed),
        count(Move::Answered),
        count(Move::Regressed),
        count(Move::FoundToFail),
        count(Move::NoLongerKnown),
    );
    if without_work > 0 {
        sentence.push_str(&format!(" {without_work} moved only because the rules or the scope changed."));
    }
    sentence
}

fn law(last: &Assessment, now: &ChecklistResult) -> LawChange {
    let before = last.checklists.iter().find(|checklist| checklist.id == now.id);
    let rules = match before {
        Some(before) if before.version != now.version => {
            format!("version {} then, {} now", before.version, now.version)
        }
        Some(_) => String::new(),
        None => "not judged then".to_owned(),
    };
    LawChange {
        short: now.short.clone(),
        before: before.map_or("not judged".to_owned(), |before| range(before.low, before.high)),
        now: range(now.low, now.high),
        unknown_before: before.map_or("–".to_owned(), |before| before.unknown.to_string()),
        unknown: now.unknown,
        rules,
    }
}

fn line(assessment: &Assessment, before: Outcome, result: &RequirementResult) -> Line {
    Line {
        title: result.title.clone(),
        anchor: if super::plan::is_open(result.outcome) {
            told_at(assessment, result)
        } else {
            String::new()
        },
        provision: provision(assessment, result),
        before,
        now: result.outcome,
    }
}
