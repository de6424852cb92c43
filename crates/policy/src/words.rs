//! How the words of the records stand in a sentence, and which message an option of the dictionary has.

use crate::Key;

/// Lower case at the start of own words, unless the first word is an abbreviation or a name of its own.
pub(crate) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second)
            if first.is_uppercase() && second.is_none_or(|second| !second.is_uppercase()) =>
        {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

pub(crate) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Lower case at the start where an English word stands there that is no name: "the last visit". Other words stay as
/// they are written, for a noun in German has a capital.
pub(crate) fn lower_article(text: &str) -> String {
    const SMALL: [&str; 12] =
        ["The", "A", "An", "Your", "Our", "Their", "Its", "Each", "Last", "End", "Date", "When"];
    let is_small = text.split(' ').next().is_some_and(|first| SMALL.contains(&first));
    if is_small { lower_first(text) } else { text.to_owned() }
}

/// Adds a full stop where the words end without one.
pub(crate) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// A letter-and-digit form of a name, for ids.
pub(crate) fn slug(text: &str) -> String {
    let folded = candor_model::text::fold(text);
    let short: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(8).collect();
    if short.is_empty() { "unnamed".to_owned() } else { short.join("-") }
}

/// The message of an option of a list of choices: `art9-health-care` for `health_care`.
pub(crate) fn key_of(start: &str, option: &str) -> Key {
    Key::find(&format!("{start}-{}", option.replace('_', "-")))
        .expect("a test walks the options that are told")
}

/// Statutory categories (Civ. Code 1798.140(v), (ae)): ids of the options, in the order of the law.
pub(crate) const CALIFORNIA_CATEGORIES: [&str; 12] = [
    "identifiers",
    "customer_records",
    "protected_characteristics",
    "commercial",
    "biometric",
    "internet_activity",
    "geolocation",
    "sensory",
    "employment",
    "education",
    "inferences",
    "sensitive",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Language;

    #[test]
    fn words_begin_as_their_place_asks() {
        assert_eq!(lower_first("Contact details"), "contact details");
        assert_eq!(lower_first("IP address"), "IP address");
        assert_eq!(lower_article("The last visit"), "the last visit");
        assert_eq!(lower_article("Ende der Laufzeit"), "Ende der Laufzeit");
        assert_eq!(slug("A-01: Payroll & benefits"), "a-01-payroll-benefits");
    }

    #[test]
    fn every_choice_has_words_of_its_own_in_every_language() {
        let dictionary = candor_model::Dictionary::builtin();
        let options = |id| &dictionary.choice_list(dictionary.find_choices(id).unwrap()).options;
        for (list, start) in [
            ("legal_basis", "reason"),
            ("art9_condition", "art9"),
            ("special_data", "special"),
            ("transfer_mechanism", "safeguard"),
            ("data_source", "source"),
            ("end_action", "retention"),
            ("ccpa_category", "category"),
            ("ccpa_category", "statutory"),
        ] {
            for language in Language::ALL {
                let words = options(list).iter().map(|option| {
                    let name = format!("{start}-{}", option.id.replace('_', "-"));
                    let key = Key::find(&name).unwrap_or_else(|| panic!("no message `{name}`"));
                    let values: Vec<_> = key.variables().iter().map(|variable| (*variable, "x")).collect();
                    language.say_with(key, &values)
                });
                let told: BTreeSet<String> = words.collect();
                assert_eq!(told.len(), options(list).len(), "{list} {language:?}");
            }
        }
        let ids: Vec<_> = options("ccpa_category").iter().map(|option| &option.id).collect();
        assert_eq!(CALIFORNIA_CATEGORIES.iter().collect::<Vec<_>>(), ids);
        for option in options("special_data") {
            assert_eq!(Language::English.say(key_of("special", &option.id)), lower_first(&option.label));
        }
    }
}
