//! The privacy policy: the facts in the order they are told.

use candor_policy::{
    Activity, Applies, Claims, Fact, Facts, Glance, Health, OnBehalf, Organisation, Recipient, Right, State,
    Trackers, Transfer, Version,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::california::{self, CaliforniaPart};
use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Policy<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// Whom the policy is for.
    for_whom: Glance,
    /// The lines at a glance.
    glance: &'a [Glance],
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// Open questions about which laws apply.
    open_laws: &'a [Fact],
    /// May the GDPR apply?
    gdpr: bool,
    /// Is it not known whether the GDPR applies?
    gdpr_unknown: bool,
    /// The groups of people, each with what concerns them.
    audiences: Vec<Group<'a>>,
    /// Activities that have not begun.
    planned: &'a [Fact],
    /// What is done for others.
    on_behalf: &'a [OnBehalf],
    /// What the organisation decides about.
    activities: &'a [Activity],
    /// Activities with data that the law guards most.
    sensitive: Vec<&'a Activity>,
    /// Activities with data that others give.
    from_others: Vec<&'a Activity>,
    /// What is decided together with others.
    joint: &'a [Fact],
    /// Who gets data.
    recipients: &'a [Recipient],
    /// Where data goes outside the EEA.
    transfers: &'a [Transfer],
    /// Statements that need proof.
    claims: &'a Claims,
    /// Cookies and other trackers.
    trackers: &'a Trackers,
    /// What has to be asked about the trackers that are recorded.
    tracker_questions: Vec<&'a Fact>,
    /// Measures that hold for every system.
    measures: Vec<&'a Fact>,
    /// Asked where no measure holds for every system.
    no_measures: Vec<&'a Fact>,
    /// The rights of people.
    rights: &'a [Right],
    /// The part for people in California.
    #[serde(flatten)]
    california: CaliforniaPart<'a>,
    /// Does the policy for California stand beside this one, which speaks for several regions?
    california_beside: bool,
    /// What HIPAA asks for, if it can apply.
    health: Option<&'a Health>,
    /// The version of the text.
    version: &'a Version,
    /// What is said about children, activity by activity.
    children: Vec<&'a Fact>,
    /// Open questions that have no place among the sentences.
    questions: Vec<&'a Fact>,
    /// Answers that are missing.
    open_count: usize,
    /// Missing answers that a law asks for.
    blocking_count: usize,
}

/// The activities that concern a group of people.
#[derive(Serialize, JsonSchema)]
pub(super) struct Group<'a> {
    /// Id of the group.
    pub(super) id: &'a str,
    /// Who they are.
    pub(super) title: String,
    /// The activities that concern them.
    pub(super) activities: Vec<&'a Activity>,
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Policy<'a> {
    let facts = &input.facts;
    let measures: Vec<&Fact> = facts.security.iter().filter(|fact| fact.is_known()).collect();
    let no_measures = match measures.is_empty() {
        true => facts.security.iter().filter(|fact| fact.is_open()).take(1).collect(),
        false => Vec::new(),
    };
    let told = facts.activities.iter().map(|activity| &activity.children);
    let open = own_questions(facts);
    Policy {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        for_whom: for_whom(facts),
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
                title: audience.title.clone(),
                activities: audience.activities.iter().map(|index| &facts.activities[*index]).collect(),
            })
            .collect(),
        planned: &facts.planned,
        on_behalf: &facts.on_behalf,
        activities: &facts.activities,
        sensitive: facts
            .activities
            .iter()
            .filter(|activity| activity.sensitive.iter().any(|fact| fact.state != State::None))
            .collect(),
        from_others: facts.activities.iter().filter(|activity| activity.indirect.is_some()).collect(),
        joint: &facts.joint,
        recipients: &facts.recipients,
        transfers: &facts.transfers,
        claims: &facts.claims,
        trackers: &facts.trackers,
        tracker_questions: facts.trackers.open(),
        measures,
        no_measures,
        rights: &facts.rights,
        california: california::part_of_policy(facts),
        california_beside: is_california_beside(facts),
        health: facts.health.as_ref(),
        version: &facts.version,
        children: told.filter(|fact| fact.state == State::Known).collect(),
        questions: questions(facts),
        open_count: open.len(),
        blocking_count: open.iter().filter(|fact| fact.mandatory).count(),
    }
}

/// The open questions of the policy itself, without those of the notices beside it.
fn own_questions(facts: &Facts) -> Vec<&Fact> {
    let mut beside = Vec::new();
    let mut here = Vec::new();
    if let Some(california) = &facts.california {
        california.each_of_notices(&mut beside);
        if is_california_beside(facts) {
            california.each_of_policy(&mut beside);
            california.each_of_short_part(&mut here);
        }
    }
    let has = |facts: &[&Fact], fact: &Fact| facts.iter().any(|other| other.id == fact.id);
    let is_own = |fact: &&Fact| !has(&beside, fact) || has(&here, fact);
    facts.open().into_iter().filter(is_own).collect()
}

/// Is the part for California too much for a policy that speaks for the EU as well?
fn is_california_beside(facts: &Facts) -> bool {
    facts.california.is_some() && facts.laws.gdpr != Applies::No
}

/// The groups of people, with the facts that name them.
pub(super) fn for_whom(facts: &Facts) -> Glance {
    let titles: Vec<String> = facts.audiences.iter().map(|audience| audience.title.clone()).collect();
    facts.named(&titles, facts.audiences.iter().flat_map(|audience| audience.activities.iter().copied()))
}

/// What is asked at the end of a draft: no sentence waits for it.
fn questions(facts: &Facts) -> Vec<&Fact> {
    let (organisation, version) = (&facts.organisation, &facts.version);
    let mut asked: Vec<&Fact> = vec![&organisation.privacy_contact, &organisation.authority_url];
    asked.extend(&organisation.dpo_none);
    for activity in &facts.activities {
        asked.push(&activity.collected_at);
        asked.extend(&activity.withdrawal);
    }
    asked.extend(facts.recipients.iter().map(|recipient| &recipient.sub_processors));
    asked.extend([&facts.claims.training, &facts.trackers.claim, &facts.trackers.scanned]);
    asked.extend(&facts.claims.authorities);
    asked.extend([&version.number, &version.effective, &version.last_reviewed, &version.next_review]);
    asked.extend([&version.address, &version.archive]);
    asked.into_iter().filter(|fact| fact.is_open() && !fact.mandatory).collect()
}
