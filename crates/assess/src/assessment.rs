//! The result of judging an inventory: the value that reports, history and JSON are made from.
//!
//! Invariants: every finding points at cells where there are any; counts hold all records, also those whose
//! findings were not kept; lists are in the order of the checklist and of the records.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clocks::{ClockResult, Metrics};
use crate::judge::action::ActionResult;
use crate::judge::age::AnswerResult;
use crate::judge::evidence::EvidenceItem;
use crate::judge::exception::ExceptionResult;
use crate::obligations::{ObligationResult, Screening};
use crate::register::RegisterNames;

/// Version of the JSON form of [`Assessment`]; raised when a reader of the old form would be misled.
pub const FORMAT_VERSION: &str = "1.0";

/// The verdict on a requirement or a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    NotMet,
    PartlyMet,
    Unknown,
    Met,
    NotApplicable,
}

impl Outcome {
    pub const ALL: [Outcome; 5] =
        [Outcome::NotMet, Outcome::PartlyMet, Outcome::Unknown, Outcome::Met, Outcome::NotApplicable];

    pub fn label(self) -> &'static str {
        match self {
            Outcome::NotMet => "Not met",
            Outcome::PartlyMet => "Partly met",
            Outcome::Unknown => "Unknown",
            Outcome::Met => "Met",
            Outcome::NotApplicable => "Not applicable",
        }
    }

    /// The symbol printed beside the word, never alone.
    pub fn symbol(self) -> &'static str {
        match self {
            Outcome::NotMet => "✗",
            Outcome::PartlyMet => "◐",
            Outcome::Unknown => "?",
            Outcome::Met => "✓",
            Outcome::NotApplicable => "–",
        }
    }
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Decided from records.
    Derived,
    /// A person's answer with evidence in date.
    Evidenced,
    /// A person's answer without evidence in date: counts as unknown unless the workspace accepts it.
    Declared,
    /// Neither records nor an answer.
    Missing,
}

/// How grave it is if a requirement is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Critical,
    High,
    Medium,
    Low,
}

impl Severity {
    pub fn label(self) -> &'static str {
        match self {
            Severity::Critical => "Critical",
            Severity::High => "High",
            Severity::Medium => "Medium",
            Severity::Low => "Low",
        }
    }
}

/// How binding a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Required,
    Conditional,
    /// 45 CFR 164.306(d)(3): implement, or record why not and what instead.
    Addressable,
}

/// A cell that a verdict rests on.
#[derive(Debug, Clone, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeenCell {
    pub file: String,
    pub sheet: String,
    /// `D7`; `line 12` in `candor.toml`; empty where the column or sheet is missing.
    pub cell: String,
    /// Path of the field, such as `vendor.baa_signed`.
    pub field: String,
    /// The text that stood there.
    pub saw: String,
}

impl PartialEq for SeenCell {
    /// What tells two cells of one record apart comes first: file and sheet hardly ever do.
    fn eq(&self, other: &Self) -> bool {
        let SeenCell { file, sheet, cell, field, saw } = self;
        (cell, field, saw, sheet, file) == (&other.cell, &other.field, &other.saw, &other.sheet, &other.file)
    }
}

/// Counts by outcome. `applies` is the sum of all but `not_applicable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    pub applies: u64,
    pub met: u64,
    pub partly_met: u64,
    pub not_met: u64,
    pub unknown: u64,
    pub not_applicable: u64,
}

impl Tally {
    pub fn add(&mut self, outcome: Outcome, count: u64) {
        *match outcome {
            Outcome::Met => &mut self.met,
            Outcome::PartlyMet => &mut self.partly_met,
            Outcome::NotMet => &mut self.not_met,
            Outcome::Unknown => &mut self.unknown,
            Outcome::NotApplicable => &mut self.not_applicable,
        } += count;
        if outcome != Outcome::NotApplicable {
            self.applies += count;
        }
    }

    /// The headline in whole percent, rounded down: met and half of partly met over what applies; unknown
    /// counts as not met. `None` if nothing applies.
    pub fn low(&self) -> Option<u8> {
        self.percent(2 * self.met + self.partly_met)
    }

    /// As [`Tally::low`], with every unknown counted as met.
    pub fn high(&self) -> Option<u8> {
        self.percent(2 * (self.met + self.unknown) + self.partly_met)
    }

    /// Percent of what applies that is known.
    pub fn coverage(&self) -> Option<u8> {
        self.percent(2 * (self.applies - self.unknown))
    }

    fn percent(&self, half_points: u64) -> Option<u8> {
        (self.applies > 0).then(|| (half_points * 50 / self.applies) as u8)
    }
}

/// One record that failed a requirement, or is unknown under it; or the requirement itself where no single
/// record is to blame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable: made from the requirement and the subject, not from a row number. `F-` and 8 characters.
    pub id: String,
    /// Key or name of the record, or of the entity or requirement as a whole.
    pub subject: String,
    pub outcome: Outcome,
    /// What is wrong, in one sentence that names the subject.
    pub headline: String,
    /// What was asked of the cells, in words.
    pub asked: String,
    pub cells: Vec<SeenCell>,
    /// Id of an exception in force, with its owner and expiry; it does not change the outcome.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exception: Option<String>,
}

/// The verdict on one requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequirementResult {
    pub id: String,
    pub cite: String,
    pub checklist: String,
    pub title: String,
    pub duty: String,
    pub theme: String,
    pub level: Level,
    pub severity: Severity,
    pub confidence: String,
    pub why: String,
    /// What can be done this week; may be empty.
    #[serde(default)]
    pub first_step: String,
    pub fix: String,
    /// How to see that it is done; may be empty.
    #[serde(default)]
    pub done_when: String,
    /// The question for a person, and the evidence wanted; may be empty.
    pub ask: String,
    pub evidence: String,
    /// Id of the requirement under which this one is shown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rolls_up_to: Option<String>,
    /// Like duties of the checklists that were judged too; the strongest links first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub related: Vec<Related>,
    pub outcome: Outcome,
    pub basis: Basis,
    /// One or two sentences that say why the outcome is what it is.
    pub because: String,
    /// Cells that decide about the requirement as a whole: of conditions and answers.
    pub cells: Vec<SeenCell>,
    /// Records by outcome; all zero where the requirement is not about records.
    pub records: Tally,
    /// Not met first, then unknown; at most the limit that was asked for.
    pub findings: Vec<Finding>,
    /// How many findings there are in all.
    pub findings_total: u64,
    /// What decides, as a hash of its words and conditions: another hash, another rule. Empty before it was kept.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub rule: String,
    /// The ids that findings about the records that passed would have, without `F-` and apart by spaces; of the first
    /// [`crate::PASSED_MAX`] records. Only a finding whose id is among them later is shown to be fixed.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub passed: String,
}

impl RequirementResult {
    /// Did something fail for certain: the whole, a record, or a part by an answer?
    pub fn has_failure(&self) -> bool {
        match self.outcome {
            Outcome::NotMet => true,
            Outcome::PartlyMet => self.records.not_met > 0 || self.records.applies == 0,
            _ => false,
        }
    }
}

/// Whether something holds: yes, no, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    Yes,
    No,
    Unknown,
}

/// Computed rating of a checklist; a rating is no opinion (reference C4: bands, then caps).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Strong,
    Reasonable,
    Limited,
    VeryLimited,
    /// Too much is unknown.
    CannotSay,
    /// No requirement applies.
    NoChecks,
}

impl Rating {
    pub fn label(self) -> &'static str {
        match self {
            Rating::Strong => "Strong",
            Rating::Reasonable => "Reasonable",
            Rating::Limited => "Limited",
            Rating::VeryLimited => "Very limited",
            Rating::CannotSay => "Cannot say",
            Rating::NoChecks => "No checks apply",
        }
    }
}

/// The result of one checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChecklistResult {
    pub id: String,
    pub title: String,
    pub short: String,
    pub version: String,
    pub law_as_of: String,
    /// Does the checklist apply at all? Unknown: judged as if it did, and said so.
    pub scope: Truth,
    pub scope_because: String,
    pub scope_cells: Vec<SeenCell>,
    pub applies: u64,
    pub met: u64,
    pub partly_met: u64,
    pub not_met: u64,
    pub unknown: u64,
    pub not_applicable: u64,
    /// Of those not applicable: set aside by a person, through an answer or switched off.
    #[serde(default)]
    pub waived: u64,
    /// Whole percent, rounded down; null where nothing applies.
    pub low: Option<u8>,
    pub high: Option<u8>,
    pub coverage: Option<u8>,
    pub rating: Rating,
}

/// Above this share a report says how much was set aside, in percent.
const WAIVED_PERCENT_TOLD: u64 = 20;

impl ChecklistResult {
    /// What a person set aside of all that would count otherwise, in whole percent rounded up, where it is so much that
    /// the figures cannot be read without it.
    pub fn waived_percent(&self) -> Option<u64> {
        let all = self.applies + self.waived;
        let is_much = self.waived * 100 > all * WAIVED_PERCENT_TOLD;
        is_much.then(|| (self.waived * 100).div_ceil(all))
    }
}

/// An inventory judged on a day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    pub format_version: String,
    pub tool_version: String,
    pub organisation: String,
    pub as_of: NaiveDate,
    pub checklists: Vec<ChecklistResult>,
    pub requirements: Vec<RequirementResult>,
    /// The named conditions that decide what applies, in alphabetical order of their ids.
    #[serde(default)]
    pub conditions: Vec<ConditionResult>,
    /// Evidence that answers name, in the order of the requirements.
    #[serde(default)]
    pub evidence: Vec<EvidenceItem>,
    /// Answers from before this quarter, and those that hold only until a day, in the order of the requirements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerResult>,
    #[serde(default)]
    pub exceptions: Vec<ExceptionResult>,
    /// What became of the rows of action plans that came back, in the order of the requirements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionResult>,
    /// Clocks over the logs; only those that may apply and have a record.
    #[serde(default)]
    pub clocks: Vec<ClockResult>,
    /// Which document each record needs, and whether it is on file.
    #[serde(default)]
    pub obligations: Vec<ObligationResult>,
    /// Activities by the nine criteria for an impact assessment; empty where the GDPR does not apply.
    #[serde(default)]
    pub screenings: Vec<Screening>,
    /// Activities beyond the first 2,000, which are not screened.
    #[serde(default)]
    pub not_screened: u64,
    /// The table of 11 CCR 7102 by calendar year; empty where the CCPA does not apply.
    #[serde(default)]
    pub metrics: Vec<Metrics>,
    /// What the registers hold, by name: so that a record that left is told apart from one that was mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<RegisterNames>,
}

impl Assessment {
    /// What of the assessment is about one checklist.
    #[must_use]
    pub fn of_checklist(&self, id: &str) -> Assessment {
        let requirements: Vec<RequirementResult> =
            self.requirements.iter().filter(|result| result.checklist == id).cloned().collect();
        let is_its = |requirement: &str| requirements.iter().any(|result| result.id == requirement);
        Assessment {
            checklists: self.checklists.iter().filter(|checklist| checklist.id == id).cloned().collect(),
            evidence: self.evidence.iter().filter(|item| is_its(&item.requirement)).cloned().collect(),
            answers: self.answers.iter().filter(|item| is_its(&item.requirement)).cloned().collect(),
            exceptions: self.exceptions.iter().filter(|item| is_its(&item.requirement)).cloned().collect(),
            actions: self.actions.iter().filter(|action| action.checklist == id).cloned().collect(),
            clocks: self.clocks.iter().filter(|clock| clock.law == id).cloned().collect(),
            obligations: self.obligations.iter().filter(|one| one.law == id).cloned().collect(),
            screenings: if id == "gdpr" { self.screenings.clone() } else { Vec::new() },
            not_screened: if id == "gdpr" { self.not_screened } else { 0 },
            metrics: if id == "ccpa" { self.metrics.clone() } else { Vec::new() },
            registers: self.registers.clone(),
            conditions: self.conditions.iter().filter(|condition| condition.is_of(id)).cloned().collect(),
            format_version: self.format_version.clone(),
            tool_version: self.tool_version.clone(),
            organisation: self.organisation.clone(),
            as_of: self.as_of,
            requirements,
        }
    }
}

/// A named condition, as the records have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConditionResult {
    pub id: String,
    /// A clause that completes "applies only where".
    pub title: String,
    pub holds: Truth,
    /// It is unknown, and was taken to hold.
    pub assumed: bool,
    /// Ids of the checklists that rest on it.
    #[serde(default)]
    pub checklists: Vec<String>,
    pub cells: Vec<SeenCell>,
}

impl ConditionResult {
    fn is_of(&self, checklist: &str) -> bool {
        self.checklists.iter().any(|id| id == checklist)
    }
}

/// A requirement of another checklist, or of the same, about a like duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    pub id: String,
    pub cite: String,
    pub title: String,
    /// Of all links on the way the weakest; see [`Relation`].
    pub relation: Relation,
    pub outcome: Outcome,
    pub basis: Basis,
}

/// How two duties lie to each other, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They overlap.
    Intersects,
    /// The one lies within the other.
    Subset,
    /// The same duty in substance: an answer to one counts for the other.
    Equal,
}
