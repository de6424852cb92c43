//! Which finding of now is which of then: by id, else by the name of its record, else by its cells.
//!
//! Invariants: a finding is matched once; an id alone is not trusted where the name beside it is another and the old name is there
//! too; a new name is taken for an old record only where one alone can be meant, and is always told.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::text::fold_name;

use super::{MatchedBy, Pair, RecordRename, RegisterChange, Sides};
use crate::assessment::{Assessment, Finding, RequirementResult};
use crate::judge::finding::whole_id;
use crate::register::RegisterNames;

/// A finding of both quarters, or of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'a> {
    /// Position of its requirement among the pairs.
    pub(super) pair: usize,
    pub(super) before: Option<&'a Finding>,
    pub(super) after: Option<&'a Finding>,
    pub(super) by: Option<MatchedBy>,
}

/// A finding with the folded name of its record.
#[derive(Clone)]
struct Named<'a> {
    name: String,
    finding: &'a Finding,
}

/// Findings of a requirement that are not matched yet.
struct Open<'a> {
    before: Vec<Named<'a>>,
    after: Vec<Named<'a>>,
}

fn named(result: Option<&RequirementResult>) -> Vec<Named<'_>> {
    let findings = result.map(|result| result.findings.as_slice()).unwrap_or_default();
    findings.iter().map(|finding| Named { name: fold_name(&finding.subject), finding }).collect()
}

/// Every finding of either side, in the order of the requirements. Adds the renames that cells tell.
pub(super) fn matched<'a>(
    sides: &Sides<'a>,
    pairs: &[Pair<'a>],
    renames: &mut Vec<RecordRename>,
) -> Vec<Match<'a>> {
    let mut found: Vec<Match<'a>> = Vec::new();
    let open_of = |pair: &Pair<'a>| Open { before: named(pair.before), after: named(pair.after) };
    let mut open: Vec<Open<'a>> = pairs.iter().map(open_of).collect();
    type Likeness = fn(&Named<'_>, &Named<'_>) -> bool;
    let stages: [(MatchedBy, Likeness); 4] = [
        (MatchedBy::Id, |one, other| one.finding.id == other.finding.id && one.name == other.name),
        (MatchedBy::Subject, |one, other| one.name == other.name && print(one) == print(other)),
        (MatchedBy::Subject, |one, other| one.name == other.name),
        (MatchedBy::Id, |one, other| one.finding.id == other.finding.id),
    ];
    for (pair, open) in open.iter_mut().enumerate() {
        for (by, is_like) in stages {
            take(open, pair, by, is_like, &mut found);
        }
    }
    for rename in by_cells(sides, &open) {
        for (pair, open) in open.iter_mut().enumerate() {
            let (old, new) = (fold_name(&rename.before), fold_name(&rename.after));
            let is_it = |one: &Named<'_>, other: &Named<'_>| one.name == old && other.name == new;
            take(open, pair, MatchedBy::Fingerprint, is_it, &mut found);
        }
        renames.push(rename);
    }
    for (pair, open) in open.into_iter().enumerate() {
        let before = open.before.into_iter().map(|one| (Some(one.finding), None));
        let after = open.after.into_iter().map(|one| (None, Some(one.finding)));
        found.extend(before.chain(after).map(|(before, after)| Match { pair, before, after, by: None }));
    }
    found.sort_by_key(|one| one.pair);
    for one in &found {
        renames.extend(spelt_otherwise(&pairs[one.pair], one, renames));
    }
    renames.sort_unstable();
    renames.dedup();
    found
}

/// A record that was found again, and that is called otherwise than then.
fn spelt_otherwise(pair: &Pair<'_>, one: &Match<'_>, known: &[RecordRename]) -> Option<RecordRename> {
    let (before, after) = (one.before?, one.after?);
    let is_whole = pair.shown().is_some_and(|result| after.id == whole_id(&result.id));
    let is_told = known.iter().any(|rename| rename.before == before.subject && rename.after == after.subject);
    (before.subject != after.subject && !is_whole && !is_told).then(|| RecordRename {
        entity: entity(after).to_owned(),
        before: before.subject.clone(),
        after: after.subject.clone(),
        because: match one.by {
            Some(MatchedBy::Id) => "Its finding kept its id.".to_owned(),
            _ => "The same name, written otherwise.".to_owned(),
        },
    })
}

fn take<'a>(
    open: &mut Open<'a>,
    pair: usize,
    by: MatchedBy,
    is_like: impl Fn(&Named<'_>, &Named<'_>) -> bool,
    found: &mut Vec<Match<'a>>,
) {
    open.before.retain(|one| {
        let Some(at) = open.after.iter().position(|other| is_like(one, other)) else { return true };
        let after = Some(open.after.remove(at).finding);
        found.push(Match { pair, before: Some(one.finding), after, by: Some(by) });
        false
    });
}

/// What decided, without its place: the fields with what stood there.
fn print<'f>(named: &Named<'f>) -> Vec<(&'f str, &'f str)> {
    let cells = named.finding.cells.iter().filter(|cell| fold_name(&cell.saw) != named.name);
    let mut print: Vec<(&str, &str)> = cells.map(|cell| (cell.field.as_str(), cell.saw.as_str())).collect();
    print.sort_unstable();
    print
}

fn entity(finding: &Finding) -> &str {
    let fields = finding.cells.iter().filter_map(|cell| cell.field.split_once('.'));
    fields.map(|(entity, _)| entity).next().unwrap_or_default()
}

/// Records of one name then and another now that failed the same requirements by the same cells, where the names are alike or
/// the cells stand at the same places.
fn by_cells(sides: &Sides<'_>, open: &[Open<'_>]) -> Vec<RecordRename> {
    let known = |assessment: &Assessment| -> BTreeSet<String> {
        let findings = assessment.requirements.iter().flat_map(|result| &result.findings);
        let subjects = findings.map(|finding| fold_name(&finding.subject));
        subjects.chain(names_of(assessment)).collect()
    };
    let (was_known, is_known) = (known(sides.base()), known(sides.after.assessment));
    let then =
        open.iter().enumerate().flat_map(|(pair, open)| open.before.iter().map(move |one| (pair, one)));
    let now = open.iter().enumerate().flat_map(|(pair, open)| open.after.iter().map(move |one| (pair, one)));
    let (then, now) = (by_subject(then, &is_known), by_subject(now, &was_known));
    let candidates: Vec<(&str, &str)> = then
        .iter()
        .flat_map(|(old, was)| {
            now.iter().filter(|(new, is)| is_same(was, is, old, new)).map(|(new, _)| (*old, *new))
        })
        .collect();
    let is_only = |pair: &&(&str, &str)| {
        let (old, new) = **pair;
        candidates.iter().filter(|(other, _)| *other == old).count() == 1
            && candidates.iter().filter(|(_, other)| *other == new).count() == 1
    };
    candidates
        .iter()
        .filter(is_only)
        .map(|(old, new)| RecordRename {
            entity: then[old].first().map(|(_, one)| entity(one.finding).to_owned()).unwrap_or_default(),
            before: (*old).to_owned(),
            after: (*new).to_owned(),
            because: "The same cells say the same, and only the name is another.".to_owned(),
        })
        .collect()
}

type OfSubject<'f, 'a> = BTreeMap<&'a str, Vec<(usize, &'f Named<'a>)>>;

/// Findings by the record they are about, without those whose name the other side knows.
fn by_subject<'f, 'a>(
    findings: impl Iterator<Item = (usize, &'f Named<'a>)>,
    known: &BTreeSet<String>,
) -> OfSubject<'f, 'a> {
    let mut found = OfSubject::new();
    for (pair, one) in findings.filter(|(_, one)| !known.contains(&one.name)) {
        found.entry(one.finding.subject.as_str()).or_default().push((pair, one));
    }
    found
}

fn is_same(was: &[(usize, &Named<'_>)], is: &[(usize, &Named<'_>)], old: &str, new: &str) -> bool {
    let is_like = |one: &(usize, &Named<'_>), other: &(usize, &Named<'_>)| {
        one.0 == other.0 && print(one.1) == print(other.1)
    };
    let places = |findings: &[(usize, &Named<'_>)]| -> BTreeSet<(String, String)> {
        let cells = findings.iter().flat_map(|(_, one)| &one.finding.cells);
        let in_cell = cells.filter(|cell| !cell.cell.is_empty());
        in_cell.map(|cell| (cell.sheet.clone(), cell.cell.clone())).collect()
    };
    let here = places(is);
    was.len() == is.len()
        && was.iter().zip(is).all(|(one, other)| is_like(one, other))
        && (are_alike(old, new) || (!here.is_empty() && places(was) == here))
}

/// Is the one the other with more words, or spelt a little otherwise?
fn are_alike(old: &str, new: &str) -> bool {
    let (old, new) = (fold_name(old), fold_name(new));
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (few, many) = (words(&old), words(&new));
    !old.is_empty()
        && !new.is_empty()
        && (few.is_subset(&many)
            || many.is_subset(&few)
            || strsim::normalized_damerau_levenshtein(&old, &new) > 0.8)
}

/// Records of the registers that kept their reference and have another name. A number alone is no reference: it may count rows.
pub(super) fn by_reference(sides: &Sides<'_>) -> Vec<RecordRename> {
    let mut renames = Vec::new();
    for register in &sides.base().registers {
        let Some(now) = find(sides.after.assessment, &register.entity) else { continue };
        let (then, now) = (by_key(register), by_key(now));
        for (key, old) in &then {
            let Some(new) = now.get(key).filter(|new| fold_name(new) != fold_name(old)) else { continue };
            renames.push(RecordRename {
                entity: register.entity.clone(),
                before: (*old).to_owned(),
                after: (*new).to_owned(),
                because: format!("Both have the reference `{key}`."),
            });
        }
    }
    renames
}

/// The names by reference, of references that one record alone has.
fn by_key(register: &RegisterNames) -> BTreeMap<&str, &str> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let is_number = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
    for record in register.records.iter().filter(|record| !is_number(&record.key)) {
        names.entry(&record.key).or_default().push(&record.name);
    }
    names.into_iter().filter(|(_, names)| names.len() == 1).map(|(key, names)| (key, names[0])).collect()
}

fn find<'a>(assessment: &'a Assessment, entity: &str) -> Option<&'a RegisterNames> {
    assessment.registers.iter().find(|register| register.entity == entity)
}

/// What came into each register and what left it; a rename is neither.
pub(super) fn registers(sides: &Sides<'_>, renames: &[RecordRename]) -> Vec<RegisterChange> {
    let (base, now) = (sides.base(), sides.after.assessment);
    // Without any register nothing was kept; with some, one that is missing had no sheet.
    let (was_kept, is_kept) = (!base.registers.is_empty(), !now.registers.is_empty());
    let mut entities: Vec<&str> = Vec::new();
    for register in now.registers.iter().chain(&base.registers) {
        if !entities.contains(&register.entity.as_str()) {
            entities.push(&register.entity);
        }
    }
    let change = |entity: &str| {
        let (old, new) = (find(base, entity), find(now, entity));
        let is_whole = was_kept && is_kept && [old, new].into_iter().flatten().all(RegisterNames::is_whole);
        let is_renamed = |name: &str, side: fn(&RecordRename) -> &str| {
            renames.iter().any(|rename| rename.entity == entity && side(rename) == name)
        };
        let missing =
            |from: Option<&RegisterNames>, other: Option<&RegisterNames>, side: fn(&RecordRename) -> &str| {
                let there: BTreeSet<String> = other
                    .map(|other| other.records.iter().map(|record| fold_name(&record.name)).collect())
                    .unwrap_or_default();
                let names = from.map(|from| from.records.as_slice()).unwrap_or_default().iter();
                let mut names: Vec<String> = names
                    .filter(|record| is_whole && !there.contains(&fold_name(&record.name)))
                    .filter(|record| !is_renamed(&record.name, side))
                    .map(|record| record.name.clone())
                    .collect();
                names.sort_unstable();
                names.dedup();
                names
            };
        let total = |register: Option<&RegisterNames>| register.map(|register| register.total);
        RegisterChange {
            entity: entity.to_owned(),
            new: missing(new, old, |rename| &rename.after),
            gone: missing(old, new, |rename| &rename.before),
            total_before: total(old),
            total_after: total(new),
            is_whole,
        }
    };
    entities.into_iter().map(change).collect()
}

/// The folded names of all records of the registers.
pub(super) fn names_of(assessment: &Assessment) -> impl Iterator<Item = String> {
    assessment.registers.iter().flat_map(|register| &register.records).map(|record| fold_name(&record.name))
}
