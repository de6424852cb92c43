//! `candor letter` as a user meets it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn candor(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).env_clear().output().expect("a test may fail here")
}

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
    folder.display().to_string()
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("a test may fail here")
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("a test may fail here").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

/// Runs the command into a fresh folder; what it printed and the files of the incident.
fn written(arguments: &[&str], incident: &str) -> (String, Vec<String>, tempfile::TempDir) {
    let out = tempfile::tempdir().expect("a test may fail here");
    let folder = out.path().display().to_string();
    let text = stdout(&candor(&[&["letter"], arguments, &["--out", &folder, "--formats", "md"]].concat()));
    let files = names(&PathBuf::from(&folder).join("letters").join(incident));
    (text, files, out)
}

#[test]
fn without_an_incident_they_are_listed() {
    let text = stdout(&candor(&["letter", &sample("lindenkorb")]));
    assert!(text.contains("I-26-05  Parcel labels swapped again"), "{text}");
}

#[test]
fn a_name_that_is_not_there_is_answered_with_one_that_is() {
    let output = candor(&["letter", "I-25-05", &sample("lindenkorb")]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.contains("no incident is called `I-25-05`") && error.contains("did you mean `I-26-05`?"),
        "{error}"
    );
}

#[test]
fn letters_that_may_be_due_are_written_and_the_others_have_a_reason() {
    let (text, files, _out) = written(&["I-26-05", &sample("lindenkorb")], "I-26-05");
    assert_eq!(files, ["incident-record.md", "letter-authority.md"]);
    assert!(text.contains("2026-11-19 09:10  Overdue, 2 days"), "{text}");
    assert!(text.contains("People affected (GDPR): not due: Risk to people is `Medium`"), "{text}");
    assert!(text.contains("Not looked at: HIPAA, California"), "{text}");
}

#[test]
fn an_incident_is_found_by_its_title_too_and_a_day_can_be_given() {
    let arguments = ["parcel labels swapped AGAIN", &sample("lindenkorb"), "--as-of", "2026-11-18"];
    let (text, _, _out) = written(&arguments, "I-26-05");
    assert!(text.contains("2026-11-19 09:10  Running"), "{text}");
}

#[test]
fn only_the_letters_that_are_asked_for_are_written() {
    let (_, files, _out) = written(&["I-003", &sample("harborlight"), "--to", "people,media"], "I-003");
    assert_eq!(
        files,
        ["letter-media.md", "letter-people-california.md", "letter-people-gdpr.md", "letter-people-hipaa.md"]
    );
    let (text, files, out) = written(&["I-26-05", &sample("lindenkorb"), "--to", "people"], "I-26-05");
    assert_eq!(files, ["letter-people-gdpr.md"], "{text}");
    let letter = std::fs::read_to_string(out.path().join("letters/I-26-05/letter-people-gdpr.md"));
    let letter = letter.expect("a test may fail here");
    assert!(letter.contains("**The records show no duty to send this letter.**"), "{letter}");
    let (text, files, _out) = written(&["I-26-05", &sample("lindenkorb"), "--to", "hhs"], "I-26-05");
    assert!(files.is_empty() && text.contains("Nothing was written"), "{text}");
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let all = || {
        let out = tempfile::tempdir().expect("a test may fail here");
        let folder = out.path().display().to_string();
        stdout(&candor(&["letter", "I-003", &sample("harborlight"), "--out", &folder]));
        let letters = out.path().join("letters/I-003");
        let read = |name: &String| std::fs::read(letters.join(name)).expect("a test may fail here");
        names(&letters).iter().map(|name| (name.clone(), read(name))).collect::<Vec<_>>()
    };
    let first = all();
    assert!(first.len() > 20 && first == all());
}
