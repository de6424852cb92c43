//! What changed between two files of facts.

use candor_policy::{ChangeKind, FactRecord, Language, Move, RecordError, changes, telling};
use serde_json::{Value, json};

/// A fact of a file: id, words (`?` for one that is not known), cell, citation.
fn fact((id, text, cell, cite): &(&str, &str, &str, &str)) -> Value {
    let is_open = *text == "?";
    json!({
        "id": id, "state": if is_open { "unknown" } else { "known" }, "text": if is_open { "" } else { text },
        "ask": "What?", "place": "Activities › Name", "mandatory": !cite.is_empty(), "cite": cite,
        "cells": [{ "file": "a.csv", "sheet": "", "cell": cell, "saw": text, "owner": "", "checked_on": null }],
    })
}

fn record(facts: &[(&str, &str, &str, &str)]) -> FactRecord {
    let facts: Vec<Value> = facts.iter().map(fact).collect();
    let file = json!({ "format": "1.1", "organisation": "Quillmere", "as_of": "2026-09-30", "facts": facts });
    FactRecord::read(&serde_json::to_vec(&file).expect("a test may fail here")).expect("a test may fail here")
}

const BEFORE: &[(&str, &str, &str, &str)] = &[
    ("activity.help.name", "Support", "A2", ""),
    ("activity.help.retention", "2 years after the ticket. Then we delete it.", "B2", "GDPR Art. 13(2)(a)"),
    ("activity.help.why", "Answer questions", "C2", "GDPR Art. 13(1)(c)"),
    ("vendor.old.name", "Parcelpost", "A9", "GDPR Art. 13(1)(e)"),
    ("transfer.1.parcelpost.safeguard", "Standard clauses", "D9", "GDPR Art. 13(1)(f)"),
    ("version.number", "8", "E1", ""),
];

#[test]
fn the_same_file_twice_has_no_change() {
    let before = record(BEFORE);
    let found = changes(&before, &before, Language::English);
    assert!(found.changes.is_empty() && !found.version_changed);
    assert_eq!(
        (found.moved_cells, found.unchanged),
        (0, 5),
        "the number of the version is no fact about data"
    );
    assert!(telling(&found, &before).is_empty());
}

#[test]
fn moved_cells_and_another_number_of_a_transfer_are_no_change() {
    let now = record(&[
        ("transfer.2.parcelpost.safeguard", "Standard clauses", "D9", "GDPR Art. 13(1)(f)"),
        ("activity.help.name", "Support", "A7", ""),
        BEFORE[1],
        BEFORE[2],
        BEFORE[3],
        BEFORE[5],
    ]);
    let found = changes(&record(BEFORE), &now, Language::English);
    assert_eq!((found.changes.len(), found.moved_cells), (0, 1));
}

#[test]
fn changes_are_told_by_kind_with_both_values() {
    let now = record(&[
        BEFORE[0],
        (
            "activity.help.retention",
            "1 year after the ticket. Then we delete it.",
            "B2",
            "GDPR Art. 13(2)(a)",
        ),
        ("activity.help.why", "?", "C2", "GDPR Art. 13(1)(c)"),
        ("vendor.desk.name", "Deskline", "A3", "GDPR Art. 13(1)(e)"),
        ("vendor.desk.service", "Tickets", "B3", "GDPR Art. 13(1)(e)"),
        BEFORE[4],
        ("version.number", "9", "E1", ""),
    ]);
    let found = changes(&record(BEFORE), &now, Language::English);
    let told: Vec<_> =
        found.changes.iter().map(|change| (change.kind, change.moved, change.id.as_str())).collect();
    let expected = [
        (ChangeKind::Recipients, Move::Added, "vendor.desk.name"),
        (ChangeKind::Recipients, Move::Added, "vendor.desk.service"),
        (ChangeKind::Recipients, Move::Removed, "vendor.old.name"),
        (ChangeKind::Periods, Move::Changed, "activity.help.retention"),
        (ChangeKind::Purposes, Move::Removed, "activity.help.why"),
    ];
    assert_eq!(told, expected);
    let [desk, service, _, period, why] = &found.changes[..] else { panic!("{found:?}") };
    assert!(desk.is_head && !desk.follows && service.follows, "{desk:?} {service:?}");
    assert_eq!(
        (period.subject.as_str(), &period.before[..7], &period.now[..6]),
        ("Support", "2 years", "1 year")
    );
    assert!(why.asked && why.now.is_empty(), "what is not known any more is not said: {why:?}");
    assert!(found.version_changed);
    let cites: Vec<String> = telling(&found, &now).into_iter().map(|duty| duty.cite).collect();
    assert_eq!(cites, ["GDPR Art. 13(1)(e); GDPR Art. 14(1)(e)", "GDPR Art. 12(1)"], "no purpose is new");
}

#[test]
fn a_new_use_raises_the_duties_of_each_law_that_counts() {
    for (law, cites) in [
        ("GDPR Art. 13(1)(c)", &["GDPR Art. 13(3); GDPR Art. 14(4)", "GDPR Art. 12(1)"][..]),
        (
            "11 CCR 7011(e)(1)(C)",
            &[
                "Civ. Code 1798.100(a)(1); 11 CCR 7002(f); 11 CCR 7012(d)",
                "11 CCR 7011(e)(4); Civ. Code 1798.130(a)(5)",
            ],
        ),
        (
            "45 CFR 164.520(b)(1)(ii)(A)",
            &[
                "45 CFR 164.520(b)(3); 45 CFR 164.520(c)(2)(iv); 45 CFR 164.520(c)(3)(i)",
                "45 CFR 164.520(c)(1)(v)",
                "45 CFR 164.520(b)(1)(v)(C); 45 CFR 164.530(i)(4)",
            ],
        ),
        ("", &[]),
    ] {
        let now =
            record(&[("activity.ads.name", "Ads", "A2", ""), ("activity.ads.why", "Sell ads", "B2", law)]);
        let found = changes(&record(&[]), &now, Language::English);
        let duties = telling(&found, &now);
        assert_eq!(duties.iter().map(|duty| duty.cite.as_str()).collect::<Vec<_>>(), cites, "{law}");
        assert!(duties.iter().all(|duty| duty.subjects == ["Ads"] && !duty.facts.is_empty()));
    }
}

#[test]
fn what_is_no_file_of_facts_is_refused() {
    let newer = br#"{"format":"2.0","organisation":"Q","as_of":"2026-09-30","facts":[]}"#;
    assert!(matches!(FactRecord::read(newer), Err(RecordError::Newer(_))));
    for wrong in [&b""[..], b"[]", b"{}", b"\xff", b"{\"format\":1}"] {
        assert!(matches!(FactRecord::read(wrong), Err(RecordError::Shape(_))));
    }
}
