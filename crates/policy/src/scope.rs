//! What of the facts concerns some of the activities: the part of a policy for one group of people.
//!
//! Invariants: the facts are those of the whole policy, none is new; a right is told only if these activities give it.

use std::collections::HashSet;

use candor_model::text::fold_name;

use crate::rights::rights_of;
use crate::{Activity, Audience, Fact, Facts, Glance, Recipient, Right, State, Transfer};

/// The facts about some of the activities.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    pub activities: Vec<&'a Activity>,
    pub recipients: Vec<&'a Recipient>,
    pub transfers: Vec<&'a Transfer>,
    /// What software decides.
    pub decisions: Vec<&'a Fact>,
    pub joint: Vec<&'a Fact>,
    pub rights: Vec<Right>,
}

impl Facts {
    /// The group of people with an id such as `staff`.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.id == id)
    }

    /// What concerns the activities at these positions of the list.
    pub fn scope(&self, positions: &[usize]) -> Scope<'_> {
        let activities: Vec<&Activity> =
            positions.iter().filter_map(|position| self.activities.get(*position)).collect();
        let own = activities.iter().map(|activity| fold_name(&activity.name));
        let recipients = activities.iter().flat_map(|activity| activity.goes_to().map(str::to_owned));
        let names: HashSet<String> = own.chain(recipients).collect();
        let is_named = |name: &str| names.contains(&fold_name(name));
        let ids: HashSet<&str> = activities.iter().map(|activity| activity.id.as_str()).collect();
        let about = |fact: &&Fact, part: &str| {
            let id = fact.id.rsplit_once('.').filter(|(_, other)| *other == part);
            id.is_some_and(|(activity, _)| ids.contains(activity))
        };
        let decisions: Vec<&Fact> =
            self.claims.decisions.iter().filter(|fact| about(fact, "automated")).collect();
        Scope {
            recipients: self.recipients.iter().filter(|recipient| is_named(&recipient.name)).collect(),
            transfers: self
                .transfers
                .iter()
                .filter(|transfer| transfer.recipient.split(", ").any(is_named))
                .collect(),
            joint: self.joint.iter().filter(|fact| about(fact, "joint")).collect(),
            rights: rights_of(self.language, &self.laws, &activities, !decisions.is_empty()),
            decisions,
            activities,
        }
    }

    /// Positions of the activities that say they use data of people under 16.
    pub fn children(&self) -> Vec<usize> {
        let using = |activity: &Activity| activity.children.state == State::Known;
        self.activities.iter().enumerate().filter(|(_, activity)| using(activity)).map(|(at, _)| at).collect()
    }

    /// Groups of people by name, with the facts that name them.
    pub fn named(&self, titles: &[String], positions: impl Iterator<Item = usize>) -> Glance {
        let people =
            positions.filter_map(|position| self.activities.get(position)).map(|activity| &activity.people);
        let mut facts: Vec<String> =
            people.filter(|fact| fact.is_known()).map(|fact| fact.id.clone()).collect();
        facts.sort();
        facts.dedup();
        let open = titles.is_empty();
        let ask = "Whose data do you use? → Activities › Data subjects";
        let text = if open { ask.to_owned() } else { titles.join("; ") };
        Glance { text, open, facts }
    }
}
