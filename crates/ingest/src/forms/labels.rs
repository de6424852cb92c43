//! The labels of a form: in which column they stand, and for which entity and language.

use std::collections::BTreeMap;

use candor_model::{EntityId, FieldId};

use crate::grid::Grid;
use crate::headers::{Effort, Match, matches};
use crate::settings::Told;

use super::SURE_MIN;

/// Rows looked at to find the labels.
const ROWS_MAX: usize = 200;
/// Labels that must mean different fields of one entity.
const LABELS_MIN: usize = 4;

/// How the labels of a sheet stand.
pub(super) struct Labels {
    pub column: u32,
    pub entity: EntityId,
    pub language: u8,
    pub fields: usize,
}

/// Number of labels down a column that mean different fields of one entity, 0 if the sheet is no form.
pub(crate) fn labels_down(grid: &Grid) -> usize {
    labels(grid).map_or(0, |labels| labels.fields)
}

pub(super) fn labels(grid: &Grid) -> Option<Labels> {
    // A page of text has words in a column, too, but nothing beside them.
    if grid.rows().take(ROWS_MAX).filter(|row| row.len() >= 2).count() < 2 {
        return None;
    }
    let mut columns: Vec<u32> =
        grid.rows().take(ROWS_MAX).filter_map(|row| row.first().map(|cell| cell.0)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.into_iter().filter_map(|column| labels_in(grid, column)).max_by_key(|labels| labels.fields)
}

/// The column with most of the labels that a layout names, or that mean a field of its entity.
pub(super) fn labels_told(grid: &Grid, told: Option<&Told>) -> Option<Labels> {
    let told = told.filter(|told| told.form)?;
    let entity = told.entity?;
    let mut fields: BTreeMap<u32, Vec<FieldId>> = BTreeMap::new();
    for (column, id) in grid.rows().take(ROWS_MAX).flat_map(|row| row.cells()) {
        let known = fields.entry(column).or_default();
        let text = grid.text(id);
        let meant = || {
            let hits = matches(text, Effort::Thorough);
            hits.iter().find(|hit| hit.field.entity == entity && hit.sure >= SURE_MIN).map(|hit| hit.field)
        };
        let field = told.field_of(text).or_else(meant);
        known.extend(field.filter(|field| !known.contains(field)));
    }
    let (column, fields) = fields.into_iter().rev().max_by_key(|(_, fields)| fields.len())?;
    if fields.is_empty() {
        return None;
    }
    let mut languages: BTreeMap<u8, usize> = BTreeMap::new();
    for id in grid.rows().take(ROWS_MAX).filter_map(|row| row.content(column)) {
        for hit in matches(grid.text(id), Effort::Quick).iter().filter(|hit| hit.field.entity == entity) {
            *languages.entry(hit.language).or_default() += usize::from(hit.sure >= 0.9);
        }
    }
    let language = languages.into_iter().rev().max_by_key(|(_, count)| *count).map_or(0, |(id, _)| id);
    Some(Labels { column, entity, language, fields: fields.len() })
}

fn labels_in(grid: &Grid, column: u32) -> Option<Labels> {
    let hits: Vec<Vec<Match>> = grid
        .rows()
        .take(ROWS_MAX)
        .filter(|row| row.len() <= 10)
        .filter_map(|row| row.content(column))
        .map(|id| matches(grid.text(id), Effort::Quick))
        .collect();
    let mut found: Vec<(EntityId, u8)> =
        hits.iter().flatten().map(|hit| (hit.field.entity, hit.language)).collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .map(|(entity, language)| {
            let mut fields: Vec<FieldId> = hits
                .iter()
                .filter_map(|list| best(list, entity, language))
                .filter(|hit| hit.sure >= 0.9)
                .map(|hit| hit.field)
                .collect();
            fields.sort_unstable();
            fields.dedup();
            Labels { column, entity, language, fields: fields.len() }
        })
        .filter(|labels| labels.fields >= LABELS_MIN)
        .reduce(|best, other| if other.fields > best.fields { other } else { best })
}

pub(super) fn best(list: &[Match], entity: EntityId, language: u8) -> Option<Match> {
    list.iter()
        .find(|hit| hit.field.entity == entity && (hit.language == 0 || hit.language == language))
        .copied()
}
