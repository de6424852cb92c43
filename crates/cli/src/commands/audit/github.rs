//! An audit as a step of GitHub Actions sees it: its summary to the file that the runner names, annotations printed.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_report::{Input, github_annotations, github_summary};

use super::gates::Tried;
use crate::output;
use crate::workspace::{Workspace, resolved};

/// The file that a runner reads the summary of a step from.
const SUMMARY_FILE: &str = "GITHUB_STEP_SUMMARY";

/// Where a runner has put the repository.
const REPOSITORY: &str = "GITHUB_WORKSPACE";

/// Gives what is printed.
pub(super) fn run(workspace: &Workspace, input: &Input<'_>, tried: &Tried) -> Result<String> {
    let summary = github_summary(input, &tried.results, &tried.remarks);
    let top =
        env::var_os(REPOSITORY).filter(|path| !path.is_empty()).map_or_else(PathBuf::new, PathBuf::from);
    let top = resolved(if top.as_os_str().is_empty() { Path::new(".") } else { &top });
    let annotations = github_annotations(input, &tried.results, |file| path_from(&top, workspace, file));
    match env::var_os(SUMMARY_FILE).filter(|path| !path.is_empty()) {
        Some(path) => {
            output::append(Path::new(&path), summary.as_bytes())?;
            Ok(annotations)
        }
        None => Ok(format!("{summary}\n{annotations}")),
    }
}

/// The path of a file that was read, as seen from the top of the repository; as it was given, if it lies outside.
fn path_from(top: &Path, workspace: &Workspace, file: &str) -> String {
    let read = workspace.files.iter().find(|input| input.name == file);
    let path = read.map_or_else(|| workspace.home.join(file), |input| input.path.clone());
    let whole = resolved(&path);
    let path = whole.strip_prefix(top).unwrap_or(&path);
    path.to_string_lossy().replace('\\', "/")
}
