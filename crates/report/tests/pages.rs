//! HTML pages: their structure, and that they load and run nothing.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

mod case;
#[path = "../../policy/tests/inventory/mod.rs"]
mod inventory;

use candor_report::{Document, Format};
use case::{Case, DRAFT, tags};

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
                page.match_indices(&format!("<h{level} ")).map(move |(at, _)| (at, level)).collect::<Vec<_>>()
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
            "<nav ",
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
        assert!(!tables.is_empty());
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

#[test]
fn pages_load_and_run_nothing() {
    for (document, page) in every_page() {
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        for forbidden in [
            "<script",
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
            assert!(!page.contains(forbidden), "{forbidden} in {document:?}");
        }
        for address in ["http://", "https://"] {
            assert!(!page.contains(address), "{address} in {document:?}");
        }
    }
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
