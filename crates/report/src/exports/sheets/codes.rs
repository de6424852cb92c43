//! Words with a fixed meaning: what stands in a coded column, and what it says.
//!
//! Invariant: the words of a list stand together in the sheet of codes, in the order of the list.

use candor_assess::{
    Basis, ClockState, EvidenceState, ExceptionState, Level, Outcome, Rating, Severity, Strength,
};
use candor_model::result::CODE_LIST;

use super::{Sheet, column, text};
use crate::view::audit::basis_words;
use crate::view::plan::Priority;

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codes {
    Outcome,
    Severity,
    Priority,
    Level,
    Basis,
    Rating,
    Strength,
    Evidence,
    Exception,
    Clock,
    Response,
}

impl Codes {
    pub(crate) const ALL: [Codes; 11] = [
        Codes::Outcome,
        Codes::Severity,
        Codes::Priority,
        Codes::Level,
        Codes::Basis,
        Codes::Rating,
        Codes::Strength,
        Codes::Evidence,
        Codes::Exception,
        Codes::Clock,
        Codes::Response,
    ];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Codes::Outcome => "Outcome",
            Codes::Severity => "Severity",
            Codes::Priority => "Priority",
            Codes::Level => "How binding",
            Codes::Basis => "Decided by",
            Codes::Rating => "Rating",
            Codes::Strength => "Strength of evidence",
            Codes::Evidence => "State of evidence",
            Codes::Exception => "State of an accepted risk",
            Codes::Clock => "State of a deadline",
            Codes::Response => "Response",
        }
    }

    /// Each word with its meaning.
    pub(crate) fn words(self) -> Vec<(&'static str, String)> {
        match self {
            Codes::Outcome => {
                Outcome::ALL.iter().map(|one| (one.label(), meaning_of(*one).to_owned())).collect()
            }
            Codes::Severity => said(&[
                (
                    Severity::Critical.label(),
                    "Not met, it harms people or breaks a core duty; the rating is at most Limited.",
                ),
                (Severity::High.label(), "Not met, harm to people is likely."),
                (Severity::Medium.label(), "Not met, harm is possible, or nobody can show what is done."),
                (Severity::Low.label(), "Not met, it does little harm by itself."),
            ]),
            Codes::Priority => Priority::ALL
                .map(|one| {
                    (
                        one.label(),
                        format!("To be closed in {} days from the day it was first found.", one.days()),
                    )
                })
                .into(),
            Codes::Level => said(&[
                (level(Level::Required), "Has to be done."),
                (level(Level::Conditional), "Has to be done where its condition holds."),
                (
                    level(Level::Addressable),
                    "Do it, or record why not and what is done instead (45 CFR 164.306(d)(3)).",
                ),
            ]),
            Codes::Basis => said(&[
                (basis_words(Basis::Derived), "Decided from rows of the spreadsheets."),
                (basis_words(Basis::Evidenced), "A person's answer with evidence that is in date."),
                (
                    basis_words(Basis::Declared),
                    "A person's answer without evidence in date; unknown, unless the settings accept it.",
                ),
                (basis_words(Basis::Missing), "Neither rows nor an answer."),
            ]),
            Codes::Rating => ratings(),
            Codes::Strength | Codes::Evidence | Codes::Exception => self.words_of_backing(),
            Codes::Clock => clocks(),
            Codes::Response => said(&[
                ("Agreed", "The owner agrees with the finding."),
                ("Partly agreed", "The owner agrees with a part; the note says with which."),
                ("Disagreed", "The owner disagrees; the note says why."),
            ]),
        }
    }

    /// The lists about what verdicts rest on beside records.
    fn words_of_backing(self) -> Vec<(&'static str, String)> {
        match self {
            Codes::Strength => said(&[
                (Strength::Statement.label(), "Somebody says so; shows nothing by itself."),
                (Strength::Document.label(), "A document shows it."),
                (Strength::Sampled.label(), "Records were sampled."),
                (Strength::System.label(), "A system was looked at."),
            ]),
            Codes::Evidence => said(&[
                (EvidenceState::InDate.label(), "Supports the answer on the day of the audit."),
                (EvidenceState::Stale.label(), "Older than the requirement allows."),
                (EvidenceState::Expired.label(), "Its own date of expiry has passed."),
                (EvidenceState::Undated.label(), "Has no date that can be read and lies in the past."),
                (EvidenceState::StatementOnly.label(), "A statement alone; supports nothing."),
                (EvidenceState::FileMissing.label(), "The file that is named is not there."),
            ]),
            _ => said(&[
                (ExceptionState::InForce.label(), "Accepted until its end; the outcome stays what it is."),
                (ExceptionState::Unused.label(), "In force, and nothing is found that it is about."),
                (ExceptionState::Expired.label(), "Its end has passed; it excuses nothing."),
                (
                    ExceptionState::Incomplete.label(),
                    "Lacks an owner, a reason or an end; it excuses nothing.",
                ),
            ]),
        }
    }
}

fn said(words: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    words.iter().map(|(word, meaning)| (*word, (*meaning).to_owned())).collect()
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Required => "Required",
        Level::Conditional => "Conditional",
        Level::Addressable => "Addressable",
    }
}

fn meaning_of(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotMet => "The records show that it is not done.",
        Outcome::PartlyMet => "A part is done, a part is not or is unknown; counts as half.",
        Outcome::Unknown => {
            "Blank, unreadable, missing, stale or only claimed; counts as not met in the headline."
        }
        Outcome::Met => "The records show it, or an answer with evidence in date does.",
        Outcome::NotApplicable => "Does not count; the reason stands beside it.",
    }
}

/// Bands and caps (reference C4).
fn ratings() -> Vec<(&'static str, String)> {
    said(&[
        (
            Rating::Strong.label(),
            "Headline and coverage of 90% or more, and nothing that a law requires is not met.",
        ),
        (Rating::Reasonable.label(), "Headline of 75% or more, coverage of 80% or more."),
        (Rating::Limited.label(), "Headline of 50% or more, or a critical requirement is open."),
        (Rating::VeryLimited.label(), "Headline below 50%."),
        (Rating::CannotSay.label(), "Less than 60% is known."),
        (Rating::NoChecks.label(), "No requirement applies."),
    ])
}

fn clocks() -> Vec<(&'static str, String)> {
    said(&[
        (ClockState::Overdue.label(), "Nothing was done, and the time has run out."),
        (ClockState::Late.label(), "Done after the time."),
        (ClockState::Running.label(), "Not done yet, and there is time left."),
        (ClockState::Unknown.label(), "A date is missing or cannot be read."),
        (ClockState::InTime.label(), "Done in time."),
        (ClockState::Open.label(), "The law gives no number of days: not done yet."),
        (ClockState::Done.label(), "The law gives no number of days: done."),
    ])
}

/// The sheet of all lists.
pub(super) fn sheet() -> Sheet {
    let all: Vec<(&str, &str, String)> = Codes::ALL
        .iter()
        .flat_map(|list| list.words().into_iter().map(|(word, meaning)| (list.label(), word, meaning)))
        .collect();
    let specs = vec![
        column(CODE_LIST, |(list, ..): &(&str, &str, String)| text(*list)),
        column("Code", |(_, word, _)| text(*word)),
        column("Meaning", |(.., meaning)| text(meaning.clone())),
    ];
    super::sheet(
        "Codes",
        "The words of the coded columns and what each says; the lists to choose from point here.",
        specs,
        &all,
    )
}
