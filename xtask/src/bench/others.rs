//! The others: polars, DuckDB and pandas doing twenty of the same tests, in a Python environment made here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Bench;
use super::measure::Contestant;
use crate::steps::say;

const PACKAGES: [&str; 7] =
    ["polars", "fastexcel", "duckdb", "pandas", "python-calamine", "openpyxl", "pyarrow"];

/// The twenty tests for each of the others.
const SCRIPT: &str = include_str!("twenty.py");

/// The Python of the environment, which is made if it is not there yet.
pub(super) fn python(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("twenty.py"), SCRIPT)?;
    let home = folder.join("venv");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let has_all = || {
        let check = "import polars, fastexcel, duckdb, pandas, python_calamine, openpyxl, pyarrow";
        Command::new(&python).args(["-c", check]).output().is_ok_and(|output| output.status.success())
    };
    if python.is_file() && has_all() {
        return Ok(python);
    }
    say("making a Python environment with polars, DuckDB and pandas");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&home).status();
    let made = made.context("`python3` could not be started; --without-others needs none")?;
    ensure!(made.success(), "`python3 -m venv` failed; on Debian install python3-venv");
    let installed =
        Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES).status()?;
    ensure!(installed.success() && has_all(), "pip could not install {}", PACKAGES.join(", "));
    Ok(python)
}

/// The others that read a kind of file, or none where they were not asked for.
pub(super) fn contestants(bench: &Bench, names: &[&str], file: &Path) -> Vec<Contestant> {
    let Some(python) = &bench.python else { return Vec::new() };
    names
        .iter()
        .map(|name| {
            let mut command = Command::new(python);
            command.arg(bench.folder.join("twenty.py")).arg(name).arg(file);
            Contestant::new(format!("{name}, 20 tests"), command)
        })
        .collect()
}
