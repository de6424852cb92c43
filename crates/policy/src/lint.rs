//! The lint: what in a policy's text is vague, hidden, contradictory, unproven or missing.
//!
//! The way: `rules` is the table of all rules; `words` holds the lists of each language; each family of rules (`fog`, `wording`,
//! `shape`, `links`, `claims`, `rights`, `contents`, `summary`, `versions`, `records`) looks at the `page` and tells its hits;
//! here they become findings with their place, and each rule tells whether it was checked at all.
//!
//! Invariants: a rule that could not be checked says so and finds nothing; nothing is passed over in silence, also not what an
//! author allows; the same text and context give the same findings in the same order.

mod allowance;
mod claims;
mod contents;
mod dates;
mod fog;
mod links;
mod page;
mod phrases;
mod place;
mod ratchet;
mod records;
mod rights;
mod rules;
mod shape;
mod summary;
mod values;
mod versions;
mod wording;
mod words;

use candor_model::Severity;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::{Drift, Facts};
use page::Page;

pub use ratchet::{Compared, Ratchet, RatchetError, Rise};
pub use rules::{Need, Rule, find_rule, rules};

/// What the lint can know beside the text. What is missing leaves rules unchecked, never passed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The source of the text where it is lines (not DOCX), for exact places.
    pub source: Option<&'a str>,
    /// The facts of the workspace that the text is held against.
    pub facts: Option<&'a Facts>,
    /// What the text says held against the records.
    pub drift: Option<&'a Drift>,
    /// The sentences that were made from facts, where the text is one of our own.
    pub trace: Option<&'a [Traced]>,
    /// The same policy in other languages.
    pub languages: &'a [Sibling<'a>],
    /// The version before.
    pub before: Option<&'a Text>,
    /// The day that counts as today.
    pub as_of: Option<NaiveDate>,
}

/// A sentence with the facts that it was made from, as `facts.json` tells it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Traced {
    /// The sentence as a reader meets it.
    #[serde(rename = "text")]
    pub sentence: String,
    /// What it rests on.
    pub status: Rests,
    /// Ids of its facts.
    pub facts: Vec<String>,
}

/// What a sentence of one of our own texts rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rests {
    /// On facts.
    Fact,
    /// On the law alone.
    Law,
    /// On nothing yet: it asks for a fact.
    Open,
    /// It guides the reader, or is a title.
    Guide,
    /// On nothing.
    Unfounded,
}

/// The same policy in another language.
#[derive(Debug, Clone, Copy)]
pub struct Sibling<'a> {
    /// Its file.
    pub name: &'a str,
    /// Its text.
    pub text: &'a Text,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LintFinding {
    /// The rule: `PL003`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// The line of the source, from 1; in DOCX the number of the paragraph.
    pub line: usize,
    /// The column in characters, from 1; absent where the source does not hold the words as they are read.
    pub column: Option<usize>,
    /// The heading above it; empty before the first.
    pub section: String,
    /// The words with what stands around them.
    pub excerpt: Excerpt,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// The author's reason, where the finding is allowed.
    pub allowed: Option<String>,
}

/// A part of the text with the words that are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Excerpt {
    /// What stands before them.
    pub before: String,
    /// The words; empty where the text as a whole is meant.
    pub marked: String,
    /// What stands after them.
    pub after: String,
}

/// Was a rule checked?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// In full.
    Yes,
    /// Only in the text, not against what is missing.
    Partly,
    /// Not at all.
    No,
}

/// Whether a rule was checked, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleRun {
    /// The rule: `PL003`.
    pub rule: String,
    /// Was it checked?
    pub checked: Checked,
    /// Why not, or not in full; empty if it was.
    pub because: String,
}

/// The result of the lint of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lint {
    /// The language that was read, as a two-letter code.
    pub language: Option<String>,
    /// The title of the text.
    pub title: Option<String>,
    /// Sentences that were looked at, headings among them.
    pub sentences: usize,
    /// What was found, by place; allowed findings among them.
    pub findings: Vec<LintFinding>,
    /// Every rule, and whether it was checked.
    pub rules: Vec<RuleRun>,
}

impl Lint {
    /// Findings that nobody allowed.
    pub fn open(&self) -> impl Iterator<Item = &LintFinding> {
        self.findings.iter().filter(|finding| finding.allowed.is_none())
    }

    /// Open findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|finding| finding.severity == severity).count()
    }
}

/// The languages that a rule can read, as two-letter codes; none if it reads every language.
pub fn languages_of(rule: &Rule) -> Vec<&'static str> {
    if rule.lists.is_empty() {
        return Vec::new();
    }
    words::languages().filter(|language| page::knows(rule, language)).collect()
}

/// Looks at a text with every rule that the context allows.
pub fn lint(text: &Text, context: &Context<'_>) -> Lint {
    let page = Page::new(text, context);
    let runs: Vec<RuleRun> = rules().iter().map(|rule| page.run_of(rule)).collect();
    let mut hits = Vec::new();
    for family in [
        fog::check,
        wording::check,
        shape::check,
        links::check,
        claims::check,
        rights::check,
        contents::check,
        summary::check,
        versions::check,
        records::check,
    ] {
        family(&page, &mut hits);
    }
    hits.retain(|hit| runs.iter().any(|run| run.rule == hit.rule.id && run.checked != Checked::No));
    page::drop_weaker(&mut hits);
    allowance::apply(&page, &runs, &mut hits);
    hits.sort_by_key(|hit| (hit.place(), hit.rule.id.as_str()));
    let places = place::Places::new(text, context.source);
    Lint {
        language: text.language.clone(),
        title: text.title.clone(),
        sentences: text.blocks.iter().map(|block| block.sentences.len()).sum(),
        findings: hits.iter().map(|hit| page.finding(hit, &places)).collect(),
        rules: runs,
    }
}
