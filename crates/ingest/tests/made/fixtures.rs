//! The files of the cases.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::Part;

/// The spreadsheets of `tests/cases`, with the names of their folders before their own.
pub(crate) fn fixtures() -> Vec<Part> {
    let mut paths: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"))
        .expect("a test may fail here")
        .flat_map(|case| {
            fs::read_dir(case.expect("a test may fail here").path()).expect("a test may fail here")
        })
        .map(|file| file.expect("a test may fail here").path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "toml"))
        .collect();
    paths.sort();
    assert!(paths.len() > 30, "the fixtures were not found");
    let name = |path: &Path| {
        let parts: Vec<_> =
            path.iter().rev().take(2).map(|part| part.to_string_lossy().into_owned()).collect();
        format!("{}/{}", parts[1], parts[0])
    };
    paths.into_iter().map(|path| (name(&path), fs::read(&path).expect("a test may fail here"))).collect()
}
