//! The ratchet: counts of findings by file and rule that may fall and never rise.
//!
//! Invariants: a rule that was not checked is not compared and its count stays; a file that is not looked at stays; a file that is
//! not known yet may have no findings, or the ratchet would be left by renaming a file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Checked, Lint, RuleRun};

/// The version of the file's format.
const FORMAT_VERSION: u32 = 1;

/// Counts of open findings, as they are kept in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ratchet {
    /// The version of this format.
    format_version: u32,
    /// By file, as it was given, and rule: the most findings there may be. A rule that was checked and found nothing has 0.
    files: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Why a ratchet cannot be used.
#[derive(Debug, Error)]
pub enum RatchetError {
    #[error("it is no ratchet: {0}")]
    Format(String),
    #[error("its format is version {found}; this program knows {FORMAT_VERSION}")]
    Version { found: u32 },
}

/// A count that rose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rise {
    /// The file, as it was given.
    pub file: String,
    /// The rule, with `in part` where it was checked in part.
    pub rule: String,
    /// The most there could be.
    pub before: usize,
    /// What was found.
    pub now: usize,
}

/// A run held against a ratchet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Counts that rose: the ratchet stays as it was.
    pub rises: Vec<Rise>,
    /// How many findings fewer there are than it allowed.
    pub fewer: usize,
    /// What it counts and was not checked this time: `policy.md: PL031`.
    pub not_compared: Vec<String>,
    /// What was checked for the first time, and is counted from now on.
    pub added: Vec<String>,
    /// The ratchet to keep from now on.
    pub next: Ratchet,
}

impl Ratchet {
    /// Reads a ratchet.
    ///
    /// # Errors
    /// If it is no ratchet, or one of a newer format.
    pub fn read(text: &str) -> Result<Ratchet, RatchetError> {
        let broken = |error: serde_json::Error| RatchetError::Format(error.to_string());
        let value: serde_json::Value = serde_json::from_str(text).map_err(broken)?;
        let version = value.get("format_version").and_then(serde_json::Value::as_u64).unwrap_or(0);
        if version != u64::from(FORMAT_VERSION) {
            return Err(RatchetError::Version { found: version.try_into().unwrap_or(u32::MAX) });
        }
        serde_json::from_value(value).map_err(broken)
    }

    /// The ratchet of a first run.
    pub fn of(runs: &[(String, Lint)]) -> Ratchet {
        let files = runs.iter().map(|(file, lint)| (file.clone(), counts(lint)));
        Ratchet { format_version: FORMAT_VERSION, files: files.collect() }
    }

    /// As it is written: JSON with a line end.
    ///
    /// # Errors
    /// Never for counts; what JSON can fail on is passed on.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// Holds a run against it.
    pub fn compare(&self, runs: &[(String, Lint)]) -> Compared {
        let mut compared = Compared {
            rises: Vec::new(),
            fewer: 0,
            not_compared: Vec::new(),
            added: Vec::new(),
            next: self.clone(),
        };
        for (file, lint) in runs {
            let known = self.files.get(file);
            let before = known.cloned().unwrap_or_default();
            let now = counts(lint);
            for (rule, count) in &now {
                let limit = before.get(rule).copied();
                if limit.is_none() && known.is_some() {
                    compared.added.push(format!("{file}: {rule}"));
                    continue;
                }
                let limit = limit.unwrap_or(0);
                if *count > limit {
                    let (file, rule) = (file.clone(), rule.clone());
                    compared.rises.push(Rise { file, rule, before: limit, now: *count });
                }
                compared.fewer += limit.saturating_sub(*count);
            }
            let left = before.keys().filter(|rule| !now.contains_key(*rule));
            compared.not_compared.extend(left.map(|rule| format!("{file}: {rule}")));
            compared.next.files.entry(file.clone()).or_default().extend(now);
        }
        if !compared.rises.is_empty() {
            compared.next = self.clone();
        }
        compared
    }
}

/// Open findings of every rule that was checked; one that was checked in part under a name of its own.
fn counts(lint: &Lint) -> BTreeMap<String, usize> {
    let count = |rule: &str| lint.open().filter(|finding| finding.rule == rule).count();
    let name = |run: &RuleRun| match run.checked {
        Checked::Yes => Some(run.rule.clone()),
        Checked::Partly => Some(format!("{} in part", run.rule)),
        Checked::No => None,
    };
    lint.rules.iter().filter_map(|run| Some((name(run)?, count(&run.rule)))).collect()
}
