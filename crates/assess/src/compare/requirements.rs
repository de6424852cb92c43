//! What moved each requirement, and what that makes of the results of the checklists.

use super::{
    Cause, ChecklistChange, FindingChange, FindingMove, LikeForLike, Movement, Pair, RequirementChange,
    Share, Sides,
};
use crate::assessment::{Assessment, ChecklistResult, Outcome, RequirementResult, Tally};
use crate::judge::finding::whole_id;

/// The requirements of now with those of then, in the order of now; then those that are gone.
pub(super) fn pairs<'a>(sides: &Sides<'a>) -> Vec<Pair<'a>> {
    let base = sides.restated.unwrap_or(sides.before.assessment);
    paired(sides, base, sides.after.assessment)
}

fn paired<'a>(sides: &Sides<'a>, base: &'a Assessment, after: &'a Assessment) -> Vec<Pair<'a>> {
    let now_called = |id: &'a str| sides.library.renamed(id).unwrap_or(id);
    let of_id: std::collections::BTreeMap<&str, &RequirementResult> =
        base.requirements.iter().rev().map(|then| (now_called(&then.id), then)).collect();
    let ids: std::collections::BTreeSet<&str> =
        after.requirements.iter().map(|now| now_called(&now.id)).collect();
    let here = after.requirements.iter().map(|now| {
        let before = of_id.get(now_called(&now.id)).copied();
        Pair { before, after: Some(now) }
    });
    let gone = base.requirements.iter().filter(|then| !ids.contains(now_called(&then.id)));
    here.chain(gone.map(|then| Pair { before: Some(then), after: None })).collect()
}

impl<'a> Pair<'a> {
    /// The side that there is, that of now first.
    pub(super) fn shown(&self) -> Option<&'a RequirementResult> {
        self.after.or(self.before)
    }

    /// Why the two sides are no like and like, if they are not; without a rule that was kept the version of the checklist decides.
    pub(super) fn unlike(&self, sides: &Sides<'_>) -> Option<Cause> {
        let judged = |assessment: &Assessment, result: &RequirementResult| {
            checklist(assessment, &result.checklist).is_some()
        };
        let (before, after) = match (self.before, self.after) {
            (Some(before), Some(after)) => (before, after),
            (None, Some(after)) if !judged(sides.base(), after) => return Some(Cause::Scope),
            (Some(before), None) if !judged(sides.after.assessment, before) => return Some(Cause::Scope),
            _ => return Some(Cause::Rules),
        };
        if !has_same_rule(sides.base(), before, sides.after.assessment, after) {
            return Some(Cause::Rules);
        }
        let is_out = |result: &RequirementResult| result.outcome == Outcome::NotApplicable;
        (is_out(before) != is_out(after)).then_some(Cause::Scope)
    }
}

fn has_same_rule(
    base: &Assessment,
    before: &RequirementResult,
    now: &Assessment,
    after: &RequirementResult,
) -> bool {
    if !before.rule.is_empty() && !after.rule.is_empty() {
        return before.rule == after.rule;
    }
    let version = |assessment: &Assessment, id: &str| {
        checklist(assessment, id).map(|checklist| checklist.version.clone())
    };
    version(base, &before.checklist) == version(now, &after.checklist)
        && (&before.cite, before.level, &before.ask, &before.title)
            == (&after.cite, after.level, &after.ask, &after.title)
}

fn checklist<'a>(assessment: &'a Assessment, id: &str) -> Option<&'a ChecklistResult> {
    assessment.checklists.iter().find(|checklist| checklist.id == id)
}

fn half_points(outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Met => 2,
        Outcome::PartlyMet => 1,
        Outcome::NotMet | Outcome::Unknown | Outcome::NotApplicable => 0,
    }
}

fn applies(outcome: Option<Outcome>) -> i64 {
    i64::from(outcome.is_some_and(|outcome| outcome != Outcome::NotApplicable))
}

/// The requirements that moved, those by which rules and scope moved first reported and restated figures too.
pub(super) fn changes(
    sides: &Sides<'_>,
    pairs: &[Pair<'_>],
    findings: &[FindingChange],
) -> Vec<RequirementChange> {
    let mut of_requirement: std::collections::BTreeMap<&str, Vec<FindingMove>> = Default::default();
    for change in findings {
        of_requirement.entry(&change.requirement).or_default().push(change.moved);
    }
    let mut changes = Vec::new();
    if let Some(restated) = sides.restated {
        let judged_anew = paired(sides, sides.before.assessment, restated);
        changes.extend(judged_anew.iter().filter_map(|pair| by_rules(sides, pair)));
    }
    changes.extend(pairs.iter().filter_map(|pair| {
        let moves = pair.shown().and_then(|shown| of_requirement.get(shown.id.as_str()));
        let cause = cause(sides, pair, moves.map_or(&[][..], Vec::as_slice))?;
        change(pair, cause)
    }));
    changes
}

/// What judging the same records by other rules moved.
fn by_rules(sides: &Sides<'_>, pair: &Pair<'_>) -> Option<RequirementChange> {
    let outcome = |side: Option<&RequirementResult>| side.map(|result| result.outcome);
    let severity = |side: Option<&RequirementResult>| side.map(|result| result.severity);
    let is_same = outcome(pair.before) == outcome(pair.after)
        && severity(pair.before) == severity(pair.after)
        && pair.before.zip(pair.after).is_some_and(|(before, after)| {
            has_same_rule(sides.before.assessment, before, sides.base(), after)
        });
    let is_judged = |assessment: &Assessment| {
        pair.shown().is_some_and(|shown| checklist(assessment, &shown.checklist).is_some())
    };
    let is_scope = !is_judged(sides.before.assessment) || !is_judged(sides.after.assessment);
    if is_same { None } else { change(pair, if is_scope { Cause::Scope } else { Cause::Rules }) }
}

fn change(pair: &Pair<'_>, cause: Cause) -> Option<RequirementChange> {
    let shown = pair.shown()?;
    let other =
        |before: &&RequirementResult| pair.after.is_some_and(|after| after.severity != before.severity);
    Some(RequirementChange {
        id: shown.id.clone(),
        id_before: pair.before.map(|before| before.id.clone()).filter(|id| *id != shown.id),
        checklist: shown.checklist.clone(),
        cite: shown.cite.clone(),
        title: shown.title.clone(),
        severity: shown.severity,
        severity_before: pair.before.filter(other).map(|before| before.severity),
        cause,
        before: pair.before.map(|before| before.outcome),
        after: pair.after.map(|after| after.outcome),
        because: shown.because.clone(),
    })
}

/// Why a requirement moved; none if it did not.
fn cause(sides: &Sides<'_>, pair: &Pair<'_>, moves: &[FindingMove]) -> Option<Cause> {
    if let Some(unlike) = pair.unlike(sides) {
        return Some(unlike);
    }
    let (before, after) = (pair.before?, pair.after?);
    let has = |wanted: &[FindingMove]| moves.iter().any(|moved| wanted.contains(moved));
    let delta = half_points(after.outcome) - half_points(before.outcome);
    // Of findings that were not kept only the number is known.
    let was_kept = before.findings_total <= before.findings.len() as u64;
    let is_followed = !has(&[FindingMove::NotFollowed, FindingMove::NotKept])
        && (was_kept || after.records.met >= before.findings_total);
    match (before.outcome, after.outcome) {
        (then, now) if then == now => (before.severity != after.severity).then_some(Cause::Rules),
        (_, Outcome::Unknown) if has(&[FindingMove::EvidenceExpired]) => Some(Cause::EvidenceExpired),
        (_, Outcome::Unknown) => Some(Cause::NoLongerKnown),
        // A person's answer says in part what nobody knew.
        (Outcome::Unknown, _)
            if delta > 0 && after.findings.iter().any(|one| one.id == whole_id(&after.id)) =>
        {
            Some(Cause::Answered)
        }
        // Some work must be shown. Where all is met now, each finding of then must be shown to be mended: what merely vanished
        // is no progress. Where something still fails, what vanished would not have changed the outcome.
        (_, now) if delta > 0 => {
            let is_shown = is_followed || now == Outcome::PartlyMet;
            Some(match (is_shown, has(&[FindingMove::Fixed]), has(&[FindingMove::Answered])) {
                (true, true, _) => Cause::Fixed,
                (true, false, true) => Cause::Answered,
                _ => Cause::Records,
            })
        }
        _ if has(&[FindingMove::CameBack]) => Some(Cause::CameBack),
        _ => Some(Cause::NewlyFailing),
    }
}

/// The checklists of either quarter, those of now first.
pub(super) fn checklists(
    sides: &Sides<'_>,
    pairs: &[Pair<'_>],
    changes: &[RequirementChange],
) -> Vec<ChecklistChange> {
    let now = sides.after.assessment.checklists.iter();
    let then = sides.before.assessment.checklists.iter();
    let gone = then.filter(|then| checklist(sides.after.assessment, &then.id).is_none());
    now.chain(gone)
        .map(|shown| {
            let then = checklist(sides.before.assessment, &shown.id);
            let now = checklist(sides.after.assessment, &shown.id);
            let anew = sides.restated.and_then(|restated| checklist(restated, &shown.id));
            ChecklistChange {
                id: shown.id.clone(),
                short: shown.short.clone(),
                version_before: then.map(|then| then.version.clone()),
                version_after: now.map(|now| now.version.clone()),
                reported_before: then.map(Share::reported),
                restated_before: anew.map(Share::reported),
                reported_after: now.map(Share::reported),
                like_for_like: like_for_like(&shown.id, sides, pairs, changes),
                movements: movements(&shown.id, changes),
            }
        })
        .collect()
}

impl Share {
    fn of(tally: &Tally) -> Share {
        Share {
            applies: tally.applies,
            half_points: 2 * tally.met + tally.partly_met,
            unknown: tally.unknown,
            low: tally.low(),
            high: tally.high(),
        }
    }

    fn reported(result: &ChecklistResult) -> Share {
        Share {
            applies: result.applies,
            half_points: 2 * result.met + result.partly_met,
            unknown: result.unknown,
            low: result.low,
            high: result.high,
        }
    }
}

fn like_for_like(
    id: &str,
    sides: &Sides<'_>,
    pairs: &[Pair<'_>],
    changes: &[RequirementChange],
) -> LikeForLike {
    let moved: std::collections::BTreeSet<&str> = changes
        .iter()
        .filter(|change| change.cause == Cause::Records)
        .map(|change| change.id.as_str())
        .collect();
    let (mut then, mut now) = (Tally::default(), Tally::default());
    for pair in pairs.iter().filter(|pair| pair.unlike(sides).is_none()) {
        let (Some(before), Some(after)) = (pair.before, pair.after) else { continue };
        if after.checklist == id && !moved.contains(after.id.as_str()) {
            then.add(before.outcome, 1);
            now.add(after.outcome, 1);
        }
    }
    LikeForLike { before: Share::of(&then), after: Share::of(&now) }
}

fn movements(id: &str, changes: &[RequirementChange]) -> Vec<Movement> {
    let points = |outcome: Option<Outcome>| outcome.map(half_points).unwrap_or_default();
    let of_cause = |cause: Cause| {
        let mut movement = Movement { cause, requirements: 0, half_points: 0, applies: 0 };
        for change in changes.iter().filter(|change| change.checklist == id && change.cause == cause) {
            movement.requirements += 1;
            movement.half_points += points(change.after) - points(change.before);
            movement.applies += applies(change.after) - applies(change.before);
        }
        (movement.requirements > 0).then_some(movement)
    };
    Cause::ALL.into_iter().filter_map(of_cause).collect()
}
