//! Records that no other register uses, and transfers that do not say where to or to whom.

use std::collections::BTreeSet;

use candor_model::text::{fold_name, shorten};
use candor_model::{
    Cell, Column, Dictionary, EntityId, Entry, FieldId, Inventory, Place, Problem, RecordRef, Seen, Severity,
    Table, Value,
};

use super::{Alike, excerpt_of};
use crate::read::find_countries;

/// Unused records of a register that are told one by one; more are folded.
const UNUSED_MAX: usize = 10;

/// Transfers without a detail that are told one by one; more are folded.
const TRANSFERS_MAX: usize = 25;

/// A register, the fields that use its records, and the code of what nobody uses.
const USES: [(&str, &[&str], &str); 2] = [
    ("system", &["activity.systems"], "system-unused"),
    (
        "vendor",
        &["activity.vendors", "activity.recipients", "system.vendor", "transfer.recipient"],
        "vendor-unused",
    ),
];

pub(super) fn problems(inventory: &Inventory) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let mut problems = Vec::new();
    for (entity, fields, code) in USES {
        if let Some(entity) = dictionary.find_entity(entity) {
            problems.extend(unused(inventory, entity, fields, code));
        }
    }
    problems.extend(activity_transfers(inventory));
    problems.extend(transfer_rows(inventory));
    problems
}

/// Records that no field names. Where no field names any, the columns are not kept, and nothing follows.
fn unused(inventory: &Inventory, entity: EntityId, fields: &[&str], code: &'static str) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    if !inventory.has(entity) {
        return Vec::new();
    }
    let used = used_names(inventory, fields);
    let mut alike = Alike::new(UNUSED_MAX);
    let field = FieldId { entity, index: dictionary.entity(entity).name_field };
    let known = |record: RecordRef| [inventory.name(record), inventory.key(record).to_owned()];
    let is_used = |record: RecordRef| known(record).iter().any(|name| used.contains(&fold_name(name)));
    if !inventory.records(entity).any(is_used) {
        return Vec::new();
    }
    let what = dictionary.entity(entity).label.to_lowercase();
    for record in
        inventory.records(entity).filter(|record| !is_used(*record) && !is_ended(inventory, *record))
    {
        let place = inventory.look(record, field).place().unwrap_or_else(|| inventory.place(record));
        let mut problem = Problem::new(
            Severity::Note,
            code,
            place,
            format!("no activity names the {what} `{}`", shorten(&inventory.name(record), 50)),
            "name it in the activity that uses it, or mark it as ended",
        );
        problem.excerpt = excerpt_of(inventory, record, field);
        alike.tell(problem);
    }
    alike.told
}

/// The folded names in some fields, also without what stands behind them in brackets.
fn used_names(inventory: &Inventory, fields: &[&str]) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for field in fields.iter().map(|path| Dictionary::builtin().expect_field(path)) {
        for (_, table) in inventory.tables_of(field.entity) {
            for entry in table.column(field).map_or(&[][..], |column| &column.entries) {
                if let Cell::Value(Value::References(names) | Value::List(names)) = &entry.cell {
                    for name in names {
                        used.insert(fold_name(name));
                        used.extend(name.split(['(', ':', '–']).next().map(fold_name));
                        used.extend(name.split(" - ").next().map(fold_name));
                    }
                }
            }
        }
    }
    used.remove("");
    used
}

fn is_ended(inventory: &Inventory, record: RecordRef) -> bool {
    let dictionary = Dictionary::builtin();
    let entity = inventory.table(record).entity;
    let (Some(field), Some(list)) =
        (dictionary.find_field(entity, "status"), dictionary.find_choices("status"))
    else {
        return false;
    };
    let ended = |option: &u16| dictionary.choice_list(list).options[usize::from(*option)].id == "ended";
    matches!(inventory.look(record, field).value(), Some(Value::Choices(options)) if options.iter().any(ended))
}

/// Activities whose data leaves the EEA, without a country or a recipient.
fn activity_transfers(inventory: &Inventory) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let field = |path: &str| dictionary.expect_field(path);
    let (transfers, countries) = (field("activity.transfers"), field("activity.transfer_countries"));
    let recipients =
        ["activity.vendors", "activity.recipients", "activity.third_country_recipients"].map(field);
    let abroad_names = names_abroad(inventory);
    let listed = used_names(inventory, &["transfer.activity"]);
    let mut alike = Alike::new(TRANSFERS_MAX);
    for (index, table) in inventory.tables_of(transfers.entity) {
        let abroad = by_entry(
            table,
            countries,
            |entry| matches!(&entry.cell, Cell::Value(Value::Countries(list)) if list.iter().any(|country| !country.is_in_eea())),
        );
        let says_yes = by_entry(table, transfers, |entry| entry.cell == Cell::Value(Value::YesNo(true)));
        let names_country = by_entry(table, transfers, |entry| !find_countries(&entry.text).is_empty());
        let given =
            recipients.map(|field| by_entry(table, field, |entry| !is_blank(entry) && !is_none(entry)));
        let has_columns = given.iter().any(|given| given.column.is_some());
        for row in 0..table.rows.len() {
            let (is_abroad, says_yes) = (abroad.at(row), says_yes.at(row));
            let record = RecordRef { table: index, row: row as u32 };
            if !(is_abroad || says_yes) || is_listed(inventory, record, &listed) {
                continue;
            }
            let lacks_country = !is_abroad
                && inventory.look(record, countries).text().is_empty()
                && !names_country.at(row)
                && (abroad_names.is_empty() || !names_any(inventory, record, &abroad_names));
            let lacks_recipient = has_columns && !given.iter().any(|given| given.at(row));
            let at = if says_yes { transfers } else { countries };
            if let Some(missing) = missing(lacks_country, lacks_recipient) {
                alike.tell_at(
                    || place_at(inventory, record, at),
                    || incomplete(inventory, record, at, missing),
                );
            }
        }
    }
    alike.told
}

/// What is so of the entries of a column, looked at once for each.
struct ByEntry<'a> {
    column: Option<&'a Column>,
    holds: Vec<bool>,
}

impl ByEntry<'_> {
    /// Is it so of the cell of a row? Never without the column.
    fn at(&self, row: usize) -> bool {
        self.column.is_some_and(|column| self.holds[column.cells.at(row) as usize])
    }
}

fn by_entry(table: &Table, field: FieldId, holds: impl Fn(&Entry) -> bool) -> ByEntry<'_> {
    let column = table.column(field);
    let entries = column.map_or(&[][..], |column| &column.entries);
    ByEntry { column, holds: entries.iter().map(holds).collect() }
}

fn is_listed(inventory: &Inventory, record: RecordRef, listed: &BTreeSet<String>) -> bool {
    let names = || [inventory.name(record), inventory.key(record).to_owned()];
    !listed.is_empty() && names().iter().any(|name| listed.contains(&fold_name(name)))
}

/// Vendors and systems whose own register says that they are outside the EEA.
fn names_abroad(inventory: &Inventory) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in ["vendor.country", "system.location"] {
        let field = Dictionary::builtin().expect_field(path);
        for record in inventory.records(field.entity) {
            if let Some(Value::Countries(list)) = inventory.look(record, field).value()
                && list.iter().any(|country| !country.is_in_eea())
            {
                names.extend(
                    [inventory.name(record), inventory.key(record).to_owned()].map(|name| fold_name(&name)),
                );
            }
        }
    }
    names.remove("");
    names
}

fn names_any(inventory: &Inventory, record: RecordRef, names: &BTreeSet<String>) -> bool {
    ["activity.vendors", "activity.systems"].iter().any(|path| {
        let value = inventory.look(record, Dictionary::builtin().expect_field(path)).value();
        matches!(value, Some(Value::References(list)) if list.iter().any(|name| names.contains(&fold_name(name))))
    })
}

/// Rows of the register of transfers with a blank where country or recipient belong.
fn transfer_rows(inventory: &Inventory) -> Vec<Problem> {
    let dictionary = Dictionary::builtin();
    let (country, recipient) =
        (dictionary.expect_field("transfer.country"), dictionary.expect_field("transfer.recipient"));
    let blank =
        |record, field| matches!(inventory.look(record, field), Seen::Cell { entry, .. } if is_blank(entry));
    let mut alike = Alike::new(TRANSFERS_MAX);
    for record in inventory.records(country.entity) {
        let (no_country, no_recipient) = (blank(record, country), blank(record, recipient));
        let at = if no_country { country } else { recipient };
        if let Some(missing) = missing(no_country, no_recipient) {
            alike.tell_at(|| place_at(inventory, record, at), || incomplete(inventory, record, at, missing));
        }
    }
    alike.told
}

/// The cell says nothing, or only that it is not known.
fn is_blank(entry: &Entry) -> bool {
    matches!(entry.cell, Cell::Blank | Cell::Unknown)
}

fn is_none(entry: &Entry) -> bool {
    matches!(&entry.cell, Cell::Value(value) if value.is_none())
}

fn missing(country: bool, recipient: bool) -> Option<&'static str> {
    match (country, recipient) {
        (true, true) => Some("no country and no recipient"),
        (true, false) => Some("no country"),
        (false, true) => Some("no recipient"),
        (false, false) => None,
    }
}

fn place_at(inventory: &Inventory, record: RecordRef, at: FieldId) -> Place {
    inventory.look(record, at).place().unwrap_or_else(|| inventory.place(record))
}

fn incomplete(inventory: &Inventory, record: RecordRef, at: FieldId, missing: &str) -> Problem {
    let place = place_at(inventory, record, at);
    let name = shorten(&inventory.name(record), 50);
    let mut problem = Problem::new(
        Severity::Warning,
        "transfer-incomplete",
        place,
        format!("a transfer with {missing}: `{name}`"),
        "write where the data goes and who gets it",
    );
    problem.excerpt = excerpt_of(inventory, record, at);
    problem
}
