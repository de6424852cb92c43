//! What lies in folders: the same files, in the same order, for every command.
//!
//! Invariants: entries come by name, never in the order of the disk; hidden files and the lock files that Excel and
//! LibreOffice leave beside what is open are no records; names are shown with `/` on every system.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};

/// As many folders within each other are looked through.
pub(crate) const DEPTH_MAX: usize = 8;

/// What lies in a folder, by name.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

/// The same without hidden files and lock files, each with its name.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn visible(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let paths =
        entries(folder).with_context(|| format!("the folder `{}` cannot be read", folder.display()))?;
    let named = paths.into_iter().map(|path| {
        let name = file_name(&path);
        (path, name)
    });
    Ok(named.filter(|(_, name)| !is_passed_over(name)).collect())
}

/// Is it hidden, or a lock file?
pub(crate) fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '~'])
}

/// The last part of a path.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A path with `/`, whatever the system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| OsStr::to_string_lossy(part.as_os_str())).collect::<Vec<_>>().join("/")
}

/// Every file below a folder, in order; none if it is not there.
///
/// # Errors
/// If a folder cannot be read.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for (path, _) in visible(folder)? {
        match path.is_dir() {
            true => files.extend(files_below(&path)?),
            false => files.push(path),
        }
    }
    files.sort();
    Ok(files)
}
