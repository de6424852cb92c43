//! The release build: without the folders of this machine in the program.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use candor_model::text::hexadecimal;
use sha2::{Digest, Sha256};

use crate::steps;

/// Where something is built.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    /// The folder with the workspace.
    pub root: PathBuf,
    pub target_dir: PathBuf,
    /// Another target than that of this machine.
    pub triple: Option<String>,
}

/// Builds the release and returns the path of the program.
pub(crate) fn build(wanted: &Built, features: &[&str]) -> Result<PathBuf> {
    let mut command = Command::new(steps::cargo());
    command
        .args(["build", "--quiet", "--locked", "--release", "--package", "candor"])
        .args(["--features", &features.join(",")])
        .current_dir(&wanted.root)
        .env("CARGO_TARGET_DIR", &wanted.target_dir)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(wanted).join("\u{1f}"));
    if let Some(triple) = &wanted.triple {
        command.args(["--target", triple]);
    }
    let status = command.status().context("cargo could not be started")?;
    ensure!(status.success(), "the release could not be built ({status})");
    let folder = wanted.target_dir.join(wanted.triple.as_deref().unwrap_or_default()).join("release");
    let is_windows = wanted.triple.as_deref().map_or(cfg!(windows), |triple| triple.contains("windows"));
    Ok(folder.join(if is_windows { "candor.exe" } else { "candor" }))
}

/// Folders that differ between machines get names that do not.
fn flags(wanted: &Built) -> Vec<String> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| home.map(|home| home.join(".cargo")));
    let renamed = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags = vec![renamed(&wanted.root, "/candor")];
    // The last one that fits counts: the target folder may lie in the workspace.
    flags.push(renamed(&wanted.target_dir, "/target"));
    flags.extend(cargo_home.map(|home| renamed(&home, "/cargo")));
    let is_static = wanted.triple.as_deref().is_some_and(|triple| triple.contains("musl"));
    if is_static {
        flags.push("-Ctarget-feature=+crt-static".to_owned());
    }
    flags
}

/// The SHA-256 of a file in hexadecimal digits.
pub(crate) fn sha256(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(hexadecimal(&Sha256::digest(bytes)))
}
