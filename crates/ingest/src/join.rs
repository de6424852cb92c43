//! Records over several sheets: the same records again with other columns, and details in sheets of their own.
//!
//! Two tables of an entity whose records carry the same keys are one register: what the first leaves blank is taken
//! from the second. Purposes, data elements, transfers and retention rules that name an activity fill what the
//! activity itself leaves out.
//!
//! Invariants: a cell with a value is never replaced, one that is unknown or unreadable only by a value; what is taken
//! over keeps its own place; where two sheets say different things, that is told.

mod alone;

use std::collections::{BTreeMap, HashMap};

use candor_model::text::{fold_name, one_line, shorten};
use candor_model::{
    Cell, Column, Dictionary, Entry, FieldId, Inventory, Kind, Place, Positions, Problem, RecordRef,
    Severity, Table, Value,
};

use crate::asked;
use crate::read::DateOrder;
use crate::records::read_text_with_header;

/// Entities whose records people keep in several sheets, one row each.
const JOINED: [&str; 9] = [
    "activity",
    "vendor",
    "system",
    "incident",
    "request",
    "transfer",
    "retention_rule",
    "assessment",
    "notice",
];

/// Joins what belongs together.
pub(crate) fn join(inventory: &mut Inventory, problems: &mut Vec<Problem>) {
    let dictionary = Dictionary::builtin();
    let answers = asked::take_out(inventory);
    for entity in JOINED.into_iter().filter_map(|id| dictionary.find_entity(id)) {
        let mut at = 0;
        while at < inventory.tables.len() {
            let other = (at + 1..inventory.tables.len()).find(|other| {
                let (first, second) = (&inventory.tables[at], &inventory.tables[*other]);
                first.entity == entity && second.entity == entity && belong_together(first, second)
            });
            match other {
                Some(other) => merge(inventory, at, other, problems),
                None => at += 1,
            }
        }
    }
    let refer = DETAILS.map(|(_, _, by)| dictionary.expect_field(by));
    alone::join(inventory, &refer);
    fill_from_details(inventory);
    // Last: a column that exists only because somebody was asked must not keep details out.
    asked::put_in(inventory, answers, problems);
}

fn key_field(table: &Table) -> Option<FieldId> {
    let index = Dictionary::builtin().entity(table.entity).key_field?;
    Some(FieldId { entity: table.entity, index })
}

/// Records by folded key; `None` if keys are missing or repeat.
fn by_key(table: &Table) -> Option<HashMap<String, usize>> {
    let column = table.column(key_field(table)?)?;
    let mut rows = HashMap::new();
    for row in 0..table.rows.len() {
        let key = fold_name(&column.entry(row).text);
        if key.is_empty() || rows.insert(key, row).is_some() {
            return None;
        }
    }
    Some(rows)
}

/// Most keys of the smaller table stand in the other one too, and mean the same records there. Every department
/// numbers its register from 1: the same numbers alone prove nothing.
fn belong_together(first: &Table, second: &Table) -> bool {
    let (Some(known), Some(keys)) = (by_key(first), by_key(second)) else { return false };
    let pairs: Vec<(usize, usize)> =
        keys.iter().filter_map(|(key, row)| known.get(key).map(|other| (*other, *row))).collect();
    if pairs.is_empty() || pairs.len() * 2 < known.len().min(keys.len()) {
        return false;
    }
    let agreeing = pairs.iter().filter(|(one, other)| agree(first, *one, second, *other)).count();
    agreeing * 10 >= pairs.len() * 7
}

/// Do two records go by one name? Without names, do they contradict each other nowhere?
fn agree(first: &Table, one: usize, second: &Table, other: usize) -> bool {
    let name = FieldId { entity: first.entity, index: Dictionary::builtin().entity(first.entity).name_field };
    if let (Some(left), Some(right)) = (first.column(name), second.column(name)) {
        let (left, right) = (fold_name(&left.entry(one).text), fold_name(&right.entry(other).text));
        if !left.is_empty() && !right.is_empty() && Some(name) != key_field(first) {
            return left == right;
        }
    }
    let shared = second.columns.iter().filter_map(|column| {
        let there = first.column(column.field?)?;
        Some((there.entry(one), column.entry(other)))
    });
    let mut told = shared.filter(|(left, right)| left.cell != Cell::Blank && right.cell != Cell::Blank);
    told.all(|(left, right)| !differs(left, right))
}

/// Takes the second table into the first: columns it lacks, cells it leaves blank, records it does not have.
fn merge(inventory: &mut Inventory, first: usize, second: usize, problems: &mut Vec<Problem>) {
    let source = inventory.tables.remove(second);
    let target = &mut inventory.tables[first];
    let (Some(known), Some(key)) = (by_key(target), key_field(target)) else { return };
    let Some(keys) = source.column(key).cloned() else { return };
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for row in 0..source.rows.len() {
        let to = match known.get(&fold_name(&keys.entry(row).text)) {
            Some(to) => *to,
            None => add_record(target, source.rows[row], &source.place(&keys, row)),
        };
        taken.push((row, to));
    }
    for column in &source.columns {
        take_column(target, &source, column, &taken, problems);
    }
}

/// A record without any cell yet; what it lacks is looked for at its key in its own sheet.
fn add_record(table: &mut Table, row: u32, key: &Place) -> usize {
    let at = table.rows.len();
    table.rows.push(row);
    for column in &mut table.columns {
        column.cells.push(0);
        column.moved.insert(at as u32, key.clone());
    }
    at
}

fn take_column(
    target: &mut Table,
    source: &Table,
    column: &Column,
    taken: &[(usize, usize)],
    problems: &mut Vec<Problem>,
) {
    let found =
        column.field.and_then(|field| target.columns.iter().position(|other| other.field == Some(field)));
    let at = found.unwrap_or_else(|| {
        target.columns.push(empty_column(&column.header, column.index, column.field, target.rows.len()));
        target.columns.len() - 1
    });
    for (from, to) in taken {
        let entry = column.entry(*from);
        if entry.cell == Cell::Blank {
            continue;
        }
        let there = target.columns[at].entry(*to);
        if says_more(entry, there) {
            let place = source.place(column, *from);
            put(&mut target.columns[at], *to, entry.clone(), place);
        } else if column.field.is_some() && differs(there, entry) {
            let other = target.place(&target.columns[at], *to);
            problems.push(conflict(source.place(column, *from), entry, there, &other));
        }
    }
}

pub(crate) fn empty_column(header: &str, index: u32, field: Option<FieldId>, records: usize) -> Column {
    Column {
        header: header.to_owned(),
        index,
        field,
        entries: vec![Entry::blank()],
        cells: Positions::all(0, records),
        fixed: None,
        moved: BTreeMap::new(),
    }
}

pub(crate) fn put(column: &mut Column, row: usize, entry: Entry, place: Place) {
    column.entries.push(entry);
    column.cells.set(row, column.entries.len() as u32 - 1);
    column.moved.insert(row as u32, place);
}

/// Does one say more than the other? A value says more than "unknown", "n/a" or what cannot be read, and that more
/// than a blank.
pub(crate) fn says_more(one: &Entry, other: &Entry) -> bool {
    let weight = |entry: &Entry| match entry.cell {
        Cell::Blank => 0,
        Cell::NotApplicable | Cell::Unknown | Cell::Unreadable => 1,
        Cell::Value(_) => 2,
    };
    weight(one) > weight(other)
}

/// Different readings, not only different spellings or separators.
pub(crate) fn differs(one: &Entry, other: &Entry) -> bool {
    one.cell != other.cell && fold_name(&one.text) != fold_name(&other.text)
}

pub(crate) fn conflict(place: Place, entry: &Entry, there: &Entry, other: &Place) -> Problem {
    Problem::new(
        Severity::Warning,
        "record-conflict",
        place,
        format!("`{}` here, but `{}` at {other}", shorten(&entry.text, 40), shorten(&there.text, 40)),
        "the first of the two sheets counts; make them say the same",
    )
}

/// A field of an activity, with the field of a detail sheet that fills it.
const DETAILS: [(&str, &str, &str); 9] = [
    ("activity.purposes", "purpose.name", "purpose.activity"),
    ("activity.legal_basis", "purpose.legal_basis", "purpose.activity"),
    ("activity.legitimate_interest", "purpose.legitimate_interest", "purpose.activity"),
    ("activity.data_categories", "data_element.category", "data_element.activity"),
    ("activity.subjects", "data_element.subjects", "data_element.activity"),
    ("activity.transfer_countries", "transfer.country", "transfer.activity"),
    ("activity.transfer_mechanism", "transfer.mechanism", "transfer.activity"),
    ("activity.vendors", "transfer.recipient", "transfer.activity"),
    ("activity.retention", "retention_rule.period", "retention_rule.activity"),
];

fn fill_from_details(inventory: &mut Inventory) {
    let dictionary = Dictionary::builtin();
    for (to, from, by) in DETAILS.map(|(to, from, by)| (to, from, by)) {
        let [to, from, by] = [to, from, by].map(|path| dictionary.expect_field(path));
        let details = details(inventory, from, by);
        if details.is_empty() {
            continue;
        }
        for table in inventory.tables.iter_mut().filter(|table| table.entity == to.entity) {
            fill(table, to, &details);
        }
    }
}

/// Texts of a detail field by the folded name or key of the activity, with the place of the first.
fn details(inventory: &Inventory, from: FieldId, by: FieldId) -> HashMap<String, (Vec<String>, Place)> {
    let mut found: HashMap<String, (Vec<String>, Place)> = HashMap::new();
    let records: Vec<RecordRef> = inventory.records(from.entity).collect();
    for record in records {
        let seen = inventory.look(record, from);
        let (Some(_), Some(place)) = (seen.value(), seen.place()) else { continue };
        let Some(Value::References(activities)) = inventory.look(record, by).value() else { continue };
        for activity in activities {
            let entry = found.entry(fold_name(activity)).or_insert_with(|| (Vec::new(), place.clone()));
            let text = one_line(seen.text());
            if !entry.0.contains(&text) {
                entry.0.push(text);
            }
        }
    }
    found
}

/// Fills a field that the sheet of activities has no column for. A blank in a column that exists is left: there the
/// register itself is silent.
fn fill(table: &mut Table, field: FieldId, details: &HashMap<String, (Vec<String>, Place)>) {
    if table.column(field).is_some() {
        return;
    }
    let kind = Dictionary::builtin().field(field).kind;
    let mut column =
        empty_column(&Dictionary::builtin().field(field).label, 0, Some(field), table.rows.len());
    // An activity that no detail names is not known to lack it: nobody was asked in its own row.
    column.entries.push(Entry::new("", Cell::Unknown));
    column.cells.fill(1);
    for row in 0..table.rows.len() {
        let names = names(table, row);
        let Some((texts, place)) = names.iter().find_map(|name| details.get(name)) else {
            column.moved.extend(name_place(table, row).map(|place| (row as u32, place)));
            continue;
        };
        // A field of one value takes a detail only if there is just one.
        if !kind.is_plural() && texts.len() > 1 && kind != Kind::Text {
            continue;
        }
        let text = texts.join("; ");
        let cell = read_text_with_header(Some(field), &text, "", DateOrder::Open);
        put(&mut column, row, Entry::new(text, cell), place.clone());
    }
    if column.entries.len() > 2 {
        table.columns.push(column);
    }
}

/// Where the name of a record stands.
pub(crate) fn name_place(table: &Table, row: usize) -> Option<Place> {
    let index = Dictionary::builtin().entity(table.entity).name_field;
    let column = table.column(FieldId { entity: table.entity, index })?;
    Some(table.place(column, row))
}

/// Folded key and name of a record.
fn names(table: &Table, row: usize) -> Vec<String> {
    let entity = Dictionary::builtin().entity(table.entity);
    [entity.key_field, Some(entity.name_field)]
        .into_iter()
        .flatten()
        .filter_map(|index| table.column(FieldId { entity: table.entity, index }))
        .map(|column| fold_name(&column.entry(row).text))
        .filter(|name| !name.is_empty())
        .collect()
}
