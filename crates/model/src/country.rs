//! Countries by ISO 3166-1 code, and the two dated lists that transfers turn on.
//!
//! Sources: Agreement on the European Economic Area; the Commission's adequacy decisions under GDPR
//! Art. 45, as of the date in [`ADEQUACY_AS_OF`].

use std::fmt;

/// An ISO 3166-1 alpha-2 code in capitals; `EU` and `EEA` written as a destination become `EU`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// The day on which the adequacy list was last checked.
pub const ADEQUACY_AS_OF: &str = "2026-11-21";

const EEA: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "EU", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The United States are left out: their decision covers only certified companies (the Data Privacy
/// Framework), so a transfer there needs its mechanism named. Canada covers commercial organisations.
const ADEQUATE: &[&str] =
    &["AD", "AR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"];

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

    pub fn contains(self, country: Country) -> bool {
        let eea = EEA.contains(&country.code());
        let adequate = ADEQUATE.contains(&country.code());
        match self {
            CountrySet::Eea => eea,
            CountrySet::Adequate => adequate,
            CountrySet::EeaOrAdequate => eea || adequate,
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

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
