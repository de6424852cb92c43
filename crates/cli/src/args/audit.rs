//! `audit`: the judging, its gates and its record.

use std::path::PathBuf;

use candor_assess::Gate;
use candor_model::Quarter;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::output::{NO_PDF, PDF, parse_output};
use super::{InputArguments, KeepingArguments, Output};

#[derive(Debug, Args)]
pub(crate) struct AuditArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub judging: JudgingArguments,
    #[command(flatten)]
    pub keeping: KeepingArguments,
}

/// How records are judged, and what becomes of the result.
#[derive(Debug, Args)]
pub(crate) struct JudgingArguments {
    /// Only these checklists: gdpr, ccpa, hipaa, baseline, or one of your own (see `candor checklist list`).
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub checklist: Vec<String>,
    /// Where to write the documents; reports/QUARTER beside the records if left out.
    #[arg(long, value_name = "DIR", help_heading = "Documents")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, pdf, json, xlsx (a workbook), plan (the action plan, to be filled in), csv, sarif,
    /// junit, oscal, dpv (for programs, in data/), or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md,json,xlsx,plan", value_parser = parse_output, help_heading = "Documents")]
    pub formats: Vec<Output>,
    /// How to print the result: text; json; junit (XML); github (annotations, and a summary in the file that
    /// GITHUB_STEP_SUMMARY names). But for text, files are written only with --out.
    #[arg(long, value_name = "NAME", default_value = "text", value_parser = parse_print)]
    pub format: AuditFormat,
    /// End with code 1 if one of these is there; several with commas.
    #[arg(long, value_parser = gate(), value_name = "GATE", value_delimiter = ',', help_heading = "Gates")]
    pub fail_on: Vec<Gate>,
    /// How many days ahead `--fail-on expiring` looks.
    #[arg(long, value_name = "DAYS", default_value_t = 30, help_heading = "Gates")]
    pub within: u32,
    /// A file of known findings: they pass the gates on findings, unless they got worse.
    #[arg(long, value_name = "FILE", help_heading = "Gates")]
    pub baseline: Option<PathBuf>,
    /// Write all that is found to such a file. Reasons that stand in it are kept.
    #[arg(long, value_name = "FILE", help_heading = "Gates")]
    pub write_baseline: Option<PathBuf>,
    /// Keep the assessment of the quarter, with facts and hashes of inputs and documents, under history/ of the
    /// workspace; that of the run if no quarter is named. A recorded quarter is never overwritten.
    #[arg(long, value_name = "QUARTER", num_args = 0..=1, value_parser = parse_recorded, help_heading = "Record")]
    pub record: Option<Option<Recorded>>,
    /// Record once more a quarter that is recorded already, and say why; the earlier entry stays.
    #[arg(long, value_name = "REASON", requires = "record", help_heading = "Record")]
    pub correct: Option<String>,
    /// Findings kept for each requirement: a number, or all.
    #[arg(long, value_name = "N|all", default_value = "100", value_parser = parse_findings, help_heading = "Documents")]
    pub findings: FindingsMax,
}

impl JudgingArguments {
    /// The quarter that `--record` names.
    pub(crate) fn record_quarter(&self) -> Option<Quarter> {
        match self.record {
            Some(Some(Recorded::Quarter(quarter))) => Some(quarter),
            _ => None,
        }
    }

    /// What follows `--record` and is no quarter, but belongs to the paths.
    pub(crate) fn record_path(&self) -> Option<&PathBuf> {
        match &self.record {
            Some(Some(Recorded::Path(path))) => Some(path),
            _ => None,
        }
    }
}

/// What follows `--record`: a quarter, or already the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recorded {
    Quarter(Quarter),
    Path(PathBuf),
}

fn parse_recorded(text: &str) -> Result<Recorded, String> {
    let path = PathBuf::from(text);
    match Quarter::parse(text) {
        Some(quarter) => Ok(Recorded::Quarter(quarter)),
        None if path.exists() => Ok(Recorded::Path(path)),
        None => Err("write the quarter as 2026-Q4".to_owned()),
    }
}

/// How an audit is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AuditFormat {
    Text,
    Json,
    Github,
    Junit,
}

fn parse_print(name: &str) -> Result<AuditFormat, String> {
    match name {
        "text" => Ok(AuditFormat::Text),
        "json" => Ok(AuditFormat::Json),
        "github" => Ok(AuditFormat::Github),
        "junit" => Ok(AuditFormat::Junit),
        "pdf" if PDF.is_none() => Err(NO_PDF.to_owned()),
        "pdf" => Err("PDF is written to files, not printed: give `--formats pdf`".to_owned()),
        _ => Err("give text, json, github or junit".to_owned()),
    }
}

/// How many findings a requirement keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FindingsMax(pub Option<usize>);

fn parse_findings(text: &str) -> Result<FindingsMax, String> {
    match text {
        "all" => Ok(FindingsMax(None)),
        number => {
            number.parse().map(|max| FindingsMax(Some(max))).map_err(|_| "give a number or `all`".to_owned())
        }
    }
}

/// Reads the name of a gate.
fn gate() -> impl TypedValueParser<Value = Gate> {
    let names = Gate::ALL.map(|gate| PossibleValue::new(gate.name()).help(gate.meaning()));
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Gate>())
}
