//! Reads files by the paths that people and records name.
//!
//! Invariants: only a regular file is opened, so that a pipe or a device neither hangs nor fills the machine; no more is
//! read than is asked for.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Of a file of text or of settings, in bytes.
const TEXT_MAX: u64 = 64 << 20;

/// The bytes of a file, whatever its size.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    read_at_most(path, u64::MAX)
}

/// The bytes of a file that has no more of them than `most`.
pub(crate) fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>> {
    let file = open(path)?;
    // Files of the system tell no size, and a file can grow while it is read.
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(most) as usize);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

/// Opens a regular file.
pub(crate) fn open(path: &Path) -> Result<File> {
    let told = fs::metadata(path)?;
    if !told.is_file() {
        let what = if told.is_dir() { "a folder" } else { "a pipe or a device" };
        return Err(Error::new(ErrorKind::InvalidInput, format!("it is {what}, not a file")));
    }
    File::open(path)
}

/// A file turned out larger than it may be.
pub(crate) fn too_large(most: u64) -> Error {
    Error::new(ErrorKind::FileTooLarge, format!("it has more than {most} bytes"))
}

/// The text of a file in UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = read_at_most(path, TEXT_MAX)?;
    let failed = |error: std::string::FromUtf8Error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        Error::new(ErrorKind::InvalidData, format!("line {line} is not UTF-8"))
    };
    String::from_utf8(bytes).map_err(failed)
}

/// Does a folder link to one that it lies in?
pub(crate) fn leads_back(folder: &Path) -> bool {
    let parent = folder.parent().and_then(|parent| parent.canonicalize().ok());
    let real = folder.canonicalize().ok();
    parent.zip(real).is_some_and(|(parent, real)| parent.starts_with(real))
}
