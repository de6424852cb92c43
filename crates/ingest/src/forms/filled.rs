//! What a form gave as a table of records, and the account of its rows.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::text::{fold, one_line};
use candor_model::{
    Cell, Column, Dictionary, Entry, FieldId, Fixed, Kind, MatchedColumn, Origin, Place, Positions,
    Retention, Table, TableReading, UnmatchedColumn, Value, column_letters,
};

use super::Given;
use super::labels::Labels;
use crate::grid::{Grid, Row};
use crate::locate::Surroundings;
use crate::read::{DateOrder, order_of_column};
use crate::records::read_text_with_header;
use crate::rows::RowKind;

pub(super) fn table(grid: &Grid, labels: &Labels, records: &[&[Given]], around: Surroundings<'_>) -> Table {
    let dictionary = Dictionary::builtin();
    let subjects: BTreeSet<Subject> = records.iter().flat_map(|part| part.iter()).map(subject).collect();
    // One person filled in the form: what one date of it proves holds for all.
    let is_date = |cell: &&Given| cell.field.is_some_and(|field| dictionary.field(field).kind == Kind::Date);
    let dates = records.iter().flat_map(|part| part.iter()).filter(is_date);
    let stated = around.rule.and_then(|rule| rule.date_order);
    let proven = || order_of_column(dates.map(|cell| cell.text.as_str()));
    let order = stated.or_else(proven).unwrap_or(DateOrder::Open);
    let mut columns: Vec<Column> =
        subjects.into_iter().map(|subject| column(&subject, records, order, around)).collect();
    columns.sort_by_key(|column| match column.fixed {
        Some(Fixed::Row(row)) => (row, column.index),
        _ => (0, column.index),
    });
    let first = grid.rows().next().map_or(1, |row| row.number);
    Table {
        entity: labels.entity,
        origin: Origin {
            file: around.file.to_owned(),
            sheet: around.sheet.to_owned(),
            header_row: first,
            first_column: labels.column,
        },
        rows: records.iter().map(|part| part.first().map_or(first, |cell| cell.row)).collect(),
        columns,
    }
}

/// What a cell speaks of: a field, or what its folded label says.
type Subject = (Option<FieldId>, String);

fn subject(cell: &Given) -> Subject {
    let label = if cell.field.is_some() { String::new() } else { fold(&cell.label) };
    (cell.field, label)
}

/// All that records say of a subject. Several cells are joined; the place is that of the first.
fn column(about: &Subject, records: &[&[Given]], order: DateOrder, around: Surroundings<'_>) -> Column {
    let kind = about.0.map_or(Kind::Text, |field| Dictionary::builtin().field(field).kind);
    let mut entries = vec![Entry::blank()];
    let mut cells = Positions::default();
    let mut moved = BTreeMap::new();
    let mut first: Option<&Given> = None;
    for (record, part) in (0u32..).zip(records) {
        let given: Vec<&Given> = part.iter().filter(|cell| subject(cell) == *about).collect();
        // A title can sound like a label; it has nothing beside it.
        let lead = given.iter().find(|cell| !cell.text.is_empty()).or(given.first());
        if let Some(lead) = lead {
            first = first.or(Some(lead));
            let cell = format!("{}{}", column_letters(lead.column), lead.row);
            moved
                .insert(record, Place { file: around.file.to_owned(), sheet: around.sheet.to_owned(), cell });
        }
        let filled: Vec<&Given> = given.into_iter().filter(|cell| !cell.text.is_empty()).collect();
        if kind == Kind::Duration
            && let Some(entry) = periods_of_parts(&filled)
        {
            entries.push(entry);
            cells.push(entries.len() as u32 - 1);
            continue;
        }
        let mut texts: Vec<&str> = Vec::new();
        for cell in filled {
            // A field of one value keeps the first, as far as it goes on: what follows answers another question.
            let counts = about.0.is_none() || kind.is_plural() || texts.is_empty() || cell.continues;
            if counts && !texts.contains(&cell.text.as_str()) {
                texts.push(&cell.text);
            }
        }
        if texts.is_empty() {
            cells.push(0);
            continue;
        }
        let text = texts.join(if kind.is_plural() { "; " } else { "\n" });
        let header = first.map_or("", |given| given.label.as_str());
        let cell = read_text_with_header(about.0, &text, header, order);
        entries.push(Entry::new(text, cell));
        cells.push(entries.len() as u32 - 1);
    }
    let header = first.map_or_else(String::new, |given| one_line(&given.label));
    Column {
        header,
        index: first.map_or(0, |given| given.column),
        field: about.0,
        entries,
        cells,
        fixed: first.map(|given| Fixed::Row(given.row)),
        moved,
    }
}

/// Several categories with a period each: the rule is all of them. `None` if they have one in common, unreadable if
/// one of them is no period.
fn periods_of_parts(filled: &[&Given]) -> Option<Entry> {
    let parts: Vec<&&Given> = filled.iter().filter(|cell| !cell.continues).collect();
    let first = parts.first()?;
    if parts.iter().all(|part| fold(&part.text) == fold(&first.text)) {
        return None;
    }
    let are_read = parts.iter().all(|part| {
        let cell = read_text_with_header(part.field, &part.text, &part.label, DateOrder::Open);
        matches!(cell, Cell::Value(Value::Duration(_)))
    });
    let each = parts.iter().map(|part| format!("{}: {}", one_line(&part.label), part.text));
    let text = each.collect::<Vec<_>>().join("; ");
    let kept = Retention { criteria: Some(text.clone()), ..Retention::default() };
    let cell = if are_read { Cell::Value(Value::Duration(Box::new(kept))) } else { Cell::Unreadable };
    Some(Entry::new(text, cell))
}

pub(super) fn account(
    grid: &Grid,
    labels: &Labels,
    (given, headers): (&[Given], &[u32]),
    table: &Table,
    left: &[(RowKind, u32)],
) -> TableReading {
    let dictionary = Dictionary::builtin();
    let mut columns: Vec<MatchedColumn> = Vec::new();
    let understood: BTreeSet<u32> =
        given.iter().filter(|cell| cell.field.is_some()).map(|cell| cell.row).collect();
    for (cell, field) in given.iter().filter_map(|cell| Some((cell, cell.field?))) {
        let id = &dictionary.field(field).id;
        let filled = given.iter().any(|other| other.field == Some(field) && !other.text.is_empty());
        if columns.iter().all(|column| column.field != *id) && (!filled || !cell.text.is_empty()) {
            columns.push(MatchedColumn {
                column: column_letters(cell.column),
                header: one_line(&cell.label),
                field: id.clone(),
                sure: 90,
            });
        }
    }
    let read = |row: &Row<'_>| headers.contains(&row.number) || understood.contains(&row.number);
    let (beside, alone): (Vec<Row<'_>>, Vec<Row<'_>>) =
        grid.rows().filter(|row| !read(row)).partition(|row| row.cells().any(|cell| cell.0 > labels.column));
    let labelled = beside.iter().filter_map(|row| row.content(labels.column));
    let mut unmatched: Vec<UnmatchedColumn> = labelled
        .map(|id| UnmatchedColumn { column: column_letters(labels.column), header: one_line(grid.text(id)) })
        .collect();
    // Columns of small tables that no field holds.
    for cell in given.iter().filter(|cell| cell.field.is_none() && understood.contains(&cell.row)) {
        let column = UnmatchedColumn { column: column_letters(cell.column), header: one_line(&cell.label) };
        if !unmatched.contains(&column) {
            unmatched.push(column);
        }
    }
    let kept = |row: &&Row<'_>| given.iter().any(|cell| cell.row == row.number);
    let unlabelled = beside.iter().filter(|row| row.content(labels.column).is_none() && !kept(row));
    let mut rows: BTreeMap<RowKind, (u32, u32)> = BTreeMap::new();
    let titles = alone.iter().map(|row| (RowKind::Section, row.number));
    let unlabelled = unlabelled.map(|row| (RowKind::Unlabelled, row.number));
    for (kind, row) in left.iter().copied().chain(titles).chain(unlabelled) {
        rows.entry(kind).or_insert((0, row)).0 += 1;
    }
    TableReading {
        sheet: table.origin.sheet.clone(),
        entity: dictionary.entity(labels.entity).id.clone(),
        layout: None,
        header_row: table.origin.header_row,
        first_column: column_letters(labels.column),
        rows: table.rows.len() as u32,
        columns,
        constants: Vec::new(),
        unmatched,
        left_rows: rows.into_iter().map(|(kind, (count, first_row))| kind.left(count, first_row)).collect(),
    }
}
