//! A file about one activity: what its other sheets say without naming it belongs to that activity.
//!
//! Invariants: it is the only activity of its file; a sheet that names an activity, or says again what the activity
//! says itself, is left as it is; what is taken over keeps its place.

use candor_model::{Dictionary, Entry, FieldId, Inventory, Kind, Table};

use super::{empty_column, key_field, name_place, put};
use crate::read::DateOrder;
use crate::records::read_text_with_header;

/// Gives what stands alone in a file to the only activity of that file; `refer` are the fields of details that name
/// an activity.
pub(super) fn join(inventory: &mut Inventory, refer: &[FieldId]) {
    let mut at = 0;
    while at < inventory.tables.len() {
        if is_only_activity(inventory, at) {
            refer_to(inventory, at, refer);
            take_nameless(inventory, &mut at);
        }
        at += 1;
    }
}

fn is_activity(table: &Table) -> bool {
    Dictionary::builtin().entity(table.entity).id == "activity"
}

fn is_named(table: &Table) -> bool {
    let index = Dictionary::builtin().entity(table.entity).name_field;
    let name = FieldId { entity: table.entity, index };
    table.column(name).is_some() || key_field(table).is_some_and(|key| table.column(key).is_some())
}

fn is_only_activity(inventory: &Inventory, at: usize) -> bool {
    let table = &inventory.tables[at];
    let records: usize = inventory
        .tables
        .iter()
        .filter(|other| other.origin.file == table.origin.file && is_activity(other) && is_named(other))
        .map(|other| other.rows.len())
        .sum();
    is_activity(table) && is_named(table) && table.rows.len() == 1 && records == 1
}

/// Details that do not say whose they are: they are of the only activity.
fn refer_to(inventory: &mut Inventory, at: usize, refer: &[FieldId]) {
    let one = &inventory.tables[at];
    let index = Dictionary::builtin().entity(one.entity).name_field;
    let name = one.column(FieldId { entity: one.entity, index });
    let (Some(name), Some(place)) = (name, name_place(one, 0)) else { return };
    let (text, file) = (name.entry(0).text.clone(), one.origin.file.clone());
    for table in inventory.tables.iter_mut().filter(|table| table.origin.file == file) {
        let field = refer.iter().find(|field| field.entity == table.entity);
        let Some(field) = field.filter(|field| table.column(**field).is_none()) else { continue };
        let definition = Dictionary::builtin().field(*field);
        let mut column = empty_column(&definition.label, 0, Some(*field), table.rows.len());
        let cell = read_text_with_header(Some(*field), &text, "", DateOrder::Open);
        for row in 0..table.rows.len() {
            put(&mut column, row, Entry { text: text.clone(), cell: cell.clone() }, place.clone());
        }
        table.columns.push(column);
    }
}

/// Sheets of the same file whose rows are parts of the activity: its data, its recipients.
fn take_nameless(inventory: &mut Inventory, at: &mut usize) {
    let mut other = 0;
    while other < inventory.tables.len() {
        let (one, part) = (&inventory.tables[*at], &inventory.tables[other]);
        let again =
            part.columns.iter().filter_map(|column| column.field).any(|field| one.column(field).is_some());
        let belongs = part.origin.file == one.origin.file && is_activity(part) && !is_named(part) && !again;
        if !belongs {
            other += 1;
            continue;
        }
        let part = inventory.tables.remove(other);
        *at -= usize::from(other < *at);
        take(&mut inventory.tables[*at], &part);
    }
}

fn take(one: &mut Table, part: &Table) {
    for column in &part.columns {
        let kind = column.field.map_or(Kind::Text, |field| Dictionary::builtin().field(field).kind);
        let filled = (0..part.rows.len()).filter(|row| !column.entry(*row).text.is_empty());
        let mut texts: Vec<&str> = Vec::new();
        let mut first = None;
        for row in filled {
            first = first.or(Some(row));
            let text = column.entry(row).text.as_str();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let mut taken = empty_column(&column.header, column.index, column.field, one.rows.len());
        if let Some(first) = first {
            let text = texts.join(if kind.is_plural() { "; " } else { "\n" });
            let cell = read_text_with_header(column.field, &text, &column.header, DateOrder::Open);
            put(&mut taken, 0, Entry::new(text, cell), part.place(column, first));
        }
        one.columns.push(taken);
    }
}
