//! `cargo xtask docs`: makes the pages about the checklists, or checks that they are as the checklists say.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

const CHECKLISTS: [&str; 4] = ["gdpr", "ccpa", "hipaa", "baseline"];

pub(crate) fn run(only_check: bool) -> Result<()> {
    let program = steps::candor()?;
    let folder = steps::root().join("docs").join("checklists");
    let mut stale = Vec::new();
    for id in CHECKLISTS {
        let output = Command::new(&program)
            .args(["checklist", "show", id, "--format", "markdown"])
            .output()
            .context("the program could not be started")?;
        ensure!(output.status.success(), "`candor checklist show {id}` ended with {}", output.status);
        let path = folder.join(format!("{id}.md"));
        if !only_check {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(&path, &output.stdout)?;
        } else if std::fs::read(&path).ok().as_deref() != Some(&output.stdout) {
            stale.push(format!("docs/checklists/{id}.md"));
        }
    }
    if !stale.is_empty() {
        bail!("not as the checklists say: {}; run `cargo xtask docs`", stale.join(", "));
    }
    Ok(())
}
