//! What steers a page: views, filters, colours, search and print.
//!
//! Views, filters by status and severity, and colours are choices that the style obeys, so they work without a script. What
//! needs the script is hidden until it runs. A page gets only what it has use for.

use super::Writer;
use crate::Reader;

const QUERY: &str = include_str!("script/query.js");
const COPY: &str = include_str!("script/copy.js");
const STEER: &str = include_str!("script/steer.js");

/// A choice: its id, its label, and the values with their names.
type Choice = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const STATUS: Choice = (
    "status",
    "Status",
    &[("", "Any"), ("not-met", "Not met"), ("partly-met", "Partly met"), ("unknown", "Unknown")],
);
const SEVERITY: Choice = (
    "severity",
    "Severity",
    &[("", "Any"), ("critical", "Critical"), ("high", "High"), ("medium", "Medium"), ("low", "Low")],
);
const COLOURS: Choice = ("theme", "Colours", &[("", "System"), ("light", "Light"), ("dark", "Dark")]);

/// The script of a page; empty if there is nothing to steer.
pub(super) fn script(writer: &Writer) -> String {
    if !is_steered(writer) {
        return String::new();
    }
    let copy = if writer.has_findings { COPY } else { "const offerCopies = () => {};\n" };
    format!("{QUERY}{copy}{STEER}")
}

fn is_steered(writer: &Writer) -> bool {
    writer.has_findings || writer.has_folds || writer.has_readers
}

/// Writes the tools of a page; nothing if there is nothing to steer.
pub(super) fn write(writer: &Writer, page: &mut String) {
    if !is_steered(writer) {
        return;
    }
    let title = if writer.has_findings { "Search, show and print" } else { "Show and print" };
    page.push_str(&format!(
        "<search aria-label=\"{title}\">\n<form class=\"tools\">\n<details open>\n<summary>{title}</summary>\n\
         <div class=\"grid\">\n"
    ));
    if writer.has_findings {
        page.push_str(
            "<p class=\"wide\" data-needs-script hidden><label for=\"pick-q\">Search the findings</label>\
             <input id=\"pick-q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"pick-help\">\
             <span id=\"pick-help\">For example: retention status:unknown -accepted</span></p>\n",
        );
        choice(STATUS, page);
        choice(SEVERITY, page);
        for (id, label) in [("law", "Law"), ("owner", "Owner")] {
            page.push_str(&format!(
                "<p data-needs-script hidden><label for=\"pick-{id}\">{label}</label>\
                 <select id=\"pick-{id}\" autocomplete=\"off\"><option value=\"\">Any</option></select></p>\n"
            ));
        }
    }
    if writer.has_readers {
        let names = Reader::ALL.map(|reader| (reader.id(), reader_name(reader)));
        let values: Vec<_> = std::iter::once(("", "Everything")).chain(names).collect();
        select("view", "View", &values, page);
    }
    choice(COLOURS, page);
    buttons(writer, page);
    page.push_str("</div>\n</details>\n<p class=\"said\" role=\"status\"></p>\n</form>\n</search>\n");
}

fn buttons(writer: &Writer, page: &mut String) {
    page.push_str("<p class=\"wide buttons\" data-needs-script hidden>");
    let mut button = |does: &str, label: &str| {
        page.push_str(&format!("<button type=\"button\" data-does=\"{does}\">{label}</button>"));
    };
    if writer.has_findings {
        button("clear", "Clear the search");
    }
    if writer.has_folds {
        button("unfold", "Open all");
    }
    page.push_str("</p>\n<fieldset class=\"wide buttons\" data-needs-script hidden><legend>Print</legend>");
    let mut button = |does: &str, label: &str| {
        page.push_str(&format!(
            "<button type=\"button\" data-does=\"print-{does}\" aria-label=\"Print: {label}\">{label}</button>"
        ));
    };
    if writer.has_readers {
        button("summary", "Summary");
    }
    if writer.has_findings {
        button("shown", "What is shown");
    }
    button("all", "Everything");
    page.push_str("</fieldset>\n");
}

fn reader_name(reader: Reader) -> &'static str {
    match reader {
        Reader::Executive => "Executive",
        Reader::Auditor => "Auditor",
        Reader::Engineer => "Engineer",
    }
}

fn choice((id, label, values): Choice, page: &mut String) {
    select(id, label, values, page);
}

fn select(id: &str, label: &str, values: &[(&str, &str)], page: &mut String) {
    page.push_str(&format!(
        "<p><label for=\"pick-{id}\">{label}</label><select id=\"pick-{id}\" autocomplete=\"off\">"
    ));
    for (value, name) in values {
        page.push_str(&format!("<option value=\"{value}\">{name}</option>"));
    }
    page.push_str("</select></p>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_cannot_end_early_or_reach_out() {
        let writer = Writer { has_findings: true, ..Writer::default() };
        let script = script(&writer);
        for forbidden in [
            "</",
            "<!--",
            "http",
            "fetch(",
            "XMLHttpRequest",
            "innerHTML",
            "eval(",
            "Storage",
            "cookie",
            "import(",
        ] {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
        assert_eq!(super::script(&Writer::default()), "");
    }
}
