//! What templates see: lists of plain values, already counted, sorted, cut and put into words.
//!
//! Invariants: no maps; every list is in a fixed order; every number a document shows is made here, so that
//! a template only places it.

mod actions;
pub(crate) mod audit;
mod backing;
pub(crate) mod california;
mod change;
mod charts;
mod clock_charts;
mod cover;
mod coverage;
mod deadlines;
mod faq;
mod figure;
mod findings;
mod flow;
mod gaps;
mod letter;
mod obligations;
mod page;
pub(crate) mod plan;
mod policy;
mod practice;
mod protection;
mod reach;
pub(crate) mod register;
mod results;
mod rows;
mod rules;
mod schedule;
mod scope;
pub(crate) mod skeleton;

use candor_model::Dictionary;
use candor_model::text::grouped;
use chrono::NaiveDate;

pub(crate) use audit::view as audit;
pub(crate) use faq::view as faq;
pub(crate) use letter::view as letter;
pub(crate) use obligations::view as obligations;
pub(crate) use policy::view as policy;
pub(crate) use protection::view as protection;
pub(crate) use register::view as register;

/// `21 November 2026`.
fn long_date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `1 vendor`, `2 vendors`.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// `records.xlsx › Activities › K12`.
pub(crate) fn place(file: &str, sheet: &str, cell: &str) -> String {
    [file, sheet, cell].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}

/// The label of a field such as `activity.legal_basis`.
fn label(path: &str) -> Option<&'static str> {
    let dictionary = Dictionary::builtin();
    let (entity, field) = path.split_once('.')?;
    let found = dictionary.find_field(dictionary.find_entity(entity)?, field)?;
    Some(&dictionary.field(found).label)
}

/// The label of an entity such as `vendor`.
fn entity_label(id: &str) -> Option<&'static str> {
    let dictionary = Dictionary::builtin();
    dictionary.find_entity(id).map(|id| dictionary.entity(id).label.as_str())
}

/// Words of the engine for reading: what it puts in backticks stands in quotation marks.
pub(crate) fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text.to_owned();
    }
    let mut words = String::with_capacity(text.len());
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            words.push(if index.is_multiple_of(2) { '”' } else { '“' });
        }
        words.push_str(part);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_for_reading() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
        assert_eq!(counted(1, "row", "rows"), "1 row");
        assert_eq!(long_date("2026-03-01".parse().unwrap()), "1 March 2026");
        assert_eq!(prose("parent checked is `No`"), "parent checked is “No”");
        assert_eq!(place("a.csv", "", "D7"), "a.csv › D7");
    }
}
