//! What holds for every input: nothing panics, every row and column is accounted for, the same input gives the same
//! account, and a file's account does not depend on the files before it.

use std::collections::BTreeSet;

use crate::archive::parts;
use crate::archive::zipped;
use crate::fixtures::fixtures;
use candor_ingest::{File, Reading, Settings, read_files};
use candor_model::FileReading;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const EXTENSIONS: [&str; 8] = ["csv", "tsv", "xlsx", "xlsm", "xlsb", "xls", "ods", ""];

/// Beginnings that send bytes to one reader or another.
const BEGINNINGS: [&[u8]; 10] = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"%PDF-1.7\n",
    b"<?xml version=\"1.0\"?>",
    b"sep=;\r\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"Vendor name,Service,Country\n\"",
];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

fn read(name: &str, bytes: &[u8]) -> Reading {
    let file = File { name: name.to_owned(), bytes: bytes.to_vec() };
    read_files([file], &Settings::default(), Some("2026-11-21".parse().expect("a test may fail here")))
}

/// Overwrites single bytes, and cuts the end off where asked.
fn damage(bytes: &mut Vec<u8>, hits: &[(Index, u8)], cut: Option<Index>) {
    if bytes.is_empty() {
        return;
    }
    for (at, byte) in hits {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn arbitrary_bytes_never_panic(
        beginning in select(BEGINNINGS.to_vec()),
        rest in vec(any::<u8>(), 0..600),
        extension in select(EXTENSIONS.to_vec()),
    ) {
        let bytes = [beginning, rest.as_slice()].concat();
        read(&format!("file.{extension}"), &bytes);
    }

    #[test]
    fn arbitrary_text_never_panics(text in "[\\PC\r\n\t;,\"]{0,200}", extension in select(EXTENSIONS.to_vec())) {
        read(&format!("vendors.{extension}"), format!("Vendor name,Service,Country,Owner\n{text}").as_bytes());
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn damaged_files_never_panic(
        which in any::<Index>(),
        part in any::<Index>(),
        within in any::<bool>(),
        hits in vec((any::<Index>(), any::<u8>()), 1..12),
        cut in proptest::option::weighted(0.3, any::<Index>()),
    ) {
        let fixtures = fixtures();
        let (name, mut bytes) = fixtures[which.index(fixtures.len())].clone();
        let mut parts = parts(&bytes);
        // A byte changed in an archive mostly breaks its checksum; changed in a part it reaches the reader.
        if within && !parts.is_empty() {
            let at = part.index(parts.len());
            damage(&mut parts[at].1, &hits, cut);
            bytes = zipped(&parts);
        } else {
            damage(&mut bytes, &hits, cut);
        }
        read(&name, &bytes);
    }
}

/// Headers of vendors that are always there, so that the table is found, and some that come and go.
const HEADERS: [&str; 5] = ["Vendor name", "Service", "Country", "DPA signed on", "Risk"];
const MORE_HEADERS: [&str; 8] =
    ["Owner", "Notes", "Colour of the door", "Country", "", "Vendor ID", "Data categories", "Shoe size"];

/// What may stand in a cell: plain values, values that look like something else, and nothing.
fn cell() -> impl Strategy<Value = String> {
    let words = [
        "",
        "",
        "",
        "Ferrow Couriers",
        "Delivery",
        "Ireland",
        "2026-02-28",
        "03/04/2026",
        "High",
        "yes",
        "n/a",
        "-",
        "unknown",
        "Total",
        "Example: a vendor",
        "12",
        "1,234",
        "two\nlines",
        "a \"quoted\" word",
        "semi;colon",
        "Vendor name",
        "Service",
        "Country",
        "[DATE]",
        "#REF!",
        "https://fell.example",
        "Select an item",
        "=1+1",
    ];
    prop_oneof![8 => select(words.to_vec()).prop_map(str::to_owned), 1 => "[a-zA-Z0-9 .;:|/-]{0,12}"]
}

#[derive(Debug, Clone)]
struct Sheet {
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    line_end: &'static str,
}

fn sheet() -> impl Strategy<Value = Sheet> {
    (vec(select(MORE_HEADERS.to_vec()), 0..4), select(vec!["\n", "\r\n", "\r"])).prop_flat_map(
        |(more, line_end)| {
            let headers: Vec<String> = HEADERS.iter().chain(&more).map(|&header| header.to_owned()).collect();
            let width = headers.len();
            vec(prop_oneof![5 => vec(cell(), width), 1 => Just(vec![String::new(); width])], 0..12)
                .prop_map(move |rows| Sheet { headers: headers.clone(), rows, line_end })
        },
    )
}

impl Sheet {
    fn text(&self) -> String {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        // A blank row is an empty line, or separators alone.
        let row = |(at, row): (usize, &Vec<String>)| match row.iter().all(String::is_empty) && at % 2 == 0 {
            true => String::new(),
            false => line(row),
        };
        let lines = std::iter::once(line(&self.headers)).chain(self.rows.iter().enumerate().map(row));
        lines.map(|line| line + self.line_end).collect()
    }

    /// Numbers of the rows below the header that hold something.
    fn filled(&self) -> Vec<u32> {
        let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
        (2..).zip(&self.rows).filter(|(_, row)| filled(row)).map(|(number, _)| number).collect()
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_row_and_column_is_accounted_for(sheet in sheet()) {
        let reading = read("vendors.csv", sheet.text().as_bytes());
        let file = &reading.account.files[0];
        prop_assert!(!file.tables.is_empty(), "no table: {:?}", file.ignored);
        prop_assert_eq!(file.tables[0].header_row, 1);

        let accounted: u32 = file.tables.iter().map(|table| table.rows + left(table)).sum();
        let headers = file.tables.len() as u32;
        let last = sheet.filled().last().copied().unwrap_or(1);
        prop_assert_eq!(accounted + headers, last, "{:?}", file);

        let first = &file.tables[0];
        let columns: BTreeSet<&str> = first
            .columns
            .iter()
            .map(|column| column.column.as_str())
            .chain(first.unmatched.iter().map(|column| column.column.as_str()))
            .collect();
        prop_assert_eq!(columns.len(), first.columns.len() + first.unmatched.len(), "a column twice: {:?}", first);
        let named = sheet.headers.iter().filter(|header| !header.is_empty()).count();
        prop_assert!(columns.len() >= named, "{:?}", first);
        let fields: BTreeSet<&str> = first.columns.iter().map(|column| column.field.as_str()).collect();
        prop_assert_eq!(fields.len(), first.columns.len(), "a field twice: {:?}", first);
    }

    #[test]
    fn records_keep_their_row_and_their_text(sheet in sheet()) {
        let reading = read("vendors.csv", sheet.text().as_bytes());
        let filled = sheet.filled();
        for table in &reading.inventory.tables {
            prop_assert!(table.rows.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(table.rows.iter().all(|row| filled.contains(row)), "{:?} of {filled:?}", table.rows);
            prop_assert!(table.columns.iter().all(|column| column.cells.len() == table.rows.len()));
            for (at, row) in table.rows.iter().enumerate() {
                for column in &table.columns {
                    let written = sheet.rows[*row as usize - 2][column.index as usize].trim();
                    prop_assert_eq!(&column.entry(at).text, written);
                }
            }
        }
    }
}

fn left(table: &candor_model::TableReading) -> u32 {
    table.left_rows.iter().map(|left| left.count).sum()
}

/// The account as it is shown: files as JSON, problems as they print.
fn shown(reading: &Reading) -> String {
    let files = serde_json::to_string(&reading.account.files).expect("a test may fail here");
    format!("{files}\n{:?}", reading.account.problems)
}

#[test]
fn the_same_input_gives_the_same_account() {
    for (name, bytes) in fixtures() {
        assert_eq!(shown(&read(&name, &bytes)), shown(&read(&name, &bytes)), "{name}");
    }
}

#[test]
fn the_order_of_files_does_not_change_their_accounts() {
    let together = |files: &mut dyn Iterator<Item = &(String, Vec<u8>)>| {
        let files: Vec<File> =
            files.map(|(name, bytes)| File { name: name.clone(), bytes: bytes.clone() }).collect();
        read_files(files, &Settings::default(), None)
    };
    let fixtures = fixtures();
    let forward = together(&mut fixtures.iter());
    let backward = together(&mut fixtures.iter().rev());
    for (name, _) in &fixtures {
        assert_eq!(own(&forward, name), own(&backward, name), "{name}");
    }
}

/// What a reading says of one file: its account, and its problems but for those between registers.
fn own<'a>(reading: &'a Reading, name: &str) -> (Option<&'a FileReading>, Vec<String>) {
    let between = [
        "key-duplicate",
        "record-conflict",
        "reference-misplaced",
        "reference-missing",
        "system-unused",
        "vendor-unused",
    ];
    let problems = reading
        .account
        .problems
        .iter()
        .filter(|problem| problem.place.file == name && !between.contains(&problem.code))
        .map(|problem| format!("{problem:?}"))
        .collect();
    (reading.account.files.iter().find(|file| file.file == name), problems)
}
