//! A workspace that holds every payload in every field of the dictionary, in its settings, and in names of files and sheets.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use candor_assess::Library;
use candor_model::{Dictionary, Entity, Field, Kind};
use rust_xlsxwriter::Workbook;
use serde::Deserialize;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const PAYLOADS: &str = include_str!("payloads.toml");

/// Names of files that a system may hold.
#[cfg(unix)]
const FILE_NAMES: [&str; 10] = [
    "=pwn().csv",
    "<img src=x onerror=pwn()>.csv",
    "\u{1b}[31mpwn\u{7}.csv",
    "pwn\n::error::pwn.csv",
    "\u{202e}pwn.csv",
    "{{ pwn }} {% pwn %}.csv",
    "| pwn | [pwn](javascript:pwn()).csv",
    "pwn'\"&;,\r.csv",
    "..\\..\\pwn.csv",
    "C:pwn.csv",
];

/// Names of sheets that a workbook may claim, whatever Excel allows.
const SHEET_NAMES: [&str; 6] = [
    "../../../pwn",
    "/etc/pwn",
    "C:\\pwn\\x",
    "&lt;script&gt;pwn()&lt;/script&gt;",
    "=pwn()&#10;::error::pwn",
    "&#x202e;pwn{{ pwn }}![x](https://pwn.example)",
];

#[derive(Deserialize)]
struct Raw {
    payload: Vec<RawPayloads>,
}

#[derive(Deserialize)]
struct RawPayloads {
    into: String,
    texts: Vec<String>,
}

/// Every payload, with some too long for any page.
pub(super) fn payloads() -> Vec<String> {
    let raw: Raw = toml::from_str(PAYLOADS).expect("the payloads are valid TOML");
    assert!(raw.payload.iter().all(|group| !group.into.is_empty() && !group.texts.is_empty()));
    let mut texts: Vec<String> = raw.payload.into_iter().flat_map(|group| group.texts).collect();
    texts.push(format!("pwn{}", "x".repeat(4_000)));
    texts.push("pwn [](".repeat(400));
    texts.push(format!("{}pwn", "> ".repeat(800)));
    texts
}

/// What fits a field, so that the other fields of its record are used as well.
fn fitting(field: &Field, number: usize) -> String {
    let dictionary = Dictionary::builtin();
    match field.kind {
        Kind::YesNo(_) => "yes".to_owned(),
        Kind::Choice(list) | Kind::Choices(list) => {
            let options = &dictionary.choice_list(list).options;
            options[number % options.len()].label.clone()
        }
        Kind::Date => format!("2026-{:02}-{:02}", 1 + number % 12, 1 + number % 28),
        Kind::Number => (number % 400).to_string(),
        Kind::Duration => format!("{} years", 1 + number % 9),
        Kind::Countries => ["Ireland", "United States", "India"][number % 3].to_owned(),
        Kind::Money => format!("{number}"),
        Kind::Text | Kind::List | Kind::Reference(_) => String::new(),
    }
}

fn is_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::List | Kind::Reference(_))
}

/// Rows of an entity: each payload in every field of words, the others filled in fittingly; then some in all fields.
fn rows(entity: &Entity, texts: &[String]) -> Vec<Vec<String>> {
    let ids: Vec<&str> = Library::builtin().requirements().map(|(_, requirement)| requirement.id()).collect();
    let count = if entity.id == "organisation" { 1 } else { texts.len() };
    let filled = (0..count).map(|number| {
        let cell = |(at, field): (usize, &Field)| {
            // One record has a payload of its own in each field; of many records each has one in all of them.
            let text = if count == 1 { &texts[at % texts.len()] } else { &texts[number] };
            match is_words(field) {
                true if field.id == "requirement" => ids[number * 7 % ids.len()].to_owned(),
                true => text.clone(),
                false => fitting(field, number),
            }
        };
        entity.fields.iter().enumerate().map(cell).collect()
    });
    let whole = texts.iter().step_by(6);
    let whole = whole.map(|text| vec![text.clone(); entity.fields.len()]);
    filled.chain(whole.take(if count == 1 { 0 } else { usize::MAX })).collect()
}

/// Settings with a payload in each field of words, and the organisation in them.
fn settings(texts: &[String]) -> String {
    let dictionary = Dictionary::builtin();
    let organisation = dictionary.find_entity("organisation").expect("there is an organisation");
    let mut table = toml::Table::new();
    for (at, field) in dictionary.entity(organisation).fields.iter().enumerate() {
        let text = toml::Value::String(texts[at % texts.len()].clone());
        let value = match field.kind {
            Kind::Text => text,
            Kind::List => toml::Value::Array(vec![text.clone(), text]),
            Kind::YesNo(_) => toml::Value::Boolean(true),
            Kind::Number | Kind::Money => toml::Value::Integer(100_000_000),
            _ => continue,
        };
        table.insert(field.id.clone(), value);
    }
    let mut whole = toml::Table::new();
    whole.insert("organisation".to_owned(), toml::Value::Table(table));
    let run = "[run]\nquarter = \"2026-Q4\"\nas_of = 2026-11-21\nrecords = \"records\"\n\
               [policy]\nlanguages = [\"en\", \"de\"]\n";
    format!("{whole}\n{run}")
}

/// A workbook with a sheet for each entity.
fn workbook(texts: &[String], with_organisation: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    for entity in &Dictionary::builtin().entities {
        if entity.id == "organisation" && !with_organisation {
            continue;
        }
        let sheet = book.add_worksheet();
        sheet.set_name(&entity.sheet).expect("a name");
        for (column, field) in (0..).zip(&entity.fields) {
            sheet.write_string(0, column, &field.label).expect("a header");
        }
        for (row, cells) in (1..).zip(rows(entity, texts)) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A workbook whose sheets claim names that no program would give them.
fn oddly_named() -> Vec<u8> {
    let mut book = Workbook::new();
    for number in 0..SHEET_NAMES.len() {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("NAME-{number}-")).expect("a name");
        for (column, header) in (0..).zip(["Vendor name", "Service", "Country", "LONE <pwn> =pwn()"]) {
            sheet.write_string(0, column, header).expect("a header");
        }
        for (column, cell) in (0..).zip(["Pwn SURROGATE", "x", "pwn", "31/02/2026"]) {
            sheet.write_string(1, column, cell).expect("a cell");
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let (name, mut text) = (part.name().expect("a name").to_string(), String::new());
        part.read_to_string(&mut text).expect("a part of text");
        for (number, sheet) in SHEET_NAMES.iter().enumerate() {
            text = text.replace(&format!("NAME-{number}-"), sheet);
        }
        text = text.replace("SURROGATE", "_xD800_ _x001B_[31m _xFFFE_");
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("a part");
    }
    out.finish().expect("an archive").into_inner()
}

/// Makes the workspace. The organisation stands in the settings, or in a sheet.
pub(super) fn plant(folder: &Path, texts: &[String], in_settings: bool) {
    let records = folder.join("records");
    fs::create_dir_all(&records).expect("a folder");
    let run = "[run]\nquarter = \"2026-Q4\"\nas_of = 2026-11-21\nrecords = \"records\"\n";
    let text = if in_settings { settings(texts) } else { run.to_owned() };
    fs::write(folder.join("candor.toml"), text).expect("settings");
    fs::write(records.join("all.xlsx"), workbook(texts, !in_settings)).expect("a workbook");
    fs::write(records.join("named.xlsx"), oddly_named()).expect("a workbook");
    let mut bytes = b"Vendor name,Service,Country\n".to_vec();
    bytes.extend(b"Pwn \xff\xfe\x80,\x00pwn\x00,\xed\xa0\x80\n\"=pwn()\",-pwn,+pwn\n");
    fs::write(records.join("bytes.csv"), bytes).expect("a file");
    #[cfg(unix)]
    for name in FILE_NAMES {
        let text = format!("Vendor name,Service,Country,pwn <b>\nV {},x,pwn,y\n", name.len());
        fs::write(records.join(name), text).expect("a file");
    }
}
