//! Countries and regions: where data goes, and where it is said to stay.

use candor_model::Country;

use super::passage::{Column, Passage};
use super::register::Register;
use super::tokens::{Token, tokens};
use super::vocabulary::Vocabulary;
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::Language;
use crate::country::country_name;
use crate::fact::{Fact, FactCell};

/// A place with the token where its name begins.
type Placed = (Place, usize);

/// A place that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Country(Country),
    /// The European Union or the European Economic Area.
    Eea,
}

impl Place {
    fn holds(self, country: Country) -> bool {
        match self {
            Place::Country(place) => place == country,
            Place::Eea => country.is_in_eea(),
        }
    }

    fn words(self) -> String {
        match self {
            Place::Country(country) => country_name(country, Language::English),
            Place::Eea => "the European Economic Area".to_owned(),
        }
    }
}

/// A country that data goes to, by the records.
struct Site {
    country: Country,
    words: String,
    fact: String,
    cells: Vec<FactCell>,
}

pub(super) fn compare(reading: &mut Reading<'_>) {
    let sites = sites(reading.register);
    let mut named: Vec<Country> = Vec::new();
    for at in 0..reading.passages.len() {
        let passage = &reading.passages[at];
        let places = places_of(&passage.tokens);
        if places.is_empty() {
            continue;
        }
        let placed = places;
        let places: Vec<Place> = placed.iter().map(|(place, _)| *place).collect();
        named.extend(places.iter().filter_map(|place| match place {
            Place::Country(country) => Some(*country),
            Place::Eea => None,
        }));
        if is_only(passage) {
            only(reading, at, &places, &sites);
        } else if passage.vendor.is_some() && speaks_of_place(passage) {
            of_vendors(reading, at, &placed);
        } else if speaks_of_place(passage) {
            of_all(reading, at, &places, &sites);
        }
    }
    missing(reading, &named);
}

/// All countries of the records that get data: of vendors, transfers and systems.
fn sites(register: &Register<'_>) -> Vec<Site> {
    let facts = register.facts;
    let of_fact = |fact: &Fact, who: &str| {
        let countries = if fact.is_known() { countries_in(&fact.text) } else { Vec::new() };
        countries
            .into_iter()
            .map(|country| Site {
                country,
                words: format!("{who}: {}", country_name(country, Language::English)),
                fact: fact.id.clone(),
                cells: fact.cells.clone(),
            })
            .collect::<Vec<_>>()
    };
    let vendors = facts.recipients.iter().flat_map(|vendor| of_fact(&vendor.country, &vendor.name));
    let transfers =
        facts.transfers.iter().flat_map(|transfer| of_fact(&transfer.country, &transfer.recipient));
    let systems = register.context.sites.iter().map(|(country, cells)| Site {
        country: *country,
        words: country_name(*country, Language::English),
        fact: String::new(),
        cells: cells.clone(),
    });
    vendors.chain(transfers).chain(systems).collect()
}

/// The countries that a fact's words name.
pub(super) fn countries_in(text: &str) -> Vec<Country> {
    let countries = |(place, _)| match place {
        Place::Country(country) => Some(country),
        Place::Eea => None,
    };
    places_of(&tokens(text)).into_iter().filter_map(countries).collect()
}

fn places_of(words: &[Token]) -> Vec<Placed> {
    let vocabulary = Vocabulary::builtin();
    let mut found: Vec<Placed> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let country = vocabulary.country(words, at).map(|(country, end)| (Place::Country(country), end));
        let region = vocabulary.frames().eea.ends(words, at).filter(|_| words[at].capital);
        match country.or(region.map(|end| (Place::Eea, end))).or_else(|| code(words, at)) {
            Some((place, end)) => {
                found.push((place, at));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// `US`, `U.S.`, `USA`, `UK`: only in capitals, for "us" is no country.
fn code(words: &[Token], at: usize) -> Option<(Place, usize)> {
    let word = |index: usize| words.get(index).filter(|word| word.capital).map(|word| word.word.as_str());
    let country = |code: &str| Country::from_code(code).map(Place::Country);
    match (word(at)?, word(at + 1)) {
        ("u", Some("s")) => Some((country("US")?, at + 2)),
        ("u", Some("k")) => Some((country("GB")?, at + 2)),
        ("usa", _) => Some((country("US")?, at + 1)),
        ("us", _) if words[at].all_capitals => Some((country("US")?, at + 1)),
        ("uk", _) => Some((country("GB")?, at + 1)),
        _ => None,
    }
}

/// "Only in the EU", "never leaves Germany", "not outside the EEA".
fn is_only(passage: &Passage) -> bool {
    let frames = Vocabulary::builtin().frames();
    passage.column.is_none()
        && frames.only_there.stand_in(&passage.tokens)
        && (frames.place_word.stand_in(&passage.tokens) || frames.about_data.stand_in(&passage.tokens))
}

fn speaks_of_place(passage: &Passage) -> bool {
    let frames = Vocabulary::builtin().frames();
    passage.column == Some(Column::Country)
        || passage.column.is_none()
            && !frames.jurisdiction.stand_in(&passage.tokens)
            && !frames.postal.stand_in(&passage.tokens)
            && (frames.place_word.stand_in(&passage.tokens)
                || passage.vendor.is_some() && frames.located.stand_in(&passage.tokens))
}

fn joined(places: &[Place]) -> String {
    places.iter().map(|place| place.words()).collect::<Vec<_>>().join(", ")
}

fn only(reading: &mut Reading<'_>, at: usize, places: &[Place], sites: &[Site]) {
    let register = reading.register;
    let words = Some((at, format!("only {}", joined(places))));
    // Of a vendor that the sentence names, only that vendor's place counts.
    let vendor = reading.passages[at].vendor.map(|vendor| &register.facts.recipients[vendor]);
    let of_vendor = |site: &&Site| vendor.is_none_or(|vendor| site.fact == vendor.country.id);
    let outside =
        sites.iter().filter(of_vendor).find(|site| !places.iter().any(|place| place.holds(site.country)));
    if let Some(site) = outside {
        let facts = if site.fact.is_empty() { Vec::new() } else { vec![site.fact.clone()] };
        let recorded = DriftRecord { words: site.words.clone(), facts, cells: site.cells.clone() };
        reading.add(DriftKind::Contradicts, Topic::Country, joined(places), words, Some(recorded));
        return;
    }
    let open = register.facts.recipients.iter().find(|vendor| !vendor.country.is_known());
    let abroad = &register.facts.claims.abroad;
    let proven = open.is_none()
        && (!sites.is_empty())
        && (abroad.is_open() == (places != [Place::Eea]) || !abroad.is_open());
    let recorded = match open {
        Some(vendor) => {
            DriftRecord::of(&vendor.country, format!("Where {} handles data is not known.", vendor.name))
        }
        None => DriftRecord::words("All places on record lie there."),
    };
    let kind = if proven { DriftKind::Matched } else { DriftKind::CouldNotTell };
    reading.add(kind, Topic::Country, joined(places), words, Some(recorded));
}

/// Each place belongs to the vendor named last before it, else to the one of the row or item.
fn of_vendors(reading: &mut Reading<'_>, at: usize, places: &[Placed]) {
    for (place, token) in places {
        let passage = &reading.passages[at];
        let before = passage.vendors.iter().rev().find(|(end, _)| end <= token).map(|(_, vendor)| *vendor);
        let Some(vendor) = before.or(passage.vendor) else { continue };
        // What is abroad for the EEA is told beside the EEA itself.
        if *place == Place::Eea {
            continue;
        }
        let vendor = &reading.register.facts.recipients[vendor];
        let recorded = countries_in(&vendor.country.text);
        let words = Some((at, place.words()));
        let record = Some(DriftRecord::of(&vendor.country, vendor.country.text.clone()));
        let kind = match (vendor.country.is_known(), recorded.iter().any(|country| place.holds(*country))) {
            (false, _) => DriftKind::CouldNotTell,
            (true, true) => DriftKind::Matched,
            (true, false) => DriftKind::Contradicts,
        };
        reading.add(kind, Topic::Country, &vendor.name, words, record);
    }
}

fn of_all(reading: &mut Reading<'_>, at: usize, places: &[Place], sites: &[Site]) {
    let register = reading.register;
    for place in places {
        let words = Some((at, place.words()));
        let site = sites.iter().find(|site| place.holds(site.country));
        let at_home = register.context.home.iter().any(|country| place.holds(*country));
        match (site, place) {
            (Some(site), _) => {
                let facts = if site.fact.is_empty() { Vec::new() } else { vec![site.fact.clone()] };
                let recorded = DriftRecord { words: site.words.clone(), facts, cells: site.cells.clone() };
                reading.add(DriftKind::Matched, Topic::Country, place.words(), words, Some(recorded));
            }
            (None, Place::Eea) => {}
            (None, _) if at_home => {
                let recorded = DriftRecord::words("The organisation is there.");
                reading.add(DriftKind::Matched, Topic::Country, place.words(), words, Some(recorded));
            }
            (None, _) => reading.add(DriftKind::Extra, Topic::Country, place.words(), words, None),
        }
    }
}

/// That data goes abroad is told by naming a country there, too. Countries outside the EEA that data goes to have to be named (GDPR Art. 13(1)(f)).
fn missing(reading: &mut Reading<'_>, named: &[Country]) {
    let register = reading.register;
    let abroad = &register.facts.claims.abroad;
    let names_one = named.iter().any(|country| !country.is_in_eea());
    let is_told =
        reading.items.iter().any(|item| item.topic == Topic::Country && item.kind != DriftKind::Extra);
    if abroad.is_known() && !names_one && !is_told {
        let recorded = DriftRecord::of(abroad, abroad.text.clone());
        reading.add(DriftKind::Missing, Topic::Country, "data outside the EEA", None, Some(recorded));
    }
    for transfer in &register.facts.transfers {
        for country in countries_in(&transfer.country.text) {
            if !named.contains(&country) {
                let recorded = DriftRecord::of(
                    &transfer.country,
                    format!("{}: {}", transfer.recipient, transfer.country.text),
                );
                reading.add(
                    DriftKind::Missing,
                    Topic::Country,
                    country_name(country, Language::English),
                    None,
                    Some(recorded),
                );
            }
        }
    }
}
