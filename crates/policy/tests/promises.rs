//! Promises of policies held against small logs.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, changed, table};
use candor_model::Inventory;
use candor_policy::text::read;
use candor_policy::{DriftContext, Language, Promise, PromiseState, facts, promises};

fn ledger(inventory: &Inventory, policy: &str) -> Vec<Promise> {
    let as_of = AS_OF.parse().unwrap();
    let text = read("policy.md", policy.as_bytes()).unwrap();
    promises(
        &text,
        &facts(inventory, as_of, Language::English),
        &DriftContext::new(inventory, as_of),
        inventory,
        as_of,
    )
}

type Rows<'a> = &'a [&'a [&'a str]];

const REQUESTS: (&str, &[&str]) = (
    "request",
    &["ref", "kind", "law", "received_on", "acknowledged_on", "extension_told_on", "answered_on", "outcome"],
);
const INCIDENTS: (&str, &[&str]) = (
    "incident",
    &[
        "ref",
        "personal_data",
        "risk_to_people",
        "discovered_on",
        "aware_at",
        "people_told_on",
        "authority_told_at",
        "no_notice_reason",
    ],
);
const NOTICES: (&str, &[&str]) = ("notice", &["ref", "kind", "reviewed_on", "updated_on", "status"]);
const TRAINING: (&str, &[&str]) = ("training", &["ref", "person", "completed_on", "left_on"]);

/// The sentence, the log, its rows, the promise and the words.
type Case =
    (&'static str, (&'static str, &'static [&'static str]), Rows<'static>, &'static str, &'static str);

const IN_TIME: &[&str] = &["R-1", "access", "gdpr", "2026-05-01", "2026-05-02", "", "2026-05-30", "granted"];
const LATE: &[&str] = &["R-2", "erasure", "gdpr", "2026-05-01", "2026-05-20", "", "2026-06-02", "granted"];
const EXTENDED: &[&str] = &["R-3", "access", "gdpr", "2026-05-01", "", "2026-05-20", "2026-07-15", "granted"];
const RUNNING: &[&str] = &["R-4", "access", "gdpr", "2026-11-10", "", "", "", "open"];
const OVERDUE: &[&str] = &["R-5", "access", "gdpr", "2026-10-01", "", "", "", "open"];
const UNREAD: &[&str] = &["R-6", "access", "gdpr", "?", "", "", "2026-06-01", "granted"];
const WITHDRAWN: &[&str] = &["R-7", "access", "gdpr", "2026-01-01", "", "", "", "withdrawn"];
const OPT_OUT: &[&str] = &["R-8", "opt_out", "ccpa", "2026-05-01", "", "", "2026-06-15", "granted"];

const ANSWER: &str = "We answer your request within one month.";
const LONGER: &str =
    "We answer your request within one month. If we need longer to answer, we take up to two further months.";

const CASES: &[Case] = &[
    (ANSWER, REQUESTS, &[IN_TIME], "answer", "kept in 1 of 1"),
    (ANSWER, REQUESTS, &[IN_TIME, IN_TIME, LATE], "answer", "not kept in 1 of 3"),
    (ANSWER, REQUESTS, &[IN_TIME, OVERDUE], "answer", "not kept in 1 of 2"),
    (ANSWER, REQUESTS, &[EXTENDED], "answer", "not kept in 1 of 1"),
    (LONGER, REQUESTS, &[EXTENDED], "answer", "kept in 1 of 1"),
    (ANSWER, REQUESTS, &[RUNNING, WITHDRAWN], "answer", "nothing was due yet"),
    (ANSWER, REQUESTS, &[IN_TIME, UNREAD], "answer", "kept in 1 of 1, 1 could not be told"),
    (ANSWER, REQUESTS, &[LATE, UNREAD], "answer", "not kept in 1 of 1, 1 could not be told"),
    (
        "Wir beantworten Ihre Anfrage innerhalb eines Monats.",
        REQUESTS,
        &[LATE],
        "answer",
        "not kept in 1 of 1",
    ),
    (
        "Nous répondons à votre demande dans un délai d'un mois.",
        REQUESTS,
        &[LATE],
        "answer",
        "not kept in 1 of 1",
    ),
    ("Respondemos a su solicitud en un mes.", REQUESTS, &[LATE], "answer", "not kept in 1 of 1"),
    (
        "We confirm the receipt of your request within 10 days.",
        REQUESTS,
        &[IN_TIME, LATE],
        "confirm",
        "not kept in 1 of 2",
    ),
    (
        "We act on your opt-out request within 15 business days.",
        REQUESTS,
        &[OPT_OUT],
        "opt_out",
        "not kept in 1 of 1",
    ),
    (
        "We tell you about a breach within 30 days.",
        INCIDENTS,
        &[
            &["I-1", "yes", "high", "2026-03-01", "", "2026-03-20", "", ""],
            &["I-2", "yes", "high", "2026-03-01", "", "2026-05-01", "", ""],
            &["I-3", "yes", "low", "2026-03-01", "", "", "", ""],
            &["I-4", "yes", "high", "2026-03-01", "", "", "", "the laptop was encrypted"],
            &["I-5", "yes", "", "2026-03-01", "", "", "", ""],
        ],
        "breach_people",
        "not kept in 1 of 2, 1 could not be told",
    ),
    (
        "We report a breach to the authority within 72 hours.",
        INCIDENTS,
        &[&["I-1", "yes", "high", "", "2026-03-01", "", "2026-03-06", ""]],
        "breach_authority",
        "not kept in 1 of 1",
    ),
    (
        "We review this policy every 12 months.",
        NOTICES,
        &[
            &["N-1", "privacy_policy", "2025-06-01", "2026-02-01", "active"],
            &["N-2", "staff", "", "", "active"],
        ],
        "review",
        "kept in 1 of 1",
    ),
    (
        "We review this policy at least once every 6 months.",
        NOTICES,
        &[&["N-1", "privacy_policy", "2025-06-01", "2026-02-01", "active"]],
        "review",
        "not kept in 1 of 1",
    ),
    (
        "Our staff are trained every 12 months.",
        TRAINING,
        &[
            &["T-1", "Ada", "2026-01-10", ""],
            &["T-2", "Ben", "2024-01-10", ""],
            &["T-3", "Cyd", "2020-01-01", "2021-01-01"],
        ],
        "training",
        "not kept in 1 of 2",
    ),
];

#[test]
fn promises_are_held_against_their_logs() {
    let mut wrong = Vec::new();
    for (sentence, (entity, fields), rows, id, words) in CASES {
        let inventory = Inventory { tables: vec![table(entity, fields, rows)] };
        let found = ledger(&inventory, sentence);
        let told: Vec<_> =
            found.iter().map(|promise| (promise.id.as_str(), promise.words.as_str())).collect();
        if told != [(*id, *words)] {
            wrong.push(format!("{sentence}\n  expected {id}: {words}\n  found    {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_a_log_no_promise_is_kept() {
    let found = ledger(&Inventory::default(), ANSWER);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].state, found[0].words.as_str()), (PromiseState::CouldNotTell, "no log"));
}

#[test]
fn a_broken_promise_names_its_cells() {
    let inventory = Inventory { tables: vec![table(REQUESTS.0, REQUESTS.1, &[LATE])] };
    let promise = ledger(&inventory, ANSWER).remove(0);
    assert_eq!(promise.state, PromiseState::NotKept);
    assert_eq!(promise.broken[0].subject, "R-2");
    assert!(promise.broken[0].words.contains("2026-06-02"), "{}", promise.broken[0].words);
    assert!(promise.broken[0].cells.iter().any(|cell| cell.saw == "2026-06-02"));
}

#[test]
fn deleting_is_held_against_the_runs() {
    let policy = "We delete data of online booking 24 months after the last visit.";
    let words =
        |day: &str| ledger(&changed(&[("activity", "last_deleted_on", 0, day)]), policy)[0].words.clone();
    assert_eq!(words("2026-06-30"), "kept in 1 of 1");
    assert_eq!(words("2024-06-30"), "not kept in 1 of 1");
    assert_eq!(words(""), "kept in 0 of 0, 1 could not be told");
}
