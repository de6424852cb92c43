//! `check` and `layout`: what was understood of spreadsheets.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{InputArguments, PrintFormat};

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// How to print what was read.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
    /// End with code 1 if there is a problem of this severity or worse.
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Gates")]
    pub fail_on: Option<ProblemLevel>,
    /// Write a copy of each file that has problems, the cells marked and a note on each; the files themselves
    /// are never changed.
    #[arg(long, value_name = "DIR")]
    pub annotate: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProblemLevel {
    /// Something is lost or cannot be read.
    Error,
    /// Something may be meant otherwise.
    Warning,
    /// Something is worth knowing.
    Note,
}

#[derive(Debug, Args)]
pub(crate) struct LayoutArguments {
    /// A spreadsheet (xlsx, xlsm, xls, xlsb, ods, csv, tsv).
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only this sheet, hidden or not.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}
