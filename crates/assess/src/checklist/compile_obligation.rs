//! Obligations and the criteria of impact assessments: from `obligations.toml` to what can be judged.

use candor_model::{Dictionary, EntityId, FieldId};
use serde::Deserialize;
use toml::Spanned;

use super::compile_test::{compile_scope, find_entity, find_field};
use super::mistake::{Mistake, Mistakes, Source};
use super::raw::{RawTest, Word};
use crate::test::Test;

/// A document that requirements ask for.
#[derive(Debug)]
pub(crate) struct Obligation {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) cite: String,
    /// Id of the checklist it belongs to.
    pub(crate) law: String,
    /// Ids of the requirements that ask for it.
    pub(crate) asks: Vec<String>,
    /// Of them those that a document on file fails once its time is over.
    pub(crate) expires: Vec<String>,
    pub(crate) because: Vec<FieldId>,
    pub(crate) kept: Vec<FieldId>,
    pub(crate) next: String,
}

/// The records that are screened, and by what.
#[derive(Debug)]
pub(crate) struct Criteria {
    pub(crate) law: String,
    pub(crate) entity: EntityId,
    pub(crate) scope: Test,
    pub(crate) list: Vec<Criterion>,
}

/// A criterion of WP 248 rev.01, III.B(a).
#[derive(Debug)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) title: String,
    /// `None`: no cell can show it.
    pub(crate) holds: Option<Test>,
    /// A failing test shows that the criterion does not hold.
    pub(crate) rules_out: bool,
    pub(crate) ask: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    obligation: Vec<RawObligation>,
    screening: RawScreening,
    criterion: Vec<RawCriterion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawObligation {
    id: String,
    title: String,
    cite: String,
    law: String,
    asks: Vec<String>,
    #[serde(default)]
    expires: Vec<String>,
    because: Vec<Word>,
    kept: Vec<Word>,
    next: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScreening {
    law: String,
    each: Word,
    #[serde(rename = "where")]
    scope: Spanned<RawTest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCriterion {
    id: String,
    title: String,
    holds: Option<Spanned<RawTest>>,
    #[serde(default)]
    rules_out: bool,
    ask: String,
}

/// Compiles the obligations and criteria of a file.
///
/// # Errors
/// Every mistake, in the order of lines.
pub(crate) fn compile_obligations(source: Source<'_>) -> Result<(Vec<Obligation>, Criteria), Vec<Mistake>> {
    let mut mistakes = Mistakes::new(source);
    let raw: RawFile = match toml::from_str(source.text) {
        Ok(raw) => raw,
        Err(error) => {
            mistakes.add(error.span().unwrap_or_default(), error.message(), "");
            return Err(mistakes.into_sorted());
        }
    };
    let obligations: Vec<Obligation> =
        raw.obligation.into_iter().map(|one| obligation(one, &mut mistakes)).collect();
    let criteria = criteria(raw.screening, &raw.criterion, &mut mistakes);
    match (criteria, mistakes.into_sorted()) {
        (Some(criteria), told) if told.is_empty() => Ok((obligations, criteria)),
        (_, told) => Err(told),
    }
}

fn obligation(raw: RawObligation, mistakes: &mut Mistakes<'_>) -> Obligation {
    let mut fields = |words: &[Word]| words.iter().filter_map(|word| field(word, mistakes)).collect();
    Obligation {
        because: fields(&raw.because),
        kept: fields(&raw.kept),
        id: raw.id,
        title: raw.title,
        cite: raw.cite,
        law: raw.law,
        asks: raw.asks,
        expires: raw.expires,
        next: raw.next,
    }
}

/// A field by its path, such as `vendor.role`.
fn field(path: &Word, mistakes: &mut Mistakes<'_>) -> Option<FieldId> {
    let part = |text: &str| Spanned::new(path.span(), text.to_owned());
    let (entity, name) = path.get_ref().split_once('.').unwrap_or((path.get_ref(), ""));
    let entity = find_entity(&part(entity), mistakes)?;
    find_field(&part(name), entity, mistakes)
}

fn criteria(raw: RawScreening, list: &[RawCriterion], mistakes: &mut Mistakes<'_>) -> Option<Criteria> {
    let entity = find_entity(&raw.each, mistakes)?;
    let scope = compile_scope(&raw.scope, entity, mistakes);
    let list = list.iter().map(|criterion| Criterion {
        id: criterion.id.clone(),
        title: criterion.title.clone(),
        holds: criterion.holds.as_ref().and_then(|test| compile_scope(test, entity, mistakes)),
        rules_out: criterion.rules_out,
        ask: criterion.ask.clone(),
    });
    let list = list.collect();
    Some(Criteria { law: raw.law, entity, scope: scope?, list })
}

impl Obligation {
    /// Does a cell of a field, by its path, make it needed?
    pub(crate) fn is_because(&self, path: &str) -> bool {
        self.because.iter().any(|field| Dictionary::builtin().path(*field) == path)
    }

    /// Does a cell of a field, by its path, show that it is on file?
    pub(crate) fn is_kept(&self, path: &str) -> bool {
        self.kept.iter().any(|field| Dictionary::builtin().path(*field) == path)
    }
}
