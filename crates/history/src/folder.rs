//! The entries of a folder: which there are, and which of a quarter is the newest.
//!
//! Invariant: readers of the past see the newest state of a quarter, which is that of its last correction.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use candor_model::Quarter;

use crate::{Entry, EntryName, Error, io, read};

/// Every entry's file in the order of quarters; none if there is no such folder.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn entries(folder: &Path) -> Result<Vec<(EntryName, PathBuf)>, Error> {
    let mut found: Vec<(EntryName, PathBuf)> = files(folder)?
        .into_iter()
        .filter_map(|path| Some((EntryName::parse(path.file_name()?.to_str()?)?, path)))
        .collect();
    found.sort();
    Ok(found)
}

/// Everything that lies in the folder, by name; nothing if there is no such folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listing = fs::read_dir(folder).map_err(|source| io(folder, source))?;
    let paths: Result<Vec<PathBuf>, _> = listing.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(|source| io(folder, source))?;
    paths.sort();
    Ok(paths)
}

/// The newest state of each quarter before one, the oldest first; none if there is no such folder.
///
/// # Errors
/// If the folder or an entry cannot be read.
pub fn before(folder: &Path, quarter: Quarter) -> Result<Vec<Entry>, Error> {
    let newest = newest_files(folder)?;
    newest.range(..quarter).map(|(_, path)| read(path)).collect()
}

/// The newest state of every quarter, the oldest first; none if there is no such folder.
///
/// # Errors
/// If the folder or an entry cannot be read.
pub fn newest_of_all(folder: &Path) -> Result<Vec<Entry>, Error> {
    newest_files(folder)?.values().map(|path| read(path)).collect()
}

/// The newest state of a quarter, if it is recorded.
///
/// # Errors
/// If the folder or the entry cannot be read.
pub fn newest(folder: &Path, quarter: Quarter) -> Result<Option<Entry>, Error> {
    newest_files(folder)?.get(&quarter).map(|path| read(path)).transpose()
}

/// The newest file of each quarter.
fn newest_files(folder: &Path) -> Result<BTreeMap<Quarter, PathBuf>, Error> {
    // The last of a quarter stays, and the last is its newest.
    Ok(entries(folder)?.into_iter().map(|(name, path)| (name.quarter, path)).collect())
}
