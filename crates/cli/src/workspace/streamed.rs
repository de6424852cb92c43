//! Files that are read where they lie, hashed as they are read: what is judged is what the hash is of.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use candor_history::{Hashing, InputHash};
use candor_ingest::{Content, Limits, Stream, file_too_large};
use candor_model::Problem;

use super::Input;
use crate::disk;

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

/// The files of a run, and the hashes that are made while they are read; what is too large to be read is told.
pub(super) fn streams(
    files: &[Input],
    limits: &Limits,
    unreadable: &mut Vec<Problem>,
) -> (Vec<Stream>, Vec<InputHashing>) {
    let mut streams = Vec::new();
    for Input { path, name } in files {
        let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
        if let Some(problem) = file_too_large(name, size, limits) {
            unreadable.push(problem);
            continue;
        }
        let sha256 = Arc::new(Mutex::new(None));
        let content = Hashed {
            path: path.clone(),
            file: None,
            left: limits.file_size,
            most: limits.file_size,
            hashing: Hashing::default(),
            sha256: Arc::clone(&sha256),
        };
        let stream = Stream { name: name.clone(), content: Box::new(content) };
        streams.push((stream, InputHashing { file: name.clone(), sha256 }));
    }
    streams.into_iter().unzip()
}

/// A file that is hashed as it is read.
struct Hashed {
    path: PathBuf,
    /// Opened when it is first read: a folder can have more files than may be open at once.
    file: Option<File>,
    /// Bytes that may still come, of so many at most: a file can grow while it is read.
    left: u64,
    most: u64,
    hashing: Hashing,
    sha256: Arc<Mutex<Option<String>>>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(disk::open(&self.path)?),
        };
        let length = file.read(buffer)?;
        self.left = self.left.checked_sub(length as u64).ok_or_else(|| disk::too_large(self.most))?;
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
        (self.hashing, self.left) = (Hashing::default(), self.most);
        self.file.as_mut().map_or(Ok(()), |file| file.rewind())
    }
}
