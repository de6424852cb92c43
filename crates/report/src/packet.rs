//! The packet of a recorded quarter for somebody outside: what is told of it, by profile, and the taking out of what a
//! profile removes.
//!
//! Invariants: a profile decides once, in `profile`, for every file alike; what is told to customers and to the public is
//! put together from figures and from the words of checklists, so nothing of the records can slip in; where documents are
//! made anew, every value is replaced before a template sees it.

mod evidence;
mod mask;
mod profile;
mod texts;

use candor_assess::{Assessment, ChecklistResult};
use schemars::JsonSchema;
use serde::Serialize;

pub use evidence::evidence_csv;
pub use mask::Masked;
pub use profile::{Profile, ProfilePart, profile_table};
pub use texts::{Removed, removed_texts};

/// What a packet tells; the template `packet.md` places it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Packet {
    /// What the organisation is called.
    pub organisation: String,
    /// `2026-Q4`.
    pub quarter: String,
    /// The day that the audit speaks for: `2026-11-21`.
    pub as_of: String,
    /// `internal`, `auditor`, `customer` or `public`.
    pub profile: String,
    /// For whom it is, in words.
    pub for_whom: String,
    /// The file of the history that it was made from: `2026-Q4.json`.
    pub entry: String,
    /// SHA-256 of that file, in hexadecimal digits.
    pub entry_sha256: String,
    /// The corrections of the quarter, the first one first.
    pub corrections: Vec<PacketCorrection>,
    /// Results of each checklist.
    pub checklists: Vec<PacketChecklist>,
    /// Outcome of each requirement; empty where the profile leaves them out.
    pub requirements: Vec<PacketRequirement>,
    /// The evidence that answers name; empty where the profile leaves it out.
    pub evidence: Vec<PacketEvidence>,
    /// The files of the packet beside this page.
    pub files: Vec<PacketFile>,
    /// What the profile removes, each in words.
    pub removed: Vec<String>,
    /// The entries of the history, in the order in which they were recorded.
    pub chain: Vec<PacketEntry>,
}

/// A correction of the quarter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PacketCorrection {
    /// Its file: `2026-Q4.correction-1.json`.
    pub entry: String,
    /// The file that it corrects.
    pub corrects: String,
    /// Why; empty where the profile removes it.
    pub reason: String,
}

/// The results of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PacketChecklist {
    /// Its name: `CCPA`.
    pub name: String,
    /// Version of its rules.
    pub version: String,
    /// The day on which the text of the law was read.
    pub law_as_of: String,
    /// `78%-88%`, or `no checks`. The low end counts what is unknown as not met.
    pub range: String,
    /// The band of the low end, in a word.
    pub rating: String,
    /// Requirements that apply.
    pub applies: u64,
    /// Of them, those that are met.
    pub met: u64,
    /// Of them, those that are met in part.
    pub partly_met: u64,
    /// Of them, those that are not met.
    pub not_met: u64,
    /// Of them, those that cannot be told from the records.
    pub unknown: u64,
    /// Requirements that do not apply.
    pub not_applicable: u64,
    /// Requirements that an answer set aside, and that count nowhere above.
    pub waived: u64,
}

/// The outcome of a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PacketRequirement {
    /// Id of its checklist.
    pub checklist: String,
    /// The provision.
    pub cite: String,
    /// What it is called.
    pub title: String,
    /// `met`, `not_met` and so on.
    pub outcome: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PacketEvidence {
    /// Id of the requirement that it is given for.
    pub requirement: String,
    /// What the requirement is called.
    pub title: String,
    /// What the answer calls it; empty where the profile removes it.
    pub name: String,
    /// How strong it is: `E2 document`.
    pub strength: String,
    /// The day it speaks for, or empty.
    pub dated: String,
    /// The last day on which it counts, or empty.
    pub valid_until: String,
    /// In date, stale, expired and so on.
    pub state: String,
    /// Who answered; empty where the profile removes it.
    pub owner: String,
    /// A file beside the records; empty where there is none or the profile removes it.
    pub file: String,
    /// SHA-256 of that file, in hexadecimal digits; empty where it is not known or the profile removes it.
    pub sha256: String,
    /// Where the answer stands; empty where the profile removes it.
    pub place: String,
}

/// A file of the packet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PacketFile {
    /// Its path in the packet.
    pub path: String,
    /// What it is, in words.
    pub what: String,
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct PacketEntry {
    /// Its file.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
}

impl Packet {
    /// What a profile lets be told of an assessment. What stands around it, such as files and chain, is for the caller to add.
    pub fn of(assessment: &Assessment, profile: Profile) -> Packet {
        let mut packet = Packet {
            organisation: assessment.organisation.clone(),
            as_of: assessment.as_of.to_string(),
            profile: profile.id().to_owned(),
            for_whom: profile.for_whom().to_owned(),
            checklists: assessment.checklists.iter().map(checklist).collect(),
            removed: profile.removed().map(str::to_owned).collect(),
            ..Packet::default()
        };
        if profile.keeps(ProfilePart::Outcomes) {
            let requirement = |result: &candor_assess::RequirementResult| PacketRequirement {
                checklist: result.checklist.clone(),
                cite: result.cite.clone(),
                title: result.title.clone(),
                outcome: crate::template::outcome_class(result.outcome).replace('-', "_"),
            };
            packet.requirements = assessment.requirements.iter().map(requirement).collect();
            packet.evidence = evidence::rows(assessment, profile);
        }
        packet
    }
}

fn checklist(result: &ChecklistResult) -> PacketChecklist {
    PacketChecklist {
        name: result.short.clone(),
        version: result.version.clone(),
        law_as_of: result.law_as_of.to_string(),
        range: match (result.low, result.high) {
            (Some(low), Some(high)) => format!("{low}%-{high}%"),
            _ => "no checks".to_owned(),
        },
        rating: result.rating.label().to_owned(),
        applies: result.applies,
        met: result.met,
        partly_met: result.partly_met,
        not_met: result.not_met,
        unknown: result.unknown,
        not_applicable: result.not_applicable,
        waived: result.waived,
    }
}
