//! Values as text of Markdown: whatever stands in a cell is shown, never obeyed.
//!
//! Invariant: the escaped text of a value is one line and parses to exactly its own characters.

use std::io::{self, Write};

use crate::trace::is_mark;

/// Writes a value so that Markdown shows it as it is; line ends become ` / `.
///
/// Every ASCII punctuation mark is escaped (CommonMark 0.31.2, section 2.4), so that no extension of
/// Markdown can find a meaning in one.
pub(crate) fn markdown(value: &str, output: &mut dyn Write) -> io::Result<()> {
    // Made in memory and written at once: most values are short, and there are very many.
    let mut text = String::with_capacity(value.len() * 2);
    let mut last_space = true;
    for (index, line) in value.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        if index > 0 {
            text.push_str(if last_space { "\\/ " } else { " \\/ " });
            last_space = true;
        }
        for character in line.chars() {
            let space = character.is_whitespace() || character.is_control();
            if space {
                if !last_space {
                    text.push(' ');
                }
            } else {
                if character.is_ascii_punctuation() {
                    text.push('\\');
                }
                let hides = is_direction_mark(character) || is_mark(character);
                text.push(if hides { char::REPLACEMENT_CHARACTER } else { character });
            }
            last_space = space;
        }
    }
    output.write_all(text.as_bytes())
}

/// Marks that turn the order of what follows, so that a reader sees another text than the cell holds.
fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn escaped(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len() + 8);
    // Writing to memory cannot fail.
    let _ = markdown(value, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text with every mark that turns the order of letters made visible.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|c| if is_direction_mark(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// A name for a place in a document: letters, digits, `-`, `_` and `.`, nothing else.
pub(crate) fn anchor(text: &str) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = text.chars().map(|letter| if fits(letter) { letter } else { '-' }).collect();
    if name.is_empty() { "-".to_owned() } else { name }
}

/// Escapes text for HTML, in content and in quoted attributes.
pub(crate) fn html(text: &str, output: &mut String) {
    for character in text.chars() {
        match character {
            '&' => output.push_str("&amp;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            '"' => output.push_str("&quot;"),
            '\'' => output.push_str("&#39;"),
            _ => output.push(character),
        }
    }
}

/// Escapes text for XML: what XML 1.0 cannot hold becomes a space.
pub(crate) fn xml(text: &str) -> String {
    let text: String = text.chars().map(|c| if is_xml(c) { c } else { ' ' }).collect();
    quick_xml::escape::escape(text).into_owned()
}

/// XML 1.0, production 2.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_lines_joined() {
        assert_eq!(escaped("a|b\n\n  *c*"), "a\\|b \\/ \\*c\\*");
        assert_eq!(escaped("  1. x\u{0}\ty "), "1\\. x y");
        assert_eq!(escaped("\u{202e}evil"), "\u{fffd}evil");
        assert_eq!(anchor("GDPR 30(1)/x"), "GDPR-30-1--x");
    }

    #[test]
    fn what_xml_cannot_hold_becomes_a_space() {
        assert_eq!(xml("a\u{1}<b>&\u{ffff}"), "a &lt;b&gt;&amp; ");
    }
}
