//! Notices beside the policy: what each must hold, for whom it speaks, and that each sentence has its facts.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::BTreeSet;

use crate::case::{Case, DRAFT, HOSTILE};
use crate::inventory::{AS_OF, Change, changed, table};
use candor_model::Inventory;
use candor_policy::{GLANCE_LINES, GLANCE_WORDS, Language, POINT_WORDS, State, facts, text};
use candor_report::{
    Document, Edition, Group, Input, Part, Source, Templates, compose, editions, not_public,
};

/// The notices of this file.
const NOTICES: [Document; 8] = [
    Document::AtAGlance,
    Document::CollectionNotices,
    Document::AudienceNotice,
    Document::StaffNotice,
    Document::ApplicantNotice,
    Document::ChildrensNotice,
    Document::Trackers,
    Document::Recipients,
];

const TRACKER_FIELDS: [&str; 10] = [
    "name",
    "provider",
    "purpose",
    "kind",
    "party",
    "lifetime",
    "data",
    "shared_for_ads",
    "consent_asked",
    "set_before_consent",
];

const TRACKERS: [[&str; 10]; 3] = [
    [
        "visits",
        "Mailhost",
        "Count visits",
        "statistics",
        "third",
        "13 months",
        "Pages seen",
        "no",
        "yes",
        "no",
    ],
    [
        "session",
        "Harborlight",
        "Keep you signed in",
        "necessary",
        "first",
        "until you leave",
        "A number",
        "no",
        "no",
        "yes",
    ],
    ["chat", "Mailhost", "Chat", "preferences", "third", "30 days", "A number", "no", "yes", "yes"],
];

/// Everything that notices can tell, in the complete inventory.
const FULL: &[Change<'_>] =
    &[("activity", "children", 2, "yes"), ("activity", "subjects", 0, "Patients; Staff; Job applicants")];

fn with_sheets(changes: &[Change<'_>], trackers: &[[&str; 10]]) -> Inventory {
    let mut inventory = changed(changes);
    let rows: Vec<&[&str]> = trackers.iter().map(|row| &row[..]).collect();
    inventory.tables.push(table("tracker", &TRACKER_FIELDS, &rows));
    inventory
}

fn case(inventory: Inventory, language: Language) -> Case {
    let mut case = Case::new(&[]);
    case.facts = facts(&inventory, AS_OF.parse().unwrap(), language);
    case.inventory = inventory;
    case
}

fn made(case: &Case, edition: &Edition) -> Source {
    compose(edition, &case.input(), &Templates::builtin())
        .unwrap_or_else(|error| panic!("{edition:?}: {error}"))
}

/// The text without escapes, each space once.
fn plain(source: &Source) -> String {
    let lines = source.markdown().lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").replace('\\', "")
}

fn whole(case: &Case, document: Document) -> String {
    plain(&made(case, &document.whole()))
}

/// The columns of the whole inventory with values that a field's own kind allows.
fn full() -> Case {
    case(with_sheets(FULL, &TRACKERS), Language::English)
}

#[test]
fn every_sentence_of_a_notice_has_its_source() {
    for language in Language::ALL {
        let case = case(with_sheets(FULL, &TRACKERS), language);
        assert!(case.facts.blocking().is_empty(), "{:?}", case.facts.blocking());
        let mut count = 0;
        let input = Input { languages: &[language], ..case.input() };
        for edition in
            editions(Group::Policy, &input).iter().filter(|edition| NOTICES.contains(&edition.document))
        {
            for sentence in made(&case, edition).sentences() {
                count += 1;
                assert!(!sentence.is_unfounded(), "{edition:?}: {}", sentence.text);
            }
        }
        assert!(count > 150, "{count}");
    }
}

#[test]
fn the_policy_has_its_sources_too() {
    let policy = made(&full(), &Document::PrivacyPolicy.whole());
    // What California asks for has tests of its own.
    for sentence in policy.sentences().iter().filter(|sentence| sentence.section != "california") {
        assert!(!sentence.is_unfounded(), "{}", sentence.text);
    }
}

#[test]
fn each_notice_is_made_only_where_it_applies() {
    let paths = |case: &Case| -> BTreeSet<String> {
        editions(Group::Policy, &case.input()).iter().map(Edition::path).collect()
    };
    let (all, plain) = (paths(&full()), paths(&Case::new(&[])));
    for path in ["staff-notice", "applicant-notice", "childrens-notice", "trackers"] {
        assert!(all.contains(path) && !plain.contains(path), "{path}");
    }
    for path in ["at-a-glance", "recipients", "audience-notice/patients", "audience-notice/californians"] {
        assert!(all.contains(path) && plain.contains(path), "{path}");
    }
    assert!(!all.contains("audience-notice/staff") && !all.contains("audience-notice"));
}

#[test]
fn a_notice_holds_the_activities_of_its_group_and_no_others() {
    let case = full();
    let staff = whole(&case, Document::StaffNotice);
    assert!(
        staff.contains("Online booking")
            && !staff.contains("Patient records")
            && !staff.contains("Newsletter")
    );
    assert!(staff.contains("This notice is for: Staff"));
    let patients = Edition::new(Document::AudienceNotice, Part::Record("patients".to_owned()));
    let patients = made(&case, &patients);
    assert!(patients.markdown().contains("Patient records") && !patients.markdown().contains("Newsletter"));
    let children = whole(&case, Document::ChildrensNotice);
    assert!(children.contains("Newsletter") && !children.contains("Patient records"));
    assert!(children.contains("You said yes to something?") && !staff.contains("GDPR Art. 7(3)"));
}

/// GDPR Art. 14, row by row of its list: what a document has to hold, or to ask.
#[test]
fn data_from_others_is_told_as_article_14_asks() {
    let base: &[Change<'_>] = &[];
    let cases: [(&[Change<'_>], &[&str]); 5] = [
        (
            base,
            &[
                // 14(1)(a)-(c), (e), 14(2)(a)
                "Harborlight Health Ltd decides",
                "Mara Quinn",
                "Give care",
                "A law says we must",
                "Laboratories",
                "10 years after the last treatment",
                // 14(1)(d), 14(2)(f)
                "| Patient records | Contact details, Diagnoses | your family doctor. This source is not public.",
                // 14(2)(c), (e), 14(3)
                "(GDPR Art. 15)",
                "You can complain to a data protection authority",
                "one month at most",
            ],
        ),
        (
            &[("activity", "source_name", 1, "")],
            &["==Answer needed: Who gives you the data of “Patient records”"],
        ),
        (&[("activity", "source", 1, "public")], &["your family doctor. This source is public."]),
        (
            &[("activity", "source", 1, "person; public; third_party")],
            &["Some of it comes from public sources."],
        ),
        (&[("activity", "source", 1, "person")], &["Where your data comes from"]),
    ];
    for (changes, wanted) in cases {
        let text = whole(&case(changed(changes), Language::English), Document::PrivacyPolicy);
        for words in wanted {
            assert!(text.contains(words), "{changes:?}: {words}\n{text}");
        }
    }
    let own = whole(
        &case(changed(&[("activity", "source", 1, "person")]), Language::English),
        Document::PrivacyPolicy,
    );
    assert!(!own.contains("Data that others give us"));
}

#[test]
fn the_card_repeats_every_surprise_of_the_policy() {
    let changes: &[Change<'_>] = &[
        ("activity", "children", 2, "yes"),
        ("activity", "sold", 0, "yes"),
        ("organisation", "sells_or_shares", 0, "yes"),
        ("activity", "automated_decision", 2, "yes"),
        ("organisation", "uses_admt", 0, "yes"),
        ("vendor", "country", 0, "US"),
        ("vendor", "transfers", 0, "yes"),
        ("vendor", "transfer_mechanism", 0, "scc"),
    ];
    let mut inventory = changed(changes);
    inventory.tables.push(table(
        "activity",
        &["ref", "name", "profiling_kinds", "retention", "role", "status"],
        &[&["A-09", "Model building", "training", "30 years after the visit", "controller", "active"]],
    ));
    let case = case(inventory, Language::English);
    let claims = &case.facts.claims;
    let surprises = [&claims.selling, &claims.abroad, &claims.children, &claims.automated, &claims.training];
    let card = made(&case, &Document::AtAGlance.whole());
    let policy = made(&case, &Document::PrivacyPolicy.whole());
    let told: BTreeSet<&String> = card.sentences().iter().flat_map(|sentence| &sentence.facts).collect();
    for fact in surprises {
        assert_eq!(fact.state, State::Known, "{}", fact.id);
        assert!(told.contains(&fact.id), "{} is not on the card", fact.id);
    }
    for id in ["activity.a-02.sensitive", "activity.a-09.retention"] {
        assert!(told.contains(&id.to_owned()), "{id}");
    }
    let in_policy: BTreeSet<&String> =
        policy.sentences().iter().flat_map(|sentence| &sentence.facts).collect();
    assert!(told.is_subset(&in_policy), "{:?}", told.difference(&in_policy).collect::<Vec<_>>());
    assert!(case.facts.glance.len() <= GLANCE_LINES);
    let count: usize = case.facts.glance.iter().map(|line| text::words(&line.text).count()).sum();
    assert!(count <= GLANCE_WORDS, "{count}");
    let pages = Case::new(&[]);
    let long = pages.facts.glance.iter().any(|line| line.text == "We keep part of the data for 10 years.");
    assert!(long, "{:?}", pages.facts.glance);
}

#[test]
fn a_point_of_collection_has_a_notice_of_forty_words() {
    let names: Vec<String> =
        (1..=9).map(|number| format!("Purpose number {number} of some length")).collect();
    let purposes = names.join("; ");
    let mut inventory = changed(&[("activity", "collection_point", 0, "")]);
    let rows: [&[&str]; 1] = [&[
        "A-10",
        "Till",
        "Booking form; Till",
        purposes.as_str(),
        "person",
        "One; Two; Three; Four; Five; Six; Seven; Eight; Nine; Ten",
        "5 years after the sale",
    ]];
    inventory.tables.push(table(
        "activity",
        &["ref", "name", "collection_point", "purposes", "source", "recipients", "retention"],
        &rows,
    ));
    let case = case(inventory, Language::English);
    let of_till = case.facts.activities.len() - 1;
    let points = || case.facts.points.iter().filter(|point| point.activities == [of_till]);
    let names: Vec<&str> = points().map(|point| point.name.as_str()).collect();
    assert_eq!(names, ["Booking form", "Till"]);
    for point in points() {
        let told = [&point.why, &point.who, &point.how_long];
        let count: usize = told.iter().map(|line| text::words(&line.text).count()).sum();
        assert!(count <= POINT_WORDS, "{count}: {told:?}");
        assert!(point.why.text.contains("more") && point.who.text.contains("more"), "{told:?}");
        assert_eq!(point.how_long.text, "How long we keep it: 5 years after the sale.");
    }
    let all = whole(&case, Document::CollectionNotices);
    assert!(all.contains("==Answer needed: Where do you collect the data of “Online booking”"), "{all}");
    let edition = Edition::new(Document::CollectionNotices, Part::Record("till".to_owned()));
    assert_eq!(edition.path(), "collection-notices/till");
    let till = made(&case, &edition);
    assert!(till.markdown().contains("## Till") && !till.markdown().contains("## Booking form"));
}

#[test]
fn no_cookies_is_said_only_with_a_scan() {
    let fields = ["uses_trackers", "tracker_scan_on", "tracker_scan_pages"];
    let state = |row: [&str; 3], trackers: &[[&str; 10]]| {
        let mut inventory = with_sheets(&[], trackers);
        let organisation = candor_model::Dictionary::builtin().find_entity("organisation").unwrap();
        inventory.tables.retain(|table| table.entity != organisation);
        inventory.tables.push(table("organisation", &fields, &[&row]));
        let facts = facts(&inventory, AS_OF.parse().unwrap(), Language::English);
        (facts.trackers.claim.state, facts.trackers.claim.text.clone(), facts.trackers.claim.mandatory)
    };
    let proof = ["no", "2026-11-02", "120"];
    let (none, words, _) = state(proof, &[]);
    assert_eq!(none, State::None);
    assert_eq!(
        words,
        "On 2 November 2026 we scanned 120 pages of our website and found no cookies or trackers."
    );
    for lacking in
        [["", "2026-11-02", "120"], ["no", "", "120"], ["no", "2025-11-01", "120"], ["no", "2026-11-02", ""]]
    {
        assert_eq!(state(lacking, &[]).0, State::Unknown, "{lacking:?}");
    }
    assert_eq!(state(proof, &TRACKERS).0, State::Unknown, "rows contradict it");
    assert!(state(["yes", "", ""], &[]).2, "where there are some, a law asks for them");
    assert_eq!(state(["yes", "2026-11-02", "120"], &TRACKERS).0, State::Known);
}

#[test]
fn trackers_are_told_as_they_behave() {
    let page = whole(&full(), Document::Trackers);
    for words in [
        "| session | Needed | Harborlight (our own site) | Keep you signed in | A number | Until you leave | We do not ask you. |",
        "It starts only after you say yes.",
        "We ask you, but it starts before you choose.",
        "13 months",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(
        page.find("| session").unwrap() < page.find("| visits").unwrap(),
        "the necessary ones stand first"
    );
    let mut rows = TRACKERS;
    (rows[0][5], rows[0][8]) = ("", "");
    let draft = whole(&case(with_sheets(&[], &rows), Language::English), Document::PrivacyPolicy);
    for ask in ["How long does “visits” stay?", "Do you ask visitors before “visits” is set?"] {
        assert!(draft.contains(ask), "{ask}");
    }
}

#[test]
fn recipients_are_listed_with_contract_and_safeguard() {
    let changes: &[Change<'_>] = &[
        ("vendor", "country", 0, "US"),
        ("vendor", "transfers", 0, "yes"),
        ("vendor", "transfer_mechanism", 0, "scc"),
    ];
    let mut inventory = changed(changes);
    let vendors: [&[&str]; 1] =
        [&["V-9", "Papershed", "Prints letters", "processor", "IE", "Names", "Inkwell Ltd; Cartmoor"]];
    inventory.tables.push(table(
        "vendor",
        &["ref", "name", "service", "role", "country", "data_categories", "sub_processors"],
        &vendors,
    ));
    let page = whole(&case(inventory, Language::English), Document::Recipients);
    for words in [
        "| Mailhost | Sends our email | Contact details | Online booking; Newsletter | the United States | We have a written contract with them. | A contract with standard clauses",
        "Inkwell Ltd; Cartmoor",
        "| Patient records | Laboratories |",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn hostile_values_are_inert_in_every_notice() {
    for hostile in HOSTILE {
        let changes = [
            ("activity", "name", 2, hostile),
            ("activity", "purposes", 2, hostile),
            ("activity", "subjects", 2, hostile),
            ("activity", "source_name", 1, hostile),
            ("activity", "children", 2, "yes"),
            ("vendor", "name", 0, hostile),
        ];
        let mut trackers = TRACKERS;
        (trackers[0][0], trackers[0][1], trackers[0][2]) = (hostile, hostile, hostile);
        let case = case(with_sheets(&changes, &trackers), Language::English);
        for edition in editions(Group::Policy, &case.input()) {
            let page = made(&case, &edition).format(candor_report::Format::Html).unwrap();
            let page = String::from_utf8(page).unwrap();
            for live in ["<script>alert", "href=\"javascript:", "class=\"box\"", "<mark>mark</mark>"] {
                assert!(!page.contains(live), "{live} in {edition:?} of {hostile}");
            }
        }
    }
}

/// Every fact is stated by a document, or its absence has a reason; no known one is lost.
#[test]
fn every_known_fact_stands_in_a_document() {
    for case in [full(), Case::new(DRAFT)] {
        let input = case.input();
        let made: Vec<Source> =
            editions(Group::Policy, &input).iter().map(|edition| made(&case, edition)).collect();
        let unstated = not_public(&case.facts, made.iter().flat_map(|source| source.sentences()));
        for (fact, reason) in &unstated {
            assert!(!reason.is_empty(), "{}", fact.id);
            let is_silent = fact.state != State::Known;
            assert!(
                is_silent || is_reviewed(&fact.id),
                "{} is known, and no document says it: {}",
                fact.id,
                fact.text
            );
        }
    }
}

/// Known facts that no document of these cases states, each for a reason that a person has looked at.
fn is_reviewed(_id: &str) -> bool {
    false
}
