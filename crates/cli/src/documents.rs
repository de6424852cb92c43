//! Making documents and writing them: the editions of a group in the formats that were asked for.
//!
//! Invariant: what somebody has begun to fill in is never written over.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use candor_assess::Assessment;
use candor_model::Dictionary;
use candor_model::text::grouped;
use candor_policy::{Language, LazyFacts};
use candor_report::{
    ASSESSMENT_FILE, Document, EXPORTS, Edition, Export, FORMATS, File, Format, Group, Input, Past, Source,
    Templates, compose, editions, export, write_assessment_json,
};
use rayon::prelude::*;

use crate::args::Output;
use crate::commands::audit::{VERSION, past};
use crate::commands::check::counted;
use crate::commands::template;
use crate::disk;
use crate::exit::{Exit, stop};
use crate::output;
use crate::workspace::Workspace;

/// Where documents go: what was asked for, else `reports/QUARTER` of the workspace.
pub(crate) fn folder(workspace: &Workspace, out: Option<&Path>) -> PathBuf {
    match out {
        Some(out) => out.to_path_buf(),
        None => workspace.home.join("reports").join(workspace.quarter.to_string()),
    }
}

/// Writes the documents of a group and the exports that were asked for.
pub(crate) fn write_documents(
    workspace: &Workspace,
    assessment: &Assessment,
    folder: &Path,
    group: Group,
    outputs: &[Output],
) -> Result<Vec<PathBuf>> {
    let past = past(workspace)?;
    // The assessment as it is: nothing has to be drawn from the records for it, and it is written as it is made.
    if group == Group::Audit && outputs == [Output::Export(Export::Json)] {
        let path = folder.join(ASSESSMENT_FILE);
        output::write_with(&path, |out| {
            write_assessment_json(assessment, out).map_err(std::io::Error::other)
        })?;
        return Ok(vec![path]);
    }
    write_group(workspace, &input(workspace, assessment, &past), folder, group, outputs)
}

/// The same, of what is made already.
pub(crate) fn write_group(
    workspace: &Workspace,
    input: &Input<'_>,
    folder: &Path,
    group: Group,
    outputs: &[Output],
) -> Result<Vec<PathBuf>> {
    // A document is made only where a format of documents was asked for.
    let wanted = if wants_documents(outputs) { editions(group, input) } else { Vec::new() };
    let made = make(wanted, input, &workspace.templates)?;
    // Exports are made of the audit.
    let exports: Vec<Export> = EXPORTS
        .into_iter()
        .map(|(kind, _)| kind)
        .filter(|kind| group == Group::Audit && is_wanted(outputs, Output::Export(*kind)))
        .collect();
    let export = |kind: &Export| Ok((*kind, export(*kind, input)?));
    let (documents, exported) = rayon::join(
        || files(&made, input, outputs),
        || exports.par_iter().with_max_len(1).map(export).collect::<Result<Vec<_>>>(),
    );
    let mut files = documents?;
    for (kind, exported) in exported? {
        for file in exported {
            let path = match kind.is_filled_in() {
                true => free(workspace, &folder.join(&file.path), &file.bytes),
                false => folder.join(&file.path),
            };
            let path = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
            files.push(File { path, bytes: file.bytes });
        }
    }
    write_files(folder, files)
}

fn is_wanted(outputs: &[Output], output: Output) -> bool {
    outputs.contains(&output) || outputs.contains(&Output::All)
}

fn wants_documents(outputs: &[Output]) -> bool {
    #[cfg(feature = "pdf")]
    if is_wanted(outputs, Output::Pdf) {
        return true;
    }
    FORMATS.into_iter().any(|(format, _)| is_wanted(outputs, Output::Format(format)))
}

/// An edition with its text, ready for every format.
pub(crate) type Made = (Edition, Source);

/// Makes editions of documents, each once for all formats, and tells which templates were not used.
pub(crate) fn make(editions: Vec<Edition>, input: &Input<'_>, templates: &Templates) -> Result<Vec<Made>> {
    let made = make_untold(editions, input, templates)?;
    template::tell_refused(templates, &made);
    Ok(made)
}

/// The same without a word: for documents that are only weighed, or told of later.
pub(crate) fn make_untold(
    editions: Vec<Edition>,
    input: &Input<'_>,
    templates: &Templates,
) -> Result<Vec<Made>> {
    editions
        .into_par_iter()
        // One may be a hundred times as long as the next.
        .with_max_len(1)
        .map(|edition| {
            let source = compose(&edition, input, templates)
                .with_context(|| format!("the document `{}` could not be made", edition.path()))?;
            Ok((edition, source))
        })
        .collect()
}

/// Documents in the formats that were asked for.
pub(crate) fn files(made: &[Made], input: &Input<'_>, outputs: &[Output]) -> Result<Vec<File>> {
    let formats = FORMATS.map(|(format, _)| format).into_iter();
    let formats: Vec<Format> = formats.filter(|format| is_wanted(outputs, Output::Format(*format))).collect();
    let documents: Result<Vec<Vec<File>>> = made
        .par_iter()
        .with_max_len(1)
        .map(|(edition, source)| {
            let wanted: Vec<Format> = formats.iter().copied().filter(|format| edition.has(*format)).collect();
            let written = source.formats(&wanted)?.into_iter();
            let path = |format: Format| format!("{}.{}", edition.path(), format.extension());
            Ok(written.map(|(format, bytes)| File { path: path(format), bytes }).collect())
        })
        .collect();
    let files = documents?.into_iter().flatten().map(Ok);
    #[cfg(feature = "pdf")]
    let files = {
        // One after the other: the typesetter uses all cores for each, and much memory.
        let wanted = if is_wanted(outputs, Output::Pdf) { made } else { &[] };
        files.chain(wanted.iter().map(|(edition, source)| pdf(source, &edition.path(), input)))
    };
    #[cfg(not(feature = "pdf"))]
    let _ = input;
    files.collect()
}

/// Writes files below a folder that the run holds the lock of.
pub(crate) fn write_files(folder: &Path, files: Vec<File>) -> Result<Vec<PathBuf>> {
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|file| (folder.join(&file.path), file.bytes)).collect();
    output::write_all(&files)?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// The first path like one that neither the reports nor the records have: `questions.xlsx`, `questions-2.xlsx`. Whoever has
/// begun to fill in a workbook must find it again as it was.
pub(crate) fn free(workspace: &Workspace, path: &Path, bytes: &[u8]) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let mut number = 1;
    loop {
        let name = if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
        let path = path.with_file_name(format!("{name}.{extension}"));
        let among_records =
            workspace.inputs.iter().any(|input| Path::new(&input.file).file_name() == path.file_name());
        if !among_records && disk::read(&path).map_or(!path.exists(), |there| there == bytes) {
            return path;
        }
        number += 1;
    }
}

#[cfg(feature = "pdf")]
fn pdf(source: &candor_report::Source, path: &str, input: &Input<'_>) -> Result<File> {
    let properties = candor_pdf::Properties {
        as_of: input.assessment.as_of,
        organisation: input.assessment.organisation.clone(),
        quarter: input.quarter.clone(),
        tool_version: input.tool_version.clone(),
    };
    let bytes = candor_pdf::write(source, &properties)
        .with_context(|| format!("the document `{path}` could not be made as PDF"))?;
    Ok(File { path: format!("{path}.pdf"), bytes })
}

/// A document as Markdown.
pub(crate) fn markdown(workspace: &Workspace, assessment: &Assessment, document: Document) -> Result<String> {
    let past = past(workspace)?;
    let source = compose(&document.whole(), &input(workspace, assessment, &past), &workspace.templates)?;
    Ok(String::from_utf8(source.format(Format::Markdown)?)?)
}

pub(crate) fn facts(workspace: &Workspace) -> LazyFacts<'_> {
    LazyFacts::new(&workspace.reading.inventory, workspace.as_of, Language::English)
}

/// Records that a policy is made of at most. It names each of them; several documents take 60 kB for an activity
/// together, and memory ten times as much.
const POLICY_RECORDS_MAX: [(&str, &str, usize); 3] =
    [("activity", "activities", 5000), ("vendor", "vendors", 10_000), ("transfer", "transfers", 10_000)];

/// Stops where policies would be larger than a machine can hold or a person read.
pub(crate) fn require_policy_size(workspace: &Workspace) -> Result<()> {
    let count = |entity: &str| {
        let entity = Dictionary::builtin().find_entity(entity);
        entity.map_or(0, |entity| workspace.reading.inventory.records(entity).count())
    };
    let counted = POLICY_RECORDS_MAX.into_iter().map(|(entity, called, most)| (count(entity), called, most));
    let Some((count, called, most)) = counted.into_iter().find(|(count, _, most)| count > most) else {
        return Ok(());
    };
    let message = format!(
        "the records hold {} {called}; a policy is made of {} at most",
        grouped(count as u64),
        grouped(most as u64)
    );
    let help = "give each part of the organisation a workspace of its own; `candor audit` judges the records as they are";
    Err(stop(Exit::Unreadable, message, help))
}

pub(crate) fn input<'a>(workspace: &'a Workspace, assessment: &'a Assessment, past: &'a [Past]) -> Input<'a> {
    Input {
        past,
        languages: &workspace.languages,
        quarter: workspace.quarter.to_string(),
        ..Input::new(assessment, &workspace.reading.inventory, &workspace.reading.account, VERSION)
    }
}

/// Each folder with what was written to it: the first folder by name, of the others the number of files.
pub(crate) fn written_lines(written: &[PathBuf]) -> Vec<String> {
    let mut folders: Vec<(&Path, Vec<&Path>)> = Vec::new();
    for path in written {
        let folder = path.parent().unwrap_or(Path::new(""));
        match folders.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, files)) => files.push(path),
            None => folders.push((folder, vec![path])),
        }
    }
    let lines = folders.iter().enumerate().map(|(index, (folder, files))| {
        let what = if index == 0 { names(files) } else { counted(files.len(), "file") };
        format!("{}: {what}", folder.display())
    });
    lines.collect()
}

/// `audit.html .docx .md register.html`: a name is said once, with the endings it has.
fn names(files: &[&Path]) -> String {
    let mut names = Vec::new();
    let mut before = None;
    for file in files {
        let extension = file.extension().unwrap_or_default().to_string_lossy();
        names.push(match before == file.file_stem() {
            true => format!(".{extension}"),
            false => file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        });
        before = file.file_stem();
    }
    names.join(" ")
}
