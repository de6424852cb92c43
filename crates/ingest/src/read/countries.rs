//! Countries by name or code, in any header language, also inside a text.

use candor_model::Country;
use candor_model::text::fold;

use super::lists::split_list;
use crate::mojibake;
use crate::words::Words;

/// The three-letter codes of ISO 3166-1 with their two-letter ones, a pair on each line.
const ALPHA_3: &str = include_str!("alpha3.txt");

/// The countries a cell names. A cell that names none is unreadable; a comment in brackets is looked into.
pub(super) fn countries(text: &str) -> Option<Vec<Country>> {
    let mut found = Vec::new();
    let items = split_list(text, true);
    for (at, item) in items.iter().enumerate() {
        if is_state(item, items.get(at + 1)) {
            continue;
        }
        for country in of_item(item) {
            if !found.contains(&country) {
                found.push(country);
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

/// "Georgia, USA" is the State, not the country.
fn is_state(item: &str, next: Option<&String>) -> bool {
    fold(item) == "georgia" && next.and_then(|next| one(next)).is_some_and(|country| country.code() == "US")
}

/// The items of a cell that name no country, where another does: they would be lost in silence.
pub(crate) fn nameless(text: &str) -> Vec<String> {
    let is_left = |item: &String| of_item(item).is_empty() && !is_other(item);
    let repaired = mojibake::repaired(text);
    split_list(repaired.as_deref().unwrap_or(text), true).into_iter().filter(is_left).collect()
}

/// Mechanisms, plain words and comments stand beside countries and are none.
fn is_other(item: &str) -> bool {
    let folded = fold(item);
    let short = folded.split(' ').count() <= 3 && item.starts_with(char::is_uppercase);
    !short
        || Words::builtin().plain(&folded).is_some()
        || super::choices::names_any(item, "transfer_mechanism")
}

fn of_item(item: &str) -> Vec<Country> {
    if let Some(country) = one(item) {
        return vec![country];
    }
    // "US, IN and PH": two-letter words are codes where the whole item is made of countries.
    const JOINERS: [&str; 9] = ["and", "und", "et", "y", "e", "en", "i", "ed", "oraz"];
    let spaced = item.replace(['/', '&'], " and ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let parts = words.split(|word| JOINERS.contains(word)).map(|part| part.join(" "));
    let whole: Option<Vec<Country>> = parts.map(|part| one(&part)).collect();
    whole.unwrap_or_else(|| find_countries(item))
}

/// An item that is a country as a whole: its name, or its code.
fn one(item: &str) -> Option<Country> {
    let trimmed = item.trim();
    let folded = fold(trimmed);
    Words::builtin().country(&folded).or_else(|| {
        let capitals = trimmed.chars().all(|c| c.is_ascii_uppercase());
        // "si" is yes before it is Slovenia.
        let is_code = capitals || Words::builtin().plain(&folded).is_none();
        let country = match trimmed.len() {
            2 if is_code => Country::from_code(trimmed),
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
    Some(!named.into_iter().all(Country::is_in_eea))
}

/// All countries named inside a text, in order, longest names first.
pub(crate) fn find_countries(text: &str) -> Vec<Country> {
    let words = Words::builtin();
    let folded = fold(text);
    let tokens: Vec<&str> = folded.split(' ').collect();
    // Where each of them begins, and the end.
    let mut begins = vec![0];
    begins.extend(tokens.iter().scan(0, |at, token| {
        *at += token.len() + 1;
        Some(*at)
    }));
    let mut found = Vec::new();
    let (mut denied, mut since) = (Vec::new(), 0);
    let mut at = 0;
    while at < tokens.len() {
        let longest = words.country_words_max().min(tokens.len() - at);
        let hit = (1..=longest).rev().find_map(|length| {
            let name = &folded[begins[at]..begins[at + length] - 1];
            let country = words.country(name)?;
            // Two-letter words such as "us" and "vs" are no countries inside a sentence, in capitals they are.
            (name.len() > 2 || matches!(name, "uk" | "eu") || is_in_capitals(text, name))
                .then_some((length, country))
        });
        match hit {
            // What a denial is about, it denies once: "hors UE (Suisse)", "outside the EU and the EEA".
            Some((length, country)) if denied.contains(&country) || is_outside(&tokens[since..at]) => {
                denied.push(country);
                at += length;
                since = at;
            }
            Some((length, country)) => {
                if !found.contains(&country) {
                    found.push(country);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn is_in_capitals(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|other| other == word.to_uppercase())
}

/// "Outside the EU", "hors UE", "non-EU countries": what the data leaves is not where it goes.
fn is_outside(before: &[&str]) -> bool {
    const WORDS: [&str; 22] = [
        "outside",
        "non",
        "not",
        "beyond",
        "except",
        "ausserhalb",
        "nicht",
        "hors",
        "dehors",
        "exterieur",
        "fuera",
        "fuori",
        "extra",
        "esterno",
        "buiten",
        "niet",
        "fora",
        "exceto",
        "poza",
        "spoza",
        "kein",
        "sauf",
    ];
    before.iter().rev().take(3).any(|word| WORDS.contains(word))
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
            ("US, IN and PH", Some("US IN PH")),
            ("fr, de", Some("FR DE")),
            ("VS en VK", Some("US GB")),
            ("IN/PH", Some("IN PH")),
            ("si", None),
            ("outside the EU", None),
            ("hors UE (Suisse)", Some("CH")),
            ("outside the EU and the EEA", None),
            ("not in the cloud", None),
        ] {
            assert_eq!(codes(text).as_deref(), expected, "{text}");
        }
    }
}
