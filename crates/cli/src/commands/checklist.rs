//! `candor checklist`: lists checklists, shows one, checks files of requirements, begins a new one.

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_assess::{Library, Source};
use candor_report::{checklist_page, decided_by};

use crate::args::{ChecklistCommand, ShowFormat};
use crate::commands::check::counted;
use crate::commands::{Printed, explain};
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{self, Align, Paint, Style};
use crate::workspace::{mistake_lines, read_checklists, read_text, toml_files};

/// A checklist of an organisation's own, to begin with; `ID` stands for its id.
const EXAMPLE: &str = include_str!("checklist/example.toml");

pub(crate) fn run(command: &ChecklistCommand, paint: Paint) -> Result<Printed> {
    match command {
        ChecklistCommand::List { workspace } => Ok(done(list(&library(workspace.as_deref())?))),
        ChecklistCommand::Show { id, workspace, format } => {
            show(&library(workspace.as_deref())?, id, *format, paint).map(done)
        }
        ChecklistCommand::Lint { files } => lint(files, paint),
        ChecklistCommand::New { id, workspace } => new(id, workspace).map(done),
    }
}

fn done(text: String) -> Printed {
    Printed { text, exit: Exit::Done }
}

fn library(workspace: Option<&Path>) -> Result<Library> {
    read_checklists(workspace.unwrap_or(Path::new("")), &mut Vec::new())
}

fn lines(rows: &[Vec<String>], aligns: &[Align]) -> String {
    print::columns(rows, aligns).iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn list(library: &Library) -> String {
    let head =
        ["id", "requirements", "by records", "by answers", "left out", "version", "law as of", "title"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for checklist in library.checklists() {
        let all = checklist.requirements().len();
        let by_records = checklist.requirements().iter().filter(|one| one.entity().is_some()).count();
        rows.push(vec![
            checklist.id().to_owned(),
            all.to_string(),
            by_records.to_string(),
            (all - by_records).to_string(),
            checklist.left_out().len().to_string(),
            checklist.version().to_owned(),
            checklist.law_as_of().to_string(),
            checklist.title().to_owned(),
        ]);
    }
    let right = Align::Right;
    lines(&rows, &[Align::Left, right, right, right, right, Align::Left, Align::Left, Align::Left])
}

fn show(library: &Library, id: &str, format: ShowFormat, paint: Paint) -> Result<String> {
    let Some(checklist) = library.checklist(id) else {
        return match explain::requirement(id, library, paint) {
            Some(text) => Ok(text),
            None => Err(unknown(library, id)),
        };
    };
    if format == ShowFormat::Markdown {
        return Ok(checklist_page(library, checklist));
    }
    let title = format!("{} {}", checklist.title(), checklist.version());
    let mut text = format!("{}\n\n", paint.text(Style::Strong, &title));
    let rows: Vec<Vec<String>> = checklist
        .requirements()
        .iter()
        .map(|requirement| {
            let off = if requirement.switched_off().is_some() { " (switched off)" } else { "" };
            vec![
                requirement.id().to_owned(),
                requirement.cite().to_owned(),
                format!("{}{off}", requirement.title()),
                decided_by(requirement),
                requirement.severity().label().to_lowercase(),
            ]
        })
        .collect();
    text.push_str(&lines(&rows, &[Align::Left; 5]));
    if !checklist.left_out().is_empty() {
        text.push_str("\nLeft out:\n");
        for one in checklist.left_out() {
            text.push_str(&format!("  {}, {}: {}\n", one.cite, one.title, one.reason));
        }
    }
    text.push_str("\n`candor explain ID` says all about a requirement.\n");
    Ok(text)
}

fn unknown(library: &Library, id: &str) -> anyhow::Error {
    let checklists: Vec<&str> = library.checklists().iter().map(candor_assess::Checklist::id).collect();
    let requirements = library.requirements().map(|(_, requirement)| requirement.id());
    let help = match candor_model::text::nearest(id, checklists.iter().copied().chain(requirements)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the checklists are {}", checklists.join(", ")),
    };
    stop(Exit::Usage, format!("there is no checklist or requirement `{id}`"), help)
}

/// Checks files, each together with the built-in ones and with the others that were named.
fn lint(files: &[PathBuf], paint: Paint) -> Result<Printed> {
    let mut own = Vec::new();
    for path in files {
        let inner = toml_files(&path.join("checklists"))?;
        let paths = if path.is_dir() { inner } else { vec![path.clone()] };
        if paths.is_empty() {
            let help = "give a checklist, or a workspace with a folder `checklists`";
            return Err(stop(Exit::Usage, format!("`{}` holds no checklist", path.display()), help));
        }
        for path in paths {
            own.push((path.display().to_string(), read_text(&path)?));
        }
    }
    let sources: Vec<Source<'_>> = own.iter().map(|(name, text)| Source { name, text }).collect();
    match Library::with(&sources) {
        Ok(library) => {
            let built_in = Library::builtin();
            let added = library.requirements().count() - built_in.requirements().count();
            let adjusted = library.requirements().filter(|(_, one)| one.is_adjusted()).count();
            let text = format!(
                "{}: no mistakes; {}, {} of the built-in ones changed\n",
                counted(own.len(), "file"),
                counted(added, "requirement"),
                adjusted,
            );
            Ok(done(text))
        }
        Err(mistakes) => {
            let mut text: String = mistakes.iter().map(|mistake| mistake_lines(mistake) + "\n").collect();
            let summary = counted(mistakes.len(), "mistake");
            text.push_str(&format!("\n{}\n", paint.text(Style::Bad, &summary)));
            Ok(Printed { text, exit: Exit::GateFailed })
        }
    }
}

fn new(id: &str, workspace: &Path) -> Result<String> {
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if id.is_empty() || !id.chars().all(is_plain) || Library::builtin().checklist(id).is_some() {
        let help = "use small letters, digits and hyphens, and no name of a built-in checklist";
        return Err(stop(Exit::Usage, format!("`{id}` cannot be the id of a new checklist"), help));
    }
    let path = workspace.join("checklists").join(format!("{id}.toml"));
    if path.exists() {
        let help = "give another id, or edit that file";
        return Err(stop(Exit::Usage, format!("`{}` exists already", path.display()), help));
    }
    output::write(&path, EXAMPLE.replace("ID", id).as_bytes())?;
    Ok(format!(
        "Made {}\n\nNext:\n  1. replace the examples by your own requirements\n  2. candor checklist lint {}\n  \
         3. candor audit {}\n",
        path.display(),
        path.display(),
        workspace.display(),
    ))
}
