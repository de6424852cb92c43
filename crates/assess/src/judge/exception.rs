//! Exceptions: gaps that somebody accepted for a time. They are shown, and never change an outcome.

use candor_model::text::{one_line, plain};
use candor_model::{Dictionary, RecordRef, Value};

use crate::checklist::Requirement;
use crate::context::Context;

/// The exception in force for a finding: its id, owner and expiry. In force needs all three and a reason.
pub(crate) fn exception_for(
    context: &Context<'_>,
    requirement: &Requirement,
    subject: &str,
    record: Option<RecordRef>,
) -> Option<String> {
    let called = called(context, subject, record);
    context.exceptions().records[requirement.number()]
        .iter()
        .find_map(|exception| in_force(context, *exception, &called))
}

/// Everything the subject of a finding is called, folded.
fn called(context: &Context<'_>, subject: &str, record: Option<RecordRef>) -> Vec<String> {
    let mut names = vec![plain(subject)];
    if let Some(record) = record {
        names.push(plain(context.inventory.key(record)));
        names.push(plain(&context.inventory.name(record)));
    }
    names
}

fn in_force(context: &Context<'_>, exception: RecordRef, called: &[String]) -> Option<String> {
    let look = |id: &str| {
        let field = Dictionary::builtin().expect_field(&format!("exception.{id}"));
        context.inventory.look(exception, field)
    };
    let text = |id: &str| one_line(look(id).text());
    let about = plain(&text("subject"));
    if !about.is_empty() && !called.contains(&about) {
        return None;
    }
    let (owner, reason) = (text("owner"), text("reason"));
    let is_none = |id: &str| look(id).value().is_some_and(Value::is_none);
    if owner.is_empty() || reason.is_empty() || is_none("owner") || is_none("reason") {
        return None;
    }
    let Some(Value::Date(until)) = look("expires_on").value() else { return None };
    if until.day < context.as_of {
        return None;
    }
    let name = match text("ref") {
        reference if reference.is_empty() => "exception".to_owned(),
        reference => reference,
    };
    Some(format!("{name}: accepted by {owner} until {}", until.day))
}
