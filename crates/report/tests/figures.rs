//! The charts of documents: their tables say what was recorded, and every format that draws has them all.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case;

use crate::case::{Case, HOSTILE, assessment};
use candor_assess::{Assessment, ClockCounts, ClockResult, ClockRun, ClockState, SeenCell};
use candor_report::{Document, Format, Input, Past, Templates, compose};

/// A clock over records of an entity, with runs of state, start, due, end and days.
fn clock(entity: &str, law: &str, runs: &[(ClockState, &str, &str, &str, i64)]) -> ClockResult {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let run =
        |(number, (state, started, due, ended, days)): (usize, &(ClockState, &str, &str, &str, i64))| {
            ClockRun {
                subject: HOSTILE[number % HOSTILE.len()].to_owned(),
                state: *state,
                started: text(started),
                due: text(due),
                ended: text(ended),
                days_used: Some(*days),
                late_by: None,
                warning: None,
                extension: None,
                because: String::new(),
                cells: vec![SeenCell {
                    file: "log.csv".to_owned(),
                    sheet: String::new(),
                    cell: format!("A{number}"),
                    field: format!("{entity}.ref"),
                    saw: String::new(),
                }],
            }
        };
    let count = |wanted| runs.iter().filter(|(state, ..)| *state == wanted).count() as u64;
    ClockResult {
        id: format!("{law}-{entity}"),
        title: format!("Answer {entity}"),
        cite: "Art. 12(3)".to_owned(),
        law: law.to_owned(),
        requirement: String::new(),
        limit: Some("1 month".to_owned()),
        counting: String::new(),
        counts: ClockCounts {
            overdue: count(ClockState::Overdue),
            late: count(ClockState::Late),
            in_time: count(ClockState::InTime),
            running: count(ClockState::Running),
            unknown: count(ClockState::Unknown),
            ..ClockCounts::default()
        },
        runs: runs.iter().enumerate().map(run).collect(),
        quarters: Vec::new(),
    }
}

fn with_clocks() -> Case {
    let mut case = Case::new(&[]);
    case.assessment.clocks = vec![
        clock(
            "request",
            "gdpr",
            &[
                (ClockState::Overdue, "2026-08-01", "2026-09-01", "", 112),
                (ClockState::Late, "2026-09-01", "2026-10-01", "2026-10-11", 40),
                (ClockState::InTime, "2026-09-01", "2026-10-01", "2026-09-13", 12),
                (ClockState::InTime, "2026-09-02", "2026-10-02", "2026-09-14", 12),
                (ClockState::Unknown, "", "", "", 0),
            ],
        ),
        clock(
            "incident",
            "gdpr",
            &[
                (ClockState::Overdue, "2026-10-01 08:00", "2026-10-04 08:00", "", 51),
                (ClockState::InTime, "2026-10-01 08:00", "2026-10-04 08:00", "2026-10-03 08:00", 2),
            ],
        ),
    ];
    case
}

fn past(quarter: &str, change: impl Fn(&mut Assessment)) -> Past {
    let mut assessment = assessment();
    change(&mut assessment);
    Past { quarter: quarter.to_owned(), assessment }
}

fn written(case: &Case, past: &[Past], document: Document, format: Format) -> Vec<u8> {
    let input = Input { past, ..case.input() };
    compose(&document.whole(), &input, &Templates::builtin()).unwrap().format(format).unwrap()
}

fn markdown(case: &Case, past: &[Past], document: Document) -> String {
    String::from_utf8(written(case, past, document, Format::Markdown)).unwrap()
}

#[test]
fn results_stand_beside_earlier_ones_and_gaps_and_other_rules_are_said() {
    let case = Case::new(&[]);
    let older = past("2026-Q1", |assessment| assessment.checklists[0].version = "2025.9".to_owned());
    let last = past("2026-Q3", |assessment| {
        (assessment.checklists[1].low, assessment.checklists[1].high) = (Some(20), Some(30));
        assessment.requirements[0].findings.clear();
    });
    assert!(!markdown(&case, &[], Document::Audit).contains("Beside earlier quarters"));
    let two = markdown(&case, std::slice::from_ref(&last), Document::Audit);
    assert!(two.contains("| Checklist | Range | Range in 2026-Q3 |"), "{two}");
    assert!(two.contains("| 20% to 30% |") && !two.contains("| Checklist | 2026-Q3 |"));
    let three = markdown(&case, &[older, last], Document::Audit);
    assert!(three.contains("| Checklist | 2026-Q1 | 2026-Q2 | 2026-Q3 | 2026-Q4 |"), "{three}");
    let of = |law: &str| {
        let starts = format!("| {law} | ");
        three.lines().filter(|line| line.starts_with(&starts)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(
        of("GDPR").iter().any(|line| line.contains("not measured") && line.contains(", other rules")),
        "{three}"
    );
    assert!(of("CCPA").iter().any(|line| line.contains("not measured") && !line.contains(", other rules")));
}

#[test]
fn open_findings_are_counted_once_by_the_quarter_they_came_from() {
    let case = Case::new(&[]);
    let gone = case.assessment.requirements.iter().position(|result| result.findings.len() > 1).unwrap();
    let fresh = case.assessment.requirements[gone].findings.len();
    let last = past("2026-Q3", |assessment| assessment.requirements[gone].findings.clear());
    let text = markdown(&case, &[last], Document::Audit);
    let table = text.split("Open since 2026-Q3 |").nth(1).unwrap().split("\n\n").next().unwrap();
    let rows: Vec<Vec<usize>> = table
        .lines()
        .skip(2)
        .map(|line| line.split('|').filter_map(|cell| cell.trim().parse().ok()).collect())
        .collect();
    let sum = |column: usize| rows.iter().map(|row| row[column]).sum::<usize>();
    let all: usize = case.assessment.requirements.iter().map(|result| result.findings.len()).sum();
    assert_eq!((sum(0), sum(1)), (fresh, all - fresh));
}

#[test]
fn clocks_are_drawn_without_names_of_people() {
    let text = markdown(&with_clocks(), &[], Document::Audit);
    assert!(text.contains("| GDPR: Answer request | 0 | 0 | 1 | 0 |"), "81 days late: {text}");
    assert!(text.contains("| 12 | 30 | 2 | 0 | 0 | 0 |") && text.contains("| 112 | 31 | 0 | 0 | 1 | 0 |"));
    assert!(text.contains("One without a known day is not in it."));
    assert!(text.contains("| 2026-10-03 08:00 | 2026-10-04 08:00 | In time | 48 hours |"), "{text}");
    assert!(text.contains("| Overdue | 51 days so far |"));
    let days = text.split("| Days | Deadline on day |").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(!HOSTILE.iter().any(|name| days.contains(name)), "{days}");
}

#[test]
fn every_chart_is_drawn_where_its_format_draws() {
    let case = with_clocks();
    let past = [past("2026-Q2", |_| {}), past("2026-Q3", |_| {})];
    for (document, least) in [(Document::Audit, 7), (Document::Register, 1)] {
        let source =
            compose(&document.whole(), &Input { past: &past, ..case.input() }, &Templates::builtin())
                .unwrap();
        let blocks = source.markdown().matches("\n::: chart ").count();
        assert!(blocks >= least, "{blocks} in {document:?}");
        let page = String::from_utf8(source.format(Format::Html).unwrap()).unwrap();
        assert_eq!(page.matches("<svg ").count(), blocks, "{document:?}");
        assert_eq!(page.matches("<figure class=\"chart\">").count(), blocks);
        assert_eq!(page.matches("role=\"img\"").count(), blocks);
        for figure in page.split("<figure class=\"chart\">").skip(1) {
            let (figure, after) = figure.split_once("</figure>").unwrap();
            let title = figure.split("<figcaption>").nth(1).unwrap().split("</figcaption>").next().unwrap();
            assert!(figure.contains(&format!("<title>{title}</title>")) && figure.contains("tabindex=\"0\""));
            assert!(after.split("<table").next().unwrap().len() < 400, "its table stands behind it");
        }
        let bytes = source.format(Format::Docx).unwrap();
        let pictures = case::docx::pictures(&bytes);
        let body = case::docx::part(&bytes, "word/document.xml");
        let relations = case::docx::part(&bytes, "word/_rels/document.xml.rels");
        assert_eq!(pictures.len(), blocks, "{document:?}");
        assert_eq!(body.matches("<wp:inline ").count(), blocks);
        assert_eq!(body.matches(" SEQ Figure ").count(), blocks);
        for (number, (name, png)) in (1..).zip(&pictures) {
            assert!(png.starts_with(b"\x89PNG") && name == &format!("word/media/picture{number}.png"));
            assert!(body.contains(&format!("r:embed=\"picture{number}\"")));
            assert!(relations.contains(&format!("Id=\"picture{number}\"")));
            let described = format!("<wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"");
            let alt = body.split(described.as_str()).nth(1).unwrap().split('"').next().unwrap();
            assert!(alt.len() > 20, "{alt}");
        }
        assert!(!String::from_utf8(source.format(Format::Markdown).unwrap()).unwrap().contains("<svg"));
    }
}

#[test]
fn data_flows_to_what_the_registers_name() {
    let text = markdown(&Case::new(&[]), &[], Document::Register);
    let table = text.split("| Source | System | Vendor | Country | Activities |").nth(1).unwrap();
    let table = table.split("\n\n").next().unwrap();
    assert!(table.lines().count() > 3, "{table}");
    let lost = markdown(&Case::new(&[("vendor", "country", 0, "")]), &[], Document::Register);
    assert!(lost.matches("| unknown |").count() > text.matches("| unknown |").count(), "{lost}");
}
