//! The table of exports: files for programs and for spreadsheets, straight from the assessment and the inventory.

mod change;
mod csv;
mod dpv;
mod github;
pub(crate) mod json;
mod junit;
mod oscal;
mod plan;
mod provision;
mod sarif;
mod sheets;
mod xlsx;

pub use change::ChangeFile;
pub use github::{github_annotations, github_summary};
pub(crate) use provision::uuid;
pub use sarif::lint_sarif;
pub use xlsx::change_workbook;
pub(crate) use xlsx::portfolio as portfolio_workbook;

use crate::{Error, Input};

/// A kind of file that is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Export {
    /// The assessment; `candor schema audit` prints its schema.
    Json,
    /// The audit as a workbook.
    Xlsx,
    /// The action plan, to be filled in and read again.
    Plan,
    /// The same tables as text files.
    Csv,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for the test pages of CI services.
    Junit,
    /// OSCAL assessment results 1.2.
    Oscal,
    /// The records of processing in the W3C Data Privacy Vocabulary, as JSON-LD.
    Dpv,
}

impl Export {
    /// Is it a workbook that people fill in? Then it is never written over another one.
    pub fn is_filled_in(self) -> bool {
        self == Export::Plan
    }
}

/// A file to be written below the folder of the reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// `audit.json`, `data/findings.csv`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Export, its name on the command line, and its writer.
type Row = (Export, &'static str, fn(&Input<'_>) -> Result<Vec<File>, Error>);

const TABLE: [Row; 8] = [
    (Export::Json, "json", json::files),
    (Export::Xlsx, "xlsx", xlsx::files),
    (Export::Plan, "plan", plan::files),
    (Export::Csv, "csv", csv::files),
    (Export::Sarif, "sarif", sarif::files),
    (Export::Junit, "junit", junit::files),
    (Export::Oscal, "oscal", oscal::files),
    (Export::Dpv, "dpv", dpv::files),
];

/// Every export, with its name on the command line.
pub const EXPORTS: [(Export, &str); TABLE.len()] = {
    let mut names = [(Export::Json, ""); TABLE.len()];
    let mut index = 0;
    while index < TABLE.len() {
        names[index] = (TABLE[index].0, TABLE[index].1);
        index += 1;
    }
    names
};

/// Makes the files of an export.
///
/// # Errors
/// If a value cannot be represented in its format, or a file grows beyond what the format can hold.
pub fn export(export: Export, input: &Input<'_>) -> Result<Vec<File>, Error> {
    let row = TABLE.iter().find(|(known, ..)| *known == export);
    row.map_or(Ok(Vec::new()), |(_, _, files)| files(input))
}
