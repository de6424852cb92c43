//! The change between two quarters as a document: findings, figures, what moved them, registers and promised actions.
//!
//! Invariants: everything comes from one [`candor_assess::Comparison`]; what is left out of a table is counted; what was reported
//! and what can be compared stand side by side, so that a changed rule or scope never passes for progress.

mod figures;
mod found;
mod registers;

use candor_assess::{Comparison, FindingMove, Quarterly, RequirementChange, Sides, compare};
use schemars::JsonSchema;
use serde::Serialize;

use super::actions::{self, Actions};
use super::charts::{self, Charts};
use super::{counted, long_date};
use crate::{Compared, Input};

pub(crate) use figures::label as cause_label;
use figures::{LawFigures, Moved, Waterfall};
use found::{FindingGroup, Graver};
use registers::{CameOrWent, SaidOtherwise};

/// The change between two quarters.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Change {
    /// What to call the organisation.
    organisation: String,
    /// The earlier quarter: `2026-Q3`.
    before: String,
    /// The later quarter: `2026-Q4`.
    after: String,
    /// The day of the earlier audit: `30 September 2026`.
    before_as_of: String,
    /// The day of the later audit: `21 November 2026`.
    after_as_of: String,
    /// The change in one sentence.
    sentence: String,
    /// What goes with it, a sentence each.
    summary: Vec<String>,
    /// Were the records of the earlier quarter judged again by today's checklists?
    restated: bool,
    /// Is anything told of findings?
    has_findings: bool,
    /// Findings by what became of them, newly failing first; kinds without any are left out.
    groups: Vec<FindingGroup>,
    /// Requirements that are graver or less grave than then.
    graver: Vec<Graver>,
    /// The result of each checklist: as reported, by today's checklists, and like for like.
    figures: Vec<LawFigures>,
    /// What moved the result of each checklist, step by step.
    waterfalls: Vec<Waterfall>,
    /// Requirements that moved without any work that can be shown: by rules, scope or records.
    moved: Vec<Moved>,
    /// Records that came into the registers, left them, or have another name.
    records: Vec<CameOrWent>,
    /// Registers that cannot be compared, each with the reason.
    not_compared: Vec<String>,
    /// Changed periods of retention.
    retention: Vec<SaidOtherwise>,
    /// Changed transfers.
    transfers: Vec<SaidOtherwise>,
    /// What else the registers say otherwise than then.
    others: Vec<SaidOtherwise>,
    /// Changes in what the organisation says of itself, which the redline of its policy tells.
    own_facts: usize,
    /// Why changed periods and transfers cannot be told; empty where they can.
    no_facts: String,
    /// What became of the action plan that came back.
    actions: Actions,
    /// Tables that charts are drawn from.
    charts: Charts,
    /// What else keeps the two from being alike: other versions of the program, another name of the organisation.
    notes: Vec<String>,
}

pub(crate) fn view(input: &Input<'_>) -> Change {
    match &input.change {
        Some(change) => of(input, change.comparison, *change),
        None => {
            // A page of templates has nothing to compare: the assessment with itself.
            let same = Quarterly { quarter: &input.quarter, assessment: input.assessment };
            let library = candor_assess::Library::builtin();
            let comparison =
                compare(&Sides { earlier: &[], before: same, restated: None, after: same, library });
            of(input, &comparison, Compared { comparison: &comparison, facts: None })
        }
    }
}

/// What else keeps the two quarters from being alike.
pub fn notes(comparison: &Comparison) -> Vec<String> {
    let (before, after) = (&comparison.before, &comparison.after);
    let tools = (before.tool_version != after.tool_version).then(|| {
        format!(
            "{} was judged by version {} of the program, {} by version {}.",
            before.quarter, before.tool_version, after.quarter, after.tool_version
        )
    });
    let names = (before.organisation != after.organisation).then(|| {
        format!(
            "{} is about {}, {} about {}. Make sure that both are the same organisation.",
            before.quarter, before.organisation, after.quarter, after.organisation
        )
    });
    [tools, names].into_iter().flatten().collect()
}

/// A kind of finding in words.
pub(crate) fn finding_label(moved: FindingMove) -> &'static str {
    found::words(moved).1
}

fn of(input: &Input<'_>, comparison: &Comparison, compared: Compared<'_>) -> Change {
    let (before, after) = (&comparison.before, &comparison.after);
    let said = registers::said(compared);
    let mut lines = summary(comparison).into_iter();
    Change {
        organisation: comparison.organisation.clone(),
        before: before.quarter.clone(),
        after: after.quarter.clone(),
        before_as_of: long_date(before.as_of),
        after_as_of: long_date(after.as_of),
        sentence: lines.next().unwrap_or_default(),
        summary: lines.chain(comparison.checklists.iter().filter_map(figures::in_short)).collect(),
        restated: comparison.restated,
        has_findings: !comparison.findings.is_empty(),
        groups: found::groups(comparison),
        graver: found::graver(comparison),
        figures: figures::laws(comparison),
        waterfalls: figures::waterfalls(comparison),
        moved: figures::moved(comparison),
        records: registers::records(comparison),
        not_compared: registers::not_compared(comparison),
        retention: said.retention,
        transfers: said.transfers,
        others: said.others,
        own_facts: said.own,
        no_facts: said.missing,
        actions: actions::view(input),
        charts: charts::view(input),
        notes: notes(comparison),
    }
}

/// `2 newly failing, 4 fixed and verified, 1 came back, 12 still open.`, then what moved without work.
pub fn summary(comparison: &Comparison) -> Vec<String> {
    let count = |moved: FindingMove| comparison.moved(moved).count();
    let mut lines = vec![format!(
        "{} newly failing, {} fixed and verified, {} came back, {} still open.",
        count(FindingMove::NewlyFailing),
        count(FindingMove::Fixed),
        count(FindingMove::CameBack),
        count(FindingMove::StillOpen),
    )];
    let unknown = [
        (FindingMove::EvidenceExpired, "lost their evidence"),
        (FindingMove::NoLongerKnown, "are not known any more"),
        (FindingMove::Answered, "are known now and pass"),
    ];
    let told: Vec<String> = unknown
        .into_iter()
        .filter(|(moved, _)| count(*moved) > 0)
        .map(|(moved, words)| format!("{} {words}", count(moved)))
        .collect();
    if !told.is_empty() {
        lines.push(format!("Of what was or is unknown: {}.", told.join(", ")));
    }
    let is_without_work = |change: &&RequirementChange| {
        let is_work = change.cause.is_like_for_like();
        !is_work && change.before != change.after && figures::is_in_both(comparison, change)
    };
    let without_work = comparison.requirements.iter().filter(is_without_work).count() as u64;
    if without_work > 0 {
        let moved = counted(without_work, "requirement", "requirements");
        lines.push(format!(
            "{moved} moved only because rules, scope or registers changed: that is no progress."
        ));
    }
    lines.extend(figures::judged_once(comparison));
    lines
}
