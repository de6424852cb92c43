//! `candor check --annotate` as a user meets it: copies in a folder, the files themselves as they were.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::files;

const REGISTER: &str = "ID;Activity;Lawful basis;Last reviewed\nN-1;Payroll;Contract;2026-01-01\n\
    N-2;Newsletter;Because we can;31/02/2026\nN-3;Door log;Because we can;2026-01-03\n";
const CLEAN: &str = "ID,Activity,Lawful basis\nC-1,Payroll,Contract\nC-2,Newsletter,Consent\n";
const WORKBOOK: &[u8] = include_bytes!("../../report/tests/annotate/register.xlsx");

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .args(["--as-of", "2026-11-21"])
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("a test may fail here")
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}

/// A folder with records: `records/` and an empty place beside it.
fn records() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let records = folder.path().join("records");
    fs::create_dir_all(records.join("north")).expect("a test may fail here");
    fs::write(records.join("register.xlsx"), WORKBOOK).expect("a test may fail here");
    fs::write(records.join("north/activities.csv"), REGISTER).expect("a test may fail here");
    fs::write(records.join("clean.csv"), CLEAN).expect("a test may fail here");
    fs::write(records.join("broken.xlsx"), b"PK\x03\x04 cut off").expect("a test may fail here");
    folder
}

#[test]
fn copies_are_written_and_the_files_stay_as_they_were() {
    let folder = records();
    let before = files(&folder.path().join("records"));
    let output = candor(folder.path(), &["check", "records", "--annotate", "marked"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(files(&folder.path().join("records")), before);
    let marked = folder.path().join("marked");
    let first = files(&marked);
    assert_eq!(
        names(&marked),
        ["north/activities.csv.xlsx", "north/activities.problems.csv", "register.xlsx"],
        "a file without problems has no copy"
    );
    let printed = text(&output.stdout);
    assert!(printed.contains("\nMarked copies in marked:\n"), "{printed}");
    assert!(printed.contains("  register.xlsx: 4 cells\n"), "{printed}");
    assert!(printed.contains("activities.csv.xlsx: 3 cells\n"), "folded cells are marked too: {printed}");
    assert!(printed.contains("  broken.xlsx: no copy, for nothing of it could be read\n"), "{printed}");
    let list = text(&first["north/activities.problems.csv"]);
    assert!(list.starts_with("\u{feff}Severity;Code;Cell;"), "the separator of the file: {list}");
    candor(folder.path(), &["check", "records", "--annotate", "marked"]);
    assert_eq!(files(&marked), first, "the same again gives the same bytes");
}

#[test]
fn a_marked_copy_gives_the_same_problems() {
    let folder = records();
    candor(folder.path(), &["check", "records/register.xlsx", "--annotate", "marked"]);
    let json = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&candor(folder.path(), &["check", path, "--format", "json"]).stdout)
            .expect("a test may fail here")
    };
    let (original, copy) = (json("records/register.xlsx"), json("marked/register.xlsx"));
    assert_eq!(original["problems"], copy["problems"]);
    assert_eq!(original["files"][0]["tables"], copy["files"][0]["tables"]);
    let ignored = copy["files"][0]["ignored"].to_string();
    assert!(ignored.contains("Candor problems"), "{ignored}");
}

#[test]
fn the_json_stays_as_it_is() {
    let folder = records();
    let plain = candor(folder.path(), &["check", "records", "--format", "json"]);
    let with = candor(folder.path(), &["check", "records", "--format", "json", "--annotate", "marked"]);
    assert_eq!(plain.stdout, with.stdout);
    assert_eq!(names(&folder.path().join("marked")).len(), 3);
}

#[test]
fn nothing_is_written_in_the_place_of_an_input() {
    let folder = records();
    let before = files(folder.path());
    for (path, to) in [
        ("records", "records"),
        ("records", "records/../records"),
        ("records", "records/marked"),
        ("records/register.xlsx", "records"),
    ] {
        let output = candor(folder.path(), &["check", path, "--annotate", to]);
        assert_eq!(output.status.code(), Some(2), "{path} {to}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("= help: choose "), "{}", text(&output.stderr));
        assert_eq!(files(folder.path()), before, "{path} {to}");
    }
    // A folder for results is never read, and the problems of a text file may stand beside it.
    for (path, to) in
        [("records", "records/reports/marked"), ("records/north/activities.csv", "records/north")]
    {
        let output = candor(folder.path(), &["check", path, "--annotate", to]);
        assert_eq!(output.status.code(), Some(0), "{path} {to}: {}", text(&output.stderr));
    }
    for (name, bytes) in before {
        assert_eq!(fs::read(folder.path().join(name)).expect("a test may fail here"), bytes);
    }
}

#[test]
fn copies_never_leave_their_folder() {
    let folder = records();
    let work = folder.path().join("work");
    fs::create_dir_all(work.join("records")).expect("a test may fail here");
    fs::write(work.join("records/register.xlsx"), WORKBOOK).expect("a test may fail here");
    // Two files of one name are shown with their paths.
    let arguments = ["check", "../records/register.xlsx", "records/register.xlsx", "--annotate", "marked"];
    let output = candor(&work, &arguments);
    assert_eq!(output.status.code(), Some(2), "both would be one file: {}", text(&output.stderr));
    let output =
        candor(&work, &["check", "../records/register.xlsx", "../records/north", "--annotate", "marked"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(
        names(&work.join("marked")),
        ["activities.csv.xlsx", "activities.problems.csv", "register.xlsx"]
    );
}

#[test]
fn without_problems_nothing_is_written() {
    let folder = records();
    let output = candor(folder.path(), &["check", "records/clean.csv", "--annotate", "marked"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).ends_with("No file has a problem, so no marked copy was written\n"));
    assert!(!folder.path().join("marked").exists());
}
