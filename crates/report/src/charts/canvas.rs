//! A drawing as it grows: shapes and words with classes for style sheets, and colours of their own for the rest.
//!
//! Invariants: whole units alone, so the bytes are the same everywhere; no ids, so any number of charts can stand in
//! one document; no style attributes, scripts or addresses; every word is escaped.

use candor_assess::Outcome;

use super::letters::{self, FAMILY};
use super::palette::{HATCH, Ink, TEXT, on_part, part};
use crate::escape::{visible, xml};

/// Width of every chart, in units; one is a pixel of a screen.
pub(super) const WIDTH: i64 = 720;
/// Size of ordinary words, and of those beside them.
pub(super) const SIZE: i64 = 14;
pub(super) const SMALL: i64 = 12;

/// Namespace of SVG, for charts that stand alone.
pub(crate) const NAMESPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";

/// Distance between the lines of a hatching.
const HATCH_STEP: usize = 7;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}

/// The side of a point on which words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    pub(super) fn rect(&mut self, area: Area, ink: Ink) {
        let Area { x, y, width, height } = area;
        self.body.push_str(&format!(
            "<rect {} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n",
            colours(ink)
        ));
    }

    /// The part of a bar that stands for an outcome; what is unknown is hatched.
    pub(super) fn part(&mut self, area: Area, outcome: Outcome) {
        self.rect(area, part(outcome));
        if outcome == Outcome::Unknown {
            self.path(&hatching(area), HATCH);
        }
    }

    /// Words in the middle of such a part, on a plate where it is hatched.
    pub(super) fn on_part(&mut self, area: Area, outcome: Outcome, words: &str) {
        let (x, y) = (area.x + area.width / 2, area.y + area.height / 2);
        if outcome == Outcome::Unknown {
            let width = letters::width(words, SIZE) + 6;
            let plate = Area { x: x - width / 2, y: area.y + 2, width, height: area.height - 4 };
            self.rect(
                plate,
                Ink { stroke: "none", width_tenths: 0, class: "plate-unknown", ..part(outcome) },
            );
        }
        self.words(words, (x, y + 5), SIZE, on_part(outcome), Anchor::Middle);
    }

    pub(super) fn line(&mut self, (x1, y1): (i64, i64), (x2, y2): (i64, i64), ink: Ink) {
        self.path(&format!("M{x1} {y1}L{x2} {y2}"), ink);
    }

    /// A path in the language of SVG 2, chapter 9.
    pub(super) fn path(&mut self, path: &str, ink: Ink) {
        self.body.push_str(&format!("<path {} d=\"{path}\"/>\n", colours(ink)));
    }

    pub(super) fn circle(&mut self, (x, y): (i64, i64), radius: i64, ink: Ink) {
        self.body.push_str(&format!("<circle {} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>\n", colours(ink)));
    }

    /// A cross around a point.
    pub(super) fn cross(&mut self, (x, y): (i64, i64), radius: i64, ink: Ink) {
        let (left, right, top, bottom) = (x - radius, x + radius, y - radius, y + radius);
        self.path(&format!("M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"), ink);
    }

    /// A square that stands on its corner.
    pub(super) fn diamond(&mut self, (x, y): (i64, i64), radius: i64, ink: Ink) {
        let (left, right, top, bottom) = (x - radius, x + radius, y - radius, y + radius);
        self.path(&format!("M{left} {y}L{x} {top}L{right} {y}L{x} {bottom}Z"), ink);
    }

    /// Words on a line; `at` is on their ground line.
    pub(super) fn words(&mut self, words: &str, at: (i64, i64), size: i64, ink: Ink, anchor: Anchor) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let size = if size == SIZE { String::new() } else { format!(" font-size=\"{size}\"") };
        self.body.push_str(&format!(
            "<text {}{size}{anchor} x=\"{}\" y=\"{}\">{}</text>\n",
            colours(ink),
            at.0,
            at.1,
            xml(&visible(words))
        ));
    }

    /// The name of a row, in two small lines if it is long, cut to its room; `middle` is the middle of the row.
    pub(super) fn name(&mut self, words: &str, middle: i64, room: i64) {
        if letters::width(words, SIZE) <= room {
            return self.words(words, (0, middle + 5), SIZE, TEXT, Anchor::Start);
        }
        let lines = letters::two_lines(words, SMALL, room);
        let first = if lines.len() == 1 { middle + 4 } else { middle - 3 };
        for (index, line) in (0..).zip(&lines) {
            self.words(line, (0, first + index * 14), SMALL, TEXT, Anchor::Start);
        }
    }

    /// The drawing with its name and its description (SVG 2, 5.8; WAI-ARIA graphics).
    pub(super) fn finish(self, height: i64, title: &str, description: &str) -> String {
        format!(
            "<svg{NAMESPACE} class=\"drawing\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             height=\"{height}\" role=\"img\" font-family=\"{FAMILY}\" font-size=\"{SIZE}\">\n\
             <title>{}</title>\n<desc>{}</desc>\n{}</svg>\n",
            xml(&visible(title)),
            xml(&visible(description)),
            self.body
        )
    }
}

fn colours(ink: Ink) -> String {
    let mut text = format!("class=\"{}\" fill=\"{}\"", ink.class, ink.fill);
    if ink.stroke != "none" {
        let Ink { stroke, width_tenths, .. } = ink;
        let width = match width_tenths % 10 {
            0 => (width_tenths / 10).to_string(),
            tenths => format!("{}.{tenths}", width_tenths / 10),
        };
        text.push_str(&format!(" stroke=\"{stroke}\" stroke-width=\"{width}\""));
    }
    if !ink.dashes.is_empty() {
        text.push_str(&format!(" stroke-dasharray=\"{}\"", ink.dashes));
    }
    text
}

/// Slanting lines that end at the edges of an area.
fn hatching(Area { x, y, width, height }: Area) -> String {
    let mut path = String::new();
    for offset in (0..width + height).step_by(HATCH_STEP).skip(1) {
        // Each line rises from the lower or the left edge to the upper or the right one.
        let (x1, y1) = if offset <= height { (x, y + offset) } else { (x + offset - height, y + height) };
        let (x2, y2) = if offset <= width { (x + offset, y) } else { (x + width, y + offset - width) };
        path.push_str(&format!("M{x1} {y1}L{x2} {y2}"));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatching_stays_within_its_area() {
        let area = Area { x: 10, y: 20, width: 40, height: 26 };
        let path = hatching(area);
        let points: Vec<i64> = path
            .split(['M', 'L', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().unwrap())
            .collect();
        assert!(points.len() > 20);
        for point in points.chunks(2) {
            assert!((10..=50).contains(&point[0]) && (20..=46).contains(&point[1]), "{point:?}");
        }
    }
}
