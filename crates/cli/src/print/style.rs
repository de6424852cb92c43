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
        let code = match style {
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Bad => "1;31",
            Style::Warn => "1;33",
            Style::Note => "36",
            Style::Good => "32",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
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
    let steers = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t')
            || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        assert_eq!(inert("a\u{1b}[31mb\u{202e}c\r\n\td"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}\n\td");
    }
}
