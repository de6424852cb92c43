//! Many organisations summed up: each is judged alone, and what stays of it is a summary.
//!
//! Invariants: a summary holds names of the organisation and of its law's duties, numbers and days, never what a record
//! says; the page of an organisation is made from its own input and from nothing else; the order in which summaries come
//! in changes no byte.

use std::collections::BTreeMap;

use candor_policy::Language;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use tera::Context;

use crate::view::portfolio as view;
use crate::view::prose;
use crate::{Error, File, Format, Input, Source, exports, template};

pub use view::{Deadlines, Gap, LawResult, Organisation, Unreadable};

/// Version of the JSON form of [`Portfolio`]; raised when a reader of the old form would be misled.
pub const PORTFOLIO_FORMAT: &str = "1.0";

/// Folder of the pages of single organisations, below that of the portfolio.
pub const PAGES: &str = "organisations";

const PORTFOLIO: template::File = ("portfolio.md", include_str!("../../../templates/portfolio.md"));
const PAGE: template::File = ("portfolio-page.md", include_str!("../../../templates/portfolio-page.md"));

/// What stays of an organisation when its records are let go.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    organisation: Organisation,
    counted: Vec<view::Counted>,
}

impl Summary {
    /// Sums up an organisation; `folder` is the name of its workspace, unlike that of every other.
    pub fn new(input: &Input<'_>, folder: &str) -> Summary {
        Summary { organisation: view::organisation(input, folder), counted: view::counted(input) }
    }
}

/// Organisations summed up.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Portfolio {
    /// Version of this form.
    format_version: &'static str,
    /// Version of the program.
    tool_version: String,
    /// The organisations by their names.
    organisations: Vec<Organisation>,
    /// The requirements that two or more organisations fail, those that most fail first.
    common_gaps: Vec<Gap>,
    /// Workspaces that could not be judged.
    unreadable: Vec<Unreadable>,
    #[serde(skip)]
    counts: BTreeMap<view::Key, view::Count>,
}

impl Portfolio {
    pub fn new(tool_version: &str) -> Portfolio {
        Portfolio {
            format_version: PORTFOLIO_FORMAT,
            tool_version: tool_version.to_owned(),
            organisations: Vec::new(),
            common_gaps: Vec::new(),
            unreadable: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    pub fn add(&mut self, summary: Summary) {
        for counted in summary.counted {
            self.counts.entry(counted.key).or_default().add(counted.outcome);
        }
        self.organisations.push(summary.organisation);
    }

    /// A workspace that could not be judged, and why.
    pub fn add_unreadable(&mut self, folder: &str, reason: &str) {
        self.unreadable.push(Unreadable { folder: folder.to_owned(), reason: prose(reason) });
    }

    /// Nothing is added any more: sorts and counts.
    pub fn close(&mut self) {
        let name = |one: &Organisation| (one.name.to_lowercase(), one.folder.clone());
        self.organisations.sort_by_key(name);
        self.unreadable.sort_by(|a, b| a.folder.cmp(&b.folder));
        self.common_gaps = view::common_gaps(&self.counts);
    }

    /// How many could be judged, and how many could not.
    pub fn counts(&self) -> (usize, usize) {
        (self.organisations.len(), self.unreadable.len())
    }

    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    pub fn common_gaps(&self) -> &[Gap] {
        &self.common_gaps
    }

    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// The document about all of them; it leads to the pages of single organisations where `pages`, the formats that they
    /// are written in, hold one that can be led to.
    ///
    /// # Errors
    /// If it grows beyond its limit.
    pub fn document(&self, pages: &[Format]) -> Result<Source, Error> {
        source(PORTFOLIO, &view::view(self, &self.tool_version, pages), self.day())
    }

    /// The latest day that an organisation was judged for.
    pub fn day(&self) -> NaiveDate {
        self.organisations.iter().map(|one| one.as_of).max().unwrap_or_default()
    }

    /// `portfolio.json`.
    ///
    /// # Errors
    /// If a value cannot be represented.
    pub fn json(&self) -> Result<File, Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(File { path: "portfolio.json".to_owned(), bytes })
    }

    /// `portfolio.xlsx`.
    ///
    /// # Errors
    /// If it grows beyond what a workbook can hold.
    pub fn workbook(&self) -> Result<File, Error> {
        exports::portfolio_workbook(self)
    }
}

/// The page of one organisation, to be handed to it.
///
/// # Errors
/// If it grows beyond its limit.
pub fn portfolio_page(input: &Input<'_>) -> Result<Source, Error> {
    source(PAGE, &view::page(input), input.assessment.as_of)
}

fn source((name, text): template::File, view: &impl Serialize, as_of: NaiveDate) -> Result<Source, Error> {
    let mut context = Context::new();
    context.insert("view", view);
    context.insert("language", Language::English.code());
    Ok(Source::of(template::render(name, text, &context)?, as_of))
}
