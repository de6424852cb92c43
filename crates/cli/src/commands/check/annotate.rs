//! `candor check --annotate`: a marked copy of each file that has problems.
//!
//! Invariant: nothing is written in the place of an input, nor where a later run would take it for records.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;
use candor_ingest::{cells, separator};
use candor_model::Problem;
use candor_report::annotate::{Marked, Unfit, concerns, listing_csv, rebuilt, workbook};

use super::counted;
use crate::exit::{Exit, stop};
use crate::output;
use crate::workspace::{Input, Workspace, resolved};

/// Writes the copies; gives the lines that tell of them.
pub(super) fn run(workspace: &Workspace, folder: &Path) -> Result<String> {
    let problems = &workspace.reading.account.problems;
    let inputs: Vec<&Input> = workspace
        .files
        .iter()
        .filter(|input| problems.iter().any(|problem| concerns(&input.name, problem)))
        .collect();
    if inputs.is_empty() {
        return Ok("No file has a problem, so no marked copy was written\n".to_owned());
    }
    refuse_places_of_inputs(workspace, &inputs, folder)?;
    let mut text = format!("Marked copies in {}:\n", folder.display());
    for input in inputs {
        let line = copy(workspace, input, folder, problems)?;
        text.push_str(&format!("  {line}\n"));
    }
    Ok(text)
}

/// Where the parts of a copy go.
struct Targets {
    /// A workbook of the same format.
    same: PathBuf,
    /// A workbook made from the cells.
    rebuilt: PathBuf,
    /// The problems of a text file.
    list: PathBuf,
}

impl Targets {
    fn of(input: &Input) -> Self {
        // The name may be a path that leads anywhere; the copy stays within its folder.
        let path: PathBuf =
            Path::new(&input.name).components().filter(|c| matches!(c, Component::Normal(_))).collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let with_xlsx = path.with_file_name(format!("{name}.xlsx"));
        let list = match name.rsplit_once('.') {
            Some((stem, extension)) if is_one_of(&name, &["csv", "tsv"]) => {
                format!("{stem}.problems.{extension}")
            }
            _ => format!("{name}.problems.csv"),
        };
        Targets {
            same: if is_one_of(&name, &["xls", "xlsb", "ods", "csv", "tsv"]) {
                with_xlsx.clone()
            } else {
                path.clone()
            },
            rebuilt: if is_one_of(&name, &["xlsx"]) { path.clone() } else { with_xlsx },
            list: path.with_file_name(list),
        }
    }

    fn all(&self) -> [&Path; 3] {
        [&self.same, &self.rebuilt, &self.list]
    }
}

fn is_one_of(name: &str, extensions: &[&str]) -> bool {
    let name = name.to_lowercase();
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

fn refuse_places_of_inputs(workspace: &Workspace, inputs: &[&Input], folder: &Path) -> Result<()> {
    let originals: Vec<PathBuf> = workspace.files.iter().map(|input| resolved(&input.path)).collect();
    let mut taken: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for input in inputs {
        let targets = Targets::of(input);
        for target in targets.all() {
            if originals.contains(&resolved(&folder.join(target))) {
                return Err(stop(
                    Exit::Usage,
                    format!("a marked copy would take the place of `{}`", folder.join(target).display()),
                    "choose another folder for --annotate: the files themselves are never changed",
                ));
            }
            if let Some(other) = taken.insert(target.to_path_buf(), &input.name)
                && other != input.name
            {
                return Err(stop(
                    Exit::Usage,
                    format!("`{other}` and `{}` would both be copied to `{}`", input.name, target.display()),
                    "mark them in two runs, into two folders",
                ));
            }
        }
    }
    if workspace.would_be_read(folder) {
        return Err(stop(
            Exit::Usage,
            format!("`{}` lies among the records: the next run would read the copies too", folder.display()),
            "choose a folder outside, or one named `reports`, which is never read",
        ));
    }
    Ok(())
}

/// Copies a file; gives the line that tells of it.
fn copy(workspace: &Workspace, input: &Input, folder: &Path, problems: &[Problem]) -> Result<String> {
    let name = &input.name;
    if !workspace.reading.account.files.iter().any(|file| file.file == *name && file.readable) {
        return Ok(format!("{name}: no copy, for nothing of it could be read"));
    }
    let targets = Targets::of(input);
    let file = workspace.read_again(input)?;
    if let Some(separator) = separator(&file) {
        output::write(&folder.join(&targets.list), &listing_csv(name, problems, separator)?)?;
        let line = match rebuilt(name, &cells(file, &workspace.settings.limits), problems, None) {
            Ok(marked) => {
                output::write(&folder.join(&targets.rebuilt), &marked.bytes)?;
                format!(" and {}: {}", targets.rebuilt.display(), counted(marked.cells, "cell"))
            }
            Err(error) => format!(": no workbook with marks, for {error}"),
        };
        return Ok(format!("{}{line}", targets.list.display()));
    }
    let why = match workbook(name, &file.bytes, problems) {
        Ok(marked) => return write(folder, &targets.same, &marked, ""),
        Err(why) => why,
    };
    // What is wrong with a package is of interest only where there should be one.
    let why = Some(why).filter(|_| is_one_of(name, &["xlsx", "xlsm"]));
    let note =
        format!("; made from the cells of {name} alone, without formulas and formats{}", because(&why));
    match rebuilt(name, &cells(file, &workspace.settings.limits), problems, why.as_ref()) {
        Ok(marked) => write(folder, &targets.rebuilt, &marked, &note),
        Err(error) => Ok(format!("{name}: no copy, for {error}")),
    }
}

fn because(why: &Option<Unfit>) -> String {
    why.as_ref().map(|why| format!(", for {why}")).unwrap_or_default()
}

fn write(folder: &Path, target: &Path, marked: &Marked, note: &str) -> Result<String> {
    output::write(&folder.join(target), &marked.bytes)?;
    Ok(format!("{}: {}{note}", target.display(), counted(marked.cells, "cell")))
}
