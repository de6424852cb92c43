//! Every field is found by its label, and by its headers in every language: the starter workbook is read as it was
//! written, and no wording of a language file leads elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use candor_ingest::{File, Settings, read_files};
use candor_model::{Dictionary, TableReading};
use serde::Deserialize;

/// Reads headers alone, as the sheet of an entity. `None` if no table is found.
fn table(sheet: &str, headers: &[&str]) -> Option<TableReading> {
    let quoted: Vec<String> =
        headers.iter().map(|header| format!("\"{}\"", header.replace('"', "\"\""))).collect();
    let file =
        File { name: format!("{}.csv", sheet.replace('/', " ")), bytes: quoted.join(",").into_bytes() };
    let mut reading = read_files([file], &Settings::default(), None);
    let tables = &mut reading.account.files[0].tables;
    (!tables.is_empty()).then(|| tables.remove(0))
}

/// What each header was read as, where that is not the field it stands for.
fn wrong(table: Option<TableReading>, entity: &str, wanted: &[(&str, &str)]) -> String {
    let mut wrong = String::new();
    let Some(table) = table else {
        let _ = writeln!(wrong, "{entity}: no table");
        return wrong;
    };
    if table.entity != entity {
        let _ = writeln!(wrong, "{entity}: read as {}", table.entity);
        return wrong;
    }
    for (field, header) in wanted {
        let found =
            table.columns.iter().find(|column| column.field == *field).map(|column| column.header.as_str());
        if found != Some(header) {
            let read = table
                .columns
                .iter()
                .find(|column| column.header == *header)
                .map(|column| column.field.as_str());
            let _ = writeln!(wrong, "{entity}.{field}: `{header}` is read as {}", read.unwrap_or("nothing"));
        }
    }
    wrong
}

#[test]
fn every_field_is_found_by_its_label() {
    let mut failed = String::new();
    for entity in &Dictionary::builtin().entities {
        let wanted: Vec<(&str, &str)> =
            entity.fields.iter().map(|field| (field.id.as_str(), field.label.as_str())).collect();
        let headers: Vec<&str> = wanted.iter().map(|(_, label)| *label).collect();
        failed += &wrong(table(&entity.sheet, &headers), &entity.id, &wanted);
    }
    assert!(failed.is_empty(), "\n{failed}");
}

#[derive(Deserialize)]
struct Language {
    sheets: BTreeMap<String, Vec<String>>,
    headers: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

#[test]
fn every_field_is_found_by_its_first_header_in_every_language() {
    let mut failed = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts");
    for language in ["cs", "da", "de", "es", "fi", "fr", "it", "nl", "pl", "pt", "sv"] {
        let text = fs::read_to_string(folder.join(format!("{language}.toml"))).unwrap();
        let words: Language = toml::from_str(&text).unwrap();
        for (entity, fields) in &words.headers {
            // What Candor wrote is known again by the ids in its rows, never by headers alone: `cases/` hold it.
            let known = Dictionary::builtin();
            if known.find_entity(entity).is_some_and(|id| known.entity(id).from_candor) {
                continue;
            }
            let wanted: Vec<(&str, &str)> =
                fields.iter().map(|(field, headers)| (field.as_str(), headers[0].as_str())).collect();
            let headers: Vec<&str> = wanted.iter().map(|(_, header)| *header).collect();
            let sheet = words.sheets.get(entity).map_or(entity.as_str(), |names| names[0].as_str());
            let wrong = wrong(table(sheet, &headers), entity, &wanted);
            failed.extend(wrong.lines().map(|line| format!("{language} {line}\n")));
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}
