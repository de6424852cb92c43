//! Headers of the sheets that an audit writes; by them such a sheet is known when it comes to stand among the records:
//! it holds results, or copies of records, and nothing of it may be counted again.

use crate::question::{ASKED_BECAUSE, STANDS_AT};

pub const FINDING_ID: &str = "Finding ID";
/// Not `Requirement ID`: people's own answers begin with that.
pub const REQUIREMENT_ID: &str = "Requirement judged";
pub const CHECKLIST_ID: &str = "Checklist ID";
pub const THEME_ID: &str = "Theme ID";
pub const CONDITION_ID: &str = "Condition ID";
pub const CLOCK_ID: &str = "Clock ID";
pub const REQUEST_YEAR: &str = "Calendar year of requests";
pub const SOURCE_FILE: &str = "Source file";
pub const PROBLEM_CODE: &str = "Problem code";
pub const CODE_LIST: &str = "Code list";

/// With one of these a sheet of results begins.
pub const RESULT_HEADERS: [&str; 10] = [
    FINDING_ID,
    REQUIREMENT_ID,
    CHECKLIST_ID,
    THEME_ID,
    CONDITION_ID,
    CLOCK_ID,
    REQUEST_YEAR,
    SOURCE_FILE,
    PROBLEM_CODE,
    CODE_LIST,
];

/// What an audit wrote, judged by the headers of a sheet: why it is no register.
pub fn written_by_audit(headers: &[&str]) -> Option<&'static str> {
    if headers.first().is_some_and(|first| RESULT_HEADERS.contains(first)) {
        Some("it holds results of an audit")
    } else if headers.contains(&STANDS_AT) && !headers.contains(&ASKED_BECAUSE) {
        Some("it is a copy of records that an audit made")
    } else {
        None
    }
}
