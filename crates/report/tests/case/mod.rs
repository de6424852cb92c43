//! An assessment and an inventory with hostile texts, and the documents made from them.
#![allow(dead_code, reason = "each test crate uses a part of it")]

pub(crate) mod docx;

use candor_assess::{
    Assessment, Basis, ChecklistResult, FORMAT_VERSION, Finding, Level, Outcome, Rating, RequirementResult,
    SeenCell, Severity, Tally, Truth,
};
use candor_model::{Account, FileReading, Ignored, Inventory};
use candor_policy::{Facts, Language, facts};
use candor_report::{Document, Format, Input, Templates, compose};

use crate::inventory::{AS_OF, Change, changed, table};

pub(crate) const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "a | b",
    "](javascript:alert(1))",
    "line one\nline two\n\n::: box",
    "{{ view }} {% raw %}",
    "==mark== `code`{.x} {#id}",
];

pub(crate) fn finding(number: usize, outcome: Outcome) -> Finding {
    Finding {
        id: format!("F-{number:08x}"),
        subject: HOSTILE[number % HOSTILE.len()].to_owned(),
        outcome,
        headline: format!("{} has no end date", HOSTILE[number % HOSTILE.len()]),
        asked: "a date | in the last 12 months".to_owned(),
        cells: vec![SeenCell {
            file: "records.xlsx".to_owned(),
            sheet: "Activities".to_owned(),
            cell: format!("K{number}"),
            field: "activity.retention".to_owned(),
            saw: HOSTILE[number % HOSTILE.len()].to_owned(),
        }],
        exception: None,
    }
}

pub(crate) fn requirement(
    checklist: &str,
    number: usize,
    outcome: Outcome,
    findings: Vec<Finding>,
) -> RequirementResult {
    let severities = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
    RequirementResult {
        id: format!("{checklist}-{number}-a"),
        cite: format!("{} Art. {number}(1)(a)", checklist.to_uppercase()),
        checklist: checklist.to_owned(),
        title: format!("Requirement {number}"),
        duty: "Keep data no longer than needed.".to_owned(),
        theme: ["retention", "vendors", "own-theme"][number % 3].to_owned(),
        level: if number.is_multiple_of(2) { Level::Required } else { Level::Addressable },
        severity: severities[number % 4],
        confidence: "high".to_owned(),
        why: "Old data is lost in the next breach.".to_owned(),
        first_step: String::new(),
        fix: "Write how long it is kept.".to_owned(),
        done_when: String::new(),
        related: Vec::new(),
        ask: "Is there a rule?".to_owned(),
        evidence: "The rule".to_owned(),
        rolls_up_to: None,
        outcome,
        basis: Basis::Derived,
        because: "1 of 3 activities fails.".to_owned(),
        cells: vec![finding(number, outcome).cells.remove(0)],
        records: Tally::default(),
        findings_total: findings.len() as u64,
        findings,
        rule: String::new(),
        passed: String::new(),
    }
}

pub(crate) fn assessment() -> Assessment {
    let mut requirements = Vec::new();
    let mut checklists = Vec::new();
    let mut next = 0;
    for (id, scope) in [("gdpr", Truth::Yes), ("ccpa", Truth::Unknown)] {
        let mut tally = Tally::default();
        for number in 1..=10 {
            let outcome = Outcome::ALL[number % 5];
            let count = if matches!(outcome, Outcome::Met | Outcome::NotApplicable) { 0 } else { number % 4 };
            let findings = (0..count)
                .map(|_| {
                    next += 1;
                    finding(next, outcome)
                })
                .collect();
            tally.add(outcome, 1);
            requirements.push(requirement(id, number, outcome, findings));
        }
        checklists.push(ChecklistResult {
            id: id.to_owned(),
            title: format!("The {id}"),
            short: id.to_uppercase(),
            version: "2026.1".to_owned(),
            law_as_of: "2026-11-21".to_owned(),
            scope,
            scope_because: "a thing holds".to_owned(),
            scope_cells: Vec::new(),
            applies: tally.applies,
            met: tally.met,
            partly_met: tally.partly_met,
            not_met: tally.not_met,
            unknown: tally.unknown,
            not_applicable: tally.not_applicable,
            waived: 0,
            low: tally.low(),
            high: tally.high(),
            coverage: tally.coverage(),
            rating: Rating::Limited,
        });
    }
    Assessment {
        format_version: FORMAT_VERSION.to_owned(),
        tool_version: "0.1.0".to_owned(),
        organisation: "Harborlight <Health> & Co".to_owned(),
        as_of: AS_OF.parse().expect("a test may fail here"),
        checklists,
        requirements,
        ..Assessment::default()
    }
}

pub(crate) struct Case {
    pub(crate) assessment: Assessment,
    pub(crate) inventory: Inventory,
    pub(crate) account: Account,
    pub(crate) facts: Facts,
}

impl Case {
    pub(crate) fn new(changes: &[Change<'_>]) -> Case {
        let mut inventory = changed(changes);
        let rows: Vec<Vec<&str>> = HOSTILE.iter().map(|text| vec!["T", *text, *text]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        inventory.tables.push(table("training", &["ref", "course", "No such field"], &rows));
        let facts = facts(&inventory, AS_OF.parse().expect("a test may fail here"), Language::English);
        let file = FileReading {
            file: "records.xlsx".to_owned(),
            ignored: vec![Ignored { sheet: "Read me".to_owned(), why: "no table was recognised".to_owned() }],
            readable: true,
            ..FileReading::default()
        };
        let account = Account { files: vec![file], problems: Vec::new() };
        Case { assessment: assessment(), inventory, account, facts }
    }

    pub(crate) fn input(&self) -> Input<'_> {
        Input::new(&self.assessment, &self.inventory, &self.account, "0.1.0")
    }

    pub(crate) fn bytes(&self, document: Document, format: Format) -> Vec<u8> {
        let source = compose(&document.whole(), &self.input(), &Templates::builtin());
        source.and_then(|source| source.format(format)).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The text of a format that is text, or the words of one that is not.
    pub(crate) fn text(&self, document: Document, format: Format) -> String {
        let bytes = self.bytes(document, format);
        match format {
            Format::Docx => docx::text(&docx::part(&bytes, "word/document.xml")),
            Format::Html | Format::Markdown => String::from_utf8(bytes).expect("a test may fail here"),
        }
    }
}

pub(crate) const DRAFT: &[Change<'_>] = &[
    ("organisation", "legal_name", 0, ""),
    ("organisation", "complaint_authority", 0, ""),
    ("activity", "retention", 0, "?"),
    ("activity", "status", 1, "planned"),
    ("activity", "role", 2, ""),
    ("activity", "sold", 0, ""),
    ("activity", "children", 2, "yes"),
    ("vendor", "country", 0, "US"),
    ("vendor", "transfers", 0, "yes"),
    ("system", "encrypted_at_rest", 0, ""),
    ("system", "encrypted_in_transit", 0, ""),
    ("notice", "url", 1, ""),
];

/// Pieces of the page that begin with `<tag` followed by a space or `>`.
pub(crate) fn tags<'a>(page: &'a str, tag: &str) -> Vec<&'a str> {
    let start = format!("<{tag}");
    page.match_indices(&start)
        .map(|(at, _)| &page[at..])
        .filter(|rest| rest[start.len()..].starts_with([' ', '>']))
        .map(|rest| &rest[..rest.find('>').expect("a test may fail here") + 1])
        .collect()
}
