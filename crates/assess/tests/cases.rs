//! Runs the tables of cases in `cases/`: a requirement, some records, and the result expected of them.
//!
//! What is expected is written as: outcome and basis; the reason; then a line for each finding with its
//! outcome, headline and cells.

use crate::inventory;

use std::fmt::Write as _;
use std::path::Path;

use candor_assess::{Assessment, Library, Options, Outcome, Source, assess, trace};
use candor_model::Inventory;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    as_of: Option<String>,
    accept_declared: Option<bool>,
    findings_max: Option<usize>,
    answers_valid_days: Option<u32>,
    /// All tables are of an earlier quarter.
    #[serde(default)]
    carried_over: bool,
    /// Keys at the top of the checklist.
    scope: Option<String>,
    conditions: Option<String>,
    /// Keys of the requirement.
    rule: String,
    /// Tables by entity; ` 2` at the end of the name makes a second one.
    #[serde(default)]
    sheets: toml::Table,
    expect: String,
}

fn checklist(case: &Case) -> String {
    let mut text =
        "id = \"t\"\ntitle = \"Test\"\nshort = \"Test\"\nversion = \"1\"\nlaw_as_of = 2026-11-21\n\
                    source = \"Test\"\n"
            .to_owned();
    if let Some(scope) = &case.scope {
        writeln!(text, "scope = \"{scope}\"").expect("text can be written");
    }
    text.push_str(case.conditions.as_deref().unwrap_or_default());
    text.push_str(
        "\n[[requirement]]\nid = \"t-1\"\ncite = \"Art. 1\"\ntitle = \"The duty\"\nduty = \"Do it.\"\n\
         theme = \"records\"\nwhy = \"Because.\"\nfix = \"Do it now.\"\nseverity = \"high\"\n\
         confidence = \"high\"\n",
    );
    if !case.rule.contains("level =") {
        text.push_str("level = \"required\"\n");
    }
    text.push_str(&case.rule);
    text
}

fn library(case: &Case) -> Library {
    let text = checklist(case);
    Library::parse(&[Source { name: "t.toml", text: &text }])
        .unwrap_or_else(|mistakes| panic!("{}: {mistakes:#?}", case.name))
}

fn inventory_of(case: &Case) -> Inventory {
    let mut inventory = Inventory::default();
    for (name, table) in &case.sheets {
        let entity = name.split(' ').next().unwrap_or_default();
        inventory::add_table(&mut inventory, entity, table.as_str().expect("a table is text"));
    }
    inventory
}

fn options(case: &Case) -> Options {
    Options {
        accept_declared: case.accept_declared.unwrap_or(false),
        findings_max: case.findings_max.or(Some(100)),
        answers_valid_days: case.answers_valid_days,
        carried_over: if case.carried_over { vec![inventory::FILE.to_owned()] } else { Vec::new() },
        ..Options::new(case.as_of.as_deref().unwrap_or("2026-11-21").parse().expect("a day"))
    }
}

fn written(assessment: &Assessment) -> String {
    let result = &assessment.requirements[0];
    let mut text = format!("{} {:?}\n{}\n", result.outcome.label(), result.basis, result.because);
    for finding in &result.findings {
        let cells: Vec<String> =
            finding.cells.iter().map(|cell| format!("{}!{} {}", cell.sheet, cell.cell, cell.field)).collect();
        let exception = finding.exception.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
        let outcome = finding.outcome.symbol();
        writeln!(text, "{outcome} {}{exception} [{}]", finding.headline, cells.join(", "))
            .expect("text can be written");
    }
    if result.findings_total != result.findings.len() as u64 {
        writeln!(text, "of {}", result.findings_total).expect("text can be written");
    }
    text
}

fn check_traces(case: &Case, library: &Library, inventory: &Inventory, assessment: &Assessment) {
    let mut ids = std::collections::BTreeSet::new();
    for finding in &assessment.requirements[0].findings {
        assert!(ids.insert(&finding.id), "{}: two findings have one id", case.name);
        let traced = trace(inventory, library, &options(case), &finding.id.to_lowercase())
            .unwrap_or_else(|| panic!("{}: {} has no trace", case.name, finding.id));
        assert_eq!(traced.finding, *finding, "{}", case.name);
        assert!(!finding.cells.is_empty(), "{}: `{}` has no cell", case.name, finding.headline);
        assert!(finding.outcome != Outcome::Met, "{}", case.name);
    }
    assert!(trace(inventory, library, &options(case), "F-00000000").is_none());
}

#[test]
fn every_case_comes_out_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "there are cases");
    let mut wrong = String::new();
    for file in files {
        let cases: Cases = toml::from_str(&std::fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in &cases.case {
            let (library, inventory) = (library(case), inventory_of(case));
            let assessment = assess(&inventory, &library, &options(case));
            check_traces(case, &library, &inventory, &assessment);
            let actual = written(&assessment);
            if actual.trim() != case.expect.trim() {
                let name = &case.name;
                writeln!(wrong, "== {} :: {name}\n{actual}-- expected\n{}", file.display(), case.expect)
                    .expect("text can be written");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
