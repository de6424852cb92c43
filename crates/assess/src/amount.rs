//! Amounts of the law that change with the years, as dated data.

use std::sync::OnceLock;

use candor_model::text::grouped;
use chrono::NaiveDate;
use serde::Deserialize;
use toml::value::Datetime;

/// An amount with the days from which its values are in force.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Amount {
    id: String,
    title: String,
    unit: String,
    values: Vec<Dated>,
    /// When it changes next, for readers of the file.
    #[serde(rename = "next")]
    _next: String,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dated {
    #[serde(deserialize_with = "day")]
    from: NaiveDate,
    is: f64,
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let written = Datetime::deserialize(deserializer)?.to_string();
    written.parse().map_err(serde::de::Error::custom)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    amount: Vec<Amount>,
}

impl Amount {
    /// Ids of all amounts.
    pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
        builtin().iter().map(|amount| amount.id.as_str())
    }

    pub(crate) fn find(id: &str) -> Option<&'static Amount> {
        builtin().iter().find(|amount| amount.id == id)
    }

    /// The value in force on a day; `None` before the first one.
    pub(crate) fn on(&self, day: NaiveDate) -> Option<f64> {
        self.values.iter().rev().find(|value| value.from <= day).map(|value| value.is)
    }

    /// `$25,000,000 from 2020-01-01, $26,625,000 from 2025-01-01 (the revenue of …)`: all of them, for the words stand in
    /// audits of any day.
    pub(crate) fn words(&self) -> String {
        let value = |value: &Dated| format!("{}{} from {}", self.unit, grouped(value.is as u64), value.from);
        let values: Vec<String> = self.values.iter().map(value).collect();
        format!("{} ({})", values.join(", "), self.title)
    }
}

fn builtin() -> &'static [Amount] {
    static BUILTIN: OnceLock<Vec<Amount>> = OnceLock::new();
    BUILTIN.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../amounts.toml")).expect("the file is tested");
        file.amount
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_of_the_day_counts() {
        let revenue = Amount::find("ccpa_revenue").unwrap();
        let on = |day: &str| revenue.on(day.parse().unwrap());
        assert_eq!(on("2019-12-31"), None);
        assert_eq!(on("2024-12-31"), Some(25_000_000.0));
        assert_eq!(on("2025-01-01"), Some(26_625_000.0));
        let words = "$25,000,000 from 2020-01-01, $26,625,000 from 2025-01-01 (the revenue";
        assert!(revenue.words().starts_with(words));
        assert!(builtin().iter().all(|amount| amount.values.is_sorted_by_key(|value| value.from)));
    }
}
