//! Templates and their rendering to Markdown.
//!
//! Invariants: every value is escaped unless a filter of this file made it; an unknown name is an error with
//! its line; what a template can produce is bounded.

use std::io::{self, Write};

use tera::{Context, Delimiters, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::escape::{anchor, escaped, markdown};
use crate::{BUILTIN, Error};

/// Name and text of a template.
pub(crate) type File = (&'static str, &'static str);

/// Most bytes a template can produce.
const LIMIT_MB: usize = 64;

/// A set of templates: the built-in ones, or others under the same names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    files: Vec<(String, String)>,
}

impl Templates {
    pub fn builtin() -> Self {
        Templates { files: BUILTIN.map(|(name, text)| (name.to_owned(), text.to_owned())).into() }
    }

    /// Adds a template; one of the same name is replaced.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.files.retain(|(known, _)| known != name);
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }
}

/// Renders a template to Markdown.
pub(crate) fn render(name: &str, context: &Context, templates: &Templates) -> Result<String, Error> {
    let mut tera = Tera::new();
    // `{#` begins an attribute of Markdown, so comments stand in `{*` and `*}`.
    let delimiters =
        Delimiters { comment_start: "{*".into(), comment_end: "*}".into(), ..Delimiters::default() };
    tera.set_delimiters(delimiters).map_err(|error| located(name, error))?;
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(markdown);
    tera.register_filter("anchor", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&anchor(text)));
    tera.register_filter("id", |text: &str, _: Kwargs, _: &State<'_>| chip(&anchor(text), &["id"]));
    tera.register_filter("outcome", outcome);
    tera.register_filter("severity", severity);
    tera.register_filter("rating", rating);
    tera.register_filter("provision", provision);
    tera.register_filter("owner", |name: &str, _: Kwargs, _: &State<'_>| named(name, &["owner"]));
    tera.register_filter("place", |place: &str, _: Kwargs, _: &State<'_>| named(place, &["place"]));
    tera.register_filter("fact", fact);
    tera.register_filter("link", link);
    tera.register_filter("cell", cell);
    let files = templates.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(files).map_err(|error| located(name, error))?;
    let mut output = Bounded { bytes: Vec::new() };
    match tera.render_to(name, context, &mut output) {
        Ok(()) => Ok(String::from_utf8_lossy(&output.bytes).into_owned()),
        Err(_) if output.is_full() => Err(Error::TooLarge { name: name.to_owned(), limit_mb: LIMIT_MB }),
        Err(error) => Err(located(name, error)),
    }
}

/// Memory that takes no more than the limit.
struct Bounded {
    bytes: Vec<u8>,
}

impl Bounded {
    fn is_full(&self) -> bool {
        self.bytes.len() > LIMIT_MB * 1_000_000
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.is_full() { Err(io::Error::from(io::ErrorKind::FileTooLarge)) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn located(name: &str, error: tera::Error) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let full = error.to_string();
            let excerpt = full.lines().skip(2).collect::<Vec<_>>().join("\n");
            Error::Template {
                name: report.filename().to_owned(),
                line: span.start_line,
                column: span.start_col + 1,
                message: lower_start(report.message()),
                excerpt,
            }
        }
        other => Error::TemplateAsWhole { name: name.to_owned(), message: lower_start(&other.to_string()) },
    }
}

fn lower_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A word with classes: a piece of code with attributes, which formats show as they can.
fn chip(word: &str, classes: &[&str]) -> Value {
    let word: String = word.chars().filter(|letter| *letter != '`' && *letter != '|').collect();
    let classes: Vec<String> = classes.iter().map(|class| format!(".{class}")).collect();
    Value::safe_string(&format!("`{word}`{{{}}}", classes.join(" ")))
}

/// `not_met` becomes its symbol and word.
fn outcome(id: &str, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let known = candor_assess::Outcome::ALL
        .into_iter()
        .find(|outcome| outcome_class(*outcome) == id.replace('_', "-"));
    let Some(outcome) = known else {
        return Err(tera::Error::message(format!("`{id}` is no outcome")));
    };
    Ok(chip(&format!("{} {}", outcome.symbol(), outcome.label()), &["outcome", outcome_class(outcome)]))
}

/// The class of an outcome in every format that has colours.
pub(crate) fn outcome_class(outcome: candor_assess::Outcome) -> &'static str {
    use candor_assess::Outcome;
    match outcome {
        Outcome::NotMet => "not-met",
        Outcome::PartlyMet => "partly-met",
        Outcome::Unknown => "unknown",
        Outcome::Met => "met",
        Outcome::NotApplicable => "not-applicable",
    }
}

fn severity(label: &str, _: Kwargs, _: &State<'_>) -> Value {
    let class = format!("severity-{}", anchor(&label.to_lowercase()));
    chip(label, &["severity", &class])
}

fn rating(label: &str, _: Kwargs, _: &State<'_>) -> Value {
    let class = format!("rating-{}", anchor(&label.to_lowercase()));
    chip(label, &["rating", &class])
}

/// The article or section that asks for something, with the id of its law, which pages search for.
fn provision(cite: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let law: &str = arguments.must_get("law")?;
    Ok(named(cite, &["provision", &law_class(law)]))
}

/// The class of a provision that names its law.
pub(crate) fn law_class(law: &str) -> String {
    format!("law-{}", anchor(law).replace('.', "-"))
}

/// A value as words with classes. What cannot stand in code stays words without it, so that nothing is lost.
fn named(value: &str, classes: &[&str]) -> Value {
    let shown = escaped(value);
    let is_plain = !value.is_empty() && !value.contains(['`', '|', '\\']) && shown.replace('\\', "") == value;
    if is_plain { chip(value, classes) } else { Value::safe_string(&shown) }
}

/// A cell of a heatmap: text and the outcome that colours it.
fn cell(cell: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let part = |key: &'static str| cell.get_from_path(key).and_then(Value::as_str).unwrap_or_default();
    match part("outcome") {
        "" => Value::safe_string("–"),
        outcome => chip(part("text"), &["heat", &outcome.replace('_', "-")]),
    }
}

/// The words of a fact, or the marked place of an open one. Once no mandatory question is open, the places
/// of the others are left out, so that the document can be published.
fn fact(fact: &Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let part = |key: &'static str| fact.get_from_path(key).and_then(Value::as_str);
    let (Some(known), Some(text), Some(ask), Some(place)) =
        (part("state"), part("text"), part("ask"), part("place"))
    else {
        return Err(tera::Error::message("`fact` needs a fact: state, text, ask and place"));
    };
    let mandatory = fact.get_from_path("mandatory").is_some_and(Value::is_truthy);
    let draft = state.get::<bool>("draft")?.unwrap_or(true);
    Ok(Value::safe_string(&match known {
        "unknown" if mandatory || draft => {
            format!("==Answer needed: {} → {}==", escaped(ask), escaped(place))
        }
        "unknown" => String::new(),
        _ => escaped(text),
    }))
}

/// A fact that holds a web address, as a link with a name; any other fact as its words.
fn link(value: &Value, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let name: &str = arguments.must_get("text")?;
    let url = value.get_from_path("text").and_then(Value::as_str).unwrap_or_default();
    let plain =
        |letter: char| letter.is_ascii_graphic() && !matches!(letter, '<' | '>' | '\\' | '"' | '`' | '|');
    if url.starts_with("https://") && url.chars().all(plain) {
        return Ok(Value::safe_string(&format!("[{}](<{url}>)", escaped(name))));
    }
    fact(value, arguments, state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> Result<String, Error> {
        let mut context = Context::new();
        context.insert("name", "<b>|x|</b>");
        context.insert("rows", &[1, 2]);
        render("audit.md", &context, &Templates::builtin().with("audit.md", template))
    }

    #[test]
    fn values_are_escaped_and_ids_are_not() {
        assert_eq!(rendered("{{ name }}").unwrap(), "\\<b\\>\\|x\\|\\<\\/b\\>");
        assert_eq!(rendered("{{ name | anchor }}").unwrap(), "-b--x---b-");
        assert_eq!(rendered("{{ \"not_met\" | outcome }}").unwrap(), "`✗ Not met`{.outcome .not-met}");
    }

    #[test]
    fn mistakes_name_their_line_and_column() {
        let error = rendered("fine\n{{ nothing }}").unwrap_err();
        assert!(matches!(&error, Error::Template { line: 2, column: 4, .. }), "{error}");
        let error = rendered("{% for row in rows %}").unwrap_err();
        assert!(matches!(&error, Error::Template { line: 1, .. }), "{error}");
    }

    #[test]
    fn a_runaway_template_is_stopped() {
        let line = "x".repeat(10_000);
        let many = format!("{{% for a in range(end=100000) %}}{line}{{% endfor %}}");
        assert!(matches!(rendered(&many), Err(Error::TooLarge { .. })));
    }
}
