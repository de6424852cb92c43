//! The records as a policy's text is held against them: facts in a form that can be looked up, and what stands beside them
//! in the inventory.
//!
//! Invariant: nothing is added to the facts; what is open stays open.

use std::collections::{BTreeSet, HashMap};

use candor_model::text::fold_name;
use candor_model::{Country, Inventory};
use chrono::NaiveDate;

use super::period::{Length, periods};
use super::recipients::RecordedNames;
use super::subject::{DATA, Feature, NAME, PEOPLE, PURPOSE, Spoken, StemSet, Stemming, Stems, SubjectIndex};
use super::tokens::{Token, tokens};
use super::vocabulary::{Concept, Vocabulary};
use crate::activity::Activity;
use crate::fact::{Fact, FactCell, State};
use crate::recipient::in_use;
use crate::records::Records;
use crate::{Facts, Language};

/// A name with the cells that it stands in.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) cells: Vec<FactCell>,
}

/// What a drift check needs of an inventory beside its facts.
#[derive(Debug, Clone)]
pub struct DriftContext {
    /// Vendors that are no longer used, or get no personal data.
    pub(crate) ended: Vec<Named>,
    /// Systems in use.
    pub(crate) systems: Vec<Named>,
    /// Where the organisation is.
    pub(crate) home: Vec<Country>,
    /// Countries of systems.
    pub(crate) sites: Vec<(Country, Vec<FactCell>)>,
    /// Kinds of data that data elements name.
    pub(crate) elements: Vec<String>,
    /// Activities that share data for advertising.
    pub(crate) ads: Vec<FactCell>,
    /// Activities that profile.
    pub(crate) profiling: Vec<FactCell>,
}

impl DriftContext {
    /// Draws the context from the inventory that the facts were drawn from, as of the same day.
    pub fn new(inventory: &Inventory, as_of: NaiveDate) -> DriftContext {
        let records = Records::new(inventory, as_of, Language::English);
        let named = |record, paths: &[&str]| Named {
            name: inventory.name(record),
            cells: records.cells(record, paths),
        };
        let vendors = records.of("vendor").into_iter();
        let ended = vendors
            .filter(|vendor| !in_use(&records, *vendor))
            .map(|vendor| {
                named(
                    vendor,
                    &["vendor.name", "vendor.status", "vendor.ended_on", "vendor.gets_personal_data"],
                )
            })
            .collect();
        let live = |record: &_| !records.has_ended(*record, "system.status");
        let systems: Vec<_> = records.of("system").into_iter().filter(live).collect();
        let mut sites = Vec::new();
        for system in &systems {
            for country in records.countries(*system, "system.location").known().unwrap_or_default() {
                sites.push((country, records.cells(*system, &["system.location"])));
            }
        }
        let home = records
            .of("organisation")
            .into_iter()
            .filter_map(|organisation| records.countries(organisation, "organisation.country").known());
        let activities = || {
            let ended = |record: &_| !records.has_ended(*record, "activity.status");
            records.of("activity").into_iter().filter(ended)
        };
        let ads = activities()
            .filter(|activity| records.yes_no(*activity, "activity.shared_for_ads") == Some(true))
            .flat_map(|activity| records.cells(activity, &["activity.shared_for_ads"]))
            .collect();
        let profiling = activities()
            .filter(|activity| {
                let kinds = records.choices(*activity, "activity.profiling_kinds").known();
                kinds.is_some_and(|kinds| !kinds.is_empty())
            })
            .flat_map(|activity| records.cells(activity, &["activity.profiling_kinds"]))
            .collect();
        DriftContext {
            ended,
            systems: systems.iter().map(|system| named(*system, &["system.name"])).collect(),
            home: home.flatten().collect(),
            sites,
            elements: records.of("data_element").into_iter().map(|element| inventory.name(element)).collect(),
            ads,
            profiling,
        }
    }
}

/// How long data is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    For(Length),
    WithoutEnd,
    /// Until something happens, in the user's words.
    Until(String),
    Unknown,
}

/// An item of a list in the records: its words and what they name.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) stems: Vec<Stems>,
    pub(crate) concepts: BTreeSet<String>,
}

/// An activity with its lists.
#[derive(Debug)]
pub(crate) struct Recorded<'a> {
    pub(crate) fact: &'a Activity,
    pub(crate) kept: Vec<(Kept, &'a Fact)>,
    pub(crate) categories: Vec<Term>,
    pub(crate) purposes: Vec<Term>,
}

/// The records.
pub(crate) struct Register<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) context: &'a DriftContext,
    pub(crate) stemming: Stemming,
    pub(crate) activities: Vec<Recorded<'a>>,
    /// Concepts that any word of the records names.
    pub(crate) known_categories: BTreeSet<String>,
    pub(crate) known_purposes: BTreeSet<String>,
    index: SubjectIndex,
    /// Positions of activities and of vendors by their names, folded; of several of one name the first.
    activities_by_name: HashMap<String, usize>,
    vendors_by_name: HashMap<String, usize>,
    /// The words of the names of activities, as stems.
    stems_of_names: Vec<Vec<Stems>>,
    pub(super) recorded_names: RecordedNames,
}

impl<'a> Register<'a> {
    pub(crate) fn new(facts: &'a Facts, context: &'a DriftContext, vocabulary: &Vocabulary) -> Register<'a> {
        let stemming = Stemming::new();
        let term = |text: &String, concepts: &[Concept]| {
            let words = tokens(text);
            Term { text: text.clone(), stems: stemming.of(&words), concepts: concepts_of(concepts, &words) }
        };
        let activities: Vec<Recorded<'_>> = facts
            .activities
            .iter()
            .map(|activity| Recorded {
                fact: activity,
                kept: kept(activity, vocabulary),
                categories: activity
                    .categories
                    .iter()
                    .map(|text| term(text, &vocabulary.categories))
                    .collect(),
                purposes: activity.purposes.iter().map(|text| term(text, &vocabulary.purposes)).collect(),
            })
            .collect();
        let mut index = SubjectIndex::default();
        for (at, activity) in activities.iter().enumerate() {
            add_to(&mut index, at, activity, &stemming, vocabulary);
        }
        let everything: Vec<Token> =
            words_of_records(facts, context).iter().flat_map(|text| tokens(text)).collect();
        let names = activities.iter().map(|activity| activity.fact.name.as_str());
        Register {
            activities_by_name: positions(names.clone()),
            vendors_by_name: positions(facts.recipients.iter().map(|vendor| vendor.name.as_str())),
            recorded_names: RecordedNames::new(facts, context),
            stems_of_names: names.map(|name| stemming.of(&tokens(name))).collect(),
            facts,
            context,
            activities,
            known_categories: with_wider(concepts_of(&vocabulary.categories, &everything), vocabulary),
            known_purposes: concepts_of(&vocabulary.purposes, &everything),
            stemming,
            index,
        }
    }

    /// The activity of a name, by its position.
    pub(crate) fn activity(&self, name: &str) -> Option<usize> {
        self.activities_by_name.get(&fold_name(name)).copied()
    }

    /// The vendor of a name, by its position among the recipients.
    pub(crate) fn vendor(&self, name: &str) -> Option<usize> {
        self.vendors_by_name.get(&fold_name(name)).copied()
    }

    /// The only activity whose whole name stands in a heading.
    pub(crate) fn in_heading(&self, heading: &[Token]) -> Option<usize> {
        let heading = StemSet::new(&self.stemming.of(heading));
        let stands = |at: &usize| {
            let name = &self.stems_of_names[*at];
            !name.is_empty() && name.iter().all(|word| heading.has(word))
        };
        let mut found = (0..self.activities.len()).filter(stands);
        found.next().filter(|_| found.next().is_none())
    }

    /// The activities that a sentence speaks of, the best first.
    pub(crate) fn spoken_of(&self, words: &[Token], headings: &[Token]) -> Spoken {
        let vocabulary = Vocabulary::builtin();
        let mut concepts = concepts_of(&vocabulary.categories, words);
        concepts.extend(concepts_of(&vocabulary.purposes, words).into_iter().map(|id| format!("for {id}")));
        self.index.named(&self.stemming.of(words), &concepts, &self.stemming.of(headings))
    }
}

/// Ids of the concepts that words name.
pub(crate) fn concepts_of(concepts: &[Concept], words: &[Token]) -> BTreeSet<String> {
    Vocabulary::named(concepts, words).into_iter().map(|(concept, ..)| concept.id.clone()).collect()
}

/// A wider kind of data covers its parts, and a part shows the wider one.
fn with_wider(mut known: BTreeSet<String>, vocabulary: &Vocabulary) -> BTreeSet<String> {
    let wider = |concept: &Concept| concept.part_of.clone();
    let parts: Vec<String> = vocabulary
        .categories
        .iter()
        .filter(|concept| known.contains(&concept.id))
        .filter_map(wider)
        .collect();
    let covered = vocabulary
        .categories
        .iter()
        .filter(|concept| concept.part_of.as_ref().is_some_and(|wider| known.contains(wider)));
    let covered: Vec<String> = covered.map(|concept| concept.id.clone()).collect();
    known.extend(parts);
    known.extend(covered);
    known
}

fn words_of_records(facts: &Facts, context: &DriftContext) -> Vec<String> {
    let mut words: Vec<String> = context.elements.clone();
    for activity in &facts.activities {
        words.push(activity.name.clone());
        words.extend(activity.categories.iter().cloned());
        words.extend(activity.purposes.iter().cloned());
        words.extend(activity.special.iter().cloned());
        words.extend(activity.how_long.iter().map(|fact| fact.text.clone()));
    }
    words.extend(
        facts.recipients.iter().flat_map(|vendor| [vendor.service.text.clone(), vendor.data.text.clone()]),
    );
    words.extend(facts.planned.iter().map(|fact| fact.ask.clone()));
    words.extend(facts.on_behalf.iter().map(|work| work.name.clone()));
    words
}

fn add_to(
    index: &mut SubjectIndex,
    at: usize,
    activity: &Recorded<'_>,
    stemming: &Stemming,
    vocabulary: &Vocabulary,
) {
    let name = tokens(&activity.fact.name);
    index.add_words(at, &stemming.of(&name), NAME);
    for id in concepts_of(&vocabulary.purposes, &name) {
        index.add(at, Feature::Concept(format!("for {id}")), PURPOSE);
    }
    for purpose in &activity.purposes {
        index.add_words(at, &purpose.stems, PURPOSE);
        for id in &purpose.concepts {
            index.add(at, Feature::Concept(format!("for {id}")), PURPOSE);
        }
    }
    for category in &activity.categories {
        index.add_words(at, &category.stems, DATA);
        for id in &category.concepts {
            index.add(at, Feature::Concept(id.clone()), DATA);
        }
    }
    for people in &activity.fact.subjects {
        index.add_words(at, &stemming.of(&tokens(people)), PEOPLE);
    }
}

/// The periods of an activity, read from its facts as a policy tells them.
fn kept<'a>(activity: &'a Activity, vocabulary: &Vocabulary) -> Vec<(Kept, &'a Fact)> {
    // The question what a period counts from is no period.
    let told = activity.how_long.iter().filter(|fact| !fact.id.ends_with(".retention_start"));
    told.map(|fact| (kept_in(fact, vocabulary), fact)).collect()
}

fn kept_in(fact: &Fact, vocabulary: &Vocabulary) -> Kept {
    if fact.state != State::Known {
        return Kept::Unknown;
    }
    let words = tokens(&fact.text);
    match periods(&words, vocabulary).first() {
        Some(period) => Kept::For(period.length),
        None if vocabulary.frames().without_end.stand_in(&words) => Kept::WithoutEnd,
        None => Kept::Until(fact.text.clone()),
    }
}

fn positions<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<String, usize> {
    let mut positions = HashMap::new();
    for (at, name) in names.enumerate() {
        positions.entry(fold_name(name)).or_insert(at);
    }
    positions
}

/// Names that differ in case, accents or legal form are the same.
pub(crate) fn same_name(one: &str, two: &str) -> bool {
    fold_name(one) == fold_name(two)
}
