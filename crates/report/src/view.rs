//! What templates see: lists of plain values, already counted, sorted, cut and put into words.
//!
//! Invariants: no maps; every list is in a fixed order; every number a document shows is made here, so that
//! a template only places it.

mod actions;
pub(crate) mod audit;
mod backing;
pub(crate) mod california;
mod card;
mod change;
mod charts;
mod clock_charts;
pub(crate) mod comparison;
mod cover;
mod coverage;
mod deadlines;
mod faq;
mod figure;
mod findings;
mod flow;
mod gaps;
mod letter;
pub(crate) mod notice;
mod obligations;
mod packet;
mod page;
pub(crate) mod plan;
pub(crate) mod points;
mod policy;
mod policy_changes;
pub(crate) mod portfolio;
mod practice;
mod practices;
mod protection;
mod quiz;
mod reach;
pub(crate) mod recipients;
mod redline;
pub(crate) mod register;
mod results;
mod rows;
mod rules;
mod schedule;
mod scope;
pub(crate) mod skeleton;
mod sources;
pub(crate) mod trackers;

use candor_assess::{Assessment, SeenCell};
use candor_model::Dictionary;
use candor_model::text::{grouped, shorten};
use chrono::NaiveDate;

pub(crate) use audit::view as audit;
pub(crate) use card::view as card;
pub(crate) use faq::view as faq;
pub(crate) use letter::view as letter;
pub(crate) use obligations::view as obligations;
pub(crate) use packet::view as packet;
pub(crate) use policy::view as policy;
pub(crate) use policy_changes::view as policy_changes;
pub(crate) use practices::view as practices;
pub(crate) use protection::view as protection;
pub(crate) use quiz::view as quiz;
pub(crate) use register::view as register;
pub(crate) use sources::view as sources;

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
    candor_model::place_words(&[file, sheet, cell])
}

/// Letters of a cell that documents show.
const SAW_SHOWN: usize = 120;

/// What stood in a cell, in quotes and on one line of at most so many letters; or why nothing did.
pub(crate) fn saw(cell: &SeenCell, letters_max: usize) -> String {
    nothing_seen(cell).map_or_else(|| format!("“{}”", shorten(&cell.saw, letters_max)), str::to_owned)
}

/// Why nothing stood in a cell; none if something did.
pub(crate) fn nothing_seen(cell: &SeenCell) -> Option<&'static str> {
    match (cell.saw.trim(), cell.cell.as_str(), cell.file.as_str()) {
        ("", "", "") => Some("(nothing on record)"),
        ("", "", _) => Some("(no such column or sheet)"),
        ("", ..) => Some("(blank)"),
        _ => None,
    }
}

/// The short name of a checklist; its id if it was not judged.
pub(crate) fn short_name<'a>(assessment: &'a Assessment, id: &'a str) -> &'a str {
    let found = assessment.checklists.iter().find(|checklist| checklist.id == id);
    found.map_or(id, |checklist| &checklist.short)
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
