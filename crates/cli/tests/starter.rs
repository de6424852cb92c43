//! The starter workbook: made, filled in, saved by another program, read again. Whatever the cells became on the way
//! (texts, dates and numbers of the spreadsheet, a text file), the inventory is the same.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::book::{Book, Sheet};
use candor_ingest::{File, Settings, read_files};
use candor_model::{Cell, Dictionary, Entity, EntityId, Inventory, Kind, RecordRef, Seen};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// What the rows of a sheet hold in a field, row by row; blanks among them.
fn filled(dictionary: &Dictionary, kind: Kind, row: usize) -> String {
    let text = match (kind, row) {
        (Kind::Text, 0) => "Café Zürich, \"north\" wing; see note\nsecond line",
        (Kind::Text, _) => "Plain words",
        (Kind::List, 0) => "one thing; another thing; a third",
        (Kind::List, _) => "one thing",
        (Kind::YesNo(_), 0) => "Yes",
        (Kind::YesNo(_), _) => "No",
        (Kind::Choice(list) | Kind::Choices(list), row) => {
            let options = &dictionary.choice_list(list).options;
            let first = &options[row % options.len()].label;
            return match (kind, row) {
                (Kind::Choices(_), 1) => format!("{first}; {}", options[0].label),
                _ => first.clone(),
            };
        }
        // Both orders of day and month are possible, so that a wrong one would be seen.
        (Kind::Date, 0) => "2026-03-04",
        (Kind::Date, _) => "2025-12-11",
        (Kind::Number, 0) => "1250",
        (Kind::Number, _) => "12.5",
        (Kind::Duration, 0) => "7 years after the contract ends, then delete",
        (Kind::Duration, _) => "18 months",
        (Kind::Countries, 0) => "Ireland; United States",
        (Kind::Countries, _) => "Germany",
        (Kind::Money, 0) => "USD 100",
        (Kind::Money, _) => "EUR 12.50",
        (Kind::Reference(_), 0) => "First; Second",
        (Kind::Reference(_), _) => "First",
    };
    text.to_owned()
}

const ROWS: usize = 3;

/// The workbook of `candor init` with its example rows, and rows below them.
fn filled_in(folder: &Path) -> Book {
    let made = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["init", &folder.join("ours").display().to_string()])
        .output()
        .expect("a test may fail here");
    assert!(made.status.success(), "{made:?}");
    let quarter = fs::read_dir(folder.join("ours"))
        .expect("a test may fail here")
        .map(|entry| entry.expect("a test may fail here").path())
        .find(|path| path.join("records.xlsx").is_file())
        .expect("a test may fail here");
    let starter = quarter.join("records.xlsx");
    assert!(Book::formulas(&starter).is_empty());
    let mut book = Book::read(&starter);
    let dictionary = Dictionary::builtin();
    for sheet in &mut book.sheets {
        let (id, entity) = entity_of(dictionary, sheet);
        for row in 0..ROWS {
            let mut cells = vec![String::new(); sheet.header.len()];
            for field in dictionary.fields_of(id) {
                let definition = dictionary.field(field);
                let is_name = field.index == entity.name_field || Some(field.index) == entity.key_field;
                cells[sheet.column(&definition.label)] = match definition.kind {
                    Kind::Text if is_name => format!("{} {row}", entity.label),
                    // The last row is blank in every other field.
                    _ if row == ROWS - 1 && field.index % 2 == 1 => String::new(),
                    kind => filled(dictionary, kind, row),
                };
            }
            sheet.rows.push(cells);
        }
    }
    book
}

fn entity_of<'a>(dictionary: &'a Dictionary, sheet: &Sheet) -> (EntityId, &'a Entity) {
    let named = |id: &EntityId| dictionary.entity(*id).sheet == sheet.name;
    let id = dictionary.entity_ids().find(named).expect("a test may fail here");
    (id, dictionary.entity(id))
}

/// Writes dates and numbers as a spreadsheet program keeps them once they are typed in.
fn write_typed(book: &Book, path: &Path) {
    let dictionary = Dictionary::builtin();
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for sheet in &book.sheets {
        let (id, _) = entity_of(dictionary, sheet);
        let kinds: Vec<Kind> = dictionary.fields_of(id).map(|field| dictionary.field(field).kind).collect();
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name).expect("a test may fail here");
        for (row, cells) in (0u32..).zip([&sheet.header].into_iter().chain(&sheet.rows)) {
            for (column, (cell, kind)) in (0u16..).zip(cells.iter().zip(&kinds)) {
                let written = match (kind, ExcelDateTime::parse_from_str(cell), cell.parse::<f64>()) {
                    _ if cell.is_empty() => Ok(&mut *page),
                    (Kind::Date, Ok(date), _) if row > 1 => {
                        page.write_datetime_with_format(row, column, &date, &day)
                    }
                    (Kind::Number, _, Ok(number)) if row > 1 => page.write_number(row, column, number),
                    _ => page.write_string(row, column, cell),
                };
                written.expect("a test may fail here");
            }
        }
    }
    workbook.save(path).expect("a test may fail here");
}

fn read(files: Vec<File>) -> Inventory {
    let reading = read_files(files, &Settings::default(), None);
    let unreadable: Vec<_> =
        reading.account.problems.iter().filter(|problem| problem.code.contains("unreadable")).collect();
    assert!(unreadable.is_empty(), "{unreadable:#?}");
    reading.inventory
}

fn file(path: &Path) -> File {
    let name = path.file_name().expect("a test may fail here").to_string_lossy().into_owned();
    File { name, bytes: fs::read(path).expect("a test may fail here") }
}

/// Every field of every record: its value, and its text where it is the value.
fn content(inventory: &Inventory) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    let mut content = Vec::new();
    for id in dictionary.entity_ids().filter(|id| !dictionary.entity(*id).from_candor) {
        let records: Vec<RecordRef> = inventory.records(id).collect();
        assert_eq!(records.len(), ROWS, "{}", dictionary.entity(id).id);
        for (row, record) in records.into_iter().enumerate() {
            for field in dictionary.fields_of(id) {
                let path = dictionary.path(field);
                let Seen::Cell { entry, .. } = inventory.look(record, field) else {
                    panic!("{path} is lost");
                };
                let is_text = matches!(dictionary.field(field).kind, Kind::Text | Kind::Reference(_));
                let text = if is_text { entry.text.as_str() } else { "" };
                content.push(format!("{path} {row}: {:?} {text}", entry.cell));
            }
        }
    }
    content
}

#[test]
fn filled_in_and_saved_by_another_program_it_gives_the_same_inventory() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let book = filled_in(folder.path());
    let paths = ["texts.xlsx", "typed.xlsx"].map(|name| folder.path().join(name));
    book.write(&paths[0]);
    write_typed(&book, &paths[1]);
    let texts = read(vec![file(&paths[0])]);
    let first = content(&texts);
    every_value_is_what_was_filled_in(&texts);
    assert_eq!(content(&read(vec![file(&paths[1])])), first);
    let csv = book.sheets.iter().map(csv_of).collect();
    let mut from_csv = content(&read(csv));
    let mut sorted = first;
    sorted.sort();
    from_csv.sort();
    assert_eq!(from_csv, sorted);
}

fn csv_of(sheet: &Sheet) -> File {
    let line = |cells: &Vec<String>| {
        let quoted: Vec<String> =
            cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        quoted.join(",") + "\r\n"
    };
    let lines: String = [&sheet.header].into_iter().chain(&sheet.rows).map(line).collect();
    File { name: format!("{}.csv", sheet.name), bytes: lines.into_bytes() }
}

fn every_value_is_what_was_filled_in(inventory: &Inventory) {
    let dictionary = Dictionary::builtin();
    for id in dictionary.entity_ids().filter(|id| !dictionary.entity(*id).from_candor) {
        for (row, record) in inventory.records(id).enumerate() {
            for field in dictionary.fields_of(id) {
                let Seen::Cell { entry, .. } = inventory.look(record, field) else { continue };
                let path = dictionary.path(field);
                match entry.text.as_str() {
                    "" => assert_eq!(entry.cell, Cell::Blank, "{path} {row}"),
                    _ => assert!(matches!(entry.cell, Cell::Value(_)), "{path} {row}: {entry:?}"),
                }
            }
        }
    }
}
