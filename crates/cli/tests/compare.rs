//! Two quarters compared by the program: from the history, from files, and with the records as they are now.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::text;
use serde_json::Value;

const THEN: &str = "2026-09-30";
const NOW: &str = "2026-11-21";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Files with their rows.
type Files<'f> = &'f [(&'f str, &'f str)];

fn write(folder: &Path, files: Files<'_>) {
    for (name, rows) in files {
        fs::write(folder.join(name), rows).expect("a test may fail here");
    }
}

const SETTINGS: &str = "[run]\nchecklists = [\"gdpr\", \"baseline\"]\n";

/// A workspace with a recorded quarter, whose records are then replaced.
fn quarters(then: Files<'_>, now: Files<'_>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    write(folder.path(), &[("candor.toml", SETTINGS)]);
    write(folder.path(), then);
    let out = text(&folder.path().join("reports"));
    let arguments =
        ["audit", &text(folder.path()), "--as-of", THEN, "--record", "--formats", "json", "--out", &out];
    let recorded = run(&arguments);
    assert!(recorded.status.success(), "{}", said(&recorded));
    for (name, _) in then {
        fs::remove_file(folder.path().join(name)).expect("a test may fail here");
    }
    write(folder.path(), now);
    folder
}

fn compared(folder: &Path) -> Value {
    let output = run(&["compare", "2026-Q3", &text(folder), "--as-of", NOW, "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).expect("a test may fail here")
}

/// `newly_failing gdpr-28-3 Deskline`, sorted, of findings about rows.
fn told(change: &Value, moved: &[&str]) -> Vec<String> {
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = change["findings"].as_array().expect("a test may fail here").iter();
    let mut told: Vec<String> = findings
        .filter(|finding| moved.contains(&word(finding, "moved").as_str()))
        .map(|finding| {
            format!(
                "{} {} {}",
                word(finding, "moved"),
                word(finding, "requirement"),
                word(finding, "subject")
            )
        })
        .collect();
    told.sort();
    told
}

const VENDORS: &str = "Vendor,Service,Gets personal data,Data processing agreement in place,Contract ends on
Deskline,Support desk,Yes,No,2027-01-31
Mailpuffin,Newsletter,Yes,Yes,
Postbay,Letters,Yes,No,2026-05-01
";
const ACTIVITIES: &str = "Activity,Purposes,Legal basis,Retention,Vendors
Newsletter,Send news,Consent,2 years after the last message,Mailpuffin
Orders,Sell things,Contract,10 years,Postbay
Support,Answer questions,,,Deskline
";
const FILES: Files<'static> = &[("vendors.csv", VENDORS), ("activities.csv", ACTIVITIES)];

/// The same records: files and rows elsewhere, columns added, one of them in front, one of references.
const MOVED: Files<'static> = &[
    (
        "z-suppliers.csv",
        "No,Contract ends on,Vendor,Notes,Service,Gets personal data,Data processing agreement in place
1,2026-05-01,Postbay,x,Letters,Yes,No
2,2027-01-31,Deskline,,Support desk,Yes,No
3,,Mailpuffin,,Newsletter,Yes,Yes
",
    ),
    (
        "a-ropa.csv",
        "Activity,Comment,Purposes,Legal basis,Retention,Vendors
Support,,Answer questions,,,Deskline
Orders,big,Sell things,Contract,10 years,Postbay
Newsletter,,Send news,Consent,2 years after the last message,Mailpuffin
",
    ),
];

#[test]
fn ids_stay_when_rows_move_files_are_renamed_and_columns_come() {
    let folder = quarters(FILES, MOVED);
    let change = compared(folder.path());
    let findings = change["findings"].as_array().expect("a test may fail here");
    let still: Vec<&Value> = findings.iter().filter(|one| one["moved"] == "still_open").collect();
    assert!(still.len() >= 4, "{still:?}");
    for finding in &still {
        assert_eq!(finding["matched_by"], "id", "{finding}");
    }
    assert_eq!(told(&change, &["newly_failing", "fixed", "came_back", "not_followed"]), Vec::<String>::new());
    for register in change["registers"].as_array().expect("a test may fail here") {
        assert_eq!(
            (&register["new"], &register["gone"]),
            (&Value::from(Vec::<String>::new()), &Value::from(Vec::<String>::new()))
        );
    }
}

/// A workbook of one sheet.
fn book(path: &Path, sheet: &str, rows: &str) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let target = book.add_worksheet().set_name(sheet).expect("a test may fail here");
    for (row, line) in (0..).zip(rows.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            target.write_string(row, column, cell).expect("a test may fail here");
        }
    }
    book.save(path).expect("a test may fail here");
}

#[test]
fn ids_stay_when_a_sheet_is_renamed() {
    let ids = |sheet: &str| -> Vec<String> {
        let folder = tempfile::tempdir().expect("a test may fail here");
        book(&folder.path().join("register.xlsx"), sheet, VENDORS);
        let audit = run(&["audit", &text(folder.path()), "--as-of", NOW, "--format", "json"]);
        let json: Value =
            serde_json::from_slice(&audit.stdout).unwrap_or_else(|_| panic!("{}", said(&audit)));
        let requirements = json["requirements"].as_array().expect("a test may fail here").iter();
        let of_vendors = requirements.filter(|one| one["id"] == "gdpr-28-3");
        let findings = of_vendors.flat_map(|one| one["findings"].as_array().expect("a test may fail here"));
        findings.map(|finding| finding["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let here = ids("Vendors");
    assert_eq!(here.len(), 2, "{here:?}");
    assert_eq!(here, ids("Dienstleister (alt)"));
}

#[test]
fn repairs_new_vendors_and_new_names_are_told_each_for_what_it_is() {
    let vendors =
        "Reference,Vendor,Service,Gets personal data,Data processing agreement in place,Contract ends on
V-4,Zebrabay,Payments,Yes,No,
V-2,Mailpuffin,Newsletter,Yes,Yes,
V-1,Deskline GmbH,Support desk,Yes,No,2027-01-31
";
    let activities = ACTIVITIES.replace("Answer questions,,,", "Answer questions,Contract,,");
    let folder = quarters(FILES, &[("vendors.csv", vendors), ("activities.csv", &activities)]);
    let change = compared(folder.path());
    assert!(told(&change, &["newly_failing"]).contains(&"newly_failing gdpr-28-3 Zebrabay".to_owned()));
    assert!(told(&change, &["fixed"]).contains(&"fixed gdpr-6-1 Support".to_owned()));
    assert!(told(&change, &["still_open"]).contains(&"still_open gdpr-28-3 Deskline GmbH".to_owned()));
    assert!(told(&change, &["not_followed"]).contains(&"not_followed gdpr-28-3 Postbay".to_owned()));
    let register = &change["registers"].as_array().expect("a test may fail here")[1];
    assert_eq!(
        (register["new"][0].as_str(), register["gone"][0].as_str()),
        (Some("Zebrabay"), Some("Postbay"))
    );
    assert_eq!(change["renames"][0]["before"], "Deskline", "{}", change["renames"]);
    assert_eq!(change["restated"], false, "the records of then are not there as they were");
}

#[test]
fn records_that_are_still_there_are_judged_again() {
    let folder = quarters(FILES, &[]);
    let archive = folder.path().join("2026-Q3 as it was");
    fs::create_dir(&archive).expect("a test may fail here");
    write(&archive, FILES);
    let now = folder.path().join("now");
    fs::create_dir(&now).expect("a test may fail here");
    write(
        &now,
        &[("vendors.csv", VENDORS), ("activities.csv", &ACTIVITIES.replace("2 years after", "1 year after"))],
    );
    // Checklists of its own change what is asked.
    fs::create_dir(folder.path().join("checklists")).expect("a test may fail here");
    let own =
        "[[adjust]]\nrequirement = \"gdpr-28-3\"\noff = \"somebody asked for it\"\napproved_by = \"Board\"\n";
    fs::write(folder.path().join("checklists/ours.toml"), own).expect("a test may fail here");
    let settings = format!("{SETTINGS}records = \"now\"\n");
    let was = fs::read_to_string(folder.path().join("candor.toml")).expect("a test may fail here");
    fs::write(folder.path().join("candor.toml"), settings).expect("a test may fail here");
    let output = run(&["compare", "2026-Q3", &text(folder.path()), "--as-of", NOW, "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    let change: Value = serde_json::from_slice(&output.stdout).expect("a test may fail here");
    // The entry keeps the settings of then, so another candor.toml is no obstacle.
    assert_eq!(change["restated"], true, "{was}");
    assert_eq!(
        told(&change, &["fixed", "answered"]),
        Vec::<String>::new(),
        "a switched-off duty is no progress"
    );
    let facts = change["facts"]["changes"].as_array().expect("a test may fail here");
    assert!(
        facts.iter().any(|fact| fact["kind"] == "periods" && fact["subject"] == "Newsletter"),
        "{facts:?}"
    );
}

#[test]
fn documents_come_in_every_format_and_say_the_same_twice() {
    let folder = quarters(FILES, MOVED);
    let out = folder.path().join("out");
    let arguments = |out: &Path| {
        ["compare", "2026-Q3", &text(folder.path()), "--as-of", NOW, "--out", &text(out), "--formats", "all"]
            .map(str::to_owned)
    };
    let first = run(&arguments(&out).each_ref().map(String::as_str));
    assert!(first.status.success(), "{}", said(&first));
    let printed = said(&first);
    for words in ["2026-Q3 to 2026-Q4", "like for like", "Still open", "not legal advice"] {
        assert!(printed.contains(words), "{printed}");
    }
    let again = folder.path().join("again");
    run(&arguments(&again).each_ref().map(String::as_str));
    for name in ["change.html", "change.docx", "change.md", "change.json", "change.xlsx"] {
        let bytes = fs::read(out.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!bytes.is_empty());
        assert_eq!(bytes, fs::read(again.join(name)).expect("a test may fail here"), "{name}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_way_out() {
    let folder = quarters(FILES, MOVED);
    let here = text(folder.path());
    let cases: &[(&[&str], i32, &str)] = &[
        (&["compare", "2026-Q1", &here], 3, "is not recorded"),
        (&["compare", "2026-Q3", "2026-Q4", &here], 3, "recorded are: 2026-Q3"),
        (&["compare", "2026-Q3", "2026-Q3", "2026-Q3", &here], 2, "3 quarters are named"),
        (&["compare", "2026-Q9", &here], 2, "no quarter"),
        (&["compare", "2026-Q3", &here, "--as-of", "2026-05-01"], 2, "2026-Q3 comes after 2026-Q2"),
    ];
    for (arguments, code, words) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words) && said(&output).contains("help:"), "{}", said(&output));
    }
    let entry = folder.path().join("history/2026-Q3.json");
    let same = run(&["compare", &text(&entry), &text(&entry), "--format", "json"]);
    let change: Value = serde_json::from_slice(&same.stdout).expect("a test may fail here");
    assert_eq!(
        told(&change, &["newly_failing", "fixed", "came_back", "not_followed", "rules", "scope"]),
        Vec::<String>::new()
    );
}

#[test]
fn the_schema_tells_every_key_that_is_written() {
    let folder = quarters(FILES, MOVED);
    let schema: Value =
        serde_json::from_slice(&run(&["schema", "change"]).stdout).expect("a test may fail here");
    let known = schema["properties"].as_object().expect("a test may fail here");
    for key in compared(folder.path()).as_object().expect("a test may fail here").keys() {
        assert!(known.contains_key(key), "{key}");
    }
}
