//! What changed since the quarter that was recorded last.
//!
//! Invariant: what moved is what [`candor_assess::compare`] says, so that a change of rules, scope or records never looks like
//! progress. The whole of it stands in the document `change`.

use candor_assess::{
    Assessment, Cause, ChecklistResult, Library, Outcome, Quarterly, RequirementChange, Sides, compare,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::{provision, told_at};
use super::results::range;
use crate::{Input, Past};

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
    /// The outcome then, in words.
    before: String,
    /// The outcome now, in words.
    now: String,
}

/// What each cause means for a requirement.
fn title(cause: Cause) -> &'static str {
    match cause {
        Cause::Fixed => "Fixed: failed then; its records were judged again and passed",
        Cause::Answered => "Answered: unknown then, known now and met at least in part",
        Cause::NewlyFailing => "Newly failing: did not fail then",
        Cause::CameBack => "Came back: failed in an earlier quarter, and again now",
        Cause::EvidenceExpired => "Evidence expired: unknown now",
        Cause::NoLongerKnown => "No longer known: records do not show it now",
        Cause::Records => "Records came or left: no progress",
        Cause::Scope => "Scope changed: applies in only one of the two quarters",
        Cause::Rules => "Rules changed: has another rule or severity than then",
    }
}

pub(crate) fn view(input: &Input<'_>) -> Change {
    let now = input.assessment;
    let Some((last, earlier)) = input.past.split_last() else {
        return Change {
            from: String::new(),
            sentence: "No earlier quarter is recorded, so nothing can be compared.".to_owned(),
            laws: Vec::new(),
            kinds: Vec::new(),
        };
    };
    let earlier: Vec<Quarterly<'_>> = earlier.iter().map(quarterly).collect();
    let comparison = compare(&Sides {
        earlier: &earlier,
        before: quarterly(last),
        restated: None,
        after: Quarterly { quarter: &input.quarter, assessment: now },
        library: Library::builtin(),
    });
    // The page of one law tells of that law alone.
    let is_here = |id: &str| now.checklists.iter().any(|checklist| checklist.id == id);
    let moved: Vec<&RequirementChange> =
        comparison.requirements.iter().filter(|change| is_here(&change.checklist)).collect();
    let kind = |cause: Cause| {
        let here: Vec<&&RequirementChange> = moved.iter().filter(|change| change.cause == cause).collect();
        Kind {
            title: title(cause).to_owned(),
            count: here.len(),
            more: here.len().saturating_sub(SHOWN),
            lines: here.iter().take(SHOWN).map(|change| line(now, change)).collect(),
        }
    };
    Change {
        from: last.quarter.clone(),
        sentence: sentence(&last.quarter, &moved),
        laws: now.checklists.iter().map(|checklist| law(&last.assessment, checklist)).collect(),
        kinds: Cause::ALL.into_iter().map(kind).filter(|kind| kind.count > 0).collect(),
    }
}

fn quarterly(past: &Past) -> Quarterly<'_> {
    Quarterly { quarter: &past.quarter, assessment: &past.assessment }
}

/// `Since 2026-Q3: 4 fixed, 2 answered.` and what moved without any work.
fn sentence(from: &str, moved: &[&RequirementChange]) -> String {
    let count = |cause: Cause| moved.iter().filter(|change| change.cause == cause).count();
    let is_without_work = |change: &&&RequirementChange| !change.cause.is_like_for_like();
    let without_work = moved.iter().filter(is_without_work).count();
    let mut sentence = format!(
        "Since {from}: {} fixed, {} answered, {} newly failing, {} came back, {} without their evidence, {} no longer known.",
        count(Cause::Fixed),
        count(Cause::Answered),
        count(Cause::NewlyFailing),
        count(Cause::CameBack),
        count(Cause::EvidenceExpired),
        count(Cause::NoLongerKnown),
    );
    if without_work > 0 {
        sentence.push_str(&format!(" {without_work} moved only because rules, scope or records changed."));
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

fn line(assessment: &Assessment, change: &RequirementChange) -> Line {
    let words = |outcome: Option<Outcome>| outcome.map_or("Not judged", Outcome::label).to_owned();
    let result = assessment.requirements.iter().find(|result| result.id == change.id);
    let open = result.filter(|result| super::plan::is_open(result.outcome));
    Line {
        title: change.title.clone(),
        anchor: open.map(|result| told_at(assessment, result)).unwrap_or_default(),
        provision: result.map_or_else(|| change.cite.clone(), |result| provision(assessment, result)),
        before: words(change.before),
        now: words(change.after),
    }
}
