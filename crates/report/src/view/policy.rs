//! The privacy policy: the facts in the order they are told.

use candor_policy::{
    Activity, Applies, California, Claims, Fact, Glance, Health, OnBehalf, Organisation, Recipient, Right,
    State, Transfer, Version,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::long_date;
use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Policy<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    as_of: String,
    tool_version: &'a str,
    glance: &'a [Glance],
    organisation: &'a Organisation,
    open_laws: &'a [Fact],
    gdpr: bool,
    gdpr_unknown: bool,
    audiences: Vec<Group<'a>>,
    planned: &'a [Fact],
    on_behalf: &'a [OnBehalf],
    activities: &'a [Activity],
    sensitive: Vec<&'a Activity>,
    /// What is decided together with others.
    joint: &'a [Fact],
    recipients: &'a [Recipient],
    transfers: &'a [Transfer],
    claims: &'a Claims,
    /// Measures that hold for every system.
    measures: Vec<&'a Fact>,
    /// Asked where no measure holds for every system.
    no_measures: Vec<&'a Fact>,
    rights: &'a [Right],
    california: Option<&'a California>,
    health: Option<&'a Health>,
    version: &'a Version,
    children: Vec<&'a Fact>,
    open_count: usize,
    blocking_count: usize,
}

/// The activities that concern a group of people.
#[derive(Serialize, JsonSchema)]
struct Group<'a> {
    id: &'a str,
    title: &'a str,
    activities: Vec<&'a Activity>,
}

pub(crate) fn schema() -> schemars::Schema {
    schemars::schema_for!(Policy<'_>)
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Policy<'a> {
    let facts = input.facts;
    let measures: Vec<&Fact> = facts.security.iter().filter(|fact| fact.is_known()).collect();
    let no_measures = match measures.is_empty() {
        true => facts.security.iter().filter(|fact| fact.is_open()).take(1).collect(),
        false => Vec::new(),
    };
    let told = facts.activities.iter().filter_map(|activity| activity.children.as_ref());
    Policy {
        called: &facts.organisation.called,
        as_of: long_date(facts.as_of),
        tool_version: &input.tool_version,
        glance: &facts.glance,
        organisation: &facts.organisation,
        open_laws: &facts.laws.open,
        gdpr: facts.laws.gdpr != Applies::No,
        gdpr_unknown: facts.laws.gdpr == Applies::Unknown,
        audiences: facts
            .audiences
            .iter()
            .map(|audience| Group {
                id: &audience.id,
                title: &audience.title,
                activities: audience.activities.iter().map(|index| &facts.activities[*index]).collect(),
            })
            .collect(),
        planned: &facts.planned,
        on_behalf: &facts.on_behalf,
        activities: &facts.activities,
        sensitive: facts.activities.iter().filter(|activity| !activity.sensitive.is_empty()).collect(),
        joint: &facts.joint,
        recipients: &facts.recipients,
        transfers: &facts.transfers,
        claims: &facts.claims,
        measures,
        no_measures,
        rights: &facts.rights,
        california: facts.california.as_ref(),
        health: facts.health.as_ref(),
        version: &facts.version,
        children: told.filter(|fact| fact.state == State::Known).collect(),
        open_count: facts.open().len(),
        blocking_count: facts.blocking().len(),
    }
}
