//! Facts of notices: each with its cells, without them, and with records that contradict.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed, table};
use candor_policy::{Fact, Facts, Language, State, facts};

type Sheet<'a> = (&'a str, &'a [&'a str], &'a [&'a [&'a str]]);

fn drawn(changes: &[Change<'_>], sheets: &[Sheet<'_>]) -> Facts {
    let mut inventory = changed(changes);
    inventory.tables.extend(sheets.iter().map(|(entity, fields, rows)| table(entity, fields, rows)));
    facts(&inventory, AS_OF.parse().unwrap(), Language::English)
}

fn find<'a>(facts: &'a Facts, id: &str) -> Option<&'a Fact> {
    facts.all().into_iter().find(|fact| fact.id == id)
}

/// A fact, what is changed, the sheets that are added, and the words that are then told; a question where there are none.
type Case<'a> = (&'a str, &'a [Change<'a>], &'a [Sheet<'a>], Option<&'a str>);

const CONSENTS: &[&str] = &["ref", "activity", "purpose", "withdraw_channel"];
const LOG: &[&str] = &["ref", "disclosed_on", "ground"];
const NOTICE: &[&str] = &["ref", "name", "kind", "url", "effective_on", "next_review_on", "archive_url"];

const CASES: &[Case<'_>] = &[
    ("activity.a-03.withdrawal", &[], &[], None),
    (
        "activity.a-03.withdrawal",
        &[],
        &[(
            "consent",
            CONSENTS,
            &[&["C-1", "A-03", "", "Link in each email"], &["C-2", "", "Send news", "Call us"]],
        )],
        Some("How to take it back: Link in each email; Call us."),
    ),
    ("activity.a-03.withdrawal", &[], &[("consent", CONSENTS, &[&["C-1", "A-01", "", "Desk"]])], None),
    (
        "claim.authorities",
        &[],
        &[(
            "disclosure",
            LOG,
            &[
                &["D-1", "2026-02-03", "police"],
                &["D-2", "2025-12-01", "court"],
                &["D-3", "2024-01-01", "court"],
                &["D-4", "2026-05-05", "research"],
            ],
        )],
        Some("In the 12 months before 21 November 2026, we gave data to authorities or courts 2 times."),
    ),
    (
        "claim.authorities",
        &[],
        &[("disclosure", LOG, &[&["D-1", "2026-02-03", "police"], &["D-2", "", "court"]])],
        None,
    ),
    ("claim.authorities", &[], &[("disclosure", LOG, &[&["D-1", "2020-02-03", "police"]])], Some("")),
    ("claim.training", &[], &[], None),
    ("activity.a-02.told", &[], &[], None),
    ("organisation.dpo_none_reason", &[("organisation", "dpo", 0, "none")], &[], None),
    (
        "organisation.dpo_none_reason",
        &[("organisation", "dpo", 0, "none")],
        &[("organisation", &["dpo_none_reason"], &[&["we are twelve people and watch nobody"]])],
        Some("We have no data protection officer: we are twelve people and watch nobody."),
    ),
    ("version.next_review", &[], &[], None),
    ("version.address", &[], &[], Some("harborlight.example/privacy")),
    ("version.address", &[("notice", "kind", 0, "staff"), ("organisation", "website", 0, "")], &[], None),
    ("vendor.v-1.sub_processors", &[("vendor", "sub_processors", 0, "")], &[], None),
    ("activity.a-01.collected_at", &[("activity", "collection_point", 0, "")], &[], None),
];

#[test]
fn each_fact_is_told_with_its_cells_and_asked_without() {
    for (id, changes, sheets, expected) in CASES {
        let facts = drawn(changes, sheets);
        let fact = find(&facts, id).unwrap_or_else(|| panic!("no fact `{id}`"));
        match expected {
            Some(words) => assert_eq!(fact.text, *words, "{id}"),
            None => assert_eq!(fact.state, State::Unknown, "{id}: {}", fact.text),
        }
        assert!(!fact.is_open() || !fact.ask.is_empty());
        assert!(!fact.is_known() || !fact.cells.is_empty(), "{id} has no cells");
    }
}

#[test]
fn a_fact_that_is_not_asked_here_is_absent() {
    let facts = drawn(&[], &[]);
    for id in [
        "claim.authorities",
        "organisation.dpo_none_reason",
        "activity.a-01.withdrawal",
        "activity.a-01.told",
    ] {
        assert!(find(&facts, id).is_none(), "{id}");
    }
}

#[test]
fn telling_people_has_a_day_or_an_exception() {
    let fields: &[&str] = &[
        "ref",
        "name",
        "source",
        "source_name",
        "people_told_on",
        "notice_exemption",
        "notice_exemption_reason",
    ];
    let told = |day: &str, exemption: &str, reason: &str| {
        let row: &[&str] = &["A-20", "Credit checks", "third_party", "Ledgerfox", day, exemption, reason];
        let facts = drawn(&[], &[("activity", fields, &[row])]);
        find(&facts, "activity.a-20.told").map(|fact| (fact.state, fact.text.clone())).unwrap()
    };
    assert_eq!(told("2026-03-04", "", ""), (State::Known, "We last told people on 4 March 2026.".to_owned()));
    assert_eq!(told("2026-03-04", "none", "").0, State::Known);
    assert_eq!(told("2027-03-04", "", "").0, State::Unknown, "a day that has not come");
    assert_eq!(told("", "none", "").0, State::Unknown, "no exception and no day");
    let (state, text) = told("", "secrecy", "the medical code");
    assert_eq!(
        (state, text.as_str()),
        (State::Known, "Professional secrecy covers this data. Our reason: the medical code.")
    );
}

#[test]
fn the_version_tells_its_days_and_addresses() {
    let rows: &[&[&str]] = &[&[
        "N-1",
        "Policy",
        "privacy_policy",
        "quay.example/p",
        "2026-06-01",
        "2027-05-31",
        "quay.example/old",
    ]];
    let changes: &[Change<'_>] = &[("notice", "kind", 0, "staff")];
    let facts = drawn(changes, &[("notice", NOTICE, rows)]);
    let version = &facts.version;
    let told = [&version.effective, &version.next_review, &version.address, &version.archive];
    assert_eq!(
        told.map(|fact| fact.text.as_str()),
        ["1 June 2026", "31 May 2027", "quay.example/p", "quay.example/old"]
    );
    let late: &[&[&str]] = &[&["N-1", "Policy", "privacy_policy", "", "", "2026-05-31", ""]];
    let facts = drawn(changes, &[("notice", NOTICE, late)]);
    assert!(facts.version.next_review.is_open(), "a review that is overdue is no next review");
}

#[test]
fn training_needs_every_activity_to_answer() {
    let rows: &[&[&str]] = &[&["A-20", "Model building", "training", "2026-03-01"]];
    let facts = drawn(&[], &[("activity", &["ref", "name", "profiling_kinds", "reviewed_on"], rows)]);
    assert_eq!(facts.claims.training.text, "We use data to train software: Model building.");
    assert!(facts.glance.iter().any(|line| line.text == facts.claims.training.text));
}
