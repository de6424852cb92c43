//! Keeping a quarter: what of a run goes into the history, and what is told when it cannot.
//!
//! Invariant: the documents that are hashed are those of the quarter's folder, as they lie on disk.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use candor_assess::{Assessment, Library};
use candor_history::{ChecklistHash, Error, InputHash, Kept, sha256};
use candor_policy::{FactRecord, Facts};
use candor_report::FactsFile;

use crate::commands::audit::VERSION;
use crate::documents::{facts, folder};
use crate::exit::{Exit, stop};
use crate::listing::{files_below, slashed};
use crate::workspace::{CHECKLIST_FOLDER, Workspace, resolved};

/// Where recorded quarters are kept in a workspace.
pub(crate) const HISTORY_FOLDER: &str = "history";

/// Workbooks that people fill in begin so: a change in one is expected.
const FORMS: [&str; 2] = ["action-plan", "questions"];

/// Why a quarter is recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Occasion<'a> {
    First,
    /// It is recorded already, and something was wrong: the reason.
    Correction(&'a str),
}

/// Keeps the quarter of a workspace, with the documents that were written `out` there, else in the folder of the quarter.
pub(crate) fn record(
    workspace: &Workspace,
    assessment: &Assessment,
    out: Option<&Path>,
    written: &[PathBuf],
    occasion: Occasion<'_>,
) -> Result<PathBuf> {
    let (forms, documents): (Vec<InputHash>, Vec<InputHash>) =
        documents(workspace, out, written)?.into_iter().partition(|document| is_form(&document.file));
    let kept = Kept {
        tool_version: VERSION.to_owned(),
        inputs: workspace.inputs.clone(),
        settings: workspace.settings_text.clone(),
        checklists: checklists(workspace, assessment),
        documents,
        forms,
        facts: Some(fact_record(&facts(workspace))?),
        assessment: assessment.clone(),
    };
    let folder = workspace.home.join(HISTORY_FOLDER);
    let recorded = match occasion {
        Occasion::First => candor_history::record(&folder, workspace.quarter, kept),
        Occasion::Correction(reason) => candor_history::correct(&folder, workspace.quarter, reason, kept),
    };
    recorded.map_err(|error| refused(&error))
}

/// Ends the run where the quarter of a workspace cannot be recorded.
pub(crate) fn require_recordable(workspace: &Workspace, occasion: Occasion<'_>) -> Result<()> {
    let (folder, quarter) = (workspace.home.join(HISTORY_FOLDER), workspace.quarter);
    let verified = candor_history::verify(&folder).map_err(|error| refused(&error))?;
    if !verified.differences.is_empty() {
        let told: Vec<String> = verified.differences.iter().map(ToString::to_string).collect();
        return Err(refused(&Error::Differs(told.join("; "))));
    }
    let is_recorded = verified.entries.iter().any(|entry| entry.name.quarter == quarter);
    match occasion {
        Occasion::First if is_recorded => Err(refused(&Error::AlreadyRecorded(quarter.to_string()))),
        Occasion::Correction(_) if !is_recorded => Err(refused(&Error::NotRecorded(quarter.to_string()))),
        Occasion::First | Occasion::Correction(_) => Ok(()),
    }
}

/// Why nothing was recorded, with the way out.
fn refused(error: &Error) -> anyhow::Error {
    let (exit, help) = match error {
        Error::AlreadyRecorded(_) => (
            Exit::Unreadable,
            "a recorded quarter stays as it is; leave out --record, or say with --correct REASON what was wrong",
        ),
        Error::NotRecorded(_) => (Exit::Unreadable, "leave out --correct to record the quarter"),
        Error::Differs(_) => (
            Exit::Differs,
            "nothing was recorded; `candor verify` tells more; put the files back from a copy first",
        ),
        Error::Newer { .. } => (Exit::Unreadable, "nothing was recorded; use the newer program"),
        Error::Broken { .. } | Error::Io { .. } => (
            Exit::Unreadable,
            "the history is as it was before; make room or mend the folder history/, and run again",
        ),
    };
    stop(exit, error.to_string(), help)
}

/// Is it a workbook that people fill in, by its name?
fn is_form(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.ends_with(".xlsx") && FORMS.iter().any(|form| name.starts_with(form))
}

/// The documents of the quarter by name, with their hashes.
fn documents(workspace: &Workspace, out: Option<&Path>, written: &[PathBuf]) -> Result<Vec<InputHash>> {
    let mut paths = match out {
        Some(_) => written.to_vec(),
        // Also those of other commands, such as the policies.
        None => files_below(&folder(workspace, None))?,
    };
    paths.sort();
    let hash = |path: &PathBuf| {
        let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read again", path.display()))?;
        Ok(InputHash { file: name_of(workspace, out, path), sha256: sha256(&bytes) })
    };
    paths.iter().map(hash).collect()
}

/// The path from the workspace; from the folder of the documents where that lies elsewhere.
fn name_of(workspace: &Workspace, out: Option<&Path>, path: &Path) -> String {
    let path = resolved(path);
    let home = resolved(&workspace.home);
    let out = out.map(resolved);
    let within = path.strip_prefix(&home).ok();
    let within = within.or_else(|| out.as_ref().and_then(|out| path.strip_prefix(out).ok()));
    slashed(within.unwrap_or(&path))
}

/// What the policies rest on, in the shape in which `facts.json` holds it.
pub(crate) fn fact_record(facts: &Facts) -> Result<FactRecord> {
    let bytes = FactsFile::new(facts, &[], VERSION).json()?;
    FactRecord::read(&bytes).context("the facts could not be kept")
}

/// The checklists of the assessment, each with a hash over its files, those that all share, and the organisation's own.
fn checklists(workspace: &Workspace, assessment: &Assessment) -> Vec<ChecklistHash> {
    let own: String = workspace
        .inputs
        .iter()
        .filter(|input| input.file.starts_with(CHECKLIST_FOLDER))
        .map(|input| format!("{}\n{}\n", input.file, input.sha256))
        .collect();
    let hash = |id: &str| {
        let is_its = |name: &str| name.split_once('/').is_none_or(|(folder, _)| folder == id);
        let files = Library::builtin_files().iter().filter(|file| is_its(file.name));
        let text: String = files.map(|file| format!("{}\n{}\n", file.name, file.text)).collect();
        sha256(format!("{text}{own}").as_bytes())
    };
    let checklists = assessment.checklists.iter();
    checklists
        .map(|checklist| ChecklistHash {
            id: checklist.id.clone(),
            version: checklist.version.clone(),
            sha256: hash(&checklist.id),
        })
        .collect()
}
