//! The words of all header languages: yes and no, nothing and unknown, months and units, countries, and the
//! headers, sheet names and choice values in each language.
//!
//! Invariant: built once from the files in `layouts/`; keys are folded text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use candor_model::text::{fold, fold_umlauts};
use candor_model::{ChoicesId, Country, Dictionary, EntityId, FieldId, Unit};
use foldhash::HashMap;
use serde::Deserialize;

const LANGUAGES: &[(&str, &str)] = &[
    ("en.toml", include_str!("../layouts/en.toml")),
    ("de.toml", include_str!("../layouts/de.toml")),
    ("fr.toml", include_str!("../layouts/fr.toml")),
    ("es.toml", include_str!("../layouts/es.toml")),
    ("it.toml", include_str!("../layouts/it.toml")),
    ("nl.toml", include_str!("../layouts/nl.toml")),
    ("pt.toml", include_str!("../layouts/pt.toml")),
    ("pl.toml", include_str!("../layouts/pl.toml")),
    ("sv.toml", include_str!("../layouts/sv.toml")),
    ("da.toml", include_str!("../layouts/da.toml")),
    ("cs.toml", include_str!("../layouts/cs.toml")),
    ("fi.toml", include_str!("../layouts/fi.toml")),
];

/// A file of words of one language. Every list holds words as people write them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLanguage {
    #[serde(rename = "language")]
    _language: String,
    #[serde(default)]
    sheets: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    headers: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    choices: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    words: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    countries: BTreeMap<String, Vec<String>>,
}

/// Headers over the keys of any register, folded.
const KEYS: [&str; 4] = ["ref no", "reference no", "reference number", "ref id"];

/// A longer text that begins with "to be confirmed" says more than that.
const UNKNOWN_WORDS_MAX: usize = 8;
/// Single words for "not known" that can have details behind them.
const SHORT_UNKNOWN: [&str; 3] = ["tbc", "tbd", "tba"];

/// A plain word with a meaning of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Yes,
    No,
    None,
    NotApplicable,
    Unknown,
}

/// Folded phrases in an order, found by the word that they begin with.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    all: Vec<String>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Phrases {
    pub(crate) fn of(phrases: impl IntoIterator<Item = String>) -> Self {
        let mut all = Phrases::default();
        all.extend(phrases);
        all
    }

    pub(crate) fn extend(&mut self, phrases: impl IntoIterator<Item = String>) {
        for phrase in phrases {
            self.by_first.entry(first_word(&phrase).to_owned()).or_default().push(self.all.len());
            self.all.push(phrase);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    /// Those with which a folded text begins, each up to the end of a word.
    pub(crate) fn leading<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        self.leading_at(folded).map(|at| self.all[at].as_str())
    }

    fn leading_at<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = usize> + use<'a> {
        let known = self.by_first.get(first_word(folded)).into_iter().flatten().copied();
        known.filter(|at| {
            let rest = folded.strip_prefix(self.all[*at].as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    }

    /// Is this one of them?
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.leading(folded).any(|phrase| phrase.len() == folded.len())
    }

    /// Those that stand in a folded text as whole words, by their positions, each once.
    pub(crate) fn within(&self, folded: &str) -> BTreeSet<usize> {
        let begins = std::iter::once(0).chain(folded.match_indices(' ').map(|(space, _)| space + 1));
        begins.flat_map(|begin| self.leading_at(&folded[begin..])).collect()
    }

    /// The phrase at a position, from 0.
    pub(crate) fn at(&self, position: usize) -> &str {
        &self.all[position]
    }

    /// Does one of them stand in a folded text as whole words?
    pub(crate) fn is_within(&self, folded: &str) -> bool {
        !self.within(folded).is_empty()
    }

    /// Those that begin with this word.
    pub(crate) fn beginning(&self, word: &str) -> impl Iterator<Item = &str> + use<'_> {
        self.by_first.get(word).into_iter().flatten().map(|at| self.all[*at].as_str())
    }

    /// Does one of them begin with this word, or, if it goes on, with these two?
    pub(crate) fn begin_with(&self, word: &str, next: Option<&str>) -> bool {
        self.beginning(word)
            .map(|phrase| phrase.split(' ').nth(1))
            .any(|second| second.is_none() || second == next)
    }
}

fn first_word(folded: &str) -> &str {
    folded.split_once(' ').map_or(folded, |(first, _)| first)
}

/// All languages together.
#[derive(Debug, Default)]
pub(crate) struct Words {
    plain: HashMap<String, Word>,
    /// Those that mean "not known" and can have details behind them.
    unknown: Phrases,
    pub example: Phrases,
    pub total: Phrases,
    /// `None` where languages disagree.
    units: HashMap<String, Option<Unit>>,
    months: HashMap<String, u32>,
    pub after: Phrases,
    pub until: Phrases,
    pub unlimited: Phrases,
    /// Beginnings of phrases that sound like a period and give none ("necessar", "legal period").
    pub vague: Vec<String>,
    /// What takes something back from any answer ("partly", "except").
    partly: Phrases,
    /// What takes something back from a yes ("only").
    only: Phrases,
    /// What says that a day lies ahead or that nothing was done yet ("planned", "not yet").
    planned: Phrases,
    /// Words about sending data abroad, and those that stand beside them in a sentence that denies it.
    abroad: BTreeSet<String>,
    abroad_beside: BTreeSet<String>,
    numbers: HashMap<String, u32>,
    countries: HashMap<String, Country>,
    assigned: BTreeSet<Country>,
    /// Longest name of a country, in words.
    country_words_max: usize,
    pub sheets: Vec<(EntityId, String)>,
    /// Field, wording, and the language it is of (0 is English).
    pub headers: Vec<(FieldId, String, u8)>,
    /// The same of sheets that the program wrote; they say nothing about any other sheet.
    pub returned: Vec<(FieldId, String)>,
    pub choices: HashMap<ChoicesId, Vec<(u16, String)>>,
}

impl Words {
    pub(crate) fn builtin() -> &'static Words {
        static BUILTIN: OnceLock<Words> = OnceLock::new();
        BUILTIN.get_or_init(|| build().expect("the built-in language files are tested"))
    }

    /// The meaning of a whole cell, if it is one of the plain words.
    pub(crate) fn plain(&self, folded: &str) -> Option<Word> {
        self.plain.get(folded).copied()
    }

    pub(crate) fn unit(&self, folded: &str) -> Option<Unit> {
        self.units.get(folded).copied().flatten()
    }

    /// Does a folded text begin with a phrase for "not known", with its details behind it ("to be confirmed by IT")?
    pub(crate) fn begins_unknown(&self, folded: &str) -> bool {
        folded.matches(' ').count() < UNKNOWN_WORDS_MAX
            && self.unknown.leading(folded).any(|lead| lead.len() < folded.len())
    }

    /// Does what follows a yes or no take something back?
    pub(crate) fn is_limited(&self, folded: &str, answer: bool) -> bool {
        self.partly.is_within(folded) || (answer && self.only.is_within(folded))
    }

    /// Does a text say that something is still to be done?
    pub(crate) fn is_planned(&self, folded: &str) -> bool {
        self.planned.is_within(folded)
    }

    /// Does a text say nothing but that no data goes abroad?
    pub(crate) fn denies_transfer(&self, folded: &str) -> bool {
        let words = || folded.split(' ');
        let is_denial = |word: &str| matches!(self.plain(word), Some(Word::No | Word::None));
        words().any(|word| self.abroad.contains(word))
            && words().any(|word| is_denial(word) || DENYING.contains(&word))
            && words().all(|word| {
                let beside = self.abroad_beside.contains(word) || self.abroad.contains(word);
                beside || is_denial(word) || DENYING.contains(&word)
            })
    }

    /// 1 to 12.
    pub(crate) fn month(&self, folded: &str) -> Option<u32> {
        self.months.get(folded).copied()
    }

    /// A number written in one or two words.
    pub(crate) fn number(&self, folded: &str) -> Option<u32> {
        self.numbers.get(folded).copied()
    }

    /// The country a folded text names as a whole.
    pub(crate) fn country(&self, folded: &str) -> Option<Country> {
        self.countries.get(folded).copied()
    }

    /// Is this the code of a country that a language file names?
    pub(crate) fn is_country(&self, country: Country) -> bool {
        self.assigned.contains(&country)
    }

    pub(crate) fn country_words_max(&self) -> usize {
        self.country_words_max
    }
}

/// Words that deny within a sentence and are no answer alone.
const DENYING: [&str; 9] = ["not", "nicht", "pas", "ningun", "nessun", "niet", "nie", "inte", "ikke"];

fn build() -> Result<Words, String> {
    let dictionary = Dictionary::builtin();
    let mut words = Words::default();
    own_words(dictionary, &mut words);
    for (language, (name, source)) in (0u8..).zip(LANGUAGES) {
        let raw: RawLanguage = toml::from_str(source).map_err(|error| format!("{name}: {error}"))?;
        add_language(dictionary, name, language, raw, &mut words)?;
    }
    let is_lead = |text: &str| text.contains(' ') || SHORT_UNKNOWN.contains(&text);
    let unknown = words.plain.iter().filter(|(text, word)| **word == Word::Unknown && is_lead(text));
    words.unknown = Phrases::of(unknown.map(|(text, _)| text.clone()));
    Ok(words)
}

/// The dictionary's own English: labels, ids and `aka`.
fn own_words(dictionary: &Dictionary, words: &mut Words) {
    for entity in dictionary.entity_ids() {
        let definition = dictionary.entity(entity);
        if definition.from_candor {
            let wordings = dictionary.fields_of(entity).flat_map(|field| {
                let definition = dictionary.field(field);
                [&definition.label].into_iter().chain(&definition.aka).map(move |name| (field, fold(name)))
            });
            words.returned.extend(wordings);
            continue;
        }
        for name in [&definition.id, &definition.label, &definition.sheet].into_iter().chain(&definition.aka)
        {
            words.sheets.push((entity, fold(name)));
        }
        if let Some(index) = definition.key_field {
            let key = FieldId { entity, index };
            words.headers.extend(KEYS.iter().map(|name| (key, (*name).to_owned(), 0)));
        }
        for field in dictionary.fields_of(entity) {
            let definition = dictionary.field(field);
            for name in [&definition.id, &definition.label].into_iter().chain(&definition.aka) {
                words.headers.push((field, fold(name), 0));
            }
        }
    }
    for (index, list) in dictionary.choices.iter().enumerate() {
        let entries = words.choices.entry(ChoicesId(index as u8)).or_default();
        for (position, option) in (0u16..).zip(&list.options) {
            for name in [&option.id, &option.label].into_iter().chain(&option.aka) {
                entries.push((position, fold(name)));
            }
        }
    }
}

fn add_language(
    dictionary: &Dictionary,
    file: &str,
    language: u8,
    raw: RawLanguage,
    words: &mut Words,
) -> Result<(), String> {
    let entity_of = |id: &str| dictionary.find_entity(id).ok_or_else(|| format!("{file}: no entity `{id}`"));
    for (id, names) in &raw.sheets {
        let entity = entity_of(id)?;
        words.sheets.extend(names.iter().map(|name| (entity, fold(name))));
    }
    for (id, fields) in &raw.headers {
        let entity = entity_of(id)?;
        for (field, names) in fields {
            let found = dictionary
                .find_field(entity, field)
                .ok_or_else(|| format!("{file}: no field `{id}.{field}`"))?;
            if dictionary.entity(entity).from_candor {
                words.returned.extend(names.iter().map(|name| (found, fold(name))));
            } else {
                words.headers.extend(names.iter().map(|name| (found, fold(name), language)));
            }
        }
    }
    for (id, options) in &raw.choices {
        let list = dictionary.find_choices(id).ok_or_else(|| format!("{file}: no choices `{id}`"))?;
        for (option, names) in options {
            let position = dictionary
                .choice_list(list)
                .options
                .iter()
                .position(|other| other.id == *option)
                .ok_or_else(|| format!("{file}: no choice `{id}.{option}`"))?;
            let entries = words.choices.entry(list).or_default();
            entries.extend(names.iter().map(|name| (position as u16, fold(name))));
        }
    }
    for (code, names) in &raw.countries {
        let country = match code.as_str() {
            "EEA" => Country::from_code("EU"),
            other => Country::from_code(other),
        };
        let country = country.ok_or_else(|| format!("{file}: `{code}` is no country code"))?;
        words.assigned.insert(country);
        for name in names {
            let folded = fold(name);
            words.country_words_max = words.country_words_max.max(folded.split(' ').count());
            words.countries.insert(fold_umlauts(name), country);
            words.countries.insert(folded, country);
        }
    }
    for (number, names) in &raw.numbers {
        let number = number.parse().map_err(|_| format!("{file}: `{number}` is no number"))?;
        words.numbers.extend(names.iter().map(|name| (fold(name), number)));
    }
    add_plain_words(file, &raw.words, words)
}

fn add_plain_words(file: &str, raw: &BTreeMap<String, Vec<String>>, words: &mut Words) -> Result<(), String> {
    for (meaning, list) in raw {
        let folded: Vec<String> =
            list.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect();
        let plain = |word| (folded.iter().cloned().map(move |text| (text, word))).collect::<Vec<_>>();
        let units = |unit| (folded.iter().cloned().map(move |text| (text, unit))).collect::<Vec<_>>();
        match meaning.as_str() {
            // A language listed earlier keeps its meaning: `no` is English before anything else.
            "yes" => plain(Word::Yes).into_iter().for_each(|(text, word)| keep(&mut words.plain, text, word)),
            "no" => plain(Word::No).into_iter().for_each(|(text, word)| keep(&mut words.plain, text, word)),
            "none" => {
                plain(Word::None).into_iter().for_each(|(text, word)| keep(&mut words.plain, text, word))
            }
            "not_applicable" => plain(Word::NotApplicable)
                .into_iter()
                .for_each(|(text, word)| keep(&mut words.plain, text, word)),
            "unknown" => {
                plain(Word::Unknown).into_iter().for_each(|(text, word)| keep(&mut words.plain, text, word));
            }
            "example" => words.example.extend(folded),
            "total" => words.total.extend(folded),
            "after" => words.after.extend(folded),
            "until" => words.until.extend(folded),
            "unlimited" => words.unlimited.extend(folded),
            "vague" => words.vague.extend(folded),
            "partly" => words.partly.extend(folded),
            "only" => words.only.extend(folded),
            "planned" => words.planned.extend(folded),
            "abroad" => words.abroad.extend(folded),
            "abroad_beside" => words.abroad_beside.extend(folded),
            "second" | "minute" => {}
            "hour" => add_units(words, units(Unit::Hours)),
            "day" => add_units(words, units(Unit::Days)),
            "business_day" => add_units(words, units(Unit::BusinessDays)),
            "week" => add_units(words, units(Unit::Weeks)),
            "month" => add_units(words, units(Unit::Months)),
            "year" => add_units(words, units(Unit::Years)),
            "months" | "months_short" | "months_other" => {
                if folded.len() != 12 {
                    return Err(format!("{file}: `{meaning}` has {} entries, not 12", folded.len()));
                }
                words.months.extend(folded.into_iter().zip(1..));
            }
            other => return Err(format!("{file}: no meaning `{other}`")),
        }
    }
    Ok(())
}

/// A letter that is one unit in one language and another in the next (`j`: Jahre, jours) is none.
fn add_units(words: &mut Words, units: Vec<(String, Unit)>) {
    for (text, unit) in units {
        let known = words.units.entry(text).or_insert(Some(unit));
        if *known != Some(unit) {
            *known = None;
        }
    }
}

fn keep(map: &mut HashMap<String, Word>, text: String, word: Word) {
    map.entry(text).or_insert(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_fits_the_dictionary() {
        let words = build().unwrap();
        assert_eq!(words.plain("nein"), Some(Word::No));
        assert_eq!(words.country("deutschland").map(|country| country.to_string()), Some("DE".to_owned()));
        assert_eq!(words.month("marz"), Some(3));
        assert_eq!(words.unit("jahre"), Some(Unit::Years));
    }
}
