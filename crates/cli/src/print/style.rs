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
        if !self.on {
            return text.to_owned();
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
