//! What an organisation changes of a requirement: switched off with a reason, or a stricter period.
//!
//! Invariant: nothing is made laxer; what is switched off says why, and until when.

use candor_model::Span;
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::compile::{Names, day};
use super::compile_requirement::optional;
use super::compile_test::time_span;
use super::mistake::Mistakes;
use super::raw::Word;
use super::requirement::{Checklist, Requirement, Rule};
use crate::test::{CellTest, Test};

/// `[[adjust]]`, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAdjust {
    requirement: Option<Word>,
    off: Option<Word>,
    approved_by: Option<Word>,
    expires: Option<Spanned<Datetime>>,
    within: Option<Word>,
    fresh_for: Option<Word>,
}

/// A requirement that an organisation does not want to be judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchedOff {
    pub reason: String,
    /// May be empty.
    pub approved_by: String,
    /// From the day after it is judged again.
    pub expires: Option<NaiveDate>,
    /// Name of the file that says so.
    pub file: String,
}

/// Changes the requirement that `[[adjust]]` names, or tells why not.
pub(super) fn adjust(
    raw: &Spanned<RawAdjust>,
    file: &str,
    names: &Names,
    checklists: &mut [Checklist],
    mistakes: &mut Mistakes<'_>,
) {
    let (span, raw) = (raw.span(), raw.get_ref());
    let Some(word) = &raw.requirement else {
        mistakes.add(span, "`requirement` is missing", "name the requirement by its id");
        return;
    };
    if !names.requirements.contains(word.get_ref()) {
        let known = names.requirements.iter().map(String::as_str);
        mistakes.unknown(word.span(), "requirement", word.get_ref(), known);
    }
    let mut all = checklists.iter_mut().flat_map(|checklist| &mut checklist.requirements);
    // One with a mistake of its own is told where it stands.
    let Some(requirement) = all.find(|one| one.id == *word.get_ref()) else { return };
    requirement.adjusted = true;
    if raw.off.is_none() && raw.within.is_none() && raw.fresh_for.is_none() {
        let help = "write `off = \"the reason\"`, `within = \"6 months\"` or `fresh_for = \"6 months\"`";
        mistakes.add(span, "nothing is changed of the requirement", help);
    }
    switch_off(raw, file, requirement, mistakes);
    if let Some(word) = &raw.within {
        shorten_periods(word, requirement, mistakes);
    }
    if let Some(word) = &raw.fresh_for
        && let Some(span) = time_span(word, mistakes)
    {
        if is_shorter(span, requirement.fresh_for) {
            requirement.fresh_for = span;
        } else {
            tell_laxer(word, requirement.fresh_for, mistakes);
        }
    }
}

fn switch_off(raw: &RawAdjust, file: &str, requirement: &mut Requirement, mistakes: &mut Mistakes<'_>) {
    let Some(off) = &raw.off else {
        for (word, key) in [
            (raw.approved_by.as_ref().map(Spanned::span), "approved_by"),
            (raw.expires.as_ref().map(Spanned::span), "expires"),
        ] {
            if let Some(place) = word {
                mistakes.add(place, format!("`{key}` needs `off`"), "");
            }
        }
        return;
    };
    if off.get_ref().trim().is_empty() {
        mistakes.add(off.span(), "no reason is given", "say why the requirement is not judged");
        return;
    }
    requirement.off = Some(SwitchedOff {
        reason: off.get_ref().trim().to_owned(),
        approved_by: optional(raw.approved_by.as_ref()),
        expires: raw.expires.as_ref().and_then(|word| day(word, "expires", mistakes)),
        file: file.to_owned(),
    });
}

fn shorten_periods(word: &Word, requirement: &mut Requirement, mistakes: &mut Mistakes<'_>) {
    let Some(span) = time_span(word, mistakes) else { return };
    let must = match &mut requirement.rule {
        Rule::Each { must, .. } => Some(must),
        Rule::Some { must, .. } => must.as_mut(),
        Rule::Ask => None,
    };
    let mut periods = Vec::new();
    if let Some(must) = must {
        collect_periods(must, &mut periods);
    }
    if periods.is_empty() {
        let help = "only a test with `within` has a period; `fresh_for` is for evidence";
        mistakes.add(word.span(), format!("`{}` has no period", requirement.id), help);
        return;
    }
    if let Some(laxer) = periods.iter().find(|period| !is_shorter(span, ***period)) {
        tell_laxer(word, **laxer, mistakes);
        return;
    }
    periods.into_iter().for_each(|period| *period = span);
}

/// The periods of the tests of one record.
fn collect_periods<'t>(test: &'t mut Test, periods: &mut Vec<&'t mut Span>) {
    match test {
        Test::Cell { ask: CellTest::Recent(span), .. } => periods.push(span),
        Test::Clock(clock) => periods.push(&mut clock.limit),
        Test::All(parts) | Test::Any(parts) | Test::KnownAny(parts) => {
            parts.iter_mut().for_each(|part| collect_periods(part, periods));
        }
        Test::RefersTo { that, .. } | Test::Linked { that, .. } => {
            if let Some(that) = that {
                collect_periods(that, periods);
            }
        }
        Test::Not(_) | Test::Unless(_) | Test::Cell { .. } | Test::Order { .. } => {}
    }
}

fn tell_laxer(word: &Word, period: Span, mistakes: &mut Mistakes<'_>) {
    let message = format!("`{}` is not stricter than {period}", word.get_ref());
    mistakes.add(word.span(), message, "a period can be made shorter, not longer");
}

/// Compared from a day in the middle of a long month, so that `30 days` is shorter than `1 month`.
fn is_shorter(span: Span, than: Span) -> bool {
    let start = NaiveDate::from_ymd_opt(2026, 1, 10);
    match start.map(|day| (span.after(day), than.after(day))) {
        Some((Some(end), Some(other))) => end < other || (end == other && span.count < than.count),
        _ => false,
    }
}
