//! Bars by age: for each row how many are how old; the ages are the columns, the youngest first.

use super::canvas::{Anchor, Area, Canvas, SIZE, SMALL, WIDTH};
use super::grid::{Grid, number};
use super::palette::{AXIS, DATA, SOFT, TEXT};
use super::{Drawing, letters};

/// Most ages side by side.
const AGES_MAX: usize = 6;

const ROW: i64 = 32;
const BAR: i64 = 16;
const HEAD: i64 = 40;
/// Room for the number behind a bar.
const NUMBER: i64 = 44;

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let grid = grid.in_rows()?;
    let ages = &grid.headers[1..];
    if !(2..=AGES_MAX).contains(&ages.len()) {
        return None;
    }
    let read = |row: &Vec<String>| row[1..].iter().map(|cell| number(cell)).collect::<Option<Vec<i64>>>();
    let counts: Vec<Vec<i64>> = grid.rows.iter().map(read).collect::<Option<_>>()?;
    let most = counts.iter().flatten().copied().max().filter(|most| *most > 0)?;
    let mut canvas = Canvas::default();
    let start = grid.name_room();
    let column = (WIDTH - start) / ages.len() as i64;
    let bottom = HEAD + ROW * counts.len() as i64;
    for (index, age) in (0..).zip(ages) {
        let x = start + column * index;
        for (line, words) in (0..).zip(letters::two_lines(age.trim(), SMALL, column - 12)) {
            canvas.words(&words, (x, 14 + line * 15), SMALL, SOFT, Anchor::Start);
        }
        canvas.line((x, HEAD - 4), (x, bottom), AXIS);
    }
    for (index, (row, counts)) in (0..).zip(grid.rows.iter().zip(&counts)) {
        let middle = HEAD + ROW * index + ROW / 2;
        canvas.name(&row[0], middle, start - 14);
        for (index, count) in (0..).zip(counts) {
            let x = start + column * index;
            let width = if *count == 0 { 0 } else { ((column - NUMBER) * count / most).max(2) };
            if width > 0 {
                canvas.rect(Area { x: x + 1, y: middle - BAR / 2, width, height: BAR }, DATA);
            }
            let ink = if *count == 0 { SOFT } else { TEXT };
            canvas.words(&count.to_string(), (x + width + 8, middle + 5), SIZE, ink, Anchor::Start);
        }
    }
    Some(Drawing { canvas, height: bottom + 4, titles: titles(ages, &counts) })
}

/// Says how many are in the oldest age that holds any.
fn titles(ages: &[String], counts: &[Vec<i64>]) -> Vec<String> {
    let of_age = |index: usize| counts.iter().map(|row| row[index]).sum::<i64>();
    let total: i64 = (0..ages.len()).map(of_age).sum();
    let oldest = (0..ages.len()).rev().find(|index| of_age(*index) > 0);
    let said = |index: usize| {
        let mut letters = ages[index].trim().chars();
        let age: String =
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
        let are = if of_age(index) == 1 { "is" } else { "are" };
        format!("{} of {total} {are} {age}", of_age(index))
    };
    oldest.map(said).into_iter().collect()
}
