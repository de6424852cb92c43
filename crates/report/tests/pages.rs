//! HTML pages: their structure, and that they load and run nothing.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case::{Case, DRAFT, finding, requirement, tags};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use candor_assess::Outcome;
use candor_report::{Document, Edition, Format, Part, Templates, compose};
use sha2::{Digest as _, Sha256};

fn every_page() -> Vec<(Document, String)> {
    let cases = [Case::new(&[]), Case::new(DRAFT)];
    let pages = cases
        .iter()
        .flat_map(|case| Document::all().map(|document| (document, case.text(document, Format::Html))));
    pages.collect()
}

#[test]
fn pages_have_one_title_and_headings_in_order() {
    for (document, page) in every_page() {
        assert_eq!(tags(&page, "h1").len(), 1, "{document:?}");
        let mut levels: Vec<(usize, u8)> = (1..=6)
            .flat_map(|level| {
                let starts = [format!("<h{level} "), format!("<h{level}>")];
                let found = starts.iter().flat_map(|start| page.match_indices(start.as_str()));
                found.map(move |(at, _)| (at, level)).collect::<Vec<_>>()
            })
            .collect();
        levels.sort();
        for pair in levels.windows(2) {
            assert!(pair[1].1 <= pair[0].1 + 1, "{document:?}: h{} after h{}", pair[1].1, pair[0].1);
        }
        for part in [
            "<html lang=\"en\">",
            "<meta name=\"viewport\"",
            "class=\"skip\"",
            "<main id=\"content\"",
            "</title>\n<style>",
        ] {
            assert_eq!(page.matches(part).count(), 1, "{part} in {document:?}");
        }
    }
}

#[test]
fn tables_are_captioned_and_scoped() {
    for (document, page) in every_page() {
        let tables: Vec<&str> =
            page.split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap()).collect();
        let always = [Document::Audit, Document::Register, Document::PrivacyPolicy];
        assert!(!tables.is_empty() || !always.contains(&document), "{document:?}");
        for table in tables {
            assert!(
                table.contains("<caption id=") && !table.contains("<span></span></caption>"),
                "{document:?}: {table}"
            );
            assert!(
                tags(table, "th")
                    .iter()
                    .all(|th| th.contains("scope=\"col\"") || th.contains("scope=\"row\""))
            );
            assert!(table.contains("scope=\"col\""), "{document:?}: {table}");
        }
    }
}

#[test]
fn ids_are_given_once_and_links_find_them() {
    for (document, page) in every_page() {
        let ids: Vec<&str> =
            page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{document:?}");
        for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.contains(&target), "#{target} in {document:?}");
        }
    }
}

/// The policy names the hash of the one style and the one script; nothing else could load or run.
#[test]
fn pages_load_nothing_and_run_only_their_own_script() {
    for (document, page) in every_page() {
        let within = |start: &str, end: &str| {
            let pieces: Vec<&str> = page.split(start).skip(1).collect();
            assert!(pieces.len() < 2, "{start} in {document:?}");
            pieces.first().map(|rest| rest.split(end).next().unwrap().to_owned())
        };
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        let style = within("<style>", "</style>").unwrap();
        let script = within("<script type=\"module\">", "</script>");
        let policy = within("Content-Security-Policy\" content=\"", "\"").unwrap();
        let allowed = script.as_deref().map_or("'none'".to_owned(), hash);
        let expected = format!("default-src 'none'; style-src {}; script-src {allowed};", hash(&style));
        assert!(policy.starts_with(&expected), "{document:?}: {policy}");
        // Only what has something to steer has a script.
        let is_steered = ["<article", "<details", "data-readers="].iter().any(|part| page.contains(part));
        assert_eq!(script.is_some(), is_steered, "{document:?}");
        assert_eq!(page.contains("<form class=\"tools\">"), is_steered, "{document:?}");
        let rest = page.replace(&style, "").replace(script.as_deref().unwrap_or("<none>"), "");
        for forbidden in [
            "<link",
            "<img",
            "<iframe",
            " onclick",
            " style=\"",
            "src=\"",
            "url(",
            "@import",
            "href=\"javascript",
        ] {
            assert!(!rest.contains(forbidden), "{forbidden} in {document:?}");
        }
        // Only links that somebody follows lead out.
        for tag in rest.split('<').filter_map(|part| part.split('>').next()) {
            assert!(tag.starts_with("a ") || !tag.contains("://"), "{tag} in {document:?}");
        }
    }
}

/// Requirements of two laws that fail, with findings.
fn large_case(findings: usize) -> Case {
    const OF_EACH: usize = 25;
    let mut case = Case::new(&[]);
    case.assessment.requirements.clear();
    for law in ["gdpr", "ccpa"] {
        for number in 1..=findings / OF_EACH / 2 {
            let first = number * OF_EACH;
            let found = (first..first + OF_EACH).map(|number| finding(number, Outcome::NotMet)).collect();
            let mut result = requirement(law, number, Outcome::NotMet, found);
            for (index, finding) in result.findings.iter_mut().enumerate() {
                finding.id = format!("F-{law}-{number}-{index}");
            }
            case.assessment.requirements.push(result);
        }
    }
    case
}

fn page_of(case: &Case, part: Part) -> String {
    let edition = Edition::new(Document::Audit, part);
    let source = compose(&edition, &case.input(), &Templates::builtin()).unwrap();
    String::from_utf8(source.format(Format::Html).unwrap()).unwrap()
}

#[test]
fn two_thousand_findings_stand_on_one_page_below_two_megabytes() {
    let page = page_of(&large_case(2000), Part::Whole);
    assert_eq!(page.matches("<tr id=\"F-").count(), 2000);
    assert!(page.len() < 2_000_000, "{}", page.len());
}

#[test]
fn a_page_that_is_too_large_leads_to_the_page_of_each_law() {
    let case = large_case(10_000);
    let whole = page_of(&case, Part::Whole);
    assert!(whole.len() < 400_000, "{}", whole.len());
    assert!(whole.contains("Look at these first") && !whole.contains("<tr id=\"F-"));
    let mut seen = 0;
    for law in ["gdpr", "ccpa"] {
        let page = page_of(&case, Part::Law(law.to_owned()));
        seen += page.matches("<tr id=\"F-").count();
        let start = format!("href=\"laws/audit-{law}.html#");
        let places: Vec<&str> =
            whole.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(places.len() >= 4, "{law}: {places:?}");
        for place in places {
            assert!(page.contains(&format!(" id=\"{place}\"")), "#{place} of {law}");
        }
    }
    assert_eq!(seen, 10_000);
    let ids: Vec<&str> = whole.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for target in whole.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.contains(&target), "#{target}");
    }
}

#[test]
fn a_finding_names_its_law_and_its_cells_for_the_search() {
    let page = page_of(&Case::new(&[]), Part::Whole);
    let boxes: Vec<&str> = page.split("<article").skip(1).collect();
    assert!(boxes.len() > 5);
    for one in boxes {
        let one = one.split("</article>").next().unwrap();
        assert!(one.contains("class=\"provision law-") && one.contains("severity-"), "{one}");
        assert!(one.starts_with(" id=\"finding-"), "{one}");
    }
    assert!(page.contains("<span class=\"place\">records.xlsx › Activities › K"));
}

#[test]
fn parts_name_their_readers() {
    let page = page_of(&Case::new(&[]), Part::Whole);
    assert!(page.contains("<section id=\"findings\" data-readers=\"auditor engineer\">"));
    assert!(page.contains("<section id=\"first\">"), "what names no reader is for all");
}

#[test]
fn hostile_texts_are_shown_as_they_are() {
    let case = Case::new(&[]);
    for document in [Document::Audit, Document::Register] {
        let page = case.text(document, Format::Html);
        for shown in [
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "a | b",
            "](javascript:alert(1))",
            "line one / line two / ::: box",
            "{{ view }} {% raw %}",
            "==mark== `code`{.x} {#id}",
        ] {
            assert!(page.contains(shown), "{shown} in {document:?}");
        }
    }
}
