//! What the commands share: running programs, the samples, printing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

pub(crate) fn say(text: &str) {
    // Nothing is left to do if standard error is closed.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The project's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Runs a program at the root; its output goes to the terminal.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<()> {
    run_with(program, arguments, &[])
}

/// Runs a program at the root with more in its environment.
pub(crate) fn run_with(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    let shown = format!("{program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .envs(environment.iter().copied())
        .status()
        .with_context(|| format!("`{shown}` could not be started"))?;
    ensure!(status.success(), "`{shown}` failed ({status})");
    Ok(())
}

/// Where builds, reports and what tests need are put.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that runs this.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Where a program lies, if it is installed.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let names = [program.to_owned(), format!("{program}{}", std::env::consts::EXE_SUFFIX)];
    std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
        .find(|path| path.is_file())
}

/// The Python of a virtual environment that can import what is named; it is made with the packages if it cannot yet.
pub(crate) fn python(folder: &Path, packages: &[&str], imports: &str) -> Result<PathBuf> {
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let has_all = || {
        let import = Command::new(&python).args(["-c", &format!("import {imports}")]).output();
        import.is_ok_and(|output| output.status.success())
    };
    if has_all() {
        return Ok(python);
    }
    let packages = packages.join(" ");
    say(&format!("installing with pip: {packages}"));
    let made = Command::new("python3").args(["-m", "venv"]).arg(folder).status();
    ensure!(
        made.context("`python3` could not be started")?.success(),
        "`python3 -m venv` failed; on Debian install python3-venv"
    );
    let pip =
        Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages.split(' ')).status()?;
    ensure!(pip.success() && has_all(), "pip could not install {packages}");
    Ok(python)
}

/// Installs packages with apt-get. Whether it worked is seen by what is there afterwards.
pub(crate) fn install(packages: &[&str]) {
    let packages = packages.join(" ");
    say(&format!("installing with apt-get: {packages}"));
    let install = format!("apt-get update -q && apt-get install -qy --no-install-recommends {packages}");
    let _ = Command::new("sh").args(["-c", &install]).env("DEBIAN_FRONTEND", "noninteractive").status();
}

/// Builds the program and returns its path.
pub(crate) fn candor() -> Result<PathBuf> {
    candor_with(&[])
}

/// Builds the program with features and returns its path.
pub(crate) fn candor_with(features: &[&str]) -> Result<PathBuf> {
    run(&cargo(), &["build", "--quiet", "--package", "candor", "--features", &features.join(",")])?;
    let program = target().join("debug").join(format!("candor{}", std::env::consts::EXE_SUFFIX));
    ensure!(program.is_file(), "`{}` was not built", program.display());
    Ok(program)
}

/// The folders of the sample organisations, by name.
pub(crate) fn samples() -> Result<Vec<PathBuf>> {
    let folder = root().join("samples");
    let mut samples: Vec<PathBuf> = std::fs::read_dir(&folder)
        .with_context(|| format!("`{}` cannot be read", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("candor.toml").is_file())
        .collect();
    samples.sort();
    if samples.is_empty() {
        bail!("`{}` holds no sample", folder.display());
    }
    Ok(samples)
}

/// `quarter` of a sample's `candor.toml`.
pub(crate) fn quarter(sample: &Path) -> Result<String> {
    let text = std::fs::read_to_string(sample.join("candor.toml"))?;
    text.lines()
        .find_map(|line| line.trim().strip_prefix("quarter"))
        .and_then(|rest| rest.split('"').nth(1))
        .map(str::to_owned)
        .with_context(|| format!("`{}` names no quarter", sample.display()))
}

/// Last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
