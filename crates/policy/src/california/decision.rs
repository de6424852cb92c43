//! Decisions that software makes about people (11 CCR 7200, 7220-7222).
//!
//! Invariants: an exception takes away the right to opt out only if it is recorded; of how the software works nothing is
//! told but what the organisation wrote down for people.

use schemars::JsonSchema;
use serde::Serialize;

use super::required;
use crate::activity::{Activities, Activity};
use crate::fact::{Fact, Found, Question};
use crate::key;
use crate::organisation::own_answer;
use crate::records::Records;
use crate::words::{key_of, sentence};

/// A decision that software makes, or helps to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// Id of its facts, such as `activity.pa-07`.
    pub id: String,
    /// Position in the list of activities, which tells its name, whose data it uses, which and why.
    pub activity: usize,
    /// How the software comes to its output, and from which data.
    pub logic: Fact,
    /// What comes out, and how it is used in the decision.
    pub output: Fact,
    /// What the decision can mean for people.
    pub effect: Fact,
    /// The part that a person has in it.
    pub person: Fact,
    /// Why there is no opting out; none where people can.
    pub exception: Fact,
    /// How to opt out; not applicable under an exception.
    pub opt_out: Fact,
    /// How to appeal to a person; not applicable unless that is the exception relied on.
    pub appeal: Fact,
    /// How to ask about the decision.
    pub access: Fact,
    /// How the decision is made for those who opt out; not applicable under an exception.
    pub instead: Fact,
}

impl Decision {
    /// The part of the id that is its own.
    pub fn slug(&self) -> &str {
        self.id.strip_prefix("activity.").unwrap_or(&self.id)
    }

    /// Its own facts.
    pub fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.logic, &self.output, &self.effect, &self.person, &self.exception]);
        facts.extend([&self.opt_out, &self.appeal, &self.access, &self.instead]);
    }
}

/// The decisions of the activities that the records mark as automated, unless the organisation says that none of its
/// decisions is a significant one.
pub(super) fn decisions(records: &Records<'_>, activities: &Activities) -> Vec<Decision> {
    if own_answer(records, "organisation.uses_admt").0 == Some(false) {
        return Vec::new();
    }
    let decides =
        |activity: &Activity| records.yes_no(activity.record, "activity.automated_decision") == Some(true);
    let deciding = activities.own.iter().enumerate().filter(|(_, activity)| decides(activity));
    deciding.map(|(index, activity)| decision(records, index, activity)).collect()
}

fn decision(records: &Records<'_>, index: usize, activity: &Activity) -> Decision {
    let Activity { id, name, record, .. } = activity;
    let question = |part: &str, field: &str, ask: &str, cite: &str| {
        let path = format!("activity.{field}");
        let ask = ask.replace("{}", &format!("“{name}”"));
        let cells = records.cells(*record, &[&path]);
        (Question::new(format!("{id}.{part}"), ask, &path, required(cite)), path, cells)
    };
    let written = |part: &str, field: &str, ask: &str, cite: &str| {
        let (mut question, path, cells) = question(part, field, ask, cite);
        question.duty.mandatory = !cite.is_empty();
        match records.text(*record, &path) {
            Found::Known(text) => question.known(sentence(&records.word(&text)), cells),
            _ => question.open(cells),
        }
    };
    let exceptions = records.choices(*record, "activity.admt_exception");
    let can_opt_out = matches!(exceptions, Found::None);
    let relies_on_appeal = matches!(&exceptions, Found::Known(list) if list.contains(&"human_appeal"));
    let only_if = |applies: bool, part: &str, field: &str, ask: &str, cite: &str| {
        if applies {
            return written(part, field, ask, cite);
        }
        let (question, _, _) = question(part, field, ask, cite);
        question.not_applicable(records.cells(*record, &["activity.admt_exception"]))
    };
    let (ask_exception, _, cells) = question(
        "exception",
        "admt_exception",
        "Can people opt out of {}, or which exception do you rely on?",
        "11 CCR 7220(c)(2)",
    );
    let exception = match &exceptions {
        Found::Known(list) => {
            let told: Vec<String> = list.iter().map(|id| records.say(key_of("exception", id))).collect();
            ask_exception.known(told.join(" "), cells)
        }
        Found::None => ask_exception.none(records.say(key::EXCEPTION_NONE), cells),
        Found::Unknown => ask_exception.open(cells),
    };
    Decision {
        id: id.clone(),
        activity: index,
        logic: written(
            "logic",
            "decision_logic",
            "How does the software of {} work?",
            "11 CCR 7220(c)(5)(A)",
        ),
        output: written(
            "output",
            "decision_output",
            "What comes out of the software of {}, and how do you use it?",
            "11 CCR 7220(c)(5)(B)",
        ),
        effect: written("effect", "decision_effect", "What can the decision of {} mean for people?", ""),
        person: written("person", "human_involvement", "What part does a person have in {}?", ""),
        opt_out: only_if(
            can_opt_out,
            "opt_out",
            "decision_opt_out",
            "How do people opt out of {}?",
            "11 CCR 7220(c)(2)",
        ),
        appeal: only_if(
            relies_on_appeal,
            "appeal",
            "decision_appeal",
            "How do people appeal against {}?",
            "11 CCR 7220(c)(2)",
        ),
        access: written(
            "access",
            "decision_access",
            "How do people ask how {} came to its result?",
            "11 CCR 7220(c)(3)",
        ),
        instead: only_if(
            can_opt_out,
            "instead",
            "decision_instead",
            "How do you decide about people who opt out of {}?",
            "11 CCR 7220(c)(5)(C)",
        ),
        exception,
    }
}
