//! Writes files whole or not at all; only what belongs to another program is added to.
//!
//! Invariants: documents that belong together are all written beside their places before the first is moved there, so a
//! full disk changes none of them; one run at a time writes into a folder of results.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;
use tempfile::TempPath;

use crate::exit::{Exit, stop};

/// Held by the run that writes into a folder.
const LOCK_FILE: &str = ".candor-lock";
/// Files that are being written begin so: nothing reads them.
const UNFINISHED: &str = ".candor-";
/// Those of a run that holds the lock: what lies there of an earlier run is left over.
const UNFINISHED_RUN: &str = ".candor-run-";

/// Writes beside the target first, then moves it there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    place(unfinished(path, UNFINISHED, |file| file.write_all(bytes))?, path)
}

/// Writes files of a run that holds the lock: all beside their places first, then each is moved there.
pub(crate) fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    let folders: BTreeSet<&Path> = files.iter().map(|(path, _)| folder_of(path)).collect();
    folders.into_iter().for_each(clear);
    let unfinished: Vec<Result<TempPath>> = files
        .par_iter()
        .map(|(path, bytes)| unfinished(path, UNFINISHED_RUN, |file| file.write_all(bytes)))
        .collect();
    // Of several that fail the first is told.
    let unfinished: Result<Vec<TempPath>> = unfinished.into_iter().collect();
    unfinished?.into_iter().zip(files).try_for_each(|(file, (path, _))| place(file, path))
}

/// Writes the only file of a run that holds the lock, as it is made.
pub(crate) fn write_with(path: &Path, make: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    clear(folder_of(path));
    place(unfinished(path, UNFINISHED_RUN, make)?, path)
}

/// A file beside its place, whole and on disk. It is removed again if it does not get there.
fn unfinished(
    path: &Path,
    prefix: &str,
    make: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<TempPath> {
    let failed = |error| failed(path, &error);
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(prefix).tempfile_in(folder).map_err(failed)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, &mut file);
    make(&mut buffered).and_then(|()| buffered.flush()).map_err(failed)?;
    drop(buffered);
    file.as_file().sync_all().map_err(failed)?;
    set_mode(file.path()).map_err(failed)?;
    Ok(file.into_temp_path())
}

fn place(file: TempPath, path: &Path) -> Result<()> {
    file.persist(path).map_err(|error| failed(path, &error.error))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn failed(path: &Path, error: &std::io::Error) -> anyhow::Error {
    let help = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "nothing was changed that was there; make room, or choose another folder"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "choose another folder with --out, or ask for the right to write there"
        }
        _ => "close the file where it is open, or choose another folder",
    };
    stop(Exit::Unreadable, format!("`{}` cannot be written: {error}", path.display()), help)
}

/// Takes away what a run that was killed left in a folder; what cannot be taken away disturbs nobody.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_string_lossy().starts_with(UNFINISHED_RUN) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Held while a run writes into a folder; it ends with the run, however the run ends.
#[derive(Debug)]
pub(crate) struct Lock {
    folder: PathBuf,
    /// The folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
    /// None where the folder knows no locks, as some network folders do.
    file: Option<File>,
}

/// Keeps other runs from a folder of results.
///
/// # Errors
/// If another run holds it, or the folder cannot be written to.
pub(crate) fn lock(folder: &Path) -> Result<Lock> {
    let path = folder.join(LOCK_FILE);
    let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let made: Vec<PathBuf> = folder.ancestors().take_while(missing).map(Path::to_path_buf).collect();
    loop {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        let file = match File::options().create(true).append(true).open(&path) {
            Ok(file) => file,
            // The run before took its empty folder away just now.
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_dir() => continue,
            Err(error) => return Err(failed(folder, &error)),
        };
        let lock = |file| Lock { folder: folder.to_path_buf(), made: made.clone(), file };
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => return Ok(lock(Some(file))),
            // Whoever held it took the file away meanwhile: another run may hold a new one.
            Ok(()) => {}
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                return Ok(lock(None));
            }
            Err(TryLockError::Error(error)) => return Err(failed(&path, &error)),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run of candor is writing to `{}`", folder.display());
                let help = "wait until it has ended and run again, or give another folder with --out";
                return Err(stop(Exit::Unreadable, message, help));
            }
        }
    }
}

impl Drop for Lock {
    /// Leaves nothing behind: the file goes while the lock is still held, and folders that were made and not written to.
    fn drop(&mut self) {
        let _ = fs::remove_file(self.folder.join(LOCK_FILE));
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
        self.file = None;
    }
}

/// Is it still this file that lies at a path?
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    file.metadata().ok().zip(fs::metadata(path).ok()).is_some_and(|(ours, there)| same(ours, there))
}

/// A file that is open cannot give its name to another one.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

/// Adds to a file that belongs to another program and may hold something already.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` cannot be written: {error}", path.display());
        stop(Exit::Unreadable, message, "check the path and its permissions")
    };
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)
}

/// Temporary files are private; documents are as readable as other files.
#[cfg(unix)]
fn set_mode(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
