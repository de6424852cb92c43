//! The table of a chart as text, and the readings of its cells.

use super::ROWS_MAX;
use super::canvas::SIZE;
use super::letters;

/// Most room that the names of rows take.
const NAME_ROOM: i64 = 190;

/// Headers and rows of a table; every row is as long as the headers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid<'a> {
    pub headers: &'a [String],
    pub rows: &'a [Vec<String>],
}

impl<'a> Grid<'a> {
    /// Nothing if there is no row, or one of another length.
    pub(super) fn new(headers: &'a [String], rows: &'a [Vec<String>]) -> Option<Grid<'a>> {
        let is_whole = rows.iter().all(|row| row.len() == headers.len());
        (headers.len() >= 2 && !rows.is_empty() && is_whole).then_some(Grid { headers, rows })
    }

    /// The same, if the rows are few enough to be drawn one below the other.
    pub(super) fn in_rows(self) -> Option<Grid<'a>> {
        (self.rows.len() <= ROWS_MAX).then_some(self)
    }

    /// The column with a header.
    pub(super) fn column(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|known| known.trim() == header)
    }

    /// The room for the names of the rows, with a gap behind it.
    pub(super) fn name_room(&self) -> i64 {
        let widest = self.rows.iter().map(|row| letters::width(&row[0], SIZE)).max();
        widest.unwrap_or_default().min(NAME_ROOM) + 14
    }
}

/// A whole number as documents write it: `1,234`.
pub(super) fn number(text: &str) -> Option<i64> {
    let digits: String = text.trim().chars().filter(|letter| *letter != ',').collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // More than this cannot stand in a document, and would not be drawn without overflow.
    is_number.then(|| digits.parse().ok()).flatten().filter(|number| *number <= 1_000_000_000)
}

/// What a cell says where nothing was measured.
pub(super) fn is_none(text: &str) -> bool {
    matches!(text.trim(), "–" | "-" | "" | "not measured")
}

/// A result from its low to its high end, in percent, and whether the rules changed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measured {
    pub low: i64,
    pub high: i64,
    pub is_other_rules: bool,
}

/// Words behind a result that was judged by other rules than the one it is compared with.
pub(super) const OTHER_RULES: &str = ", other rules";

/// `56% to 81%`, `56%`, either with `, other rules`. The inner nothing is a result that is not there.
pub(super) fn measured(text: &str) -> Option<Option<Measured>> {
    if is_none(text) {
        return Some(None);
    }
    let (text, is_other_rules) = match text.trim().strip_suffix(OTHER_RULES) {
        Some(text) => (text, true),
        None => (text.trim(), false),
    };
    let percent = |text: &str| number(text.trim().strip_suffix('%')?).filter(|percent| *percent <= 100);
    let (low, high) = match text.split_once(" to ") {
        Some((low, high)) => (percent(low)?, percent(high)?),
        None => (percent(text)?, percent(text)?),
    };
    (low <= high).then_some(Some(Measured { low, high, is_other_rules }))
}

/// `1 result`, `2 results`.
pub(super) fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How many of all went past their deadline, and of how many that is not known.
pub(super) fn past_deadline(past: i64, unknown: i64, all: i64, (one, many): (&str, &str)) -> String {
    let rest = match unknown {
        0 => String::new(),
        _ => format!(", {unknown} unknown"),
    };
    match (past, unknown, all) {
        (0, 0, 1) => format!("The one {one} kept its deadline"),
        (0, _, 1) => format!("Whether the one {one} is late is unknown"),
        (_, _, 1) => format!("The one {one} went past its deadline"),
        (0, ..) => format!("None of {all} {many} went past the deadline{rest}"),
        _ => format!("{past} of {all} {many} went past the deadline{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_documents_write_them() {
        assert_eq!(number(" 1,234 "), Some(1234));
        for not in ["", "-", "12%", "1.5", "–", "99999999999999999999999"] {
            assert_eq!(number(not), None, "{not}");
        }
        let both = |low, high, is_other_rules| Some(Some(Measured { low, high, is_other_rules }));
        assert_eq!(measured("56% to 81%"), both(56, 81, false));
        assert_eq!(measured("56%"), both(56, 56, false));
        assert_eq!(measured("56% to 81%, other rules"), both(56, 81, true));
        assert_eq!(measured("–"), Some(None));
        for not in ["81% to 56%", "101%", "56", "high"] {
            assert_eq!(measured(not), None, "{not}");
        }
    }
}
