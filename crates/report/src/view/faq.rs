//! The questions that customers ask: the facts of the policy, as far as they concern people from outside.

use candor_policy::Activity;
use schemars::JsonSchema;
use serde::Serialize;

use super::policy::{self, Policy};
use crate::Input;

/// Groups whose questions are others: they work for the organisation, want to, or do business with it.
const OTHERS: [&str; 3] = ["staff", "applicants", "business"];

#[derive(Serialize, JsonSchema)]
pub(crate) struct Faq<'a> {
    /// Everything that the privacy policy is made from.
    #[serde(flatten)]
    policy: Policy<'a>,
    /// The activities that concern customers, patients, visitors and others from outside; all, if none does.
    own: Vec<&'a Activity>,
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Faq<'a> {
    let facts = &input.facts;
    let is_outside = |index: usize| {
        let of_group = |group: &&candor_policy::Audience| group.activities.contains(&index);
        facts.audiences.iter().filter(of_group).any(|group| !OTHERS.contains(&group.id.as_str()))
    };
    let concerning = (0..).zip(&facts.activities).filter(|(index, _)| is_outside(*index));
    let own: Vec<&Activity> = concerning.map(|(_, activity)| activity).collect();
    Faq {
        own: if own.is_empty() { facts.activities.iter().collect() } else { own },
        policy: policy::view(input),
    }
}
