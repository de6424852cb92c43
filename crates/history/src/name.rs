//! The name of an entry's file: `2026-Q4.json`, and `2026-Q4.correction-1.json` for what corrects it.

use std::fmt;

use candor_model::Quarter;

/// What the name of an entry's file tells. Ordered by quarter, each first entry before its corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryName {
    pub quarter: Quarter,
    /// 0 is the first entry of the quarter, 1 its first correction.
    pub correction: u32,
}

impl EntryName {
    /// Reads a file's name; none if it is not that of an entry.
    pub fn parse(file: &str) -> Option<EntryName> {
        let stem = file.strip_suffix(".json")?;
        let (quarter, correction) = match stem.split_once(".correction-") {
            Some((quarter, number)) => (quarter, number.parse().ok().filter(|number| *number > 0)?),
            None => (stem, 0),
        };
        let name = EntryName { quarter: Quarter::parse(quarter)?, correction };
        // `+2026-Q04` would be read as well; an entry has one name.
        (name.to_string() == file).then_some(name)
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.correction {
            0 => write!(out, "{}.json", self.quarter),
            number => write!(out, "{}.correction-{number}.json", self.quarter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in ["2026-Q4.json", "2026-Q4.correction-1.json", "2026-Q4.correction-12.json"] {
            assert_eq!(EntryName::parse(name).unwrap().to_string(), name);
        }
        for name in [
            "2026-Q5.json",
            "+2026-Q4.json",
            "2026-Q4.correction-0.json",
            "2026-Q4.correction-01.json",
            "x.json",
        ] {
            assert_eq!(EntryName::parse(name), None, "{name}");
        }
        assert!(EntryName::parse("2026-Q3.correction-2.json") < EntryName::parse("2026-Q4.json"));
    }
}
