//! `SHA256SUMS` of a history: one line an entry, in the order in which they were recorded, as `sha256sum -c` reads them.
//!
//! Invariant: lines are only ever added, so that recording cannot hide that an older entry was changed.

use std::fs;
use std::path::Path;

use crate::{Error, InputHash, io};

/// Its name in the folder.
pub const SUMS_FILE: &str = "SHA256SUMS";

/// What was read of the file.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    pub(crate) exists: bool,
    pub(crate) lines: Vec<InputHash>,
    /// Numbers of lines that are no hash with a name, or name a file again.
    pub(crate) wrong: Vec<usize>,
}

impl Sums {
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(sums_line).collect()
    }
}

/// A line: the hash, two spaces, the name. A backslash or a line break in the name is written as `sha256sum` writes it.
pub fn sums_line(hash: &InputHash) -> String {
    let InputHash { file, sha256 } = hash;
    if !file.contains(['\\', '\n', '\r']) {
        return format!("{sha256}  {file}\n");
    }
    let file = file.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    format!("\\{sha256}  {file}\n")
}

/// Reads the file of a folder; empty if there is none.
///
/// # Errors
/// If it is there and cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Sums, Error> {
    let path = folder.join(SUMS_FILE);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Sums::default()),
        Err(error) => return Err(io(&path, error)),
    };
    let mut sums = Sums { exists: true, ..Sums::default() };
    for (number, line) in (1..).zip(String::from_utf8_lossy(&bytes).lines()) {
        match parse(line) {
            Some(hash) if sums.lines.iter().all(|known| known.file != hash.file) => sums.lines.push(hash),
            _ => sums.wrong.push(number),
        }
    }
    Ok(sums)
}

/// `HASH  NAME`, or with `*` for files that were read as binary. The names of entries need no escapes.
pub(crate) fn parse(line: &str) -> Option<InputHash> {
    let (sha256, file) = line.split_once(' ')?;
    let file = file.strip_prefix([' ', '*'])?;
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hash && !file.is_empty())
        .then(|| InputHash { file: file.to_owned(), sha256: sha256.to_ascii_lowercase() })
}
