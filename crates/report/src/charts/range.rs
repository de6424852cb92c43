//! Range bars: what is shown to be met, what unknowns could add, and how both stood a quarter ago.

use candor_assess::Outcome;

use super::canvas::{Anchor, Area, Canvas, SIZE, SMALL, WIDTH};
use super::grid::{Grid, Measured, measured};
use super::moved::{self, Moved};
use super::palette::{AXIS, BEFORE, GRID, SOFT, TEXT};
use super::{Drawing, letters};

const HEADER: &str = "Range";
/// Begins the header of the column with the results of an earlier quarter.
const BEFORE_HEADER: &str = "Range in ";

const ROW: i64 = 46;
const BAR: i64 = 16;
/// Room for the key above and for the axis below the rows.
const KEY: i64 = 26;
const AXIS_ROOM: i64 = 24;

struct Row<'a> {
    name: &'a str,
    now: Option<Measured>,
    before: Option<Measured>,
    /// What stands at the right.
    words: [String; 2],
}

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let grid = grid.in_rows()?;
    let now = grid.column(HEADER)?;
    let before = grid.headers.iter().position(|header| header.starts_with(BEFORE_HEADER));
    let mut rows = Vec::new();
    for row in grid.rows {
        let previous = before.map(|column| measured(&row[column])).unwrap_or(Some(None))?;
        let current = measured(&row[now])?;
        let words = [
            if current.is_some() { row[now].trim().to_owned() } else { "no result".to_owned() },
            match previous {
                Some(Measured { low, high, .. }) if low == high => format!("was {low}%"),
                Some(Measured { low, high, .. }) => format!("was {low}% to {high}%"),
                None => String::new(),
            },
        ];
        rows.push(Row { name: &row[0], now: current, before: previous, words });
    }
    if rows.iter().all(|row| row.now.is_none()) {
        return None;
    }
    let quarter = before.map(|column| grid.headers[column][BEFORE_HEADER.len()..].trim());
    let widest = rows.iter().flat_map(|row| &row.words).map(|words| letters::width(words, SIZE)).max();
    let (start, end) = (grid.name_room(), WIDTH - widest.unwrap_or_default() - 16);
    let mut canvas = Canvas::default();
    draw_key(&mut canvas, start, quarter);
    let bottom = KEY + ROW * rows.len() as i64;
    draw_axis(&mut canvas, start, end, bottom);
    for (index, row) in (0..).zip(&rows) {
        draw_row(&mut canvas, row, (start, end), KEY + ROW * index);
    }
    Some(Drawing { canvas, height: bottom + AXIS_ROOM, titles: titles(&rows, quarter) })
}

/// What the parts stand for, in words.
fn draw_key(canvas: &mut Canvas, start: i64, quarter: Option<&str>) {
    let mut x = start;
    let mut say = |canvas: &mut Canvas, words: &str, draw: &dyn Fn(&mut Canvas, i64)| {
        draw(canvas, x);
        canvas.words(words, (x + 24, 14), SMALL, SOFT, Anchor::Start);
        x += 24 + letters::width(words, SMALL) + 20;
    };
    let swatch =
        |outcome| move |canvas: &mut Canvas, x| canvas.part(Area { x, y: 4, width: 18, height: 11 }, outcome);
    say(canvas, "shown", &swatch(Outcome::Met));
    say(canvas, "unknown", &swatch(Outcome::Unknown));
    if let Some(quarter) = quarter {
        say(canvas, quarter, &|canvas, x| bracket(canvas, x, x + 18, 8));
    }
}

/// A line with ends: from the low to the high end of an earlier result.
fn bracket(canvas: &mut Canvas, from: i64, to: i64, y: i64) {
    canvas.path(
        &format!("M{from} {}L{from} {}M{from} {y}L{to} {y}M{to} {}L{to} {}", y - 4, y + 4, y - 4, y + 4),
        BEFORE,
    );
}

fn draw_axis(canvas: &mut Canvas, start: i64, end: i64, bottom: i64) {
    for percent in [0, 25, 50, 75, 100] {
        let x = at(percent, (start, end));
        canvas.line((x, KEY), (x, bottom), if percent == 0 { AXIS } else { GRID });
        canvas.words(&format!("{percent}%"), (x, bottom + 16), SMALL, SOFT, Anchor::Middle);
    }
}

fn at(percent: i64, (start, end): (i64, i64)) -> i64 {
    start + (end - start) * percent / 100
}

fn draw_row(canvas: &mut Canvas, row: &Row<'_>, ends: (i64, i64), top: i64) {
    canvas.name(row.name, top + 10 + BAR / 2, ends.0 - 14);
    if let Some(Measured { low, high, .. }) = row.now {
        let (from, middle, to) = (ends.0, at(low, ends), at(high, ends));
        let y = top + 10;
        if middle > from {
            canvas.part(Area { x: from, y, width: middle - from, height: BAR }, Outcome::Met);
        }
        if to > middle {
            canvas.part(Area { x: middle, y, width: to - middle, height: BAR }, Outcome::Unknown);
        }
    }
    if let Some(Measured { low, high, .. }) = row.before {
        bracket(canvas, at(low, ends), at(high, ends), top + 10 + BAR + 7);
    }
    let [now, before] = &row.words;
    let x = ends.1 + 16;
    let is_alone = before.is_empty();
    canvas.words(now, (x, top + if is_alone { 23 } else { 20 }), SIZE, TEXT, Anchor::Start);
    if !is_alone {
        canvas.words(before, (x, top + 37), SMALL, SOFT, Anchor::Start);
    }
}

/// Results that were judged by other rules never look like progress.
fn titles(rows: &[Row<'_>], quarter: Option<&str>) -> Vec<String> {
    let compared = |row: &Row<'_>| {
        let (was, is) = (row.before.filter(|before| !before.is_other_rules)?, row.now?);
        Some((was.low, is.low))
    };
    let results: Vec<Moved<'_>> = rows
        .iter()
        .filter_map(|row| compared(row).map(|(was, is)| Moved { name: row.name, was, is }))
        .collect();
    moved::titles(&results, quarter.unwrap_or_default())
}
