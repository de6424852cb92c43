//! Keys that repeat, and references that lead nowhere or to another register.

use std::collections::{BTreeMap, HashMap};

use candor_model::text::{fold_name, shorten};
use candor_model::{
    Dictionary, EntityId, FieldId, Inventory, Kind, Place, Problem, RecordRef, Severity, Value,
};

use super::{Alike, excerpt_of};

/// Names and keys of one field that are told one by one; more are folded.
const TOLD_MAX: usize = 25;

/// How like two folded names are, from 0 to 1, for one to be a slip of the other.
const NEAR: f64 = 0.75;

/// Keys and names of a register, folded, with the name as written.
type Names = BTreeMap<String, String>;

pub(super) fn problems(inventory: &Inventory) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let registers: BTreeMap<EntityId, Names> = dictionary
        .entity_ids()
        .filter(|entity| inventory.has(*entity))
        .map(|entity| (entity, names(inventory, entity)))
        .collect();
    let mut problems = Vec::new();
    for entity in registers.keys().copied() {
        if dictionary.entity(entity).id != "answer" {
            problems.extend(duplicate_keys(inventory, entity));
        }
        for field in dictionary.fields_of(entity) {
            if let Kind::Reference(target) = dictionary.field(field).kind
                && registers.contains_key(&target)
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
    let mut first: HashMap<String, RecordRef> = HashMap::new();
    let mut alike = Alike::new(TOLD_MAX);
    for record in inventory.records(entity) {
        let key = inventory.key(record).to_lowercase();
        if key.is_empty() {
            continue;
        }
        let Some(earlier) = first.get(&key) else {
            first.insert(key, record);
            continue;
        };
        let Some(place) = inventory.look(record, field).place() else { continue };
        let other = inventory.look(*earlier, field).place();
        // One cell merged over several rows is one key.
        if other.as_ref() == Some(&place) {
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

fn lost_references(
    inventory: &Inventory,
    field: FieldId,
    target: EntityId,
    registers: &BTreeMap<EntityId, Names>,
) -> Vec<Problem> {
    let known = &registers[&target];
    // A name that stands in many cells is one problem.
    let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut first: Vec<(String, String, RecordRef)> = Vec::new();
    for record in inventory.records(field.entity) {
        let seen = inventory.look(record, field);
        let (Some(Value::References(written)), Some(place)) = (seen.value(), seen.place()) else { continue };
        for name in written {
            let folded = fold_name(name);
            if known.contains_key(&folded) {
                continue;
            }
            let stands = places.entry(folded.clone()).or_default();
            if stands.is_empty() {
                first.push((folded, name.clone(), record));
            }
            stands.push(place.clone());
        }
    }
    let mut alike = Alike::new(TOLD_MAX);
    for (folded, name, record) in first {
        let mut stands = places.remove(&folded).unwrap_or_default().into_iter();
        let Some(place) = stands.next() else { continue };
        let mut problem = lost_reference(&name, &folded, place, target, registers);
        problem.excerpt = excerpt_of(inventory, record, field);
        stands.for_each(|place| problem.fold(|| place));
        alike.tell(problem);
    }
    alike.told
}

fn lost_reference(
    name: &str,
    folded: &str,
    place: Place,
    target: EntityId,
    registers: &BTreeMap<EntityId, Names>,
) -> Problem {
    let dictionary = Dictionary::builtin();
    let sheet = |entity: EntityId| &dictionary.entity(entity).sheet;
    let name = shorten(name, 50);
    let elsewhere = ["activity", "system", "vendor"]
        .into_iter()
        .filter_map(|id| dictionary.find_entity(id))
        .filter(|entity| *entity != target)
        .find(|entity| registers.get(entity).is_some_and(|names| names.contains_key(folded)));
    if let Some(other) = elsewhere {
        return Problem::new(
            Severity::Warning,
            "reference-misplaced",
            place,
            format!("`{name}` is listed in {}, not in {}", sheet(other), sheet(target)),
            &format!("name one of {} here, or move it to its own column", sheet(target)),
        );
    }
    let help = match nearest(folded, &registers[&target]) {
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
