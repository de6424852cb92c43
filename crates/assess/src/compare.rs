//! What changed between two assessments: findings, requirements, results and registers.
//!
//! The way: `matching` finds each finding of then again; `findings` says what became of it; `requirements` says what moved each
//! requirement, and sums that up for each checklist.
//!
//! Invariants: every finding of either side is in the comparison once; a finding is fixed only if its record was judged again and
//! passed; what moved because rules, scope or registers changed is told apart and never counts as progress; what moved a result
//! adds up to the difference of what was reported, to the half point.

mod findings;
mod matching;
mod requirements;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, Outcome, RequirementResult, SeenCell, Severity};
use crate::checklist::Library;

/// Version of the JSON form of [`Comparison`].
pub const COMPARISON_FORMAT: &str = "1.0";

/// An assessment with its quarter: `2026-Q4`.
#[derive(Debug, Clone, Copy)]
pub struct Quarterly<'a> {
    pub quarter: &'a str,
    pub assessment: &'a Assessment,
}

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Quarters before `before`, the oldest first: they tell how old a finding is, and what came back.
    pub earlier: &'a [Quarterly<'a>],
    pub before: Quarterly<'a>,
    /// The records of `before` judged by the checklists of `after`, where they are still there.
    pub restated: Option<&'a Assessment>,
    pub after: Quarterly<'a>,
    /// For requirements that had other ids.
    pub library: &'a Library,
}

/// What changed from one quarter to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Version of this layout.
    pub format_version: String,
    /// What to call the organisation.
    pub organisation: String,
    /// The earlier quarter.
    pub before: Side,
    /// The later quarter.
    pub after: Side,
    /// Were the records of the earlier quarter judged again by the checklists of the later one? Else only requirements whose
    /// rule is the same in both are compared.
    pub restated: bool,
    /// The result of each checklist, then and now.
    pub checklists: Vec<ChecklistChange>,
    /// Requirements that moved, in the order of the checklists.
    pub requirements: Vec<RequirementChange>,
    /// Every finding of either quarter, in the order of [`FindingMove::ALL`], the gravest first.
    pub findings: Vec<FindingChange>,
    /// Records that have another name now.
    pub renames: Vec<RecordRename>,
    /// What came into the registers and what left.
    pub registers: Vec<RegisterChange>,
}

/// One of the two quarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// `2026-Q3`.
    pub quarter: String,
    /// The day of its audit.
    pub as_of: NaiveDate,
    /// What it calls the organisation.
    pub organisation: String,
    /// The version of the program that judged it.
    pub tool_version: String,
}

/// The result of a checklist, then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChecklistChange {
    /// Id of the checklist.
    pub id: String,
    /// Its short name.
    pub short: String,
    /// The version by which the earlier quarter was judged; none if it was not judged then.
    pub version_before: Option<String>,
    /// The version by which the later quarter was judged; none if it is not judged now.
    pub version_after: Option<String>,
    /// As the earlier quarter reported it.
    pub reported_before: Option<Share>,
    /// The earlier quarter by the checklist of the later one; none where its records are not there any more.
    pub restated_before: Option<Share>,
    /// As the later quarter reports it.
    pub reported_after: Option<Share>,
    /// Both over the requirements that can be compared.
    pub like_for_like: LikeForLike,
    /// What moved the result; the sum of all rows is the difference of what was reported.
    pub movements: Vec<Movement>,
}

/// Counts of requirements, with the range that they make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Requirements that apply.
    pub applies: u64,
    /// Two for each that is met, one for each that is partly met.
    pub half_points: u64,
    /// Requirements that are unknown.
    pub unknown: u64,
    /// Whole percent, rounded down; unknown counts as not met. None where nothing applies.
    pub low: Option<u8>,
    /// As `low`, with every unknown counted as met.
    pub high: Option<u8>,
}

/// Both quarters over the requirements that have the same rule, apply in both, and did not move because records came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LikeForLike {
    /// The earlier quarter.
    pub before: Share,
    /// The later quarter.
    pub after: Share,
}

/// Why requirements moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Failed then; records were judged again and passed.
    Fixed,
    /// Unknown then, and known to be met at least in part now.
    Answered,
    /// Fails now, did not fail then.
    NewlyFailing,
    /// Fails now, did not fail then, and failed in a quarter before that.
    CameBack,
    /// Evidence that carried it is stale or expired.
    EvidenceExpired,
    /// Known then, unknown now.
    NoLongerKnown,
    /// Records came or left, or cannot be followed: nobody mended anything that can be shown.
    Records,
    /// It applies in only one of the two quarters, or its checklist was judged in only one.
    Scope,
    /// Its rule is another, or stands in only one of the two checklists.
    Rules,
}

impl Cause {
    /// In the order in which they are told.
    pub const ALL: [Cause; 9] = [
        Cause::Fixed,
        Cause::Answered,
        Cause::NewlyFailing,
        Cause::CameBack,
        Cause::EvidenceExpired,
        Cause::NoLongerKnown,
        Cause::Records,
        Cause::Scope,
        Cause::Rules,
    ];

    /// Does it compare like with like?
    pub fn is_like_for_like(self) -> bool {
        !matches!(self, Cause::Records | Cause::Scope | Cause::Rules)
    }
}

/// What one cause moved in a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Movement {
    /// The cause.
    pub cause: Cause,
    /// How many requirements it moved.
    pub requirements: u64,
    /// By how much it moved the half points of the result.
    pub half_points: i64,
    /// By how much it moved the number of requirements that apply.
    pub applies: i64,
}

/// A requirement that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequirementChange {
    /// Its id.
    pub id: String,
    /// The id it had then, where it was another.
    pub id_before: Option<String>,
    /// Id of its checklist.
    pub checklist: String,
    /// Its provision.
    pub cite: String,
    /// Its title.
    pub title: String,
    /// How grave it is if it is not met.
    pub severity: Severity,
    /// How grave it was then, where that was another.
    pub severity_before: Option<Severity>,
    /// Why it moved.
    pub cause: Cause,
    /// The outcome then; none if it was not judged.
    pub before: Option<Outcome>,
    /// The outcome now; none if it is not judged.
    pub after: Option<Outcome>,
    /// Why the outcome is what it is now, or was then if it is not judged now.
    pub because: String,
}

/// What became of a finding, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingMove {
    /// Fails now, did not fail then.
    NewlyFailing,
    /// Failed then; its record was judged again and passed.
    Fixed,
    /// Fails now, did not fail then, and failed in a quarter before that.
    CameBack,
    /// Failed then, fails now.
    StillOpen,
    /// Its evidence is stale or expired, so it is unknown.
    EvidenceExpired,
    /// Unknown now for another reason; it was not unknown then.
    NoLongerKnown,
    /// Unknown then, unknown now.
    StillUnknown,
    /// Unknown then; its record was judged again and passed.
    Answered,
    /// Not found now, and nothing shows that it was mended: its record left, has another name or is not in scope any more.
    NotFollowed,
    /// It came or went with the scope.
    Scope,
    /// It came or went with a rule.
    Rules,
    /// More was found than is kept, so that nobody can tell.
    NotKept,
}

impl FindingMove {
    /// In the order in which they are told.
    pub const ALL: [FindingMove; 12] = [
        FindingMove::NewlyFailing,
        FindingMove::Fixed,
        FindingMove::CameBack,
        FindingMove::StillOpen,
        FindingMove::EvidenceExpired,
        FindingMove::NoLongerKnown,
        FindingMove::StillUnknown,
        FindingMove::Answered,
        FindingMove::NotFollowed,
        FindingMove::Scope,
        FindingMove::Rules,
        FindingMove::NotKept,
    ];
}

/// How a finding was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// By its id.
    Id,
    /// By the name of its record: the id is another, as where a column of references was added.
    Subject,
    /// By its cells: its record has another name.
    Fingerprint,
}

/// A finding of either quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingChange {
    /// What became of it.
    pub moved: FindingMove,
    /// Its id now, or then if it is gone.
    pub id: String,
    /// Its id then, where that was another.
    pub id_before: Option<String>,
    /// How it was found again; none if it stands in one quarter only.
    pub matched_by: Option<MatchedBy>,
    /// Id of the requirement.
    pub requirement: String,
    /// Id of the checklist.
    pub checklist: String,
    /// The provision.
    pub cite: String,
    /// Title of the requirement.
    pub title: String,
    /// The record it is about, by its name.
    pub subject: String,
    /// The name that the record had then, where that was another.
    pub subject_before: Option<String>,
    /// How grave it is.
    pub severity: Severity,
    /// How grave it was then, where that was another.
    pub severity_before: Option<Severity>,
    /// The outcome then; none if there was no such finding.
    pub before: Option<Outcome>,
    /// The outcome now; none if there is no such finding.
    pub after: Option<Outcome>,
    /// What is wrong, or was.
    pub headline: String,
    /// Why it is told so, in a sentence.
    pub why: String,
    /// The quarter from which it was open without a break, of those that are recorded; none if it is not open.
    pub open_since: Option<String>,
    /// Quarters of the calendar since then.
    pub quarters_open: u32,
    /// The cells that decide now, or decided then.
    pub cells: Vec<SeenCell>,
}

/// A record that has another name now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct RecordRename {
    /// `vendor`, `activity`.
    pub entity: String,
    /// Its name then.
    pub before: String,
    /// Its name now.
    pub after: String,
    /// Why the two are taken for one.
    pub because: String,
}

/// What came into a register and what left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegisterChange {
    /// `activity`, `vendor`, `transfer` or `system`.
    pub entity: String,
    /// Names that are there now and were not then.
    pub new: Vec<String>,
    /// Names that were there then and are not now.
    pub gone: Vec<String>,
    /// How many records there were; none where the register was not kept.
    pub total_before: Option<u64>,
    /// How many records there are; none where there is no such register.
    pub total_after: Option<u64>,
    /// Can it be compared? Not where a quarter has not kept it, or more records than are kept.
    pub is_whole: bool,
}

/// Compares two assessments.
pub fn compare(sides: &Sides<'_>) -> Comparison {
    let side = |quarterly: &Quarterly<'_>| Side {
        quarter: quarterly.quarter.to_owned(),
        as_of: quarterly.assessment.as_of,
        organisation: quarterly.assessment.organisation.clone(),
        tool_version: quarterly.assessment.tool_version.clone(),
    };
    let pairs = requirements::pairs(sides);
    let mut renames = matching::by_reference(sides);
    let matched = matching::matched(sides, &pairs, &mut renames);
    let mut findings = findings::changes(sides, &pairs, &matched, &renames);
    let requirements = requirements::changes(sides, &pairs, &findings);
    findings.sort_by_key(|change| (change.moved, change.severity));
    Comparison {
        format_version: COMPARISON_FORMAT.to_owned(),
        organisation: sides.after.assessment.organisation.clone(),
        before: side(&sides.before),
        after: side(&sides.after),
        restated: sides.restated.is_some(),
        checklists: requirements::checklists(sides, &pairs, &requirements),
        registers: matching::registers(sides, &renames),
        requirements,
        findings,
        renames,
    }
}

impl Sides<'_> {
    /// The earlier side that the later one is held against: judged again by today's rules where that was possible.
    fn base(&self) -> &Assessment {
        self.restated.unwrap_or(self.before.assessment)
    }
}

impl Comparison {
    /// The findings that moved in one way.
    pub fn moved(&self, moved: FindingMove) -> impl Iterator<Item = &FindingChange> {
        self.findings.iter().filter(move |change| change.moved == moved)
    }

    /// The requirements that moved for one cause.
    pub fn caused(&self, cause: Cause) -> impl Iterator<Item = &RequirementChange> {
        self.requirements.iter().filter(move |change| change.cause == cause)
    }
}

/// Is it a failure, beside what is unknown?
fn fails(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotMet | Outcome::PartlyMet)
}

/// A requirement of both quarters, or of one.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    before: Option<&'a RequirementResult>,
    after: Option<&'a RequirementResult>,
}
