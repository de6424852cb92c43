//! Checklists as data, and the judging of an inventory with reasons.
//!
//! The way: `checklist` parses the TOML files against the dictionary; `condition` decides what applies;
//! `test` decides a record; `judge` walks the checklists and makes an [`Assessment`]; `trace` shows the whole
//! tree of tests behind one finding.
//!
//! Invariants: no input or output; judging cannot fail; the same inventory gives the same assessment.
//!
//! ```
//! use candor_assess::{Library, Options, Outcome, assess};
//! use candor_model::Inventory;
//! use chrono::NaiveDate;
//!
//! let as_of = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
//! let assessment = assess(&Inventory::default(), Library::builtin(), &Options::new(as_of));
//! // Nothing was read: nothing is met.
//! assert!(assessment.requirements.iter().all(|result| result.outcome != Outcome::Met));
//! ```

mod amount;
mod assessment;
mod baseline;
mod checklist;
mod clocks;
mod compare;
mod condition;
mod context;
mod crosswalk;
mod describe;
mod due;
mod first;
mod gate;
mod judge;
mod names;
mod obligations;
mod register;
mod rule;
mod sheet;
mod test;
mod theme;
mod trace;

pub use assessment::{
    Assessment, Basis, ChecklistResult, ConditionResult, FORMAT_VERSION, Finding, Level, Outcome, Rating,
    Related, Relation, RequirementResult, SeenCell, Severity, Tally, Truth,
};
pub use baseline::{BASELINE_FORMAT, Baseline, BaselineError, BaselineFinding};
pub use checklist::{
    Change, Checklist, Condition, LeftOut, Library, Link, Mistake, Renamed, Requirement, Source, SwitchedOff,
};
pub use clocks::{
    ClockCounts, ClockResult, ClockRun, ClockState, Metrics, MetricsRow, Notice, QuarterFigures, notices,
};
pub use compare::{
    COMPARISON_FORMAT, Cause, ChecklistChange, Comparison, FindingChange, FindingMove, MatchedBy, Movement,
    Quarterly, RecordRename, RegisterChange, RequirementChange, Share, Side, Sides, compare,
};
pub use due::{DueItem, DueList, due};
pub use gate::{Before, Gate, GateFailure, GateResult, UnknownGate, try_gates};
pub use judge::action::{ActionResult, ActionState, action_id_of, action_problems};
pub use judge::age::{AnswerResult, AnswerState};
pub use judge::answer::{unmatched_answers, unmatched_exceptions};
pub use judge::evidence::{EvidenceFile, EvidenceItem, EvidenceState, Strength, evidence_files};
pub use judge::exception::{ExceptionResult, ExceptionState};
pub use judge::records::PASSED_MAX;
pub use judge::{Options, assess};
pub use names::Names;
pub use obligations::{
    CriterionResult, ObligationCounts, ObligationResult, ObligationState, Obliged, Screening,
};
pub use register::{RecordName, RegisterNames};
pub use theme::{THEMES, theme_label};
pub use trace::{Step, Trace, trace};
