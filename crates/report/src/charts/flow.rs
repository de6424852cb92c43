//! A flow diagram: the columns of the table are layers, the distinct texts of a column its places, each row a way
//! from the left to the right. A cell without text is passed over.

mod layers;

use candor_assess::Outcome;

use super::canvas::{Anchor, Area, Canvas, SMALL, WIDTH};
use super::grid::{Grid, counted, is_none, number};
use super::palette::{FLOW, Ink, NODE, SOFT, TEXT, part};
use super::{Drawing, letters};
use layers::{Layered, Place};

/// Least and most layers.
const LAYERS: std::ops::RangeInclusive<usize> = 2..=5;
/// A last column with this header says how many ways a row stands for.
const COUNT: &str = "Activities";
/// A place that no cell names.
const UNKNOWN: &str = "unknown";

const HEAD: i64 = 26;
const BOX: i64 = 34;
const BOX_GAP: i64 = 8;
/// Height of the room in which ways pass a layer by.
const LANE: i64 = 12;
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
    areas: Vec<Vec<Area>>,
}

/// Height of a place with the gap below it.
fn room(place: &Place) -> i64 {
    match place {
        Place::Lane => LANE,
        _ => BOX + BOX_GAP,
    }
}

impl Frame {
    fn new(layered: &Layered) -> Frame {
        let count = layered.layers.len() as i64;
        let width = (WIDTH - 2 - BETWEEN * (count - 1)) / count;
        let needed = |layer: &Vec<Place>| layer.iter().map(room).sum::<i64>();
        let height = layered.layers.iter().map(needed).max().unwrap_or_default();
        let mut frame = Frame { width, step: width + BETWEEN, height, areas: Vec::new() };
        for (index, layer) in (0..).zip(&layered.layers) {
            frame.areas.push(frame.areas_of(index, layer, height - needed(layer)));
        }
        frame
    }

    /// What is left over is shared out between the places, so that short layers do not crowd at the top.
    fn areas_of(&self, index: i64, layer: &[Place], left: i64) -> Vec<Area> {
        let mut before = 0;
        let count = layer.len() as i64;
        let area = |(at, place): (i64, &Place)| {
            let y = HEAD + before + left * (2 * at + 1) / (2 * count);
            before += room(place);
            Area {
                x: 1 + self.step * index,
                y,
                width: self.width,
                height: room(place) - BOX_GAP.min(room(place)),
            }
        };
        (0..).zip(layer).map(area).collect()
    }

    fn draw(&self, canvas: &mut Canvas, layered: &Layered, headers: &[String]) -> i64 {
        for (index, header) in (0..).zip(headers) {
            let header = letters::fit(header.trim(), SMALL, self.width);
            canvas.words(&header, (1 + self.step * index, 14), SMALL, SOFT, Anchor::Start);
        }
        let most = layered.lines.iter().map(|line| line.count).max().unwrap_or(1).max(1);
        let thick = |count: i64| (10 + (LINE_MAX - 10) * (count - 1).max(0) / most) as u32;
        for line in &layered.lines {
            let (from, to) = (self.areas[line.from.0][line.from.1], self.areas[line.to.0][line.to.1]);
            curve(canvas, from, to, Ink { width_tenths: thick(line.count), ..FLOW });
        }
        for (layer, places) in layered.layers.iter().enumerate() {
            for (index, place) in places.iter().enumerate() {
                let through = layered.lines.iter().filter(|line| line.to == (layer, index));
                let count = through.map(|line| line.count).sum();
                draw_place(canvas, self.areas[layer][index], place, thick(count));
            }
        }
        HEAD + self.height + 4
    }
}

/// From the right side of a place to the left side of another.
fn curve(canvas: &mut Canvas, from: Area, to: Area, ink: Ink) {
    let (x1, y1) = (from.x + from.width, from.y + from.height / 2);
    let (x2, y2) = (to.x, to.y + to.height / 2);
    let bend = BETWEEN / 2;
    canvas.path(&format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend), ink);
}

fn draw_place(canvas: &mut Canvas, area: Area, place: &Place, width_tenths: u32) {
    let (words, ink) = match place {
        Place::Lane => {
            let y = area.y + area.height / 2;
            return canvas.line((area.x, y), (area.x + area.width, y), Ink { width_tenths, ..FLOW });
        }
        Place::Own(words) if words == UNKNOWN => (format!("? {words}"), part(Outcome::Unknown)),
        Place::Own(words) => (words.clone(), NODE),
        Place::Rest(words) => (words.clone(), Ink { dashes: "3 2", ..NODE }),
    };
    canvas.rect(area, ink);
    let lines = letters::two_lines(&words, SMALL, area.width - 12);
    let first = area.y + if lines.len() == 1 { 21 } else { 14 };
    for (index, line) in (0..).zip(&lines) {
        canvas.words(line, (area.x + 6, first + index * 14), SMALL, TEXT, Anchor::Start);
    }
}

/// Counts the places of the last two layers; what is unknown is not counted as a place.
fn titles(grid: &Grid<'_>, layers: usize, ways: &[(Vec<Option<&str>>, i64)]) -> Vec<String> {
    let distinct = |layer: usize| {
        let mut texts: Vec<&str> = ways.iter().filter_map(|(cells, _)| cells[layer]).collect();
        texts.retain(|text| *text != UNKNOWN);
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
