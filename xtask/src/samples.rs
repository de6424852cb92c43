//! `cargo xtask samples`: makes the documents that each sample is compared with. Read what changed before you
//! commit it.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::steps;

pub(crate) fn run() -> Result<()> {
    let program = steps::candor()?;
    for sample in steps::samples()? {
        let expected = sample.join("expected");
        for command in ["audit", "policy"] {
            let status = Command::new(&program)
                .arg(command)
                .arg(&sample)
                .arg("--out")
                .arg(&expected)
                .current_dir(steps::root())
                .status()
                .context("the program could not be started")?;
            ensure!(status.success(), "`candor {command}` ended with {status}");
        }
    }
    Ok(())
}
