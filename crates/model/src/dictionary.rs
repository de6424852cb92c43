//! The dictionary: entities, fields and choices, parsed once from `dictionary.toml`.
//!
//! Invariant: ids are unique within their list, every kind names a choice list or entity that exists; a
//! test walks the whole file.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::falls_due::DueRule;
use crate::value::Value;

const SOURCE: &str = include_str!("../dictionary.toml");

/// Position of an entity in the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u8);

/// Position of a field: its entity, and its place among the entity's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId {
    pub entity: EntityId,
    pub index: u16,
}

/// Position of a list of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChoicesId(pub u8);

/// What a cell of a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    List,
    /// Yes or no; where a list of choices is given, naming one of them also means yes.
    YesNo(Option<ChoicesId>),
    Choice(ChoicesId),
    Choices(ChoicesId),
    Date,
    Number,
    Duration,
    Countries,
    Money,
    /// Keys or names of records of an entity.
    Reference(EntityId),
}

impl Kind {
    /// May a cell hold several values?
    pub fn is_plural(self) -> bool {
        matches!(self, Kind::List | Kind::Choices(_) | Kind::Countries | Kind::Reference(_))
    }

    /// The kind in plain words.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::List => "list",
            Kind::YesNo(_) => "yes or no",
            Kind::Choice(_) => "one of a list",
            Kind::Choices(_) => "one or more of a list",
            Kind::Date => "date",
            Kind::Number => "number",
            Kind::Duration => "period",
            Kind::Countries => "countries",
            Kind::Money => "amount of money",
            Kind::Reference(_) => "reference",
        }
    }
}

/// One thing that can be known about a record.
#[derive(Debug, Clone)]
pub struct Field {
    pub id: String,
    pub kind: Kind,
    pub label: String,
    pub help: String,
    /// The provision that asks for it, or empty.
    pub law: String,
    /// English headers met in the field.
    pub aka: Vec<String>,
    /// Set where it is a date on which something falls due.
    pub due: Option<DueRule<u16>>,
}

/// A kind of record: one sheet of the starter workbook.
#[derive(Debug, Clone)]
pub struct Entity {
    pub id: String,
    pub label: String,
    /// Name of its sheet in the starter workbook.
    pub sheet: String,
    pub help: String,
    pub law: String,
    /// English names of such sheets.
    pub aka: Vec<String>,
    /// The field a record is called by.
    pub name_field: u16,
    /// The field that identifies a record, if there is one.
    pub key_field: Option<u16>,
    /// Its sheet is written by the program and comes back filled in: it is no register that somebody keeps, so it is not
    /// begun in the starter workbook, and no other sheet is ever taken for it.
    pub from_candor: bool,
    pub fields: Vec<Field>,
}

/// One value of a list of choices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub aka: Vec<String>,
}

/// A closed list of values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceList {
    pub id: String,
    pub label: String,
    pub options: Vec<ChoiceOption>,
}

/// All entities and lists of choices.
#[derive(Debug)]
pub struct Dictionary {
    pub version: String,
    pub entities: Vec<Entity>,
    pub choices: Vec<ChoiceList>,
    /// By their paths.
    fields: HashMap<String, FieldId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDictionary {
    version: String,
    entity: Vec<RawEntity>,
    choices: Vec<ChoiceList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntity {
    id: String,
    label: String,
    sheet: String,
    name_field: String,
    key_field: Option<String>,
    law: String,
    help: String,
    aka: Vec<String>,
    #[serde(default)]
    from_candor: bool,
    fields: Vec<RawField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    id: String,
    kind: String,
    label: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    law: String,
    #[serde(default)]
    aka: Vec<String>,
    due: Option<DueRule<String>>,
}

impl Dictionary {
    /// The dictionary that Candor is built with.
    pub fn builtin() -> &'static Dictionary {
        static BUILTIN: OnceLock<Dictionary> = OnceLock::new();
        BUILTIN.get_or_init(|| parse(SOURCE).expect("the built-in dictionary is tested"))
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[usize::from(id.0)]
    }

    pub fn field(&self, id: FieldId) -> &Field {
        &self.entity(id.entity).fields[usize::from(id.index)]
    }

    /// Ids of the choices in a value of a field; none if it holds no choices.
    pub fn chosen(&self, field: FieldId, value: &Value) -> Vec<&str> {
        self.chosen_options(field, value).into_iter().map(|option| option.id.as_str()).collect()
    }

    /// The choices in a value of a field; none if it holds no choices.
    pub fn chosen_options(&self, field: FieldId, value: &Value) -> Vec<&ChoiceOption> {
        match (self.field(field).kind, value) {
            (Kind::Choice(list) | Kind::Choices(list), Value::Choices(chosen)) => {
                let options = &self.choice_list(list).options;
                chosen.iter().filter_map(|at| options.get(usize::from(*at))).collect()
            }
            _ => Vec::new(),
        }
    }

    pub fn choice_list(&self, id: ChoicesId) -> &ChoiceList {
        &self.choices[usize::from(id.0)]
    }

    pub fn find_entity(&self, id: &str) -> Option<EntityId> {
        position(&self.entities, |entity| entity.id == id).map(|index| EntityId(index as u8))
    }

    pub fn find_choices(&self, id: &str) -> Option<ChoicesId> {
        position(&self.choices, |list| list.id == id).map(|index| ChoicesId(index as u8))
    }

    /// The field of an entity by id.
    pub fn find_field(&self, entity: EntityId, id: &str) -> Option<FieldId> {
        position(&self.entity(entity).fields, |field| field.id == id)
            .map(|index| FieldId { entity, index: index as u16 })
    }

    /// A field that the program itself relies on, as `"vendor.name"`.
    ///
    /// # Panics
    /// If the dictionary has no such field; a test walks every use.
    pub fn expect_field(&self, path: &str) -> FieldId {
        *self.fields.get(path).expect("the program names fields of its dictionary")
    }

    pub fn entity_ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..self.entities.len()).map(|index| EntityId(index as u8))
    }

    pub fn fields_of(&self, entity: EntityId) -> impl Iterator<Item = FieldId> + use<> {
        (0..self.entity(entity).fields.len()).map(move |index| FieldId { entity, index: index as u16 })
    }

    /// `"activity.retention"`.
    pub fn path(&self, field: FieldId) -> String {
        [self.entity(field.entity).id.as_str(), ".", &self.field(field).id].concat()
    }
}

fn position<T>(items: &[T], matches: impl Fn(&T) -> bool) -> Option<usize> {
    items.iter().position(matches)
}

fn parse(source: &str) -> Result<Dictionary, String> {
    let raw: RawDictionary = toml::from_str(source).map_err(|error| error.to_string())?;
    let entity_names: Vec<String> = raw.entity.iter().map(|entity| entity.id.clone()).collect();
    let choice_names: Vec<String> = raw.choices.iter().map(|list| list.id.clone()).collect();
    let entities = raw
        .entity
        .into_iter()
        .map(|entity| valid_entity(entity, &entity_names, &choice_names))
        .collect::<Result<Vec<_>, _>>()?;
    let mut dictionary =
        Dictionary { version: raw.version, entities, choices: raw.choices, fields: HashMap::new() };
    let fields = dictionary.entity_ids().flat_map(|entity| dictionary.fields_of(entity));
    dictionary.fields = fields.map(|field| (dictionary.path(field), field)).collect();
    Ok(dictionary)
}

fn valid_entity(raw: RawEntity, entities: &[String], choices: &[String]) -> Result<Entity, String> {
    let field_at = |id: &str| {
        position(&raw.fields, |field: &RawField| field.id == id)
            .map(|index| index as u16)
            .ok_or_else(|| format!("`{}` has no field `{id}`", raw.id))
    };
    let name_field = field_at(&raw.name_field)?;
    let key_field = raw.key_field.as_deref().map(field_at).transpose()?;
    let ids: Vec<String> = raw.fields.iter().map(|field| field.id.clone()).collect();
    let fields = raw
        .fields
        .into_iter()
        .map(|field| {
            let kind = parse_kind(&field.kind, entities, choices)
                .ok_or_else(|| format!("`{}.{}` has the unknown kind `{}`", raw.id, field.id, field.kind))?;
            let due = match field.due {
                Some(due) if kind == Kind::Date => {
                    let named = due.named(|id| position(&ids, |known| known == id).map(|at| at as u16));
                    let wrong =
                        || format!("`due` of `{}.{}` names a field that is not there", raw.id, field.id);
                    Some(named.ok_or_else(wrong)?)
                }
                Some(_) => return Err(format!("`{}.{}` falls due and is no date", raw.id, field.id)),
                None => None,
            };
            let RawField { id, label, help, law, aka, .. } = field;
            Ok(Field { id, kind, label, help, law, aka, due })
        })
        .collect::<Result<Vec<_>, String>>()?;
    let RawEntity { id, label, sheet, law, help, aka, from_candor, .. } = raw;
    Ok(Entity { id, label, sheet, help, law, aka, name_field, key_field, from_candor, fields })
}

fn parse_kind(text: &str, entities: &[String], choices: &[String]) -> Option<Kind> {
    let (head, tail) = text.split_once(':').unwrap_or((text, ""));
    let list = || position(choices, |id| id == tail).map(|index| ChoicesId(index as u8));
    Some(match (head, tail.is_empty()) {
        ("text", true) => Kind::Text,
        ("list", true) => Kind::List,
        ("yes_no", true) => Kind::YesNo(None),
        ("yes_no", false) => Kind::YesNo(Some(list()?)),
        ("choice", false) => Kind::Choice(list()?),
        ("choices", false) => Kind::Choices(list()?),
        ("date", true) => Kind::Date,
        ("number", true) => Kind::Number,
        ("duration", true) => Kind::Duration,
        ("countries", true) => Kind::Countries,
        ("money", true) => Kind::Money,
        ("ref", false) => Kind::Reference(EntityId(position(entities, |id| id == tail)? as u8)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entity_field_and_choice_is_complete_and_unique() {
        let dictionary = parse(SOURCE).unwrap();
        let entities: BTreeSet<_> = dictionary.entities.iter().map(|entity| &entity.id).collect();
        assert_eq!(entities.len(), dictionary.entities.len());
        for entity in &dictionary.entities {
            assert!(!entity.help.is_empty() && !entity.law.is_empty(), "{}", entity.id);
            assert!(entity.sheet.len() <= 31, "Excel allows sheet names of 31 characters: {}", entity.sheet);
            let fields: BTreeSet<_> = entity.fields.iter().map(|field| &field.id).collect();
            assert_eq!(fields.len(), entity.fields.len(), "{}", entity.id);
            let labels: BTreeSet<_> = entity.fields.iter().map(|field| &field.label).collect();
            assert_eq!(labels.len(), entity.fields.len(), "labels of `{}` are headers, so unique", entity.id);
        }
        for list in &dictionary.choices {
            let options: BTreeSet<_> = list.options.iter().map(|option| &option.id).collect();
            assert_eq!(options.len(), list.options.len(), "{}", list.id);
            assert!(list.options.iter().all(|option| !option.label.is_empty()), "{}", list.id);
        }
    }

    #[test]
    fn every_choice_list_is_used() {
        let dictionary = Dictionary::builtin();
        let used: BTreeSet<_> = dictionary
            .entities
            .iter()
            .flat_map(|entity| &entity.fields)
            .filter_map(|field| match field.kind {
                Kind::Choice(list) | Kind::Choices(list) | Kind::YesNo(Some(list)) => Some(list),
                _ => None,
            })
            .collect();
        assert_eq!(used.len(), dictionary.choices.len());
    }
}
