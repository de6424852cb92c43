//! Forms: one record to a sheet (or several below each other), labels in a column, values beside them, small
//! tables inside.
//!
//! A row whose label means a field gives that field its values. A row of labels only ("Categories | Description |
//! Retention") opens a small table: its rows are items of the field, its columns can mean fields of their own.

mod block;
mod filled;
mod labels;
mod turned;

use candor_model::text::fold;
use candor_model::{Dictionary, EntityId, FieldId, Table, TableReading, UnmatchedColumn, column_letters};

use crate::grid::{Grid, Row};
use crate::headers::{Effort, matches};
use crate::locate::Surroundings;
use crate::records::add_constants;
use crate::rows::{RowKind, is_template, starts_as_example};
use crate::settings::Told;

use block::Block;
use filled::{account, table};
use labels::{Labels, best, labels, labels_told};
use turned::{other_columns, record_columns};

pub(crate) use labels::labels_down;
pub(crate) use turned::is_turned;

const SURE_MIN: f32 = 0.75;

/// A cell that gives a field a value.
struct Given {
    /// `None` if the label was not understood: what stands beside it is kept as it is.
    field: Option<FieldId>,
    label: String,
    row: u32,
    column: u32,
    text: String,
    /// Stands below a label, not beside one of its own.
    continues: bool,
}

/// What a form gave.
pub(crate) struct MadeForm {
    pub table: Table,
    pub reading: TableReading,
}

/// Reads a sheet as a form. `None` if it is none.
pub(crate) fn read(grid: &Grid, around: Surroundings<'_>) -> Option<MadeForm> {
    let labels = labels_told(grid, around.rule).or_else(|| labels(grid))?;
    let turned = record_columns(grid, &labels);
    let Walked { given, headers } = if turned.is_empty() {
        walk(grid, &labels, around.rule)
    } else {
        walk_turned(grid, &labels, &turned, around.rule)
    };
    let starts = record_starts(&given.iter().collect::<Vec<_>>(), labels.entity);
    let title = grid.rows().next().and_then(|row| row.first()).map_or("", |cell| grid.text(cell.1));
    let example = [around.sheet, title].iter().any(|text| names_example(text));
    let mut kept = Vec::new();
    let mut left: Vec<(RowKind, u32)> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(given.len());
        let part = &given[*start..end];
        let row = part.first().map_or(1, |cell| cell.row);
        match kind_of(part, labels.entity, example) {
            RowKind::Record => kept.push(part),
            other => left.push((other, row)),
        }
    }
    let mut table = table(grid, &labels, &kept, around);
    let mut reading = account(grid, &labels, (&given, &headers), &table, &left);
    if !turned.is_empty() {
        let others = other_columns(grid, &labels, &turned);
        let others = others
            .into_iter()
            .map(|column| UnmatchedColumn { column: column_letters(column), header: String::new() });
        reading.unmatched.extend(others);
    }
    reading.constants = add_constants(&mut table, around.rule);
    reading.layout = around.rule.and_then(|told| told.layout.clone());
    Some(MadeForm { table, reading })
}

/// What the rows of a form give, and which of them are headers of small tables.
struct Walked {
    given: Vec<Given>,
    headers: Vec<u32>,
}

fn walk(grid: &Grid, labels: &Labels, told: Option<&Told>) -> Walked {
    let (mut given, mut headers) = (Vec::new(), Vec::new());
    let mut block: Option<Block> = None;
    for row in grid.rows() {
        let own = grid.top_row(row.number, labels.column).is_none();
        let label = row.content(labels.column).filter(|_| own).map(|id| grid.text(id));
        if block.as_ref().is_some_and(|block| row.number > block.last_row + 1) {
            block = None;
        }
        let Some(label) = label else {
            if let Some(block) = block.as_mut().filter(|block| block.has_items()) {
                block.read_row(row, "", None, &values(grid, row, labels.column), &mut given);
            } else if let Some(more) = continued(row, &values(grid, row, labels.column), given.last()) {
                given.push(more);
                block.iter_mut().for_each(|block| block.last_row = row.number);
            }
            continue;
        };
        if told.is_some_and(|told| told.is_nothing(label)) {
            continue;
        }
        let meaning = told.and_then(|told| told.field_of(label)).or_else(|| {
            best(&matches(&without_number(label), Effort::Thorough), labels.entity, labels.language)
                .filter(|hit| hit.sure >= SURE_MIN)
                .map(|hit| hit.field)
        });
        if meaning.is_some_and(|field| block.as_ref().is_some_and(|block| block.ends_before(field, label))) {
            block = None;
        }
        let values = values(grid, row, labels.column);
        if let Some(own) = labels_with_values(row, label, &values, labels) {
            given.extend(own);
            continue;
        }
        if let Some(opened) = Block::open(labels, row, meaning, &values) {
            block = Some(opened);
            headers.push(row.number);
            continue;
        }
        match (&mut block, meaning) {
            (Some(block), _) => block.read_row(row, label, meaning, &values, &mut given),
            (None, None) if values.is_empty() => {}
            (None, meaning) => given.push(plain_row(meaning, row, label, labels.column, &values)),
        }
    }
    Walked { given, headers }
}

/// Labels with their values in the same cell, one or several in a row: "Introduced: 01.02.2020 | Changed: 03.04.2026".
/// Every cell of the row must be of that kind.
fn labels_with_values(
    row: Row<'_>,
    label: &str,
    values: &[(u32, &str)],
    labels: &Labels,
) -> Option<Vec<Given>> {
    let cells = std::iter::once((labels.column, label)).chain(values.iter().copied());
    cells
        .map(|(column, text)| {
            let (label, value) = text.split_once(':').filter(|(_, value)| !value.trim().is_empty())?;
            let hit =
                best(&matches(&without_number(label), Effort::Thorough), labels.entity, labels.language);
            Some(Given {
                field: hit.filter(|hit| hit.sure >= SURE_MIN).map(|hit| hit.field),
                label: label.to_owned(),
                row: row.number,
                column,
                text: value.trim().to_owned(),
                continues: false,
            })
        })
        .collect::<Option<Vec<Given>>>()
        .filter(|given| given.iter().any(|cell| cell.field.is_some()))
}

/// Walks down the labels once for each column that is a record.
fn walk_turned(grid: &Grid, labels: &Labels, columns: &[u32], told: Option<&Told>) -> Walked {
    let mut all = Walked { given: Vec::new(), headers: Vec::new() };
    for own in columns {
        let walked = walk(&grid.only(|column| column == labels.column || column == *own), labels, told);
        all.given.extend(walked.given);
        all.headers.extend(walked.headers);
    }
    all
}

/// Values below a label belong to it as long as no row is blank between them.
fn continued(row: Row<'_>, values: &[(u32, &str)], last: Option<&Given>) -> Option<Given> {
    let last = last.filter(|last| last.row + 1 == row.number)?;
    let column = values.first()?.0;
    let text = joined(last.field, values);
    Some(Given {
        field: last.field,
        label: last.label.clone(),
        row: row.number,
        column,
        text,
        continues: true,
    })
}

/// "Sub-purpose 3" is a sub-purpose.
fn without_number(label: &str) -> String {
    label
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':'))
        .to_owned()
}

/// Filled cells right of the label; links in the margin are none.
fn values<'a>(grid: &'a Grid, row: Row<'a>, label_column: u32) -> Vec<(u32, &'a str)> {
    row.cells()
        .filter(|(column, _)| *column > label_column)
        .map(|(column, id)| (column, grid.text(id)))
        .filter(|(_, text)| !text.starts_with('►') && !is_template(text))
        .collect()
}

fn plain_row(
    field: Option<FieldId>,
    row: Row<'_>,
    label: &str,
    label_column: u32,
    values: &[(u32, &str)],
) -> Given {
    let column = values.first().map_or(label_column + 1, |value| value.0);
    let text = joined(field, values);
    Given { field, label: label.to_owned(), row: row.number, column, text, continues: false }
}

fn joined(field: Option<FieldId>, values: &[(u32, &str)]) -> String {
    let plural = field.is_some_and(|field| Dictionary::builtin().field(field).kind.is_plural());
    let texts: Vec<&str> = values.iter().map(|(_, text)| *text).collect();
    texts.join(if plural { "; " } else { ", " })
}

/// Where each record begins: at every return of the name, or of the key if it comes first.
fn record_starts(given: &[&Given], entity: EntityId) -> Vec<usize> {
    let definition = Dictionary::builtin().entity(entity);
    let mut starts = vec![0];
    let leads = |cell: &&&Given| {
        cell.field.is_some_and(|field| {
            field.index == definition.name_field || Some(field.index) == definition.key_field
        })
    };
    // A title can sound like a label; it has nothing beside it.
    let filled = given.iter().find(|cell| leads(cell) && !cell.text.is_empty());
    let lead = filled.or_else(|| given.iter().find(leads));
    let Some(lead) = lead else { return starts };
    // The same label again: another label may well mean the same field of the same record.
    let same =
        |cell: &Given| !cell.continues && cell.field == lead.field && fold(&cell.label) == fold(&lead.label);
    starts.extend(given.iter().enumerate().filter(|(_, cell)| same(cell)).skip(1).map(|(at, _)| at));
    starts
}

fn names_example(text: &str) -> bool {
    let folded = fold(text);
    let example = &crate::words::Words::builtin().example;
    example.within(&folded).into_iter().any(|at| example.at(at).len() >= 5)
}

/// An example, a form nobody filled in, or a record.
fn kind_of(part: &[Given], entity: EntityId, example: bool) -> RowKind {
    let definition = Dictionary::builtin().entity(entity);
    let filled =
        || part.iter().filter_map(|cell| Some((cell.field?, &cell.text))).filter(|cell| !cell.1.is_empty());
    if !filled().any(|(field, _)| Some(field.index) != definition.key_field) {
        return RowKind::Blank;
    }
    let named = filled().any(|(field, text)| field.index == definition.name_field && starts_as_example(text));
    if example || named { RowKind::Example } else { RowKind::Record }
}
