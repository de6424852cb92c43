//! The results of then and now: as reported, by today's checklists, like for like, and what moved them.

use candor_assess::{Cause, ChecklistChange, Comparison, Outcome, RequirementChange, Share};
use schemars::JsonSchema;
use serde::Serialize;

use crate::view::counted;
use crate::view::results::range;

/// Most requirements that moved without work and are listed; the rest is counted in the waterfall.
const SHOWN: usize = 300;

/// The result of a checklist, then and now.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LawFigures {
    /// Its short name.
    short: String,
    /// As the earlier quarter reported it, or `not judged`.
    reported_before: String,
    /// The earlier quarter by the checklist of the later one, or `records are gone`.
    restated_before: String,
    /// As the later quarter reports it, or `not judged`.
    reported_after: String,
    /// The earlier quarter over what can be compared.
    like_before: String,
    /// The later quarter over what can be compared.
    like_after: String,
    /// How many requirements can be compared.
    like_count: u64,
    /// What keeps the two from being compared as like with like, or empty.
    rules: String,
}

/// What moved the result of a checklist.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Waterfall {
    /// Its short name.
    short: String,
    /// Points then: one for each requirement that is met, half a point for one that is partly met.
    points_before: String,
    /// Requirements that applied then.
    applies_before: u64,
    /// The steps in their order.
    steps: Vec<Step>,
    /// Points now.
    points_after: String,
    /// Requirements that apply now.
    applies_after: u64,
}

/// One cause in a waterfall.
#[derive(Serialize, JsonSchema)]
struct Step {
    /// `Fixed and verified`.
    cause: &'static str,
    /// Does it count as change of the practice itself?
    is_work: bool,
    /// How many requirements it moved.
    requirements: u64,
    /// By how many points, with a sign: `+2½`.
    points: String,
    /// By how many requirements that apply, with a sign.
    applies: String,
}

/// A requirement that moved without any work that can be shown.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Moved {
    /// Its title.
    title: String,
    /// Its provision.
    cite: String,
    /// `Rules`, `Scope` or `Records`.
    cause: &'static str,
    /// The outcome then, or `not judged`.
    before: String,
    /// The outcome now, or `not judged`.
    after: String,
}

/// A cause in words.
pub(crate) fn label(cause: Cause) -> &'static str {
    match cause {
        Cause::Fixed => "Fixed and verified",
        Cause::Answered => "Answered",
        Cause::NewlyFailing => "Newly failing",
        Cause::CameBack => "Came back",
        Cause::EvidenceExpired => "Evidence expired",
        Cause::NoLongerKnown => "No longer known",
        Cause::Records => "Records came or left",
        Cause::Scope => "Scope changed",
        Cause::Rules => "Rules changed",
    }
}

fn shown(share: Option<Share>, none: &str) -> String {
    share.map_or_else(|| none.to_owned(), |share| range(share.low, share.high))
}

pub(super) fn laws(comparison: &Comparison) -> Vec<LawFigures> {
    let law = |change: &ChecklistChange| {
        let anew = if comparison.restated { "not judged" } else { "records are gone" };
        LawFigures {
            short: change.short.clone(),
            reported_before: shown(change.reported_before, "not judged"),
            restated_before: shown(change.restated_before, anew),
            reported_after: shown(change.reported_after, "not judged"),
            like_before: shown(Some(change.like_for_like.before), "nothing"),
            like_after: shown(Some(change.like_for_like.after), "nothing"),
            like_count: change.like_for_like.after.applies,
            rules: rules(change),
        }
    };
    comparison.checklists.iter().map(law).collect()
}

fn rules(change: &ChecklistChange) -> String {
    match (&change.version_before, &change.version_after) {
        (Some(before), Some(after)) if before != after => format!("version {before} then, {after} now"),
        (None, _) => "not judged then".to_owned(),
        (_, None) => "not judged now".to_owned(),
        _ => String::new(),
    }
}

/// `GDPR, like for like over 70 requirements: 56%–81% then, 58%–80% now.`
pub(super) fn in_short(change: &ChecklistChange) -> Option<String> {
    let like = change.like_for_like;
    (like.after.applies > 0).then(|| {
        format!(
            "{}, like for like over {}: {} then, {} now.",
            change.short,
            counted(like.after.applies, "requirement", "requirements"),
            shown(Some(like.before), ""),
            shown(Some(like.after), ""),
        )
    })
}

pub(super) fn waterfalls(comparison: &Comparison) -> Vec<Waterfall> {
    let waterfall = |change: &ChecklistChange| {
        let (before, after) =
            (change.reported_before.unwrap_or_default(), change.reported_after.unwrap_or_default());
        let steps = change.movements.iter().map(|movement| Step {
            cause: label(movement.cause),
            is_work: movement.cause.is_like_for_like(),
            requirements: movement.requirements,
            points: signed_halves(movement.half_points),
            applies: signed(movement.applies),
        });
        Waterfall {
            short: change.short.clone(),
            points_before: halves(before.half_points),
            applies_before: before.applies,
            steps: steps.collect(),
            points_after: halves(after.half_points),
            applies_after: after.applies,
        }
    };
    comparison.checklists.iter().map(waterfall).collect()
}

/// `2½`, `½`, `0`.
fn halves(half_points: u64) -> String {
    match (half_points / 2, half_points % 2) {
        (0, 1) => "½".to_owned(),
        (whole, 1) => format!("{whole}½"),
        (whole, _) => whole.to_string(),
    }
}

fn sign(number: i64) -> &'static str {
    match number {
        0 => "",
        1.. => "+",
        _ => "−",
    }
}

fn signed_halves(half_points: i64) -> String {
    format!("{}{}", sign(half_points), halves(half_points.unsigned_abs()))
}

fn signed(number: i64) -> String {
    format!("{}{}", sign(number), number.unsigned_abs())
}

/// Was its checklist judged in both quarters?
pub(super) fn is_in_both(comparison: &Comparison, change: &RequirementChange) -> bool {
    let of_checklist = comparison.checklists.iter().find(|checklist| checklist.id == change.checklist);
    of_checklist
        .is_some_and(|checklist| checklist.version_before.is_some() && checklist.version_after.is_some())
}

/// `HIPAA and Baseline were judged in only one of the two quarters.`, or nothing.
pub(super) fn judged_once(comparison: &Comparison) -> Option<String> {
    let once = comparison
        .checklists
        .iter()
        .filter(|change| change.version_before.is_none() || change.version_after.is_none());
    let names: Vec<&str> = once.map(|change| change.short.as_str()).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("{one} was judged in only one of the two quarters.")),
        [first @ .., last] => {
            Some(format!("{} and {last} were judged in only one of the two quarters.", first.join(", ")))
        }
    }
}

pub(super) fn moved(comparison: &Comparison) -> Vec<Moved> {
    let outcome = |outcome: Option<Outcome>| outcome.map_or("not judged", Outcome::label).to_owned();
    let cause = |change: &RequirementChange| match change.cause {
        Cause::Rules => Some("Rules"),
        Cause::Scope => Some("Scope"),
        Cause::Records => Some("Records"),
        _ => None,
    };
    let moved = |change: &RequirementChange| {
        Some(Moved {
            cause: cause(change)
                .filter(|_| change.before != change.after && is_in_both(comparison, change))?,
            title: change.title.clone(),
            cite: change.cite.clone(),
            before: outcome(change.before),
            after: outcome(change.after),
        })
    };
    comparison.requirements.iter().filter_map(moved).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_have_signs_and_halves() {
        let told: Vec<String> = [0, 1, -1, 4, -5].into_iter().map(signed_halves).collect();
        assert_eq!(told, ["0", "+½", "−½", "+2", "−2½"]);
        assert_eq!([signed(0), signed(3), signed(-2)], ["0", "+3", "−2"]);
    }
}
