//! Who a part of a policy is for: groups of people, found in the words of the register.
//!
//! Invariant: who belongs to no known group is named as written.

use std::sync::OnceLock;

use candor_model::text::{fold, fold_umlauts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::records::Records;
use crate::words::{key_of, upper_first};

/// A group of people, with the activities that concern it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Audience {
    /// `customers`; `people-1` and so on for groups that only the register names.
    pub id: String,
    /// "Customers", or the words of the register.
    pub title: String,
    /// Positions in the list of activities.
    pub activities: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    /// Place in a policy, from 1.
    rank: usize,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    group: Vec<Group>,
}

/// The known groups, narrow ones first; their words folded.
fn groups() -> &'static [Group] {
    static GROUPS: OnceLock<Vec<Group>> = OnceLock::new();
    GROUPS.get_or_init(|| {
        let Groups { mut group } =
            toml::from_str(include_str!("../audiences.toml")).expect("the built-in groups are tested");
        for word in group.iter_mut().flat_map(|group| &mut group.words) {
            let folded = fold_umlauts(word);
            *word = if word.ends_with('*') { format!(" {folded}") } else { format!(" {folded} ") };
        }
        group
    })
}

/// The known group that a text such as "job applicants" names.
fn group_of(subject: &str) -> Option<&'static Group> {
    let folded = format!(" {} ", fold_umlauts(subject));
    groups().iter().find(|group| group.words.iter().any(|word| folded.contains(word.as_str())))
}

/// Who an activity concerns whose people are not recorded.
const UNRECORDED: &str = "others";

/// Groups activities by the people they concern; an activity stands in each of its groups. Known groups come first.
/// Names of no known group that concern the same activities share a part.
pub(crate) fn audiences(records: &Records<'_>, subjects: &[Vec<String>]) -> Vec<Audience> {
    let titled = |id: &str| audience(id, &records.say(key_of("audience", id)));
    let mut known: Vec<(usize, Audience)> = Vec::new();
    let mut named: Vec<Audience> = Vec::new();
    let mut unrecorded = Vec::new();
    for (index, people) in subjects.iter().enumerate() {
        if people.is_empty() {
            unrecorded.push(index);
        }
        for subject in people {
            let audience = match group_of(subject) {
                Some(group) => match known.iter().position(|(rank, _)| *rank == group.rank) {
                    Some(at) => &mut known[at].1,
                    None => {
                        known.push((group.rank, titled(&group.id)));
                        let last = known.len() - 1;
                        &mut known[last].1
                    }
                },
                None => match named.iter().position(|other| fold(&other.title) == fold(subject)) {
                    Some(at) => &mut named[at],
                    None => {
                        named.push(audience("", subject));
                        let last = named.len() - 1;
                        &mut named[last]
                    }
                },
            };
            if audience.activities.last() != Some(&index) {
                audience.activities.push(index);
            }
        }
    }
    known.sort_by_key(|(rank, _)| *rank);
    let mut found: Vec<Audience> = known.into_iter().map(|(_, audience)| audience).collect();
    for audience in &mut named {
        audience.title = records.word(&audience.title);
    }
    found.extend(joined(named));
    if !unrecorded.is_empty() {
        found.push(Audience { activities: unrecorded, ..titled(UNRECORDED) });
    }
    found
}

fn audience(id: &str, title: &str) -> Audience {
    Audience { id: id.to_owned(), title: title.to_owned(), activities: Vec::new() }
}

/// One part for names that concern the same activities.
fn joined(named: Vec<Audience>) -> Vec<Audience> {
    let mut found: Vec<Audience> = Vec::new();
    for audience in named {
        match found.iter_mut().find(|other| other.activities == audience.activities) {
            Some(other) => other.title = format!("{}, {}", other.title, audience.title),
            None => found.push(Audience {
                title: upper_first(&audience.title),
                id: format!("people-{}", found.len() + 1),
                ..audience
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_registers_find_their_group() {
        for (subject, group) in [
            ("Job applicants", "applicants"),
            ("Former employees", "staff"),
            ("Staff members", "staff"),
            ("Website users", "visitors"),
            ("Internet users", "visitors"),
            ("Users", "customers"),
            ("Patients and their families", "patients"),
            ("Ansprechpartner bei Lieferanten", "business"),
            ("Kundinnen und Kunden", "customers"),
            ("Beschäftigte", "staff"),
            ("Beschaeftigte", "staff"),
            ("Bewerberinnen und Bewerber", "applicants"),
            ("Salariés", "staff"),
            ("Clients", "customers"),
            ("Empleados", "staff"),
            ("Candidatos", "applicants"),
            ("Dipendenti", "staff"),
            ("Klanten", "customers"),
            ("Sollicitanten", "applicants"),
            ("Pracownicy", "staff"),
            ("Klienci", "customers"),
            ("Kandydaci do pracy", "applicants"),
            ("Trabalhadores", "staff"),
            ("Utentes", "customers"),
        ] {
            assert_eq!(group_of(subject).map(|group| group.id.as_str()), Some(group), "{subject}");
        }
        for subject in ["Misleading", "Neighbours", "Interne Stellen", "Gewinner"] {
            assert!(group_of(subject).is_none(), "{subject}");
        }
    }

    #[test]
    fn an_activity_stands_in_each_group_once() {
        let list = |people: &[&str]| people.iter().map(|person| (*person).to_owned()).collect::<Vec<_>>();
        let subjects = [
            list(&["Staff", "Clients", "Customers"]),
            list(&[]),
            list(&["Nachbarn", "Presse"]),
            list(&["Nachbarn", "Presse", "Lotsen"]),
        ];
        let inventory = candor_model::Inventory::default();
        let day = chrono::NaiveDate::default();
        let found = audiences(&Records::new(&inventory, day, crate::Language::English), &subjects);
        let told: Vec<_> =
            found.iter().map(|audience| (audience.title.as_str(), audience.activities.clone())).collect();
        let expected = [
            ("Customers", vec![0]),
            ("Staff", vec![0]),
            ("Nachbarn, Presse", vec![2, 3]),
            ("Lotsen", vec![3]),
            ("Other people", vec![1]),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn groups_have_an_id_a_title_and_a_place_of_their_own() {
        assert_eq!(crate::Language::German.say(key_of("audience", UNRECORDED)), "Andere Menschen");
        for (index, group) in groups().iter().enumerate() {
            assert!(!crate::Language::French.say(key_of("audience", &group.id)).is_empty());
            let is_like = |other: &Group| other.id == group.id || other.rank == group.rank;
            assert!(!groups()[index + 1..].iter().any(is_like), "{}", group.id);
        }
    }
}
