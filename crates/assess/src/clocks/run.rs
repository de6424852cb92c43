//! One clock over the records of its log.

use candor_model::{Cell, Dictionary, Due, FieldId, Moment, RecordRef, Seen, Value};
use chrono::{Datelike, NaiveDate};

use super::figures::Figures;
use super::{ClockResult, ClockRun, ClockState};
use crate::assessment::SeenCell;
use crate::checklist::LogClock;
use crate::context::Context;
use crate::judge::finding::subject;
use crate::sheet::Sheet;
use crate::test::bind::bind;
use crate::test::cell::Setting;
use crate::test::verdict::Verdict;

pub(super) fn run(context: &Context<'_>, clock: &LogClock, limit: usize) -> ClockResult {
    let mut result = ClockResult {
        id: clock.id.clone(),
        title: clock.title.clone(),
        cite: clock.cite.clone(),
        law: clock.law.clone(),
        requirement: clock.requirement.clone(),
        limit: clock.limit.map(|limit| limit.to_string()),
        counting: clock.counting.clone(),
        counts: Default::default(),
        runs: Vec::new(),
        quarters: Vec::new(),
    };
    let mut figures = Figures::default();
    for sheet in Sheet::all(context.inventory, clock.entity) {
        let scope = clock.scope.as_ref().map(|test| bind(context, test, &sheet, Setting::Where));
        let scopes = scope.map(|scope| scope.verdicts(sheet.rows()));
        for row in 0..sheet.rows() {
            let in_scope = scopes.as_ref().map_or(Verdict::Pass, |scopes| scopes[row]);
            let record = sheet.record(row);
            let Some((judged, hands)) = judge_record(context, clock, record, in_scope) else { continue };
            result.counts.add(judged.state);
            if let (ClockState::InTime | ClockState::Late | ClockState::Done, Hand::At(end), Some(days)) =
                (judged.state, hands.end, judged.days_used)
            {
                figures.close(end.day, days, judged.state == ClockState::Late);
            }
            result.runs.push(judged.written(context, clock, &hands, record));
        }
    }
    result.runs.sort_by_key(pressing);
    result.runs.truncate(limit);
    result.quarters = figures.quarters();
    result
}

/// The clock on one record; `None` where it does not run.
pub(super) fn of_record(
    context: &Context<'_>,
    clock: &LogClock,
    record: RecordRef,
    in_scope: Verdict,
) -> Option<ClockRun> {
    let (judged, hands) = judge_record(context, clock, record, in_scope)?;
    Some(judged.written(context, clock, &hands, record))
}

fn judge_record(
    context: &Context<'_>,
    clock: &LogClock,
    record: RecordRef,
    in_scope: Verdict,
) -> Option<(Judged, Hands)> {
    let hands = Hands::of(context, clock, record);
    let too_early = |from| matches!(hands.start, Hand::At(start) if start.day < from);
    if in_scope == Verdict::Fail || clock.from.is_some_and(too_early) {
        return None;
    }
    let judged = if in_scope == Verdict::Pass {
        judge(clock, &hands, context.as_of)
    } else {
        Judged::unknown("it is not known whether the clock applies".to_owned())
    };
    Some((judged, hands))
}

/// What is overdue longest, then what is due next, then the rest in the order of the log.
fn pressing(run: &ClockRun) -> (u8, Option<String>) {
    let rank = match run.state {
        ClockState::Overdue => 0,
        ClockState::Running => 1,
        ClockState::Open => 2,
        ClockState::Late => 3,
        ClockState::Unknown => 4,
        ClockState::Done => 5,
        ClockState::InTime => 6,
    };
    (rank, run.due.clone().or_else(|| run.started.clone()))
}

/// A date of a record, as far as it is known.
#[derive(Debug, Clone, Copy)]
enum Hand {
    /// Nothing happened up to the day of the audit.
    Blank,
    /// Dated after the day of the audit: it has not happened yet.
    Ahead,
    At(Moment),
    Unknown,
}

impl Hand {
    fn of(context: &Context<'_>, record: RecordRef, field: FieldId) -> Hand {
        match context.inventory.look(record, field) {
            Seen::NoColumn => Hand::Unknown,
            Seen::Cell { entry, .. } => match entry.cell {
                Cell::Blank => Hand::Blank,
                Cell::Value(Value::Date(moment)) if moment.day <= context.as_of => Hand::At(moment),
                Cell::Value(Value::Date(_)) => Hand::Ahead,
                _ => Hand::Unknown,
            },
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Hand::At(moment) => Some(shown(moment)),
            _ => None,
        }
    }
}

fn shown(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {}", moment.day, time.format("%H:%M")),
        None => moment.day.to_string(),
    }
}

struct Hands {
    start: Hand,
    end: Hand,
    told: Hand,
}

impl Hands {
    fn of(context: &Context<'_>, clock: &LogClock, record: RecordRef) -> Hands {
        let hand = |field| Hand::of(context, record, field);
        let mut start = hand(clock.start);
        if let (Hand::At(first), Some(Hand::At(again))) = (start, clock.restarts.map(hand))
            && again.day > first.day
        {
            start = Hand::At(again);
        }
        Hands {
            start,
            end: clock.end.map_or(Hand::Blank, hand),
            told: clock.extension.map_or(Hand::Blank, |(_, field)| hand(field)),
        }
    }
}

/// The state of a clock with its figures.
struct Judged {
    state: ClockState,
    due: Option<Due>,
    days_used: Option<i64>,
    late_by: Option<String>,
    warning: Option<u8>,
    extension: Option<String>,
    because: String,
}

impl Judged {
    fn new(state: ClockState) -> Judged {
        Judged {
            state,
            due: None,
            days_used: None,
            late_by: None,
            warning: None,
            extension: None,
            because: String::new(),
        }
    }

    fn unknown(because: String) -> Judged {
        Judged { because, ..Judged::new(ClockState::Unknown) }
    }

    fn written(self, context: &Context<'_>, clock: &LogClock, hands: &Hands, record: RecordRef) -> ClockRun {
        let fields = [Some(clock.start), clock.restarts, clock.end, clock.extension.map(|(_, field)| field)];
        ClockRun {
            subject: subject(context.inventory, record),
            state: self.state,
            started: hands.start.text(),
            due: self.due.map(|due| match due.exact {
                Some(exact) => exact.format("%Y-%m-%d %H:%M").to_string(),
                None => due.day.to_string(),
            }),
            ended: hands.end.text(),
            days_used: self.days_used,
            late_by: self.late_by,
            warning: self.warning,
            extension: self.extension,
            because: self.because,
            cells: fields
                .into_iter()
                .flatten()
                .filter_map(|field| SeenCell::of(context.inventory, record, field))
                .collect(),
        }
    }
}

fn judge(clock: &LogClock, hands: &Hands, as_of: NaiveDate) -> Judged {
    let label = |field: FieldId| Dictionary::builtin().field(field).label.clone();
    let Hand::At(start) = hands.start else {
        let what = match hands.start {
            Hand::Blank => "is blank",
            Hand::Ahead => "lies after the audit",
            _ => "is not known",
        };
        return Judged::unknown(format!("{} {what}", label(clock.start)));
    };
    let (end, end_label) = match (hands.end, clock.end) {
        (Hand::Unknown, Some(field)) => {
            return Judged::unknown(format!("{} is not known", label(field)));
        }
        (Hand::At(end), Some(field)) => (Some(end), label(field)),
        _ => (None, String::new()),
    };
    if let Some(end) = end
        && end.is_before(start)
    {
        return Judged::unknown(format!("{end_label} {} lies before {}", end.day, label(clock.start)));
    }
    let days_used = Some((end.map_or(as_of, |end| end.day) - start.day).num_days());
    let Some(limit) = clock.limit else {
        let state = if end.is_some() { ClockState::Done } else { ClockState::Open };
        return Judged { days_used, ..Judged::new(state) };
    };
    let begin = if clock.after_year { year_end(start) } else { start };
    let Some(first) = Due::of(begin, limit) else {
        return Judged::unknown(format!("{} lies beyond the calendar", label(clock.start)));
    };
    let (due, extension, perhaps) = extended(clock, hands, begin, first);
    let held = end.map(|end| due.holds(end));
    let is_over = as_of > due.day;
    let state = match held {
        Some(true) => ClockState::InTime,
        // Whether the longer time counts decides, and it is not known.
        Some(false) if end.is_some_and(|end| perhaps.is_some_and(|longer| longer.holds(end))) => {
            ClockState::Unknown
        }
        Some(false) => ClockState::Late,
        None if !is_over => ClockState::Running,
        None if perhaps.is_some_and(|longer| as_of <= longer.day) => ClockState::Unknown,
        None => ClockState::Overdue,
    };
    let because = match state {
        ClockState::Unknown => "whether the time was extended is not known".to_owned(),
        _ => String::new(),
    };
    Judged {
        state,
        due: Some(due),
        days_used,
        late_by: match state {
            ClockState::Late | ClockState::Overdue => Some(late_by(due, end, as_of)),
            _ => None,
        },
        warning: (state == ClockState::Running).then(|| warning(begin, due, as_of)).flatten(),
        extension,
        because,
    }
}

/// The last day of the year.
fn year_end(start: Moment) -> Moment {
    let day = NaiveDate::from_ymd_opt(start.day.year(), 12, 31).unwrap_or(start.day);
    Moment { day, time: None }
}

/// The end that counts; what is to say of an extension; and the longer end, where nobody knows if it counts.
fn extended(
    clock: &LogClock,
    hands: &Hands,
    begin: Moment,
    first: Due,
) -> (Due, Option<String>, Option<Due>) {
    let Some((limit, _)) = clock.extension else { return (first, None, None) };
    let Some(longer) = Due::of(begin, limit) else { return (first, None, None) };
    match hands.told {
        Hand::At(told) if first.holds(told) && !told.is_before(begin) => {
            (longer, Some(format!("told on {} in time, until {}", told.day, longer.day)), None)
        }
        Hand::At(told) => {
            let when = if told.is_before(begin) { "before the time began" } else { "too late to count" };
            (first, Some(format!("told on {}, {when}", told.day)), None)
        }
        Hand::Blank | Hand::Ahead => (first, None, None),
        Hand::Unknown => (first, None, Some(longer)),
    }
}

/// `3 days`, or hours or minutes where both ends are known by the minute and less than two days apart.
fn late_by(due: Due, end: Option<Moment>, as_of: NaiveDate) -> String {
    if let (Some(exact), Some(end)) = (due.exact, end)
        && let Some(time) = end.time
    {
        let late = end.day.and_time(time) - exact;
        if late.num_hours() < 1 {
            return counted(late.num_minutes().max(1), "minute");
        }
        if late.num_hours() < 48 {
            return counted(late.num_hours(), "hour");
        }
    }
    counted((end.map_or(as_of, |end| end.day) - due.day).num_days().max(1), "day")
}

fn counted(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "Without undue delay" runs beside every outer limit: a word when half, and when four fifths of it are gone.
fn warning(begin: Moment, due: Due, as_of: NaiveDate) -> Option<u8> {
    let all = (due.day - begin.day).num_days();
    let used = (as_of - begin.day).num_days();
    match used * 100 {
        hundredths if hundredths >= all * 80 => Some(80),
        hundredths if hundredths >= all * 50 => Some(50),
        _ => None,
    }
}
