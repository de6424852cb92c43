//! Judging: every requirement of every checklist, with its outcome, its reason and its findings.
//!
//! Invariants: records decide before answers; what is not known to apply is not known to be met or failed; a cell
//! that is blanked or an answer that is taken away never makes more of the duties met.

pub(crate) mod action;
pub(crate) mod age;
pub(crate) mod answer;
mod because;
pub(crate) mod evidence;
pub(crate) mod exception;
pub(crate) mod finding;
mod form;
pub(crate) mod latest;
pub(crate) mod records;
mod score;

use std::collections::BTreeMap;

use candor_model::Inventory;
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assessment::{
    Assessment, Basis, ChecklistResult, ConditionResult, FORMAT_VERSION, Level, Outcome, RequirementResult,
    SeenCell, Tally, Truth,
};
use crate::checklist::{Checklist, Library, Requirement};
use crate::clocks::{metrics, run_clocks};
use crate::context::Context;
use crate::crosswalk::relate;
use crate::obligations::{as_asked, is_asked, obligations, screen};
use crate::register::registers;
use crate::rule::rule_hash;
use age::AnswerResult;
use answer::{Answered, answered};
use because::sentence;
use evidence::{EvidenceFile, EvidenceItem};
use records::{Records, judge_records};

/// How to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day of the audit.
    pub as_of: NaiveDate,
    /// Ids of the checklists to judge; empty means all.
    pub checklists: Vec<String>,
    /// Most findings kept of one requirement; `None` means all.
    pub findings_max: Option<usize>,
    /// Answers without evidence count as they stand.
    pub accept_declared: bool,
    /// How many days an answer holds from the day it was given; `None`: as long as its evidence.
    pub answers_valid_days: Option<u32>,
    /// Files of an earlier quarter that answers were read from: they count where nobody answered since.
    pub carried_over: Vec<String>,
    pub organisation: String,
    pub tool_version: String,
    /// The files that answers name as evidence; without one of them, it was not looked for.
    pub evidence_files: Vec<EvidenceFile>,
}

impl Options {
    /// All checklists, 100 findings of each requirement, answers only with evidence.
    pub fn new(as_of: NaiveDate) -> Self {
        Options {
            as_of,
            checklists: Vec::new(),
            findings_max: Some(100),
            accept_declared: false,
            answers_valid_days: None,
            carried_over: Vec::new(),
            organisation: String::new(),
            tool_version: String::new(),
            evidence_files: Vec::new(),
        }
    }

    pub(crate) fn selected<'l>(&self, library: &'l Library) -> impl Iterator<Item = &'l Checklist> {
        let wanted = |checklist: &&Checklist| {
            self.checklists.is_empty() || self.checklists.iter().any(|id| id == checklist.id())
        };
        library.checklists().iter().filter(wanted)
    }
}

/// Judges an inventory by a library of checklists.
pub fn assess(inventory: &Inventory, library: &Library, options: &Options) -> Assessment {
    let context = Context::new(inventory, library, options);
    let selected: Vec<&Checklist> = options.selected(library).collect();
    let asked: Vec<(&Checklist, &Requirement)> = selected
        .iter()
        .flat_map(|checklist| checklist.requirements().iter().map(|requirement| (*checklist, requirement)))
        .collect();
    let judged: Vec<(RequirementResult, Option<(&str, Judged<'_>)>)> = asked
        .into_par_iter()
        .map(|(checklist, requirement)| {
            let (result, judged) = judge_requirement(&context, checklist, requirement, options.findings_max);
            let by_id = || (requirement.id(), as_asked(&context, requirement, judged));
            (result, is_asked(requirement).then(by_id))
        })
        .collect();
    let (mut requirements, asked): (Vec<_>, Vec<_>) = judged.into_iter().unzip();
    let asked = asked.into_iter().flatten().collect();
    let mut judged = requirements.as_slice();
    let mut checklists = Vec::with_capacity(selected.len());
    for checklist in selected {
        let (results, others) = judged.split_at(checklist.requirements().len());
        checklists.push(checklist_result(&context, checklist, results));
        judged = others;
    }
    relate(library, &mut requirements);
    let is_judged =
        |id: &str| checklists.iter().any(|checklist| checklist.id == id && checklist.scope != Truth::No);
    let (screenings, not_screened) = screen(&context, options);
    Assessment {
        format_version: FORMAT_VERSION.to_owned(),
        tool_version: options.tool_version.clone(),
        organisation: options.organisation.clone(),
        as_of: options.as_of,
        conditions: conditions(&context, options),
        evidence: evidence_items(&context, options),
        answers: answers(&context, options),
        exceptions: exception::results(&context, options, &requirements),
        actions: action::results(&context, &requirements),
        clocks: run_clocks(&context, options),
        obligations: obligations(&context, options, &asked),
        screenings,
        not_screened,
        metrics: if is_judged("ccpa") { metrics(&context) } else { Vec::new() },
        registers: registers(inventory),
        checklists,
        requirements,
    }
}

/// Every named condition that a selected checklist rests on, with what the records say of it.
fn conditions(context: &Context<'_>, options: &Options) -> Vec<ConditionResult> {
    let mut used: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for checklist in options.selected(context.library) {
        let applies = checklist.requirements().iter().filter_map(Requirement::applies);
        for at in checklist.scope().into_iter().chain(applies) {
            let checklists = used.entry(at).or_default();
            if checklists.last().is_none_or(|last| last != checklist.id()) {
                checklists.push(checklist.id().to_owned());
            }
        }
    }
    let result = |(at, checklists): (usize, Vec<String>)| {
        let (condition, held) = (&context.library.conditions()[at], context.condition(at));
        ConditionResult {
            id: condition.id().to_owned(),
            title: condition.title().to_owned(),
            holds: held.truth,
            assumed: condition.assume() && held.truth == Truth::Unknown,
            checklists,
            cells: held.cells.clone(),
        }
    };
    used.into_iter().map(result).collect()
}

fn answers(context: &Context<'_>, options: &Options) -> Vec<AnswerResult> {
    let requirements = options.selected(context.library).flat_map(Checklist::requirements);
    requirements.filter_map(|requirement| age::result(context, requirement)).collect()
}

fn evidence_items(context: &Context<'_>, options: &Options) -> Vec<EvidenceItem> {
    let requirements = options.selected(context.library).flat_map(Checklist::requirements);
    requirements.flat_map(|requirement| evidence::items(context, requirement)).collect()
}

/// A requirement, judged, before its findings are written out.
#[derive(Debug)]
pub(crate) struct Judged<'a> {
    pub(crate) outcome: Outcome,
    pub(crate) basis: Basis,
    pub(crate) because: String,
    pub(crate) cells: Vec<SeenCell>,
    pub(crate) records: Option<Records<'a>>,
    /// Set if the finding is about the requirement as a whole.
    pub(crate) whole: Option<Whole>,
}

/// What the finding about a requirement as a whole says.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) clause: String,
    pub(crate) asked: String,
    pub(crate) cells: Vec<SeenCell>,
}

/// Judges one requirement; at most `limit` records are remembered for findings.
pub(crate) fn judge<'a>(
    context: &Context<'a>,
    checklist: &'a Checklist,
    requirement: &'a Requirement,
    limit: usize,
) -> Judged<'a> {
    let not_judged = not_in_force(context, requirement).or_else(|| switched_off(context, requirement));
    if let Some(because) = not_judged {
        return not_applicable(because, Vec::new());
    }
    for at in [checklist.scope(), requirement.applies()].into_iter().flatten() {
        let held = context.condition(at);
        if held.truth == Truth::No {
            let title = context.library.conditions()[at].title();
            let because = format!("Applies only where {title}; the records say no.");
            return not_applicable(because, held.cells.clone());
        }
    }
    let records = judge_records(context, requirement, limit);
    let answer = answered(context, requirement);
    let judged = decide(requirement, records, answer);
    match requirement.applies() {
        Some(at) => with_condition(context, at, judged),
        None => judged,
    }
}

fn not_applicable<'a>(because: String, cells: Vec<SeenCell>) -> Judged<'a> {
    Judged {
        outcome: Outcome::NotApplicable,
        basis: Basis::Derived,
        because,
        cells,
        records: None,
        whole: None,
    }
}

/// `Applies from 1 January 2027.`, if the day of the audit lies outside of the time of a requirement.
fn not_in_force(context: &Context<'_>, requirement: &Requirement) -> Option<String> {
    let written = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    match (requirement.applies_from(), requirement.applies_until()) {
        (Some(from), _) if context.as_of < from => Some(format!("Applies from {}.", written(from))),
        (_, Some(until)) if context.as_of > until => Some(format!("Applied until {}.", written(until))),
        _ => None,
    }
}

/// `Switched off in checklists/ours.toml: we keep nothing on paper.`, unless that has expired.
fn switched_off(context: &Context<'_>, requirement: &Requirement) -> Option<String> {
    let off = requirement.switched_off()?;
    if off.expires.is_some_and(|expires| expires < context.as_of) {
        return None;
    }
    let approved = match off.approved_by.as_str() {
        "" => String::new(),
        name => format!(" Approved by {name}."),
    };
    let expires = off.expires.map(|day| format!(" Until {}.", day.format("%-d %B %Y"))).unwrap_or_default();
    let reason = sentence(off.reason.trim_end_matches('.'));
    Some(format!("Switched off in {}: {reason}{approved}{expires}", off.file))
}

/// Records decide; an answer where they cannot, or where it records a decision on an addressable item.
fn decide<'a>(
    requirement: &Requirement,
    records: Option<Records<'a>>,
    answer: Option<Answered>,
) -> Judged<'a> {
    let Some(records) = records else {
        return match answer {
            Some(answer) => by_answer(requirement, None, answer),
            None => unanswered(requirement),
        };
    };
    let addressable = requirement.level() == Level::Addressable
        && matches!(records.outcome, Outcome::NotMet | Outcome::PartlyMet);
    match answer {
        Some(answer) if records.is_missing => by_answer(requirement, Some(records), answer),
        Some(answer) if addressable && answer.is_decision && answer.outcome == Outcome::Met => {
            by_answer(requirement, Some(records), answer)
        }
        _ => Judged {
            outcome: records.outcome,
            basis: if records.is_missing { Basis::Missing } else { Basis::Derived },
            because: records.because.clone(),
            cells: Vec::new(),
            records: Some(records),
            whole: None,
        },
    }
}

fn unanswered<'a>(requirement: &Requirement) -> Judged<'a> {
    Judged {
        outcome: Outcome::Unknown,
        basis: Basis::Missing,
        because: "No answer is recorded.".to_owned(),
        cells: Vec::new(),
        records: None,
        whole: Some(Whole {
            clause: "no answer is recorded".to_owned(),
            asked: requirement.ask().to_owned(),
            cells: vec![SeenCell {
                file: String::new(),
                sheet: String::new(),
                cell: String::new(),
                field: "answer.answer".to_owned(),
                saw: String::new(),
            }],
        }),
    }
}

fn by_answer<'a>(requirement: &Requirement, records: Option<Records<'a>>, answer: Answered) -> Judged<'a> {
    let mut because = records.as_ref().map(|records| format!("{} ", records.because)).unwrap_or_default();
    because.push_str(&sentence(&answer.says));
    let asked = if requirement.ask().is_empty() { requirement.asked() } else { requirement.ask().to_owned() };
    Judged {
        outcome: answer.outcome,
        basis: answer.basis,
        because,
        cells: answer.cells.clone(),
        records,
        whole: Some(Whole { clause: answer.says, asked, cells: answer.cells }),
    }
}

/// What it means that a condition may not hold.
fn with_condition<'a>(context: &Context<'a>, at: usize, mut judged: Judged<'a>) -> Judged<'a> {
    let condition = &context.library.conditions()[at];
    let held = context.condition(at);
    if held.truth != Truth::Unknown {
        return judged;
    }
    judged.cells.extend(held.cells.iter().cloned());
    if condition.assume() {
        let said = format!(" Assumed that {}: the records do not say.", condition.title());
        judged.because.push_str(&said);
        return judged;
    }
    judged.because.push_str(&format!(" Not known whether {}.", condition.title()));
    if judged.outcome != Outcome::NotApplicable {
        judged.outcome = Outcome::Unknown;
        judged.whole = Some(Whole {
            clause: format!("not known whether {}", condition.title()),
            asked: context.library.condition_asked(condition),
            cells: held.cells.clone(),
        });
    }
    judged
}

fn judge_requirement<'a>(
    context: &Context<'a>,
    checklist: &'a Checklist,
    requirement: &'a Requirement,
    findings_max: Option<usize>,
) -> (RequirementResult, Judged<'a>) {
    let limit = findings_max.unwrap_or(usize::MAX);
    let judged = judge(context, checklist, requirement, limit);
    let total = match (&judged.records, judged.outcome) {
        (_, Outcome::Met | Outcome::NotApplicable) => 0,
        (Some(records), _) if judged.whole.is_none() => records.total,
        _ => 1,
    };
    let passed = finding::passed(context, requirement, &judged);
    let findings = finding::findings(context, requirement, &judged, limit);
    let result = RequirementResult {
        id: requirement.id().to_owned(),
        cite: requirement.cite().to_owned(),
        checklist: checklist.id().to_owned(),
        title: requirement.title().to_owned(),
        duty: requirement.duty().to_owned(),
        theme: requirement.theme().to_owned(),
        level: requirement.level(),
        severity: requirement.severity(),
        confidence: requirement.confidence().to_owned(),
        why: requirement.why().to_owned(),
        first_step: requirement.first_step().to_owned(),
        fix: requirement.fix().to_owned(),
        done_when: requirement.done_when().to_owned(),
        ask: requirement.ask().to_owned(),
        evidence: requirement.evidence().to_owned(),
        rolls_up_to: requirement.rolls_up_to().map(str::to_owned),
        related: Vec::new(),
        outcome: judged.outcome,
        basis: judged.basis,
        because: judged.because.clone(),
        cells: judged.cells.clone(),
        records: judged.records.as_ref().map(|records| records.tally).unwrap_or_default(),
        findings,
        findings_total: total,
        rule: rule_hash(context, checklist, requirement),
        passed,
    };
    (result, judged)
}

fn checklist_result(
    context: &Context<'_>,
    checklist: &Checklist,
    results: &[RequirementResult],
) -> ChecklistResult {
    let mut tally = Tally::default();
    for result in results {
        tally.add(result.outcome, 1);
    }
    let judged: Vec<_> =
        results.iter().map(|result| (result.outcome, result.severity, result.has_failure())).collect();
    let (scope, scope_because, scope_cells) = scope_result(context, checklist);
    let waived = |(requirement, result): &(&Requirement, &RequirementResult)| {
        let by_answer = result.basis == Basis::Declared;
        result.outcome == Outcome::NotApplicable
            && (by_answer || switched_off(context, requirement).is_some())
    };
    ChecklistResult {
        id: checklist.id().to_owned(),
        title: checklist.title().to_owned(),
        short: checklist.short().to_owned(),
        version: checklist.version().to_owned(),
        law_as_of: checklist.law_as_of().to_string(),
        scope,
        scope_because,
        scope_cells,
        applies: tally.applies,
        met: tally.met,
        partly_met: tally.partly_met,
        not_met: tally.not_met,
        unknown: tally.unknown,
        not_applicable: tally.not_applicable,
        waived: checklist.requirements().iter().zip(results).filter(waived).count() as u64,
        low: tally.low(),
        high: tally.high(),
        coverage: tally.coverage(),
        rating: score::rate(&tally, checklist.is_law(), &judged),
    }
}

fn scope_result(context: &Context<'_>, checklist: &Checklist) -> (Truth, String, Vec<SeenCell>) {
    let Some(at) = checklist.scope() else {
        return (Truth::Yes, "Applies to everybody.".to_owned(), Vec::new());
    };
    let held = context.condition(at);
    let title = context.library.conditions()[at].title();
    let because = match held.truth {
        Truth::Yes => format!("Applies: {title}."),
        Truth::No => format!("Does not apply. It applies only where {title}; the records say no."),
        Truth::Unknown => format!("Judged as if it applied: not known whether {title}."),
    };
    (held.truth, because, held.cells.clone())
}
