//! The table `[answers]` of `candor.toml`: what of an earlier quarter counts on, and for how long.

use serde::Deserialize;
use toml::Spanned;

use super::mistake::{Mistake, Places};

/// What is done with answers as quarters go by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Whether those of an earlier quarter are read too.
    pub carry_over: CarryOver,
    /// How many days an answer holds from the day it was given; none: as long as its evidence.
    pub valid_days: Option<u32>,
}

/// From where answers are carried over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CarryOver {
    #[default]
    Nothing,
    /// The folder of the quarter before, named as `run.records` names this one.
    QuarterBefore,
    /// A folder, relative to the workspace.
    Folder(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAnswers {
    carry_over: Option<Spanned<toml::Value>>,
    valid_days: Option<Spanned<toml::Value>>,
}

/// Most days that make sense: a hundred years.
const DAYS_MAX: i64 = 36_500;

pub(super) fn read(raw: &RawAnswers, places: &Places<'_>, mistakes: &mut Vec<Mistake>) -> Answers {
    let mut answers = Answers::default();
    let mut wrong = |value: &Spanned<toml::Value>, name: &str, help: &str| {
        let message = format!("`{}` does not fit `{name}`", value.get_ref());
        mistakes.push(places.mistake(value.span().start, message, help.to_owned()));
    };
    if let Some(value) = &raw.carry_over {
        match value.get_ref() {
            toml::Value::Boolean(false) => {}
            toml::Value::Boolean(true) => answers.carry_over = CarryOver::QuarterBefore,
            toml::Value::String(folder) if !folder.trim().is_empty() => {
                answers.carry_over = CarryOver::Folder(folder.clone());
            }
            _ => wrong(value, "carry_over", "write true, or the folder of an earlier quarter in quotes"),
        }
    }
    if let Some(value) = &raw.valid_days {
        match value.get_ref() {
            toml::Value::Integer(days @ 1..=DAYS_MAX) => answers.valid_days = u32::try_from(*days).ok(),
            _ => wrong(value, "valid_days", "write a number of days from 1 to 36500, without quotes"),
        }
    }
    answers
}
