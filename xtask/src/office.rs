//! `cargo xtask office`: LibreOffice opens the workbook of every sample and finds in it what was written.
//!
//! Each workbook is saved anew as ODS; read on purpose, its registers have to give the same account as the original.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::steps;

pub(crate) fn run() -> Result<()> {
    let program = steps::candor()?;
    for sample in steps::samples()? {
        let folder = tempfile::tempdir()?;
        compare(&program, &sample, folder.path())
            .with_context(|| format!("the workbook of `{}`", steps::name(&sample)))?;
    }
    Ok(())
}

fn compare(program: &Path, sample: &Path, folder: &Path) -> Result<()> {
    let (written, resaved) = (folder.join("written"), folder.join("resaved"));
    print(Command::new(program).arg("audit").arg(sample).args(["--formats", "xlsx", "--out"]).arg(&written))?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let workbook = written.join("audit.xlsx");
    let arguments = ["--headless", "--convert-to", "ods", "--outdir"];
    print(Command::new("soffice").arg(profile).args(arguments).arg(&resaved).arg(&workbook))?;
    let registers = registers(&print(Command::new(program).arg("check").arg(&workbook))?);
    ensure!(!registers.is_empty(), "it has no register");
    let account = |folder: &Path, file: &str| -> Result<String> {
        let rule =
            |sheet: &String| format!("[[sheet]]\nfile = \"{file}\"\nsheet = \"{sheet}\"\nread = true\n");
        std::fs::write(folder.join("candor.toml"), registers.iter().map(rule).collect::<String>())?;
        let account = print(Command::new(program).arg("check").arg(folder).args(["--as-of", "2026-11-21"]))?;
        Ok(account.replace(file, "audit"))
    };
    let (before, after) = (account(&written, "audit.xlsx")?, account(&resaved, "audit.ods")?);
    let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    ensure!(differs.is_none(), "as it was written, and as it was saved anew:\n{differs:#?}");
    ensure!(before.lines().count() == after.lines().count(), "a part of it was lost");
    Ok(())
}

/// Names of the sheets that are copies of records.
fn registers(account: &str) -> Vec<String> {
    let copies = account.lines().filter(|line| line.contains("it is a copy of records"));
    copies.filter_map(|line| Some(line.split('`').nth(1)?.to_owned())).collect()
}

/// What a program prints.
fn print(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?} could not be started"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
