//! The change between two quarters as a document: what stands first, what is told apart, and that hostile names stay inert.

use crate::case::{Case, docx, finding};
use candor_assess::{Assessment, Comparison, FindingMove, Library, Outcome, Quarterly, Sides, compare};
use candor_report::{
    Compared, Document, Format, Group, Input, Past, Templates, change_workbook, compose, editions,
};

/// The assessment of a case with one finding less, one more, and one on a record with a hostile name.
fn before(case: &Case) -> Assessment {
    let mut before = case.assessment.clone();
    let failed = before.requirements.iter_mut().find(|result| result.outcome == Outcome::NotMet);
    let mended = failed.expect("a test may fail here");
    mended.findings.clear();
    mended.findings_total = 0;
    mended.outcome = Outcome::Met;
    let mut gone = finding(90, Outcome::NotMet);
    gone.subject = "<script>alert(1)</script> | =cmd() \u{202e}".to_owned();
    gone.headline = format!("{}: Retention is blank", gone.subject);
    before.requirements[0].findings.push(gone);
    before.requirements[0].findings_total += 1;
    before
}

fn comparison(before: &Assessment, after: &Assessment) -> Comparison {
    compare(&Sides {
        earlier: &[],
        before: Quarterly { quarter: "2026-Q3", assessment: before },
        restated: None,
        after: Quarterly { quarter: "2026-Q4", assessment: after },
        library: Library::builtin(),
    })
}

fn written(case: &Case, comparison: &Comparison, format: Format) -> Vec<u8> {
    let past = [Past { quarter: "2026-Q3".to_owned(), assessment: before(case) }];
    let change = Compared { comparison, facts: None };
    let input = Input { past: &past, change: Some(change), ..case.input() };
    let editions = editions(Group::Change, &input);
    assert_eq!(editions, [Document::Change.whole()]);
    let source = compose(&editions[0], &input, &Templates::builtin()).expect("a test may fail here");
    source.format(format).expect("a test may fail here")
}

#[test]
fn newly_failing_stands_first_and_every_kind_is_told() {
    let case = Case::new(&[]);
    let mut then = before(&case);
    then.organisation = "Harborlight Clinics".to_owned();
    let comparison = comparison(&then, &case.assessment);
    let text =
        String::from_utf8(written(&case, &comparison, Format::Markdown)).expect("a test may fail here");
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let told: Vec<FindingMove> =
        FindingMove::ALL.into_iter().filter(|moved| comparison.moved(*moved).count() > 0).collect();
    assert!(told.len() >= 3, "{told:?}");
    assert!(headings[0].starts_with("Newly failing: "), "{headings:?}");
    assert_eq!(headings.iter().filter(|heading| heading.contains(": ")).count(), told.len(), "{headings:?}");
    for words in [
        "as reported",
        "by today’s checklists",
        "Like for like now",
        "cannot be told",
        "is about Harborlight Clinics",
        "not legal advice",
    ] {
        assert!(text.contains(words), "{words}");
    }
    // Each finding of either quarter stands there by its id.
    for finding in &comparison.findings {
        assert!(text.contains(&finding.id), "{finding:?}");
    }
}

#[test]
fn without_a_comparison_there_is_no_such_document() {
    let case = Case::new(&[]);
    assert!(editions(Group::Change, &case.input()).is_empty());
}

#[test]
fn hostile_names_are_inert_in_every_format() {
    let case = Case::new(&[]);
    let comparison = comparison(&before(&case), &case.assessment);
    let page = String::from_utf8(written(&case, &comparison, Format::Html)).expect("a test may fail here");
    assert!(!page.contains("<script>alert(1)") && page.contains("alert(1)"));
    assert!(!page.contains('\u{202e}'));
    let words = docx::text(&docx::part(&written(&case, &comparison, Format::Docx), "word/document.xml"));
    assert!(words.contains("alert(1)"));
    let change = Compared { comparison: &comparison, facts: None };
    let book = change_workbook(&case.input(), change).expect("a test may fail here");
    let sheet = docx::part(&book, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no text is a formula");
}
