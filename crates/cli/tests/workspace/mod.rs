//! A copy of a sample that may be written to, and the program run on it.
#![allow(dead_code, reason = "each test crate uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/harborlight");
pub(crate) const RECORDS: &str = "2026-Q4";
pub(crate) const REPORTS: &str = "reports/2026-Q4";

pub(crate) fn candor(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("a test may fail here");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The program in a folder, whatever comes of it.
pub(crate) fn candor_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

pub(crate) fn text(path: &Path) -> String {
    path.display().to_string()
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a test may fail here");
    for entry in fs::read_dir(from).expect("a test may fail here") {
        let from = entry.expect("a test may fail here").path();
        let to = to.join(from.file_name().expect("a test may fail here"));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, to).expect("a test may fail here");
        }
    }
}

/// All files below a folder with their bytes, by their names from there.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a test may fail here") {
            let path = entry.expect("a test may fail here").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).expect("a test may fail here");
            let name = inside.display().to_string().replace('\\', "/");
            files.insert(name, fs::read(&path).expect("a test may fail here"));
        }
    }
    files
}

/// A copy of the sample that may be written to.
pub(crate) fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    fs::copy(Path::new(SAMPLE).join("candor.toml"), folder.path().join("candor.toml"))
        .expect("a test may fail here");
    copy_folder(&Path::new(SAMPLE).join(RECORDS), &folder.path().join(RECORDS));
    folder
}
