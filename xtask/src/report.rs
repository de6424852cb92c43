//! `cargo xtask report`: the quarterly job on every sample; with `--pdf` in every format, PDF too.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps;

pub(crate) fn run(pdf: bool) -> Result<()> {
    let program = if pdf { steps::candor_with(&["pdf"])? } else { steps::candor()? };
    let formats: &[&str] = if pdf { &["--formats", "all"] } else { &[] };
    let reports = steps::root().join("target").join("reports");
    let mut failed = Vec::new();
    for sample in steps::samples()? {
        if let Err(error) = job(&program, &sample, &reports, formats) {
            steps::say(&format!("error: {}: {error:#}", steps::name(&sample)));
            failed.push(steps::name(&sample));
        }
    }
    if !failed.is_empty() {
        bail!("the job failed for {}", failed.join(", "));
    }
    steps::say(&format!(
        "\nOpen the audits in a browser:\n{}",
        audits(&reports)?.iter().map(|path| format!("  {path}\n")).collect::<String>().trim_end()
    ));
    Ok(())
}

fn job(program: &Path, sample: &Path, reports: &Path, formats: &[&str]) -> Result<()> {
    let out = reports.join(steps::name(sample)).join(steps::quarter(sample)?);
    for command in ["audit", "policy"] {
        let status = Command::new(program)
            .arg(command)
            .arg(sample)
            .arg("--out")
            .arg(&out)
            .args(formats)
            .current_dir(steps::root())
            .status()
            .context("the program could not be started")?;
        if !status.success() {
            bail!("`candor {command}` ended with {status}");
        }
    }
    Ok(())
}

fn audits(reports: &Path) -> Result<Vec<String>> {
    let mut audits = Vec::new();
    for sample in steps::samples()? {
        let folder = reports.join(steps::name(&sample)).join(steps::quarter(&sample)?);
        for document in ["audit.html", "register.html", "privacy-policy.html"] {
            audits.push(folder.join(document).display().to_string());
        }
    }
    Ok(audits)
}
