//! The registers: every record with every column that was read, each with its place.
//!
//! Invariants: a column that was not understood is kept under its own header; a day or a number is one only where the
//! cell says nothing else, so that no word of a cell is lost.

use std::collections::BTreeMap;

use candor_model::question::STANDS_AT;
use candor_model::text::one_line;
use candor_model::{
    Column as Read, Dictionary, Entity, EntityId, Entry, FieldId, Inventory, Kind, Moment, RecordRef, Table,
    Value,
};

use super::{Cell, Column, Sheet, text};
use crate::view::prose;
use crate::view::register::{is_processor, links::Links};

/// Entities whose rows are about single people.
const ABOUT_PEOPLE: [&str; 6] = ["request", "training", "access", "consent", "disclosure", "incident"];

/// Numbers from here on are not exact in a spreadsheet; 15 digits are.
const EXACT_BELOW: f64 = 1e15;

/// One sheet for each entity that has records; activities in two, as Art. 30(1) and 30(2) have them.
pub(super) fn registers(inventory: &Inventory) -> Vec<Sheet> {
    let dictionary = Dictionary::builtin();
    let links = Links::new(inventory);
    let mut sheets = Vec::new();
    for id in dictionary.entity_ids() {
        let entity = dictionary.entity(id);
        let records: Vec<RecordRef> = inventory.records(id).collect();
        if entity.id == "activity" {
            let (processor, controller): (Vec<RecordRef>, Vec<RecordRef>) =
                records.into_iter().partition(|record| is_processor(&links, *record));
            let role = "of a controller, or with a role that is not known (GDPR Art. 30(1))";
            sheets.extend(register(inventory, id, (" (controller)", role), &controller));
            let role = "of a processor (GDPR Art. 30(2))";
            sheets.extend(register(inventory, id, (" (processor)", role), &processor));
        } else {
            sheets.extend(register(inventory, id, ("", ""), &records));
        }
    }
    sheets
}

/// What tells the columns of several tables apart: the field; else the header, and its number where a table has
/// several of the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Field(FieldId),
    Extra(String, usize),
}

fn register(
    inventory: &Inventory,
    id: EntityId,
    (part, role): (&str, &str),
    records: &[RecordRef],
) -> Option<Sheet> {
    let entity = Dictionary::builtin().entity(id);
    let tables: BTreeMap<u32, Vec<(Key, &Read)>> =
        records.iter().map(|record| (record.table, keyed(inventory.table(*record)))).collect();
    let keys = keys(&tables);
    records.first()?;
    let found: BTreeMap<u32, Vec<Option<&Read>>> = tables
        .iter()
        .map(|(number, columns)| {
            let of = |key: &Key| columns.iter().find(|(known, _)| known == key).map(|(_, column)| *column);
            (*number, keys.iter().map(of).collect())
        })
        .collect();
    let rows = records.iter().map(|record| {
        let columns = found.get(&record.table).into_iter().flatten();
        let mut row: Vec<Cell> = columns
            .map(|column| {
                column.map_or(Cell::Blank, |column| cell(column, column.entry(record.row as usize)))
            })
            .collect();
        row.push(text(inventory.place(*record).to_string()));
        row
    });
    Some(Sheet {
        title: format!("{}{part}", entity.sheet),
        file: format!("registers/{}{}", entity.sheet, part.replace(['(', ')'], ""))
            .to_lowercase()
            .replace(' ', "-"),
        help: help(entity, role),
        columns: headers(&keys),
        rows: rows.collect(),
        names_people: ABOUT_PEOPLE.contains(&entity.id.as_str()),
    })
}

fn help(entity: &Entity, role: &str) -> String {
    match role {
        "" => format!("Register as it was read. {}", prose(&entity.help)),
        _ => format!("Register as it was read: activities {role}."),
    }
}

fn keyed(table: &Table) -> Vec<(Key, &Read)> {
    let mut keyed: Vec<(Key, &Read)> = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let key = match column.field.map(Key::Field) {
            Some(field) if keyed.iter().all(|(known, _)| *known != field) => field,
            _ => {
                let header = one_line(&column.header);
                let is_same = |key: &Key| matches!(key, Key::Extra(other, _) if *other == header);
                let number = keyed.iter().filter(|(known, _)| is_same(known)).count();
                Key::Extra(header, number)
            }
        };
        keyed.push((key, column));
    }
    keyed
}

/// The columns of all tables: fields in the order of the dictionary, then the others as they come.
fn keys(tables: &BTreeMap<u32, Vec<(Key, &Read)>>) -> Vec<Key> {
    let mut fields = Vec::new();
    let mut extras = Vec::new();
    for (key, _) in tables.values().flatten() {
        let keys = if matches!(key, Key::Field(_)) { &mut fields } else { &mut extras };
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    fields.sort();
    fields.append(&mut extras);
    fields
}

/// Headers that differ from each other, as a table of a spreadsheet asks.
fn headers(keys: &[Key]) -> Vec<Column> {
    let mut headers: Vec<String> = Vec::with_capacity(keys.len() + 1);
    let mut taken = std::collections::BTreeSet::from([STANDS_AT.to_lowercase()]);
    for key in keys {
        let plain = match key {
            Key::Field(field) => Dictionary::builtin().field(*field).label.clone(),
            Key::Extra(header, _) if header.is_empty() => "(no header)".to_owned(),
            Key::Extra(header, _) => format!("{header} (extra column)"),
        };
        let numbered = (2u32..).map(|number| format!("{plain} {number}"));
        let free =
            std::iter::once(plain.clone()).chain(numbered).find(|one| taken.insert(one.to_lowercase()));
        headers.push(free.unwrap_or(plain));
    }
    headers.push(STANDS_AT.to_owned());
    headers.into_iter().map(|header| Column { header, codes: None, is_to_fill: false }).collect()
}

fn cell(column: &Read, entry: &Entry) -> Cell {
    let kind = column.field.map(|field| Dictionary::builtin().field(field).kind);
    let typed = match (kind, &entry.cell) {
        (Some(Kind::Date), candor_model::Cell::Value(Value::Date(moment))) if is_only_a_day(&entry.text) => {
            Some(moment_cell(*moment))
        }
        (Some(Kind::Number), candor_model::Cell::Value(Value::Number(number)))
            if is_only_a_number(&entry.text) =>
        {
            Some(*number).filter(|number| number.abs() < EXACT_BELOW).map(Cell::Number)
        }
        _ => None,
    };
    typed.unwrap_or_else(|| text(entry.text.as_str()))
}

fn moment_cell(moment: Moment) -> Cell {
    moment.time.map_or(Cell::Day(moment.day), |time| Cell::Moment(moment.day.and_time(time)))
}

/// Does a text that was read as a day hold no more than it: figures, or figures and the name of a month?
fn is_only_a_day(text: &str) -> bool {
    let words =
        text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !matches!(*word, "" | "T" | "Z"));
    let figures = text.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '/' | '.' | ':' | ',' | ' ');
    text.trim().chars().all(is_plain)
        && match words.count() {
            0 => true,
            // `3 March 2026`; but not `signed 2026-03-01`, which has three groups of figures.
            1 => figures == 2,
            _ => false,
        }
}

/// Does a text that was read as a number hold no more than it?
fn is_only_a_number(text: &str) -> bool {
    let is_part = |sign: char| {
        sign.is_ascii_digit() || matches!(sign, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')
    };
    let text = text.trim();
    text.strip_prefix(['-', '+']).unwrap_or(text).chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_day_or_a_number_only_where_it_says_nothing_else() {
        for day in ["2026-03-01", "1.3.2026", "2026-03-01T14:20", "3 March 2026", "Mar 3, 2026", "45678"] {
            assert!(is_only_a_day(day), "{day}");
        }
        for more in
            ["signed 2026-03-01", "2026-03-01 (draft)", "~2026-03-01", "signed 3 March 2026", "v2 of 3 2026"]
        {
            assert!(!is_only_a_day(more), "{more}");
        }
        assert!(is_only_a_number("1,500") && is_only_a_number("-3.5"));
        assert!(!is_only_a_number("about 1500") && !is_only_a_number("12 %"));
    }
}
