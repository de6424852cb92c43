//! The findings as SARIF 2.1.0 (OASIS standard of 27 March 2020), for code scanning and editors.
//!
//! A requirement is a rule. A finding is a result: `fail` where it is not met or partly met, `open` where it is
//! unknown, for then there was too little to decide (3.27.9). A spreadsheet has no lines, so a result points at the
//! file, and names sheet and cell in its message and as logical location.

mod lint;

use std::collections::BTreeSet;

use candor_assess::{Assessment, Outcome, RequirementResult, SeenCell, Severity};
use candor_model::{Problem, text::grouped};
use serde_json::{Value, json};

use super::provision::{Told, address, place};
use crate::view::{prose, saw, short_name};
use crate::{Error, File, Input};

pub use lint::lint_sarif;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Most results of one file that code scanning services take.
const RESULTS_MAX: usize = 25_000;

/// The base that addresses are relative to: the workspace.
const BASE: &str = "%SRCROOT%";

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    Ok(vec![File { path: "data/audit.sarif".to_owned(), bytes: log(&run(input))? }])
}

/// A file with one run.
fn log(run: &Value) -> Result<Vec<u8>, Error> {
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    let mut bytes = serde_json::to_vec_pretty(&log)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The program with its rules.
fn tool(version: &str, rules: Vec<Value>) -> Value {
    json!({ "driver": { "name": "Candor", "semanticVersion": version, "rules": rules } })
}

fn run(input: &Input<'_>) -> Value {
    let assessment = input.assessment;
    let mut told: Vec<(usize, Told<'_>)> = Vec::new();
    for (index, requirement) in assessment.requirements.iter().enumerate() {
        told.extend(Told::of(requirement).into_iter().map(|one| (index, one)));
    }
    let left = told.len().saturating_sub(RESULTS_MAX);
    if left > 0 {
        // The gravest stay; their order is kept.
        let mut ranks: Vec<_> = told.iter().map(|(_, one)| rank(one)).collect();
        ranks.sort_unstable();
        let limit = ranks[RESULTS_MAX - 1];
        let mut room = RESULTS_MAX;
        told.retain(|(_, one)| {
            let stays = rank(one) <= limit && room > 0;
            room -= usize::from(stays);
            stays
        });
    }
    let before: Option<BTreeSet<&str>> = input.past.last().map(|past| ids(&past.assessment));
    json!({
        "tool": tool(&input.tool_version, assessment.requirements.iter().map(|one| rule(assessment, one)).collect()),
        "automationDetails": { "id": format!("candor/audit/{}", input.quarter) },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { BASE: { "description": { "text": "The workspace that was read." } } },
        "invocations": [{
            "executionSuccessful": input.account.files.iter().any(|file| file.readable),
            "toolExecutionNotifications": notifications(input, left),
        }],
        "results": told.iter().map(|(index, one)| result(one, *index, before.as_ref())).collect::<Vec<_>>(),
        "properties": {
            "organisation": assessment.organisation,
            "quarter": input.quarter,
            "asOf": assessment.as_of.to_string(),
        },
    })
}

/// The gravest first, what failed before what is unknown.
fn rank(told: &Told<'_>) -> (Severity, Outcome) {
    (told.requirement.severity, told.outcome())
}

/// Every id under which something failed or was unknown.
fn ids(assessment: &Assessment) -> BTreeSet<&str> {
    assessment.requirements.iter().flat_map(Told::of).map(|told| told.id()).collect()
}

fn rule(assessment: &Assessment, requirement: &RequirementResult) -> Value {
    let steps = [&requirement.first_step, &requirement.fix, &requirement.done_when];
    let help: Vec<&str> = steps.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    json!({
        "id": requirement.id,
        "name": requirement.title,
        "shortDescription": { "text": requirement.title },
        "fullDescription": { "text": format!("{} ({})", requirement.duty, requirement.cite) },
        "help": { "text": help.join("\n"), "markdown": help.iter().map(|text| crate::escape::escaped(text)).collect::<Vec<_>>().join("\n\n") },
        "defaultConfiguration": { "level": level(requirement.severity) },
        "properties": {
            "tags": ["privacy", short_name(assessment, &requirement.checklist), requirement.theme],
            "problem.severity": level(requirement.severity),
            "security-severity": points(requirement.severity),
            "outcome": requirement.outcome,
            "cite": requirement.cite,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// On the scale of 0 to 10 by which code scanning orders.
fn points(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.0",
        Severity::Low => "2.0",
    }
}

fn result(told: &Told<'_>, rule: usize, before: Option<&BTreeSet<&str>>) -> Value {
    let requirement = told.requirement;
    let first = told.cells().first();
    let where_it_is = first.map(|cell| format!(" At {}.", place(cell))).unwrap_or_default();
    let what_to_do =
        if requirement.first_step.is_empty() { &requirement.fix } else { &requirement.first_step };
    let text = format!("{}.{where_it_is} {what_to_do}", prose(told.headline()).trim_end_matches('.'));
    let is_open = told.outcome() == Outcome::Unknown;
    let mut result = json!({
        "ruleId": requirement.id,
        "ruleIndex": rule,
        "kind": if is_open { "open" } else { "fail" },
        // Of a result that did not fail the standard allows no other level (3.27.10).
        "level": if is_open { "none" } else { level(requirement.severity) },
        "message": { "text": text },
        "locations": first.map(location).into_iter().collect::<Vec<_>>(),
        "relatedLocations": told.cells().iter().skip(1).map(location).collect::<Vec<_>>(),
        "partialFingerprints": { "findingId/v1": told.id() },
        "properties": { "outcome": told.outcome(), "because": requirement.because, "severity": requirement.severity },
    });
    let exception = told.finding.and_then(|finding| finding.exception.as_ref());
    if let Some(exception) = exception {
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": exception }]);
    }
    if let Some(before) = before {
        result["baselineState"] = json!(if before.contains(told.id()) { "unchanged" } else { "new" });
    }
    result
}

fn location(cell: &SeenCell) -> Value {
    let name = [cell.sheet.as_str(), cell.cell.as_str()];
    let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
    let mut location = json!({
        "message": { "text": format!("{}: {}", place(cell), saw(cell, usize::MAX)) },
        "logicalLocations": [{
            "name": name.last().copied().unwrap_or(&cell.file),
            "fullyQualifiedName": place(cell),
            "kind": "member",
        }],
    });
    if !cell.file.is_empty() {
        let mut physical = json!({ "artifactLocation": { "uri": address(&cell.file), "uriBaseId": BASE } });
        // Settings are text; a spreadsheet has no lines.
        let line: Option<u64> = cell.cell.strip_prefix("line ").and_then(|line| line.parse().ok());
        if let Some(line) = line.filter(|line| *line > 0) {
            physical["region"] = json!({ "startLine": line });
        }
        location["physicalLocation"] = physical;
    }
    location
}

/// Problems of the reading, and what was left out.
fn notifications(input: &Input<'_>, left: usize) -> Vec<Value> {
    let mut told: Vec<Value> = input.account.problems.iter().map(notification).collect();
    if left > 0 {
        let text = format!(
            "{} findings of lower severity are left out, for a file holds at most {}. The audit has them all.",
            grouped(left as u64),
            grouped(RESULTS_MAX as u64)
        );
        told.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    told
}

fn notification(problem: &Problem) -> Value {
    let level = problem.severity.label();
    let text = format!("{}: {}. {}", problem.place, prose(&problem.message), prose(&problem.help));
    let mut notification =
        json!({ "level": level, "message": { "text": text }, "descriptor": { "id": problem.code } });
    if !problem.place.file.is_empty() {
        let uri = address(&problem.place.file);
        notification["locations"] =
            json!([{ "physicalLocation": { "artifactLocation": { "uri": uri, "uriBaseId": BASE } } }]);
    }
    notification
}
