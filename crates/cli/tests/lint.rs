//! `candor policy lint`: what it prints, what its exit code says, and the ratchet.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const FOG: &str =
    "# Privacy policy\n\n## How long\n\nWe keep your data as long as necessary for us and for you.\n";

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor")).current_dir(folder).args(arguments).output().unwrap()
}

fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_finding_is_shown_with_its_line_and_its_words() {
    let folder = folder(&[("policy.md", FOG)]);
    let output = candor(folder.path(), &["policy", "lint", "policy.md"]);
    let text = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    let expected = "\
error[PL003]: `as long as necessary` names no period and no criteria
  ┌─ policy.md › line 5, column 19 › How long
  │
5 │  We keep your data as long as necessary for us and for you.
  │                    ^^^^^^^^^^^^^^^^^^^^
";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("policy.md (en, 3 sentences): 1 error;"), "{text}");
    assert!(
        text.contains("not checked: PL044 (needs the same policy in another language: give both files)"),
        "{text}"
    );
}

#[test]
fn the_gate_is_the_users() {
    let folder =
        folder(&[("policy.md", FOG), ("warning.md", "You must tell us prior to the visit of your vet.")]);
    let code = |arguments: &[&str]| candor(folder.path(), arguments).status.code();
    assert_eq!(code(&["policy", "lint", "policy.md", "--fail-on", "error"]), Some(1));
    assert_eq!(code(&["policy", "lint", "warning.md", "--fail-on", "error"]), Some(0));
    assert_eq!(code(&["policy", "lint", "warning.md", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["policy", "lint", "missing.md"]), Some(3));
    assert_eq!(code(&["policy", "lint"]), Some(2));
    assert_eq!(code(&["policy", "lint", "policy.md", "warning.md", "--before", "policy.md"]), Some(2));
}

#[test]
fn the_ratchet_is_written_holds_and_shrinks() {
    let folder = folder(&[("policy.md", FOG)]);
    let run = || candor(folder.path(), &["policy", "lint", "policy.md", "--ratchet", "ratchet.json"]);
    let kept = || std::fs::read_to_string(folder.path().join("ratchet.json")).unwrap();
    assert!(printed(&run()).contains("was written"));
    let first = kept();
    assert!(printed(&run()).contains("no count rose"));
    assert_eq!(kept(), first);

    let worse = FOG.replace("for us", "from time to time for us");
    std::fs::write(folder.path().join("policy.md"), worse).unwrap();
    let output = run();
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("policy.md: PL002 rose from 0 to 1"), "{}", printed(&output));
    assert_eq!(kept(), first, "a failed run changes nothing");

    std::fs::write(folder.path().join("policy.md"), "# Privacy policy\n\nWe keep it for 2 years.\n").unwrap();
    assert!(printed(&run()).contains("1 finding fewer"));
    assert_ne!(kept(), first);
    std::fs::write(folder.path().join("ratchet.json"), "{}").unwrap();
    assert_eq!(run().status.code(), Some(2));
}

#[test]
fn languages_of_one_policy_are_held_against_each_other() {
    let folder = folder(&[
        ("policy.en.md", "# Privacy\n\nWe answer your question in 30 days and you can write to us.\n"),
        (
            "policy.de.md",
            "# Datenschutz\n\nWir antworten auf Ihre Frage in 14 Tagen und Sie können uns schreiben.\n",
        ),
    ]);
    let text = printed(&candor(folder.path(), &["policy", "lint", "policy.en.md", "policy.de.md"]));
    assert!(text.contains("error[PL044]: `30 days` is not in `policy.de.md`"), "{text}");
    assert!(text.contains("error[PL044]: `14 Tagen` is not in `policy.en.md`"), "{text}");
}

#[test]
fn json_holds_to_the_schema_that_is_printed_and_sarif_names_the_line() {
    let folder = folder(&[("policy.md", FOG)]);
    let json = |arguments: &[&str]| -> Value {
        serde_json::from_slice(&candor(folder.path(), arguments).stdout).unwrap()
    };
    let findings = json(&["policy", "lint", "policy.md", "--format", "json"]);
    assert_eq!(findings["policies"][0]["file"], "policy.md");
    assert_eq!(findings["policies"][0]["findings"][0]["rule"], "PL003");
    let schema = json(&["schema", "lint"]);
    assert_eq!(schema["$id"], "urn:candor:schema:lint:1.0");
    let sarif = json(&["policy", "lint", "policy.md", "--format", "sarif"]);
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&5.into(), &19.into()));
}

#[test]
fn a_rule_is_explained_by_id_and_by_name() {
    let folder = folder(&[]);
    for id in ["PL003", "pl003", "retention-fog"] {
        let text = printed(&candor(folder.path(), &["explain", id]));
        assert!(text.contains("PL003 · retention-fog") && text.contains("en, de, fr, es"), "{text}");
    }
    let page = printed(&candor(folder.path(), &["policy", "rules", "--format", "markdown"]));
    assert!(page.contains("## PL046"), "{page}");
}
