//! Countries by ISO 3166-1 code, and the two dated lists that transfers turn on.
//!
//! Sources: Agreement on the European Economic Area; the Commission's adequacy decisions under GDPR
//! Art. 45, as of the date in [`ADEQUACY_AS_OF`].

use std::fmt;

use chrono::NaiveDate;

/// An ISO 3166-1 alpha-2 code in capitals; `EU` and `EEA` written as a destination become `EU`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// The day on which the adequacy list was last checked.
pub const ADEQUACY_AS_OF: &str = "2026-11-21";

/// In alphabetical order.
const EEA: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "EU", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// A decision of the Commission that a country protects data well enough, with the days it holds.
struct Adequacy {
    country: &'static str,
    /// Year, month and day of its adoption.
    from: (i32, u32, u32),
    /// Its last day, where it ends of itself.
    until: Option<(i32, u32, u32)>,
}

const fn adequacy(country: &'static str, from: (i32, u32, u32)) -> Adequacy {
    Adequacy { country, from, until: None }
}

/// The United States are left out: their decision covers only certified companies (the Data Privacy
/// Framework), so a transfer there needs its mechanism named. Canada covers commercial organisations.
const ADEQUATE: &[Adequacy] = &[
    adequacy("AD", (2010, 10, 19)),
    adequacy("AR", (2003, 6, 30)),
    adequacy("BR", (2026, 1, 26)),
    adequacy("CA", (2001, 12, 20)),
    adequacy("CH", (2000, 7, 26)),
    adequacy("FO", (2010, 3, 5)),
    Adequacy { country: "GB", from: (2021, 6, 28), until: Some((2031, 12, 27)) },
    adequacy("GG", (2003, 11, 21)),
    adequacy("IL", (2011, 1, 31)),
    adequacy("IM", (2004, 4, 28)),
    adequacy("JE", (2008, 5, 8)),
    adequacy("JP", (2019, 1, 23)),
    adequacy("KR", (2021, 12, 17)),
    adequacy("NZ", (2012, 12, 19)),
    adequacy("UY", (2012, 8, 21)),
];

impl Adequacy {
    fn holds(&self, on: NaiveDate) -> bool {
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
        day(self.from).is_some_and(|from| from <= on)
            && self.until.is_none_or(|last| day(last).is_some_and(|last| on <= last))
    }
}

/// A set of countries that a test can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountrySet {
    Eea,
    Adequate,
    EeaOrAdequate,
}

impl CountrySet {
    pub fn parse(text: &str) -> Option<CountrySet> {
        match text {
            "eea" => Some(CountrySet::Eea),
            "adequate" => Some(CountrySet::Adequate),
            "eea_or_adequate" => Some(CountrySet::EeaOrAdequate),
            _ => None,
        }
    }

    /// Does the set hold the country on that day?
    pub fn contains(self, country: Country, on: NaiveDate) -> bool {
        match self {
            CountrySet::Eea => country.is_in_eea(),
            CountrySet::Adequate => country.is_adequate(on),
            CountrySet::EeaOrAdequate => country.is_in_eea() || country.is_adequate(on),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            CountrySet::Eea => "the EEA",
            CountrySet::Adequate => "countries with an adequacy decision",
            CountrySet::EeaOrAdequate => "the EEA or countries with an adequacy decision",
        }
    }
}

impl Country {
    /// A country by its two-letter code, in any case.
    pub fn from_code(code: &str) -> Option<Country> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Country(bytes.map(|byte| byte.to_ascii_uppercase())))
    }

    pub fn is_in_eea(self) -> bool {
        EEA.binary_search(&self.code()).is_ok()
    }

    /// Does an adequacy decision under GDPR Art. 45 hold on that day?
    pub fn is_adequate(self, on: NaiveDate) -> bool {
        let found = ADEQUATE.binary_search_by(|decision| decision.country.cmp(self.code()));
        found.is_ok_and(|at| ADEQUATE[at].holds(on))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adequacy_holds_from_its_day_to_its_last() {
        let on = |day: &str| day.parse::<NaiveDate>().unwrap();
        for (code, day, holds) in [
            ("BR", "2026-01-25", false),
            ("BR", "2026-01-26", true),
            ("GB", "2021-06-27", false),
            ("GB", "2031-12-27", true),
            ("GB", "2031-12-28", false),
            ("CH", "2026-11-21", true),
            ("US", "2026-11-21", false),
        ] {
            let country = Country::from_code(code).unwrap();
            assert_eq!(CountrySet::Adequate.contains(country, on(day)), holds, "{code} on {day}");
        }
        assert!(CountrySet::EeaOrAdequate.contains(Country::from_code("NO").unwrap(), on("2026-11-21")));
    }

    #[test]
    fn every_decision_has_real_days_and_the_list_is_in_order() {
        assert!(EEA.is_sorted());
        assert!(ADEQUATE.windows(2).all(|pair| pair[0].country < pair[1].country));
        let checked: NaiveDate = ADEQUACY_AS_OF.parse().unwrap();
        assert!(ADEQUATE.iter().all(|decision| decision.holds(checked)));
    }
}
