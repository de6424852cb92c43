//! Problems that only show across registers: keys that repeat, names that no register lists.

use std::collections::{BTreeMap, HashMap};

use candor_model::text::{fold_name, shorten};
use candor_model::{
    Dictionary, EntityId, FieldId, Inventory, Kind, Problem, RecordRef, Seen, Severity, Value,
};

use crate::records::excerpt;

/// Problems of one kind and field that are told one by one; more are folded.
const TOLD_MAX: usize = 25;

pub(crate) fn problems(inventory: &Inventory) -> Vec<Problem> {
    let mut problems = Vec::new();
    let dictionary = Dictionary::builtin();
    for entity in dictionary.entity_ids().filter(|entity| inventory.has(*entity)) {
        if dictionary.entity(entity).id != "answer" {
            duplicate_keys(inventory, entity, &mut problems);
        }
        for field in dictionary.fields_of(entity) {
            if let Kind::Reference(target) = dictionary.field(field).kind
                && inventory.has(target)
            {
                missing_references(inventory, field, target, &mut problems);
            }
        }
    }
    problems
}

fn duplicate_keys(inventory: &Inventory, entity: EntityId, problems: &mut Vec<Problem>) {
    let dictionary = Dictionary::builtin();
    let Some(index) = dictionary.entity(entity).key_field else { return };
    let field = FieldId { entity, index };
    let mut first: HashMap<String, RecordRef> = HashMap::new();
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
        let other =
            inventory.look(*earlier, field).place().map(|place| place.to_string()).unwrap_or_default();
        let mut problem = Problem::new(
            Severity::Warning,
            "key-duplicate",
            place,
            format!("the key `{}` stands at {other} already", shorten(inventory.key(record), 40)),
            "give each record a key of its own",
        );
        problem.excerpt = excerpt_of(inventory, record, field);
        problems.push(problem);
    }
}

fn excerpt_of(inventory: &Inventory, record: RecordRef, field: FieldId) -> Option<candor_model::Excerpt> {
    let table = inventory.table(record);
    let at = table.columns.iter().position(|column| column.field == Some(field))?;
    Some(excerpt(table, at, record.row as usize))
}

/// Keys and names of an entity, folded, with the name as written.
fn known_names(inventory: &Inventory, entity: EntityId) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for record in inventory.records(entity) {
        let name = inventory.name(record);
        known.entry(fold_name(inventory.key(record))).or_insert_with(|| name.clone());
        known.entry(fold_name(&name)).or_insert(name);
    }
    known.remove("");
    known
}

fn missing_references(inventory: &Inventory, field: FieldId, target: EntityId, problems: &mut Vec<Problem>) {
    let dictionary = Dictionary::builtin();
    let known = known_names(inventory, target);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for record in inventory.records(field.entity) {
        let seen = inventory.look(record, field);
        let (Some(Value::References(names)), Seen::Cell { .. }) = (seen.value(), seen) else { continue };
        for name in names.iter().filter(|name| !known.contains_key(&fold_name(name))) {
            let Some(place) = seen.place() else { continue };
            if let Some(at) = told.get(&fold_name(name)) {
                problems[*at].fold(|| place);
                continue;
            }
            let register = &dictionary.entity(target).sheet;
            let help = match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`? else add it to {register}"),
                None => format!("add it to {register}, or correct the name"),
            };
            let message = format!("`{}` is not listed in {register}", shorten(name, 50));
            let mut problem = Problem::new(Severity::Warning, "reference-missing", place, message, &help);
            problem.excerpt = excerpt_of(inventory, record, field);
            told.insert(fold_name(name), problems.len());
            problems.push(problem);
            if told.len() >= TOLD_MAX {
                return;
            }
        }
    }
}

fn nearest<'a>(name: &str, known: &'a BTreeMap<String, String>) -> Option<&'a String> {
    let folded = fold_name(name);
    known
        .iter()
        .map(|(other, written)| (strsim::normalized_damerau_levenshtein(&folded, other), written))
        .filter(|(near, _)| *near >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, written)| written)
}
