//! One page on how data is protected.

use candor_policy::{Fact, Protection, Told, protection};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Page<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day of the records, `21 November 2026`.
    as_of: String,
    /// Measures, tests and plans that are told, in this order.
    told: Vec<Section>,
    /// Questions that are open.
    open: Vec<Fact>,
    /// Which email address takes questions.
    email: &'a Fact,
}

/// A part of the page.
#[derive(Serialize, JsonSchema)]
struct Section {
    /// The message of its heading.
    title: &'static str,
    /// A name for its place on the page.
    id: &'static str,
    /// Sentences that the records prove.
    facts: Vec<Fact>,
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Page<'a> {
    let facts = &input.facts;
    let Protection { measures, tests, plans, contracts } =
        protection(input.inventory, facts.as_of, facts.language, &facts.recipients);
    let mut open: Vec<Fact> = Vec::new();
    let mut section = |title, id, told: Vec<Told>| {
        let asked = told.iter().flat_map(|told| told.rest.iter().chain([&told.fact]));
        open.extend(asked.filter(|fact| fact.is_open()).cloned());
        let facts = told.into_iter().map(|told| told.fact).filter(Fact::is_known).collect();
        Section { title, id, facts }
    };
    let contracts = vec![Told { fact: contracts, rest: None }];
    let mut told = vec![
        section("heading-systems", "systems", measures),
        section("heading-tests", "tests", tests),
        section("heading-plans", "plans", plans),
        section("heading-contracts", "contracts", contracts),
    ];
    told.retain(|section| !section.facts.is_empty());
    Page {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        told,
        open,
        email: &facts.organisation.email,
    }
}
