//! A requirement over the records of an entity: what passes, what fails, and why not all is known.
//!
//! Invariants: every record is counted, also those of which no finding is kept; what is missing
//! altogether is told once, not once for each record.

use candor_model::EntityId;

use crate::assessment::{Outcome, SeenCell, Tally};
use crate::checklist::{Requirement, Rule};
use crate::context::Context;
use crate::sheet::{Gap, Sheet, counted, plural, sheet_cells, singular};
use crate::test::Test;
use crate::test::asked::asked;
use crate::test::bound::{Bound, Decided, bind};
use crate::test::cell::Setting;
use crate::test::verdict::{Verdict, record_outcome};

/// How many records are shown where one would have sufficed.
const NEAR_LIMIT: usize = 3;

/// The tests of a requirement on one sheet.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) sheet: Sheet<'a>,
    pub(crate) scope: Option<Bound<'a>>,
    pub(crate) must: Option<Bound<'a>>,
}

/// A record that did not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) part: usize,
    pub(crate) row: usize,
    pub(crate) outcome: Outcome,
}

/// The records of a requirement, judged.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    pub(crate) parts: Vec<Part<'a>>,
    pub(crate) outcome: Outcome,
    pub(crate) because: String,
    pub(crate) tally: Tally,
    /// Unknown only because a sheet, its rows or a column are missing: an answer may decide.
    pub(crate) is_missing: bool,
    /// Not met, then unknown; of each at most the limit. With `some`: the nearest.
    pub(crate) spots: Vec<Spot>,
    /// What is missing, with the number of records it leaves unknown.
    pub(crate) gaps: Vec<(Gap, u64)>,
    /// How many findings there are.
    pub(crate) total: u64,
    /// One finding for the requirement as a whole.
    pub(crate) as_a_whole: bool,
    /// Cells of the sheets as such, where no record stands for the verdict.
    pub(crate) cells: Vec<SeenCell>,
}

/// Judges a requirement by its records; `None` if only a person can answer.
pub(crate) fn judge_records<'a>(
    context: &Context<'a>,
    requirement: &'a Requirement,
    limit: usize,
) -> Option<Records<'a>> {
    let (entity, scope, must) = match requirement.rule() {
        Rule::Each { entity, scope, must } => (*entity, scope.as_ref(), Some(must)),
        Rule::Some { entity, scope, must } => (*entity, scope.as_ref(), must.as_ref()),
        Rule::Ask => return None,
    };
    let parts: Vec<Part<'a>> = Sheet::all(context.inventory, entity)
        .into_iter()
        .map(|sheet| Part {
            scope: scope.map(|test| bind(context, test, &sheet, Setting::Where)),
            must: must.map(|test| bind(context, test, &sheet, Setting::Must)),
            sheet,
        })
        .collect();
    let mut records = Records {
        parts,
        outcome: Outcome::Unknown,
        because: String::new(),
        tally: Tally::default(),
        is_missing: true,
        spots: Vec::new(),
        gaps: Vec::new(),
        total: 1,
        as_a_whole: true,
        cells: Vec::new(),
    };
    records.cells = sheet_cells(context.inventory, entity);
    if records.parts.is_empty() {
        let gap = Gap::Sheet(entity);
        records.because = sentence(&gap.says(context.inventory));
        records.gaps.push((gap, 0));
        records.as_a_whole = false;
        return Some(records);
    }
    match requirement.rule() {
        Rule::Some { .. } => records.judge_some(context, entity),
        _ => records.judge_each(context, entity, scope, limit),
    }
    Some(records)
}

/// First letter a capital, a full stop at the end.
pub(crate) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

impl Part<'_> {
    /// Verdicts of `where` and `must` on a record.
    pub(crate) fn decide(&self, row: usize) -> (Decided, Decided) {
        let pass = Decided { verdict: Verdict::Pass, gap: None };
        let decide = |bound: &Option<Bound<'_>>| bound.as_ref().map_or(pass, |bound| bound.decide(row));
        (decide(&self.scope), decide(&self.must))
    }
}

impl Records<'_> {
    fn judge_each(&mut self, context: &Context<'_>, entity: EntityId, scope: Option<&Test>, limit: usize) {
        let mut fails = Vec::new();
        let mut unknowns = Vec::new();
        let mut single_unknowns = 0;
        let mut running = 0;
        for (part, content) in self.parts.iter().enumerate() {
            for row in 0..content.sheet.rows() {
                let (scope, must) = content.decide(row);
                let outcome = record_outcome(scope.verdict, must.verdict);
                self.tally.add(outcome, 1);
                running += u64::from(must.verdict == Verdict::Running && scope.verdict != Verdict::Fail);
                match outcome {
                    Outcome::NotMet if fails.len() < limit => fails.push(Spot { part, row, outcome }),
                    Outcome::Unknown => match scope.gap.or(must.gap) {
                        Some(gap) => count_gap(&mut self.gaps, gap),
                        None => {
                            single_unknowns += 1;
                            if unknowns.len() < limit {
                                unknowns.push(Spot { part, row, outcome });
                            }
                        }
                    },
                    _ => {}
                }
            }
        }
        self.outcome = match self.tally {
            Tally { not_met: 1.., met: 1.., .. } => Outcome::PartlyMet,
            Tally { not_met: 1.., .. } => Outcome::NotMet,
            Tally { unknown: 1.., .. } => Outcome::Unknown,
            Tally { met: 1.., .. } => Outcome::Met,
            Tally { not_applicable: 1.., .. } => Outcome::NotApplicable,
            _ => Outcome::Unknown,
        };
        let is_empty = self.tally == Tally::default();
        self.is_missing = is_empty || (self.outcome == Outcome::Unknown && single_unknowns == 0);
        self.as_a_whole = is_empty;
        self.total = if is_empty { 1 } else { self.tally.not_met + single_unknowns + self.gaps.len() as u64 };
        self.because = self.each_because(context, entity, scope, running);
        self.spots = fails;
        self.spots.append(&mut unknowns);
    }

    fn each_because(
        &self,
        context: &Context<'_>,
        entity: EntityId,
        scope: Option<&Test>,
        running: u64,
    ) -> String {
        let Tally { applies, met, not_met, unknown, not_applicable, .. } = self.tally;
        let all = applies + not_applicable;
        if all == 0 {
            return format!("The sheet with {} has no rows.", plural(entity));
        }
        if matches!(self.parts.as_slice(), [Part { sheet: Sheet::Organisation(_), .. }]) {
            return self.organisation_because(context, scope);
        }
        let records = plural(entity);
        let verb =
            |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let mut because = match (applies, met, not_met, unknown) {
            (0, ..) => not_in_scope(all, running, entity, scope),
            (1, 1, ..) => format!("The only {} in scope passes", singular(entity)),
            (1, _, 1, _) => format!("The only {} in scope fails", singular(entity)),
            (1, ..) => format!("The only {} in scope is unknown", singular(entity)),
            (_, _, 0, 0) => format!("All {applies} {records} in scope pass"),
            (_, 0, _, 0) => format!("All {applies} {records} in scope fail"),
            (_, 0, 0, _) => format!("All {applies} {records} in scope are unknown"),
            (_, 0, ..) => format!("None of {applies} {records} passes"),
            _ => format!("{met} of {applies} {records} {}", if met == 1 { "passes" } else { "pass" }),
        };
        if applies > 1 && [met, not_met, unknown].iter().filter(|count| **count > 0).count() > 1 {
            if not_met > 0 {
                because.push_str(&format!(", {}", verb(not_met, "fails", "fail")));
            }
            if unknown > 0 {
                because.push_str(&format!(", {} unknown", verb(unknown, "is", "are")));
            }
        }
        because.push('.');
        if running > 0 {
            because.push_str(&format!(" For {} the time is still running.", counted(running, entity)));
        }
        for (gap, _) in &self.gaps {
            because.push(' ');
            because.push_str(&sentence(&gap.says(context.inventory)));
        }
        because
    }

    fn organisation_because(&self, context: &Context<'_>, scope: Option<&Test>) -> String {
        match (self.outcome, self.gaps.first()) {
            (_, Some((gap, _))) => sentence(&gap.says(context.inventory)),
            (Outcome::Met, _) => "The organisation's record passes.".to_owned(),
            (Outcome::NotMet, _) => "The organisation's record fails.".to_owned(),
            (Outcome::NotApplicable, _) => {
                format!("The organisation is not in scope{}.", where_words(scope))
            }
            _ => "The organisation's record leaves it unknown.".to_owned(),
        }
    }

    fn judge_some(&mut self, context: &Context<'_>, entity: EntityId) {
        let mut near = Vec::new();
        let mut open = Vec::new();
        let mut single_unknowns = 0;
        for (part, content) in self.parts.iter().enumerate() {
            for row in 0..content.sheet.rows() {
                let (scope, must) = content.decide(row);
                let outcome = match scope.verdict.min(must.verdict) {
                    Verdict::Pass => Outcome::Met,
                    Verdict::Fail => Outcome::NotApplicable,
                    Verdict::Unknown | Verdict::Running => Outcome::Unknown,
                };
                self.tally.add(outcome, 1);
                let gap = scope.gap.or(must.gap);
                if outcome == Outcome::NotApplicable
                    && scope.verdict == Verdict::Pass
                    && near.len() < NEAR_LIMIT
                {
                    near.push(Spot { part, row, outcome: Outcome::NotMet });
                } else if outcome == Outcome::Unknown {
                    match gap {
                        Some(gap) => count_gap(&mut self.gaps, gap),
                        None => {
                            single_unknowns += 1;
                            if open.len() < NEAR_LIMIT {
                                open.push(Spot { part, row, outcome });
                            }
                        }
                    }
                }
            }
        }
        let all = self.tally.applies + self.tally.not_applicable;
        let records = counted(all, entity);
        let (met, unknown) = (self.tally.met, self.tally.unknown);
        self.is_missing = false;
        (self.outcome, self.because) = if met > 0 {
            let verb = if met == 1 { "shows" } else { "show" };
            (Outcome::Met, format!("{met} of {records} {verb} it."))
        } else if unknown > 0 {
            self.is_missing = single_unknowns == 0;
            (Outcome::Unknown, format!("None of {records} shows it for certain; {unknown} may."))
        } else if all == 0 {
            (Outcome::NotMet, format!("The sheet with {} has no rows.", plural(entity)))
        } else if all == 1 {
            (Outcome::NotMet, format!("The only {} does not show it.", singular(entity)))
        } else {
            (Outcome::NotMet, format!("None of {records} shows it."))
        };
        if self.outcome == Outcome::Unknown {
            for (gap, _) in &self.gaps {
                self.because.push(' ');
                self.because.push_str(&sentence(&gap.says(context.inventory)));
            }
        }
        self.as_a_whole = !self.is_missing;
        self.total = match self.outcome {
            Outcome::Met => 0,
            _ if self.is_missing => self.gaps.len() as u64,
            _ => 1,
        };
        self.spots = if self.outcome == Outcome::Unknown { open } else { near };
    }
}

fn not_in_scope(all: u64, running: u64, entity: EntityId, scope: Option<&Test>) -> String {
    if running == all {
        return "Nothing is due yet".to_owned();
    }
    let words = where_words(scope);
    match all {
        1 => format!("The only {} is not in scope{words}", singular(entity)),
        _ => format!("None of {} is in scope{words}", counted(all, entity)),
    }
}

/// `: Status is Active`, or empty.
fn where_words(scope: Option<&Test>) -> String {
    scope.map(|scope| format!(": {}", asked(scope))).unwrap_or_default()
}

fn count_gap(gaps: &mut Vec<(Gap, u64)>, gap: Gap) {
    match gaps.iter_mut().find(|(known, _)| *known == gap) {
        Some((_, count)) => *count += 1,
        None => gaps.push((gap, 1)),
    }
}
