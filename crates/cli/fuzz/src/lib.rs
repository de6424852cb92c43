//! What reads something from outside, each as one function over bytes: no bytes may make one panic, hang or eat memory.
//!
//! `cargo xtask fuzz` runs them under libFuzzer, which looks for bytes that reach new code; the tests of `cli` run the same
//! functions on seeds damaged at random. Invariant: each target gets every way in; a text that is not UTF-8 is replaced.

mod inputs;
mod seeds;

use std::path::Path;

use candor_assess::{Baseline, Library, Source};
use candor_history::Seal;
use candor_ingest::{File, Settings, cells, parse_layouts, parse_settings, propose, read_files, separator};
use candor_policy::lint::{Context, Ratchet, lint};
use candor_policy::text::{Text, read};
use candor_policy::{FactRecord, drift, plain};
use candor_report::annotate::{listing_csv, rebuilt, workbook};
use candor_report::{Document, FORMATS, Templates, check_document, check_template, compose};

use inputs::{Inputs, day, packed};

pub use seeds::seeds;

/// A target: its name and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 21] = [
    ("csv", |data| spreadsheet("a.csv", data)),
    ("xlsx", |data| spreadsheet("a.xlsx", data)),
    ("xlsx_parts", |data| spreadsheet("a.xlsx", &packed(&inputs::XLSX, data))),
    ("xlsb", |data| spreadsheet("a.xlsb", data)),
    ("xls", |data| spreadsheet("a.xls", data)),
    ("ods", |data| spreadsheet("a.ods", data)),
    ("ods_parts", |data| spreadsheet("a.ods", &packed(&inputs::ODS, data))),
    ("page_as_xls", |data| spreadsheet("page.xls", &[b"<html><table>", data].concat())),
    ("settings", settings),
    ("layouts", |data| drop(parse_layouts(&text(data)))),
    ("checklist", checklist),
    ("template", template),
    ("policy_markdown", |data| policy("policy.md", data)),
    ("policy_html", |data| policy("policy.html", data)),
    ("policy_docx", |data| policy("policy.docx", &packed(&inputs::DOCX, data))),
    ("policy_text", |data| policy("policy.txt", data)),
    ("history", |data| drop(candor_history::parse(Path::new("2026-Q4.json"), data))),
    ("seal", |data| drop(Seal::parse(&text(data)))),
    ("facts", |data| drop(FactRecord::read(data))),
    ("baseline", |data| drop(Baseline::read(&text(data)))),
    ("ratchet", |data| drop(Ratchet::read(&text(data)))),
];

/// Runs a target by its name.
///
/// # Panics
/// If there is no such target, or it panics: that is what is looked for.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = target.unwrap_or_else(|| panic!("there is no target `{name}`"));
    target(data);
}

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// Reads a spreadsheet, proposes a layout for it, and marks its problems in a copy.
fn spreadsheet(name: &str, data: &[u8]) {
    let mut settings = Settings::default();
    // Small, so that all of them are met.
    let limits = &mut settings.limits;
    (limits.unpacked_size, limits.cells, limits.rows, limits.columns) = (4 << 20, 50_000, 5_000, 200);
    (limits.cell_length, limits.sheets, limits.xml_nesting) = (2_000, 20, 40);
    let file = || File { name: name.to_owned(), bytes: data.to_vec() };
    let reading = read_files([file()], &settings, Some(day()));
    for table in &reading.inventory.tables {
        assert!(table.rows.is_sorted(), "rows out of order: {:?}", table.origin);
        assert!(
            table.columns.iter().all(|column| column.cells.len() == table.rows.len()),
            "a column is short"
        );
    }
    let problems = &reading.account.problems;
    if problems.is_empty() {
        return;
    }
    match separator(&file()) {
        Some(separator) => drop(listing_csv(name, problems, separator)),
        None => drop(workbook(name, data, problems)),
    }
    let _ = rebuilt(name, &cells(file(), &settings.limits), problems, None);
    let _ = propose(file(), None, &settings);
}

fn settings(data: &[u8]) {
    if let Err(mistakes) = parse_settings("candor.toml", &text(data), &["gdpr", "ccpa"]) {
        assert!(mistakes.iter().all(|mistake| mistake.line > 0 && mistake.column > 0), "{mistakes:?}");
    }
}

fn checklist(data: &[u8]) {
    let text = text(data);
    if let Err(mistakes) = Library::with(&[Source { name: "own.toml", text: &text }]) {
        assert!(!mistakes.is_empty(), "refused without a reason");
    }
}

/// Checks a template, makes the document from it, and writes that in every format: so the Markdown of a template is read too.
fn template(data: &[u8]) {
    let text = text(data);
    let Some(document) = Document::all().find(|document| document.template() == "trackers.md") else {
        return;
    };
    let _ = check_template(document, &text);
    let templates = Templates::builtin().with(document.template(), &text);
    let Ok(source) = compose(&document.whole(), &Inputs::get().input(), &templates) else { return };
    let _ = check_document(source.markdown());
    for (format, _) in FORMATS {
        let _ = source.format(format);
    }
}

/// Reads a policy, measures it, and holds it against the rules and against records.
fn policy(name: &str, data: &[u8]) {
    let Ok(text) = read(name, data) else { return };
    measured(&text, std::str::from_utf8(data).ok());
}

fn measured(text: &Text, source: Option<&str>) {
    let _ = plain::measure(text);
    let _ = lint(text, &Context { source, ..Context::default() });
    let inputs = Inputs::get();
    let _ = drift(text, inputs.facts(), inputs.beside());
}
