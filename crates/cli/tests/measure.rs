//! `candor policy measure` as a user meets it.

use std::path::PathBuf;
use std::process::{Command, Output};

fn candor(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(["policy", "measure"]).args(arguments).env_clear().output().expect("a test may fail here")
}

/// A file with this text, in a folder that lives as long as the first value.
fn file(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, text).expect("a test may fail here");
    let path = path.display().to_string();
    (folder, path)
}

const PLAIN: &str = "# Your data\n\nWe keep your name and your address for two years after you order. Then we delete \
                     both of them from our shop.\n\n## At a glance\n\n* We keep the data for you.\n";

#[test]
fn a_plain_policy_passes_its_gates() {
    // A grade takes a hundred words.
    let more = "We keep your order for two years, and then we delete it from the shop.\n\n".repeat(8);
    let (_folder, path) = file("policy.md", &format!("{PLAIN}\n{more}"));
    let output = candor(&["--gate", &path]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("Counted by candor-plain-1") && text.contains("R1   Grade of the body"), "{text}");
}

#[test]
fn a_vague_policy_fails_them_and_the_words_are_told() {
    let (_folder, path) =
        file("policy.txt", "Your data\n\nWe may share certain data with third parties from time to time.\n");
    let output = candor(&["--gate", &path]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("hedges: `may` (line 3)"), "{text}");
    assert!(
        text.contains(
            "vague words: `certain` (line 3), `third parties` (line 3), `from time to time` (line 3)"
        ),
        "{text}"
    );
}

#[test]
fn a_part_is_measured_alone() {
    let (_folder, path) = file("policy.md", PLAIN);
    let output = candor(&["--format", "json", "--kind", "glance", "--section", "at a glance", &path]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a test may fail here");
    assert_eq!(json["policies"][0]["measured"]["words"], 9);
    assert_eq!(json["policies"][0]["gates"][0]["id"], "R4");
    let output = candor(&["--section", "At a glanc", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `At a glance`?"));
}

#[test]
fn what_is_no_policy_is_refused() {
    let (_folder, path) = file("policy.docx", "PK\u{3}\u{4}");
    let output = candor(&[&path]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be read as a policy"));
}

#[test]
fn the_rule_is_printed_alone() {
    let output = candor(&["--rule"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("# The counting rule candor-plain-1"));
}
