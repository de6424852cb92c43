//! Sentences of policies held against the complete inventory, changed where the case says so.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed};
use candor_policy::text::read;
use candor_policy::{Drift, DriftContext, DriftKind, Language, Topic, drift, facts};
use proptest::prelude::*;

fn checked(changes: &[Change<'_>], policy: &str) -> Drift {
    let inventory = changed(changes);
    let as_of = AS_OF.parse().unwrap();
    let text = read("policy.md", policy.as_bytes()).unwrap();
    drift(&text, &facts(&inventory, as_of, Language::English), &DriftContext::new(&inventory, as_of))
}

use DriftKind::{Contradicts, CouldNotTell, Extra, Matched};

/// What is changed in the records, a sentence, and what is told of it beside what is missing.
type Case = (&'static [Change<'static>], &'static str, &'static [(DriftKind, Topic)]);

const CASES: &[Case] = &[
    // Periods: in figures, words, other units, from a record that does not know.
    (&[], "We keep data of online booking for 24 months.", &[(Matched, Topic::Retention)]),
    (&[], "We keep data of online booking for two years.", &[(Matched, Topic::Retention)]),
    (&[], "We keep data of online booking for three years.", &[(Contradicts, Topic::Retention)]),
    (&[], "We keep data of online booking as long as necessary.", &[(CouldNotTell, Topic::Retention)]),
    (&[], "Patient records are kept without end.", &[(Contradicts, Topic::Retention)]),
    (&[], "Wir bewahren Daten von Online Booking zwei Jahre auf.", &[(Matched, Topic::Retention)]),
    (
        &[],
        "Nous conservons les données « Online booking » pendant 3 ans.",
        &[(Contradicts, Topic::Retention)],
    ),
    (&[], "Conservamos los datos de Online booking durante dos años.", &[(Matched, Topic::Retention)]),
    (
        &[("activity", "retention", 0, "?")],
        "We keep data of online booking for 24 months.",
        &[(CouldNotTell, Topic::Retention)],
    ),
    (&[], "We keep server logs for 14 days.", &[(Extra, Topic::Retention)]),
    // Selling: proven, contradicted, unknown, on a condition, as a right.
    (&[], "We do not sell your data.", &[(Matched, Topic::Selling)]),
    (&[], "We sell your data.", &[(Contradicts, Topic::Selling)]),
    (&[("activity", "sold", 0, "")], "We do not sell your data.", &[(CouldNotTell, Topic::Selling)]),
    (
        &[("activity", "sold", 0, "yes"), ("organisation", "sells_or_shares", 0, "yes")],
        "Your data is never sold.",
        &[(Contradicts, Topic::Selling)],
    ),
    (&[], "We do not sell your data without your consent.", &[(CouldNotTell, Topic::Selling)]),
    (&[], "If we sell your data, we tell you.", &[]),
    (&[], "Wir verkaufen Ihre Daten nicht.", &[(Matched, Topic::Selling)]),
    (&[], "Nous ne vendons pas vos données.", &[(Matched, Topic::Selling)]),
    (&[], "No vendemos sus datos.", &[(Matched, Topic::Selling)]),
    // Others that get data.
    (&[], "Mailhost sends our email.", &[(Matched, Topic::Recipient)]),
    (&[], "Gone Ltd prints our letters.", &[(Contradicts, Topic::Recipient)]),
    (&[], "We work with Google Analytics.", &[(Extra, Topic::Recipient)]),
    (&[], "We do not share your data with third parties.", &[(Contradicts, Topic::Recipient)]),
    // Places.
    (&[], "Mailhost stores data in Germany.", &[(Matched, Topic::Recipient), (Matched, Topic::Country)]),
    (&[], "Mailhost stores data in Canada.", &[(Matched, Topic::Recipient), (Contradicts, Topic::Country)]),
    (&[], "All data is stored only in the EU.", &[(Matched, Topic::Country)]),
    (
        &[("vendor", "country", 0, "US")],
        "All data is stored only in the EU.",
        &[(Contradicts, Topic::Country)],
    ),
    (
        &[("vendor", "country", 0, "")],
        "All data is stored only in the EU.",
        &[(CouldNotTell, Topic::Country)],
    ),
    // Software, children, kinds of data.
    (&[], "We make no automated decisions.", &[(Matched, Topic::Software)]),
    (
        &[("activity", "automated_decision", 2, "yes"), ("organisation", "uses_admt", 0, "yes")],
        "We make no automated decisions.",
        &[(Contradicts, Topic::Software)],
    ),
    (
        &[("activity", "children", 0, "yes")],
        "We do not knowingly collect data of children.",
        &[(Contradicts, Topic::Children)],
    ),
    (&[], "We collect your fingerprints.", &[(Extra, Topic::Category)]),
    (&[], "We do not collect diagnoses.", &[(Contradicts, Topic::Category)]),
    // Times to answer.
    (&[], "We answer your request within one month.", &[(Matched, Topic::AnswerTime)]),
    (&[], "We answer your request within six months.", &[(Contradicts, Topic::AnswerTime)]),
];

#[test]
fn sentences_are_weighed_against_the_records() {
    let mut wrong = Vec::new();
    for (changes, sentence, expected) in CASES {
        let drift = checked(changes, sentence);
        let said = drift.items.iter().filter(|item| item.said.is_some());
        let mut found: Vec<_> = said.map(|item| (item.kind, item.topic)).collect();
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_item_shows_both_sides() {
    let drift = checked(&[], "# Policy\n\n## How long\n\nWe keep data of online booking for three years.");
    let item = drift.items.iter().find(|item| item.kind == Contradicts).unwrap();
    let (said, recorded) = (item.said.clone().unwrap(), item.recorded.clone().unwrap());
    assert_eq!((said.line, said.section.as_str(), said.words.as_str()), (5, "How long", "3 years"));
    assert_eq!(recorded.facts, ["activity.a-01.retention"]);
    assert!(recorded.cells.iter().any(|cell| cell.saw.starts_with("24 months")), "{:?}", recorded.cells);
    assert_eq!(item.rule.as_deref(), Some("PL031"));
}

#[test]
fn what_the_policy_does_not_tell_is_missing() {
    let drift = checked(&[], "We answer your request within one month.");
    let missing: Vec<_> = drift.items.iter().filter(|item| item.kind == DriftKind::Missing).collect();
    for (topic, about) in [
        (Topic::Retention, "Patient records"),
        (Topic::Recipient, "Mailhost"),
        (Topic::Recipient, "Laboratories"),
        (Topic::Category, "Diagnoses"),
        (Topic::Purpose, "Give care"),
        (Topic::Right, "Have data deleted"),
        (Topic::Contact, "email address"),
    ] {
        assert!(missing.iter().any(|item| item.topic == topic && item.about == about), "{about}");
    }
    assert!(!missing.iter().any(|item| item.about.contains("Old loyalty card")), "it has ended");
}

#[test]
fn a_sentence_not_understood_is_listed_and_nothing_is_clear() {
    let drift = checked(&[], "Certain details may be handled in ways that serve everyone.");
    assert_eq!(drift.not_understood.len(), 1);
    assert!(!drift.all_clear);
    let none = checked(&[], "Hello there.");
    assert!(none.not_understood.is_empty() && !none.all_clear, "a text that says nothing clears nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any text is weighed, every sentence is counted once, and doubt is never clear.
    #[test]
    fn every_sentence_is_counted(policy in "([a-zA-Z0-9 ,.;:|@$“”ßé#\\-\n]|We keep data|24 months|Mailhost|not ){1,80}") {
        if let Ok(text) = read("policy.md", policy.as_bytes()) {
            let inventory = changed(&[]);
            let as_of = AS_OF.parse().unwrap();
            let drift = drift(&text, &facts(&inventory, as_of, Language::English), &DriftContext::new(&inventory, as_of));
            prop_assert_eq!(drift.sentences, drift.understood + drift.not_about_data + drift.not_understood.len());
            prop_assert!(!drift.all_clear || drift.not_understood.is_empty());
        }
    }
}
