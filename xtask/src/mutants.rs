//! `cargo xtask mutants [ARGUMENT ...]`: what decides an outcome is changed in one place at a time; the tests of its crate must
//! notice each change.
//!
//! Which files: `.cargo/mutants.toml`. All of them take hours; `--shard 0/20` is a twentieth of them, `--file
//! crates/assess/src/judge/score.rs` one file. The report lies in `target/mutants/mutants.out`: `missed.txt` names what no
//! test noticed.

use anyhow::{Result, bail};

use crate::steps;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if steps::on_path("cargo-mutants").is_none() {
        bail!("`cargo install --locked cargo-mutants` first");
    }
    let out = steps::target().join("mutants").display().to_string();
    std::fs::create_dir_all(&out)?;
    let mut all =
        vec!["mutants", "--package", "candor-assess", "--package", "candor-policy", "--output", &out];
    all.extend(arguments.iter().map(String::as_str));
    steps::run(&steps::cargo(), &all)
}
