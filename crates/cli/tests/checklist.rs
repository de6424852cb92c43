//! `candor checklist`: what it lists and shows, what it says of a file with mistakes, and what an organisation's own
//! checklist does in an audit.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn candor(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn workspace(checklist: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it can be written");
    fs::create_dir(folder.path().join("checklists")).expect("a folder");
    write("candor.toml", "[run]\nas_of = 2026-11-21\n");
    write(
        "vendors.csv",
        "Vendor,Service,DPA signed,Last review\nDeskline Ltd,Support,yes,2026-03-01\nPapermill Ltd,Print,yes,2026-10-01\n",
    );
    write("checklists/own.toml", checklist);
    folder
}

#[test]
fn a_new_checklist_is_valid_and_is_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = candor(&["checklist", "new", "own"], folder.path());
    assert!(made.status.success(), "{}", text(&made));
    let linted = candor(&["checklist", "lint", "checklists/own.toml"], folder.path());
    assert!(linted.status.success() && text(&linted).contains("2 requirements"), "{}", text(&linted));
    let again = candor(&["checklist", "new", "own"], folder.path());
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(candor(&["checklist", "new", "gdpr"], folder.path()).status.code(), Some(2));

    let own = fs::read_to_string(folder.path().join("checklists/own.toml")).expect("it is there");
    let workspace = workspace(&own);
    let audit = candor(&["audit", ".", "--checklist", "own", "--format", "json"], workspace.path());
    let json: serde_json::Value = serde_json::from_slice(&audit.stdout).expect("JSON");
    let outcomes: Vec<&str> = json["requirements"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["outcome"].as_str())
        .collect();
    assert_eq!(outcomes, ["met", "unknown"]);
    let listed = text(&candor(&["checklist", "list", "."], workspace.path()));
    assert!(listed.contains("own") && listed.contains("gdpr"), "{listed}");
    let explained = text(&candor(&["explain", "own-1", "."], workspace.path()));
    assert!(explained.contains("Look at each vendor again"), "{explained}");
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let folder = workspace(
        "id = \"own\"\ntitle = \"Own\"\n\n[[requirement]]\nid = \"own-1\"\neach = \"vendors\"\nmust = { presnt = \"dpa\" }\n\n\
         [[adjust]]\nrequirement = \"gdpr-6-9\"\noff = \"\"\n",
    );
    let linted = candor(&["checklist", "lint", "."], folder.path());
    let told = text(&linted);
    assert_eq!(linted.status.code(), Some(1), "{told}");
    for part in [
        "own.toml:6:8: `vendors` is no entity",
        "did you mean `vendor`",
        "presnt",
        "own.toml:10:15",
        "`short` is missing",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let audit = candor(&["audit", "."], folder.path());
    assert_eq!(audit.status.code(), Some(2), "{}", text(&audit));
}

#[test]
fn a_requirement_is_switched_off_with_a_reason_or_made_stricter() {
    let adjusted = "[[adjust]]\nrequirement = \"own-1\"\nwithin = \"6 months\"\n\n[[adjust]]\nrequirement = \
                    \"gdpr-30-1-a\"\noff = \"a parent company keeps it\"\n";
    let folder = tempfile::tempdir().expect("a folder");
    candor(&["checklist", "new", "own"], folder.path());
    let own = fs::read_to_string(folder.path().join("checklists/own.toml")).expect("it is there");
    let workspace = workspace(&own);
    fs::write(workspace.path().join("checklists/strict.toml"), adjusted).expect("it can be written");
    let audit = candor(&["audit", ".", "--format", "json"], workspace.path());
    let json: serde_json::Value =
        serde_json::from_slice(&audit.stdout).unwrap_or_else(|_| panic!("{}", text(&audit)));
    let find = |id: &str| {
        json["requirements"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|one| one["id"] == id)
            .expect("it is judged")
            .clone()
    };
    assert_eq!(find("own-1")["outcome"], "partly_met");
    let off = find("gdpr-30-1-a");
    assert_eq!(off["outcome"], "not_applicable");
    let because = off["because"].as_str().expect("a text");
    assert!(because.contains("checklists/strict.toml") && because.contains("parent company"), "{because}");

    let laxer = "[[adjust]]\nrequirement = \"own-1\"\nwithin = \"24 months\"\n";
    fs::write(workspace.path().join("checklists/strict.toml"), laxer).expect("it can be written");
    let refused = candor(&["audit", "."], workspace.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused).contains("not stricter than 12 months"), "{}", text(&refused));
}
