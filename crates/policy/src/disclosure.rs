//! How often authorities and courts got data, counted in the log of disclosures.
//!
//! Invariants: without a log nothing is said; a row without its day or ground makes the count a question.

use crate::fact::{Duty, Fact, Question};
use crate::key;
use crate::records::Records;

/// Grounds of a disclosure that a public body invokes (45 CFR 164.512).
const TO_AUTHORITIES: [&str; 8] =
    ["required_by_law", "public_health", "child_abuse", "oversight", "court", "police", "government", "hhs"];

/// Counted over 12 months, from a log that holds rows and gives the day and the ground of each: else it is asked.
pub(crate) fn authorities(records: &Records<'_>) -> Option<Fact> {
    let rows = records.of("disclosure");
    if rows.is_empty() {
        return None;
    }
    let paths = ["disclosure.disclosed_on", "disclosure.ground"];
    let ask = "On which day and ground was each disclosure of the log made?";
    let question = Question::new("claim.authorities", ask, paths[0], Duty::default());
    let (mut counted, mut cells, mut complete) = (0, Vec::new(), true);
    for row in rows {
        let found = (records.day(row, paths[0]), records.choice(row, paths[1]));
        let (Some(day), Some(ground)) = found else {
            complete = false;
            cells.extend(records.cells(row, &paths));
            continue;
        };
        if records.is_of_this_year(day) && TO_AUTHORITIES.contains(&ground) {
            counted += 1;
            cells.extend(records.cells(row, &paths));
        }
    }
    Some(match (complete, counted) {
        (false, _) => question.open(cells),
        (true, 0) => question.none("", cells),
        (true, counted) => {
            let day = records.language.long_date(records.as_of);
            question.known(records.language.count(key::AUTHORITIES, counted, &[("day", &day)]), cells)
        }
    })
}
