//! The room that words take, measured with the letters that pictures are set in. They are wider than those of most
//! screens, so what fits here fits there.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// DejaVu Sans 2.37, which has the signs of the outcomes and most alphabets.
pub(super) fn font() -> &'static [u8] {
    dejavu::sans::regular()
}

/// Name of the family, first in the list of every chart.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// Units of the font's own square.
const EM: i64 = 2048;

/// Width of words in a size, in units of the chart, rounded up. A letter that the font lacks takes a whole square.
pub(super) fn width(words: &str, size: i64) -> i64 {
    static FONT: OnceLock<Option<FontRef<'static>>> = OnceLock::new();
    let of_letter = |letter: char| -> Option<i64> {
        let font = FONT.get_or_init(|| FontRef::new(font()).ok()).as_ref()?;
        let glyph = font.charmap().map(letter)?;
        let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph)?;
        Some(advance as i64)
    };
    let units: i64 = words.chars().map(|letter| of_letter(letter).unwrap_or(EM)).sum();
    (units * size + EM - 1) / EM
}

/// The words, cut with `…` if they are wider than the room.
pub(super) fn fit(words: &str, size: i64, room: i64) -> String {
    if width(words, size) <= room {
        return words.to_owned();
    }
    let mut kept: Vec<char> = words.chars().collect();
    while !kept.is_empty() {
        kept.pop();
        let shorter: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&shorter, size) <= room {
            return shorter;
        }
    }
    "…".to_owned()
}

/// The words in at most two lines, the second cut if need be.
pub(super) fn two_lines(words: &str, size: i64, room: i64) -> Vec<String> {
    if width(words, size) <= room {
        return vec![words.to_owned()];
    }
    let mut ends = words.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let fitting = ends.rfind(|end| width(&words[..*end], size) <= room);
    match fitting {
        Some(end) => vec![words[..end].to_owned(), fit(words[end..].trim_start(), size, room)],
        None => vec![fit(words, size, room)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_measured_and_cut_to_their_room() {
        assert!(width("W", 20) > width("i", 20));
        assert_eq!(width("", 20), 0);
        assert_eq!(width("\u{4e00}", 20), 20, "a letter that the font lacks");
        assert_eq!(fit("GDPR", 14, 100), "GDPR");
        let cut = fit("An activity with a very long name", 14, 100);
        assert!(cut.ends_with('…') && width(&cut, 14) <= 100, "{cut}");
        assert_eq!(fit("W", 14, 1), "…");
        let lines = two_lines("Customer relationship management of the northern branch", 12, 120);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, 12) <= 120), "{lines:?}");
    }
}
