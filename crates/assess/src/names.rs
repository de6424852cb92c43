//! Who is meant by a name: records of an entity by key and name, tolerant of case and legal forms.
//!
//! Invariant: an exact name wins over one that differs in its legal form.

use std::collections::HashMap;
use std::sync::OnceLock;

use candor_model::text::{fold_name, plain};
use candor_model::{Dictionary, EntityId, FieldId, Inventory, RecordRef};

/// The records of an entity by what they are called.
#[derive(Debug)]
pub struct Names {
    exact: HashMap<String, Vec<RecordRef>>,
    /// Without legal forms; made when a name is not found as it stands.
    loose: OnceLock<HashMap<String, Vec<RecordRef>>>,
    /// There is a table, and all tables have a column for key or name: who is not found does not exist.
    pub(crate) complete: bool,
}

impl Names {
    /// The names of an entity.
    pub fn of(inventory: &Inventory, entity: EntityId) -> Names {
        let known = Dictionary::builtin().entity(entity);
        let complete = inventory.has(entity);
        let mut names = Names { exact: HashMap::new(), loose: OnceLock::new(), complete };
        for (index, table) in inventory.tables_of(entity) {
            let mut fields = vec![known.name_field];
            fields.extend(known.key_field.filter(|key| *key != known.name_field));
            let columns = fields.into_iter().filter_map(|index| table.column(FieldId { entity, index }));
            let mut found = false;
            for column in columns {
                found = true;
                let mut records = vec![Vec::new(); column.entries.len()];
                for (row, entry) in column.cells.iter().enumerate() {
                    records[entry as usize].push(RecordRef { table: index, row: row as u32 });
                }
                for (entry, records) in column.entries.iter().zip(records) {
                    names.add(&entry.text, &records);
                }
            }
            names.complete &= found || table.rows.is_empty();
        }
        names
    }

    fn add(&mut self, text: &str, records: &[RecordRef]) {
        let name = plain(text);
        if !name.is_empty() && !records.is_empty() {
            merge(self.exact.entry(name).or_default(), records);
        }
    }

    /// The records that a name means, in the order of the inventory.
    pub fn find(&self, name: &str) -> &[RecordRef] {
        let name = plain(name);
        self.exact.get(&name).or_else(|| self.loose().get(&fold_name(&name))).map_or(&[], Vec::as_slice)
    }

    fn loose(&self) -> &HashMap<String, Vec<RecordRef>> {
        self.loose.get_or_init(|| {
            let mut loose: HashMap<String, Vec<RecordRef>> = HashMap::new();
            #[expect(clippy::iter_over_hash_type, reason = "the records of each name are sorted")]
            for (name, records) in &self.exact {
                merge(loose.entry(fold_name(name)).or_default(), records);
            }
            loose
        })
    }
}

fn merge(known: &mut Vec<RecordRef>, records: &[RecordRef]) {
    known.extend_from_slice(records);
    known.sort_unstable();
    known.dedup();
}
