//! The work of a quarter: `run`, `portfolio`, `watch`, `compare`, `ask` and `due`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::output::parse_output;
use super::{InputArguments, Output, PrintFormat, WhenArguments};

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Workspaces; here if left out.
    #[arg(value_name = "WORKSPACE")]
    pub workspaces: Vec<PathBuf>,
    /// A file with one workspace a line, beside those given; `#` begins a comment, `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArguments,
    /// What to write: html, docx, md, pdf, json, xlsx (a workbook), plan (the action plan, to be filled in), csv, sarif,
    /// oscal, dpv (for programs, in data/), or all of them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "html,docx,md,json,xlsx,plan", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// Where to write; reports/QUARTER of each workspace if left out. Of several, or with --list, each gets a folder
    /// NAME/QUARTER below it.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Keep the assessment of the quarter under history/ of each workspace; a recorded quarter is never overwritten.
    #[arg(long)]
    pub record: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PortfolioArguments {
    /// Workspaces, or folders with workspaces below; here if left out.
    #[arg(value_name = "DIR")]
    pub folders: Vec<PathBuf>,
    /// A file with one folder a line, beside those given; `#` begins a comment, `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArguments,
    /// Where to write.
    #[arg(long, value_name = "DIR", default_value = "portfolio")]
    pub out: PathBuf,
    /// What to write: html, docx, md, json, xlsx, or all of them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "html,md,json,xlsx", value_parser = parse_output)]
    pub formats: Vec<Output>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct WatchArguments {
    /// The workspace, or a folder with spreadsheets.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// The day of the audits; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Only these checklists: gdpr, ccpa, hipaa, baseline, or one of your own (see `candor checklist list`).
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub checklist: Vec<String>,
    /// Look for changes every second, for drives that do not tell of them, such as shared folders.
    #[arg(long)]
    pub poll: bool,
    /// Stop after so many changes.
    #[arg(long, value_name = "N")]
    pub changes: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// The earlier quarter, then the later one, as recorded under history/ (2026-Q3) or as files of entries; without the
    /// later one the records as they are now, without both the quarter recorded last and now. At the end the workspace,
    /// here if left out.
    #[arg(value_name = "QUARTER|WORKSPACE", num_args = 0..)]
    pub words: Vec<String>,
    /// The day of an audit of the records as they are now; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Where to write the documents; reports/QUARTER of the workspace, by the later quarter, if left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, pdf, json, xlsx (a workbook), or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md,json,xlsx", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// How to print the change: text or json. With json files are written only with --out.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
}

#[derive(Debug, Args)]
pub(crate) struct AskArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Where to write the workbook; reports/QUARTER/questions.xlsx beside the records if left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DueArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// How many days ahead to look. What is overdue is always told.
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub days: u32,
    /// text, json, or ics (a calendar); what the name of the file in --out says if left out, else text.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<DueFormat>,
    /// Write to this file instead of printing.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DueFormat {
    /// For people.
    Text,
    /// One JSON object, for programs.
    Json,
    /// A calendar (RFC 5545), to be taken in by Outlook, Google Calendar or Apple Calendar.
    Ics,
}
