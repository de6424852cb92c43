//! What Candor writes of the samples, opened by LibreOffice: text documents become PDF, workbooks become ODS, and
//! what comes out has to hold what was written.
//!
//! Invariants: every text document and workbook of every sample is opened; all that differs is told at once; a file
//! that lost a table, a heading, a word, a sheet or a cell is noticed, which the tests prove on damaged copies.

mod books;
#[expect(dead_code, reason = "other tests look at pictures")]
#[path = "../../../crates/report/tests/case/docx.rs"]
mod docx;
#[expect(dead_code, reason = "other tests look at more of a PDF")]
#[path = "../../../crates/pdf/tests/file/mod.rs"]
mod pdf;
mod programs;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use tempfile::TempDir;

/// Incident of a sample that asks for every kind of letter.
const INCIDENT: (&str, &str) = ("harborlight", "I-003");

/// What differs between a file and what was made of it; nothing was made where the program failed.
type Differences = fn(&Path, Option<&Path>) -> Vec<String>;

fn temporary() -> TempDir {
    tempfile::tempdir().expect("there is a place for documents")
}

/// The samples' folders, by name.
fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let entries = fs::read_dir(folder).expect("the samples can be read");
    let paths = entries.map(|entry| entry.expect("the samples can be read").path());
    let mut samples: Vec<PathBuf> = paths.filter(|path| path.join("candor.toml").is_file()).collect();
    samples.sort();
    assert!(!samples.is_empty(), "there is no sample");
    samples
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

/// Files with an ending below a folder, by path.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("what was written can be read") {
        let path = entry.expect("what was written can be read").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs something for each sample, all at the same time.
fn with_each_sample(step: impl Fn(&Path) + Sync) {
    let samples = samples();
    thread::scope(|scope| {
        for sample in &samples {
            scope.spawn(|| step(sample));
        }
    });
}

/// Converts files and tells what differs in each. As many runs of LibreOffice go at the same time as the machine has
/// processors; the large files are spread among them.
fn compare(folder: &Path, from: &str, to: &str, differences: Differences) -> Vec<String> {
    let mut written = files(folder, from);
    written.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).expect("a file has a size").len()));
    let runs = thread::available_parallelism().map_or(1, usize::from).min(written.len());
    let mut batches = vec![Vec::new(); runs];
    for (index, file) in written.into_iter().enumerate() {
        batches[index % runs].push(file);
    }
    let of = |batch: &[PathBuf]| {
        let place = temporary();
        let converted = programs::convert(batch, to, place.path());
        let each = batch.iter().zip(&converted).flat_map(|(file, converted)| {
            let shown = file.strip_prefix(folder).expect("the file lies in the folder").display().to_string();
            let wrong = differences(file, converted.as_deref());
            wrong.into_iter().map(move |wrong| format!("{shown}: {wrong}"))
        });
        each.collect::<Vec<_>>()
    };
    let mut wrong: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = batches.iter().map(|batch| scope.spawn(|| of(batch))).collect();
        running.into_iter().flat_map(|run| run.join().expect("the files were compared")).collect()
    });
    wrong.sort();
    wrong
}
#[test]
fn every_text_document_comes_out_whole() {
    let folder = temporary();
    with_each_sample(|sample| {
        let (out, path) = (folder.path().join(name(sample)), sample.display().to_string());
        for command in ["audit", "policy"] {
            programs::candor(&[command, &path], &["docx"], &out);
        }
        if name(sample) == INCIDENT.0 {
            programs::candor(&["letter", INCIDENT.1, &path], &["docx"], &out);
        }
        let written: Vec<String> = files(&out, "docx").iter().map(|path| name(path)).collect();
        for one in ["audit", "audit-executive", "register", "vendors", "obligations", "privacy-policy", "faq"]
        {
            assert!(written.contains(&format!("{one}.docx")), "{one} is not among {written:?}");
        }
    });
    let wrong = compare(folder.path(), "docx", "pdf", texts::differences);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_workbook_comes_out_whole() {
    let folder = temporary();
    with_each_sample(|sample| {
        let (out, path) = (folder.path().join(name(sample)), sample.display().to_string());
        programs::candor(&["audit", &path], &["xlsx", "plan"], &out);
        let questions = out.join("questions.xlsx").display().to_string();
        programs::candor_at(&["ask", &path, "--out", &questions]);
    });
    programs::candor_at(&["init", &folder.path().join("starter").display().to_string()]);
    assert_eq!(files(folder.path(), "xlsx").len(), 3 * samples().len() + 1);
    let wrong = compare(folder.path(), "xlsx", "ods", books::differences);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A part of a file, a text in it, and what stands there instead.
type Damage<'a> = (&'a str, &'a str, &'a str);

#[test]
fn what_a_text_document_lost_is_noticed() {
    let folder = temporary();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(INCIDENT.0);
    let path = sample.display().to_string();
    programs::candor(&["letter", INCIDENT.1, &path, "--to", "authority"], &["docx"], folder.path());
    let letter = files(folder.path(), "docx").into_iter().find(|path| name(path) == "letter-authority.docx");
    let letter = letter.expect("the letter is written");
    let part = "word/document.xml";
    let damages: [(&str, Damage<'_>, &str); 4] = [
        ("word", (part, "Laptop left on a bus", "Laptop left on a"), "is not there"),
        ("heading", (part, "<w:pStyle w:val=\"Heading1\"/>", "<w:pStyle w:val=\"Normal\"/>"), "headings"),
        ("table", (part, "</w:tbl>", "</w:tbl><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"), "tables"),
        ("xml", (part, "</w:p>", "</w:q>"), "not converted"),
    ];
    let copies: Vec<PathBuf> = damages
        .iter()
        .map(|(name, damage, _)| {
            programs::damaged(&letter, &folder.path().join(format!("{name}.docx")), *damage)
        })
        .collect();
    let converted = programs::convert(&copies, "pdf", &folder.path().join("converted"));
    for ((name, _, told), converted) in damages.iter().zip(&converted) {
        let wrong = texts::differences(&letter, converted.as_deref());
        assert!(wrong.iter().any(|wrong| wrong.contains(told)), "{name}: {wrong:#?}");
    }
    let whole = programs::convert(std::slice::from_ref(&letter), "pdf", &folder.path().join("whole"));
    assert_eq!(texts::differences(&letter, whole[0].as_deref()), Vec::<String>::new());
}

#[test]
fn what_a_workbook_lost_is_noticed() {
    let folder = temporary();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(INCIDENT.0);
    programs::candor(&["audit", &sample.display().to_string()], &["plan"], folder.path());
    let plan = folder.path().join("action-plan.xlsx");
    let damages: [(&str, Damage<'_>, &str); 3] = [
        ("cell", ("xl/sharedStrings.xml", "Owner", "Owne"), "stands"),
        ("sheet", ("xl/workbook.xml", "<sheet name=\"Actions\"", "<sheet name=\"Other\""), "sheets"),
        ("xml", ("xl/workbook.xml", "</sheets>", "</sheet>"), "not converted"),
    ];
    let copies: Vec<PathBuf> = damages
        .iter()
        .map(|(name, damage, _)| {
            programs::damaged(&plan, &folder.path().join(format!("{name}.xlsx")), *damage)
        })
        .collect();
    let converted = programs::convert(&copies, "ods", &folder.path().join("converted"));
    for ((name, _, told), converted) in damages.iter().zip(&converted) {
        let wrong = books::differences(&plan, converted.as_deref());
        assert!(wrong.iter().any(|wrong| wrong.contains(told)), "{name}: {wrong:#?}");
    }
}
