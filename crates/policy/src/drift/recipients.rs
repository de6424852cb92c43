//! Who gets data: the vendors of the records, and names in a policy that no record holds.

use std::collections::{BTreeSet, HashMap, HashSet};

use candor_model::text::fold_name;

use super::content::holds;
use super::passage::{Column, Passage};
use super::register::{DriftContext, Named, Register, same_name};
use super::tokens::{Token, tokens};
use super::vocabulary::Vocabulary;
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::Facts;
use crate::fact::FactCell;

/// The first word of a name stands for it if it has this many letters.
const SHORT_NAME_MIN: usize = 5;

/// A name as the words that a text has to hold.
struct Name {
    name: String,
    /// The whole name without its legal form, and its first word where no other name begins so.
    ways: Vec<Vec<String>>,
    fact: String,
    cells: Vec<FactCell>,
}

pub(super) fn compare(reading: &mut Reading<'_>) {
    let register = reading.register;
    let vendors = vendors(register);
    let ended = names(&register.context.ended, &vendors);
    let systems = names(&register.context.systems, &[]);
    let (by_word, systems, ended_by_word) =
        (ByWord::new(&vendors), ByWord::new(&systems), ByWord::new(&ended));
    let mut told = vec![false; vendors.len()];
    for at in 0..reading.passages.len() {
        let tokens = reading.passages[at].tokens.clone();
        // Tokens that belong to a name.
        let mut taken = vec![false; tokens.len()];
        for (index, vendor) in by_word.within(&tokens) {
            for place in stands(vendor, &tokens) {
                taken[place.clone()].fill(true);
                let recorded = DriftRecord {
                    words: vendor.name.clone(),
                    facts: vec![vendor.fact.clone()],
                    cells: vendor.cells.clone(),
                };
                if !told[index] {
                    reading.add(
                        DriftKind::Matched,
                        Topic::Recipient,
                        &vendor.name,
                        Some((at, vendor.name.clone())),
                        Some(recorded),
                    );
                }
                told[index] = true;
                reading.passages[at].understood = true;
                if let Some(found) = register.vendor(&vendor.name) {
                    reading.passages[at].vendor = reading.passages[at].vendor.or(Some(found));
                    reading.passages[at].vendors.push((place.end, found));
                }
            }
        }
        for (_, system) in systems.within(&tokens) {
            for place in stands(system, &tokens) {
                taken[place].fill(true);
            }
        }
        for (_, vendor) in ended_by_word.within(&tokens) {
            for place in
                stands(vendor, &tokens).into_iter().filter(|place| !taken[place.start]).collect::<Vec<_>>()
            {
                taken[place].fill(true);
                let recorded = DriftRecord {
                    words: format!("{} is no longer used, or gets no personal data.", vendor.name),
                    facts: Vec::new(),
                    cells: vendor.cells.clone(),
                };
                let said = Some((at, vendor.name.clone()));
                reading.add(DriftKind::Contradicts, Topic::Recipient, &vendor.name, said, Some(recorded));
            }
        }
        strangers(reading, at, &taken);
        reading.passages[at].vendors.sort_unstable();
        // A sentence after one that names a vendor speaks of it, within an item.
        if let (None, Some(before)) = (reading.passages[at].vendor, at.checked_sub(1))
            && reading.passages[before].block == reading.passages[at].block
        {
            reading.passages[at].vendor = reading.passages[before].vendor;
        }
    }
    for (vendor, _) in vendors.iter().zip(told).filter(|(_, told)| !told) {
        let recorded = DriftRecord {
            words: vendor.name.clone(),
            facts: vec![vendor.fact.clone()],
            cells: vendor.cells.clone(),
        };
        reading.add(DriftKind::Missing, Topic::Recipient, &vendor.name, None, Some(recorded));
    }
    others(reading);
}

fn vendors(register: &Register<'_>) -> Vec<Name> {
    let recipients = &register.facts.recipients;
    let first = |name: &str| folded(name).first().cloned().unwrap_or_default();
    let mut begin_so: HashMap<String, HashSet<String>> = HashMap::new();
    for vendor in recipients {
        begin_so.entry(first(&vendor.name)).or_default().insert(fold_name(&vendor.name));
    }
    let own = first(&register.facts.organisation.called);
    let mut told: HashSet<String> = HashSet::new();
    let each_once = recipients.iter().filter(|vendor| told.insert(fold_name(&vendor.name)));
    each_once
        .map(|vendor| {
            let word = first(&vendor.name);
            let is_alone = begin_so[&word].len() == 1 && word != own;
            Name {
                name: vendor.name.clone(),
                ways: ways(&vendor.name, is_alone),
                fact: vendor.service.id.clone(),
                cells: vendor.service.cells.clone(),
            }
        })
        .collect()
}

fn names(list: &[Named], besides: &[Name]) -> Vec<Name> {
    let told: HashSet<String> = besides.iter().map(|other| fold_name(&other.name)).collect();
    list.iter()
        .filter(|named| !told.contains(&fold_name(&named.name)))
        .map(|named| Name {
            name: named.name.clone(),
            ways: ways(&named.name, false),
            fact: String::new(),
            cells: named.cells.clone(),
        })
        .collect()
}

/// Names by the words that they begin with.
struct ByWord<'n> {
    names: &'n [Name],
    begin_so: HashMap<&'n str, BTreeSet<usize>>,
}

impl<'n> ByWord<'n> {
    fn new(names: &'n [Name]) -> Self {
        let mut begin_so: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            for word in name.ways.iter().filter_map(|way| way.first()) {
                begin_so.entry(word).or_default().insert(at);
            }
        }
        ByWord { names, begin_so }
    }

    /// Those that can stand in a text, in order, with their positions.
    fn within(&self, text: &[Token]) -> impl Iterator<Item = (usize, &'n Name)> {
        let words: BTreeSet<&str> = text.iter().map(|token| token.word.as_str()).collect();
        let found = words.into_iter().filter_map(|word| self.begin_so.get(word)).flatten();
        let found: BTreeSet<usize> = found.copied().collect();
        found.into_iter().map(|at| (at, &self.names[at]))
    }
}

fn folded(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.word).collect()
}

fn ways(name: &str, first_alone: bool) -> Vec<Vec<String>> {
    let mut whole = folded(name);
    // Legal forms are cut as the records cut them.
    let stem = fold_name(name).split(' ').count();
    whole.truncate(stem.max(1));
    let short = whole.first().filter(|first| first_alone && first.len() >= SHORT_NAME_MIN).cloned();
    let mut ways = vec![whole];
    if let Some(short) = short.filter(|_| ways[0].len() > 1) {
        ways.push(vec![short]);
    }
    ways
}

/// The places of a name; it has to begin with a capital in the text.
fn stands(name: &Name, text: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for at in (0..text.len()).filter(|at| text[*at].capital || name.ways[0].len() > 1) {
        let fits = |way: &&Vec<String>| {
            let part = text.get(at..at + way.len());
            part.is_some_and(|part| part[0].capital && part.iter().map(|token| &token.word).eq(way.iter()))
        };
        if let Some(way) =
            name.ways.iter().filter(|way| !way.is_empty()).filter(fits).max_by_key(|way| way.len())
        {
            found.push(at..at + way.len());
        }
    }
    found
}

/// Names that no record holds: known services anywhere, companies by their legal form, and in a column of recipients
/// everything that the records do not have.
fn strangers(reading: &mut Reading<'_>, at: usize, taken: &[bool]) {
    let passage = &reading.passages[at];
    let mut found = unknown_names(passage, taken, reading.register);
    if passage.column == Some(Column::Recipient) && !passage.is_open {
        let items: Vec<&str> = passage.text.split([';', '\n']).map(str::trim).collect();
        found.extend(
            items.into_iter().filter(|item| !are_recorded(item, reading.register)).map(str::to_owned),
        );
        reading.passages[at].understood = true;
    }
    let mut told: Vec<String> = Vec::new();
    for name in found {
        let like = |other: &String| {
            same_name(other, &name) || other.contains(&name) || name.contains(other.as_str())
        };
        if !told.iter().any(like) {
            reading.add(DriftKind::Extra, Topic::Recipient, &name, Some((at, name.clone())), None);
            told.push(name);
        }
    }
}

/// A name, or a kind with its names: `Payments: Payjetty, Coinbuoy`.
fn are_recorded(item: &str, register: &Register<'_>) -> bool {
    let of_kind = || {
        let (_, names) = item.split_once(": ")?;
        Some(names.split(", ").all(|name| is_recorded(name, register)))
    };
    is_recorded(item, register) || of_kind().unwrap_or(false)
}

fn unknown_names(passage: &Passage, taken: &[bool], register: &Register<'_>) -> Vec<String> {
    let vocabulary = Vocabulary::builtin();
    let words = &passage.tokens;
    let mut found = Vec::new();
    let written = |from: usize, to: usize| passage_words(passage, from, to);
    let mut at = 0;
    while at < words.len() {
        if taken.get(at) == Some(&true) {
            at += 1;
            continue;
        }
        if let Some((_, end)) = vocabulary.service(words, at) {
            found.push(written(at, end));
            at = end;
            continue;
        }
        let run = run_of_names(words, at, taken);
        // The legal form of a name that was told.
        if at > 0 && taken[at - 1] && (at..run).all(|index| is_legal_form(&words[index])) {
            at = run.max(at + 1);
            continue;
        }
        match (at + 1..run).rev().find(|index| is_legal_form(&words[*index])) {
            Some(form) => {
                let name = written(at, form + 1);
                if !is_recorded(&name, register) {
                    found.push(name);
                }
                at = form + 1;
            }
            None if run > at && is_named_as_recipient(passage, at, run, register) => {
                found.push(written(at, run));
                at = run;
            }
            None => at = run.max(at + 1),
        }
    }
    found
}

/// The end of the capitalised words that begin at a token, without a pause between.
fn run_of_names(words: &[Token], at: usize, taken: &[bool]) -> usize {
    let mut end = at;
    while words.get(end).is_some_and(|word| word.capital && taken.get(end) == Some(&false)) {
        end += 1;
        if words[end - 1].pause.is_some() {
            // "Acme, Inc." is one name.
            if !words.get(end).is_some_and(is_legal_form) {
                break;
            }
        }
    }
    end
}

fn is_legal_form(word: &Token) -> bool {
    Vocabulary::builtin().legal_forms.iter().any(|form| form.to_lowercase() == word.word)
}

/// Is a run of capitalised words within a sentence a company, by the words before it: "hosted by", "shared with"?
fn is_named_as_recipient(passage: &Passage, at: usize, end: usize, register: &Register<'_>) -> bool {
    let vocabulary = Vocabulary::builtin();
    let words = &passage.tokens;
    if at == 0 || passage.column.is_some() || is_german(passage) {
        return false;
    }
    let before = &words[at.saturating_sub(4)..at];
    let named = vocabulary
        .frames()
        .names_recipient
        .find_all(before)
        .last()
        .is_some_and(|range| range.end == before.len());
    let is_country = (at..end).any(|index| vocabulary.country(words, index).is_some());
    let is_own = same_name(&passage_words(passage, at, end), &register.facts.organisation.called);
    let acronym = end - at == 1 && words[at].word.len() <= 4;
    let speaks = vocabulary.frames().recipient.stand_in(words);
    named
        && speaks
        && !is_country
        && !is_own
        && !acronym
        && !is_recorded(&passage_words(passage, at, end), register)
}

/// Nouns have capitals in German, so that a capital tells no name.
fn is_german(passage: &Passage) -> bool {
    let small = ["der", "die", "das", "und", "wir", "ihre", "nicht", "von"];
    passage.tokens.iter().filter(|token| small.contains(&token.word.as_str())).count() >= 2
}

/// The words of a passage as written, from a token to another.
fn passage_words(passage: &Passage, from: usize, to: usize) -> String {
    match (passage.tokens.get(from), passage.tokens.get(to.saturating_sub(1))) {
        (Some(first), Some(last)) => {
            let offset = passage.text.len();
            passage.text.get(first.at.start..last.at.end.min(offset)).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

/// Do the records hold a name anywhere: as a vendor, another recipient or a system?
fn is_recorded(item: &str, register: &Register<'_>) -> bool {
    let words = folded(item);
    if words.is_empty() {
        return true;
    }
    let RecordedNames { whole, begin_so } = &register.recorded_names;
    let begin_alike = begin_so.get(&words[0]).into_iter().flatten();
    // "Police" for "Police, on request".
    let mut in_part = begin_alike.filter(|name| name.starts_with(&words) || words.starts_with(name));
    let mut joint = register.facts.joint.iter().map(|fact| fact.text.as_str());
    whole.contains(&fold_name(item)) || in_part.next().is_some() || joint.any(|text| text.contains(item))
}

/// The names that the records hold: of vendors, other recipients, systems, customers and the organisation.
pub(super) struct RecordedNames {
    whole: HashSet<String>,
    /// As words, by the first of them.
    begin_so: HashMap<String, BTreeSet<Vec<String>>>,
}

impl RecordedNames {
    pub(super) fn new(facts: &Facts, context: &DriftContext) -> Self {
        let vendors = facts.recipients.iter().map(|vendor| &vendor.name);
        let others = facts.activities.iter().flat_map(|activity| &activity.recipients);
        let nobody = facts.activities.iter().map(|activity| &activity.who.text);
        let systems = context.systems.iter().map(|system| &system.name);
        let customers = facts.on_behalf.iter().map(|work| &work.controller.text);
        let transfers = facts.transfers.iter().map(|transfer| &transfer.recipient);
        let own = [&facts.organisation.called, &facts.organisation.legal_name.text];
        let all =
            vendors.chain(others).chain(customers).chain(transfers).chain(own).chain(nobody).chain(systems);
        let mut names = RecordedNames { whole: HashSet::new(), begin_so: HashMap::new() };
        for name in all {
            let words = folded(name);
            names.whole.insert(fold_name(&words.join(" ")));
            if let Some(first) = words.first() {
                names.begin_so.entry(first.clone()).or_default().insert(words);
            }
        }
        names
    }
}

/// Recipients that are no vendors: authorities, insurers, partners.
fn others(reading: &mut Reading<'_>) {
    let register = reading.register;
    let vendors: HashSet<String> =
        register.facts.recipients.iter().map(|vendor| fold_name(&vendor.name)).collect();
    let mut told: HashSet<&str> = HashSet::new();
    for activity in &register.activities {
        let who = &activity.fact.who;
        for name in &activity.fact.recipients {
            if vendors.contains(&fold_name(name)) || !told.insert(name) {
                continue;
            }
            let stems = register.stemming.of(&tokens(name));
            let place = reading.passages.iter().position(|passage| holds(&passage.stems, &stems));
            let recorded = Some(DriftRecord::of(who, name.clone()));
            match place {
                Some(at) => {
                    let said = Some((at, name.clone()));
                    reading.add(DriftKind::Matched, Topic::Recipient, name, said, recorded);
                }
                None => reading.add(DriftKind::Missing, Topic::Recipient, name, None, recorded),
            }
        }
    }
}
