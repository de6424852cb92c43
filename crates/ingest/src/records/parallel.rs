//! Lists that run in parallel: three categories of data in one cell, their three periods in the next.
//!
//! Invariant: an item gets its partner only where both lists are equally long and every period stands alone; a period
//! that names what it is for belongs to that.

use std::collections::BTreeMap;

use candor_model::text::fold;
use candor_model::{Cell, Dictionary, Entry, Kind, Problem, Retention, Severity, Table, Value};

use super::excerpt;
use crate::read::split_list;

/// Gives every category its period, as the criteria of the activity's retention; tells where the lists differ in
/// length. To be called before unreadable cells are told.
pub(super) fn zip_retention(table: &mut Table) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let at = |id: &str| {
        let field = dictionary.find_field(table.entity, id)?;
        table.columns.iter().position(|column| column.field == Some(field))
    };
    let (Some(lists), Some(periods)) = (at("data_categories"), at("retention")) else { return Vec::new() };
    let mut zipped: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let mut problems: Vec<Problem> = Vec::new();
    // Each text is taken apart once, however many rows have it.
    let unread =
        |entry: &Entry| if entry.cell == Cell::Unreadable { lone_periods(&entry.text) } else { None };
    let lists_of: Vec<Option<Vec<String>>> = table.columns[periods].entries.iter().map(unread).collect();
    if lists_of.iter().all(Option::is_none) {
        return problems;
    }
    for row in 0..table.rows.len() {
        let Some(items) = &lists_of[table.columns[periods].cells.at(row) as usize] else { continue };
        let pair = (table.columns[lists].cells.at(row), table.columns[periods].cells.at(row));
        if let Some(entry) = zipped.get(&pair) {
            table.columns[periods].cells.set(row, *entry);
            continue;
        }
        let (categories, entry) = (table.columns[lists].entry(row), table.columns[periods].entry(row));
        let Cell::Value(Value::List(categories)) = &categories.cell else { continue };
        if categories.len() < 2 {
            continue;
        }
        if items.len() != categories.len() {
            problems.push(uneven(table, periods, row, categories.len(), items.len()));
            continue;
        }
        let each: Vec<String> =
            categories.iter().zip(items).map(|(category, period)| format!("{category}: {period}")).collect();
        let kept = Retention { criteria: Some(each.join("; ")), ..Retention::default() };
        let entry = Entry { text: entry.text.clone(), cell: Cell::Value(Value::Duration(Box::new(kept))) };
        let column = &mut table.columns[periods];
        let position = column.entries.len() as u32;
        column.entries.push(entry);
        column.cells.set(row, position);
        zipped.insert(pair, position);
    }
    problems
}

/// The periods of a list that holds nothing but periods.
fn lone_periods(text: &str) -> Option<Vec<String>> {
    const ABOUT: [&str; 9] = ["for", "fur", "bei", "pour", "para", "per", "voor", "dla", "if"];
    let items = split_list(text, true);
    let is_lone = |item: &String| {
        let folded = fold(item);
        let words: Vec<&str> = folded.split(' ').collect();
        let Cell::Value(Value::Duration(kept)) = super::read_text(Kind::Duration, item) else { return false };
        // "90 days active" says more than the period: it is one step of several.
        let is_whole =
            words.len() <= 2 || kept.period.is_none() || kept.start.is_some() || kept.end_action.is_some();
        is_whole && !item.contains(['(', ':', '=']) && !words.iter().any(|word| ABOUT.contains(word))
    };
    (items.len() > 1 && items.iter().all(is_lone)).then_some(items)
}

fn uneven(table: &Table, at: usize, row: usize, categories: usize, periods: usize) -> Problem {
    let place = table.place(&table.columns[at], row);
    let message = format!("{periods} periods stand beside {categories} categories of data");
    let help =
        "write one period for each category, in the same order, or give each category a row of its own";
    let mut problem = Problem::new(Severity::Warning, "lists-uneven", place, message, help);
    problem.excerpt = Some(excerpt(table, at, row));
    problem
}
