//! The claims that take proof: each with it and without it, and every row of a proof counts.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed, table};
use candor_model::Inventory;
use candor_policy::{FactCell, Facts, Language, Proof, ProofState, Says, facts};

/// The complete inventory with what claims need beside it.
fn proven(changes: &[Change<'_>]) -> Inventory {
    let base: [Change<'_>; 3] = [
        ("request", "answered_on", 1, "2026-06-20"),
        ("activity", "last_deleted_on", 2, "2026-06-30"),
        ("activity", "last_deleted_on", 4, "2026-06-30"),
    ];
    let changes: Vec<Change<'_>> = changes.iter().copied().chain(base).collect();
    let mut inventory = changed(&changes);
    let scan = ["uses_trackers", "tracker_scan_on", "tracker_scan_pages", "security_lead"];
    add(&mut inventory, "organisation", &scan, &[&["no", "2026-10-01", "40", "Head of IT"]]);
    let reviewed: &[&str] = &["2026-09-01"];
    add(&mut inventory, "system", &["access_reviewed_on"], &[reviewed; 3]);
    for (entity, fields, rows) in BESIDE {
        inventory.tables.push(table(entity, fields, rows));
    }
    inventory
}

type Sheet = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const BESIDE: &[Sheet] = &[
    (
        "document",
        &["ref", "name", "kind", "topic", "rules_for", "tested_on", "reviewed_on", "owner"],
        &[
            &["D-1", "Plan for incidents", "plan", "", "incidents", "2026-05-01", "2026-05-01", "IT"],
            &["D-2", "Rule about age", "policy", "age", "", "", "2026-05-01", "Privacy Office"],
        ],
    ),
    (
        "assessment",
        &["ref", "name", "kind", "completed_on", "outcome", "approved_by"],
        &[&[
            "T-1",
            "Can anybody be found again?",
            "deidentification",
            "2026-05-01",
            "Nobody",
            "Privacy Office",
        ]],
    ),
];

/// Adds columns to the table of an entity, or puts others in their place.
fn add(inventory: &mut Inventory, entity: &str, fields: &[&str], rows: &[&[&str]]) {
    let beside = table(entity, fields, rows);
    let base = inventory.tables.iter_mut().find(|known| known.entity == beside.entity).unwrap();
    for mut column in beside.columns {
        base.columns.retain(|known| known.field != column.field);
        column.index = base.columns.iter().map(|known| known.index).max().unwrap() + 1;
        base.columns.push(column);
    }
}

fn drawn(inventory: &Inventory, language: Language) -> Facts {
    facts(inventory, AS_OF.parse().unwrap(), language)
}

fn proof<'a>(facts: &'a Facts, id: &str) -> &'a Proof {
    facts.proofs.iter().find(|proof| proof.id == id).unwrap_or_else(|| panic!("no claim `{id}`"))
}

/// Claims that nothing can prove.
const NEVER: [&str; 5] = ["hipaa-seal", "compliant", "end-to-end", "comfort", "consent-by-use"];

#[test]
fn with_its_evidence_each_claim_is_proven_and_the_others_have_no_sentence() {
    for language in Language::ALL {
        let facts = drawn(&proven(&[]), language);
        assert_eq!(facts.proofs.len(), 18);
        for proof in &facts.proofs {
            let is_never = NEVER.contains(&proof.id.as_str());
            let expected = if is_never { ProofState::Never } else { ProofState::Proven };
            assert_eq!(proof.state, expected, "{}: {:#?}", proof.id, proof.missing);
            assert_eq!(proof.sentence.is_empty(), is_never, "{}", proof.id);
            assert_eq!(proof.needs.is_empty(), is_never, "{}", proof.id);
            assert!(!proof.why.is_empty() && !proof.claim.is_empty());
        }
    }
}

#[test]
fn without_records_nothing_is_proven() {
    for proof in &drawn(&Inventory::default(), Language::English).proofs {
        assert!(!matches!(proof.state, ProofState::Proven | ProofState::Disproven), "{proof:?}");
        assert!(proof.sentence.is_empty());
        assert!(proof.state == ProofState::Never || !proof.missing.is_empty(), "{}", proof.id);
    }
}

use ProofState::{Disproven, NotProven};

/// A claim, what is changed, and what is then known.
const CASES: &[(&str, Change<'static>, ProofState)] = &[
    ("selling", ("activity", "sold", 0, ""), NotProven),
    ("selling", ("organisation", "sells_or_shares", 0, "yes"), NotProven),
    ("health-data", ("activity", "shared_for_ads", 1, "yes"), Disproven),
    ("health-data", ("activity", "phi", 1, "?"), ProofState::Proven),
    ("encrypted", ("system", "encrypted_at_rest", 0, "no"), Disproven),
    ("encrypted", ("system", "encrypted_in_transit", 0, ""), NotProven),
    ("encrypted", ("system", "reviewed_on", 0, "2025-01-01"), NotProven),
    ("deletion", ("activity", "last_deleted_on", 0, "2024-01-01"), NotProven),
    ("contracts", ("vendor", "dpa_signed", 0, "no"), Disproven),
    ("contracts", ("vendor", "contract_ends_on", 0, "2026-01-01"), NotProven),
    ("stays", ("vendor", "sub_processors", 0, ""), NotProven),
    ("stays", ("vendor", "sub_processors", 0, "Nobody Knows Ltd"), NotProven),
    ("stays", ("system", "location", 0, "US"), NotProven),
    ("stays", ("system", "location", 0, ""), NotProven),
    ("signal", ("organisation", "opt_out_signal_tested_on", 0, "2026-01-01"), NotProven),
    ("signal", ("organisation", "honours_opt_out_signal", 0, "no"), Disproven),
    ("children", ("activity", "children", 0, "yes"), Disproven),
    ("in-time", ("request", "answered_on", 0, "2026-07-01"), Disproven),
    ("in-time", ("request", "received_on", 0, ""), NotProven),
];

#[test]
fn a_claim_falls_with_its_evidence() {
    for (id, change, state) in CASES {
        let facts = drawn(&proven(&[*change]), Language::English);
        let proof = proof(&facts, id);
        assert_eq!(proof.state, *state, "{id} {change:?} {:?}", proof.missing);
    }
}

/// The number of a column: `A` is 0.
fn column(letters: &str) -> u32 {
    letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1
}

/// The inventory without the cells of an answer.
fn without(inventory: &Inventory, cells: &[FactCell]) -> Inventory {
    let mut inventory = inventory.clone();
    for FactCell { sheet, cell, .. } in cells {
        let digits = cell.find(|letter: char| letter.is_ascii_digit()).unwrap();
        let (letters, row) = (column(&cell[..digits]), cell[digits..].parse::<u32>().unwrap());
        let found = inventory.tables.iter_mut().find(|table| table.origin.sheet == *sheet).unwrap();
        let index = found.rows.iter().position(|known| *known == row).unwrap();
        let column = found.columns.iter_mut().find(|column| column.index == letters).unwrap();
        column.cells.set(index, 0);
    }
    inventory
}

#[test]
fn without_the_answer_of_one_row_a_claim_and_its_sentence_disappear() {
    let complete = proven(&[]);
    let before = drawn(&complete, Language::English);
    let mut tried = 0;
    for proof_before in before.proofs.iter().filter(|proof| proof.state == ProofState::Proven) {
        for row in &proof_before.rows {
            assert_eq!(row.says, Says::Supports);
            assert!(!row.cells.first().unwrap().saw.is_empty(), "{row:?}");
            let after = drawn(&without(&complete, &row.cells), Language::English);
            let weighed = proof(&after, &proof_before.id);
            assert_eq!(weighed.state, NotProven, "{} without {row:?}", proof_before.id);
            assert!(weighed.sentence.is_empty());
            // What is told has to be settled before the policy is published.
            assert_eq!(weighed.is_unsettled(), proof_before.is_told, "{}", proof_before.id);
            for id in &proof_before.facts {
                let said = after.all().into_iter().find(|fact| fact.id == *id).map(|fact| fact.text.as_str());
                // Of two facts that make up one claim the other still holds.
                let is_pair = proof_before.facts.len() > 1;
                assert!(is_pair || said.is_none_or(str::is_empty), "{id}: {said:?}");
            }
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

/// Words that state a claim, in each language; `proof-` messages and those of the facts that rest on a proof are let pass.
const SAYINGS: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "compliant",
            "compliance",
            "certified",
            "seriously",
            "industry standard",
            "bank-level",
            "by using",
            "anonymous",
            "end-to-end",
            "do not sell",
            "never sell",
            "did not sell",
            "never share",
            "no cookies",
            "not track",
            "who need",
            "stays in",
            "all our vendors",
            "knowingly",
            "free of charge",
            "encrypt",
            "we honour",
            "opt-out signal",
        ],
    ),
    (
        "de",
        &[
            "konform",
            "zertifiziert",
            "ernst",
            "branchenüblich",
            "anonym",
            "ende-zu-ende",
            "verkaufen",
            "keine cookies",
            "wissentlich",
            "kostenlos",
            "verschlüssel",
            "bleiben im",
            "durch die nutzung",
            "vertrag mit uns",
        ],
    ),
    (
        "fr",
        &[
            "conforme",
            "certifié",
            "au sérieux",
            "anonyme",
            "de bout en bout",
            "vendons",
            "vendu",
            "pas de cookies",
            "sciemment",
            "gratuit",
            "chiffr",
            "restent dans",
            "en utilisant",
        ],
    ),
    (
        "es",
        &[
            "conforme",
            "certificad",
            "en serio",
            "anónim",
            "extremo a extremo",
            "vendemos",
            "vendido",
            "no usa cookies",
            "a sabiendas",
            "gratis",
            "gratuit",
            "cifra",
            "permanecen en",
            "al usar",
        ],
    ),
];

/// Messages that say such a thing and are shown only where a fact that rests on its proof says it.
const PROVEN: [&str; 9] = [
    "abroad-no",
    "contracts-all",
    "measure-encrypted-at-rest",
    "measure-encrypted-in-transit",
    "retention-anonymise-proven",
    "selling-no",
    "signal-yes",
    "trackers-none",
    "retention-delete-proven",
];

/// Messages that use the same words and claim nothing: the opposite, a rule told as a rule, a duty or a right of the law.
const NO_CLAIM: [&str; 15] = [
    "asking-free",
    "california-right-opt-out",
    "npp-authorization-sale",
    "npp-use-threat",
    "opt-out-right",
    "opt-out-sale",
    "part2-use-own-staff",
    "retention-anonymise",
    "right-list-cost",
    "safeguard-code-or-certification",
    "selling-yes",
    "signal-no",
    "tell-california-sale",
    "under-16-no",
    "under-16-yes",
];

#[test]
fn no_other_message_states_such_a_claim() {
    let words = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/words");
    let mut found = Vec::new();
    let mut met = std::collections::BTreeSet::new();
    for (language, sayings) in SAYINGS {
        let mut files: Vec<_> =
            std::fs::read_dir(words.join(language)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files {
            let mut id = String::new();
            for line in std::fs::read_to_string(&file).unwrap().lines().filter(|line| !line.starts_with('#'))
            {
                if let Some((start, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
                    id = start.to_owned();
                }
                let small = line.to_lowercase();
                let Some(saying) = sayings.iter().find(|saying| small.contains(*saying)) else { continue };
                let is_title =
                    ["heading-", "column-", "caption-", "proof-"].iter().any(|start| id.starts_with(start));
                let is_known = PROVEN.contains(&id.as_str()) || NO_CLAIM.contains(&id.as_str());
                met.insert(id.clone());
                if !is_title && !is_known {
                    found.push(format!("{language}: {id} says `{saying}`"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(met.contains("selling-no") && met.contains("abroad-no"));
}
