//! The audit report: its numbers agree, its editions stand by themselves, its plan follows the records.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case::{Case, finding, requirement};
use crate::inventory::table;
use candor_assess::{
    Basis, ClockCounts, ClockResult, ClockRun, ClockState, EvidenceItem, EvidenceState, ExceptionResult,
    ExceptionState, Outcome, SeenCell, Severity, Strength, Tally,
};
use candor_report::{Document, Edition, Format, Input, Part, Past, Reader, Templates, compose};

/// The Markdown of an edition.
fn edition(case: &Case, past: &[Past], part: Part) -> String {
    let input = Input { past, ..case.input() };
    let edition = Edition::new(Document::Audit, part);
    let source = compose(&edition, &input, &Templates::builtin()).unwrap();
    String::from_utf8(source.format(Format::Markdown).unwrap()).unwrap()
}

fn whole(case: &Case) -> String {
    edition(case, &[], Part::Whole)
}

/// What stands between a heading of level 2 and the next.
fn section<'a>(text: &'a str, title: &str) -> &'a str {
    let start = text.find(&format!("\n## {title}\n")).unwrap_or_else(|| panic!("no section {title}")) + 1;
    let rest = &text[start..];
    &rest[..rest[3..].find("\n## ").map_or(rest.len(), |end| end + 3)]
}

/// The rows of the table with a caption, as cells without their marks.
fn rows(text: &str, caption: &str) -> Vec<Vec<String>> {
    let start = text.find(&format!("*{caption}")).unwrap_or_else(|| panic!("no table {caption}"));
    let lines = text[start..].lines().skip(1).skip_while(|line| line.is_empty());
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells = row.trim_matches('|').replace("\\|", "/");
        cells.split('|').map(|cell| cell.trim().replace("**", "")).collect()
    })
    .collect()
}

fn number(cell: &str) -> usize {
    cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"))
}

fn count(case: &Case, wanted: &[Outcome]) -> usize {
    case.assessment.requirements.iter().filter(|result| wanted.contains(&result.outcome)).count()
}

#[test]
fn numbers_agree_wherever_they_stand() {
    let case = Case::new(&[]);
    let text = whole(&case);
    let failed = count(&case, &[Outcome::NotMet, Outcome::PartlyMet]);
    let unknown = count(&case, &[Outcome::Unknown]);
    let met = count(&case, &[Outcome::Met]);
    let sum =
        |rows: &[Vec<String>], column: usize| rows.iter().map(|row| number(&row[column])).sum::<usize>();

    let results = rows(&text, "Results of each checklist");
    assert_eq!(sum(&results, 5), met);
    assert_eq!(sum(&results, 6) + sum(&results, 7), failed);
    assert_eq!(sum(&results, 8), unknown);
    assert!(text.contains(&format!("{failed} requirements failed in full or in part.\n{unknown} cannot be")));

    for (checklist, result) in case.assessment.checklists.iter().zip(&results) {
        let themes = rows(&text, &format!("{} by theme", checklist.short));
        for (of_themes, of_result) in [(2, 4), (3, 5), (4, 6), (5, 7), (6, 8)] {
            assert_eq!(sum(&themes, of_themes), number(&result[of_result]), "{}", checklist.short);
        }
        let annex = rows(&text, &format!("{}: requirements that apply", checklist.short));
        assert_eq!(annex.len() as u64, checklist.applies);
        let set_aside = rows(&text, &format!("{}: requirements that do not apply", checklist.short));
        assert_eq!(set_aside.len() as u64, checklist.not_applicable);
    }

    let heat = rows(&text, "Requirements met, by theme and checklist");
    let met_of =
        |cell: &str| cell.split('/').next().unwrap().split(' ').next_back().unwrap().parse::<usize>();
    let in_heat: usize = heat.iter().flat_map(|row| &row[1..]).filter_map(|cell| met_of(cell).ok()).sum();
    assert_eq!(in_heat, met);

    let windows = rows(&text, "What is due when");
    assert_eq!(sum(&windows, 1), failed + unknown);
    assert_eq!(sum(&windows, 2) + sum(&windows, 3) + sum(&windows, 4), failed);
    assert_eq!(sum(&windows, 5), unknown);
    assert_eq!(sum(&rows(&text, "What a priority means"), 2), failed + unknown);
    for window in windows.iter().filter(|window| window[1] != "0") {
        assert_eq!(rows(section(&text, "Action plan"), &format!("{}*", window[0])).len(), number(&window[1]));
    }
    assert!(section(&text, "Sign-off").contains(&format!("{unknown} requirements are unknown")));
    assert!(section(&text, "On one page").contains(&format!("{unknown} requirements are unknown")));
}

/// ISO 19011:2018, 6.5.1: what a report should hold, and what it may.
#[test]
fn every_item_of_iso_19011_has_a_place_or_a_reason() {
    let text = whole(&Case::new(&[]));
    let items = rows(&text, "What ISO 19011");
    let names: Vec<&str> = items.iter().map(|row| row[0].as_str()).collect();
    let expected = [
        "Objectives",
        "Scope",
        "Audit client",
        "Audit team and participants",
        "Dates and places",
        "Criteria",
        "Findings and evidence",
        "Conclusions",
        "Degree to which the criteria are fulfilled",
        "Unresolved differences of opinion",
        "Statement on sampling",
        "Obstacles",
        "Areas not covered",
        "Good practice",
        "Follow-up",
        "Confidentiality",
    ];
    assert_eq!(names, expected);
    assert!(items.iter().all(|row| row[1].len() > 20), "{items:?}");
    let page = Case::new(&[]).text(Document::Audit, Format::Html);
    assert!(page.matches("see there</a>").count() >= 10, "their places exist");
}

#[test]
fn each_reader_gets_a_document_of_its_own() {
    let case = Case::new(&[]);
    let of = |reader| edition(&case, &[], Part::Reader(reader));
    let (executive, auditor, engineer) = (of(Reader::Executive), of(Reader::Auditor), of(Reader::Engineer));
    let has = |text: &str, title: &str| text.contains(&format!("\n## {title}\n"));
    for (title, readers) in [
        ("About this report", [true, true, true]),
        ("On one page", [true, true, false]),
        ("Look at these first", [true, true, true]),
        ("Scope and method", [false, true, false]),
        ("What could not be seen", [false, true, true]),
        ("Themes", [true, true, true]),
        ("Results by law", [false, true, true]),
        ("What failed", [false, true, true]),
        ("What is unknown", [false, true, true]),
        ("Findings by owner", [false, true, true]),
        ("Action plan", [true, true, true]),
        ("Change since last quarter", [true, true, true]),
        ("Good practice seen", [true, true, false]),
        ("Registers", [false, true, true]),
        ("Deadlines", [false, true, true]),
        ("Annex: every requirement", [false, true, true]),
        ("Annex: evidence and exceptions", [false, true, false]),
        ("Annex: not applicable", [false, true, false]),
        ("Annex: disagreements", [false, true, false]),
        ("Annex: how it is counted", [false, true, false]),
        ("Annex: changes of the rules", [false, true, false]),
        ("Annex: words", [false, true, false]),
        ("Sign-off", [true, true, false]),
    ] {
        assert_eq!([&executive, &auditor, &engineer].map(|text| has(text, title)), readers, "{title}");
    }
    for text in [&executive, &auditor, &engineer] {
        assert!(text.contains("**Draft.**"));
        assert_eq!(text.matches("not legal advice").count(), 1);
    }
    let words = executive.split_whitespace().count();
    assert!(words < 2000, "a few pages at most, not {words} words");
    for finding in case.assessment.requirements.iter().flat_map(|result| &result.findings) {
        assert!(auditor.contains(&finding.id) && engineer.contains(&finding.id), "{}", finding.id);
    }
}

#[test]
fn the_edition_of_a_law_speaks_of_no_other() {
    let mut case = Case::new(&[]);
    let other = candor_assess::Related {
        id: "ccpa-1-a".to_owned(),
        cite: "CCPA Art. 1(1)(a)".to_owned(),
        title: "Another".to_owned(),
        relation: candor_assess::Relation::Equal,
        outcome: Outcome::Met,
        basis: Basis::Evidenced,
    };
    case.assessment.requirements[0].related.push(other);
    case.assessment.conditions =
        vec![condition("the GDPR reaches it", "gdpr"), condition("the CCPA reaches it", "ccpa")];
    let text = edition(&case, &[], Part::Law("gdpr".to_owned()));
    assert!(text.contains("# Privacy audit 2026-Q4: GDPR\n"));
    assert!(text.to_uppercase().contains("THE GDPR REACHES IT"));
    assert!(!text.to_uppercase().contains("CCPA"), "{:?}", text.lines().find(|line| line.contains("CCPA")));
    assert!(whole(&case).contains("you answered this for CCPA Art. 1"));
}

fn condition(title: &str, checklist: &str) -> candor_assess::ConditionResult {
    candor_assess::ConditionResult {
        id: checklist.to_owned(),
        title: title.to_owned(),
        holds: candor_assess::Truth::Yes,
        assumed: false,
        checklists: vec![checklist.to_owned()],
        cells: Vec::new(),
    }
}

/// One requirement with a finding in row 3 of the activities.
fn one(severity: Severity, outcome: Outcome) -> Case {
    let mut case = Case::new(&[]);
    let mut only = requirement("gdpr", 3, outcome, vec![finding(3, outcome)]);
    only.severity = severity;
    only.records = Tally { applies: 41, met: 32, not_met: 9, ..Tally::default() };
    case.assessment.requirements = vec![only];
    let rows: &[&[&str]] = &[
        &["Payroll", "People Lead", "staff", "no"],
        &["Survey", "Quality <Manager>", "patients;visitors", "yes"],
    ];
    case.inventory.tables.retain(|table| table.origin.sheet != "Activities");
    case.inventory.tables.push(table("activity", &["name", "owner", "subjects", "special_category"], rows));
    case
}

/// The row of the plan and the text of the finding.
fn planned(case: &Case, past: &[Past]) -> (Vec<String>, String) {
    let text = edition(case, past, Part::Whole);
    let plan = section(&text, "Action plan");
    let line = plan.lines().find(|line| line.starts_with("| Requirement 3 ")).unwrap();
    let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    (cells, text)
}

#[test]
fn the_day_and_the_priority_follow_from_severity_and_outcome() {
    for (severity, outcome, priority, due) in [
        (Severity::Critical, Outcome::NotMet, "Urgent", "2026-12-05"),
        (Severity::High, Outcome::NotMet, "High", "2026-12-21"),
        (Severity::Medium, Outcome::NotMet, "Medium", "2027-02-19"),
        (Severity::Low, Outcome::NotMet, "Low", "2027-05-20"),
        (Severity::Critical, Outcome::Unknown, "High", "2026-12-21"),
        (Severity::Low, Outcome::Unknown, "Low", "2027-05-20"),
    ] {
        let (line, _) = planned(&one(severity, outcome), &[]);
        assert_eq!((line[2].as_str(), line[4].as_str()), (priority, due), "{severity:?} {outcome:?}");
    }
}

#[test]
fn owner_and_reach_are_those_of_the_cells() {
    let (line, text) = planned(&one(Severity::High, Outcome::NotMet), &[]);
    assert_eq!(line[3], "Quality \\<Manager\\>", "the owner of row 3");
    assert!(text.contains(
        "High by the checklist; 9 of 41 records fail; about patients, visitors; special category data in 1."
    ));
    let owners = rows(section(&text, "Findings by owner"), "Open requirements by owner");
    assert_eq!(owners, [["Quality \\<Manager\\>", "1", "1", "0", "1"]]);
    let mut case = one(Severity::High, Outcome::NotMet);
    case.inventory.tables.pop();
    let (line, text) = planned(&case, &[]);
    assert_eq!(line[3], "no owner recorded");
    assert!(text.contains("High by the checklist; 9 of 41 records fail. "));
    assert!(section(&text, "On one page").contains("Name an owner for 1 failed requirement"));
}

#[test]
fn what_was_found_before_is_not_put_off() {
    let case = one(Severity::High, Outcome::NotMet);
    let mut earlier = case.assessment.clone();
    earlier.as_of = "2026-08-21".parse().unwrap();
    let past = |outcome: Outcome| {
        let mut assessment = earlier.clone();
        assessment.requirements[0].outcome = outcome;
        assessment.requirements[0].findings[0].outcome = outcome;
        vec![Past { quarter: "2026-Q3".to_owned(), assessment }]
    };
    let (line, text) = planned(&case, &past(Outcome::NotMet));
    assert_eq!(line[4], "2026-09-20");
    assert!(text.contains("due 2026-09-20 (62 days late)."));
    assert!(text.contains("Open since 2026-Q3 (2 quarters)."));
    assert_eq!(rows(&text, "How late actions are")[2][1], "1", "61 to 90 days");
    let (line, _) = planned(&case, &past(Outcome::Unknown));
    assert_eq!(line[4], "2026-12-21", "then it was not known to have failed");
    let mut other = past(Outcome::NotMet);
    other[0].assessment.requirements[0].findings[0].id = "F-another0".to_owned();
    let (line, _) = planned(&case, &other);
    assert_eq!(line[4], "2026-12-21", "another record failed then");
}

#[test]
fn a_clock_of_the_law_presses_and_an_exception_waits() {
    let mut case = one(Severity::Low, Outcome::NotMet);
    let cells = case.assessment.requirements[0].findings[0].cells.clone();
    let run = ClockRun {
        subject: "I-1".to_owned(),
        state: ClockState::Running,
        started: Some("2026-11-20".to_owned()),
        due: Some("2026-11-23 10:00".to_owned()),
        ended: None,
        days_used: Some(1),
        late_by: None,
        warning: None,
        extension: None,
        because: String::new(),
        cells,
    };
    case.assessment.clocks = vec![ClockResult {
        law: "gdpr".to_owned(),
        runs: vec![run],
        counts: ClockCounts { running: 1, ..ClockCounts::default() },
        ..clock()
    }];
    let (line, _) = planned(&case, &[]);
    assert_eq!((line[2].as_str(), line[4].as_str()), ("Urgent", "2026-11-23"));

    let mut case = one(Severity::Critical, Outcome::NotMet);
    case.assessment.requirements[0].findings[0].exception = Some("EX-1, board, until 2027-01-31".to_owned());
    case.assessment.exceptions = vec![ExceptionResult {
        name: "EX-1".to_owned(),
        requirement: "gdpr-3-a".to_owned(),
        subject: String::new(),
        owner: "Board".to_owned(),
        reason: "New system in January".to_owned(),
        expires: Some("2027-01-31".to_owned()),
        state: ExceptionState::InForce,
        because: String::new(),
        cells: Vec::new(),
    }];
    let (line, text) = planned(&case, &[]);
    assert_eq!(line[4], "2027-01-31");
    assert!(section(&text, "Action plan").contains("### Accepted for a time: 1 action"));
    assert!(text.contains("exception EX-1 says “New system in January”."));
    assert!(!section(&text, "On one page").contains("Fix or accept"), "it is accepted");
    // Once it is over, somebody has to decide.
    case.assessment.requirements[0].findings[0].exception = None;
    case.assessment.exceptions[0].state = ExceptionState::Expired;
    case.assessment.exceptions[0].expires = Some("2026-10-31".to_owned());
    let (line, text) = planned(&case, &[]);
    assert_eq!(line[4], "2026-12-05");
    let page = section(&text, "On one page");
    assert!(page.contains("Exception EX-1") && page.contains("It is over") && page.contains("Fix or accept"));
}

fn clock() -> ClockResult {
    ClockResult {
        id: "test".to_owned(),
        title: "Tell the authority".to_owned(),
        cite: "Art. 33(1)".to_owned(),
        law: String::new(),
        requirement: String::new(),
        limit: Some("72 hours".to_owned()),
        counting: String::new(),
        counts: ClockCounts::default(),
        runs: Vec::new(),
        quarters: Vec::new(),
    }
}

#[test]
fn a_change_of_scope_is_no_progress() {
    let mut case = Case::new(&[]);
    case.assessment.requirements.truncate(4);
    let mut before = case.assessment.clone();
    before.checklists[0].version = "2026.0".to_owned();
    // The first two kept their rule through the new version; the id of the finding that is gone is among those that passed.
    for at in [0, 1, 3] {
        before.requirements[at].rule = "same".to_owned();
        case.assessment.requirements[at].rule = "same".to_owned();
    }
    let gone = finding(90, Outcome::NotMet);
    case.assessment.requirements[0].passed = gone.id.trim_start_matches("F-").to_owned();
    before.requirements[0].findings = vec![gone];
    case.assessment.requirements[0].findings.clear();
    let moves = [
        (Outcome::NotMet, Outcome::Met),
        (Outcome::Met, Outcome::PartlyMet),
        (Outcome::Unknown, Outcome::NotApplicable),
        (Outcome::Met, Outcome::Unknown),
    ];
    for (at, (then, now)) in moves.into_iter().enumerate() {
        before.requirements[at].outcome = then;
        case.assessment.requirements[at].outcome = now;
    }
    let past = vec![Past { quarter: "2026-Q3".to_owned(), assessment: before }];
    let text = edition(&case, &past, Part::Whole);
    let change = section(&text, "Change since last quarter");
    assert!(change.contains(
        "Since 2026-Q3: 1 fixed, 0 answered, 1 newly failing, 0 came back, 0 without their evidence, 1 no longer known. \
         1 moved only because rules, scope or records changed."
    ));
    assert!(change.contains("version 2026.0 then, 2026.1 now"));
    assert!(whole(&case).contains("No earlier quarter is recorded"));
}

#[test]
fn nothing_is_praised_without_a_cell() {
    let mut case = Case::new(&[]);
    assert!(section(&whole(&case), "Good practice seen").contains("No duty is met with proof"));
    let at = case.assessment.requirements.iter().position(|result| result.outcome == Outcome::Met).unwrap();
    case.assessment.requirements[at].basis = Basis::Evidenced;
    let item = EvidenceItem {
        requirement: case.assessment.requirements[at].id.clone(),
        title: "Requirement".to_owned(),
        name: "Test of 40 requests".to_owned(),
        strength: Strength::Sampled,
        dated: Some("2026-10-01".to_owned()),
        covers_from: None,
        covers_until: None,
        valid_until: None,
        owner: "Privacy Officer".to_owned(),
        state: EvidenceState::InDate,
        until: None,
        since: None,
        file: String::new(),
        sha256: None,
        cells: vec![SeenCell {
            file: "answers.xlsx".to_owned(),
            sheet: "Answers".to_owned(),
            cell: "D4".to_owned(),
            field: "answer.evidence".to_owned(),
            saw: "Test of 40 requests".to_owned(),
        }],
    };
    case.assessment.evidence = vec![item];
    let text = whole(&case);
    let lines = rows(section(&text, "Good practice seen"), "Good practice and what shows it");
    assert_eq!(lines.len(), 1);
    assert_eq!(
        lines[0][2..],
        ["Test of 40 requests (E3 sampled records, 2026-10-01)", "answers.xlsx › Answers › D4"]
    );
    assert!(section(&text, "Scope and method").contains("Privacy Officer"), "who took part");
    case.assessment.evidence[0].state = EvidenceState::Stale;
    assert!(section(&whole(&case), "Good practice seen").contains("No duty is met with proof"));
}

#[test]
fn the_report_id_follows_the_assessment() {
    let id = |case: &Case| rows(&whole(case), "What this report is about")[5][1].clone();
    let case = Case::new(&[]);
    assert!(id(&case).starts_with("R-2026-Q4-"));
    assert_eq!(id(&case), id(&Case::new(&[])));
    let mut other = Case::new(&[]);
    other.assessment.requirements[0].because.push('!');
    assert_ne!(id(&case), id(&other));
    let bytes = candor_report::assessment_json(&case.assessment).unwrap();
    let sha256: String = sha2(&bytes);
    assert!(whole(&case).contains(&sha256), "it is the hash of audit.json");
}

fn sha2(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
