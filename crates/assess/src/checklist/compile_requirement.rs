//! Requirements: from what is written to what can be judged.

use std::ops::Range;

use candor_model::{Span, Unit};
use chrono::NaiveDate;
use toml::Spanned;
use toml::value::Datetime;

use super::compile::{Names, day};
use super::compile_rule::compile_rule;
use super::compile_test::time_span;
use super::mistake::Mistakes;
use super::raw::{RawRequirement, Word};
use super::requirement::Requirement;
use crate::assessment::{Level, Severity};
use crate::theme::THEMES;

const LEVELS: &[(&str, Level)] = &[
    ("required", Level::Required),
    ("conditional", Level::Conditional),
    ("addressable", Level::Addressable),
];

const SEVERITIES: &[(&str, Severity)] = &[
    ("critical", Severity::Critical),
    ("high", Severity::High),
    ("medium", Severity::Medium),
    ("low", Severity::Low),
];

const CONFIDENCES: &[(&str, &str)] = &[("high", "high"), ("medium", "medium"), ("low", "low")];

pub(super) fn compile_requirement(
    raw: &Spanned<RawRequirement>,
    checklist: Option<&str>,
    names: &Names,
    mistakes: &mut Mistakes<'_>,
) -> Option<Requirement> {
    let span = raw.span();
    let raw = raw.get_ref();
    let id = text(raw.id.as_ref(), "id", &span, mistakes);
    tell_wrong_prefix(raw.id.as_ref(), checklist, mistakes);
    let cite = text(raw.cite.as_ref(), "cite", &span, mistakes);
    let title = text(raw.title.as_ref(), "title", &span, mistakes);
    let duty = text(raw.duty.as_ref(), "duty", &span, mistakes);
    let why = text(raw.why.as_ref(), "why", &span, mistakes);
    let first_step = optional(raw.first_step.as_ref());
    let fix = text(raw.fix.as_ref(), "fix", &span, mistakes);
    let done_when = optional(raw.done_when.as_ref());
    let themes: Vec<(&str, &str)> = THEMES.iter().map(|(theme, _)| (*theme, *theme)).collect();
    let theme = choice(raw.theme.as_ref(), "theme", &span, &themes, mistakes);
    let level = choice(raw.level.as_ref(), "level", &span, LEVELS, mistakes);
    let severity = choice(raw.severity.as_ref(), "severity", &span, SEVERITIES, mistakes);
    let confidence = choice(raw.confidence.as_ref(), "confidence", &span, CONFIDENCES, mistakes);
    let applies = condition_at(raw.applies.as_ref(), names, mistakes);
    let rule = compile_rule(raw, &span, mistakes);
    let (from, until) = in_force(raw, mistakes);
    let fresh_for = match &raw.fresh_for {
        Some(word) => time_span(word, mistakes),
        None => Some(Span::new(12, Unit::Months)),
    };
    tell_dangling_roll_up(raw, names, mistakes);
    if level == Some(Level::Conditional) && raw.applies.is_none() && raw.scope.is_none() {
        let place = raw.level.as_ref().map_or(span, Spanned::span);
        let message = "a conditional requirement says when it applies";
        mistakes.add(place, message, "add `applies` or `where`, or make it `required`");
    }
    Some(Requirement {
        id: id?,
        cite: cite?,
        title: title?,
        duty: duty?,
        theme: theme?.to_owned(),
        level: level?,
        who: raw.who.iter().flatten().map(|word| word.get_ref().clone()).collect(),
        applies: applies?,
        from,
        until,
        rule: rule?,
        ask: optional(raw.ask.as_ref()),
        evidence: optional(raw.evidence.as_ref()),
        why: why?,
        first_step,
        fix: fix?,
        done_when,
        severity: severity?,
        rolls_up_to: raw.rolls_up_to.as_ref().map(|word| word.get_ref().clone()),
        confidence: confidence?.to_owned(),
        rule_hash: Default::default(),
        fresh_for: fresh_for?,
        off: None,
        adjusted: false,
        number: 0,
    })
}

/// The first and the last day on which a requirement applies.
fn in_force(raw: &RawRequirement, mistakes: &mut Mistakes<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let mut read = |word: &Option<Spanned<Datetime>>, key| {
        word.as_ref().and_then(|word| Some((word.span(), day(word, key, mistakes)?)))
    };
    let (from, until) = (read(&raw.from, "from"), read(&raw.until, "until"));
    if let (Some((_, from)), Some((place, until))) = (&from, &until)
        && until < from
    {
        mistakes.add(place.clone(), "`until` lies before `from`", "");
    }
    (from.map(|(_, day)| day), until.map(|(_, day)| day))
}

fn tell_wrong_prefix(id: Option<&Word>, checklist: Option<&str>, mistakes: &mut Mistakes<'_>) {
    let (Some(id), Some(checklist)) = (id, checklist) else { return };
    let rest = id.get_ref().strip_prefix(checklist).and_then(|rest| rest.strip_prefix('-'));
    if rest.is_none_or(str::is_empty) {
        let message = format!("the id `{}` does not begin with that of its checklist", id.get_ref());
        mistakes.add(id.span(), message, format!("begin it with `{checklist}-`"));
    }
}

fn tell_dangling_roll_up(raw: &RawRequirement, names: &Names, mistakes: &mut Mistakes<'_>) {
    let Some(parent) = &raw.rolls_up_to else { return };
    if raw.id.as_ref().is_some_and(|id| id.get_ref() == parent.get_ref()) {
        mistakes.add(parent.span(), "a requirement cannot roll up to itself", "");
    } else if !names.requirements.contains(parent.get_ref()) {
        let known = names.requirements.iter().map(String::as_str);
        mistakes.unknown(parent.span(), "requirement", parent.get_ref(), known);
    }
}

/// A text that must be given and not be empty.
pub(super) fn text(
    word: Option<&Word>,
    key: &str,
    span: &Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<String> {
    match word.map(|word| word.get_ref().trim()) {
        Some(text) if !text.is_empty() => Some(text.to_owned()),
        _ => {
            let span = word.map_or_else(|| span.clone(), Spanned::span);
            mistakes.add(span, format!("`{key}` is missing"), format!("add `{key} = \"…\"`"));
            None
        }
    }
}

pub(super) fn optional(word: Option<&Word>) -> String {
    word.map(|word| word.get_ref().trim().to_owned()).unwrap_or_default()
}

/// A word of a closed list.
pub(super) fn choice<T: Copy>(
    word: Option<&Word>,
    key: &str,
    span: &Range<usize>,
    options: &[(&str, T)],
    mistakes: &mut Mistakes<'_>,
) -> Option<T> {
    let Some(word) = word else {
        mistakes.add(
            span.clone(),
            format!("`{key}` is missing"),
            format!("add `{key} = \"{}\"`", options[0].0),
        );
        return None;
    };
    let found = options.iter().find(|(name, _)| name == word.get_ref());
    if found.is_none() {
        mistakes.unknown(word.span(), key, word.get_ref(), options.iter().map(|(name, _)| *name));
    }
    found.map(|(_, value)| *value)
}

/// The outer `None` is a mistake.
#[expect(
    clippy::option_option,
    reason = "the outer one is a mistake that was told, the inner one an absent key"
)]
pub(super) fn condition_at(
    word: Option<&Word>,
    names: &Names,
    mistakes: &mut Mistakes<'_>,
) -> Option<Option<usize>> {
    let Some(word) = word else { return Some(None) };
    let found = names.conditions.get(word.get_ref()).copied();
    if found.is_none() {
        let known = names.conditions.keys().map(String::as_str);
        mistakes.unknown(word.span(), "condition", word.get_ref(), known);
    }
    found.map(Some)
}
