//! Which column means which field: by the header, and by whether the values below can be of the field's kind.

use std::collections::BTreeMap;

use candor_model::text::fold;
use candor_model::{Cell, Dictionary, FieldId, Kind};

use super::header::speaks;
use super::{ColumnPlan, Found, Surroundings};
use crate::grid::Grid;
use crate::headers::{Effort, Match, matches};
use crate::read::{self, ColumnHints, DateOrder};

/// Values looked at to see whether a column can be of a kind.
const SAMPLE_MAX: usize = 40;

/// Gives each column its field: the surest pairs first, where the values can be of the field's kind.
pub(super) fn assign_fields(grid: &Grid, found: &mut Found, around: Surroundings<'_>) {
    add_headless_columns(grid, found);
    let dictionary = Dictionary::builtin();
    let mut pairs: Vec<(f32, usize, FieldId)> = Vec::new();
    for (at, column) in found.columns.iter_mut().enumerate() {
        if let Some(field) = around.rule.and_then(|rule| rule.field_of(&column.header)) {
            pairs.push((2.0, at, field));
            continue;
        }
        if column.header.is_empty() || around.rule.is_some_and(|rule| rule.is_nothing(&column.header)) {
            continue;
        }
        let sample = sample(grid, found.rows, column.index);
        let hits = matches(&column.header, Effort::Thorough);
        let ours = |hit: &&Match| hit.field.entity == found.entity && speaks(**hit, found.language);
        for hit in hits.iter().filter(ours) {
            let kind = dictionary.field(hit.field).kind;
            let fit = fit(grid, &sample, kind, &column.header);
            // A header that is surely meant keeps its field though no value can be read: that is told.
            let meant = hit.sure >= 0.93 && !matches!(kind, Kind::Choice(_));
            // Amid German headers `Kind` is a child.
            let language = if hit.language == found.language { 1.0 } else { 0.99 };
            if fit >= 0.2 || meant {
                pairs.push((hit.sure * language * (0.6 + 0.4 * fit), at, hit.field));
            } else if hit.sure >= 0.9 {
                column.unfit_for.get_or_insert(hit.field);
            }
        }
    }
    // A column does not fall back on a field that its header hardly means because a twin was faster.
    let best: BTreeMap<usize, f32> = pairs.iter().fold(BTreeMap::new(), |mut best, (sure, at, _)| {
        let entry = best.entry(*at).or_insert(*sure);
        *entry = entry.max(*sure);
        best
    });
    pairs.retain(|(sure, at, _)| *sure >= best[at] * 0.85);
    // "Nature of the breach" is its kind where another column describes it: what can mean only one thing goes first.
    let meanings = pairs.iter().fold(BTreeMap::new(), |mut meanings, (_, at, _)| {
        *meanings.entry(*at).or_insert(0u32) += 1;
        meanings
    });
    let order = |(_, at, field): &(f32, usize, FieldId)| (meanings[at], *at, *field);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| order(a).cmp(&order(b))));
    let mut taken = Vec::new();
    for (sure, at, field) in pairs {
        let column = &mut found.columns[at];
        if column.matched.is_some() {
            continue;
        }
        if taken.contains(&field) {
            column.twin_of.get_or_insert(field);
            continue;
        }
        column.matched = Some((field, sure.min(1.0)));
        column.twin_of = None;
        taken.push(field);
    }
    leave_properties_of_items(found);
}

/// "Activity ID | Recipient | Role": where a table refers to its records by key and names none, the one choice beside
/// an item is the item's.
fn leave_properties_of_items(found: &mut Found) {
    let dictionary = Dictionary::builtin();
    let definition = dictionary.entity(found.entity);
    let has = |index: u16| {
        found.columns.iter().any(|column| column.matched.is_some_and(|(field, _)| field.index == index))
    };
    if has(definition.name_field) || !definition.key_field.is_some_and(has) {
        return;
    }
    for at in 1..found.columns.len() {
        let kind = |at: usize| found.columns[at].matched.map(|(field, _)| dictionary.field(field).kind);
        if kind(at - 1) == Some(Kind::List) && matches!(kind(at), Some(Kind::Choice(_))) {
            found.columns[at].matched = None;
        }
    }
}

/// Columns that hold values under no header are kept, too, wherever they stand in a row of the table.
fn add_headless_columns(grid: &Grid, found: &mut Found) {
    let known: Vec<u32> = found.columns.iter().map(|column| column.index).collect();
    let is_known = |column: u32| known.binary_search(&column).is_ok();
    let (from, until) = found.rows;
    if grid.columns_filled(|at| (from..until).contains(&at)).into_iter().all(is_known) {
        return;
    }
    let widths = grid.widths(is_known);
    let filled = grid.columns_filled(|at| (from..until).contains(&at) && widths[at] > 0);
    let extra = filled.into_iter().filter(|column| !is_known(*column));
    let headless =
        |index| ColumnPlan { index, header: String::new(), matched: None, twin_of: None, unfit_for: None };
    found.columns.extend(extra.map(headless));
    found.columns.sort_by_key(|column| column.index);
}

/// Distinct contents of a column, the first ones.
fn sample(grid: &Grid, (from, until): (usize, usize), column: u32) -> Vec<u32> {
    let mut ids = Vec::new();
    let most = SAMPLE_MAX.min(grid.contents_of(column).1.len());
    let mut positions = from..until;
    while ids.len() < most
        && let Some(position) = positions.next()
    {
        if let Some(id) = grid.id_at(position, column)
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

/// Share of a sample that can be of a kind, 0 to 1.
fn fit(grid: &Grid, sample: &[u32], kind: Kind, header: &str) -> f32 {
    if matches!(kind, Kind::Text | Kind::List | Kind::Reference(_)) || sample.is_empty() {
        // Text fits everything, so it must not win over a kind that fits exactly.
        return 0.9;
    }
    let hints = ColumnHints {
        date_order: DateOrder::DayFirst,
        period_unit: period_unit(header),
        comma_separates: true,
        abroad_means_yes: true,
        is_past: false,
        is_end: false,
    };
    let other = ColumnHints { date_order: DateOrder::MonthFirst, ..hints };
    let (mut readable, mut telling) = (0u32, 0u32);
    for content in sample.iter().map(|id| grid.content(*id)) {
        let cells = [hints, other].map(|hints| read::read(kind, content, hints));
        let value = |cell: &Cell| matches!(cell, Cell::Value(value) if !value.is_none());
        if cells.iter().any(value) || (kind == Kind::Duration && read::sounds_like_period(&content.text)) {
            readable += 1;
            telling += 1;
        } else if cells.contains(&Cell::Unreadable) {
            telling += 1;
        }
        // "n/a", "none" and "tbc" fit every kind and prove none.
    }
    if telling == 0 { 0.9 } else { readable as f32 / telling as f32 }
}

/// The unit that a header gives to bare numbers below it: `RetentionMonths`, `Aufbewahrung (Jahre)`.
pub(crate) fn period_unit(header: &str) -> Option<candor_model::Unit> {
    fold(header).split(' ').find_map(|token| crate::words::Words::builtin().unit(token))
}
