//! Requirements that organisations fail, counted over all of them.

use std::collections::BTreeMap;

use candor_assess::{Outcome, RequirementResult, Severity};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;
use crate::view::short_name;

/// So many organisations make a gap a common one.
const COMMON: u64 = 2;

/// A requirement that two or more organisations fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gap {
    /// Id of the requirement.
    pub id: String,
    /// Its provision.
    pub cite: String,
    /// Its title.
    pub title: String,
    /// Short name of its checklist.
    pub law: String,
    /// How grave it is.
    pub severity: Severity,
    /// Organisations that fail it in full or in part.
    pub failed: u64,
    /// Organisations of which it is unknown.
    pub unknown: u64,
    /// Organisations to which it applies.
    pub applies: u64,
}

/// What tells a requirement from others. Two organisations can have checklists of their own with the same ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    id: String,
    cite: String,
    title: String,
    law: String,
    severity: Severity,
}

/// A requirement that applies to an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) key: Key,
    pub(crate) outcome: Outcome,
}

/// How many organisations stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    failed: u64,
    unknown: u64,
    applies: u64,
}

impl Count {
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.applies += 1;
        match outcome {
            Outcome::NotMet | Outcome::PartlyMet => self.failed += 1,
            Outcome::Unknown => self.unknown += 1,
            Outcome::Met | Outcome::NotApplicable => {}
        }
    }
}

/// The requirements that apply to an organisation.
pub(crate) fn counted(input: &Input<'_>) -> Vec<Counted> {
    let applies = |result: &&RequirementResult| result.outcome != Outcome::NotApplicable;
    let counted = |result: &RequirementResult| Counted {
        key: Key {
            id: result.id.clone(),
            cite: result.cite.clone(),
            title: result.title.clone(),
            law: short_name(input.assessment, &result.checklist).to_owned(),
            severity: result.severity,
        },
        outcome: result.outcome,
    };
    input.assessment.requirements.iter().filter(applies).map(counted).collect()
}

/// Those that most fail first; of as many, the gravest, then those of the greater share, then by their ids.
pub(crate) fn common_gaps(counts: &BTreeMap<Key, Count>) -> Vec<Gap> {
    let common = counts.iter().filter(|(_, count)| count.failed >= COMMON);
    let mut gaps: Vec<Gap> = common
        .map(|(key, count)| Gap {
            id: key.id.clone(),
            cite: key.cite.clone(),
            title: key.title.clone(),
            law: key.law.clone(),
            severity: key.severity,
            failed: count.failed,
            unknown: count.unknown,
            applies: count.applies,
        })
        .collect();
    gaps.sort_by(|a, b| {
        let rank = |gap: &Gap| (std::cmp::Reverse(gap.failed), gap.severity, gap.applies);
        rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id))
    });
    gaps
}
