//! From a test as written to a test that can be decided.

use candor_model::{CountrySet, Dictionary, EntityId, FieldId, Kind, Span};
use toml::Spanned;

use super::compile_reference::{linked, refers_to};
use super::mistake::Mistakes;
use super::raw::{RawTest, Word};
use super::wanted::wanted;
use crate::amount::Amount;
use crate::test::{CellTest, Clock, Extension, Relation, Test};

/// Compiles a test on records of `entity`. `None`: a mistake was told.
pub(super) fn compile_test(
    raw: &Spanned<RawTest>,
    entity: EntityId,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let span = raw.span();
    let raw = raw.get_ref();
    let heads = heads(raw);
    if heads.len() != 1 {
        let message = match heads.as_slice() {
            [] => "this test asks nothing".to_owned(),
            _ => format!("a test asks one thing, this one has {}", quoted(&heads)),
        };
        mistakes.add(span, message, format!("write one of {}", listed(&names(&given_heads(raw)))));
        return None;
    }
    let head = heads[0];
    let stray: Vec<&str> = companions(raw)
        .into_iter()
        .filter(|name| match head {
            "field" => ["by", "dated"].contains(name),
            "linked" => !["by", "that", "dated", "before"].contains(name),
            _ => true,
        })
        .collect();
    if !stray.is_empty() {
        let message = format!("{} does not go with `{head}`", quoted(&stray));
        mistakes.add(span, message, "leave it out, or write two tests in `all = [..]`");
        return None;
    }
    match head {
        "present" => cell(raw.present.as_ref()?, entity, CellTest::Present, mistakes),
        "answered" => cell(raw.answered.as_ref()?, entity, CellTest::Answered, mistakes),
        "blank" => cell(raw.blank.as_ref()?, entity, CellTest::Blank, mistakes),
        "unique" => cell(raw.unique.as_ref()?, entity, CellTest::Unique, mistakes),
        "states" => states(raw.states.as_ref()?, entity, span, mistakes),
        "linked" => linked(raw, entity, span, mistakes),
        "all" => several(raw.all.as_ref()?, entity, span, mistakes).map(Test::All),
        "any" => several(raw.any.as_ref()?, entity, span, mistakes).map(Test::Any),
        "known_any" => several(raw.known_any.as_ref()?, entity, span, mistakes).map(Test::KnownAny),
        "not" => Some(Test::Not(Box::new(compile_test(raw.not.as_deref()?, entity, mistakes)?))),
        "unless" => Some(Test::Unless(Box::new(compile_test(raw.unless.as_deref()?, entity, mistakes)?))),
        _ => field_test(raw, entity, span, mistakes),
    }
}

/// Compiles a test that says which records are looked at.
pub(super) fn compile_scope(
    raw: &Spanned<RawTest>,
    entity: EntityId,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let test = compile_test(raw, entity, mistakes)?;
    if test.has_negated_known_any() {
        let help = "what is missing would count as being in scope; use `any`";
        mistakes.add(raw.span(), "`known_any` does not go within `not` or `unless`", help);
    }
    Some(test)
}

fn heads(raw: &RawTest) -> Vec<&'static str> {
    given(&given_heads(raw))
}

/// What a test may begin with, and what this one has of it.
fn given_heads(raw: &RawTest) -> [(&'static str, bool); 12] {
    [
        ("present", raw.present.is_some()),
        ("answered", raw.answered.is_some()),
        ("blank", raw.blank.is_some()),
        ("field", raw.field.is_some()),
        ("states", raw.states.is_some()),
        ("unique", raw.unique.is_some()),
        ("linked", raw.linked.is_some()),
        ("all", raw.all.is_some()),
        ("any", raw.any.is_some()),
        ("known_any", raw.known_any.is_some()),
        ("not", raw.not.is_some()),
        ("unless", raw.unless.is_some()),
    ]
}

/// The keys that say what is asked of `field`, or that go with another head.
fn companions(raw: &RawTest) -> Vec<&'static str> {
    let mut names = asks(raw);
    names.extend(given(&[
        ("of", raw.of.is_some()),
        ("extended_to", raw.extended_to.is_some()),
        ("extended_by", raw.extended_by.is_some()),
        ("by", raw.by.is_some()),
        ("that", raw.that.is_some()),
        ("one_that", raw.one_that.is_some()),
        ("dated", raw.dated.is_some()),
    ]));
    names
}

fn asks(raw: &RawTest) -> Vec<&'static str> {
    given(&[
        ("one_of", raw.one_of.is_some()),
        ("contains", raw.contains.is_some()),
        ("at_least", raw.at_least.is_some()),
        ("at_most", raw.at_most.is_some()),
        ("above", raw.above.is_some()),
        ("within", raw.within.is_some()),
        ("before", raw.before.is_some()),
        ("after", raw.after.is_some()),
        ("at_least_after", raw.at_least_after.is_some()),
        ("all_in", raw.all_in.is_some()),
        ("refers_to", raw.refers_to.is_some()),
    ])
}

fn given(keys: &[(&'static str, bool)]) -> Vec<&'static str> {
    keys.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect()
}

fn names(keys: &[(&'static str, bool)]) -> Vec<&'static str> {
    keys.iter().map(|(name, _)| *name).collect()
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

pub(super) fn find_field(word: &Word, entity: EntityId, mistakes: &mut Mistakes<'_>) -> Option<FieldId> {
    let dictionary = Dictionary::builtin();
    let found = dictionary.find_field(entity, word.get_ref());
    if found.is_none() {
        let entity = dictionary.entity(entity);
        let what = format!("field of `{}`", entity.id);
        mistakes.unknown(
            word.span(),
            &what,
            word.get_ref(),
            entity.fields.iter().map(|field| field.id.as_str()),
        );
    }
    found
}

pub(super) fn find_entity(word: &Word, mistakes: &mut Mistakes<'_>) -> Option<EntityId> {
    let dictionary = Dictionary::builtin();
    let found = dictionary.find_entity(word.get_ref());
    if found.is_none() {
        let known = dictionary.entities.iter().map(|entity| entity.id.as_str());
        mistakes.unknown(word.span(), "entity", word.get_ref(), known);
    }
    found
}

fn cell(word: &Word, entity: EntityId, ask: CellTest, mistakes: &mut Mistakes<'_>) -> Option<Test> {
    Some(Test::Cell { field: find_field(word, entity, mistakes)?, ask })
}

fn several(
    parts: &[Spanned<RawTest>],
    entity: EntityId,
    span: std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Vec<Test>> {
    if parts.is_empty() {
        mistakes.add(span, "an empty list of tests asks nothing", "");
        return None;
    }
    // Collected first, so that every part tells its mistakes.
    let compiled: Vec<_> = parts.iter().map(|part| compile_test(part, entity, mistakes)).collect();
    compiled.into_iter().collect()
}

fn states(
    items: &[Word],
    entity: EntityId,
    span: std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let dictionary = Dictionary::builtin();
    let field = dictionary.expect_field("notice.states");
    if field.entity != entity {
        let message = format!("`states` asks a notice, not the entity `{}`", dictionary.entity(entity).id);
        mistakes.add(span, message, "use it with `notice`");
        return None;
    }
    let wanted = wanted(items, dictionary.field(field), span, mistakes)?;
    Some(Test::Cell { field, ask: CellTest::Contains(wanted) })
}

fn field_test(
    raw: &RawTest,
    entity: EntityId,
    span: std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let word = raw.field.as_ref()?;
    let field = find_field(word, entity, mistakes)?;
    let asks = asks(raw);
    let stray = stray_companions(raw);
    if let Some((key, needed)) = stray {
        mistakes.add(span, format!("`{key}` needs `{needed}`"), "");
        return None;
    }
    let pair = matches!(asks.as_slice(), ["at_least", "at_most"] | ["before", "after"]);
    if asks.len() != 1 && !pair {
        let message = match asks.as_slice() {
            [] => format!("nothing is asked of `{}`", word.get_ref()),
            several => format!("a test asks one thing, this one has {}", quoted(several)),
        };
        mistakes.add(span, message, "write `one_of`, `within` or another test beside `field`, one each");
        return None;
    }
    let parts: Vec<_> = asks.iter().map(|ask| ask_test(ask, raw, field, &span, mistakes)).collect();
    let mut parts: Vec<Test> = parts.into_iter().collect::<Option<_>>()?;
    if pair { Some(Test::All(parts)) } else { parts.pop() }
}

/// A key that stands without the key it belongs to.
fn stray_companions(raw: &RawTest) -> Option<(&'static str, &'static str)> {
    [
        ("of", raw.of.is_some(), "within", raw.within.is_some() || raw.at_least_after.is_some()),
        ("extended_to", raw.extended_to.is_some(), "of", raw.of.is_some()),
        ("extended_to", raw.extended_to.is_some(), "extended_by", raw.extended_by.is_some()),
        ("extended_by", raw.extended_by.is_some(), "extended_to", raw.extended_to.is_some()),
        ("that", raw.that.is_some(), "refers_to", raw.refers_to.is_some()),
        ("one_that", raw.one_that.is_some(), "refers_to", raw.refers_to.is_some()),
    ]
    .into_iter()
    .find(|(_, is_given, _, has_needed)| *is_given && !has_needed)
    .map(|(key, _, needed, _)| (key, needed))
}

fn ask_test(
    ask: &str,
    raw: &RawTest,
    field: FieldId,
    span: &std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Test> {
    let dictionary = Dictionary::builtin();
    let known = dictionary.field(field);
    let kinds = fitting_kinds(ask);
    if !kinds.contains(&known.kind.label()) {
        let message =
            format!("`{}` is of the kind {}, which `{ask}` cannot ask", known.id, known.kind.label());
        mistakes.add(span.clone(), message, format!("`{ask}` fits {}", kinds.join(", ")));
        return None;
    }
    let ask = match ask {
        "one_of" => CellTest::OneOf(wanted(raw.one_of.as_ref()?, known, span.clone(), mistakes)?),
        "contains" => CellTest::Contains(wanted(raw.contains.as_ref()?, known, span.clone(), mistakes)?),
        "at_least" => CellTest::AtLeast(raw.at_least?),
        "at_most" => CellTest::AtMost(raw.at_most?),
        "above" => CellTest::Above(amount(raw.above.as_ref()?, mistakes)?),
        "within" => return within(raw, field, mistakes),
        "at_least_after" => return later(raw, field, mistakes),
        "before" => return order(raw.before.as_ref()?, Relation::Before, field, mistakes),
        "after" => return order(raw.after.as_ref()?, Relation::After, field, mistakes),
        "all_in" => CellTest::AllIn(country_set(raw.all_in.as_ref()?, mistakes)?),
        _ => return refers_to(raw, field, known, mistakes),
    };
    Some(Test::Cell { field, ask })
}

/// Labels of the kinds of field that a test can ask.
fn fitting_kinds(ask: &str) -> &'static [&'static str] {
    match ask {
        "one_of" => &["yes or no", "one of a list", "one or more of a list", "countries", "text", "list"],
        "contains" => &["one or more of a list", "countries", "list"],
        "at_least" | "at_most" | "above" => &["number", "amount of money"],
        "all_in" => &["countries"],
        "refers_to" => &["reference"],
        _ => &["date"],
    }
}

fn amount(word: &Word, mistakes: &mut Mistakes<'_>) -> Option<&'static Amount> {
    let amount = Amount::find(word.get_ref());
    if amount.is_none() {
        mistakes.unknown(word.span(), "amount of the law", word.get_ref(), Amount::ids());
    }
    amount
}

fn country_set(word: &Word, mistakes: &mut Mistakes<'_>) -> Option<CountrySet> {
    let set = CountrySet::parse(word.get_ref());
    if set.is_none() {
        let known = ["eea", "adequate", "eea_or_adequate"];
        mistakes.unknown(word.span(), "set of countries", word.get_ref(), known);
    }
    set
}

pub(super) fn time_span(word: &Word, mistakes: &mut Mistakes<'_>) -> Option<Span> {
    let span = Span::parse(word.get_ref());
    if span.is_none() {
        let help = "write for example `72 hours`, `30 days`, `10 business days`, `12 months`";
        mistakes.add(word.span(), format!("`{}` is no period of time", word.get_ref()), help);
    }
    span
}

fn within(raw: &RawTest, field: FieldId, mistakes: &mut Mistakes<'_>) -> Option<Test> {
    let limit = time_span(raw.within.as_ref()?, mistakes)?;
    let Some(of) = &raw.of else {
        return Some(Test::Cell { field, ask: CellTest::Recent(limit) });
    };
    let start = date_field(of, field.entity, mistakes)?;
    let extension = match (&raw.extended_to, &raw.extended_by) {
        (Some(to), Some(by)) => {
            let limit = time_span(to, mistakes)?;
            Some(Extension { limit, told: date_field(by, field.entity, mistakes)? })
        }
        _ => None,
    };
    Some(Test::Clock(Clock { field, start, limit, extension }))
}

pub(super) fn date_field(word: &Word, entity: EntityId, mistakes: &mut Mistakes<'_>) -> Option<FieldId> {
    let field = find_field(word, entity, mistakes)?;
    let kind = Dictionary::builtin().field(field).kind;
    if kind != Kind::Date {
        mistakes.add(
            word.span(),
            format!("`{}` is of the kind {}", word.get_ref(), kind.label()),
            "name a date",
        );
        return None;
    }
    Some(field)
}

fn order(word: &Word, relation: Relation, field: FieldId, mistakes: &mut Mistakes<'_>) -> Option<Test> {
    if word.get_ref() == "as_of" {
        return Some(Test::Cell { field, ask: CellTest::AsOf(relation) });
    }
    if let Ok(day) = word.get_ref().parse() {
        return Some(Test::Cell { field, ask: CellTest::On(relation, day) });
    }
    let other = date_field(word, field.entity, mistakes)?;
    Some(Test::Order { field, relation, other, by: None })
}

fn later(raw: &RawTest, field: FieldId, mistakes: &mut Mistakes<'_>) -> Option<Test> {
    let word = raw.at_least_after.as_ref()?;
    let by = time_span(word, mistakes);
    let Some(of) = &raw.of else {
        mistakes.add(word.span(), "`at_least_after` needs `of`", "name the date it is counted from");
        return None;
    };
    let other = date_field(of, field.entity, mistakes)?;
    Some(Test::Order { field, relation: Relation::After, other, by: Some(by?) })
}
