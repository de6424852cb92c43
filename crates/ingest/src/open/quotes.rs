//! Quotes in text files that are opened and never closed: they swallow the rows below them.

/// A quote that is not closed where its cell ends: the line it stands in, and what follows that line.
#[derive(Debug, PartialEq)]
pub(crate) struct Unclosed<'t> {
    /// 0-based column of the cell that it opens.
    pub column: usize,
    pub text: &'t str,
    pub rest: &'t str,
}

/// The first quote of a text, which begins with a row, that is open at its end; or that is closed in a later line by
/// a quote that opens another cell, and so has text behind it.
pub(crate) fn unclosed(text: &str, separator: u8) -> Option<Unclosed<'_>> {
    let (mut column, mut line) = (0, 0);
    let mut opened: Option<(usize, usize, usize)> = None;
    let (mut cell_begins, mut may_close) = (true, false);
    for (at, byte) in text.bytes().enumerate() {
        let is_quote = byte == b'"';
        let ends_cell = byte == separator || matches!(byte, b'\n' | b'\r');
        match opened {
            // Two quotes within quotes are one that belongs to the text.
            Some(_) if is_quote => may_close = !may_close,
            Some(_) if !may_close => {}
            Some((_, _, quote)) if !ends_cell && text[quote..at].contains('\n') => {
                may_close = false;
                break;
            }
            _ => {
                opened = (is_quote && cell_begins).then_some((column, line, at));
                may_close = false;
                cell_begins = ends_cell;
                if byte == separator {
                    column += 1;
                } else if cell_begins {
                    (column, line) = (0, at + 1);
                }
            }
        }
    }
    let (column, line, _) = opened.filter(|_| !may_close)?;
    let (text, rest) = text[line..].split_once('\n').unwrap_or((&text[line..], ""));
    Some(Unclosed { column, text: text.trim_end_matches('\r'), rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_quote_that_opens_a_cell_can_be_left_open() {
        let open = |text| unclosed(text, b',').map(|quote| (quote.column, quote.text, quote.rest));
        assert_eq!(open("a,\"b,c\nd,e\n"), Some((1, "a,\"b,c", "d,e\n")));
        assert_eq!(open("a,\"b\n\"c\",d\n"), Some((1, "a,\"b", "\"c\",d\n")));
        for closed in
            ["a,\"b\"\n", "a,\"b \"\"c\"\"\"", "5\" pipe,b", "\"a\nb\",c", "", "\"\",x", "\"5\" pipe\",b"]
        {
            assert_eq!(open(closed), None, "{closed}");
        }
        assert_eq!(open("\"a \"\"b").map(|quote| quote.0), Some(0));
    }
}
