//! Names of countries as a sentence uses them: "in the Netherlands".

use candor_model::Country;

use crate::words::join_and;

/// A line for each code: code, space, name.
const NAMES: &str = include_str!("countries.txt");

/// The name of a country, or its code where it has none.
pub fn country_name(country: Country) -> String {
    NAMES
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(code, _)| *code == country.code())
        .map_or_else(|| country.code().to_owned(), |(_, name)| name.to_owned())
}

/// "Ireland, the Netherlands and the United States".
pub(crate) fn names(countries: &[Country]) -> String {
    let mut list: Vec<String> = Vec::new();
    for name in countries.iter().map(|country| country_name(*country)) {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    join_and(&list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_named_once() {
        let codes: Vec<&str> =
            NAMES.lines().filter_map(|line| line.split_once(' ')).map(|(code, _)| code).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|code| Country::from_code(code).is_some()));
        let list = ["US", "NL", "US"].map(|code| Country::from_code(code).unwrap());
        assert_eq!(names(&list), "the United States and the Netherlands");
    }
}
