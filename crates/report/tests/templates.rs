//! Users' own templates: every mistake with its place and what exists, what a template may not do, limits, and the
//! built-in one in its place.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case::Case;
use crate::inventory::AS_OF;
use candor_report::{Document, Format, Templates, builtin_template, check_template, compose, reference};

/// The mistakes of a text as the lines of a case.
fn told(text: &str) -> String {
    let mistakes = check_template(Document::Audit, text);
    mistakes
        .iter()
        .map(|mistake| {
            // What there is grows with the view; the words before it say enough.
            let help = mistake.help.split("here there are").next().unwrap_or_default().trim_end();
            format!("{}:{}: {} = {help}\n", mistake.line, mistake.column, mistake.message)
        })
        .collect()
}

#[test]
fn mistakes_are_told_with_their_places() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 5);
    for case in cases {
        let text = std::fs::read_to_string(case.join("template.md")).unwrap();
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        assert_eq!(told(&text), expected, "{}", case.display());
    }
}

#[test]
fn built_in_templates_use_only_what_is_there() {
    for document in Document::all() {
        let text = builtin_template(document.template()).unwrap();
        assert_eq!(check_template(document, text), [], "{document:?}");
    }
}

/// The audit made with a template.
fn made(text: &str) -> (String, Vec<candor_report::Mistake>) {
    let case = Case::new(&[]);
    let templates = Templates::builtin().with("audit.md", text);
    let source = compose(&Document::Audit.whole(), &case.input(), &templates).unwrap();
    (String::from_utf8(source.format(Format::Markdown).unwrap()).unwrap(), source.refused().to_vec())
}

#[test]
fn a_template_of_the_workspace_stands_in_for_the_built_in_one() {
    let (text, refused) = made("# Ours: {{ view.organisation }}\n");
    assert_eq!(refused, []);
    assert!(text.contains("# Ours: Harborlight \\<Health\\> & Co"), "{text}");
    assert!(text.contains("templates/audit.md"), "its foot names the template: {text}");
}

#[test]
fn a_broken_template_gives_way_to_the_built_in_one_and_the_document_says_so() {
    let builtin = Case::new(&[]).text(Document::Audit, Format::Markdown);
    for broken in ["# {{ view.nothing }}", "{% for", "# {{ view.first[99999].headline }}"] {
        let (text, refused) = made(broken);
        assert_eq!(refused.len(), 1, "{broken}: {refused:?}");
        assert!(text.starts_with(&builtin[..2000]), "{broken}");
        assert!(text.contains("was not used (line 1, column"), "{broken}");
    }
}

#[test]
fn runaway_templates_are_stopped_whatever_they_write() {
    let nested = "{% for a in view.requirements_of_all %}x{% endfor %}";
    assert!(!check_template(Document::Audit, nested).is_empty());
    let deep = |depth: usize, inside: &str| {
        let open: String = (0..depth)
            .map(|level| format!("{{% for a{level} in view.checklists[0].requirements %}}"))
            .collect();
        format!("{open}{inside}{}", "{% endfor %}".repeat(depth))
    };
    // Without output, with little, and with much.
    for inside in ["", "x", "{{ view.organisation }}"] {
        let (_, refused) = made(&deep(12, inside));
        assert!(refused[0].message.contains("more than 1,000,000 steps"), "{refused:?}");
    }
    let doubled = format!(
        "{{% set a = view.organisation %}}{}",
        "{% set a = a | replace(from=\"a\", to=a) %}".repeat(40)
    );
    let (_, refused) = made(&doubled);
    assert!(refused[0].message.contains("1 MB"), "{refused:?}");
    let long = format!("{{% set a = view.organisation %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(60));
    assert_eq!(made(&long).1.len(), 60, "each is refused before it runs");
}

#[test]
fn every_value_of_every_view_is_described() {
    for document in Document::all() {
        let silent: Vec<String> = reference(document, None)
            .into_iter()
            .filter(|entry| entry.about.trim().is_empty())
            .map(|entry| entry.path)
            .collect();
        assert_eq!(silent, Vec::<String>::new(), "{document:?}");
    }
}

#[test]
fn examples_are_values_of_the_input() {
    let case = Case::new(&[]);
    let entries = reference(Document::Audit, Some(&case.input()));
    let find = |path: &str| entries.iter().find(|entry| entry.path == path).unwrap();
    assert_eq!(find("view.organisation").example, "Harborlight <Health> & Co");
    assert_eq!(find("view.as_of_iso").example, AS_OF);
    assert_eq!(find("view.checklists[].met").kind, "number");
    assert!(find("view.first[].outcome").kind.starts_with("one of: not_met"));
}
