//! Finds the files of a run and reads them: the only place that opens inputs.

mod carried;
mod ground;
pub(crate) mod kept;
mod parts;
mod quarter;
mod streamed;
mod walk;

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};
use candor_assess::{EvidenceFile, Library, Source, evidence_files};
use candor_history::{InputHash, sha256};
use candor_ingest::{
    File, Layout, Limits, Mistake, Reading, Settings, file_too_large, parse_layouts, parse_settings,
    read_files,
};
use candor_model::{Place, Problem, Quarter, Severity};
use candor_policy::Language;
use candor_report::Templates;
use chrono::NaiveDate;

use crate::args::InputArguments;
use crate::disk;
use crate::exit::{Exit, stop};
use crate::listing::entries;

use ground::Ground;
pub(crate) use parts::{Keeping, open_keeping, open_parts};
use walk::Walk;

/// Folders that hold results, not records.
pub(crate) const RESULT_FOLDERS: [&str; 9] =
    ["reports", "history", "seals", "packages", "portfolio", "templates", "checklists", "layouts", "target"];
pub(crate) const SETTINGS_FILE: &str = "candor.toml";
pub(crate) const LAYOUT_FOLDER: &str = "layouts";
pub(crate) const CHECKLIST_FOLDER: &str = "checklists";
pub(crate) const TEMPLATE_FOLDER: &str = "templates";

/// Everything that was read for a run.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub settings: Settings,
    /// The text of the settings, for the record.
    pub settings_text: Option<String>,
    /// The languages of the policies, that of the records first.
    pub languages: Vec<Language>,
    /// The checklists, with the organisation's own.
    pub library: Library,
    pub reading: Reading,
    /// The templates of documents, with the organisation's own.
    pub templates: Templates,
    pub as_of: NaiveDate,
    /// Was the day taken from the clock?
    pub as_of_today: bool,
    pub quarter: Quarter,
    /// What to tell of the folder of records, where another quarter was asked for than it is of.
    pub records_note: Option<String>,
    /// What was read, for the record: settings and layouts decide what the spreadsheets mean.
    pub inputs: Vec<InputHash>,
    /// Every file that was found, also those that could not be read.
    pub files: Vec<Input>,
    /// Names of the files of an earlier quarter that answers were taken over from.
    pub carried_over: Vec<String>,
    /// Folders that were looked through.
    folders: Vec<PathBuf>,
    /// Folder that results go to by default.
    pub home: PathBuf,
}

impl Workspace {
    /// What to call the organisation.
    pub(crate) fn organisation(&self) -> String {
        let dictionary = candor_model::Dictionary::builtin();
        let inventory = &self.reading.inventory;
        let fields = ["organisation.short_name", "organisation.legal_name"];
        let entity = dictionary.expect_field(fields[0]).entity;
        let record = inventory.records(entity).next();
        record
            .and_then(|record| {
                fields
                    .iter()
                    .map(|field| inventory.look(record, dictionary.expect_field(field)).text())
                    .find(|text| !text.is_empty())
            })
            .map_or_else(|| "Organisation not named".to_owned(), str::to_owned)
    }

    /// Ends the run if nothing at all could be read.
    pub(crate) fn require_readable(&self) -> Result<()> {
        let files = &self.reading.account.files;
        if files.iter().any(|file| file.readable) {
            return Ok(());
        }
        Err(stop(Exit::Unreadable, "no file could be read", "the problems above say why, file by file"))
    }

    /// The files that answers name as evidence, by their paths from the workspace, with their hashes. What lies outside
    /// of the workspace is not opened.
    pub(crate) fn evidence_files(&self) -> Vec<EvidenceFile> {
        let hash = |name: &str| {
            let path = Path::new(name);
            let is_inside =
                path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            let bytes = is_inside.then(|| disk::read(&self.home.join(path)).ok()).flatten();
            bytes.map(|bytes| sha256(&bytes))
        };
        let names = evidence_files(&self.reading.inventory);
        names.into_iter().map(|name| (name.clone(), hash(&name))).collect()
    }

    /// The bytes of a file once more, the same that were judged.
    pub(crate) fn read_again(&self, file: &Input) -> Result<File> {
        let failed = |reason: String| {
            let message = format!("`{}` cannot be read again: {reason}", file.path.display());
            stop(Exit::Unreadable, message, "run again when nothing else writes to it")
        };
        let bytes = disk::read(&file.path).map_err(|error| failed(error.to_string()))?;
        let known = self.inputs.iter().find(|known| known.file == file.name);
        if known.is_some_and(|known| known.sha256 != sha256(&bytes)) {
            return Err(failed("it was changed meanwhile".to_owned()));
        }
        Ok(File { name: file.name.clone(), bytes })
    }

    /// Folders that were looked through.
    pub(crate) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Would a later run take what is written to a folder for records?
    pub(crate) fn would_be_read(&self, folder: &Path) -> bool {
        let folder = resolved(folder);
        self.folders.iter().any(|looked| {
            folder.strip_prefix(resolved(looked)).is_ok_and(|rest| {
                !rest.iter().any(|part| {
                    let name = part.to_string_lossy();
                    name.starts_with(['.', '~']) || RESULT_FOLDERS.contains(&name.as_ref())
                })
            })
        })
    }
}

/// A path without links and steps up, as far as it exists.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    path
}

/// Reads what the arguments name.
pub(crate) fn open(input: &InputArguments) -> Result<Workspace> {
    open_for(input, None)
}

/// Reads what the arguments name, for a quarter that was asked for.
pub(crate) fn open_for(input: &InputArguments, asked: Option<Quarter>) -> Result<Workspace> {
    let mut ground = Ground::of(find(&here_if_none(&input.paths)?)?, asked, |_| Ok(input.as_of))?;
    let files = ground.files()?;
    let mut unreadable = Vec::new();
    let Ground { settings, inputs, day, .. } = &mut ground;
    let (streams, hashes) = streamed::streams(&files, &settings.limits, &mut unreadable);
    let reading = read_files(streams, settings, Some(day.day));
    inputs.extend(hashes.into_iter().filter_map(streamed::InputHashing::finish));
    ground.finish(files, reading, unreadable)
}

/// A single spreadsheet, with the layouts of the folder it lies in.
pub(crate) fn open_file(path: &Path) -> Result<(File, Settings)> {
    let settings = settings_beside(path)?;
    let failed = |problem: &Problem| stop(Exit::Unreadable, problem.message.clone(), problem.help.clone());
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (mut unreadable, mut inputs) = (Vec::new(), Vec::new());
    match load(&Input { path: path.to_path_buf(), name }, &settings.limits, &mut unreadable, &mut inputs) {
        Some(file) => Ok((file, settings)),
        None => Err(unreadable.first().map_or_else(|| anyhow::anyhow!("nothing was read"), failed)),
    }
}

/// Limits and layouts of the folder that a spreadsheet lies in.
pub(crate) fn settings_beside(path: &Path) -> Result<Settings> {
    let found = find(&[path.to_path_buf()])?;
    let mut inputs = Vec::new();
    let limits = match &found.settings {
        Some(path) => {
            let library = read_checklists(&found.home, &mut inputs)?;
            read_settings(path, &read_text(path)?, &library, &mut inputs)?.limits
        }
        None => Limits::default(),
    };
    let layouts = read_layouts(&found.home, &mut inputs)?;
    Ok(Settings { layouts, limits, ..Settings::default() })
}

/// English where the settings name none.
fn policy_languages(settings: &Settings) -> Vec<Language> {
    let named: Vec<Language> =
        settings.policy_languages.iter().filter_map(|code| Language::find(code)).collect();
    if named.is_empty() { vec![Language::English] } else { named }
}

fn shown_paths(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(", ")
}

/// What the paths of the command line lead to.
struct Found {
    settings: Option<PathBuf>,
    home: PathBuf,
    paths: Vec<PathBuf>,
}

/// A file with the name it is shown under.
#[derive(Debug)]
pub(crate) struct Input {
    pub path: PathBuf,
    pub name: String,
}

/// Without a path the folder that we are in, if it is a workspace.
fn here_if_none(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if !paths.is_empty() {
        return Ok(paths.to_vec());
    }
    if Path::new(SETTINGS_FILE).is_file() {
        return Ok(vec![PathBuf::from(".")]);
    }
    let help = format!("name a workspace or spreadsheets, or go to a folder with a {SETTINGS_FILE}");
    Err(stop(Exit::Usage, "nothing was named that could be read", help))
}

fn find(paths: &[PathBuf]) -> Result<Found> {
    for path in paths {
        if !path.exists() {
            return Err(stop(
                Exit::Unreadable,
                format!("`{}` does not exist", path.display()),
                "check the spelling of the path",
            ));
        }
    }
    // Settings that cannot be read are not the same as none.
    let broken = paths.iter().map(|path| path.join(SETTINGS_FILE));
    if let Some(path) = broken.into_iter().find(|path| path.symlink_metadata().is_ok() && !path.is_file()) {
        let message = format!("`{}` is not a file that can be read", path.display());
        return Err(stop(
            Exit::Unreadable,
            message,
            "put the file of settings there, or take away what is there",
        ));
    }
    let workspace = paths.iter().find(|path| path.join(SETTINGS_FILE).is_file());
    let home = match (workspace, paths.first()) {
        (Some(folder), _) => folder.clone(),
        (None, Some(first)) if first.is_dir() => first.clone(),
        (None, Some(first)) => first.parent().map(Path::to_path_buf).unwrap_or_default(),
        (None, None) => PathBuf::new(),
    };
    let settings = workspace.map(|folder| folder.join(SETTINGS_FILE));
    Ok(Found { settings, home, paths: paths.to_vec() })
}

impl Found {
    /// All spreadsheets, in the order of the paths and by name within a folder.
    fn files(&self, settings: &Settings) -> Result<Walk> {
        let mut walk = Walk::default();
        for path in &self.paths {
            if path.is_file() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                walk.files.push(Input { path: path.clone(), name });
                continue;
            }
            if !path.is_dir() {
                let message = format!("`{}` is a pipe or a device, not a file", path.display());
                return Err(stop(Exit::Unreadable, message, "give a folder, or a file of the disk"));
            }
            let folder = records_folder(path, settings);
            if !folder.is_dir() {
                return Err(stop(
                    Exit::Usage,
                    format!("`records` in {SETTINGS_FILE} names `{}`, which is no folder", folder.display()),
                    "correct `records`, or make the folder",
                ));
            }
            walk.folder(&folder, path)?;
        }
        same_names(&mut walk.files);
        Ok(walk)
    }

    fn folders(&self, settings: &Settings) -> Vec<PathBuf> {
        let folders = self.paths.iter().filter(|path| path.is_dir());
        folders.map(|path| records_folder(path, settings)).collect()
    }
}

/// Where the records of a folder lie.
fn records_folder(path: &Path, settings: &Settings) -> PathBuf {
    match (&settings.records, path.join(SETTINGS_FILE).is_file()) {
        (Some(records), true) => path.join(records),
        _ => path.to_path_buf(),
    }
}

/// Files of one name from different places are shown with their path.
fn same_names(files: &mut [Input]) {
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    for file in files {
        if names.iter().filter(|name| **name == file.name).count() > 1 {
            file.name = file.path.display().to_string();
        }
    }
}

fn load(
    input: &Input,
    limits: &Limits,
    unreadable: &mut Vec<Problem>,
    inputs: &mut Vec<InputHash>,
) -> Option<File> {
    // Told before it is read, for reading it takes its size in memory.
    let size = fs::metadata(&input.path).map_or(0, |metadata| metadata.len());
    if let Some(problem) = file_too_large(&input.name, size, limits) {
        unreadable.push(problem);
        return None;
    }
    match disk::read_at_most(&input.path, limits.file_size) {
        Ok(bytes) => {
            inputs.push(InputHash { file: input.name.clone(), sha256: sha256(&bytes) });
            Some(File { name: input.name.clone(), bytes })
        }
        Err(error) => {
            let message = format!("the file could not be opened: {error}");
            let place = Place::file(&input.name);
            let problem =
                Problem::new(Severity::Error, "file-broken", place, message, "check its permissions");
            unreadable.push(problem);
            None
        }
    }
}

fn read_settings(
    path: &Path,
    text: &str,
    library: &Library,
    inputs: &mut Vec<InputHash>,
) -> Result<Settings> {
    inputs.push(InputHash { file: SETTINGS_FILE.to_owned(), sha256: sha256(text.as_bytes()) });
    let checklists: Vec<&str> = library.checklists().iter().map(candor_assess::Checklist::id).collect();
    parse_settings(SETTINGS_FILE, text, &checklists).map_err(|mistakes| {
        let message = mistakes_of(path, &mistakes);
        stop(Exit::Usage, message, "correct these lines; `candor init` makes a commented example")
    })
}

/// The built-in checklists with those of the folder `checklists/` of a workspace, by the names of their files.
pub(crate) fn read_checklists(home: &Path, inputs: &mut Vec<InputHash>) -> Result<Library> {
    let mut own = Vec::new();
    for path in toml_files(&home.join(CHECKLIST_FOLDER))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{CHECKLIST_FOLDER}/{name}");
        let text = read_text(&path)?;
        inputs.push(InputHash { file: name.clone(), sha256: sha256(text.as_bytes()) });
        own.push((name, text));
    }
    let sources: Vec<Source<'_>> = own.iter().map(|(name, text)| Source { name, text }).collect();
    Library::with(&sources).map_err(|mistakes| {
        let shown: Vec<String> = mistakes.iter().map(mistake_lines).collect();
        let help = "correct these lines; `candor checklist lint FILE` tells them too";
        stop(Exit::Usage, shown.join("\n"), help)
    })
}

/// A mistake in a checklist, with its way out.
pub(crate) fn mistake_lines(mistake: &candor_assess::Mistake) -> String {
    match mistake.help.as_str() {
        "" => mistake.to_string(),
        help => format!("{mistake}\n  = help: {help}"),
    }
}

/// The text of a file of settings.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    disk::read_text(path).map_err(|error| {
        stop(
            Exit::Unreadable,
            format!("`{}` cannot be read: {error}", path.display()),
            "save it as UTF-8 text",
        )
    })
}

/// The text of a published policy, of whatever form.
pub(crate) fn read_policy(path: &Path) -> Result<candor_policy::text::Text> {
    let bytes = disk::read_at_most(path, Limits::default().file_size).map_err(|error| {
        stop(
            Exit::Unreadable,
            format!("`{}` cannot be read: {error}", path.display()),
            "give a file that exists: Markdown, HTML, DOCX or plain text",
        )
    })?;
    candor_policy::text::read(&path.to_string_lossy(), &bytes).map_err(|error| {
        stop(
            Exit::Unreadable,
            format!("`{}` cannot be read as a policy: {error}", path.display()),
            "give Markdown, HTML, DOCX or plain text in UTF-8",
        )
    })
}

/// The TOML files of a folder by name; none if there is no such folder.
pub(crate) fn toml_files(folder: &Path) -> Result<Vec<PathBuf>> {
    files_that_end_in("toml", folder)
}

/// The files of a folder with an extension, by name; none if there is no such folder.
fn files_that_end_in(extension: &str, folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths =
        entries(folder).with_context(|| format!("the folder `{}` cannot be read", folder.display()))?;
    paths.retain(|path| path.extension().is_some_and(|known| known == extension));
    Ok(paths)
}

/// The built-in templates with those of the folder `templates/` of a workspace.
pub(crate) fn read_templates(home: &Path, inputs: &mut Vec<InputHash>) -> Result<Templates> {
    let mut templates = Templates::builtin();
    for path in files_that_end_in("md", &home.join(TEMPLATE_FOLDER))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = read_text(&path)?;
        inputs.push(InputHash { file: format!("{TEMPLATE_FOLDER}/{name}"), sha256: sha256(text.as_bytes()) });
        templates = templates.with(&name, &text);
    }
    Ok(templates)
}

/// The layouts of a workspace, by the names of their files.
fn read_layouts(home: &Path, inputs: &mut Vec<InputHash>) -> Result<Vec<Layout>> {
    let mut layouts = Vec::new();
    let mut wrong = Vec::new();
    for path in toml_files(&home.join(LAYOUT_FOLDER))? {
        let text = read_text(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        inputs.push(InputHash { file: format!("{LAYOUT_FOLDER}/{name}"), sha256: sha256(text.as_bytes()) });
        match parse_layouts(&text) {
            Ok(read) => layouts.extend(read),
            Err(mistakes) => wrong.push(mistakes_of(&path, &mistakes)),
        }
    }
    if wrong.is_empty() {
        return Ok(layouts);
    }
    Err(stop(Exit::Usage, wrong.join("\n"), "correct these lines; `candor layout FILE` proposes a layout"))
}

/// All mistakes of a file, each with its place and the way out.
fn mistakes_of(path: &Path, mistakes: &[Mistake]) -> String {
    let mut message = format!(
        "`{}` has {} mistake{}",
        path.display(),
        mistakes.len(),
        if mistakes.len() == 1 { "" } else { "s" }
    );
    for mistake in mistakes {
        message.push_str(&format!(
            "\n  {}:{}:{}: {}\n    = help: {}",
            path.display(),
            mistake.line,
            mistake.column,
            mistake.message,
            mistake.help
        ));
    }
    message
}
