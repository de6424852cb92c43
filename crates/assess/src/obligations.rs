//! Obligations drawn from the register: which document each record needs, and whether it is on file; and the
//! screening of activities for an impact assessment.
//!
//! Invariants: the verdict on a record is that of the requirements that ask for the document, never another; what is
//! not known is "cannot tell", with the cells to fill in; every record is counted, also those that are not shown.

mod judged;
mod screening;

use std::collections::HashMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use screening::screen;
pub use screening::{CriterionResult, Screening};

use crate::assessment::{SeenCell, Truth};
use crate::checklist::{Criteria, Obligation, Requirement, Source, compile_obligations};
use crate::context::Context;
use crate::judge::{Judged, Options};
pub(crate) use judged::as_asked;
use judged::judge_obligation;

/// How an obligation stands for one record, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObligationState {
    /// Needed, and not there.
    Missing,
    /// It was there, and its time is over.
    Expired,
    /// Whether it is needed or there is not known.
    CannotTell,
    /// Not there, and the law gives time until a day that has not come.
    NotDue,
    OnFile,
    NotNeeded,
}

impl ObligationState {
    pub const ALL: [ObligationState; 6] = [
        ObligationState::Missing,
        ObligationState::Expired,
        ObligationState::CannotTell,
        ObligationState::NotDue,
        ObligationState::OnFile,
        ObligationState::NotNeeded,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ObligationState::Missing => "Missing",
            ObligationState::Expired => "Expired",
            ObligationState::CannotTell => "Cannot tell",
            ObligationState::NotDue => "Not due yet",
            ObligationState::OnFile => "On file",
            ObligationState::NotNeeded => "Not needed",
        }
    }
}

/// An obligation of one record, or of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Obliged {
    /// What a person calls the record.
    pub subject: String,
    pub state: ObligationState,
    /// Is it needed? Yes, no, or not known.
    pub needed: Truth,
    /// The requirements that decided, by their citations.
    pub cites: Vec<String>,
    /// Why, in a clause or two; may be empty where the cells say it.
    pub because: String,
    /// Where the record begins; empty places where it is the organisation as a whole.
    pub place: SeenCell,
    /// Cells that make it needed, or that would have to be filled in to know.
    pub cells: Vec<SeenCell>,
    /// Cells that show that it is on file, or that it is not.
    pub kept: Vec<SeenCell>,
}

/// How many records stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ObligationCounts {
    pub missing: u64,
    pub expired: u64,
    pub cannot_tell: u64,
    pub not_due: u64,
    pub on_file: u64,
    pub not_needed: u64,
}

impl ObligationCounts {
    fn add(&mut self, state: ObligationState, count: u64) {
        *match state {
            ObligationState::Missing => &mut self.missing,
            ObligationState::Expired => &mut self.expired,
            ObligationState::CannotTell => &mut self.cannot_tell,
            ObligationState::NotDue => &mut self.not_due,
            ObligationState::OnFile => &mut self.on_file,
            ObligationState::NotNeeded => &mut self.not_needed,
        } += count;
    }

    pub fn of(&self, state: ObligationState) -> u64 {
        match state {
            ObligationState::Missing => self.missing,
            ObligationState::Expired => self.expired,
            ObligationState::CannotTell => self.cannot_tell,
            ObligationState::NotDue => self.not_due,
            ObligationState::OnFile => self.on_file,
            ObligationState::NotNeeded => self.not_needed,
        }
    }
}

/// An obligation over all records that it can be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ObligationResult {
    pub id: String,
    pub title: String,
    pub cite: String,
    /// Id of the checklist it belongs to.
    pub law: String,
    /// Id of the entity that its records are of; `organisation` where it is about the whole.
    pub entity: String,
    /// What to do where it is not on file.
    pub next: String,
    pub counts: ObligationCounts,
    /// The most pressing first, without those where it is not needed; at most 2,000.
    pub records: Vec<Obliged>,
}

/// Most records that are told of one obligation or screened: registers of activities and vendors are smaller.
const RECORDS_MAX: usize = 2_000;

/// The obligations and criteria of the built-in file.
fn builtin() -> &'static (Vec<Obligation>, Criteria) {
    static BUILTIN: OnceLock<(Vec<Obligation>, Criteria)> = OnceLock::new();
    BUILTIN.get_or_init(|| {
        let source = Source { name: "obligations.toml", text: include_str!("../obligations.toml") };
        compile_obligations(source).expect("the built-in obligations are tested")
    })
}

/// The requirements that obligations ask, judged, by their ids.
pub(crate) type Asked<'a> = HashMap<&'a str, Judged<'a>>;

/// Does an obligation ask what this requirement says of each record?
pub(crate) fn is_asked(requirement: &Requirement) -> bool {
    builtin().0.iter().any(|obligation| obligation.asks.iter().any(|id| id == requirement.id()))
}

/// Judges every obligation of the selected checklists that may apply.
pub(crate) fn obligations<'a>(
    context: &Context<'a>,
    options: &Options,
    asked: &Asked<'a>,
) -> Vec<ObligationResult> {
    let is_judged = |law: &str| {
        options.selected(context.library).any(|checklist| {
            let scope = checklist.scope().map_or(Truth::Yes, |at| context.condition(at).truth);
            checklist.id() == law && scope != Truth::No
        })
    };
    let all: Vec<_> = builtin().0.iter().filter(|obligation| is_judged(&obligation.law)).collect();
    all.into_par_iter().filter_map(|obligation| judge_obligation(context, obligation, asked)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    #[test]
    fn the_built_in_obligations_have_no_mistakes() {
        let library = Library::builtin();
        let (obligations, criteria) = builtin();
        for obligation in obligations {
            assert!(library.checklist(&obligation.law).is_some(), "{}", obligation.id);
            let entities: Vec<_> = obligation
                .asks
                .iter()
                .map(|id| library.requirement(id).unwrap_or_else(|| panic!("{id} is no requirement")))
                .map(|(checklist, requirement)| (checklist.id(), requirement.entity()))
                .collect();
            assert!(entities.iter().all(|one| *one == entities[0]), "{}", obligation.id);
            assert_eq!(entities[0].0, obligation.law, "{}", obligation.id);
            assert!(obligation.expires.iter().all(|id| obligation.asks.contains(id)), "{}", obligation.id);
            assert!(!obligation.next.is_empty(), "{}", obligation.id);
        }
        assert_eq!(criteria.list.len(), 9, "the guidelines name nine");
        assert!(library.checklist(&criteria.law).is_some());
    }
}
