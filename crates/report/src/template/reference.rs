//! The reference of a document's values: every path that a template can use, with its kind, what it is and an example.

use std::collections::BTreeMap;

use candor_model::text::{one_line, shorten};
use serde_json::Value;

use super::filters::{FILTERS, TESTS};
use super::shape::{Part, Shape};
use crate::document::Document;
use crate::{Input, Part as EditionPart, editions_of};

/// Longest example that is shown, in characters.
const EXAMPLE_LENGTH: usize = 60;

/// A value of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `view.first[].headline`; `[]` stands for each of a list.
    pub path: String,
    /// `text`, `number`, `list of records`.
    pub kind: String,
    pub about: String,
    /// A value that the input gives; empty where it gives none.
    pub example: String,
}

impl Shape {
    /// The values that the template of a document gets.
    pub(crate) fn of_document(document: Document) -> Shape {
        let view = Part {
            name: "view".to_owned(),
            about: "Everything that the document tells.".to_owned(),
            optional: false,
            shape: Shape::of(&document.schema()),
        };
        let draft = Part {
            name: "draft".to_owned(),
            about: "Is an answer missing that a law asks for?".to_owned(),
            optional: false,
            shape: Shape::YesNo,
        };
        Shape::Record(vec![draft, view])
    }
}

/// Every value of a document in the order of its view, with examples that an input gives.
pub fn reference(document: Document, input: Option<&Input<'_>>) -> Vec<Entry> {
    let mut examples = BTreeMap::new();
    if let Some(input) = input {
        let editions = editions_of(document, input);
        let part = editions.into_iter().next().map_or(EditionPart::Whole, |edition| edition.part);
        let context = crate::Edition::new(document, part).context(input, true);
        for name in ["draft", "view"] {
            let value = context.get(name).and_then(|value| serde_json::to_value(value).ok());
            gather(name, &value.unwrap_or_default(), &mut examples);
        }
    }
    let mut entries = Vec::new();
    list("", &Shape::of_document(document), &examples, &mut entries);
    entries
}

/// What lies in every fact.
fn fact_parts() -> Vec<Part> {
    match Shape::of(&schemars::schema_for!(candor_policy::Fact)) {
        Shape::Record(parts) => parts,
        _ => Vec::new(),
    }
}

/// The first telling value under each path.
fn gather(path: &str, value: &Value, examples: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                gather(&format!("{path}.{name}"), part, examples);
            }
        }
        Value::Array(items) => {
            for item in items {
                gather(&format!("{path}[]"), item, examples);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            examples.entry(path.to_owned()).or_insert_with(|| text.clone());
        }
        other => {
            examples.entry(path.to_owned()).or_insert_with(|| other.to_string());
        }
    }
}

/// What lies in a value; of a fact, which is the same everywhere, [`fact_parts`] tells it once.
fn list(path: &str, shape: &Shape, examples: &BTreeMap<String, String>, entries: &mut Vec<Entry>) {
    match shape {
        fact if fact.is_fact() => {}
        Shape::Record(parts) => {
            for part in parts {
                let path = if path.is_empty() { part.name.clone() } else { format!("{path}.{}", part.name) };
                let kind = part.shape.words();
                entries.push(Entry {
                    kind: if part.optional { format!("{kind}, or nothing") } else { kind },
                    about: part.about.clone(),
                    example: example(&path, examples),
                    path: path.clone(),
                });
                list(&path, &part.shape, examples, entries);
            }
        }
        Shape::List(element) => list(&format!("{path}[]"), element, examples, entries),
        _ => {}
    }
}

/// The value under a path, of a list its first, of a fact its words.
fn example(path: &str, examples: &BTreeMap<String, String>) -> String {
    let found =
        ["", "[]", ".text", "[].text", "[][]"].iter().find_map(|end| examples.get(&format!("{path}{end}")));
    found.map_or_else(String::new, |text| shorten(&one_line(text), EXAMPLE_LENGTH))
}

/// The reference of a document's values as a page in Markdown, with the filters and tests of templates.
pub fn reference_page(document: Document, input: Option<&Input<'_>>) -> String {
    let code = |text: &str| match text {
        "" => String::new(),
        text => format!("`{}`", text.replace('`', "'").replace('|', "\\|")),
    };
    // Words of our own: only what Markdown would take for a mark.
    let plain = |text: &str| {
        let is_mark = |letter: char| matches!(letter, '|' | '\\' | '<' | '*' | '_' | '[' | ']' | '`');
        text.chars()
            .flat_map(|letter| is_mark(letter).then_some('\\').into_iter().chain([letter]))
            .collect::<String>()
    };
    let mut page = format!(
        "# Values of the template `{}`\n\nA file of this name in the folder `templates` of a workspace stands in for the \
         built-in one.\nThis page is made from the program itself.\nIn a path, `[]` stands for each of a list: \
         `{{% for item in view.list %}}{{{{ item.name }}}}{{% endfor %}}`.\n\n## Values\n\n\
         | Value | Kind | What it is | Example |\n|---|---|---|---|\n",
        document.template()
    );
    let entries = reference(document, input);
    for entry in &entries {
        page.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            code(&entry.path),
            plain(&entry.kind),
            plain(&entry.about),
            code(&entry.example)
        ));
    }
    if entries.iter().any(|entry| entry.kind.contains("fact")) {
        page.push_str("\n## A fact\n\nAn answer with its cells, or the question for it. The filter `fact` shows it.\n\n| Value | Kind | What it is |\n|---|---|---|\n");
        for part in fact_parts() {
            page.push_str(&format!(
                "| {} | {} | {} |\n",
                code(&part.name),
                plain(&part.shape.words()),
                plain(&part.about)
            ));
        }
    }
    page.push_str("\n## Filters\n\nA filter stands behind a value and a `|`.\n\n| Filter | What it makes | Example |\n|---|---|---|\n");
    for filter in FILTERS {
        page.push_str(&format!(
            "| {} | {} | {} |\n",
            code(filter.name),
            plain(filter.about),
            code(filter.example)
        ));
    }
    page.push_str(&format!(
        "\n## Tests\n\nBehind `is` or `is not`: {}.\n\n## Limits\n\nA template reads no file and calls nothing. Its loops take \
         at most {} steps together, and it writes at most {} MB.\nOne with a mistake is not used: the built-in template is, \
         and the document says so at its end.\n`candor template check` tells every mistake with its place.\n",
        TESTS.map(|test| format!("`{test}`")).join(", "),
        candor_model::text::grouped(super::limits::LIMIT_STEPS),
        super::limits::LIMIT_MB
    ));
    page
}
