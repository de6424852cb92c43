//! Each way to change a history, and what is told of it.

use std::fs;
use std::path::Path;

use candor_history::{SUMS_FILE, correct, sha256};

use crate::{differences, kept, quarter, recorded};

/// A change to a history of three quarters and a correction, and what is told.
type Case = (&'static str, fn(&Path), &'static [&'static str]);

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).expect("a test may fail here");
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(folder.join(file), text.replace(from, to)).expect("a test may fail here");
}

/// Writes the hash of a file anew, as somebody would who wants to hide a change.
fn hide(folder: &Path, file: &str) {
    let bytes = fs::read(folder.join(file)).expect("a test may fail here");
    let sums = fs::read_to_string(folder.join(SUMS_FILE)).expect("a test may fail here");
    let line = |line: &str| match line.ends_with(&format!("  {file}")) {
        true => format!("{}  {file}\n", sha256(&bytes)),
        false => format!("{line}\n"),
    };
    let sums: String = sums.lines().map(line).collect();
    fs::write(folder.join(SUMS_FILE), sums).expect("a test may fail here");
}

fn remove_line(folder: &Path, file: &str) {
    let sums = fs::read_to_string(folder.join(SUMS_FILE)).expect("a test may fail here");
    let sums: String = sums
        .lines()
        .filter(|line| !line.ends_with(&format!("  {file}")))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(folder.join(SUMS_FILE), sums).expect("a test may fail here");
}

const CASES: &[Case] = &[
    ("nothing", |_| {}, &[]),
    (
        "a byte of an older entry",
        |folder| edit(folder, "2026-Q3.json", "2026-11-21", "2026-11-20"),
        &["2026-Q3.json differs from what was recorded"],
    ),
    (
        "a byte of the newest entry",
        |folder| edit(folder, "2026-Q4.correction-1.json", "2026-11-21", "2026-11-20"),
        &["2026-Q4.correction-1.json differs from what was recorded"],
    ),
    (
        "an older entry, hidden in the list",
        |folder| {
            edit(folder, "2026-Q3.json", "2026-11-21", "2026-11-20");
            hide(folder, "2026-Q3.json");
        },
        &["2026-Q4.json does not fit into the chain: it does not follow 2026-Q3.json as that stands here"],
    ),
    (
        "an older entry removed",
        |folder| fs::remove_file(folder.join("2026-Q3.json")).expect("a test may fail here"),
        &["2026-Q3.json is missing"],
    ),
    (
        "the first entry removed, with its line",
        |folder| {
            fs::remove_file(folder.join("2026-Q2.json")).expect("a test may fail here");
            remove_line(folder, "2026-Q2.json");
        },
        &["2026-Q3.json does not fit into the chain: it follows an entry that is not here"],
    ),
    (
        "the newest entry removed",
        |folder| fs::remove_file(folder.join("2026-Q4.correction-1.json")).expect("a test may fail here"),
        &["2026-Q4.correction-1.json is missing"],
    ),
    (
        "an entry that is no text of ours any more",
        |folder| fs::write(folder.join("2026-Q3.json"), "gone").expect("a test may fail here"),
        &["2026-Q3.json cannot be read: expected value at line 1 column 1"],
    ),
    (
        "an entry copied to another quarter",
        |folder| {
            fs::copy(folder.join("2026-Q4.json"), folder.join("2027-Q1.json")).expect("a test may fail here");
        },
        &[
            "2027-Q1.json was added",
            "2027-Q1.json cannot be read: it is an entry of 2026-Q4",
            "2027-Q1.json does not fit into the chain: it does not follow 2026-Q4.correction-1.json as that stands here",
        ],
    ),
    (
        "a file that is none of ours",
        |folder| fs::write(folder.join("2026-Q4 (copy).json"), "{}").expect("a test may fail here"),
        &["2026-Q4 (copy).json was added"],
    ),
    (
        "the list removed",
        |folder| fs::remove_file(folder.join(SUMS_FILE)).expect("a test may fail here"),
        &["SHA256SUMS is missing"],
    ),
    (
        "a line of the list removed",
        |folder| remove_line(folder, "2026-Q3.json"),
        &[
            "2026-Q3.json was added",
            "2026-Q3.json does not fit into the chain: it does not follow 2026-Q4.correction-1.json as that stands here",
            "2026-Q4.json does not fit into the chain: it does not follow 2026-Q2.json as that stands here",
        ],
    ),
    (
        "a line of the list twice",
        |folder| {
            let sums = fs::read_to_string(folder.join(SUMS_FILE)).expect("a test may fail here");
            fs::write(folder.join(SUMS_FILE), format!("{sums}{sums}x\n")).expect("a test may fail here");
        },
        &[
            "SHA256SUMS cannot be read: line 5 is no hash with the name of one file",
            "SHA256SUMS cannot be read: line 6 is no hash with the name of one file",
            "SHA256SUMS cannot be read: line 7 is no hash with the name of one file",
            "SHA256SUMS cannot be read: line 8 is no hash with the name of one file",
            "SHA256SUMS cannot be read: line 9 is no hash with the name of one file",
        ],
    ),
    (
        "what a correction says that it corrects",
        |folder| {
            edit(
                folder,
                "2026-Q4.correction-1.json",
                "\"entry\": \"2026-Q4.json\"",
                "\"entry\": \"2026-Q3.json\"",
            );
            hide(folder, "2026-Q4.correction-1.json");
        },
        &[
            "2026-Q4.correction-1.json does not fit into the chain: it corrects a 2026-Q3.json with other content",
        ],
    ),
];

#[test]
fn every_change_names_the_file_and_what_is_wrong_with_it() {
    for (name, change, told) in CASES {
        let folder = recorded(&["2026-Q2", "2026-Q3", "2026-Q4"]);
        correct(folder.path(), quarter("2026-Q4"), "a reason", kept("Corrected")).unwrap();
        change(folder.path());
        assert_eq!(differences(folder.path()), *told, "{name}");
    }
}

#[test]
fn any_byte_of_any_entry_shows() {
    let folder = recorded(&["2026-Q3", "2026-Q4"]);
    for file in ["2026-Q3.json", "2026-Q4.json"] {
        let path = folder.path().join(file);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&path, &bytes).unwrap();
            let told = differences(folder.path());
            assert!(told.iter().any(|one| one.starts_with(file)), "byte {at} of {file}: {told:?}");
        }
        fs::write(&path, &whole).unwrap();
    }
    assert_eq!(differences(folder.path()), [""; 0]);
}
