//! The rows of a log, each in time, late, running or undecided.

use candor_model::{Cell, Due, Moment, RecordRef, Seen, Value};

use super::{Check, Made, Outcome, PromiseCase, When};
use crate::activity::Activity;
use crate::drift::period::Length;
use crate::records::Records;
use crate::retention::rules_for;

/// What the law gives where an extension was told in time: three months in all (GDPR Art. 12(3)), 90 days (Civ. Code
/// 1798.130(a)(2)(A)), 60 days (45 CFR 164.524(b)(2)(iii)).
fn longer(law: &str) -> Length {
    match law {
        "ccpa" => Length::Days(90),
        "hipaa" => Length::Days(60),
        _ => Length::Months(3),
    }
}

/// Data is deleted by a run; one in this time shows that it is done.
const RUN_WITHIN: Length = Length::Months(12);

/// Holds a promise against every row of its log that counts.
pub(super) fn of_log(records: &Records<'_>, check: &Check, made: &Made, can_extend: bool) -> Outcome {
    let mut outcome = Outcome::default();
    for row in records.of(&check.entity) {
        outcome.has_log = true;
        let law = (check.entity == "request" && !made.law.is_empty()).then(|| When {
            field: "law".to_owned(),
            one_of: vec![made.law.to_owned()],
            none_of: Vec::new(),
        });
        let conditions: Vec<Option<bool>> =
            check.when.iter().chain(&law).map(|when| counts(records, row, &check.entity, when)).collect();
        // A condition that fails decides, whatever is not known of the others.
        let counts = match () {
            () if conditions.contains(&Some(false)) => Some(false),
            () if conditions.contains(&None) => None,
            () => Some(true),
        };
        let field = |name: &String| format!("{}.{name}", check.entity);
        let fields: Vec<String> =
            [check.start.as_ref(), Some(&check.end), check.or_end.as_ref(), check.extended_by.as_ref()]
                .into_iter()
                .flatten()
                .map(field)
                .collect();
        let paths: Vec<&str> = fields.iter().map(String::as_str).collect();
        let case = |words: String| PromiseCase {
            subject: subject(records, row),
            words,
            cells: records.cells(row, &paths),
        };
        match counts {
            Some(false) => continue,
            None => {
                outcome.undecided.push(case("whether it counts is not known".to_owned()));
                continue;
            }
            Some(true) => {}
        }
        match decide(records, row, check, made, can_extend) {
            Ran::Held => {}
            Ran::Kept => outcome.kept += 1,
            Ran::Running => outcome.running += 1,
            Ran::Broken(words) => outcome.broken.push(case(words)),
            Ran::Undecided(words) => outcome.undecided.push(case(words)),
        }
    }
    outcome
}

/// Whether the data of an activity was deleted in the last 12 months.
pub(super) fn of_run(records: &Records<'_>, activity: &Activity, outcome: &mut Outcome) {
    let mut places = vec![(activity.record, "activity.last_deleted_on")];
    places.extend(
        rules_for(records, activity.record).into_iter().map(|rule| (rule, "retention_rule.last_deleted_on")),
    );
    let last = places.iter().filter_map(|(record, path)| records.past_day(*record, path)).max();
    let cells = places.iter().filter_map(|(record, path)| records.cell(*record, path)).collect();
    let case = |words: String| PromiseCase { subject: activity.name.clone(), words, cells };
    let since = RUN_WITHIN.span().before(records.as_of);
    match last {
        Some(day) if since.is_none_or(|since| day >= since) => outcome.kept += 1,
        Some(day) => outcome.broken.push(case(format!("the last deletion was on {day}, over 12 months ago"))),
        None => outcome.undecided.push(case("no deletion is recorded".to_owned())),
    }
}

fn subject(records: &Records<'_>, row: RecordRef) -> String {
    let key = records.inventory.key(row);
    if key.is_empty() { records.inventory.name(row) } else { key.to_owned() }
}

/// How a row stands to a promise.
enum Ran {
    /// There is nothing to do for it.
    Held,
    Kept,
    Running,
    Broken(String),
    Undecided(String),
}

/// A date of a row.
enum Hand {
    At(Moment),
    /// Blank, or dated after the day of the records.
    NotYet,
    Unknown,
}

fn hand(records: &Records<'_>, row: RecordRef, path: &str) -> Hand {
    match records.look(row, path) {
        Seen::NoColumn => Hand::Unknown,
        Seen::Cell { entry, .. } => match entry.cell {
            Cell::Value(Value::Date(moment)) if moment.day <= records.as_of => Hand::At(moment),
            Cell::Blank | Cell::Value(Value::Date(_)) => Hand::NotYet,
            _ => Hand::Unknown,
        },
    }
}

fn decide(records: &Records<'_>, row: RecordRef, check: &Check, made: &Made, can_extend: bool) -> Ran {
    let path = |name: &String| format!("{}.{name}", check.entity);
    let at = |name: &String| hand(records, row, &path(name));
    if let Some(held) = &check.held_by
        && !records.look(row, &path(held)).text().trim().is_empty()
    {
        return Ran::Held;
    }
    let Some(start) = &check.start else { return every(records, row, check, made) };
    let Hand::At(start) = at(start) else {
        return Ran::Undecided("when it began is not known".to_owned());
    };
    let end = match at(&check.end) {
        Hand::At(end) if end.is_before(start) => {
            return Ran::Undecided(format!("it ended on {}, before it began", end.day));
        }
        Hand::At(end) => Some(end),
        Hand::NotYet => None,
        Hand::Unknown => return Ran::Undecided("whether it was done is not known".to_owned()),
    };
    let Some(due) = Due::of(start, made.limit.span()) else {
        return Ran::Undecided("its end lies beyond the calendar".to_owned());
    };
    let extension = check.extended_by.as_ref().filter(|_| can_extend).map(at);
    let due = match extension {
        Some(Hand::At(told)) if due.holds(told) && !told.is_before(start) => {
            Due::of(start, longer(made.law).span()).unwrap_or(due)
        }
        _ => due,
    };
    match end {
        Some(end) if due.holds(end) => Ran::Kept,
        Some(end) => Ran::Broken(format!("done on {end}, was due on {}", shown(&due))),
        None if records.as_of <= due.day => Ran::Running,
        None => Ran::Broken(format!("not done, was due on {}", shown(&due))),
    }
}

fn shown(due: &Due) -> String {
    due.exact.map_or_else(|| due.day.to_string(), |exact| exact.format("%Y-%m-%d %H:%M").to_string())
}

/// Something that comes round again: done no longer ago than the promised time.
fn every(records: &Records<'_>, row: RecordRef, check: &Check, made: &Made) -> Ran {
    let fields = [Some(&check.end), check.or_end.as_ref()];
    let days = fields
        .into_iter()
        .flatten()
        .filter_map(|name| records.past_day(row, &format!("{}.{name}", check.entity)));
    let since = made.limit.span().before(records.as_of);
    match (days.max(), since) {
        (Some(day), Some(since)) if day < since => Ran::Broken(format!("the last time was {day}")),
        (Some(_), _) => Ran::Kept,
        (None, _) => Ran::Undecided("no date is recorded".to_owned()),
    }
}

/// Does a condition hold for a row? `None` where that is not known.
fn counts(records: &Records<'_>, row: RecordRef, entity: &str, when: &When) -> Option<bool> {
    let path = format!("{entity}.{}", when.field);
    let value: Option<Vec<&str>> = match records.yes_no(row, &path) {
        Some(true) => Some(vec!["yes"]),
        Some(false) => Some(vec!["no"]),
        None => records.choices(row, &path).known(),
    };
    let among =
        |list: &[String]| value.as_ref().map(|value| value.iter().any(|id| list.iter().any(|one| one == id)));
    if when.one_of.is_empty() {
        // A blank is none of them.
        return Some(among(&when.none_of) != Some(true));
    }
    among(&when.one_of)
}
