//! A proposed layout is a layout, and reading with it gives the table that is read without it: for every case with a
//! table. A sheet that no register fits gets a proposal that parses, too.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use candor_ingest::{File, Settings, parse_layouts, propose, read_files};
use candor_model::{Dictionary, Inventory, TableReading};

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
fn what_a_layout_states_of_all_records_is_shown_as_said_by_it() {
    let role = Dictionary::builtin().expect_field("activity.role");
    for (case, layout) in [
        ("art-30-wording-processor", "Art. 30(2) register of a processor"),
        ("dsk-auftragsverarbeiter", "DSK register of a processor"),
        ("ico-processor", "ICO documentation template for processors"),
    ] {
        let reading = read_files([file(case)], &Settings::default(), None);
        let table = &reading.inventory.tables[0];
        let column = table.column(role).expect("a test may fail here");
        assert_eq!(table.place(column, 0).cell, format!("layout `{layout}`"), "{case}");
        let told = &reading.account.files[0].tables[0];
        assert!(told.columns.iter().all(|column| column.field != "role"), "{case}: no column says it");
        assert_eq!(told.constants[0].value, "processor", "{case}");
    }
}

#[test]
fn a_column_goes_before_what_a_layout_states_of_all_records() {
    let text = "name = \"Ours\"\nis = \"activity\"\nrecognised_by = [\"Activity\", \"Purpose\"]\n\
                constant = { role = \"processor\", retention = \"2 years\" }\n";
    let layouts = parse_layouts(text).expect("a test may fail here");
    let settings = Settings { layouts, ..Settings::default() };
    let csv = "Activity,Purpose,Role,Data subjects\nPayroll,Pay,Controller,Staff\nHosting,Serve,,Clients\n";
    let file = File { name: "ours.csv".to_owned(), bytes: csv.as_bytes().to_vec() };
    let reading = read_files([file], &settings, None);
    let inventory = &reading.inventory;
    let seen = |path: &str| -> Vec<(String, String)> {
        let field = Dictionary::builtin().expect_field(path);
        let seen = inventory.records(field.entity).map(|record| inventory.look(record, field));
        seen.map(|seen| (seen.text().to_owned(), seen.place().map_or(String::new(), |place| place.cell)))
            .collect()
    };
    let pair = |text: &str, cell: &str| (text.to_owned(), cell.to_owned());
    assert_eq!(seen("activity.role"), [pair("Controller", "C2"), pair("", "C3")]);
    let stated = pair("2 years", "layout `Ours`");
    assert_eq!(seen("activity.retention"), [stated.clone(), stated]);
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
fn a_sheet_without_a_known_header_stays_passed_over_until_a_person_says_what_it_is() {
    let bytes = "Qz;Wv;Xk\n1;b;c\n2;e;f\n".as_bytes();
    let file = || File { name: "liste.csv".to_owned(), bytes: bytes.to_vec() };
    let proposal = propose(file(), None, &Settings::default()).expect("a test may fail here");
    assert!(proposal.contains("is = \"nothing\"  # no header was understood"), "{proposal}");
    assert!(proposal.contains("# \"Wv\" = \"\"  # such as `b`, `e`"), "{proposal}");
    let layouts = parse_layouts(&proposal).expect("a test may fail here");
    let reading = read_files([file()], &Settings { layouts, ..Settings::default() }, None);
    assert!(reading.inventory.tables.is_empty());
    assert!(reading.account.files[0].ignored[0].why.contains("layout"), "{:?}", reading.account.files);
}

#[test]
fn a_second_column_for_a_field_says_which_one_is_read() {
    let bytes = "Vendor,Service,Supplier name,DPA date\nAcme,Mail,Acme,2026-01-31\n".as_bytes();
    let file = File { name: "list.csv".to_owned(), bytes: bytes.to_vec() };
    let proposal = propose(file, None, &Settings::default()).expect("a test may fail here");
    assert!(proposal.contains("%, but that is read from `Vendor`"), "{proposal}");
}

#[test]
fn a_sheet_that_does_not_exist_is_told_with_those_that_do() {
    let why = propose(file("vvt-german"), Some("Nope"), &Settings::default()).unwrap_err();
    assert!(why.contains("`Nope`") && why.contains("`VVT Art. 30 DSGVO`"), "{why}");
}
