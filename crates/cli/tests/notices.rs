//! The notices of the samples: every fact is told or its absence has a reason, and the card and the short notices are short.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Known facts of the samples that no document states. A person has looked at each: none is a thing that people are to be
/// told.
const REVIEWED: [&str; 2] = [
    // It decides whether there is a notice of financial incentive; that notice tells the terms.
    "organisation.financial_incentive",
    // Sunmesa names the agency of California; only the GDPR asks a policy to name an authority.
    "organisation.complaint_authority",
];

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut samples: Vec<PathBuf> = entries.filter(|path| path.join("candor.toml").is_file()).collect();
    samples.sort();
    samples
}

/// What `candor policy` writes of a sample: `facts.json`, and the files in Markdown by their path.
fn made(sample: &Path) -> (Value, Vec<(String, String)>) {
    let out = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["policy".as_ref(), sample.as_os_str(), "--formats".as_ref(), "md".as_ref(), "--out".as_ref()])
        .arg(out.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let facts = std::fs::read(out.path().join("facts.json")).unwrap();
    let mut files = Vec::new();
    let mut folders = vec![out.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.strip_prefix(out.path()).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    (serde_json::from_slice(&facts).unwrap(), files)
}

#[test]
fn every_fact_of_the_samples_is_told_or_has_a_reason() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for sample in samples() {
        let (facts, _) = made(&sample);
        let all = facts["facts"].as_array().unwrap();
        assert!(all.len() > 100, "{}", all.len());
        for fact in all {
            let (id, state) = (fact["id"].as_str().unwrap(), fact["state"].as_str().unwrap());
            let Some(reason) = fact["not_public"].as_str() else { continue };
            assert!(!reason.is_empty(), "{id}");
            let is_reviewed = REVIEWED.contains(&id);
            if is_reviewed && state == "known" {
                met.insert(id.to_owned());
            }
            assert!(state != "known" || is_reviewed, "{}: {id} is lost: {}", sample.display(), fact["text"]);
        }
    }
    assert_eq!(met.len(), REVIEWED.len(), "reviewed, and told after all: {met:?}");
}

#[test]
fn each_sentence_of_the_samples_has_its_source() {
    for sample in samples() {
        let (facts, _) = made(&sample);
        for document in facts["documents"].as_array().unwrap() {
            for sentence in document["sentences"].as_array().unwrap() {
                // What California asks for has tests of its own.
                if sentence["section"] == "california" {
                    continue;
                }
                assert_ne!(sentence["status"], "unfounded", "{}: {sentence}", document["path"]);
            }
        }
    }
}

#[test]
fn the_samples_get_the_notices_that_apply() {
    let wanted: [(&str, &[&str], &[&str]); 3] = [
        (
            "harborlight",
            &["at-a-glance.md", "recipients.md", "staff-notice.md", "audience-notice/patients.md"],
            &["trackers.md"],
        ),
        (
            "lindenkorb",
            &["applicant-notice.md", "staff-notice.md", "trackers.md", "audience-notice/customers.md"],
            &["childrens-notice.md", "audience-notice/californians.md"],
        ),
        ("sunmesa", &["childrens-notice.md", "audience-notice/californians.md"], &["trackers.md"]),
    ];
    for (name, there, not_there) in wanted {
        let sample = samples().into_iter().find(|sample| sample.ends_with(name)).unwrap();
        let (_, files) = made(&sample);
        let has = |path: &str| files.iter().any(|(file, _)| file == path);
        assert!(
            there.iter().all(|path| has(path)),
            "{name}: {:?}",
            files.iter().map(|f| &f.0).collect::<Vec<_>>()
        );
        assert!(!not_there.iter().any(|path| has(path)), "{name}");
    }
}
