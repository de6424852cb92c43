//! `cargo xtask office`: what Candor writes of the samples, opened and saved anew by LibreOffice.
//!
//! Text documents become PDF, workbooks become ODS; the tests in `xtask/tests/office` compare what came out with what
//! was written. LibreOffice is installed where that can be done, else the way is told.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];

pub(crate) fn run() -> Result<()> {
    let find = || PROGRAMS.into_iter().find_map(steps::on_path);
    if find().is_none() {
        steps::install(&["libreoffice-calc", "libreoffice-writer"]);
    }
    let Some(office) = find() else {
        bail!(
            "documents are opened with LibreOffice: install Writer and Calc (7.4 or later), so that `soffice` is found"
        )
    };
    let candor = steps::candor()?;
    let status = Command::new(steps::cargo())
        .args(["test", "--quiet", "--package", "xtask", "--features", "office", "--test", "office"])
        .env("CANDOR", candor)
        .env("SOFFICE", office)
        .current_dir(steps::root())
        .status()
        .context("cargo could not be started")?;
    ensure!(status.success(), "LibreOffice does not give back what was written");
    Ok(())
}
