//! One recorded assessment per quarter, written once, versioned, chained by hash.
//!
//! Invariants: a recorded quarter is never overwritten; an entry is written whole or not at all; nothing is
//! compared here, that is `assess`. A chain shows that entries fit together, not who made them: whoever can
//! write the folder can make the whole chain anew, so keep the newest hash elsewhere.

mod entry;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use candor_assess::Assessment;
use candor_model::Quarter;
use candor_policy::FactRecord;
use sha2::{Digest, Sha256};

pub use entry::{ChecklistHash, Correction, Entry, FORMAT_VERSION, InputHash, read};

/// What is to be kept of a quarter.
#[derive(Debug, Clone)]
pub struct Kept {
    pub tool_version: String,
    pub inputs: Vec<InputHash>,
    pub settings: Option<String>,
    pub checklists: Vec<ChecklistHash>,
    pub documents: Vec<InputHash>,
    pub forms: Vec<InputHash>,
    pub facts: Option<FactRecord>,
    pub assessment: Assessment,
}

/// Why an entry could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is recorded already")]
    AlreadyRecorded(String),
    #[error("`{path}` was written by a newer version (format {version})")]
    Newer { path: String, version: String },
    #[error("`{path}` is no entry of a history: {reason}")]
    Broken { path: String, reason: String },
    #[error("`{path}` could not be used")]
    Io { path: String, source: std::io::Error },
}

/// Records a quarter under `folder` as `2026-Q4.json`, chained to the entry of the latest quarter before it.
///
/// # Errors
/// If the quarter is recorded already, the entry before cannot be read, or the file cannot be written.
pub fn record(folder: &Path, quarter: Quarter, kept: Kept) -> Result<PathBuf, Error> {
    let path = folder.join(format!("{quarter}.json"));
    if path.exists() {
        return Err(Error::AlreadyRecorded(quarter.to_string()));
    }
    fs::create_dir_all(folder).map_err(|source| io(folder, source))?;
    let entry = Entry {
        format_version: FORMAT_VERSION.to_owned(),
        tool_version: kept.tool_version,
        quarter: quarter.to_string(),
        corrects: None,
        inputs: kept.inputs,
        settings: kept.settings,
        checklists: kept.checklists,
        documents: kept.documents,
        forms: kept.forms,
        facts: kept.facts,
        assessment: kept.assessment,
        previous: previous(folder, quarter)?,
    };
    let broken = |error: serde_json::Error| Error::Broken { path: shown(&path), reason: error.to_string() };
    let mut bytes = serde_json::to_vec_pretty(&entry).map_err(broken)?;
    bytes.push(b'\n');
    let mut file = tempfile::Builder::new()
        .prefix(".candor-")
        .tempfile_in(folder)
        .map_err(|source| io(folder, source))?;
    file.write_all(&bytes).and_then(|()| file.as_file().sync_all()).map_err(|source| io(&path, source))?;
    file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::AlreadyRecorded(quarter.to_string()),
        _ => io(&path, error.error),
    })?;
    Ok(path)
}

/// The entries of the quarters before one, the oldest first; none if there is no such folder.
///
/// # Errors
/// If the folder or an entry cannot be read.
pub fn before(folder: &Path, quarter: Quarter) -> Result<Vec<Entry>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let paths = paths_before(folder, quarter)?;
    paths.iter().map(|path| read(path)).collect()
}

/// SHA-256 of bytes in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hash of the entry of the latest quarter before one.
fn previous(folder: &Path, quarter: Quarter) -> Result<Option<String>, Error> {
    let Some(path) = paths_before(folder, quarter)?.pop() else { return Ok(None) };
    read(&path)?;
    let bytes = fs::read(&path).map_err(|source| io(&path, source))?;
    Ok(Some(sha256(&bytes)))
}

/// The files of the quarters before one, the oldest first.
fn paths_before(folder: &Path, quarter: Quarter) -> Result<Vec<PathBuf>, Error> {
    let listing = fs::read_dir(folder).map_err(|source| io(folder, source))?;
    let mut before: Vec<(Quarter, PathBuf)> = listing
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter_map(|path| {
            let quarter = Quarter::parse(path.file_name()?.to_str()?.strip_suffix(".json")?)?;
            Some((quarter, path))
        })
        .filter(|(other, _)| *other < quarter)
        .collect();
    before.sort();
    Ok(before.into_iter().map(|(_, path)| path).collect())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn io(path: &Path, source: std::io::Error) -> Error {
    Error::Io { path: shown(path), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept {
        let assessment = Assessment {
            format_version: "1.0".to_owned(),
            tool_version: "0.1.0".to_owned(),
            organisation: "Example".to_owned(),
            as_of: "2026-11-21".parse().unwrap(),
            ..Assessment::default()
        };
        Kept {
            tool_version: "0.1.0".to_owned(),
            inputs: Vec::new(),
            settings: None,
            checklists: Vec::new(),
            documents: Vec::new(),
            forms: Vec::new(),
            facts: None,
            assessment,
        }
    }

    fn quarter(text: &str) -> Quarter {
        Quarter::parse(text).unwrap()
    }

    #[test]
    fn a_quarter_is_recorded_once_and_chained_to_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let first = record(folder.path(), quarter("2026-Q3"), kept()).unwrap();
        let bytes = fs::read(&first).unwrap();
        let second = record(folder.path(), quarter("2026-Q4"), kept()).unwrap();
        assert_eq!(read(&second).unwrap().previous, Some(sha256(&bytes)));
        assert_eq!(read(&first).unwrap().previous, None);
        let quarters =
            |entries: Vec<Entry>| entries.into_iter().map(|entry| entry.quarter).collect::<Vec<_>>();
        assert_eq!(quarters(before(folder.path(), quarter("2027-Q1")).unwrap()), ["2026-Q3", "2026-Q4"]);
        assert_eq!(quarters(before(folder.path(), quarter("2026-Q4")).unwrap()), ["2026-Q3"]);
        let again = record(folder.path(), quarter("2026-Q3"), kept());
        assert!(matches!(again, Err(Error::AlreadyRecorded(_))));
        assert_eq!(fs::read(&first).unwrap(), bytes);
    }

    #[test]
    fn a_newer_form_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2026-Q4.json");
        fs::write(&path, "{\"format_version\": \"2.0\", \"later\": true}").unwrap();
        assert!(matches!(read(&path), Err(Error::Newer { version, .. }) if version == "2.0"));
        assert!(record(folder.path(), quarter("2027-Q1"), kept()).is_err());
    }
}
