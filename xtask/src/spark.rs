//! `cargo xtask spark`: the worked example of `docs/scale` on a Spark cluster of this machine, compared with one audit.
//!
//! It needs Python 3 and Java 17. PySpark is installed into a virtual environment in the target folder (half a gigabyte),
//! unless a Python that has it is named; nothing is written into the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::steps;

/// The version that the example is tested with.
const PYSPARK: &str = "pyspark==4.3.0";

/// Records of the register that is cut into parts, and of a part.
const RECORDS: usize = 4_000;
const RECORDS_OF_PART: &str = "600";

/// What is written by both.
const FORMATS: &str = "html,json,csv,sarif";

/// Runs the example; with a Python that has PySpark nothing is installed.
pub(crate) fn run(python: Option<&str>) -> Result<()> {
    let python = match python {
        Some(python) => PathBuf::from(python),
        None => environment()?,
    };
    if steps::on_path("java").is_none() {
        steps::install(&["openjdk-17-jre-headless"]);
        ensure!(steps::on_path("java").is_some(), "Spark runs on Java: install a Java 17");
    }
    let candor = steps::candor()?;
    let folder = tempfile::tempdir()?;
    let workspace = folder.path().join("workspace");
    let spreadsheets = make_workspace(&workspace)?;
    let (one, many) = (folder.path().join("one"), folder.path().join("many"));
    steps::say("one audit");
    let mut audit = Command::new(&candor);
    audit.arg("audit").arg(&workspace).args(["--formats", FORMATS, "--out"]).arg(&one);
    require(audit)?;
    steps::say("the same on Spark");
    let mut spark = Command::new(python);
    spark.arg(steps::root().join("docs/scale/spark_audit.py"));
    spark.arg("--candor").arg(&candor).arg("--workspace").arg(&workspace).arg("--out").arg(&many);
    spark.args(["--rows", RECORDS_OF_PART, "--formats", FORMATS, "--master", "local-cluster[2,1,1024]"]);
    spark.args(spreadsheets);
    require(spark)?;
    let (one, many) = (files(&one)?, files(&many)?);
    ensure!(!one.is_empty() && one.keys().eq(many.keys()), "Spark wrote other files than one audit");
    for (name, bytes) in &one {
        ensure!(many[name] == *bytes, "`{}` of Spark differs from that of one audit", name.display());
    }
    steps::say(&format!("{} files are the same, byte for byte", one.len()));
    Ok(())
}

/// A sample with a register that is cut into parts: rows of several lines, blank rows, a total at the end.
fn make_workspace(workspace: &Path) -> Result<Vec<PathBuf>> {
    let sample = steps::root().join("samples").join("sunmesa");
    let records = workspace.join("2026-Q4");
    fs::create_dir_all(&records)?;
    fs::copy(sample.join("candor.toml"), workspace.join("candor.toml"))?;
    for entry in fs::read_dir(sample.join("2026-Q4"))? {
        let path = entry?.path();
        fs::copy(&path, records.join(steps::name(&path)))?;
    }
    let mut register = "Request ID;Received on;Kind of request;Answered on;Person;Notes\n".to_owned();
    for number in 1..=RECORDS {
        let (month, day) = (number % 11 + 1, number % 28 + 1);
        let note = if number % 7 == 0 { "\"asked by phone;\nthen in writing\"" } else { "" };
        let answered = if number % 5 == 0 { String::new() } else { format!("2026-{month:02}-28") };
        register.push_str(&format!(
            "L-{number};2026-{month:02}-{day:02};access;{answered};Person {number};{note}\n"
        ));
        register.push_str(if number % 900 == 0 { "\n" } else { "" });
    }
    register.push_str("Total;4000;;;;\n");
    fs::write(records.join("request-log.csv"), register)?;
    let paths: std::io::Result<Vec<PathBuf>> =
        fs::read_dir(&records)?.map(|entry| entry.map(|entry| entry.path())).collect();
    Ok(paths?)
}

/// A Python with PySpark, made once.
fn environment() -> Result<PathBuf> {
    let folder = steps::target().join("spark").join(PYSPARK.replace("==", "-"));
    steps::python(&folder, &[PYSPARK], "pyspark")
}

fn require(mut command: Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    ensure!(status.success(), "`{shown}` failed ({status})");
    Ok(())
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(found)
}
