//! Who a part of a policy is for: groups of people, found in the words of the register.

use candor_model::text::fold;
use serde::Serialize;

/// A group of people, with the activities that concern it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audience {
    /// `customers`; the last group is `others`.
    pub id: String,
    /// "Customers".
    pub title: String,
    /// Positions in the list of activities.
    pub activities: Vec<usize>,
}

/// Id, title and words; the first group with a word in the text wins, so narrow groups stand first.
const GROUPS: &[(&str, &str, &[&str])] = &[
    ("applicants", "Job applicants", &["applicant", "candidate", "job seeker", "recruit"]),
    (
        "staff",
        "Staff",
        &[
            "staff",
            "employee",
            "worker",
            "personnel",
            "team member",
            "volunteer",
            "intern",
            "trainee",
            "freelancer",
        ],
    ),
    ("patients", "Patients", &["patient"]),
    (
        "members",
        "Members and insured people",
        &["member", "insured", "policyholder", "policy holder", "beneficiar"],
    ),
    ("students", "Pupils and students", &["pupil", "student", "learner", "alumni"]),
    ("visitors", "Visitors", &["visitor", "website user", "web user", "app user", "browser"]),
    (
        "business",
        "Business partners and suppliers",
        &["supplier", "vendor", "business contact", "partner", "contractor", "service provider"],
    ),
    (
        "prospects",
        "People interested in us",
        &["prospect", "lead", "newsletter", "subscriber", "marketing contact"],
    ),
    ("donors", "Donors and supporters", &["donor", "supporter"]),
    (
        "customers",
        "Customers",
        &["customer", "client", "consumer", "buyer", "shopper", "account holder", "user", "guest"],
    ),
];

pub(crate) const OTHERS: (&str, &str) = ("others", "Other people");

/// The group a text such as "job applicants" names.
fn group_of(subject: &str) -> (&'static str, &'static str) {
    let folded = fold(subject);
    GROUPS
        .iter()
        .find(|(_, _, words)| words.iter().any(|word| has_word(&folded, word)))
        .map_or(OTHERS, |(id, title, _)| (*id, *title))
}

/// Does a word of the text start with these letters?
fn has_word(folded: &str, start: &str) -> bool {
    folded.starts_with(start) || folded.contains(&format!(" {start}"))
}

/// Groups activities by the people they concern; an activity stands in each of its groups.
pub(crate) fn audiences(subjects: &[Vec<String>]) -> Vec<Audience> {
    let order =
        ["customers", "patients", "members", "students", "visitors", "prospects", "donors", "applicants"];
    let order = order.into_iter().chain(["staff", "business", OTHERS.0]);
    let mut found: Vec<Audience> = order
        .map(|id| {
            let title = GROUPS.iter().find(|group| group.0 == id).map_or(OTHERS.1, |group| group.1);
            Audience { id: id.to_owned(), title: title.to_owned(), activities: Vec::new() }
        })
        .collect();
    for (index, people) in subjects.iter().enumerate() {
        let named: Vec<&str> = match people.as_slice() {
            [] => vec![OTHERS.0],
            people => people.iter().map(|subject| group_of(subject).0).collect(),
        };
        for audience in found.iter_mut().filter(|audience| named.contains(&audience.id.as_str())) {
            audience.activities.push(index);
        }
    }
    found.retain(|audience| !audience.activities.is_empty());
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
            ("Users", "customers"),
            ("Patients and their families", "patients"),
            ("Misleading", "others"),
            ("Neighbours", "others"),
        ] {
            assert_eq!(group_of(subject).0, group, "{subject}");
        }
    }

    #[test]
    fn an_activity_stands_in_each_group_once() {
        let lists = [vec!["Clients".to_owned(), "Customers".to_owned(), "Staff".to_owned()], vec![]];
        let found = audiences(&lists);
        let ids: Vec<_> =
            found.iter().map(|audience| (audience.id.as_str(), audience.activities.clone())).collect();
        assert_eq!(ids, [("customers", vec![0]), ("staff", vec![0]), ("others", vec![1])]);
    }
}
