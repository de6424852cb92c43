//! A quarter is recorded once; a correction stands beside it.

use std::fs;
use std::process::Command;

use candor_history::{Entry, Error, SUMS_FILE, before, correct, newest, newest_of_all, read, record, sha256};

use crate::{differences, kept, quarter, recorded};

fn organisations(entries: Vec<Entry>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.assessment.organisation).collect()
}

#[test]
fn a_quarter_is_recorded_once_and_chained_to_the_entry_before() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    let (first, second) = (folder.path().join("2026-Q3.json"), folder.path().join("2026-Q4.json"));
    let bytes = fs::read(&first).unwrap();
    assert_eq!(read(&second).unwrap().previous, Some(sha256(&bytes)));
    assert_eq!(read(&first).unwrap().previous, None);
    let again = record(folder.path(), quarter("2026-Q3"), kept("Another"));
    assert!(matches!(again, Err(Error::AlreadyRecorded(name)) if name == "2026-Q3"));
    assert_eq!(fs::read(&first).unwrap(), bytes);
    let earlier = before(folder.path(), quarter("2026-Q4")).unwrap();
    assert_eq!(organisations(earlier), ["2026-Q3"]);
    assert_eq!(differences(folder.path()), [""; 0]);
}

#[test]
fn a_quarter_that_is_recorded_late_follows_what_was_recorded_before_it() {
    let folder = recorded(&["2026-Q4", "2026-Q2"]);
    let last = fs::read(folder.path().join("2026-Q4.json")).unwrap();
    let late = read(&folder.path().join("2026-Q2.json")).unwrap();
    assert_eq!(late.previous, Some(sha256(&last)));
    assert_eq!(differences(folder.path()), [""; 0]);
    assert_eq!(organisations(newest_of_all(folder.path()).unwrap()), ["2026-Q2", "2026-Q4"]);
}

#[test]
fn a_correction_is_an_entry_that_says_what_it_corrects_and_why() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    let first = fs::read(folder.path().join("2026-Q3.json")).unwrap();
    let reason = "two vendors were left out";
    let path = correct(folder.path(), quarter("2026-Q3"), reason, kept("Corrected")).unwrap();
    assert_eq!(path, folder.path().join("2026-Q3.correction-1.json"));
    assert_eq!(fs::read(folder.path().join("2026-Q3.json")).unwrap(), first);
    let corrects = read(&path).unwrap().corrects.unwrap();
    assert_eq!(
        (corrects.entry.as_str(), corrects.reason.as_str(), corrects.sha256),
        ("2026-Q3.json", reason, sha256(&first))
    );
    let again = correct(folder.path(), quarter("2026-Q3"), "and one more", kept("Corrected again")).unwrap();
    assert_eq!(read(&again).unwrap().corrects.unwrap().entry, "2026-Q3.correction-1.json");
    assert_eq!(
        organisations(newest_of_all(folder.path()).unwrap()),
        ["Corrected again", "2026-Q4"],
        "readers of the past see the newest state"
    );
    let newest = newest(folder.path(), quarter("2026-Q3")).unwrap().unwrap();
    assert_eq!(newest.assessment.organisation, "Corrected again");
    assert_eq!(differences(folder.path()), [""; 0]);
}

#[test]
fn what_was_never_recorded_cannot_be_corrected() {
    let folder = recorded(&["2026-Q3"]);
    let refused = correct(folder.path(), quarter("2026-Q4"), "a reason", kept("X"));
    assert!(matches!(refused, Err(Error::NotRecorded(name)) if name == "2026-Q4"));
    let nowhere = folder.path().join("nowhere");
    assert!(correct(&nowhere, quarter("2026-Q4"), "a reason", kept("X")).is_err());
    assert!(!nowhere.exists());
}

#[test]
fn the_list_of_hashes_is_checked_by_sha256sum() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    correct(folder.path(), quarter("2026-Q4"), "a reason", kept("Corrected")).unwrap();
    let sums = fs::read_to_string(folder.path().join(SUMS_FILE)).unwrap();
    let names: Vec<&str> = sums.lines().filter_map(|line| line.split("  ").nth(1)).collect();
    assert_eq!(names, ["2026-Q3.json", "2026-Q4.json", "2026-Q4.correction-1.json"]);
    let check = || {
        let mut command = Command::new("sha256sum");
        let done = command.args(["--check", "--strict", SUMS_FILE]).current_dir(folder.path()).output();
        done.expect("sha256sum is part of every system that these tests run on")
    };
    assert!(check().status.success());
    fs::write(folder.path().join("2026-Q3.json"), "{}").unwrap();
    let failed = check();
    assert!(!failed.status.success());
    assert!(String::from_utf8_lossy(&failed.stdout).contains("2026-Q3.json: FAILED"));
}

#[test]
fn nothing_is_added_to_a_history_that_was_changed() {
    let folder = recorded(&["2026-Q3"]);
    let path = folder.path().join("2026-Q3.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("2026-11-21", "2026-11-20")).unwrap();
    let refused = record(folder.path(), quarter("2026-Q4"), kept("X"));
    assert!(matches!(refused, Err(Error::Differs(told)) if told.contains("2026-Q3.json differs")));
    assert!(!folder.path().join("2026-Q4.json").exists());
}

#[test]
fn many_at_once_make_one_chain() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];
    std::thread::scope(|scope| {
        for name in names {
            scope.spawn(|| record(folder.path(), quarter(name), kept(name)).unwrap());
        }
    });
    assert_eq!(newest_of_all(folder.path()).unwrap().len(), names.len());
    assert_eq!(differences(folder.path()), [""; 0]);
}
