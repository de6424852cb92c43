//! `candor ask`: one workbook with the open questions, never over one that may be filled in already.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_assess::assess;
use candor_report::{Questions, ask_workbook};

use crate::args::AskArguments;
use crate::commands::Printed;
use crate::commands::audit::options;
use crate::commands::check::counted;
use crate::documents::{facts, folder, free, require_policy_size};
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{Paint, Style};
use crate::workspace::{self, Workspace};

const STEM: &str = "questions";

/// Findings of a requirement that are looked at: as many rows as a sheet has, with room for those that share a record.
const FINDINGS_MAX: usize = 4000;

pub(crate) fn run(arguments: &AskArguments, paint: Paint) -> Result<Printed> {
    let workspace = workspace::open(&arguments.input)?;
    workspace.require_readable()?;
    let inventory = &workspace.reading.inventory;
    let facts = facts(&workspace);
    // Where there can be no policy, nothing is asked for it.
    let policies = require_policy_size(&workspace);
    let open = if policies.is_ok() { facts.open() } else { Vec::new() };
    let (library, options) = (&workspace.library, options(&workspace, &[], Some(FINDINGS_MAX)));
    let questions =
        Questions::new(inventory, &open, library, |inventory| assess(inventory, library, &options));
    if questions.is_empty() {
        return Ok(Printed {
            text: "Nothing is open: no workbook was written.\n".to_owned(),
            exit: Exit::Done,
        });
    }
    let bytes = ask_workbook(&questions)?;
    let path = match &arguments.out {
        Some(path) => given(path, &bytes)?,
        None => free(&workspace, &folder(&workspace, None).join(format!("{STEM}.xlsx")), &bytes),
    };
    output::write(&path, &bytes)?;
    let mut text = summary(&workspace, &questions, &path, paint);
    if let Err(reason) = policies {
        text.push_str(&format!("What policies lack is not asked: {reason}.\n"));
    }
    Ok(Printed { text, exit: Exit::Done })
}

/// Whoever has begun to fill in a workbook must find it again as it was.
fn given(path: &Path, bytes: &[u8]) -> Result<PathBuf> {
    if path.is_dir() {
        return Err(stop(
            Exit::Usage,
            format!("`{}` is a folder", path.display()),
            format!("name the file, such as {}", path.join(format!("{STEM}.xlsx")).display()),
        ));
    }
    if fs::read(path).is_ok_and(|there| there != bytes) {
        return Err(stop(
            Exit::Usage,
            format!("`{}` exists already, and is left as it is", path.display()),
            "give another name with --out, or move the file away first",
        ));
    }
    Ok(path.to_path_buf())
}

fn summary(workspace: &Workspace, questions: &Questions, path: &Path, paint: Paint) -> String {
    let mut parts = Vec::new();
    if questions.answers() > 0 {
        parts.push(format!("{} to give", counted(questions.answers(), "answer")));
    }
    if questions.facts() > 0 {
        parts.push(format!(
            "{} to fill in about {}",
            counted(questions.facts(), "fact"),
            counted(questions.records(), "record")
        ));
    }
    let records = match &workspace.settings.records {
        Some(records) => workspace.home.join(records),
        None => workspace.home.clone(),
    };
    let waiting = match questions.waiting() {
        [] => String::new(),
        laws => format!(
            "\nBegin with the sheet Organisation: what {} ask for waits until it is known which apply.\n",
            laws.join(", ")
        ),
    };
    format!(
        "{}\nWritten to {}\n{waiting}\nFill it in and put it beside your records, in {}: it is read together with them.\n\
         What is under reports/ is not read.\n",
        paint.text(Style::Strong, &parts.join(", ")),
        path.display(),
        if records.as_os_str().is_empty() { ".".to_owned() } else { records.display().to_string() },
    )
}
