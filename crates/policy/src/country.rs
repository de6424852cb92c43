//! Names of countries. In English as a sentence uses them, "in the Netherlands"; in the other languages, where the
//! preposition changes with the country, as a list shows them: "Land: Niederlande".

use candor_model::Country;

use crate::Language;

/// For each language a line for each code: code, space, name. Lines that begin with `#` are remarks.
const NAMES: [&str; 4] = [
    include_str!("../countries/en.txt"),
    include_str!("../countries/de.txt"),
    include_str!("../countries/fr.txt"),
    include_str!("../countries/es.txt"),
];

/// The name of a country, or its code where it has none.
pub fn country_name(country: Country, language: Language) -> String {
    country_list(language)
        .find(|(code, _)| *code == country.code())
        .map_or_else(|| country.code().to_owned(), |(_, name)| name.to_owned())
}

/// The codes and names of all countries in a language.
pub(crate) fn country_list(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES[language as usize]
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
}

/// "Ireland, the Netherlands and the United States".
pub(crate) fn names(countries: &[Country], language: Language) -> String {
    let mut list: Vec<String> = Vec::new();
    for name in countries.iter().map(|country| country_name(*country, language)) {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    language.join_and(&list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_the_same_codes_once_and_in_order() {
        let codes = |language| country_list(language).map(|(code, _)| code).collect::<Vec<_>>();
        let english = codes(Language::English);
        assert!(english.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(english.iter().all(|code| Country::from_code(code).is_some()));
        for language in Language::ALL {
            assert_eq!(codes(language), english, "{language:?}");
            assert!(country_list(language).all(|(_, name)| name.trim() == name && !name.is_empty()));
        }
    }

    #[test]
    fn lists_name_each_country_once() {
        let list = ["US", "IE", "US"].map(|code| Country::from_code(code).unwrap());
        let told = Language::ALL.map(|language| names(&list, language));
        let expected = [
            "the United States and Ireland",
            "Vereinigte Staaten und Irland",
            "États-Unis et Irlande",
            "Estados Unidos e Irlanda",
        ];
        assert_eq!(told, expected);
    }
}
