//! The typefaces that stand in every file, which letters they have, and how wide a word is.
//!
//! Noto Sans sets the text; DejaVu Sans has the symbols and other scripts. Both come unchanged, with their licences
//! beside them.
//!
//! Invariant: every letter that `shown` lets pass has a glyph, so that no file lacks one; what has none stands
//! as □ with its Unicode number.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use unicode_segmentation::UnicodeSegmentation as _;

/// Regular, bold and italic of the same letters, then the face for all that they lack.
const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/DejaVuSans.ttf"),
];
const BOLD: usize = 1;
const FALLBACK: usize = 3;

/// Letters behind which a long word breaks first.
const JOINTS: &str = "/_-.,;:@=&?|›";

/// Width of a letter that no face has, in em.
const UNKNOWN_WIDTH: f64 = 1.0;

/// The typefaces.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::load);

pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub faces: Vec<Font>,
    instances: Vec<FontInstance>,
}

impl Fonts {
    fn load() -> Fonts {
        let faces: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
        let instance = |face: &Font| {
            face.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
        };
        let instances = faces.iter().map(instance).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces, instances }
    }

    fn has(&self, face: usize, letter: char) -> bool {
        self.instances.get(face).is_some_and(|instance| instance.ttf().glyph_index(letter).is_some())
    }

    /// Can the letter and the marks on it be set, in every style?
    fn has_cluster(&self, cluster: &str) -> bool {
        let in_face = |face| cluster.chars().all(|letter| is_unseen(letter) || self.has(face, letter));
        !cluster.chars().any(is_banned) && ((0..FALLBACK).all(in_face) || in_face(FALLBACK))
    }

    /// The text as it can be set, and whether a letter of it had to be replaced.
    pub(crate) fn shown(&self, text: &str) -> (String, bool) {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return (text.to_owned(), false);
        }
        let mut shown = String::with_capacity(text.len());
        let mut replaced = false;
        for cluster in text.graphemes(true) {
            if matches!(cluster, "\n" | "\r\n" | "\t") || self.has_cluster(cluster) {
                shown.push_str(cluster);
            } else {
                replaced = true;
                for letter in cluster.chars() {
                    shown.push_str(&format!("□U+{:04X}", u32::from(letter)));
                }
            }
        }
        (shown, replaced)
    }

    /// Width of a text in the widest style, in em.
    fn width(&self, text: &str) -> f64 {
        let letter = |letter: char| {
            [BOLD, FALLBACK].into_iter().find_map(|face| {
                let instance = self.instances.get(face)?;
                let glyph = instance.ttf().glyph_index(letter)?;
                instance.x_advance(glyph.0).map(|advance| advance.get())
            })
        };
        text.chars().map(|c| if is_unseen(c) { 0.0 } else { letter(c).unwrap_or(UNKNOWN_WIDTH) }).sum()
    }

    /// The text cut where a word is wider than the room, which is in em: behind a joint if there is one.
    pub(crate) fn pieces<'a>(&self, text: &'a str, room: f64) -> Vec<&'a str> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let from = word.as_ptr() as usize - text.as_ptr() as usize;
            if self.width(word.trim_end()) <= room {
                continue;
            }
            for cut in self.cuts(word, room) {
                pieces.push(&text[start..from + cut]);
                start = from + cut;
            }
        }
        pieces.push(&text[start..]);
        pieces
    }

    /// Where a word breaks so that each piece has room.
    fn cuts(&self, word: &str, room: f64) -> Vec<usize> {
        let (mut cuts, mut start, mut joint) = (Vec::new(), 0, 0);
        let ends: Vec<usize> = word.grapheme_indices(true).map(|(at, _)| at).skip(1).collect();
        for pair in [0].into_iter().chain(ends.iter().copied()).zip(ends.iter().copied().chain([word.len()]))
        {
            let (at, end) = pair;
            if self.width(word[start..end].trim_end()) > room && at > start {
                start = if joint > start { joint } else { at };
                cuts.push(start);
            }
            if word[at..end].chars().all(|letter| JOINTS.contains(letter)) {
                joint = end;
            }
        }
        cuts
    }
}

/// Letters that have no look of their own; programs leave them out when they set a text.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters that an archived file must not hold (ISO 19005-2, 6.2.11.7.2), or that rule what comes behind them.
fn is_banned(letter: char) -> bool {
    let private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let turning = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    private || turning || letter.is_control() || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_glyph_stands_as_its_number() {
        for text in ["plain", "Łódź, Ελλάδα, Киев", "✓ ◐ ✗ ? → › “x” – □", "e\u{301}", "שלום سلام"]
        {
            assert_eq!(FONTS.shown(text), (text.to_owned(), false));
        }
        assert_eq!(FONTS.shown("a漢\u{e000}b"), ("a□U+6F22□U+E000b".to_owned(), true));
        assert_eq!(FONTS.shown("\u{feff}\u{7}"), ("□U+FEFF□U+0007".to_owned(), true));
        assert_eq!(FONTS.shown("👍🏽").0, "□U+1F44D□U+1F3FD");
    }

    #[test]
    fn long_words_break_behind_joints_and_nothing_is_lost() {
        assert_eq!(FONTS.pieces("a few short words", 6.0), ["a few short words"]);
        assert_eq!(
            FONTS.pieces("see requests-and-training.ods now", 8.0),
            ["see requests-and-", "training.ods now"]
        );
        let long = "M".repeat(40);
        let pieces = FONTS.pieces(&long, 9.0);
        assert_eq!(pieces.concat(), long);
        assert!(pieces.len() > 3 && pieces.iter().all(|piece| FONTS.width(piece) <= 9.0), "{pieces:?}");
        assert_eq!(FONTS.pieces("MM", 0.1), ["M", "M"]);
    }
}
