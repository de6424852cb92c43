//! The same data again: a second sheet that holds mostly the records of another, such as a cleaned copy.
//!
//! Invariant: what is passed over is told with the sheet that holds it.

use std::collections::BTreeSet;

use candor_model::text::fold_name;
use candor_model::{Dictionary, FieldId, Inventory, Kind, RecordRef, Table, Value};

/// Fewer records prove nothing by their names, numbers and dates.
const RECORDS_MIN: usize = 5;
/// Fewer records, and fewer fields, prove nothing even if all of them are the same.
const WHOLE_MIN: usize = 2;
const FIELDS_MIN: usize = 3;

/// A table that repeats another: its position, that of the other, and how many of its records stand there.
pub(crate) struct Double {
    pub table: usize,
    pub of: usize,
    pub records: usize,
}

/// The tables that repeat another one of the same file, the smaller of each pair.
pub(crate) fn find(inventory: &Inventory, first: usize) -> Vec<Double> {
    let mut doubles: Vec<Double> = Vec::new();
    for table in first..inventory.tables.len() {
        for of in first..inventory.tables.len() {
            let gone = doubles.iter().any(|double| double.table == table || double.table == of);
            if table == of || gone || !is_smaller(inventory, table, of) {
                continue;
            }
            if let Some(records) = repeated(inventory, table, of) {
                doubles.push(Double { table, of, records });
            }
        }
    }
    doubles.sort_by_key(|double| double.table);
    doubles
}

/// Fewer records, or as many and further behind.
fn is_smaller(inventory: &Inventory, table: usize, of: usize) -> bool {
    let rows = |at: usize| inventory.tables[at].rows.len();
    rows(table) < rows(of) || (rows(table) == rows(of) && table > of)
}

/// How many records of a table stand in another, if they are nearly all.
fn repeated(inventory: &Inventory, table: usize, of: usize) -> Option<usize> {
    let (one, other) = (&inventory.tables[table], &inventory.tables[of]);
    if one.entity != other.entity {
        return None;
    }
    let fields = match telling_fields(one, other) {
        Some(fields) if one.rows.len() >= RECORDS_MIN => fields,
        _ => all_fields(one, other).filter(|_| one.rows.len() >= WHOLE_MIN)?,
    };
    let signatures = |at: usize| {
        (0..inventory.tables[at].rows.len() as u32)
            .map(|row| signature(inventory, RecordRef { table: at as u32, row }, &fields))
            .collect::<Vec<String>>()
    };
    let known: BTreeSet<String> = signatures(of).into_iter().collect();
    let same = signatures(table).into_iter().filter(|signature| known.contains(signature)).count();
    (same * 10 >= one.rows.len() * 9).then_some(same)
}

/// Every field, if both tables have the same ones and the name is among them.
fn all_fields(one: &Table, other: &Table) -> Option<Vec<FieldId>> {
    let fields =
        |table: &Table| table.columns.iter().filter_map(|column| column.field).collect::<BTreeSet<_>>();
    let index = Dictionary::builtin().entity(one.entity).name_field;
    let (mine, theirs) = (fields(one), fields(other));
    let named = mine.contains(&FieldId { entity: one.entity, index });
    (named && mine == theirs && mine.len() >= FIELDS_MIN).then(|| mine.into_iter().collect())
}

/// Fields that both tables have and that tell records apart: the name, and numbers and dates.
fn telling_fields(one: &Table, other: &Table) -> Option<Vec<FieldId>> {
    let dictionary = Dictionary::builtin();
    let name = FieldId { entity: one.entity, index: dictionary.entity(one.entity).name_field };
    let shared = |field: FieldId| one.column(field).is_some() && other.column(field).is_some();
    let more = dictionary.fields_of(one.entity).filter(|field| {
        *field != name
            && matches!(dictionary.field(*field).kind, Kind::Number | Kind::Date | Kind::Reference(_))
    });
    let fields: Vec<FieldId> =
        [name].into_iter().chain(more).filter(|field| shared(*field)).take(4).collect();
    (fields.len() >= 2 && fields[0] == name).then_some(fields)
}

fn signature(inventory: &Inventory, record: RecordRef, fields: &[FieldId]) -> String {
    fields
        .iter()
        .map(|field| {
            let seen = inventory.look(record, *field);
            // Typed, so that another spelling of the same date or number is the same.
            match seen.value() {
                Some(Value::Text) | None => fold_name(seen.text()),
                Some(value) => format!("{value:?}"),
            }
        })
        .collect::<Vec<_>>()
        .join("|")
}
