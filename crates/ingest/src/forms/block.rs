//! A small table inside a form: "Recipients | Name | Role | Country", with a recipient in each row below.
//!
//! Invariant: what its columns say of an item is never taken for what the form says of its record.

use candor_model::text::fold;
use candor_model::{Dictionary, EntityId, FieldId, Kind};

use super::Given;
use super::labels::{Labels, best};
use crate::grid::Row;
use crate::headers::{Effort, matches};

/// A header is a field of its own only if it surely is; as a header it counts earlier.
const FIELD_SURE_MIN: f32 = 0.8;

/// Headers of small tables that add words, not a field.
const GENERIC: [&str; 14] = [
    "description",
    "precisions",
    "details",
    "detail",
    "beschreibung",
    "bemerkung",
    "bemerkungen",
    "comments",
    "commentaires",
    "descripcion",
    "descrizione",
    "omschrijving",
    "opis",
    "descricao",
];

pub(super) struct Block {
    field: FieldId,
    columns: Vec<BlockColumn>,
    pub(super) last_row: u32,
}

struct BlockColumn {
    index: u32,
    header: String,
    says: Says,
}

/// What a column of a small table says of the items in its rows.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    /// What they are called.
    Name,
    /// A field of the form's record.
    Field(FieldId),
    /// Something that no field holds: it is kept under its header.
    Other,
}

impl Block {
    /// A row whose values are headers themselves opens a small table, if its label means a field of several values.
    pub(super) fn open(
        labels: &Labels,
        row: Row<'_>,
        meaning: Option<FieldId>,
        values: &[(u32, &str)],
    ) -> Option<Block> {
        let plural = |field: FieldId| Dictionary::builtin().field(field).kind.is_plural();
        let field = meaning.filter(|field| plural(*field) || values.len() >= 2)?;
        let hits: Vec<Option<FieldId>> = values
            .iter()
            .map(|(_, text)| {
                best(&matches(text, Effort::Thorough), labels.entity, labels.language)
                    .filter(|hit| hit.sure >= FIELD_SURE_MIN)
                    .map(|hit| hit.field)
            })
            .collect();
        let headers = hits.iter().flatten().count();
        let generic = values.iter().filter(|(_, text)| is_generic(text)).count();
        // A single value that sounds like a header ("Clients") is a value.
        let opens = match values.len() {
            0 => false,
            1 => generic == 1,
            count => (headers + generic) * 3 >= count * 2,
        };
        let columns = values.iter().zip(hits).map(|((index, text), hit)| BlockColumn {
            index: *index,
            header: (*text).to_owned(),
            says: says(labels.entity, field, hit.filter(|_| !is_generic(text))),
        });
        opens.then(|| Block { field, columns: columns.collect(), last_row: row.number })
    }

    /// Does a column hold the names of its items, so that a row needs no label?
    pub(super) fn has_items(&self) -> bool {
        self.columns.iter().any(|column| column.says == Says::Name)
    }

    /// Does a label name another field of the form, though no row is blank before it? Where items have a column for
    /// their names, a label is none of them.
    pub(super) fn ends_before(&self, meaning: FieldId, label: &str) -> bool {
        let surely =
            || matches(label, Effort::Quick).iter().any(|hit| hit.field == meaning && hit.sure >= 0.9);
        meaning != self.field && self.has_items() && surely()
    }

    /// Reads a row below the headers.
    pub(super) fn read_row(
        &mut self,
        row: Row<'_>,
        label: &str,
        meaning: Option<FieldId>,
        values: &[(u32, &str)],
        given: &mut Vec<Given>,
    ) {
        self.last_row = row.number;
        let Some(first) = values.first() else { return };
        let mut give = |field: Option<FieldId>, label: &str, column: u32, text: String| {
            let label = label.to_owned();
            given.push(Given { field, label, row: row.number, column, text, continues: false });
        };
        if !Dictionary::builtin().field(self.field).kind.is_plural() {
            // A filled row below "Transfers abroad" says that there are some, and where to.
            let text = values.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(", ");
            give(Some(self.field), label, first.0, text);
        }
        let item = self.item(label, meaning, values);
        if let Some((_, text)) = &item {
            give(Some(self.field), label, first.0, without_brackets(text));
        }
        for (column, text) in values {
            let Some(column) = self.columns.iter().find(|other| other.index == *column) else { continue };
            match column.says {
                Says::Field(field) => give(Some(field), label, column.index, (*text).to_owned()),
                _ if item.as_ref().is_some_and(|(from, _)| *from == Some(column.index)) => {}
                _ => give(None, &column.header, column.index, (*text).to_owned()),
            }
        }
    }

    /// The item that a row names, and the column it stands in if not as a label. "Category 1 | Employees": the value
    /// is the item; "Identity data | names, addresses": the label is.
    fn item(
        &self,
        label: &str,
        meaning: Option<FieldId>,
        values: &[(u32, &str)],
    ) -> Option<(Option<u32>, String)> {
        if !Dictionary::builtin().field(self.field).kind.is_plural() {
            return None;
        }
        let in_column = |says: Says| {
            values.iter().find(|(index, _)| {
                self.columns.iter().any(|column| column.index == *index && column.says == says)
            })
        };
        let numbered = label.is_empty() || label.ends_with(|c: char| c.is_ascii_digit());
        if !numbered && meaning != Some(self.field) {
            return Some((None, label.to_owned()));
        }
        let (column, text) = in_column(Says::Name).or_else(|| in_column(Says::Other))?;
        Some((Some(*column), (*text).to_owned()))
    }
}

/// A name in a small table is that of an item, not of the form's record; its role or state is not the record's, either.
fn says(entity: EntityId, items: FieldId, hit: Option<FieldId>) -> Says {
    let dictionary = Dictionary::builtin();
    let definition = dictionary.entity(entity);
    match hit {
        Some(field) if field == items || field.index == definition.name_field => Says::Name,
        Some(field) if Some(field.index) == definition.key_field => Says::Other,
        Some(field) if matches!(dictionary.field(field).kind, Kind::Choice(_)) => Says::Other,
        Some(field) => Says::Field(field),
        None => Says::Other,
    }
}

fn is_generic(text: &str) -> bool {
    GENERIC.contains(&fold(text).as_str())
}

fn without_brackets(text: &str) -> String {
    text.split(['(', '\n']).next().unwrap_or(text).trim().trim_end_matches(',').to_owned()
}
