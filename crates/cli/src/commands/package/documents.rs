//! The documents of a packet: those that were recorded, byte by byte; or made anew from the recorded assessment and the
//! spreadsheets that were read for it, without the names of people.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use candor_history::{Entry, InputHash, sha256};
use candor_model::Quarter;
use candor_policy::{Language, LazyFacts};
use candor_report::{
    EXPORTS, FORMATS, File, Group, Input, Masked, Past, Profile, ProfilePart, editions, export,
};

use super::outputs;
use crate::args::{InputArguments, Output};
use crate::commands::audit::past;
use crate::disk;
use crate::documents::{files, input, make};
use crate::exit::{Exit, stop};
use crate::workspace::{self, Workspace};

/// Where documents stand in a packet.
const FOLDER: &str = "documents";

/// A file of the packet.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) file: File,
    /// What it is, in words.
    pub(super) what: String,
    /// SHA-256 of the document as it was recorded, if it was.
    pub(super) recorded: Option<String>,
}

impl Made {
    pub(super) fn for_packet(file: File, what: &str) -> Made {
        Made { file, what: what.to_owned(), recorded: None }
    }
}

/// The documents of a packet.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) files: Vec<Made>,
    /// What was recorded and is not in the packet.
    pub(super) withheld: Vec<InputHash>,
    /// What the documents were made from, where names were taken out.
    pub(super) masked: Option<Masked>,
}

/// The documents that a profile keeps.
pub(super) fn collect(home: &Path, entry: &Entry, profile: Profile) -> Result<Documents> {
    if !profile.keeps(ProfilePart::Documents) {
        return Ok(Documents { withheld: entry.documents.clone(), ..Documents::default() });
    }
    match profile.keeps(ProfilePart::People) {
        true => as_recorded(home, entry),
        false => made_anew(home, entry),
    }
}

/// Every format of documents, the typesetter's aside.
pub(super) fn every_format() -> Vec<Output> {
    outputs(&FORMATS.map(|(_, name)| name))
}

/// The path of a document below the folder of its quarter.
fn within<'a>(document: &'a InputHash, entry: &Entry) -> &'a str {
    let folder = format!("reports/{}/", entry.quarter);
    document.file.strip_prefix(&folder).unwrap_or(&document.file)
}

fn as_recorded(home: &Path, entry: &Entry) -> Result<Documents> {
    let mut made = Vec::new();
    for document in &entry.documents {
        let bytes = disk::read(&home.join(&document.file)).unwrap_or_default();
        if sha256(&bytes) != document.sha256 {
            let message = format!("`{}` is not there as it was recorded", document.file);
            let help = "nothing was written; put it back from a copy, or make it again: `candor verify` tells which differ";
            return Err(stop(Exit::Differs, message, help));
        }
        made.push(Made {
            file: File { path: format!("{FOLDER}/{}", within(document, entry)), bytes },
            what: "as recorded".to_owned(),
            recorded: Some(document.sha256.clone()),
        });
    }
    Ok(Documents { files: made, ..Documents::default() })
}

fn made_anew(home: &Path, entry: &Entry) -> Result<Documents> {
    let workspace = read_again(home, entry)?;
    let past = past(&workspace)?;
    let earlier: Vec<&candor_assess::Assessment> = past.iter().map(|past| &past.assessment).collect();
    let reading = &workspace.reading;
    let masked = Masked::new(&reading.inventory, &reading.account, &entry.assessment, &earlier)?;
    let quarters = past.iter().map(|past| past.quarter.clone());
    let past: Vec<Past> = quarters
        .zip(masked.earlier.iter().cloned())
        .map(|(quarter, assessment)| Past { quarter, assessment })
        .collect();
    let facts = LazyFacts::new(&masked.inventory, entry.assessment.as_of, Language::English);
    let input = Input {
        inventory: &masked.inventory,
        account: &masked.account,
        facts: Arc::new(facts),
        ..input(&workspace, &masked.assessment, &past)
    };
    let files = written(&workspace, entry, &input)?;
    let recorded = |path: &str| {
        let mut documents = entry.documents.iter();
        documents.find(|document| within(document, entry) == path).map(|document| document.sha256.clone())
    };
    let withheld = |document: &&InputHash| files.iter().all(|file| file.path != within(document, entry));
    let withheld = entry.documents.iter().filter(withheld);
    let withheld =
        withheld.map(|hash| InputHash { file: masked.text(&hash.file), sha256: hash.sha256.clone() });
    Ok(Documents {
        withheld: withheld.collect(),
        files: files
            .iter()
            .map(|file| Made {
                recorded: recorded(&file.path),
                file: File { path: format!("{FOLDER}/{}", file.path), bytes: file.bytes.clone() },
                what: "made anew from the recorded assessment, without names of people".to_owned(),
            })
            .collect(),
        masked: Some(masked),
    })
}

/// The spreadsheets, if they still are those that were read for the quarter.
fn read_again(home: &Path, entry: &Entry) -> Result<Workspace> {
    let as_of = Some(entry.assessment.as_of);
    let mut workspace = workspace::open(&InputArguments { paths: vec![home.to_path_buf()], as_of })?;
    let changed = entry.inputs.iter().find(|input| !workspace.inputs.contains(input));
    let added = workspace.inputs.iter().find(|input| !entry.inputs.contains(input));
    if let Some(input) = changed.or(added) {
        let message = format!("`{}` is not as it was when {} was recorded", input.file, entry.quarter);
        let help = "documents without names of people are made from the spreadsheets that were read; put them back from a \
                    copy, or take --redact internal, customer or public";
        return Err(stop(Exit::Differs, message, help));
    }
    if let Some(quarter) = Quarter::parse(&entry.quarter) {
        workspace.quarter = quarter;
    }
    Ok(workspace)
}

/// The groups, formats and exports that were recorded, made from what has no names.
fn written(workspace: &Workspace, entry: &Entry, input: &Input<'_>) -> Result<Vec<File>> {
    let paths: Vec<&str> = entry.documents.iter().map(|document| within(document, entry)).collect();
    let extensions: Vec<&str> =
        paths.iter().filter_map(|path| path.rsplit_once('.')).map(|(_, it)| it).collect();
    let mut written = Vec::new();
    for group in [Group::Audit, Group::Policy] {
        let editions = editions(group, input);
        let is_recorded = editions.iter().any(|edition| {
            FORMATS.iter().any(|(_, name)| paths.contains(&format!("{}.{name}", edition.path()).as_str()))
        });
        if is_recorded {
            let made = make(editions, input, &workspace.templates)?;
            written.extend(files(&made, input, &outputs(&extensions))?);
        }
    }
    for (kind, _) in EXPORTS.into_iter().filter(|(kind, _)| !kind.is_filled_in()) {
        let files = export(kind, input)?;
        if files.iter().any(|file| paths.contains(&file.path.as_str())) {
            written.extend(files);
        }
    }
    Ok(written)
}
