//! `cargo xtask samples`: makes the documents that each sample is compared with. Read what changed before you
//! commit it.
//!
//! A quarter that lies in a sample's folder `history` is recorded anew, from the spreadsheets of that quarter as of its
//! last day. So a change of the checklists is no change between the quarters of a sample.
//!
//! A sample keeps the documents that lie in its folder `expected`: a new one gets those in Markdown; of others those
//! that are put there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

pub(crate) fn run() -> Result<()> {
    let program = steps::candor()?;
    for sample in steps::samples()? {
        let is_entry = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
        for recorded in entries(&sample.join("history"))?.into_iter().filter(is_entry) {
            record(&program, &sample, &recorded)?;
        }
        let expected = sample.join("expected");
        let made = tempfile::tempdir().context("there is no place for documents")?;
        for command in ["audit", "policy"] {
            let status = Command::new(&program)
                .arg(command)
                .arg(&sample)
                .arg("--out")
                .arg(made.path())
                .current_dir(steps::root())
                .status()
                .context("the program could not be started")?;
            ensure!(status.success(), "`candor {command}` ended with {status}");
        }
        let is_new = !expected.is_dir();
        fs::create_dir_all(&expected)?;
        for document in entries(made.path())? {
            let target = expected.join(steps::name(&document));
            let is_text = target.extension().is_some_and(|extension| extension == "md");
            if target.exists() || (is_new && is_text) {
                fs::copy(document, target)?;
            }
        }
    }
    Ok(())
}

/// What lies in a folder, by name; nothing if it is not there.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Records an earlier quarter of a sample in a workspace of its own, since what is recorded is never written over.
fn record(program: &Path, sample: &Path, recorded: &Path) -> Result<()> {
    let quarter = recorded.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let workspace = tempfile::tempdir().context("there is no place for a workspace")?;
    let settings = fs::read_to_string(sample.join("candor.toml"))?;
    let present = format!("\"{}\"", steps::quarter(sample)?);
    fs::write(workspace.path().join("candor.toml"), settings.replace(&present, &format!("\"{quarter}\"")))?;
    let records = workspace.path().join(&quarter);
    fs::create_dir(&records)?;
    for file in entries(&sample.join(&quarter))? {
        if file.is_file() {
            fs::copy(&file, records.join(steps::name(&file)))?;
        }
    }
    let status = Command::new(program)
        .arg("audit")
        .arg(workspace.path())
        // Documents are not kept, so none is recorded.
        .args(["--record", "--format", "json", "--as-of", &last_day(&quarter)?])
        .stdout(Stdio::null())
        .status()
        .context("the program could not be started")?;
    ensure!(status.success(), "`{}` could not be recorded anew ({status})", recorded.display());
    let history = workspace.path().join("history");
    fs::copy(history.join(steps::name(recorded)), recorded)?;
    fs::copy(history.join("SHA256SUMS"), recorded.with_file_name("SHA256SUMS"))?;
    Ok(())
}

/// The last day of a quarter such as `2026-Q3`.
fn last_day(quarter: &str) -> Result<String> {
    let (year, number) = quarter.split_once("-Q").with_context(|| format!("`{quarter}` is no quarter"))?;
    let day = match number {
        "1" => "03-31",
        "2" => "06-30",
        "3" => "09-30",
        "4" => "12-31",
        _ => bail!("`{quarter}` is no quarter"),
    };
    Ok(format!("{year}-{day}"))
}
