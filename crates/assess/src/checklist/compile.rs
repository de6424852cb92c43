//! From files as written to checklists that can be relied on; all mistakes of all files at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml::Spanned;
use toml::value::Datetime;

use super::adjust::adjust;
use super::compile_condition::{circles, compile_holds};
use super::compile_requirement::{choice, compile_requirement, condition_at, optional, text};
use super::mistake::{Mistake, Mistakes, Source};
use super::raw::{
    RawChange, RawCondition, RawFile, RawHeader, RawLeftOut, RawLink, RawRenamed, RawRequirement, Word,
};
use super::requirement::{Change, Checklist, Condition, LeftOut, Link, Renamed, Requirement};
use crate::assessment::Relation;

/// Names that stand in any of the files.
pub(super) struct Names {
    /// Condition ids, with their positions.
    pub(super) conditions: BTreeMap<String, usize>,
    /// Requirement ids.
    pub(super) requirements: BTreeSet<String>,
    /// Checklist ids.
    checklists: BTreeSet<String>,
}

/// All files, without a mistake.
pub(super) struct Compiled {
    pub(super) checklists: Vec<Checklist>,
    pub(super) conditions: Vec<Condition>,
    pub(super) links: Vec<Link>,
}

/// Compiles all files, or tells all their mistakes in the order of the files and lines.
pub(super) fn compile(sources: &[Source<'_>]) -> Result<Compiled, Vec<Mistake>> {
    let mut files: Vec<RawFile<'_>> = sources.iter().map(|source| RawFile::read(*source)).collect();
    let names = gather_names(&mut files);
    let mut conditions: Vec<Option<Condition>> = names.conditions.values().map(|_| None).collect();
    let mut checklists = Vec::new();
    let mut parts = Vec::new();
    for file in &mut files {
        let mut untold = Mistakes::new(Source { name: "", text: "" });
        let mistakes = if file.broken { &mut untold } else { &mut file.mistakes };
        for raw in &file.conditions {
            let Some((at, condition)) = compile_condition(raw, &names, mistakes) else { continue };
            conditions[at].get_or_insert(condition);
        }
        let header = &file.header;
        let id = header.part_of.as_ref().or(header.id.as_ref()).map(|id| id.get_ref().as_str());
        let lists = (file.left_out.as_slice(), file.renamed.as_slice(), file.changes.as_slice());
        let body = compile_body(id, &file.requirements, lists, &names, mistakes);
        match &header.part_of {
            Some(whole) if !names.checklists.contains(whole.get_ref()) => {
                only_conditions(header, mistakes);
                let known = names.checklists.iter().map(String::as_str);
                mistakes.unknown(whole.span(), "checklist", whole.get_ref(), known);
            }
            Some(whole) => {
                only_conditions(header, mistakes);
                parts.push((whole.get_ref().clone(), body));
            }
            None if header.id.is_some() || !body.is_empty() || !file.requirements.is_empty() => {
                checklists.extend(compile_checklist(header, body, &names, mistakes));
            }
            None => only_conditions(header, mistakes),
        }
    }
    tell_circles(&conditions, &names, &mut files);
    tell_repeated_checklists(&mut files);
    let mut checklists = assembled(checklists, parts);
    let mut links = Vec::new();
    // Of a broken file only its own mistakes are told, as above.
    for file in files.iter_mut().filter(|file| !file.broken) {
        let name = file.mistakes.name().to_owned();
        for raw in &file.adjusts {
            adjust(raw, &name, &names, &mut checklists, &mut file.mistakes);
        }
        links.extend(file.links.iter().filter_map(|raw| compile_link(raw, &names, &mut file.mistakes)));
    }
    let mistakes: Vec<Mistake> = files.into_iter().flat_map(|file| file.mistakes.into_sorted()).collect();
    match conditions.into_iter().collect() {
        Some(conditions) if mistakes.is_empty() => Ok(Compiled { checklists, conditions, links }),
        _ => Err(mistakes),
    }
}

/// Checklists with their parts, and the requirements numbered through.
fn assembled(mut checklists: Vec<Checklist>, parts: Vec<(String, Body)>) -> Vec<Checklist> {
    for (id, part) in parts {
        if let Some(whole) = checklists.iter_mut().find(|checklist| checklist.id == id) {
            whole.requirements.extend(part.requirements);
            whole.left_out.extend(part.left_out);
            whole.renamed.extend(part.renamed);
            whole.changes.extend(part.changes);
        }
    }
    let requirements = checklists.iter_mut().flat_map(|checklist| &mut checklist.requirements);
    for (number, requirement) in requirements.enumerate() {
        requirement.number = number;
    }
    checklists
}

fn gather_names(files: &mut [RawFile<'_>]) -> Names {
    let mut conditions = BTreeMap::new();
    let mut requirements = BTreeSet::new();
    let mut checklists = BTreeSet::new();
    for file in files {
        checklists.extend(file.header.id.as_ref().map(|id| id.get_ref().clone()));
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
    Names { conditions, requirements, checklists }
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
    let words = [&header.id, &header.title, &header.short, &header.version, &header.source, &header.scope];
    for word in words.into_iter().flatten() {
        let (message, help) = if header.part_of.is_some() {
            ("this file is a part of a checklist, which says this itself", "leave the key out")
        } else {
            let help = "give the file an `id` and requirements, or leave the key out";
            ("this file is no checklist, it has no `id`", help)
        };
        mistakes.add(word.span(), message, help);
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

/// What stands below the header of a checklist or of a part of one.
struct Body {
    requirements: Vec<Requirement>,
    left_out: Vec<LeftOut>,
    renamed: Vec<Renamed>,
    changes: Vec<Change>,
}

impl Body {
    fn is_empty(&self) -> bool {
        let Body { requirements, left_out, renamed, changes } = self;
        requirements.is_empty() && left_out.is_empty() && renamed.is_empty() && changes.is_empty()
    }
}

type RawLists<'a> = (&'a [Spanned<RawLeftOut>], &'a [Spanned<RawRenamed>], &'a [Spanned<RawChange>]);

fn compile_body(
    id: Option<&str>,
    requirements: &[Spanned<RawRequirement>],
    (left_out, renamed, changes): RawLists<'_>,
    names: &Names,
    mistakes: &mut Mistakes<'_>,
) -> Body {
    let requirements =
        requirements.iter().filter_map(|raw| compile_requirement(raw, id, names, mistakes)).collect();
    let left_out = left_out.iter().filter_map(|raw| compile_left_out(raw, mistakes)).collect();
    let renamed = renamed.iter().filter_map(|raw| compile_renamed(raw, names, mistakes)).collect();
    let changes = changes.iter().filter_map(|raw| compile_change(raw, mistakes)).collect();
    Body { requirements, left_out, renamed, changes }
}

fn compile_left_out(raw: &Spanned<RawLeftOut>, mistakes: &mut Mistakes<'_>) -> Option<LeftOut> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let cite = text(raw.cite.as_ref(), "cite", &span, mistakes);
    let title = text(raw.title.as_ref(), "title", &span, mistakes);
    let reason = text(raw.reason.as_ref(), "reason", &span, mistakes);
    Some(LeftOut { cite: cite?, title: title?, reason: reason? })
}

const RELATIONS: &[(&str, Relation)] =
    &[("equal", Relation::Equal), ("subset", Relation::Subset), ("intersects", Relation::Intersects)];

fn compile_link(raw: &Spanned<RawLink>, names: &Names, mistakes: &mut Mistakes<'_>) -> Option<Link> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let mut end = |word: &Option<Word>, key| {
        let id = text(word.as_ref(), key, &span, mistakes)?;
        if !names.requirements.contains(&id) {
            let known = names.requirements.iter().map(String::as_str);
            let place = word.as_ref().map_or_else(|| span.clone(), Spanned::span);
            mistakes.unknown(place, "requirement", &id, known);
            return None;
        }
        Some(id)
    };
    let (from, to) = (end(&raw.from, "from"), end(&raw.to, "to"));
    let relation = choice(raw.relation.as_ref(), "relation", &span, RELATIONS, mistakes);
    Some(Link { from: from?, to: to?, relation: relation?, note: optional(raw.note.as_ref()) })
}

fn compile_renamed(raw: &Spanned<RawRenamed>, names: &Names, mistakes: &mut Mistakes<'_>) -> Option<Renamed> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let from = text(raw.from.as_ref(), "from", &span, mistakes);
    let to = text(raw.to.as_ref(), "to", &span, mistakes);
    let version = text(raw.version.as_ref(), "version", &span, mistakes);
    if let Some(word) = raw.to.as_ref().filter(|word| !names.requirements.contains(word.get_ref())) {
        let known = names.requirements.iter().map(String::as_str);
        mistakes.unknown(word.span(), "requirement", word.get_ref(), known);
    }
    if let Some(word) = raw.from.as_ref().filter(|word| names.requirements.contains(word.get_ref())) {
        let message = format!("there is a requirement `{}` still", word.get_ref());
        mistakes.add(word.span(), message, "an id that was given up is not used again");
    }
    Some(Renamed { from: from?, to: to?, version: version? })
}

fn compile_change(raw: &Spanned<RawChange>, mistakes: &mut Mistakes<'_>) -> Option<Change> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let version = text(raw.version.as_ref(), "version", &span, mistakes);
    let words = text(raw.text.as_ref(), "text", &span, mistakes);
    let date = match &raw.date {
        Some(word) => day(word, "date", mistakes),
        None => {
            mistakes.add(span, "`date` is missing", "add the day of the version, as `2026-11-21`");
            None
        }
    };
    Some(Change { version: version?, date: date?, text: words? })
}

fn compile_checklist(
    header: &RawHeader,
    body: Body,
    names: &Names,
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
    let id = id?;
    let Body { requirements, left_out, renamed, changes } = body;
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
        left_out,
        renamed,
        changes,
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
