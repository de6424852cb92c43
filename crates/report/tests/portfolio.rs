//! The portfolio and the page of an organisation: what stands in every format, what no order changes, hostile names.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::io::{Cursor, Read};

use crate::case::{Case, HOSTILE, docx, tags};
use candor_report::{FORMATS, Format, Portfolio, Source, Summary, portfolio_page};

const NAMES: [&str; 3] = ["Quillmere Books", "=cmd|' /C calc'!A0", "<script>alert(1)</script> \u{202e}"];

fn summary(name: &str, folder: &str) -> Summary {
    let mut case = Case::new(&[]);
    case.assessment.organisation = name.to_owned();
    Summary::new(&case.input(), folder)
}

fn portfolio(order: [usize; 3]) -> Portfolio {
    let mut portfolio = Portfolio::new("0.1.0");
    portfolio.add_unreadable("broken", "`candor.toml` has 1 mistake | <b>");
    for at in order {
        portfolio.add(summary(NAMES[at], &format!("c{at}")));
    }
    portfolio.close();
    portfolio
}

fn text(source: &Source, format: Format) -> String {
    let bytes = source.format(format).unwrap();
    match format {
        Format::Docx => docx::text(&docx::part(&bytes, "word/document.xml")),
        Format::Html | Format::Markdown => String::from_utf8(bytes).unwrap(),
    }
}

fn document(portfolio: &Portfolio) -> Source {
    portfolio.document(&[Format::Html]).unwrap()
}

#[test]
fn every_organisation_law_and_gap_stands_in_every_format() {
    let portfolio = portfolio([0, 1, 2]);
    assert!(!portfolio.common_gaps().is_empty());
    for (format, _) in FORMATS {
        let text = text(&document(&portfolio), format);
        for word in ["Quillmere Books", "calc", "GDPR", "CCPA", "broken"] {
            assert!(text.contains(word), "{word} in {format:?}");
        }
        for gap in portfolio.common_gaps().iter().take(30) {
            // The writer of Markdown puts a backslash before brackets and dots.
            assert!(text.replace('\\', "").contains(&gap.cite), "{} in {format:?}", gap.cite);
        }
    }
}

#[test]
fn the_order_in_which_they_come_changes_no_byte() {
    let (one, other) = (portfolio([0, 1, 2]), portfolio([2, 0, 1]));
    assert!(document(&one).markdown() == document(&other).markdown());
    assert!(one.json().unwrap().bytes == other.json().unwrap().bytes);
    assert!(one.workbook().unwrap().bytes == other.workbook().unwrap().bytes);
}

#[test]
fn names_are_inert_and_nothing_of_a_record_stands_there() {
    let portfolio = portfolio([0, 1, 2]);
    let page = text(&document(&portfolio), Format::Html);
    assert!(
        tags(&page, "script").iter().all(|tag| *tag == "<script type=\"module\">"),
        "{:?}",
        tags(&page, "script")
    );
    assert!(!page.contains('\u{202e}') && !page.contains("<b>"));
    let json = String::from_utf8(portfolio.json().unwrap().bytes).unwrap();
    for hostile in HOSTILE {
        // One of the names is the same as what stands in a record.
        let is_name = NAMES.iter().any(|name| name.contains(hostile));
        assert!(is_name || !page.contains(hostile) && !json.contains(hostile), "{hostile}");
    }
    assert!(!page.contains("records.xlsx") && !json.contains("records.xlsx"), "no place of a record");
    let bytes = portfolio.workbook().unwrap().bytes;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        if file.name().unwrap().starts_with("xl/worksheets/sheet") {
            let mut sheet = String::new();
            file.read_to_string(&mut sheet).unwrap();
            assert!(!sheet.contains("<f>"), "{sheet} holds a formula");
        }
    }
}

#[test]
fn no_document_praises_or_certifies_and_each_says_once_that_it_is_no_advice() {
    let case = Case::new(&[]);
    let page = portfolio_page(&case.input()).unwrap();
    for source in [&document(&portfolio([0, 1, 2])), &page] {
        let text = text(source, Format::Markdown).to_lowercase();
        for forbidden in ["compliant", "certified", "badge", "guarantee"] {
            assert!(!text.contains(forbidden), "{forbidden}");
        }
        assert_eq!(text.matches("not legal advice").count(), 1);
    }
}
