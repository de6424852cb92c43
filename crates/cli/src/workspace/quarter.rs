//! The quarter that a run is for: its day, and the folder of its records.
//!
//! Invariant: a day that nobody gave lies within the quarter that somebody asked for.

use std::path::Path;

use anyhow::Result;
use candor_ingest::Settings;
use candor_model::Quarter;
use chrono::{Months, NaiveDate};

use super::SETTINGS_FILE;
use crate::exit::{Exit, stop};

/// The day that a run speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) day: NaiveDate,
    /// Was it taken from the clock?
    pub(super) is_today: bool,
}

/// The day of a run: the one given, else that of the settings, else today. For a quarter that was asked for it has to lie
/// within: else it is today while the quarter runs, and its last day when it is over.
///
/// # Errors
/// If the day given lies before the quarter, or the quarter has not begun.
pub(super) fn day(
    asked: Option<Quarter>,
    given: Option<NaiveDate>,
    settings: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Day> {
    let known = |day| Day { day, is_today: false };
    let Some(quarter) = asked else {
        return Ok(given.or(settings).map_or(Day { day: today, is_today: true }, known));
    };
    if let Some(day) = given {
        // The audit of a quarter is often run in the first days after it.
        if Quarter::of(day) < quarter {
            let message = format!("{day} lies before {quarter}");
            return Err(stop(
                Exit::Usage,
                message,
                "give a day of the quarter, or one after it, with --as-of",
            ));
        }
        return Ok(known(day));
    }
    if let Some(day) = settings.filter(|day| Quarter::of(*day) == quarter) {
        return Ok(known(day));
    }
    if Quarter::of(today) == quarter {
        return Ok(Day { day: today, is_today: true });
    }
    match last_day(quarter).filter(|day| *day < today) {
        Some(day) => Ok(known(day)),
        None => {
            let message = format!("{quarter} has not begun");
            Err(stop(Exit::Usage, message, "give the day that the run speaks for with --as-of"))
        }
    }
}

fn last_day(quarter: Quarter) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(quarter.year, u32::from(quarter.number) * 3 - 2, 1)?;
    first.checked_add_months(Months::new(3))?.pred_opt()
}

/// Where `records` names a quarter and another one was asked for, its records are those in the folder of that name. What
/// to tell of that: the folder that was used, or that there is none.
pub(super) fn turn_records(home: &Path, settings: &mut Settings, quarter: Quarter) -> Option<String> {
    let records = settings.records.clone()?;
    let named = Path::new(&records);
    let other = Quarter::parse(named.file_name()?.to_str()?).filter(|named| *named != quarter)?;
    let turned = named.with_file_name(quarter.to_string());
    if home.join(&turned).is_dir() {
        let shown = turned.to_string_lossy().replace('\\', "/");
        settings.records = Some(shown.clone());
        return Some(format!(
            "`records` in {SETTINGS_FILE} names {records}; the records of {quarter} were read from {shown}"
        ));
    }
    Some(format!("the records are those of {other}: `records` in {SETTINGS_FILE} names {records}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a test may fail here")
    }

    #[test]
    fn the_day_lies_in_the_quarter_that_was_asked_for() {
        let today = date("2026-11-22");
        let q = |text: &str| Quarter::parse(text);
        // Asked for, given, of the settings; the day, or none where it is refused.
        let cases = [
            (None, None, None, Some("2026-11-22")),
            (None, None, Some("2026-09-02"), Some("2026-09-02")),
            (None, Some("2026-07-01"), Some("2026-09-02"), Some("2026-07-01")),
            (q("2026-Q4"), None, None, Some("2026-11-22")),
            (q("2026-Q4"), None, Some("2026-11-21"), Some("2026-11-21")),
            (q("2026-Q3"), None, Some("2026-11-21"), Some("2026-09-30")),
            (q("2026-Q3"), Some("2026-10-05"), None, Some("2026-10-05")),
            (q("2026-Q4"), Some("2026-09-30"), None, None),
            (q("2027-Q1"), None, None, None),
            (q("2027-Q1"), Some("2027-01-04"), None, Some("2027-01-04")),
        ];
        for (asked, given, settings, want) in cases {
            let got = day(asked, given.map(date), settings.map(date), today);
            assert_eq!(got.ok().map(|day| day.day), want.map(date), "{asked:?} {given:?} {settings:?}");
        }
    }
}
