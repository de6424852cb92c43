//! Colours, where the terminal wants them. The text is the same without.

use std::io::IsTerminal;

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

/// Colours text, or leaves it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// Decides by the argument, the terminal and the convention of `NO_COLOR`.
    pub(crate) fn new(when: ColourWhen) -> Paint {
        let wanted = || std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let on = match when {
            ColourWhen::Always => true,
            ColourWhen::Never => false,
            ColourWhen::Auto => wanted(),
        };
        Paint { on }
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
