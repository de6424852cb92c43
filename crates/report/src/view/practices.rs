//! The Notice of Privacy Practices of a covered entity, and the form with which a patient confirms that it came
//! (45 CFR 164.520).

use candor_policy::{Fact, Health, Organisation, Practices};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Notice<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// Where the notice is, and who takes questions; absent where no notice is due.
    health: Option<&'a Health>,
    /// What the notice says; absent where no notice is due.
    practices: Option<&'a Practices>,
    /// Questions that decide which passages the notice needs.
    open: Vec<&'a Fact>,
    /// Answers that are missing in this notice.
    open_count: usize,
    /// Missing answers that the rules ask for.
    blocking_count: usize,
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Notice<'a> {
    let facts = &input.facts;
    let practices = facts.practices.as_ref();
    let mut own = practices.map(Practices::all).unwrap_or_default();
    own.extend(facts.health.as_ref().map(|health| &health.contact));
    Notice {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        organisation: &facts.organisation,
        health: facts.health.as_ref(),
        practices,
        open: practices.iter().flat_map(|practices| &practices.open).filter(|fact| fact.is_open()).collect(),
        open_count: own.iter().filter(|fact| fact.is_open()).count(),
        blocking_count: own.iter().filter(|fact| fact.is_open() && fact.mandatory).count(),
    }
}
