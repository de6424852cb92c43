//! Proof of claims and publication, as a user meets them on the samples.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const SAMPLES: [&str; 3] = ["harborlight", "lindenkorb", "sunmesa"];

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name)
}

fn policy(name: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .arg("policy")
        .arg(sample(name))
        .args(arguments)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("a test may fail here")
}

#[test]
fn publication_is_refused_with_every_reason_and_nothing_is_written() {
    for name in SAMPLES {
        let folder = tempfile::tempdir().expect("a test may fail here");
        let out = folder.path().join("out").display().to_string();
        let refused = policy(name, &["--publish", "--out", &out]);
        let text = stdout(&refused);
        assert_eq!(refused.status.code(), Some(1), "{name}: {text}");
        assert!(!Path::new(&out).exists(), "{name}: a refused policy is not written");
        let told = text.lines().filter(|line| line.starts_with("  answer ")).count();
        assert!(text.starts_with("Not published: ") && told > 0, "{name}: {text}");
        // What is not answered is the organisation's; the words, their order and their sources are ours.
        let failed = text.split("Aims missed").next().unwrap_or_default();
        let of_the_organisation = ["answer", "open", "claim", "R8", "R16", "R19"];
        let gates = failed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let ours: Vec<&str> = gates
            .filter(|line| !of_the_organisation.contains(&line.split_whitespace().next().unwrap_or_default()))
            .collect();
        assert!(ours.is_empty(), "{name}: {ours:#?}");
    }
}

#[test]
fn the_proof_of_each_claim_is_printed_with_its_rows() {
    for name in SAMPLES {
        let text = stdout(&policy(name, &["--proof"]));
        assert!(text.starts_with("18 claims that take proof"), "{name}: {text}");
        let printed = policy(name, &["--proof", "--format", "json"]);
        let proofs: Value = serde_json::from_slice(&printed.stdout).expect("a test may fail here");
        let claims = proofs["claims"].as_array().expect("a test may fail here");
        assert_eq!(claims.len(), 18);
        for claim in claims {
            let rows = claim["rows"].as_array().expect("a test may fail here");
            let said = !claim["sentence"].as_str().unwrap_or_default().is_empty();
            assert_eq!(claim["state"] == "proven", said, "{name}: {claim}");
            if said {
                assert!(
                    !rows.is_empty() && rows.iter().all(|row| row["says"] == "supports"),
                    "{name}: {claim}"
                );
            }
        }
    }
}

/// Words that state a claim, with the facts that say it only while it is proven.
const CLAIMS: [(&str, &str); 8] = [
    ("compliant", ""),
    ("certified", ""),
    ("seriously", ""),
    ("by using", ""),
    ("did not sell", "claim.selling"),
    ("stays in the european", "claim.abroad"),
    ("we encrypt", "security."),
    ("found no cookies", "claim.trackers"),
];

#[test]
fn no_document_of_a_sample_states_a_claim_outside_of_its_proof() {
    for name in SAMPLES {
        let folder = tempfile::tempdir().expect("a test may fail here");
        let out = folder.path().join("out");
        let written = policy(name, &["--formats", "md", "--out", &out.display().to_string()]);
        assert!(written.status.success(), "{name}");
        let facts: Value =
            serde_json::from_slice(&fs::read(out.join("facts.json")).expect("a test may fail here"))
                .expect("a test may fail here");
        let documents = facts["documents"].as_array().expect("a test may fail here");
        assert!(documents.len() > 3, "{name}");
        for sentence in
            documents.iter().flat_map(|document| document["sentences"].as_array().into_iter().flatten())
        {
            let text = sentence["text"].as_str().unwrap_or_default().to_lowercase();
            for (words, fact) in CLAIMS.iter().filter(|(words, _)| text.contains(words)) {
                let ids = sentence["facts"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let rests = ids.filter(|id| !fact.is_empty() && id.starts_with(fact)).count() > 0;
                assert!(
                    rests || sentence["guides"] == true || sentence["is_title"] == true,
                    "{name}, `{words}`: {sentence}"
                );
            }
        }
    }
}
