//! What a published policy says, held against the records: matched, missing, extra, contradicts, could not tell.
//!
//! The way: `passage` cuts a text into sentences and cells with what stands around them; `register` puts the facts in a
//! form that can be looked up; each of `times`, `places`, `recipients`, `content`, `details`, `claims`, `rights` and
//! `contacts` finds what it knows in the passages and compares. Words are data, in `words/`.
//!
//! Invariants: the rules are fixed, so that the same text and records give the same items; what the records do not know
//! never matches; a sentence about personal data that nothing was found in is listed, and while there is one, nothing is
//! clear.

mod claims;
mod clause;
mod contacts;
mod content;
mod details;
pub(crate) mod passage;
pub(crate) mod period;
mod places;
mod recipients;
pub(crate) mod register;
mod rights;
pub(crate) mod subject;
pub(crate) mod time;
pub(crate) mod times;
pub(crate) mod tokens;
pub(crate) mod vocabulary;

use candor_model::Severity;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Facts;
use crate::fact::{Fact, FactCell};
use crate::text::Text;
use passage::Passage;
pub use register::DriftContext;
use register::Register;
use vocabulary::Vocabulary;

/// How a statement of the policy and the records stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// The policy says one thing, the records another.
    Contradicts,
    /// In the records, not in the policy.
    Missing,
    /// In the policy, not in the records.
    Extra,
    /// The statement cannot be weighed: the records do not know, or it is too vague.
    CouldNotTell,
    /// The policy says what the records say.
    Matched,
}

impl DriftKind {
    /// All kinds, the most pressing first.
    pub const ALL: [DriftKind; 5] = [
        DriftKind::Contradicts,
        DriftKind::Missing,
        DriftKind::Extra,
        DriftKind::CouldNotTell,
        DriftKind::Matched,
    ];

    /// The kind in words.
    pub fn label(self) -> &'static str {
        match self {
            DriftKind::Contradicts => "Contradicts the records",
            DriftKind::Missing => "Missing from the policy",
            DriftKind::Extra => "Not in the records",
            DriftKind::CouldNotTell => "Could not tell",
            DriftKind::Matched => "Matched",
        }
    }

    /// The rule of the policy lint that an item of this kind belongs to.
    pub fn rule(self) -> Option<&'static str> {
        match self {
            DriftKind::Contradicts => Some("PL031"),
            DriftKind::Missing => Some("PL032"),
            DriftKind::Extra => Some("PL033"),
            DriftKind::CouldNotTell | DriftKind::Matched => None,
        }
    }

    fn severity(self) -> Severity {
        match self {
            DriftKind::Contradicts | DriftKind::Missing => Severity::Error,
            DriftKind::Extra => Severity::Warning,
            DriftKind::CouldNotTell | DriftKind::Matched => Severity::Note,
        }
    }
}

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// How long data is kept (GDPR Art. 13(2)(a)).
    Retention,
    /// Selling, and sharing for advertising.
    Selling,
    /// Who gets data (Art. 13(1)(e)).
    Recipient,
    /// Countries and regions (Art. 13(1)(f)).
    Country,
    /// What protects data abroad.
    Safeguard,
    /// Kinds of data.
    Category,
    /// What data is used for (Art. 13(1)(c)).
    Purpose,
    /// The legal basis.
    LegalReason,
    /// Where data comes from (Art. 14(2)(f)).
    Source,
    /// Decisions made by software, profiling, training of software (Art. 13(2)(f)).
    Software,
    /// Cookies, tracking and advertising.
    Tracking,
    /// Children and young people.
    Children,
    /// Special categories of data (Art. 9).
    Sensitive,
    /// The rights of people (Art. 13(2)(b)).
    Right,
    /// How soon a request is answered (Art. 12(3)).
    AnswerTime,
    /// Addresses, telephone numbers and authorities.
    Contact,
    /// Measures that protect data.
    Security,
}

impl Topic {
    /// The topic in words.
    pub fn label(self) -> &'static str {
        match self {
            Topic::Retention => "How long",
            Topic::Selling => "Selling and sharing",
            Topic::Recipient => "Who gets data",
            Topic::Country => "Countries",
            Topic::Safeguard => "Protection abroad",
            Topic::Category => "Kinds of data",
            Topic::Purpose => "Purposes",
            Topic::LegalReason => "Legal reasons",
            Topic::Source => "Sources",
            Topic::Software => "Decisions by software",
            Topic::Tracking => "Tracking and advertising",
            Topic::Children => "Children",
            Topic::Sensitive => "Sensitive data",
            Topic::Right => "Rights",
            Topic::AnswerTime => "Time to answer",
            Topic::Contact => "Contact",
            Topic::Security => "Security",
        }
    }

    fn verb(self, kind: DriftKind) -> &'static str {
        match (kind, self) {
            (DriftKind::Contradicts, Topic::AnswerTime) => {
                "Promise an answer within the time that the law gives, or sooner."
            }
            (DriftKind::Contradicts, _) => {
                "Find out which side is right. Then change the policy, or the records."
            }
            (DriftKind::Missing, _) => "Tell it in the policy, or end it and record that.",
            (DriftKind::Extra, _) => "Record it, or take it out of the policy.",
            (DriftKind::CouldNotTell, _) => "Answer it in the records, or say it more exactly in the policy.",
            (DriftKind::Matched, _) => "",
        }
    }
}

/// What the policy says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DriftSaid {
    /// The line of the file, from 1; in a Word document the number of the paragraph.
    pub line: usize,
    /// The heading above, or empty.
    pub section: String,
    /// The sentence or the cell.
    pub sentence: String,
    /// The part of it that counts: `24 months`.
    pub words: String,
}

/// What the records say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct DriftRecord {
    /// In words.
    pub words: String,
    /// Ids of the facts.
    pub facts: Vec<String>,
    /// The cells that they rest on.
    pub cells: Vec<FactCell>,
}

impl DriftRecord {
    fn of(fact: &Fact, words: impl Into<String>) -> DriftRecord {
        DriftRecord { words: words.into(), facts: vec![fact.id.clone()], cells: fact.cells.clone() }
    }

    fn words(words: impl Into<String>) -> DriftRecord {
        DriftRecord { words: words.into(), ..DriftRecord::default() }
    }
}

/// One statement, with what stands on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DriftItem {
    /// How the sides stand to each other.
    pub kind: DriftKind,
    /// What it is about.
    pub topic: Topic,
    /// The thing itself: a vendor, an activity, a kind of data.
    pub about: String,
    /// What the policy says; absent where it is silent.
    pub said: Option<DriftSaid>,
    /// What the records say; absent where they are silent.
    pub recorded: Option<DriftRecord>,
    /// How bad it is.
    pub severity: Severity,
    /// The rule of the policy lint, such as `PL031`; absent where there is none.
    pub rule: Option<String>,
    /// What to do, or empty.
    pub action: String,
}

/// A sentence that speaks of personal data and was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DriftSentence {
    /// The line of the file, from 1; in a Word document the number of the paragraph.
    pub line: usize,
    /// The heading above, or empty.
    pub section: String,
    /// The sentence or the cell.
    pub sentence: String,
}

/// A policy held against the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Drift {
    /// Contradictions first, then by topic and line.
    pub items: Vec<DriftItem>,
    /// Sentences and cells that were read.
    pub sentences: usize,
    /// Of those, how many say something that was found and weighed.
    pub understood: usize,
    /// Of those, how many do not speak of personal data.
    pub not_about_data: usize,
    /// Those that speak of personal data and were not understood.
    pub not_understood: Vec<DriftSentence>,
    /// True only if nothing contradicts, is missing, extra or in doubt, and every sentence about data was understood.
    pub all_clear: bool,
}

impl Drift {
    /// How many items there are of a kind.
    pub fn count(&self, kind: DriftKind) -> usize {
        self.items.iter().filter(|item| item.kind == kind).count()
    }
}

/// Holds a policy's text against the facts of the records and what stands beside them.
pub fn drift(text: &Text, facts: &Facts, context: &DriftContext) -> Drift {
    let vocabulary = Vocabulary::builtin();
    let register = Register::new(facts, context, vocabulary);
    let mut reading =
        Reading { passages: passage::passages(text, &register), register: &register, items: Vec::new() };
    times::compare(&mut reading);
    claims::compare(&mut reading);
    recipients::compare(&mut reading);
    places::compare(&mut reading);
    content::compare(&mut reading);
    details::compare(&mut reading);
    rights::compare(&mut reading);
    contacts::compare(&mut reading, text);
    reading.finish()
}

/// A text on its way through the comparisons.
struct Reading<'a> {
    passages: Vec<Passage>,
    register: &'a Register<'a>,
    items: Vec<DriftItem>,
}

impl Reading<'_> {
    /// Adds an item; `passage` is where the policy says it, `words` the part that counts.
    fn add(
        &mut self,
        kind: DriftKind,
        topic: Topic,
        about: impl Into<String>,
        said: Option<(usize, String)>,
        recorded: Option<DriftRecord>,
    ) {
        let said = said.map(|(at, words)| {
            let passage = &mut self.passages[at];
            passage.understood = true;
            DriftSaid {
                line: passage.line,
                section: passage.section.clone(),
                sentence: passage.text.clone(),
                words,
            }
        });
        self.items.push(DriftItem {
            kind,
            topic,
            about: about.into(),
            said,
            recorded,
            severity: kind.severity(),
            rule: kind.rule().map(str::to_owned),
            action: topic.verb(kind).to_owned(),
        });
    }

    fn finish(mut self) -> Drift {
        let mut items: Vec<DriftItem> = Vec::new();
        for item in self.items.drain(..) {
            // A thing told in several places is told once, a doubt too.
            let is_same = |other: &DriftItem| {
                let words = |item: &DriftItem| item.said.as_ref().map(|said| said.words.clone());
                (other.kind, other.topic, &other.about, words(other))
                    == (item.kind, item.topic, &item.about, words(&item))
            };
            if !items.iter().any(is_same) {
                items.push(item);
            }
        }
        items.sort_by_key(|item| (item.kind, item.topic, item.said.as_ref().map(|said| said.line)));
        let frames = Vocabulary::builtin().frames();
        let (mut understood, mut not_about_data, mut not_understood) = (0, 0, Vec::new());
        for passage in &self.passages {
            match (passage.understood, passage.is_open || frames.about_data.stand_in(&passage.tokens)) {
                (true, _) => understood += 1,
                (false, false) => not_about_data += 1,
                (false, true) => not_understood.push(DriftSentence {
                    line: passage.line,
                    section: passage.section.clone(),
                    sentence: passage.text.clone(),
                }),
            }
        }
        let all_clear = not_understood.is_empty()
            && understood > 0
            && items.iter().all(|item| item.kind == DriftKind::Matched);
        Drift { items, sentences: self.passages.len(), understood, not_about_data, not_understood, all_clear }
    }
}
