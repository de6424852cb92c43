//! Which files were saved.
//!
//! Invariants: reading a file is no change of it, so a run never starts the next one; lock files, hidden files and the
//! folders that results go to are passed over; a file that is saved by renaming another one is seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use candor_ingest::is_spreadsheet;
use notify_debouncer_mini::notify::{self, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};

use super::name;
use crate::exit::{Exit, stop};
use crate::listing::{self, DEPTH_MAX, is_passed_over};
use crate::workspace::{CHECKLIST_FOLDER, LAYOUT_FOLDER, RESULT_FOLDERS, SETTINGS_FILE, Workspace, resolved};

/// Programs write a file in several steps; these are taken for one.
const QUIET: Duration = Duration::from_millis(250);
/// How often a drive is looked at that does not tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// Length of a file and when it was changed, nothing of a folder; none where it is not there.
type Stamp = Option<(u64, Option<SystemTime>)>;

/// Watches folders, and knows how their files stood.
pub(super) struct Saved {
    watcher: Watching,
    home: PathBuf,
    watched: BTreeSet<PathBuf>,
    /// Files that answers name as evidence.
    evidence: BTreeSet<PathBuf>,
    stamps: BTreeMap<PathBuf, Stamp>,
}

enum Watching {
    Told(Debouncer<RecommendedWatcher>),
    Polled(Debouncer<PollWatcher>),
}

impl Watching {
    fn watcher(&mut self) -> &mut dyn Watcher {
        match self {
            Watching::Told(watching) => watching.watcher(),
            Watching::Polled(watching) => watching.watcher(),
        }
    }
}

impl Saved {
    /// Watches a workspace, with all folders below it; the paths of files to which something happened are sent.
    pub(super) fn new(home: &Path, is_polled: bool, sender: Sender<Vec<PathBuf>>) -> Result<Saved> {
        let home = resolved(home);
        let config = Config::default()
            .with_timeout(QUIET)
            // Two saves in one second have the same time, so what is polled is compared by its contents.
            .with_notify_config(
                notify::Config::default().with_poll_interval(POLL).with_compare_contents(true),
            );
        let heard = move |result: DebounceEventResult| {
            // What the system could not tell of is seen with the next change.
            let paths = result.map(|events| events.into_iter().map(|event| event.path).collect::<Vec<_>>());
            let _ = sender.send(paths.unwrap_or_default());
        };
        let watcher = if is_polled {
            Watching::Polled(new_debouncer_opt(config, heard).map_err(cannot)?)
        } else {
            Watching::Told(new_debouncer_opt(config, heard).map_err(cannot)?)
        };
        let (watched, evidence, stamps) = Default::default();
        let mut saved = Saved { watcher, home: home.clone(), watched, evidence, stamps };
        saved.watch(home)?;
        Ok(saved)
    }

    fn watch(&mut self, folder: PathBuf) -> Result<()> {
        if self.watched.iter().any(|watched| folder.starts_with(watched)) || !folder.is_dir() {
            return Ok(());
        }
        self.watcher.watcher().watch(&folder, RecursiveMode::Recursive).map_err(cannot)?;
        self.watched.insert(folder.clone());
        self.remember(&folder, 0);
        Ok(())
    }

    /// How files stand before they are read: reading them will be told as well.
    fn remember(&mut self, folder: &Path, depth: usize) {
        for path in listing::entries(folder).unwrap_or_default() {
            if self.is_read(&path) {
                self.stamps.insert(path.clone(), stamp(&path));
                if path.is_dir() && depth < DEPTH_MAX {
                    self.remember(&path, depth + 1);
                }
            }
        }
    }

    /// Watches what a run reads, wherever it lies.
    pub(super) fn follow(&mut self, workspace: &Workspace) -> Result<()> {
        for folder in workspace.folders() {
            self.watch(resolved(folder))?;
        }
        let named =
            workspace.evidence_files().into_iter().map(|(name, _)| resolved(&workspace.home.join(name)));
        self.evidence = named.collect();
        Ok(())
    }

    /// The names of files that a run reads and that differ from how they stood.
    pub(super) fn changed(&mut self, paths: &[PathBuf]) -> Vec<String> {
        let mut names = BTreeSet::new();
        for path in paths {
            if self.is_read(path) {
                let now = stamp(path);
                let before = self.stamps.insert(path.clone(), now);
                if before.unwrap_or_default() != now {
                    names.insert(name(path));
                }
            }
        }
        names.into_iter().collect()
    }

    fn is_read(&self, path: &Path) -> bool {
        if self.evidence.contains(path) {
            return true;
        }
        let Some(folder) = self.watched.iter().find(|folder| path.starts_with(folder)) else { return false };
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let Some((file, folders)) = parts.split_last() else { return false };
        if parts.iter().any(|part| is_passed_over(part)) {
            return false;
        }
        if *folder == self.home {
            match folders {
                [] if file == SETTINGS_FILE => return true,
                [] if [CHECKLIST_FOLDER, LAYOUT_FOLDER].contains(&file.as_str()) => return true,
                [only] if [CHECKLIST_FOLDER, LAYOUT_FOLDER].contains(&only.as_str()) => {
                    return file.ends_with(".toml");
                }
                _ => {}
            }
        }
        // A folder that is moved takes its files along.
        let is_folder = || path.is_dir() || self.stamps.contains_key(path);
        let is_result = |part: &String| RESULT_FOLDERS.contains(&part.as_str());
        !folders.iter().any(is_result) && (is_spreadsheet(file) || !is_result(file) && is_folder())
    }
}

fn stamp(path: &Path) -> Stamp {
    let about = fs::metadata(path).ok()?;
    Some(if about.is_dir() { (0, None) } else { (about.len(), about.modified().ok()) })
}

fn cannot(error: notify::Error) -> anyhow::Error {
    let help = "close programs that watch many folders, or look every second with --poll";
    stop(Exit::Unreadable, format!("the folder cannot be watched: {error}"), help)
}
