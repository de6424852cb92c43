//! Files that are read where they lie, hashed as they are read: what is judged is what the hash is of.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::sync::{Arc, Mutex, PoisonError};

use candor_history::{Hashing, InputHash};
use candor_ingest::{Content, Limits, Stream, file_too_large};
use candor_model::{Place, Problem, Severity};

use super::Input;

/// The files of a run, opened, and the hashes that are made while they are read.
pub(super) struct Streams {
    pub(super) streams: Vec<Stream>,
    pub(super) hashes: Vec<InputHashing>,
}

/// The hash of a file, once it is read.
pub(super) struct InputHashing {
    file: String,
    sha256: Arc<Mutex<Option<String>>>,
}

impl InputHashing {
    /// `None` if the file could not be read to its end.
    pub(super) fn finish(self) -> Option<InputHash> {
        let sha256 = self.sha256.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(InputHash { file: self.file, sha256 })
    }
}

impl Streams {
    /// Opens files; what cannot be opened is told.
    pub(super) fn open(files: &[Input], limits: &Limits, unreadable: &mut Vec<Problem>) -> Streams {
        let mut opened = Streams { streams: Vec::new(), hashes: Vec::new() };
        for input in files {
            // Told before it is read, for reading it can take its size in memory.
            let size = std::fs::metadata(&input.path).map_or(0, |metadata| metadata.len());
            if let Some(problem) = file_too_large(&input.name, size, limits) {
                unreadable.push(problem);
                continue;
            }
            match File::open(&input.path) {
                Ok(file) => {
                    let sha256 = Arc::new(Mutex::new(None));
                    let content = Hashed { file, hashing: Hashing::default(), sha256: Arc::clone(&sha256) };
                    opened.streams.push(Stream { name: input.name.clone(), content: Box::new(content) });
                    opened.hashes.push(InputHashing { file: input.name.clone(), sha256 });
                }
                Err(error) => {
                    let message = format!("the file could not be opened: {error}");
                    let place = Place::file(&input.name);
                    let help = "check its permissions";
                    unreadable.push(Problem::new(Severity::Error, "file-broken", place, message, help));
                }
            }
        }
        opened
    }
}

/// A file that is hashed as it is read.
struct Hashed {
    file: File,
    hashing: Hashing,
    sha256: Arc<Mutex<Option<String>>>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.hashing.add(&buffer[..length]);
        if length == 0 && !buffer.is_empty() {
            let hash = self.hashing.clone().finish();
            *self.sha256.lock().unwrap_or_else(PoisonError::into_inner) = Some(hash);
        }
        Ok(length)
    }
}

impl Content for Hashed {
    fn restart(&mut self) -> io::Result<()> {
        self.hashing = Hashing::default();
        self.file.rewind()
    }
}
