//! Questions and answers, and the page on protection: no more than the policy and the records say.

use crate::inventory;

use crate::case::{Case, DRAFT};
use crate::inventory::Change;
use candor_report::{Document, Format};

/// Sentences that stand in the answers only: a lead, or a pointer to the policy.
const OWN: [&str; 7] = [
    "In the EU, you can ask us to:",
    "You can ask us to:",
    "In California, you can:",
    "In the EU:",
    "In California:",
    "The privacy policy says who gets it there, and what protects it.",
    "The privacy policy says more.",
];

fn text(case: &Case, document: Document) -> String {
    case.text(document, Format::Markdown).replace('\\', "")
}

/// The policy, and that for California.
fn policies(case: &Case) -> String {
    [Document::PrivacyPolicy, Document::CaliforniaPrivacyPolicy].map(|document| text(case, document)).concat()
}

#[test]
fn every_answer_stands_in_the_policy_too() {
    for changes in [&[][..], DRAFT] {
        let case = Case::new(changes);
        let (answers, policy) = (text(&case, Document::Faq), policies(&case));
        let names: Vec<&str> = case.facts.activities.iter().map(|activity| activity.name.as_str()).collect();
        let mut compared = 0;
        for line in answers.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '*'])) {
            let words = line.trim_start_matches("- ");
            if OWN.contains(&words) || words.starts_with("These answers show our records") {
                continue;
            }
            let named = names.iter().find_map(|name| words.strip_prefix(&format!("{name}: ")));
            let told = named.unwrap_or(words).trim();
            assert!(policy.contains(told), "only in the answers: {told}");
            compared += 1;
        }
        assert!(compared > 30, "{compared}");
        let questions = answers.lines().filter(|line| line.starts_with("## ")).count();
        assert!((10..=16).contains(&questions), "{questions} questions");
    }
}

#[test]
fn what_is_not_known_is_asked_in_a_draft() {
    let case = Case::new(DRAFT);
    let answers = text(&case, Document::Faq);
    for ask in ["How long do you keep the data of “Online booking”?", "Which data protection authority"] {
        assert!(answers.contains(&format!("[Answer needed: {ask}")), "{ask}");
    }
}

/// Changes of the records, a document's words that must stand there, and words that must not.
#[test]
fn a_measure_is_told_as_far_as_it_is_recorded() {
    let cases: [(&[Change<'_>], &str, &str); 5] = [
        (&[], "- We encrypt the data we store.", ": we encrypt the data we store."),
        (
            &[("system", "encrypted_at_rest", 0, "no")],
            ": we encrypt the data we store.",
            "- We encrypt the data we store.",
        ),
        (
            &[("system", "encrypted_at_rest", 0, "")],
            ": we encrypt the data we store.",
            "- We encrypt the data we store.",
        ),
        (
            &[("vendor", "dpa_signed", 0, "no"), ("vendor", "baa_signed", 0, "no")],
            "- We encrypt the data we store.",
            "Each company that handles data",
        ),
        (&[], "We encrypt data when we send it.", "We test how secure"),
    ];
    for (changes, told, silent) in cases {
        let page = text(&Case::new(changes), Document::HowWeProtect);
        assert!(page.contains(told), "{changes:?}: {told}\n{page}");
        assert!(!page.contains(silent), "{changes:?}: {silent}\n{page}");
        for absolute in ["100%", "secure at all times", "bank-grade", "state of the art", "seriously"] {
            assert!(!page.contains(absolute), "{absolute}");
        }
    }
}

#[test]
fn a_test_is_told_with_its_day_while_it_is_fresh() {
    let with_tests = |days: [&str; 2]| {
        let mut case = Case::new(&[]);
        let systems = [["S-1", "Booking", days[0]], ["S-2", "Ledger", days[1]]];
        let rows: Vec<&[&str]> = systems.iter().map(|row| &row[..]).collect();
        let entity = candor_model::Dictionary::builtin().find_entity("system").unwrap();
        case.inventory.tables.retain(|table| table.entity != entity);
        case.inventory.tables.push(inventory::table("system", &["ref", "name", "security_tested_on"], &rows));
        text(&case, Document::HowWeProtect)
    };
    let both = with_tests(["2026-06-19", "2026-09-24"]);
    assert!(both.contains("The last time was between 19 June 2026 and 24 September 2026, for every system."));
    let one = with_tests(["2026-06-19", "2024-09-24"]);
    assert!(one.contains("The last time was on 19 June 2026, for 1 of 2 systems."), "{one}");
    let none = with_tests(["2027-06-19", ""]);
    assert!(!none.contains("We test how secure"), "{none}");
}
