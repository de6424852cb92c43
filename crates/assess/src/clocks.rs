//! Clocks over the logs: for each row of a log what is due when, what was late and by how much; and the figures of
//! each quarter.
//!
//! Invariants: each law's clock runs apart from the others; what is not known makes no clock late or in time; what is
//! dated after the day of the audit has not happened yet.

mod figures;
mod metrics;
mod notice;
mod run;

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{SeenCell, Truth};
use crate::checklist::{Library, LogClock, Source, compile_clocks};
use crate::context::Context;
use crate::judge::Options;

pub(crate) use metrics::metrics;
pub use metrics::{Metrics, MetricsRow};
pub use notice::{Notice, notices};

/// How a clock stands for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Nothing was done, and the time has run out.
    Overdue,
    /// Done after the time.
    Late,
    Running,
    /// A date is missing or cannot be read, or it is not known whether the clock applies.
    Unknown,
    InTime,
    /// The law gives no number of days: not done yet.
    Open,
    /// The law gives no number of days: done.
    Done,
}

impl ClockState {
    pub fn label(self) -> &'static str {
        match self {
            ClockState::Overdue => "Overdue",
            ClockState::Late => "Late",
            ClockState::Running => "Running",
            ClockState::Unknown => "Unknown",
            ClockState::InTime => "In time",
            ClockState::Open => "Open, no fixed time",
            ClockState::Done => "Done, no fixed time",
        }
    }
}

/// A clock on one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClockRun {
    /// Key or name of the record.
    pub subject: String,
    pub state: ClockState,
    /// `2026-11-03` or `2026-11-03 14:20`.
    pub started: Option<String>,
    pub due: Option<String>,
    pub ended: Option<String>,
    /// Whole days from the start to the end, or to the day of the audit.
    pub days_used: Option<i64>,
    /// How late: `3 days`, `5 hours`, `20 minutes`.
    pub late_by: Option<String>,
    /// While it runs: 50 or 80, percent of the time that are used up.
    pub warning: Option<u8>,
    /// Whether a longer time counts: `told in time, until 2027-01-12`, `told on 2026-12-20, too late to count`.
    pub extension: Option<String>,
    /// What is missing, where the state is unknown.
    pub because: String,
    pub cells: Vec<SeenCell>,
}

/// How many records stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ClockCounts {
    pub overdue: u64,
    pub late: u64,
    pub running: u64,
    pub unknown: u64,
    pub in_time: u64,
    pub open: u64,
    pub done: u64,
}

impl ClockCounts {
    fn add(&mut self, state: ClockState) {
        *match state {
            ClockState::Overdue => &mut self.overdue,
            ClockState::Late => &mut self.late,
            ClockState::Running => &mut self.running,
            ClockState::Unknown => &mut self.unknown,
            ClockState::InTime => &mut self.in_time,
            ClockState::Open => &mut self.open,
            ClockState::Done => &mut self.done,
        } += 1;
    }

    pub fn all(&self) -> u64 {
        self.overdue + self.late + self.running + self.unknown + self.in_time + self.open + self.done
    }
}

/// What was closed in a quarter, by the day it ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuarterFigures {
    /// `2026-Q4`.
    pub quarter: String,
    /// Done in the quarter.
    pub closed: u64,
    /// Of those, done after the day it was due.
    pub late: u64,
    /// Late of closed, in whole percent, rounded up.
    pub late_percent: u8,
    /// Whole and half days.
    pub median_days: f64,
    /// The smallest number of days within which nine of ten were closed (nearest rank).
    pub p90_days: i64,
}

/// A clock over all records of its log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClockResult {
    pub id: String,
    pub title: String,
    pub cite: String,
    /// Id of the checklist it belongs to.
    pub law: String,
    /// The requirement that it decides with; may be empty.
    pub requirement: String,
    /// `72 hours`; null where the law gives no number.
    pub limit: Option<String>,
    /// How days are counted, with the source.
    pub counting: String,
    pub counts: ClockCounts,
    /// The most pressing first; at most the limit for findings.
    pub runs: Vec<ClockRun>,
    /// Oldest first.
    pub quarters: Vec<QuarterFigures>,
}

/// The clocks of the built-in file.
fn builtin() -> &'static [LogClock] {
    static BUILTIN: OnceLock<Vec<LogClock>> = OnceLock::new();
    BUILTIN.get_or_init(|| {
        let source = Source { name: "clocks.toml", text: include_str!("../clocks.toml") };
        compile_clocks(source).expect("the built-in clocks are tested")
    })
}

/// Position of the condition on which a clock applies.
fn condition_at(library: &Library, id: &str) -> Option<usize> {
    library.conditions().iter().position(|condition| condition.id() == id)
}

/// Runs every clock of the selected checklists that may apply and has a record.
pub(crate) fn run_clocks(context: &Context<'_>, options: &Options) -> Vec<ClockResult> {
    let limit = options.findings_max.unwrap_or(usize::MAX);
    let applies = |clock: &&LogClock| {
        options.selected(context.library).any(|checklist| {
            let scope = checklist.scope().map_or(Truth::Yes, |at| context.condition(at).truth);
            checklist.id() == clock.law && scope != Truth::No
        }) && condition_at(context.library, &clock.applies)
            .is_none_or(|at| context.condition(at).truth != Truth::No)
    };
    let clocks = builtin().iter().filter(applies);
    clocks.map(|clock| run::run(context, clock, limit)).filter(|result| result.counts.all() > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_clocks_have_no_mistakes() {
        let library = crate::Library::builtin();
        for clock in builtin() {
            assert!(library.checklist(&clock.law).is_some(), "{}", clock.id);
            let named = clock.requirement.is_empty() || library.requirement(&clock.requirement).is_some();
            assert!(named, "{} names no requirement", clock.id);
            let known = clock.applies.is_empty() || condition_at(library, &clock.applies).is_some();
            assert!(known, "{} names no condition", clock.id);
            assert!(clock.limit.is_none() || !clock.counting.is_empty(), "{}", clock.id);
        }
    }
}
