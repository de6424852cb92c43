//! A policy at a glance: at most 10 facts and 150 words, every surprise among them, and no fact of its own.

use candor_model::text::fold;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Facts;
use crate::fact::{Fact, State};
use crate::key;
use crate::records::Records;

/// Most words of the summary.
pub const GLANCE_WORDS: usize = 150;

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

/// The summary. Surprises come first, so that what does not fit is never one of them.
pub(crate) fn glance(records: &Records<'_>, facts: &Facts) -> Vec<Glance> {
    let mut surprises: Vec<Glance> = Vec::new();
    let claims = &facts.claims;
    for fact in [&claims.selling, &claims.abroad, &claims.children, &claims.automated] {
        match fact.state {
            State::Known => surprises.push(line(fact.text.clone(), &[fact])),
            State::None if !fact.text.is_empty() => surprises.push(line(fact.text.clone(), &[fact])),
            State::Unknown if fact.mandatory => {
                surprises.push(Glance { text: fact.ask.clone(), open: true, facts: vec![fact.id.clone()] })
            }
            State::None | State::Unknown | State::NotApplicable => {}
        }
    }
    let mut lines: Vec<Glance> = Vec::new();
    lines.extend(what(records, facts));
    lines.extend(sensitive(records, facts));
    lines.extend(why(records, facts));
    lines.append(&mut surprises);
    lines.extend(longest(records, facts));
    if facts.organisation.email.is_known() {
        let email = &facts.organisation.email;
        lines.push(line(records.say_with(key::GLANCE_QUESTIONS, &[("email", &email.text)]), &[email]));
    }
    let words =
        |lines: &[Glance]| lines.iter().map(|line| line.text.split_whitespace().count()).sum::<usize>();
    while words(&lines) > GLANCE_WORDS || lines.len() > 10 {
        let Some(plain) = lines.iter().position(|line| !line.open && line.facts.len() > 1) else { break };
        lines.remove(plain);
    }
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

/// Data kept without end is a surprise of its own.
fn longest(records: &Records<'_>, facts: &Facts) -> Option<Glance> {
    let endless = facts.activities.iter().find(|activity| activity.is_endless)?;
    let first = endless.how_long.iter().find(|fact| fact.is_known())?;
    Some(line(records.say(key::GLANCE_WITHOUT_END), &[first]))
}
