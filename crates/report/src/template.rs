//! Templates and their rendering to Markdown.
//!
//! A user's own template stands in for the built-in one of the same name. One with a mistake is not used: the built-in
//! one is, and the document says so.
//!
//! Invariants: every value is escaped unless a filter made it; an unknown name is an error with its line; what a
//! template can produce, and how long it runs, is bounded; it reads no file and calls nothing.

mod check;
mod expression;
mod filters;
mod limits;
mod outcome;
mod reference;
mod scan;
mod shape;

use std::sync::OnceLock;

use tera::{Context, Delimiters, ErrorKind, Tera};

use crate::Error;
use crate::document::{Document, SHARED, builtin_template};
use crate::escape::{escaped, markdown};

pub use filters::{FILTERS, Filter, TESTS};
pub(crate) use filters::{law_class, outcome_class};
use limits::{Bounded, Counted, LIMIT_MB};
pub use outcome::check_document;
pub use reference::{Entry, reference, reference_page};
use shape::Shape;

/// Name and text of a template.
pub(crate) type File = (&'static str, &'static str);

/// A set of templates: the built-in ones, or others under the same names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    own: Vec<Own>,
}

/// A template of a user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Own {
    name: String,
    text: String,
    /// What is wrong with it; found when a document first asks, not anew for each of its editions.
    mistakes: OnceLock<Vec<Mistake>>,
}

/// Something wrong with a template. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    pub line: usize,
    pub column: usize,
    pub message: String,
    /// What exists, or what to write instead.
    pub help: String,
}

impl Templates {
    pub fn builtin() -> Self {
        Templates::default()
    }

    /// Puts a template in the place of the built-in one of the same name.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.own.retain(|own| own.name != name);
        self.own.push(Own { name: name.to_owned(), text: text.to_owned(), ..Own::default() });
        self
    }

    /// The names of the templates that stand in for others, in the order they were given.
    pub fn own_names(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(|own| own.name.as_str())
    }

    /// The template that stands in for the built-in one of a document, and what is wrong with it.
    pub(crate) fn own(&self, document: Document) -> Option<(&str, &[Mistake])> {
        let own = self.own.iter().find(|own| own.name == document.template())?;
        Some((&own.text, own.mistakes.get_or_init(|| check_template(document, &own.text))))
    }
}

/// The text of the built-in template of a document as one piece: what it shares with others stands in it.
pub fn template_in_one_piece(document: Document) -> String {
    let mut text = builtin_template(document.template()).unwrap_or_default().to_owned();
    for (name, shared) in SHARED {
        text = text.replace(&format!("{{% include \"{name}\" %}}"), shared);
    }
    text
}

/// Finds what is wrong with a template of a document before it runs: its syntax, and names that do not exist, also in
/// branches that a run would not reach. In the order of the text.
pub fn check_template(document: Document, text: &str) -> Vec<Mistake> {
    let mut mistakes = check::check(text, &Shape::of_document(document));
    if let Err(error) = engine(document.template(), &Counted::new(text)) {
        let mistake = error.mistake();
        // What was found by name is told once; nothing after other broken syntax can be read for certain.
        if !mistakes.iter().any(|known| known.line == mistake.line) {
            mistakes.retain(|known| known.line < mistake.line);
            mistakes.push(mistake);
        }
    }
    mistakes.sort();
    mistakes
}

/// Renders a text as the template of a name.
pub(crate) fn render(name: &str, text: &str, context: &Context) -> Result<String, Error> {
    let counted = Counted::new(text);
    let tera = engine(name, &counted)?;
    let mut output = Bounded { bytes: Vec::new() };
    match tera.render_to(name, context, &mut output) {
        Ok(()) => Ok(String::from_utf8_lossy(&output.bytes).into_owned()),
        Err(_) if output.is_full() => Err(Error::TooLarge { name: name.to_owned(), limit_mb: LIMIT_MB }),
        Err(error) => Err(located(name, &counted, error)),
    }
}

/// Tera with one template and what it may use.
fn engine(name: &str, counted: &Counted) -> Result<Tera, Error> {
    static SHARING: OnceLock<Tera> = OnceLock::new();
    let mut tera = match SHARING.get() {
        Some(tera) => tera.clone(),
        None => {
            let made = sharing().map_err(|error| located(name, counted, error))?;
            SHARING.get_or_init(|| made).clone()
        }
    };
    limits::register(&mut tera);
    let templates = [(name, counted.text.as_str())];
    tera.add_raw_templates(templates).map_err(|error| located(name, counted, error))?;
    Ok(tera)
}

/// Tera with the texts that templates share.
fn sharing() -> tera::TeraResult<Tera> {
    let mut tera = Tera::new();
    // `{#` begins an attribute of Markdown, so comments stand in `{*` and `*}`.
    let delimiters =
        Delimiters { comment_start: "{*".into(), comment_end: "*}".into(), ..Delimiters::default() };
    tera.set_delimiters(delimiters)?;
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(markdown);
    filters::register(&mut tera);
    limits::register(&mut tera);
    let shared = SHARED.map(|(name, text)| (name, Counted::new(text).text));
    tera.add_raw_templates(shared.iter().map(|(name, text)| (*name, text.as_str())))?;
    Ok(tera)
}

fn located(name: &str, counted: &Counted, error: tera::Error) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let full = error.to_string();
            let excerpt = full.lines().skip(2).collect::<Vec<_>>().join("\n");
            Error::Template {
                name: report.filename().to_owned(),
                line: span.start_line,
                column: counted.column(span.start_line, span.start_col + 1),
                message: lower_start(report.message()),
                excerpt,
            }
        }
        other => Error::TemplateAsWhole { name: name.to_owned(), message: lower_start(&other.to_string()) },
    }
}

/// A document with a line at its foot about the template of a user.
pub(crate) fn with_foot(mut markdown: String, name: &str, refused: &[Mistake]) -> String {
    let line = match refused.first() {
        None => format!("Made with the template templates/{name} of this workspace."),
        Some(first) => format!(
            "The template templates/{name} of this workspace was not used (line {}, column {}: {}). The built-in one was.",
            first.line, first.column, first.message
        ),
    };
    // The blank line ends whatever stands at the end.
    markdown.push_str(&format!("\n\n::: footer\n{}\n:::\n", escaped(&line)));
    markdown
}

fn lower_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> Result<String, Error> {
        let mut context = Context::new();
        context.insert("name", "<b>|x|</b>");
        context.insert("rows", &[1, 2]);
        render("audit.md", template, &context)
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
