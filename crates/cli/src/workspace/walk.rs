//! Finds the spreadsheets below a folder.
//!
//! Invariants: a folder is looked through once, however many links lead to it; what is not looked through is told.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use candor_ingest::is_spreadsheet;
use candor_model::{Place, Problem, Severity};

use super::{Input, RESULT_FOLDERS};
use crate::listing::{DEPTH_MAX, entries, file_name, is_passed_over, slashed};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) files: Vec<Input>,
    /// Folders that were not looked through.
    pub(super) problems: Vec<Problem>,
    /// Those that were, without links.
    seen: BTreeSet<PathBuf>,
}

impl Walk {
    /// Adds the spreadsheets below a folder, by name; they are called by their paths from `root`.
    ///
    /// # Errors
    /// If the folder itself cannot be read.
    pub(super) fn folder(&mut self, folder: &Path, root: &Path) -> Result<()> {
        let listed = self.list(folder);
        let paths = listed.with_context(|| format!("the folder `{}` cannot be read", folder.display()))?;
        self.look(paths, root, 0);
        Ok(())
    }

    fn list(&mut self, folder: &Path) -> std::io::Result<Vec<PathBuf>> {
        let paths = entries(folder)?;
        self.seen.insert(folder.canonicalize()?);
        Ok(paths)
    }

    fn look(&mut self, paths: Vec<PathBuf>, root: &Path, depth: usize) {
        for path in paths {
            let name = file_name(&path);
            if is_passed_over(&name) {
                continue;
            }
            if path.is_dir() {
                if !RESULT_FOLDERS.contains(&name.as_str()) {
                    self.inner(&path, root, depth + 1);
                }
            } else if is_spreadsheet(&name) {
                let name = called(&path, root);
                self.files.push(Input { path, name });
            }
        }
    }

    fn inner(&mut self, folder: &Path, root: &Path, depth: usize) {
        if depth > DEPTH_MAX {
            let message =
                format!("the folder lies more than {DEPTH_MAX} folders deep and was not looked through");
            let help = "move the spreadsheets further up, or give this folder as a path of its own";
            self.tell(Severity::Error, "folder-too-deep", folder, root, message, help);
            return;
        }
        if folder.canonicalize().is_ok_and(|real| self.seen.contains(&real)) {
            let message = "the folder was looked through already: a link leads to it again".to_owned();
            let help = "nothing, if nothing is missing; else take the link away";
            self.tell(Severity::Note, "folder-repeated", folder, root, message, help);
            return;
        }
        match self.list(folder) {
            Ok(paths) => self.look(paths, root, depth),
            Err(error) => {
                let message = format!("the folder could not be opened: {error}");
                self.tell(
                    Severity::Error,
                    "folder-unreadable",
                    folder,
                    root,
                    message,
                    "check its permissions",
                );
            }
        }
    }

    fn tell(
        &mut self,
        severity: Severity,
        code: &'static str,
        folder: &Path,
        root: &Path,
        message: String,
        help: &str,
    ) {
        let place = Place::file(&called(folder, root));
        self.problems.push(Problem::new(severity, code, place, message, help));
    }
}

/// The path from `root`, with `/`.
fn called(path: &Path, root: &Path) -> String {
    slashed(path.strip_prefix(root).unwrap_or(path))
}
