//! A flow diagram: the columns of the table are layers, the distinct texts of a column its places, each row a way
//! from the left to the right. A cell without text is passed over.

mod layers;

use super::canvas::{Anchor, Area, Canvas, SMALL, WIDTH};
use super::grid::{Grid, counted, is_none, number};
use super::palette::{FLOW, Ink, NODE, SOFT, TEXT};
use super::{Drawing, letters};
use layers::{Layered, Place};

/// Least and most layers.
const LAYERS: std::ops::RangeInclusive<usize> = 2..=5;
/// A last column with this header says how many ways a row stands for.
const COUNT: &str = "Activities";

const HEAD: i64 = 26;
const BOX: i64 = 34;
const BOX_GAP: i64 = 8;
/// Least room between two layers for the lines.
const BETWEEN: i64 = 56;
/// Widest line, in tenths of a unit.
const LINE_MAX: i64 = 50;

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let counted_at = grid.column(COUNT).filter(|column| *column + 1 == grid.headers.len());
    let layers = counted_at.unwrap_or(grid.headers.len());
    if !LAYERS.contains(&layers) {
        return None;
    }
    let mut ways = Vec::new();
    for row in grid.rows {
        let count = counted_at.map_or(Some(1), |column| number(&row[column]))?;
        let cells = row[..layers].iter().map(|cell| Some(cell.trim()).filter(|cell| !is_none(cell)));
        ways.push((cells.collect::<Vec<_>>(), count));
    }
    let layered = Layered::new(&grid.headers[..layers], &ways)?;
    let mut canvas = Canvas::default();
    let height = Frame::new(&layered).draw(&mut canvas, &layered, &grid.headers[..layers]);
    Some(Drawing { canvas, height, titles: titles(grid, layers, &ways) })
}

/// Where the boxes of the layers lie.
struct Frame {
    width: i64,
    step: i64,
    /// Of the highest layer.
    height: i64,
}

impl Frame {
    fn new(layered: &Layered) -> Frame {
        let count = layered.layers.len() as i64;
        let width = (WIDTH - 2 - BETWEEN * (count - 1)) / count;
        let most = layered.layers.iter().map(Vec::len).max().unwrap_or_default() as i64;
        Frame { width, step: width + BETWEEN, height: most * (BOX + BOX_GAP) - BOX_GAP }
    }

    /// A layer with fewer places stands in the middle.
    fn area(&self, layered: &Layered, layer: usize, index: usize) -> Area {
        let count = layered.layers[layer].len() as i64;
        // The room is shared out evenly, so that short layers do not crowd in the middle.
        let room = self.height / count;
        let y = HEAD + room * index as i64 + (room - BOX) / 2;
        Area { x: 1 + self.step * layer as i64, y, width: self.width, height: BOX }
    }

    fn draw(&self, canvas: &mut Canvas, layered: &Layered, headers: &[String]) -> i64 {
        for (layer, header) in headers.iter().enumerate() {
            let header = letters::fit(header.trim(), SMALL, self.width);
            canvas.words(&header, (1 + self.step * layer as i64, 14), SMALL, SOFT, Anchor::Start);
        }
        let most = layered.lines.iter().map(|line| line.count).max().unwrap_or(1).max(1);
        for line in &layered.lines {
            let from = self.area(layered, line.from.0, line.from.1);
            let to = self.area(layered, line.to.0, line.to.1);
            let width_tenths = (10 + (LINE_MAX - 10) * (line.count - 1).max(0) / most) as u32;
            self.curve(canvas, from, to, Ink { width_tenths, ..FLOW });
        }
        for (layer, places) in layered.layers.iter().enumerate() {
            for (index, place) in places.iter().enumerate() {
                self.place(canvas, self.area(layered, layer, index), place);
            }
        }
        HEAD + self.height + 4
    }

    /// From the right side of a box to the left side of another. Over a layer that is passed by, a line runs straight
    /// and behind the boxes.
    fn curve(&self, canvas: &mut Canvas, from: Area, to: Area, ink: Ink) {
        let (x1, y1) = (from.x + from.width, from.y + BOX / 2);
        let (x2, y2) = (to.x, to.y + BOX / 2);
        let bend = BETWEEN / 2;
        canvas.path(&format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend), ink);
    }

    fn place(&self, canvas: &mut Canvas, area: Area, place: &Place) {
        canvas.rect(area, if place.is_rest { Ink { dashes: "3 2", ..NODE } } else { NODE });
        let lines = letters::two_lines(&place.words, SMALL, area.width - 12);
        let first = area.y + if lines.len() == 1 { 21 } else { 14 };
        for (index, line) in (0..).zip(&lines) {
            canvas.words(line, (area.x + 6, first + index * 14), SMALL, TEXT, Anchor::Start);
        }
    }
}

/// Counts the places of the last two layers; what is unknown is not counted as a place.
fn titles(grid: &Grid<'_>, layers: usize, ways: &[(Vec<Option<&str>>, i64)]) -> Vec<String> {
    let distinct = |layer: usize| {
        let mut texts: Vec<&str> = ways.iter().filter_map(|(cells, _)| cells[layer]).collect();
        texts.retain(|text| !text.starts_with("unknown"));
        texts.sort_unstable();
        texts.dedup();
        texts.len() as i64
    };
    let many = |layer: usize, word: &str| counted(distinct(layer), word, &plural(word));
    let header = |layer: usize| grid.headers[layer].trim().to_lowercase();
    let (last, before) = (header(layers - 1), header(layers - 2));
    let is_word = |word: &str| word.chars().all(char::is_alphabetic) && !word.is_empty();
    if !is_word(&last) || !is_word(&before) {
        return Vec::new();
    }
    vec![format!("Data goes to {} and {}", many(layers - 2, &before), many(layers - 1, &last))]
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}s"),
    }
}
