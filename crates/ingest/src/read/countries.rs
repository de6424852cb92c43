//! Countries by name or code, in any header language, also inside a text.

use candor_model::text::fold;
use candor_model::{Country, CountrySet};

use super::lists::split_list;
use crate::words::Words;

/// The three-letter codes of ISO 3166-1 with their two-letter ones, a pair on each line.
const ALPHA_3: &str = include_str!("alpha3.txt");

/// The countries a cell names. A cell that names none is unreadable; a comment in brackets is looked into.
pub(super) fn countries(text: &str) -> Option<Vec<Country>> {
    let mut found = Vec::new();
    for item in split_list(text, true) {
        let named = one(&item).map_or_else(|| find_countries(&item), |country| vec![country]);
        for country in named {
            if !found.contains(&country) {
                found.push(country);
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

/// An item that is a country as a whole: its name, or its code in capitals.
fn one(item: &str) -> Option<Country> {
    let trimmed = item.trim();
    let folded = fold(trimmed);
    Words::builtin().country(&folded).or_else(|| {
        let capitals = trimmed.chars().all(|c| c.is_ascii_uppercase());
        let country = match trimmed.len() {
            2 if capitals => Country::from_code(trimmed),
            3 if capitals => ALPHA_3
                .lines()
                .find_map(|pair| pair.strip_prefix(trimmed))
                .and_then(|code| Country::from_code(code.trim())),
            _ => None,
        }?;
        Words::builtin().is_country(country).then_some(country)
    })
}

/// Does a text name a country outside the EEA? `None` if it names no country.
pub(super) fn leaves_eea(text: &str) -> Option<bool> {
    let named = countries(text)?;
    Some(!named.into_iter().all(|country| CountrySet::Eea.contains(country)))
}

/// All countries named inside a text, in order, longest names first.
pub(crate) fn find_countries(text: &str) -> Vec<Country> {
    let words = Words::builtin();
    let folded = fold(text);
    let tokens: Vec<&str> = folded.split(' ').collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = words.country_words_max().min(tokens.len() - at);
        let hit = (1..=longest).rev().find_map(|length| {
            let name = tokens[at..at + length].join(" ");
            // Two-letter words such as "in" and "de" are no countries inside a sentence.
            (name.len() > 2 || matches!(name.as_str(), "us" | "uk" | "eu"))
                .then(|| words.country(&name))
                .flatten()
                .map(|country| (length, country))
        });
        match hit {
            Some((length, country)) => {
                if !found.contains(&country) && (tokens[at] != "us" || text.contains("US")) {
                    found.push(country);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Option<String> {
        countries(text).map(|list| list.iter().map(Country::code).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn countries_are_found_by_name_and_code() {
        for (text, expected) in [
            ("Germany", Some("DE")),
            ("USA, Irland", Some("US IE")),
            ("Sundara Tech (Indien) - SCC unterzeichnet", Some("IN")),
            ("US", Some("US")),
            ("GBR", Some("GB")),
            ("Can", None),
            ("EU", Some("EU")),
            ("Frankfurt cloud", None),
            ("États-Unis", Some("US")),
        ] {
            assert_eq!(codes(text).as_deref(), expected, "{text}");
        }
    }
}
