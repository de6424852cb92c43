//! The notice of one group of people: staff, applicants, children, customers and others, from the facts of the policy.
//!
//! Invariant: a notice holds the activities of its group whole, and no fact of others.

use candor_policy::{
    Activity, Applies, Audience, California, Claims, Fact, Glance, Language, Organisation, Recipient, Right,
    State, Transfer, Version, key,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::policy::{Group, for_whom};
use crate::Input;

/// The group of people in California, who belong to other groups too.
const CALIFORNIANS: &str = "californians";

/// Groups with a document of their own, and the one that names nobody.
const NOT_EDITIONS: [&str; 3] = ["staff", "applicants", "others"];

/// Whom a notice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For<'a> {
    Everyone,
    /// A group by its id.
    Group(&'a str),
    Children,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Notice<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// The group of people, for the title.
    who: String,
    /// The same, with the facts that name them.
    for_whom: Glance,
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// Open questions about which laws apply.
    open_laws: &'a [Fact],
    /// May the GDPR apply?
    gdpr: bool,
    /// Is it not known whether the GDPR applies?
    gdpr_unknown: bool,
    /// What is done with their data.
    audience: Group<'a>,
    /// Activities with data that the law guards most.
    sensitive: Vec<&'a Activity>,
    /// Activities with data that others give.
    from_others: Vec<&'a Activity>,
    /// What is decided together with others.
    joint: Vec<&'a Fact>,
    /// Companies that get their data.
    recipients: Vec<&'a Recipient>,
    /// Where their data goes outside the EEA.
    transfers: Vec<&'a Transfer>,
    /// What software decides about them.
    decisions: Vec<&'a Fact>,
    /// What is said about children, activity by activity.
    children: Vec<&'a Fact>,
    /// Statements that need proof.
    claims: &'a Claims,
    /// The rights that these activities give.
    rights: Vec<Right>,
    /// Does one of these activities rest on consent?
    has_consent: bool,
    /// What California asks for, in notices for people there and for children.
    california: Option<&'a California>,
    /// The version of the text.
    version: &'a Version,
}

/// Ids of the groups that get an edition of the notice.
pub(crate) fn groups(input: &Input<'_>) -> Vec<String> {
    let facts = &input.facts;
    let mut ids: Vec<String> = facts.audiences.iter().map(|audience| audience.id.clone()).collect();
    ids.retain(|id| !NOT_EDITIONS.contains(&id.as_str()));
    if facts.california.is_some() && facts.laws.ccpa == Applies::Yes {
        ids.push(CALIFORNIANS.to_owned());
    }
    ids
}

pub(crate) fn view<'a>(input: &'a Input<'_>, reader: For<'_>) -> Notice<'a> {
    let facts = &input.facts;
    let everyone = || (0..facts.activities.len()).collect::<Vec<usize>>();
    let (who, positions) = match reader {
        For::Everyone | For::Group(CALIFORNIANS) => (None, everyone()),
        For::Children => (None, facts.children()),
        For::Group(id) => match facts.audience(id) {
            Some(Audience { title, activities, .. }) => (Some(title.clone()), activities.clone()),
            None => (Some(title_of(facts.language, id)), Vec::new()),
        },
    };
    let who = match reader {
        For::Group(CALIFORNIANS) => Some(facts.language.say(key::AUDIENCE_CALIFORNIANS)),
        _ => who,
    };
    let for_whom = match &who {
        Some(title) => facts.named(std::slice::from_ref(title), positions.iter().copied()),
        None => for_whom(facts),
    };
    let who = who.unwrap_or_else(|| for_whom.text.clone());
    let scope = facts.scope(&positions);
    let is_sensitive = |activity: &&Activity| activity.sensitive.iter().any(|fact| fact.state != State::None);
    let of_california = matches!(reader, For::Children | For::Group(CALIFORNIANS));
    let children = scope.activities.iter().map(|activity| &activity.children);
    Notice {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        who: who.clone(),
        for_whom,
        organisation: &facts.organisation,
        open_laws: &facts.laws.open,
        gdpr: facts.laws.gdpr != Applies::No,
        gdpr_unknown: facts.laws.gdpr == Applies::Unknown,
        sensitive: scope.activities.iter().copied().filter(is_sensitive).collect(),
        from_others: scope
            .activities
            .iter()
            .copied()
            .filter(|activity| activity.indirect.is_some())
            .collect(),
        joint: scope.joint,
        recipients: scope.recipients,
        transfers: scope.transfers,
        decisions: scope.decisions,
        children: children.filter(|fact| fact.is_known()).collect(),
        claims: &facts.claims,
        rights: scope.rights,
        has_consent: scope.activities.iter().any(|activity| activity.withdrawal.is_some()),
        california: facts.california.as_ref().filter(|_| of_california),
        version: &facts.version,
        audience: Group { id: "", title: who, activities: scope.activities },
    }
}

/// The name of a known group that no activity concerns.
fn title_of(language: Language, id: &str) -> String {
    candor_policy::Key::find(&format!("audience-{id}")).map_or_else(String::new, |key| language.say(key))
}
