//! `candor portfolio`: many workspaces summed up, and a page for each organisation.
//!
//! Invariants: a workspace is let go as soon as its summary and its page are made, so that memory holds no more of them
//! than there are threads; a page is made from the workspace of its organisation alone; one that cannot be judged is told
//! and stops no other.

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_report::{
    Export, FORMATS, File, Format, PAGES, Portfolio, Source, Summary, Unreadable, portfolio_page,
};

use crate::args::{InputArguments, Output, PortfolioArguments};
use crate::commands::Printed;
use crate::commands::audit::{VERSION, judge, past};
use crate::commands::check::counted;
use crate::documents::{input, written_lines};
use crate::exit::{Exit, stop, told};
use crate::fleet::{Member, Step, each, find, listed, members, threads};
use crate::output;
use crate::print::{Align, Paint, Progress, Style, columns, inert};
use crate::workspace;

/// Findings that a requirement keeps: enough for the page, and for the next day of every clock but the fullest.
const FINDINGS_MAX: usize = 1_000;

/// Rows of each kind that are printed.
const SHOWN_MAX: usize = 5;

pub(crate) fn run(arguments: &PortfolioArguments, paint: Paint) -> Result<Printed> {
    let mut folders = arguments.folders.clone();
    if let Some(file) = &arguments.list {
        folders.extend(listed(file)?);
    }
    if folders.is_empty() {
        folders.push(PathBuf::from("."));
    }
    let formats = formats(&arguments.formats)?;
    let found = find(&folders)?;
    let mut members = members(&found);
    // What an earlier run wrote holds no workspace, but somebody may have put one there.
    let out = workspace::resolved(&arguments.out);
    members.retain(|member| !workspace::resolved(&member.path).starts_with(&out));
    let _lock = output::lock(&arguments.out)?;
    let progress = Progress::new(members.len());
    let mut portfolio = Portfolio::new(VERSION);
    let mut written = Vec::new();
    each(
        &members,
        threads(),
        |member| judged(member, arguments, &formats),
        |step| match step {
            Step::Going(done) => progress.at(done),
            Step::Done(at, result) => {
                let member = &members[at];
                match result {
                    Ok(Judged { summary, pages, said }) => {
                        progress.line(at + 1, &member.name, &said);
                        portfolio.add(summary);
                        written.extend(pages);
                    }
                    Err(error) => {
                        let told = told(&error);
                        let first = told.message.lines().next().unwrap_or_default();
                        progress.line(at + 1, &member.name, &format!("not judged: {first}"));
                        portfolio.add_unreadable(&member.page, &without_paths(&told.message, &member.path));
                    }
                }
            }
        },
    );
    drop(progress);
    portfolio.close();
    written.extend(write(&portfolio, arguments, &formats)?);
    let exit = if portfolio.unreadable().is_empty() { Exit::Done } else { Exit::Unreadable };
    Ok(Printed { text: summary(&portfolio, &written, paint), exit })
}

/// The formats of documents among what was asked for.
fn formats(outputs: &[Output]) -> Result<Vec<Format>> {
    let is_known = |output: &Output| {
        matches!(output, Output::Format(_) | Output::All | Output::Export(Export::Json | Export::Xlsx))
    };
    if !outputs.iter().all(is_known) {
        let message = "a portfolio has no such format";
        return Err(stop(Exit::Usage, message, "give some of: html, docx, md, json, xlsx, or all"));
    }
    let is_wanted =
        |format: Format| outputs.contains(&Output::Format(format)) || outputs.contains(&Output::All);
    Ok(FORMATS.into_iter().map(|(format, _)| format).filter(|format| is_wanted(*format)).collect())
}

/// What stays of a workspace.
struct Judged {
    summary: Summary,
    /// The files of its page.
    pages: Vec<PathBuf>,
    /// Its results in a line.
    said: String,
}

fn judged(member: &Member, arguments: &PortfolioArguments, formats: &[Format]) -> Result<Judged> {
    let paths = vec![member.path.clone()];
    let opened = InputArguments { paths, as_of: arguments.when.as_of };
    let workspace = workspace::open_for(&opened, arguments.when.quarter)?;
    workspace.require_readable()?;
    let assessment = judge(&workspace, &[], Some(FINDINGS_MAX))?;
    let mut past = past(&workspace)?;
    // Only the last one is compared with.
    past.drain(..past.len().saturating_sub(1));
    let input = input(&workspace, &assessment, &past);
    let summary = Summary::new(&input, &member.page);
    let source = portfolio_page(&input)?;
    let folder = arguments.out.join(PAGES);
    let ranges = |law: &candor_assess::ChecklistResult| {
        let range = law.low.zip(law.high).map_or("–".to_owned(), |(low, high)| format!("{low}%-{high}%"));
        format!("{} {range}", law.short)
    };
    let said: Vec<String> = assessment.checklists.iter().map(ranges).collect();
    let pages = write_source(&folder, &member.page, &source, formats)?;
    Ok(Judged { summary, pages, said: format!("{}, {}", assessment.organisation, said.join(", ")) })
}

fn write_source(folder: &Path, stem: &str, source: &Source, formats: &[Format]) -> Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for format in formats {
        let path = folder.join(format!("{stem}.{}", format.extension()));
        output::write(&path, &source.format(*format)?)?;
        written.push(path);
    }
    Ok(written)
}

fn write(portfolio: &Portfolio, arguments: &PortfolioArguments, formats: &[Format]) -> Result<Vec<PathBuf>> {
    let mut written = write_source(&arguments.out, "portfolio", &portfolio.document(formats)?, formats)?;
    let is_wanted = |export| {
        arguments.formats.contains(&Output::Export(export)) || arguments.formats.contains(&Output::All)
    };
    let mut files: Vec<File> = Vec::new();
    if is_wanted(Export::Json) {
        files.push(portfolio.json()?);
    }
    if is_wanted(Export::Xlsx) {
        files.push(portfolio.workbook()?);
    }
    for file in files {
        let path = arguments.out.join(&file.path);
        output::write(&path, &file.bytes)?;
        written.push(path);
    }
    written.sort();
    Ok(written)
}

/// A message for a document: on one line, and no path of this machine stands in it.
fn without_paths(message: &str, path: &Path) -> String {
    let shown = path.display().to_string();
    let inside = format!("{}{}", shown.trim_end_matches(['/', '\\']), std::path::MAIN_SEPARATOR);
    let message = message.replace(&inside, "").replace(&shown, ".");
    message.lines().map(str::trim).collect::<Vec<_>>().join("; ")
}

fn summary(portfolio: &Portfolio, written: &[PathBuf], paint: Paint) -> String {
    let all = portfolio.organisations();
    let mut text = format!("{}\n", paint.text(Style::Strong, &counted(all.len(), "organisation")));
    let mut rows = vec![["", "overdue", "running", "next day"].map(str::to_owned).to_vec()];
    let mut pressing: Vec<_> = all.iter().filter(|one| one.deadlines.overdue > 0).collect();
    pressing.sort_by_key(|one| std::cmp::Reverse(one.deadlines.overdue));
    for one in pressing.iter().take(SHOWN_MAX) {
        let deadlines = &one.deadlines;
        let next = deadlines.next.clone().unwrap_or_else(|| "–".to_owned());
        rows.push(vec![inert(&one.name), deadlines.overdue.to_string(), deadlines.running.to_string(), next]);
    }
    if rows.len() > 1 {
        let aligns = [Align::Left, Align::Right, Align::Right, Align::Left];
        text.push_str("\nOverdue\n");
        text.extend(columns(&rows, &aligns).iter().map(|line| format!("{line}\n")));
        if pressing.len() > SHOWN_MAX {
            text.push_str(&format!("… and {} more\n", pressing.len() - SHOWN_MAX));
        }
    }
    if !portfolio.common_gaps().is_empty() {
        text.push_str("\nMost of them fail\n");
        let rows: Vec<Vec<String>> = portfolio.common_gaps().iter().take(SHOWN_MAX).map(gap_row).collect();
        text.extend(columns(&rows, &[]).iter().map(|line| format!("{line}\n")));
    }
    for Unreadable { folder, reason } in portfolio.unreadable() {
        text.push_str(&format!("\n{}: {folder}: {}\n", paint.text(Style::Bad, "not judged"), inert(reason)));
    }
    // The folder of the portfolio itself first.
    let mut written = written.to_vec();
    written.sort_by_key(|path| (path.components().count(), path.clone()));
    for line in written_lines(&written) {
        text.push_str(&format!("\nWritten to {line}"));
    }
    text.push_str("\n\nThis shows what the records show. It is not legal advice.\n");
    text
}

fn gap_row(gap: &candor_report::Gap) -> Vec<String> {
    let count = format!("{} of {}", gap.failed, gap.applies);
    vec![count, candor_model::text::shorten(&inert(&gap.title), 74), gap.cite.clone()]
}
