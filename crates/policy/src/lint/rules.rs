//! The table of rules: names, severities, messages and documentation of the lint, from one file.
//!
//! Invariant: every message, page and export tells a rule in these words.

use std::sync::LazyLock;

use candor_model::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a rule needs beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The facts of a workspace.
    Records,
    /// What the text says held against the records.
    Drift,
    /// The facts that each sentence was made from.
    Trace,
    /// The same policy in other languages.
    Languages,
    /// The version before.
    Before,
    /// The day that counts as today.
    AsOf,
}

impl Need {
    /// What it is, in words.
    pub fn label(self) -> &'static str {
        match self {
            Need::Records | Need::Drift => "the records",
            Need::Trace => "the facts of each sentence",
            Need::Languages => "another language",
            Need::Before => "the version before",
            Need::AsOf => "a day",
        }
    }

    /// How to give it, as the reason why a rule was not checked.
    pub fn because(self) -> &'static str {
        match self {
            Need::Records | Need::Drift => "needs the records: give --against WORKSPACE",
            Need::AsOf => "needs a day: give --against WORKSPACE or --as-of DAY",
            Need::Trace => {
                "needs the facts of each sentence: give --trace facts.json, or --against WORKSPACE"
            }
            Need::Languages => "needs the same policy in another language: give both files",
            Need::Before => "needs the version before: give --before FILE",
        }
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Error,
    Warning,
    Note,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Severity {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

/// A rule of the lint.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `PL003`.
    pub id: String,
    /// `retention-fog`.
    pub name: String,
    /// What it looks for, in a few words.
    pub title: String,
    severity: Level,
    milder: Option<Level>,
    message: String,
    /// Why it matters, with its source.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// A text that breaks it.
    pub bad: String,
    /// One that does not.
    pub good: String,
    /// What it is about, for sorting.
    pub tags: Vec<String>,
    /// The word lists without which it cannot read a language.
    #[serde(default)]
    pub lists: Vec<String>,
    /// What it needs beside the text: one of these.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Does it look at the text alone where that is missing?
    #[serde(default)]
    pub partly: bool,
}

impl Rule {
    /// How bad it is to break it.
    pub fn severity(&self) -> Severity {
        self.severity.into()
    }

    /// Where its case is milder; the same for most rules.
    pub fn milder(&self) -> Severity {
        self.milder.unwrap_or(self.severity).into()
    }

    /// The message with what was found and what it was held against.
    pub(super) fn message(&self, saw: &str, other: &str) -> String {
        // What was found may hold braces itself.
        let place = |text: &str| text.replace("{other}", other);
        match self.message.split_once("{saw}") {
            Some((before, after)) => format!("{}{saw}{}", place(before), place(after)),
            None => place(&self.message),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("rules.toml")).expect("the table of rules is valid");
    file.rule
});

/// Every rule, by its id.
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule of an id such as `PL003`, or of a name such as `retention-fog`; case does not matter.
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id) || rule.name.eq_ignore_ascii_case(id))
}

pub(super) fn rule(id: &str) -> &'static Rule {
    find_rule(id).expect("a check names a rule of the table")
}
