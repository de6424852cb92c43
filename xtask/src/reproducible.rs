//! `cargo xtask reproducible`: builds the release twice, in folders of different names, and compares the hashes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::dist::{Built, build, sha256};
use crate::steps;

/// Different in name, length and depth.
const FOLDERS: [&str; 2] = ["one", "another/place/with a space"];

pub(crate) fn run() -> Result<()> {
    let home = steps::target().join("reproducible");
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    let mut hashes = Vec::new();
    for folder in FOLDERS {
        let root = home.join(folder);
        copy_source(&root)?;
        let built = Built { root: root.clone(), target_dir: root.join("target"), triple: None };
        let program = build(&built, &[])?;
        let hash = sha256(&program)?;
        steps::say(&format!("{hash}  {}", program.display()));
        hashes.push(hash);
        // The disk is small; the program stays to be compared by hand.
        fs::copy(&program, home.join(format!("candor-{}", hashes.len())))?;
        fs::remove_dir_all(&root)?;
    }
    ensure!(hashes[0] == hashes[1], "the two programs differ: compare {}", home.display());
    steps::say("reproducible: both builds have the same hash");
    Ok(())
}

/// Copies what belongs to the project, and nothing that was built or written beside it.
fn copy_source(to: &Path) -> Result<()> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(list).current_dir(steps::root()).output();
    let output = output.context("git could not be started")?;
    ensure!(output.status.success(), "git: {}", String::from_utf8_lossy(&output.stderr));
    for name in String::from_utf8(output.stdout)?.split_terminator('\0') {
        let (from, to) = (steps::root().join(name), to.join(name));
        fs::create_dir_all(to.parent().unwrap_or(&to))?;
        // What is listed and deleted is no part of it.
        if from.is_file() {
            fs::copy(&from, &to).with_context(|| format!("`{name}` cannot be copied"))?;
        }
    }
    Ok(())
}
