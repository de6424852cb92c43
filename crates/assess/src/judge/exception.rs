//! Exceptions: gaps that somebody accepted for a time. They are shown, and never change an outcome.

use candor_model::text::{one_line, plain};
use candor_model::{Dictionary, RecordRef, Value};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Options;
use crate::assessment::{Outcome, RequirementResult, SeenCell};
use crate::checklist::{Checklist, Requirement};
use crate::context::Context;

/// How an exception stands on the day of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionState {
    InForce,
    /// In force, and nothing is found that it could excuse.
    Unused,
    Expired,
    /// Without an owner, a reason or an end it excuses nothing.
    Incomplete,
}

impl ExceptionState {
    pub fn label(self) -> &'static str {
        match self {
            ExceptionState::InForce => "In force",
            ExceptionState::Unused => "Unused",
            ExceptionState::Expired => "Expired",
            ExceptionState::Incomplete => "Incomplete",
        }
    }
}

/// An exception with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExceptionResult {
    /// Its reference, or `exception`.
    pub name: String,
    /// Id of the requirement.
    pub requirement: String,
    /// The record it is about; empty for all.
    pub subject: String,
    pub owner: String,
    pub reason: String,
    pub expires: Option<String>,
    pub state: ExceptionState,
    /// In a sentence.
    pub because: String,
    pub cells: Vec<SeenCell>,
}

/// The exception in force for a finding: its id, owner and expiry. In force needs all three and a reason.
pub(crate) fn exception_for(
    context: &Context<'_>,
    requirement: &Requirement,
    subject: &str,
    record: Option<RecordRef>,
) -> Option<String> {
    let called = called(context, subject, record);
    context.exceptions().records[requirement.number()].iter().find_map(|record| {
        let exception = Exception::of(context, *record);
        exception.is_about(&called).then(|| exception.in_force(context.as_of)).flatten()
    })
}

/// Everything the subject of a finding is called, folded.
fn called(context: &Context<'_>, subject: &str, record: Option<RecordRef>) -> Vec<String> {
    let mut names = vec![plain(subject)];
    if let Some(record) = record {
        names.push(plain(context.inventory.key(record)));
        names.push(plain(&context.inventory.name(record)));
    }
    names
}

/// A row of the exceptions.
struct Exception {
    name: String,
    subject: String,
    owner: String,
    reason: String,
    expires: Option<NaiveDate>,
}

impl Exception {
    fn of(context: &Context<'_>, record: RecordRef) -> Exception {
        let look = |id: &str| {
            let field = Dictionary::builtin().expect_field(&format!("exception.{id}"));
            context.inventory.look(record, field)
        };
        let text = |id: &str| {
            let seen = look(id);
            if seen.value().is_some_and(Value::is_none) { String::new() } else { one_line(seen.text()) }
        };
        Exception {
            name: Some(text("ref")).filter(|name| !name.is_empty()).unwrap_or_else(|| "exception".to_owned()),
            subject: text("subject"),
            owner: text("owner"),
            reason: text("reason"),
            expires: match look("expires_on").value() {
                Some(Value::Date(until)) => Some(until.day),
                _ => None,
            },
        }
    }

    /// A subject that begins with a key or ends with a name is meant too: "A-07 Loyalty card".
    fn is_about(&self, called: &[String]) -> bool {
        let about = plain(&self.subject);
        let names = |name: &String| {
            *name == about
                || (name.len() >= 3
                    && (about.starts_with(&format!("{name} ")) || about.ends_with(&format!(" {name}"))))
        };
        about.is_empty() || called.iter().any(names)
    }

    fn is_complete(&self) -> bool {
        !self.owner.is_empty() && !self.reason.is_empty() && self.expires.is_some()
    }

    fn in_force(&self, as_of: NaiveDate) -> Option<String> {
        let until = self.expires.filter(|until| self.is_complete() && *until >= as_of)?;
        Some(format!("{}: accepted by {} until {until}", self.name, self.owner))
    }

    fn missing(&self) -> String {
        let parts = [
            ("owner", self.owner.is_empty()),
            ("reason", self.reason.is_empty()),
            ("end", self.expires.is_none()),
        ];
        let missing: Vec<&str> =
            parts.iter().filter(|(_, is_missing)| *is_missing).map(|(part, _)| *part).collect();
        missing.join(" and no ")
    }
}

/// What became of every exception to a requirement of the selected checklists.
pub(crate) fn results(
    context: &Context<'_>,
    options: &Options,
    results: &[RequirementResult],
) -> Vec<ExceptionResult> {
    let requirements = options.selected(context.library).flat_map(Checklist::requirements);
    let pairs = requirements.flat_map(|requirement| {
        context.exceptions().records[requirement.number()].iter().map(move |record| (requirement, *record))
    });
    pairs.map(|(requirement, record)| result(context, requirement, record, results)).collect()
}

fn result(
    context: &Context<'_>,
    requirement: &Requirement,
    record: RecordRef,
    results: &[RequirementResult],
) -> ExceptionResult {
    let exception = Exception::of(context, record);
    let judged = results.iter().find(|result| result.id == requirement.id());
    let is_used = judged.is_some_and(|judged| {
        let is_open = matches!(judged.outcome, Outcome::NotMet | Outcome::PartlyMet | Outcome::Unknown);
        let named = exception.in_force(context.as_of);
        let found =
            judged.findings.iter().any(|finding| finding.exception.is_some() && finding.exception == named);
        is_open
            && (exception.subject.is_empty() || found || judged.findings_total > judged.findings.len() as u64)
    });
    let (state, because) = match exception.expires {
        _ if !exception.is_complete() => {
            (ExceptionState::Incomplete, format!("It has no {}, so it excuses nothing.", exception.missing()))
        }
        Some(until) if until < context.as_of => (ExceptionState::Expired, format!("It ended on {until}.")),
        _ if is_used => (ExceptionState::InForce, "The gap it accepts is still open.".to_owned()),
        _ => (ExceptionState::Unused, "Nothing is found that it could excuse: it can be closed.".to_owned()),
    };
    let field = Dictionary::builtin().expect_field("exception.requirement");
    let cell = context.inventory.look(record, field).place().map(|place| SeenCell {
        file: place.file,
        sheet: place.sheet,
        cell: place.cell,
        field: "exception.requirement".to_owned(),
        saw: one_line(context.inventory.look(record, field).text()),
    });
    ExceptionResult {
        name: exception.name,
        requirement: requirement.id().to_owned(),
        subject: exception.subject,
        owner: exception.owner,
        reason: exception.reason,
        expires: exception.expires.map(|day| day.to_string()),
        state,
        because,
        cells: cell.into_iter().collect(),
    }
}
