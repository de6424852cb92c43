//! A strip of marks: one for each request at the days it took, beside the line of the deadline.

use candor_assess::ClockState;

use super::canvas::{Anchor, Canvas, SMALL, WIDTH};
use super::grid::{Grid, number, past_deadline};
use super::palette::{AXIS, DATA, DATA_HOLLOW, DEADLINE, DEADLINE_WORDS, LATE, SOFT, TEXT};
use super::{Drawing, letters};

const DAYS: &str = "Days";
const DEADLINE_DAY: &str = "Deadline on day";
/// The states that have a mark, in the order in which they are stacked.
const STATES: [ClockState; 4] =
    [ClockState::InTime, ClockState::Late, ClockState::Overdue, ClockState::Running];

/// Longest time that is drawn; what took longer would press all others together.
const DAYS_MAX: i64 = 3650;
/// Distance between two marks, and half the size of one.
const PITCH: i64 = 12;
const RADIUS: i64 = 4;
/// Most marks on one another.
const STACK: i64 = 14;
/// Deadlines that lie so near to each other are one band: months have 28 to 31 days.
const BAND_DAYS: i64 = 3;
const LEFT: i64 = 8;
const KEY: i64 = 30;
const LABEL: i64 = 18;

/// How many requests took how many days.
struct Count {
    days: i64,
    /// The days stand for more than one day.
    is_span: bool,
    deadline: i64,
    /// In the order of [`STATES`].
    states: Vec<(ClockState, i64)>,
}

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let (days, deadline) = (grid.column(DAYS)?, grid.column(DEADLINE_DAY)?);
    let states: Vec<(ClockState, usize)> =
        STATES.iter().filter_map(|state| Some((*state, grid.column(state.label())?))).collect();
    if states.is_empty() {
        return None;
    }
    let mut counts = Vec::new();
    for row in grid.rows {
        let of_state = states.iter().map(|(state, column)| Some((*state, number(&row[*column])?)));
        let (first, last) = span(&row[days])?;
        counts.push(Count {
            days: (first + last) / 2,
            is_span: last > first,
            deadline: number(&row[deadline]).filter(|days| *days <= DAYS_MAX)?,
            states: of_state.collect::<Option<_>>()?,
        });
    }
    let all = total(&counts, &STATES);
    if all == 0 {
        return None;
    }
    let longest = counts.iter().map(|count| count.days.max(count.deadline)).max()?.max(1);
    let strip = Strip::new(&counts, longest);
    let bands = bands(&counts);
    let mut canvas = Canvas::default();
    draw_key(&mut canvas, &counts);
    let top = KEY + LABEL * bands.len() as i64;
    let bottom = top + strip.highest * PITCH + 8;
    draw_bands(&mut canvas, &bands, &strip, bottom);
    strip.draw(&mut canvas, bottom);
    let end = draw_axis(&mut canvas, &strip, &counts, bottom);
    let past = total(&counts, &[ClockState::Late, ClockState::Overdue]);
    let title = past_deadline(past, 0, all, ("request", "requests"));
    Some(Drawing { canvas, height: end, titles: vec![title] })
}

/// `12`, or `7–13` for the days of a week.
fn span(text: &str) -> Option<(i64, i64)> {
    let day = |text: &str| number(text).filter(|days| *days <= DAYS_MAX);
    let (first, last) = match text.split_once('–') {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(text)?, day(text)?),
    };
    (first <= last).then_some((first, last))
}

fn total(counts: &[Count], states: &[ClockState]) -> i64 {
    let all = counts.iter().flat_map(|count| &count.states);
    all.filter(|(state, _)| states.contains(state)).map(|(_, count)| count).sum()
}

/// The marks in their columns.
struct Strip {
    longest: i64,
    /// How many days a column holds.
    column_days: i64,
    /// How many requests a mark stands for.
    each: i64,
    /// Most marks of a column.
    highest: i64,
    /// Requests of each column by state.
    columns: Vec<Vec<(ClockState, i64)>>,
}

impl Strip {
    fn new(counts: &[Count], longest: i64) -> Strip {
        let fitting = (WIDTH - 2 * LEFT) / PITCH - 1;
        let column_days = (longest + fitting) / fitting;
        let mut columns = vec![Vec::new(); (longest / column_days + 1) as usize];
        for count in counts {
            let column: &mut Vec<(ClockState, i64)> = &mut columns[(count.days / column_days) as usize];
            for (state, more) in &count.states {
                match column.iter_mut().find(|(known, _)| known == state) {
                    Some((_, known)) => *known += more,
                    None => column.push((*state, *more)),
                }
            }
        }
        let most = columns.iter().map(|column| column.iter().map(|(_, count)| count).sum::<i64>()).max();
        let each = ((most.unwrap_or_default() + STACK - 1) / STACK).max(1);
        let marks =
            |column: &Vec<(ClockState, i64)>| column.iter().map(|(_, count)| marks(*count, each)).sum();
        let highest = columns.iter().map(marks).max().unwrap_or(1).max(3);
        Strip { longest, column_days, each, highest, columns }
    }

    /// Where a day begins.
    fn x(&self, day: i64) -> i64 {
        let columns = self.longest / self.column_days + 1;
        LEFT + (WIDTH - 2 * LEFT) * day / (columns * self.column_days)
    }

    fn draw(&self, canvas: &mut Canvas, bottom: i64) {
        for (index, column) in (0..).zip(&self.columns) {
            let x = (self.x(index * self.column_days) + self.x((index + 1) * self.column_days)) / 2;
            let mut y = bottom - PITCH / 2 - 1;
            for state in STATES {
                let count = column.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
                for _ in 0..marks(count, self.each) {
                    mark(canvas, state, (x, y));
                    y -= PITCH;
                }
            }
        }
    }
}

/// Marks for a number of requests, the last one perhaps for fewer.
fn marks(count: i64, each: i64) -> i64 {
    (count + each - 1) / each
}

fn mark(canvas: &mut Canvas, state: ClockState, at: (i64, i64)) {
    match state {
        ClockState::InTime => canvas.circle(at, RADIUS, DATA),
        ClockState::Late => canvas.cross(at, RADIUS, LATE),
        ClockState::Overdue => canvas.diamond(at, RADIUS + 1, LATE),
        _ => canvas.circle(at, RADIUS, DATA_HOLLOW),
    }
}

/// Every mark with its word and how many there are.
fn draw_key(canvas: &mut Canvas, counts: &[Count]) {
    let mut x = LEFT;
    for state in STATES {
        let count = total(counts, &[state]);
        if count == 0 {
            continue;
        }
        mark(canvas, state, (x + RADIUS, 10));
        let words = format!("{count} {}", state.label().to_lowercase());
        canvas.words(&words, (x + 16, 14), SMALL, TEXT, Anchor::Start);
        x += 16 + letters::width(&words, SMALL) + 20;
    }
}

/// First and last day of deadlines that lie near to each other.
fn bands(counts: &[Count]) -> Vec<(i64, i64)> {
    let mut days: Vec<i64> = counts.iter().map(|count| count.deadline).collect();
    days.sort_unstable();
    let mut bands: Vec<(i64, i64)> = Vec::new();
    for day in days {
        match bands.last_mut() {
            Some((first, last)) if day - *first <= BAND_DAYS => *last = day,
            _ => bands.push((day, day)),
        }
    }
    bands
}

/// Each band has a line for its words, so that they never meet.
fn draw_bands(canvas: &mut Canvas, bands: &[(i64, i64)], strip: &Strip, bottom: i64) {
    for (index, (first, last)) in (0..).zip(bands) {
        let y = KEY + LABEL * index;
        let words = if first == last {
            format!("deadline: day {first}")
        } else {
            format!("deadline: day {first} to {last}")
        };
        // In time is up to and with the day itself.
        for day in if first == last { vec![first] } else { vec![first, last] } {
            let x = strip.x(*day + 1);
            canvas.line((x, y), (x, bottom), DEADLINE);
        }
        let x = strip.x(*last + 1);
        if x + 8 + letters::width(&words, SMALL) > WIDTH {
            let x = strip.x(*first + 1);
            canvas.words(&words, (x - 8, y + 12), SMALL, DEADLINE_WORDS, Anchor::End);
        } else {
            canvas.words(&words, (x + 8, y + 12), SMALL, DEADLINE_WORDS, Anchor::Start);
        }
    }
}

/// The axis with its days, and below it what the marks stand for and the percentiles. Gives the height of all.
fn draw_axis(canvas: &mut Canvas, strip: &Strip, counts: &[Count], bottom: i64) -> i64 {
    canvas.line((LEFT, bottom), (WIDTH - LEFT, bottom), AXIS);
    let step =
        [1, 2, 5, 10, 20, 30, 60, 90, 180, 365, 730].into_iter().find(|step| strip.longest / step <= 12);
    for day in (0..=strip.longest).step_by(step.unwrap_or(DAYS_MAX) as usize) {
        // Where a column is a day, its number stands below its middle.
        let x = if strip.column_days == 1 { (strip.x(day) + strip.x(day + 1)) / 2 } else { strip.x(day) };
        canvas.line((x, bottom), (x, bottom + 4), AXIS);
        let words = if day == 0 { "day 0".to_owned() } else { day.to_string() };
        let anchor = if day == 0 { Anchor::Start } else { Anchor::Middle };
        let x = if day == 0 { LEFT } else { x };
        canvas.words(&words, (x, bottom + 18), SMALL, SOFT, anchor);
    }
    let scale = match (strip.each, strip.column_days) {
        (1, 1) => None,
        (1, days) => Some(format!("A column holds {days} days.")),
        (each, 1) => Some(format!("A mark stands for up to {each} requests.")),
        (each, days) => Some(format!("A mark stands for up to {each} requests, a column holds {days} days.")),
    };
    let mut baseline = bottom + 20;
    for said in percentiles(counts).into_iter().chain(scale) {
        baseline += LABEL;
        canvas.words(&said, (LEFT, baseline), SMALL, TEXT, Anchor::Start);
    }
    baseline + 8
}

/// Median and 90th percentile of what is closed, by the nearest rank; nothing where the days are put together.
fn percentiles(counts: &[Count]) -> Option<String> {
    if counts.iter().any(|count| count.is_span) {
        return None;
    }
    let mut closed: Vec<(i64, i64)> = counts
        .iter()
        .map(|count| {
            (count.days, total(std::slice::from_ref(count), &[ClockState::InTime, ClockState::Late]))
        })
        .collect();
    closed.sort_unstable();
    let all: i64 = closed.iter().map(|(_, count)| count).sum();
    let rank = |percent: i64| {
        let wanted = (all * percent + 99) / 100;
        let mut passed = 0;
        closed.iter().find(|(_, count)| {
            passed += count;
            passed >= wanted
        })
    };
    let (half, nine_tenths) = (rank(50)?, rank(90)?);
    (all > 0).then(|| {
        let (half, nine_tenths) = (half.0, nine_tenths.0);
        format!(
            "Half of the {all} answered took {half} days or fewer, nine of ten took {nine_tenths} or fewer."
        )
    })
}
