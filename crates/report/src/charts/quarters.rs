//! Sparklines: the low end of each result by quarter, with what unknowns could add. A quarter that was not measured
//! is a gap, never a guess; where the rules changed the line is broken too.

use candor_model::Quarter;

use super::canvas::{Anchor, Canvas, SIZE, SMALL, WIDTH};
use super::grid::{Grid, Measured, measured};
use super::moved::{self, Moved};
use super::palette::{BEFORE, DATA, DATA_HOLLOW, DATA_LINE, GRID, SOFT, TEXT};
use super::{Drawing, letters};

/// Most quarters that a sparkline shows.
const QUARTERS_MAX: usize = 8;

const ROW: i64 = 74;
/// Height of the line within its row.
const LINE: i64 = 50;
const KEY: i64 = 24;
const AXIS_ROOM: i64 = 24;
/// Room for the name of a quarter.
const NAME_ROOM: i64 = 64;
/// Room for the numbers at either end.
const ENDS: i64 = 46;

struct Series<'a> {
    name: &'a str,
    results: Vec<Option<Measured>>,
}

impl Series<'_> {
    /// The first and the last result, with the position of the first.
    fn ends(&self) -> Option<(usize, Measured, Measured)> {
        let first = self.results.iter().position(Option::is_some)?;
        let last = self.results.iter().rev().find_map(|result| *result)?;
        Some((first, self.results[first]?, last))
    }
}

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let grid = grid.in_rows()?;
    let quarters = &grid.headers[1..];
    let parsed: Vec<Quarter> = quarters.iter().map(|text| Quarter::parse(text)).collect::<Option<_>>()?;
    let in_order = parsed.windows(2).all(|pair| pair[0] < pair[1]);
    if !(2..=QUARTERS_MAX).contains(&quarters.len()) || !in_order {
        return None;
    }
    let mut series = Vec::new();
    for row in grid.rows {
        let results = row[1..].iter().map(|cell| measured(cell)).collect::<Option<Vec<_>>>()?;
        series.push(Series { name: &row[0], results });
    }
    let results = || series.iter().flat_map(|series| series.results.iter().flatten());
    let (lowest, highest) =
        (results().map(|result| result.low).min()?, results().map(|result| result.high).max()?);
    let start = grid.name_room();
    let frame = Frame {
        start: start + ENDS,
        end: WIDTH - ENDS - 10,
        steps: quarters.len() as i64 - 1,
        lowest: lowest / 10 * 10,
        highest: (highest + 9) / 10 * 10,
    };
    let mut canvas = Canvas::default();
    let has_breaks = results().any(|result| result.is_other_rules);
    draw_key(&mut canvas, frame.start, has_breaks);
    let bottom = KEY + ROW * series.len() as i64;
    // Where they would touch, every second quarter has its name, the last always.
    let every = if (frame.end - frame.start) / frame.steps < NAME_ROOM { 2 } else { 1 };
    for (index, quarter) in (0..).zip(quarters) {
        let x = frame.x(index);
        canvas.line((x, KEY), (x, bottom), GRID);
        if (frame.steps - index) % every == 0 {
            canvas.words(quarter.trim(), (x, bottom + 16), SMALL, SOFT, Anchor::Middle);
        }
    }
    for (index, series) in (0..).zip(&series) {
        draw_series(&mut canvas, series, &frame, KEY + ROW * index);
    }
    Some(Drawing { canvas, height: bottom + AXIS_ROOM, titles: titles(&series, quarters) })
}

/// The one scale of all rows: quarters across, percent up.
struct Frame {
    start: i64,
    end: i64,
    steps: i64,
    lowest: i64,
    highest: i64,
}

impl Frame {
    fn x(&self, index: i64) -> i64 {
        self.start + (self.end - self.start) * index / self.steps
    }

    fn y(&self, percent: i64, top: i64) -> i64 {
        let span = (self.highest - self.lowest).max(1);
        top + 12 + LINE - LINE * (percent - self.lowest) / span
    }
}

fn draw_key(canvas: &mut Canvas, start: i64, has_breaks: bool) {
    canvas.circle((start + 5, 10), 4, DATA);
    let shown = "low end";
    canvas.words(shown, (start + 16, 14), SMALL, SOFT, Anchor::Start);
    let mut x = start + 16 + letters::width(shown, SMALL) + 20;
    canvas.line((x + 4, 4), (x + 4, 16), BEFORE);
    let high = "up to the high end";
    canvas.words(high, (x + 14, 14), SMALL, SOFT, Anchor::Start);
    x += 14 + letters::width(high, SMALL) + 20;
    if has_breaks {
        canvas.diamond((x + 6, 10), 5, DATA_HOLLOW);
        canvas.words("other rules than before", (x + 18, 14), SMALL, SOFT, Anchor::Start);
    }
}

fn draw_series(canvas: &mut Canvas, series: &Series<'_>, frame: &Frame, top: i64) {
    canvas.name(series.name, top + ROW / 2, frame.start - ENDS - 14);
    let mut before: Option<(i64, i64)> = None;
    let mut marks = Vec::new();
    for (index, result) in (0..).zip(&series.results) {
        let Some(result) = result else {
            before = None;
            continue;
        };
        let point = (frame.x(index), frame.y(result.low, top));
        if result.high > result.low {
            canvas.line(point, (point.0, frame.y(result.high, top)), BEFORE);
        }
        if let Some(before) = before.filter(|_| !result.is_other_rules) {
            canvas.line(before, point, DATA_LINE);
        }
        before = Some(point);
        marks.push((point, result.is_other_rules));
    }
    for (point, is_other_rules) in marks {
        if is_other_rules {
            canvas.diamond(point, 6, DATA_HOLLOW);
        } else {
            canvas.circle(point, 4, DATA);
        }
    }
    let Some((first_at, first, last)) = series.ends() else { return };
    let last_at = series.results.iter().rposition(Option::is_some).unwrap_or(first_at);
    let words = |index: usize, result: Measured, side: i64| {
        let y = frame.y(result.low, top) + 5;
        ((frame.x(index as i64) + side * 12, y), format!("{}%", result.low))
    };
    let (at, text) = words(last_at, last, 1);
    canvas.words(&text, at, SIZE, TEXT, Anchor::Start);
    if last_at > first_at {
        let (at, text) = words(first_at, first, -1);
        canvas.words(&text, at, SIZE, TEXT, Anchor::End);
    }
}

/// Only what was measured by the same rules from the first quarter to the last is said to have moved.
fn titles(series: &[Series<'_>], quarters: &[String]) -> Vec<String> {
    let ends = |series: &Series<'_>| {
        let (first, last) = (series.results.first().copied()??, series.results.last().copied()??);
        let is_like = series.results.iter().skip(1).flatten().all(|result| !result.is_other_rules);
        is_like.then_some((first.low, last.low))
    };
    let results: Vec<Moved<'_>> = series
        .iter()
        .filter_map(|series| ends(series).map(|(was, is)| Moved { name: series.name, was, is }))
        .collect();
    moved::titles(&results, quarters[0].trim())
}
