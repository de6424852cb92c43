//! From files as written to checklists that can be relied on; all mistakes of all files at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml::Spanned;
use toml::value::Datetime;

use super::compile_condition::{circles, compile_holds};
use super::compile_requirement::{compile_requirement, condition_at, text};
use super::mistake::{Mistake, Mistakes, Source};
use super::raw::{RawCondition, RawFile, RawHeader, RawRequirement, Word};
use super::requirement::{Checklist, Condition};

/// Names that stand in any of the files.
pub(super) struct Names {
    /// Condition ids, with their positions.
    pub(super) conditions: BTreeMap<String, usize>,
    /// Requirement ids.
    pub(super) requirements: BTreeSet<String>,
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
    let mut requirements = BTreeSet::new();
    for file in files {
        for id in file.conditions.iter().filter_map(|raw| raw.get_ref().id.as_ref()) {
            if conditions.insert(id.get_ref().clone(), 0).is_some() {
                repeated(id, "condition", &mut file.mistakes);
            }
        }
        for id in file.requirements.iter().filter_map(|raw| raw.get_ref().id.as_ref()) {
            if !requirements.insert(id.get_ref().clone()) {
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
    let mut seen = BTreeSet::new();
    for file in files {
        let Some(id) = &file.header.id else { continue };
        if !seen.insert(id.get_ref().clone()) {
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
    let law_as_of = law_as_of(header.law_as_of.as_ref(), mistakes);
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

fn law_as_of(word: Option<&Spanned<Datetime>>, mistakes: &mut Mistakes<'_>) -> Option<NaiveDate> {
    let Some(word) = word else {
        mistakes.add(
            0..0,
            "`law_as_of` is missing",
            "add the day on which the law was read, as `2026-11-21`",
        );
        return None;
    };
    day(word, "law_as_of", mistakes)
}

/// A day of the calendar.
pub(super) fn day(word: &Spanned<Datetime>, key: &str, mistakes: &mut Mistakes<'_>) -> Option<NaiveDate> {
    let date = word.get_ref().date;
    let day = date.and_then(|date| {
        NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
    });
    if day.is_none() {
        mistakes.add(word.span(), format!("`{key}` is no day"), "write it as `2026-11-21`");
    }
    day
}
