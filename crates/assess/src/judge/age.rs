//! How old answers are, and until when they hold.
//!
//! Invariants: an answer from before this quarter says so wherever it counts; one whose time is over supports nothing, and
//! neither does one that has no day where it would need one; a gap that was stated stays a gap, for it does not close by
//! waiting.

use candor_model::{Quarter, Span, Unit};
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::counting;
use super::form::{Dated, Form};
use crate::assessment::{Outcome, SeenCell};
use crate::checklist::Requirement;
use crate::context::Context;

/// How long an answer holds that was read from the folder of an earlier quarter, where the settings give no number of days.
const CARRIED_DAYS: u32 = 365;

/// How an answer stands on the day of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    Holds,
    /// Its time is over: it counts for nothing.
    Expired,
    /// It has no day from which its time could be counted: it counts for nothing.
    Undated,
}

impl AnswerState {
    pub fn label(self) -> &'static str {
        match self {
            AnswerState::Holds => "Holds",
            AnswerState::Expired => "Expired",
            AnswerState::Undated => "Without a day",
        }
    }
}

/// An answer from before this quarter, or one that holds only until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerResult {
    /// Id of the requirement that it is given for.
    pub requirement: String,
    pub title: String,
    /// What was answered, as it stands in the cell.
    pub answer: String,
    pub answered_on: Option<String>,
    /// `3 months ago`; empty without a day.
    pub age: String,
    /// The file of an earlier quarter that it was read from; empty where it stands among this quarter's files.
    pub carried_from: String,
    /// The last day on which it holds, where there is one.
    pub until: Option<String>,
    pub state: AnswerState,
    /// Who answered, or empty.
    pub owner: String,
    pub cells: Vec<SeenCell>,
}

/// How an answer stands in time.
pub(crate) struct Standing {
    pub(crate) day: Option<NaiveDate>,
    /// The file of an earlier quarter, or empty.
    carried_from: String,
    until: Option<NaiveDate>,
    pub(crate) state: AnswerState,
    /// Why it counts for nothing, in a clause; empty where it holds.
    pub(crate) because: String,
    as_of: NaiveDate,
}

impl Standing {
    pub(crate) fn of(form: &Form<'_, '_>) -> Standing {
        let context = form.context;
        let file = &context.inventory.table(form.record).origin.file;
        let is_carried = context.is_carried_over(file);
        let valid_days = context.answers_valid_days.or(is_carried.then_some(CARRIED_DAYS));
        let day = form.date("answered_on").day();
        let counted = day.zip(valid_days).and_then(|(day, days)| Span::new(days, Unit::Days).after(day));
        let own_end = form.date("valid_until");
        let until = [counted, own_end.day()].into_iter().flatten().min();
        let undated = |because: String| (AnswerState::Undated, because);
        let (state, because) = match (day, until, valid_days) {
            _ if matches!(own_end, Dated::Unreadable(_)) => {
                undated("until when it holds cannot be read".to_owned())
            }
            (None, _, Some(_)) => undated("without the day it was given, so it may be too old".to_owned()),
            (Some(day), _, Some(_)) if day > context.as_of => {
                undated(format!("dated {day}, after the day of the audit"))
            }
            (_, Some(until), _) if until < context.as_of => {
                (AnswerState::Expired, format!("which held until {until}"))
            }
            _ => (AnswerState::Holds, String::new()),
        };
        let carried_from = if is_carried { file.clone() } else { String::new() };
        Standing { day, carried_from, until, state, because, as_of: context.as_of }
    }

    /// Was it given before this quarter?
    fn is_from_before(&self) -> bool {
        let first = Quarter::of(self.as_of).first_day();
        !self.carried_from.is_empty() || self.day.zip(first).is_some_and(|(day, first)| day < first)
    }

    /// `answered `yes` on 2026-08-12, 3 months ago`; of this quarter's answers only what was said.
    pub(crate) fn said(&self, word: &str) -> String {
        let mut said = format!("answered `{word}`");
        if self.is_from_before() {
            let day = self.day.filter(|day| *day <= self.as_of);
            said.extend(day.map(|day| format!(" on {day}, {}", age(day, self.as_of))));
            if !self.carried_from.is_empty() {
                said.push_str(&format!(" (carried over from {})", self.carried_from));
            }
        }
        said
    }
}

/// `3 months ago`, in whole months; in days within the first, in years from the second on.
fn age(day: NaiveDate, as_of: NaiveDate) -> String {
    let ago = |count: i64, unit: &str| format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" });
    let months_of = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let months = months_of(as_of) - months_of(day) - i64::from(as_of.day() < day.day());
    match months {
        ..1 => ago((as_of - day).num_days(), "day"),
        1..24 => ago(months, "month"),
        _ => ago(months / 12, "year"),
    }
}

/// The answer that counts for a requirement, if it is from before this quarter or holds only until a day.
pub(crate) fn result(context: &Context<'_>, requirement: &Requirement) -> Option<AnswerResult> {
    let (record, answered) = counting(context, requirement, requirement.number())?;
    let form = Form { context, record };
    let standing = Standing::of(&form);
    // A gap that was stated does not run out.
    let is_gap = answered.outcome == Outcome::NotMet;
    let state = if is_gap { AnswerState::Holds } else { standing.state };
    let until = standing.until.filter(|_| !is_gap);
    (standing.is_from_before() || until.is_some() || state != AnswerState::Holds).then(|| AnswerResult {
        requirement: requirement.id().to_owned(),
        title: requirement.title().to_owned(),
        answer: form.text("answer"),
        answered_on: standing.day.map(|day| day.to_string()),
        age: standing.day.map(|day| age(day, context.as_of)).unwrap_or_default(),
        until: until.map(|day| day.to_string()),
        state,
        owner: form.text("answered_by"),
        cells: form.cells(&["answer", "answered_on", "valid_until"]),
        carried_from: standing.carried_from,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_whole_months() {
        let as_of = "2026-11-21".parse().unwrap();
        for (day, words) in [
            ("2026-11-20", "1 day ago"),
            ("2026-10-22", "30 days ago"),
            ("2026-10-21", "1 month ago"),
            ("2026-08-12", "3 months ago"),
            ("2024-12-21", "23 months ago"),
            ("2024-11-21", "2 years ago"),
        ] {
            assert_eq!(age(day.parse().unwrap(), as_of), words, "{day}");
        }
    }
}
