//! Exports for other programs hold to the published schemas and vocabularies, and point where they say.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::BTreeSet;

use crate::case::{Case, DRAFT, HOSTILE, finding, requirement};
use candor_assess::{Assessment, Outcome};
use candor_model::{Place, Problem};
use candor_report::{Export, Past, export};
use serde_json::{Value, json};

fn schema(name: &str) -> Value {
    let path = format!("{}/tests/schemas/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What of a document does not hold to a schema.
fn faults(schema: &Value, document: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn made(case: &Case, kind: Export) -> Value {
    let files = export(kind, &case.input()).unwrap();
    assert_eq!(files.len(), 1);
    serde_json::from_slice(&files[0].bytes).unwrap()
}

/// Cases with hostile texts, with nothing, and with a file, an id and a cell that are hard to write.
fn cases() -> Vec<Case> {
    let mut odd = Case::new(DRAFT);
    let mut strange = requirement("own", 3, Outcome::Unknown, vec![finding(90, Outcome::Unknown)]);
    strange.id = "7-our own rule".to_owned();
    strange.findings[0].cells[0].file = "2026 Q4/Übersicht #1.xlsx".to_owned();
    strange.findings[0].cells[0].saw = String::new();
    strange.because = String::new();
    strange.first_step = "  ".to_owned();
    odd.assessment.requirements.push(strange);
    odd.assessment.organisation = String::new();
    let place = Place::file("2026 Q4/Übersicht #1.xlsx");
    let help = "check its permissions";
    odd.account.problems.push(Problem::new(
        candor_model::Severity::Error,
        "file-broken",
        place,
        "`x` could not be opened".to_owned(),
        help,
    ));
    let mut empty = Case::new(&[]);
    empty.assessment.requirements.clear();
    empty.inventory.tables.clear();
    vec![Case::new(&[]), odd, empty]
}

#[test]
fn sarif_and_oscal_hold_to_their_published_schemas() {
    let sarif = schema("sarif-2.1.0.json");
    let oscal = schema("oscal-assessment-results-1.2.1.json");
    for case in cases() {
        assert_eq!(faults(&sarif, &made(&case, Export::Sarif)), Vec::<String>::new());
        assert_eq!(faults(&oscal, &made(&case, Export::Oscal)), Vec::<String>::new());
    }
    // The check can fail.
    let mut broken = made(&cases()[0], Export::Sarif);
    broken["runs"][0]["results"][0]["kind"] = json!("wrong");
    assert_ne!(faults(&sarif, &broken), Vec::<String>::new());
    let mut broken = made(&cases()[0], Export::Oscal);
    broken["assessment-results"]["results"][0]["findings"][0]["target"]["status"]["state"] =
        json!("compliant");
    assert_ne!(faults(&oscal, &broken), Vec::<String>::new());
}

#[test]
fn the_assessment_holds_to_the_schema_that_the_program_prints() {
    let schema = serde_json::to_value(schemars::schema_for!(candor_assess::Assessment)).unwrap();
    for case in cases() {
        let assessment = made(&case, Export::Json);
        assert_eq!(faults(&schema, &assessment), Vec::<String>::new());
        let mut broken = assessment;
        broken["requirements"] = json!(7);
        assert_ne!(faults(&schema, &broken), Vec::<String>::new());
    }
}

#[test]
fn a_sarif_result_points_at_file_sheet_and_cell() {
    let case = &cases()[1];
    let log = made(case, Export::Sarif);
    let run = &log["runs"][0];
    let result = run["results"].as_array().unwrap().last().unwrap();
    let location = &result["locations"][0];
    assert_eq!(
        location["physicalLocation"]["artifactLocation"]["uri"],
        "2026%20Q4/%C3%9Cbersicht%20%231.xlsx"
    );
    assert_eq!(location["physicalLocation"]["region"], Value::Null, "a spreadsheet has no lines");
    assert_eq!(location["logicalLocations"][0]["name"], "K90");
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.contains("2026 Q4/Übersicht #1.xlsx › Activities › K90"), "{text}");
    assert_eq!(
        (&result["kind"], &result["level"]),
        (&json!("open"), &json!("none")),
        "unknown is no failure"
    );
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    let told = &run["invocations"][0]["toolExecutionNotifications"];
    assert!(told[0]["message"]["text"].as_str().unwrap().contains("could not be opened"));
}

#[test]
fn sarif_tells_what_is_new_and_what_was_accepted() {
    let mut case = Case::new(&[]);
    let mut before = case.assessment.clone();
    before.requirements[0].findings.clear();
    case.assessment.requirements[0].findings = vec![finding(70, Outcome::NotMet)];
    case.assessment.requirements[0].findings[0].exception = Some("EX-1, until 2027".to_owned());
    let past = [Past { quarter: "2026-Q3".to_owned(), assessment: before }];
    let input = candor_report::Input { past: &past, ..case.input() };
    let files = export(Export::Sarif, &input).unwrap();
    let log: Value = serde_json::from_slice(&files[0].bytes).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let state = |id: &str| {
        let found =
            results.iter().find(|result| result["partialFingerprints"]["findingId/v1"] == id).unwrap();
        (found["baselineState"].clone(), found["suppressions"][0]["justification"].clone())
    };
    assert_eq!(state("F-00000046"), (json!("new"), json!("EX-1, until 2027")));
    let known =
        case.assessment.requirements[1..].iter().flat_map(|one| &one.findings).next().unwrap().id.clone();
    assert_eq!(state(&known).0, json!("unchanged"));
}

#[test]
fn in_oscal_only_what_is_met_is_satisfied_and_every_reference_leads_somewhere() {
    for case in cases() {
        let document = made(&case, Export::Oscal);
        let text = document.to_string();
        let mut ids = BTreeSet::new();
        gather(&document, "uuid", &mut ids);
        for key in ["observation-uuid", "risk-uuid", "subject-uuid"] {
            let mut used = BTreeSet::new();
            gather(&document, key, &mut used);
            assert!(used.is_subset(&ids), "{key}");
        }
        for (at, _) in text.match_indices("\"href\":\"#") {
            let id = &text[at + 9..at + 45];
            assert!(ids.contains(id), "{id}");
        }
        for result in document["assessment-results"]["results"].as_array().unwrap() {
            for finding in result["findings"].as_array().into_iter().flatten() {
                let outcome =
                    finding["props"].as_array().unwrap().iter().find(|one| one["name"] == "outcome").unwrap();
                let met = outcome["value"] == "Met";
                assert_eq!(finding["target"]["status"]["state"] == "satisfied", met);
            }
        }
    }
}

fn gather(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                if let (true, Some(text)) = (name == key, part.as_str()) {
                    found.insert(text.to_owned());
                }
                gather(part, key, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, key, found)),
        _ => {}
    }
}

#[test]
fn every_term_of_the_register_is_in_the_published_vocabulary() {
    let path = format!("{}/tests/schemas/dpv-2.3-terms.txt", env!("CARGO_MANIFEST_DIR"));
    let known = std::fs::read_to_string(path).unwrap();
    let known: BTreeSet<&str> = known.lines().collect();
    for case in cases() {
        let document = made(&case, Export::Dpv);
        let mut used = BTreeSet::new();
        terms(&document["@graph"], &mut used);
        for term in used.iter().filter(|term| term.starts_with("dpv:") || term.starts_with("eu-gdpr:")) {
            assert!(known.contains(term.as_str()), "{term}");
        }
        let activities = candor_model::Dictionary::builtin().find_entity("activity").unwrap();
        let processes =
            document["@graph"].as_array().unwrap().iter().filter(|node| node["@type"] == "dpv:Process");
        assert_eq!(processes.count(), case.inventory.records(activities).count(), "each activity once");
    }
}

fn terms(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                used.insert(name.clone());
                if let (true, Some(text)) = (matches!(name.as_str(), "@id" | "@type"), part.as_str()) {
                    used.insert(text.to_owned());
                }
                terms(part, used);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| terms(item, used)),
        _ => {}
    }
}

#[test]
fn nothing_is_supposed_of_what_is_not_recorded() {
    let blank =
        [("activity", "legal_basis", 0, ""), ("activity", "role", 0, ""), ("activity", "retention", 0, "")];
    let case = Case::new(&blank);
    let document = made(&case, Export::Dpv);
    let first =
        document["@graph"].as_array().unwrap().iter().find(|node| node["@type"] == "dpv:Process").unwrap();
    for property in ["dpv:hasLegalBasis", "dpv:hasDataController", "dpv:hasStorageCondition"] {
        assert_eq!(first[property], Value::Null, "{property}");
    }
    let note = first["note"].as_str().unwrap();
    assert!(note.contains("Legal basis") && note.contains("Retention"), "{note}");
}

/// An assessment with a hostile text at the end of every text, but of those that are words of a closed list or days.
fn hostile_everywhere(assessment: &Assessment) -> Assessment {
    let mut whole = serde_json::to_value(assessment).unwrap();
    let mut places = Vec::new();
    texts(&whole, String::new(), &mut places);
    let mut reached = 0;
    for (number, place) in places.iter().enumerate() {
        let before = whole.pointer(place).unwrap().clone();
        let changed = format!("{}{}", before.as_str().unwrap(), HOSTILE[number % HOSTILE.len()]);
        *whole.pointer_mut(place).unwrap() = json!(changed);
        if serde_json::from_value::<Assessment>(whole.clone()).is_ok() {
            reached += 1;
        } else {
            *whole.pointer_mut(place).unwrap() = before;
        }
    }
    assert!(reached * 2 > places.len(), "{reached} of {}", places.len());
    serde_json::from_value(whole).unwrap()
}

/// JSON pointers (RFC 6901) of all texts.
fn texts(value: &Value, place: String, found: &mut Vec<String>) {
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(name, part)| texts(part, format!("{place}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, format!("{place}/{index}"), found));
        }
        Value::String(_) => found.push(place),
        _ => {}
    }
}

#[test]
fn hostile_text_in_every_field_comes_through_valid_and_inert() {
    let mut case = Case::new(DRAFT);
    case.assessment.requirements.truncate(4);
    case.assessment = hostile_everywhere(&case.assessment);
    let sarif = made(&case, Export::Sarif);
    assert_eq!(faults(&schema("sarif-2.1.0.json"), &sarif), Vec::<String>::new());
    let oscal = made(&case, Export::Oscal);
    assert_eq!(faults(&schema("oscal-assessment-results-1.2.1.json"), &oscal), Vec::<String>::new());
    let whole = serde_json::to_value(schemars::schema_for!(Assessment)).unwrap();
    assert_eq!(faults(&whole, &made(&case, Export::Json)), Vec::<String>::new());
    made(&case, Export::Dpv);
    // The one place where readers of SARIF make HTML of a text.
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let helps: String = rules.iter().map(|rule| rule["help"]["markdown"].as_str().unwrap()).collect();
    assert!(rules.len() == 4 && !helps.is_empty());
    let bare = helps.replace("\\<", "").replace("\\]\\(", "");
    assert!(!bare.contains('<') && !bare.contains("]("), "{helps}");
}

#[test]
fn findings_of_the_lint_hold_to_the_published_schema() {
    use candor_policy::lint::{Context, lint};
    use candor_policy::text::read;

    let sarif = schema("sarif-2.1.0.json");
    let mut texts = vec![
        "# Privacy\n\n<!-- candor-allow PL003: decided -->\n\nWe keep it as long as necessary.\n".to_owned(),
        "We keep it as long as necessary. We keep it as long as necessary.".to_owned(),
        "Nothing".to_owned(),
    ];
    texts.extend(
        HOSTILE.iter().map(|hostile| format!("We keep {hostile} as long as necessary and you know it.")),
    );
    let mut runs = Vec::new();
    for (index, source) in texts.iter().enumerate() {
        let text = read("policy.md", source.as_bytes()).unwrap();
        let context = Context { source: Some(source), ..Context::default() };
        runs.push((format!("2026 Q4/Übersicht #{index}.md"), lint(&text, &context)));
    }
    let log: Value = serde_json::from_slice(&candor_report::lint_sarif(&runs, "0.1.0").unwrap()).unwrap();
    assert_eq!(faults(&sarif, &log), Vec::<String>::new());
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() >= texts.len(), "{}", results.len());
    assert_eq!(results[0]["suppressions"][0]["justification"], "decided");
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "2026%20Q4/%C3%9Cbersicht%20%230.md");
    let ids: BTreeSet<String> = results.iter().map(|one| one["partialFingerprints"].to_string()).collect();
    assert_eq!(ids.len(), results.len(), "each result has an id of its own");
    // What was not checked is told.
    let told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert!(told.iter().any(|one| one["associatedRule"]["id"] == "PL031"), "{told:?}");
}
