//! Where something stands: file, sheet, cell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place a person can go to in Excel. `sheet` is empty for text files, `cell` for a whole sheet or file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    pub file: String,
    pub sheet: String,
    /// `D7`, `line 12` in `candor.toml`, or the layout that says it of the whole sheet.
    pub cell: String,
}

impl Place {
    pub fn file(file: &str) -> Self {
        Place { file: file.to_owned(), sheet: String::new(), cell: String::new() }
    }

    pub fn sheet(file: &str, sheet: &str) -> Self {
        Place { file: file.to_owned(), sheet: sheet.to_owned(), cell: String::new() }
    }
}

impl std::fmt::Display for Place {
    /// `inventory.xlsx › Incidents › D7`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&place_words(&[&self.file, &self.sheet, &self.cell]))
    }
}

/// Parts of a place as people read it: `inventory.xlsx › Incidents › D7`. Those that are empty are passed over.
pub fn place_words(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}

/// Letters of a 0-based column: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(b'A' + (rest % 26) as u8);
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

/// 0-based column of letters, or `None` if they are none.
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 4 {
        return None;
    }
    letters
        .chars()
        .try_fold(0u32, |number, letter| {
            let letter = letter.to_ascii_uppercase();
            letter.is_ascii_uppercase().then(|| number * 26 + (letter as u32 - 'A' as u32 + 1))
        })
        .map(|number| number - 1)
}

/// 1-based row and 0-based column of a cell such as `D7`, or `None` if the text names none.
pub fn cell_position(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = cell.split_at(digits);
    let row = number.parse().ok().filter(|row| *row > 0)?;
    Some((row, column_number(letters)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_of_columns_agree() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_number(letters), Some(column));
        }
        assert_eq!(column_number("A1"), None);
    }

    #[test]
    fn cells_are_found_and_other_places_are_none() {
        assert_eq!(cell_position("D7"), Some((7, 3)));
        assert_eq!(cell_position("AA1048576"), Some((1_048_576, 26)));
        for other in ["", "7", "D", "D0", "line 12", "D7:E8", "D-7"] {
            assert_eq!(cell_position(other), None, "{other}");
        }
    }
}
