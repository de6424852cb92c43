//! Periods of time and quarters: calendar arithmetic without a clock.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// What a span is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    Hours,
    Days,
    /// Monday to Saturday: the cautious reading, which gives the earlier date (11 CCR 7021 defines none).
    BusinessDays,
    Weeks,
    Months,
    Years,
}

/// A length of time such as `7 years` or `72 hours`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub count: u32,
    pub unit: Unit,
}

impl Span {
    pub fn new(count: u32, unit: Unit) -> Self {
        Span { count, unit }
    }

    /// Parses the form used in checklists and settings: `12 months`, `72 hours`, `10 business days`.
    pub fn parse(text: &str) -> Option<Span> {
        let (count, unit) = text.trim().split_once(' ')?;
        let unit = match unit.trim() {
            "hour" | "hours" => Unit::Hours,
            "day" | "days" => Unit::Days,
            "business day" | "business days" => Unit::BusinessDays,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return None,
        };
        Some(Span { count: count.parse().ok()?, unit })
    }

    /// The day on which the span ends that starts on `day`, the first day not counted.
    ///
    /// Months clamp to the end of a shorter month (Regulation 1182/71, Art. 3(2)(c)). Hours count as whole
    /// days, rounded up, where no time of day is known. `None` beyond the calendar.
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hours => day.checked_add_days(Days::new(count.div_ceil(24))),
            Unit::Days => day.checked_add_days(Days::new(count)),
            Unit::Weeks => day.checked_add_days(Days::new(count * 7)),
            Unit::Months => day.checked_add_months(Months::new(self.count)),
            Unit::Years => day.checked_add_months(Months::new(self.count.checked_mul(12)?)),
            Unit::BusinessDays => {
                let mut end = day;
                for _ in 0..self.count {
                    end = end.succ_opt()?;
                    while end.weekday() == Weekday::Sun {
                        end = end.succ_opt()?;
                    }
                }
                Some(end)
            }
        }
    }

    /// The earliest day that is not longer ago than the span, seen from `day`.
    pub fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Hours => day.checked_sub_days(Days::new(count / 24)),
            Unit::Days | Unit::BusinessDays => day.checked_sub_days(Days::new(count)),
            Unit::Weeks => day.checked_sub_days(Days::new(count * 7)),
            Unit::Months => day.checked_sub_months(Months::new(self.count)),
            Unit::Years => day.checked_sub_months(Months::new(self.count.checked_mul(12)?)),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Hours => "hour",
            Unit::Days => "day",
            Unit::BusinessDays => "business day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        let plural = if self.count == 1 { "" } else { "s" };
        write!(out, "{} {unit}{plural}", self.count)
    }
}

/// A calendar quarter, written `2026-Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    pub year: i32,
    /// 1 to 4.
    pub number: u8,
}

impl Quarter {
    /// The quarter that holds a day.
    pub fn of(day: NaiveDate) -> Quarter {
        Quarter { year: day.year(), number: (day.month0() / 3 + 1) as u8 }
    }

    pub fn parse(text: &str) -> Option<Quarter> {
        let (year, number) = text.trim().split_once("-Q")?;
        let number = number.parse().ok().filter(|number| (1..=4).contains(number))?;
        Some(Quarter { year: year.parse().ok()?, number })
    }

    /// The quarter after this one.
    pub fn next(self) -> Quarter {
        match self.number {
            4 => Quarter { year: self.year + 1, number: 1 },
            number => Quarter { number: number + 1, ..self },
        }
    }

    /// The quarter before this one.
    pub fn previous(self) -> Quarter {
        match self.number {
            1 => Quarter { year: self.year - 1, number: 4 },
            number => Quarter { number: number - 1, ..self },
        }
    }

    /// Its first day; `None` beyond the calendar.
    pub fn first_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, u32::from(self.number) * 3 - 2, 1)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn spans_follow_the_calendar() {
        for (start, span, end) in [
            ("2026-01-31", "1 month", "2026-02-28"),
            ("2024-02-29", "1 year", "2025-02-28"),
            ("2026-12-15", "45 days", "2027-01-29"),
            ("2026-11-20", "10 business days", "2026-12-02"),
            ("2026-11-20", "72 hours", "2026-11-23"),
            ("2026-11-20", "2 weeks", "2026-12-04"),
        ] {
            assert_eq!(Span::parse(span).unwrap().after(day(start)), Some(day(end)), "{start} + {span}");
        }
        assert_eq!(Span::parse("12 months").unwrap().before(day("2026-11-21")), Some(day("2025-11-21")));
        assert_eq!(Span::parse("soon"), None);
    }

    #[test]
    fn quarters_are_read_as_written() {
        assert_eq!(Quarter::of(day("2026-11-21")).to_string(), "2026-Q4");
        assert_eq!(Quarter::parse("2026-Q4"), Some(Quarter { year: 2026, number: 4 }));
        assert_eq!(Quarter::parse("2026-Q5"), None);
        let last = Quarter { year: 2026, number: 4 };
        assert_eq!(last.next().to_string(), "2027-Q1");
        assert_eq!(last.next().previous(), last);
        assert_eq!(last.first_day(), Some(day("2026-10-01")));
    }
}
