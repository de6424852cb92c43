//! The cover and what a signature stands under: what the report is about, what it is made of, how to make it again.
//!
//! Invariant: the report id follows from the assessment alone, so two reports with one id show the same results.

use std::io::{self, Write};

use candor_assess::Assessment;
use candor_model::Quarter;
use candor_model::text::hexadecimal;
use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{counted, long_date};
use crate::{Input, Part};

/// What stands on the cover.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Cover {
    /// The title of the report: `Privacy audit 2026-Q4`, and the law where it is about one.
    title: String,
    /// For whom the edition is, or about which law; empty for the whole report.
    edition: String,
    /// The quarter in days: `1 October 2026 to 31 December 2026`.
    period: String,
    /// What was looked at, in numbers: `501 records in 17 tables of 5 files`.
    scope: String,
    /// Each checklist with its version and the day on which the law was read: `GDPR 2026.2, law as of 2026-10-01`.
    checklists: Vec<String>,
    /// A short name of the report made from its SHA-256: `R-2026-Q4-1a2b3c4d5e6f`.
    report_id: String,
    /// SHA-256, in hexadecimal, of the assessment as JSON; for the whole report these are the bytes of `audit.json`.
    sha256: String,
    /// The files that were read.
    files: Vec<String>,
    /// The command that makes the report again; FOLDER is where the records are.
    command: String,
}

/// Hashes what is written, which is kept nowhere.
struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// SHA-256, in hexadecimal, of an assessment as JSON.
fn hash(assessment: &Assessment) -> String {
    let mut hashing = Hashing(Sha256::new());
    // An assessment holds numbers and texts only, so it always has a form in JSON.
    let _ = crate::write_assessment_json(assessment, &mut hashing);
    hexadecimal(&hashing.0.finalize())
}

pub(crate) fn view(input: &Input<'_>, part: &Part) -> Cover {
    let (account, assessment) = (input.account, input.assessment);
    let checklists = &assessment.checklists;
    let sha256 = input.worked_out.sha256.get_or_init(|| hash(assessment)).clone();
    let short = || checklists.iter().map(|checklist| checklist.short.as_str()).collect::<Vec<_>>().join(", ");
    let title = match part {
        Part::Law(_) => format!("Privacy audit {}: {}", input.quarter, short()),
        _ => format!("Privacy audit {}", input.quarter),
    };
    let edition = match part {
        Part::Law(_) => format!("{} only", short()),
        Part::Reader(reader) => format!("For the {}", reader.id()),
        Part::Whole | Part::Record(_) => String::new(),
    };
    let ids: Vec<&str> = checklists.iter().map(|checklist| checklist.id.as_str()).collect();
    Cover {
        title,
        edition,
        period: Quarter::parse(&input.quarter).and_then(period).unwrap_or_else(|| input.quarter.clone()),
        scope: format!(
            "{} in {} of {}",
            counted(account.rows(), "record", "records"),
            counted(account.tables() as u64, "table", "tables"),
            counted(account.files.len() as u64, "file", "files"),
        ),
        checklists: checklists
            .iter()
            .map(|checklist| {
                format!("{} {}, law as of {}", checklist.short, checklist.version, checklist.law_as_of)
            })
            .collect(),
        report_id: format!("R-{}-{}", input.quarter, &sha256[..12]),
        sha256,
        files: account.files.iter().map(|file| file.file.clone()).collect(),
        command: match ids.as_slice() {
            [] => format!("candor audit FOLDER --as-of {}", assessment.as_of),
            ids => format!("candor audit FOLDER --as-of {} --checklist {}", assessment.as_of, ids.join(",")),
        },
    }
}

fn period(quarter: Quarter) -> Option<String> {
    let first = NaiveDate::from_ymd_opt(quarter.year, u32::from(quarter.number) * 3 - 2, 1)?;
    let last = first.checked_add_months(Months::new(3))?.pred_opt()?;
    Some(format!("{} to {}", long_date(first), long_date(last)))
}
