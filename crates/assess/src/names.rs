//! Who is meant by a name: records of an entity by key and name, tolerant of case and legal forms.
//!
//! Invariant: an exact name wins over one that differs in its legal form.

use std::collections::HashMap;

use candor_model::text::fold;
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
    loose: HashMap<String, Vec<RecordRef>>,
    /// There is a table, and all tables have a column for key or name: who is not found does not exist.
    pub(crate) complete: bool,
}

impl Names {
    pub(crate) fn of(inventory: &Inventory, entity: EntityId) -> Names {
        let known = Dictionary::builtin().entity(entity);
        let mut names =
            Names { exact: HashMap::new(), loose: HashMap::new(), complete: inventory.has(entity) };
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
        let folded = plain(text);
        if folded.is_empty() || records.is_empty() {
            return;
        }
        let loose = self.loose.entry(without_legal_form(&folded).to_owned()).or_default();
        loose.extend_from_slice(records);
        loose.sort_unstable();
        loose.dedup();
        let exact = self.exact.entry(folded).or_default();
        exact.extend_from_slice(records);
        exact.sort_unstable();
        exact.dedup();
    }

    /// The records that a name means, in the order of the inventory.
    pub(crate) fn find(&self, name: &str) -> &[RecordRef] {
        let folded = plain(name);
        self.exact
            .get(&folded)
            .or_else(|| self.loose.get(without_legal_form(&folded)))
            .map_or(&[], Vec::as_slice)
    }
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
