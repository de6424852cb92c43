//! The requirements as JUnit XML, for the test pages of CI services: a checklist is a suite, a requirement a case.
//!
//! Not met and partly met is a failure; unknown is an error, for it could not be decided and is no success; what does not
//! apply is skipped. The form is that of the schema of Apache Ant's JUnit report, which the readers of CI services share.
//! It has no time taken, for the same input gives the same bytes.
//!
//! Invariants: one case for each requirement; the numbers of a suite are those of its checklist; no text of a cell is markup.

use candor_assess::{ChecklistResult, Outcome, RequirementResult};
use candor_model::text::{one_line, shorten};

use super::provision::{Told, findings_left, place};
use crate::escape::{visible, xml};
use crate::view::{counted, prose};
use crate::{Error, File, Input};

/// Longest text of a line, in letters.
const LINE_MAX: usize = 400;

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    Ok(vec![File { path: "data/junit.xml".to_owned(), bytes: write(input).into_bytes() }])
}

fn write(input: &Input<'_>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for (number, checklist) in input.assessment.checklists.iter().enumerate() {
        suite(&mut text, input, number, checklist);
    }
    text.push_str("</testsuites>\n");
    text
}

/// A value in one line, as text of XML.
fn line(value: &str) -> String {
    xml(&visible(&shorten(&one_line(value), LINE_MAX)))
}

fn suite(text: &mut String, input: &Input<'_>, number: usize, checklist: &ChecklistResult) {
    let assessment = input.assessment;
    let requirements: Vec<&RequirementResult> =
        assessment.requirements.iter().filter(|one| one.checklist == checklist.id).collect();
    text.push_str(&format!(
        "  <testsuite name=\"{}\" package=\"candor\" id=\"{number}\" timestamp=\"{}T00:00:00\" hostname=\"localhost\" \
         tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">\n    <properties>\n",
        line(&checklist.short),
        assessment.as_of,
        requirements.len(),
        checklist.not_met + checklist.partly_met,
        checklist.unknown,
        checklist.not_applicable,
    ));
    let findings: u64 = requirements.iter().map(|one| Told::count(one)).sum();
    let range = match (checklist.low, checklist.high) {
        (Some(low), Some(high)) => format!("{low}%-{high}%"),
        _ => "no checks apply".to_owned(),
    };
    let properties = [
        ("organisation", assessment.organisation.clone()),
        ("quarter", input.quarter.clone()),
        ("as_of", assessment.as_of.to_string()),
        ("checklist", format!("{} {}", checklist.id, checklist.version)),
        ("findings", findings.to_string()),
        ("range", range),
        ("tool_version", input.tool_version.clone()),
    ];
    for (name, value) in properties {
        text.push_str(&format!("      <property name=\"{name}\" value=\"{}\"/>\n", line(&value)));
    }
    text.push_str("    </properties>\n");
    for requirement in requirements {
        case(text, checklist, requirement);
    }
    let said = if number == 0 { "This shows what the records show. It is not legal advice." } else { "" };
    text.push_str(&format!("    <system-out>{said}</system-out>\n    <system-err/>\n  </testsuite>\n"));
}

fn case(text: &mut String, checklist: &ChecklistResult, requirement: &RequirementResult) {
    let name = format!("{}: {} ({})", requirement.id, requirement.title, requirement.cite);
    text.push_str(&format!(
        "    <testcase name=\"{}\" classname=\"candor.{}\" time=\"0\"",
        line(&name),
        line(&checklist.id)
    ));
    let element = match requirement.outcome {
        Outcome::Met => return text.push_str("/>\n"),
        Outcome::NotApplicable => return text.push_str("><skipped/></testcase>\n"),
        Outcome::Unknown => "error",
        Outcome::NotMet | Outcome::PartlyMet => "failure",
    };
    text.push_str(&format!(
        "><{element} type=\"{}\" message=\"{}\">{}</{element}></testcase>\n",
        requirement.outcome.label(),
        line(&prose(&requirement.because)),
        details(requirement),
    ));
}

/// Every finding with its place, then what to do.
fn details(requirement: &RequirementResult) -> String {
    let mut lines = vec![format!("{} severity", requirement.severity.label())];
    for told in Told::of(requirement) {
        let at = told.cells().first().map(|cell| format!(" [{}]", place(cell))).unwrap_or_default();
        lines.push(format!("{} {}{at}", told.id(), prose(told.headline())));
    }
    let left = findings_left(requirement);
    if left > 0 {
        lines.push(format!("and {} more", counted(left, "finding", "findings")));
    }
    let first = if requirement.first_step.is_empty() { &requirement.fix } else { &requirement.first_step };
    lines.push(format!("To do: {first}"));
    lines.iter().map(|text| line(text)).collect::<Vec<_>>().join("\n")
}
