//! What decides a requirement: the records of an entity with the tests on them, or a person's answer.

use std::ops::Range;

use candor_model::{Dictionary, EntityId};
use toml::Spanned;

use super::compile_requirement::optional;
use super::compile_test::{compile_scope, compile_test, date_field, find_entity, find_field};
use super::mistake::Mistakes;
use super::raw::{RawRequirement, RawTest};
use super::requirement::{Latest, Rule};
use crate::test::Test;

pub(super) fn compile_rule(
    raw: &RawRequirement,
    span: &Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Rule> {
    tell_stray_latest(raw, mistakes);
    let (word, every) = match (&raw.each, &raw.some) {
        (Some(_), Some(some)) => {
            mistakes.add(some.span(), "`each` and `some` contradict each other", "keep one of them");
            return None;
        }
        (Some(each), None) => (each, true),
        (None, Some(some)) => (some, false),
        (None, None) => return compile_ask(raw, span, mistakes),
    };
    let entity = find_entity(word, mistakes)?;
    let scope = raw.scope.as_ref().map(|test| compile_scope(test, entity, mistakes));
    let must = raw.must.as_ref().map(|test| compile_must(test, entity, mistakes));
    let latest = match (&raw.latest, &raw.per) {
        (Some(date), Some(per)) => {
            let (date, per) = (date_field(date, entity, mistakes), find_field(per, entity, mistakes));
            date.zip(per).map(|(date, per)| Latest { date, per })
        }
        _ => None,
    };
    let scope: Option<Test> = scope.map_or(Some(None), |test| test.map(Some))?;
    let must: Option<Test> = must.map_or(Some(None), |test| test.map(Some))?;
    match (every, must) {
        (true, Some(must)) => Some(Rule::Each { entity, scope, must, latest }),
        (false, must) if must.is_some() || scope.is_some() => Some(Rule::Some { entity, scope, must }),
        _ => {
            let name = &Dictionary::builtin().entity(entity).id;
            mistakes.add(word.span(), format!("nothing is asked of `{name}`"), "add `must = { … }`");
            None
        }
    }
}

fn compile_must(raw: &Spanned<RawTest>, entity: EntityId, mistakes: &mut Mistakes<'_>) -> Option<Test> {
    let test = compile_test(raw, entity, mistakes)?;
    if test.has_unless() {
        let help = "an unknown would count as met; use `not`";
        mistakes.add(raw.span(), "`unless` is for `where` only", help);
    }
    if test.has_blank() {
        let help = "an empty cell proves nothing; leave it out";
        mistakes.add(raw.span(), "`blank` is for `where` only", help);
    }
    if test.has_negated_known_any() {
        let help = "what is missing would count as met; use `any`";
        mistakes.add(raw.span(), "`known_any` does not go within `not`", help);
    }
    Some(test)
}

fn tell_stray_latest(raw: &RawRequirement, mistakes: &mut Mistakes<'_>) {
    match (&raw.latest, &raw.per) {
        (Some(latest), None) => {
            mistakes.add(
                latest.span(),
                "`latest` needs `per`",
                "name the field that tells who or what a record is about",
            );
        }
        (None, Some(per)) => {
            mistakes.add(
                per.span(),
                "`per` needs `latest`",
                "name the date that tells which record is the latest",
            );
        }
        (Some(latest), Some(_)) if raw.each.is_none() => {
            mistakes.add(latest.span(), "`latest` needs `each`", "");
        }
        _ => {}
    }
}

fn compile_ask(raw: &RawRequirement, span: &Range<usize>, mistakes: &mut Mistakes<'_>) -> Option<Rule> {
    if let Some(test) = raw.scope.as_ref().or(raw.must.as_ref()) {
        mistakes.add(
            test.span(),
            "a test needs `each` or `some`",
            "say of which entity the records are tested",
        );
        return None;
    }
    if optional(raw.ask.as_ref()).is_empty() {
        mistakes.add(span.clone(), "nothing decides this requirement", "add `each` with `must`, or `ask`");
        return None;
    }
    Some(Rule::Ask)
}
