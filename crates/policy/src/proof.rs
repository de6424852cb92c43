//! The proof of claims: what the records show for and against each sentence that may stand only if it is proven.
//!
//! The claims are data (`proof/claims.toml`). `weighing` keeps the rows looked at; `evidence` looks at those that no fact of
//! the policy has looked at yet.
//!
//! Invariants: proven means that every row in scope was listed, answered, in date and not contradicted; a claim without
//! rows is not proven; what can never be proven has no sentence.

mod evidence;
mod weighing;

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::activity::Activities;
use crate::fact::{Fact, FactCell, State};
use crate::protection::contracts;
use crate::recipient::Recipient;
use crate::records::Records;
use crate::security::{self, MEASURES};
use crate::{Key, key};

pub(crate) use evidence::{anonymising, no_trackers, signal, trackers_in_use};
pub(crate) use weighing::Weighing;

static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(|| {
    toml::from_str::<Table>(include_str!("proof/claims.toml")).expect("the table of claims is valid").claim
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    claim: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    id: String,
    claim: String,
    /// The facts of a policy that say it.
    #[serde(default)]
    facts: Vec<String>,
    #[serde(default)]
    optional: bool,
    /// Left out where nothing can prove it.
    #[serde(default)]
    needs: String,
    why: String,
}

/// How the records stand to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProofState {
    /// Every row in scope shows it.
    Proven,
    /// A row shows the opposite.
    Disproven,
    /// An answer is missing, out of date or contradicted.
    NotProven,
    /// Nothing can prove it, so it is never said.
    Never,
}

/// What a row says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// It is as the claim says.
    Supports,
    /// It is not.
    Contradicts,
    /// It does not answer, or its answer is out of date.
    Missing,
}

/// An answer that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// What the record is called.
    pub record: String,
    /// What it was asked: the label of the field.
    pub asked: String,
    /// The cell of the answer, with what stood there, the day of the last check and the owner, and those that date it;
    /// none where the column is missing.
    pub cells: Vec<FactCell>,
    /// What it says.
    pub says: Says,
}

/// A claim with what the records show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proof {
    /// Stable: `selling`.
    pub id: String,
    /// What is claimed, in short, in English.
    pub claim: String,
    /// How the records stand to it.
    pub state: ProofState,
    /// The sentence that may stand while it is proven, in the language of the facts; otherwise empty.
    pub sentence: String,
    /// What would prove it; empty where nothing can.
    pub needs: String,
    /// Why it takes proof.
    pub why: String,
    /// Ids of the facts of the policy that say it.
    pub facts: Vec<String>,
    /// Does a law ask for it, or is it told wherever it holds? Then a missing answer has to be settled.
    pub is_told: bool,
    /// Every row that was looked at, in order.
    pub rows: Vec<Row>,
    /// What is missing, a line each.
    pub missing: Vec<String>,
}

impl Proof {
    /// Is it told, partly shown by the records, and not settled either way?
    pub fn is_unsettled(&self) -> bool {
        self.state == ProofState::NotProven && self.is_told && !self.rows.is_empty()
    }
}

/// What would prove the claim of an id; empty where nothing can.
pub(crate) fn what_proves(id: &str) -> &'static str {
    CLAIMS.iter().find(|claim| claim.id == id).map_or("", |claim| &claim.needs)
}

/// Claims that are facts of the policy, with the rows that decided them.
pub(crate) struct Decided<'a> {
    pub(crate) fact: &'a Fact,
    pub(crate) weighing: Weighing,
}

/// Weighs every claim, in the order of the table.
pub(crate) fn proofs(
    records: &Records<'_>,
    activities: &Activities,
    recipients: &[Recipient],
    decided: Vec<Decided<'_>>,
) -> Vec<Proof> {
    let mut decided = decided;
    CLAIMS
        .iter()
        .map(|claim| {
            if claim.needs.is_empty() {
                return claim.proof(ProofState::Never, String::new(), false, Weighing::default());
            }
            let known = decided.iter().position(|one| claim.facts.contains(&one.fact.id));
            if let Some(Decided { fact, weighing }) = known.map(|index| decided.swap_remove(index)) {
                if claim.id == "children" {
                    // That no row has children is a fact; the promise needs a rule as well.
                    let weighing = evidence::age_rule(records, weighing);
                    return claim.proof(weighing.state(), records.say(key::PROOF_CHILDREN), false, weighing);
                }
                let state = match fact.state {
                    State::Known => ProofState::Disproven,
                    State::None => ProofState::Proven,
                    State::Unknown | State::NotApplicable => ProofState::NotProven,
                };
                return claim.proof(state, fact.text.clone(), fact.mandatory, weighing);
            }
            let (words, weighing) = weigh(records, activities, recipients, &claim.id);
            claim.proof(weighing.state(), words, false, weighing)
        })
        .collect()
}

fn weigh(
    records: &Records<'_>,
    activities: &Activities,
    recipients: &[Recipient],
    id: &str,
) -> (String, Weighing) {
    let say = |key: Key| records.say(key);
    match id {
        "health-data" => (say(key::PROOF_HEALTH_DATA), evidence::health_data(records, activities)),
        "anonymous" => (say(key::PROOF_ANONYMOUS), evidence::anonymous(records, activities)),
        "encrypted" => {
            let systems = security::systems(records);
            let [at_rest, in_transit, ..] = &MEASURES;
            let mut weighing = security::weigh(records, &systems, at_rest.field);
            weighing.join(security::weigh(records, &systems, in_transit.field));
            let words = [at_rest.words, in_transit.words].map(say).join(" ");
            (words, weighing)
        }
        "deletion" => (say(key::PROOF_DELETION), evidence::deletion(records, activities)),
        "need-to-know" => (say(key::PROOF_NEED_TO_KNOW), evidence::need_to_know(records)),
        "contracts" => {
            let (fact, weighing) = contracts(records, recipients);
            (fact.text, weighing)
        }
        "breach" => (say(key::PROOF_BREACH), evidence::breach(records)),
        "no-trackers" => (say(key::PROOF_NO_TRACKERS), no_trackers(records, activities)),
        "signal" => (say(key::SIGNAL_YES), signal(records)),
        "in-time" => (say(key::PROOF_IN_TIME), evidence::in_time(records)),
        // A claim of the table that nothing weighs is not proven.
        _ => (String::new(), Weighing::default()),
    }
}

impl Claim {
    fn proof(&self, state: ProofState, words: String, is_asked: bool, weighing: Weighing) -> Proof {
        let missing = if state == ProofState::NotProven { weighing.missing() } else { Vec::new() };
        Proof {
            id: self.id.clone(),
            claim: self.claim.clone(),
            state,
            sentence: if state == ProofState::Proven { words } else { String::new() },
            needs: self.needs.clone(),
            why: self.why.clone(),
            facts: self.facts.clone(),
            is_told: self.optional || is_asked,
            missing,
            rows: weighing.into_rows(),
        }
    }
}
