//! `cargo xtask samples`: makes the documents that each sample is compared with. Read what changed before you
//! commit it.
//!
//! A sample keeps the documents that lie in its folder `expected`: a new one gets those in Markdown; of others those
//! that are put there.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::steps;

pub(crate) fn run() -> Result<()> {
    let program = steps::candor()?;
    for sample in steps::samples()? {
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
        for entry in fs::read_dir(made.path())? {
            let document = entry?;
            let target = expected.join(document.file_name());
            let is_text = target.extension().is_some_and(|extension| extension == "md");
            if target.exists() || (is_new && is_text) {
                fs::copy(document.path(), target)?;
            }
        }
    }
    Ok(())
}
