//! What became of each finding, and since when it is open.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::Quarter;
use candor_model::text::fold_name;

use super::matching::{Match, names_of};
use super::{Cause, FindingChange, FindingMove, MatchedBy, Pair, Quarterly, RecordRename, Sides, fails};
use crate::assessment::{Finding, Outcome, RequirementResult};
use crate::judge::evidence::EvidenceState;
use crate::judge::finding::{hashed, whole_id};
use crate::register::RegisterNames;

/// What every finding is held against.
struct Known<'s, 'a> {
    sides: &'s Sides<'a>,
    renames: &'s [RecordRename],
    /// Folded names of the records of then.
    then: BTreeSet<String>,
    /// Folded names of the records of now, with the names themselves.
    now: BTreeMap<String, String>,
}

/// Every match, classed.
pub(super) fn changes(
    sides: &Sides<'_>,
    pairs: &[Pair<'_>],
    matches: &[Match<'_>],
    renames: &[RecordRename],
) -> Vec<FindingChange> {
    let records = sides.after.assessment.registers.iter().flat_map(|register| &register.records);
    let known = Known {
        sides,
        renames,
        then: names_of(sides.base()).collect(),
        now: records.map(|record| (fold_name(&record.name), record.name.clone())).collect(),
    };
    matches.iter().filter_map(|one| change(&known, &pairs[one.pair], one)).collect()
}

fn change(known: &Known<'_, '_>, pair: &Pair<'_>, one: &Match<'_>) -> Option<FindingChange> {
    let sides = known.sides;
    let (finding, result) = (one.after.or(one.before)?, pair.shown()?);
    let (moved, why) = match (one.before, one.after) {
        (Some(before), Some(after)) => stayed(sides, pair, before, after),
        (None, Some(after)) => came(sides, pair, after),
        (Some(before), None) => went(known, pair, before),
        (None, None) => return None,
    };
    let known_by = |side: Option<&Finding>, now: &str, of: fn(&Finding) -> &str| {
        side.map(of).filter(|then| *then != now).map(str::to_owned)
    };
    let is_open = one.after.is_some();
    let since = if is_open { open_since(sides, one, result) } else { None };
    Some(FindingChange {
        moved,
        id: finding.id.clone(),
        id_before: known_by(one.before, &finding.id, |finding| &finding.id),
        matched_by: one.by,
        requirement: result.id.clone(),
        checklist: result.checklist.clone(),
        cite: result.cite.clone(),
        title: result.title.clone(),
        subject: finding.subject.clone(),
        subject_before: known_by(one.before, &finding.subject, |finding| &finding.subject),
        severity: result.severity,
        severity_before: pair
            .before
            .map(|before| before.severity)
            .filter(|then| pair.after.is_some() && *then != result.severity),
        before: one.before.map(|finding| finding.outcome),
        after: one.after.map(|finding| finding.outcome),
        headline: finding.headline.clone(),
        why,
        quarters_open: since.map(|since| age(since, sides.after.quarter)).unwrap_or_default(),
        open_since: since.map(str::to_owned),
        cells: finding.cells.clone(),
    })
}

/// A finding of both quarters.
fn stayed(sides: &Sides<'_>, pair: &Pair<'_>, before: &Finding, after: &Finding) -> (FindingMove, String) {
    let is_rule = pair.unlike(sides) == Some(Cause::Rules);
    match (fails(before.outcome), fails(after.outcome)) {
        (true, true) if is_rule => {
            (FindingMove::StillOpen, "It failed then and fails now; its rule is another.".into())
        }
        (true, true) => (FindingMove::StillOpen, "It failed then and fails now.".into()),
        (false, false) => (FindingMove::StillUnknown, "It was not known then, and is not known now.".into()),
        (_, _) if is_rule => {
            (FindingMove::Rules, "Its rule is another, so nobody can tell what moved it.".into())
        }
        (false, true) => {
            (FindingMove::NewlyFailing, "It was not known then, and is known to fail now.".into())
        }
        (true, false) => no_longer_known(sides, pair),
    }
}

/// A finding of now alone.
fn came(sides: &Sides<'_>, pair: &Pair<'_>, after: &Finding) -> (FindingMove, String) {
    let (Some(result), then) = (pair.after, pair.before) else {
        return (FindingMove::Rules, String::new());
    };
    match pair.unlike(sides) {
        Some(Cause::Rules) if then.is_none() => {
            return (FindingMove::Rules, "Its requirement is new in the checklist.".into());
        }
        Some(Cause::Rules) => {
            return (FindingMove::Rules, "Its requirement has another rule than then.".into());
        }
        Some(_) if then.is_none() => {
            return (FindingMove::Scope, "Its checklist was not judged then.".into());
        }
        Some(_) => return (FindingMove::Scope, "Its requirement did not apply then.".into()),
        None => {}
    }
    let Some(then) = then else { return (FindingMove::Rules, String::new()) };
    let had_passed = is_among_passed(then, after);
    if then.findings_total > then.findings.len() as u64 && !had_passed {
        let why = format!("Of {} findings then only {} were kept.", then.findings_total, then.findings.len());
        return (FindingMove::NotKept, why);
    }
    if !fails(after.outcome) {
        return no_longer_known(sides, pair);
    }
    if let Some(quarter) = failed_earlier(sides, result, after) {
        return (FindingMove::CameBack, format!("It failed in {quarter}, was gone since, and fails again."));
    }
    let why = match (had_passed || then.outcome == Outcome::Met, then.outcome) {
        (true, _) => "It was met then.",
        (_, Outcome::Unknown) => "Its requirement was not known then.",
        _ => "It was not found then.",
    };
    (FindingMove::NewlyFailing, why.into())
}

/// A finding of then alone.
fn went(known: &Known<'_, '_>, pair: &Pair<'_>, before: &Finding) -> (FindingMove, String) {
    let sides = known.sides;
    let Some(now) = pair.after else {
        return match pair.unlike(sides) {
            Some(Cause::Scope) => (FindingMove::Scope, "Its checklist is not judged now.".into()),
            _ => (FindingMove::Rules, "Its requirement is not in the checklist now.".into()),
        };
    };
    match pair.unlike(sides) {
        Some(Cause::Rules) => return (FindingMove::Rules, "Its requirement has another rule now.".into()),
        Some(_) => {
            return (FindingMove::Scope, format!("Its requirement does not apply now. {}", now.because));
        }
        None => {}
    }
    let is_verified = match is_whole(pair.before, before) {
        true => now.outcome == Outcome::Met,
        false => {
            let has_passed = is_among_passed(now, before) || known.has_passed_as(now, &before.subject);
            has_passed || is_column(before) && now.outcome == Outcome::Met
        }
    };
    if is_verified && fails(before.outcome) {
        return (FindingMove::Fixed, "It was judged again and passed.".into());
    }
    if is_verified {
        return (FindingMove::Answered, "It is known now, and passes.".into());
    }
    if now.outcome == Outcome::Unknown && fails(before.outcome) {
        return no_longer_known(sides, pair);
    }
    if now.findings_total > now.findings.len() as u64 {
        let why = format!("Of {} findings now only {} are kept.", now.findings_total, now.findings.len());
        return (FindingMove::NotKept, why);
    }
    (FindingMove::NotFollowed, known.why_not_followed(before))
}

impl Known<'_, '_> {
    /// Did the record pass under the name that it has now?
    fn has_passed_as(&self, now: &RequirementResult, subject: &str) -> bool {
        let renamed =
            self.renames.iter().filter(|rename| rename.before == subject).map(|rename| &rename.after);
        let mut names = renamed.chain(self.now.get(&fold_name(subject)));
        names.any(|name| is_passed(now, &hashed(&now.id, name)))
    }

    fn why_not_followed(&self, before: &Finding) -> String {
        if let Some(rename) = self.renames.iter().find(|rename| rename.before == before.subject) {
            return format!("Its record is called “{}” now; nothing shows that it was mended.", rename.after);
        }
        let name = fold_name(&before.subject);
        let is_whole = self.sides.after.assessment.registers.iter().all(RegisterNames::is_whole);
        if is_whole && self.then.contains(&name) && !self.now.contains_key(&name) {
            return "Its record is not in the register any more.".into();
        }
        if is_column(before) {
            return "The column or sheet is there now; its rows are judged one by one.".into();
        }
        "No record of this name was judged again and passed: it left, is not in scope any more, or is told otherwise."
            .into()
    }
}

/// Why something is unknown now: evidence that ended, or another reason.
fn no_longer_known(sides: &Sides<'_>, pair: &Pair<'_>) -> (FindingMove, String) {
    let Some(result) = pair.after else { return (FindingMove::NoLongerKnown, String::new()) };
    let ended = sides.after.assessment.evidence.iter().find(|item| {
        item.requirement == result.id && matches!(item.state, EvidenceState::Stale | EvidenceState::Expired)
    });
    match ended {
        Some(item) => {
            let since = item.since.as_ref().map(|day| format!(" since {day}")).unwrap_or_default();
            let why = format!("Evidence “{}”: {}{since}.", item.name, item.state.label().to_lowercase());
            (FindingMove::EvidenceExpired, why)
        }
        None => (FindingMove::NoLongerKnown, result.because.clone()),
    }
}

fn is_among_passed(result: &RequirementResult, finding: &Finding) -> bool {
    is_passed(result, finding.id.trim_start_matches("F-"))
}

fn is_passed(result: &RequirementResult, id: &str) -> bool {
    result.passed.split(' ').any(|passed| passed == id)
}

fn is_whole(result: Option<&RequirementResult>, finding: &Finding) -> bool {
    result.is_some_and(|result| finding.id == whole_id(&result.id))
}

/// Is it about a column or sheet that was missing?
fn is_column(finding: &Finding) -> bool {
    finding.outcome == Outcome::Unknown && finding.cells.iter().all(|cell| cell.cell.is_empty())
}

/// The same finding in another quarter: by id, else by the name of its record.
fn found_in<'a>(
    quarterly: &Quarterly<'a>,
    result: &RequirementResult,
    ids: &[&str],
    subject: &str,
) -> Option<&'a Finding> {
    let then = quarterly.assessment.requirements.iter().find(|then| then.id == result.id)?;
    let by_id = then.findings.iter().find(|finding| ids.contains(&finding.id.as_str()));
    by_id.or_else(|| then.findings.iter().find(|finding| finding.subject == subject))
}

/// The latest quarter before the two in which it failed.
fn failed_earlier<'a>(sides: &Sides<'a>, result: &RequirementResult, after: &Finding) -> Option<&'a str> {
    let failed = |quarterly: &&Quarterly<'_>| {
        found_in(quarterly, result, &[&after.id], &after.subject).is_some_and(|then| fails(then.outcome))
    };
    sides.earlier.iter().rev().find(failed).map(|quarterly| quarterly.quarter)
}

/// The first of the recorded quarters from which it was told without a break.
fn open_since<'a>(sides: &Sides<'a>, one: &Match<'_>, result: &RequirementResult) -> Option<&'a str> {
    let after = one.after?;
    let Some(before) = one.before else { return Some(sides.after.quarter) };
    let ids = [after.id.as_str(), before.id.as_str()];
    let earlier = sides.earlier.iter().rev();
    let still = earlier.take_while(|quarterly| found_in(quarterly, result, &ids, &before.subject).is_some());
    Some(still.last().map_or(sides.before.quarter, |quarterly| quarterly.quarter))
}

/// Quarters of the calendar from one to another; 0 where one is no quarter.
fn age(from: &str, to: &str) -> u32 {
    let number = |text: &str| {
        Quarter::parse(text).map(|quarter| i64::from(quarter.year) * 4 + i64::from(quarter.number))
    };
    let quarters = number(to).zip(number(from)).map(|(to, from)| to - from).unwrap_or_default();
    u32::try_from(quarters).unwrap_or_default()
}

impl MatchedBy {
    /// How it was found again, in words.
    pub fn label(self) -> &'static str {
        match self {
            MatchedBy::Id => "same id",
            MatchedBy::Subject => "same record, other id",
            MatchedBy::Fingerprint => "same cells, other name",
        }
    }
}
