//! Which activity a sentence speaks of, by the words that both share.
//!
//! A word weighs more the fewer activities have it (inverse document frequency, Spärck Jones 1972), and more in a name
//! than in a list of data. Words are compared by their stems in each of the four languages (Snowball).
//!
//! Invariant: words that every activity has decide nothing; two activities that fit alike are both named.

use std::collections::{BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::tokens::Token;
use super::vocabulary::Vocabulary;

/// A word's stems: English, German, French, Spanish.
pub(crate) type Stems = [String; 4];

/// Stemmers of the four languages.
pub(crate) struct Stemming([Stemmer; 4]);

impl Stemming {
    pub(crate) fn new() -> Stemming {
        Stemming(
            [Algorithm::English, Algorithm::German, Algorithm::French, Algorithm::Spanish]
                .map(Stemmer::create),
        )
    }

    pub(crate) fn stems(&self, word: &str) -> Stems {
        let german = without_zu(word);
        [word, german.as_deref().unwrap_or(word), word, word]
            .into_iter()
            .zip(&self.0)
            .map(|(word, stemmer)| stemmer.stem(word).into_owned())
            .collect::<Vec<_>>()
            .try_into()
            .unwrap_or_default()
    }

    /// The stems of the words of a text that say something.
    pub(crate) fn of(&self, tokens: &[Token]) -> Vec<Stems> {
        let small = &Vocabulary::builtin().frames().small;
        tokens
            .iter()
            .filter(|token| !small.contains(&token.word))
            // The figures of periods and ages say nothing of what is meant.
            .filter(|token| !token.word.chars().all(|letter| letter.is_ascii_digit()))
            .map(|token| self.stems(&token.word))
            .collect()
    }
}

/// `einladen` for `einzuladen`: German puts "zu" into verbs with a prefix.
fn without_zu(word: &str) -> Option<String> {
    const PREFIXES: [&str; 16] = [
        "ab", "an", "auf", "aus", "bei", "dar", "durch", "ein", "gut", "her", "hin", "mit", "nach", "vor",
        "weiter", "zuruck",
    ];
    let verb = word.strip_suffix('n')?;
    let prefix = PREFIXES
        .iter()
        .filter(|prefix| verb.strip_prefix(**prefix).is_some_and(|rest| rest.starts_with("zu")));
    let prefix = prefix.max_by_key(|prefix| prefix.len())?;
    Some(format!("{prefix}{}", &word[prefix.len() + 2..]))
}

/// The stems of a text, for looking words up.
#[derive(Debug, Clone, Default)]
pub(crate) struct StemSet([BTreeSet<String>; 4]);

impl StemSet {
    pub(crate) fn new(words: &[Stems]) -> StemSet {
        let mut set = StemSet::default();
        for word in words {
            for (stems, stem) in set.0.iter_mut().zip(word) {
                stems.insert(stem.clone());
            }
        }
        set
    }

    /// Does a word have its stem here in some language?
    pub(crate) fn has(&self, word: &Stems) -> bool {
        self.0.iter().zip(word).any(|(stems, stem)| stems.contains(stem))
    }
}

/// How much a word of an activity's name, purposes, data, and people counts.
pub(crate) const NAME: f64 = 3.0;
pub(crate) const PURPOSE: f64 = 2.0;
pub(crate) const DATA: f64 = 1.5;
pub(crate) const PEOPLE: f64 = 1.0;

/// An activity counts if it has this part of the best one's weight.
const NEAR: f64 = 0.7;
/// An activity may be meant as well if it has this part.
const FAR: f64 = 0.3;
/// The least weight that names an activity.
const ENOUGH: f64 = 3.0;
/// What a heading's words count beside the sentence's own.
const HEADING: f64 = 0.6;

/// The activities that a sentence speaks of, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Spoken {
    /// Those that fit about as well as the best.
    pub(crate) near: Vec<usize>,
    /// Those and others that may be meant as well.
    pub(crate) wide: Vec<usize>,
}

impl Spoken {
    pub(crate) fn only(activity: usize) -> Spoken {
        Spoken { near: vec![activity], wide: vec![activity] }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.near.is_empty()
    }
}

/// What a sentence can share with an activity: a stem or a concept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Feature {
    /// Of a language, by its position.
    Stem(usize, String),
    Concept(String),
}

/// Features of all activities with their weights.
#[derive(Debug, Default)]
pub(crate) struct SubjectIndex {
    /// For each feature the activities that have it, in order, with what it weighs there: more than nothing.
    weights: HashMap<Feature, Vec<(usize, f64)>>,
    activities: usize,
}

impl SubjectIndex {
    /// Adds a feature of an activity. Activities come in order: each is the one that came last, or one after it.
    pub(crate) fn add(&mut self, activity: usize, feature: Feature, weight: f64) {
        self.activities = self.activities.max(activity + 1);
        let holders = self.weights.entry(feature).or_default();
        match holders.last_mut() {
            Some((last, known)) if *last == activity => *known = known.max(weight),
            _ => holders.push((activity, weight)),
        }
    }

    pub(crate) fn add_words(&mut self, activity: usize, words: &[Stems], weight: f64) {
        for word in words {
            for (language, stem) in word.iter().enumerate() {
                self.add(activity, Feature::Stem(language, stem.clone()), weight);
            }
        }
    }

    /// The activities that words and concepts speak of, the best first; none where too little is shared.
    pub(crate) fn named(&self, words: &[Stems], concepts: &BTreeSet<String>, heading: &[Stems]) -> Spoken {
        let mut scores = vec![0.0; self.activities];
        let mut best = Best { weights: vec![0.0; self.activities], of: Vec::new() };
        let mut told: BTreeSet<&Stems> = BTreeSet::new();
        for (word, factor) in
            words.iter().map(|word| (word, 1.0)).chain(heading.iter().map(|word| (word, HEADING)))
        {
            if !told.insert(word) {
                continue;
            }
            // A word counts once, in the language in which it says most.
            for (language, stem) in word.iter().enumerate() {
                self.weigh(&Feature::Stem(language, stem.clone()), &mut best);
            }
            best.drain(|activity, weight| scores[activity] += weight * factor);
        }
        for concept in concepts {
            self.weigh(&Feature::Concept(concept.clone()), &mut best);
            best.drain(|activity, weight| scores[activity] += weight);
        }
        let most = scores.iter().copied().fold(0.0, f64::max);
        if most < ENOUGH {
            return Spoken::default();
        }
        let mut scores: Vec<(usize, f64)> =
            scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        scores.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
        let above = |part: f64| {
            let counting = scores.iter().filter(move |(_, score)| *score >= most * part);
            counting.map(|(activity, _)| *activity).collect::<Vec<_>>()
        };
        Spoken { near: above(NEAR), wide: above(FAR) }
    }

    fn weigh(&self, feature: &Feature, best: &mut Best) {
        let Some(holders) = self.weights.get(feature) else { return };
        let rarity = (1.0 + self.activities as f64 / holders.len() as f64).ln();
        for (activity, weight) in holders {
            best.take(*activity, weight * rarity);
        }
    }
}

/// The best weight of a word for each activity.
struct Best {
    /// By the position of the activity; 0 where it has none.
    weights: Vec<f64>,
    /// The activities that have one.
    of: Vec<usize>,
}

impl Best {
    fn take(&mut self, activity: usize, weight: f64) {
        let slot = &mut self.weights[activity];
        if *slot == 0.0 {
            self.of.push(activity);
        }
        *slot = slot.max(weight);
    }

    /// Gives all, and begins anew.
    fn drain(&mut self, mut give: impl FnMut(usize, f64)) {
        for activity in self.of.drain(..) {
            give(activity, std::mem::take(&mut self.weights[activity]));
        }
    }
}
