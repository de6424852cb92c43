//! Promised actions: what became of the rows of the action plan that came back.
//!
//! Invariants: what the records show stands beside what was said, and decides; what was settled by an earlier audit is
//! counted apart, so that old work never passes for new.

use candor_assess::{ActionResult, ActionState};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::provision;
use super::{place, prose};
use crate::Input;

/// What was promised, and what came of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Actions {
    /// Did an action plan come back? Without one all figures are 0.
    came_back: bool,
    /// Actions that were promised and not settled by an earlier audit.
    promised: usize,
    /// Of those: no longer found by this audit.
    verified: usize,
    /// Of those: said to be done, or accepted for a time that is over, and still found.
    still_found: usize,
    /// Of those: past their due day, and still to do.
    late: usize,
    /// Of those: still to do, and nobody is named as owner.
    no_owner: usize,
    /// Of those: accepted for a time that is not over.
    accepted: usize,
    /// Of those: said to be no finding, with a reason and who approved it.
    false_positive: usize,
    /// Of those: the requirement is unknown now, so nobody can tell.
    unknown: usize,
    /// Settled by an earlier audit and still not found.
    settled: usize,
    /// Rows without an id: actions of the organisation's own, which nothing tests.
    own: usize,
    /// Rows that were not used: a changed or doubled id, or one that belongs to no requirement.
    refused: usize,
    /// The number of actions in each state, without empty ones; what needs a person first.
    states: Vec<StateCount>,
    /// Each action that is not settled, in the order of the states, the latest first.
    rows: Vec<ActionRow>,
}

/// How many actions are in a state.
#[derive(Serialize, JsonSchema)]
struct StateCount {
    /// The state in words, such as "Said done, still found".
    state: &'static str,
    /// The number of actions in it.
    count: usize,
}

/// A promised action.
#[derive(Serialize, JsonSchema)]
struct ActionRow {
    /// Its id, such as `A-7k2m9xq41`.
    id: String,
    /// Title of the requirement.
    title: String,
    /// Provision of the requirement, with the name of its checklist.
    provision: String,
    /// The status that the plan gives; empty where it gives none.
    said: String,
    /// What became of it, in words.
    state: &'static str,
    /// Who is to see it done; empty where nobody is named.
    owner: String,
    /// The due day, `2026-12-21`; empty where no day can be read.
    due: String,
    /// Days past the due day on the day of the audit; 0 where nothing is pending.
    days_late: u64,
    /// Why it is in that state, in a sentence or two.
    because: String,
    /// Where its row stands.
    place: String,
}

pub(super) fn view(input: &Input<'_>) -> Actions {
    let all = &input.assessment.actions;
    let told = |codes: &[&str]| {
        let problems = input.account.problems.iter().filter(|problem| codes.contains(&problem.code));
        problems.map(|problem| 1 + problem.more).sum::<usize>()
    };
    let mut promised: Vec<&ActionResult> = all.iter().filter(|action| !action.is_settled()).collect();
    promised.sort_by_key(|action| {
        let rank = ActionState::ALL.iter().position(|state| *state == action.state);
        (rank, std::cmp::Reverse(action.days_late))
    });
    let count = |is: &dyn Fn(&ActionResult) -> bool| promised.iter().filter(|action| is(action)).count();
    let in_state = |state: ActionState| count(&|action| action.state == state);
    let own = told(&["action-own"]);
    let refused = told(&["action-id-changed", "action-id-repeated", "action-unplaced"]);
    Actions {
        came_back: all.len() + own + refused > 0,
        promised: promised.len(),
        verified: in_state(ActionState::Verified),
        still_found: count(&|action| action.state.is_reopened()),
        late: count(&|action| action.days_late > 0),
        no_owner: count(&|action| action.state.is_pending() && action.owner.is_empty()),
        accepted: in_state(ActionState::Accepted),
        false_positive: in_state(ActionState::FalsePositive),
        unknown: in_state(ActionState::Unknown),
        settled: all.len() - promised.len(),
        own,
        refused,
        states: ActionState::ALL
            .into_iter()
            .map(|state| StateCount { state: state.label(), count: in_state(state) })
            .filter(|state| state.count > 0)
            .collect(),
        rows: promised.iter().map(|action| row(input, action)).collect(),
    }
}

fn row(input: &Input<'_>, action: &ActionResult) -> ActionRow {
    let requirements = &input.assessment.requirements;
    let judged = requirements.iter().find(|result| result.id == action.requirement);
    ActionRow {
        id: action.id.clone(),
        title: action.title.clone(),
        provision: judged.map_or_else(|| action.cite.clone(), |judged| provision(input.assessment, judged)),
        said: action.said.clone(),
        state: action.state.label(),
        owner: action.owner.clone(),
        due: action.due.clone().unwrap_or_default(),
        days_late: action.days_late,
        because: prose(&action.because),
        place: action
            .cells
            .first()
            .map(|cell| place(&cell.file, &cell.sheet, &cell.cell))
            .unwrap_or_default(),
    }
}
