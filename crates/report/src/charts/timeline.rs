//! Timelines: for each record when it was found, when the time began, when it was told, and when it was due.

use candor_assess::ClockState;
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::canvas::{Anchor, Canvas, SMALL, WIDTH};
use super::grid::{Grid, is_none, past_deadline};
use super::palette::{DATA, DATA_HOLLOW, DATA_LINE, DEADLINE, GRID, LATE, OPEN_LINE, SOFT, TEXT};
use super::{Drawing, letters};

/// The columns of moments, in their order; the last two are needed.
const FOUND: &str = "Found";
const AWARE: &str = "Aware";
const TOLD: &str = "Told";
const DUE: &str = "Due";
const STATE: &str = "State";
const USED: &str = "Time used";

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// A timeline is drawn up to so many times the time allowed; what is longer ends in an arrow.
const LENGTHS: i64 = 3;

/// Least room between two words of the axis.
const LABEL: i64 = 72;
/// Most room for the words at the right.
const WORDS: i64 = 230;
const ROW: i64 = 38;
const KEY: i64 = 30;
const AXIS_ROOM: i64 = 26;

struct Line<'a> {
    name: &'a str,
    state: ClockState,
    words: String,
    /// Nothing where it is not known when the time began or when it ends.
    moments: Option<Moments>,
}

/// In minutes after the first of them.
struct Moments {
    found: i64,
    aware: Option<i64>,
    told: Option<i64>,
    due: i64,
}

impl Moments {
    fn last(&self) -> i64 {
        [Some(self.found), self.aware, self.told, Some(self.due)]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or_default()
    }
}

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let grid = grid.in_rows()?;
    let (found, told, due) = (grid.column(FOUND)?, grid.column(TOLD)?, grid.column(DUE)?);
    let (state, used) = (grid.column(STATE)?, grid.column(USED)?);
    let aware = grid.column(AWARE);
    let mut lines = Vec::new();
    for row in grid.rows {
        let state = state_of(row[state].trim())?;
        let [found, told] = [found, told].map(|column| moment(&row[column], Hour::Noon));
        let aware = aware.map_or(Some(None), |column| moment(&row[column], Hour::Noon));
        let due = moment(&row[due], Hour::End);
        let words = if is_none(&row[used]) {
            state.label().to_owned()
        } else {
            format!("{}, {}", state.label(), row[used].trim())
        };
        lines.push(Line {
            name: &row[0],
            state,
            words: letters::fit(&format!("{} {words}", sign(state)), SMALL, WORDS),
            moments: moments(found?, aware?, told?, due?),
        });
    }
    let known = || lines.iter().filter_map(|line| line.moments.as_ref());
    let allowed = known().map(|moments| moments.due).max().filter(|due| *due > 0)?;
    let longest = known().map(Moments::last).max()?.min(allowed.saturating_mul(LENGTHS));
    let widest = lines.iter().map(|line| letters::width(&line.words, SMALL)).max()?;
    let scale =
        Scale { start: grid.name_room() + 8, end: WIDTH - widest - 24, longest: longest + longest / 20 };
    if scale.end - scale.start < 200 {
        return None;
    }
    let mut canvas = Canvas::default();
    draw_key(&mut canvas, scale.start, &lines);
    let bottom = KEY + ROW * lines.len() as i64;
    draw_axis(&mut canvas, &scale, bottom);
    for (index, line) in (0..).zip(&lines) {
        draw_line(&mut canvas, line, &scale, KEY + ROW * index + ROW / 2);
    }
    Some(Drawing { canvas, height: bottom + AXIS_ROOM, titles: titles(&lines) })
}

fn state_of(words: &str) -> Option<ClockState> {
    let all =
        [ClockState::Overdue, ClockState::Late, ClockState::Running, ClockState::Unknown, ClockState::InTime];
    all.into_iter().find(|state| state.label() == words)
}

fn sign(state: ClockState) -> &'static str {
    match state {
        ClockState::InTime => "✓",
        ClockState::Late | ClockState::Overdue => "✗",
        ClockState::Running => "◐",
        _ => "?",
    }
}

/// Which hour stands for a day without one.
#[derive(Clone, Copy)]
enum Hour {
    Noon,
    /// A last day counts as a whole.
    End,
}

/// `2026-11-03 14:20` or `2026-11-03`. The inner nothing is a moment that is not there.
fn moment(text: &str, hour: Hour) -> Option<Option<NaiveDateTime>> {
    let text = text.trim();
    if is_none(text) {
        return Some(None);
    }
    let exact = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").ok();
    let of_day = |day: NaiveDate| match hour {
        Hour::Noon => day.and_time(NaiveTime::MIN) + TimeDelta::hours(12),
        Hour::End => day.and_time(NaiveTime::MIN) + TimeDelta::hours(24),
    };
    let moment = exact.or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(of_day))?;
    // Days of another age are mistakes, and would press all others together.
    (1900..=2200).contains(&moment.year()).then_some(Some(moment))
}

fn moments(
    found: Option<NaiveDateTime>,
    aware: Option<NaiveDateTime>,
    told: Option<NaiveDateTime>,
    due: Option<NaiveDateTime>,
) -> Option<Moments> {
    let first = [found, aware, told].into_iter().flatten().min()?;
    let after = |moment: NaiveDateTime| (moment - first).num_minutes();
    Some(Moments { found: after(found?), aware: aware.map(after), told: told.map(after), due: after(due?) })
}

/// Minutes across the drawing.
struct Scale {
    start: i64,
    end: i64,
    longest: i64,
}

impl Scale {
    fn x(&self, minutes: i64) -> i64 {
        self.start + (self.end - self.start) * minutes.clamp(0, self.longest) / self.longest.max(1)
    }
}

fn draw_key(canvas: &mut Canvas, start: i64, lines: &[Line<'_>]) {
    let mut x = start;
    let mut say = |canvas: &mut Canvas, words: &str, draw: &dyn Fn(&mut Canvas, (i64, i64))| {
        draw(canvas, (x + 6, 10));
        canvas.words(words, (x + 18, 14), SMALL, SOFT, Anchor::Start);
        x += 18 + letters::width(words, SMALL) + 20;
    };
    say(canvas, "found", &|canvas, at| canvas.circle(at, 4, DATA_HOLLOW));
    if lines.iter().filter_map(|line| line.moments.as_ref()).any(|moments| moments.aware.is_some()) {
        say(canvas, "aware", &|canvas, at| canvas.diamond(at, 7, DATA_HOLLOW));
    }
    say(canvas, "told", &|canvas, at| canvas.circle(at, 5, DATA));
    say(canvas, "due", &|canvas, (x, y)| canvas.line((x, y - 8), (x, y + 8), DEADLINE));
}

/// Hours up to some days, days beyond.
fn draw_axis(canvas: &mut Canvas, scale: &Scale, bottom: i64) {
    let steps = [
        12 * HOUR,
        24 * HOUR,
        2 * DAY,
        5 * DAY,
        10 * DAY,
        20 * DAY,
        30 * DAY,
        60 * DAY,
        90 * DAY,
        180 * DAY,
        365 * DAY,
        3650 * DAY,
        36500 * DAY,
    ];
    let is_wide = |step: &i64| (scale.end - scale.start) * step / scale.longest.max(1) >= LABEL;
    let step = steps.into_iter().find(is_wide).unwrap_or(365_000 * DAY);
    for minutes in (0..=scale.longest).step_by(step as usize) {
        let x = scale.x(minutes);
        canvas.line((x, KEY), (x, bottom), GRID);
        let words =
            if step <= DAY { format!("{} h", minutes / HOUR) } else { format!("day {}", minutes / DAY) };
        canvas.words(&words, (x, bottom + 17), SMALL, SOFT, Anchor::Middle);
    }
}

fn draw_line(canvas: &mut Canvas, line: &Line<'_>, scale: &Scale, y: i64) {
    canvas.name(line.name, y, scale.start - 22);
    canvas.words(&line.words, (scale.end + 16, y + 4), SMALL, TEXT, Anchor::Start);
    let Some(moments) = &line.moments else { return };
    let begin = moments.aware.map_or(moments.found, |aware| aware.min(moments.found));
    let (start, due) = (scale.x(begin), scale.x(moments.due));
    let arrow = format!("M{} {}L{} {y}L{} {}", scale.end - 6, y - 5, scale.end, scale.end - 6, y + 5);
    match (moments.told, line.state) {
        (Some(told), _) => {
            canvas.line((start, y), (scale.x(told).min(due), y), DATA_LINE);
            if told > moments.due {
                canvas.line((due, y), (scale.x(told), y), LATE);
            }
        }
        (None, ClockState::Overdue) => {
            canvas.line((start, y), (due, y), OPEN_LINE);
            canvas.line((due, y), (scale.end, y), LATE);
            canvas.path(&arrow, LATE);
        }
        (None, _) => canvas.line((start, y), (due, y), OPEN_LINE),
    }
    canvas.line((due, y - 11), (due, y + 11), DEADLINE);
    if let Some(aware) = moments.aware {
        canvas.diamond((scale.x(aware), y), 7, DATA_HOLLOW);
    }
    canvas.circle((scale.x(moments.found), y), 4, DATA_HOLLOW);
    match moments.told {
        Some(told) if told > scale.longest => canvas.path(&arrow, LATE),
        Some(told) => canvas.circle((scale.x(told), y), 5, DATA),
        None => {}
    }
}

fn titles(lines: &[Line<'_>]) -> Vec<String> {
    let count =
        |states: &[ClockState]| lines.iter().filter(|line| states.contains(&line.state)).count() as i64;
    let late = count(&[ClockState::Late, ClockState::Overdue]);
    let unknown = count(&[ClockState::Unknown]);
    vec![past_deadline(late, unknown, lines.len() as i64, ("incident", "incidents"))]
}
