//! Small inventories built by hand: a table is its fields and rows of plain text.
#![allow(dead_code, reason = "each test crate uses a part of it")]

mod complete;

use candor_model::{
    Cell, ChoicesId, Column, Country, Dictionary, Entry, Inventory, Kind, Moment, Origin, Retention, Span,
    Table, Value, Which,
};

/// A table of an entity; the first row names its fields, `;` separates items, `?` cannot be read.
pub(crate) fn table(entity: &str, fields: &[&str], rows: &[&[&str]]) -> Table {
    let dictionary = Dictionary::builtin();
    let id = dictionary.find_entity(entity).expect("an entity of the dictionary");
    let definition = dictionary.entity(id);
    let columns = (0u32..)
        .zip(fields)
        .map(|(index, name)| {
            let field = dictionary.find_field(id, name);
            let kind = field.map(|field| dictionary.field(field).kind);
            let mut entries = vec![Entry::blank()];
            let cells = rows
                .iter()
                .map(|row| {
                    let text = row.get(index as usize).copied().unwrap_or_default();
                    if let Some(known) = entries.iter().position(|entry| entry.text == text) {
                        return known as u32;
                    }
                    entries.push(Entry::new(text, cell(kind.unwrap_or(Kind::Text), text)));
                    entries.len() as u32 - 1
                })
                .collect();
            let header =
                field.map_or_else(|| name.to_string(), |field| dictionary.field(field).label.clone());
            Column { header, index, field, entries, cells, fixed: None, moved: Default::default() }
        })
        .collect();
    Table {
        entity: id,
        origin: Origin {
            file: "records.xlsx".to_owned(),
            sheet: definition.sheet.clone(),
            header_row: 1,
            first_column: 0,
        },
        rows: (2..).take(rows.len()).collect(),
        columns,
    }
}

fn cell(kind: Kind, text: &str) -> Cell {
    let items = || text.split(';').map(str::trim).filter(|item| !item.is_empty() && *item != "none");
    match text {
        "" => return Cell::Blank,
        "?" => return Cell::Unreadable,
        "n/a" => return Cell::NotApplicable,
        "to be confirmed" => return Cell::Unknown,
        _ => {}
    }
    let owned = || items().map(str::to_owned).collect();
    Cell::Value(match kind {
        Kind::Text => Value::Text,
        Kind::List => Value::List(owned()),
        Kind::Reference(_) => Value::References(owned()),
        Kind::YesNo(names) => answer(text, names),
        Kind::Choice(list) | Kind::Choices(list) => {
            let options = &Dictionary::builtin().choice_list(list).options;
            let none_is_option = options.iter().any(|option| option.id == text);
            let ids: Vec<&str> = if none_is_option { vec![text] } else { items().collect() };
            let index = |id: &&str| {
                options.iter().position(|option| option.id == *id).expect("a test may fail here") as u16
            };
            Value::Choices(ids.iter().map(index).collect())
        }
        Kind::Date => Value::Date(Moment { day: text.parse().expect("a test may fail here"), time: None }),
        Kind::Number => Value::Number(text.parse().expect("a test may fail here")),
        Kind::Money => Value::Money { amount: text.parse().expect("a test may fail here"), currency: None },
        Kind::Countries => Value::Countries(
            items().map(|code| Country::from_code(code).expect("a test may fail here")).collect(),
        ),
        Kind::Duration => Value::Duration(Box::new(duration(text))),
    })
}

/// `yes`, `no`, or what a yes names: `health, star sign`.
fn answer(text: &str, names: Option<ChoicesId>) -> Value {
    let Some(list) = names.filter(|_| text != "no") else { return Value::YesNo(text != "no") };
    let options = &Dictionary::builtin().choice_list(list).options;
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for item in text.split(',').map(str::trim) {
        match options.iter().position(|option| option.id == item) {
            Some(found) => named.push(found as u16),
            None => others.push(item.to_owned()),
        }
    }
    if named.is_empty() { Value::YesNo(true) } else { Value::Which(Box::new(Which { named, others })) }
}

fn duration(text: &str) -> Retention {
    if text == "without end" {
        return Retention { unlimited: true, ..Retention::default() };
    }
    let (head, action) =
        text.split_once(", then ").map_or((text, None), |(head, action)| (head, Some(action)));
    let end_action = action.map(|action| match action {
        "delete" => "delete",
        "anonymise" => "anonymise",
        _ => "archive",
    });
    match head.split_once(" after ") {
        Some((period, start)) => Retention {
            period: Span::parse(period),
            start: Some(start.to_owned()),
            end_action,
            ..Retention::default()
        },
        None => match Span::parse(head) {
            Some(period) => Retention { period: Some(period), end_action, ..Retention::default() },
            None => Retention { criteria: Some(head.to_owned()), end_action, ..Retention::default() },
        },
    }
}

/// A cell to change: entity, field, row from 0, new text.
pub(crate) type Change<'a> = (&'a str, &'a str, usize, &'a str);

/// An inventory in which everything a policy needs is recorded, then changed.
pub(crate) fn changed(changes: &[Change<'_>]) -> Inventory {
    let mut inventory = Inventory { tables: Vec::new() };
    for (entity, fields, rows) in complete::SHEETS {
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .enumerate()
            .map(|(row, cells)| {
                fields
                    .iter()
                    .zip(cells.iter())
                    .map(|(field, cell)| {
                        let change = changes
                            .iter()
                            .find(|change| (change.0, change.1, change.2) == (*entity, *field, row));
                        change.map_or(*cell, |change| change.3)
                    })
                    .collect()
            })
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        inventory.tables.push(table(entity, fields, &rows));
    }
    inventory
}

/// Every cell of the complete inventory that holds something.
pub(crate) fn filled_cells() -> Vec<(&'static str, &'static str, usize)> {
    let mut cells = Vec::new();
    for (entity, fields, rows) in complete::SHEETS {
        for (row, texts) in rows.iter().enumerate() {
            let filled = fields.iter().zip(texts.iter()).filter(|(_, text)| !text.is_empty());
            cells.extend(filled.map(|(field, _)| (*entity, *field, row)));
        }
    }
    cells
}

pub(crate) const AS_OF: &str = "2026-11-21";
