//! Inventories for tests, written as small tables: columns apart by `|`, the first line names the fields.
//!
//! A cell is blank, `n/a`, `?` (unknown), `!text` (unreadable), or a value of the field's kind; several
//! values are apart by `;`, `none` is an explicit none.

use candor_model::{
    Cell, ChoicesId, Column, Country, Dictionary, Entry, Field, FieldId, Inventory, Kind, Moment, Origin,
    Retention, Span, Table, Value, Which,
};

/// The file that every table stands in.
pub(crate) const FILE: &str = "register.xlsx";

/// Adds the table of an entity. The name of the sheet is that of the dictionary.
pub(crate) fn add_table(inventory: &mut Inventory, entity: &str, text: &str) {
    let dictionary = Dictionary::builtin();
    let entity = dictionary.find_entity(entity).unwrap_or_else(|| panic!("no entity `{entity}`"));
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let header: Vec<&str> = lines.next().map(split).unwrap_or_default();
    let rows: Vec<Vec<&str>> = lines.map(split).collect();
    let columns = header
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let field = dictionary.find_field(entity, name);
            let field = field.unwrap_or_else(|| panic!("no field `{name}`"));
            let texts = rows.iter().map(|row| row.get(index).copied().unwrap_or_default());
            column(field, index as u32, texts)
        })
        .collect();
    let origin = Origin {
        file: FILE.to_owned(),
        sheet: dictionary.entity(entity).sheet.clone(),
        header_row: 1,
        first_column: 0,
    };
    inventory.tables.push(Table { entity, origin, rows: (2..2 + rows.len() as u32).collect(), columns });
}

fn split(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

/// A column of texts, each distinct one read once.
pub(crate) fn column<'t>(field: FieldId, index: u32, texts: impl Iterator<Item = &'t str>) -> Column {
    let known = Dictionary::builtin().field(field);
    let mut entries = vec![Entry::blank()];
    let cells = texts
        .map(|text| {
            let at = entries.iter().position(|entry| entry.text == text).unwrap_or_else(|| {
                entries.push(Entry::new(text, read(text, known)));
                entries.len() - 1
            });
            at as u32
        })
        .collect();
    Column {
        header: known.label.clone(),
        index,
        field: Some(field),
        entries,
        cells,
        fixed: None,
        moved: Default::default(),
    }
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

fn read(text: &str, field: &Field) -> Cell {
    match text {
        "" => return Cell::Blank,
        "n/a" => return Cell::NotApplicable,
        "?" => return Cell::Unknown,
        _ if text.starts_with('!') => return Cell::Unreadable,
        _ => {}
    }
    let items = || -> Vec<String> {
        if text == "none" { Vec::new() } else { text.split(';').map(|item| item.trim().to_owned()).collect() }
    };
    let number = || text.parse().expect("a number");
    Cell::Value(match field.kind {
        Kind::Text if text == "none" => Value::List(Vec::new()),
        Kind::Text => Value::Text,
        Kind::List => Value::List(items()),
        Kind::YesNo(names) => answer(text, names),
        Kind::Choice(list) | Kind::Choices(list) => {
            let options = &Dictionary::builtin().choice_list(list).options;
            let find = |item: &String| {
                options
                    .iter()
                    .position(|option| option.id == *item)
                    .unwrap_or_else(|| panic!("no choice `{item}`"))
            };
            Value::Choices(items().iter().map(|item| find(item) as u16).collect())
        }
        Kind::Date => Value::Date(moment(text)),
        Kind::Number => Value::Number(number()),
        Kind::Duration => Value::Duration(Box::new(Retention {
            period: Span::parse(text),
            unlimited: text == "Indefinitely",
            ..Retention::default()
        })),
        Kind::Countries => {
            Value::Countries(items().iter().map(|item| Country::from_code(item).expect("a code")).collect())
        }
        Kind::Money => Value::Money { amount: number(), currency: None },
        Kind::Reference(_) => Value::References(items()),
    })
}

fn moment(text: &str) -> Moment {
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => (day, Some(format!("{time}:00").parse().expect("a time of day"))),
        None => (text, None),
    };
    Moment { day: day.parse().expect("a day"), time }
}
