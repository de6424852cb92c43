//! The change between two quarters as JSON; `candor schema change` prints its schema.

use candor_assess::{ActionResult, Comparison};
use candor_policy::Changes;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Compared, Error, Input, Past};

/// `change.json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeFile<'a> {
    /// The findings, requirements, results and registers of both quarters; its `format_version` is that of the file.
    #[serde(flatten)]
    comparison: &'a Comparison,
    /// What the registers say otherwise, fact by fact; null where a quarter has no facts on record.
    facts: Option<&'a Changes>,
    /// What became of the action plan that came back with the later quarter.
    actions: &'a [ActionResult],
    /// The results of the recorded quarters as they were reported, the oldest first, the later quarter last.
    trend: Vec<Reported<'a>>,
}

/// What a quarter reported.
#[derive(Debug, Serialize, JsonSchema)]
struct Reported<'a> {
    /// `2026-Q3`.
    quarter: &'a str,
    /// The day of its audit.
    as_of: NaiveDate,
    /// Its checklists.
    results: Vec<ReportedResult<'a>>,
}

/// What a quarter reported of a checklist.
#[derive(Debug, Serialize, JsonSchema)]
struct ReportedResult<'a> {
    /// Id of the checklist.
    checklist: &'a str,
    /// Its version; results by different versions are no like and like.
    version: &'a str,
    /// Requirements that applied.
    applies: u64,
    /// Requirements that were unknown.
    unknown: u64,
    /// Whole percent, rounded down; null where nothing applied.
    low: Option<u8>,
    /// As `low`, with every unknown counted as met.
    high: Option<u8>,
}

/// Most quarters of a trend.
const TREND_MAX: usize = 8;

impl<'a> ChangeFile<'a> {
    pub fn new(input: &'a Input<'a>, change: Compared<'a>) -> ChangeFile<'a> {
        let past = input.past.iter().map(|Past { quarter, assessment }| (quarter.as_str(), assessment));
        let all: Vec<_> = past.chain([(input.quarter.as_str(), input.assessment)]).collect();
        let reported = |(quarter, assessment): &(&'a str, &'a candor_assess::Assessment)| Reported {
            quarter,
            as_of: assessment.as_of,
            results: assessment
                .checklists
                .iter()
                .map(|result| ReportedResult {
                    checklist: &result.id,
                    version: &result.version,
                    applies: result.applies,
                    unknown: result.unknown,
                    low: result.low,
                    high: result.high,
                })
                .collect(),
        };
        ChangeFile {
            comparison: change.comparison,
            facts: change.facts,
            actions: &input.assessment.actions,
            trend: all[all.len().saturating_sub(TREND_MAX)..].iter().map(reported).collect(),
        }
    }

    /// Two spaces a level, with a line end at the end.
    ///
    /// # Errors
    /// Only if a value cannot be represented in JSON.
    pub fn json(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
