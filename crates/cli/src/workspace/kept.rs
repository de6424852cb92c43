//! The records of a run, kept in its assessment to be put together with others: how they are written, and read back.
//!
//! Invariants: what is read back is what was written, or it is refused with its file and the way out; records of another
//! version are never guessed at.

use std::path::Path;

use anyhow::Result;
use candor_assess::Assessment;
use candor_history::{InputHash, sha256};
use candor_ingest::{KeptFile, KeptProblem, Limits, OpenedFile};
use candor_model::Problem;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::commands::audit::VERSION;
use crate::exit::{Exit, stop};

/// Version of what is kept.
const FORMAT: u32 = 1;
const REMAKE: &str = "write it with `candor audit FILE --format json --keep-records`";

/// What is kept of a run beside its assessment.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub files: Vec<KeptInput>,
    pub limits: Limits,
    /// The hash of the settings, if the run had some.
    pub settings: Option<String>,
}

/// A file that was found.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeptInput {
    /// A file with the hash of its bytes; of a part the hash says nothing of the file.
    Read {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
        file: KeptFile,
    },
    Unreadable(KeptProblem),
}

/// What stands before the files.
#[derive(Serialize)]
struct Head<'a> {
    format: u32,
    tool_version: &'a str,
    limits: &'a Limits,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings_sha256: Option<&'a str>,
    /// Of `files` as it is written here.
    files_sha256: String,
}

/// What an assessment is looked at for; what else it holds is judged anew.
#[derive(Deserialize)]
struct Beginning<'a> {
    as_of: Option<NaiveDate>,
    checklists: Option<serde::de::IgnoredAny>,
    #[serde(borrow)]
    records: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Version {
    format: u32,
    tool_version: String,
}

#[derive(Deserialize)]
struct Records<'a> {
    limits: Limits,
    settings_sha256: Option<String>,
    files_sha256: String,
    #[serde(borrow)]
    files: &'a RawValue,
}

/// An assessment as one JSON object, its records with it.
pub(crate) fn assessment_json(assessment: &Assessment, kept: &Kept) -> Result<Vec<u8>> {
    let records = records(kept)?;
    let mut json = candor_report::assessment_json(assessment)?;
    // The assessment stands as it always does; the records come behind it, in one line.
    json.truncate(json.trim_ascii_end().len().saturating_sub("\n}".len()));
    for text in [",\n  \"records\": ", &records, "\n}\n"] {
        json.extend_from_slice(text.as_bytes());
    }
    Ok(json)
}

/// Only the records, and the day that they are to be judged for.
pub(crate) fn records_json(as_of: NaiveDate, kept: &Kept) -> Result<String> {
    Ok(format!("{{\n  \"as_of\": \"{as_of}\",\n  \"records\": {}\n}}\n", records(kept)?))
}

fn records(kept: &Kept) -> Result<String> {
    let files = serde_json::to_string(&kept.files)?;
    let head = serde_json::to_string(&Head {
        format: FORMAT,
        tool_version: VERSION,
        limits: &kept.limits,
        settings_sha256: kept.settings.as_deref(),
        files_sha256: sha256(files.as_bytes()),
    })?;
    Ok(format!("{},\"files\":{files}}}", head.trim_end_matches('}')))
}

/// What was kept in an assessment.
#[derive(Debug)]
pub(crate) struct Part {
    /// The day that it was judged for.
    pub as_of: Option<NaiveDate>,
    pub kept: Kept,
}

/// Reads what was kept in an assessment.
pub(crate) fn read(path: &Path, json: &str) -> Result<Part> {
    let shown = path.display();
    let refused = |message: String, help: &str| stop(Exit::Unreadable, message, help);
    let no_assessment = |error: serde_json::Error| {
        let why = match error.classify() {
            serde_json::error::Category::Eof => format!("`{shown}` was cut off"),
            _ => format!("`{shown}` is no assessment: {}", plain(&error)),
        };
        refused(why, REMAKE)
    };
    let beginning: Beginning<'_> = serde_json::from_str(json).map_err(no_assessment)?;
    let Some(records) = beginning.records else {
        let what = match beginning.checklists {
            Some(_) => "is an assessment without its records, so it cannot be merged",
            None => "is no assessment",
        };
        return Err(refused(format!("`{shown}` {what}"), REMAKE));
    };
    let broken = |reason: &dyn std::fmt::Display| {
        refused(format!("the records in `{shown}` are broken: {}", plain(reason)), REMAKE)
    };
    let version: Version = serde_json::from_str(records.get()).map_err(|error| broken(&error))?;
    if version.format != FORMAT || version.tool_version != VERSION {
        return Err(refused(
            format!(
                "the records in `{shown}` were written by Candor {} (format {}), this is {VERSION} (format {FORMAT})",
                plain(&version.tool_version),
                version.format
            ),
            "use one version of the program for all parts and for the merge",
        ));
    }
    let records: Records<'_> = serde_json::from_str(records.get()).map_err(|error| broken(&error))?;
    if sha256(records.files.get().as_bytes()) != records.files_sha256 {
        return Err(broken(&"they were changed after they were written"));
    }
    let files = serde_json::from_str(records.files.get()).map_err(|error| broken(&error))?;
    let kept = Kept { files, limits: records.limits, settings: records.settings_sha256 };
    Ok(Part { as_of: beginning.as_of, kept })
}

/// What may stand in a message, whatever somebody wrote into a file.
fn plain(text: &dyn std::fmt::Display) -> String {
    text.to_string().chars().filter(|c| !c.is_control()).take(200).collect()
}

/// The files of all parts as they were opened, those that could not be, and the hashes of the others.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) files: Vec<OpenedFile>,
    pub(super) unreadable: Vec<Problem>,
    pub(super) hashes: Vec<InputHash>,
    /// Is a file there only in parts, so that its own hash is not known?
    pub(super) is_in_parts: bool,
}

impl Opened {
    /// Adds the files of a part, opened as if within the limits of now.
    pub(super) fn add(&mut self, path: &Path, kept: Kept, limits: &Limits) -> Result<()> {
        let broken = |reason: &str| {
            let message = format!("the records in `{}` are broken: {reason}", path.display());
            stop(Exit::Unreadable, message, REMAKE)
        };
        for file in kept.files {
            match file {
                KeptInput::Unreadable(problem) => {
                    self.unreadable.push(problem.open().map_err(|reason| broken(&reason))?);
                }
                KeptInput::Read { sha256, file } => {
                    self.is_in_parts |= file.part.is_some();
                    let name = file.name.clone();
                    let opened = file.open(&kept.limits, limits).map_err(|misfit| {
                        stop(Exit::Unreadable, format!("`{}`: {misfit}", path.display()), misfit.help())
                    })?;
                    self.files.push(opened);
                    self.hashes.extend(sha256.map(|sha256| InputHash { file: name, sha256 }));
                }
            }
        }
        Ok(())
    }
}
