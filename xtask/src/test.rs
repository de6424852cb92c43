//! `cargo xtask test`: what CI runs.

use anyhow::Result;

use crate::{browser, steps};

pub(crate) fn run() -> Result<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    steps::say("format");
    steps::run(&cargo, &["fmt", "--all", "--check"])?;
    steps::say("lint");
    steps::run(&cargo, &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    steps::say("test");
    steps::run(&cargo, &["test", "--workspace"])?;
    steps::say("pages in a browser");
    browser::run(&[])
}
