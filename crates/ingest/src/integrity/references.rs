//! Keys that repeat, and references that lead nowhere or to another register.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::hash::BuildHasher;

use candor_model::text::{fold_name, shorten};
use candor_model::{
    Cell, Column, Dictionary, EntityId, Entry, FieldId, Inventory, Kind, Place, Problem, RecordRef, Severity,
    Value,
};
use rayon::prelude::*;

use super::{Alike, excerpt_of};

/// Names and keys of one field that are told one by one; more are folded.
const TOLD_MAX: usize = 25;

/// How like two folded names are, from 0 to 1, for one to be a slip of the other.
const NEAR: f64 = 0.75;

/// Keys and names of a register, folded, with the name as written.
type Names = BTreeMap<String, String>;

/// The registers that are there. Their names are looked up where something refers to them.
struct Registers<'a> {
    inventory: &'a Inventory,
    names: BTreeMap<EntityId, OnceCell<Names>>,
}

impl Registers<'_> {
    fn names(&self, entity: EntityId) -> Option<&Names> {
        Some(self.names.get(&entity)?.get_or_init(|| names(self.inventory, entity)))
    }
}

pub(super) fn problems(inventory: &Inventory) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let there = dictionary.entity_ids().filter(|entity| inventory.has(*entity));
    let registers = Registers { inventory, names: there.map(|entity| (entity, OnceCell::new())).collect() };
    let mut problems = Vec::new();
    for entity in registers.names.keys().copied() {
        if dictionary.entity(entity).id != "answer" {
            problems.extend(duplicate_keys(inventory, entity));
        }
        for field in dictionary.fields_of(entity) {
            if let Kind::Reference(target) = dictionary.field(field).kind
                && registers.names.contains_key(&target)
            {
                problems.extend(lost_references(inventory, field, target, &registers));
            }
        }
    }
    problems
}

fn names(inventory: &Inventory, entity: EntityId) -> Names {
    let mut known = Names::new();
    for record in inventory.records(entity) {
        let name = inventory.name(record);
        known.entry(fold_name(inventory.key(record))).or_insert_with(|| name.clone());
        known.entry(fold_name(&name)).or_insert(name);
    }
    known.remove("");
    known
}

fn duplicate_keys(inventory: &Inventory, entity: EntityId) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let Some(index) = dictionary.entity(entity).key_field else { return Vec::new() };
    let field = FieldId { entity, index };
    let (groups, records) = shared_keys(inventory, field);
    let mut first: Vec<Option<RecordRef>> = vec![None; groups];
    let mut alike = Alike::new(TOLD_MAX);
    for (record, group) in records {
        let Some(earlier) = first[group as usize] else {
            first[group as usize] = Some(record);
            continue;
        };
        let Some(place) = inventory.look(record, field).place() else { continue };
        let other = inventory.look(earlier, field).place();
        // One cell merged over several rows is one key.
        if other.as_ref() == Some(&place) {
            continue;
        }
        if alike.is_full() {
            alike.fold(place);
            continue;
        }
        let other = other.map(|place| place.to_string()).unwrap_or_default();
        let mut problem = Problem::new(
            Severity::Warning,
            "key-duplicate",
            place,
            format!("the key `{}` stands at {other} already", shorten(inventory.key(record), 40)),
            "give each record a key of its own",
        );
        problem.excerpt = excerpt_of(inventory, record, field);
        alike.tell(problem);
    }
    alike.told
}

/// The records with a key that another one has too, each with the number of its key; and how many such keys there are. A
/// key differs from another in more than its case.
fn shared_keys(inventory: &Inventory, field: FieldId) -> (usize, Vec<(RecordRef, u32)>) {
    let columns: Vec<(u32, &Column)> = inventory
        .tables_of(field.entity)
        .filter_map(|(index, table)| Some((index, table.column(field)?)))
        .collect();
    let hashing = &foldhash::fast::RandomState::default();
    let entries = |at: u32| {
        let hash = move |(entry, key): (usize, &Entry)| {
            let key = key.text.trim();
            (!key.is_empty()).then(|| (hashing.hash_one(key.to_lowercase()), at, entry as u32))
        };
        columns[at as usize].1.entries.par_iter().enumerate().filter_map(hash)
    };
    let mut hashed: Vec<(u64, u32, u32)> =
        (0..columns.len() as u32).into_par_iter().flat_map(entries).collect();
    hashed.par_sort_unstable();
    // By column and entry, one more than the number of its key.
    let mut groups: Vec<Vec<u32>> = columns.iter().map(|(_, column)| vec![0; column.entries.len()]).collect();
    let mut count = 0;
    for alike in hashed.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        let key = |(_, at, entry): (u64, u32, u32)| {
            columns[at as usize].1.entries[entry as usize].text.trim().to_lowercase()
        };
        // Texts that differ may hash alike.
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for one in alike {
            let next = (count + known.len()) as u32 + 1;
            groups[one.1 as usize][one.2 as usize] = *known.entry(key(*one)).or_insert(next);
        }
        count += known.len();
    }
    let mut records = Vec::new();
    for ((index, column), groups) in columns.iter().zip(&mut groups) {
        let mut stands = vec![0u8; groups.len()];
        column.cells.all_of().each(|_, entry| {
            stands[entry as usize] = stands[entry as usize].saturating_add(1);
        });
        for (at, (group, stands)) in groups.iter_mut().zip(stands).enumerate() {
            if *group == 0 && stands > 1 && !column.entries[at].text.trim().is_empty() {
                count += 1;
                *group = count as u32;
            }
        }
        column.cells.all_of().each(|row, entry| {
            let record = RecordRef { table: *index, row: row as u32 };
            records.extend(groups[entry as usize].checked_sub(1).map(|group| (record, group)));
        });
    }
    (count, records)
}

fn lost_references(
    inventory: &Inventory,
    field: FieldId,
    target: EntityId,
    registers: &Registers<'_>,
) -> Vec<Problem> {
    let Some(known) = registers.names(target) else { return Vec::new() };
    // A name that stands in many cells is one problem.
    let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut first: Vec<(String, String, RecordRef)> = Vec::new();
    for (index, table) in inventory.tables_of(field.entity) {
        let Some(column) = table.column(field) else { continue };
        let lost: Vec<Vec<(String, &String)>> =
            column.entries.iter().map(|entry| lost_names(entry, known)).collect();
        if lost.iter().all(Vec::is_empty) {
            continue;
        }
        for (row, entry) in column.cells.iter().enumerate() {
            let record = RecordRef { table: index, row: row as u32 };
            for (folded, name) in &lost[entry as usize] {
                let stands = places.entry(folded.clone()).or_default();
                if stands.is_empty() {
                    first.push((folded.clone(), (*name).clone(), record));
                }
                stands.push(table.place(column, row));
            }
        }
    }
    let mut alike = Alike::new(TOLD_MAX);
    for (folded, name, record) in first {
        let mut stands = places.remove(&folded).unwrap_or_default().into_iter();
        let Some(place) = stands.next() else { continue };
        if alike.is_full() {
            alike.fold(place);
            continue;
        }
        let mut problem = lost_reference(&name, &folded, place, target, registers);
        problem.excerpt = excerpt_of(inventory, record, field);
        stands.for_each(|place| problem.fold(|| place));
        alike.tell(problem);
    }
    alike.told
}

/// The names of a cell that a register does not have, folded and as written.
fn lost_names<'a>(entry: &'a Entry, known: &Names) -> Vec<(String, &'a String)> {
    let Cell::Value(Value::References(written)) = &entry.cell else { return Vec::new() };
    let folded = written.iter().map(|name| (fold_name(name), name));
    folded.filter(|(folded, _)| !known.contains_key(folded)).collect()
}

fn lost_reference(
    name: &str,
    folded: &str,
    place: Place,
    target: EntityId,
    registers: &Registers<'_>,
) -> Problem {
    let dictionary = Dictionary::builtin();
    let sheet = |entity: EntityId| &dictionary.entity(entity).sheet;
    let name = shorten(name, 50);
    let elsewhere = ["activity", "system", "vendor"]
        .into_iter()
        .filter_map(|id| dictionary.find_entity(id))
        .filter(|entity| *entity != target)
        .find(|entity| registers.names(*entity).is_some_and(|names| names.contains_key(folded)));
    if let Some(other) = elsewhere {
        return Problem::new(
            Severity::Warning,
            "reference-misplaced",
            place,
            format!("`{name}` is listed in {}, not in {}", sheet(other), sheet(target)),
            &format!("name one of {} here, or move it to its own column", sheet(target)),
        );
    }
    let help = match registers.names(target).and_then(|names| nearest(folded, names)) {
        Some(near) => format!("did you mean `{near}`? else add it to {}", sheet(target)),
        None => format!("add it to {}, or correct the name", sheet(target)),
    };
    let message = format!("`{name}` is not listed in {}", sheet(target));
    Problem::new(Severity::Warning, "reference-missing", place, message, &help)
}

fn nearest<'a>(folded: &str, known: &'a Names) -> Option<&'a String> {
    known
        .iter()
        .map(|(other, written)| (strsim::normalized_damerau_levenshtein(folded, other), written))
        .filter(|(near, _)| *near >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, written)| written)
}
