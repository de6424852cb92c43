//! A proposed layout is a layout, and reading with it gives the table that is read without it: for every case with a
//! table. A sheet that no register fits gets a proposal that parses, too.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use candor_ingest::{File, Settings, parse_layouts, propose, read_files};
use candor_model::{Inventory, TableReading};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The cases that are read without settings of their own, by name.
fn cases() -> Vec<String> {
    let mut cases: Vec<String> = fs::read_dir(folder())
        .expect("a test may fail here")
        .map(|entry| entry.expect("a test may fail here").path())
        .filter(|case| !case.join("candor.toml").exists() && !case.join("layouts").exists())
        .map(|case| case.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    cases.sort();
    cases
}

fn file(case: &str) -> File {
    let folder = folder().join(case);
    let path = fs::read_dir(folder)
        .expect("a test may fail here")
        .map(|entry| entry.expect("a test may fail here").path())
        .find(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "toml"))
        .expect("a test may fail here");
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    File { name, bytes: fs::read(path).expect("a test may fail here") }
}

/// Every record with its fields, and which column is which field.
fn shown(inventory: &Inventory, tables: &[&TableReading]) -> String {
    let mut text = String::new();
    for (table, reading) in inventory.tables.iter().zip(tables) {
        let fields: Vec<(&str, &str)> =
            reading.columns.iter().map(|column| (column.header.as_str(), column.field.as_str())).collect();
        let _ = writeln!(text, "{:?} {:?} {fields:?} {:?}", table.entity, table.origin, table.rows);
        for column in &table.columns {
            let cells: Vec<_> = (0..table.rows.len()).map(|row| column.entry(row)).collect();
            let _ = writeln!(text, "  {:?} {:?} {cells:?}", column.header, column.field);
        }
    }
    text
}

#[test]
fn reading_with_a_proposed_layout_gives_the_same_table() {
    let mut used = 0;
    for case in cases() {
        let plain = read_files([file(&case)], &Settings::default(), None);
        let known: Vec<&TableReading> = plain.account.files[0].tables.iter().collect();
        // A proposal for one sheet at a time: those that no register fits have a proposal, too.
        for table in &known {
            let Ok(proposal) = propose(file(&case), Some(&table.sheet), &Settings::default()) else {
                continue;
            };
            let layouts = parse_layouts(&proposal)
                .unwrap_or_else(|mistakes| panic!("{case}: {mistakes:?}\n{proposal}"));
            let settings = Settings { layouts, ..Settings::default() };
            let again = read_files([file(&case)], &settings, None);
            let tables: Vec<&TableReading> = again.account.files[0].tables.iter().collect();
            assert_eq!(
                shown(&plain.inventory, &known),
                shown(&again.inventory, &tables),
                "{case}\n{proposal}"
            );
            used +=
                tables.iter().filter(|other| other.sheet == table.sheet && other.layout.is_some()).count();
        }
    }
    assert!(used > 60, "only {used} tables were read with a proposed layout");
}

#[test]
fn every_proposal_is_a_layout() {
    for case in cases() {
        if let Ok(proposal) = propose(file(&case), None, &Settings::default()) {
            let layouts = parse_layouts(&proposal);
            assert!(layouts.is_ok(), "{case}: {layouts:?}\n{proposal}");
        }
    }
}

#[test]
fn an_unknown_sheet_gets_a_proposal_with_guesses_and_values() {
    let bytes = "Firmenwortlaut;Qz;Vertrag vom;Zuletzt\n\
                 Papierhof KG;B;31.01.2024;x\nZahlwerk Inc.;A;02.03.2025;y\n";
    let file = || File { name: "liste.csv".to_owned(), bytes: bytes.as_bytes().to_vec() };
    let proposal = propose(file(), None, &Settings::default()).expect("a test may fail here");
    assert!(proposal.contains("a guess, "), "{proposal}");
    assert!(proposal.contains("; or \""), "{proposal}");
    assert!(proposal.contains("\n\"Vertrag vom\" = \"dpa_signed_on\"  # 100%; or "), "{proposal}");
    assert!(proposal.contains("# \"Qz\" = \"\"  # such as `B`, `A`"), "{proposal}");
    assert_eq!(parse_layouts(&proposal).map(|layouts| layouts.len()), Ok(1), "{proposal}");
}

#[test]
fn a_sheet_that_does_not_exist_is_told_with_those_that_do() {
    let why = propose(file("vvt-german"), Some("Nope"), &Settings::default()).unwrap_err();
    assert!(why.contains("`Nope`") && why.contains("`VVT Art. 30 DSGVO`"), "{why}");
}
