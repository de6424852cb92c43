//! Kinds of data and purposes: what the records list beside what a policy names.
//!
//! Invariant: an item of the records counts as told if its words stand together in one sentence or cell, or if a sentence
//! names the same thing in other words.

use std::collections::BTreeSet;

use super::clause::{Polarity, clauses, polarity};
use super::passage::{Column, Passage};
use super::register::{Recorded, Register, Term, concepts_of};
use super::subject::{StemSet, Stems};
use super::tokens::tokens;
use super::vocabulary::{Concept, Vocabulary};
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::fact::Fact;

/// The part of an item's words that have to stand together.
const WORDS_NEEDED: f64 = 0.6;

/// Kinds of data or purposes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Categories,
    Purposes,
}

impl List {
    fn topic(self) -> Topic {
        match self {
            List::Categories => Topic::Category,
            List::Purposes => Topic::Purpose,
        }
    }

    fn column(self) -> Column {
        match self {
            List::Categories => Column::Data,
            List::Purposes => Column::Purpose,
        }
    }

    fn concepts(self) -> &'static [Concept] {
        match self {
            List::Categories => &Vocabulary::builtin().categories,
            List::Purposes => &Vocabulary::builtin().purposes,
        }
    }

    fn terms<'r>(self, activity: &'r Recorded<'_>) -> &'r [Term] {
        match self {
            List::Categories => &activity.categories,
            List::Purposes => &activity.purposes,
        }
    }

    fn fact<'r>(self, activity: &Recorded<'r>) -> &'r Fact {
        match self {
            List::Categories => &activity.fact.what,
            List::Purposes => &activity.fact.why,
        }
    }

    fn known<'r>(self, register: &'r Register<'_>) -> &'r BTreeSet<String> {
        match self {
            List::Categories => &register.known_categories,
            List::Purposes => &register.known_purposes,
        }
    }
}

/// What a passage holds, for looking terms up.
struct Held {
    stems: StemSet,
    concepts: BTreeSet<String>,
}

pub(super) fn compare(reading: &mut Reading<'_>) {
    for list in [List::Categories, List::Purposes] {
        let held: Vec<Held> = reading.passages.iter().map(|passage| held(passage, list)).collect();
        rows(reading, list, &held);
        missing(reading, list, &held);
        sentences(reading, list);
    }
}

fn held(passage: &Passage, list: List) -> Held {
    Held { stems: passage.stems.clone(), concepts: concepts_of(list.concepts(), &passage.tokens) }
}

/// Do enough words of a term stand among others?
pub(super) fn holds(text: &StemSet, term: &[Stems]) -> bool {
    if term.is_empty() {
        return false;
    }
    let found = term.iter().filter(|word| text.has(word)).count();
    found as f64 >= term.len() as f64 * WORDS_NEEDED
}

fn names(held: &Held, term: &Term) -> bool {
    holds(&held.stems, &term.stems) || term.concepts.iter().any(|concept| covers(&held.concepts, concept))
}

/// Is a concept among others, or a wider one of it, or a part of it?
fn covers(concepts: &BTreeSet<String>, id: &str) -> bool {
    let wider = |id: &str| {
        let categories = &Vocabulary::builtin().categories;
        categories.iter().find(|concept| concept.id == id).and_then(|concept| concept.part_of.clone())
    };
    concepts.contains(id)
        || wider(id).is_some_and(|wider| concepts.contains(&wider))
        || concepts.iter().any(|other| wider(other).as_deref() == Some(id))
}

/// Rows of a table that name an activity are held against its own list.
fn rows(reading: &mut Reading<'_>, list: List, held: &[Held]) {
    let register = reading.register;
    for (at, held) in held.iter().enumerate() {
        let passage = &reading.passages[at];
        if passage.column != Some(list.column()) || passage.is_open {
            continue;
        }
        reading.passages[at].understood = true;
        let Some(activity) = reading.passages[at].activity.map(|activity| &register.activities[activity])
        else {
            strangers(reading, at, list);
            continue;
        };
        let terms = list.terms(activity);
        if terms.is_empty() {
            continue;
        }
        let fact = list.fact(activity);
        for term in terms {
            let about = format!("{}: {}", activity.fact.name, term.text);
            let recorded = Some(DriftRecord::of(fact, term.text.clone()));
            if names(held, term) {
                let said = Some((at, term.text.clone()));
                reading.add(DriftKind::Matched, list.topic(), about, said, recorded);
            } else {
                reading.add(DriftKind::Missing, list.topic(), about, None, recorded);
            }
        }
        for item in items(&reading.passages[at].text) {
            let words = tokens(&item);
            let stems = register.stemming.of(&words);
            let own = Held { stems: StemSet::new(&stems), concepts: concepts_of(list.concepts(), &words) };
            let fits = |term: &Term| {
                holds(&own.stems, &term.stems)
                    || holds(&StemSet::new(&term.stems), &stems)
                    || term.concepts.iter().any(|concept| covers(&own.concepts, concept))
            };
            if !stems.is_empty() && !terms.iter().any(fits) {
                let about = format!("{}: {item}", activity.fact.name);
                let recorded = Some(DriftRecord::of(fact, fact.text.clone()));
                reading.add(DriftKind::Extra, list.topic(), about, Some((at, item)), recorded);
            }
        }
    }
}

/// The items of a cell.
fn items(text: &str) -> Vec<String> {
    text.split([',', ';', '\n'])
        .map(|item| item.trim().trim_end_matches('.').to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

/// What a cell names and no record does; in a row that names no activity.
fn strangers(reading: &mut Reading<'_>, at: usize, list: List) {
    let register = reading.register;
    let passage = &reading.passages[at];
    let found: Vec<(String, String)> = Vocabulary::named(list.concepts(), &passage.tokens)
        .into_iter()
        .filter(|(concept, ..)| !covers(list.known(register), &concept.id))
        .map(|(concept, from, to)| (concept.label.clone(), words(passage, from, to)))
        .collect();
    for (label, words) in found {
        reading.add(DriftKind::Extra, list.topic(), label, Some((at, words)), None);
    }
}

fn words(passage: &Passage, from: usize, to: usize) -> String {
    let (start, end) = (passage.tokens[from].at.start, passage.tokens[to.max(from + 1) - 1].at.end);
    passage.text.get(start..end).unwrap_or_default().to_owned()
}

/// Items of the records that no part of the policy names; each is told once.
fn missing(reading: &mut Reading<'_>, list: List, held: &[Held]) {
    let register = reading.register;
    let mut told: Vec<&str> = Vec::new();
    for activity in &register.activities {
        for term in list.terms(activity) {
            if told.contains(&term.text.as_str()) || held.iter().any(|held| names(held, term)) {
                continue;
            }
            told.push(&term.text);
            let fact = list.fact(activity);
            let recorded = Some(DriftRecord::of(fact, format!("{}: {}", activity.fact.name, term.text)));
            let own = format!("{}: {}", activity.fact.name, term.text);
            let is_told =
                reading.items.iter().any(|item| item.kind == DriftKind::Missing && item.about == own);
            if !is_told {
                reading.add(DriftKind::Missing, list.topic(), &term.text, None, recorded);
            }
        }
    }
}

/// Sentences that say what is collected, or what for: a kind or purpose that no record names is extra, one that is denied
/// and recorded contradicts.
fn sentences(reading: &mut Reading<'_>, list: List) {
    let register = reading.register;
    let frames = Vocabulary::builtin().frames();
    for at in 0..reading.passages.len() {
        let passage = &reading.passages[at];
        if passage.column.is_some() || passage.is_about_rights() || passage.is_open {
            continue;
        }
        let opens = frames.collect.stand_in(&passage.intro);
        let tokens = passage.tokens.clone();
        for clause in clauses(&tokens) {
            let clause = &tokens[clause];
            let frame = match list {
                List::Categories => opens || frames.collect.stand_in(clause),
                List::Purposes => {
                    frames.purpose_word.stand_in(clause)
                        || frames.purpose_word.stand_in(&reading.passages[at].intro)
                }
            };
            if !frame {
                continue;
            }
            let said = polarity(clause);
            for (concept, from, to) in Vocabulary::named(list.concepts(), clause) {
                let (start, end) = (clause[from].at.start, clause[to.max(from + 1) - 1].at.end);
                let words = reading.passages[at].text.get(start..end).unwrap_or_default().to_owned();
                weigh(reading, list, at, concept, words, said);
            }
        }
        // What an activity is called, or what it lists, is understood in a sentence too.
        if !reading.passages[at].understood
            && !register.spoken_of(&tokens, &[]).is_empty()
            && frames.collect.stand_in(&tokens)
        {
            reading.passages[at].understood = true;
        }
    }
}

fn weigh(reading: &mut Reading<'_>, list: List, at: usize, concept: &Concept, words: String, said: Polarity) {
    let register = reading.register;
    let is_it = |term: &&Term| covers(&term.concepts, &concept.id);
    let holder = register
        .activities
        .iter()
        .find_map(|activity| Some((activity, list.terms(activity).iter().find(is_it)?)));
    let recorded = holder.map(|(activity, term)| {
        DriftRecord::of(list.fact(activity), format!("{}: {}", activity.fact.name, term.text))
    });
    let all_known = register.activities.iter().all(|activity| list.fact(activity).is_known());
    let known = covers(list.known(register), &concept.id);
    // "We do not train software with it" was weighed as a claim.
    let is_claim = list == List::Purposes && reading.passages[at].is_claim && said != Polarity::Said;
    let kind = match (said, &recorded) {
        _ if is_claim => return,
        (Polarity::Hypothetical, _) => return,
        (Polarity::Said, Some(_)) => DriftKind::Matched,
        (Polarity::Said, None) if known => DriftKind::Matched,
        (Polarity::Said, None) => DriftKind::Extra,
        (Polarity::Denied, Some(_)) => DriftKind::Contradicts,
        (Polarity::Denied, None) if all_known && !known => DriftKind::Matched,
        (Polarity::Denied | Polarity::Conditional, _) => DriftKind::CouldNotTell,
    };
    reading.add(kind, list.topic(), &concept.label, Some((at, words)), recorded);
}
