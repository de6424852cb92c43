//! Documents: a view of the assessment, a template in Tera, Markdown, and from its one parsed tree every
//! format.
//!
//! The way: `view` makes plain values; `template` renders them to Markdown; `tree` parses it once;
//! `formats` writes the tree.
//!
//! Invariants: no outcome is decided here; no format can hold less than another, for all read one tree;
//! the same input gives the same bytes; nothing here knows a clock, a network or a file.
//!
//! The example `judge` of the program does all of it; a document and its formats:
//!
//! ```
//! use candor_report::{Document, FORMATS, builtin_template};
//!
//! let audit = Document::find("audit").expect("a document");
//! assert!(builtin_template(audit.template()).is_some());
//! assert!(FORMATS.iter().all(|(format, _)| audit.whole().has(*format)));
//! ```

pub mod annotate;
mod ask;
mod blocks;
mod calendar;
pub mod charts;
mod columns;
mod document;
mod escape;
mod evidence;
mod exports;
mod formats;
mod letters;
mod manual;
mod outline;
mod packet;
mod portfolio;
mod publish;
mod readers;
mod starter;
mod template;
mod trace;
mod tree;
mod view;
mod workbook;

use std::sync::{Arc, OnceLock};

use candor_assess::{Assessment, Comparison};
use candor_model::{Account, Inventory, Quarter};
use candor_policy::{Changes, FactRecord, Language, LazyFacts};
use chrono::NaiveDate;

pub use ask::{Questions, ask_workbook};
pub use blocks::{Block, Inline, Parsed, Row, Table, Target};
pub use calendar::calendar;
pub use columns::{Column, Part as ColumnPart, Room, parts as column_parts};
pub use document::{Document, Edition, Group, Part, Reader, builtin_template, editions};
use document::{LawPage, editions_of};
pub use evidence::{FACTS_FORMAT, FactsFile, not_public};
pub use exports::{
    ChangeFile, EXPORTS, Export, File, change_workbook, export, github_annotations, github_summary,
    lint_sarif,
};
pub use formats::{FORMATS, Format};
pub use letters::{IncidentName, LetterDue, incidents, letters};
pub use manual::{checklist_page, decided_by, lint_page};
pub use packet::{
    Masked, Packet, PacketCorrection, PacketEntry, PacketEvidence, PacketFile, Profile, ProfilePart, Removed,
    evidence_csv, profile_table, removed_texts,
};
pub use portfolio::{
    Deadlines, Gap, LawResult, Organisation, PAGES, PORTFOLIO_FORMAT, Portfolio, Summary, Unreadable,
    portfolio_page,
};
pub use publish::{GateLine, gates};
pub use starter::starter_workbook;
pub use template::{
    Entry, FILTERS, Filter, Mistake, TESTS, Templates, check_document, check_template, reference,
    reference_page, template_in_one_piece,
};
pub use trace::Sentence;
pub use view::comparison::{notes as change_notes, summary as change_in_short};
use view::skeleton::Needed;

/// Everything that documents are made from.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    pub assessment: &'a Assessment,
    pub inventory: &'a Inventory,
    pub account: &'a Account,
    /// Of the inventory, as of the day of the assessment; who puts another inventory here puts its facts too.
    pub facts: Arc<LazyFacts<'a>>,
    /// Earlier quarters that were recorded, the oldest first.
    pub past: &'a [Past],
    /// The facts and texts of the policies of this run, and of an earlier quarter; none before they are made.
    pub texts: Option<Texts<'a>>,
    /// Two quarters, compared; none where a run looks at one alone.
    pub change: Option<Compared<'a>>,
    /// What a packet tells, where one is made.
    pub packet: Option<&'a Packet>,
    /// The languages that policies are written in; the first is that of the records.
    pub languages: &'a [Language],
    /// Are the texts those of a publication? Then nothing is asked in them but what a law wants to be told.
    pub publishing: bool,
    /// `2026-Q4`.
    pub quarter: String,
    pub tool_version: String,
    /// What several documents need and is worked out once; empty to begin with.
    pub worked_out: WorkedOut,
}

/// What was worked out of an [`Input`]. A clone of it is empty: an input that is cloned is cloned to be changed.
#[derive(Debug, Default)]
pub struct WorkedOut {
    dpia: OnceLock<Vec<Needed>>,
    risk_assessment: OnceLock<Vec<Needed>>,
    is_draft: OnceLock<bool>,
    sha256: OnceLock<String>,
}

impl Clone for WorkedOut {
    fn clone(&self) -> Self {
        WorkedOut::default()
    }
}

impl<'a> Input<'a> {
    /// One run by itself: a draft in English, of the quarter that its day lies in, with nothing before it.
    pub fn new(
        assessment: &'a Assessment,
        inventory: &'a Inventory,
        account: &'a Account,
        tool_version: &str,
    ) -> Self {
        Input {
            assessment,
            inventory,
            account,
            facts: Arc::new(LazyFacts::new(inventory, assessment.as_of, Language::English)),
            past: &[],
            texts: None,
            change: None,
            packet: None,
            languages: &[Language::English],
            publishing: false,
            quarter: Quarter::of(assessment.as_of).to_string(),
            tool_version: tool_version.to_owned(),
            worked_out: WorkedOut::default(),
        }
    }

    /// Is a mandatory question open in what is not published?
    fn is_draft(&self) -> bool {
        *self.worked_out.is_draft.get_or_init(|| !self.publishing && !self.facts.blocking().is_empty())
    }
}

/// What policies said, as their files of facts hold it.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// Of an earlier quarter, if its file is there.
    pub before: Option<&'a FactRecord>,
    pub now: &'a FactRecord,
}

/// Two quarters, compared.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    pub comparison: &'a Comparison,
    /// What the registers say otherwise, from the facts of both quarters, if both are known.
    pub facts: Option<&'a Changes>,
}

/// An earlier quarter, as it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// `2026-Q3`.
    pub quarter: String,
    pub assessment: Assessment,
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
    #[error("the workbook could not be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("the text file could not be written")]
    Csv(#[from] csv::Error),
    #[error("the document could not be packed")]
    Package(#[from] zip::result::ZipError),
}

impl Error {
    /// The error as a mistake of a template; without a place it is at its start.
    fn mistake(&self) -> Mistake {
        let (line, column, message) = match self {
            Error::Template { line, column, message, .. } => (*line, *column, message.clone()),
            Error::TemplateAsWhole { message, .. } => (1, 1, message.clone()),
            other => (1, 1, other.to_string()),
        };
        Mistake { line, column, message, help: "compare with the built-in template".to_owned() }
    }
}

/// A document as Markdown with its blocks and attributes, ready for every format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    markdown: String,
    /// The day that the text speaks for.
    as_of: NaiveDate,
    language: Language,
    reader: Option<Reader>,
    /// The pages of the laws that hold parts of it too.
    laws: Vec<LawPage>,
    refused: Vec<Mistake>,
    sentences: Vec<Sentence>,
}

impl Source {
    /// A text in English that belongs to no workspace's templates.
    fn of(markdown: String, as_of: NaiveDate) -> Source {
        Source {
            markdown,
            as_of,
            language: Language::English,
            reader: None,
            laws: Vec::new(),
            refused: Vec::new(),
            sentences: Vec::new(),
        }
    }

    /// Writes the document in a format.
    ///
    /// # Errors
    /// If it is too large for the format's archive.
    pub fn format(&self, format: Format) -> Result<Vec<u8>, Error> {
        let written = self.formats(&[format])?;
        Ok(written.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default())
    }

    /// Writes the document in several formats, in the order of [`FORMATS`].
    ///
    /// # Errors
    /// If it is too large for the archive of one of them.
    pub fn formats(&self, formats: &[Format]) -> Result<Vec<(Format, Vec<u8>)>, Error> {
        let about = formats::About { language: self.language, as_of: self.as_of };
        formats::write(formats, &self.markdown, about, self.reader, &self.laws)
    }

    /// The Markdown that the template produced, for all readers.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// The sentences with what they rest on, in their order; none where the template marks no sources.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Why the user's own template was not used, if there is one and it has mistakes.
    pub fn refused(&self) -> &[Mistake] {
        &self.refused
    }
}

/// Renders an edition of a document once, for one or more formats. The user's own template is used if it has no
/// mistake, else the built-in one; the document's foot says which.
///
/// # Errors
/// If the built-in template is wrong or the document grows beyond its limit.
pub fn compose(edition: &Edition, input: &Input<'_>, templates: &Templates) -> Result<Source, Error> {
    let document = edition.document;
    let context = edition.context(input, templates.own(document).is_some());
    let name = document.template();
    let source = |markdown, refused| -> Result<Source, Error> {
        let (mut markdown, sentences) = trace::take(document.stem(), markdown, edition.language);
        if edition.tells_sources() {
            markdown.push_str(&with_sources(input, &sentences)?);
        }
        Ok(Source {
            markdown,
            as_of: input.assessment.as_of,
            language: edition.language,
            reader: edition.reader(),
            laws: edition.law_pages(input),
            refused,
            sentences,
        })
    };
    let mut refused = Vec::new();
    if let Some((own, mistakes)) = templates.own(document) {
        refused = mistakes.to_vec();
        if refused.is_empty() {
            match template::render(name, own, &context) {
                Ok(markdown) => {
                    let markdown = template::with_foot(markdown, name, &[]);
                    return source(markdown, refused);
                }
                Err(error) => refused.push(error.mistake()),
            }
        }
    }
    let mut markdown = template::render(name, builtin_template(name).unwrap_or_default(), &context)?;
    if !refused.is_empty() {
        markdown = template::with_foot(markdown, name, &refused);
    }
    source(markdown, refused)
}

/// What the sentences of a text rest on, as Markdown.
fn with_sources(input: &Input<'_>, sentences: &[Sentence]) -> Result<String, Error> {
    let name = "sentence-sources.md";
    let mut context = tera::Context::new();
    context.insert("sources", &view::sources(input, sentences));
    template::render(name, builtin_template(name).unwrap_or_default(), &context)
}

/// The assessment as JSON, two spaces a level, with a line end at the end.
///
/// # Errors
/// Only if a value cannot be represented in JSON.
pub fn assessment_json(assessment: &Assessment) -> Result<Vec<u8>, Error> {
    exports::json::write(assessment)
}

/// The same, written as it is made.
pub fn write_assessment_json(assessment: &Assessment, out: impl std::io::Write) -> Result<(), Error> {
    exports::json::stream(assessment, out)
}

/// Where the assessment as JSON lies in the folder of results.
pub const ASSESSMENT_FILE: &str = "audit.json";
