//! Stacked bars: how many requirements of a row are met, partly met, not met, unknown, not applicable.

use candor_assess::Outcome;

use super::canvas::{Anchor, Area, Canvas, SIZE, SMALL, WIDTH};
use super::grid::{Grid, counted, number};
use super::palette::TEXT;
use super::{Drawing, letters};

/// Outcomes in the order of the bar.
const ORDER: [Outcome; 5] =
    [Outcome::Met, Outcome::PartlyMet, Outcome::NotMet, Outcome::Unknown, Outcome::NotApplicable];

const BAR: i64 = 28;
/// Between two parts, so that they are told apart without their colours.
const GAP: i64 = 3;
/// The narrowest part that is still seen.
const PART_MIN: i64 = 5;
const LINE: i64 = 18;
const ROW_GAP: i64 = 16;

/// The counts of a row, with the row's name.
struct Bar<'a> {
    name: &'a str,
    counts: Vec<(Outcome, i64)>,
}

impl Bar<'_> {
    fn count(&self, wanted: Outcome) -> i64 {
        self.counts.iter().find(|(outcome, _)| *outcome == wanted).map_or(0, |(_, count)| *count)
    }

    fn applies(&self) -> i64 {
        self.counts.iter().map(|(_, count)| count).sum::<i64>() - self.count(Outcome::NotApplicable)
    }
}

pub(super) fn draw(grid: &Grid<'_>) -> Option<Drawing> {
    let grid = grid.in_rows()?;
    let columns: Vec<(Outcome, usize)> =
        ORDER.iter().filter_map(|outcome| Some((*outcome, grid.column(outcome.label())?))).collect();
    if columns.len() < 2 {
        return None;
    }
    let mut bars = Vec::new();
    for row in grid.rows {
        let counts = columns.iter().map(|(outcome, column)| Some((*outcome, number(&row[*column])?)));
        bars.push(Bar { name: &row[0], counts: counts.collect::<Option<_>>()? });
    }
    if bars.iter().all(|bar| bar.counts.iter().all(|(_, count)| *count == 0)) {
        return None;
    }
    let mut canvas = Canvas::default();
    let start = grid.name_room();
    let mut top = 2;
    for bar in &bars {
        top = draw_bar(&mut canvas, bar, start, top);
    }
    let knows_unknown = grid.column(Outcome::Unknown.label()).is_some();
    Some(Drawing { canvas, height: top - ROW_GAP + 4, titles: titles(&bars, knows_unknown) })
}

/// Draws a row from its top and gives the top of the next one.
fn draw_bar(canvas: &mut Canvas, bar: &Bar<'_>, start: i64, top: i64) -> i64 {
    canvas.name(bar.name, top + BAR / 2, start - 14);
    let counts: Vec<(Outcome, i64)> = bar.counts.iter().copied().filter(|(_, count)| *count > 0).collect();
    if counts.is_empty() {
        canvas.words("no requirement", (start, top + BAR / 2 + 5), SIZE, TEXT, Anchor::Start);
        return top + BAR + ROW_GAP;
    }
    let widths = widths(&counts, WIDTH - start - 2);
    let mut x = start;
    for ((outcome, count), width) in counts.iter().zip(&widths) {
        let area = Area { x, y: top, width: *width, height: BAR };
        canvas.part(area, *outcome);
        let words = format!("{} {count}", outcome.symbol());
        if letters::width(&words, SIZE) + 12 <= *width {
            canvas.on_part(area, *outcome, &words);
        }
        x += width + GAP;
    }
    let mut baseline = top + BAR + LINE - 2;
    let mut x = start;
    for (outcome, count) in &counts {
        let words = format!("{} {count} {}", outcome.symbol(), outcome.label().to_lowercase());
        let width = letters::width(&words, SMALL);
        if x > start && x + width > WIDTH {
            (x, baseline) = (start, baseline + LINE);
        }
        canvas.words(&words, (x, baseline), SMALL, TEXT, Anchor::Start);
        x += width + 16;
    }
    baseline + ROW_GAP + 4
}

/// Widths in the proportion of the counts, none of them too narrow to be seen; with the gaps they fill the room.
fn widths(counts: &[(Outcome, i64)], room: i64) -> Vec<i64> {
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let room = room - GAP * (counts.len() as i64 - 1);
    let mut widths: Vec<i64> = counts.iter().map(|(_, count)| (count * room / total).max(PART_MIN)).collect();
    let left = room - widths.iter().sum::<i64>();
    if let Some(widest) = widths.iter_mut().max() {
        *widest += left;
    }
    widths
}

fn titles(bars: &[Bar<'_>], knows_unknown: bool) -> Vec<String> {
    let unknown = |bar: &Bar<'_>| bar.count(Outcome::Unknown);
    let judged: Vec<&Bar<'_>> = bars.iter().filter(|bar| bar.applies() > 0).collect();
    if !knows_unknown || judged.is_empty() {
        return Vec::new();
    }
    // Of equal shares the first is taken.
    let most = judged.iter().rev().max_by_key(|bar| unknown(bar) * 100_000 / bar.applies());
    match (most, judged.len()) {
        (Some(bar), _) if unknown(bar) == 0 => vec!["No requirement that applies is unknown".to_owned()],
        (Some(bar), 1) => {
            let of = counted(bar.applies(), "requirement", "requirements");
            let are = if unknown(bar) == 1 { "is" } else { "are" };
            vec![format!("{} of {of} {are} unknown", unknown(bar))]
        }
        (Some(bar), _) => {
            let of = format!("{} of {}", unknown(bar), bar.applies());
            vec![format!("Largest unknown part in {}: {of} requirements", bar.name)]
        }
        (None, _) => Vec::new(),
    }
}
