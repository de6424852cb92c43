//! Answers and the action plan of the quarter before, taken over where the settings allow it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::book::{Book, Sheet};
use serde_json::Value;

const SETTINGS: &str = "[organisation]\nlegal_name = \"Harrow Quay Trust\"\neu_establishment = true\n\n\
    [run]\nas_of = 2026-11-21\nrecords = \"2026-Q4\"\nchecklists = [\"gdpr\"]\n";

const ACTIVITIES: &str = "ID,Activity,Purpose,Lawful basis,Retention period\nA-1,Payroll,Pay staff,Contract,7 years\n\
    A-2,Raffle,Prizes,,1 month\n";

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_clear().output().expect("a test may fail here")
}

fn workspace(settings: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a test may fail here");
        fs::write(path, text).expect("a test may fail here");
    };
    write("candor.toml", &format!("{SETTINGS}{settings}"));
    write("2026-Q4/activities.csv", ACTIVITIES);
    write("2026-Q3/activities.csv", &ACTIVITIES.replace("Payroll", "Gone since"));
    for (name, text) in files {
        write(name, text);
    }
    folder
}

fn audit(folder: &Path) -> Value {
    let output = candor(folder, &["audit", ".", "--format", "json"]);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn because(audit: &Value, id: &str) -> (String, String) {
    let requirements = audit["requirements"].as_array().expect("a list");
    let found = requirements.iter().find(|one| one["id"] == id).expect("a requirement");
    let text = |key: &str| found[key].as_str().expect("text").to_owned();
    (text("outcome"), text("because"))
}

const HEADER: &str = "Requirement,Answer,Reason,Evidence,Evidence dated,Answered on\n";

#[test]
fn answers_of_the_quarter_before_count_with_their_age_until_somebody_answers_anew() {
    let before = format!(
        "{HEADER}gdpr-24-2,Yes,,Policy,2026-08-01,2026-08-12\ngdpr-25-1,Yes,,Minutes,2026-08-01,2026-08-12\n"
    );
    let now = format!("{HEADER}gdpr-25-1,No,,,,2026-11-02\n");
    let carry = "\n[answers]\ncarry_over = true\n";
    let files = [("2026-Q3/answers.csv", before.as_str()), ("2026-Q4/answers.csv", now.as_str())];
    let folder = workspace(carry, &files);
    let audited = audit(folder.path());
    let (outcome, why) = because(&audited, "gdpr-24-2");
    assert_eq!(outcome, "met", "{why}");
    let says = "Answered `yes` on 2026-08-12, 3 months ago (carried over from 2026-Q3/answers.csv), with evidence of 2026-08-01.";
    assert!(why.starts_with(says), "{why}");
    let (outcome, why) = because(&audited, "gdpr-25-1");
    assert_eq!(outcome, "not_met");
    assert!(why.starts_with("Answered `no`."), "{why}");
    let text = audited.to_string();
    assert!(!text.contains("Gone since"), "no register of the quarter before is read");

    let without = workspace("", &files);
    assert_eq!(because(&audit(without.path()), "gdpr-24-2").0, "unknown");
}

#[test]
fn answers_that_are_too_old_are_unknown_told_and_asked_anew() {
    let answers = format!("{HEADER}gdpr-24-2,Yes,,Policy,2026-08-01,2026-08-12\n");
    let folder = workspace("\n[answers]\nvalid_days = 90\n", &[("2026-Q4/answers.csv", &answers)]);
    let audited = audit(folder.path());
    let (outcome, why) = because(&audited, "gdpr-24-2");
    assert_eq!(outcome, "unknown");
    let says = "Answered `yes` on 2026-08-12, 3 months ago, which held until 2026-11-10.";
    assert!(why.starts_with(says), "{why}");
    assert_eq!(audited["answers"][0]["state"], "expired");
    let text =
        String::from_utf8(candor(folder.path(), &["audit", ".", "--formats", "md"]).stdout).expect("text");
    assert!(text.contains("1 of them counts no longer"), "{text}");
    let due = String::from_utf8(candor(folder.path(), &["due", "."]).stdout).expect("text");
    assert!(due.contains(" 2026-11-10  11 days late  Evidence"), "{due}");
    assert!(candor(folder.path(), &["ask", ".", "--out", "questions.xlsx"]).status.success());
    let book = Book::read(&folder.path().join("questions.xlsx"));
    let sheet: &Sheet = book.sheets.iter().find(|sheet| sheet.name == "Answers").expect("answers are asked");
    let asked =
        sheet.rows.iter().any(|row| row.iter().any(|cell| cell.contains("which held until 2026-11-10")));
    assert!(asked, "the question says why it is asked again");
}

#[test]
fn the_plan_and_the_questions_that_were_filled_in_come_back_from_the_reports_of_the_quarter_before() {
    let folder = workspace("\n[answers]\ncarry_over = true\n", &[]);
    let folder = folder.path();
    let settings = fs::read_to_string(folder.join("candor.toml")).expect("a test may fail here");
    let of_quarter = |quarter: &str, as_of: &str| {
        let text = settings.replace("2026-Q4", quarter).replace("2026-11-21", as_of);
        fs::write(folder.join("candor.toml"), text).expect("a test may fail here");
    };
    of_quarter("2026-Q3", "2026-08-21");
    assert!(candor(folder, &["audit", ".", "--formats", "plan"]).status.success());
    assert!(candor(folder, &["ask", "."]).status.success());
    for (name, sheet, header, cell) in [
        ("action-plan.xlsx", "Actions", "Owner", "Head of Records"),
        ("questions.xlsx", "Answers", "Answer", "No"),
    ] {
        let path = folder.join("reports/2026-Q3").join(name);
        let mut book = Book::read(&path);
        let sheet = book.sheets.iter_mut().find(|known| known.name == sheet).expect("a sheet");
        let at = sheet.column(header);
        sheet.rows[0][at] = cell.to_owned();
        book.write(&path);
    }
    of_quarter("2026-Q4", "2026-11-21");
    let audited = audit(folder);
    let actions = audited["actions"].as_array().expect("the plan came back");
    assert!(actions.iter().any(|action| action["owner"] == "Head of Records"), "{actions:#?}");
    let answers = audited["answers"].as_array().expect("an answer came back");
    assert_eq!(answers[0]["carried_from"], "reports/2026-Q3/questions.xlsx");
    // A plan of this quarter stands in for it.
    fs::copy(folder.join("reports/2026-Q3/action-plan.xlsx"), folder.join("2026-Q4/plan.xlsx"))
        .expect("a copy");
    let check = candor(folder, &["check", ".", "--format", "json"]);
    assert!(!String::from_utf8_lossy(&check.stdout).contains("action-id-repeated"));
}

#[test]
fn the_first_quarter_has_nothing_to_take_over_and_wrong_settings_are_told() {
    let first = workspace("\n[answers]\ncarry_over = true\n", &[]);
    fs::remove_dir_all(first.path().join("2026-Q3")).expect("a test may fail here");
    assert!(candor(first.path(), &["audit", ".", "--format", "json"]).status.success());
    for (settings, says) in [
        ("carry_over = \"2026-Q9\"", "no folder"),
        ("carry_over = 3", "does not fit `carry_over`"),
        ("valid_days = 0", "does not fit `valid_days`"),
        ("valid_days = \"long\"", "does not fit `valid_days`"),
        ("valid_day = 3", "valid_day"),
    ] {
        let folder = workspace(&format!("\n[answers]\n{settings}\n"), &[]);
        let output = candor(folder.path(), &["audit", ".", "--format", "json"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{settings}: {told}");
        assert!(told.contains(says) && told.contains("help: "), "{settings}: {told}");
    }
}
