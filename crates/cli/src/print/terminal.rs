//! What a terminal can show: its width and its colours; and text folded to a width.
//!
//! Invariant: without a terminal, and without COLUMNS, text is as it was made.

use std::io::{IsTerminal, Write};

use super::style::Paint;
use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WrapAlgorithm};

/// Nothing is folded narrower.
const WIDTH_MIN: usize = 40;

/// Columns of standard output, if it has a width.
pub(crate) fn width_of_stdout() -> Option<usize> {
    width(&std::io::stdout(), terminal_size::terminal_size_of(std::io::stdout()))
}

/// Columns of standard error, if it has a width.
fn width_of_stderr() -> Option<usize> {
    width(&std::io::stderr(), terminal_size::terminal_size_of(std::io::stderr()))
}

/// Tells on standard error, folded to its width, what was painted with this paint.
pub(crate) fn tell(text: &str, paint: Paint) {
    let text = paint.harmless(text);
    let text = width_of_stderr().map_or_else(|| text.clone(), |width| fit(&text, width));
    // Nothing is left to do if standard error is closed.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

type Size = Option<(terminal_size::Width, terminal_size::Height)>;

fn width(stream: &impl IsTerminal, size: Size) -> Option<usize> {
    let of_terminal = size.filter(|_| stream.is_terminal()).map(|(width, _)| usize::from(width.0));
    let said = || std::env::var("COLUMNS").ok()?.trim().parse().ok().filter(|columns| *columns > 0);
    of_terminal.or_else(said).map(|columns| columns.max(WIDTH_MIN))
}

/// Does a stream want colours? By NO_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM, as the help decides it too.
pub(super) fn is_coloured(stream: &impl RawStream) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// Lines that are too long, folded at spaces. What follows stands under the last column of a row, under the words after
/// a mark, or a little further in than a line that is indented.
pub(crate) fn fit(text: &str, width: usize) -> String {
    let mut fitted = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        if display_width(line) <= width {
            fitted.push_str(line);
        } else {
            let hang = " ".repeat(hang(&plain(line), width));
            let options = Options::new(width)
                .subsequent_indent(&hang)
                .break_words(false)
                .word_separator(WordSeparator::AsciiSpace)
                .wrap_algorithm(WrapAlgorithm::FirstFit);
            fitted.push_str(&textwrap::wrap(line, options).join("\n"));
        }
        fitted.push_str(end);
    }
    fitted
}

/// Where the rest of a line begins that is folded.
fn hang(line: &str, width: usize) -> usize {
    let words = line.trim_start();
    let lead = line.len() - words.len();
    if words.starts_with("= ") || words.starts_with("- ") {
        return lead + 2;
    }
    let last = words.rfind("  ").map(|at| &words[at + 2..]);
    let longest = last.unwrap_or_default().split(' ').map(display_width).max().unwrap_or_default();
    match last.map(|last| display_width(line) - display_width(last)) {
        Some(column) if column * 5 <= width * 3 && column + longest <= width => column,
        _ if lead == 0 => 0,
        _ => lead + 2,
    }
}

/// A line without what colours it.
fn plain(line: &str) -> String {
    anstream::adapter::strip_str(line).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_left_as_it_is() {
        let text = "a  b   c\n\n  d\n";
        assert_eq!(fit(text, 40), text);
        assert_eq!(fit("no end", 40), "no end");
    }

    #[test]
    fn the_rest_of_a_line_stands_under_its_last_column() {
        let row = "  gdpr  Regulation (EU) 2016/679 of the Parliament";
        assert_eq!(fit(row, 40), "  gdpr  Regulation (EU) 2016/679 of the\n        Parliament");
        let help = "  = help: write the day it was found, for example 2026-02-28\n";
        assert_eq!(fit(help, 40), "  = help: write the day it was found,\n    for example 2026-02-28\n");
        let wide = "name of a thing that is long         yes   no   yes and no";
        assert_eq!(fit(wide, 40), "name of a thing that is long         yes\nno   yes and no");
    }

    #[test]
    fn colours_have_no_width() {
        let text = "\u{1b}[1m12345678901234567890\u{1b}[0m 1234567890123456789";
        assert_eq!(fit(text, 40), text);
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_stays_whole() {
        let path = "a/very/long/path/that/no/terminal/of/forty/columns/holds.html";
        assert_eq!(fit(&format!("  written to {path}"), 40), format!("  written to\n    {path}"));
    }
}
