//! What the times in a sentence are for: keeping data, answering, telling of a breach, looking again.

use super::passage::{Column, Passage};
use super::period::{Length, periods};
use super::vocabulary::Vocabulary;

/// What a sentence says of how long data is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    For(Length),
    WithoutEnd,
    Until,
    Vague,
}

/// What a time is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Time {
    Kept(Vec<Said>),
    /// A request is answered.
    Answer(Length),
    /// An answer can take longer.
    Extension,
    /// The receipt of a request is confirmed.
    Confirm(Length),
    /// An opt-out is carried out.
    OptOut(Length),
    /// People, or an authority, are told of a breach.
    Breach(Length),
    /// The policy is looked at again.
    Review(Length),
    /// Staff are trained.
    Training(Length),
    None,
}

/// Sorts the time of a passage.
pub(crate) fn time_of(passage: &Passage) -> Time {
    let vocabulary = Vocabulary::builtin();
    let frames = vocabulary.frames();
    let tokens = &passage.tokens;
    let in_column = passage.column == Some(Column::Period);
    if passage.column.is_some() && !in_column {
        return Time::None;
    }
    let found = periods(tokens, vocabulary);
    let keeps = in_column || frames.keep.stand_in(tokens);
    let longest = found.iter().map(|period| period.length).max_by_key(|length| length.most_days());
    if let (Some(length), false) = (longest, in_column)
        && let Some(time) = asked_or_promised(passage, length, keeps)
    {
        return time;
    }
    let heading = frames.keep.stand_in(&passage.headings) || frames.keep.stand_in(&passage.intro);
    if !(keeps || heading && longest.is_some()) {
        return Time::None;
    }
    match () {
        () if longest.is_some() => Time::Kept(found.iter().map(|period| Said::For(period.length)).collect()),
        () if frames.without_end.stand_in(tokens) => Time::Kept(vec![Said::WithoutEnd]),
        () if frames.vague_period.stand_in(tokens) => Time::Kept(vec![Said::Vague]),
        () if frames.until.stand_in(tokens) => Time::Kept(vec![Said::Until]),
        () => Time::None,
    }
}

/// A time to do something in, not one to keep data for.
fn asked_or_promised(passage: &Passage, length: Length, keeps: bool) -> Option<Time> {
    let frames = Vocabulary::builtin().frames();
    let tokens = &passage.tokens;
    let has = |words: &super::tokens::Patterns| words.stand_in(tokens);
    if has(&frames.breach) && has(&frames.tells) {
        return Some(Time::Breach(length));
    }
    let replies = has(&frames.reply);
    if replies || !keeps && (has(&frames.answer) || has(&frames.opt_out)) {
        return Some(match () {
            () if has(&frames.extension) => Time::Extension,
            () if has(&frames.opt_out) => Time::OptOut(length),
            () if has(&frames.confirm) => Time::Confirm(length),
            () => Time::Answer(length),
        });
    }
    match () {
        () if keeps => None,
        () if has(&frames.train) && has(&frames.staff) => Some(Time::Training(length)),
        () if has(&frames.review) && has(&frames.policy_itself) => Some(Time::Review(length)),
        () => None,
    }
}
