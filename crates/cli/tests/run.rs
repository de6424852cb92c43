//! `candor run`: the quarter of one workspace and of many, again and again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::workspace::{self, RECORDS, REPORTS, candor, copy_folder, files, text};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .arg("run")
        .args(arguments)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("a test may fail here")
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("a test may fail here")
}

/// A workspace with one register, which is judged in a moment.
fn small(folder: PathBuf, name: &str) -> PathBuf {
    fs::create_dir_all(&folder).expect("a test may fail here");
    let settings = format!(
        "[organisation]\nlegal_name = \"{name}\"\n\n[run]\nas_of = 2026-11-21\nchecklists = [\"baseline\"]\n"
    );
    fs::write(folder.join("candor.toml"), settings).expect("a test may fail here");
    fs::write(folder.join("vendors.csv"), format!("Vendor,Service,Country\nMail for {name},Mail,DE\n"))
        .expect("a test may fail here");
    folder
}

#[test]
fn where_activities_are_too_many_for_a_policy_there_is_an_audit_and_a_word() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = small(folder.path().join("large"), "Large");
    let rows: String = (0..5001).map(|row| format!("Activity {row},Purpose,Consent\n")).collect();
    let register = format!("Processing activity,Purpose,Legal basis\n{rows}");
    fs::write(home.join("activities.csv"), register).expect("a test may fail here");
    let out = folder.path().join("out");
    let refused = run(&[&text(&home), "--formats", "json", "--out", &text(&out)]);
    let told = String::from_utf8(refused.stderr.clone()).expect("a test may fail here");
    assert_eq!(code(&refused), 3, "{told}");
    assert!(told.contains("the records hold 5,001 activities; a policy is made of 5,000 at most"), "{told}");
    assert!(told.contains("only the audit in `") && told.contains("help: "), "{told}");
    assert!(out.join("audit.json").is_file() && !out.join("facts.json").exists());
    let refused = Command::new(env!("CARGO_BIN_EXE_candor")).arg("policy").arg(&home).env_clear().output();
    assert_eq!(code(&refused.expect("a test may fail here")), 3);
}

#[test]
fn one_run_writes_what_audit_and_policy_write_and_a_second_run_writes_it_again() {
    let folder = workspace::workspace();
    let (home, apart) = (text(folder.path()), folder.path().join("reports/apart"));
    let formats = ["--formats", "md,json,xlsx"];
    let with = |arguments: &[&str]| candor(&[arguments, &formats].concat());
    with(&["run", &home]);
    let first = files(&folder.path().join(REPORTS));
    let names = ["audit.md", "audit.json", "audit.xlsx", "privacy-policy.md", "facts.json"];
    assert!(names.iter().all(|name| first.contains_key(*name)));
    with(&["run", &home]);
    assert!(files(&folder.path().join(REPORTS)) == first, "the same bytes, and nothing more");
    for command in ["audit", "policy"] {
        with(&[command, &home, "--out", &text(&apart)]);
    }
    assert!(files(&apart) == first, "the same as one by one");
}

#[test]
fn a_plan_that_somebody_fills_in_stays_and_is_not_doubled() {
    let folder = workspace::workspace();
    let (home, plan) = (text(folder.path()), folder.path().join(REPORTS).join("action-plan.xlsx"));
    candor(&["run", &home, "--formats", "plan"]);
    fs::write(&plan, "filled in").expect("a test may fail here");
    for _ in 0..3 {
        candor(&["run", &home, "--formats", "plan"]);
        assert_eq!(fs::read(&plan).expect("a test may fail here"), b"filled in");
    }
    let plans = files(&folder.path().join(REPORTS)).into_keys().filter(|name| name.ends_with(".xlsx"));
    assert_eq!(plans.collect::<Vec<_>>(), ["action-plan-2.xlsx", "action-plan.xlsx"]);
}

#[test]
fn a_quarter_is_recorded_once_and_told_if_it_differs() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = small(folder.path().join("acme"), "Acme Ltd");
    let (path, entry) = (text(&home), home.join("history/2026-Q4.json"));
    let first = run(&[&path, "--record"]);
    assert!(printed(&first).contains("Recorded in"), "{}", printed(&first));
    let bytes = fs::read(&entry).expect("a test may fail here");
    let second = run(&[&path, "--record"]);
    assert_eq!(code(&second), 0);
    assert!(printed(&second).contains("2026-Q4 is recorded already, with the same result"));
    fs::write(home.join("vendors.csv"), "Vendor,Service,Country\nOther,Mail,DE\n")
        .expect("a test may fail here");
    let reports = files(&home.join("reports"));
    let third = run(&[&path, "--record"]);
    assert_eq!(code(&third), 3);
    assert!(String::from_utf8_lossy(&third.stderr).contains("from other files; nothing was written"));
    assert!(files(&home.join("reports")) == reports, "nothing was written");
    assert!(fs::read(&entry).expect("a test may fail here") == bytes, "the record stays");
}

#[test]
fn a_quarter_that_is_asked_for_takes_its_own_day_and_records() {
    let folder = workspace::workspace();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/harborlight/2026-Q3");
    copy_folder(&from, &folder.path().join("2026-Q3"));
    let output = candor(&["run", &text(folder.path()), "--quarter", "2026-Q3", "--formats", "json"]);
    assert!(printed(&output).contains("2026-Q3 · as of 2026-09-30"), "{}", printed(&output));
    assert!(
        printed(&output).contains(&format!("names {RECORDS}; the records of 2026-Q3 were read from 2026-Q3"))
    );
    assert!(folder.path().join("reports/2026-Q3/audit.json").is_file());
    let refused = run(&[&text(folder.path()), "--quarter", "2026-Q4", "--as-of", "2026-09-30"]);
    assert_eq!(code(&refused), 2);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("2026-09-30 lies before 2026-Q4"));
}

#[test]
fn what_the_next_run_would_read_is_not_written_among_the_records() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = small(folder.path().join("acme"), "Acme Ltd");
    let output = run(&[&text(&home), "--out", &text(&home.join("mine"))]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("lies among the records"));
    assert!(!home.join("mine").exists());
}

#[test]
fn a_failure_of_one_stops_no_other_and_nobody_writes_over_another() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = |name: &str| folder.path().join(name);
    small(path("north/acme"), "Acme North");
    small(path("south/Acme"), "Acme South");
    let broken = small(path("broken"), "Broken");
    fs::write(broken.join("candor.toml"), "[run]\nas_of = \"soon\"\n").expect("a test may fail here");
    let list = "# clients\nnorth/acme\n\nbroken # to be mended\nsouth/Acme\nnowhere\n./north/acme\n";
    fs::write(path("clients.txt"), list).expect("a test may fail here");
    let (list, out) = (text(&path("clients.txt")), text(&path("out")));
    let output = run(&["--list", &list, "--out", &out, "--formats", "json,md"]);
    assert_eq!(code(&output), 3, "the gravest of the failures");
    let shown = printed(&output);
    assert!(shown.contains("4 workspaces: 2 done, 2 failed"), "{shown}");
    assert!(shown.contains("`as_of` must be a date") || shown.contains("1 mistake"), "{shown}");
    assert!(shown.contains("nowhere` does not exist"), "{shown}");
    assert!(!shown.contains("Seconds"), "no time where nobody watches");
    for (name, organisation) in [("north-acme", "Acme North"), ("south-Acme", "Acme South")] {
        let audit = fs::read_to_string(path("out").join(name).join("2026-Q4/audit.md"));
        assert!(audit.expect("a test may fail here").contains(organisation), "{name}");
    }
    let lines = String::from_utf8_lossy(&output.stderr).into_owned();
    let starts: Vec<&str> = lines.lines().filter_map(|line| line.get(..5)).collect();
    assert_eq!(starts, ["[1/4]", "[2/4]", "[3/4]", "[4/4]"], "in the order of the list: {lines}");
    assert!(lines.contains("[1/4] north-acme: Acme North, done"), "{lines}");
    assert!(printed(&run(&["--list", &list, "--out", &out, "--formats", "json,md"])) == shown);
}
