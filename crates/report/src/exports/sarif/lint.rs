//! Findings of the policy lint as SARIF: a rule is a rule, a policy an artifact with lines.
//!
//! Invariants: what an author allowed stays in the log, suppressed with the reason; a rule that was not checked is told.

use candor_model::Severity;
use candor_policy::lint::{Checked, Lint, LintFinding, Rule, rules};
use serde_json::{Value, json};

use super::super::provision::{address, uuid};
use super::{BASE, RESULTS_MAX, log, tool};
use crate::Error;
use crate::view::prose;

/// The findings of some policies, each with its file, as SARIF 2.1.0.
///
/// # Errors
/// Only if a value cannot be represented in JSON.
pub fn lint_sarif(runs: &[(String, Lint)], tool_version: &str) -> Result<Vec<u8>, Error> {
    let mut results: Vec<(Severity, Value)> = Vec::new();
    for (file, lint) in runs {
        // The same words can stand twice: each has its number, so that every result has an id of its own.
        let mut ids: Vec<String> = Vec::new();
        for finding in &lint.findings {
            let parts =
                [file.as_str(), &finding.rule, &finding.section, &finding.excerpt.marked, &finding.message];
            let twins = ids.iter().filter(|id| **id == uuid("lint", &parts)).count();
            ids.push(uuid("lint", &parts));
            let id = if twins == 0 {
                uuid("lint", &parts)
            } else {
                uuid("lint again", &[&uuid("lint", &parts), &twins.to_string()])
            };
            results.push((finding.severity, result(file, finding, &id)));
        }
    }
    let left = results.len().saturating_sub(RESULTS_MAX);
    if left > 0 {
        // The gravest stay, in their order.
        let mut ranks: Vec<Severity> = results.iter().map(|(severity, _)| *severity).collect();
        ranks.sort_unstable();
        let limit = ranks[RESULTS_MAX - 1];
        results.retain(|(severity, _)| *severity <= limit);
        results.truncate(RESULTS_MAX);
    }
    log(&json!({
        "tool": tool(tool_version, rules().iter().map(described).collect()),
        "automationDetails": { "id": "candor/lint" },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { BASE: { "description": { "text": "The folder that the program ran in." } } },
        "invocations": [{
            "executionSuccessful": true,
            "toolExecutionNotifications": not_checked(runs, left),
        }],
        "results": results.into_iter().map(|(_, result)| result).collect::<Vec<_>>(),
    }))
}

fn described(rule: &Rule) -> Value {
    let mut tags = vec!["privacy policy"];
    tags.extend(rule.tags.iter().map(String::as_str));
    let level = rule.severity().label();
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.fix, "markdown": crate::escape::escaped(&rule.fix) },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": tags, "problem.severity": level },
    })
}

fn result(file: &str, finding: &LintFinding, id: &str) -> Value {
    let index = rules().iter().position(|rule| rule.id == finding.rule);
    let mut region = json!({ "startLine": finding.line });
    if let Some(column) = finding.column {
        region["startColumn"] = json!(column);
    }
    if !finding.excerpt.marked.is_empty() {
        region["snippet"] = json!({ "text": prose(&finding.excerpt.marked) });
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": finding.severity.label(),
        "message": { "text": format!("{}. {}", prose(&finding.message), finding.fix) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": address(file), "uriBaseId": BASE },
            "region": region,
        }}],
        "partialFingerprints": { "findingId/v1": id },
    });
    if let Some(reason) = &finding.allowed {
        result["suppressions"] =
            json!([{ "kind": "inSource", "status": "accepted", "justification": reason }]);
    }
    result
}

/// Rules that were not checked, or not in full, and results that are left out.
fn not_checked(runs: &[(String, Lint)], left: usize) -> Vec<Value> {
    let mut told = Vec::new();
    for (file, lint) in runs {
        for run in lint.rules.iter().filter(|run| run.checked != Checked::Yes) {
            let how = if run.checked == Checked::No { "was not checked" } else { "was checked in part" };
            told.push(json!({
                "level": "note",
                "message": { "text": format!("{file}: {} {how}: {}", run.rule, run.because) },
                "associatedRule": { "id": run.rule },
            }));
        }
    }
    if left > 0 {
        let text = format!(
            "{left} findings of lower severity are left out, for a file holds at most {RESULTS_MAX}."
        );
        told.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    told
}
