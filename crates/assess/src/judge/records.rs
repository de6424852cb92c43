//! A requirement over the records of an entity: what passes, what fails, and why not all is known.
//!
//! Invariants: every record is counted, also those of which no finding is kept; what is missing
//! altogether is told once, not once for each record.

use candor_model::EntityId;

use super::because;
use super::latest::{Stay, stays};
use crate::assessment::{Outcome, SeenCell, Tally};
use crate::checklist::{Latest, Requirement, Rule};
use crate::context::Context;
use crate::sheet::{Gap, Sheet, sheet_cells};
use crate::test::alike::Alike;
use crate::test::bind::bind;
use crate::test::bound::Bound;
use crate::test::cell::Setting;
use crate::test::verdict::{Verdict, record_outcome};

/// How many records are shown where one would have sufficed.
const NEAR_LIMIT: usize = 3;

/// How many tables are named that miss the same column.
const TABLES_LIMIT: usize = 5;

/// How many records that passed are remembered of a requirement.
pub const PASSED_MAX: usize = 1000;

/// The tests of a requirement on one sheet.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) sheet: Sheet<'a>,
    pub(crate) scope: Option<Bound<'a>>,
    pub(crate) must: Option<Bound<'a>>,
    /// What each record counts for beside the others about the same; empty where all count.
    pub(crate) stays: Vec<Stay>,
    pub(crate) latest: Option<Latest>,
}

/// A record that did not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) part: usize,
    pub(crate) row: usize,
    pub(crate) outcome: Outcome,
}

/// Something that is missing altogether, with the number of records it leaves unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// One for each table that misses it, the first few.
    pub(crate) gaps: Vec<Gap>,
    pub(crate) count: u64,
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
    /// The first records that are sure to be in scope and passed.
    pub(crate) passed: Vec<Spot>,
    pub(crate) missing: Vec<Missing>,
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
    let (entity, scope, must, latest) = match requirement.rule() {
        Rule::Each { entity, scope, must, latest } => (*entity, scope.as_ref(), Some(must), *latest),
        Rule::Some { entity, scope, must } => (*entity, scope.as_ref(), must.as_ref(), None),
        Rule::Ask => return None,
    };
    if let Some(gap) = Gap::of(context.inventory, entity) {
        return Some(no_records(context, gap));
    }
    let mut parts: Vec<Part<'a>> = Sheet::all(context.inventory, entity)
        .into_iter()
        .map(|sheet| Part {
            scope: scope.map(|test| bind(context, test, &sheet, Setting::Where)),
            must: must.map(|test| bind(context, test, &sheet, Setting::Must)),
            sheet,
            stays: Vec::new(),
            latest,
        })
        .collect();
    if let Some(latest) = latest {
        let stays = stays(context, &parts, &latest);
        parts.iter_mut().zip(stays).for_each(|(part, stays)| part.stays = stays);
    }
    let mut records = match requirement.rule() {
        Rule::Some { .. } => judge_some(parts, context, entity),
        Rule::Each { .. } | Rule::Ask => {
            let mut found = Found::default();
            found.walk(&parts, limit, record_outcome);
            found.settle_doubts(limit);
            let aside = found.aside;
            let mut records = judge_each(parts, found);
            records.because = because::of_each(context, &records, requirement, aside);
            records
        }
    };
    records.cells = sheet_cells(context.inventory, entity);
    Some(records)
}

fn no_records<'a>(context: &Context<'a>, gap: Gap) -> Records<'a> {
    Records {
        parts: Vec::new(),
        outcome: Outcome::Unknown,
        because: because::sentence(&gap.says(context.inventory)),
        tally: Tally::default(),
        is_missing: true,
        spots: Vec::new(),
        passed: Vec::new(),
        missing: vec![Missing { gaps: vec![gap], count: 0 }],
        total: 1,
        as_a_whole: false,
        cells: Vec::new(),
    }
}

impl Part<'_> {
    pub(crate) fn stay(&self, row: usize) -> Stay {
        self.stays.get(row).copied().unwrap_or(Stay::Counts)
    }

    /// The verdict of `where` on every record.
    pub(crate) fn scope_verdicts(&self) -> Vec<Verdict> {
        let rows = self.sheet.rows();
        self.scope.as_ref().map_or_else(|| vec![Verdict::Pass; rows], |scope| scope.verdicts(rows))
    }

    /// The verdicts of `where` and `must` on a record.
    fn decide(&self, row: usize) -> (Verdict, Verdict) {
        let verdict = |bound: &Option<Bound<'_>>| match bound {
            Some(bound) => bound.decide(row).verdict,
            None => Verdict::Pass,
        };
        let scope = match self.stay(row) {
            Stay::Counts => verdict(&self.scope),
            Stay::Open => verdict(&self.scope).min(Verdict::Unknown),
            Stay::Older | Stay::Undated => Verdict::Fail,
        };
        (scope, verdict(&self.must))
    }

    /// What is missing for a record that is unknown, if something is.
    fn gap(&self, row: usize, scope: Verdict, must: Verdict) -> Option<Gap> {
        if let (Stay::Open, Some(Latest { date: field, .. })) = (self.stay(row), self.latest) {
            let gap = Gap::Column { table: self.sheet.table_index(), field };
            return self.sheet.at(field).is_none().then_some(gap);
        }
        let of = |bound: &Option<Bound<'_>>, verdict| match bound {
            Some(bound) if verdict == Verdict::Unknown => bound.gap(row),
            _ => None,
        };
        of(&self.scope, scope).or_else(|| of(&self.must, must))
    }
}

/// Records that do not count as applicable, by what keeps them from it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Aside {
    /// The clock still runs.
    pub(super) running: u64,
    /// Another record about the same is later.
    pub(super) older: u64,
    /// Another record about the same has a date.
    pub(super) undated: u64,
}

/// What a walk over all records finds.
#[derive(Debug, Default)]
struct Found {
    tally: Tally,
    aside: Aside,
    fails: Vec<Spot>,
    passed: Vec<Spot>,
    unknown: Unsure,
    /// They pass, and may be out of scope.
    doubtful: Unsure,
}

/// Records of which not all is known.
#[derive(Debug, Default)]
struct Unsure {
    /// The first few for which nothing is missing altogether, and how many they are.
    spots: Vec<Spot>,
    single: u64,
    missing: Vec<Missing>,
    count: u64,
}

/// What a record is to the requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Fail,
    /// It is sure to be in scope, and passes.
    Passed,
    Unknown,
    /// It passes, and may be out of scope.
    Doubtful,
    Aside,
}

/// Records that are alike in all that is asked of them.
#[derive(Debug)]
struct Group {
    outcome: Outcome,
    class: Class,
    stay: Stay,
    /// A clock still runs, and nothing else keeps the record from counting.
    is_running: bool,
    gap: Option<Gap>,
}

impl Class {
    /// What a record of it is remembered as.
    fn outcome(self) -> Outcome {
        match self {
            Class::Fail => Outcome::NotMet,
            Class::Passed => Outcome::Met,
            Class::Unknown | Class::Doubtful => Outcome::Unknown,
            Class::Aside => Outcome::NotApplicable,
        }
    }
}

impl Group {
    /// The group of a record.
    fn of(part: &Part<'_>, row: usize, judge: fn(Verdict, Verdict) -> Outcome) -> Group {
        let (scope, must) = part.decide(row);
        let outcome = judge(scope, must);
        let class = match outcome {
            Outcome::NotMet => Class::Fail,
            Outcome::Unknown => Class::Unknown,
            Outcome::Met if scope == Verdict::Unknown => Class::Doubtful,
            Outcome::Met => Class::Passed,
            _ => Class::Aside,
        };
        let is_open = matches!(class, Class::Unknown | Class::Doubtful);
        let gap = if is_open { part.gap(row, scope, must) } else { None };
        let is_running = must == Verdict::Running && scope != Verdict::Fail;
        Group { outcome, class, stay: part.stay(row), is_running, gap }
    }
}

impl Found {
    fn walk(&mut self, parts: &[Part<'_>], limit: usize, judge: fn(Verdict, Verdict) -> Outcome) {
        for (at, part) in parts.iter().enumerate() {
            let stays = part.stays.iter().map(|stay| *stay as u8);
            let tests = part.scope.iter().chain(&part.must);
            let mut groups: Vec<Group> = Vec::new();
            let counts = Alike::new(part.sheet.rows(), tests, stays).count(|row, group| {
                if group == groups.len() {
                    groups.push(Group::of(part, row, judge));
                }
                self.keep(&groups[group], at, row, limit)
            });
            groups.iter().zip(counts).for_each(|(group, count)| self.count(group, count));
        }
    }

    /// Remembers a record as one of its group, and tells whether the next of them is to be remembered too.
    fn keep(&mut self, group: &Group, part: usize, row: usize, limit: usize) -> bool {
        let (spots, most) = match group.class {
            Class::Fail => (&mut self.fails, limit),
            Class::Passed => (&mut self.passed, PASSED_MAX),
            Class::Unknown if group.gap.is_none() => (&mut self.unknown.spots, limit),
            Class::Doubtful if group.gap.is_none() => (&mut self.doubtful.spots, limit),
            _ => return false,
        };
        if spots.len() < most {
            spots.push(Spot { part, row, outcome: group.class.outcome() });
        }
        spots.len() < most
    }

    fn count(&mut self, group: &Group, count: u64) {
        let Group { outcome, class, stay, is_running, gap } = *group;
        self.tally.add(outcome, count);
        match stay {
            Stay::Older => self.aside.older += count,
            Stay::Undated => self.aside.undated += count,
            Stay::Counts | Stay::Open => {}
        }
        self.aside.running += if is_running { count } else { 0 };
        match class {
            Class::Unknown => self.unknown.add(count, gap),
            Class::Doubtful => self.doubtful.add(count, gap),
            Class::Fail | Class::Passed | Class::Aside => {}
        }
    }

    /// Where no record is sure to be in scope and passes, those that may be lift nothing: they are unknown.
    fn settle_doubts(&mut self, limit: usize) {
        let doubtful = std::mem::take(&mut self.doubtful);
        if self.tally.met == doubtful.count {
            self.tally.met = 0;
            self.tally.unknown += doubtful.count;
            self.unknown.append(doubtful, limit);
        }
    }
}

impl Unsure {
    fn add(&mut self, count: u64, gap: Option<Gap>) {
        self.count += count;
        match gap {
            Some(gap) => self.miss(Missing { gaps: vec![gap], count }),
            None => self.single += count,
        }
    }

    fn miss(&mut self, more: Missing) {
        match self.missing.iter_mut().find(|missing| missing.gaps[0].is_like(more.gaps[0])) {
            Some(missing) => {
                missing.count += more.count;
                for gap in more.gaps {
                    if missing.gaps.len() < TABLES_LIMIT && !missing.gaps.contains(&gap) {
                        missing.gaps.push(gap);
                    }
                }
            }
            None => self.missing.push(more),
        }
    }

    fn append(&mut self, other: Unsure, limit: usize) {
        self.count += other.count;
        self.single += other.single;
        self.spots.extend(other.spots);
        self.spots.sort_by_key(|spot| (spot.part, spot.row));
        self.spots.truncate(limit);
        other.missing.into_iter().for_each(|missing| self.miss(missing));
    }
}

fn judge_each(parts: Vec<Part<'_>>, found: Found) -> Records<'_> {
    let outcome = match found.tally {
        Tally { met: 1.., not_met: 0, unknown: 0, .. } => Outcome::Met,
        Tally { met: 1.., .. } => Outcome::PartlyMet,
        Tally { not_met: 1.., .. } => Outcome::NotMet,
        Tally { unknown: 1.., .. } => Outcome::Unknown,
        _ => Outcome::NotApplicable,
    };
    let Unsure { spots: unknowns, single, missing, .. } = found.unknown;
    let total = found.tally.not_met + single + missing.len() as u64;
    let mut spots = found.fails;
    spots.extend(unknowns);
    Records {
        parts,
        outcome,
        because: String::new(),
        tally: found.tally,
        is_missing: outcome == Outcome::Unknown && single == 0,
        spots,
        passed: found.passed,
        missing,
        total,
        as_a_whole: false,
        cells: Vec::new(),
    }
}

/// The outcome of a record of which one is enough: not met are those in scope that come near.
fn candidate(scope: Verdict, must: Verdict) -> Outcome {
    match scope.min(must) {
        Verdict::Pass => Outcome::Met,
        Verdict::Fail if scope == Verdict::Pass => Outcome::NotMet,
        Verdict::Fail => Outcome::NotApplicable,
        Verdict::Unknown | Verdict::Running => Outcome::Unknown,
    }
}

fn judge_some<'a>(parts: Vec<Part<'a>>, context: &Context<'a>, entity: EntityId) -> Records<'a> {
    let mut found = Found::default();
    found.walk(&parts, NEAR_LIMIT, candidate);
    // Other records than the one that is asked for do not fail.
    let near = std::mem::take(&mut found.tally.not_met);
    found.tally.applies -= near;
    found.tally.not_applicable += near;
    let outcome = match found.tally {
        Tally { met: 1.., .. } => Outcome::Met,
        Tally { unknown: 1.., .. } => Outcome::Unknown,
        _ => Outcome::NotMet,
    };
    let is_missing = outcome == Outcome::Unknown && found.unknown.single == 0;
    let mut records = Records {
        parts,
        outcome,
        because: String::new(),
        tally: found.tally,
        is_missing,
        spots: if outcome == Outcome::Unknown { found.unknown.spots } else { found.fails },
        passed: Vec::new(),
        total: if is_missing { found.unknown.missing.len() as u64 } else { 1 },
        missing: found.unknown.missing,
        as_a_whole: !is_missing,
        cells: Vec::new(),
    };
    records.because = because::of_some(context, &records, entity);
    records
}
