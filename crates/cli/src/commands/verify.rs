//! `candor verify`: holds history, documents and inputs against what was recorded, and names what differs.
//!
//! Invariants: nothing is changed; a file is held against the newest entry that lists it, so that a quarter recorded later
//! explains what it changed; workbooks that people fill in may change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_history::{Difference, Entry, InputHash, Seal, Verified, What, read, sha256};

use crate::args::{VerifiedPart, VerifyArguments};
use crate::commands::Printed;
use crate::commands::check::counted;
use crate::exit::{Exit, stop};
use crate::listing::{files_below, slashed};
use crate::print::{Paint, Style};
use crate::record::HISTORY_FOLDER;
use crate::workspace::{SETTINGS_FILE, read_text};

/// What was found, part by part.
#[derive(Debug, Default)]
struct Told {
    /// A line for each part that was looked at.
    parts: Vec<String>,
    differences: Vec<String>,
    notes: Vec<String>,
    /// Is a spreadsheet or another input among the differences?
    has_changed_inputs: bool,
}

pub(crate) fn run(arguments: &VerifyArguments, paint: Paint) -> Result<Printed> {
    let verified = checked(&arguments.workspace)?;
    if verified.entries.is_empty() && verified.differences.is_empty() {
        let message = format!("no quarter is recorded in `{}`", arguments.workspace.display());
        return Err(stop(Exit::Unreadable, message, "name a workspace with a folder history/"));
    }
    let mut told = Told::default();
    let wants = |part| arguments.only.is_empty() || arguments.only.contains(&part);
    if wants(VerifiedPart::History) {
        tell_history(&verified, &mut told);
    }
    tell_kept_elsewhere(arguments, &verified, &mut told)?;
    let entries = entries(&arguments.workspace, &verified)?;
    if wants(VerifiedPart::Documents) {
        tell_documents(arguments, &entries, &mut told)?;
    }
    if wants(VerifiedPart::Inputs) {
        tell_inputs(&arguments.workspace, &entries, &mut told);
    }
    let mut text = String::new();
    for line in &told.parts {
        text.push_str(&format!("{line}\n"));
    }
    for line in &told.notes {
        text.push_str(&format!("note: {line}\n"));
    }
    for line in &told.differences {
        text.push_str(&format!("{} {line}\n", paint.text(Style::Bad, "differs:")));
    }
    let exit = match told.differences.len() {
        0 => {
            text.push_str("\nAll that was looked at is as it was recorded.\n");
            Exit::Done
        }
        count => {
            let differences = counted(count, "difference");
            text.push_str(&format!(
                "\n{differences}. Find out who changed what before you go on; put files back from a copy.\n"
            ));
            if told.has_changed_inputs {
                text.push_str(
                    "If you began the next quarter, changed spreadsheets are expected: `--only history,documents` leaves \
                     them out.\n",
                );
            }
            Exit::Differs
        }
    };
    Ok(Printed { text, exit })
}

/// Reads the history of a workspace.
pub(crate) fn checked(workspace: &Path) -> Result<Verified> {
    candor_history::verify(&workspace.join(HISTORY_FOLDER))
        .map_err(|error| stop(Exit::Unreadable, error.to_string(), "check the permissions of history/"))
}

fn tell_history(verified: &Verified, told: &mut Told) {
    let corrections = verified.entries.iter().filter(|entry| entry.corrects.is_some()).count();
    let entries = match verified.entries.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let mut line = format!("History: {entries}");
    if corrections > 0 {
        line.push_str(&format!(", {corrections} of them corrections"));
    }
    if let Some(head) = verified.head() {
        line.push_str(&format!(", newest {} {}", head.name, head.sha256));
    }
    told.parts.push(line);
    for entry in &verified.entries {
        if let Some(corrects) = &entry.corrects {
            let reason = candor_model::text::one_line(&corrects.reason);
            told.parts.push(format!("  {} corrects {}: {reason}", entry.name, corrects.entry));
        }
    }
    told.differences.extend(verified.differences.iter().map(|one| format!("{HISTORY_FOLDER}/{one}")));
    told.notes.extend(verified.notes.iter().map(|note| format!("{HISTORY_FOLDER}/{note}")));
}

/// A hash, a seal and a signature that were kept elsewhere.
fn tell_kept_elsewhere(arguments: &VerifyArguments, verified: &Verified, told: &mut Told) -> Result<()> {
    if let Some(head) = &arguments.head {
        let head = head.trim().to_ascii_lowercase();
        match verified.entries.iter().find(|entry| entry.sha256 == head) {
            Some(entry) => told.parts.push(format!("Hash: it is that of {}", entry.name)),
            None => told.differences.push(format!("no entry has the hash {head} any more")),
        }
    }
    let beside = arguments.signature.as_ref().map(|signature| signature.with_extension(""));
    let Some(path) = arguments.seal.clone().or(beside) else { return Ok(()) };
    let seal = Seal::parse(&read_text(&path)?);
    let seal = match seal {
        Ok(seal) => seal,
        Err(error) => {
            told.differences.push(format!("{} is no seal, or was changed: {error}", path.display()));
            return Ok(());
        }
    };
    let gone = seal.differences(verified);
    if gone.is_empty() {
        told.parts.push(format!("Seal: the history holds all of {}", path.display()));
    }
    told.differences.extend(gone.iter().map(|one| match one.what {
        What::Changed => format!("{HISTORY_FOLDER}/{} is other than it was sealed", one.file),
        _ => format!("{HISTORY_FOLDER}/{} was sealed and is missing", one.file),
    }));
    if let (Some(signature), Some(key)) = (&arguments.signature, &arguments.key) {
        match seal.check_signature(&read_text(signature)?, &read_text(key)?) {
            Ok(()) => told.parts.push(format!("Signature: made over this seal with {}", key.display())),
            Err(error) => told.differences.push(format!("{}: {error}", signature.display())),
        }
    }
    Ok(())
}

/// The entries that can be read, in the order in which they were recorded.
fn entries(workspace: &Path, verified: &Verified) -> Result<Vec<Entry>> {
    let folder = workspace.join(HISTORY_FOLDER);
    let entry = |name: String| {
        read(&folder.join(name)).map_err(|error| stop(Exit::Unreadable, error.to_string(), "run again"))
    };
    verified.entries.iter().map(|known| entry(known.name.to_string())).collect()
}

/// Each file with the hash that the newest entry gives it, and that entry's quarter.
fn newest(entries: &[Entry], files: fn(&Entry) -> &Vec<InputHash>) -> BTreeMap<&str, (&str, &str)> {
    let mut newest = BTreeMap::new();
    for entry in entries {
        for hash in files(entry) {
            newest.insert(hash.file.as_str(), (hash.sha256.as_str(), entry.quarter.as_str()));
        }
    }
    newest
}

fn tell_documents(arguments: &VerifyArguments, entries: &[Entry], told: &mut Told) -> Result<()> {
    let home = &arguments.workspace;
    let documents = newest(entries, |entry| &entry.documents);
    let forms = newest(entries, |entry| &entry.forms);
    if documents.is_empty() {
        return Ok(());
    }
    let place = |file: &str| match &arguments.documents {
        Some(folder) if !home.join(file).exists() => folder.join(file),
        _ => home.join(file),
    };
    let mut same = 0;
    for (file, (hash, quarter)) in &documents {
        match difference(&place(file), file, hash) {
            None => same += 1,
            Some(one) => told.differences.push(format!("{one} ({quarter})")),
        }
    }
    told.parts.push(format!("Documents: {same} of {} as recorded", documents.len()));
    for (file, (hash, _)) in &forms {
        if difference(&place(file), file, hash).is_some_and(|one| one.what == What::Changed) {
            told.notes.push(format!("{file} was filled in since, as it is meant to be"));
        }
    }
    let folders: Vec<PathBuf> =
        entries.iter().map(|entry| home.join("reports").join(&entry.quarter)).collect();
    for folder in folders {
        for path in files_below(&folder)? {
            let file = slashed(path.strip_prefix(home).unwrap_or(&path));
            if !documents.contains_key(file.as_str()) && !forms.contains_key(file.as_str()) {
                told.notes.push(format!("{file} was added after the quarter was recorded"));
            }
        }
    }
    told.notes.dedup();
    Ok(())
}

fn tell_inputs(home: &Path, entries: &[Entry], told: &mut Told) {
    let inputs = newest(entries, |entry| &entry.inputs);
    let keeps_settings = entries.last().is_some_and(|entry| entry.settings.is_some());
    let mut same = 0;
    for (file, (hash, quarter)) in &inputs {
        match difference(&home.join(file), file, hash) {
            None => same += 1,
            // Every quarter has its own day there; what it said is kept.
            Some(one) if *file == SETTINGS_FILE && one.what == What::Changed && keeps_settings => {
                told.notes.push(format!("{file} was changed since {quarter}; the entry keeps what it said"));
            }
            Some(one) => {
                told.has_changed_inputs = true;
                told.differences.push(format!("{one} ({quarter})"));
            }
        }
    }
    told.parts.push(format!("Inputs: {same} of {} as recorded", inputs.len()));
}

fn difference(path: &Path, file: &str, hash: &str) -> Option<Difference> {
    let what = match fs::read(path) {
        Ok(bytes) if sha256(&bytes) == hash => return None,
        Ok(_) => What::Changed,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => What::Missing,
        Err(error) => What::Unreadable(error.to_string()),
    };
    Some(Difference { file: file.to_owned(), what })
}
