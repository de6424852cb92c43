//! Records that are read apart and put together: an audit that keeps what it opened, and the merging of such audits.
//!
//! Invariant: a merge reads no spreadsheet but those of earlier quarters in its workspace; its settings, layouts,
//! checklists and templates are those of the workspace, whatever the parts were read with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_ingest::{CarryOver, KeptFile, KeptProblem, Misfit, PartOf, open_file, read_opened, together};
use candor_model::Quarter;
use chrono::NaiveDate;

use super::kept::{self, Kept, KeptInput};
use super::{
    Found, Ground, Input, SETTINGS_FILE, Workspace, files_that_end_in, find, here_if_none, load, resolved,
};
use crate::args::InputArguments;
use crate::exit::{Exit, stop};
use crate::listing::slashed;

/// How the records of a run are kept.
#[derive(Debug)]
pub(crate) struct Keeping {
    /// The workspace whose settings count.
    pub workspace: Option<PathBuf>,
    /// The name of the file among all others.
    pub name: Option<String>,
    pub part: Option<PartOf>,
}

/// Reads what the arguments name, and keeps it.
pub(crate) fn open_keeping(
    input: &InputArguments,
    asked: Option<Quarter>,
    keeping: &Keeping,
) -> Result<(Workspace, Kept)> {
    let paths = here_if_none(&input.paths)?;
    let found = match &keeping.workspace {
        Some(folder) => Found { paths: find(&paths)?.paths, ..settings_of(folder)? },
        None => find(&paths)?,
    };
    let mut ground = Ground::of(found, asked, |_| Ok(input.as_of))?;
    let mut files = ground.files()?;
    if let Some(folder) = &keeping.workspace {
        // Its other spreadsheets are not read, so neither are those of an earlier quarter.
        ground.settings.answers.carry_over = CarryOver::Nothing;
        files.iter_mut().for_each(|file| name_below(folder, file));
    }
    if keeping.name.is_some() && files.len() > 1 {
        let help = "give one file; without --part-of each is named as it is found";
        return Err(stop(
            Exit::Usage,
            format!("--part-of names one file, and {} were found", files.len()),
            help,
        ));
    }
    let Ground { settings, inputs, day, .. } = &mut ground;
    let (mut unreadable, mut kept) = (Vec::new(), Vec::new());
    let opened = files.iter().filter_map(|file| {
        let name = keeping.name.as_deref().unwrap_or(&file.name);
        let Some(loaded) = load(file, &settings.limits, &mut unreadable, inputs) else {
            kept.extend(unreadable.last().map(|told| KeptInput::Unreadable(KeptProblem::of(told, name))));
            return None;
        };
        let opened = open_file(loaded, &settings.limits);
        let hash = inputs.last().map(|input| input.sha256.clone()).filter(|_| keeping.part.is_none());
        kept.push(KeptInput::Read { sha256: hash, file: KeptFile::of(&opened, name, keeping.part) });
        Some(opened)
    });
    let reading = read_opened(opened, settings, Some(day.day));
    let settings = ground.inputs.iter().find(|input| input.file == SETTINGS_FILE);
    let settings = settings.map(|input| input.sha256.clone());
    let kept = Kept { files: kept, limits: ground.settings.limits.clone(), settings };
    Ok((ground.finish(files, reading, unreadable)?, kept))
}

/// The settings of a workspace, without its spreadsheets.
fn settings_of(folder: &Path) -> Result<Found> {
    let settings = folder.join(SETTINGS_FILE);
    if !settings.is_file() {
        let message = format!("`{}` is no workspace: there is no {SETTINGS_FILE} in it", folder.display());
        return Err(stop(Exit::Usage, message, "give the folder that candor.toml lies in"));
    }
    Ok(Found { settings: Some(settings), home: folder.to_path_buf(), paths: Vec::new() })
}

/// Names a file below a workspace as an audit of the workspace does.
fn name_below(folder: &Path, file: &mut Input) {
    if let Ok(below) = resolved(&file.path).strip_prefix(resolved(folder)) {
        file.name = slashed(below);
    }
}

/// What was merged.
#[derive(Debug)]
pub(crate) struct Merged {
    pub workspace: Workspace,
    /// What to tell of the parts.
    pub note: Option<String>,
    /// Is a file there only in parts, so that its own hash is not known?
    pub is_in_parts: bool,
}

/// Puts the records of assessments together, under the settings of a workspace.
pub(crate) fn open_parts(
    paths: &[PathBuf],
    workspace: Option<&Path>,
    as_of: Option<NaiveDate>,
    asked: Option<Quarter>,
) -> Result<Merged> {
    let found = match workspace {
        Some(folder) => settings_of(folder)?,
        None => Found { settings: None, home: PathBuf::from("."), paths: Vec::new() },
    };
    let mut parts = Vec::new();
    for path in part_files(paths)? {
        let json = fs::read_to_string(&path).map_err(|error| {
            let message = format!("`{}` cannot be read: {error}", path.display());
            stop(Exit::Unreadable, message, "give assessments that were written with --keep-records")
        })?;
        parts.push((path.clone(), kept::read(&path, &json)?));
    }
    let days: BTreeSet<NaiveDate> = parts.iter().filter_map(|(_, part)| part.as_of).collect();
    let mut ground = Ground::of(found, asked, |settings| day(as_of, settings, &days))?;
    let note = require_settings(&ground, parts.iter().map(|(path, part)| (path.as_path(), &part.kept)))?;
    let mut opened = kept::Opened::default();
    for (path, part) in parts {
        opened.add(&path, part.kept, &ground.settings.limits)?;
    }
    let kept::Opened { files, mut unreadable, mut hashes, is_in_parts } = opened;
    unreadable.sort_by(|one, other| Path::new(&one.place.file).cmp(Path::new(&other.place.file)));
    let refused = |misfit: Misfit| stop(Exit::Unreadable, misfit.to_string(), misfit.help());
    let is_there = |name: &str| files.iter().any(|file| file.name() == name);
    let told_of = || unreadable.iter().map(|problem| problem.place.file.as_str());
    let again = told_of().zip(told_of().skip(1)).find(|(one, next)| one == next).map(|(name, _)| name);
    if let Some(name) = again.or_else(|| told_of().find(|name| is_there(name))) {
        return Err(refused(Misfit::Twice { file: name.to_owned() }));
    }
    hashes.sort_by(|one, other| Path::new(&one.file).cmp(Path::new(&other.file)));
    let files = together(files, &ground.settings.limits).map_err(refused)?;
    let names = files.iter().map(|file| file.name().to_owned());
    let named = names.chain(unreadable.iter().map(|problem| problem.place.file.clone()));
    let inputs = named.map(|name| Input { path: ground.found.home.join(&name), name }).collect();
    let reading = read_opened(files, &ground.settings, Some(ground.day.day));
    ground.inputs.extend(hashes);
    Ok(Merged { workspace: ground.finish(inputs, reading, unreadable)?, note, is_in_parts })
}

/// The files that were named, and those of folders by name.
fn part_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let found = files_that_end_in("json", path)?;
        if found.is_empty() {
            let message = format!("there is no assessment in `{}`", path.display());
            return Err(stop(
                Exit::Unreadable,
                message,
                "give files that end in json, or a folder with some",
            ));
        }
        files.extend(found);
    }
    Ok(files)
}

/// The day of a merge that is given to it: by hand, or by its parts. None where that of the settings counts anyway.
fn day(
    given: Option<NaiveDate>,
    settings: Option<NaiveDate>,
    parts: &BTreeSet<NaiveDate>,
) -> Result<Option<NaiveDate>> {
    let shown: Vec<String> = parts.iter().take(4).map(ToString::to_string).collect();
    let several = |message: String| {
        Err(stop(Exit::Usage, message, format!("say which day counts: --as-of {}", shown.join(" or "))))
    };
    match (given, settings, parts.first()) {
        (Some(day), ..) => Ok(Some(day)),
        (None, _, None) => Ok(None),
        (None, _, Some(_)) if parts.len() > 1 => {
            several(format!("the parts were judged for different days: {}", shown.join(", ")))
        }
        (None, Some(day), Some(part)) if day == *part => Ok(None),
        (None, Some(day), Some(part)) => {
            several(format!("the parts were judged for {part}, and {SETTINGS_FILE} says {day}"))
        }
        (None, None, Some(part)) => Ok(Some(*part)),
    }
}

/// What to tell where parts were read with settings that are not those of the merge.
fn require_settings<'a>(
    ground: &Ground,
    parts: impl Iterator<Item = (&'a Path, &'a Kept)>,
) -> Result<Option<String>> {
    let ours = ground.inputs.iter().find(|input| input.file == SETTINGS_FILE).map(|input| &input.sha256);
    let mut others = Vec::new();
    for (path, kept) in parts {
        match (&kept.settings, ours) {
            (Some(_), None) => {
                let message =
                    format!("`{}` was read with the {SETTINGS_FILE} of a workspace", path.display());
                let help = "give the workspace: --workspace DIR";
                return Err(stop(Exit::Usage, message, help));
            }
            (Some(theirs), Some(ours)) if theirs != ours => others.push(path),
            _ => {}
        }
    }
    let Some(first) = others.first() else { return Ok(None) };
    let first = first.display();
    let who = match others.len() {
        1 => format!("`{first}` was"),
        count => format!("`{first}` and {} more were", count - 1),
    };
    Ok(Some(format!("{who} read with another {SETTINGS_FILE}; that of the workspace counts for all")))
}
