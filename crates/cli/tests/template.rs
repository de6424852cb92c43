//! `candor template`, and templates of a workspace in a run.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::path::Path;
use std::process::{Command, Output};

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor")).args(arguments).current_dir(folder).output().unwrap()
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("candor.toml"), "[run]\nas_of = 2026-11-21\n").unwrap();
    std::fs::write(folder.path().join("vendors.csv"), "Vendor,Country\nDeskline,US\n").unwrap();
    folder
}

#[test]
fn a_template_is_begun_checked_and_used() {
    let home = workspace();
    let made = candor(home.path(), &["template", "new", "audit"]);
    assert!(made.status.success(), "{}", shown(&made.stderr));
    let path = home.path().join("templates/audit.md");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("{*- Stands in for the built-in template"));
    assert_eq!(
        candor(home.path(), &["template", "new", "audit.md"]).status.code(),
        Some(2),
        "never overwritten"
    );
    let title = text.lines().find(|line| line.starts_with("# ")).unwrap();
    std::fs::write(&path, text.replace(title, "# Our own audit {#top}")).unwrap();
    let checked = candor(home.path(), &["template", "check", "."]);
    assert!(checked.status.success(), "{}", shown(&checked.stdout));
    assert!(shown(&candor(home.path(), &["template", "list"]).stdout).contains("the one of this workspace"));
    let run = candor(home.path(), &["audit", ".", "--formats", "md", "--out", "out"]);
    assert!(run.status.success(), "{}", shown(&run.stderr));
    let audit = std::fs::read_to_string(home.path().join("out/audit.md")).unwrap();
    assert!(audit.contains("# Our own audit") && audit.contains("templates/audit.md"), "{audit:.300}");
}

#[test]
fn a_broken_template_is_told_and_the_built_in_one_used() {
    let home = workspace();
    std::fs::create_dir(home.path().join("templates")).unwrap();
    std::fs::write(home.path().join("templates/audit.md"), "# A\n\n{{ view.organization }}\n").unwrap();
    std::fs::write(home.path().join("templates/letter.md"), "# L\n").unwrap();
    let run = candor(home.path(), &["audit", ".", "--formats", "md", "--out", "out"]);
    assert_eq!(run.status.code(), Some(0));
    let warned = shown(&run.stderr);
    for part in [
        "warning: templates/letter.md belongs to no document",
        "warning: templates/audit.md:3:9: there is no value `view.organization`",
        "did you mean `organisation`?",
        "the built-in template was used for audit",
    ] {
        assert!(warned.contains(part), "{part}: {warned}");
    }
    assert_eq!(warned.matches("view.organization").count(), 1, "told once: {warned}");
    let audit = std::fs::read_to_string(home.path().join("out/audit.md")).unwrap();
    assert!(audit.contains("was not used (line 3, column 9"));
    let checked = candor(home.path(), &["template", "check", "templates/audit.md"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(shown(&checked.stdout).contains("templates/audit.md:3:9:"));
}

#[test]
fn the_document_that_comes_out_is_checked_too() {
    let home = workspace();
    let path = home.path().join("audit.md");
    std::fs::write(&path, "# A\n\n### Deep\n\n[x](#nowhere)\n\n| a |\n|---|\n| {{ view.quarter }} |\n")
        .unwrap();
    let checked = candor(home.path(), &["template", "check", "audit.md"]);
    let text = shown(&checked.stdout);
    assert_eq!(checked.status.code(), Some(1), "{text}");
    for part in ["the heading `Deep` leaves out a level", "has no caption", "leads to no place", "3 mistakes"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_reference_names_every_value_with_kind_and_example() {
    let home = workspace();
    let text = shown(&candor(home.path(), &["template", "show", "audit"]).stdout);
    assert!(text.contains("view.first[].headline: text\n"), "{text:.500}");
    assert!(text.contains("(21 November 2026)"));
    let source = shown(&candor(home.path(), &["template", "show", "audit.md", "--source"]).stdout);
    assert!(source.contains("{{ view.organisation }}"));
    let unknown = candor(home.path(), &["template", "show", "audits"]);
    assert!(shown(&unknown.stderr).contains("did you mean `audit`?"));
}
