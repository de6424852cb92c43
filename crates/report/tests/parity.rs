//! Parity: what stands in one format stands in all that carry it, and the numbers are the same everywhere.
//!
//! A new format or export must say here what it carries, for the tables below are compared with those of the crate.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::BTreeSet;
use std::io::Read;

use crate::case::{Case, DRAFT};
use candor_assess::{Assessment, Outcome};
use candor_report::{
    Document, EXPORTS, Edition, Export, FORMATS, Format, Part, Reader, Templates, compose, export,
};

/// Which of the findings and requirements an export carries.
#[derive(Clone, Copy, PartialEq)]
enum Which {
    All,
    /// Those that failed; the others are nothing to be done.
    Failed,
    None,
}

/// What an export carries of the assessment and of the register.
struct Carries {
    export: Export,
    judged: Which,
    register: bool,
}

const EXPORTED: &[Carries] = &[
    Carries { export: Export::Json, judged: Which::All, register: false },
    Carries { export: Export::Xlsx, judged: Which::All, register: true },
    Carries { export: Export::Plan, judged: Which::Failed, register: false },
    Carries { export: Export::Csv, judged: Which::All, register: true },
    Carries { export: Export::Sarif, judged: Which::All, register: false },
    Carries { export: Export::Junit, judged: Which::All, register: false },
    Carries { export: Export::Oscal, judged: Which::All, register: false },
    Carries { export: Export::Dpv, judged: Which::None, register: true },
];

fn findings(assessment: &Assessment) -> BTreeSet<String> {
    let findings = assessment.requirements.iter().flat_map(|one| &one.findings);
    findings.map(|finding| finding.id.clone()).collect()
}

fn requirements(assessment: &Assessment) -> BTreeSet<String> {
    assessment.requirements.iter().map(|one| one.id.clone()).collect()
}

/// The requirements that failed, and their findings that did.
fn failed(assessment: &Assessment) -> BTreeSet<String> {
    let is_failure = |outcome| matches!(outcome, Outcome::NotMet | Outcome::PartlyMet);
    let requirements = assessment.requirements.iter().filter(|one| is_failure(one.outcome));
    requirements
        .flat_map(|one| {
            let findings = one.findings.iter().filter(|finding| is_failure(finding.outcome));
            findings.map(|finding| finding.id.clone()).chain([one.id.clone()])
        })
        .collect()
}

/// The words of all files of an export.
fn exported(case: &Case, kind: Export) -> String {
    let files = export(kind, &case.input()).unwrap();
    let words = files.iter().map(|file| match file.path.ends_with(".xlsx") {
        true => packed(&file.bytes, "xl/"),
        false => String::from_utf8_lossy(&file.bytes).into_owned(),
    });
    words.collect::<Vec<_>>().join("\n")
}

/// The words of a packed file: of its parts below a folder, a space for each tag.
fn packed(bytes: &[u8], folder: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        if !name.starts_with(folder) || !name.ends_with(".xml") {
            continue;
        }
        let mut part = String::new();
        file.read_to_string(&mut part).unwrap();
        for piece in part.split('<') {
            words.push_str(piece.split_once('>').map_or("", |(_, text)| text));
            words.push(' ');
        }
    }
    words
}

/// The audit in a format, as words.
fn audit(case: &Case, format: Format) -> String {
    match format {
        Format::Docx => packed(&case.bytes(Document::Audit, format), "word/"),
        _ => case.text(Document::Audit, format),
    }
}

/// Those of the ids that do not stand in a text, each as a whole word.
fn missing(ids: &BTreeSet<String>, text: &str) -> Vec<String> {
    let is_part =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    let stands = |id: &str| {
        text.match_indices(id).any(|(at, _)| {
            !is_part(text[..at].chars().next_back()) && !is_part(text[at + id.len()..].chars().next())
        })
    };
    ids.iter().filter(|id| !stands(id)).cloned().collect()
}

#[test]
fn every_export_says_what_it_carries() {
    let told: Vec<Export> = EXPORTED.iter().map(|carries| carries.export).collect();
    let known: Vec<Export> = EXPORTS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(told, known);
}

#[test]
fn every_finding_and_requirement_stands_in_every_format_and_export() {
    for changes in [&[][..], DRAFT] {
        let case = Case::new(changes);
        let (findings, requirements) = (findings(&case.assessment), requirements(&case.assessment));
        assert!(findings.len() > 10 && requirements.len() > 10);
        for (format, _) in FORMATS {
            let text = audit(&case, format);
            assert_eq!(missing(&findings, &text), Vec::<String>::new(), "{format:?}");
            assert_eq!(missing(&requirements, &text), Vec::<String>::new(), "{format:?}");
        }
        let failed = failed(&case.assessment);
        let of_failed = |ids: BTreeSet<String>| ids.into_iter().filter(|id| failed.contains(id)).collect();
        for carries in EXPORTED {
            let text = exported(&case, carries.export);
            let (findings, requirements) = match carries.judged {
                Which::All => (findings.clone(), requirements.clone()),
                Which::Failed => (of_failed(findings.clone()), of_failed(requirements.clone())),
                Which::None => continue,
            };
            assert!(!findings.is_empty() && !requirements.is_empty());
            assert_eq!(missing(&findings, &text), Vec::<String>::new(), "{:?}", carries.export);
            assert_eq!(missing(&requirements, &text), Vec::<String>::new(), "{:?}", carries.export);
        }
    }
}

#[test]
fn the_check_can_fail() {
    let ids = BTreeSet::from(["gdpr-1-a".to_owned(), "F-00000001".to_owned()]);
    assert_eq!(missing(&ids, "gdpr-1-a-b, F-000000012"), ["F-00000001", "gdpr-1-a"]);
    assert_eq!(missing(&ids, "(gdpr-1-a) `F-00000001`"), Vec::<String>::new());
}

#[test]
fn editions_hold_nothing_that_the_whole_does_not() {
    let case = Case::new(&[]);
    let findings = findings(&case.assessment);
    let whole = case.text(Document::Audit, Format::Markdown);
    let text = |part| {
        let edition = Edition::new(Document::Audit, part);
        let source = compose(&edition, &case.input(), &Templates::builtin()).unwrap();
        String::from_utf8(source.format(Format::Markdown).unwrap()).unwrap()
    };
    for reader in [Reader::Executive, Reader::Engineer] {
        let shorter = text(Part::Reader(reader));
        assert!(shorter.len() < whole.len(), "{reader:?}");
    }
    let mut told = BTreeSet::new();
    for checklist in &case.assessment.checklists {
        let law = text(Part::Law(checklist.id.clone()));
        let its = case.assessment.of_checklist(&checklist.id);
        let its = its.requirements.iter().flat_map(|one| &one.findings).map(|finding| finding.id.clone());
        let its: BTreeSet<String> = its.collect();
        assert_eq!(missing(&its, &law), Vec::<String>::new(), "{}", checklist.id);
        let others: BTreeSet<String> = findings.difference(&its).cloned().collect();
        assert_eq!(missing(&others, &law).len(), others.len(), "{} tells of another law", checklist.id);
        told.extend(its);
    }
    assert_eq!(told, findings, "together the laws hold all");
}

#[test]
fn every_row_of_the_register_stands_in_every_format() {
    let case = Case::new(&[]);
    let dictionary = candor_model::Dictionary::builtin();
    let mut names = BTreeSet::new();
    for entity in dictionary.entity_ids() {
        for record in case.inventory.records(entity) {
            let name = case.inventory.name(record);
            // A hostile name is written in another way in each format: other tests hold those.
            if name.chars().all(|letter| letter.is_alphanumeric() || letter == ' ') {
                names.insert(name);
            }
        }
    }
    assert!(names.len() > 5, "{names:?}");
    for (format, _) in FORMATS {
        let text = case.text(Document::Register, format);
        let lost: Vec<&String> = names.iter().filter(|name| !text.contains(name.as_str())).collect();
        assert_eq!(lost, Vec::<&String>::new(), "{format:?}");
    }
    let activities = dictionary.find_entity("activity").unwrap();
    for carries in EXPORTED.iter().filter(|carries| carries.register) {
        let text = exported(&case, carries.export);
        for record in case.inventory.records(activities) {
            let name = case.inventory.name(record);
            assert!(text.contains(&name), "{name} in {:?}", carries.export);
        }
    }
}

#[test]
fn counts_are_the_same_everywhere() {
    let case = Case::new(&[]);
    let count =
        |outcome: Outcome| case.assessment.requirements.iter().filter(|one| one.outcome == outcome).count();
    let sarif: serde_json::Value = serde_json::from_str(&exported(&case, Export::Sarif)).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let oscal: serde_json::Value = serde_json::from_str(&exported(&case, Export::Oscal)).unwrap();
    let results = oscal["assessment-results"]["results"].as_array().unwrap();
    for outcome in Outcome::ALL {
        let id = serde_json::to_value(outcome).unwrap();
        let in_sarif = rules.iter().filter(|rule| rule["properties"]["outcome"] == id).count();
        assert_eq!(in_sarif, count(outcome), "{outcome:?} in SARIF");
        let findings = results.iter().flat_map(|result| result["findings"].as_array().into_iter().flatten());
        let has = |finding: &&serde_json::Value| {
            finding["props"].as_array().unwrap().iter().any(|one| one["value"] == outcome.label())
        };
        let in_oscal = match outcome {
            Outcome::NotApplicable => results
                .iter()
                .flat_map(|result| result["reviewed-controls"]["control-selections"].as_array().unwrap())
                .flat_map(|selection| selection["exclude-controls"].as_array().into_iter().flatten())
                .count(),
            _ => findings.filter(has).count(),
        };
        assert_eq!(in_oscal, count(outcome), "{outcome:?} in OSCAL");
    }
}
