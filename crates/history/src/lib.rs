//! One recorded assessment per quarter, written once, versioned, chained by hash.
//!
//! Invariants: a recorded quarter is never overwritten, a correction is an entry of its own; an entry is written whole or not
//! at all; nothing is compared here, that is `assess`. A chain shows that entries fit together, not who made them: whoever
//! can write the folder can make the whole chain anew, so keep the newest hash elsewhere (`seal`).
//!
//! ```
//! use candor_history::{InputHash, sha256, sums_line};
//!
//! let hash = InputHash { file: "2026-Q4.json".to_owned(), sha256: sha256(b"{}") };
//! assert!(sums_line(&hash).ends_with("  2026-Q4.json\n"));
//! ```

mod entry;
mod folder;
mod name;
mod record;
mod seal;
mod sums;
mod verify;

use std::path::Path;

use candor_model::text::hexadecimal;
use sha2::{Digest, Sha256};

pub use entry::{ChecklistHash, Correction, Entry, FORMAT_VERSION, InputHash, parse, read};
pub use folder::{before, newest, newest_of_all};
pub use name::EntryName;
pub use record::{Kept, correct, record};
pub use seal::{KeyError, SEAL_NAMESPACE, Seal, SealError};
pub use sums::{SUMS_FILE, sums_line};
pub use verify::{Difference, Verified, VerifiedEntry, What, verify};

/// Why an entry could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`{0}` is recorded already")]
    AlreadyRecorded(String),
    #[error("`{0}` is not recorded, so there is nothing to correct")]
    NotRecorded(String),
    #[error("the history is not as it was recorded: {0}")]
    Differs(String),
    #[error("`{path}` was written by a newer version (format {version})")]
    Newer { path: String, version: String },
    #[error("`{path}` is no entry of a history: {reason}")]
    Broken { path: String, reason: String },
    #[error("`{path}` could not be used: {source}")]
    Io { path: String, source: std::io::Error },
}

/// SHA-256 of bytes in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// SHA-256 of bytes that come in parts.
#[derive(Debug, Default, Clone)]
pub struct Hashing(Sha256);

impl Hashing {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all that was added, in hexadecimal.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn io(path: &Path, source: std::io::Error) -> Error {
    Error::Io { path: shown(path), source }
}
