//! The workbook and the text files of an audit come back to the reader: as results they are passed over, and read on
//! purpose they hold the records they were made from.

use std::path::{Path, PathBuf};
use std::process::Command;

use candor_ingest::{File, Settings, cells, parse_settings, read_files};
use candor_model::{Account, Cell, CellKind, Column, Dictionary, Inventory, Kind, Table, Value};
use candor_report::{EXPORTS, Export, Input, export};
use chrono::NaiveDate;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
const DAY: &str = "2026-11-21";

/// Texts of a register that would do harm as formulas, or would break a text file.
const HOSTILE: &str = "Reference,Vendor,Service,Owner,Notes\n\
    V-1,\"=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\",\"a;=1+1,-2\",'+49 30 1,\"'=quoted\"\n\
    V-2,@SUM(1),\"line one\n- line two\n=3\",-5,\"say \"\"-x\"\"\"\n\
    V-3,＝1+1,\"tab\t=1\",\"\u{202e}evil\",'plain'\n\
    V-4,<script>,\"_x0041_ & <b>\",'',\"x\u{1}y\"\n";

fn day() -> NaiveDate {
    DAY.parse().expect("a day")
}

fn file(name: &str, bytes: Vec<u8>) -> File {
    File { name: name.to_owned(), bytes }
}

fn read(files: Vec<File>, settings: &str) -> (Inventory, Account) {
    let settings = match settings {
        "" => Settings::default(),
        text => parse_settings("candor.toml", text, &[]).expect("the settings are valid"),
    };
    let reading = read_files(files, &settings, Some(day()));
    (reading.inventory, reading.account)
}

/// The files that an export makes of an inventory.
fn made(kind: Export, inventory: &Inventory, account: &Account) -> Vec<candor_report::File> {
    let assessment = candor_assess::assess(
        inventory,
        candor_assess::Library::builtin(),
        &candor_assess::Options::new(day()),
    );
    let input = Input::new(&assessment, inventory, account, "0.1.0");
    export(kind, &input).expect("an export can be written")
}

/// The spreadsheets of a sample's quarter.
fn sample(name: &str) -> Vec<File> {
    let folder = Path::new(SAMPLES).join(name).join("2026-Q4");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("a sample has records")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.iter().map(|path| file(&name(path), std::fs::read(path).expect("a file"))).collect()
}

/// Settings that read a sheet though an audit wrote it.
fn reading_all(sheets: &[(String, String, String)]) -> String {
    let rule = |(file, sheet, entity): &(String, String, String)| {
        format!("[[sheet]]\nfile = \"{file}\"\nsheet = \"{sheet}\"\nis = \"{entity}\"\nread = true\n")
    };
    sheets.iter().map(rule).collect()
}

#[test]
fn nothing_that_an_audit_wrote_is_counted_as_a_record() {
    let (inventory, account) = read(sample("harborlight"), "");
    for kind in [Export::Xlsx, Export::Csv] {
        let files = made(kind, &inventory, &account);
        assert!(!files.is_empty());
        for written in files {
            let (inventory, account) = read(vec![file(&written.path, written.bytes)], "");
            assert_eq!(account.tables(), 0, "{}", written.path);
            assert!(inventory.tables.is_empty() && account.problems.is_empty(), "{}", written.path);
            assert!(!account.files[0].ignored.is_empty() || kind == Export::Csv, "{}", written.path);
        }
    }
}

#[test]
fn the_registers_of_every_sample_hold_what_was_read() {
    for name in ["harborlight", "lindenkorb", "sunmesa"] {
        let (inventory, account) = read(sample(name), "");
        let written = made(Export::Xlsx, &inventory, &account).remove(0);
        let sheets: Vec<(String, String, String)> = cells_of(&written)
            .into_iter()
            .filter_map(|(sheet, _)| Some(("audit.xlsx".to_owned(), sheet.clone(), entity_of(&sheet)?)))
            .collect();
        let (copy, told) = read(vec![file("audit.xlsx", written.bytes)], &reading_all(&sheets));
        let records =
            |inventory: &Inventory| inventory.tables.iter().map(|table| table.rows.len()).sum::<usize>();
        assert_eq!(records(&copy), records(&inventory), "{name}: {:?}", told.files[0].ignored);
        assert_same(name, &inventory, &copy);
    }
}

fn cells_of(written: &candor_report::File) -> Vec<(String, Vec<candor_model::SheetCell>)> {
    let sheets = cells(file(&written.path, written.bytes.clone()), &Settings::default().limits);
    sheets.into_iter().map(|sheet| (sheet.name, sheet.cells)).collect()
}

/// The entity of a register of the workbook.
fn entity_of(sheet: &str) -> Option<String> {
    let dictionary = Dictionary::builtin();
    let base = sheet.split(" (").next().expect("a split has a first part");
    dictionary.entities.iter().find(|entity| entity.sheet == base).map(|entity| entity.id.clone())
}

/// Each value of the one is a value of the other, as often.
fn assert_same(name: &str, inventory: &Inventory, copy: &Inventory) {
    let dictionary = Dictionary::builtin();
    let mut compared = 0;
    for entity in dictionary.entity_ids() {
        for field in dictionary.fields_of(entity) {
            let (mut before, mut after) = (values(inventory, field), values(copy, field));
            before.sort();
            after.sort();
            assert_eq!(before, after, "{name}: {}", dictionary.path(field));
            compared += before.len();
        }
    }
    assert!(compared > 1_000, "{name}: {compared} values are no sample");
}

/// What is known of a field in each record that has it; texts count where the value is nothing but its text.
fn values(inventory: &Inventory, field: candor_model::FieldId) -> Vec<String> {
    let with = |table: &&Table| table.column(field).is_some();
    let kind = Dictionary::builtin().field(field).kind;
    let tables = inventory.tables_of(field.entity).map(|(_, table)| table).filter(with);
    let each = tables.flat_map(|table| {
        let column: &Column = table.column(field).expect("it was looked for");
        (0..table.rows.len()).map(move |row| column.entry(row))
    });
    each.map(|entry| match (kind, &entry.cell) {
        (_, Cell::Blank) => String::new(),
        (Kind::Date | Kind::Number, Cell::Value(value @ (Value::Date(_) | Value::Number(_)))) => {
            format!("{value:?}")
        }
        (_, cell) => format!("{} {cell:?}", entry.text),
    })
    .filter(|value| !value.is_empty())
    .collect()
}

#[test]
fn hostile_texts_come_back_as_they_stood() {
    let (inventory, account) = read(vec![file("vendors.csv", HOSTILE.as_bytes().to_vec())], "");
    let vendors = &inventory.tables[0];
    let texts = |header: &str| -> Vec<String> {
        let column = vendors.columns.iter().find(|column| column.header == header).expect("a column");
        (0..vendors.rows.len()).map(|row| column.entry(row).text.to_string()).collect()
    };
    assert_eq!(
        texts("Owner")[0],
        "+49 30 1",
        "a guard of another program's text file is no part of the text"
    );
    assert_eq!(texts("Notes")[0], "=quoted");
    assert_eq!(texts("Notes")[2], "'plain'");
    for kind in [Export::Xlsx, Export::Csv] {
        for written in made(kind, &inventory, &account) {
            let is_register = kind == Export::Xlsx || written.path.ends_with("registers/vendors.csv");
            if !is_register {
                continue;
            }
            let found: Vec<String> = cells_of(&written)
                .into_iter()
                .filter(|(sheet, _)| sheet.is_empty() || sheet == "Vendors")
                .flat_map(|(_, cells)| cells)
                .map(|cell| {
                    assert!(cell.kind != CellKind::Error, "{cell:?} in {}", written.path);
                    cell.text
                })
                .collect();
            for header in ["Vendor", "Service", "Owner", "Notes"] {
                for text in texts(header).iter().filter(|text| !text.is_empty()) {
                    assert!(found.contains(text), "{text:?} in {}: {found:?}", written.path);
                }
            }
        }
    }
}

#[test]
fn the_program_writes_what_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(SAMPLES).join("harborlight");
    let output = Command::new(env!("CARGO_BIN_EXE_candor"))
        .arg("audit")
        .arg(&sample)
        .args(["--formats", "xlsx,csv", "--out"])
        .arg(folder.path())
        .env_clear()
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for path in
        ["audit.xlsx", "data/findings.csv", "data/registers/vendors.csv", "data/semicolon/findings.csv"]
    {
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    assert!(!folder.path().join("audit.html").exists());
    let names: Vec<&str> = EXPORTS.iter().map(|(_, name)| *name).collect();
    assert!(names.contains(&"xlsx") && names.contains(&"csv"));
}
