//! The words by which a policy's text is understood, read from the files in `words/`.
//!
//! Invariant: every word list is folded as [`super::tokens`] folds a text; a file with a mistake stops the tests, never a
//! run.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use candor_model::Country;
use serde::Deserialize;

use super::period::Length;
use super::tokens::{Patterns, Token, tokens};
use crate::Language;
use crate::country::country_list;

/// What several words name alike: a kind of data or a purpose.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Concept {
    pub(crate) id: String,
    /// Plain words for people.
    pub(crate) label: String,
    /// The wider concept that covers it.
    pub(crate) part_of: Option<String>,
    /// GDPR Art. 9.
    #[serde(default)]
    pub(crate) sensitive: bool,
    words: Patterns,
}

/// Something that a sentence claims or denies of the whole organisation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimWords {
    pub(crate) id: String,
    pub(crate) label: String,
    /// Said plainly, it is told by purposes and kinds of data and is no claim.
    #[serde(default)]
    pub(crate) only_negated: bool,
    pub(crate) says: Patterns,
    #[serde(default)]
    pub(crate) with: Patterns,
}

/// A right of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RightWords {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) cites: Vec<String>,
    /// A right under the CCPA.
    #[serde(default)]
    pub(crate) california: bool,
    /// The claim that has to hold for the right to be in force.
    pub(crate) when: Option<String>,
    pub(crate) words: Patterns,
}

/// The small words of sentences, by what they do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frames {
    /// Words that say nothing of what a sentence is about.
    pub(crate) small: Vec<String>,
    pub(crate) basis_word: Patterns,
    pub(crate) list_follows: Patterns,
    pub(crate) sensitive_word: Patterns,
    pub(crate) purpose_word: Patterns,
    pub(crate) must_give: Patterns,
    pub(crate) may_give: Patterns,
    pub(crate) no_right: Patterns,
    pub(crate) collect: Patterns,
    pub(crate) about_data: Patterns,
    pub(crate) negation: Patterns,
    pub(crate) no_negation: Patterns,
    pub(crate) breaks: Patterns,
    pub(crate) subjects: Patterns,
    pub(crate) conditions: Patterns,
    pub(crate) hypothetical: Patterns,
    pub(crate) keep: Patterns,
    pub(crate) without_end: Patterns,
    pub(crate) until: Patterns,
    pub(crate) vague_period: Patterns,
    pub(crate) answer: Patterns,
    pub(crate) reply: Patterns,
    pub(crate) breach: Patterns,
    pub(crate) tells: Patterns,
    pub(crate) authorities: Patterns,
    pub(crate) deletes: Patterns,
    pub(crate) opt_out: Patterns,
    pub(crate) confirm: Patterns,
    pub(crate) review: Patterns,
    pub(crate) train: Patterns,
    pub(crate) staff: Patterns,
    pub(crate) policy_itself: Patterns,
    pub(crate) extension: Patterns,
    pub(crate) looks_back: Patterns,
    pub(crate) past_of: Patterns,
    pub(crate) age: Patterns,
    pub(crate) recipient: Patterns,
    pub(crate) place_word: Patterns,
    pub(crate) only_there: Patterns,
    pub(crate) jurisdiction: Patterns,
    pub(crate) postal: Patterns,
    pub(crate) located: Patterns,
    pub(crate) eea: Patterns,
    pub(crate) names_recipient: Patterns,
    pub(crate) right: Patterns,
    /// Headings of columns, by role.
    pub(crate) column: BTreeMap<String, Patterns>,
    /// Words that name a law.
    pub(crate) law: BTreeMap<String, Patterns>,
    /// By option of the dictionary.
    pub(crate) safeguard: BTreeMap<String, Patterns>,
    pub(crate) basis: BTreeMap<String, Patterns>,
    pub(crate) source: BTreeMap<String, Patterns>,
    number: Numbers,
}

/// All words.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(crate) categories: Vec<Concept>,
    pub(crate) purposes: Vec<Concept>,
    pub(crate) claims: Vec<ClaimWords>,
    pub(crate) rights: Vec<RightWords>,
    frames: Frames,
    numbers: BTreeMap<String, u32>,
    units: BTreeMap<String, Length>,
    countries: Vec<(Country, Vec<Vec<String>>)>,
    services: Vec<(String, Vec<String>)>,
    /// Endings of companies' names, as written.
    pub(crate) legal_forms: Vec<String>,
}

impl Vocabulary {
    /// The words that come with the program.
    pub(crate) fn builtin() -> &'static Vocabulary {
        static BUILTIN: OnceLock<Vocabulary> = OnceLock::new();
        BUILTIN.get_or_init(|| read().expect("the word lists are tested"))
    }

    pub(crate) fn frames(&self) -> &Frames {
        &self.frames
    }

    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// One of a unit of time.
    pub(crate) fn unit(&self, word: &str) -> Option<Length> {
        self.units.get(word).copied()
    }

    /// "business" or "working", before or after the word for days.
    pub(crate) fn is_business(&self, word: &str) -> bool {
        self.frames.number.business.iter().any(|kind| kind == word)
    }

    /// "Calendar" or "further", between the number and its unit.
    pub(crate) fn is_between(&self, word: &str) -> bool {
        self.frames.number.between.iter().any(|between| between == word)
    }

    /// Concepts that a text names, each with its place.
    pub(crate) fn named<'v>(concepts: &'v [Concept], tokens: &[Token]) -> Vec<(&'v Concept, usize, usize)> {
        let mut found: Vec<(&Concept, usize, usize)> = Vec::new();
        for at in 0..tokens.len() {
            for concept in concepts {
                let end = concept.words.ends(tokens, at);
                if let Some(end) = end {
                    found.push((concept, at, end));
                }
            }
        }
        // A name within a longer one is not told: "name" in "user name".
        let whole = found.clone();
        found.retain(|(concept, at, end)| {
            !whole.iter().any(|(other, from, to)| {
                other.id != concept.id && from <= at && end <= to && to - from > end - at
            })
        });
        found
    }

    /// The country whose name begins at a token, and where it ends.
    pub(crate) fn country(&self, tokens: &[Token], at: usize) -> Option<(Country, usize)> {
        if !tokens.get(at)?.capital {
            return None;
        }
        let fits = |name: &Vec<String>| {
            let words = tokens.get(at..at + name.len())?;
            words.iter().map(|token| &token.word).eq(name).then_some(at + name.len())
        };
        let named = |(country, names): &(Country, Vec<Vec<String>>)| {
            names.iter().filter_map(fits).max().map(|end| (*country, end))
        };
        self.countries.iter().filter_map(named).max_by_key(|(_, end)| *end)
    }

    /// The known service whose name begins at a token, and where it ends.
    pub(crate) fn service(&self, tokens: &[Token], at: usize) -> Option<(&str, usize)> {
        if !tokens.get(at)?.capital {
            return None;
        }
        self.services
            .iter()
            .filter_map(|(name, words)| {
                let part = tokens.get(at..at + words.len())?;
                let fits = part.iter().map(|token| &token.word).eq(words);
                fits.then_some((name.as_str(), at + words.len()))
            })
            .max_by_key(|(_, end)| *end)
    }

    /// The option whose words a text holds.
    pub(crate) fn options<'v>(list: &'v BTreeMap<String, Patterns>, tokens: &[Token]) -> Vec<&'v str> {
        list.iter().filter(|(_, words)| words.stand_in(tokens)).map(|(id, _)| id.as_str()).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Concepts {
    concept: Vec<Concept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    claim: Vec<ClaimWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rights {
    right: Vec<RightWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Services {
    names: Vec<String>,
    forms: Vec<String>,
}

/// Numbers in words as `word=value`, and the units of time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    words: Vec<String>,
    hours: Vec<String>,
    days: Vec<String>,
    weeks: Vec<String>,
    months: Vec<String>,
    quarters: Vec<String>,
    years: Vec<String>,
    business_days: Vec<String>,
    business: Vec<String>,
    /// May stand between the number and its unit.
    between: Vec<String>,
}

impl Numbers {
    fn values(&self) -> BTreeMap<String, u32> {
        let number = |entry: &String| {
            let (word, value) = entry.split_once('=')?;
            Some((word.to_owned(), value.parse().ok()?))
        };
        self.words.iter().filter_map(number).collect()
    }

    fn units(&self) -> BTreeMap<String, Length> {
        let lists = [
            (&self.hours, Length::Hours(1)),
            (&self.days, Length::Days(1)),
            (&self.business_days, Length::BusinessDays(1)),
            (&self.weeks, Length::Days(7)),
            (&self.months, Length::Months(1)),
            (&self.quarters, Length::Months(3)),
            (&self.years, Length::Months(12)),
        ];
        lists
            .into_iter()
            .flat_map(|(words, unit)| words.iter().map(move |word| (word.clone(), unit)))
            .collect()
    }
}

fn read() -> Result<Vocabulary, toml::de::Error> {
    let frames: Frames = toml::from_str(include_str!("words/frames.toml"))?;
    let further: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("words/countries.toml"))?;
    let services: Services = toml::from_str(include_str!("words/services.toml"))?;
    let claims: Claims = toml::from_str(include_str!("words/claims.toml"))?;
    let rights: Rights = toml::from_str(include_str!("words/rights.toml"))?;
    let categories: Concepts = toml::from_str(include_str!("words/categories.toml"))?;
    let purposes: Concepts = toml::from_str(include_str!("words/purposes.toml"))?;
    Ok(Vocabulary {
        categories: categories.concept,
        purposes: purposes.concept,
        claims: claims.claim,
        rights: rights.right,
        numbers: frames.number.values(),
        units: frames.number.units(),
        frames,
        countries: country_names(&further),
        services: services.names.into_iter().map(|name| (name.clone(), folded(&name))).collect(),
        legal_forms: services.forms,
    })
}

fn folded(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.word).collect()
}

/// The names of each country in every language, without the English article, and the further ones.
fn country_names(further: &BTreeMap<String, Vec<String>>) -> Vec<(Country, Vec<Vec<String>>)> {
    let mut names: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for (code, name) in Language::ALL.into_iter().flat_map(country_list) {
        names.entry(code).or_default().push(folded(name.strip_prefix("the ").unwrap_or(name)));
    }
    for (code, list) in further {
        names.entry(code).or_default().extend(list.iter().map(|name| folded(name)));
    }
    names.into_iter().filter_map(|(code, names)| Some((Country::from_code(code)?, names))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_lists_are_read_and_folded() {
        let vocabulary = Vocabulary::builtin();
        let ids: Vec<&str> = vocabulary.categories.iter().map(|concept| concept.id.as_str()).collect();
        for concept in vocabulary.categories.iter().chain(&vocabulary.purposes) {
            assert!(concept.part_of.as_deref().is_none_or(|wider| ids.contains(&wider)), "{}", concept.id);
        }
        assert!(vocabulary.rights.iter().all(|right| !right.cites.is_empty()));
        assert_eq!(vocabulary.number("dreissig"), Some(30));
    }
}
