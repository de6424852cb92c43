//! An obligation over the records of the requirements that ask for it.

use std::collections::BTreeMap;

use candor_model::Dictionary;
use chrono::NaiveDate;

use super::{Asked, ObligationCounts, ObligationResult, ObligationState, Obliged, RECORDS_MAX};
use crate::assessment::{Basis, Outcome, SeenCell, Truth};
use crate::checklist::{Obligation, Requirement};
use crate::context::Context;
use crate::judge::Judged;
use crate::judge::finding::subject;
use crate::judge::records::{Part, Records, judge_records};
use crate::sheet::{first_cell, plural};
use crate::test::alike::Alike;
use crate::test::shown::{Shown, show};
use crate::test::verdict::{Verdict, record_outcome};

/// A requirement that asks for a document.
struct Ask<'j, 'a> {
    requirement: &'a Requirement,
    /// Set where one verdict stands for all records.
    whole: Option<Whole>,
    records: Option<&'j Records<'a>>,
    /// The first day on which it is in force, where that is still to come.
    from: Option<NaiveDate>,
}

struct Whole {
    state: ObligationState,
    needed: Truth,
    because: String,
    cells: Vec<SeenCell>,
}

pub(super) fn judge_obligation<'a>(
    context: &Context<'a>,
    obligation: &Obligation,
    asked: &Asked<'a>,
) -> Option<ObligationResult> {
    // A checklist of the user's own may do without one.
    let asks = obligation.asks.iter().filter_map(|id| Some((asked.get(id.as_str())?, id)));
    let asks: Vec<Ask<'_, 'a>> = asks
        .filter_map(|(judged, id)| Some(ask(context, context.library.requirement(id)?.1, judged)))
        .collect();
    let entity = asks.first()?.requirement.entity();
    let mut all: Vec<Obliged> = Vec::new();
    let mut whole: Option<Obliged> = None;
    let by_record: Vec<&Ask<'_, '_>> = asks.iter().filter(|ask| ask.whole.is_none()).collect();
    for ask in asks.iter() {
        let Some(verdict) = &ask.whole else { continue };
        // One that is not needed, or may not be, says nothing beside those that look at records.
        if verdict.needed != Truth::Yes && !by_record.is_empty() {
            continue;
        }
        let told = of_whole(context, ask, verdict);
        whole = Some(match whole {
            Some(other) => worse(other, told),
            None => told,
        });
    }
    all.extend(whole);
    let mut counts = ObligationCounts::default();
    all.iter().for_each(|one: &Obliged| counts.add(one.state, 1));
    all.retain(|one| one.state != ObligationState::NotNeeded);
    let spots = states(obligation, &by_record, &mut counts);
    all.extend(spots.into_iter().filter_map(|(spot, worst)| {
        by_record.iter().filter_map(|ask| of_record(context, obligation, ask, spot, worst)).reduce(worse)
    }));
    Some(ObligationResult {
        id: obligation.id.clone(),
        title: obligation.title.clone(),
        cite: obligation.cite.clone(),
        law: obligation.law.clone(),
        entity: entity.map_or("organisation", |id| &Dictionary::builtin().entity(id).id).to_owned(),
        next: obligation.next.clone(),
        counts,
        records: all,
    })
}

fn ask<'j, 'a>(context: &Context<'a>, requirement: &'a Requirement, judged: &'j Judged<'a>) -> Ask<'j, 'a> {
    if let Some(from) = begins(context, requirement) {
        return Ask { requirement, whole: None, records: judged.records.as_ref(), from: Some(from) };
    }
    let whole = stands_for_all(judged).then(|| Whole {
        state: match judged.outcome {
            Outcome::Met => ObligationState::OnFile,
            Outcome::NotMet | Outcome::PartlyMet => ObligationState::Missing,
            Outcome::Unknown => ObligationState::CannotTell,
            Outcome::NotApplicable => ObligationState::NotNeeded,
        },
        needed: needed_as_a_whole(context, requirement, judged.outcome),
        because: judged.whole.as_ref().map_or(&judged.because, |whole| &whole.clause).clone(),
        cells: judged.cells.clone(),
    });
    Ask { requirement, whole, records: judged.records.as_ref(), from: None }
}

/// The first day of a requirement that is not in force yet.
fn begins(context: &Context<'_>, requirement: &Requirement) -> Option<NaiveDate> {
    let from = requirement.applies_from().filter(|from| context.as_of < *from);
    from.filter(|_| requirement.switched_off().is_none())
}

/// What obligations need of a requirement: how its records stand, also before it is in force.
pub(crate) fn as_asked<'a>(
    context: &Context<'a>,
    requirement: &'a Requirement,
    mut judged: Judged<'a>,
) -> Judged<'a> {
    if begins(context, requirement).is_some() {
        judged.records = judge_records(context, requirement, 0);
    }
    judged
}

/// Is the verdict one of a condition, an answer, or of a sheet that is not there?
fn stands_for_all(judged: &Judged<'_>) -> bool {
    let by_answer = matches!(judged.basis, Basis::Evidenced | Basis::Declared);
    let has_rows = judged.records.as_ref().is_some_and(|records| !records.parts.is_empty());
    judged.whole.is_some() || by_answer || !has_rows
}

fn needed_as_a_whole(context: &Context<'_>, requirement: &Requirement, outcome: Outcome) -> Truth {
    match (outcome, requirement.applies().map(|at| context.condition(at).truth)) {
        (Outcome::NotApplicable, _) => Truth::No,
        (_, Some(truth)) => truth,
        // Without a record nobody knows whether one would be in scope.
        (Outcome::Unknown, None) if requirement.entity().is_some() => Truth::Unknown,
        _ => Truth::Yes,
    }
}

fn of_whole(context: &Context<'_>, ask: &Ask<'_, '_>, verdict: &Whole) -> Obliged {
    let entity = ask.requirement.entity();
    let is_organisation = entity.is_none_or(|id| Dictionary::builtin().entity(id).id == "organisation");
    let subject = match entity {
        Some(id) if !is_organisation => format!("All {}", plural(id)),
        _ => "The organisation".to_owned(),
    };
    let missing = ask.records.iter().flat_map(|records| &records.missing);
    let gaps = missing.flat_map(|missing| &missing.gaps).map(|gap| gap.seen(context.inventory));
    let cells = if verdict.cells.is_empty() { gaps.collect() } else { verdict.cells.clone() };
    Obliged {
        subject,
        state: verdict.state,
        needed: verdict.needed,
        cites: vec![ask.requirement.cite().to_owned()],
        because: verdict.because.clone(),
        place: nowhere(),
        cells,
        kept: Vec::new(),
    }
}

fn nowhere() -> SeenCell {
    let empty = String::new;
    SeenCell { file: empty(), sheet: empty(), cell: empty(), field: empty(), saw: empty() }
}

/// A record of the sheets that requirements over one entity were judged on: the sheet and the row.
type Spot = (usize, usize);

/// Counts the most pressing state of every record, and gives the records that are told with theirs: the most pressing
/// first.
fn states(
    obligation: &Obligation,
    asks: &[&Ask<'_, '_>],
    counts: &mut ObligationCounts,
) -> Vec<(Spot, ObligationState)> {
    let sheets = asks.first().and_then(|ask| ask.records.as_ref()).map(|records| &records.parts);
    let mut spots: BTreeMap<ObligationState, Vec<Spot>> = BTreeMap::new();
    for (at, sheet) in sheets.into_iter().flatten().enumerate() {
        let parts = asks.iter().filter_map(|ask| ask.records.as_ref()?.parts.get(at));
        let tests = parts.flat_map(|part| part.scope.iter().chain(&part.must));
        let mut groups: Vec<Option<(ObligationState, usize)>> = Vec::new();
        let each = Alike::new(sheet.sheet.rows(), tests, std::iter::empty()).count(|row, group| {
            if group == groups.len() {
                let worst = asks.iter().filter_map(|ask| {
                    let (_, scope, must) = verdicts(ask, (at, row))?;
                    Some(state(obligation, ask, (scope, must)))
                });
                groups.push(worst.min().map(|state| (state, 0)));
            }
            let Some((state, told)) = &mut groups[group] else { return false };
            if *state == ObligationState::NotNeeded {
                return false;
            }
            spots.entry(*state).or_default().push((at, row));
            *told += 1;
            *told < RECORDS_MAX
        });
        let states = groups.into_iter().zip(each).filter_map(|(group, count)| Some((group?.0, count)));
        states.for_each(|(state, count)| counts.add(state, count));
    }
    let told = spots.into_iter().flat_map(|(state, mut spots)| {
        // Each group gives its first ones.
        spots.sort_unstable();
        spots.into_iter().map(move |spot| (spot, state))
    });
    told.take(RECORDS_MAX).collect()
}

/// The verdicts of `where` and `must`; `None` if the requirement was not judged over the same sheets.
fn verdicts<'a>(ask: &'a Ask<'_, '_>, (at, row): Spot) -> Option<(&'a Part<'a>, Verdict, Verdict)> {
    let part = ask.records.as_ref()?.parts.get(at)?;
    let scope = part.scope.as_ref().map_or(Verdict::Pass, |scope| scope.decide(row).verdict);
    let must = part.must.as_ref().map_or(Verdict::Pass, |must| must.decide(row).verdict);
    Some((part, scope, must))
}

fn state(obligation: &Obligation, ask: &Ask<'_, '_>, (scope, must): (Verdict, Verdict)) -> ObligationState {
    match (record_outcome(scope, must), ask.from) {
        (Outcome::NotApplicable, _) => ObligationState::NotNeeded,
        (Outcome::Met, _) => ObligationState::OnFile,
        (Outcome::NotMet | Outcome::PartlyMet, Some(_)) => ObligationState::NotDue,
        (Outcome::NotMet | Outcome::PartlyMet, None) => {
            let id = ask.requirement.id();
            let is_over = obligation.expires.iter().any(|other| other == id);
            if is_over { ObligationState::Expired } else { ObligationState::Missing }
        }
        (Outcome::Unknown, _) => ObligationState::CannotTell,
    }
}

/// What a requirement says of a record, whose most pressing state is `worst`; `None` if it was not judged over the same
/// sheets.
fn of_record(
    context: &Context<'_>,
    obligation: &Obligation,
    ask: &Ask<'_, '_>,
    (at, row): Spot,
    worst: ObligationState,
) -> Option<Obliged> {
    let (part, scope, must) = verdicts(ask, (at, row))?;
    let state = state(obligation, ask, (scope, must));
    let needed = match scope {
        Verdict::Pass => Truth::Yes,
        Verdict::Fail => Truth::No,
        Verdict::Unknown | Verdict::Running => Truth::Unknown,
    };
    if state != worst {
        return Some(untold(state, needed));
    }
    let record = part.sheet.record(row);
    let mut told = told(context, obligation, part, (row, needed, must));
    // Where every record is in scope, it is the condition that makes it needed.
    if let (true, Some(at)) = (told.cells.is_empty() && needed == Truth::Yes, ask.requirement.applies()) {
        told.cells = context.condition(at).cells.clone();
    }
    let due = ask.from.and_then(|from| from.pred_opt()).filter(|_| state == ObligationState::NotDue);
    Some(Obliged {
        subject: subject(context.inventory, record),
        state,
        needed,
        cites: vec![ask.requirement.cite().to_owned()],
        because: match due {
            Some(day) => format!("due by {}", day.format("%-d %B %Y")),
            None => told.because,
        },
        place: first_cell(context.inventory, record),
        cells: told.cells,
        kept: told.kept,
    })
}

/// What is less pressing than another verdict on the same record, so that nothing of it is told.
fn untold(state: ObligationState, needed: Truth) -> Obliged {
    Obliged {
        subject: String::new(),
        state,
        needed,
        cites: Vec::new(),
        because: String::new(),
        place: nowhere(),
        cells: Vec::new(),
        kept: Vec::new(),
    }
}

struct Told {
    because: String,
    cells: Vec<SeenCell>,
    kept: Vec<SeenCell>,
}

/// The cells that decided, and what is said of them.
fn told(
    context: &Context<'_>,
    obligation: &Obligation,
    part: &Part<'_>,
    (row, needed, must): (usize, Truth, Verdict),
) -> Told {
    let scope = part.scope.as_ref().map(|bound| show(context, bound, row));
    let kept = part.must.as_ref().map(|bound| show(context, bound, row));
    let clause = |shown: &Option<Shown<'_>>| shown.as_ref().map(Shown::clause).unwrap_or_default();
    let because = match (needed, must) {
        (Truth::Unknown, Verdict::Pass) => String::new(),
        (Truth::Unknown, _) => clause(&scope),
        (_, Verdict::Pass) => String::new(),
        _ => clause(&kept),
    };
    let is_because = |cell: &SeenCell| needed != Truth::Yes || obligation.is_because(&cell.field);
    let is_kept = |cell: &SeenCell| must != Verdict::Pass || obligation.is_kept(&cell.field);
    let cells = scope.map(|shown| shown.deciding_cells_that(is_because)).unwrap_or_default();
    let kept = kept.map(|shown| shown.deciding_cells_that(is_kept)).unwrap_or_default();
    Told { because, cells, kept }
}

/// Of two verdicts on one record the more pressing; where both are alike, the cells of both.
fn worse(first: Obliged, second: Obliged) -> Obliged {
    let needed = first.needed.max_of(second.needed);
    let (mut told, other) = if first.state <= second.state { (first, second) } else { (second, first) };
    if told.state == other.state {
        let add = |list: &mut Vec<SeenCell>, more: Vec<SeenCell>| {
            for cell in more {
                if !list.contains(&cell) {
                    list.push(cell);
                }
            }
        };
        add(&mut told.cells, other.cells);
        add(&mut told.kept, other.kept);
        if !told.because.contains(&other.because) {
            let join = if told.because.is_empty() { "" } else { "; " };
            told.because.push_str(&format!("{join}{}", other.because));
        }
        told.cites.extend(other.cites);
    }
    told.needed = needed;
    told
}

impl Truth {
    /// Yes if either is; else unknown if either is.
    fn max_of(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
            _ => Truth::No,
        }
    }
}
