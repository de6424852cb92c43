//! `cargo xtask test`: what CI runs.

use anyhow::Result;

use crate::{browser, docs, office, steps, supply};

pub(crate) fn run() -> Result<()> {
    let cargo = steps::cargo();
    steps::say("format");
    steps::run(&cargo, &["fmt", "--all", "--check"])?;
    steps::say("lint");
    let lint = ["clippy", "--quiet", "--workspace", "--all-targets", "--features", "candor/pdf,xtask/office"];
    steps::run(&cargo, &[&lint[..], &["--", "-D", "warnings"]].concat())?;
    steps::say("test");
    steps::run(&cargo, &["test", "--workspace"])?;
    // The program with PDF; the typesetter is built already.
    steps::run(
        &cargo,
        &["test", "--workspace", "--features", "candor/pdf", "--test", "behaviour", "paper::"],
    )?;
    steps::say("documentation of the crates");
    steps::run_with(
        &cargo,
        &["doc", "--quiet", "--workspace", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    )?;
    steps::say("dependencies");
    let not_checked = supply::run(&[])?;
    steps::say("pages of the documentation");
    docs::run(true)?;
    steps::say("documents in LibreOffice");
    office::run()?;
    steps::say("pages in a browser");
    browser::run(&[])?;
    supply::tell(&not_checked);
    Ok(())
}
