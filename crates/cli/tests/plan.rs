//! The action plan: written, filled in, read back, written again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::book::{Book, Sheet};
use crate::workspace::{RECORDS, REPORTS, candor, text, workspace};
use serde_json::Value;

/// Cells that a spreadsheet program or a reader could take for something else.
const HOSTILE: [&str; 5] = [
    "=HYPERLINK(\"http://x\",\"open\")",
    "+1; @SUM(A1)",
    "<script>alert(1)</script> | a **b** [c](javascript:d)",
    "two\nlines,\tand \"quotes\"",
    "\u{202e}right to left\u{2069} Ünïcödé 🗂",
];

fn audit(folder: &Path) -> Value {
    let out = text(&folder.join(REPORTS));
    let output = candor(&["audit", &text(folder), "--format", "json", "--out", &out, "--formats", "plan,md"]);
    serde_json::from_slice(&output.stdout).expect("a test may fail here")
}

fn plan(folder: &Path, name: &str) -> Book {
    Book::read(&folder.join(REPORTS).join(name))
}

fn sheet<'a>(book: &'a mut Book, name: &str) -> &'a mut Sheet {
    book.sheets.iter_mut().find(|sheet| sheet.name == name).expect("a test may fail here")
}

/// The rows of a sheet by their ids, each cell by its header.
fn rows(book: &Book, name: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let sheet = book.sheets.iter().find(|sheet| sheet.name == name).expect("a test may fail here");
    let cells = |row: &Vec<String>| sheet.header.iter().cloned().zip(row.iter().cloned()).collect();
    sheet.rows.iter().map(|row| (row[sheet.column("Action ID")].clone(), cells(row))).collect()
}

fn set(sheet: &mut Sheet, row: usize, header: &str, cell: &str) {
    let at = sheet.column(header);
    sheet.rows[row][at] = cell.to_owned();
}

const KEPT: [&str; 8] =
    ["Owner", "Team", "Cost", "Effort", "Comments", "Evidence link", "Verified by", "Steering group"];

/// A plan of which every row was filled in by a person, its columns moved, and some ids broken.
fn fill_in(book: &mut Book) {
    book.sheets.retain(|sheet| sheet.name == "Actions");
    let sheet = sheet(book, "Actions");
    sheet.header.push("Steering group".to_owned());
    for (number, row) in sheet.rows.iter_mut().enumerate() {
        row.push(HOSTILE[number % HOSTILE.len()].to_owned());
    }
    for row in 0..sheet.rows.len() {
        for (at, header) in KEPT.iter().enumerate().take(KEPT.len() - 1) {
            if *header != "Effort" {
                set(sheet, row, header, HOSTILE[(row + at) % HOSTILE.len()]);
            }
        }
        set(sheet, row, "Effort", "M");
        set(sheet, row, "Due", "1 October 2026");
        set(sheet, row, "Accepted-risk expiry", "");
        set(sheet, row, "Status", ["Closed", "In progress", "Open"][row % 3]);
    }
    set(sheet, 1, "Status", "Accepted");
    set(sheet, 1, "Accepted-risk expiry", "2027-01-31");
    let id = sheet.column("Action ID");
    sheet.rows[3][id].push('7');
    let mut copy = sheet.rows[4].clone();
    copy[sheet.column("Comments")] = "copied by mistake".to_owned();
    sheet.rows.push(copy);
    let mut own = vec![String::new(); sheet.header.len()];
    own[sheet.column("Headline")] = "Buy a shredder".to_owned();
    own[sheet.column("Status")] = "Open".to_owned();
    sheet.rows.push(own);
    sheet.header.rotate_left(7);
    sheet.rows.iter_mut().for_each(|row| row.rotate_left(7));
    sheet.name = "Maßnahmen".to_owned();
}

#[test]
fn a_plan_comes_back_without_loss_and_changes_no_outcome() {
    let folder = workspace();
    let folder = folder.path();
    let first = audit(folder);
    let written = folder.join(REPORTS).join("action-plan.xlsx");
    let bytes = fs::read(&written).expect("a test may fail here");
    assert!(Book::formulas(&written).iter().all(|formula| formula.contains("TODAY()")));
    let mut filled = Book::read(&written);
    let ids: Vec<String> = filled.sheets[0].rows.iter().map(|row| row[0].clone()).collect();
    fill_in(&mut filled);
    let returned = folder.join(RECORDS).join("plan of last quarter.xlsx");
    filled.write(&returned);
    let sent = fs::read(&returned).expect("a test may fail here");

    let second = audit(folder);
    for part in ["requirements", "checklists", "clocks", "exceptions"] {
        assert_eq!(first[part], second[part], "{part}");
    }
    assert_eq!(fs::read(&written).expect("a test may fail here"), bytes, "a plan is never written over");
    assert_eq!(fs::read(&returned).expect("a test may fail here"), sent);
    let again = plan(folder, "action-plan-2.xlsx");
    let (before, after) = (rows(&filled, "Maßnahmen"), rows(&again, "Actions"));
    let refused = rows(&again, "Not taken over");
    assert_eq!(refused.len(), 2);
    assert!(refused[&ids[4]]["Comments"] == "copied by mistake");
    let changed = format!("{}7", ids[3]);
    for (at, id) in ids.iter().enumerate() {
        let (now, then) = match at {
            3 => (&refused[&changed], &before[&changed]),
            4 => continue,
            _ => (&after[id], &before[id]),
        };
        for header in KEPT {
            assert_eq!(now[header], then[header], "{header} of {id}");
        }
        let status = if at % 3 == 0 && at != 3 { "Reopened" } else { &then["Status"] };
        assert_eq!(now["Status"], status, "{id}");
    }
    assert_eq!(after[&ids[3]]["Status"], "Open", "the row with the changed id is not used");
    assert_eq!(after[""]["Headline"], "Buy a shredder");
    let states: Vec<&Value> =
        second["actions"].as_array().expect("actions").iter().map(|one| &one["state"]).collect();
    assert_eq!(states.len(), ids.len() - 1);
    assert!(states.contains(&&Value::from("still_found")) && states.contains(&&Value::from("accepted")));

    // The plan that was written comes back as it is: nothing is lost the second time either.
    fs::remove_file(&returned).expect("a test may fail here");
    fs::copy(folder.join(REPORTS).join("action-plan-2.xlsx"), folder.join(RECORDS).join("next.xlsx"))
        .expect("a test may fail here");
    audit(folder);
    let third = plan(folder, "action-plan-3.xlsx");
    let kept = |book: &Book, name: &str| -> Vec<Vec<String>> {
        let all = rows(book, name);
        let headers =
            KEPT.iter().chain(&["Action ID", "Due", "Priority", "Quarter raised", "Accepted-risk expiry"]);
        all.values().map(|row| headers.clone().map(|header| row[*header].clone()).collect()).collect()
    };
    assert_eq!(kept(&third, "Actions"), kept(&again, "Actions"));
    assert_eq!(kept(&third, "Not taken over"), kept(&again, "Not taken over"));
}

#[test]
fn what_the_records_no_longer_show_is_done_whatever_the_plan_says() {
    let folder = workspace();
    let folder = folder.path();
    audit(folder);
    let mut book = plan(folder, "action-plan.xlsx");
    book.sheets.retain(|sheet| sheet.name == "Actions");
    let dues = book.sheets[0].column("Due");
    for row in &mut book.sheets[0].rows {
        row[dues] = "2026-12-01".to_owned();
    }
    book.write(&folder.join(RECORDS).join("plan.xlsx"));
    let before = audit(folder);
    let failed = before["actions"].as_array().expect("actions").len();
    // A quarter later somebody put the evidence on record: here, the one requirement whose answer decides it.
    let answers = "Requirement,Answer,Evidence,Evidence dated,Answered on\n";
    let asked: Vec<&str> = before["requirements"]
        .as_array()
        .expect("requirements")
        .iter()
        .filter(|one| one["basis"] == "declared" || one["basis"] == "evidenced")
        .filter(|one| one["outcome"] == "not_met" || one["outcome"] == "partly_met")
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert!(!asked.is_empty());
    let rows: String =
        asked.iter().map(|id| format!("{id},Yes,Minutes of the board,2026-11-20,2026-11-21\n")).collect();
    fs::write(folder.join(RECORDS).join("more answers.csv"), format!("{answers}{rows}"))
        .expect("a test may fail here");
    let after = audit(folder);
    let state = |id: &str| {
        let all = after["actions"].as_array().expect("actions");
        all.iter().find(|one| one["requirement"] == id).map(|one| one["state"].clone())
    };
    let done = asked.iter().filter(|id| state(id) == Some(Value::from("verified"))).count();
    assert!(done > 0, "{asked:?}");
    assert_eq!(after["actions"].as_array().expect("actions").len(), failed);
    let numbers = fs::read_dir(folder.join(REPORTS)).expect("a test may fail here");
    let plans = numbers.filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with("plan-3.xlsx"))
    });
    assert_eq!(plans.count(), 1);
    let last = plan(folder, "action-plan-3.xlsx");
    assert_eq!(rows_of(&last, "No longer found"), done);
    let page = fs::read_to_string(folder.join(REPORTS).join("audit.md")).expect("a test may fail here");
    assert!(page.contains("## Promised actions") && page.contains("Done: no longer found"));
}

fn rows_of(book: &Book, name: &str) -> usize {
    book.sheets.iter().find(|sheet| sheet.name == name).map_or(0, |sheet| sheet.rows.len())
}
