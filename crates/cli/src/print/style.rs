//! Colours, where the terminal wants them. The words are the same without.

use anstream::stream::RawStream;

use super::terminal::{fit, is_coloured, width_of_stdout};
use crate::args::ColourWhen;

/// What a piece of text is, so that it can be coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Strong,
    Faint,
    Bad,
    Warn,
    Note,
    Good,
}

/// Colours text, or leaves it; and how wide what is printed may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
    width: Option<usize>,
}

impl Paint {
    /// No colours, no width.
    pub(crate) const PLAIN: Paint = Paint { on: false, width: None };

    /// For standard output.
    pub(crate) fn stdout(when: ColourWhen) -> Paint {
        Paint { on: is_on(when, &std::io::stdout()), width: width_of_stdout() }
    }

    /// For standard error, which `tell` folds.
    pub(crate) fn stderr(when: ColourWhen) -> Paint {
        Paint { on: is_on(when, &std::io::stderr()), width: None }
    }

    /// Columns to fold to, if the stream has a width.
    pub(crate) fn width(self) -> Option<usize> {
        self.width
    }

    /// Folds what is too long for the stream.
    pub(crate) fn fit(self, text: String) -> String {
        match self.width {
            Some(width) => fit(&text, width),
            None => text,
        }
    }

    pub(crate) fn text(self, style: Style, text: &str) -> String {
        let text = inert(text);
        if !self.on {
            return text;
        }
        format!("{}{text}{PLAIN}", style.begins())
    }

    /// The whole of what is printed: nothing in it steers a terminal but the colours of ours, where there are any.
    pub(crate) fn harmless(self, text: &str) -> String {
        if !text.contains(steers) {
            return text.to_owned();
        }
        // Of JSON the meaning stays: what steers is written as JSON writes it.
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let colour = if self.on { colour_at(rest) } else { None };
            match colour {
                Some(colour) => out.push_str(colour),
                // The line ends of calendars.
                None if rest.starts_with("\r\n") => out.push(letter),
                None if !steers(letter) => out.push(letter),
                None if is_json => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
                None => out.push(char::REPLACEMENT_CHARACTER),
            }
            rest = &rest[colour.map_or(letter.len_utf8(), str::len)..];
        }
        out
    }
}

impl Style {
    const ALL: [Style; 6] = [Style::Strong, Style::Faint, Style::Bad, Style::Warn, Style::Note, Style::Good];

    /// The sequence that turns it on (ECMA-48, SGR).
    fn begins(self) -> &'static str {
        match self {
            Style::Strong => "\u{1b}[1m",
            Style::Faint => "\u{1b}[2m",
            Style::Bad => "\u{1b}[1;31m",
            Style::Warn => "\u{1b}[1;33m",
            Style::Note => "\u{1b}[36m",
            Style::Good => "\u{1b}[32m",
        }
    }
}

/// The sequence that turns every style off.
const PLAIN: &str = "\u{1b}[0m";

/// The sequence of ours that a text begins with.
fn colour_at(text: &str) -> Option<&'static str> {
    let ours = Style::ALL.into_iter().map(Style::begins).chain([PLAIN]);
    ours.into_iter().find(|colour| text.starts_with(colour))
}

fn is_on(when: ColourWhen, stream: &impl RawStream) -> bool {
    match when {
        ColourWhen::Always => true,
        ColourWhen::Never => false,
        ColourWhen::Auto => is_coloured(stream),
    }
}

/// A text from a record for the terminal: what steers a terminal or turns the direction of writing is replaced.
pub(crate) fn inert(text: &str) -> String {
    text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect()
}

/// Does a letter steer a terminal, or turn the direction of writing?
fn steers(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        let (plain, coloured) = (Paint::PLAIN, Paint { on: true, ..Paint::PLAIN });
        let text = "\u{1b}[1;31mbad\u{1b}[0m \u{1b}]8;;x\u{7}\u{9b}2J";
        assert_eq!(plain.harmless(text), "\u{fffd}[1;31mbad\u{fffd}[0m \u{fffd}]8;;x\u{fffd}\u{fffd}2J");
        assert_eq!(coloured.harmless(text), "\u{1b}[1;31mbad\u{1b}[0m \u{fffd}]8;;x\u{fffd}\u{fffd}2J");
        assert_eq!(plain.harmless("a\r\nb\rc"), "a\r\nb\u{fffd}c");
        assert_eq!(plain.harmless("{\"a\": \"\u{202e}\"}\n"), "{\"a\": \"\\u202e\"}\n");
        assert_eq!(inert("a\u{1b}[31mb\u{202e}c\r\n\td"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}\n\td");
    }
}
