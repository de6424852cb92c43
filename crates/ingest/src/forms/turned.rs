//! Registers that are turned: the fields stand down a column, and each column beside it is a record.

use std::collections::BTreeSet;

use candor_model::{Cell, Dictionary, FieldId, Kind, Value};

use super::labels::{Labels, best, labels};
use crate::grid::Grid;
use crate::headers::{Effort, matches};
use crate::read::DateOrder;
use crate::records::read_text_with_header;

/// Records that make a register; a single one is a form.
const RECORDS_MIN: usize = 2;
/// As sure as a label must be to be one of a register that is turned.
const SURE_MIN: f32 = 0.9;

/// Is each column of a sheet a record?
pub(crate) fn is_turned(grid: &Grid) -> bool {
    labels(grid).is_some_and(|labels| record_columns(grid, &labels).len() >= RECORDS_MIN)
}

/// The columns that are records, if there are several. Each gives most fields, a name of its own among them, and
/// what it gives can be of their kinds: a column of guidance or remarks cannot.
pub(super) fn record_columns(grid: &Grid, labels: &Labels) -> Vec<u32> {
    let fields: Vec<(FieldId, u32)> = (0u32..)
        .zip(grid.rows())
        .filter_map(|(position, row)| {
            let label = grid.text(row.content(labels.column)?);
            let hit = best(&matches(label, Effort::Quick), labels.entity, labels.language)?;
            (hit.sure >= SURE_MIN).then_some((hit.field, position))
        })
        .collect();
    let name = Dictionary::builtin().entity(labels.entity).name_field;
    let Some((_, names)) = fields.iter().find(|(field, _)| field.index == name) else { return Vec::new() };
    let named: Vec<(u32, u32)> =
        grid.row(*names as usize).cells().filter(|cell| cell.0 > labels.column).collect();
    let own_name =
        |id: u32| named.iter().filter(|(_, other)| grid.content(*other) == grid.content(id)).count() == 1;
    let columns: Vec<u32> = named
        .iter()
        .filter(|(column, id)| own_name(*id) && is_record(grid, labels, &fields, *column))
        .map(|(column, _)| *column)
        .collect();
    if columns.len() >= RECORDS_MIN { columns } else { Vec::new() }
}

/// Columns right of the labels that are no records, such as remarks.
pub(super) fn other_columns(grid: &Grid, labels: &Labels, records: &[u32]) -> BTreeSet<u32> {
    let columns = grid.rows().flat_map(|row| row.cells().map(|cell| cell.0));
    columns.filter(|column| *column > labels.column && !records.contains(column)).collect()
}

fn is_record(grid: &Grid, labels: &Labels, fields: &[(FieldId, u32)], column: u32) -> bool {
    let (mut filled, mut typed, mut readable) = (0, 0, 0);
    for (field, position) in fields {
        let row = grid.row(*position as usize);
        let Some(id) = row.content(column) else { continue };
        filled += 1;
        let kind = Dictionary::builtin().field(*field).kind;
        if matches!(kind, Kind::Text | Kind::List | Kind::Reference(_)) {
            continue;
        }
        typed += 1;
        let label = row.content(labels.column).map_or("", |id| grid.text(id));
        let cell = read_text_with_header(Some(*field), grid.text(id), label, DateOrder::DayFirst);
        readable += usize::from(matches!(cell, Cell::Value(value) if !matches!(value, Value::Text)));
    }
    filled * 5 >= fields.len() * 3 && typed > 0 && readable * 2 >= typed
}
