//! The policy on one page: the lines at a glance, which hold no fact of their own.

use candor_policy::{Glance, Organisation, Version};
use schemars::JsonSchema;
use serde::Serialize;

use super::policy::for_whom;
use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Card<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// Whom the policy is for.
    for_whom: Glance,
    /// The lines at a glance: at most 10, with at most 150 words.
    glance: &'a [Glance],
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// The version of the text.
    version: &'a Version,
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Card<'a> {
    let facts = &input.facts;
    Card {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        for_whom: for_whom(facts),
        glance: &facts.glance,
        organisation: &facts.organisation,
        version: &facts.version,
    }
}
