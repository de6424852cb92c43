//! Who is meant by a name: records of an entity by key and name, tolerant of case and legal forms.
//!
//! Invariant: an exact name wins over one that differs in its legal form.

use std::cell::OnceCell;
use std::collections::HashMap;

use candor_model::text::{fold, fold_umlauts};
use candor_model::{Dictionary, EntityId, FieldId, Inventory, RecordRef};

/// Endings that do not tell companies apart, folded.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "b v",
    "bv",
    "bvba",
    "co",
    "co kg",
    "company",
    "corp",
    "corporation",
    "e k",
    "e v",
    "ek",
    "ev",
    "gesmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "limited",
    "limited liability company",
    "llc",
    "llp",
    "ltd",
    "mbh",
    "n v",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pty",
    "s a",
    "s a r l",
    "s a s",
    "s l",
    "s p a",
    "s r l",
    "sa",
    "sarl",
    "sas",
    "sasu",
    "se",
    "sl",
    "spa",
    "sprl",
    "srl",
    "ug",
];

/// Text as it is compared: case, accents and punctuation do not matter.
pub(crate) fn plain(text: &str) -> String {
    // In lower case first: `GmbH` and `McNeil` are one word each.
    fold(&text.to_lowercase())
}

/// The records of an entity by what they are called.
#[derive(Debug)]
pub(crate) struct Names {
    exact: HashMap<String, Vec<RecordRef>>,
    /// Without legal forms; made when a name is not found as it stands.
    loose: OnceCell<HashMap<String, Vec<RecordRef>>>,
    /// There is a table, and all tables have a column for key or name: who is not found does not exist.
    pub(crate) complete: bool,
}

impl Names {
    pub(crate) fn of(inventory: &Inventory, entity: EntityId) -> Names {
        let known = Dictionary::builtin().entity(entity);
        let complete = inventory.has(entity);
        let mut names = Names { exact: HashMap::new(), loose: OnceCell::new(), complete };
        for (index, table) in inventory.tables_of(entity) {
            let mut fields = vec![known.name_field];
            fields.extend(known.key_field.filter(|key| *key != known.name_field));
            let columns = fields.into_iter().filter_map(|index| table.column(FieldId { entity, index }));
            let mut found = false;
            for column in columns {
                found = true;
                let mut records = vec![Vec::new(); column.entries.len()];
                for (row, entry) in column.cells.iter().enumerate() {
                    records[*entry as usize].push(RecordRef { table: index, row: row as u32 });
                }
                for (entry, records) in column.entries.iter().zip(records) {
                    names.add(&entry.text, &records);
                }
            }
            names.complete &= found;
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
    pub(crate) fn find(&self, name: &str) -> &[RecordRef] {
        let name = plain(name);
        self.exact.get(&name).or_else(|| self.loose().get(&loosened(&name))).map_or(&[], Vec::as_slice)
    }

    fn loose(&self) -> &HashMap<String, Vec<RecordRef>> {
        self.loose.get_or_init(|| {
            let mut loose: HashMap<String, Vec<RecordRef>> = HashMap::new();
            #[expect(clippy::iter_over_hash_type, reason = "the records of each name are sorted")]
            for (name, records) in &self.exact {
                merge(loose.entry(loosened(name)).or_default(), records);
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

/// `Mueller GmbH` is `Müller`.
fn loosened(name: &str) -> String {
    fold_umlauts(without_legal_form(name))
}

/// `deskline support gmbh co kg` is `deskline support`.
fn without_legal_form(folded: &str) -> &str {
    let mut rest = folded;
    while let Some((form, shorter)) = LEGAL_FORMS
        .iter()
        .filter_map(|form| Some((form, rest.strip_suffix(form)?.strip_suffix(' ')?)))
        .max_by_key(|(form, _)| form.len())
    {
        debug_assert!(!form.is_empty(), "a legal form is a word");
        rest = shorter;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_dropped_but_never_the_whole_name() {
        for (name, stem) in [
            ("Deskline Support Ltd.", "deskline support"),
            ("Muster GmbH & Co. KG", "muster"),
            ("Fleurs S.A.R.L.", "fleurs"),
            ("Acme, Inc.", "acme"),
            ("SAS", "sas"),
            ("Costa", "costa"),
        ] {
            assert_eq!(without_legal_form(&plain(name)), stem);
        }
    }
}
