//! Fuzzing: files of every format, damaged at random, are read; nothing may panic, hang or eat memory.

use crate::archive::Part;
use crate::book::{ods, ods_vendors, vendors, worksheet, xlsx};
use crate::damage::{Target, fuzz_all};
use crate::fixtures::fixtures;
use candor_ingest::{File, Settings, parse_layouts, parse_settings, propose, read_files};

/// Seeds larger than this are left out: time is better spent on many small runs. In bytes.
const SEED_MAX: usize = 200_000;

fn read(name: &str, bytes: &[u8]) {
    let mut settings = Settings::default();
    // Small, so that all of them are met.
    let limits = &mut settings.limits;
    (limits.unpacked_size, limits.cells, limits.rows, limits.columns) = (4 << 20, 50_000, 5_000, 200);
    (limits.cell_length, limits.sheets, limits.xml_nesting) = (2_000, 20, 40);
    let file = || File { name: name.to_owned(), bytes: bytes.to_vec() };
    let reading = read_files([file()], &settings, Some("2026-11-21".parse().expect("a test may fail here")));
    for table in &reading.inventory.tables {
        // Records of a register turned on its side stand in one row each.
        assert!(table.rows.is_sorted(), "rows out of order: {:?} {:?}", table.origin, table.rows);
        assert!(table.columns.iter().all(|column| column.cells.len() == table.rows.len()));
    }
    if bytes.len().is_multiple_of(8) {
        let _ = propose(file(), None, &settings);
    }
}

fn read_settings(_: &str, bytes: &[u8]) {
    if let Err(mistakes) = parse_settings("candor.toml", &String::from_utf8_lossy(bytes), &["gdpr", "ccpa"]) {
        assert!(mistakes.iter().all(|mistake| mistake.line > 0 && mistake.column > 0));
    }
}

fn read_layouts(_: &str, bytes: &[u8]) {
    if let Err(mistakes) = parse_layouts(&String::from_utf8_lossy(bytes)) {
        assert!(mistakes.iter().all(|mistake| mistake.line > 0 && mistake.column > 0));
    }
}

/// A target for every reader.
fn targets() -> Vec<Target> {
    let mut files = fixtures();
    files.retain(|(_, bytes)| bytes.len() <= SEED_MAX);
    files.push(("made/book.xlsx".to_owned(), xlsx(&[("Vendors", worksheet(&vendors()))], &[])));
    files.push(("made/book.ods".to_owned(), ods("", &[("Vendors", ods_vendors())])));
    let of = |name, extensions: &[&str]| {
        let wanted =
            |file: &&Part| extensions.iter().any(|extension| file.0.ends_with(&format!(".{extension}")));
        Target { name, seeds: files.iter().filter(wanted).cloned().collect(), run: read }
    };
    let html = "<html><table><tr><td>Vendor name</td><td>Service</td></tr></table></html>";
    let answers = files.iter().filter(|(name, _)| name.contains("answers")).cloned().collect();
    let text = |folder: &str, wanted: fn(&str) -> bool| -> Vec<Part> {
        let seeds = toml_files(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        seeds.into_iter().filter(|(name, _)| wanted(name)).collect()
    };
    vec![
        of("text", &["csv", "tsv"]),
        of("xlsx", &["xlsx"]),
        of("xlsm", &["xlsm"]),
        of("xlsb", &["xlsb"]),
        of("xls", &["xls"]),
        of("ods", &["ods"]),
        Target { name: "html-named-xls", seeds: vec![("page.xls".to_owned(), html.into())], run: read },
        Target { name: "answers", seeds: answers, run: read },
        Target {
            name: "settings",
            seeds: text("tests/cases", |name| name == "candor.toml"),
            run: read_settings,
        },
        Target { name: "layouts", seeds: text("layouts/known", |_| true), run: read_layouts },
    ]
}

/// The TOML files in a folder and in those below it.
fn toml_files(folder: &std::path::Path) -> Vec<Part> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a test may fail here") {
        let path = entry.expect("a test may fail here").path();
        if path.is_dir() {
            files.extend(toml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, std::fs::read(&path).expect("a test may fail here")));
        }
    }
    files.sort();
    files
}

#[test]
fn no_damage_stops_a_reader() {
    fuzz_all(targets());
}
