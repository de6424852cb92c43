//! What the audit made of clocks, of evidence, and of the rows of plans that came back.

use candor_model::DueKind;
use chrono::NaiveDate;

use super::{Found, owner};
use crate::assessment::{Assessment, Basis, SeenCell};
use crate::clocks::{ClockResult, ClockRun, ClockState};
use crate::context::Context;
use crate::judge::action::{ActionResult, ActionState};
use crate::judge::age::AnswerResult;
use crate::judge::evidence::EvidenceItem;

/// Clocks that have run out or still run.
pub(super) fn clocks(context: &Context<'_>, clocks: &[ClockResult]) -> Vec<Found> {
    let runs = clocks.iter().flat_map(|clock| clock.runs.iter().map(move |run| (clock, run)));
    let presses = |run: &ClockRun| matches!(run.state, ClockState::Overdue | ClockState::Running);
    runs.filter(|(_, run)| presses(run)).filter_map(|(clock, run)| clock_due(context, clock, run)).collect()
}

fn clock_due(context: &Context<'_>, clock: &ClockResult, run: &ClockRun) -> Option<Found> {
    // `2026-11-03`, or `2026-11-03 14:20` where hours count.
    let due = run.due.as_ref()?;
    let (due, time) = due.split_once(' ').map_or((due.as_str(), None), |(day, time)| (day, Some(time)));
    let is_incident = run.cells.iter().any(|cell| cell.field.starts_with("incident."));
    let mut note: Vec<String> = run.late_by.iter().map(|late| format!("late by {late}")).collect();
    note.extend(run.extension.iter().map(|extension| format!("extension {extension}")));
    Some(Found {
        key: format!("clock {}\n{}", clock.id, run.subject),
        kind: if is_incident { DueKind::Incident } else { DueKind::Request },
        what: clock.title.clone(),
        subject: run.subject.clone(),
        due: due.parse().ok()?,
        time: time.map(str::to_owned),
        owner: run.cells.first().map(|cell| owner_at(context, cell)).unwrap_or_default(),
        cites: vec![clock.cite.clone()],
        note: note.join("; "),
        cells: run.cells.clone(),
        last: None,
    })
}

/// Who owns the record in whose row a cell stands.
fn owner_at(context: &Context<'_>, cell: &SeenCell) -> String {
    let Some((row, _)) = candor_model::cell_position(&cell.cell) else { return String::new() };
    let mut tables = context.inventory.tables.iter().enumerate();
    let table = tables.find(|(_, table)| {
        table.origin.file == cell.file && table.origin.sheet == cell.sheet && table.rows.contains(&row)
    });
    let record = table.and_then(|(at, table)| {
        let row = table.rows.iter().position(|known| *known == row)?;
        Some(candor_model::RecordRef { table: at as u32, row: row as u32 })
    });
    record.map(|record| owner(context.inventory, record)).unwrap_or_default()
}

/// Evidence that answers rest on: of several for one requirement that which counts longest.
pub(super) fn evidence(assessment: &Assessment) -> Vec<Found> {
    let rests = assessment.requirements.iter().filter(|requirement| {
        let is_answered = matches!(requirement.basis, Basis::Evidenced | Basis::Declared);
        is_answered && requirement.outcome != crate::Outcome::NotApplicable
    });
    rests
        .filter_map(|requirement| {
            let its = assessment.evidence.iter().filter(|item| item.requirement == requirement.id);
            let ends = its.filter_map(|item| Some((item.until.as_ref()?.parse::<NaiveDate>().ok()?, item)));
            // The first of those that end last.
            let (until, item) = ends.rev().max_by_key(|(until, _)| *until)?;
            Some(evidence_due(item, until, &requirement.cite))
        })
        .collect()
}

fn evidence_due(item: &EvidenceItem, until: NaiveDate, cite: &str) -> Found {
    Found {
        key: format!("evidence\n{}", item.requirement),
        kind: DueKind::Evidence,
        what: format!("Evidence counts until then: {}", item.name),
        subject: item.title.clone(),
        due: until,
        time: None,
        owner: item.owner.clone(),
        cites: vec![cite.to_owned()],
        note: String::new(),
        cells: item.cells.clone(),
        last: None,
    }
}

/// Answers whose time is counted, apart from their evidence.
pub(super) fn answers(assessment: &Assessment) -> Vec<Found> {
    let cite = |id: &str| {
        let answered = |basis: Basis| matches!(basis, Basis::Evidenced | Basis::Declared);
        let requirement = assessment.requirements.iter().find(|requirement| requirement.id == id);
        requirement.filter(|requirement| answered(requirement.basis)).map(|one| one.cite.clone())
    };
    // Where the evidence ends no later, it is told already.
    let is_told = |answer: &AnswerResult| {
        let its = assessment.evidence.iter().filter(|item| item.requirement == answer.requirement);
        its.filter_map(|item| item.until.as_ref())
            .max()
            .is_some_and(|until| Some(until) <= answer.until.as_ref())
    };
    let due = |answer: &AnswerResult| {
        if is_told(answer) {
            return None;
        }
        Some(Found {
            key: format!("answer\n{}", answer.requirement),
            kind: DueKind::Evidence,
            what: format!("Answer holds until then: {}", answer.answer),
            subject: answer.title.clone(),
            due: answer.until.as_ref()?.parse().ok()?,
            time: None,
            owner: answer.owner.clone(),
            cites: vec![cite(&answer.requirement)?],
            note: answer.answered_on.as_ref().map(|day| format!("answered on {day}")).unwrap_or_default(),
            cells: answer.cells.clone(),
            last: None,
        })
    };
    assessment.answers.iter().filter_map(due).collect()
}

/// Promised actions that are pending, and accepted risks with their end.
pub(super) fn actions(assessment: &Assessment) -> Vec<Found> {
    assessment.actions.iter().filter_map(action_due).collect()
}

fn action_due(action: &ActionResult) -> Option<Found> {
    let is_accepted = action.state == ActionState::Accepted;
    let (what, day, kind) = if is_accepted {
        ("Accepted risk ends", &action.accepted_until, DueKind::Exception)
    } else {
        ("Promised action", &action.due, DueKind::Action)
    };
    if !is_accepted && !action.state.is_pending() {
        return None;
    }
    Some(Found {
        key: format!("action {}\n{}", if is_accepted { "accepted" } else { "due" }, action.id),
        kind,
        what: what.to_owned(),
        subject: format!("{} {}", action.id, action.title),
        due: day.as_ref()?.parse().ok()?,
        time: None,
        owner: action.owner.clone(),
        cites: vec![action.cite.clone()],
        note: action.state.label().to_lowercase(),
        cells: action.cells.clone(),
        last: None,
    })
}
