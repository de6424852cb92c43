//! Which field a header means: compares its words with the synonyms of all languages.
//!
//! A match carries how sure it is, 0 to 1: 1 is the same words; below [`SURE_MIN`] it is none.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use candor_model::text::fold_umlauts;
use candor_model::{Dictionary, EntityId, FieldId};

use crate::mojibake;
use crate::words::Words;

/// Makes the index of headers ready.
pub(crate) fn prepare() {
    index();
}

/// Matches below are not used.
pub(crate) const SURE_MIN: f32 = 0.62;

/// Headers are compared up to this many characters: some hold a paragraph of help.
const HEADER_CHARS_MAX: usize = 300;

/// A possible meaning of a header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    pub field: FieldId,
    pub sure: f32,
    /// Language of the wording; 0 is English.
    pub language: u8,
}

struct Phrase {
    tokens: Vec<String>,
    text: String,
    /// The wordings with the words that [`normal`] leaves out: "signed on" is not quite "signed".
    whole: Vec<String>,
    field: FieldId,
    language: u8,
}

struct Index {
    phrases: Vec<Phrase>,
    exact: HashMap<String, Vec<u32>>,
    /// Wordings without their spaces: `legalbasis`.
    compact: HashMap<String, Vec<u32>>,
    by_token: HashMap<String, Vec<u32>>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index {
            phrases: Vec::new(),
            exact: HashMap::new(),
            compact: HashMap::new(),
            by_token: HashMap::new(),
        };
        for (field, text, language) in &Words::builtin().headers {
            let whole = fold_umlauts(text);
            let text = meaningful(&whole);
            if text.is_empty() {
                continue;
            }
            let known = index.exact.get(&text).and_then(|ids| index.find(ids, *field, *language));
            if let Some(id) = known {
                index.phrases[id as usize].whole.push(whole);
                continue;
            }
            let id = index.phrases.len() as u32;
            let tokens: Vec<String> = text.split(' ').map(str::to_owned).collect();
            for token in &tokens {
                let ids = index.by_token.entry(token.clone()).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
            if tokens.len() > 1 {
                index.compact.entry(tokens.concat()).or_default().push(id);
            }
            index.exact.entry(text.clone()).or_default().push(id);
            index.phrases.push(Phrase {
                tokens,
                text,
                whole: vec![whole],
                field: *field,
                language: *language,
            });
        }
        index
    })
}

impl Index {
    fn find(&self, ids: &[u32], field: FieldId, language: u8) -> Option<u32> {
        let same = |phrase: &Phrase| phrase.field == field && phrase.language == language;
        ids.iter().copied().find(|id| same(&self.phrases[*id as usize]))
    }
}

/// Folded, umlauts in one spelling, words without meaning for a header left out.
fn normal(text: &str) -> String {
    meaningful(&fold_umlauts(text))
}

/// Words without meaning for a header left out, unless there are no others.
fn meaningful(folded: &str) -> String {
    const EMPTY: [&str; 40] = [
        "the", "of", "a", "an", "and", "for", "to", "in", "on", "if", "any", "please", "der", "die", "das",
        "des", "den", "dem", "und", "von", "de", "du", "la", "le", "les", "et", "del", "los", "las", "el",
        "di", "della", "dei", "e", "van", "het", "een", "da", "do", "dos",
    ];
    let kept: Vec<&str> = folded.split(' ').filter(|token| !EMPTY.contains(token)).collect();
    if kept.is_empty() { folded.to_owned() } else { kept.join(" ") }
}

/// The wordings to try: the whole header, its first line, without brackets, with how much each is trusted.
fn variants(header: &str) -> Vec<(String, f32)> {
    let header: String = header.chars().take(HEADER_CHARS_MAX).collect();
    let mut variants: Vec<(String, f32)> = vec![(normal(&header), 1.0)];
    let mut add = |text: &str, trust: f32| {
        let text = normal(text);
        if !text.is_empty() && variants.iter().all(|(other, _)| *other != text) {
            variants.push((text, trust));
        }
    };
    let unbracketed = without_brackets(&header);
    add(&unbracketed, 0.97);
    for inner in brackets(&header) {
        add(&inner, 0.72);
    }
    if let Some(line) = header.lines().find(|line| line.chars().any(char::is_alphabetic)) {
        add(line, 0.96);
        add(&without_brackets(line), 0.95);
    }
    for sign in [":", " - ", " – ", "?", "*", ". "] {
        if let Some((before, _)) = header.split_once(sign) {
            add(before, 0.94);
        }
    }
    for part in unbracketed.split(['/', '|']).filter(|_| unbracketed.contains(['/', '|'])) {
        add(part, 0.88);
    }
    variants
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|character| match character {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth -= 1;
                false
            }
            _ => depth <= 0,
        })
        .collect()
}

fn brackets(text: &str) -> Vec<String> {
    text.split('(')
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(inner, _)| inner.to_owned())
        .collect()
}

/// How hard to look for the meaning of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Effort {
    /// Known words only: for rows that may be no header at all.
    Quick,
    /// Also typing errors and other endings.
    Thorough,
}

/// Texts whose meanings are remembered.
const KNOWN_MAX: usize = 4_096;

/// All meanings of a header, the surest for each field and language, surest first.
///
/// A text is looked up many times while a sheet is searched for its tables, so its meanings are remembered.
pub(crate) fn matches(header: &str, effort: Effort) -> Vec<Match> {
    let repaired = mojibake::repaired(header);
    let header = repaired.as_deref().unwrap_or(header);
    thread_local! {
        static KNOWN: RefCell<HashMap<(String, Effort), Vec<Match>>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| {
        let key = (header.to_owned(), effort);
        if let Some(matches) = known.get(&key) {
            return matches.clone();
        }
        if known.len() == KNOWN_MAX {
            known.clear();
        }
        let matches = meanings(header, effort);
        known.insert(key, matches.clone());
        matches
    })
}

fn meanings(header: &str, effort: Effort) -> Vec<Match> {
    let mut matches: Vec<Match> = scored(header, effort)
        .into_iter()
        .filter(|(_, sure)| *sure >= SURE_MIN)
        .map(|((field, language), sure)| Match { field, sure, language })
        .collect();
    matches.sort_by(|a, b| {
        b.sure.total_cmp(&a.sure).then_with(|| (a.field, a.language).cmp(&(b.field, b.language)))
    });
    matches
}

/// What a header might mean, sure or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Guess {
    pub field: FieldId,
    sure: f32,
}

impl Guess {
    pub(crate) fn is_sure(self) -> bool {
        self.sure >= SURE_MIN
    }

    /// 0 to 100.
    pub(crate) fn percent(self) -> u8 {
        (self.sure * 100.0) as u8
    }
}

/// The fields of an entity that a header might mean, in whatever language, surest first.
pub(crate) fn guesses(header: &str, entity: EntityId) -> Vec<Guess> {
    let mut best: BTreeMap<FieldId, f32> = BTreeMap::new();
    let mut offer = |field: FieldId, sure: f32| {
        let entry = best.entry(field).or_insert(0.0);
        *entry = entry.max(sure);
    };
    for ((field, _), sure) in scored(header, Effort::Thorough) {
        if field.entity == entity {
            offer(field, sure);
        }
    }
    let text = normal(header);
    let tokens: Vec<&str> = text.split(' ').filter(|token| token.len() >= 4).collect();
    let length = text.chars().count();
    for phrase in index().phrases.iter().filter(|phrase| phrase.field.entity == entity) {
        // Texts of very different lengths cannot be near; comparing a long one with every phrase takes seconds.
        let other = phrase.text.chars().count();
        if length.min(other) as f32 >= 0.6 * length.max(other) as f32 {
            let near = strsim::normalized_damerau_levenshtein(&phrase.text, &text) as f32;
            if near >= 0.6 {
                offer(phrase.field, near * SURE_MIN);
            }
        }
        let shared = phrase.tokens.iter().filter(|token| tokens.contains(&token.as_str())).count();
        if shared > 0 {
            let all = phrase.tokens.len() + tokens.len() - shared;
            offer(phrase.field, (0.2 + 0.5 * shared as f32 / all as f32).min(SURE_MIN - 0.01));
        }
    }
    let mut guesses: Vec<Guess> = best
        .into_iter()
        .filter(|(_, sure)| *sure >= 0.3)
        .map(|(field, sure)| Guess { field, sure })
        .collect();
    guesses.sort_by(|a, b| b.sure.total_cmp(&a.sure).then_with(|| a.field.cmp(&b.field)));
    guesses
}

/// How surely a header means each field in each language, whatever it is worth.
fn scored(header: &str, effort: Effort) -> BTreeMap<(FieldId, u8), f32> {
    let index = index();
    let mut best: BTreeMap<(FieldId, u8), f32> = BTreeMap::new();
    let mut offer = |id: u32, sure: f32| {
        let phrase = &index.phrases[id as usize];
        let entry = best.entry((phrase.field, phrase.language)).or_insert(0.0);
        *entry = entry.max(sure);
    };
    let whole = fold_umlauts(header);
    for (text, trust) in variants(header) {
        for id in index.exact.get(&text).into_iter().flatten() {
            let same = index.phrases[*id as usize].whole.contains(&whole);
            offer(*id, if same { trust } else { 0.99 * trust });
        }
        for id in index.compact.get(&text.replace(' ', "")).into_iter().flatten() {
            offer(*id, 0.95 * trust);
        }
        for (id, sure) in partial(index, &text, effort) {
            offer(id, sure * trust);
        }
    }
    best
}

/// Phrases that share words with a text, with how sure they are (below 0.93).
fn partial(index: &Index, text: &str, effort: Effort) -> Vec<(u32, f32)> {
    let tokens: Vec<&str> = text.split(' ').collect();
    let mut shared: HashMap<u32, u32> = HashMap::new();
    for token in &tokens {
        for near in near_tokens(index, token, effort) {
            for id in &index.by_token[near] {
                *shared.entry(*id).or_insert(0) += 1;
            }
        }
    }
    let mut found: Vec<(u32, f32)> = shared
        .into_iter()
        .filter_map(|(id, count)| {
            let phrase = &index.phrases[id as usize];
            overlap(phrase, text, &tokens, count as usize).map(|sure| (id, sure))
        })
        .collect();
    found.sort_unstable_by_key(|(id, _)| *id);
    found
}

/// The token itself, or where no phrase has it, one that differs by a typing error or an ending.
fn near_tokens<'a>(index: &'a Index, token: &str, effort: Effort) -> Vec<&'a String> {
    if let Some((known, _)) = index.by_token.get_key_value(token) {
        return vec![known];
    }
    if effort == Effort::Quick || token.len() < 5 || !token.is_ascii() {
        return Vec::new();
    }
    let mut near: Vec<&String> = index
        .by_token
        .keys()
        .filter(|known| known.len() >= 5 && known.len().abs_diff(token.len()) <= 2)
        .filter(|known| {
            let stem = token.len().min(known.len()) - 2;
            (stem >= 5 && known.as_bytes()[..stem] == token.as_bytes()[..stem])
                || (known.as_bytes()[0] == token.as_bytes()[0]
                    && strsim::damerau_levenshtein(known, token) <= 1 + usize::from(token.len() > 8))
        })
        .collect();
    near.sort();
    near
}

fn overlap(phrase: &Phrase, text: &str, tokens: &[&str], shared: usize) -> Option<f32> {
    let shared = shared.min(phrase.tokens.len()).min(tokens.len());
    let all = phrase.tokens.len() + tokens.len() - shared;
    let jaccard = shared as f32 / all as f32;
    if shared == phrase.tokens.len() && shared == tokens.len() {
        return Some(0.92);
    }
    // A single short or common word inside a longer header proves little.
    let letters: usize = phrase.tokens.iter().map(String::len).sum();
    let within = || format!(" {text} ").contains(&format!(" {} ", phrase.text));
    // Counted first: there are thousands of phrases. A word may stand in a phrase twice.
    if shared + 1 >= phrase.tokens.len() && (phrase.tokens.len() >= 2 || letters >= 7) && within() {
        let share = phrase.text.len() as f32 / text.len() as f32;
        let base = if phrase.tokens.len() >= 3 { 0.66 } else { 0.58 };
        return Some((base + 0.34 * share).min(0.9));
    }
    if jaccard >= 0.5 && shared >= 2 {
        return Some(0.45 + 0.45 * jaccard);
    }
    let contained = || format!(" {} ", phrase.text).contains(&format!(" {text} "));
    if text.len() >= 7 && tokens.len() * 2 >= phrase.tokens.len() && shared + 1 >= tokens.len() && contained()
    {
        return Some(0.55 + 0.3 * text.len() as f32 / phrase.text.len() as f32);
    }
    None
}

/// How well a text names an entity, 0 to 1: for names of sheets and files, and for titles.
pub(crate) fn entity_hints(text: &str) -> Vec<(EntityId, f32)> {
    static NAMES: OnceLock<Vec<(EntityId, String)>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        Words::builtin().sheets.iter().map(|(entity, name)| (*entity, normal(name))).collect()
    });
    let folded = normal(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut hints: HashMap<EntityId, f32> = HashMap::new();
    for (entity, name) in names {
        let sure = if *name == folded {
            1.0
        } else if name.len() >= 4 && contains_words(&words, name) {
            0.55 + 0.4 * (name.len() as f32 / folded.len() as f32).min(1.0)
        } else {
            continue;
        };
        let entry = hints.entry(*entity).or_insert(0.0);
        *entry = entry.max(sure);
    }
    let mut hints: Vec<(EntityId, f32)> = hints.into_iter().collect();
    hints.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    hints
}

/// Do the words of a phrase stand in a text, one after the other, endings aside ("subprocessors", "map of
/// subprocessor")?
fn contains_words(text: &[&str], phrase: &str) -> bool {
    (0..text.len()).any(|start| {
        let mut words = text[start..].iter();
        phrase.split(' ').all(|wanted| words.next().is_some_and(|word| same_word(word, wanted)))
    })
}

fn same_word(word: &str, other: &str) -> bool {
    let (short, long) = if word.len() <= other.len() { (word, other) } else { (other, word) };
    short == long || (short.len() >= 6 && long.starts_with(short) && long.len() - short.len() <= 2)
}

/// The closest header of an entity to one that was not understood, for "did you mean".
pub(crate) fn suggestion(header: &str, entity: EntityId) -> Option<String> {
    let text = normal(header);
    let dictionary = Dictionary::builtin();
    index()
        .phrases
        .iter()
        .filter(|phrase| phrase.field.entity == entity)
        .map(|phrase| (strsim::normalized_damerau_levenshtein(&phrase.text, &text), phrase))
        .filter(|(near, _)| *near >= 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.text.cmp(&a.1.text)))
        .map(|(_, phrase)| dictionary.field(phrase.field).label.clone())
}
