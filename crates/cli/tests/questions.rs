//! The workbook of questions: asked, filled in, read back, asked again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::book::{Book, Sheet};
use crate::workspace::{RECORDS, REPORTS, candor, text, workspace};
use candor_model::question::{ASKED_BECAUSE, STANDS_AT};
use candor_model::{Cell, Dictionary, EntityId, FieldId, Inventory, Kind, RecordRef, Seen};
use serde_json::Value;

/// Asks, and gives the file that was written; `None` if nothing is open.
fn ask_if_open(folder: &Path) -> Option<PathBuf> {
    let printed = String::from_utf8(candor(&["ask", &text(folder)]).stdout).expect("a test may fail here");
    let written = printed.lines().find_map(|line| line.strip_prefix("Written to ")).map(PathBuf::from);
    assert_eq!(written.is_none(), printed.starts_with("Nothing is open"), "{printed}");
    written
}

fn ask(folder: &Path) -> PathBuf {
    ask_if_open(folder).expect("something is open")
}

fn audit(folder: &Path) -> Value {
    let output = candor(&["audit", &text(folder), "--format", "json", "--findings", "all"]);
    serde_json::from_slice(&output.stdout).expect("a test may fail here")
}

fn outcomes(assessment: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a test may fail here").to_owned();
    assessment["requirements"]
        .as_array()
        .expect("a test may fail here")
        .iter()
        .map(|requirement| (text(&requirement["id"]), text(&requirement["outcome"])))
        .collect()
}

/// Every cell that is asked for: the sheet, what its row is about, and the header.
fn asked(book: &Book) -> BTreeSet<(String, String, String)> {
    let mut asked = BTreeSet::new();
    for sheet in &book.sheets {
        let why = sheet.column(ASKED_BECAUSE);
        for row in &sheet.rows {
            if sheet.name == "Answers" {
                asked.insert((sheet.name.clone(), row[0].clone(), "Answer".to_owned()));
                continue;
            }
            let about = row[sheet.column(STANDS_AT)].clone();
            for line in row[why].lines() {
                let field = line.split([':', '(']).next().unwrap_or_default().trim().to_owned();
                asked.insert((sheet.name.clone(), about.clone(), field));
            }
        }
    }
    asked
}

/// Something that a field can hold.
fn example(kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::List => "Something definite".to_owned(),
        Kind::YesNo(_) => "Yes".to_owned(),
        Kind::Choice(list) | Kind::Choices(list) => {
            Dictionary::builtin().choice_list(list).options[0].label.clone()
        }
        Kind::Date => "2026-11-20".to_owned(),
        Kind::Number => "12".to_owned(),
        Kind::Duration => "24 months after the contract ends, then delete".to_owned(),
        Kind::Countries => "Ireland".to_owned(),
        Kind::Money => "USD 100".to_owned(),
        Kind::Reference(_) => "Cloudskerry, Inc.".to_owned(),
    }
}

fn entity_of(sheet: &Sheet) -> EntityId {
    let dictionary = Dictionary::builtin();
    let named = |entity: &EntityId| dictionary.entity(*entity).sheet == sheet.name;
    dictionary.entity_ids().find(named).expect("a test may fail here")
}

fn field_of(sheet: &Sheet, header: &str) -> Option<FieldId> {
    let dictionary = Dictionary::builtin();
    dictionary.fields_of(entity_of(sheet)).find(|field| dictionary.field(*field).label == header)
}

/// Fills the cells that are asked for, in every sheet only in every `nth` row.
fn fill(book: &mut Book, nth: usize) {
    for sheet in &mut book.sheets {
        if sheet.name == "Answers" {
            for (header, value) in [
                ("Answer", "Yes"),
                ("Evidence", "Minutes of the meeting"),
                ("Evidence dated", "2026-11-20"),
                ("Answered by", "Privacy Officer"),
                ("Answered on", "2026-11-21"),
            ] {
                let column = sheet.column(header);
                sheet.rows.iter_mut().step_by(nth).for_each(|row| row[column] = value.to_owned());
            }
            continue;
        }
        let why = sheet.column(ASKED_BECAUSE);
        for (column, header) in sheet.header.clone().iter().enumerate() {
            let Some(field) = field_of(sheet, header) else { continue };
            let value = example(Dictionary::builtin().field(field).kind);
            for row in sheet.rows.iter_mut().step_by(nth) {
                let is_asked = row[why].lines().any(|line| {
                    line.strip_prefix(header.as_str()).is_some_and(|rest| rest.starts_with([':', ' ']))
                });
                if is_asked {
                    assert!(row[column].is_empty(), "what is asked stands open");
                    row[column] = value.clone();
                }
            }
        }
    }
}

#[test]
fn an_unfilled_workbook_among_the_records_changes_nothing() {
    let folder = workspace();
    let before = audit(folder.path());
    let first = ask(folder.path());
    assert_eq!(first, folder.path().join(REPORTS).join("questions.xlsx"));
    assert_eq!(ask(folder.path()), first, "the same questions are not written twice");
    let bytes = fs::read(&first).expect("a test may fail here");
    fs::copy(&first, folder.path().join(RECORDS).join("questions.xlsx")).expect("a test may fail here");
    assert_eq!(audit(folder.path()), before);
    let second = ask(folder.path());
    assert_eq!(second, folder.path().join(REPORTS).join("questions-2.xlsx"), "nothing is written over");
    assert_eq!(fs::read(second).expect("a test may fail here"), bytes);
}

#[test]
fn filled_in_it_is_read_back_and_only_what_is_open_is_asked_again() {
    let folder = workspace();
    let before = outcomes(&audit(folder.path()));
    let mut book = Book::read(&ask(folder.path()));
    let first = asked(&book);
    let open = book.clone();
    fill(&mut book, 2);
    book.write(&folder.path().join(RECORDS).join("questions.xlsx"));

    let mut rest = Book::read(&ask(folder.path()));
    let second = asked(&rest);
    let left: BTreeSet<_> = asked(&every_second(open));
    let answers = |asked: &BTreeSet<_>| asked.iter().filter(|question| is_answer(question)).count();
    // A fact that is known now can make more duties apply, and so open questions that were none before.
    let filled: BTreeSet<_> = first.difference(&left).collect();
    let twice: Vec<_> = second.iter().filter(|question| filled.contains(question)).collect();
    assert!(twice.is_empty(), "asked twice: {twice:#?}");
    assert!(answers(&second) + 5 > answers(&left), "records decide some of them");

    let mut round = 2;
    loop {
        fill(&mut rest, 1);
        rest.write(&folder.path().join(RECORDS).join(format!("questions-{round}.xlsx")));
        match ask_if_open(folder.path()) {
            Some(path) => rest = Book::read(&path),
            None => break,
        }
        round += 1;
        assert!(round < 8, "there is no end to the questions: {:#?}", asked(&rest));
    }
    let after = outcomes(&audit(folder.path()));
    let met = |outcomes: &[(String, String)]| outcomes.iter().filter(|(_, found)| found == "met").count();
    assert!(met(&after) > met(&before) + 20);
    for (id, outcome) in &after {
        let answered = first.contains(&("Answers".to_owned(), id.clone(), "Answer".to_owned()));
        assert!(!answered || outcome != "unknown", "{id} is answered, and {outcome}");
    }
    assert_eq!(outcomes(&audit(folder.path())), after);
}

fn is_answer(question: &(String, String, String)) -> bool {
    question.0 == "Answers"
}

/// The rows that [`fill`] leaves out.
fn every_second(mut book: Book) -> Book {
    for sheet in &mut book.sheets {
        sheet.rows = sheet.rows.iter().skip(1).step_by(2).cloned().collect();
    }
    book
}

#[test]
fn what_a_register_says_goes_before_what_was_answered() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let register = "Vendor ID,Vendor,DPA date,Transfer mechanism\nV-1,Acme,2026-05-01,tbc\nV-2,Bolt,,31/31\n";
    fs::write(folder.path().join("vendors.csv"), register).expect("a test may fail here");
    let mut sheet = Sheet {
        name: "Vendors".to_owned(),
        header: ["Reference", "Vendor", "DPA signed on", "Transfer mechanism", ASKED_BECAUSE, STANDS_AT]
            .map(str::to_owned)
            .into(),
        rows: Vec::new(),
    };
    let dictionary = Dictionary::builtin();
    let signed = dictionary.expect_field("vendor.dpa_signed_on");
    sheet.header[2] = dictionary.field(signed).label.clone();
    for row in [
        ["V-1", "Acme", "2026-06-01", "Standard contractual clauses", "asked", ""],
        ["V-2", "Bolt", "2026-07-01", "Adequacy decision", "asked", ""],
        ["V-3", "Gone", "2026-07-01", "", "asked", ""],
        ["V-4", "Added by hand", "2026-08-01", "", "", ""],
    ] {
        sheet.rows.push(row.map(str::to_owned).into());
    }
    let questions = folder.path().join("a-questions.xlsx");
    Book { sheets: vec![sheet] }.write(&questions);
    let files = [questions, folder.path().join("vendors.csv")].map(|path| file(&path));
    let reading = candor_ingest::read_files(files, &candor_ingest::Settings::default(), None);
    let entity = dictionary.find_entity("vendor").expect("a test may fail here");
    let inventory = &reading.inventory;
    let texts: Vec<[&str; 3]> = inventory
        .records(entity)
        .map(|record| {
            let text = |path| inventory.look(record, dictionary.expect_field(path)).text();
            [text("vendor.ref"), text("vendor.dpa_signed_on"), text("vendor.transfer_mechanism")]
        })
        .collect();
    assert_eq!(
        texts,
        [
            ["V-1", "2026-05-01", "Standard contractual clauses"],
            ["V-2", "2026-07-01", "Adequacy decision"],
            ["V-4", "2026-08-01", ""],
        ]
    );
    let codes: Vec<&str> = reading
        .account
        .problems
        .iter()
        .map(|problem| problem.code)
        .filter(|code| matches!(*code, "record-conflict" | "question-unplaced"))
        .collect();
    assert_eq!(codes, ["record-conflict", "question-unplaced"]);
}

fn file(path: &Path) -> candor_ingest::File {
    let name = path.file_name().expect("a test may fail here").to_string_lossy().into_owned();
    candor_ingest::File { name, bytes: fs::read(path).expect("a test may fail here") }
}

/// A register with nothing but keys and names, some of them hostile, and questions about every other field of it.
#[test]
fn every_field_of_the_dictionary_comes_back_as_it_was_filled_in() {
    let dictionary = Dictionary::builtin();
    let folder = tempfile::tempdir().expect("a test may fail here");
    let names =
        ["=HYPERLINK(\"http://x\")", "+1; two, three", "Müller & Söhne\nAbt. 2", "-", "Sample of four"];
    for entity in dictionary.entity_ids() {
        let known = dictionary.entity(entity);
        let Some(key) = known.key_field.filter(|_| known.id != "answer" && known.id != "exception") else {
            continue;
        };
        let label = |index: u16| known.fields[usize::from(index)].label.clone();
        let mut register = Sheet { name: known.sheet.clone(), header: vec![label(key)], rows: Vec::new() };
        let mut questions = Sheet { header: vec![label(key)], rows: Vec::new(), ..register.clone() };
        let mut fields = vec![key];
        if key != known.name_field {
            register.header.push(label(known.name_field));
            questions.header.push(label(known.name_field));
            fields.push(known.name_field);
        }
        let given = fields.len();
        fields.extend(
            (0..known.fields.len() as u16).filter(|index| !fields.contains(index)).collect::<Vec<_>>(),
        );
        questions.header.extend(fields[given..].iter().map(|index| label(*index)));
        questions.header.extend([ASKED_BECAUSE, STANDS_AT].map(str::to_owned));
        // A register with two columns is none, so it gets a third.
        register.header.push(label(fields[given]));
        for (number, name) in names.iter().enumerate() {
            let identity = [format!("K-{number}"), (*name).to_owned()];
            let mut row: Vec<String> = identity[..given].to_vec();
            register.rows.push([&row[..], &[String::new()]].concat());
            let filled = |index: &u16| example(known.fields[usize::from(*index)].kind);
            row.extend(fields[given..].iter().map(filled));
            row.extend(["asked".to_owned(), String::new()]);
            questions.rows.push(row);
        }
        let paths = ["register.xlsx", "questions.xlsx"].map(|name| folder.path().join(name));
        Book { sheets: vec![register] }.write(&paths[0]);
        Book { sheets: vec![questions.clone()] }.write(&paths[1]);
        let reading = candor_ingest::read_files(
            paths.each_ref().map(|path| file(path)),
            &candor_ingest::Settings::default(),
            None,
        );
        let inventory = &reading.inventory;
        let records: Vec<RecordRef> = inventory.records(entity).collect();
        assert_eq!(records.len(), names.len(), "{}", known.id);
        for (record, row) in records.iter().zip(&questions.rows) {
            for (index, filled) in fields[given..].iter().zip(&row[given..]) {
                came_back(inventory, *record, FieldId { entity, index: *index }, filled);
            }
        }
    }
}

fn came_back(inventory: &Inventory, record: RecordRef, field: FieldId, filled: &str) {
    let path = Dictionary::builtin().path(field);
    let Seen::Cell { entry, .. } = inventory.look(record, field) else { panic!("{path} is lost") };
    assert_eq!(entry.text, filled, "{path}");
    assert!(matches!(entry.cell, Cell::Value(_)), "{path}: {:?}", entry.cell);
    let place = inventory.look(record, field).place().expect("a test may fail here");
    assert_eq!(place.file, "questions.xlsx", "{path}");
}

#[test]
fn text_that_looks_like_a_formula_is_asked_about_and_never_one() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let register = "Vendor ID,Vendor,Role,DPA signed,Country,PHI access\n=1+1,=cmd|' /C calc'!A0,Processor,,US,Yes\n\
        @x,+41,Processor,,US,Yes\n-2,-3,Processor,,US,Yes\n";
    let path = folder.path().join("vendors.csv");
    fs::write(&path, register).expect("a test may fail here");
    let out = folder.path().join("questions.xlsx");
    candor(&["ask", &text(&path), "--as-of", "2026-11-21", "--out", &text(&out)]);
    let book = Book::read(&out);
    let vendors = book.sheets.iter().find(|sheet| sheet.name == "Vendors").expect("a test may fail here");
    let keys: Vec<&str> = vendors.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(keys, ["=1+1", "@x", "-2"]);
    assert!(Book::formulas(&out).is_empty());
    let refused = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["ask", &text(&path), "--as-of", "2026-12-21", "--out", &text(&out)])
        .output()
        .expect("a test may fail here");
    assert_eq!(refused.status.code(), Some(2), "what may be filled in is not written over");
}
