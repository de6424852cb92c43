//! Checklists as data, and the judging of an inventory with reasons.
//!
//! The way: `checklist` parses the TOML files against the dictionary; `condition` decides what applies;
//! `test` decides a record; `judge` walks the checklists and makes an [`Assessment`]; `trace` shows the whole
//! tree of tests behind one finding.
//!
//! Invariants: no input or output; judging cannot fail; the same inventory gives the same assessment.

mod assessment;

pub use assessment::{
    Assessment, Basis, ChecklistResult, FORMAT_VERSION, Finding, Level, Outcome, Rating, RequirementResult,
    SeenCell, Severity, Tally, Truth,
};
