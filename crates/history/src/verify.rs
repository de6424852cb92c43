//! Holding a history against what was recorded: its files, the list of their hashes, and the chain.
//!
//! Invariants: each file that differs is named, with what differs; nothing is changed. The order of entries is that of
//! `SHA256SUMS`; entries of form 1.0 have no such list and stand in the order of their quarters.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::record::{LOCK_FILE, UNFINISHED};
use crate::sums::{self, Sums};
use crate::{Correction, EntryName, Error, InputHash, SUMS_FILE, entry, folder, sha256};

/// A file with what is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub file: String,
    pub what: What,
}

/// What can be other than it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Its bytes differ.
    Changed,
    Missing,
    Added,
    /// It is no entry that can be read.
    Unreadable(String),
    /// It does not fit to the entries before it.
    Chain(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.what {
            What::Changed => write!(out, "{file} differs from what was recorded"),
            What::Missing => write!(out, "{file} is missing"),
            What::Added => write!(out, "{file} was added"),
            What::Unreadable(reason) => write!(out, "{file} cannot be read: {reason}"),
            What::Chain(reason) => write!(out, "{file} does not fit into the chain: {reason}"),
        }
    }
}

/// An entry as it lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedEntry {
    pub name: EntryName,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
    /// What it corrects, if it does.
    pub corrects: Option<Correction>,
    previous: Option<String>,
    is_chained_by_quarter: bool,
}

/// What was found in a folder.
#[derive(Debug, Default)]
pub struct Verified {
    /// The entries in the order in which they were recorded.
    pub entries: Vec<VerifiedEntry>,
    pub differences: Vec<Difference>,
    /// What is worth knowing and is no difference.
    pub notes: Vec<String>,
    /// The last entries that `SHA256SUMS` does not list.
    unlisted: usize,
}

impl Verified {
    /// The entry that was recorded last: whoever keeps its hash elsewhere can tell later that nothing before it changed.
    pub fn head(&self) -> Option<&VerifiedEntry> {
        self.entries.last()
    }

    /// Does `SHA256SUMS` lack a line of an entry that is whole and fits into the chain?
    pub(crate) fn is_unlisted(&self) -> bool {
        self.unlisted > 0
    }

    /// The lines that belong to the entries.
    pub(crate) fn sums(&self) -> Sums {
        let line =
            |entry: &VerifiedEntry| InputHash { file: entry.name.to_string(), sha256: entry.sha256.clone() };
        Sums { exists: true, lines: self.entries.iter().map(line).collect(), wrong: Vec::new() }
    }

    fn differs(&mut self, file: impl ToString, what: What) {
        self.differences.push(Difference { file: file.to_string(), what });
    }
}

/// Reads a folder and tells all that is not as it was recorded. A folder that is not there is an empty history.
///
/// # Errors
/// If the folder or its list cannot be read at all.
pub fn verify(folder: &Path) -> Result<Verified, Error> {
    let mut verified = Verified::default();
    let mut found = found(folder, &mut verified)?;
    let sums = sums::read(folder)?;
    for line in &sums.wrong {
        let reason = format!("line {line} is no hash with the name of one file");
        verified.differs(SUMS_FILE, What::Unreadable(reason));
    }
    for line in &sums.lines {
        match EntryName::parse(&line.file).and_then(|name| found.remove(&name)) {
            Some(entry) => {
                if entry.sha256 != line.sha256 {
                    verified.differs(&line.file, What::Changed);
                }
                verified.entries.push(entry);
            }
            None if folder.join(&line.file).exists() => {}
            None => verified.differs(&line.file, What::Missing),
        }
    }
    place_unlisted(found, &sums, &mut verified);
    check_chain(&sums, &mut verified);
    verified.differences.sort();
    verified.differences.dedup();
    Ok(verified)
}

/// The entries that can be read; what cannot, and what does not belong there, is told.
fn found(folder: &Path, verified: &mut Verified) -> Result<BTreeMap<EntryName, VerifiedEntry>, Error> {
    let mut found = BTreeMap::new();
    for path in folder::files(folder)? {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(name) = EntryName::parse(&file) else {
            match file.as_str() {
                SUMS_FILE | LOCK_FILE => {}
                left if left.starts_with(UNFINISHED) => {
                    verified.notes.push(format!(
                        "{left} was left by a run that was interrupted; it counts for nothing"
                    ));
                }
                hidden if hidden.starts_with('.') => {
                    verified.notes.push(format!("{hidden} is no part of the history"));
                }
                _ => verified.differs(file, What::Added),
            }
            continue;
        };
        let bytes = entry::bytes_of(&path)?;
        match entry::parse(&path, &bytes) {
            Ok(entry) => {
                if entry.quarter != name.quarter.to_string() {
                    let reason = format!("it is an entry of {}", entry.quarter);
                    verified.differs(&file, What::Unreadable(reason));
                }
                if entry.corrects.is_some() != (name.correction > 0) {
                    let reason = "its name and what it says of a correction do not agree".to_owned();
                    verified.differs(&file, What::Unreadable(reason));
                }
                let is_chained_by_quarter = entry.format_version == "1.0";
                let (corrects, previous) = (entry.corrects, entry.previous);
                let entry =
                    VerifiedEntry { name, sha256: sha256(&bytes), corrects, previous, is_chained_by_quarter };
                found.insert(name, entry);
            }
            Err(Error::Newer { version, .. }) => {
                let reason = format!("it was written by a newer version (format {version})");
                verified.differs(file, What::Unreadable(reason));
            }
            Err(Error::Broken { reason, .. }) => verified.differs(file, What::Unreadable(reason)),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Entries without a line: those of form 1.0 where there is no list yet, and the one whose recording was interrupted before
/// its line was written. Anything else was added.
fn place_unlisted(mut found: BTreeMap<EntryName, VerifiedEntry>, sums: &Sums, verified: &mut Verified) {
    if !sums.exists {
        let old: Vec<EntryName> =
            found.values().filter(|entry| entry.is_chained_by_quarter).map(|entry| entry.name).collect();
        verified.unlisted += old.len();
        verified.entries.extend(old.iter().filter_map(|name| found.remove(name)));
        if !old.is_empty() {
            verified.notes.push(format!("{SUMS_FILE} is not there yet; the next recording writes it"));
        }
    }
    let head = verified.head().map(|head| head.sha256.clone());
    let mut following = found.values().filter(|entry| !entry.is_chained_by_quarter && entry.previous == head);
    let next = following.next().map(|entry| entry.name).filter(|_| found.len() == 1);
    if let Some(entry) = next {
        verified.notes.push(format!(
            "{entry} is whole and fits into the chain, but its recording was interrupted before {SUMS_FILE} was written; \
             the next recording adds its line"
        ));
        verified.unlisted += 1;
        verified.entries.extend(found.remove(&entry));
    }
    if !sums.exists && !found.is_empty() {
        verified.differs(SUMS_FILE, What::Missing);
    }
    for (name, entry) in found {
        if sums.exists {
            verified.differs(name, What::Added);
        }
        verified.entries.push(entry);
    }
}

/// Each entry must follow the one before it, and correct one that is there. What was listed counts, so that a file that
/// differs or is missing is told once and not again by its neighbour.
fn check_chain(sums: &Sums, verified: &mut Verified) {
    let mut recorded = sums.lines.clone();
    for line in verified.sums().lines {
        if recorded.iter().all(|known| known.file != line.file) {
            recorded.push(line);
        }
    }
    let mut breaks = Vec::new();
    for entry in &verified.entries {
        let file = entry.name.to_string();
        let Some(at) = recorded.iter().position(|line| line.file == file && line.sha256 == entry.sha256)
        else {
            continue;
        };
        if let Some(reason) = wrong_place(entry, &recorded, at) {
            breaks.push((file.clone(), reason));
        }
        let stands = |corrects: &Correction| {
            recorded.iter().any(|line| line.file == corrects.entry && line.sha256 == corrects.sha256)
        };
        if let Some(corrects) = entry.corrects.as_ref().filter(|corrects| !stands(corrects)) {
            breaks.push((file, format!("it corrects a {} with other content", corrects.entry)));
        }
    }
    for (file, reason) in breaks {
        verified.differs(file, What::Chain(reason));
    }
}

/// Why an entry cannot stand where it does.
fn wrong_place(entry: &VerifiedEntry, recorded: &[InputHash], at: usize) -> Option<String> {
    let before = at.checked_sub(1).and_then(|before| recorded.get(before));
    match (&entry.previous, before) {
        // Form 1.0 chained a quarter to the quarter before it, whenever that was recorded.
        (None, _) if entry.is_chained_by_quarter => None,
        (Some(previous), _) if entry.is_chained_by_quarter => {
            let is_here = recorded.iter().any(|line| line.sha256 == *previous);
            (!is_here).then(|| "it follows an entry that is not here, or had other content".to_owned())
        }
        (None, None) => None,
        (Some(previous), Some(line)) if *previous == line.sha256 => None,
        (None, Some(line)) => Some(format!("it says that it is the first, but follows {}", line.file)),
        (Some(_), Some(line)) => Some(format!("it does not follow {} as that stands here", line.file)),
        (Some(_), None) => Some("it follows an entry that is not here".to_owned()),
    }
}
