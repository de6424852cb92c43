//! The colours of charts (reference C5), each with the class by which a style sheet gives it another.
//!
//! Invariants: words stand out from what is behind them by 4.5:1, edges and lines that carry meaning by 3:1; the
//! five outcomes differ in their lightness and pattern too.

use candor_assess::Outcome;

/// How a shape or a word is coloured where no style sheet says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    /// Class of the element.
    pub class: &'static str,
    /// `#rrggbb`, or `none`.
    pub fill: &'static str,
    pub stroke: &'static str,
    /// Width of lines and edges, in tenths of a unit.
    pub width_tenths: u32,
    /// Lengths of dashes and gaps; empty for a whole line.
    pub dashes: &'static str,
}

const fn words(class: &'static str, fill: &'static str) -> Ink {
    Ink { class, fill, stroke: "none", width_tenths: 0, dashes: "" }
}

const fn line(class: &'static str, stroke: &'static str, width_tenths: u32, dashes: &'static str) -> Ink {
    Ink { class, fill: "none", stroke, width_tenths, dashes }
}

const fn shape(class: &'static str, fill: &'static str, stroke: &'static str) -> Ink {
    Ink { class, fill, stroke, width_tenths: 15, dashes: "" }
}

/// Behind a chart where nothing else is.
pub(super) const PAPER: &str = "#ffffff";

pub(super) const TEXT: Ink = words("chart-text", "#1d2329");
pub(super) const SOFT: Ink = words("chart-soft", "#59626b");
/// Lines that only help the eye.
pub(super) const GRID: Ink = line("chart-grid", "#dfe1df", 10, "");
pub(super) const AXIS: Ink = line("chart-axis", "#59626b", 10, "");
pub(super) const DEADLINE: Ink = line("chart-deadline", "#8a1c1c", 20, "5 3");
pub(super) const DEADLINE_WORDS: Ink = words("chart-deadline-text", "#8a1c1c");
/// The marks of what is measured.
pub(super) const DATA: Ink = shape("chart-data", "#0b4f7a", "#0b4f7a");
pub(super) const DATA_HOLLOW: Ink = shape("chart-data-hollow", PAPER, "#0b4f7a");
pub(super) const DATA_LINE: Ink = line("chart-data-line", "#0b4f7a", 20, "");
/// What goes on after what is known.
pub(super) const OPEN_LINE: Ink = line("chart-open", "#59626b", 15, "3 3");
pub(super) const LATE: Ink = line("chart-late", "#8a1c1c", 25, "");
/// How things stood before.
pub(super) const BEFORE: Ink = line("chart-before", "#59626b", 15, "");
pub(super) const HATCH: Ink = line("chart-hatch", "#8b7fb8", 10, "");
pub(super) const NODE: Ink = shape("chart-node", "#f4f4f1", "#59626b");
/// A line between places; its width says how much goes along it.
pub(super) const FLOW: Ink = line("chart-flow", "#7d8892", 10, "");

/// The part of a bar that stands for an outcome.
pub(super) fn part(outcome: Outcome) -> Ink {
    match outcome {
        Outcome::Met => shape("part-met", "#0b4f7a", "#0b4f7a"),
        Outcome::PartlyMet => shape("part-partly-met", "#fdf1d0", "#6b4a00"),
        Outcome::NotMet => shape("part-not-met", "#8a1c1c", "#8a1c1c"),
        Outcome::Unknown => shape("part-unknown", "#ece8f7", "#4a3a78"),
        Outcome::NotApplicable => Ink { dashes: "3 2", ..shape("part-not-applicable", "#f0f0f0", "#4d4d4d") },
    }
}

/// The words on such a part.
pub(super) fn on_part(outcome: Outcome) -> Ink {
    match outcome {
        Outcome::Met => words("on-met", "#e3f0f8"),
        Outcome::PartlyMet => words("on-partly-met", "#6b4a00"),
        Outcome::NotMet => words("on-not-met", "#fbe6e4"),
        Outcome::Unknown => words("on-unknown", "#4a3a78"),
        Outcome::NotApplicable => words("on-not-applicable", "#4d4d4d"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2, definitions).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a test may fail here");
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The values of the page's own colours, light first, dark second, in the order of the style sheet.
    fn page_colours(name: &str) -> Vec<&'static str> {
        let style = include_str!("../formats/html/style.css");
        let (_, values) = style.split_once(&format!("--{name}: light-dark(")).expect("a test may fail here");
        let (values, _) = values.split_once(')').expect("a test may fail here");
        values.split(',').map(str::trim).collect()
    }

    #[test]
    fn contrast_follows_the_definition() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
    }

    #[test]
    fn words_and_parts_stand_out() {
        for outcome in Outcome::ALL {
            let (part, on) = (part(outcome), on_part(outcome));
            assert!(contrast(on.fill, part.fill) >= 4.5, "{outcome:?}: words on their part");
            assert!(contrast(part.stroke, PAPER) >= 3.0, "{outcome:?}: edge on paper");
        }
        for ink in [TEXT, SOFT, DEADLINE_WORDS] {
            assert!(contrast(ink.fill, PAPER) >= 4.5, "{}", ink.class);
            assert!(contrast(ink.fill, NODE.fill) >= 4.5, "{} on a node", ink.class);
        }
        for ink in [AXIS, DEADLINE, DATA, DATA_HOLLOW, DATA_LINE, OPEN_LINE, LATE, BEFORE, HATCH, NODE, FLOW]
        {
            assert!(contrast(ink.stroke, PAPER) >= 3.0, "{}", ink.class);
        }
    }

    /// On the page the same roles hold with its own colours, by day and by night.
    #[test]
    fn the_colours_of_the_page_stand_out_too() {
        for (front, back, least) in [
            ("met", "met-bg", 4.5),
            ("partly", "partly-bg", 4.5),
            ("not", "not-bg", 4.5),
            ("unknown", "unknown-bg", 4.5),
            ("na", "na-bg", 4.5),
            ("text", "page", 4.5),
            ("soft", "page", 4.5),
            ("soft", "quiet", 4.5),
            ("met", "page", 3.0),
            ("partly", "page", 3.0),
            ("not", "page", 4.5),
            ("unknown", "page", 3.0),
            ("na", "page", 3.0),
            ("accent", "page", 3.0),
        ] {
            for night in [0, 1] {
                let (front_value, back_value) = (page_colours(front)[night], page_colours(back)[night]);
                let found = contrast(front_value, back_value);
                assert!(found >= least, "{front} on {back}: {found:.2} ({night})");
            }
        }
    }
}
