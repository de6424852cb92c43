//! Checklist files as they are written: every key optional, every word with its place in the text.
//!
//! What must be given, and what goes with what, is decided in `compile`, where all mistakes can be told.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::value::Datetime;

use super::adjust::RawAdjust;
use super::mistake::{Mistakes, Source};

pub(super) type Word = Spanned<String>;

/// The keys at the top of a checklist file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHeader {
    pub(super) id: Option<Word>,
    pub(super) title: Option<Word>,
    pub(super) short: Option<Word>,
    pub(super) version: Option<Word>,
    pub(super) law_as_of: Option<Spanned<Datetime>>,
    pub(super) source: Option<Word>,
    pub(super) scope: Option<Word>,
    pub(super) law: Option<bool>,
    pub(super) part_of: Option<Word>,
}

/// A provision for which there is no requirement.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLeftOut {
    pub(super) cite: Option<Word>,
    pub(super) title: Option<Word>,
    pub(super) reason: Option<Word>,
}

/// A requirement that had another id.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRenamed {
    pub(super) from: Option<Word>,
    pub(super) to: Option<Word>,
    pub(super) version: Option<Word>,
}

/// A link between two like duties.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLink {
    pub(super) from: Option<Word>,
    pub(super) to: Option<Word>,
    pub(super) relation: Option<Word>,
    pub(super) note: Option<Word>,
}

/// What a version of a checklist changed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChange {
    pub(super) version: Option<Word>,
    pub(super) date: Option<Spanned<Datetime>>,
    pub(super) text: Option<Word>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRequirement {
    pub(super) id: Option<Word>,
    pub(super) cite: Option<Word>,
    pub(super) title: Option<Word>,
    pub(super) duty: Option<Word>,
    pub(super) theme: Option<Word>,
    pub(super) level: Option<Word>,
    pub(super) who: Option<Vec<Word>>,
    pub(super) applies: Option<Word>,
    pub(super) each: Option<Word>,
    pub(super) some: Option<Word>,
    #[serde(rename = "where")]
    pub(super) scope: Option<Spanned<RawTest>>,
    pub(super) must: Option<Spanned<RawTest>>,
    pub(super) latest: Option<Word>,
    pub(super) per: Option<Word>,
    pub(super) from: Option<Spanned<Datetime>>,
    pub(super) until: Option<Spanned<Datetime>>,
    pub(super) ask: Option<Word>,
    pub(super) evidence: Option<Word>,
    pub(super) why: Option<Word>,
    pub(super) first_step: Option<Word>,
    pub(super) fix: Option<Word>,
    pub(super) done_when: Option<Word>,
    pub(super) severity: Option<Word>,
    pub(super) rolls_up_to: Option<Word>,
    pub(super) confidence: Option<Word>,
    pub(super) fresh_for: Option<Word>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    pub(super) id: Option<Word>,
    pub(super) title: Option<Word>,
    pub(super) holds: Option<Spanned<RawHolds>>,
    pub(super) assume: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHolds {
    pub(super) organisation: Option<Spanned<RawTest>>,
    pub(super) some: Option<Word>,
    #[serde(rename = "where")]
    pub(super) scope: Option<Spanned<RawTest>>,
    pub(super) condition: Option<Word>,
    pub(super) all: Option<Vec<Spanned<RawHolds>>>,
    pub(super) any: Option<Vec<Spanned<RawHolds>>>,
    pub(super) not: Option<Box<Spanned<RawHolds>>>,
    pub(super) known_any: Option<Vec<Spanned<RawHolds>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTest {
    pub(super) present: Option<Word>,
    pub(super) answered: Option<Word>,
    pub(super) blank: Option<Word>,
    pub(super) field: Option<Word>,
    pub(super) one_of: Option<Vec<Word>>,
    pub(super) contains: Option<Vec<Word>>,
    pub(super) at_least: Option<f64>,
    pub(super) at_most: Option<f64>,
    pub(super) above: Option<Word>,
    pub(super) within: Option<Word>,
    pub(super) of: Option<Word>,
    pub(super) extended_to: Option<Word>,
    pub(super) extended_by: Option<Word>,
    pub(super) before: Option<Word>,
    pub(super) after: Option<Word>,
    pub(super) at_least_after: Option<Word>,
    pub(super) all_in: Option<Word>,
    pub(super) refers_to: Option<Word>,
    pub(super) linked: Option<Word>,
    pub(super) by: Option<Word>,
    pub(super) that: Option<Box<Spanned<RawTest>>>,
    pub(super) one_that: Option<Box<Spanned<RawTest>>>,
    pub(super) dated: Option<Word>,
    pub(super) unique: Option<Word>,
    pub(super) states: Option<Vec<Word>>,
    pub(super) all: Option<Vec<Spanned<RawTest>>>,
    pub(super) any: Option<Vec<Spanned<RawTest>>>,
    pub(super) known_any: Option<Vec<Spanned<RawTest>>>,
    pub(super) not: Option<Box<Spanned<RawTest>>>,
    pub(super) unless: Option<Box<Spanned<RawTest>>>,
}

/// A file, taken apart.
#[derive(Debug)]
pub(super) struct RawFile<'a> {
    pub(super) header: RawHeader,
    pub(super) requirements: Vec<Spanned<RawRequirement>>,
    pub(super) conditions: Vec<Spanned<RawCondition>>,
    pub(super) left_out: Vec<Spanned<RawLeftOut>>,
    pub(super) renamed: Vec<Spanned<RawRenamed>>,
    pub(super) changes: Vec<Spanned<RawChange>>,
    pub(super) adjusts: Vec<Spanned<RawAdjust>>,
    pub(super) links: Vec<Spanned<RawLink>>,
    pub(super) mistakes: Mistakes<'a>,
    /// The text is no TOML: what could be saved of it serves as names for other files, nothing more.
    pub(super) broken: bool,
}

impl<'a> RawFile<'a> {
    pub(super) fn read(source: Source<'a>) -> Self {
        let mut mistakes = Mistakes::new(source);
        let (root, errors) = DeTable::parse_recoverable(source.text);
        for error in &errors {
            let help = "the file is no TOML from here on; correct this first";
            mistakes.add(error.span().unwrap_or(0..0), error.message(), help);
        }
        let broken = !errors.is_empty();
        // Of a broken file only the text's own mistakes are told, not what follows from them.
        let mut untold = Mistakes::new(source);
        let told = if broken { &mut untold } else { &mut mistakes };
        let span = root.span();
        let mut root = root.into_inner();
        let requirements = take_list(&mut root, "requirement", told);
        let conditions = take_list(&mut root, "condition", told);
        let left_out = take_list(&mut root, "left_out", told);
        let renamed = take_list(&mut root, "renamed", told);
        let changes = take_list(&mut root, "change", told);
        let adjusts = take_list(&mut root, "adjust", told);
        let links = take_list(&mut root, "link", told);
        let header = read_part(Spanned::new(span, DeValue::Table(root)), told);
        let header = header.unwrap_or_default();
        RawFile {
            header,
            requirements,
            conditions,
            left_out,
            renamed,
            changes,
            adjusts,
            links,
            mistakes,
            broken,
        }
    }
}

fn take_list<T: DeserializeOwned>(
    root: &mut DeTable<'_>,
    key: &str,
    mistakes: &mut Mistakes<'_>,
) -> Vec<Spanned<T>> {
    let Some(list) = root.remove(key) else { return Vec::new() };
    let span = list.span();
    let DeValue::Array(items) = list.into_inner() else {
        mistakes.add(span, format!("`{key}` is a list of tables"), format!("write `[[{key}]]`"));
        return Vec::new();
    };
    items
        .into_iter()
        .filter_map(|item| {
            let span = item.span();
            read_part(item, mistakes).map(|part| Spanned::new(span, part))
        })
        .collect()
}

/// Reads a table; what cannot be read is told and cut out, so that the rest can be looked at too.
fn read_part<T: DeserializeOwned>(mut value: Spanned<DeValue<'_>>, mistakes: &mut Mistakes<'_>) -> Option<T> {
    loop {
        let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(part) => return Some(part),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| value.span());
        tell(error.message(), span.clone(), mistakes);
        mistakes.leave_out(span.clone());
        if !cut(value.get_mut(), &span) {
            return None;
        }
    }
}

/// Puts a message of the deserialiser into the words of a checklist's author.
fn tell(message: &str, span: std::ops::Range<usize>, mistakes: &mut Mistakes<'_>) {
    match message.strip_prefix("unknown field ") {
        Some(rest) => {
            let mut names = rest.split('`').skip(1).step_by(2);
            let unknown = names.next().unwrap_or_default();
            mistakes.unknown(span, "key of this table", unknown, names);
        }
        None => {
            let message = message.replace("a sequence", "a list `[…]`").replace("a map", "a table `{…}`");
            let message =
                message.replace("struct RawTest", "a test `{…}`").replace("struct RawHolds", "a table `{…}`");
            mistakes.add(span, message, "");
        }
    }
}

/// Removes the key or value that stands at `span`, the innermost first. False if there is none.
fn cut(value: &mut DeValue<'_>, span: &std::ops::Range<usize>) -> bool {
    match value {
        DeValue::Array(items) => items.iter_mut().any(|item| cut(item.get_mut(), span)),
        DeValue::Table(table) => {
            if table.iter_mut().any(|(_, inner)| cut(inner.get_mut(), span)) {
                return true;
            }
            let key = table.iter().find_map(|(key, inner)| {
                let holds = |part: std::ops::Range<usize>| part.start <= span.start && span.end <= part.end;
                (holds(key.span()) || holds(inner.span())).then(|| key.get_ref().clone().into_owned())
            });
            key.is_some_and(|key| table.remove(key.as_str()).is_some())
        }
        _ => false,
    }
}
