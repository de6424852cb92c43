//! Older generations of a register: `ROPA 2024` beside `ROPA 2026`, `Vendors_old`, `Copy of Activities`.
//!
//! Invariant: only a register that is kept up to date has generations. Logs of what happened (incidents, requests,
//! trainings) go on from year to year, and each of their sheets counts.

use std::collections::BTreeSet;

use candor_model::text::{fold, fold_name};
use candor_model::{Dictionary, FieldId, Inventory, Table};

use crate::aside::marks_old;

/// Entities whose registers are carried on from one generation to the next.
const CARRIED_ON: [&str; 8] =
    ["activity", "purpose", "data_element", "system", "vendor", "transfer", "retention_rule", "notice"];

/// A table of an older generation: its position and that of the newer one.
pub(crate) struct Older {
    pub table: usize,
    pub newer: usize,
}

/// The tables of a file, from `first` on, beside which a newer generation stands.
pub(crate) fn find(inventory: &Inventory, first: usize) -> Vec<Older> {
    let tables = &inventory.tables;
    (first..tables.len())
        .filter(|at| CARRIED_ON.contains(&Dictionary::builtin().entity(tables[*at].entity).id.as_str()))
        .filter_map(|at| {
            let newer = (first..tables.len()).filter(|other| replaces(&tables[*other], &tables[at]));
            let newer = newer.rev().max_by_key(|other| generation(&tables[*other].origin.sheet).number)?;
            Some(Older { table: at, newer })
        })
        .collect()
}

fn replaces(newer: &Table, older: &Table) -> bool {
    if newer.entity != older.entity || newer.origin.sheet == older.origin.sheet || newer.rows.is_empty() {
        return false;
    }
    let (new, old) = (generation(&newer.origin.sheet), generation(&older.origin.sheet));
    if new.marked {
        return false;
    }
    // A mark says it; a number alone could be that of a part, so that the records must say it, too.
    old.marked || (new.base == old.base && new.number > old.number && shares_names(newer, older))
}

/// Does one in three of the older one's names stand in the newer one, too?
fn shares_names(newer: &Table, older: &Table) -> bool {
    let (there, here) = (names(newer), names(older));
    !here.is_empty() && here.intersection(&there).count() * 3 >= here.len()
}

fn names(table: &Table) -> BTreeSet<String> {
    let index = Dictionary::builtin().entity(table.entity).name_field;
    let column = table.column(FieldId { entity: table.entity, index });
    let texts =
        column.into_iter().flat_map(|column| (0..table.rows.len()).map(|row| &column.entry(row).text));
    texts.map(|text| fold_name(text)).filter(|name| !name.is_empty()).collect()
}

/// What a sheet's name says of its generation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Generation {
    /// The name without year, version and marks.
    base: String,
    /// Marked as old, as a copy or as kept only.
    marked: bool,
    /// Year or number of a version.
    number: Option<u32>,
}

/// Takes a sheet's name apart: `ROPA 2024`, `Register_v2`, `Vendors (alt)`, `Copy of Activities`.
fn generation(sheet: &str) -> Generation {
    let mut found = Generation { base: String::new(), marked: false, number: None };
    let mut base: Vec<String> = Vec::new();
    for token in fold(sheet).split(' ') {
        if marks_old(token) {
            found.marked = true;
        } else if let Some(number) = year_or_version(token) {
            found.number = Some(number).max(found.number);
        } else if !(found.marked && base.is_empty() && matches!(token, "of" | "von" | "de" | "di" | "van")) {
            base.push(token.to_owned());
        }
    }
    found.base = base.join(" ");
    found
}

/// `2024` or `v2`. Any other number may be that of a part.
fn year_or_version(token: &str) -> Option<u32> {
    let version = token.strip_prefix('v');
    let number: u32 = version.unwrap_or(token).parse().ok()?;
    (version.is_some() || (1990..2100).contains(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_generations_are_taken_apart() {
        let of = |name| {
            let Generation { base, marked, number } = generation(name);
            (base, marked, number)
        };
        assert_eq!(of("ROPA 2024"), ("ropa".to_owned(), false, Some(2024)));
        assert_eq!(of("ROPA_old"), ("ropa".to_owned(), true, None));
        assert_eq!(of("Copy of Activities"), ("activities".to_owned(), true, None));
        assert_eq!(of("Verzeichnis (alt)"), ("verzeichnis".to_owned(), true, None));
        assert_eq!(of("Vendors 2"), ("vendors 2".to_owned(), false, None));
        assert_eq!(of("Vendors v2"), ("vendors".to_owned(), false, Some(2)));
    }
}
