//! The gates of publication, from facts and documents built by hand.

use crate::case::Case;
use crate::inventory::{AS_OF, Change, changed};
use candor_policy::{Facts, Language, facts};
use candor_report::{GateLine, Group, Input, Templates, compose, editions, gates};

fn drawn(changes: &[Change<'_>]) -> Facts {
    facts(&changed(changes), AS_OF.parse().expect("a test may fail here"), Language::English)
}

fn weighed(changes: &[Change<'_>]) -> Vec<GateLine> {
    gates(&drawn(changes), &[], &[])
}

fn failing(changes: &[Change<'_>], gate: &str) -> Vec<GateLine> {
    weighed(changes).into_iter().filter(|line| line.fails && line.gate == gate).collect()
}

/// A gate, what is changed in the complete inventory, and how many lines tell it then.
const CASES: &[(&str, &[Change<'static>], usize)] = &[
    ("answer", &[], 0),
    ("answer", &[("organisation", "email", 0, "")], 1),
    ("answer", &[("organisation", "email", 0, ""), ("activity", "retention", 0, "")], 2),
    ("claim", &[], 0),
    ("claim", &[("system", "encrypted_at_rest", 0, "")], 1),
    ("claim", &[("system", "encrypted_at_rest", 0, "no")], 0),
    ("claim", &[("vendor", "dpa_signed", 0, "")], 0),
    ("claim", &[("vendor", "sells_or_shares", 0, "")], 1),
    ("R8", &[], 0),
    ("R8", &[("activity", "retention", 0, "")], 1),
    ("R17", &[], 0),
    ("R17", &[("organisation", "phone", 0, ""), ("organisation", "address", 0, "")], 1),
];

#[test]
fn each_gate_fails_for_its_reason_alone() {
    for (gate, changes, count) in CASES {
        let lines = failing(changes, gate);
        assert_eq!(lines.len(), *count, "{gate} {changes:?} {lines:#?}");
    }
}

#[test]
fn what_is_made_of_complete_records_can_be_published() {
    let case = Case::new(&[]);
    for language in Language::ALL {
        let input = Input { publishing: true, languages: &[language], ..case.input() };
        let made: Vec<_> = editions(Group::Policy, &input)
            .into_iter()
            .map(|edition| {
                let source = compose(&edition, &input, &Templates::builtin()).expect("a test may fail here");
                (edition, source)
            })
            .collect();
        assert!(made.len() > 10);
        let failed: Vec<GateLine> =
            gates(&case.facts, &[], &made).into_iter().filter(|line| line.fails).collect();
        // The words of the records are English: in a text in another language they are not plain. The inventory has no
        // columns for the day a version is in force from, the next review and the address of earlier ones.
        let of_words = if language == Language::English { &[][..] } else { &["R3", "R5", "R6", "R7"] };
        let failed: Vec<&GateLine> = failed
            .iter()
            .filter(|line| line.gate != "R16" && !of_words.contains(&line.gate.as_str()))
            .collect();
        assert!(failed.is_empty(), "{language:?} {failed:#?}");
    }
}

#[test]
fn every_line_says_what_and_where_and_what_to_do() {
    let lines = weighed(&[("organisation", "email", 0, ""), ("system", "encrypted_at_rest", 0, "")]);
    assert!(!lines.is_empty());
    for line in lines {
        assert!(!line.name.is_empty() && !line.place.is_empty() && !line.fix.is_empty(), "{line:?}");
    }
}

#[test]
fn words_without_a_term_are_told_for_each_further_language() {
    let german = facts(&changed(&[]), AS_OF.parse().expect("a test may fail here"), Language::German);
    assert!(!german.untranslated.is_empty());
    let lines = gates(&drawn(&[]), &[german], &[]);
    let told: Vec<&GateLine> = lines.iter().filter(|line| line.gate == "R19").collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].name.contains("German") && told[0].fails);
}
