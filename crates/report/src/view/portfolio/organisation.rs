//! What stays of one organisation: its results law by law, how they moved, and its deadlines in numbers.

use candor_assess::{Assessment, ChecklistResult, ClockState, Outcome, Rating, Severity, Tally};
use candor_model::text::shorten;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::view::results::range;
use crate::{Input, Past};

/// Letters of a name that are shown.
const NAME_SHOWN: usize = 80;

/// One organisation in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Organisation {
    /// What to call it.
    pub name: String,
    /// Name of its workspace, unlike that of every other.
    pub folder: String,
    /// Its quarter: `2026-Q4`.
    pub quarter: String,
    /// The day of its audit.
    pub as_of: NaiveDate,
    /// The quarter that it is compared with; null where none is recorded.
    pub compared_with: Option<String>,
    /// The result under each checklist.
    pub laws: Vec<LawResult>,
    /// Critical requirements that failed in full or in part.
    pub critical: u64,
    /// Requirements that failed in full or in part.
    pub failed: u64,
    /// Requirements that are unknown.
    pub unknown: u64,
    /// Its deadlines.
    pub deadlines: Deadlines,
    /// Files that were read.
    pub files: u64,
    /// Files that could not be read.
    pub files_unread: u64,
}

/// The result under a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LawResult {
    /// Id of the checklist.
    pub id: String,
    /// Its short name.
    pub short: String,
    /// The low and high end in words: `56% to 81%`, or `–` where nothing applies.
    pub range: String,
    /// The low end in percent: unknown counts as not met. Null where nothing applies.
    pub low: Option<u8>,
    /// The high end in percent: unknown counts as met. Null where nothing applies.
    pub high: Option<u8>,
    /// Requirements that apply.
    pub applies: u64,
    /// Requirements not met.
    pub not_met: u64,
    /// Requirements partly met.
    pub partly_met: u64,
    /// Requirements that are unknown.
    pub unknown: u64,
    /// The computed rating.
    pub rating: Rating,
    /// Points by which the low end moved since the quarter compared with, over the requirements that counted in both;
    /// null where the two cannot be compared.
    pub moved: Option<i16>,
    /// The same in words, or why there is none; empty without an earlier quarter.
    pub movement: String,
}

/// Deadlines in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deadlines {
    /// Nothing was done, and the time has run out.
    pub overdue: u64,
    /// Not done yet, in time.
    pub running: u64,
    /// Done after the time.
    pub late: u64,
    /// A date is missing or cannot be read.
    pub unknown: u64,
    /// Promised actions behind their day.
    pub actions_late: u64,
    /// The next day on which a clock or a promised action falls due; null where none is known.
    pub next: Option<String>,
}

impl Organisation {
    pub(crate) fn law(&self, id: &str) -> Option<&LawResult> {
        self.laws.iter().find(|law| law.id == id)
    }
}

impl Deadlines {
    pub(super) fn is_any(&self) -> bool {
        self.overdue + self.running + self.late + self.unknown + self.actions_late > 0 || self.next.is_some()
    }
}

pub(crate) fn view(input: &Input<'_>, folder: &str) -> Organisation {
    let assessment = input.assessment;
    let past = input.past.last();
    let count = |is: &dyn Fn(Outcome, Severity) -> bool| {
        let all = assessment.requirements.iter();
        all.filter(|result| is(result.outcome, result.severity)).count() as u64
    };
    let failed = |outcome| matches!(outcome, Outcome::NotMet | Outcome::PartlyMet);
    let files =
        |is_readable| input.account.files.iter().filter(|file| file.readable == is_readable).count() as u64;
    Organisation {
        name: shorten(&assessment.organisation, NAME_SHOWN),
        folder: folder.to_owned(),
        quarter: input.quarter.clone(),
        as_of: assessment.as_of,
        compared_with: past.map(|past| past.quarter.clone()),
        laws: assessment.checklists.iter().map(|now| law(assessment, now, past)).collect(),
        critical: count(&|outcome, severity| failed(outcome) && severity == Severity::Critical),
        failed: count(&|outcome, _| failed(outcome)),
        unknown: count(&|outcome, _| outcome == Outcome::Unknown),
        deadlines: deadlines(assessment),
        files: files(true),
        files_unread: files(false),
    }
}

fn law(assessment: &Assessment, now: &ChecklistResult, past: Option<&Past>) -> LawResult {
    let (moved, movement) = past.map_or((None, String::new()), |past| movement(assessment, now, past));
    LawResult {
        id: now.id.clone(),
        short: now.short.clone(),
        range: range(now.low, now.high),
        low: now.low,
        high: now.high,
        applies: now.applies,
        not_met: now.not_met,
        partly_met: now.partly_met,
        unknown: now.unknown,
        rating: now.rating,
        moved,
        movement,
    }
}

/// By how many points the low end moved like for like, and the same in words.
fn movement(assessment: &Assessment, now: &ChecklistResult, past: &Past) -> (Option<i16>, String) {
    let quarter = &past.quarter;
    let Some(before) = past.assessment.checklists.iter().find(|before| before.id == now.id) else {
        return (None, format!("not judged in {quarter}"));
    };
    if before.version != now.version {
        return (None, format!("other rules in {quarter}"));
    }
    let (mut then, mut today) = (Tally::default(), Tally::default());
    for result in assessment.requirements.iter().filter(|result| result.checklist == now.id) {
        let earlier = past.assessment.requirements.iter().find(|earlier| earlier.id == result.id);
        let counts = |outcome| outcome != Outcome::NotApplicable;
        if let Some(earlier) = earlier.filter(|earlier| counts(earlier.outcome) && counts(result.outcome)) {
            then.add(earlier.outcome, 1);
            today.add(result.outcome, 1);
        }
    }
    match (then.low(), today.low()) {
        (Some(then), Some(today)) => {
            let points = i16::from(today) - i16::from(then);
            let words = if points == 0 { "±0".to_owned() } else { format!("{points:+}") };
            (Some(points), format!("{words} since {quarter}"))
        }
        _ => (None, format!("nothing in common with {quarter}")),
    }
}

fn deadlines(assessment: &Assessment) -> Deadlines {
    let clocks = &assessment.clocks;
    let sum = |count: fn(&candor_assess::ClockResult) -> u64| clocks.iter().map(count).sum();
    let pending = assessment.actions.iter().filter(|action| action.state.is_pending());
    let runs = clocks.iter().flat_map(|clock| &clock.runs).filter(|run| run.state == ClockState::Running);
    let today = assessment.as_of.to_string();
    let days = runs
        .filter_map(|run| run.due.clone())
        .chain(pending.clone().filter_map(|action| action.due.clone()))
        .filter(|day| *day >= today);
    Deadlines {
        overdue: sum(|clock| clock.counts.overdue),
        running: sum(|clock| clock.counts.running + clock.counts.open),
        late: sum(|clock| clock.counts.late),
        unknown: sum(|clock| clock.counts.unknown),
        actions_late: pending.filter(|action| action.days_late > 0).count() as u64,
        next: days.min(),
    }
}
