//! What ISO 19011:2018, 6.5.1 asks an audit report to hold, and where it stands here.
//!
//! Invariant: every item has a place in the report, or a reason why it has none.

use schemars::JsonSchema;
use serde::Serialize;

use super::{counted, long_date};
use crate::Input;

/// An item of ISO 19011:2018, 6.5.1.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Item {
    /// What the standard asks for.
    name: &'static str,
    /// What the report holds of it, or why it holds none.
    here: String,
    /// Where it stands, or empty.
    anchor: &'static str,
}

pub(crate) fn view(input: &Input<'_>) -> Vec<Item> {
    let mut items = must_stand(input);
    items.extend(may_stand());
    items
}

/// What a report should hold in any case.
fn must_stand(input: &Input<'_>) -> Vec<Item> {
    let assessment = input.assessment;
    let as_of = long_date(assessment.as_of);
    let laws: Vec<&str> = assessment.checklists.iter().map(|checklist| checklist.title.as_str()).collect();
    let count = assessment.requirements.len() as u64;
    vec![
        item(
            "Objectives",
            "To say which duties the records show to be met, which not, and which they leave open.",
            "",
        ),
        item(
            "Scope",
            &format!(
                "{}: {} of {}.",
                assessment.organisation,
                counted(count, "requirement", "requirements"),
                laws.join("; ")
            ),
            "results",
        ),
        item(
            "Audit client",
            &format!("{}. To be filled in where somebody else asked for it: ______", assessment.organisation),
            "",
        ),
        item(
            "Audit team and participants",
            &format!(
                "The program judged the records. Answers with evidence came from: {}. Who led the audit is named with the signatures.",
                participants(input)
            ),
            "sign-off",
        ),
        item(
            "Dates and places",
            &format!(
                "{}, as of {as_of}. The records were read where they are kept; the program visits no site and asks nobody.",
                input.quarter
            ),
            "",
        ),
        item("Criteria", "The requirements of the checklists, each with its provision.", "requirements"),
        item("Findings and evidence", "Every finding with the cells it rests on.", "findings"),
        item(
            "Conclusions",
            "A range and a computed rating for each law. An opinion is for a person to write at the signatures.",
            "results",
        ),
        item(
            "Degree to which the criteria are fulfilled",
            "Met, partly met, not met and unknown, counted for each law and theme.",
            "results",
        ),
        item(
            "Unresolved differences of opinion",
            "None is recorded. Each finding has a line for the owner to disagree; what stays open is written at the signatures.",
            "sign-off",
        ),
        item(
            "Statement on sampling",
            "All records that were read were judged, none was sampled. Where an answer rests on a sample (E3), others than those looked at may differ. Records that were never written down cannot be seen.",
            "scope",
        ),
    ]
}

/// What it can hold as well.
fn may_stand() -> Vec<Item> {
    vec![
        item("Obstacles", "Files, sheets and cells that could not be read.", "unseen"),
        item(
            "Areas not covered",
            "Sheets that are missing, columns that were not understood, and requirements that are unknown.",
            "unseen",
        ),
        item("Good practice", "Duties met with the strongest proof.", "good-practice"),
        item("Follow-up", "The action plan, and what became of what was open before.", "plan"),
        item(
            "Confidentiality",
            "The report quotes cells of the records. It goes only to those on the list of the cover.",
            "cover",
        ),
    ]
}

fn item(name: &'static str, here: &str, anchor: &'static str) -> Item {
    Item { name, here: here.to_owned(), anchor }
}

/// Who answered, each once, in the order of the requirements.
fn participants(input: &Input<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for item in &input.assessment.evidence {
        if !item.owner.is_empty() && !names.contains(&item.owner.as_str()) {
            names.push(&item.owner);
        }
    }
    if names.is_empty() { "nobody who is named".to_owned() } else { names.join(", ") }
}
