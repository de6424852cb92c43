//! What changed in a policy since an earlier quarter: in short, who must be told, fact by fact, and the text.
//!
//! Invariants: everything is drawn from the two files of facts; the summary has at most [`SUMMARY_WORDS`] words and counts what it
//! has no room for; every change stands in a table; who must be told stands in the edition for auditors alone.

use candor_policy::text::words;
use candor_policy::{
    Change, ChangeKind, Changes, FactRecord, Glance, Key, Language, Move, changes, key, telling,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::redline::{Section, sections};
use crate::{Input, Part};

/// The goal for a summary of changes.
const SUMMARY_WORDS: usize = 120;
/// Words kept free for the line that counts the rest.
const REST_WORDS: usize = 8;
/// Letters of a value that the summary quotes; longer ones stand in the table.
const QUOTED_MAX: usize = 60;

#[derive(Serialize, JsonSchema)]
pub(crate) struct PolicyChanges {
    /// What the organisation is called, or empty.
    called: String,
    /// The day of the earlier text; empty if there is none.
    before: String,
    /// The day that the text speaks for.
    as_of: String,
    /// Does the policy say the same as before, fact by fact?
    nothing: bool,
    /// The changes in at most 120 words, the weightiest first.
    summary: Vec<Glance>,
    /// Is it for auditors, who read who must be told?
    for_auditor: bool,
    /// Who must be told, and by which law.
    duties: Vec<Duty>,
    /// Every change, by what it is about.
    groups: Vec<Group>,
    /// Facts whose cells moved while their words stayed.
    moved_cells: usize,
    /// Do both files hold the text in this language?
    has_text: bool,
    /// The sections of the text in which a sentence changed.
    sections: Vec<Section>,
    /// Sentences as before in all other sections.
    same: usize,
}

/// A duty that the changes raise.
#[derive(Serialize, JsonSchema)]
struct Duty {
    /// What to do.
    what: String,
    /// The changes that raise it.
    because: Glance,
    /// The provisions.
    cite: String,
}

/// Changes of one kind.
#[derive(Serialize, JsonSchema)]
struct Group {
    /// `recipients`, `periods`: the end of the id of its heading.
    id: String,
    /// What they are about.
    kind: String,
    /// One for each fact.
    rows: Vec<Row>,
}

/// A fact that says something else.
#[derive(Serialize, JsonSchema)]
struct Row {
    /// The activity or company, or what the organisation tells of itself.
    about: Glance,
    /// What was said.
    before: Glance,
    /// What is said now.
    now: Glance,
}

pub(crate) fn view(input: &Input<'_>, part: &Part) -> PolicyChanges {
    let language = input.facts.language;
    let mut view = PolicyChanges {
        called: input.facts.organisation.called.clone(),
        before: String::new(),
        as_of: language.long_date(input.facts.as_of),
        nothing: true,
        summary: Vec::new(),
        for_auditor: part.reader().is_some(),
        duties: Vec::new(),
        groups: Vec::new(),
        moved_cells: 0,
        has_text: false,
        sections: Vec::new(),
        same: 0,
    };
    if let Some((before, now)) = input.texts.and_then(|texts| Some((texts.before?, texts.now))) {
        fill(&mut view, before, now, language);
    }
    view
}

fn fill(view: &mut PolicyChanges, before: &FactRecord, now: &FactRecord, language: Language) {
    let found = changes(before, now, language);
    view.before = language.long_date(before.as_of);
    view.as_of = language.long_date(now.as_of);
    view.nothing = found.changes.is_empty();
    view.summary = summary(&found, language);
    if view.for_auditor {
        let duty = |duty: candor_policy::Telling| Duty {
            what: language.say(duty.what),
            because: because(&duty, language),
            cite: duty.cite,
        };
        view.duties = telling(&found, now).into_iter().map(duty).collect();
    }
    view.groups = ChangeKind::ALL.into_iter().filter_map(|kind| group(&found, kind, language)).collect();
    view.moved_cells = found.moved_cells;
    let texts = before.text("privacy-policy", language).zip(now.text("privacy-policy", language));
    if let Some((old, new)) = texts {
        view.has_text = true;
        let (was_said, is_said) = (before.spoken(language), now.spoken(language));
        // A sentence on several activities is about none of them.
        let about = |facts: &[String]| {
            let name = |id: &String| is_said.subject(id).or_else(|| was_said.subject(id));
            let mut names: Vec<String> = facts.iter().map(|id| name(id).unwrap_or_default()).collect();
            names.dedup();
            if let [only] = &names[..] { only.clone() } else { String::new() }
        };
        let all = sections(old, new, about);
        view.same = all.iter().filter(|section| section.items.is_empty()).map(|section| section.same).sum();
        view.sections = all.into_iter().filter(|section| !section.items.is_empty()).collect();
    }
}

fn line(text: String, facts: Vec<String>) -> Glance {
    Glance { text, open: false, facts }
}

/// The label of a kind.
fn label(kind: ChangeKind) -> Key {
    match kind {
        ChangeKind::Selling => key::LABEL_CHANGED_SELLING,
        ChangeKind::Recipients => key::LABEL_CHANGED_RECIPIENTS,
        ChangeKind::Purposes => key::LABEL_CHANGED_PURPOSES,
        ChangeKind::Periods => key::LABEL_CHANGED_PERIODS,
        ChangeKind::Data => key::LABEL_CHANGED_DATA,
        ChangeKind::Transfers => key::LABEL_CHANGED_TRANSFERS,
        ChangeKind::Claims => key::LABEL_CHANGED_CLAIMS,
        ChangeKind::Rights => key::LABEL_CHANGED_RIGHTS,
        ChangeKind::Contacts => key::LABEL_CHANGED_CONTACTS,
        ChangeKind::Trackers => key::LABEL_CHANGED_TRACKERS,
        ChangeKind::Protection => key::LABEL_CHANGED_PROTECTION,
    }
}

/// The lines in the order of their weight, as long as there is room; the rest is counted.
fn summary(found: &Changes, language: Language) -> Vec<Glance> {
    let lines: Vec<Glance> =
        ChangeKind::ALL.into_iter().flat_map(|kind| lines_of(found, kind, language)).collect();
    let length = |line: &Glance| words(&line.text).count();
    let total: usize = lines.iter().map(length).sum();
    let room = if total <= SUMMARY_WORDS { SUMMARY_WORDS } else { SUMMARY_WORDS - REST_WORDS };
    let (mut used, mut shown, mut rest) = (0, Vec::new(), Vec::new());
    for line in lines {
        used += length(&line);
        // Once a line does not fit, none of less weight goes before it.
        if used <= room && rest.is_empty() { shown.push(line) } else { rest.push(line) }
    }
    if !rest.is_empty() {
        let facts = rest.iter().flat_map(|line| line.facts.clone()).collect();
        shown.push(line(language.count(key::CHANGED_MORE, rest.len() as u64, &[]), facts));
    }
    shown
}

/// First the companies and uses that came and went, in one line each, then values.
fn lines_of(found: &Changes, kind: ChangeKind, language: Language) -> Vec<Glance> {
    let of_kind: Vec<&Change> = found.changes.iter().filter(|change| change.kind == kind).collect();
    let heads = [
        (Move::Added, key::CHANGED_NAMED, key::CHANGED_USE_NEW),
        (Move::Removed, key::CHANGED_NOT_NAMED, key::CHANGED_USE_GONE),
    ];
    let head = |(moved, company, other): (Move, Key, Key)| {
        let of_move: Vec<&&Change> =
            of_kind.iter().filter(|change| change.is_head && change.moved == moved).collect();
        let mut names: Vec<String> = of_move.iter().map(|change| name(change)).collect();
        names.dedup();
        let key = if kind == ChangeKind::Recipients { company } else { other };
        let text = language.say_with(key, &[("names", &language.join_and(&names))]);
        (!names.is_empty()).then(|| line(text, of_move.iter().map(|change| change.id.clone()).collect()))
    };
    let mut lines: Vec<Glance> = heads.into_iter().filter_map(head).collect();
    let values = of_kind.iter().filter(|change| !change.is_head && !change.follows);
    // A day on which something was done is no news of itself.
    let values = values.filter(|change| !only_names_what_came(change, found) && !is_day(change));
    lines.extend(values.map(|change| line(value(change, language), vec![change.id.clone()])));
    lines
}

/// The day of a scan, or on which people were last told.
fn is_day(change: &Change) -> bool {
    [".told", ".scanned", ".told_on"].iter().any(|end| change.id.ends_with(end))
}

fn name(change: &Change) -> String {
    if change.now.is_empty() { change.before.clone() } else { change.now.clone() }
}

/// Does a list of recipients differ only by companies that the summary names anyway?
fn only_names_what_came(change: &Change, found: &Changes) -> bool {
    let names = |text: &str| {
        text.split([';', ',']).map(|name| name.trim().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let heads: Vec<String> = found
        .changes
        .iter()
        .filter(|head| head.is_head && head.kind == ChangeKind::Recipients)
        .map(name)
        .collect();
    change.kind == ChangeKind::Recipients
        && change.moved == Move::Changed
        && names(&change.before).symmetric_difference(&names(&change.now)).all(|name| heads.contains(name))
}

/// `Support messages: kept 1 year, was 2 years.`
fn value(change: &Change, language: Language) -> String {
    let what = match change.subject.as_str() {
        "" => language.say(label(change.kind)),
        subject => subject.to_owned(),
    };
    let (before, now) = differing(&change.before, &change.now);
    let key = match change.moved {
        Move::Added => key::CHANGED_NOW_SAID,
        Move::Removed => key::CHANGED_NOT_SAID,
        Move::Changed if change.kind == ChangeKind::Periods && begins_with_number(&before, &now) => {
            key::CHANGED_KEPT
        }
        Move::Changed => key::CHANGED_VALUE,
    };
    language.say_with(key, &[("what", &what), ("before", &before), ("now", &now)])
}

/// The first sentence in which two texts differ, short enough to be quoted.
fn differing(before: &str, now: &str) -> (String, String) {
    let split = |text: &str| text.split(". ").map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (split(before), split(now));
    let at = old.iter().zip(&new).position(|(old, new)| old != new).unwrap_or_default();
    let part = |parts: &[String]| {
        let part = parts.get(at).cloned().unwrap_or_default();
        candor_model::text::shorten(part.trim_end_matches('.'), QUOTED_MAX)
    };
    (part(&old), part(&new))
}

fn begins_with_number(before: &str, now: &str) -> bool {
    [before, now].iter().all(|text| text.starts_with(|letter: char| letter.is_ascii_digit()))
}

fn group(found: &Changes, kind: ChangeKind, language: Language) -> Option<Group> {
    let said = |change: &Change, text: &str, is_now: bool| {
        let key = if is_now && change.asked { key::LABEL_NOT_KNOWN } else { key::LABEL_NOT_SAID };
        let text = if text.is_empty() { language.say(key) } else { text.to_owned() };
        line(text, vec![change.id.clone()])
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut follows_in = None;
    for change in found.changes.iter().filter(|change| change.kind == kind) {
        let row = Row {
            about: line(about(change, language), vec![change.id.clone()]),
            before: said(change, &change.before, false),
            now: said(change, &change.now, true),
        };
        // What came or went with its activity or company stands in one row with it.
        let comes_along = (change.is_head || change.follows).then(|| (change.subject.clone(), change.moved));
        match rows.last_mut() {
            Some(last) if comes_along.is_some() && comes_along == follows_in => {
                last.extend(row, change.moved, language)
            }
            _ => rows.push(row),
        }
        follows_in = comes_along;
    }
    let id = label(kind).id().trim_start_matches("label-changed-").to_owned();
    (!rows.is_empty()).then(|| Group { id, kind: language.say(label(kind)), rows })
}

impl Row {
    fn extend(&mut self, other: Row, moved: Move, language: Language) {
        let (side, words) = if moved == Move::Removed {
            (&mut self.before, other.before)
        } else {
            (&mut self.now, other.now)
        };
        side.text = language.join_apart(&[std::mem::take(&mut side.text), words.text]);
        for told in [&mut self.about, &mut self.before, &mut self.now] {
            told.facts.extend(words.facts.iter().cloned());
        }
    }
}

fn about(change: &Change, language: Language) -> String {
    if change.subject.is_empty() { language.say(label(change.kind)) } else { change.subject.clone() }
}

/// Where a change of the organisation itself raises a duty, or many do, they stand in the tables.
fn because(duty: &candor_policy::Telling, language: Language) -> Glance {
    const NAMED_MAX: usize = 4;
    let named = (1..=NAMED_MAX).contains(&duty.subjects.len());
    let text = if named { language.join_and(&duty.subjects) } else { language.say(key::LABEL_ALL_CHANGES) };
    line(text, duty.facts.clone())
}
