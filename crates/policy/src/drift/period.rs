//! Periods of time as a text states them: "24 months", "two (2) years", "30 Tage".
//!
//! Invariants: a number without a unit is no period; an age and a look back are none; periods are the same where a
//! calendar can make them so (12 months and 1 year, 30 days and 1 month).

use std::fmt;
use std::ops::Range;

use candor_model::{Span, Unit};

use super::tokens::Token;
use super::vocabulary::Vocabulary;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Length {
    Hours(u32),
    Days(u32),
    /// Monday to Friday or Saturday, as the law at hand counts them.
    BusinessDays(u32),
    Months(u32),
}

impl Length {
    /// The fewest and the most days that it can have.
    fn days(self) -> (u64, u64) {
        match self {
            Length::Hours(hours) => (u64::from(hours).div_ceil(24), u64::from(hours).div_ceil(24)),
            Length::Days(days) => (u64::from(days), u64::from(days)),
            Length::BusinessDays(days) => (u64::from(days), u64::from(days) * 7 / 5 + 2),
            Length::Months(months) => {
                let months = u64::from(months);
                // Every twelve months have 365 or 366 days, a single one 28 to 31.
                let (years, rest) = (months / 12, months % 12);
                let shortest = if rest == 0 { 0 } else { rest * 30 - 2 };
                (years * 365 + shortest, years * 366 + rest * 31)
            }
        }
    }

    /// Can both be the same time?
    pub(crate) fn is_like(self, other: Length) -> bool {
        match (self, other) {
            (Length::Hours(one), Length::Hours(two)) => one == two,
            (Length::Months(one), Length::Months(two)) => one == two,
            (Length::BusinessDays(one), Length::BusinessDays(two)) => one == two,
            (Length::BusinessDays(_), _) | (_, Length::BusinessDays(_)) => false,
            _ => {
                let ((low, high), (from, to)) = (self.days(), other.days());
                low <= to && from <= high
            }
        }
    }

    /// As the calendar counts it.
    pub(crate) fn span(self) -> Span {
        match self {
            Length::Hours(count) => Span::new(count, Unit::Hours),
            Length::Days(count) => Span::new(count, Unit::Days),
            Length::BusinessDays(count) => Span::new(count, Unit::BusinessDays),
            Length::Months(count) => Span::new(count, Unit::Months),
        }
    }

    /// The most days that it can have.
    pub(crate) fn most_days(self) -> u64 {
        self.days().1
    }

    /// Is it longer than the other can be?
    pub(crate) fn is_longer(self, other: Length) -> bool {
        self.days().0 > other.days().1
    }
}

impl fmt::Display for Length {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            Length::Hours(count) => (count, "hour"),
            Length::Days(count) => (count, "day"),
            Length::BusinessDays(count) => (count, "business day"),
            Length::Months(count) if count >= 24 && count % 12 == 0 => (count / 12, "year"),
            Length::Months(count) => (count, "month"),
        };
        let plural = if count == 1 { "" } else { "s" };
        write!(out, "{count} {unit}{plural}")
    }
}

/// A period with its place among the tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) length: Length,
    pub(crate) at: Range<usize>,
}

/// The periods of a text, without ages and looks back.
pub(crate) fn periods(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match period_at(tokens, at, vocabulary) {
            Some(period) if !looks_back(tokens, &period.at, vocabulary) => {
                at = period.at.end;
                found.push(period);
            }
            Some(period) => at = period.at.end,
            None => at += 1,
        }
    }
    found
}

fn period_at(tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> Option<Period> {
    let word = |index: usize| tokens.get(index).map(|token| token.word.as_str());
    if word(at) == Some("half") {
        let unit = if matches!(word(at + 1), Some("a" | "an")) { at + 2 } else { at + 1 };
        let is_year = vocabulary.unit(word(unit)?)? == Length::Months(12);
        return is_year.then_some(Period { length: Length::Months(6), at: at..unit + 1 });
    }
    let mut count = number(word(at)?, vocabulary)?;
    let mut next = at + 1;
    // "forty five" and "two (2)".
    // In French "an" is a year, in English it is one.
    let again = word(next).filter(|word| vocabulary.unit(word).is_none());
    if let Some(more) = again.and_then(|word| number(word, vocabulary)) {
        let in_words = tokens[at].word.parse::<u32>().is_err();
        if in_words && count >= 20 && count.is_multiple_of(10) && more < 10 {
            count += more;
        } else if more != count {
            return None;
        }
        next += 1;
        if word(next).and_then(|word| number(word, vocabulary)) == Some(count) {
            next += 1;
        }
    }
    let mut business = false;
    while word(next).is_some_and(|word| vocabulary.is_business(word) || vocabulary.is_between(word)) {
        business |= word(next).is_some_and(|word| vocabulary.is_business(word));
        next += 1;
    }
    let unit = vocabulary.unit(word(next)?)?;
    next += 1;
    if word(next).is_some_and(|word| vocabulary.is_business(word)) {
        business = true;
        next += 1;
    }
    // "a year and a half".
    let half = |from: usize| (0..3).map(|at| word(from + at)).eq(["and", "a", "half"].map(Some));
    let times = |of: u32| of.checked_mul(count);
    let length = match unit {
        Length::Days(1) if business => Length::BusinessDays(count),
        Length::Days(days) => Length::Days(times(days)?),
        Length::Hours(hours) => Length::Hours(times(hours)?),
        Length::Months(12) if half(next) => {
            next += 3;
            Length::Months(times(12)?.checked_add(6)?)
        }
        Length::Months(months) => Length::Months(times(months)?),
        Length::BusinessDays(days) => Length::BusinessDays(times(days)?),
    };
    (count > 0).then_some(Period { length, at: at..next })
}

fn number(word: &str, vocabulary: &Vocabulary) -> Option<u32> {
    word.parse().ok().or_else(|| vocabulary.number(word))
}

/// Is it an age ("13 years old", "under 16 years") or a look back ("in the 12 months before")?
fn looks_back(tokens: &[Token], at: &Range<usize>, vocabulary: &Vocabulary) -> bool {
    let frames = vocabulary.frames();
    let before = &tokens[at.start.saturating_sub(2)..at.start];
    let after = &tokens[at.end..tokens.len().min(at.end + 2)];
    let is_year = tokens[at.end - 1].word.starts_with("year")
        || matches!(tokens[at.end - 1].word.as_str(), "jahre" | "jahren" | "ans" | "anos");
    let ages = is_year && (frames.age.ends(after, 0).is_some() || frames.age.stand_in(before));
    // "$600 a year", "once a month".
    let is_rate = matches!(tokens[at.start].word.as_str(), "a" | "an" | "per" | "one")
        && at.start.checked_sub(1).is_some_and(|before| {
            let word = tokens[before].word.as_str();
            word.parse::<u32>().is_ok() || matches!(word, "once" | "twice" | "times")
        });
    let past = frames.past_of.ends(after, 0).is_some()
        || before.last().is_some_and(|last| frames.looks_back.stand_in(std::slice::from_ref(last)));
    ages || past || is_rate
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn found(text: &str) -> Vec<Length> {
        periods(&tokens(text), Vocabulary::builtin()).into_iter().map(|period| period.length).collect()
    }

    #[test]
    fn periods_are_read_in_words_and_figures() {
        use Length::{BusinessDays, Days, Hours, Months};
        for (text, length) in [
            ("24 months", Months(24)),
            ("two years", Months(24)),
            ("a period of two (2) years", Months(24)),
            ("a 24-month period", Months(24)),
            ("half a year", Months(6)),
            ("a year and a half", Months(18)),
            ("forty-five (45) days", Days(45)),
            ("2 weeks", Days(14)),
            ("72 hours", Hours(72)),
            ("15 business days", BusinessDays(15)),
            ("15 calendar days", Days(15)),
            ("one month", Months(1)),
            ("drei Jahre", Months(36)),
            ("zehn Werktagen", BusinessDays(10)),
            ("2 ans", Months(24)),
            ("un an", Months(12)),
            ("6 mois", Months(6)),
            ("cinco años", Months(60)),
            ("15 días hábiles", BusinessDays(15)),
        ] {
            assert_eq!(found(text), [length], "{text}");
        }
    }

    #[test]
    fn ages_and_looks_back_are_no_periods() {
        for text in [
            "13 years old",
            "under 16 years",
            "the 12 months before 21 November",
            "the last 12 months",
            "step 2",
            "above $600 a year",
            "once a year",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn periods_are_alike_where_the_calendar_makes_them_so() {
        use Length::{BusinessDays, Days, Hours, Months};
        assert!(Months(1).is_like(Days(30)) && Months(12).is_like(Days(365)) && Hours(72).is_like(Days(3)));
        assert!(
            !Months(1).is_like(Days(45))
                && !Months(24).is_like(Months(25))
                && !Days(15).is_like(BusinessDays(15))
        );
        assert!(Days(45).is_longer(Months(1)) && !Days(30).is_longer(Months(1)));
    }
}
