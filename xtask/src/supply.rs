//! `cargo xtask supply`: licences, sources and bans of all dependencies with `cargo deny`, and the advisories of RustSec.
//!
//! Invariant: what could not be looked at is returned by name and told last; it never counts as passed.

mod advisories;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::steps;

/// The release of `cargo deny` that is installed where none is.
const DENY: &str = "0.20.2";

/// Checks all that can be reached, and tells what could not. With `--keep` the advisories that concern us are kept.
pub(crate) fn run(arguments: &[String]) -> Result<Vec<String>> {
    let deny = deny()?;
    let check = ["--all-features", "--config", ".deny.toml", "check", "--hide-inclusion-graph"];
    let deny = |checks: &[&str]| steps::run(&deny.display().to_string(), &[&check[..], checks].concat());
    deny(&["licenses", "bans", "sources"])?;
    let found = advisories::find()?;
    if found.is_newest {
        // It also asks whether a release was taken back.
        deny(&["advisories"])?;
    }
    let looked_at = advisories::check(&found)?;
    if arguments.iter().any(|argument| argument == "--keep") {
        advisories::keep(&found)?;
    }
    Ok(looked_at)
}

/// Tells what was not checked, so that nobody overlooks it.
pub(crate) fn tell(not_checked: &[String]) {
    for what in not_checked {
        steps::say(&format!("\nNOT CHECKED: {what}"));
    }
}

/// `cargo deny`: that of this machine, else one that is built into the target folder, once.
fn deny() -> Result<PathBuf> {
    if let Some(found) = steps::on_path("cargo-deny") {
        return Ok(found);
    }
    let tools = steps::target().join("tools");
    let program = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    steps::say(&format!("installing cargo-deny {DENY} into {}", tools.display()));
    let build = tools.join("build");
    // Built without optimisation: it runs for seconds.
    let status = Command::new(steps::cargo())
        .args(["install", "--quiet", "cargo-deny", "--version", DENY, "--locked", "--debug", "--root"])
        .arg(&tools)
        .args(["--config", "profile.dev.debug=false"])
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .status()
        .context("cargo could not be started")?;
    ensure!(
        status.success(),
        "cargo-deny could not be installed; install it with `cargo install --locked cargo-deny`"
    );
    std::fs::remove_dir_all(&build).context("what was built for cargo-deny cannot be removed")?;
    Ok(program)
}
