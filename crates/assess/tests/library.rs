//! Walks the built-in checklists: no mistakes, nothing left out; and what they say of no records at all.

use crate::inventory;

use std::collections::BTreeSet;

use candor_assess::{
    Level, Library, Options, Outcome, Rating, THEMES, Truth, assess, theme_label, unmatched_answers,
    unmatched_exceptions,
};
use candor_model::Inventory;

const CHECKLISTS: [&str; 4] = ["gdpr", "ccpa", "hipaa", "baseline"];

fn options() -> Options {
    Options::new("2026-11-21".parse().expect("a day"))
}

#[test]
fn the_built_in_files_have_no_mistakes() {
    let mistakes = Library::parse(Library::builtin_files()).err().unwrap_or_default();
    let told: Vec<String> =
        mistakes.iter().map(|mistake| format!("{mistake}\n  help: {}", mistake.help)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_requirement_is_complete() {
    let library = Library::builtin();
    let ids: Vec<&str> = library.checklists().iter().map(|checklist| checklist.id()).collect();
    assert_eq!(ids, CHECKLISTS);
    for (checklist, requirement) in library.requirements() {
        let id = requirement.id();
        for text in [
            requirement.cite(),
            requirement.title(),
            requirement.duty(),
            requirement.why(),
            requirement.fix(),
            &requirement.asked(),
        ] {
            assert!(!text.trim().is_empty() && text.trim() == text, "{id}: `{text}`");
        }
        assert!(requirement.title().split_whitespace().count() <= 12, "{id}: it is a headline of reports");
        assert!(!requirement.who().is_empty(), "{id} names nobody");
        assert!(requirement.entity().is_some() || !requirement.ask().is_empty(), "{id}: nothing decides");
        assert!(
            requirement.ask().is_empty() || !requirement.evidence().is_empty(),
            "{id}: no evidence named"
        );
        assert_ne!(theme_label(requirement.theme()), requirement.theme(), "{id}");
        let level_fits =
            requirement.level() != Level::Addressable || ["hipaa", "baseline"].contains(&checklist.id());
        assert!(level_fits, "{id}: only HIPAA and good practice have addressable items");
    }
    assert!(
        library.checklists().iter().all(|checklist| checklist.is_law() == (checklist.id() != "baseline"))
    );
}

#[test]
fn every_condition_is_used_and_said_in_words() {
    let library = Library::builtin();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (checklist, requirement) in library.requirements() {
        used.extend(library.scope(checklist).map(|condition| condition.id()));
        used.extend(library.applies(requirement).map(|condition| condition.id()));
    }
    let source: String = Library::builtin_files().iter().map(|file| file.text).collect();
    // The shared ones are there for a user's own checklists too.
    let shared = Library::builtin_files()[0].text;
    for condition in library.conditions() {
        let nested = source.contains(&format!("condition = \"{}\"", condition.id()));
        let is_shared = shared.contains(&format!("id = \"{}\"", condition.id()));
        assert!(
            nested || is_shared || used.contains(condition.id()),
            "the condition `{}` is not used",
            condition.id()
        );
        assert!(!library.condition_asked(condition).is_empty());
        assert!(!condition.title().ends_with('.'), "{}", condition.id());
    }
}

#[test]
fn scopes_read_as_plain_words() {
    let library = Library::builtin();
    let by_records = library.requirements().filter(|(_, requirement)| requirement.entity().is_some());
    let rules = by_records.map(|(_, requirement)| (requirement.id(), requirement.asked()));
    let conditions =
        library.conditions().iter().map(|condition| (condition.id(), library.condition_asked(condition)));
    for (id, words) in rules.chain(conditions) {
        for riddle in ["not (", "not not", "for certain ("] {
            assert!(!words.contains(riddle), "{id} has `{riddle}`: {words}");
        }
    }
}

#[test]
fn an_answer_to_an_id_given_up_still_counts() {
    let library = Library::builtin();
    let renamed: Vec<_> = library.checklists().iter().flat_map(|checklist| checklist.renamed()).collect();
    assert!(!renamed.is_empty());
    for renamed in renamed {
        let judged = |named: &str| {
            let mut inventory = Inventory::default();
            inventory::add_table(&mut inventory, "answer", &format!("requirement | answer\n{named} | no"));
            assert!(unmatched_answers(&inventory, library).is_empty(), "{named}");
            let assessment = assess(&inventory, library, &options());
            let result = assessment.requirements.into_iter().find(|result| result.id == renamed.to);
            result.map(|result| (result.outcome, result.basis, result.because))
        };
        let old = judged(&renamed.from);
        assert!(old.is_some() && old == judged(&renamed.to), "{}", renamed.from);
    }
}

#[test]
fn a_reviewer_matters_where_software_decides_or_one_is_named() {
    for (automated, part, expected) in [
        ("no", "", Truth::No),
        ("no", "A nurse decides", Truth::Yes),
        ("yes", "", Truth::Unknown),
        ("yes", "A nurse decides", Truth::Yes),
        ("yes", "none", Truth::No),
    ] {
        let mut inventory = Inventory::default();
        inventory::add_table(&mut inventory, "organisation", &format!("uses_admt\n{automated}"));
        let activity =
            format!("name | automated_decision | human_involvement\nTriage | {automated} | {part}");
        inventory::add_table(&mut inventory, "activity", &activity);
        let assessment = assess(&inventory, Library::builtin(), &options());
        let mut conditions = assessment.conditions.iter();
        let reviewer = conditions.find(|condition| condition.id == "ccpa_human_reviewer");
        assert_eq!(reviewer.map(|reviewer| reviewer.holds), Some(expected), "{automated}, {part}");
    }
}

#[test]
fn a_condition_names_each_checklist_that_rests_on_it_once() {
    let assessment = assess(&Inventory::default(), Library::builtin(), &options());
    for condition in &assessment.conditions {
        let once: BTreeSet<&String> = condition.checklists.iter().collect();
        assert_eq!(once.len(), condition.checklists.len(), "{}: {:?}", condition.id, condition.checklists);
        assert!(!once.is_empty(), "{}", condition.id);
    }
    let rests_on = |id: &str| {
        let found = assessment.conditions.iter().find(|condition| condition.id == id);
        found.map(|condition| condition.checklists.clone()).unwrap_or_default()
    };
    assert_eq!(rests_on("ccpa_human_reviewer"), ["ccpa"]);
    let several = assessment.conditions.iter().filter(|condition| condition.checklists.len() > 1).count();
    assert!(several > 0, "checklists share conditions");
}

#[test]
fn every_theme_has_a_requirement() {
    let used: BTreeSet<&str> =
        Library::builtin().requirements().map(|(_, requirement)| requirement.theme()).collect();
    assert_eq!(used, THEMES.iter().map(|(id, _)| *id).collect());
}

#[test]
fn without_records_nothing_is_met_and_nothing_is_failed() {
    let assessment = assess(&Inventory::default(), Library::builtin(), &options());
    let library = Library::builtin();
    for requirement in &assessment.requirements {
        let (_, known) = library.requirement(&requirement.id).expect("it is of the library");
        if known.applies_from().is_some_and(|from| options().as_of < from) {
            assert_eq!(requirement.outcome, Outcome::NotApplicable, "{}", requirement.id);
            assert!(requirement.findings.is_empty() && requirement.because.starts_with("Applies from"));
            continue;
        }
        assert_eq!(requirement.outcome, Outcome::Unknown, "{}", requirement.id);
        assert_eq!(requirement.findings.len(), 1, "{}", requirement.id);
        assert!(!requirement.because.is_empty());
    }
    for checklist in &assessment.checklists {
        assert_eq!(checklist.scope, Truth::Unknown);
        assert_eq!(checklist.rating, Rating::CannotSay);
        assert_eq!((checklist.low, checklist.high, checklist.coverage), (Some(0), Some(100), Some(0)));
    }
}

#[test]
fn a_checklist_out_of_scope_has_no_checks() {
    let mut inventory = Inventory::default();
    inventory::add_table(&mut inventory, "organisation", "legal_name | hipaa_role\nHarborlight | none");
    let options = Options { checklists: vec!["hipaa".to_owned()], ..options() };
    let assessment = assess(&inventory, Library::builtin(), &options);
    assert_eq!(assessment.checklists.len(), 1);
    let hipaa = &assessment.checklists[0];
    assert_eq!((hipaa.scope, hipaa.rating, hipaa.low), (Truth::No, Rating::NoChecks, None));
    assert!(assessment.requirements.iter().all(|requirement| requirement.outcome == Outcome::NotApplicable));
}

#[test]
fn requirements_are_found_by_id_and_citation() {
    let library = Library::builtin();
    let (_, first) = library.requirements().next().expect("there are requirements");
    for name in [first.id().to_uppercase(), first.cite().to_lowercase()] {
        let (checklist, found) = library.requirement(&name).expect("it is found");
        assert_eq!((checklist.id(), found.cite()), ("gdpr", first.cite()));
    }
    assert!(library.requirement("gdpr-0").is_none());
    assert!(library.checklist("GDPR").is_some());
}

#[test]
fn answers_that_name_no_requirement_are_told() {
    let library = Library::builtin();
    let (_, first) = library.requirements().next().expect("there are requirements");
    let near = format!("{}x", first.id());
    let mut inventory = Inventory::default();
    // The last one is not in force yet, and known all the same.
    let answers = format!(
        "requirement | answer\n{} | yes\n{near} | yes\nsomething else | no\nccpa-7220-a | yes",
        first.id()
    );
    inventory::add_table(&mut inventory, "answer", &answers);
    inventory::add_table(&mut inventory, "exception", "ref | requirement\nX-1 | nothing of the kind");
    let told: Vec<(String, String, Option<String>)> = unmatched_answers(&inventory, library)
        .into_iter()
        .map(|(place, text, near)| (place.cell, text, near))
        .collect();
    assert_eq!(
        told,
        [
            ("A3".to_owned(), near, Some(first.id().to_owned())),
            ("A4".to_owned(), "something else".to_owned(), None)
        ]
    );
    assert_eq!(unmatched_exceptions(&inventory, library)[0].0.cell, "B2");
}
