//! What belongs together: the records that a record names, and those that name it.
//!
//! Invariant: a name that leads to no record is kept, and said to be listed nowhere.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use candor_assess::Names;
use candor_model::text::{one_line, plain};
use candor_model::{
    Cell, ChoiceOption, Dictionary, EntityId, Entry, FieldId, Inventory, Kind, RecordRef, Seen, Value,
};

/// An inventory with its references resolved.
pub(crate) struct Links<'a> {
    pub(crate) inventory: &'a Inventory,
    names: Vec<OnceCell<Names>>,
    /// By reference field; worked out when first asked for.
    naming: RefCell<BTreeMap<FieldId, Naming>>,
}

/// For each record those that name it.
type Naming = BTreeMap<RecordRef, Vec<RecordRef>>;

/// A name in a reference, with the records that it means.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) records: Vec<RecordRef>,
}

impl<'a> Links<'a> {
    pub(crate) fn new(inventory: &'a Inventory) -> Self {
        let names = Dictionary::builtin().entity_ids().map(|_| OnceCell::new()).collect();
        Links { inventory, names, naming: RefCell::default() }
    }

    /// The records of an entity, in the order of their places.
    pub(crate) fn records(&self, entity: &str) -> Vec<RecordRef> {
        let id = Dictionary::builtin().find_entity(entity);
        id.map(|id| self.inventory.records(id).collect()).unwrap_or_default()
    }

    /// The records of an entity that go on: those whose status is not "ended".
    pub(crate) fn current(&self, entity: &str) -> (Vec<RecordRef>, Vec<RecordRef>) {
        let status = format!("{entity}.status");
        self.records(entity).into_iter().partition(|record| self.choice(*record, &status) != Some("ended"))
    }

    pub(crate) fn find(&self, entity: EntityId, name: &str) -> &[RecordRef] {
        let names = self.names[usize::from(entity.0)].get_or_init(|| Names::of(self.inventory, entity));
        names.find(name)
    }

    fn look(&self, record: RecordRef, path: &str) -> Seen<'a> {
        self.inventory.look(record, Dictionary::builtin().expect_field(path))
    }

    /// What stands in a cell, its lines joined; empty where nothing does.
    pub(crate) fn text(&self, record: RecordRef, path: &str) -> String {
        let lines = self.look(record, path).text().lines().map(one_line).filter(|line| !line.is_empty());
        lines.map(|line| line.trim_end_matches(';').to_owned()).collect::<Vec<_>>().join("; ")
    }

    /// The items of a list, each with its own words; the whole text where it is no list.
    pub(crate) fn items(&self, record: RecordRef, path: &str) -> Vec<String> {
        match self.look(record, path).value() {
            Some(Value::List(items)) if !items.is_empty() => {
                items.iter().map(|item| one_line(item)).collect()
            }
            _ => vec![self.text(record, path)],
        }
    }

    /// `Activities › K12` of a cell that is there.
    pub(crate) fn place(&self, record: RecordRef, path: &str) -> String {
        let place = self.look(record, path).place();
        place.map(|place| crate::view::place(&place.file, &place.sheet, &place.cell)).unwrap_or_default()
    }

    /// Where a record begins.
    pub(crate) fn record_place(&self, record: RecordRef) -> String {
        let place = self.inventory.place(record);
        crate::view::place(&place.file, &place.sheet, &place.cell)
    }

    /// The options that a cell chooses.
    pub(crate) fn chosen(&self, record: RecordRef, path: &str) -> Vec<&'static ChoiceOption> {
        let field = Dictionary::builtin().expect_field(path);
        let value = self.inventory.look(record, field).value();
        value.map(|value| Dictionary::builtin().chosen_options(field, value)).unwrap_or_default()
    }

    /// The id of the first of the options that a cell chooses.
    pub(crate) fn choice(&self, record: RecordRef, path: &str) -> Option<&'static str> {
        self.chosen(record, path).first().map(|option| option.id.as_str())
    }

    /// The answer to a yes-or-no field.
    pub(crate) fn answer(&self, record: RecordRef, path: &str) -> Option<bool> {
        self.look(record, path).value().and_then(Value::answer)
    }

    /// A day; none where the cell holds no readable one.
    pub(crate) fn day(&self, record: RecordRef, path: &str) -> Option<chrono::NaiveDate> {
        match self.look(record, path).value() {
            Some(Value::Date(moment)) => Some(moment.day),
            _ => None,
        }
    }

    pub(crate) fn number(&self, record: RecordRef, path: &str) -> Option<f64> {
        match self.look(record, path).value() {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Does a cell hold something other than "none" and "unknown"?
    pub(crate) fn says(&self, record: RecordRef, path: &str) -> bool {
        match self.look(record, path) {
            Seen::Cell { entry, .. } => match &entry.cell {
                Cell::Value(value) => !value.is_none(),
                Cell::Unreadable => true,
                _ => false,
            },
            Seen::NoColumn => false,
        }
    }

    /// The names in a reference, each with what it means.
    pub(crate) fn named(&self, record: RecordRef, path: &str) -> Vec<Named> {
        let field = Dictionary::builtin().expect_field(path);
        match self.inventory.look(record, field) {
            Seen::Cell { entry, .. } => self.named_in(field, entry),
            Seen::NoColumn => Vec::new(),
        }
    }

    fn named_in(&self, field: FieldId, entry: &Entry) -> Vec<Named> {
        let Kind::Reference(entity) = Dictionary::builtin().field(field).kind else { return Vec::new() };
        let Cell::Value(Value::References(written)) = &entry.cell else { return Vec::new() };
        // A name that holds a comma, such as "Cloudskerry, Inc.", is one name where the parts between semicolons are.
        let whole: Vec<&str> = entry.text.split([';', '\n']).map(str::trim).collect();
        let is_whole = !written.is_empty() && whole.iter().all(|part| !self.find(entity, part).is_empty());
        let names: Vec<&str> = if is_whole { whole } else { written.iter().map(String::as_str).collect() };
        let named = |name: &str| Named { name: one_line(name), records: self.find(entity, name).to_vec() };
        names.into_iter().map(named).filter(|named| !named.name.is_empty()).collect()
    }

    /// The records that name this one in a reference field.
    pub(crate) fn naming(&self, record: RecordRef, path: &str) -> Vec<RecordRef> {
        let field = Dictionary::builtin().expect_field(path);
        let mut known = self.naming.borrow_mut();
        let naming = known.entry(field).or_insert_with(|| self.all_naming(field));
        naming.get(&record).cloned().unwrap_or_default()
    }

    /// For each record the records that name it in a field. A text that stands in many cells is resolved once.
    fn all_naming(&self, field: FieldId) -> Naming {
        let mut naming = Naming::new();
        for (table, content) in self.inventory.tables_of(field.entity) {
            let Some(column) = content.column(field) else { continue };
            let means = |entry: &Entry| {
                let mut records: Vec<RecordRef> =
                    self.named_in(field, entry).into_iter().flat_map(|named| named.records).collect();
                records.sort_unstable();
                records.dedup();
                records
            };
            let meant: Vec<Vec<RecordRef>> = column.entries.iter().map(means).collect();
            for (row, entry) in (0u32..).zip(column.cells.iter()) {
                for record in &meant[entry as usize] {
                    naming.entry(*record).or_default().push(RecordRef { table, row });
                }
            }
        }
        naming
    }

    /// The label of a field with its words: `Encrypted at rest`, for each yes-or-no field that says yes; the words of the
    /// others.
    pub(crate) fn measures(&self, record: RecordRef, paths: &[&str]) -> Vec<String> {
        let dictionary = Dictionary::builtin();
        let measure = |path: &&str| {
            let label = &dictionary.field(dictionary.expect_field(path)).label;
            match (self.answer(record, path), self.says(record, path)) {
                (Some(true), _) => Some(label.clone()),
                (Some(false), _) | (None, false) => None,
                (None, true) => Some(format!("{label}: {}", self.text(record, path))),
            }
        };
        paths.iter().filter_map(measure).collect()
    }

    /// Every reference field of the dictionary that leads to an entity.
    pub(crate) fn leading_to(entity: EntityId) -> Vec<(FieldId, String)> {
        let dictionary = Dictionary::builtin();
        let leads = |field: &FieldId| dictionary.field(*field).kind == Kind::Reference(entity);
        dictionary
            .entity_ids()
            .flat_map(|id| dictionary.fields_of(id))
            .filter(leads)
            .map(|field| (field, dictionary.path(field)))
            .collect()
    }

    /// Are two names the same, whatever their case and accents?
    pub(crate) fn is_same(first: &str, second: &str) -> bool {
        plain(first) == plain(second)
    }
}
