//! `cargo xtask bench`: makes inputs, runs the program and the others side by side on them, and prints medians, ratios
//! and peak memory as Markdown tables.
//!
//! Invariants: every run is a process of its own; contestants take turns, so that a slow minute of the machine hits
//! them all; the same rows are made on any machine; nothing is asserted about time.

mod floor;
mod make;
mod measure;
mod ordinary;
mod others;
mod rows;
mod sections;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps::{cargo, root, say, target};

/// What `--with` can name, in the order in which it is run.
const PARTS: [&str; 8] = ["start", "ordinary", "csv", "distinct", "xlsx", "ods", "requirements", "slopes"];

const HELP: &str = "\
cargo xtask bench [--rows N] [--runs N] [--quick] [--without-others] [--with PART,PART]

  --rows N          rows of the largest csv and xlsx file (1000000); slopes go to ten times as many
  --runs N          runs of each, of which the median counts (5)
  --quick           20000 rows, 3 runs
  --without-others  only this program and the bare reading loops; needs no Python
  --with PARTS      start, ordinary, csv, distinct, xlsx, ods, requirements, slopes (all)";

/// What to run.
#[derive(Debug)]
struct Asked {
    rows: usize,
    runs: usize,
    others: bool,
    parts: Vec<String>,
}

/// Where things lie that a section needs.
#[derive(Debug)]
struct Bench {
    asked: Asked,
    /// The program, built as it is shipped.
    candor: PathBuf,
    /// This program, built so too: it holds the bare reading loops.
    floors: PathBuf,
    folder: PathBuf,
    python: Option<PathBuf>,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [command, name, file] if command == "floor" => floor::run(name, Path::new(file)),
        [command, kind, rows, extension, folder] if command == "make" => {
            let kind = if kind == "distinct" { rows::Kind::Distinct } else { rows::Kind::Usual };
            make::input(Path::new(folder), kind, rows.parse()?, extension).map(|_| ())
        }
        _ => match asked(arguments)? {
            Some(asked) => bench(asked),
            None => {
                say(HELP);
                Ok(())
            }
        },
    }
}

fn asked(arguments: &[String]) -> Result<Option<Asked>> {
    let every = PARTS.iter().map(|part| (*part).to_owned()).collect();
    let mut asked = Asked { rows: 1_000_000, runs: 5, others: true, parts: every };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} needs a value\n\n{HELP}"));
        match argument.as_str() {
            "--rows" => asked.rows = value()?.parse().context("--rows needs a number")?,
            "--runs" => asked.runs = value()?.parse().context("--runs needs a number")?,
            "--quick" => (asked.rows, asked.runs) = (20_000, 3),
            "--without-others" => asked.others = false,
            "--with" => asked.parts = value()?.split(',').map(str::to_owned).collect(),
            "--help" | "-h" => return Ok(None),
            other => bail!("`{other}` is not known\n\n{HELP}"),
        }
    }
    let unknown = asked.parts.iter().find(|part| !PARTS.contains(&part.as_str()));
    ensure!(unknown.is_none(), "there is no part `{}`\n\n{HELP}", unknown.map_or("", String::as_str));
    ensure!(asked.rows > 0 && asked.runs > 0, "rows and runs are at least 1");
    Ok(Some(asked))
}

fn bench(asked: Asked) -> Result<()> {
    let folder = target().join("bench");
    say("building the program and the bare reading loops as they are shipped");
    let status = Command::new(cargo())
        .args(["build", "--quiet", "--release", "--package", "candor", "--package", "xtask"])
        .current_dir(root())
        .status()
        .context("cargo could not be started")?;
    ensure!(status.success(), "the build failed");
    let built = |name: &str| target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let python = if asked.others { Some(others::python(&folder)?) } else { None };
    let bench = Bench { candor: built("candor"), floors: built("xtask"), folder, python, asked };
    let mut page = format!("{}\n", measure::machine());
    for part in PARTS.into_iter().filter(|part| bench.asked.parts.iter().any(|asked| asked == part)) {
        say(&format!("running: {part}"));
        page.push_str(&sections::run(part, &bench)?);
    }
    fs::write(bench.folder.join("bench.md"), &page)?;
    say(&format!("\n{page}\nalso written to {}", bench.folder.join("bench.md").display()));
    Ok(())
}

impl Bench {
    /// An input, made by a process of its own in the release build.
    fn input(&self, kind: &str, rows: usize, extension: &str) -> Result<PathBuf> {
        let folder = self.folder.join("inputs");
        let path = folder.join(format!("{kind}-{rows}.{extension}"));
        if !path.is_file() {
            say(&format!("making {}", path.display()));
            let status = Command::new(&self.floors)
                .args(["bench", "make", kind, &rows.to_string(), extension])
                .arg(&folder)
                .status()?;
            ensure!(status.success(), "`{}` could not be made", path.display());
        }
        Ok(path)
    }

    /// A workspace of one file, with settings.
    fn workspace(&self, name: &str, file: &Path, settings: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("candor.toml"), settings)?;
        let link = folder.join("register.csv");
        if !link.is_file() {
            fs::hard_link(file, &link).or_else(|_| fs::copy(file, &link).map(|_| ()))?;
        }
        Ok(folder)
    }

    /// The program on files or a workspace: all checklists judged, JSON written.
    fn audit(&self, inputs: &[&Path], formats: &str) -> Command {
        let mut command = Command::new(&self.candor);
        command.arg("audit").args(inputs).args(["--as-of", "2026-11-21", "--formats", formats, "--out"]);
        command.arg(self.folder.join("out"));
        command
    }

    fn floor(&self, name: &str, file: &Path) -> Command {
        let mut command = Command::new(&self.floors);
        command.args(["bench", "floor", name]).arg(file);
        command
    }
}
