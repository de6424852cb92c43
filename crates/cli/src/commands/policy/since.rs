//! The facts of an earlier quarter, which a policy is compared with: the file that was named, else that of the latest earlier
//! quarter among the reports of the workspace.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_policy::FactRecord;

use super::FACTS_FILE;
use crate::disk;
use crate::exit::{Exit, stop};
use crate::workspace::Workspace;

/// A file of facts of an earlier quarter.
#[derive(Debug)]
pub(super) struct Since {
    pub(super) path: PathBuf,
    pub(super) record: FactRecord,
}

/// Reads the file that was named, or lies in the folder that was; without a name the latest of the reports, if there is one.
pub(super) fn read(workspace: &Workspace, named: Option<&Path>) -> Result<Option<Since>> {
    let path = match named {
        Some(folder) if folder.is_dir() => Some(folder.join(FACTS_FILE)),
        Some(file) => Some(file.to_path_buf()),
        None => latest(workspace),
    };
    let Some(path) = path else { return Ok(None) };
    let cannot = |why: String| {
        let message = format!("`{}` cannot be compared with: {why}", path.display());
        stop(
            Exit::Unreadable,
            message,
            "give --since the facts.json that was written with the earlier policy",
        )
    };
    let bytes = disk::read(&path).map_err(|error| cannot(error.to_string()))?;
    let record = FactRecord::read(&bytes).map_err(|error| cannot(error.to_string()))?;
    Ok(Some(Since { path, record }))
}

/// Of the quarters before that of the workspace, the last that has a file of facts.
fn latest(workspace: &Workspace) -> Option<PathBuf> {
    let now = workspace.quarter.to_string();
    let folders = fs::read_dir(workspace.home.join("reports")).ok()?.flatten();
    let quarters = folders.filter_map(|folder| {
        let name = folder.file_name().into_string().ok()?;
        let file = folder.path().join(FACTS_FILE);
        (is_quarter(&name) && name < now && file.is_file()).then_some((name, file))
    });
    quarters.max().map(|(_, file)| file)
}

/// `2026-Q3`: such names are ordered as their quarters are.
fn is_quarter(name: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(name.split_once("-Q"), Some((year, quarter)) if year.len() == 4 && quarter.len() == 1 && digits(year) && digits(quarter))
}
