//! Conditions: whether a statement about the organisation holds, with the cells that say so.

use candor_model::{Dictionary, EntityId};

use crate::assessment::{Outcome, SeenCell, Truth};
use crate::checklist::{Condition, Holds};
use crate::context::Context;
use crate::sheet::{Gap, Sheet, first_cell, sheet_cells, singular};
use crate::test::Test;
use crate::test::asked::{asked, where_clause};
use crate::test::bind::bind;
use crate::test::bound::Bound;
use crate::test::cell::Setting;
use crate::test::shown::show;
use crate::test::verdict::Verdict;
use crate::trace::Step;

/// Most cells that are kept of one condition.
const CELLS_LIMIT: usize = 12;

/// A condition, judged.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) truth: Truth,
    pub(crate) cells: Vec<SeenCell>,
    /// How it came out so.
    pub(crate) step: Step,
}

pub(crate) fn judge_condition(context: &Context<'_>, condition: &Condition) -> Held {
    let held = judge(context, condition.holds());
    let step = Step {
        what: format!("It applies only where {}", condition.title()),
        outcome: outcome(held.truth),
        says: said(held.truth).to_owned(),
        cells: Vec::new(),
        children: vec![held.step],
    };
    Held { truth: held.truth, cells: held.cells, step }
}

fn outcome(truth: Truth) -> Outcome {
    verdict(truth).outcome()
}

fn verdict(truth: Truth) -> Verdict {
    match truth {
        Truth::Yes => Verdict::Pass,
        Truth::No => Verdict::Fail,
        Truth::Unknown => Verdict::Unknown,
    }
}

fn truth(verdict: Verdict) -> Truth {
    match verdict {
        Verdict::Pass => Truth::Yes,
        Verdict::Fail => Truth::No,
        Verdict::Unknown | Verdict::Running => Truth::Unknown,
    }
}

fn said(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "not known",
    }
}

fn judge(context: &Context<'_>, holds: &Holds) -> Held {
    match holds {
        Holds::Organisation(test) => organisation(context, test),
        Holds::Some { entity, scope } => some(context, *entity, scope.as_ref()),
        Holds::Condition(at) => {
            let held = context.condition(*at);
            Held { truth: held.truth, cells: held.cells.clone(), step: held.step.clone() }
        }
        Holds::Not(inner) => {
            let inner = judge(context, inner);
            let truth = truth(verdict(inner.truth).negated());
            combined("not", truth, vec![inner], |_| true)
        }
        Holds::All(parts) => {
            let parts = judge_all(context, parts);
            let truth = truth(parts.iter().map(|part| verdict(part.truth)).min().unwrap_or(Verdict::Pass));
            combined("all of these", truth, parts, |part| part == truth)
        }
        Holds::Any(parts) => {
            let parts = judge_all(context, parts);
            let truth = truth(parts.iter().map(|part| verdict(part.truth)).max().unwrap_or(Verdict::Fail));
            combined("one of these", truth, parts, |part| part == truth)
        }
        Holds::KnownAny(parts) => {
            let parts = judge_all(context, parts);
            let is = |wanted| parts.iter().any(|part| part.truth == wanted);
            let truth = match (is(Truth::Yes), is(Truth::No)) {
                (true, _) => Truth::Yes,
                (false, true) => Truth::No,
                (false, false) => Truth::Unknown,
            };
            combined("one of these, as far as known", truth, parts, |part| part == truth)
        }
    }
}

fn judge_all(context: &Context<'_>, parts: &[Holds]) -> Vec<Held> {
    parts.iter().map(|part| judge(context, part)).collect()
}

/// Cells of the parts that decided, each once.
fn combined(what: &str, truth: Truth, parts: Vec<Held>, decided: impl Fn(Truth) -> bool) -> Held {
    let mut cells: Vec<SeenCell> = Vec::new();
    for cell in parts.iter().filter(|part| decided(part.truth)).flat_map(|part| &part.cells) {
        if cells.len() < CELLS_LIMIT && !cells.contains(cell) {
            cells.push(cell.clone());
        }
    }
    let children = parts.into_iter().map(|part| part.step).collect();
    let step = Step {
        what: what.to_owned(),
        outcome: outcome(truth),
        says: said(truth).to_owned(),
        cells: Vec::new(),
        children,
    };
    Held { truth, cells, step }
}

fn missing(context: &Context<'_>, what: String, gap: Gap) -> Held {
    let cells = vec![gap.seen(context.inventory)];
    let says = gap.says(context.inventory);
    let step =
        Step { what, outcome: outcome(Truth::Unknown), says, cells: cells.clone(), children: Vec::new() };
    Held { truth: Truth::Unknown, cells, step }
}

fn organisation(context: &Context<'_>, test: &Test) -> Held {
    let entity =
        Dictionary::builtin().find_entity("organisation").expect("the dictionary has the organisation");
    match Sheet::all(context.inventory, entity).first() {
        None => missing(context, asked(test), Gap::Sheet(entity)),
        Some(sheet) => {
            let bound = bind(context, test, sheet, Setting::Where);
            let shown = show(context, &bound, 0);
            Held { truth: truth(shown.verdict), cells: shown.deciding_cells(), step: shown.into_step() }
        }
    }
}

/// Yes as soon as one record passes; unknown if one may.
fn some(context: &Context<'_>, entity: EntityId, scope: Option<&Test>) -> Held {
    let what = format!("some {}{}", singular(entity), where_clause(scope));
    if let Some(gap) = Gap::of(context.inventory, entity) {
        return missing(context, what, gap);
    }
    let mut open = None;
    for sheet in Sheet::all(context.inventory, entity) {
        let bound = scope.map(|scope| bind(context, scope, &sheet, Setting::Where));
        let verdicts = match &bound {
            Some(bound) => bound.verdicts(sheet.rows()),
            None => vec![Verdict::Pass; sheet.rows()],
        };
        if let Some(row) = verdicts.iter().position(|verdict| *verdict == Verdict::Pass) {
            return found(context, what, &sheet, bound.as_ref(), row);
        }
        let may = verdicts.iter().position(|verdict| *verdict != Verdict::Fail);
        if let (None, Some(row)) = (&open, may) {
            open = Some((sheet, bound, row));
        }
    }
    match open {
        Some((sheet, bound, row)) => found(context, what, &sheet, bound.as_ref(), row),
        None => {
            let cells = sheet_cells(context.inventory, entity);
            let says = "no record is so".to_owned();
            let step =
                Step { what, outcome: outcome(Truth::No), says, cells: cells.clone(), children: Vec::new() };
            Held { truth: Truth::No, cells, step }
        }
    }
}

/// The record that decided.
fn found(
    context: &Context<'_>,
    what: String,
    sheet: &Sheet<'_>,
    bound: Option<&Bound<'_>>,
    row: usize,
) -> Held {
    let record = sheet.record(row);
    let shown = bound.map(|bound| show(context, bound, row));
    let truth = shown.as_ref().map_or(Truth::Yes, |shown| truth(shown.verdict));
    let mut cells = shown.as_ref().map(|shown| shown.deciding_cells()).unwrap_or_default();
    if cells.is_empty() {
        cells.push(first_cell(context.inventory, record));
    }
    let step = Step {
        what,
        outcome: outcome(truth),
        says: format!("{}: {}", context.inventory.name(record), said(truth)),
        cells: cells.clone(),
        children: shown.into_iter().map(|shown| shown.into_step()).collect(),
    };
    Held { truth, cells, step }
}
