//! One row of the answers, as far as it can be read.

use candor_model::text::{one_line, plain};
use candor_model::{Cell, Dictionary, FieldId, Moment, RecordRef, Value};
use chrono::NaiveDate;

use crate::assessment::SeenCell;
use crate::context::Context;

/// One row of the answers.
pub(crate) struct Form<'c, 'a> {
    pub(crate) context: &'c Context<'a>,
    pub(crate) record: RecordRef,
}

/// A date as far as it is known.
pub(crate) enum Dated {
    Blank,
    Unreadable(String),
    Day(NaiveDate),
}

impl Dated {
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        match self {
            Dated::Day(day) => Some(*day),
            _ => None,
        }
    }
}

impl Form<'_, '_> {
    pub(crate) fn field(id: &str) -> FieldId {
        Dictionary::builtin().expect_field(&format!("answer.{id}"))
    }

    /// The text of a field; empty where it is blank or says that there is none.
    pub(crate) fn text(&self, id: &str) -> String {
        let seen = self.context.inventory.look(self.record, Self::field(id));
        let text = one_line(seen.text());
        let is_none =
            matches!(plain(&text).as_str(), "" | "none" | "no" | "na" | "n a" | "tbc" | "tbd" | "unknown");
        if is_none || seen.value().is_none_or(Value::is_none) { String::new() } else { text }
    }

    pub(crate) fn has_column(&self, id: &str) -> bool {
        let seen = self.context.inventory.look(self.record, Self::field(id));
        !matches!(seen, candor_model::Seen::NoColumn)
    }

    /// Id of the choice that a cell names.
    pub(crate) fn choice(&self, id: &str) -> Option<&'static str> {
        let field = Self::field(id);
        let value = self.context.inventory.look(self.record, field).value()?;
        Dictionary::builtin().chosen(field, value).first().copied()
    }

    pub(crate) fn date(&self, id: &str) -> Dated {
        let seen = self.context.inventory.look(self.record, Self::field(id));
        match seen {
            candor_model::Seen::NoColumn => Dated::Blank,
            candor_model::Seen::Cell { entry, .. } => match &entry.cell {
                Cell::Value(Value::Date(Moment { day, .. })) => Dated::Day(*day),
                Cell::Unreadable => Dated::Unreadable(one_line(&entry.text)),
                _ => Dated::Blank,
            },
        }
    }

    /// The filled cells among the fields.
    pub(crate) fn cells(&self, ids: &[&str]) -> Vec<SeenCell> {
        let inventory = self.context.inventory;
        ids.iter()
            .filter_map(|id| {
                let seen = inventory.look(self.record, Self::field(id));
                let place = seen.place()?;
                (*id == "answer" || !seen.text().trim().is_empty()).then(|| SeenCell {
                    file: place.file,
                    sheet: place.sheet,
                    cell: place.cell,
                    field: format!("answer.{id}"),
                    saw: candor_model::text::shorten(seen.text(), 200),
                })
            })
            .collect()
    }
}
