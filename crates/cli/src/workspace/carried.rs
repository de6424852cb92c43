//! The spreadsheets of an earlier quarter, as far as answers and the action plan are taken over from them.

use std::path::{Component, Path, PathBuf};

use anyhow::Result;
use candor_history::InputHash;
use candor_ingest::{CarryOver, Reading, Settings, carry_over, read_files, tell};
use candor_model::Quarter;
use chrono::NaiveDate;

use super::walk::Walk;
use super::{Input, SETTINGS_FILE, load};
use crate::exit::{Exit, stop};

/// Where reports lie in a workspace, by quarter.
const REPORTS: &str = "reports";

/// What an audit and `candor ask` write to be filled in.
const OWN_WORK: [&str; 2] = ["action-plan.xlsx", "questions.xlsx"];

/// What was taken over.
#[derive(Default)]
pub(super) struct Carried {
    /// Names of the files.
    pub(super) names: Vec<String>,
    pub(super) files: Vec<Input>,
    pub(super) inputs: Vec<InputHash>,
}

/// Takes over what the settings want of an earlier quarter. `known` are the files that were read already.
pub(super) fn read(
    home: &Path,
    settings: &Settings,
    as_of: NaiveDate,
    known: &[Input],
    reading: &mut Reading,
) -> Result<Carried> {
    let Some(folder) = earlier_folder(home, settings)? else { return Ok(Carried::default()) };
    let mut walk = Walk::default();
    walk.files = own_work(home, &folder);
    if folder.is_dir() {
        walk.folder(&folder, home)?;
    }
    let Walk { mut files, problems: mut unreadable, .. } = walk;
    // Where the records are the whole workspace, the folder was read already.
    files.retain(|file| known.iter().all(|known| known.path != file.path));
    let mut inputs = Vec::new();
    let loaded = files.iter().filter_map(|file| load(file, &settings.limits, &mut unreadable, &mut inputs));
    let settings = Settings { organisation: None, ..settings.clone() };
    let earlier = read_files(loaded, &settings, Some(as_of));
    let names = carry_over(reading, earlier);
    inputs.retain(|input| names.contains(&input.file));
    files.retain(|file| names.contains(&file.name));
    // What cannot be read may have held answers.
    tell(reading, unreadable);
    Ok(Carried { names, files, inputs })
}

/// The workbooks that were written for people to fill in, where the reports of that quarter lie: newer than what lies
/// among its records.
fn own_work(home: &Path, folder: &Path) -> Vec<Input> {
    let quarter = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let paths = OWN_WORK.map(|name| format!("{REPORTS}/{quarter}/{name}"));
    let there = paths.into_iter().map(|name| Input { path: home.join(&name), name });
    there.filter(|input| input.path.is_file()).collect()
}

/// The folder of an earlier quarter whose answers count on, be it there or not; none where the settings want none.
fn earlier_folder(home: &Path, settings: &Settings) -> Result<Option<PathBuf>> {
    let wrong = |message: String, help: &str| Err(stop(Exit::Usage, message, help));
    match &settings.answers.carry_over {
        CarryOver::Nothing => Ok(None),
        CarryOver::Folder(name) if home.join(name).is_dir() => Ok(Some(home.join(name))),
        CarryOver::Folder(name) => wrong(
            format!("`carry_over` in {SETTINGS_FILE} names `{name}`, which is no folder"),
            "correct `carry_over`, or leave it out",
        ),
        CarryOver::QuarterBefore => {
            let records = settings.records.as_deref().unwrap_or_default();
            let is_quarter =
                |part: &Component<'_>| part.as_os_str().to_str().and_then(Quarter::parse).is_some();
            if !Path::new(records).components().any(|part| is_quarter(&part)) {
                return wrong(
                    format!(
                        "`carry_over = true` in {SETTINGS_FILE} needs `records` to name a folder like `2026-Q4`"
                    ),
                    "name the folder of the earlier quarter: carry_over = \"FOLDER\"",
                );
            }
            let before = Path::new(records).components().map(|part| {
                let quarter = part.as_os_str().to_str().and_then(Quarter::parse);
                quarter.map_or_else(
                    || part.as_os_str().to_owned(),
                    |quarter| quarter.previous().to_string().into(),
                )
            });
            Ok(Some(home.join(before.collect::<PathBuf>())))
        }
    }
}
