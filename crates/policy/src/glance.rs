//! A policy at a glance: at most 10 facts and 150 words, every surprise among them, and no fact of its own.

use candor_model::text::fold;
use candor_model::{Span, Unit};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Fact, State};
use crate::key;
use crate::records::Records;
use crate::{Activity, Facts};

/// Most words of the summary.
pub const GLANCE_WORDS: usize = 150;

/// Most lines of the summary.
pub const GLANCE_LINES: usize = 10;

/// Years from which on the time that data is kept is told at a glance.
const LONG_YEARS: u32 = 10;

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Glance {
    /// The words of the line.
    pub text: String,
    /// Is this an open question?
    pub open: bool,
    /// Ids of the facts it repeats.
    pub facts: Vec<String>,
}

fn line(text: String, facts: &[&Fact]) -> Glance {
    Glance { text, open: false, facts: facts.iter().map(|fact| fact.id.clone()).collect() }
}

/// The summary. What people do not expect is never left out; the rest is, from the end, as far as it does not fit.
pub(crate) fn glance(records: &Records<'_>, facts: &Facts) -> Vec<Glance> {
    let email = &facts.organisation.email;
    let questions = email
        .is_known()
        .then(|| line(records.say_with(key::GLANCE_QUESTIONS, &[("email", &email.text)]), &[email]));
    // Each with its place in the summary and whether it is a surprise.
    let plain = |line: Option<Glance>, place: usize| line.map(|line| (place, false, line));
    let mut lines: Vec<(usize, bool, Glance)> = Vec::new();
    lines.extend(surprises(records, facts).into_iter().map(|line| (2, true, line)));
    lines.extend(plain(what(records, facts), 0));
    lines.extend(plain(questions, 3));
    lines.extend(plain(why(records, facts), 1));
    let words = |lines: &[(usize, bool, Glance)]| {
        lines.iter().map(|(.., line)| line.text.split_whitespace().count()).sum::<usize>()
    };
    while words(&lines) > GLANCE_WORDS || lines.len() > GLANCE_LINES {
        let Some(last) = lines.iter().rposition(|(_, is_surprise, _)| !is_surprise) else { break };
        lines.remove(last);
    }
    lines.sort_by_key(|(place, ..)| *place);
    lines.into_iter().map(|(.., line)| line).collect()
}

/// What people do not expect: sensitive data, sale, transfers, children, automated decisions, training of software, and data
/// that is kept long.
fn surprises(records: &Records<'_>, facts: &Facts) -> Vec<Glance> {
    let mut lines: Vec<Glance> = sensitive(records, facts).into_iter().collect();
    let claims = &facts.claims;
    for fact in [&claims.selling, &claims.abroad, &claims.children, &claims.automated, &claims.training] {
        match fact.state {
            State::Known => lines.push(line(fact.text.clone(), &[fact])),
            State::None if !fact.text.is_empty() => lines.push(line(fact.text.clone(), &[fact])),
            State::Unknown if fact.mandatory => {
                lines.push(Glance { text: fact.ask.clone(), open: true, facts: vec![fact.id.clone()] })
            }
            State::None | State::Unknown | State::NotApplicable => {}
        }
    }
    lines.extend(longest(records, facts));
    lines
}

/// The kinds of data that most activities name, at most six, each of at most four words.
fn what(records: &Records<'_>, facts: &Facts) -> Option<Glance> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for category in facts.activities.iter().flat_map(|activity| &activity.categories) {
        match counted.iter_mut().find(|(known, _)| fold(known) == fold(category)) {
            Some((_, count)) => *count += 1,
            None if category.split_whitespace().count() <= 4 => counted.push((category.clone(), 1)),
            None => {}
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let names: Vec<String> = counted.into_iter().take(5).map(|(name, _)| name).collect();
    let ids: Vec<&Fact> =
        facts.activities.iter().map(|activity| &activity.what).filter(|what| what.is_known()).collect();
    (!names.is_empty()).then(|| {
        let data = records.words(&names).join(", ");
        line(records.say_with(key::GLANCE_WHAT, &[("data", &data)]), &ids)
    })
}

fn why(records: &Records<'_>, facts: &Facts) -> Option<Glance> {
    let mut names: Vec<String> = Vec::new();
    for purpose in facts.activities.iter().flat_map(|activity| &activity.purposes) {
        let is_told = names.iter().any(|name| fold(name) == fold(purpose));
        if purpose.split_whitespace().count() <= 5 && !is_told && names.len() < 3 {
            names.push(purpose.clone());
        }
    }
    let ids: Vec<&Fact> =
        facts.activities.iter().map(|activity| &activity.why).filter(|why| why.is_known()).collect();
    (!names.is_empty()).then(|| {
        let purposes = records.words(&names).join(", ");
        line(records.say_with(key::GLANCE_WHY, &[("purposes", &purposes)]), &ids)
    })
}

fn sensitive(records: &Records<'_>, facts: &Facts) -> Option<Glance> {
    let using: Vec<_> = facts
        .activities
        .iter()
        .filter_map(|activity| activity.sensitive.first().map(|fact| (fact, &activity.special)))
        .filter(|(fact, _)| fact.is_known())
        .collect();
    let mut kinds: Vec<String> = Vec::new();
    for kind in using.iter().flat_map(|(_, special)| *special) {
        if !kinds.contains(kind) {
            kinds.push(kind.clone());
        }
    }
    if !kinds.is_empty() && using.iter().any(|(_, special)| special.is_empty()) {
        kinds.push(records.say(key::SENSITIVE_OTHER));
    }
    let (first, _) = using.first()?;
    let text = match kinds.as_slice() {
        [] => records.say(key::GLANCE_SENSITIVE),
        kinds => {
            records.say_with(key::GLANCE_SENSITIVE_NAMED, &[("kinds", &records.language.join_and(kinds))])
        }
    };
    Some(line(text, &[first]))
}

/// Data kept without end is a surprise of its own, else data kept for ten years or more: the longest of them.
fn longest(records: &Records<'_>, facts: &Facts) -> Option<Glance> {
    let told = |activity: &Activity, text: String| {
        let known: Vec<&Fact> = activity.how_long.iter().filter(|fact| fact.is_known()).collect();
        line(text, &known)
    };
    let is_endless = |activity: &&Activity| activity.kept.iter().any(|kept| kept.is_endless);
    if let Some(endless) = facts.activities.iter().find(is_endless) {
        return Some(told(endless, records.say(key::GLANCE_WITHOUT_END)));
    }
    let periods = facts
        .activities
        .iter()
        .flat_map(|activity| activity.kept.iter().filter_map(move |kept| Some((kept.period?, activity))));
    let (longest, activity) = periods.max_by(|(one, _), (two, _)| days(*one).total_cmp(&days(*two)))?;
    if days(longest) < days(Span::new(LONG_YEARS, Unit::Years)) {
        return None;
    }
    let period = records.language.period(longest);
    Some(told(activity, records.say_with(key::GLANCE_LONG, &[("period", &period)])))
}

/// About how many days a period has, to compare periods of different units.
fn days(span: Span) -> f64 {
    let each = match span.unit {
        Unit::Hours => 1.0 / 24.0,
        Unit::Days => 1.0,
        Unit::BusinessDays => 7.0 / 6.0,
        Unit::Weeks => 7.0,
        Unit::Months => 365.25 / 12.0,
        Unit::Years => 365.25,
    };
    f64::from(span.count) * each
}
