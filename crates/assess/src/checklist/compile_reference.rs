//! Tests that lead to other records: `refers_to` and `linked`.

use candor_model::{Dictionary, EntityId, Field, FieldId, Kind};
use toml::Spanned;

use super::compile_test::{compile_test, date_field, find_entity, find_field};
use super::mistake::Mistakes;
use super::raw::RawTest;
use crate::test::{Need, Test, Timely};

pub(super) fn linked(
    raw: &RawTest,
    entity: EntityId,
    span: std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let dictionary = Dictionary::builtin();
    let other = find_entity(raw.linked.as_ref()?, mistakes)?;
    let Some(by) = &raw.by else {
        let help = format!("name the field of `{}` that names this record", dictionary.entity(other).id);
        mistakes.add(span, "`linked` needs `by`", help);
        return None;
    };
    let field = find_field(by, other, mistakes)?;
    if dictionary.field(field).kind != Kind::Reference(entity) {
        let name = &dictionary.entity(entity).id;
        let message = format!("`{}` does not refer to records of `{name}`", dictionary.path(field));
        mistakes.add(by.span(), message, "");
        return None;
    }
    let timely = timely(raw, (entity, other), span, mistakes);
    let that = compile_that(raw.that.as_deref(), other, mistakes)?;
    Some(Test::Linked { by: field, timely: timely?, that })
}

/// `dated` is a date of the record that names, `before` one of the record that is named.
#[expect(
    clippy::option_option,
    reason = "the outer one is a mistake that was told, the inner one two absent keys"
)]
fn timely(
    raw: &RawTest,
    (entity, other): (EntityId, EntityId),
    span: std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Option<Timely>> {
    match (&raw.dated, &raw.before) {
        (None, None) => Some(None),
        (Some(dated), Some(before)) => {
            let (dated, before) = (date_field(dated, other, mistakes), date_field(before, entity, mistakes));
            Some(Some(Timely { dated: dated?, before: before? }))
        }
        _ => {
            mistakes.add(span, "`linked` takes `dated` and `before` together", "write both, or neither");
            None
        }
    }
}

/// The outer `None` is a mistake.
#[expect(
    clippy::option_option,
    reason = "the outer one is a mistake that was told, the inner one an absent key"
)]
fn compile_that(
    that: Option<&Spanned<RawTest>>,
    entity: EntityId,
    mistakes: &mut Mistakes<'_>,
) -> Option<Option<Box<Test>>> {
    match that {
        None => Some(None),
        Some(inner) => compile_test(inner, entity, mistakes).map(|test| Some(Box::new(test))),
    }
}

pub(super) fn refers_to(
    raw: &RawTest,
    field: FieldId,
    known: &Field,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let word = raw.refers_to.as_ref()?;
    let entity = find_entity(word, mistakes)?;
    if known.kind != Kind::Reference(entity) {
        let Kind::Reference(actual) = known.kind else { return None };
        let actual = &Dictionary::builtin().entity(actual).id;
        let message = format!("`{}` refers to `{actual}`, not to `{}`", known.id, word.get_ref());
        mistakes.add(word.span(), message, format!("write `refers_to = \"{actual}\"`"));
        return None;
    }
    let (need, that) = match (&raw.that, &raw.one_that) {
        (Some(_), Some(one)) => {
            mistakes.add(one.span(), "`that` and `one_that` stand together", "write one of the two");
            return None;
        }
        (_, Some(one)) => (Need::One, Some(one.as_ref())),
        (that, None) => (Need::Each, that.as_deref()),
    };
    let that = compile_that(that, entity, mistakes)?;
    Some(Test::RefersTo { field, entity, need, that })
}
