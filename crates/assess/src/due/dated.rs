//! Dates that the dictionary marks as due.

use std::collections::BTreeSet;

use candor_model::{Cell, Dictionary, DueRule, FieldId, RecordRef, Seen, Value};
use chrono::{Days, NaiveDate};

use super::{Found, RowOf, cell, day, has_ended, owner, row_of};
use crate::context::Context;
use crate::judge::finding::subject;

/// What a row of a plan without an id is.
const OWN_ACTION: &str = "Action of your own";

/// Every marked date of a record that is not over. A request on whose row a clock of the law runs is left to it: such rows
/// are in `has_clock`.
pub(super) fn dates(context: &Context<'_>, has_clock: &BTreeSet<RowOf>) -> Vec<Found> {
    let dictionary = Dictionary::builtin();
    let fields = dictionary.entity_ids().flat_map(|entity| dictionary.fields_of(entity));
    let marked = fields.filter_map(|field| Some((field, dictionary.field(field).due.as_ref()?)));
    marked
        .flat_map(|(field, rule)| {
            let records = context.inventory.records(field.entity);
            records.filter_map(move |record| found(context, field, rule, record, has_clock))
        })
        .collect()
}

fn found(
    context: &Context<'_>,
    field: FieldId,
    rule: &DueRule<u16>,
    record: RecordRef,
    has_clock: &BTreeSet<RowOf>,
) -> Option<Found> {
    let inventory = context.inventory;
    let due = day(inventory.look(record, field))?;
    if is_over(context, field, rule, record, due) || has_ended(inventory, record) {
        return None;
    }
    let dictionary = Dictionary::builtin();
    let entity = dictionary.entity(field.entity);
    // What became of a row of a plan with an id the audit says.
    let id = dictionary.find_field(field.entity, "id").filter(|_| entity.from_candor);
    let is_placed = id.is_some_and(|id| !inventory.look(record, id).text().trim().is_empty());
    let here = cell(inventory, record, field)?;
    if is_placed || row_of(&here).is_some_and(|row| has_clock.contains(&row)) {
        return None;
    }
    let law = &dictionary.field(field).law;
    Some(Found {
        key: format!("{}\n{}", dictionary.path(field), context.subject_key(record)),
        kind: rule.kind,
        what: if id.is_some() { OWN_ACTION.to_owned() } else { dictionary.field(field).label.clone() },
        subject: subject(inventory, record),
        due,
        time: None,
        owner: owner(inventory, record),
        cites: if law.is_empty() { Vec::new() } else { vec![law.clone()] },
        note: String::new(),
        cells: vec![here],
        last: rule.done.map(|index| (FieldId { entity: field.entity, index }, record)),
    })
}

fn is_over(
    context: &Context<'_>,
    field: FieldId,
    rule: &DueRule<u16>,
    record: RecordRef,
    due: NaiveDate,
) -> bool {
    let look = |index: u16| context.inventory.look(record, FieldId { entity: field.entity, index });
    let is_past = |index: &u16| match look(*index) {
        // A day that is still to come ends nothing yet.
        Seen::Cell { entry, .. } => match &entry.cell {
            Cell::Value(Value::Date(moment)) => moment.day <= context.as_of,
            Cell::Value(value) => !value.is_none(),
            _ => false,
        },
        Seen::NoColumn => false,
    };
    let earliest = due.checked_sub_days(Days::new(rule.early_days.into()));
    let is_done = rule
        .done
        .and_then(|index| day(look(index)))
        .zip(earliest)
        .is_some_and(|(done, earliest)| done >= earliest && done <= context.as_of);
    rule.over.iter().any(is_past) || is_done
}
