//! The second evaluator: written from the words of the checklists' manual, with no regard to speed.

use candor_assess::{Outcome, Tally};
use chrono::{Days, NaiveDate};

use super::{AS_OF, Ask, Register, Rule};

/// Answers of the oracle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Yes,
    No,
    Unknown,
    NotDue,
}

/// A cell as it is seen; `None` where there is no column.
#[derive(Clone, Copy)]
struct Row<'r> {
    register: &'r Register,
    cells: &'r [String],
    in_where: bool,
}

impl Row<'_> {
    fn cell(&self, field: usize) -> Option<&str> {
        self.register.columns[field].then(|| self.cells[field].as_str())
    }

    /// A cell with a value in it.
    fn value(&self, field: usize) -> Option<&str> {
        self.cell(field).filter(|text| !matches!(*text, "" | "n/a" | "?" | "!x"))
    }

    fn day(&self, field: usize) -> Option<NaiveDate> {
        self.value(field)?.parse().ok()
    }

    fn says(&self, ask: &Ask) -> Says {
        let yes_or_no = |is: bool| if is { Says::Yes } else { Says::No };
        let as_of = as_of();
        match ask {
            Ask::Present(field) => match (self.cell(*field), self.value(*field)) {
                (Some(""), _) if !self.in_where => Says::No,
                (_, Some("none")) => Says::No,
                (_, Some(_)) => Says::Yes,
                _ => Says::Unknown,
            },
            Ask::Answered(field) => match (self.cell(*field), self.value(*field)) {
                (Some(""), _) if !self.in_where => Says::No,
                (_, Some(_)) => Says::Yes,
                _ => Says::Unknown,
            },
            Ask::IsYes => self.value(1).map_or(Says::Unknown, |text| yes_or_no(text == "yes")),
            Ask::AtLeast10 => self
                .value(2)
                .map_or(Says::Unknown, |text| yes_or_no(text.parse::<f64>().expect("a number") >= 10.0)),
            Ask::ReviewedWithin90Days => match self.day(4) {
                Some(day) if day <= as_of => yes_or_no((as_of - day).num_days() <= 90),
                _ => Says::Unknown,
            },
            Ask::ReviewedWithin30DaysOfStart => self.clock(as_of),
            Ask::VendorsKnown => self.vendors(|_| Says::Yes),
            Ask::VendorsSigned => self.vendors(|signed| match signed {
                "yes" => Says::Yes,
                "no" => Says::No,
                _ => Says::Unknown,
            }),
            Ask::All(parts) => least(parts.iter().map(|part| self.says(part)).collect()),
            Ask::Any(parts) => greatest(parts.iter().map(|part| self.says(part)).collect()),
            Ask::KnownAny(parts) => {
                let known: Vec<Says> =
                    parts.iter().filter(|part| !self.is_gap(part)).map(|part| self.says(part)).collect();
                if known.is_empty() { Says::Unknown } else { greatest(known) }
            }
            Ask::Not(inner) => match self.says(inner) {
                Says::Yes => Says::No,
                Says::No => Says::Yes,
                other => other,
            },
        }
    }

    /// Unknown, and no cell of the row could make it pass.
    fn is_gap(&self, ask: &Ask) -> bool {
        let no_vendors = self.register.vendors.as_ref().is_none_or(Vec::is_empty);
        self.says(ask) == Says::Unknown
            && match ask {
                Ask::Present(field) | Ask::Answered(field) => self.cell(*field).is_none(),
                Ask::IsYes => self.cell(1).is_none(),
                Ask::AtLeast10 => self.cell(2).is_none(),
                Ask::ReviewedWithin90Days => self.cell(4).is_none(),
                Ask::ReviewedWithin30DaysOfStart => {
                    self.cell(3).is_none() || (self.day(3).is_some() && self.cell(4).is_none())
                }
                Ask::VendorsKnown | Ask::VendorsSigned => {
                    self.cell(5).is_none() || (self.value(5).is_some() && no_vendors)
                }
                Ask::All(parts) => parts.iter().any(|part| self.is_gap(part)),
                Ask::Any(parts) | Ask::KnownAny(parts) => {
                    parts.iter().all(|part| self.says(part) != Says::Unknown || self.is_gap(part))
                }
                Ask::Not(inner) => match inner.as_ref() {
                    Ask::All(_) | Ask::Any(_) | Ask::Not(_) => self.is_gap(&negation(inner)),
                    single => self.is_gap(single),
                },
            }
    }

    fn clock(&self, as_of: NaiveDate) -> Says {
        let Some(start) = self.day(3) else { return Says::Unknown };
        let due = start + Days::new(30);
        match (self.cell(4), self.day(4)) {
            (Some(_), Some(done)) if done <= as_of && done < start => Says::Unknown,
            (Some(_), Some(done)) if done <= as_of && done <= due => Says::Yes,
            (Some(_), Some(done)) if done <= as_of => Says::No,
            (Some(""), _) | (Some(_), Some(_)) if as_of <= due => Says::NotDue,
            (Some(""), _) | (Some(_), Some(_)) => Says::No,
            _ => Says::Unknown,
        }
    }

    fn vendors(&self, passes: impl Fn(&str) -> Says) -> Says {
        let Some(text) = self.value(5) else { return Says::Unknown };
        if text == "none" {
            return Says::Yes;
        }
        let Some(vendors) = self.register.vendors.as_ref().filter(|vendors| !vendors.is_empty()) else {
            return Says::Unknown;
        };
        let mut worst = Says::Yes;
        for name in text.split("; ") {
            let matching = vendors.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
            let found: Vec<Says> = matching.map(|(_, signed)| passes(signed)).collect();
            if found.is_empty() || found.contains(&Says::No) {
                return Says::No;
            }
            if found.contains(&Says::Unknown) {
                worst = Says::Unknown;
            }
        }
        worst
    }
}

fn least(parts: Vec<Says>) -> Says {
    let order = [Says::No, Says::Unknown, Says::NotDue];
    order.into_iter().find(|says| parts.contains(says)).unwrap_or(Says::Yes)
}

fn greatest(parts: Vec<Says>) -> Says {
    let order = [Says::Yes, Says::NotDue, Says::Unknown];
    order.into_iter().find(|says| parts.contains(says)).unwrap_or(Says::No)
}

/// What `not` of a test means, with `not` before the single tests only.
fn negation(ask: &Ask) -> Ask {
    match ask {
        Ask::All(parts) => Ask::Any(parts.iter().map(negation).collect()),
        Ask::Any(parts) => Ask::All(parts.iter().map(negation).collect()),
        Ask::Not(inner) => inner.as_ref().clone(),
        single => Ask::Not(Box::new(single.clone())),
    }
}

/// Does a test look at the day of the review?
fn looks_at_review(ask: &Ask) -> bool {
    match ask {
        Ask::Present(field) | Ask::Answered(field) => *field == 4,
        Ask::ReviewedWithin90Days | Ask::ReviewedWithin30DaysOfStart => true,
        Ask::All(parts) | Ask::Any(parts) | Ask::KnownAny(parts) => parts.iter().any(looks_at_review),
        Ask::Not(inner) => looks_at_review(inner),
        _ => false,
    }
}

impl Row<'_> {
    /// What a test says if the review was on `day` or later.
    fn reviewed_since(&self, ask: &Ask, day: NaiveDate) -> Says {
        let parts = |parts: &[Ask]| parts.iter().map(|part| self.reviewed_since(part, day)).collect();
        match ask {
            _ if !looks_at_review(ask) => self.says(ask),
            Ask::Present(_) | Ask::Answered(_) => Says::Yes,
            Ask::ReviewedWithin90Days => match (as_of() - day).num_days() {
                ..=90 => Says::Yes,
                _ => Says::No,
            },
            Ask::All(list) => least(parts(list)),
            Ask::Any(list) | Ask::KnownAny(list) => greatest(parts(list)),
            Ask::Not(inner) if matches!(**inner, Ask::Present(_) | Ask::Answered(_)) => Says::No,
            _ => Says::Unknown,
        }
    }

    fn with_review<T>(&self, day: NaiveDate, look: impl Fn(&Row<'_>) -> T) -> T {
        let mut cells = self.cells.to_vec();
        cells[4] = day.to_string();
        look(&Row { register: self.register, cells: &cells, in_where: self.in_where })
    }
}

/// Does a record count beside those of the same owner?
enum Counts {
    Yes,
    No,
    Perhaps,
}

fn counts(rule: &Rule, rows: &[Row<'_>], scopes: &[Says], at: usize) -> Counts {
    let owner = |row: &Row<'_>| row.value(0).filter(|owner| *owner != "none").map(str::to_lowercase);
    let review = |row: &Row<'_>| row.cell(4).and_then(|_| row.day(4)).filter(|day| *day <= as_of());
    let Some(mine) = owner(&rows[at]).filter(|_| scopes[at] != Says::No) else { return Counts::Yes };
    let others: Vec<usize> = (0..rows.len())
        .filter(|other| scopes[*other] == Says::Yes && owner(&rows[*other]).as_ref() == Some(&mine))
        .collect();
    let Some(newest) = others.iter().filter_map(|other| review(&rows[*other])).max() else {
        return Counts::Yes;
    };
    if let Some(day) = review(&rows[at]) {
        return if day < newest { Counts::No } else { Counts::Yes };
    }
    let first = others.iter().find(|other| review(&rows[**other]) == Some(newest)).expect("it was found");
    if matches!(rows[*first].says(&rule.must), Says::No | Says::Unknown) {
        return Counts::No;
    }
    if rows[at].reviewed_since(&rule.must, newest) != Says::Yes {
        return Counts::Perhaps;
    }
    let days = newest.iter_days().take_while(|day| *day <= as_of());
    if rows[at].cell(4).is_some() {
        for day in days {
            assert_eq!(rows[at].with_review(day, |row| row.says(&rule.must)), Says::Yes, "{}", rule.toml(0));
        }
    }
    Counts::No
}

fn as_of() -> NaiveDate {
    AS_OF.parse().expect("a day")
}

/// Outcome and counts of a rule over a register.
pub(crate) fn oracle(register: &Register, rule: &Rule) -> (Outcome, Tally) {
    let mut tally = Tally::default();
    let cells = register.activities.as_deref().unwrap_or_default();
    if cells.is_empty() {
        return (Outcome::Unknown, tally);
    }
    let rows: Vec<Row<'_>> = cells.iter().map(|cells| Row { register, cells, in_where: false }).collect();
    let scope = |row: &Row<'_>| {
        let row = Row { in_where: true, ..*row };
        let excluded = rule.unless.as_ref().is_some_and(|ask| row.says(ask) == Says::Yes);
        if excluded { Says::No } else { rule.scope.as_ref().map_or(Says::Yes, |ask| row.says(ask)) }
    };
    let scopes: Vec<Says> = rows.iter().map(scope).collect();
    let mut doubtful = 0;
    for (at, row) in rows.iter().enumerate() {
        let counts = if rule.latest { counts(rule, &rows, &scopes, at) } else { Counts::Yes };
        let scope = match (counts, scopes[at]) {
            (Counts::Yes, scope) => scope,
            (Counts::No, _) => Says::No,
            (Counts::Perhaps, _) => Says::Unknown,
        };
        let must = row.says(&rule.must);
        doubtful += u64::from((scope, must) == (Says::Unknown, Says::Yes));
        tally.add(record(rule.every, scope, must), 1);
    }
    if rule.every && doubtful == tally.met {
        tally.met -= doubtful;
        tally.unknown += doubtful;
    }
    let outcome = match (rule.every, tally.met, tally.not_met, tally.unknown) {
        (false, 0, _, 0) => Outcome::NotMet,
        (false, 0, ..) => Outcome::Unknown,
        (false, ..) => Outcome::Met,
        (true, 0, 0, 0) => Outcome::NotApplicable,
        (true, _, 0, 0) => Outcome::Met,
        (true, 1.., ..) => Outcome::PartlyMet,
        (true, _, 0, _) => Outcome::Unknown,
        (true, ..) => Outcome::NotMet,
    };
    (outcome, tally)
}

fn record(every: bool, scope: Says, must: Says) -> Outcome {
    if every {
        match (scope, must) {
            (Says::No, _) | (_, Says::NotDue) => Outcome::NotApplicable,
            (_, Says::Yes) => Outcome::Met,
            (Says::Yes, Says::No) => Outcome::NotMet,
            _ => Outcome::Unknown,
        }
    } else {
        match (scope, must) {
            (Says::No, _) | (_, Says::No) => Outcome::NotApplicable,
            (Says::Yes, Says::Yes) => Outcome::Met,
            _ => Outcome::Unknown,
        }
    }
}
