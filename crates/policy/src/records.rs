//! The records of an inventory as a policy reads them: by path of the dictionary, with explicit "none" and
//! unknown kept apart.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use candor_model::text::{fold, fold_name, one_line, plain as folded};
use candor_model::{
    Cell, Country, Dictionary, EntityId, FieldId, Inventory, Kind, RecordRef, Retention, Seen, Span, Unit,
    Value,
};
use chrono::NaiveDate;

use crate::fact::{FactCell, Found};
use crate::term::Terms;
use crate::{Key, Language};

/// An inventory on a day, with its records findable by key and name.
pub(crate) struct Records<'a> {
    pub(crate) inventory: &'a Inventory,
    pub(crate) as_of: NaiveDate,
    pub(crate) language: Language,
    dictionary: &'static Dictionary,
    /// Worked out when first asked for.
    names: OnceCell<Names>,
    terms: Terms,
}

/// Fields that tell when a record was last checked.
const CHECKS: [&str; 2] = ["reviewed_on", "updated_on"];

/// Records by key and name. A name as written wins over one that differs in its legal form, and such a one counts only
/// where a single name is like it.
#[derive(Default)]
struct Names {
    exact: BTreeMap<(EntityId, String), RecordRef>,
    /// Without legal forms, with the name as written; no record where two names are alike.
    loose: BTreeMap<(EntityId, String), (String, Option<RecordRef>)>,
}

impl Names {
    fn of(inventory: &Inventory, dictionary: &Dictionary) -> Self {
        let mut names = Names::default();
        for entity in ["activity", "vendor", "system"].into_iter().filter_map(|id| dictionary.find_entity(id))
        {
            for record in inventory.records(entity) {
                names.add(entity, inventory.key(record), record);
                names.add(entity, &inventory.name(record), record);
            }
        }
        names
    }

    fn add(&mut self, entity: EntityId, name: &str, record: RecordRef) {
        let written = folded(name);
        if written.is_empty() {
            return;
        }
        self.exact.entry((entity, written.clone())).or_insert(record);
        let like = self.loose.entry((entity, fold_name(name))).or_insert((written.clone(), Some(record)));
        if like.0 != written {
            like.1 = None;
        }
    }

    fn find(&self, entity: EntityId, name: &str) -> Option<RecordRef> {
        let exact = self.exact.get(&(entity, folded(name))).copied();
        exact.or_else(|| self.loose.get(&(entity, fold_name(name)))?.1)
    }
}

impl<'a> Records<'a> {
    pub(crate) fn new(inventory: &'a Inventory, as_of: NaiveDate, language: Language) -> Self {
        Records {
            inventory,
            as_of,
            language,
            dictionary: Dictionary::builtin(),
            names: OnceCell::new(),
            terms: Terms::new(inventory, language),
        }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self.inventory, self.dictionary))
    }

    /// A message in the language of the facts.
    pub(crate) fn say(&self, key: Key) -> String {
        self.language.say(key)
    }

    pub(crate) fn say_with(&self, key: Key, values: &[(&str, &str)]) -> String {
        self.language.say_with(key, values)
    }

    /// A name in the language of the facts, if there is a term for it.
    pub(crate) fn name(&self, written: &str) -> String {
        self.terms.name(written)
    }

    /// Words in the language of the facts; counted if there is no term for them.
    pub(crate) fn word(&self, written: &str) -> String {
        self.terms.word(written)
    }

    pub(crate) fn words(&self, written: &[String]) -> Vec<String> {
        written.iter().map(|text| self.word(text)).collect()
    }

    /// The words that stand as written, because they have no term.
    pub(crate) fn untranslated(&self) -> Vec<String> {
        self.terms.untranslated()
    }

    pub(crate) fn of(&self, entity: &str) -> Vec<RecordRef> {
        self.dictionary.find_entity(entity).map(|id| self.inventory.records(id).collect()).unwrap_or_default()
    }

    /// The record of an entity that a reference names.
    pub(crate) fn resolve(&self, entity: &str, name: &str) -> Option<RecordRef> {
        let entity = self.dictionary.find_entity(entity)?;
        self.names().find(entity, name)
    }

    pub(crate) fn look(&self, record: RecordRef, path: &str) -> Seen<'a> {
        self.inventory.look(record, self.dictionary.expect_field(path))
    }

    pub(crate) fn has_column(&self, record: RecordRef, path: &str) -> bool {
        !matches!(self.look(record, path), Seen::NoColumn)
    }

    /// The cell of a field, for a fact to point at; none where the column is missing.
    pub(crate) fn cell(&self, record: RecordRef, path: &str) -> Option<FactCell> {
        let seen = self.look(record, path);
        let place = seen.place()?;
        Some(FactCell {
            file: place.file,
            sheet: place.sheet,
            cell: place.cell,
            saw: one_line(seen.text()),
            owner: self.owner(record),
            checked_on: self.checked_on(record),
        })
    }

    /// Who answers for a record; empty where its entity knows no owner or the cell names none.
    fn owner(&self, record: RecordRef) -> String {
        let owner = self.own_field(record, "owner").map(|field| self.inventory.look(record, field));
        let text = owner.filter(|seen| seen.value().is_some()).map(Seen::text);
        text.map(one_line).unwrap_or_default()
    }

    /// The last day, of those that have come, on which a record was checked.
    fn checked_on(&self, record: RecordRef) -> Option<NaiveDate> {
        let days = CHECKS.iter().filter_map(|id| self.own_field(record, id));
        let days = days.filter_map(|field| match self.inventory.look(record, field).value() {
            Some(Value::Date(moment)) => Some(moment.day),
            _ => None,
        });
        days.filter(|day| *day <= self.as_of).max()
    }

    fn own_field(&self, record: RecordRef, id: &str) -> Option<FieldId> {
        self.dictionary.find_field(self.inventory.table(record).entity, id)
    }

    pub(crate) fn cells(&self, record: RecordRef, paths: &[&str]) -> Vec<FactCell> {
        paths.iter().filter_map(|path| self.cell(record, path)).collect()
    }

    /// Text; "none" and "n/a" are an explicit none.
    pub(crate) fn text(&self, record: RecordRef, path: &str) -> Found<String> {
        let seen = self.look(record, path);
        let Seen::Cell { entry, .. } = seen else { return Found::Unknown };
        match entry.cell {
            Cell::NotApplicable => Found::None,
            Cell::Value(_) => match fold(&entry.text).as_str() {
                "" => Found::Unknown,
                "none" | "no" | "not needed" | "not required" | "not applicable" | "n a" => Found::None,
                _ => Found::Known(plain(&entry.text)),
            },
            Cell::Blank | Cell::Unknown | Cell::Unreadable => Found::Unknown,
        }
    }

    /// Items of a list or names of a reference, in the user's words.
    pub(crate) fn list(&self, record: RecordRef, path: &str) -> Found<Vec<String>> {
        if let Some(names) = self.whole_names(record, path) {
            return Found::Known(names);
        }
        match self.look(record, path).value() {
            Some(Value::List(items) | Value::References(items)) if items.is_empty() => Found::None,
            Some(Value::List(items) | Value::References(items)) => {
                Found::Known(items.iter().map(|item| plain(item)).filter(|item| !item.is_empty()).collect())
            }
            _ => Found::Unknown,
        }
    }

    /// Names that hold a comma, such as "Cloudskerry, Inc.", if every part between semicolons is a record.
    fn whole_names(&self, record: RecordRef, path: &str) -> Option<Vec<String>> {
        let Kind::Reference(entity) = self.dictionary.field(self.dictionary.expect_field(path)).kind else {
            return None;
        };
        let parts: Vec<&str> = self.look(record, path).text().split([';', '\n']).map(str::trim).collect();
        let known = parts.iter().all(|part| self.names().find(entity, part).is_some());
        known.then(|| parts.into_iter().map(plain).collect())
    }

    pub(crate) fn yes_no(&self, record: RecordRef, path: &str) -> Option<bool> {
        self.look(record, path).value().and_then(Value::answer)
    }

    /// Ids of the chosen options.
    pub(crate) fn choices(&self, record: RecordRef, path: &str) -> Found<Vec<&'static str>> {
        let list = match self.dictionary.field(self.dictionary.expect_field(path)).kind {
            Kind::Choice(list) | Kind::Choices(list) => self.dictionary.choice_list(list),
            _ => return Found::Unknown,
        };
        match self.look(record, path).value() {
            Some(Value::Choices(chosen)) if chosen.is_empty() => Found::None,
            Some(Value::Choices(chosen)) => {
                let ids = chosen.iter().filter_map(|index| list.options.get(usize::from(*index)));
                Found::Known(ids.map(|option| option.id.as_str()).collect())
            }
            _ => Found::Unknown,
        }
    }

    pub(crate) fn choice(&self, record: RecordRef, path: &str) -> Option<&'static str> {
        self.choices(record, path).known().and_then(|ids| ids.first().copied())
    }

    /// A day that has come; later days prove nothing.
    pub(crate) fn past_day(&self, record: RecordRef, path: &str) -> Option<NaiveDate> {
        self.day(record, path).filter(|day| *day <= self.as_of)
    }

    pub(crate) fn day(&self, record: RecordRef, path: &str) -> Option<NaiveDate> {
        match self.look(record, path).value() {
            Some(Value::Date(moment)) => Some(moment.day),
            _ => None,
        }
    }

    pub(crate) fn number(&self, record: RecordRef, path: &str) -> Option<f64> {
        match self.look(record, path).value() {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Money { amount, .. }) => Some(*amount),
            _ => None,
        }
    }

    pub(crate) fn retention(&self, record: RecordRef, path: &str) -> Option<&'a Retention> {
        match self.look(record, path).value() {
            Some(Value::Duration(retention)) => Some(&**retention),
            _ => None,
        }
    }

    pub(crate) fn countries(&self, record: RecordRef, path: &str) -> Found<Vec<Country>> {
        match self.look(record, path).value() {
            Some(Value::Countries(countries)) if countries.is_empty() => Found::None,
            Some(Value::Countries(countries)) => Found::Known(countries.clone()),
            _ => Found::Unknown,
        }
    }

    /// Was the record checked in the 12 months before the day of the policy?
    pub(crate) fn checked_this_year(&self, record: RecordRef, path: &str) -> bool {
        self.past_day(record, path).is_some_and(|day| !self.is_over_a_year_ago(day))
    }

    /// Does a day lie in the 12 months before the day of the policy?
    pub(crate) fn is_of_this_year(&self, day: NaiveDate) -> bool {
        day <= self.as_of && !self.is_over_a_year_ago(day)
    }

    /// Does one of these dates show that an ended record was over before the last 12 months began?
    pub(crate) fn over_for_a_year(&self, record: RecordRef, paths: &[&str]) -> bool {
        paths.iter().filter_map(|path| self.day(record, path)).any(|day| self.is_over_a_year_ago(day))
    }

    fn is_over_a_year_ago(&self, day: NaiveDate) -> bool {
        Span::new(12, Unit::Months).before(self.as_of).is_some_and(|since| day < since)
    }

    /// Is the status `ended`? A blank or missing status is not.
    pub(crate) fn has_ended(&self, record: RecordRef, status: &str) -> bool {
        self.choice(record, status) == Some("ended")
    }
}

/// The user's words on one line, without a full stop at the end; the stop of "Inc." stays.
pub(crate) fn plain(text: &str) -> String {
    let line = one_line(text);
    let words = line.trim_end_matches([';', ',', ' ']);
    let start = words.trim_end_matches('.');
    if start.len() < words.len() && is_abbreviation(start) { format!("{start}.") } else { start.to_owned() }
}

/// Does a text end with a short word, such as "Inc", "Ltd" or "S.A"?
fn is_abbreviation(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.contains('.') || last.chars().count() <= 4 && last.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_go_and_abbreviations_stay() {
        for (text, words) in [
            ("Give  care.", "Give care"),
            ("Cloudskerry, Inc.", "Cloudskerry, Inc."),
            ("Muster e.V.", "Muster e.V."),
            ("until the end...", "until the end"),
        ] {
            assert_eq!(plain(text), words);
        }
    }
}
