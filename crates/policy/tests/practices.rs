//! The Notice of Privacy Practices: what it tells, what it asks, and what it leaves out.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed, table};
use candor_policy::{Fact, Facts, Language, Practices, State, facts};

fn drawn(changes: &[Change<'_>]) -> Facts {
    facts(&changed(changes), AS_OF.parse().unwrap(), Language::English)
}

/// The facts of an inventory with a log of disclosures: day and ground of each.
fn with_log(changes: &[Change<'_>], log: &[[&str; 2]]) -> Facts {
    let mut inventory = changed(changes);
    let rows: Vec<&[&str]> = log.iter().map(|row| &row[..]).collect();
    inventory.tables.push(table("disclosure", &["disclosed_on", "ground"], &rows));
    facts(&inventory, AS_OF.parse().unwrap(), Language::English)
}

fn practices(facts: &Facts) -> &Practices {
    facts.practices.as_ref().expect("a covered entity has a notice")
}

fn find<'a>(facts: &'a Facts, id: &str) -> Option<&'a Fact> {
    facts.all().into_iter().find(|fact| fact.id == id)
}

fn text(changes: &[Change<'_>], id: &str) -> String {
    find(&drawn(changes), id).unwrap_or_else(|| panic!("no fact `{id}`")).text.clone()
}

fn ids(facts: &[Fact]) -> Vec<&str> {
    facts.iter().map(|fact| fact.id.as_str()).collect()
}

const PLAN: Change<'_> = ("organisation", "hipaa_role", 0, "health_plan");

#[test]
fn a_complete_inventory_leaves_nothing_open() {
    let facts = drawn(&[]);
    let open: Vec<_> = practices(&facts).all().into_iter().filter(|fact| fact.is_open()).collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(!practices(&facts).is_plan && practices(&facts).asks_for_receipt);
    assert!(practices(&drawn(&[PLAN, ("organisation", "shares_phi_with_sponsor", 0, "no")])).is_plan);
    assert!(!practices(&drawn(&[PLAN])).asks_for_receipt, "only a provider asks for a receipt");
    for role in ["clearinghouse", "business_associate", "none"] {
        assert_eq!(drawn(&[("organisation", "hipaa_role", 0, role)]).practices, None, "{role}");
    }
    let insured = [PLAN, ("organisation", "insured_plan", 0, "no_phi")];
    assert_eq!(drawn(&insured).practices, None, "the insurer gives the notice (164.520(a)(3))");
}

/// What is changed, the fact that is then asked for, and the provision.
const ASKED: &[(&[Change<'_>], &str, &str)] = &[
    (&[("organisation", "legal_name", 0, "")], "npp.name", "164.520(b)(1)"),
    (&[("organisation", "treatment_example", 0, "")], "npp.treatment", "(b)(1)(ii)(A)"),
    (&[("organisation", "payment_example", 0, "none")], "npp.payment", "(b)(1)(ii)(A)"),
    (&[("organisation", "operations_example", 0, "?")], "npp.operations", "(b)(1)(ii)(A)"),
    (&[("organisation", "permitted_uses", 0, "")], "npp.uses", "(b)(1)(ii)(B)"),
    (&[("organisation", "permitted_uses", 0, "other")], "npp.use.other", "(b)(1)(ii)(B)"),
    (&[("organisation", "phi_practices", 0, "")], "npp.practices", "(b)(1)(ii)(B)"),
    (&[("organisation", "stricter_health_laws", 0, "")], "npp.stricter", "(b)(1)(ii)(C)"),
    (&[("organisation", "fundraising_with_phi", 0, "")], "npp.fundraising", "(b)(1)(iii)(A)"),
    (&[("organisation", "fundraising_with_phi", 0, "yes")], "npp.fundraising_opt_out", "(b)(1)(iii)(A)"),
    (&[PLAN], "npp.sponsor", "(b)(1)(iii)(B)"),
    (&[("organisation", "part2_programme", 0, "")], "npp.part2", "(b)(1)(iii)(D)"),
    (&[("activity", "part2_records", 0, "")], "npp.part2", "(b)(1)(iii)(D)"),
    (&[("organisation", "part2_programme", 0, "yes")], "npp.part2.uses", "2.22(b)(1)(ii)(A)"),
    (&[("organisation", "part2_programme", 0, "yes")], "npp.part2.consent_example", "2.22(b)(1)(ii)(D)"),
    (&[("organisation", "request_channels", 0, "")], "npp.channels", "(b)(1)(iv)"),
    (&[("organisation", "new_notice_given", 0, "")], "npp.new_notice", "(b)(1)(v)(C)"),
    (&[("organisation", "privacy_contact", 0, "")], "health.contact", "(b)(1)(vii)"),
    (&[("notice", "effective_on", 1, "")], "npp.effective_on", "(b)(1)(viii)"),
    (&[("notice", "effective_on", 1, "2026-02-11")], "npp.effective_on", "(b)(1)(viii)"),
    (&[("notice", "status", 1, "ended")], "npp.effective_on", "(b)(1)(viii)"),
    (
        &[("notice", "practice_changed", 1, "yes"), ("notice", "practice_changed_on", 1, "2026-08-01")],
        "npp.effective_on",
        "(b)(1)(viii)",
    ),
    (&[("organisation", "phi_practices", 0, "joint_notice")], "npp.joint", "164.520(d)(2)"),
];

#[test]
fn what_the_rules_ask_for_is_asked_and_blocks() {
    for (changes, id, cite) in ASKED {
        let facts = drawn(changes);
        let fact = find(&facts, id).unwrap_or_else(|| panic!("no fact `{id}`: {changes:?}"));
        assert_eq!(fact.state, State::Unknown, "{id}: {changes:?}");
        assert!(fact.mandatory && fact.text.is_empty() && fact.cite.contains(cite), "{fact:?}");
        assert!(facts.blocking().iter().any(|blocking| blocking.id == *id), "{id} does not block");
    }
}

#[test]
fn only_uses_on_record_are_told() {
    let facts = drawn(&[]);
    let told = practices(&facts);
    assert_eq!(ids(&told.family_uses), ["npp.use.family_disclosure"]);
    assert_eq!(ids(&told.health_uses), ["npp.use.public_health"]);
    assert_eq!(ids(&told.public_uses), ["npp.use.court"]);
    assert!(told.fundraising[0].text.is_empty() && told.plan.is_empty() && told.psychotherapy.is_empty());
    let none = drawn(&[
        ("organisation", "permitted_uses", 0, "none"),
        ("organisation", "phi_practices", 0, "none"),
        ("organisation", "stricter_health_laws", 0, "none"),
    ]);
    let none = practices(&none);
    assert!(none.family_uses.is_empty() && none.health_uses.is_empty() && none.public_uses.is_empty());
    assert_eq!(none.stricter[0].state, State::NotApplicable);
    assert!(none.all().iter().all(|fact| !fact.is_open()));
    // A special use names a ground too.
    let special =
        drawn(&[("organisation", "phi_practices", 0, "research; facility_directory; psychotherapy_notes")]);
    assert_eq!(ids(&practices(&special).family_uses), ["npp.use.facility_directory"]);
    assert_eq!(ids(&practices(&special).work_uses), ["npp.use.research"]);
    assert_eq!(ids(&practices(&special).psychotherapy), ["npp.psychotherapy"]);
}

#[test]
fn what_the_log_shows_and_the_notice_lacks_is_asked() {
    let asked = |log: &[[&str; 2]]| -> Vec<String> {
        let facts = with_log(&[], log);
        let open = practices(&facts).open.iter().filter(|fact| fact.is_open());
        open.map(|fact| fact.ask.clone()).collect()
    };
    assert_eq!(asked(&[["2026-01-27", "public_health"], ["2026-03-18", "court"]]), Vec::<String>::new());
    assert_eq!(
        asked(&[["2026-10-14", "police"], ["2026-10-15", "police"], ["", "research"]]),
        [
            "The log shows disclosures on the ground “Police”: does the notice name it?",
            "The log shows disclosures on the ground “Research”: does the notice name it?",
        ]
    );
    let past_or_signed = [["2020-11-20", "police"], ["2026-10-14", "authorization"], ["2026-10-14", "hhs"]];
    assert_eq!(asked(&past_or_signed), Vec::<String>::new());
}

#[test]
fn a_plan_tells_what_only_a_plan_does() {
    let plan = |shares: &str, special: &str| {
        let changes = [
            PLAN,
            ("organisation", "shares_phi_with_sponsor", 0, shares),
            ("organisation", "phi_practices", 0, special),
        ];
        let facts = drawn(&changes);
        let known = practices(&facts).plan.iter().filter(|fact| fact.is_known());
        known.map(|fact| fact.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(plan("yes", "none"), ["npp.sponsor"]);
    assert_eq!(plan("no", "underwriting"), ["npp.underwriting"]);
    assert_eq!(plan("no", "underwriting; long_term_care"), Vec::<String>::new());
}

#[test]
fn records_of_programmes_are_told_where_they_are_held() {
    let held =
        drawn(&[("activity", "part2_records", 1, "yes"), ("organisation", "fundraising_with_phi", 0, "yes")]);
    let part2 = practices(&held).part2.as_ref().unwrap();
    assert!(!part2.is_programme && part2.uses.is_empty() && part2.consent_example.is_none());
    assert!(part2.fundraising.is_some() && !part2.held.cells.is_empty());
    let programme = drawn(&[
        ("organisation", "part2_programme", 0, "yes"),
        ("organisation", "part2_uses", 0, "emergency; court"),
        ("organisation", "part2_consent_example", 0, "We tell your family doctor how you are"),
    ]);
    let part2 = practices(&programme).part2.as_ref().unwrap();
    assert!(part2.is_programme && part2.fundraising.is_none());
    assert_eq!(ids(&part2.uses), ["npp.part2.use.emergency", "npp.part2.use.court"]);
    assert_eq!(practices(&drawn(&[])).part2, None);
}

#[test]
fn a_change_covers_what_the_records_reserve() {
    let path = "notice_covers_held_phi";
    let changes = |answer| {
        let facts = drawn(&[("organisation", path, 0, answer)]);
        let told = practices(&facts);
        (told.changes.state, told.changes.text.clone(), told.new_notice.is_some())
    };
    let (state, text, says_how) = changes("yes");
    assert!(state == State::Known && text.contains("already have") && says_how);
    let (state, text, says_how) = changes("no");
    assert!(state == State::Known && text.contains("only what we get after") && !says_how);
    assert_eq!(changes(""), (State::Unknown, String::new(), false));
    assert!(!practices(&drawn(&[("organisation", path, 0, "")])).changes.mandatory);
}

#[test]
fn a_contact_has_a_telephone_number() {
    let contact = |named, phone| {
        text(
            &[("organisation", "privacy_contact", 0, named), ("organisation", "phone", 0, phone)],
            "health.contact",
        )
    };
    assert_eq!(contact("Privacy Office, +1 415 555 0100", ""), "Privacy Office, +1 415 555 0100");
    assert_eq!(contact("Privacy Office", "+1 415 555 0111"), "Privacy Office, +1 415 555 0111");
    assert_eq!(contact("Privacy Office", ""), "", "164.520(b)(1)(vii) asks for both");
}

#[test]
fn each_fact_of_the_notice_rests_on_cells_and_has_an_id_of_its_own() {
    let programme = [
        ("organisation", "part2_programme", 0, "yes"),
        ("organisation", "part2_uses", 0, "emergency; court; research"),
        ("organisation", "fundraising_with_phi", 0, "yes"),
    ];
    for changes in [&[][..], &programme[..], &[PLAN][..]] {
        let facts = drawn(changes);
        let mut ids = std::collections::BTreeSet::new();
        for fact in practices(&facts).all() {
            assert!(!fact.is_known() || !fact.cells.is_empty(), "{} rests on nothing", fact.id);
            assert!(ids.insert(&fact.id), "{} stands twice", fact.id);
        }
        assert!(ids.len() > 15, "{ids:?}");
    }
}
