//! Clocks over the rows of a log: from `clocks.toml` to what can be counted.

use candor_model::{EntityId, FieldId, Span, Unit};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::compile::day;
use super::compile_requirement::{optional, text};
use super::compile_test::{compile_scope, date_field, find_entity, time_span};
use super::mistake::{Mistake, Mistakes, Source};
use super::raw::{RawTest, Word};
use crate::test::Test;

/// A time that a law sets, from one date of a record to another.
#[derive(Debug)]
pub(crate) struct LogClock {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) cite: String,
    /// Id of the checklist it belongs to.
    pub(crate) law: String,
    pub(crate) requirement: String,
    /// Id of a condition, or empty: always.
    pub(crate) applies: String,
    pub(crate) entity: EntityId,
    pub(crate) scope: Option<Test>,
    pub(crate) start: FieldId,
    /// A later date of this field starts it anew.
    pub(crate) restarts: Option<FieldId>,
    /// `None`: it ends with the next start.
    pub(crate) end: Option<FieldId>,
    /// `None`: the law gives no number.
    pub(crate) limit: Option<Span>,
    pub(crate) extension: Option<(Span, FieldId)>,
    /// The time begins at the end of the year of `start`.
    pub(crate) after_year: bool,
    /// The first start that it counts from.
    pub(crate) from: Option<NaiveDate>,
    /// How the unit is counted, with its source.
    pub(crate) counting: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClocks {
    counting: RawCounting,
    clock: Vec<Spanned<RawClock>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCounting {
    hours: String,
    days: String,
    business_days: String,
    months: String,
    years: String,
}

impl RawCounting {
    fn of(&self, unit: Unit) -> &str {
        match unit {
            Unit::Hours => &self.hours,
            Unit::Days | Unit::Weeks => &self.days,
            Unit::BusinessDays => &self.business_days,
            Unit::Months => &self.months,
            Unit::Years => &self.years,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClock {
    id: Option<Word>,
    title: Option<Word>,
    cite: Option<Word>,
    law: Option<Word>,
    requirement: Option<Word>,
    applies: Option<Word>,
    each: Word,
    #[serde(rename = "where")]
    scope: Option<Spanned<RawTest>>,
    start: Word,
    restarts: Option<Word>,
    end: Option<Word>,
    within: Option<Word>,
    extended_to: Option<Word>,
    extended_by: Option<Word>,
    #[serde(default)]
    after_year: bool,
    from: Option<Spanned<Datetime>>,
}

/// Compiles the clocks of a file.
///
/// # Errors
/// Every mistake, in the order of lines.
pub(crate) fn compile_clocks(source: Source<'_>) -> Result<Vec<LogClock>, Vec<Mistake>> {
    let mut mistakes = Mistakes::new(source);
    let raw: RawClocks = match toml::from_str(source.text) {
        Ok(raw) => raw,
        Err(error) => {
            mistakes.add(error.span().unwrap_or_default(), error.message(), "");
            return Err(mistakes.into_sorted());
        }
    };
    let clocks =
        raw.clock.iter().filter_map(|clock| compile_clock(clock, &raw.counting, &mut mistakes)).collect();
    match mistakes.into_sorted() {
        told if told.is_empty() => Ok(clocks),
        told => Err(told),
    }
}

fn compile_clock(
    raw: &Spanned<RawClock>,
    counting: &RawCounting,
    mistakes: &mut Mistakes<'_>,
) -> Option<LogClock> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let entity = find_entity(&raw.each, mistakes)?;
    let mut date = |word: &Option<Word>| word.as_ref().map(|word| date_field(word, entity, mistakes));
    let (end, restarts, by) = (date(&raw.end), date(&raw.restarts), date(&raw.extended_by));
    let start = date_field(&raw.start, entity, mistakes);
    let scope = raw.scope.as_ref().map(|test| compile_scope(test, entity, mistakes));
    let mut period = |word: &Option<Word>| word.as_ref().map(|word| time_span(word, mistakes));
    let (limit, longer) = (period(&raw.within), period(&raw.extended_to));
    let mut must = |word: &Option<Word>, key| text(word.as_ref(), key, &span, mistakes);
    let (id, title) = (must(&raw.id, "id"), must(&raw.title, "title"));
    let (cite, law) = (must(&raw.cite, "cite"), must(&raw.law, "law"));
    let limit = limit.map_or(Some(None), |limit| limit.map(Some))?;
    Some(LogClock {
        id: id?,
        title: title?,
        cite: cite?,
        law: law?,
        requirement: optional(raw.requirement.as_ref()),
        applies: optional(raw.applies.as_ref()),
        entity,
        scope: scope.map_or(Some(None), |test| test.map(Some))?,
        start: start?,
        restarts: restarts.map_or(Some(None), |field| field.map(Some))?,
        end: end.map_or(Some(None), |field| field.map(Some))?,
        limit,
        extension: match (longer, by) {
            (Some(longer), Some(by)) => Some((longer?, by?)),
            _ => None,
        },
        after_year: raw.after_year,
        from: raw.from.as_ref().and_then(|word| day(word, "from", mistakes)),
        counting: limit.map(|limit| counting.of(limit.unit).to_owned()).unwrap_or_default(),
    })
}
