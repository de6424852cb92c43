//! What is said of a sheet instead of leaving it to recognition: by `[[sheet]]` in `candor.toml`, or by a layout.

use std::collections::BTreeMap;

use candor_model::text::fold;
use candor_model::{Dictionary, EntityId, Entry, FieldId};
use serde::Deserialize;
use toml::Spanned;

use super::mistake::{Mistake, Places, did_you_mean};
use crate::read::DateOrder;

/// What is said of a sheet. All that is left out is found as ever.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// `None` with `pass_over` false: the entity is still found by itself.
    pub entity: Option<EntityId>,
    pub pass_over: bool,
    /// To be read though it looks like a sheet beside the register, is hidden, old or the same again.
    pub(crate) wanted: bool,
    pub header_row: Option<u32>,
    /// The headers are labels in a column, values beside them.
    pub(crate) form: bool,
    /// Folded headers; `None` is said to mean nothing.
    headers: Vec<(String, Option<FieldId>)>,
    pub(crate) date_order: Option<DateOrder>,
    /// Rows whose first cell reads so are no data.
    pub(crate) rows_passed_over: Vec<Pattern>,
    /// What every record of the sheet has where no column says it.
    pub(crate) constants: Vec<(FieldId, Entry)>,
    /// Name of the layout that says it.
    pub(crate) layout: Option<String>,
}

impl Told {
    /// All there is to say of a sheet.
    pub(crate) fn new(
        entity: Option<EntityId>,
        header_row: u32,
        headers: Vec<(String, Option<FieldId>)>,
    ) -> Told {
        Told { entity, wanted: true, header_row: Some(header_row), headers, ..Told::default() }
    }

    /// The field that a header was said to mean.
    pub(crate) fn field_of(&self, header: &str) -> Option<FieldId> {
        self.said_of(header).flatten()
    }

    /// Is a header said to mean nothing?
    pub(crate) fn is_nothing(&self, header: &str) -> bool {
        self.said_of(header) == Some(None)
    }

    fn said_of(&self, header: &str) -> Option<Option<FieldId>> {
        if self.headers.is_empty() {
            return None;
        }
        let folded = fold(header);
        self.headers.iter().find(|(text, _)| *text == folded).map(|(_, field)| *field)
    }

    /// This, and where it says nothing what another one says.
    pub(crate) fn above(&self, below: &Told) -> Told {
        let mut both = self.clone();
        both.entity = self.entity.or(below.entity);
        both.wanted = self.wanted || below.wanted;
        both.form = self.form || below.form;
        both.header_row = self.header_row.or(below.header_row);
        both.date_order = self.date_order.or(below.date_order);
        both.headers.extend(below.headers.iter().cloned());
        both.rows_passed_over.extend(below.rows_passed_over.iter().cloned());
        both.constants.extend(below.constants.iter().cloned());
        both.layout = self.layout.clone().or_else(|| below.layout.clone());
        both
    }
}

/// A text to compare with, `*` at its ends standing for anything; case, accents and punctuation do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    folded: String,
    open_start: bool,
    open_end: bool,
}

impl Pattern {
    pub(crate) fn new(text: &str) -> Pattern {
        let text = text.trim();
        Pattern {
            folded: fold(text.trim_matches('*')),
            open_start: text.starts_with('*'),
            open_end: text.ends_with('*'),
        }
    }

    pub(crate) fn fits(&self, text: &str) -> bool {
        self.fits_folded(&fold(text))
    }

    pub(crate) fn fits_folded(&self, text: &str) -> bool {
        match (self.open_start, self.open_end) {
            (false, false) => text == self.folded,
            (false, true) => text.starts_with(&self.folded),
            (true, false) => text.ends_with(&self.folded),
            (true, true) => text.contains(&self.folded),
        }
    }

    /// Does it say nothing at all?
    pub(crate) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }
}

/// The keys that `[[sheet]]` and a layout share.
pub(super) struct RawTold<'a> {
    pub is: Option<&'a Spanned<String>>,
    pub header_row: Option<u32>,
    pub headers: &'a BTreeMap<String, Spanned<String>>,
    pub date_order: Option<&'a Spanned<String>>,
}

/// What `[[sheet]]` says, as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSheet {
    pub file: String,
    pub sheet: Option<String>,
    pub is: Option<Spanned<String>>,
    /// Is the sheet read, whatever it looks like?
    read: Option<Spanned<bool>>,
    pub header_row: Option<u32>,
    #[serde(default)]
    pub headers: BTreeMap<String, Spanned<String>>,
    pub date_order: Option<Spanned<String>>,
}

impl RawSheet {
    /// The valid form, with every mistake told.
    pub(super) fn told(&self, places: &Places<'_>, mistakes: &mut Vec<Mistake>) -> Told {
        let shared = RawTold {
            is: self.is.as_ref(),
            header_row: self.header_row,
            headers: &self.headers,
            date_order: self.date_order.as_ref(),
        };
        let mut told = told(&shared, places, mistakes);
        let read = self.read.as_ref();
        if let Some(read) = read.filter(|read| *read.get_ref() && told.pass_over) {
            let message = "the sheet is to be read, and to be passed over".to_owned();
            let help = "leave out `read = true` or `is = \"nothing\"`".to_owned();
            mistakes.push(places.mistake(read.span().start, message, help));
        }
        // Who names a sheet or says what it holds wants it read.
        let meant = self.sheet.is_some() || self.is.is_some() || self.header_row.is_some();
        told.wanted = read.map_or(meant && !told.pass_over, |read| *read.get_ref());
        told.pass_over |= read.is_some_and(|read| !read.get_ref());
        told
    }
}

/// The valid form, with every mistake told.
pub(super) fn told(raw: &RawTold<'_>, places: &Places<'_>, mistakes: &mut Vec<Mistake>) -> Told {
    let dictionary = Dictionary::builtin();
    let mut told = Told { header_row: raw.header_row, ..Told::default() };
    if let Some(is) = raw.is {
        told.pass_over = is.get_ref() == "nothing";
        told.entity = dictionary.find_entity(is.get_ref());
        if !told.pass_over && told.entity.is_none() {
            let known = dictionary.entities.iter().map(|entity| entity.id.as_str()).chain(["nothing"]);
            let help = did_you_mean(is.get_ref(), known);
            let message = format!("there is no entity `{}`", is.get_ref());
            mistakes.push(places.mistake(is.span().start, message, help));
        }
    }
    match told.entity {
        Some(entity) => told.headers = headers(entity, raw.headers, places, mistakes),
        // An entity that does not exist is told already.
        None if raw.is.is_none() || told.pass_over => {
            if let Some(field) = raw.headers.values().next() {
                let help = "say with `is` what the sheet holds".to_owned();
                let message = "`headers` needs to know the entity".to_owned();
                mistakes.push(places.mistake(field.span().start, message, help));
            }
        }
        None => {}
    }
    if let Some(order) = raw.date_order {
        told.date_order = match order.get_ref().as_str() {
            "dmy" => Some(DateOrder::DayFirst),
            "mdy" => Some(DateOrder::MonthFirst),
            _ => None,
        };
        if told.date_order.is_none() {
            let message = format!("`{}` is no order of dates", order.get_ref());
            mistakes.push(places.mistake(order.span().start, message, "use \"dmy\" or \"mdy\"".to_owned()));
        }
    }
    told
}

fn headers(
    entity: EntityId,
    raw: &BTreeMap<String, Spanned<String>>,
    places: &Places<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Vec<(String, Option<FieldId>)> {
    let dictionary = Dictionary::builtin();
    let mut headers = Vec::new();
    for (header, field) in raw {
        if field.get_ref() == "nothing" {
            headers.push((fold(header), None));
            continue;
        }
        match dictionary.find_field(entity, field.get_ref()) {
            Some(found) => headers.push((fold(header), Some(found))),
            None => mistakes.push(no_field(entity, field, places)),
        }
    }
    headers
}

/// A field that an entity does not have.
pub(super) fn no_field(entity: EntityId, field: &Spanned<String>, places: &Places<'_>) -> Mistake {
    let entity = Dictionary::builtin().entity(entity);
    let help = did_you_mean(field.get_ref(), entity.fields.iter().map(|field| field.id.as_str()));
    let message = format!("`{}` has no field `{}`", entity.id, field.get_ref());
    places.mistake(field.span().start, message, help)
}
