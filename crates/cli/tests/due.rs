//! `candor due`: every date that falls due is told, and the calendar holds to RFC 5545.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use candor_model::{Dictionary, EntityId};
use serde_json::Value;

const SETTINGS: &str = "[organisation]\nlegal_name = \"Harrow Quay, Trust; \\\"the\\\" \\\\ one\"\neu_establishment = true\n\n\
    [run]\nas_of = 2026-11-21\nrecords = \"records\"\nchecklists = [\"gdpr\"]\n";

fn candor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_clear().output().expect("a test may fail here")
}

fn workspace(files: &[(String, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    fs::create_dir(folder.path().join("records")).expect("a test may fail here");
    fs::write(folder.path().join("candor.toml"), SETTINGS).expect("a test may fail here");
    for (name, text) in files {
        fs::write(folder.path().join("records").join(name), text).expect("a test may fail here");
    }
    folder
}

fn items(folder: &Path, days: &str) -> Vec<Value> {
    let output = candor(folder, &["due", ".", "--format", "json", "--days", days]);
    let json: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    json["items"].as_array().expect("a list").clone()
}

/// A sheet of one entity: its name, and fields with a value; headers are the labels.
fn sheet(entity: EntityId, fields: &[(&str, &str)]) -> (String, String) {
    let dictionary = Dictionary::builtin();
    let name = dictionary.entity(entity).sheet.clone();
    let label =
        |id: &str| dictionary.field(dictionary.find_field(entity, id).expect("a field")).label.clone();
    let header: Vec<String> = fields.iter().map(|(id, _)| format!("\"{}\"", label(id))).collect();
    let cells: Vec<String> = fields.iter().map(|(_, value)| format!("\"{value}\"")).collect();
    (format!("{name}.csv"), format!("{}\n{}\n", header.join(","), cells.join(",")))
}

#[test]
fn every_date_that_the_dictionary_marks_is_told() {
    let dictionary = Dictionary::builtin();
    let mut tried = 0;
    for entity in dictionary.entity_ids().filter(|entity| !dictionary.entity(*entity).from_candor) {
        for field in dictionary.fields_of(entity).filter(|field| dictionary.field(*field).due.is_some()) {
            let (path, id) = (dictionary.path(field), &dictionary.field(field).id);
            let known = dictionary.entity(entity);
            let name = &known.fields[usize::from(known.name_field)].id;
            let key = known.key_field.map(|key| known.fields[usize::from(key)].id.as_str());
            let mut fields = vec![(name.as_str(), "Blue folder"), (id.as_str(), "2026-12-01")];
            fields.extend(key.filter(|key| key != name).map(|key| (key, "X-1")));
            let others = known.fields.iter().map(|field| field.id.as_str());
            let more = others.filter(|other| ["owner", "kind", "purpose", "role", "course"].contains(other));
            fields.extend(more.map(|other| (other, "")));
            let folder = workspace(&[sheet(entity, &fields)]);
            let told = items(folder.path(), "10");
            let is_it = |item: &&Value| item["cells"][0]["field"] == path.as_str();
            let found = told.iter().find(is_it).unwrap_or_else(|| panic!("{path}: {told:#?}"));
            assert_eq!((&found["due"], &found["days_left"]), (&"2026-12-01".into(), &10.into()), "{path}");
            assert!(items(folder.path(), "9").iter().all(|item| !is_it(&item)), "{path} lies further ahead");
            tried += 1;
        }
    }
    assert!(tried >= 9, "{tried}");
}

fn vendor_file(rows: &str) -> (String, String) {
    ("vendors.csv".to_owned(), format!("Vendor,Service,Contract end,Relationship ended on,Owner\n{rows}"))
}

#[test]
fn what_is_over_is_not_due_and_what_is_overdue_comes_first() {
    let rows = "Ahead,x,2026-12-01,,Ann\nPast,x,2025-01-31,,\nLeft,x,2026-12-02,2026-01-01,\nLeaves,x,2026-12-03,2027-01-01,\n";
    let folder = workspace(&[vendor_file(rows)]);
    let told = items(folder.path(), "30");
    let subjects: Vec<&str> = told.iter().map(|item| item["subject"].as_str().expect("text")).collect();
    assert_eq!(subjects, ["Past", "Ahead", "Leaves"]);
    assert_eq!(told[0]["days_left"], -659);
    assert_eq!(told[1]["owner"], "Ann");
    let text = String::from_utf8(candor(folder.path(), &["due", "."]).stdout).expect("text");
    assert!(
        text.contains("Overdue (1)\n 2025-01-31  659 days late  Contract  Past: Contract ends on"),
        "{text}"
    );
}

#[test]
fn clocks_and_periods_of_the_checklists_are_told_once() {
    let requests = "Ref,Request type,Law,Received on,Answered on,Due date\nR-1,Access,GDPR,2026-08-01,,2026-09-09\n\
                    R-2,Access,GDPR,2026-11-10,,\nR-3,Access,GDPR,2026-08-01,2026-08-03,\n";
    let activities = "Activity,Purpose,Last reviewed\nPayroll,Pay,2025-12-01\nRaffle,Prizes,2026-11-01\n";
    let folder = workspace(&[
        ("requests.csv".to_owned(), requests.to_owned()),
        ("activities.csv".to_owned(), activities.to_owned()),
    ]);
    let told = items(folder.path(), "30");
    let of = |subject: &str| {
        let its = told.iter().filter(|item| item["subject"] == subject);
        its.map(|item| item["due"].as_str().expect("a day").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("R-1"), ["2026-09-01"], "the law's own day, not the one that was noted: {told:#?}");
    assert_eq!(of("R-2"), ["2026-12-10"]);
    assert!(of("R-3").is_empty());
    assert_eq!(of("Payroll"), ["2026-12-01"], "twelve months after it was reviewed");
    assert!(of("Raffle").is_empty());
}

/// The lines of a calendar, unfolded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn the_calendar_holds_to_rfc_5545_whatever_stands_in_the_cells() {
    let long = "Ünïcödé 🗂 ".repeat(30);
    let hostile = "\"Bad\nBEGIN:VALARM\r\nX, y; z \\n \u{202e}\"";
    let mut rows = format!("{hostile},x,2026-12-01,,\n{long},x,2026-12-02,,\n");
    // Every length about the end of a line.
    for length in 20..110 {
        rows.push_str(&format!("{},x,2026-12-03,,\n", "w".repeat(length)));
    }
    let folder = workspace(&[vendor_file(&rows)]);
    let run = || {
        let output = candor(folder.path(), &["due", ".", "--out", "due.ics"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read_to_string(folder.path().join("due.ics")).expect("a test may fail here")
    };
    let text = run();
    assert_eq!(text, run(), "the same input gives the same bytes");
    assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let lines = unfolded(&text);
    let all = |start: &str| lines.iter().filter(|line| line.starts_with(start)).cloned().collect::<Vec<_>>();
    assert_eq!(
        all("BEGIN:"),
        [vec!["BEGIN:VCALENDAR".to_owned()], vec!["BEGIN:VEVENT".to_owned(); 92]].concat()
    );
    assert_eq!(
        all("DTSTAMP:").iter().collect::<BTreeSet<_>>(),
        BTreeSet::from([&"DTSTAMP:20261121T000000Z".to_owned()])
    );
    assert_eq!(all("UID:").iter().collect::<BTreeSet<_>>().len(), 92, "each has its own");
    assert!(all("DTSTART").contains(&"DTSTART;VALUE=DATE:20261201".to_owned()));
    assert!(
        all("X-WR-CALNAME:")[0].contains(r#"Harrow Quay\, Trust\; "the" \\ one"#),
        "{:?}",
        all("X-WR-CALNAME:")
    );
    assert!(
        lines.iter().any(|line| line.starts_with(r"SUMMARY:Bad BEGIN:VALARM X\, y\; z \\n")),
        "{lines:#?}"
    );
    assert!(!text.contains('\u{202e}'));
    assert_eq!(text.matches("not legal advice").count(), 1);
}

#[test]
fn an_event_keeps_its_uid_when_its_day_moves_and_a_clock_in_hours_has_a_time() {
    let uid = |contract_end: &str| {
        let folder = workspace(&[vendor_file(&format!("Inkwharf,x,{contract_end},,\n"))]);
        let text =
            String::from_utf8(candor(folder.path(), &["due", ".", "--format", "ics"]).stdout).expect("text");
        unfolded(&text).into_iter().find(|line| line.starts_with("UID:")).expect("an event")
    };
    assert_eq!(uid("2026-12-01"), uid("2027-01-05"));
    let incidents = "Ref,What happened,Discovered on,Aware at,Authority told on,People\nI-1,Laptop left on a bus,2026-11-20,2026-11-20 14:20,,620\n";
    let folder = workspace(&[("incidents.csv".to_owned(), incidents.to_owned())]);
    let text =
        String::from_utf8(candor(folder.path(), &["due", ".", "--format", "ics"]).stdout).expect("text");
    assert!(text.contains("DTSTART:20261123T142000\r\n"), "{text}");
}

#[test]
fn the_schema_is_printed() {
    let output = candor(Path::new("."), &["schema", "due"]);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(schema["$id"], "urn:candor:schema:due:1.0");
}
