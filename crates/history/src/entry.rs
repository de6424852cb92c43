//! An entry: what is kept of a quarter, and the reading of it in every form that was ever written.
//!
//! Invariants: an entry of a newer first number is refused by name; fields that an older program did not write are absent,
//! never guessed; fields that a newer program added within the same first number are passed over.

use std::fs;
use std::path::Path;

use candor_assess::Assessment;
use candor_policy::FactRecord;
use serde::{Deserialize, Serialize};

use crate::{Error, io, shown};

/// Version of an entry's form: readers refuse a higher first number. A higher second number only adds fields.
///
/// 1.0 had quarter, inputs, assessment and previous. 1.1 added the version of the program, settings, checklists, documents,
/// forms, facts, corrections, and chains entries in the order in which they were recorded.
pub const FORMAT_VERSION: &str = "1.1";

/// A file, with the SHA-256 of its bytes in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputHash {
    /// Its path from the workspace, with `/`; its name alone where it lies elsewhere.
    pub file: String,
    pub sha256: String,
}

/// A checklist that the quarter was judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistHash {
    pub id: String,
    /// Version of its rules.
    pub version: String,
    /// SHA-256 over its files, in hexadecimal digits.
    pub sha256: String,
}

/// What an entry corrects. The corrected entry stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The file that is corrected: `2026-Q4.json`.
    pub entry: String,
    /// SHA-256 of that file, in hexadecimal digits.
    pub sha256: String,
    /// Why, in the words of whoever corrects.
    pub reason: String,
}

/// What is kept of a quarter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub format_version: String,
    /// Version of the program that recorded it; empty before 1.1.
    #[serde(default)]
    pub tool_version: String,
    /// `2026-Q4`.
    pub quarter: String,
    /// The entry that this one stands in for.
    #[serde(default)]
    pub corrects: Option<Correction>,
    pub inputs: Vec<InputHash>,
    /// The text of candor.toml, if there was one.
    #[serde(default)]
    pub settings: Option<String>,
    #[serde(default)]
    pub checklists: Vec<ChecklistHash>,
    /// The documents of the quarter as they were when it was recorded.
    #[serde(default)]
    pub documents: Vec<InputHash>,
    /// Workbooks that people fill in, as they were handed out: a change in them is expected.
    #[serde(default)]
    pub forms: Vec<InputHash>,
    /// What the policies rest on.
    #[serde(default)]
    pub facts: Option<FactRecord>,
    pub assessment: Assessment,
    /// SHA-256 of the file of the entry that was recorded before, if there is one.
    pub previous: Option<String>,
}

/// Reads an entry.
///
/// # Errors
/// If it cannot be read, is no entry, or has a newer form.
pub fn read(path: &Path) -> Result<Entry, Error> {
    parse(path, &bytes_of(path)?)
}

/// The bytes of a file; a pipe or a device would hang, or never end.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| io(path, source);
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::new(std::io::ErrorKind::InvalidInput, "it is not a file")));
    }
    fs::read(path).map_err(failed)
}

/// Reads the bytes of an entry; the path is for messages.
///
/// # Errors
/// If they are no entry, or have a newer form.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Entry, Error> {
    #[derive(Deserialize)]
    struct Head {
        format_version: String,
    }
    let broken = |error: serde_json::Error| Error::Broken { path: shown(path), reason: error.to_string() };
    let head: Head = serde_json::from_slice(bytes).map_err(broken)?;
    let Some(first) = first_number(&head.format_version) else {
        let reason = format!("`{}` is no version of its form", head.format_version);
        return Err(Error::Broken { path: shown(path), reason });
    };
    if Some(first) > first_number(FORMAT_VERSION) {
        return Err(Error::Newer { path: shown(path), version: head.format_version });
    }
    serde_json::from_slice(bytes).map_err(broken)
}

fn first_number(version: &str) -> Option<u32> {
    version.split('.').next().and_then(|number| number.parse().ok())
}
