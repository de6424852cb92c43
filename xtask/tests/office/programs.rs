//! The two programs that the tests run: Candor writes, LibreOffice converts.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Damage;

/// Runs Candor, which writes formats of what a command makes into a folder.
pub(crate) fn candor(arguments: &[&str], formats: &[&str], out: &Path) {
    let (formats, out) = (formats.join(","), out.display().to_string());
    candor_at(&[arguments, &["--formats", &formats, "--out", &out]].concat());
}

/// Runs Candor and returns what it prints.
pub(crate) fn candor_at(arguments: &[&str]) -> String {
    run(Command::new(program("CANDOR")).args(arguments))
}

fn program(variable: &str) -> PathBuf {
    std::env::var_os(variable).expect("`cargo xtask office` says where the programs are").into()
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the program can be started");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("what a program prints is text")
}

/// Filters of LibreOffice by ending: a PDF with bookmarks and tags, so that its headings and tables can be counted.
const FILTERS: [(&str, &str); 2] = [
    (
        "pdf",
        r#"pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}"#,
    ),
    ("ods", "ods"),
];

/// Converts files in one run of LibreOffice. For each file the converted one, or none where that failed.
pub(crate) fn convert(files: &[PathBuf], ending: &str, folder: &Path) -> Vec<Option<PathBuf>> {
    let (inputs, outputs) = (folder.join("in"), folder.join("out"));
    fs::create_dir_all(&inputs).expect("a folder can be made");
    // Files of different folders can have one name.
    let numbered: Vec<PathBuf> = (1..)
        .zip(files)
        .map(|(number, file)| inputs.join(format!("{number}-{}", super::name(file))))
        .collect();
    for (file, copy) in files.iter().zip(&numbered) {
        fs::copy(file, copy).expect("a file can be copied");
    }
    let filter = FILTERS.iter().find(|(known, _)| *known == ending).expect("the ending has a filter").1;
    // A profile of its own, so that several can run at the same time.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    run(Command::new(program("SOFFICE"))
        .arg(profile)
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .arg(&outputs)
        .args(&numbered));
    let made = |input: &PathBuf| Some(outputs.join(input.with_extension(ending).file_name()?));
    numbered.iter().map(|input| made(input).filter(|output| output.is_file())).collect()
}

/// A copy of a document or workbook in which the first such text of a part is another.
pub(crate) fn damaged(file: &Path, copy: &Path, (part, text, instead): Damage<'_>) -> PathBuf {
    let mut archive =
        ZipArchive::new(File::open(file).expect("the file is there")).expect("the file is an archive");
    let mut written = ZipWriter::new(File::create(copy).expect("a copy can be made"));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part can be read");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("a part can be read");
        let name = entry.name().expect("a part has a name").into_owned();
        if name == part {
            let whole = String::from_utf8(bytes).expect("the part is text");
            assert!(whole.contains(text), "{text} stands in {part}");
            bytes = whole.replacen(text, instead, 1).into_bytes();
        }
        written.start_file(name, SimpleFileOptions::default()).expect("a part can be written");
        written.write_all(&bytes).expect("a part can be written");
    }
    written.finish().expect("a copy can be finished");
    copy.to_owned()
}
