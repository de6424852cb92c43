//! Counts over the records of a register, as tables.
//!
//! Invariants: every record is counted once in each table; a blank, a missing column and an unreadable cell are told
//! apart from values; the most frequent first, equal ones in the order of their words.

use std::collections::BTreeMap;

use candor_model::{Cell, Dictionary, FieldId, RecordRef, Seen, Value};
use candor_policy::{Language, country_name};
use schemars::JsonSchema;
use serde::Serialize;

use super::links::Links;

/// Groups of people smaller than this are not shown alone.
pub(crate) const SMALL_GROUP: u64 = 5;

/// Most values that are counted apart; the others are one row.
const VALUES_SHOWN: usize = 20;

/// What a record counts as whose sheet has no column for the field.
const NO_COLUMN: &str = "(no such column)";

/// A table of counts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Figure {
    /// What is counted.
    pub(crate) title: String,
    /// Headers; the first names what the rows are.
    pub(crate) headers: Vec<String>,
    /// A row for each value; all but the first column are numbers or shares.
    pub(crate) rows: Vec<Vec<String>>,
    /// What the reader has to know, such as how small groups are shown; may be empty.
    pub(crate) note: String,
}

impl Figure {
    /// Does no sheet have the column that is counted?
    pub(crate) fn has_no_column(&self) -> bool {
        matches!(self.rows.as_slice(), [only] if only.first().is_some_and(|value| value == NO_COLUMN))
    }
}

/// What a cell counts as: one entry for each value that it holds.
fn values(links: &Links<'_>, record: RecordRef, field: FieldId, keep_text: bool) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    let Seen::Cell { entry, .. } = links.inventory.look(record, field) else {
        return vec![NO_COLUMN.to_owned()];
    };
    let told = match &entry.cell {
        Cell::Blank => vec!["(blank)".to_owned()],
        Cell::NotApplicable => vec!["not applicable".to_owned()],
        Cell::Unknown => vec!["unknown".to_owned()],
        Cell::Unreadable => vec!["(could not be read)".to_owned()],
        Cell::Value(value) => match value {
            value if value.is_none() => vec!["none".to_owned()],
            value if value.answer().is_some() => {
                vec![if value.answer() == Some(true) { "yes" } else { "no" }.to_owned()]
            }
            Value::Choices(_) => {
                let options = dictionary.chosen_options(field, value);
                options.into_iter().map(|option| option.label.clone()).collect()
            }
            Value::Countries(countries) => countries
                .iter()
                .map(|country| sentence_start(&country_name(*country, Language::English)))
                .collect(),
            _ if keep_text => vec![candor_model::text::one_line(&entry.text)],
            _ => vec!["recorded".to_owned()],
        },
    };
    if told.is_empty() { vec!["(blank)".to_owned()] } else { told }
}

/// `The Netherlands` where a cell of its own holds the name.
fn sentence_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Counts the values of a field.
pub(crate) fn by_field(links: &Links<'_>, records: &[RecordRef], path: &str, unit: &str) -> Figure {
    let field = Dictionary::builtin().expect_field(path);
    let label = &Dictionary::builtin().field(field).label;
    let values = records.iter().flat_map(|record| values(links, *record, field, true));
    counted(label, unit, values)
}

/// Counts words.
pub(crate) fn counted(title: &str, unit: &str, words: impl Iterator<Item = String>) -> Figure {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    words.for_each(|word| *counts.entry(word).or_default() += 1);
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let others: u64 = counts.iter().skip(VALUES_SHOWN).map(|(_, count)| count).sum();
    let mut rows: Vec<Vec<String>> = counts
        .into_iter()
        .take(VALUES_SHOWN)
        .map(|(word, count)| vec![word, candor_model::text::grouped(count)])
        .collect();
    if others > 0 {
        rows.push(vec!["others".to_owned(), candor_model::text::grouped(others)]);
    }
    Figure {
        title: title.to_owned(),
        headers: vec![title.to_owned(), unit.to_owned()],
        rows,
        note: String::new(),
    }
}

/// Counts two fields against each other: kinds down, outcomes across. Only values that were understood are named.
pub(crate) fn crossed(
    links: &Links<'_>,
    records: &[RecordRef],
    (down, across): (&str, &str),
    title: &str,
) -> Figure {
    let dictionary = Dictionary::builtin();
    let (down, across) = (dictionary.expect_field(down), dictionary.expect_field(across));
    let first = |record: &RecordRef, field| values(links, *record, field, false).swap_remove(0);
    let mut rows: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    let mut columns: Vec<String> = Vec::new();
    for record in records {
        let column = first(record, across);
        if !columns.contains(&column) {
            columns.push(column.clone());
        }
        *rows.entry(first(record, down)).or_default().entry(column).or_default() += 1;
    }
    columns.sort();
    let mut headers = vec![dictionary.field(down).label.clone()];
    headers.extend(columns.iter().cloned());
    headers.push("All".to_owned());
    let row = |(value, counts): (String, BTreeMap<String, u64>)| {
        let all: u64 = counts.values().sum();
        let cells = columns.iter().map(|column| counts.get(column).copied().unwrap_or_default().to_string());
        std::iter::once(value).chain(cells).chain(std::iter::once(all.to_string())).collect()
    };
    Figure {
        title: title.to_owned(),
        headers,
        rows: rows.into_iter().map(row).collect(),
        note: String::new(),
    }
}

/// A group of people, with how many of them something is true of.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) people: u64,
    pub(crate) done: u64,
}

/// Rates by group; small groups are put together, and none is shown that could be worked out from the total.
pub(crate) fn rates(title: &str, of: &str, groups: Vec<Group>) -> Figure {
    let (mut small, mut shown): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.people < SMALL_GROUP);
    shown.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.name.cmp(&b.name)));
    // One small group alone, or several that are few together, would follow from the total: the smallest shown joins.
    while !small.is_empty()
        && (small.len() == 1 || small.iter().map(|group| group.people).sum::<u64>() < SMALL_GROUP)
    {
        let Some(next) = shown.pop() else { break };
        small.push(next);
    }
    let mut rows: Vec<Vec<String>> =
        shown.iter().map(|group| rate_row(&group.name, group.people, group.done)).collect();
    let (people, done) = small.iter().fold((0, 0), |sum, group| (sum.0 + group.people, sum.1 + group.done));
    let note = if small.is_empty() {
        String::new()
    } else {
        let name = format!("{} put together", crate::view::counted(small.len() as u64, "group", "groups"));
        rows.push(if people < SMALL_GROUP {
            vec![name, format!("fewer than {SMALL_GROUP}"), "not shown".to_owned(), "not shown".to_owned()]
        } else {
            rate_row(&name, people, done)
        });
        format!("Groups of fewer than {SMALL_GROUP} people are not shown alone.")
    };
    let headers = [of, "People", "Trained", "Rate"].map(str::to_owned).to_vec();
    Figure { title: title.to_owned(), headers, rows, note }
}

/// The rate is rounded down: 100% means everybody.
fn rate_row(name: &str, people: u64, done: u64) -> Vec<String> {
    let rate = (done * 100).checked_div(people).map_or_else(|| "–".to_owned(), |rate| format!("{rate}%"));
    vec![name.to_owned(), people.to_string(), done.to_string(), rate]
}
