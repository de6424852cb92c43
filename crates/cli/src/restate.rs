//! The records of a recorded quarter, read again: only if every file is still there with the same bytes.
//!
//! Invariants: a file counts by its hash, wherever it lies in the workspace and whatever it is called now; settings are those of
//! the entry; nothing is judged again that is not the same to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use candor_assess::{Assessment, Checklist, EvidenceFile, Options, assess, evidence_files};
use candor_history::{Entry, sha256};
use candor_ingest::{File, Reading, Settings, is_spreadsheet, parse_layouts, parse_settings, read_files};
use candor_policy::{FactRecord, Language};

use crate::commands::audit::VERSION;
use crate::documents::facts;
use crate::listing::{self, DEPTH_MAX};
use crate::record::fact_record;
use crate::workspace::{
    CHECKLIST_FOLDER, LAYOUT_FOLDER, SETTINGS_FILE, TEMPLATE_FOLDER, Workspace, read_text,
};

/// Folders that are never searched for records.
const NO_RECORDS: [&str; 2] = ["reports", "target"];

/// Findings kept of each requirement: more than in a record, so that what is recorded can be followed.
pub(crate) const FINDINGS_MAX: usize = 1000;

/// A quarter judged anew.
pub(crate) struct Restated {
    pub(crate) assessment: Assessment,
    pub(crate) facts: FactRecord,
}

/// Judges the records of an entry by the checklists of today, as of the day of the entry; none where they are not there any more.
pub(crate) fn restate(entry: &Entry, today: &Today<'_>) -> Option<Restated> {
    let reading = read_again(entry, today)?;
    let as_of = entry.assessment.as_of;
    // Files of evidence count as they were then.
    let was_there = |name: &String| {
        let item = entry.assessment.evidence.iter().find(|item| item.file == *name);
        item.and_then(|item| item.sha256.clone())
    };
    let evidence: Vec<EvidenceFile> =
        evidence_files(&reading.inventory).into_iter().map(|name| (name.clone(), was_there(&name))).collect();
    let options = Options {
        as_of,
        checklists: today.settings.checklists.clone(),
        findings_max: Some(FINDINGS_MAX),
        accept_declared: today.settings.accept_declared,
        answers_valid_days: today.settings.answers.valid_days,
        carried_over: Vec::new(),
        organisation: entry.assessment.organisation.clone(),
        tool_version: VERSION.to_owned(),
        evidence_files: evidence,
    };
    let assessment = assess(&reading.inventory, today.library, &options);
    let facts = candor_policy::facts(&reading.inventory, as_of, Language::English);
    let facts = fact_record(&facts).ok()?;
    Some(Restated { assessment, facts })
}

/// The checklists and the settings by which a quarter is judged anew.
pub(crate) struct Today<'a> {
    pub(crate) home: &'a Path,
    pub(crate) library: &'a candor_assess::Library,
    pub(crate) settings: &'a Settings,
}

/// The facts of a workspace.
pub(crate) fn facts_of(workspace: &Workspace) -> Option<FactRecord> {
    fact_record(&facts(workspace)).ok()
}

fn read_again(entry: &Entry, today: &Today<'_>) -> Option<Reading> {
    let mut there = BTreeMap::new();
    find(today.home, 0, &mut there);
    let mut settings = settings_of(entry, today)?;
    let mut files = Vec::new();
    for input in &entry.inputs {
        let in_folder = |folder: &str| input.file.starts_with(&format!("{folder}/"));
        // Checklists are those of today, and templates decide no outcome.
        if input.file == SETTINGS_FILE
            || (!is_spreadsheet(&input.file) && (in_folder(CHECKLIST_FOLDER) || in_folder(TEMPLATE_FOLDER)))
        {
            continue;
        }
        let bytes = fs::read(there.get(&input.sha256)?).ok()?;
        if is_spreadsheet(&input.file) {
            files.push(File { name: input.file.clone(), bytes });
        } else if in_folder(LAYOUT_FOLDER) {
            settings.layouts.extend(parse_layouts(&String::from_utf8(bytes).ok()?).ok()?);
        } else {
            return None;
        }
    }
    (!files.is_empty()).then(|| read_files(files, &settings, Some(entry.assessment.as_of)))
}

/// The settings of then: from the entry, or from the file if it is the same.
fn settings_of(entry: &Entry, today: &Today<'_>) -> Option<Settings> {
    let Some(known) = entry.inputs.iter().find(|input| input.file == SETTINGS_FILE) else {
        return Some(Settings::default());
    };
    let text = match &entry.settings {
        Some(text) => text.clone(),
        None => read_text(&today.home.join(SETTINGS_FILE)).ok()?,
    };
    let checklists: Vec<&str> = today.library.checklists().iter().map(Checklist::id).collect();
    let is_same = sha256(text.as_bytes()) == known.sha256;
    if is_same { parse_settings(SETTINGS_FILE, &text, &checklists).ok() } else { None }
}

/// Spreadsheets and layouts below a folder, by the hash of their bytes.
fn find(folder: &Path, depth: usize, there: &mut BTreeMap<String, PathBuf>) {
    for (path, name) in listing::visible(folder).unwrap_or_default() {
        if path.is_dir() {
            if depth < DEPTH_MAX && !NO_RECORDS.contains(&name.as_str()) {
                find(&path, depth + 1, there);
            }
        } else if (is_spreadsheet(&name) || name.ends_with(".toml"))
            && let Ok(bytes) = fs::read(&path)
        {
            there.entry(sha256(&bytes)).or_insert(path);
        }
    }
}
