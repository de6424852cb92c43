//! Days as texts write them: `21 November 2026`, `November 21, 2026`, `21. November 2026`, `21 de noviembre de 2026`,
//! `2026-11-21`, `21.11.2026`; a month without a day counts from its first.
//!
//! Invariant: figures that could be read as day or month, such as 03/04/2026, are no day.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::words::Words;

/// Years that a policy can speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b
          | \b(?P<dd>\d{1,2})\.\s?(?P<dm>\d{1,2})\.\s?(?P<dy>\d{4})\b
          | \b(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?)?(?P<month>\p{L}{3,12})\.?(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?:de(?:l)?\s+)?(?P<year>\d{4})\b",
    )
    .expect("a pattern of dates")
});

/// The days of a text with their places.
pub(super) fn dates(text: &str, lists: &Words) -> Vec<(NaiveDate, Range<usize>)> {
    let read = |found: regex::Captures<'_>| {
        let whole = found.get(0)?;
        let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
        let (year, month, day) = if let Some(year) = number("y") {
            (year, number("m")?, number("d")?)
        } else if let Some(year) = number("dy") {
            (year, number("dm")?, number("dd")?)
        } else {
            let month = *lists.months.get(&found.name("month")?.as_str().to_lowercase())?;
            (number("year")?, month, number("day").or(number("after")).unwrap_or(1))
        };
        let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        Some((NaiveDate::from_ymd_opt(year, month, day)?, whole.range()))
    };
    PARTS.captures_iter(text).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::super::words::words_of;
    use super::*;

    #[test]
    fn days_are_read_as_four_languages_write_them() {
        for (language, text, day) in [
            ("en", "Last updated: November 21, 2026.", "2026-11-21"),
            ("en", "on 3rd March 2026", "2026-03-03"),
            ("en", "since May 2026", "2026-05-01"),
            ("en", "2026-01-31", "2026-01-31"),
            ("de", "Stand: 21. November 2026", "2026-11-21"),
            ("de", "Stand 3.4.2026", "2026-04-03"),
            ("fr", "le 1er février 2026", "2026-02-01"),
            ("es", "21 de noviembre de 2026", "2026-11-21"),
        ] {
            let lists = words_of(language).expect("lists");
            let found: Vec<String> = dates(text, lists).iter().map(|(day, _)| day.to_string()).collect();
            assert_eq!(found, [day], "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        let lists = words_of("en").expect("lists");
        for text in ["03/04/2026", "31 February 2026", "March 2026 has 31", "room 12 2026", "in 1789"] {
            let days = dates(text, lists);
            assert!(text.starts_with("March") || days.is_empty(), "{text}: {days:?}");
        }
    }
}
