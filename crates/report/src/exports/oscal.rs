//! The assessment as OSCAL assessment results 1.2 (NIST, Open Security Controls Assessment Language).
//!
//! Each checklist is a result. Each requirement that applies is a finding whose target is satisfied only if the
//! requirement is met; what is unknown is not satisfied, for the reason "other". What does not apply is an excluded
//! control. Each finding of ours is an observation; what is critical or high and failed is a risk.
//! A list that would be empty is left out, as the schema asks.

use candor_assess::{Basis, ChecklistResult, Outcome, RequirementResult, Severity};
use serde_json::{Map, Value, json};

use super::provision::{Told, address, place, uuid};
use crate::view::{prose, saw};
use crate::{Error, File, Input};

const OSCAL_VERSION: &str = "1.2.1";

/// The namespace of properties that OSCAL does not define.
const NAMESPACE: &str = "urn:candor:oscal";

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    let assessment = input.assessment;
    let seed = [assessment.organisation.as_str(), input.quarter.as_str()];
    let organisation = uuid("organisation", &seed[..1]);
    let plan = uuid("plan", &seed);
    let mut resources = vec![json!({
        "uuid": plan,
        "title": "Plan of the assessment",
        "description": "The checklists are the plan: every requirement of them is judged from the spreadsheets, and by answers where records cannot show it.",
    })];
    resources.extend(read_files(input).into_iter().map(
        |file| json!({ "uuid": file_id(&file), "title": text(&file), "rlinks": [{ "href": address(&file) }] }),
    ));
    let results: Vec<Value> =
        assessment.checklists.iter().map(|checklist| result(input, checklist, &organisation)).collect();
    let document = json!({ "assessment-results": {
        "uuid": uuid("assessment", &[seed[0], seed[1], &assessment.as_of.to_string()]),
        "metadata": {
            "title": format!("Privacy audit {} of {}", input.quarter, assessment.organisation),
            "last-modified": moment(input),
            "version": input.quarter,
            "oscal-version": OSCAL_VERSION,
            "parties": [{ "uuid": organisation, "type": "organization", "name": text(&assessment.organisation) }],
            "remarks": "This shows what the records showed on the day named. It is not legal advice.",
        },
        "import-ap": { "href": format!("#{plan}") },
        "results": results,
        "back-matter": { "resources": resources },
    }});
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(vec![File { path: "data/audit.oscal.json".to_owned(), bytes }])
}

/// The files that findings point at, and those that were read.
fn read_files(input: &Input<'_>) -> Vec<String> {
    let mut files: Vec<String> = input.account.files.iter().map(|file| file.file.clone()).collect();
    for requirement in &input.assessment.requirements {
        let told = Told::of(requirement);
        files.extend(told.iter().flat_map(|told| told.cells()).map(|cell| cell.file.clone()));
    }
    files.retain(|file| !file.trim().is_empty());
    files.sort();
    files.dedup();
    files
}

fn file_id(file: &str) -> String {
    uuid("file", &[file])
}

/// The day of the audit as a moment with a zone.
fn moment(input: &Input<'_>) -> String {
    format!("{}T00:00:00Z", input.assessment.as_of)
}

/// A text that is not empty, on one line.
fn text(text: &str) -> String {
    match candor_model::text::one_line(text).trim() {
        "" => "not recorded".to_owned(),
        words => words.to_owned(),
    }
}

/// An id as a token: it begins with a letter or `_`.
fn token(id: &str) -> String {
    let plain = crate::escape::anchor(id);
    if plain.starts_with(|first: char| first.is_ascii_alphabetic()) { plain } else { format!("_{plain}") }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NAMESPACE, "value": text(value) })
}

fn result(input: &Input<'_>, checklist: &ChecklistResult, organisation: &str) -> Value {
    let its: Vec<&RequirementResult> =
        input.assessment.requirements.iter().filter(|one| one.checklist == checklist.id).collect();
    let (applying, set_aside): (Vec<&RequirementResult>, Vec<&RequirementResult>) =
        its.iter().partition(|one| one.outcome != Outcome::NotApplicable);
    let mut selection = Map::new();
    if applying.is_empty() {
        selection.insert("include-all".into(), json!({}));
    }
    insert(&mut selection, "include-controls", controls(&applying));
    insert(&mut selection, "exclude-controls", controls(&set_aside));
    let mut result = Map::new();
    result.insert("uuid".into(), json!(uuid("result", &[&input.quarter, &checklist.id])));
    result.insert("title".into(), json!(text(&checklist.title)));
    let range = match (checklist.low, checklist.high) {
        (Some(low), Some(high)) => format!("{low}% to {high}%"),
        _ => "no checks apply".to_owned(),
    };
    let counts = format!(
        "{} of {} requirements met, {} partly met, {} not met, {} unknown; range {range}.",
        checklist.met, checklist.applies, checklist.partly_met, checklist.not_met, checklist.unknown
    );
    result.insert("description".into(), json!(counts));
    result.insert("start".into(), json!(moment(input)));
    result.insert(
        "props".into(),
        json!([
            property("checklist-version", &checklist.version),
            property("law-as-of", &checklist.law_as_of),
            property("computed-rating", checklist.rating.label()),
        ]),
    );
    result.insert("reviewed-controls".into(), json!({ "control-selections": [selection] }));
    let told: Vec<Told<'_>> = applying.iter().flat_map(|one| Told::of(one)).collect();
    insert(
        &mut result,
        "observations",
        told.iter().map(|told| observation(input, told, organisation)).collect(),
    );
    insert(&mut result, "risks", applying.iter().filter(|one| is_risk(one)).map(|one| risk(one)).collect());
    insert(&mut result, "findings", applying.iter().map(|one| finding(one)).collect());
    Value::Object(result)
}

/// A list is put in unless it is empty.
fn insert(object: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        object.insert(name.to_owned(), Value::Array(list));
    }
}

fn controls(requirements: &[&RequirementResult]) -> Vec<Value> {
    requirements.iter().map(|one| json!({ "control-id": token(&one.id) })).collect()
}

fn observation_id(told: &Told<'_>) -> String {
    uuid("observation", &[&told.requirement.id, told.id()])
}

fn risk_id(requirement: &RequirementResult) -> String {
    uuid("risk", &[&requirement.id])
}

fn observation(input: &Input<'_>, told: &Told<'_>, organisation: &str) -> Value {
    let requirement = told.requirement;
    let method = match requirement.basis {
        Basis::Derived => "EXAMINE",
        Basis::Evidenced | Basis::Declared => "INTERVIEW",
        Basis::Missing => "UNKNOWN",
    };
    let mut observation = Map::new();
    observation.insert("uuid".into(), json!(observation_id(told)));
    observation.insert("title".into(), json!(text(&prose(told.headline()))));
    let asked = told.finding.map_or(requirement.duty.as_str(), |finding| &finding.asked);
    observation.insert(
        "description".into(),
        json!(text(&format!("{} Asked: {asked}", prose(&requirement.because)))),
    );
    let mut properties = vec![property("finding-id", told.id()), property("outcome", told.outcome().label())];
    if let Some(exception) = told.finding.and_then(|finding| finding.exception.as_ref()) {
        properties.push(property("exception", exception));
    }
    observation.insert("props".into(), json!(properties));
    observation.insert("methods".into(), json!([method]));
    observation.insert("types".into(), json!(["finding"]));
    let subject = told.finding.map_or("", |finding| &finding.subject);
    observation.insert(
        "subjects".into(),
        json!([{ "subject-uuid": organisation, "type": "party", "title": text(subject) }]),
    );
    let evidence = told.cells().iter().filter(|cell| !cell.file.is_empty()).map(|cell| {
        json!({
            "href": format!("#{}", file_id(&cell.file)),
            "description": text(&format!("{}: {}", place(cell), saw(cell, usize::MAX))),
        })
    });
    insert(&mut observation, "relevant-evidence", evidence.collect());
    observation.insert("collected".into(), json!(moment(input)));
    Value::Object(observation)
}

fn is_risk(requirement: &RequirementResult) -> bool {
    matches!(requirement.severity, Severity::Critical | Severity::High)
        && matches!(requirement.outcome, Outcome::NotMet | Outcome::PartlyMet)
}

fn risk(requirement: &RequirementResult) -> Value {
    let mut risk = Map::new();
    risk.insert("uuid".into(), json!(risk_id(requirement)));
    risk.insert("title".into(), json!(text(&requirement.title)));
    risk.insert("description".into(), json!(text(&prose(&requirement.because))));
    risk.insert("statement".into(), json!(text(&requirement.why)));
    risk.insert("props".into(), json!([property("severity", requirement.severity.label())]));
    risk.insert("status".into(), json!("open"));
    let remediation = json!({
        "uuid": uuid("remediation", &[&requirement.id]),
        "lifecycle": "recommendation",
        "title": text(if requirement.first_step.is_empty() { &requirement.fix } else { &requirement.first_step }),
        "description": text(&requirement.fix),
    });
    risk.insert("remediations".into(), json!([remediation]));
    insert(&mut risk, "related-observations", related(requirement));
    Value::Object(risk)
}

fn related(requirement: &RequirementResult) -> Vec<Value> {
    Told::of(requirement).iter().map(|told| json!({ "observation-uuid": observation_id(told) })).collect()
}

fn finding(requirement: &RequirementResult) -> Value {
    let (state, reason) = match requirement.outcome {
        Outcome::Met => ("satisfied", "pass"),
        Outcome::NotMet | Outcome::PartlyMet => ("not-satisfied", "fail"),
        Outcome::Unknown | Outcome::NotApplicable => ("not-satisfied", "other"),
    };
    let label = requirement.outcome.label();
    let mut finding = Map::new();
    finding.insert("uuid".into(), json!(uuid("finding", &[&requirement.id])));
    finding.insert("title".into(), json!(text(&requirement.title)));
    finding.insert("description".into(), json!(text(&prose(&requirement.because))));
    finding.insert(
        "props".into(),
        json!([
            property("requirement-id", &requirement.id),
            property("cite", &requirement.cite),
            property("outcome", label),
            property("severity", requirement.severity.label()),
        ]),
    );
    finding.insert(
        "target".into(),
        json!({
            "type": "objective-id",
            "target-id": token(&requirement.id),
            "status": { "state": state, "reason": reason, "remarks": format!("{label}.") },
        }),
    );
    insert(&mut finding, "related-observations", related(requirement));
    if is_risk(requirement) {
        finding.insert("related-risks".into(), json!([{ "risk-uuid": risk_id(requirement) }]));
    }
    Value::Object(finding)
}
