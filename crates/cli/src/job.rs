//! The quarter of one workspace: read once, judged once; then the documents of the audit, the policies, the exports
//! that were asked for, and the record.
//!
//! Invariants: a second run writes the same bytes; a workbook that somebody has begun to fill in is never written over;
//! a quarter that is recorded is never recorded anew, and a run that differs from its record writes nothing.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use candor_assess::Assessment;
use candor_model::Quarter;
use candor_report::{Export, Group, editions};
use chrono::NaiveDate;

use crate::args::{InputArguments, Output};
use crate::commands::audit::{judge, past, summary};
use crate::commands::check::count_serious;
use crate::commands::policy::write_made;
use crate::documents::{folder, input, make, require_policy_size, write_group};
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::Paint;
use crate::record::{HISTORY_FOLDER, Occasion, record, require_recordable};
use crate::workspace::{self, Workspace};

/// Findings that a requirement keeps, as `candor audit` has it.
const FINDINGS_MAX: usize = 100;

/// What is asked of a run.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    pub as_of: Option<NaiveDate>,
    pub quarter: Option<Quarter>,
    pub formats: &'a [Output],
    /// Where the documents go; to the workspace's reports if it is not said.
    pub out: Option<Out>,
    pub record: bool,
}

/// Where the documents of a run go.
#[derive(Debug, Clone)]
pub(crate) enum Out {
    /// To this folder.
    Folder(PathBuf),
    /// To the folder of the quarter below this one.
    QuarterBelow(PathBuf),
}

impl Out {
    fn of(&self, workspace: &Workspace) -> PathBuf {
        match self {
            Out::Folder(folder) => folder.clone(),
            Out::QuarterBelow(folder) => folder.join(workspace.quarter.to_string()),
        }
    }
}

/// What became of the record of the quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Record {
    NotAsked,
    Written(PathBuf),
    /// It was recorded before, from the same files and with the same result.
    Same,
}

/// A quarter that was run.
#[derive(Debug)]
pub(crate) struct Done {
    pub organisation: String,
    pub quarter: Quarter,
    /// The page to open first; none where no page was asked for.
    pub open: PathBuf,
    /// Problems with what was read that somebody should look at.
    pub problems: usize,
    pub record: Record,
    /// What the run of one workspace prints.
    pub text: String,
}

/// Runs the quarter of a workspace.
///
/// # Errors
/// If nothing can be read, a document cannot be made or written, or the quarter is recorded with another result.
pub(crate) fn run(path: &Path, wanted: &Wanted<'_>, paint: Paint) -> Result<Done> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path.is_file() && !candor_ingest::is_spreadsheet(&name) {
        let message = format!("`{}` is neither a workspace nor a spreadsheet", path.display());
        return Err(stop(Exit::Usage, message, "give the folder that candor.toml lies in"));
    }
    let arguments = InputArguments { paths: vec![path.to_path_buf()], as_of: wanted.as_of };
    let workspace = workspace::open_for(&arguments, wanted.quarter)?;
    workspace.require_readable()?;
    let folder = folder(&workspace, wanted.out.as_ref().map(|out| out.of(&workspace)).as_deref());
    keep_apart(&workspace, &folder, wanted.formats)?;
    let _lock = output::lock(&folder)?;
    let assessment = judge(&workspace, &[], Some(FINDINGS_MAX))?;
    let is_recorded = wanted.record && is_recorded(&workspace, &assessment)?;
    if wanted.record && !is_recorded {
        require_recordable(&workspace, Occasion::First)?;
    }
    let past = past(&workspace)?;
    let input = input(&workspace, &assessment, &past);
    let mut written = write_group(&workspace, &input, &folder, Group::Audit, wanted.formats)?;
    // Where there can be no policies the audit is kept, and what is missing is told last.
    let policies = require_policy_size(&workspace);
    if policies.is_ok() {
        let made = make(editions(Group::Policy, &input), &input, &workspace.templates)?;
        written.extend(write_made(&workspace, &input, &made, &folder, wanted.formats, None)?.paths);
    }
    let record = match (wanted.record, is_recorded) {
        (false, _) => Record::NotAsked,
        (true, true) => Record::Same,
        (true, false) => {
            let out = wanted.out.is_some().then_some(folder.as_path());
            Record::Written(record(&workspace, &assessment, out, &written, Occasion::First)?)
        }
    };
    policies.with_context(|| format!("no policies were made, only the audit in `{}`", folder.display()))?;
    let page = folder.join("audit.html");
    Ok(Done {
        organisation: assessment.organisation.clone(),
        quarter: workspace.quarter,
        open: if written.contains(&page) { page } else { folder },
        problems: count_serious(&workspace.reading.account.problems),
        text: told(&workspace, &assessment, &written, &record, paint),
        record,
    })
}

/// Spreadsheets among the records would be read as records by the next run.
fn keep_apart(workspace: &Workspace, folder: &Path, formats: &[Output]) -> Result<()> {
    let is_spreadsheet = |output: &Output| {
        matches!(output, Output::All | Output::Export(Export::Xlsx | Export::Plan | Export::Csv))
    };
    if !formats.iter().any(is_spreadsheet) || !workspace.would_be_read(folder) {
        return Ok(());
    }
    let message = format!(
        "`{}` lies among the records: the next run would read what is written there",
        folder.display()
    );
    Err(stop(Exit::Usage, message, "give a folder outside of the records, or one below reports/"))
}

/// Is the quarter recorded, with the same files and the same result?
fn is_recorded(workspace: &Workspace, assessment: &Assessment) -> Result<bool> {
    let folder = workspace.home.join(HISTORY_FOLDER);
    let newest = candor_history::newest(&folder, workspace.quarter).map_err(|error| {
        stop(Exit::Unreadable, error.to_string(), "put the file back from a copy; nothing was written")
    })?;
    let Some(entry) = newest else { return Ok(false) };
    if entry.inputs == workspace.inputs && entry.assessment == *assessment {
        return Ok(true);
    }
    let what = match entry.inputs == workspace.inputs {
        true => "from the same files with another result, such as of another day or an earlier program",
        false => "from other files",
    };
    let message = format!("{} is recorded already, {what}; nothing was written", workspace.quarter);
    Err(stop(
        Exit::Unreadable,
        message,
        "a recorded quarter stays as it is; leave out --record, or name the quarter",
    ))
}

fn told(
    workspace: &Workspace,
    assessment: &Assessment,
    written: &[PathBuf],
    record: &Record,
    paint: Paint,
) -> String {
    let mut text = summary(workspace, assessment, written, None, "", paint);
    match record {
        Record::NotAsked => {}
        Record::Written(path) => text.push_str(&format!("Recorded in {}\n", path.display())),
        Record::Same => {
            text.push_str(&format!("{} is recorded already, with the same result\n", workspace.quarter))
        }
    }
    if let Some(note) = &workspace.records_note {
        text.push_str(&format!("note: {note}\n"));
    }
    text
}
