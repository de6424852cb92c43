//! Documents: a view of the assessment, a template in Tera, Markdown, and from its one parsed tree every
//! format.
//!
//! The way: `view` makes plain values; `template` renders them to Markdown; `tree` parses it once;
//! `formats` writes the tree.
//!
//! Invariants: no outcome is decided here; no format can hold less than another, for all read one tree;
//! the same input gives the same bytes; nothing here knows a clock, a network or a file.

pub mod annotate;
mod ask;
mod escape;
mod formats;
mod manual;
mod outline;
mod starter;
mod template;
mod tree;
mod view;
mod workbook;

use candor_assess::Assessment;
use candor_model::{Account, Inventory};
use candor_policy::Facts;

pub use ask::{Questions, ask_workbook};
pub use formats::{FORMATS, Format};
pub use manual::{checklist_page, decided_by};
pub use starter::starter_workbook;
pub use template::{BUILTIN, Templates};

/// A kind of document. Its text stands in `templates/` under its stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    Audit,
    Register,
    PrivacyPolicy,
}

impl Document {
    pub const ALL: [Document; 3] = [Document::Audit, Document::Register, Document::PrivacyPolicy];

    /// Name of its file without the extension.
    pub fn stem(self) -> &'static str {
        match self {
            Document::Audit => "audit",
            Document::Register => "register",
            Document::PrivacyPolicy => "privacy-policy",
        }
    }

    /// Name of its template.
    pub fn template(self) -> &'static str {
        match self {
            Document::Audit => "audit.md",
            Document::Register => "register.md",
            Document::PrivacyPolicy => "privacy-policy.md",
        }
    }

    pub fn find(stem: &str) -> Option<Document> {
        Document::ALL.into_iter().find(|document| document.stem() == stem)
    }
}

/// Everything that documents are made from.
#[derive(Debug)]
pub struct Input<'a> {
    pub assessment: &'a Assessment,
    pub inventory: &'a Inventory,
    pub account: &'a Account,
    pub facts: &'a Facts,
    /// `2026-Q4`.
    pub quarter: String,
    pub tool_version: String,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("template `{name}`, line {line}, column {column}: {message}\n{excerpt}")]
    Template { name: String, line: usize, column: usize, message: String, excerpt: String },
    #[error("template `{name}`: {message}")]
    TemplateAsWhole { name: String, message: String },
    #[error("`{name}` grew beyond {limit_mb} MB")]
    TooLarge { name: String, limit_mb: usize },
    #[error("the assessment could not be written as JSON")]
    Json(#[from] serde_json::Error),
    #[error("the document could not be packed")]
    Package(#[from] zip::result::ZipError),
}

/// A document as Markdown with its blocks and attributes, ready for every format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    markdown: String,
}

impl Source {
    /// Writes the document in a format.
    ///
    /// # Errors
    /// If it is too large for the format's archive.
    pub fn format(&self, format: Format) -> Result<Vec<u8>, Error> {
        formats::write(format, &self.markdown)
    }

    /// The Markdown that the template produced.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }
}

/// Renders a document once, for one or more formats.
///
/// # Errors
/// If a template is wrong or the document grows beyond its limit.
pub fn compose(document: Document, input: &Input<'_>, templates: &Templates) -> Result<Source, Error> {
    let context = view::context(document, input);
    Ok(Source { markdown: template::render(document.template(), &context, templates)? })
}

/// Renders a document in one format.
///
/// # Errors
/// As [`compose`].
pub fn render(
    document: Document,
    format: Format,
    input: &Input<'_>,
    overrides: &Templates,
) -> Result<Vec<u8>, Error> {
    compose(document, input, overrides)?.format(format)
}

/// The assessment as JSON, two spaces a level, with a line end at the end.
///
/// # Errors
/// Only if a value cannot be represented in JSON.
pub fn assessment_json(assessment: &Assessment) -> Result<Vec<u8>, Error> {
    formats::json::write(assessment)
}
