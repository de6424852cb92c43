//! Conditions: from what is written to a tree, and the search for circles among them.

use candor_model::Dictionary;
use toml::Spanned;

use super::compile::Names;
use super::compile_test::{compile_scope, find_entity};
use super::mistake::Mistakes;
use super::raw::RawHolds;
use super::requirement::{Condition, Holds};

/// Compiles one node of a condition. `None`: a mistake was told.
pub(super) fn compile_holds(
    raw: &Spanned<RawHolds>,
    names: &Names,
    mistakes: &mut Mistakes<'_>,
) -> Option<Holds> {
    let span = raw.span();
    let raw = raw.get_ref();
    let given = [
        raw.organisation.is_some(),
        raw.some.is_some(),
        raw.condition.is_some(),
        raw.all.is_some(),
        raw.any.is_some(),
        raw.not.is_some(),
        raw.known_any.is_some(),
    ];
    if given.iter().filter(|is_given| **is_given).count() != 1 {
        let help = "write one of `organisation`, `some`, `condition`, `all`, `any`, `not`, `known_any`";
        mistakes.add(span, "a condition says one thing", help);
        return None;
    }
    if raw.scope.is_some() && raw.some.is_none() {
        mistakes.add(span, "`where` needs `some`", "");
        return None;
    }
    if let Some(test) = &raw.organisation {
        let entity = Dictionary::builtin().find_entity("organisation")?;
        return compile_scope(test, entity, mistakes).map(Holds::Organisation);
    }
    if let Some(word) = &raw.some {
        let entity = find_entity(word, mistakes)?;
        let scope = match &raw.scope {
            Some(test) => Some(compile_scope(test, entity, mistakes)?),
            None => None,
        };
        return Some(Holds::Some { entity, scope });
    }
    if let Some(word) = &raw.condition {
        let found = names.conditions.get(word.get_ref()).copied();
        if found.is_none() {
            let known = names.conditions.keys().map(String::as_str);
            mistakes.unknown(word.span(), "condition", word.get_ref(), known);
        }
        return found.map(Holds::Condition);
    }
    if let Some(inner) = raw.not.as_deref() {
        return compile_holds(inner, names, mistakes).map(|inner| Holds::Not(Box::new(inner)));
    }
    let mut parts = |parts: &[Spanned<RawHolds>]| {
        if parts.is_empty() {
            mistakes.add(span.clone(), "an empty list of conditions says nothing", "");
            return None;
        }
        let compiled: Vec<_> = parts.iter().map(|part| compile_holds(part, names, mistakes)).collect();
        compiled.into_iter().collect::<Option<Vec<_>>>()
    };
    match (&raw.all, &raw.any, &raw.known_any) {
        (Some(list), _, _) => parts(list).map(Holds::All),
        (_, Some(list), _) => parts(list).map(Holds::Any),
        (_, _, Some(list)) => parts(list).map(Holds::KnownAny),
        _ => None,
    }
}

/// Positions of the conditions that depend on themselves.
pub(super) fn circles(conditions: &[Option<Condition>]) -> Vec<usize> {
    let uses: Vec<Vec<usize>> = conditions
        .iter()
        .map(|condition| {
            let mut used = Vec::new();
            if let Some(condition) = condition {
                collect_uses(&condition.holds, &mut used);
            }
            used
        })
        .collect();
    (0..conditions.len()).filter(|start| reaches(*start, &uses)).collect()
}

fn collect_uses(holds: &Holds, used: &mut Vec<usize>) {
    match holds {
        Holds::Condition(at) => used.push(*at),
        Holds::All(parts) | Holds::Any(parts) | Holds::KnownAny(parts) => {
            parts.iter().for_each(|part| collect_uses(part, used));
        }
        Holds::Not(inner) => collect_uses(inner, used),
        Holds::Organisation(_) | Holds::Some { .. } => {}
    }
}

fn reaches(start: usize, uses: &[Vec<usize>]) -> bool {
    let mut seen = vec![false; uses.len()];
    let mut open = uses[start].clone();
    while let Some(at) = open.pop() {
        if at == start {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(&uses[at]);
        }
    }
    false
}
