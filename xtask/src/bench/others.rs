//! The others: polars, DuckDB and pandas doing twenty of the same tests, in a Python environment made here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Bench;
use super::measure::Contestant;
use crate::steps;

const PACKAGES: [&str; 7] =
    ["polars", "fastexcel", "duckdb", "pandas", "python-calamine", "openpyxl", "pyarrow"];

/// The twenty tests for each of the others.
const SCRIPT: &str = include_str!("twenty.py");

/// The Python of the environment, which is made if it is not there yet.
pub(super) fn python(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("twenty.py"), SCRIPT)?;
    let imports = "polars, fastexcel, duckdb, pandas, python_calamine, openpyxl, pyarrow";
    steps::python(&folder.join("venv"), &PACKAGES, imports).context("--without-others needs no Python")
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
