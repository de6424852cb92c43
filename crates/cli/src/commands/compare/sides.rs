//! The two quarters that are compared: from the history, from files of entries, or from the records as they are now.

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_assess::{Assessment, Library};
use candor_history::Entry;
use candor_ingest::Settings;
use candor_model::{Account, Quarter};
use candor_policy::FactRecord;
use candor_report::{Past, Templates};

use crate::args::{CompareArguments, InputArguments};
use crate::commands::audit::judge;
use crate::exit::{Exit, stop};
use crate::record::HISTORY_FOLDER;
use crate::restate::{FINDINGS_MAX, Today, facts_of, restate};
use crate::workspace::{self, SETTINGS_FILE, Workspace, read_checklists, read_templates};

/// How to come by an entry.
const HOW_TO_RECORD: &str = "record a quarter with `candor audit WORKSPACE --record`";

/// Everything that is compared.
pub(super) struct Both {
    pub(super) home: PathBuf,
    pub(super) library: Library,
    pub(super) templates: Templates,
    /// Quarters before the earlier one, the oldest first.
    pub(super) earlier: Vec<Past>,
    pub(super) before: Past,
    /// The earlier quarter judged by today's checklists, where its records are still there.
    pub(super) restated: Option<Assessment>,
    pub(super) after: Past,
    /// How the later quarter was read, if it was read now.
    pub(super) account: Option<Account>,
    /// The facts of both, where both are known.
    pub(super) facts: Option<(FactRecord, FactRecord)>,
}

/// One side, as the command line names it.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    Quarter(Quarter),
    File(PathBuf),
}

pub(super) fn both(arguments: &CompareArguments) -> Result<Both> {
    let (named, home) = split(&arguments.words)?;
    let history = home.join(HISTORY_FOLDER);
    let mut named = named.into_iter();
    let (first, second) = (named.next(), named.next());
    let now = match second {
        Some(_) => None,
        None => Some(open(&home, arguments)?),
    };
    let before = match (first, &now) {
        (Some(first), _) => entry(&first, &history)?,
        (None, Some(now)) => latest(&history, now.quarter)?,
        (None, None) => return Err(stop(Exit::Usage, "no quarter is named", "name two quarters")),
    };
    let mut inputs = Vec::new();
    let library = read_checklists(&home, &mut inputs)?;
    let templates = read_templates(&home, &mut inputs)?;
    let settings = match &now {
        Some(now) => now.settings.clone(),
        None => settings(&home, &library),
    };
    let today = Today { home: &home, library: &library, settings: &settings };
    let anew = restate(&before, &today);
    let (after, account, after_facts) = match (now, second) {
        (Some(now), _) => {
            let assessment = judge(&now, &[], Some(FINDINGS_MAX))?;
            let facts = facts_of(&now);
            (Past { quarter: now.quarter.to_string(), assessment }, Some(now.reading.account), facts)
        }
        (None, Some(second)) => {
            let entry = entry(&second, &history)?;
            let facts = entry.facts.clone().or_else(|| Some(restate(&entry, &today)?.facts));
            (past(entry), None, facts)
        }
        (None, None) => return Err(stop(Exit::Usage, "no quarter is named", "name two quarters")),
    };
    require_order(&before.quarter, &after.quarter)?;
    let before_facts = before.facts.clone().or_else(|| anew.as_ref().map(|anew| anew.facts.clone()));
    let earlier = match Quarter::parse(&before.quarter) {
        Some(quarter) => candor_history::before(&history, quarter).map_err(unreadable)?,
        None => Vec::new(),
    };
    Ok(Both {
        earlier: earlier.into_iter().map(past).collect(),
        before: past(before),
        restated: anew.map(|anew| anew.assessment),
        after,
        account,
        facts: before_facts.zip(after_facts),
        home,
        library,
        templates,
    })
}

fn past(entry: Entry) -> Past {
    Past { quarter: entry.quarter, assessment: entry.assessment }
}

/// The sides that are named, and the workspace.
fn split(words: &[String]) -> Result<(Vec<Named>, PathBuf)> {
    let (mut named, mut home) = (Vec::new(), None);
    for word in words {
        let path = Path::new(word);
        match Quarter::parse(word) {
            Some(quarter) => named.push(Named::Quarter(quarter)),
            None if path.is_file() && path.extension().is_some_and(|extension| extension == "json") => {
                named.push(Named::File(path.to_path_buf()));
            }
            None if path.is_dir() && home.is_none() => home = Some(path.to_path_buf()),
            None => {
                let message = format!("`{word}` is no quarter, no entry of a history and no workspace");
                return Err(stop(
                    Exit::Usage,
                    message,
                    "write quarters as 2026-Q3, then the folder of the workspace",
                ));
            }
        }
    }
    if named.len() > 2 {
        let message = format!("{} quarters are named", named.len());
        return Err(stop(Exit::Usage, message, "name two; run again for each other pair"));
    }
    Ok((named, home.unwrap_or_else(|| PathBuf::from("."))))
}

fn open(home: &Path, arguments: &CompareArguments) -> Result<Workspace> {
    let workspace =
        workspace::open(&InputArguments { paths: vec![home.to_path_buf()], as_of: arguments.as_of })?;
    workspace.require_readable()?;
    Ok(workspace)
}

/// The settings of today; those that are wrong say so in an audit, and here count as none.
fn settings(home: &Path, library: &Library) -> Settings {
    let ids: Vec<&str> = library.checklists().iter().map(candor_assess::Checklist::id).collect();
    let text = workspace::read_text(&home.join(SETTINGS_FILE)).unwrap_or_default();
    candor_ingest::parse_settings(SETTINGS_FILE, &text, &ids).unwrap_or_default()
}

fn entry(named: &Named, history: &Path) -> Result<Entry> {
    match named {
        Named::File(path) => candor_history::read(path).map_err(unreadable),
        Named::Quarter(quarter) => {
            let found = candor_history::newest(history, *quarter).map_err(unreadable)?;
            found.map_or_else(|| Err(not_recorded(history, *quarter)), Ok)
        }
    }
}

fn not_recorded(history: &Path, quarter: Quarter) -> anyhow::Error {
    let known = candor_history::newest_of_all(history).unwrap_or_default();
    let known: Vec<String> = known.into_iter().map(|entry| entry.quarter).collect();
    let help = match known.as_slice() {
        [] => HOW_TO_RECORD.to_owned(),
        known => format!("recorded are: {}; {HOW_TO_RECORD}", known.join(", ")),
    };
    stop(Exit::Unreadable, format!("`{quarter}` is not recorded in `{}`", history.display()), help)
}

fn latest(history: &Path, quarter: Quarter) -> Result<Entry> {
    let mut found = candor_history::before(history, quarter).map_err(unreadable)?;
    found.pop().ok_or_else(|| {
        let message = format!("no quarter before {quarter} is recorded in `{}`", history.display());
        stop(Exit::Unreadable, message, HOW_TO_RECORD)
    })
}

fn unreadable(error: candor_history::Error) -> anyhow::Error {
    let help = match &error {
        candor_history::Error::Newer { .. } => {
            "read it with the version of the program that wrote it, or a newer one"
        }
        _ => "put the file back from a copy, or compare other quarters",
    };
    stop(Exit::Unreadable, error.to_string(), help)
}

/// A later quarter that comes first would turn what was fixed into what fails.
fn require_order(before: &str, after: &str) -> Result<()> {
    match (Quarter::parse(before), Quarter::parse(after)) {
        (Some(first), Some(second)) if first > second => Err(stop(
            Exit::Usage,
            format!("{before} comes after {after}"),
            format!("name the earlier one first: candor compare {after} {before}"),
        )),
        _ => Ok(()),
    }
}
