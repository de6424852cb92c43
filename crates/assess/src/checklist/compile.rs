//! From files as written to checklists that can be relied on; all mistakes of all files at once.

use std::collections::BTreeMap;

use candor_model::{Dictionary, Span, Unit};
use chrono::NaiveDate;
use toml::Spanned;
use toml::value::Datetime;

use super::compile_condition::{circles, compile_holds};
use super::compile_test::{compile_test, find_entity, time_span};
use super::mistake::{Mistake, Mistakes, Source};
use super::raw::{RawCondition, RawFile, RawHeader, RawRequirement, Word};
use super::requirement::{Checklist, Condition, Requirement, Rule};
use crate::assessment::{Level, Severity};
use crate::test::Test;
use crate::theme::THEMES;

/// Names that stand in any of the files.
pub(super) struct Names {
    /// Condition ids, with their positions.
    pub(super) conditions: BTreeMap<String, usize>,
    requirements: BTreeMap<String, String>,
}

/// Compiles all files, or tells all their mistakes in the order of the files and lines.
pub(super) fn compile(sources: &[Source<'_>]) -> Result<(Vec<Checklist>, Vec<Condition>), Vec<Mistake>> {
    let mut files: Vec<RawFile<'_>> = sources.iter().map(|source| RawFile::read(*source)).collect();
    let names = gather_names(&mut files);
    let mut conditions: Vec<Option<Condition>> = names.conditions.values().map(|_| None).collect();
    let mut checklists = Vec::new();
    let mut number = 0;
    for file in &mut files {
        let is_checklist = file.header.id.is_some() || !file.requirements.is_empty();
        let mut untold = Mistakes::new(Source { name: "", text: "" });
        let mistakes = if file.broken { &mut untold } else { &mut file.mistakes };
        for raw in &file.conditions {
            let Some((at, condition)) = compile_condition(raw, &names, mistakes) else { continue };
            conditions[at].get_or_insert(condition);
        }
        if is_checklist {
            let (header, requirements) = (&file.header, &file.requirements);
            checklists.extend(compile_checklist(header, requirements, &names, &mut number, mistakes));
        } else {
            only_conditions(&file.header, mistakes);
        }
    }
    tell_circles(&conditions, &names, &mut files);
    tell_repeated_checklists(&mut files);
    let mistakes: Vec<Mistake> = files.into_iter().flat_map(|file| file.mistakes.into_sorted()).collect();
    match conditions.into_iter().collect() {
        Some(conditions) if mistakes.is_empty() => Ok((checklists, conditions)),
        _ => Err(mistakes),
    }
}

fn gather_names(files: &mut [RawFile<'_>]) -> Names {
    let mut conditions = BTreeMap::new();
    let mut requirements: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        let name = file.header.id.as_ref().map(|id| id.get_ref().clone()).unwrap_or_default();
        for id in file.conditions.iter().filter_map(|raw| raw.get_ref().id.as_ref()) {
            if conditions.insert(id.get_ref().clone(), 0).is_some() {
                repeated(id, "condition", &mut file.mistakes);
            }
        }
        for id in file.requirements.iter().filter_map(|raw| raw.get_ref().id.as_ref()) {
            if requirements.insert(id.get_ref().clone(), name.clone()).is_some() {
                repeated(id, "requirement", &mut file.mistakes);
            }
        }
    }
    for (position, at) in conditions.values_mut().enumerate() {
        *at = position;
    }
    Names { conditions, requirements }
}

fn repeated(id: &Word, what: &str, mistakes: &mut Mistakes<'_>) {
    mistakes.add(
        id.span(),
        format!("there is a {what} `{}` already", id.get_ref()),
        "give it an id of its own",
    );
}

fn tell_repeated_checklists(files: &mut [RawFile<'_>]) {
    let mut seen = BTreeMap::new();
    for file in files {
        let Some(id) = &file.header.id else { continue };
        if seen.insert(id.get_ref().clone(), ()).is_some() {
            repeated(id, "checklist", &mut file.mistakes);
        }
    }
}

fn tell_circles(conditions: &[Option<Condition>], names: &Names, files: &mut [RawFile<'_>]) {
    for at in circles(conditions) {
        for file in files.iter_mut() {
            for id in file.conditions.iter().filter_map(|raw| raw.get_ref().id.as_ref()) {
                if names.conditions.get(id.get_ref()) == Some(&at) {
                    let message = format!("the condition `{}` depends on itself", id.get_ref());
                    file.mistakes.add(id.span(), message, "");
                }
            }
        }
    }
}

fn only_conditions(header: &RawHeader, mistakes: &mut Mistakes<'_>) {
    let words = [&header.title, &header.short, &header.version, &header.source, &header.scope];
    for word in words.into_iter().flatten() {
        let help = "give the file an `id` and requirements, or leave the key out";
        mistakes.add(word.span(), "this file is no checklist, it has no `id`", help);
    }
}

/// A text that must be given and not be empty.
fn text(
    word: Option<&Word>,
    key: &str,
    span: &std::ops::Range<usize>,
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

fn optional(word: Option<&Word>) -> String {
    word.map(|word| word.get_ref().trim().to_owned()).unwrap_or_default()
}

/// A word of a closed list.
fn choice<T: Copy>(
    word: Option<&Word>,
    key: &str,
    span: &std::ops::Range<usize>,
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
fn condition_at(word: Option<&Word>, names: &Names, mistakes: &mut Mistakes<'_>) -> Option<Option<usize>> {
    let Some(word) = word else { return Some(None) };
    let found = names.conditions.get(word.get_ref()).copied();
    if found.is_none() {
        let known = names.conditions.keys().map(String::as_str);
        mistakes.unknown(word.span(), "condition", word.get_ref(), known);
    }
    found.map(Some)
}

fn compile_condition(
    raw: &Spanned<RawCondition>,
    names: &Names,
    mistakes: &mut Mistakes<'_>,
) -> Option<(usize, Condition)> {
    let span = raw.span();
    let raw = raw.get_ref();
    let id = text(raw.id.as_ref(), "id", &span, mistakes);
    let title = text(raw.title.as_ref(), "title", &span, mistakes);
    let holds = match &raw.holds {
        Some(holds) => compile_holds(holds, names, mistakes),
        None => {
            mistakes.add(span, "`holds` is missing", "");
            None
        }
    };
    let id = id?;
    let at = *names.conditions.get(&id)?;
    Some((at, Condition { id, title: title?, holds: holds?, assume: raw.assume.unwrap_or(false) }))
}

fn compile_checklist(
    header: &RawHeader,
    raw: &[Spanned<RawRequirement>],
    names: &Names,
    number: &mut usize,
    mistakes: &mut Mistakes<'_>,
) -> Option<Checklist> {
    let top = 0..0;
    let id = text(header.id.as_ref(), "id", &top, mistakes);
    let title = text(header.title.as_ref(), "title", &top, mistakes);
    let short = text(header.short.as_ref(), "short", &top, mistakes);
    let version = text(header.version.as_ref(), "version", &top, mistakes);
    let source = text(header.source.as_ref(), "source", &top, mistakes);
    let law_as_of = day(header.law_as_of.as_ref(), mistakes);
    let scope = condition_at(header.scope.as_ref(), names, mistakes);
    let mut requirements = Vec::new();
    for item in raw {
        let Some(requirement) = compile_requirement(item, id.as_deref(), names, *number, mistakes) else {
            continue;
        };
        *number += 1;
        requirements.push(requirement);
    }
    let id = id?;
    Some(Checklist {
        // Good practice is the one built-in checklist that is no law.
        law: header.law.unwrap_or(id != "baseline"),
        id,
        title: title?,
        short: short?,
        version: version?,
        law_as_of: law_as_of?,
        source: source?,
        scope: scope?,
        requirements,
    })
}

fn day(word: Option<&Spanned<Datetime>>, mistakes: &mut Mistakes<'_>) -> Option<NaiveDate> {
    let Some(word) = word else {
        mistakes.add(
            0..0,
            "`law_as_of` is missing",
            "add the day on which the law was read, as `2026-11-21`",
        );
        return None;
    };
    let date = word.get_ref().date;
    let day = date.and_then(|date| {
        NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
    });
    if day.is_none() {
        mistakes.add(word.span(), "`law_as_of` is no day", "write it as `2026-11-21`");
    }
    day
}

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

fn compile_requirement(
    raw: &Spanned<RawRequirement>,
    checklist: Option<&str>,
    names: &Names,
    number: usize,
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
    let fix = text(raw.fix.as_ref(), "fix", &span, mistakes);
    let themes: Vec<(&str, &str)> = THEMES.iter().map(|(theme, _)| (*theme, *theme)).collect();
    let theme = choice(raw.theme.as_ref(), "theme", &span, &themes, mistakes);
    let level = choice(raw.level.as_ref(), "level", &span, LEVELS, mistakes);
    let severity = choice(raw.severity.as_ref(), "severity", &span, SEVERITIES, mistakes);
    let confidence = choice(raw.confidence.as_ref(), "confidence", &span, CONFIDENCES, mistakes);
    let applies = condition_at(raw.applies.as_ref(), names, mistakes);
    let rule = compile_rule(raw, &span, mistakes);
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
        rule: rule?,
        ask: optional(raw.ask.as_ref()),
        evidence: optional(raw.evidence.as_ref()),
        why: why?,
        fix: fix?,
        severity: severity?,
        rolls_up_to: raw.rolls_up_to.as_ref().map(|word| word.get_ref().clone()),
        confidence: confidence?.to_owned(),
        fresh_for: fresh_for?,
        number,
    })
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
    } else if !names.requirements.contains_key(parent.get_ref()) {
        let known = names.requirements.keys().map(String::as_str);
        mistakes.unknown(parent.span(), "requirement", parent.get_ref(), known);
    }
}

fn compile_rule(
    raw: &RawRequirement,
    span: &std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Rule> {
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
    let scope = raw.scope.as_ref().map(|test| compile_test(test, entity, mistakes));
    let must = raw.must.as_ref().map(|test| (test.span(), compile_test(test, entity, mistakes)));
    if let Some((place, Some(test))) = &must
        && test.has_unless()
    {
        mistakes.add(
            place.clone(),
            "`unless` is for `where` only",
            "an unknown would count as met; use `not`",
        );
    }
    let scope: Option<Test> = scope.map_or(Some(None), |test| test.map(Some))?;
    let must: Option<Test> = must.map_or(Some(None), |(_, test)| test.map(Some))?;
    match (every, must) {
        (true, Some(must)) => Some(Rule::Each { entity, scope, must }),
        (false, must) if must.is_some() || scope.is_some() => Some(Rule::Some { entity, scope, must }),
        _ => {
            let name = &Dictionary::builtin().entity(entity).id;
            mistakes.add(word.span(), format!("nothing is asked of `{name}`"), "add `must = { … }`");
            None
        }
    }
}

fn compile_ask(
    raw: &RawRequirement,
    span: &std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Rule> {
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
