//! Each claim with its proof, without it, and with records that contradict it.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed, table};
use candor_model::Inventory;
use candor_policy::{Facts, GLANCE_WORDS, Language, State, facts};

fn drawn(changes: &[Change<'_>]) -> Facts {
    facts(&changed(changes), AS_OF.parse().unwrap(), Language::English)
}

fn state(facts: &Facts, id: &str) -> State {
    facts.all().into_iter().find(|fact| fact.id == id).unwrap_or_else(|| panic!("no fact `{id}`")).state
}

fn text(facts: &Facts, id: &str) -> String {
    facts
        .all()
        .into_iter()
        .find(|fact| fact.id == id)
        .unwrap_or_else(|| panic!("no fact `{id}`"))
        .text
        .clone()
}

#[test]
fn a_complete_inventory_leaves_nothing_that_blocks() {
    let facts = drawn(&[]);
    let blocking: Vec<_> = facts.blocking().into_iter().map(|fact| (&fact.id, &fact.ask)).collect();
    assert!(blocking.is_empty(), "{blocking:#?}");
}

#[test]
fn an_empty_inventory_claims_nothing() {
    let facts = facts(&Inventory::default(), AS_OF.parse().unwrap(), Language::English);
    assert!(facts.all().iter().all(|fact| fact.is_open()), "{:#?}", facts.all());
    assert!(facts.blocking().iter().any(|fact| fact.id == "laws.gdpr"));
    assert!(facts.glance.iter().all(|line| line.open));
}

use State::{Known, None, Unknown};

/// Id of a fact, what is changed in the complete inventory, and what is then known.
const CASES: &[(&str, &[Change<'_>], State)] = &[
    ("claim.selling", &[], None),
    ("claim.selling", &[("activity", "sold", 0, "")], Unknown),
    ("claim.selling", &[("activity", "sold", 0, "?")], Unknown),
    ("claim.selling", &[("activity", "reviewed_on", 1, "2025-11-20")], Unknown),
    ("claim.selling", &[("activity", "reviewed_on", 1, "")], Unknown),
    ("claim.selling", &[("organisation", "sells_or_shares", 0, "")], Unknown),
    ("claim.selling", &[("vendor", "sells_or_shares", 0, "")], Unknown),
    ("claim.selling", &[("activity", "sold", 0, "yes")], Unknown),
    (
        "claim.selling",
        &[("activity", "sold", 0, "yes"), ("organisation", "sells_or_shares", 0, "yes")],
        Known,
    ),
    (
        "claim.selling",
        &[("activity", "shared_for_ads", 0, "yes"), ("organisation", "sells_or_shares", 0, "")],
        Known,
    ),
    ("claim.selling", &[("organisation", "sells_or_shares", 0, "yes")], Unknown),
    ("claim.selling", &[("activity", "reviewed_on", 3, "2026-06-01")], Unknown),
    ("claim.selling", &[("vendor", "contract_ends_on", 1, "2026-06-01")], Unknown),
    ("claim.automated", &[], None),
    ("claim.automated", &[("organisation", "uses_admt", 0, "")], Unknown),
    ("claim.automated", &[("activity", "automated_decision", 2, "")], Unknown),
    ("claim.automated", &[("activity", "automated_decision", 2, "yes")], Unknown),
    (
        "claim.automated",
        &[("activity", "automated_decision", 2, "yes"), ("organisation", "uses_admt", 0, "yes")],
        Known,
    ),
    ("claim.abroad", &[], None),
    ("claim.abroad", &[("vendor", "country", 0, "US"), ("vendor", "transfers", 0, "")], Known),
    ("claim.abroad", &[("vendor", "country", 0, "US")], Unknown),
    ("claim.abroad", &[("vendor", "country", 0, ""), ("vendor", "transfers", 0, "")], Unknown),
    ("claim.abroad", &[("activity", "transfers", 0, ""), ("activity", "transfer_countries", 0, "")], Unknown),
    ("claim.children", &[("activity", "children", 0, "yes")], Known),
    ("claim.children", &[("activity", "children", 0, "yes"), ("activity", "status", 0, "planned")], None),
    (
        "claim.children",
        &[
            ("activity", "children", 0, "yes"),
            ("activity", "status", 0, "planned"),
            ("activity", "reviewed_on", 0, ""),
        ],
        Unknown,
    ),
    ("claim.children", &[("activity", "children", 0, "")], Unknown),
    ("security.encrypted_at_rest", &[], Known),
    ("security.encrypted_at_rest", &[("system", "encrypted_at_rest", 1, "no")], None),
    ("security.encrypted_at_rest", &[("system", "encrypted_at_rest", 1, "")], Unknown),
    ("security.mfa", &[], None),
    ("vendor.v-1.contract", &[], Known),
    ("vendor.v-1.contract", &[("vendor", "dpa_signed", 0, "no")], None),
    ("vendor.v-1.contract", &[("vendor", "contract_ends_on", 0, "2026-11-20")], Unknown),
    ("vendor.v-1.contract", &[("vendor", "contract_ends_on", 0, "?")], Unknown),
    ("vendor.v-1.contract", &[("vendor", "contract_ends_on", 0, "n/a")], Known),
    (
        "vendor.v-1.contract",
        &[("vendor", "dpa_signed", 0, ""), ("vendor", "dpa_signed_on", 0, "2027-01-01")],
        Unknown,
    ),
    ("organisation.request_channels", &[("organisation", "request_channels", 0, "Email")], Unknown),
    ("organisation.honours_opt_out_signal", &[], Known),
    (
        "organisation.honours_opt_out_signal",
        &[("organisation", "opt_out_signal_tested_on", 0, "2026-01-01")],
        Unknown,
    ),
    ("activity.a-01.retention", &[("activity", "retention", 0, "?")], Unknown),
    ("activity.a-01.reason", &[("activity", "legal_basis", 0, "contract; consent")], Unknown),
    ("activity.a-01.reason", &[("activity", "legal_basis", 0, "legitimate_interests")], Unknown),
    ("california.commercial.collected", &[], Known),
    ("california.education.collected", &[], None),
    ("california.education.collected", &[("activity", "ccpa_categories", 2, "")], Unknown),
    ("california.sensitive.collected", &[("activity", "status", 1, "planned")], None),
    (
        "california.sensitive.collected",
        &[("activity", "status", 1, "planned"), ("activity", "reviewed_on", 1, "")],
        Unknown,
    ),
    (
        "california.sensitive.collected",
        &[("activity", "status", 1, "ended"), ("activity", "reviewed_on", 1, "2020-01-01")],
        None,
    ),
    (
        "california.identifiers.disclosed",
        &[("activity", "vendors", 2, ""), ("activity", "recipients", 2, "")],
        Unknown,
    ),
    ("california.identifiers.sold", &[("activity", "sold", 2, "")], Unknown),
];

#[test]
fn each_claim_holds_only_with_its_proof() {
    for (id, changes, expected) in CASES {
        assert_eq!(state(&drawn(changes), id), *expected, "{id} with {changes:?}");
    }
}

#[test]
fn words_come_from_the_rows() {
    let facts = drawn(&[]);
    for (id, words) in [
        ("activity.a-01.retention", "24 months after the last visit. Then we delete it."),
        ("activity.a-02.retention", "10 years after the last treatment. Then it goes to an archive."),
        ("activity.a-03.retention", "Until you unsubscribe."),
        ("activity.a-01.who", "Mailhost"),
        ("activity.a-02.reason", "A law says we must: the Health Records Act."),
        ("activity.a-02.source", "You give it to us. We get it from your family doctor."),
        ("activity.a-02.sensitive", "health"),
        ("vendor.v-1.country", "Germany"),
    ] {
        assert_eq!(text(&facts, id), words);
    }
    let unproven = drawn(&[("activity", "last_deleted_on", 0, "")]);
    assert!(text(&unproven, "activity.a-01.retention").ends_with("Our rule is to delete it then."));
    let endless = drawn(&[("activity", "retention", 0, "without end")]);
    assert!(endless.glance.iter().any(|line| line.text == "We keep part of the data without end."));
}

#[test]
fn ended_and_planned_activities_are_not_told() {
    let facts = drawn(&[("activity", "status", 2, "planned")]);
    let names: Vec<_> = facts.activities.iter().map(|activity| activity.name.as_str()).collect();
    assert_eq!(names, ["Online booking", "Patient records"]);
    assert_eq!(facts.on_behalf[0].controller.text, "Northside Labs");
    assert_eq!(facts.planned[0].ask, "Has “Newsletter” begun?");
    assert!(facts.recipients.iter().all(|vendor| vendor.name != "Gone Ltd"));
}

#[test]
fn transfers_name_their_safeguard_or_ask_for_it() {
    let abroad = [("vendor", "country", 0, "US"), ("vendor", "transfers", 0, "yes")];
    assert_eq!(drawn(&abroad).transfers[0].safeguard.state, State::Unknown);
    assert!(drawn(&abroad).blocking().iter().any(|fact| fact.id.ends_with(".safeguard")));
    let with_clauses = [
        ("vendor", "country", 0, "US"),
        ("vendor", "transfers", 0, ""),
        ("vendor", "transfer_mechanism", 0, "scc"),
    ];
    let facts = drawn(&with_clauses);
    assert_eq!(facts.transfers.len(), 1);
    assert!(facts.transfers[0].safeguard.text.contains("standard clauses"));
    assert_eq!(facts.claims.abroad.text, "Part of your data goes to the United States.");
}

#[test]
fn sensitive_data_is_never_dropped() {
    let what = |written: &str| {
        let facts = drawn(&[("activity", "special_category", 1, written)]);
        let glance = facts.glance.iter().find(|line| line.text.contains("sensitive")).unwrap().text.clone();
        (text(&facts, "activity.a-02.sensitive"), glance)
    };
    let beliefs = "health and religious or philosophical beliefs";
    assert_eq!(what("health, religious"), (beliefs.to_owned(), format!("We use sensitive data: {beliefs}")));
    assert_eq!(what("health, Sternzeichen").0, "health and Sternzeichen");
    assert_eq!(what("yes"), ("sensitive data".to_owned(), "We use sensitive data.".to_owned()));
    let bare = drawn(&[("activity", "special_category", 1, "yes")]);
    assert!(bare.blocking().iter().any(|fact| fact.id == "activity.a-02.sensitive.kind"));
}

#[test]
fn values_stay_as_they_are_written() {
    let facts = drawn(&[
        ("activity", "data_categories", 0, "Name; Bankverbindung; eIDAS-Kennung"),
        ("activity", "legal_basis", 0, "legitimate_interests"),
        ("activity", "legitimate_interest", 0, "Kunden helfen Kunden"),
        ("activity", "retention", 0, "24 months after Ende der Laufzeit"),
        ("activity", "subjects", 0, "Beschäftigte"),
        ("activity", "subjects", 1, "Nachbarn"),
    ]);
    assert_eq!(text(&facts, "activity.a-01.what"), "Name, Bankverbindung, eIDAS-Kennung");
    assert_eq!(text(&facts, "activity.a-01.reason"), "Our interest: Kunden helfen Kunden.");
    assert!(text(&facts, "activity.a-01.retention").starts_with("24 months after Ende der Laufzeit."));
    let titles: Vec<_> = facts.audiences.iter().map(|audience| audience.title.as_str()).collect();
    assert_eq!(titles, ["People interested in us", "Staff", "Nachbarn"]);
}

#[test]
fn version_and_day_come_from_one_notice() {
    let with_another = |address: &str| {
        let mut inventory = changed(&[]);
        let fields = ["ref", "name", "kind", "url", "reviewed_on", "version"];
        let row = ["N-3", "Shop policy", "privacy_policy", address, "2026-10-27", ""];
        inventory.tables.push(table("notice", &fields, &[&row]));
        let facts = facts(&inventory, AS_OF.parse().unwrap(), Language::English);
        (text(&facts, "version.number"), text(&facts, "version.last_reviewed"))
    };
    let one = ("7".to_owned(), "1 May 2026".to_owned());
    assert_eq!(with_another("https://shop.example/privacy"), one);
    assert_eq!(with_another("https://harborlight.example/privacy/shop"), one);
    let open = (String::new(), String::new());
    assert_eq!(with_another("https://www.harborlight.example/privacy/"), open);
}

#[test]
fn a_vendor_that_stands_twice_is_told_once() {
    let with_another = |name: &str, signed: &str| {
        let mut inventory = changed(&[]);
        let fields = ["ref", "name", "service", "country", "data_categories", "dpa_signed", "status"];
        let row = ["V-9", name, "Sends our email", "DE", "Contact details", signed, "active"];
        inventory.tables.push(table("vendor", &fields, &[&row]));
        facts(&inventory, AS_OF.parse().unwrap(), Language::English).recipients
    };
    let same = with_another("Mailhost GmbH", "yes");
    assert_eq!((same.len(), same[0].contract.state), (1, Known));
    let disagreeing = with_another("Mailhost", "no");
    assert_eq!((disagreeing.len(), disagreeing[0].contract.state), (1, Unknown));
    assert_eq!(with_another("Postlerche", "yes").len(), 2);
}

#[test]
fn joint_control_is_told() {
    let vendor = drawn(&[("vendor", "role", 0, "joint_controller")]);
    assert_eq!(
        text(&vendor, "vendor.v-1.joint"),
        "We decide together with Mailhost why and how your data is used."
    );
    let joint = [("activity", "role", 0, "joint_controller")];
    assert_eq!(state(&drawn(&joint), "activity.a-01.joint"), Unknown);
    let both = drawn(&[joint[0], ("vendor", "role", 0, "joint_controller")]);
    assert_eq!(both.joint.len(), 1);
    assert_eq!(both.joint[0].text, "Online booking: we decide about this together with Mailhost.");
}

#[test]
fn names_are_found_without_their_legal_form() {
    let facts =
        drawn(&[("activity", "vendors", 0, "Mailhost GmbH"), ("activity", "recipients", 0, "Mailhost")]);
    assert_eq!(text(&facts, "activity.a-01.who"), "Mailhost");
}

#[test]
fn laws_that_do_not_apply_ask_for_nothing() {
    let outside = [
        ("organisation", "eu_establishment", 0, "no"),
        ("organisation", "offers_to_eu", 0, "no"),
        ("organisation", "does_business_in_california", 0, "no"),
        ("organisation", "hipaa_role", 0, "none"),
        ("organisation", "address", 0, ""),
        ("activity", "legal_basis", 0, ""),
    ];
    let facts = drawn(&outside);
    assert!(facts.rights.is_empty() && facts.california.is_none() && facts.health.is_none());
    assert_eq!(facts.blocking(), Vec::<&candor_policy::Fact>::new());
}

#[test]
fn rights_follow_the_legal_basis() {
    let cites = |changes: &[Change<'_>]| {
        drawn(changes).rights.iter().map(|right| right.cite.clone()).collect::<Vec<_>>().join(", ")
    };
    assert!(
        cites(&[]).contains("Art. 20") && cites(&[]).contains("Art. 7(3)") && !cites(&[]).contains("Art. 21")
    );
    let interests = [
        ("activity", "legal_basis", 0, "legitimate_interests"),
        ("activity", "legal_basis", 2, "legitimate_interests"),
    ];
    assert!(cites(&interests).contains("Art. 21") && !cites(&interests).contains("Art. 20"));
}

#[test]
fn ids_are_unique_and_facts_point_at_cells() {
    let mut twice = changed(&[]);
    twice.tables.push(table("activity", &["ref", "name"], &[&["A-01", "Online booking"], &["", ""]]));
    for inventory in [changed(&[]), twice] {
        let facts = facts(&inventory, AS_OF.parse().unwrap(), Language::English);
        let mut ids: Vec<_> = facts.all().iter().map(|fact| fact.id.clone()).collect();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for fact in facts.all() {
            assert!(fact.is_open() || !fact.cells.is_empty(), "{fact:?}");
            assert!(!fact.ask.is_empty() && fact.place.contains(" › "), "{fact:?}");
            assert!(!fact.mandatory || !fact.cite.is_empty(), "{fact:?}");
        }
    }
}

#[test]
fn words_are_plain_and_short() {
    let forbidden =
        ["may ", "might", "could ", "appropriate", "from time to time", "as necessary", "compliant"];
    for changes in [&[][..], &[("organisation", "sells_or_shares", 0, "yes"), ("activity", "sold", 0, "yes")]]
    {
        let facts = drawn(changes);
        let own = facts.all().into_iter().flat_map(|fact| [fact.text.clone(), fact.ask.clone()]);
        let lines = facts.glance.iter().map(|line| line.text.clone());
        let rights = facts.rights.iter().map(|right| right.text.clone());
        for text in own.chain(lines).chain(rights) {
            for sentence in text.split_inclusive(['.', '?', '!']) {
                assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
                // The month is no vague word.
                let lower = sentence.replace(" May 20", "").to_lowercase();
                assert!(forbidden.iter().all(|word| !lower.contains(word)), "{sentence}");
            }
        }
        let words: usize = facts.glance.iter().map(|line| line.text.split_whitespace().count()).sum();
        assert!(words <= GLANCE_WORDS && facts.glance.len() <= 10);
    }
}
