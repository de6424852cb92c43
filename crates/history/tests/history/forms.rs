//! Entries of earlier and later programs: old data for this reader, new data for an old reader.

use std::fs;
use std::path::{Path, PathBuf};

use candor_assess::Assessment;
use candor_history::{Error, FORMAT_VERSION, SUMS_FILE, newest_of_all, read, record, verify};
use serde::Deserialize;

use crate::{differences, kept, quarter, recorded};

fn form(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/history/forms").join(path)
}

#[test]
fn an_entry_of_form_1_0_is_read_and_what_it_lacks_is_absent() {
    let entry = read(&form("1.0/2026-Q3.json")).unwrap();
    assert_eq!((entry.format_version.as_str(), entry.quarter.as_str()), ("1.0", "2026-Q3"));
    assert_eq!(entry.assessment.requirements[1].findings[0].subject, "Email to parents");
    assert_eq!(entry.inputs[0].file, "candor.toml");
    assert!(entry.facts.is_none() && entry.settings.is_none() && entry.corrects.is_none());
    assert!(entry.documents.is_empty() && entry.checklists.is_empty() && entry.tool_version.is_empty());
}

#[test]
fn an_entry_of_a_later_form_is_read_without_what_is_not_known_yet() {
    let entry = read(&form("1.9/2026-Q4.correction-1.json")).unwrap();
    assert_eq!(entry.format_version, "1.9");
    assert_eq!(entry.corrects.unwrap().reason, "two vendors were left out");
    assert_eq!(entry.facts.unwrap().facts[0].text, "Sunmesa Play, Inc.");
    assert_eq!(entry.assessment.requirements[1].findings[0].subject, "Email to parents");
    assert_eq!(entry.checklists[0].version, "2026.9");
}

#[test]
fn an_entry_of_a_newer_first_number_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2026-Q4.json");
    fs::write(&path, "{\"format_version\": \"2.0\", \"later\": true}").unwrap();
    assert!(matches!(read(&path), Err(Error::Newer { version, .. }) if version == "2.0"));
    assert_eq!(
        differences(folder.path()),
        ["2026-Q4.json cannot be read: it was written by a newer version (format 2.0)"]
    );
    assert!(record(folder.path(), quarter("2027-Q1"), kept("X")).is_err());
    for broken in ["{\"format_version\": \"new\"}", "{}", "", "[]", "\u{0}"] {
        fs::write(&path, broken).unwrap();
        assert!(matches!(read(&path), Err(Error::Broken { .. })), "{broken}");
    }
}

/// The entry as the program of form 1.0 read it. It stays as it was.
#[derive(Debug, Deserialize)]
struct EntryOfForm1_0 {
    format_version: String,
    quarter: String,
    inputs: Vec<InputOfForm1_0>,
    assessment: Assessment,
    previous: Option<String>,
}

#[derive(Debug, Deserialize)]
struct InputOfForm1_0 {
    file: String,
    sha256: String,
}

#[test]
fn the_reader_of_form_1_0_reads_what_is_recorded_today() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    let bytes = fs::read(folder.path().join("2026-Q4.json")).unwrap();
    let entry: EntryOfForm1_0 = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(entry.format_version, FORMAT_VERSION);
    // It refused a higher first number, and nothing else.
    assert!(entry.format_version.starts_with("1."));
    assert_eq!((entry.quarter.as_str(), entry.assessment.organisation.as_str()), ("2026-Q4", "2026-Q4"));
    assert_eq!((entry.inputs[0].file.as_str(), entry.inputs[0].sha256.len()), ("register.csv", 64));
    assert!(entry.previous.is_some());
}

#[test]
fn a_history_of_form_1_0_goes_on_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(form("1.0/2026-Q3.json"), folder.path().join("2026-Q3.json")).unwrap();
    assert_eq!(differences(folder.path()), [""; 0]);
    let notes = verify(folder.path()).unwrap().notes;
    assert_eq!(notes, ["SHA256SUMS is not there yet; the next recording writes it"]);
    record(folder.path(), quarter("2026-Q4"), kept("X")).unwrap();
    assert_eq!(differences(folder.path()), [""; 0]);
    assert_eq!(fs::read_to_string(folder.path().join(SUMS_FILE)).unwrap().lines().count(), 2);
    assert_eq!(newest_of_all(folder.path()).unwrap().len(), 2);
    assert_eq!(
        fs::read(folder.path().join("2026-Q3.json")).unwrap(),
        fs::read(form("1.0/2026-Q3.json")).unwrap()
    );
}
