//! `cargo xtask fuzz [SECONDS] [TARGET ...]`: the targets of `crates/cli/fuzz` under libFuzzer, each for so many seconds.
//!
//! The tests run the same targets on inputs damaged at random; here a build that tells what code an input reaches looks for
//! inputs that reach more. What is found lies in `crates/cli/fuzz/artifacts/TARGET`.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

const FOLDER: &str = "crates/cli/fuzz";
const SECONDS: &str = "60";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if steps::on_path("cargo-fuzz").is_none() {
        bail!("`cargo install --locked cargo-fuzz` first");
    }
    let is_number = |text: &&String| text.parse::<u32>().is_ok();
    let seconds = arguments.first().filter(is_number).map_or(SECONDS, String::as_str);
    let asked: Vec<&str> = arguments.iter().filter(|text| !is_number(text)).map(String::as_str).collect();
    let manifest = format!("{FOLDER}/Cargo.toml");
    let built = steps::target().join("fuzz").display().to_string();
    steps::say("seeds");
    steps::run(
        &steps::cargo(),
        &[
            "run",
            "--quiet",
            "--release",
            "--manifest-path",
            &manifest,
            "--target-dir",
            &built,
            "--bin",
            "seeds",
        ],
    )?;
    let targets = if asked.is_empty() { known()? } else { asked.into_iter().map(str::to_owned).collect() };
    let mut failed = Vec::new();
    for target in targets {
        steps::say(&format!("fuzz {target} for {seconds} seconds"));
        // No unsafe code: the sanitizers would find nothing, and take half of the time.
        let status = Command::new(steps::cargo())
            .args([
                "fuzz",
                "run",
                "--fuzz-dir",
                FOLDER,
                "--sanitizer",
                "none",
                "--target-dir",
                &built,
                &target,
                "--",
            ])
            .arg(format!("-max_total_time={seconds}"))
            .args(["-timeout=60", "-rss_limit_mb=2048", "-max_len=200000", "-print_final_stats=1"])
            // Instrumenting is open to the stable compiler by this alone.
            .env("RUSTC_BOOTSTRAP", "1")
            .current_dir(steps::root())
            .status()
            .context("cargo fuzz could not be started")?;
        if !status.success() {
            failed.push(target);
        }
    }
    ensure!(failed.is_empty(), "something was found in {}; see {FOLDER}/artifacts", failed.join(", "));
    Ok(())
}

/// Every target, by the folders of its seeds.
fn known() -> Result<Vec<String>> {
    let folder = steps::root().join(FOLDER).join("corpus");
    let listing =
        std::fs::read_dir(&folder).with_context(|| format!("`{}` cannot be read", folder.display()))?;
    let mut names: Vec<String> =
        listing.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}
