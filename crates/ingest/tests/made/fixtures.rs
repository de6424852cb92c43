//! The files of the cases, and archives taken apart.

use std::fs;
use std::io::{Cursor, Read};
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

/// The parts of a zip archive, the first megabyte of each; none if it is no archive.
pub(crate) fn parts(bytes: &[u8]) -> Vec<Part> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    (0..archive.len())
        .filter_map(|index| {
            let part = archive.by_index(index).ok()?;
            let name = part.name().ok()?.to_string();
            let mut content = Vec::new();
            part.take(1 << 20).read_to_end(&mut content).ok()?;
            Some((name, content))
        })
        .collect()
}
