//! Tests on one cell: decided once for each distinct text of a column, and said in words.

use std::collections::HashMap;

use candor_model::text::{self, is_plainly};
use candor_model::{Cell, ChoicesId, Column, Dictionary, Entry, FieldId, Kind, Value};
use chrono::NaiveDate;

use super::asked::join;
use super::verdict::Verdict;
use super::{CellTest, Relation, Wanted};

/// What a blank means to `present` and `answered`: in `must` it is the failure itself, in `where` it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Setting {
    Must,
    Where,
}

/// The verdict on one cell. `unique` needs the other records; see [`unique_verdicts`].
pub(crate) fn decide(ask: &CellTest, entry: &Entry, as_of: NaiveDate, setting: Setting) -> Verdict {
    let value = match (&entry.cell, ask) {
        (Cell::Value(value), CellTest::Present) => {
            return Verdict::of(!value.is_none() && !is_endless(value));
        }
        (Cell::Value(value), CellTest::Answered) => return Verdict::of(!is_endless(value)),
        (Cell::Value(_), CellTest::Blank) => return Verdict::Fail,
        (Cell::Blank, CellTest::Blank) => return Verdict::Pass,
        (Cell::Value(value), _) => value,
        (Cell::Blank, CellTest::Present | CellTest::Answered) if setting == Setting::Must => {
            return Verdict::Fail;
        }
        _ => return Verdict::Unknown,
    };
    match (ask, value) {
        // A bare yes leaves open which of the choices is meant.
        (CellTest::OneOf(Wanted::Named(..)), Value::YesNo(true)) => Verdict::Unknown,
        (CellTest::OneOf(Wanted::Named(_, wanted)), Value::Which(which))
            if which.named.iter().any(|found| wanted.contains(found)) =>
        {
            Verdict::Pass
        }
        (CellTest::OneOf(Wanted::Named(..)), Value::Which(which)) if !which.others.is_empty() => {
            Verdict::Unknown
        }
        (CellTest::OneOf(wanted), value) => Verdict::of(hits(wanted, value, &entry.text).contains(&true)),
        (CellTest::Contains(wanted), value) => {
            Verdict::of(!hits(wanted, value, &entry.text).contains(&false))
        }
        (CellTest::AtLeast(bound), Value::Number(amount) | Value::Money { amount, .. }) => {
            Verdict::of(amount >= bound)
        }
        (CellTest::AtMost(bound), Value::Number(amount) | Value::Money { amount, .. }) => {
            Verdict::of(amount <= bound)
        }
        (CellTest::Above(bound), Value::Number(amount) | Value::Money { amount, .. }) => {
            bound.on(as_of).map_or(Verdict::Unknown, |bound| Verdict::of(*amount > bound))
        }
        (CellTest::Recent(_), Value::Date(moment)) if moment.day > as_of => Verdict::Unknown,
        (CellTest::Recent(span), Value::Date(moment)) => match span.before(as_of) {
            Some(earliest) => Verdict::of(moment.day >= earliest),
            None => Verdict::Unknown,
        },
        (CellTest::AsOf(Relation::Before), Value::Date(moment)) => Verdict::of(moment.day <= as_of),
        (CellTest::AsOf(Relation::After), Value::Date(moment)) => Verdict::of(moment.day >= as_of),
        (CellTest::On(Relation::Before, day), Value::Date(moment)) => Verdict::of(moment.day <= *day),
        (CellTest::On(Relation::After, day), Value::Date(moment)) => Verdict::of(moment.day >= *day),
        (CellTest::AllIn(set), Value::Countries(countries)) => {
            Verdict::of(countries.iter().all(|country| set.contains(*country, as_of)))
        }
        // A value of another kind than the field's; ingest makes none.
        _ => Verdict::Unknown,
    }
}

/// Kept without end: that names no period (GDPR Art. 5(1)(e)).
fn is_endless(value: &Value) -> bool {
    matches!(value, Value::Duration(retention) if retention.unlimited)
}

/// For each wanted value whether it stands there.
fn hits(wanted: &Wanted, value: &Value, text: &str) -> Vec<bool> {
    match (wanted, value) {
        (Wanted::YesNo(list), value) => list.iter().map(|item| value.answer() == Some(*item)).collect(),
        (Wanted::Choices(list), Value::Choices(found)) => {
            list.iter().map(|item| found.contains(item)).collect()
        }
        (Wanted::Countries(list), Value::Countries(found)) => {
            list.iter().map(|item| found.contains(item)).collect()
        }
        (Wanted::Texts(list), Value::List(found)) if !found.is_empty() => {
            list.iter().map(|(_, folded)| found.iter().any(|item| is_plainly(item, folded))).collect()
        }
        (Wanted::Texts(list), _) => list.iter().map(|(_, folded)| is_plainly(text, folded)).collect(),
        _ => vec![false],
    }
}

/// For each column of a field, for each entry, whether no other record has the same value.
pub(crate) fn unique_verdicts(columns: &[&Column]) -> Vec<Vec<Verdict>> {
    let same = |entry: &Entry| text::one_line(&entry.text).to_lowercase();
    let mut counts: HashMap<String, u64> = HashMap::new();
    for column in columns {
        let mut rows = vec![0u64; column.entries.len()];
        for cell in column.cells.iter() {
            rows[cell as usize] += 1;
        }
        for (entry, count) in column.entries.iter().zip(rows) {
            *counts.entry(same(entry)).or_default() += count;
        }
    }
    let verdict = |entry: &Entry| match entry.cell {
        Cell::Value(ref value) if !value.is_none() => {
            Verdict::of(counts.get(&same(entry)).is_none_or(|count| *count <= 1))
        }
        _ => Verdict::Unknown,
    };
    columns.iter().map(|column| column.entries.iter().map(verdict).collect()).collect()
}

/// What stands in the cell, with regard to what was asked: `DPA signed is \`no\``.
pub(crate) fn says(
    field: FieldId,
    ask: &CellTest,
    entry: &Entry,
    verdict: Verdict,
    as_of: NaiveDate,
) -> String {
    let known = Dictionary::builtin().field(field);
    let label = &known.label;
    let Some(value) = readable(entry) else { return state(field, entry) };
    let saw = text::shorten(&entry.text, 40);
    match (ask, value) {
        (CellTest::Present | CellTest::Answered, _) if is_endless(value) => {
            format!("{label} is `{saw}`: no end")
        }
        (CellTest::Present, _) if value.is_none() => format!("{label} is none"),
        (CellTest::Contains(wanted), _) if verdict == Verdict::Fail => {
            let missing: Vec<String> = hits(wanted, value, &entry.text)
                .into_iter()
                .zip(labels(wanted, known.kind))
                .filter(|(hit, _)| !hit)
                .map(|(_, label)| label)
                .collect();
            if Dictionary::builtin().path(field) == "notice.states" {
                let missing: Vec<String> = missing.iter().map(|item| lower_first(item)).collect();
                return format!("does not state {}", some_of(&missing));
            }
            format!("{label} without {}", some_of(&missing))
        }
        (CellTest::AtLeast(bound), _) if verdict == Verdict::Fail => {
            format!("{label} is {saw}, not at least {bound}")
        }
        (CellTest::AtMost(bound), _) if verdict == Verdict::Fail => {
            format!("{label} is {saw}, not at most {bound}")
        }
        (CellTest::Above(bound), _) if verdict == Verdict::Fail => {
            format!("{label} is {saw}, not above {}", bound.words())
        }
        (CellTest::Recent(span), Value::Date(moment)) => match verdict {
            Verdict::Fail => format!("{label} {}, more than {span} ago", moment.day),
            Verdict::Unknown => format!("{label} {} lies after the day of the audit", moment.day),
            _ => format!("{label} {}", moment.day),
        },
        (CellTest::AsOf(Relation::Before), Value::Date(moment)) if moment.day > as_of => {
            format!("{label} {} lies after the day of the audit", moment.day)
        }
        (CellTest::AsOf(Relation::After), Value::Date(moment)) if moment.day < as_of => {
            format!("{label} {} has passed", moment.day)
        }
        (CellTest::AllIn(set), Value::Countries(countries)) if verdict == Verdict::Fail => {
            let outside: Vec<String> = countries
                .iter()
                .filter(|country| !set.contains(**country, as_of))
                .map(ToString::to_string)
                .collect();
            format!("{label} has {}, not in {}", some_of(&outside), set.label())
        }
        (CellTest::Unique, _) if verdict == Verdict::Fail => format!("{label} `{saw}` stands more than once"),
        _ => format!("{label} is `{saw}`"),
    }
}

fn readable(entry: &Entry) -> Option<&Value> {
    match &entry.cell {
        Cell::Value(value) => Some(value),
        _ => None,
    }
}

/// What stands in a cell, whatever was asked.
pub(crate) fn state(field: FieldId, entry: &Entry) -> String {
    let label = &Dictionary::builtin().field(field).label;
    let saw = text::shorten(&entry.text, 40);
    match entry.cell {
        Cell::Blank => format!("{label} is blank"),
        Cell::Unreadable => format!("{label} `{saw}` cannot be read"),
        _ => format!("{label} is `{saw}`"),
    }
}

fn some_of(items: &[String]) -> String {
    match items.len() {
        0..=3 => join(items, "and"),
        more => format!("{}, {} and {} more", items[0], items[1], more - 2),
    }
}

/// `EU representative` stays as it is.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// The wanted values in words.
pub(crate) fn labels(wanted: &Wanted, kind: Kind) -> Vec<String> {
    match (wanted, kind) {
        (Wanted::YesNo(list), _) => {
            list.iter().map(|answer| if *answer { "yes" } else { "no" }.to_owned()).collect()
        }
        (Wanted::Choices(list), Kind::Choice(choices) | Kind::Choices(choices)) => {
            list.iter().map(|index| choice_label(choices, *index)).collect()
        }
        (Wanted::Named(choices, list), _) => {
            list.iter().map(|index| choice_label(*choices, *index)).collect()
        }
        (Wanted::Countries(list), _) => list.iter().map(ToString::to_string).collect(),
        (Wanted::Texts(list), _) => list.iter().map(|(written, _)| format!("`{written}`")).collect(),
        (Wanted::Choices(_), _) => Vec::new(),
    }
}

fn choice_label(choices: ChoicesId, index: u16) -> String {
    let list = Dictionary::builtin().choice_list(choices);
    list.options[usize::from(index)].label.clone()
}
