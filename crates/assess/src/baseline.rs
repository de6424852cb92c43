//! A baseline: what is known to be open, so that a gate fails only on what is new.
//!
//! Invariants: sorted by requirement and id, so that its file changes only where something changed; a reason that
//! somebody wrote stays with its finding; what got worse is not known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, Finding, Outcome, RequirementResult};

/// Version of the file's form: a higher first number is refused.
pub const BASELINE_FORMAT: &str = "1.0";

const HEAD: &str = "\
# Findings that are known: `candor audit --baseline FILE` lets them pass --fail-on, as long as they get no worse.
# Write in `reason` why one may stay, and until when. `candor audit --write-baseline FILE` writes the file anew and
# keeps the reasons. Known is not accepted: the audit and its figures show every finding as before.

";

/// What is known to be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub format: String,
    /// By requirement and id.
    #[serde(default, rename = "finding")]
    pub findings: Vec<BaselineFinding>,
}

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineFinding {
    /// `F-…`; the requirement where it failed as a whole without a finding.
    pub id: String,
    pub requirement: String,
    pub outcome: Outcome,
    pub headline: String,
    /// Why it may stay; written by a person.
    #[serde(default)]
    pub reason: String,
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("it is no baseline: {0}")]
    Broken(#[from] toml::de::Error),
    #[error("it was written by a newer version (format {0})")]
    Newer(String),
    #[error("it could not be written: {0}")]
    Unwritable(#[from] toml::ser::Error),
}

impl Baseline {
    /// Everything that is open in an assessment, with the reasons of an earlier baseline.
    pub fn of(assessment: &Assessment, earlier: Option<&Baseline>) -> Baseline {
        let reasons: BTreeMap<&str, &str> = earlier
            .into_iter()
            .flat_map(|baseline| &baseline.findings)
            .map(|known| (known.id.as_str(), known.reason.as_str()))
            .collect();
        let mut findings: Vec<BaselineFinding> = assessment
            .requirements
            .iter()
            .flat_map(|requirement| open_findings(requirement).map(move |open| (requirement, open)))
            .map(|(requirement, open)| BaselineFinding {
                id: open.id.to_owned(),
                requirement: requirement.id.clone(),
                outcome: open.outcome,
                headline: open.headline.to_owned(),
                reason: reasons.get(open.id).copied().unwrap_or_default().to_owned(),
            })
            .collect();
        findings.sort_by(|a, b| (&a.requirement, &a.id).cmp(&(&b.requirement, &b.id)));
        findings.dedup_by(|a, b| a.id == b.id);
        Baseline { format: BASELINE_FORMAT.to_owned(), findings }
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// If it is no baseline, or has a newer form.
    pub fn read(text: &str) -> Result<Baseline, BaselineError> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let first = |version: &str| version.split('.').next().and_then(|number| number.parse::<u32>().ok());
        let head: Head = toml::from_str(text)?;
        if first(&head.format) > first(BASELINE_FORMAT) {
            return Err(BaselineError::Newer(head.format));
        }
        Ok(toml::from_str(text)?)
    }

    /// The text of its file.
    ///
    /// # Errors
    /// Only if a value cannot be represented in TOML.
    pub fn to_toml(&self) -> Result<String, BaselineError> {
        Ok(format!("{HEAD}{}", toml::to_string(self)?))
    }

    /// What it lists and an assessment finds no longer. Checklists that were not judged say nothing of theirs.
    pub fn stale(&self, assessment: &Assessment) -> Vec<&BaselineFinding> {
        let open: BTreeMap<&str, ()> =
            assessment.requirements.iter().flat_map(open_findings).map(|open| (open.id, ())).collect();
        let judged = |id: &str| assessment.requirements.iter().find(|requirement| requirement.id == id);
        let is_stale = |known: &&BaselineFinding| {
            // Beyond the findings that were kept nobody can tell.
            let is_whole = |requirement: &RequirementResult| {
                requirement.findings_total <= requirement.findings.len() as u64
            };
            !open.contains_key(known.id.as_str()) && judged(&known.requirement).is_none_or(is_whole)
        };
        self.findings.iter().filter(is_stale).collect()
    }
}

/// A finding that is open, or a requirement that is open without one.
pub(crate) struct Open<'a> {
    pub(crate) id: &'a str,
    pub(crate) outcome: Outcome,
    pub(crate) headline: &'a str,
}

impl<'a> Open<'a> {
    fn of(finding: &'a Finding) -> Open<'a> {
        Open { id: &finding.id, outcome: finding.outcome, headline: &finding.headline }
    }
}

/// What is open under a requirement.
pub(crate) fn open_findings(requirement: &RequirementResult) -> impl Iterator<Item = Open<'_>> {
    let is_open = matches!(requirement.outcome, Outcome::NotMet | Outcome::PartlyMet | Outcome::Unknown);
    let whole = (is_open && requirement.findings.is_empty()).then_some(Open {
        id: &requirement.id,
        outcome: requirement.outcome,
        headline: &requirement.title,
    });
    let findings = if is_open { requirement.findings.as_slice() } else { &[] };
    findings.iter().map(Open::of).chain(whole)
}
