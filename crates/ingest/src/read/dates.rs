//! Dates in every shape met in registers. What only looks like one stays text.

use candor_model::Moment;
use candor_model::text::fold;
use chrono::{Days, NaiveDate, NaiveTime};

use crate::words::{Word, Words};

/// How a column writes numeric dates such as `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOrder {
    DayFirst,
    MonthFirst,
    /// Nothing decides; dates that fit both are left unread.
    Open,
}

/// Years outside are taken for something else.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The order that the texts of a column prove: a first number above 12 is a day, a second one too. `None` if
/// nothing is proven or the proofs contradict each other.
pub(crate) fn order_of_column<'a>(texts: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let (mut day_first, mut month_first) = (0u32, 0u32);
    for text in texts {
        let Some((first, second, separator)) = numeric_pair(text) else { continue };
        if separator == '.' || (first > 12 && second <= 12) {
            day_first += 1;
        } else if second > 12 && first <= 12 {
            month_first += 1;
        }
    }
    match (day_first, month_first) {
        (1.., 0) => Some(DateOrder::DayFirst),
        (0, 1..) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// Is this a numeric date that fits both orders and means different days?
pub(crate) fn is_open(text: &str) -> bool {
    numeric_pair(text).is_some_and(|(first, second, separator)| {
        separator != '.' && first != second && (1..=12).contains(&first) && (1..=12).contains(&second)
    })
}

/// First and second number of `d/m/y`, with the separator.
fn numeric_pair(text: &str) -> Option<(u32, u32, char)> {
    let day = text.split_whitespace().next()?;
    let separator = ['/', '.', '-'].into_iter().find(|sign| day.matches(*sign).count() == 2)?;
    let mut parts = day.split(separator);
    let first = parts.next().filter(|part| part.len() <= 2)?.parse().ok()?;
    let second = parts.next().filter(|part| part.len() <= 2)?.parse().ok()?;
    parts.next()?.parse::<u32>().ok()?;
    Some((first, second, separator))
}

/// The moment a text says: as a whole, or as the only date inside a status text ("signed 2026-03-01"). What `is_past`
/// is not told by a text that speaks of what is still to come, or denies.
pub(super) fn date(text: &str, order: DateOrder, is_past: bool) -> Option<Moment> {
    let text = text.trim();
    if is_past && is_not_done(&fold(text)) {
        return None;
    }
    if let Some(moment) = whole(text, order) {
        return Some(moment);
    }
    if let Some(serial) = serial(text) {
        return Some(serial);
    }
    inside(text, order)
}

/// "Planned for 1 March", "not signed (asked on 1 March)", "no - due 1 March".
fn is_not_done(folded: &str) -> bool {
    const DENIALS: [&str; 8] = ["not", "nicht", "niet", "nie", "nao", "pas", "inte", "ikke"];
    let words = Words::builtin();
    let mut each = folded.split(' ');
    let is_no = each.next().is_some_and(|first| words.plain(first) == Some(Word::No));
    is_no
        || words.is_planned(folded)
        || each.any(|word| DENIALS.contains(&word))
        || folded.starts_with("not ")
}

fn whole(text: &str, order: DateOrder) -> Option<Moment> {
    let text = text.trim_end_matches('Z');
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, rest)) if numeric_day(day.trim_end_matches(','), order).is_some() => {
            (day.trim_end_matches(','), bare_time(rest))
        }
        _ => (text, ""),
    };
    if let Some(day) = numeric_day(day, order) {
        return match time {
            "" => Some(Moment { day, time: None }),
            _ => parse_time(time).map(|time| Moment { day, time: (time != NaiveTime::MIN).then_some(time) }),
        };
    }
    // "12 mars 2026 à 9h30"
    let spaces = text.match_indices([' ', ',']).map(|(at, _)| at);
    let timed = spaces.rev().find_map(|at| {
        let time = bare_time(&text[at..]);
        let time = parse_time(time).filter(|_| time.contains(|c: char| !c.is_ascii_digit()))?;
        named_day(&text[..at]).map(|day| Moment { day, time: (time != NaiveTime::MIN).then_some(time) })
    });
    timed.or_else(|| named_day(text).map(|day| Moment { day, time: None }))
}

fn numeric_day(text: &str, order: DateOrder) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return valid(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let separator = ['-', '/', '.'].into_iter().find(|sign| text.matches(*sign).count() == 2)?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let numeric =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(numeric) {
        return None;
    }
    let number = |index: usize| parts[index].parse::<u32>().ok();
    if parts[0].len() == 4 {
        return valid(parts[0].parse().ok()?, number(1)?, number(2)?);
    }
    if parts[0].len() > 2 || parts[1].len() > 2 {
        return None;
    }
    let year = full_year(parts[2])?;
    let (first, second) = (number(0)?, number(1)?);
    let day_first = valid(year, second, first);
    let month_first = valid(year, first, second);
    match (separator, order) {
        ('.', _) | (_, DateOrder::DayFirst) => day_first,
        (_, DateOrder::MonthFirst) => month_first,
        (_, DateOrder::Open) if first == second => day_first,
        (_, DateOrder::Open) => match (day_first, month_first) {
            (Some(day), None) | (None, Some(day)) => Some(day),
            _ => None,
        },
    }
}

/// Two-digit years are of this century up to 68, as spreadsheets read them.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 69 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn valid(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))
}

/// Takes off what stands around a time: `um 14:30 Uhr`, `à 14h30`, `at 2:30 PM`.
fn bare_time(text: &str) -> &str {
    const BEFORE: [&str; 11] =
        ["um ", "à ", "at ", "a las ", "alle ", "ore ", "om ", "às ", "kl. ", "klo ", "godz. "];
    const BEHIND: [&str; 4] = [" uhr", " uur", " hrs", " h"];
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–'));
    let text = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let lower = text.to_lowercase();
    let behind = BEHIND.iter().find(|word| lower.ends_with(*word)).map_or(0, |word| word.len());
    text.get(..text.len() - behind).unwrap_or(text).trim()
}

/// `09:15`, `09:15:30`, `12:00:00 AM`, with fractions or an offset left off.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let lower = text.to_ascii_lowercase();
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim(), Some(0)),
        (_, Some(clock)) => (clock.trim(), Some(12)),
        _ => (lower.as_str(), None),
    };
    let clock = clock.split(['.', '+']).next()?;
    let clock = clock.split_whitespace().next()?;
    let mut parts = clock.split([':', 'h']).filter(|part| !part.is_empty());
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let second: u32 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let hour = match half {
        Some(half) => hour % 12 + half,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Words that stand between the parts of a day: `3 de março de 2026`, `1.º`, `28 lutego 2026 r.`
const FILLERS: [&str; 10] = ["de", "del", "di", "of", "the", "o", "r", "le", "den", "am"];

/// `28 Feb 2026`, `Feb 28, 2026`, `28. Februar 2026`, `Saturday 28 February 2026`, `28-Feb-26`.
fn named_day(text: &str) -> Option<NaiveDate> {
    let folded = fold(text);
    let tokens: Vec<&str> = folded.split(' ').filter(|token| !FILLERS.contains(token)).collect();
    if !(3..=5).contains(&tokens.len()) {
        return None;
    }
    let at = tokens.iter().position(|token| Words::builtin().month(token).is_some())?;
    let month = Words::builtin().month(tokens[at])?;
    let numbers: Vec<&str> =
        tokens.iter().map(|token| strip_ordinal(token)).filter(|t| is_number(t)).collect();
    let [first, second] = numbers.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (second, first) } else { (first, second) };
    valid(full_year(year)?, month, day.parse().ok()?)
}

fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

fn strip_ordinal(token: &str) -> &str {
    ["st", "nd", "rd", "th", "er", "o", "a"]
        .into_iter()
        .find_map(|suffix| token.strip_suffix(suffix).filter(|rest| is_number(rest)))
        .unwrap_or(token)
}

/// A day as Excel counts it, from 2000 to 2060, where a date column lost its format.
fn serial(text: &str) -> Option<Moment> {
    let number: f64 = text.parse().ok().filter(|number| (36526.0..58500.0).contains(number))?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    epoch.checked_add_days(Days::new(number as u64)).map(|day| Moment { day, time: None })
}

/// The only date inside a longer text.
fn inside(text: &str, order: DateOrder) -> Option<Moment> {
    let trim = |token: &'_ str| -> String { token.trim_matches(|c: char| !c.is_alphanumeric()).to_owned() };
    let tokens: Vec<String> =
        text.split_whitespace().map(trim).filter(|token| !FILLERS.contains(&token.as_str())).collect();
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let month_name = Words::builtin().month(&fold(token)).is_some();
        if let Some(moment) = whole(token, order).filter(|_| token.len() >= 8) {
            found.push(moment);
        } else if month_name && index > 0 && index + 1 < tokens.len() {
            let phrase = tokens[index - 1..=index + 1].join(" ");
            found.extend(named_day(&phrase).map(|day| Moment { day, time: None }));
        }
    }
    match found.as_slice() {
        [moment] => Some(*moment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_shape_are_read() {
        for (text, order, expected) in [
            ("2026-02-28", DateOrder::Open, Some("2026-02-28")),
            ("2026-05-20T09:15", DateOrder::Open, Some("2026-05-20 09:15")),
            ("28.02.2026", DateOrder::Open, Some("2026-02-28")),
            ("28.02.2026, 14:30 Uhr", DateOrder::Open, Some("2026-02-28 14:30")),
            ("28/02/2026 à 14h30", DateOrder::DayFirst, Some("2026-02-28 14:30")),
            ("le 12 mars 2026 à 9h30", DateOrder::Open, Some("2026-03-12 09:30")),
            ("12 March 2026, 2:30 PM", DateOrder::Open, Some("2026-03-12 14:30")),
            ("28.02.2026 um 9:05", DateOrder::Open, Some("2026-02-28 09:05")),
            ("28/02/26", DateOrder::Open, Some("2026-02-28")),
            ("10/21/09", DateOrder::MonthFirst, Some("2009-10-21")),
            ("07/16/2020 12:00:00 AM", DateOrder::MonthFirst, Some("2020-07-16")),
            ("03/04/2026", DateOrder::Open, None),
            ("03/04/2026", DateOrder::DayFirst, Some("2026-04-03")),
            ("31/02/2026", DateOrder::DayFirst, None),
            ("28. Februar 2026", DateOrder::Open, Some("2026-02-28")),
            ("March 3rd, 2026", DateOrder::Open, Some("2026-03-03")),
            ("1.º de março de 2026", DateOrder::Open, Some("2026-03-01")),
            ("1º marzo 2026", DateOrder::Open, Some("2026-03-01")),
            ("3 Sept. 2026", DateOrder::Open, Some("2026-09-03")),
            ("28 luty 2026", DateOrder::Open, Some("2026-02-28")),
            ("sim, em 3 de março de 2026", DateOrder::Open, Some("2026-03-03")),
            ("firmato il 3 marzo 2026 (v2)", DateOrder::Open, Some("2026-03-03")),
            ("3 août 2026", DateOrder::Open, Some("2026-08-03")),
            ("46081", DateOrder::Open, Some("2026-02-28")),
            ("20260228", DateOrder::Open, Some("2026-02-28")),
            ("signed on 2026-03-01, filed", DateOrder::Open, Some("2026-03-01")),
            ("2024-77", DateOrder::Open, None),
            ("5.1.1", DateOrder::Open, None),
            ("2.0.0", DateOrder::Open, None),
            ("soon", DateOrder::Open, None),
        ] {
            let read = date(text, order, true).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_still_to_come_has_not_happened() {
        for text in [
            "Planned for 2026-12-01",
            "not signed (asked on 2026-03-01)",
            "No - due 1 March 2027",
            "noch nicht, Termin 01.12.2026",
            "prévu le 01.12.2026",
        ] {
            assert_eq!(date(text, DateOrder::DayFirst, true), None, "{text}");
            assert!(date(text, DateOrder::DayFirst, false).is_some(), "{text}");
        }
    }

    #[test]
    fn the_order_needs_proof() {
        let order = |texts: &[&'static str]| order_of_column(texts.iter().copied());
        assert_eq!(order(&["03/04/2026", "13/04/2026"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["03/04/2026", "04/13/2026"]), Some(DateOrder::MonthFirst));
        assert_eq!(order(&["03/04/2026"]), None);
        assert_eq!(order(&["13/04/2026", "04/13/2026"]), None);
    }
}
