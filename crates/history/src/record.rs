//! Recording a quarter, and correcting one.
//!
//! Invariants: at every moment the folder holds the state before or the state after, however the run ends. Both files are
//! written and on disk beside their places before the first is moved there; the entry decides, and the next recording adds
//! a line that was not reached. Nothing is added to a history that is not as it was recorded.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use candor_assess::Assessment;
use candor_model::Quarter;
use candor_policy::FactRecord;
use tempfile::NamedTempFile;

use crate::verify::{Verified, verify};
use crate::{
    ChecklistHash, Correction, Entry, EntryName, Error, FORMAT_VERSION, InputHash, SUMS_FILE, folder, io,
    sha256, shown,
};

/// Files that are being written begin so.
pub(crate) const UNFINISHED: &str = ".candor-";

/// Held by whoever records.
pub(crate) const LOCK_FILE: &str = ".lock";

/// What is to be kept of a quarter; see [`Entry`].
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

/// Records a quarter under `folder` as `2026-Q4.json`, chained to the entry that was recorded before.
///
/// # Errors
/// If the quarter is recorded already, the history is not as it was recorded, or a file cannot be written.
pub fn record(folder: &Path, quarter: Quarter, kept: Kept) -> Result<PathBuf, Error> {
    let (_lock, verified) = open(folder)?;
    if verified.entries.iter().any(|entry| entry.name.quarter == quarter) {
        return Err(Error::AlreadyRecorded(quarter.to_string()));
    }
    add(folder, &verified, EntryName { quarter, correction: 0 }, None, kept)
}

/// Records a correction of a quarter as `2026-Q4.correction-1.json`, which says what it corrects and why. The corrected
/// entry stays.
///
/// # Errors
/// If the quarter is not recorded, the history is not as it was recorded, or a file cannot be written.
pub fn correct(folder: &Path, quarter: Quarter, reason: &str, kept: Kept) -> Result<PathBuf, Error> {
    let missing = || Error::NotRecorded(quarter.to_string());
    if !folder.is_dir() {
        return Err(missing());
    }
    let (_lock, verified) = open(folder)?;
    let of_quarter = verified.entries.iter().filter(|entry| entry.name.quarter == quarter);
    let corrected = of_quarter.max_by_key(|entry| entry.name).ok_or_else(missing)?;
    let corrects = Correction {
        entry: corrected.name.to_string(),
        sha256: corrected.sha256.clone(),
        reason: reason.to_owned(),
    };
    let name = EntryName { quarter, correction: corrected.name.correction + 1 };
    add(folder, &verified, name, Some(corrects), kept)
}

/// Takes the lock, clears what an interrupted run left, and makes sure that the history is as it was recorded.
fn open(folder: &Path) -> Result<(File, Verified), Error> {
    fs::create_dir_all(folder).map_err(|source| io(folder, source))?;
    let lock = lock(&folder.join(LOCK_FILE))?;
    for path in folder::files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(UNFINISHED) {
            fs::remove_file(&path).map_err(|source| io(&path, source))?;
        }
    }
    let verified = verify(folder)?;
    if !verified.differences.is_empty() {
        let told: Vec<String> = verified.differences.iter().map(ToString::to_string).collect();
        return Err(Error::Differs(told.join("; ")));
    }
    if verified.is_unlisted() {
        let file = unfinished(folder, verified.sums().text().as_bytes())?;
        replace(file, &folder.join(SUMS_FILE))?;
    }
    Ok((lock, verified))
}

fn lock(path: &Path) -> Result<File, Error> {
    let failed = |source| io(path, source);
    let file = File::options().create(true).append(true).open(path).map_err(failed)?;
    match file.lock() {
        Ok(()) => Ok(file),
        // Some network folders know no locks. An entry still is never written over.
        Err(error) if error.kind() == std::io::ErrorKind::Unsupported => Ok(file),
        Err(error) => Err(failed(error)),
    }
}

/// Writes an entry and its line.
fn add(
    folder: &Path,
    verified: &Verified,
    name: EntryName,
    corrects: Option<Correction>,
    kept: Kept,
) -> Result<PathBuf, Error> {
    let path = folder.join(name.to_string());
    let entry = Entry {
        format_version: FORMAT_VERSION.to_owned(),
        tool_version: kept.tool_version,
        quarter: name.quarter.to_string(),
        corrects,
        inputs: kept.inputs,
        settings: kept.settings,
        checklists: kept.checklists,
        documents: kept.documents,
        forms: kept.forms,
        facts: kept.facts,
        assessment: kept.assessment,
        previous: verified.head().map(|head| head.sha256.clone()),
    };
    let broken = |error: serde_json::Error| Error::Broken { path: shown(&path), reason: error.to_string() };
    let mut bytes = serde_json::to_vec_pretty(&entry).map_err(broken)?;
    bytes.push(b'\n');
    let mut sums = verified.sums();
    sums.lines.push(InputHash { file: name.to_string(), sha256: sha256(&bytes) });
    // A full disk shows here, while nothing has moved yet.
    let entry_file = unfinished(folder, &bytes)?;
    let sums_file = unfinished(folder, sums.text().as_bytes())?;
    entry_file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::AlreadyRecorded(name.quarter.to_string()),
        _ => io(&path, error.error),
    })?;
    sync(folder)?;
    replace(sums_file, &folder.join(SUMS_FILE))?;
    Ok(path)
}

/// A file beside its place, whole and on disk.
fn unfinished(folder: &Path, bytes: &[u8]) -> Result<NamedTempFile, Error> {
    let failed = |source| io(folder, source);
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| make_readable(file.as_file())).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

fn replace(file: NamedTempFile, path: &Path) -> Result<(), Error> {
    file.persist(path).map_err(|error| io(path, error.error))?;
    sync(path.parent().unwrap_or(path))
}

/// Temporary files are private; a history is as readable as other files.
#[cfg(unix)]
fn make_readable(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &File) -> std::io::Result<()> {
    Ok(())
}

/// A new name is kept through a loss of power only once its folder is on disk.
#[cfg(unix)]
fn sync(folder: &Path) -> Result<(), Error> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| io(folder, source))
}

#[cfg(not(unix))]
fn sync(_folder: &Path) -> Result<(), Error> {
    Ok(())
}
