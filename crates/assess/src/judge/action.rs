//! Promised actions: what became of the rows of an action plan that came back.
//!
//! Invariants: the records decide, and nothing that a plan says changes an outcome; an action is done when a new audit
//! finds nothing, never because somebody says so; what is unknown is not done.

mod rows;

use candor_model::text::one_line;
use candor_model::{Cell, Dictionary, RecordRef, Seen, Value};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Outcome, RequirementResult, SeenCell};
use crate::checklist::{Checklist, Requirement};
use crate::context::Context;

use rows::{Planned, planned, seen_cell};
pub use rows::{action_id_of, action_problems};

/// What became of a promised action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// Said to be done, or verified before, and found by this audit.
    StillFound,
    /// Found, and nobody says otherwise.
    Open,
    /// The time for which it was accepted is over, and it is found.
    AcceptanceEnded,
    /// Found, and accepted until a day that has not passed.
    Accepted,
    /// Found, and said to be no finding, with a reason and who approved that.
    FalsePositive,
    /// The requirement is unknown now, so nobody can tell.
    Unknown,
    /// Its checklist was not judged this time.
    NotJudged,
    /// The requirement does not apply any more.
    NotApplicable,
    /// No longer found: the records show it done.
    Verified,
}

impl ActionState {
    /// What needs a person first.
    pub const ALL: [ActionState; 9] = [
        ActionState::StillFound,
        ActionState::AcceptanceEnded,
        ActionState::Open,
        ActionState::Unknown,
        ActionState::Accepted,
        ActionState::FalsePositive,
        ActionState::NotJudged,
        ActionState::NotApplicable,
        ActionState::Verified,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ActionState::StillFound => "Said done, still found",
            ActionState::Open => "Open",
            ActionState::AcceptanceEnded => "Acceptance ended",
            ActionState::Accepted => "Accepted for now",
            ActionState::FalsePositive => "Said to be no finding",
            ActionState::Unknown => "Cannot be told",
            ActionState::NotJudged => "Not judged this time",
            ActionState::NotApplicable => "No longer applies",
            ActionState::Verified => "Done: no longer found",
        }
    }

    /// Is there still something to do, so that a due day counts?
    pub fn is_pending(self) -> bool {
        matches!(
            self,
            ActionState::StillFound | ActionState::Open | ActionState::AcceptanceEnded | ActionState::Unknown
        )
    }

    /// Does it leave the list of what is to be done?
    pub fn is_gone(self) -> bool {
        matches!(self, ActionState::NotApplicable | ActionState::Verified)
    }

    /// Does the plan say what the records contradict?
    pub fn is_reopened(self) -> bool {
        matches!(self, ActionState::StillFound | ActionState::AcceptanceEnded)
    }
}

/// A row of an action plan, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActionResult {
    /// `A-7k2m9xq41`: stable, made from the requirement.
    pub id: String,
    /// Id of the requirement.
    pub requirement: String,
    pub cite: String,
    pub title: String,
    /// Id of the checklist.
    pub checklist: String,
    /// The status that the plan gives, in words; empty where it gives none.
    pub said: String,
    pub owner: String,
    /// `2026-12-21`, or none where no day can be read.
    pub due: Option<String>,
    pub accepted_until: Option<String>,
    pub quarter_raised: String,
    pub state: ActionState,
    /// In a sentence.
    pub because: String,
    /// Days behind the due day on the day of the audit; 0 where nothing is pending.
    pub days_late: u64,
    /// The quarter whose records no longer showed it, if an earlier plan told that.
    pub settled: String,
    /// The id first, then what decided.
    pub cells: Vec<SeenCell>,
}

impl ActionResult {
    /// Did an earlier audit tell that it is gone, and is it still?
    pub fn is_settled(&self) -> bool {
        self.state.is_gone() && !self.settled.is_empty()
    }
}

/// What became of every row that is used, in the order of the requirements.
pub(crate) fn results(context: &Context<'_>, results: &[RequirementResult]) -> Vec<ActionResult> {
    let planned = planned(context.inventory, context.library);
    let row = |(checklist, requirement): (&Checklist, &Requirement)| {
        let planned = planned.used.get(requirement.id())?;
        let judged = results.iter().find(|result| result.id == requirement.id());
        Some(Row { context, record: planned.record }.result(planned, checklist, requirement, judged))
    };
    context.library.requirements().filter_map(row).collect()
}

/// A status of the choice list `action_status`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Done,
    Accepted,
    FalsePositive,
    Other,
}

/// One row of a plan, as far as it can be read.
struct Row<'c, 'a> {
    context: &'c Context<'a>,
    record: RecordRef,
}

impl Row<'_, '_> {
    fn look(&self, id: &str) -> Seen<'_> {
        let field = Dictionary::builtin().expect_field(&format!("action.{id}"));
        self.context.inventory.look(self.record, field)
    }

    /// The text of a field; empty where it says that there is none, or that nobody knows.
    fn text(&self, id: &str) -> String {
        match self.look(id) {
            Seen::Cell { entry, .. } => match &entry.cell {
                Cell::Value(value) if !value.is_none() => one_line(&entry.text),
                Cell::Unreadable => one_line(&entry.text),
                _ => String::new(),
            },
            Seen::NoColumn => String::new(),
        }
    }

    fn day(&self, id: &str) -> Option<NaiveDate> {
        match self.look(id).value() {
            Some(Value::Date(moment)) => Some(moment.day),
            _ => None,
        }
    }

    /// The status with its words.
    fn said(&self) -> (Said, String) {
        let dictionary = Dictionary::builtin();
        let field = dictionary.expect_field("action.status");
        let seen = self.look("status");
        let chosen = seen.value().and_then(|value| dictionary.chosen(field, value).first().copied());
        let said = match chosen {
            Some("closed" | "ready") => Said::Done,
            Some("accepted") => Said::Accepted,
            Some("false_positive") => Said::FalsePositive,
            _ => Said::Other,
        };
        let words = match (dictionary.field(field).kind, chosen) {
            (candor_model::Kind::Choice(list), Some(id)) => {
                let options = &dictionary.choice_list(list).options;
                options.iter().find(|option| option.id == id).map(|option| option.label.clone())
            }
            _ => None,
        };
        (said, words.unwrap_or_else(|| self.text("status")))
    }

    fn result(
        &self,
        planned: &Planned,
        checklist: &Checklist,
        requirement: &Requirement,
        judged: Option<&RequirementResult>,
    ) -> ActionResult {
        let (said, words) = self.said();
        let settled = self.text("settled");
        let (state, because) = match judged {
            None => (ActionState::NotJudged, "This audit left its checklist out.".to_owned()),
            Some(judged) => self.state(said, &words, &settled, judged),
        };
        let due = self.day("due");
        let late = due.filter(|_| state.is_pending()).map(|due| (self.context.as_of - due).num_days());
        let decided = ["id", "status", "due", "accepted_until"];
        ActionResult {
            id: planned.id.clone(),
            requirement: requirement.id().to_owned(),
            cite: requirement.cite().to_owned(),
            title: requirement.title().to_owned(),
            checklist: checklist.id().to_owned(),
            said: words,
            owner: self.text("owner"),
            due: due.map(|day| day.to_string()),
            accepted_until: self.day("accepted_until").map(|day| day.to_string()),
            quarter_raised: self.text("quarter_raised"),
            state,
            because,
            days_late: late.and_then(|days| u64::try_from(days).ok()).unwrap_or_default(),
            settled,
            cells: decided
                .iter()
                .filter_map(|id| seen_cell(self.context.inventory, self.record, id))
                .collect(),
        }
    }

    fn state(
        &self,
        said: Said,
        words: &str,
        settled: &str,
        judged: &RequirementResult,
    ) -> (ActionState, String) {
        let because = &judged.because;
        match judged.outcome {
            Outcome::Met => (ActionState::Verified, format!("No longer found. {because}")),
            Outcome::NotApplicable => (ActionState::NotApplicable, because.clone()),
            Outcome::Unknown => (
                ActionState::Unknown,
                format!("The requirement is unknown now, which is not done. {because}"),
            ),
            Outcome::NotMet | Outcome::PartlyMet if !settled.is_empty() => {
                (ActionState::StillFound, format!("No longer found in {settled}, and found again. {because}"))
            }
            Outcome::NotMet | Outcome::PartlyMet => {
                let (state, why) = self.found(said, words);
                let parts = [why, self.progress(judged), because.clone()];
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                (state, parts.join(" "))
            }
        }
    }

    /// What it means that a requirement still fails, by what the plan says.
    fn found(&self, said: Said, words: &str) -> (ActionState, String) {
        let missing = |what: &str| (ActionState::Open, format!("Said {}, but {what}.", words.to_lowercase()));
        match said {
            Said::Done => {
                (ActionState::StillFound, format!("Said {}, but still found.", words.to_lowercase()))
            }
            Said::Accepted => match self.day("accepted_until") {
                Some(until) if until >= self.context.as_of => {
                    (ActionState::Accepted, format!("Accepted until {until}; the outcome stays."))
                }
                Some(until) => (ActionState::AcceptanceEnded, format!("The acceptance ended on {until}.")),
                None => missing("without a day on which that ends"),
            },
            Said::FalsePositive if self.text("comments").is_empty() => {
                missing("without a reason in the comments")
            }
            Said::FalsePositive => match self.text("verified_by").as_str() {
                "" => missing("nobody is named who approved that"),
                by => (
                    ActionState::FalsePositive,
                    format!("Said to be a false positive, approved by {by}; the outcome stays."),
                ),
            },
            Said::Other => (ActionState::Open, String::new()),
        }
    }

    /// How many of the findings that the plan lists are gone, where all of today's are known.
    fn progress(&self, judged: &RequirementResult) -> String {
        let Some(Value::List(listed)) = self.look("finding_ids").value() else { return String::new() };
        let listed: Vec<&String> = listed.iter().filter(|id| id.starts_with("F-")).collect();
        let is_whole = judged.findings_total == judged.findings.len() as u64;
        let is_there = |id: &String| judged.findings.iter().any(|finding| finding.id == *id);
        let gone = listed.iter().filter(|id| !is_there(id)).count();
        if !is_whole || gone == 0 || listed.len() < 2 {
            return String::new();
        }
        let are = if gone == 1 { "is" } else { "are" };
        format!("{gone} of the {} findings of the plan {are} gone.", listed.len())
    }
}
