//! Periods in a policy: how long data is kept, and how soon a request is answered.

use super::passage::Passage;
use super::period::Length;
use super::register::{Kept, Register};
use super::subject::Spoken;
use super::time::{Said, Time, time_of};
use super::tokens::{Token, tokens};
use super::vocabulary::Vocabulary;
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::organisation::Applies;

pub(super) fn compare(reading: &mut Reading<'_>) {
    let count = reading.register.activities.len();
    let mut told = vec![false; count];
    // The activities that the sentence before in the same block spoke of.
    let mut before: (usize, Spoken) = (usize::MAX, Spoken::default());
    for at in 0..reading.passages.len() {
        let subject = subject(reading.register, &reading.passages[at], &before);
        let passage = &reading.passages[at];
        before = (passage.block, subject.clone());
        match time_of(passage) {
            Time::Answer(length) => answer_time(reading, at, length),
            Time::None => {}
            Time::Kept(said) => {
                for said in said {
                    retention(reading, at, said, &subject, &mut told);
                }
            }
            // Held against the logs, by the ledger of promises.
            _ => reading.passages[at].understood = true,
        }
    }
    missing(reading, &told);
}

/// The activities that a passage speaks of; `before` are the block and the activities of the passage before.
pub(crate) fn subject(register: &Register<'_>, passage: &Passage, before: &(usize, Spoken)) -> Spoken {
    if let Some(activity) = passage.activity {
        return Spoken::only(activity);
    }
    let own = |headings: &[Token]| {
        let mut words = passage.tokens.clone();
        words.extend(passage.row.iter().flat_map(|row| tokens(row)));
        words.extend(passage.label.iter().flat_map(|label| tokens(label)));
        register.spoken_of(&words, headings)
    };
    let of_sentence = own(&[]);
    if of_sentence.is_empty() && before.0 == passage.block && !before.1.is_empty() {
        return before.1.clone();
    }
    // A heading that is the name of an activity decides between those that the sentence may mean.
    match register.in_heading(&tokens(&passage.section)) {
        Some(named) if of_sentence.is_empty() || of_sentence.wide.contains(&named) => Spoken::only(named),
        _ if of_sentence.near.len() == 1 => of_sentence,
        _ => own(&passage.headings),
    }
}

fn retention(reading: &mut Reading<'_>, at: usize, said: Said, subject: &Spoken, told: &mut [bool]) {
    let words = match said {
        Said::For(length) => length.to_string(),
        Said::WithoutEnd => "without end".to_owned(),
        Said::Until => "until an event".to_owned(),
        Said::Vague => "no period".to_owned(),
    };
    let register = reading.register;
    let said_words = Some((at, words));
    if subject.is_empty() {
        let everywhere = register.activities.iter().flat_map(|activity| &activity.kept);
        let fits = everywhere.clone().any(|(kept, _)| agrees(&said, kept) == Some(true));
        let kind =
            if fits || !matches!(said, Said::For(_)) { DriftKind::CouldNotTell } else { DriftKind::Extra };
        let recorded = (kind == DriftKind::CouldNotTell).then(|| {
            DriftRecord::words("The records have periods for each activity; which one is meant is not clear.")
        });
        reading.add(kind, Topic::Retention, "a period", said_words, recorded);
        return;
    }
    for activity in &subject.near {
        told[*activity] = true;
    }
    // "Medical records" are several activities with one period.
    for activity in &subject.wide {
        told[*activity] |=
            register.activities[*activity].kept.iter().any(|(kept, _)| agrees(&said, kept) == Some(true));
    }
    let mut doubt = None;
    let mut against = None;
    for activity in &subject.near {
        let activity = &register.activities[*activity];
        for (kept, fact) in &activity.kept {
            let about = &activity.fact.name;
            let recorded = DriftRecord::of(fact, fact.text.clone());
            match agrees(&said, kept) {
                Some(true) => {
                    reading.add(DriftKind::Matched, Topic::Retention, about, said_words, Some(recorded));
                    return;
                }
                Some(false) => against = against.or(Some((about, recorded))),
                None => doubt = doubt.or(Some((about, recorded))),
            }
        }
    }
    // A subject that fits several activities contradicts only if none of them leaves a doubt.
    match (doubt, against) {
        (Some((about, recorded)), _) => {
            reading.add(DriftKind::CouldNotTell, Topic::Retention, about, said_words, Some(recorded));
        }
        (None, Some((about, recorded))) => {
            reading.add(DriftKind::Contradicts, Topic::Retention, about, said_words, Some(recorded));
        }
        (None, None) => {
            reading.add(DriftKind::CouldNotTell, Topic::Retention, "a period", said_words, None);
        }
    }
}

/// Does the policy say what is recorded? `None` where that cannot be told.
fn agrees(said: &Said, kept: &Kept) -> Option<bool> {
    match (said, kept) {
        (_, Kept::Unknown) | (Said::Vague, _) => None,
        (Said::For(said), Kept::For(kept)) => Some(said.is_like(*kept)),
        (Said::WithoutEnd, Kept::WithoutEnd) => Some(true),
        (Said::Until, Kept::Until(_)) => Some(true),
        // "Until you close the account" beside a period that counts from it.
        (Said::Until, Kept::For(_)) => None,
        _ => Some(false),
    }
}

fn missing(reading: &mut Reading<'_>, told: &[bool]) {
    let register = reading.register;
    for (activity, told) in register.activities.iter().zip(told) {
        for (kept, fact) in activity.kept.iter().filter(|_| !told) {
            if *kept != Kept::Unknown {
                let recorded = DriftRecord::of(fact, fact.text.clone());
                reading.add(DriftKind::Missing, Topic::Retention, &activity.fact.name, None, Some(recorded));
            }
        }
    }
}

/// A law with the time that it gives to answer: one month (GDPR Art. 12(3)), 45 days (Civ. Code 1798.130(a)(2)), 30 days
/// (45 CFR 164.524(b)(2)).
struct Law {
    applies: Applies,
    words: &'static str,
    limit: Length,
    cite: &'static str,
}

fn answer_time(reading: &mut Reading<'_>, at: usize, said: Length) {
    let laws = &reading.register.facts.laws;
    let all = [
        Law { applies: laws.gdpr, words: "gdpr", limit: Length::Months(1), cite: "GDPR Art. 12(3)" },
        Law { applies: laws.ccpa, words: "ccpa", limit: Length::Days(45), cite: "Civ. Code 1798.130(a)(2)" },
        Law {
            applies: laws.hipaa_notice,
            words: "hipaa",
            limit: Length::Days(30),
            cite: "45 CFR 164.524(b)(2)",
        },
    ];
    let passage = &reading.passages[at];
    let named: Vec<&Law> = all.iter().filter(|law| names_law(passage, law.words)).collect();
    let counting: Vec<&Law> = if named.is_empty() { all.iter().collect() } else { named };
    let counting: Vec<&Law> = counting.into_iter().filter(|law| law.applies != Applies::No).collect();
    let words = Some((at, said.to_string()));
    let Some(longest) = counting.iter().max_by_key(|law| law.limit.most_days()) else {
        reading.add(DriftKind::CouldNotTell, Topic::AnswerTime, "requests", words, None);
        return;
    };
    let recorded = Some(DriftRecord::words(format!("The law gives {} ({}).", longest.limit, longest.cite)));
    let known = counting.iter().any(|law| law.applies == Applies::Yes);
    let kind = match (said.is_longer(longest.limit), known) {
        (true, true) => DriftKind::Contradicts,
        (true, false) => DriftKind::CouldNotTell,
        (false, _) => DriftKind::Matched,
    };
    reading.add(kind, Topic::AnswerTime, "requests", words, recorded);
}

pub(crate) fn names_law(passage: &Passage, law: &str) -> bool {
    let frames = Vocabulary::builtin().frames();
    let words = frames.law.get(law);
    words.is_some_and(|words| words.stand_in(&passage.tokens) || words.stand_in(&passage.headings))
}
