//! Headers that a workbook of questions has beside the fields of the dictionary; by them it is known when it
//! comes back filled in.

/// Why the facts of a row are asked. A table with this header holds answers to questions, not a register.
pub const ASKED_BECAUSE: &str = "Why it is asked";

/// Where the record stood when the question was written.
pub const STANDS_AT: &str = "Record stands at";

/// The answer that counted when the question was written.
pub const SO_FAR: &str = "Answer so far";

/// What would be good evidence.
pub const EVIDENCE_WANTED: &str = "Evidence wanted";

/// The provision that a question comes from.
pub const LAW: &str = "Law behind it";

/// What a question belongs to.
pub const THEME: &str = "Theme of the question";

/// All of them.
pub const ABOUT_QUESTION: [&str; 6] = [ASKED_BECAUSE, STANDS_AT, SO_FAR, EVIDENCE_WANTED, LAW, THEME];

/// Does a column only tell about a question, whatever its header sounds like?
pub fn is_about_question(header: &str) -> bool {
    ABOUT_QUESTION.contains(&header)
}
