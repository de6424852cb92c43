//! Short notices for the points at which data is collected: all of them, or one.

use candor_policy::{CollectionPoint, Fact, Organisation, Version};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Points<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// The points, each with its notice.
    points: Vec<&'a CollectionPoint>,
    /// Activities whose point is not recorded.
    questions: Vec<&'a Fact>,
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// The version of the text, with the address of the whole policy.
    version: &'a Version,
}

/// The names of the points, for an edition of each.
pub(crate) fn ids(input: &Input<'_>) -> Vec<String> {
    input.facts.points.iter().map(|point| point.id.clone()).collect()
}

pub(crate) fn view<'a>(input: &'a Input<'_>, wanted: Option<&str>) -> Points<'a> {
    let facts = &input.facts;
    let asked = facts.activities.iter().map(|activity| &activity.collected_at);
    Points {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        points: facts.points.iter().filter(|point| wanted.is_none_or(|id| point.id == id)).collect(),
        questions: asked.filter(|fact| fact.is_open() && wanted.is_none()).collect(),
        organisation: &facts.organisation,
        version: &facts.version,
    }
}
