//! Findings by what became of them.

use candor_assess::{Comparison, FindingChange, FindingMove, Outcome};
use schemars::JsonSchema;
use serde::Serialize;

use crate::view::{counted, place, prose};

/// Most findings of a kind that are listed; the rest is counted.
const SHOWN: usize = 300;

/// Findings that moved in one way.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FindingGroup {
    /// The id of its heading: `newly-failing`.
    id: &'static str,
    /// `Newly failing`.
    title: &'static str,
    /// What that means, in a sentence.
    lead: &'static str,
    /// How many.
    count: usize,
    /// The first of them, the gravest first.
    rows: Vec<FindingRow>,
    /// How many more there are.
    more: usize,
}

/// A finding with what became of it.
#[derive(Serialize, JsonSchema)]
struct FindingRow {
    /// Its id.
    id: String,
    /// What is wrong, or was.
    headline: String,
    /// Its provision.
    cite: String,
    /// How grave it is.
    severity: &'static str,
    /// The outcome then and now: `Unknown, now Not met`.
    outcomes: String,
    /// The first cell that decides.
    place: String,
    /// Why it is told here, and since when it is open.
    why: String,
}

/// A requirement that has another severity than then.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Graver {
    /// Its title.
    title: String,
    /// Its provision.
    cite: String,
    /// The severity then.
    before: &'static str,
    /// The severity now.
    after: &'static str,
}

/// The id, the title and the meaning of a kind.
pub(crate) fn words(moved: FindingMove) -> (&'static str, &'static str, &'static str) {
    match moved {
        FindingMove::NewlyFailing => {
            ("newly-failing", "Newly failing", "They fail now and did not fail then. Look at these first.")
        }
        FindingMove::Fixed => {
            ("fixed", "Fixed and verified", "They failed then. Each record was judged again and passed.")
        }
        FindingMove::CameBack => (
            "came-back",
            "Came back",
            "They failed in an earlier quarter, were gone in between, and fail again.",
        ),
        FindingMove::StillOpen => ("still-open", "Still open", "They failed then and fail now."),
        FindingMove::EvidenceExpired => (
            "evidence-expired",
            "Evidence expired",
            "The evidence that carried them is stale or expired, so they are unknown.",
        ),
        FindingMove::NoLongerKnown => {
            ("no-longer-known", "No longer known", "They were known then; the records do not show it now.")
        }
        FindingMove::StillUnknown => {
            ("still-unknown", "Still unknown", "They were not known then and are not now.")
        }
        FindingMove::Answered => ("answered", "Answered", "They were unknown then, are known now, and pass."),
        FindingMove::NotFollowed => (
            "not-followed",
            "Gone without proof",
            "They are not found now, and nothing shows that somebody mended them. They do not count as fixed.",
        ),
        FindingMove::Scope => (
            "by-scope",
            "Came or went with the scope",
            "Their requirement or checklist applies in only one of the two quarters. That is no progress.",
        ),
        FindingMove::Rules => (
            "by-rules",
            "Came or went with a rule",
            "Their requirement has another rule, or stands in only one of the two checklists. That is no progress.",
        ),
        FindingMove::NotKept => (
            "not-kept",
            "Cannot be told",
            "More was found than a quarter keeps. Record it with `--findings all` to follow each one.",
        ),
    }
}

pub(super) fn groups(comparison: &Comparison) -> Vec<FindingGroup> {
    let group = |moved: FindingMove| {
        let found: Vec<&FindingChange> = comparison.moved(moved).collect();
        let (id, title, lead) = words(moved);
        FindingGroup {
            id,
            title,
            lead,
            count: found.len(),
            rows: found.iter().take(SHOWN).map(|change| row(change)).collect(),
            more: found.len().saturating_sub(SHOWN),
        }
    };
    FindingMove::ALL.into_iter().map(group).filter(|group| group.count > 0).collect()
}

fn row(change: &FindingChange) -> FindingRow {
    let cell = change.cells.first();
    let parts = [since(change), prose(&change.why), called_then(change)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    FindingRow {
        id: change.id.clone(),
        headline: prose(&change.headline),
        cite: change.cite.clone(),
        severity: change.severity.label(),
        outcomes: outcomes(change),
        place: cell.map(|cell| place(&cell.file, &cell.sheet, &cell.cell)).unwrap_or_default(),
        why: parts.join(" "),
    }
}

fn outcomes(change: &FindingChange) -> String {
    let has_passed = matches!(change.moved, FindingMove::Fixed | FindingMove::Answered);
    let after = change.after.or(has_passed.then_some(Outcome::Met));
    match (change.before, after) {
        (Some(before), Some(after)) if before == after => format!("{}, as then", after.label()),
        (Some(before), Some(after)) => format!("{}, now {}", before.label(), after.label()),
        (Some(before), None) => format!("{} then", before.label()),
        (None, Some(after)) => format!("Now {}", after.label()),
        (None, None) => String::new(),
    }
}

fn called_then(change: &FindingChange) -> String {
    let called = change.subject_before.as_ref();
    called.map(|name| format!("Its record was called “{name}” then.")).unwrap_or_default()
}

/// `Open since 2026-Q1: 3 quarters.`; nothing for what is new or gone.
fn since(change: &FindingChange) -> String {
    match &change.open_since {
        Some(quarter) if change.quarters_open > 0 => {
            format!(
                "Open since {quarter}: {}.",
                counted(u64::from(change.quarters_open), "quarter", "quarters")
            )
        }
        _ => String::new(),
    }
}

pub(super) fn graver(comparison: &Comparison) -> Vec<Graver> {
    let graver = |change: &candor_assess::RequirementChange| {
        Some(Graver {
            title: change.title.clone(),
            cite: change.cite.clone(),
            before: change.severity_before?.label(),
            after: change.severity.label(),
        })
    };
    comparison.requirements.iter().filter_map(graver).collect()
}
