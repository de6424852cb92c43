//! What is read, and for which day.

use std::path::PathBuf;

use candor_model::Quarter;
use chrono::NaiveDate;
use clap::Args;

#[derive(Debug, Clone, Args)]
pub(crate) struct InputArguments {
    /// A workspace folder, other folders, or single spreadsheets (xlsx, xlsm, xls, xlsb, ods, csv, tsv); here if left
    /// out and here is a candor.toml.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The day of the audit; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

/// When a run is for.
#[derive(Debug, Args)]
pub(crate) struct WhenArguments {
    /// The quarter of the run; that of --as-of or of candor.toml if left out. Records in a folder of its name are read
    /// from there.
    #[arg(long, value_name = "YYYY-QN", value_parser = parse_quarter)]
    pub quarter: Option<Quarter>,
    /// The day that the run speaks for; that of candor.toml if left out, else today, or the last day of the quarter.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

pub(super) fn parse_quarter(text: &str) -> Result<Quarter, String> {
    Quarter::parse(text).ok_or_else(|| "write the quarter as 2026-Q4".to_owned())
}
