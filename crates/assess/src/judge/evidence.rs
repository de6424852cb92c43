//! Evidence of answers: how strong it is, which time it speaks for, and whether it holds on the day of the audit.
//!
//! Invariant: what is stale, expired, not there or a mere statement supports nothing, and says since when.

use candor_model::{Cell, Dictionary, Inventory, Seen, Span};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::form::{Dated, Form};
use crate::assessment::SeenCell;
use crate::checklist::Requirement;
use crate::context::Context;

/// How strong evidence is; a statement alone shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// E1: somebody says so.
    Statement,
    /// E2: a document shows it. What is meant where nothing is said.
    Document,
    /// E3: records were sampled.
    Sampled,
    /// E4: a system was looked at.
    System,
}

impl Strength {
    pub fn label(self) -> &'static str {
        match self {
            Strength::Statement => "E1 statement",
            Strength::Document => "E2 document",
            Strength::Sampled => "E3 sampled records",
            Strength::System => "E4 system verified",
        }
    }
}

/// How evidence stands on the day of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceState {
    InDate,
    /// Older than the requirement allows.
    Stale,
    Expired,
    /// Without a date, or with one that cannot be read or lies ahead.
    Undated,
    /// A statement alone.
    StatementOnly,
    /// The file that is named is not there.
    FileMissing,
}

impl EvidenceState {
    pub fn label(self) -> &'static str {
        match self {
            EvidenceState::InDate => "In date",
            EvidenceState::Stale => "Stale",
            EvidenceState::Expired => "Expired",
            EvidenceState::Undated => "Undated",
            EvidenceState::StatementOnly => "A statement only",
            EvidenceState::FileMissing => "File not found",
        }
    }
}

/// A piece of evidence that an answer names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceItem {
    /// Id of the requirement that it is given for.
    pub requirement: String,
    pub title: String,
    /// What the answer calls it.
    pub name: String,
    pub strength: Strength,
    /// The day it speaks for.
    pub dated: Option<String>,
    pub covers_from: Option<String>,
    pub covers_until: Option<String>,
    pub valid_until: Option<String>,
    /// Who answered, or empty.
    pub owner: String,
    pub state: EvidenceState,
    /// The last day on which it counts: by its own end, or by how old the requirement lets it be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Since when it is stale or expired.
    pub since: Option<String>,
    /// A local file that is named, or empty.
    pub file: String,
    /// SHA-256 of that file, in hexadecimal; null where it is not there or was not looked for.
    pub sha256: Option<String>,
    pub cells: Vec<SeenCell>,
}

/// A local file that answers name as evidence, with its SHA-256; `None`: it is not there.
pub type EvidenceFile = (String, Option<String>);

/// The local files that answers name, each once, in order: to be looked for by whoever can open files.
pub fn evidence_files(inventory: &Inventory) -> Vec<String> {
    let field = Dictionary::builtin().expect_field("answer.file");
    let mut files: Vec<String> = inventory
        .records(field.entity)
        .filter_map(|record| match inventory.look(record, field) {
            Seen::Cell { entry, .. } if matches!(entry.cell, Cell::Value(_)) => {
                Some(entry.text.trim().to_owned())
            }
            _ => None,
        })
        .collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// What evidence is worth for an answer.
pub(crate) enum Evidence {
    InDate(NaiveDate),
    /// None, or undated: the answer stands alone.
    Bare(&'static str),
    /// There is some, and it does not hold on the day of the audit.
    Lapsed(String),
}

pub(crate) fn evidence(form: &Form<'_, '_>, requirement: &Requirement) -> Evidence {
    if let Some(ended) = ended(form) {
        return Evidence::Lapsed(ended.because);
    }
    if form.text("evidence").is_empty() && form.text("file").is_empty() {
        return Evidence::Bare("no evidence is named");
    }
    let held = held(form, requirement);
    match (held.state, held.dated) {
        (EvidenceState::StatementOnly, _) => Evidence::Bare("the evidence is a statement only"),
        (EvidenceState::InDate, Some(day)) => Evidence::InDate(day),
        _ if held.because.is_empty() => Evidence::Bare("the evidence has no date"),
        _ => Evidence::Lapsed(held.because),
    }
}

/// Evidence on the day of the audit.
#[derive(Debug)]
struct Held {
    state: EvidenceState,
    dated: Option<NaiveDate>,
    since: Option<NaiveDate>,
    /// Why it does not hold; empty for what has no date, and for a statement.
    because: String,
}

impl Held {
    fn new(state: EvidenceState, because: String) -> Held {
        Held { state, dated: None, since: None, because }
    }
}

/// What its own end makes of evidence: it is over, or cannot be read.
fn ended(form: &Form<'_, '_>) -> Option<Held> {
    match form.date("valid_until") {
        Dated::Unreadable(text) => Some(Held::new(EvidenceState::Undated, unreadable(&text))),
        Dated::Day(end) if end < form.context.as_of => {
            let held = Held::new(EvidenceState::Expired, format!("the evidence expired on {end}"));
            Some(Held { since: Some(end), ..held })
        }
        _ => None,
    }
}

fn unreadable(text: &str) -> String {
    format!("`{text}` cannot be read as a date")
}

fn held(form: &Form<'_, '_>, requirement: &Requirement) -> Held {
    let dated = dated(form);
    let state = || {
        if let Some(ended) = ended(form) {
            return ended;
        }
        if strength(form) == Strength::Statement {
            return Held::new(EvidenceState::StatementOnly, String::new());
        }
        let file = form.text("file");
        if form.context.file_is_missing(&file) {
            return Held::new(EvidenceState::FileMissing, format!("the file `{file}` is not there"));
        }
        match &dated {
            Dated::Blank => Held::new(EvidenceState::Undated, String::new()),
            Dated::Unreadable(text) => Held::new(EvidenceState::Undated, unreadable(text)),
            Dated::Day(day) => freshness(*day, form.context.as_of, requirement.fresh_for()),
        }
    };
    Held { dated: dated.day(), ..state() }
}

fn freshness(day: NaiveDate, as_of: NaiveDate, fresh_for: Span) -> Held {
    if day > as_of {
        let because = format!("the evidence of {day} lies after the day of the audit");
        return Held::new(EvidenceState::Undated, because);
    }
    if fresh_for.before(as_of).is_some_and(|earliest| day >= earliest) {
        return Held::new(EvidenceState::InDate, String::new());
    }
    let since = fresh_for.after(day);
    let stale = since.map(|since| format!(", stale since {since}")).unwrap_or_default();
    let because = format!("the evidence of {day} is older than {fresh_for}{stale}");
    Held { since, ..Held::new(EvidenceState::Stale, because) }
}

/// The day that evidence speaks for: its own, else the end of the time it covers, else the day of the answer. A column
/// that is there and blank leaves it undated, so that no stale evidence gets fresh by losing its date.
fn dated(form: &Form<'_, '_>) -> Dated {
    if form.has_column("evidence_on") {
        return form.date("evidence_on");
    }
    if !form.has_column("covers_until") {
        return form.date("answered_on");
    }
    let as_of = form.context.as_of;
    match (form.date("covers_from"), form.date("covers_until")) {
        // A time that is not over yet speaks for today.
        (Dated::Day(from), Dated::Day(until)) if from <= as_of => Dated::Day(until.min(as_of)),
        (_, until) => until,
    }
}

fn strength(form: &Form<'_, '_>) -> Strength {
    match form.choice("strength") {
        Some("statement") => Strength::Statement,
        Some("sampled") => Strength::Sampled,
        Some("system") => Strength::System,
        _ => Strength::Document,
    }
}

/// The last day on which evidence counts; `None` for what never did.
fn last_day(form: &Form<'_, '_>, requirement: &Requirement, held: &Held) -> Option<NaiveDate> {
    use EvidenceState::{Expired, InDate, Stale};
    let counts = matches!(held.state, InDate | Stale | Expired);
    let fresh = held.dated.and_then(|day| requirement.fresh_for().after(day));
    [fresh, form.date("valid_until").day()].into_iter().flatten().min().filter(|_| counts)
}

/// Every piece of evidence that the answers to a requirement name, in the order of the rows.
pub(crate) fn items(context: &Context<'_>, requirement: &Requirement) -> Vec<EvidenceItem> {
    let records = &context.answers().records[requirement.number()];
    let forms = records.iter().map(|record| Form { context, record: *record });
    forms.filter_map(|form| item(&form, requirement)).collect()
}

fn item(form: &Form<'_, '_>, requirement: &Requirement) -> Option<EvidenceItem> {
    let (name, file) = (form.text("evidence"), form.text("file"));
    if name.is_empty() && file.is_empty() {
        return None;
    }
    let held = held(form, requirement);
    let day = |id: &str| form.date(id).day().map(|day| day.to_string());
    Some(EvidenceItem {
        requirement: requirement.id().to_owned(),
        title: requirement.title().to_owned(),
        name: if name.is_empty() { file.clone() } else { name },
        strength: strength(form),
        dated: held.dated.map(|day| day.to_string()),
        covers_from: day("covers_from"),
        covers_until: day("covers_until"),
        valid_until: day("valid_until"),
        owner: form.text("answered_by"),
        until: last_day(form, requirement, &held).map(|day| day.to_string()),
        state: held.state,
        since: held.since.map(|day| day.to_string()),
        sha256: form.context.file_hash(&file).map(str::to_owned),
        file,
        cells: form.cells(&["evidence", "file", "strength", "evidence_on", "covers_until", "valid_until"]),
    })
}
