//! Arguments of what is read apart and put together.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{JudgingArguments, PrintFormat};

/// What a merge is worth, for the help of the commands about it.
pub(super) const WHOLE: &str = "Several files are read apart in the same way, without --part. The result is that of one \
audit of all files, in the order of their names. Only opening the files is done apart: what a row is, and what depends \
on other rows and files, is decided when they are together.";

/// What stands beside records that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeepRecords {
    /// The assessment.
    #[value(hide = true)]
    Too,
    /// Nothing.
    Only,
}

/// What is kept of an audit for `candor merge`.
#[derive(Debug, Args)]
pub(crate) struct KeepingArguments {
    /// With --format json: keep the records in the assessment, so that `candor merge` can put it together with others;
    /// `only` keeps them without judging them, which is faster and enough for a merge.
    #[arg(long, value_enum, value_name = "only", num_args = 0..=1, require_equals = true, default_missing_value = "too")]
    pub keep_records: Option<KeepRecords>,
    /// The name of the file among all others, such as eu/vendors.csv, where it is read under another one; or the file
    /// that this is a part of.
    #[arg(long, value_name = "NAME", requires = "keep_records")]
    pub part_of: Option<String>,
    /// Which part it is, and of how many: 3/12.
    #[arg(long, value_name = "K/N", value_parser = parse_part, requires = "part_of")]
    pub part: Option<(u32, u32)>,
    /// How many rows at the top of each part but the first are those of the file's top, taken along.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "part")]
    pub header_rows: u32,
    /// Use candor.toml, layouts/ and checklists/ of this workspace, and name files below it as it does; its other
    /// spreadsheets are not read.
    #[arg(long, value_name = "DIR", requires = "keep_records")]
    pub workspace: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// Assessments that keep their records (`candor audit … --format json --keep-records`), or folders with them.
    #[arg(value_name = "FILE", required = true)]
    pub parts: Vec<PathBuf>,
    /// The workspace whose candor.toml, layouts/, checklists/, templates/ and history/ count; its spreadsheets are not
    /// read.
    #[arg(long, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// The day of the audit; that of the parts if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Only tell what was understood and every problem, as `candor check` does; nothing is written.
    #[arg(long)]
    pub check: bool,
    #[command(flatten)]
    pub judging: JudgingArguments,
}

#[derive(Debug, Args)]
pub(crate) struct SplitArguments {
    /// A text file (csv, tsv) in UTF-8.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Records of a part.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub rows: u32,
    /// Where to write the parts; reports/NAME-parts beside the file if left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How to print what was written: text, with the commands that read the parts; or json.
    #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
}

fn parse_part(text: &str) -> Result<(u32, u32), String> {
    let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    numbers.filter(|(part, of)| (1..=*of).contains(part)).ok_or_else(|| "write it as 3/12".to_owned())
}
