//! What each sentence of a policy rests on, for auditors.

use std::collections::{BTreeSet, HashMap};

use candor_model::once::each_once;
use candor_policy::{Fact, FactCell};
use schemars::JsonSchema;
use serde::Serialize;

use super::place;
use crate::evidence::not_public;
use crate::{Input, Sentence};

/// Cells shown with a sentence; `facts.json` has all.
const CELLS_MAX: usize = 6;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Sources {
    /// The sections of the text, in their order.
    sections: Vec<Section>,
    /// The facts that the text does not state.
    not_public: Vec<NotPublic>,
}

#[derive(Serialize, JsonSchema)]
struct Section {
    /// Id of its heading.
    id: String,
    /// Its heading.
    title: String,
    /// Its sentences.
    rows: Vec<Row>,
}

#[derive(Serialize, JsonSchema)]
struct Row {
    /// Id of the sentence.
    id: String,
    /// What it says.
    text: String,
    /// The facts or provisions that it rests on.
    basis: String,
    /// Where they stand in the records.
    cells: String,
    /// Who answers for these records.
    owners: String,
    /// When they were last checked, the oldest day.
    checked: String,
}

#[derive(Serialize, JsonSchema)]
struct NotPublic {
    /// Id of the fact.
    id: String,
    /// Its words, or its question.
    text: String,
    /// Why the text does not state it.
    reason: &'static str,
}

pub(crate) fn view(input: &Input<'_>, sentences: &[Sentence]) -> Sources {
    let told = Told::new(input.facts.all());
    let mut sections: Vec<Section> = Vec::new();
    for sentence in sentences {
        if sentence.is_title {
            let is_heading = sections.last().is_none_or(|section| section.id != sentence.section);
            if is_heading {
                let (id, title) = (sentence.section.clone(), sentence.text.clone());
                sections.push(Section { id, title, rows: Vec::new() });
            }
        } else if let Some(section) = sections.last_mut() {
            section.rows.push(row(&told, sentence));
        }
    }
    sections.retain(|section| !section.rows.is_empty());
    let row = |(fact, reason): (&Fact, &'static str)| {
        let words = if fact.is_open() { &fact.ask } else { &fact.text };
        let text = if words.is_empty() { "–".to_owned() } else { words.clone() };
        NotPublic { id: fact.id.clone(), text, reason }
    };
    let not_public = not_public(&input.facts, sentences.iter()).into_iter().map(row).collect();
    Sources { sections, not_public }
}

/// All facts, found by their ids: a long policy has tens of thousands of both facts and sentences.
struct Told<'a> {
    facts: Vec<&'a Fact>,
    positions: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Told<'a> {
    fn new(facts: Vec<&'a Fact>) -> Told<'a> {
        let mut positions: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, fact) in facts.iter().enumerate() {
            positions.entry(&fact.id).or_default().push(position);
        }
        Told { facts, positions }
    }

    /// The cells of the facts with these ids, in the order of the facts.
    fn cells(&self, ids: &[String]) -> Vec<&'a FactCell> {
        let found = ids.iter().filter_map(|id| self.positions.get(id.as_str())).flatten().copied();
        let positions: BTreeSet<usize> = found.collect();
        let facts = positions.into_iter().filter_map(|position| self.facts.get(position).copied());
        facts.flat_map(|fact| &fact.cells).collect()
    }
}

fn row(told: &Told<'_>, sentence: &Sentence) -> Row {
    let cells = told.cells(&sentence.facts);
    let mut places: Vec<String> =
        each_once(cells.iter().map(|cell| place(&cell.file, &cell.sheet, &cell.cell)));
    let more = places.len().saturating_sub(CELLS_MAX);
    places.truncate(CELLS_MAX);
    if more > 0 {
        places.push(format!("and {more} more, in facts.json"));
    }
    let owners = each_once(cells.iter().map(|cell| cell.owner.clone()).filter(|owner| !owner.is_empty()));
    let checked = cells.iter().filter_map(|cell| cell.checked_on).min();
    Row {
        id: sentence.id.clone(),
        text: sentence.text.clone(),
        basis: basis(sentence),
        cells: or_dash(places.join("; ")),
        owners: or_dash(owners.join("; ")),
        checked: checked.map_or_else(|| "–".to_owned(), |day| day.to_string()),
    }
}

fn basis(sentence: &Sentence) -> String {
    let named: Vec<&str> = sentence.facts.iter().chain(&sentence.laws).map(String::as_str).collect();
    match named.as_slice() {
        [] if !sentence.asks.is_empty() => format!("open: {}", sentence.asks.join("; ")),
        [] if sentence.guides => "nothing: it guides the reader".to_owned(),
        [] => "nothing: no record shows it".to_owned(),
        named => named.join("; "),
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}
