//! Problems with the user's data: values, collected and shown all at once, never a reason to stop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::place::Place;

/// How many further places a problem keeps; beyond it they are only counted.
pub const ALSO_MAX: usize = 500;
/// The sheet that marked copies of workbooks get. It is no register.
pub const PROBLEMS_SHEET: &str = "Candor problems";

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something could not be read, so something stays unknown.
    Error,
    /// Read, but probably not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// The neighbours of a cell, so that it can be found in Excel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Excerpt {
    /// 1-based row of the sheet.
    pub row: u32,
    pub headers: Vec<String>,
    pub cells: Vec<String>,
    /// Which of `cells` is meant.
    pub marked: usize,
}

/// One problem. `code` is one of [`CODES`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    pub code: &'static str,
    pub place: Place,
    pub message: String,
    pub help: String,
    pub excerpt: Option<Excerpt>,
    /// How many more places have the same problem, folded into this one.
    pub more: usize,
    /// Where they are, in source order, the first [`ALSO_MAX`] of them.
    pub also: Vec<Place>,
}

impl Problem {
    pub fn new(severity: Severity, code: &'static str, place: Place, message: String, help: &str) -> Self {
        debug_assert!(find_code(code).is_some(), "`{code}` has no entry in the list of problem codes");
        Problem {
            severity,
            code,
            place,
            message,
            help: help.to_owned(),
            excerpt: None,
            more: 0,
            also: Vec::new(),
        }
    }

    /// Counts a further place that has the same problem.
    pub fn fold(&mut self, place: impl FnOnce() -> Place) {
        self.more += 1;
        if self.also.len() < ALSO_MAX {
            self.also.push(place());
        }
    }
}

/// What a problem code means, for `candor explain`.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    pub id: &'static str,
    pub title: &'static str,
    pub why: &'static str,
    pub fix: &'static str,
}

pub fn find_code(id: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.id == id)
}

/// Every problem there is, in alphabetical order.
pub const CODES: &[Code] = &[
    Code {
        id: "action-id-changed",
        title: "the id of an action is not the one that was written",
        why: "By its id an action is known again. With another one its status could pass to the wrong finding, so the row is not used.",
        fix: "Copy the id from the plan as it was written. What the row says is kept in the next plan, under Not taken over.",
    },
    Code {
        id: "action-id-repeated",
        title: "two rows of action plans have the same id",
        why: "Only one of them can be used: that of the newer plan, or else the first.",
        fix: "Take out the row that is wrong, or the older plan. What the row says is kept in the next plan, under Not taken over.",
    },
    Code {
        id: "action-own",
        title: "an action has no id",
        why: "It is taken for one of your own: it is carried on as it is, and nothing can test it.",
        fix: "Nothing, if it is your own. Else copy its id from the plan as it was written.",
    },
    Code {
        id: "action-unplaced",
        title: "an action belongs to no requirement",
        why: "Its requirement is in none of the checklists, so nothing can be tested, and the row is not used.",
        fix: "Put the checklist back that it came from, or take the row out. It is kept in the next plan, under Not taken over.",
    },
    Code {
        id: "cell-too-long",
        title: "a cell is longer than the limit",
        why: "Only its beginning is kept, and part of a text must not pass for the whole, so it stays unknown.",
        fix: "Shorten the cell, or raise `cell_length` under `[limits]` in candor.toml.",
    },
    Code {
        id: "cells-too-many",
        title: "a file holds more cells than the limit",
        why: "What comes after the limit was not read, so nothing of it is known.",
        fix: "Split the file, or raise `cells` under `[limits]` in candor.toml.",
    },
    Code {
        id: "choice-unreadable",
        title: "a cell is none of the values of its list",
        why: "What the cell means is not known, so every requirement that asks for it stays unknown.",
        fix: "Write one of the values that the message lists, or add your word to `[words]` in candor.toml.",
    },
    Code {
        id: "column-ambiguous",
        title: "two columns mean the same field",
        why: "Only one of them is read into the field; the other is kept as an extra column.",
        fix: "Rename one header, or say in candor.toml which header means the field.",
    },
    Code {
        id: "column-unmatched",
        title: "a header was not understood",
        why: "The column is kept as an extra column, but no requirement can look at it.",
        fix: "If it holds something the dictionary knows, rename the header or map it in candor.toml.",
    },
    Code {
        id: "columns-too-many",
        title: "cells far to the right were not read",
        why: "A sheet is read to a limit, mostly column 1,024; what lies beyond is left alone.",
        fix: "Move the table to the left, or raise `columns` under `[limits]` in candor.toml.",
    },
    Code {
        id: "country-unreadable",
        title: "a country was not recognised",
        why: "Whether data leaves the EEA stays unknown.",
        fix: "Write the country's name or its two-letter code.",
    },
    Code {
        id: "date-ambiguous",
        title: "day and month of a column cannot be told apart",
        why: "Every date of the column fits both D/M/Y and M/D/Y, so a deadline may be wrong by months.",
        fix: "Write dates as 2026-02-28, or set `date_order` in candor.toml.",
    },
    Code {
        id: "date-future",
        title: "a date lies after the day of the audit",
        why: "Something that has not happened yet proves nothing; it counts as unknown.",
        fix: "Correct the date, or choose a later `--as-of`.",
    },
    Code {
        id: "date-unreadable",
        title: "a cell is not a date",
        why: "Deadlines and freshness that rest on it stay unknown.",
        fix: "Write the day as 2026-02-28.",
    },
    Code {
        id: "encoding-guessed",
        title: "the text encoding of a file was guessed",
        why: "Letters with accents may be wrong.",
        fix: "Save the file as UTF-8.",
    },
    Code {
        id: "encoding-mojibake",
        title: "letters of a file were garbled before it came here",
        why: "Names may not match between registers.",
        fix: "Export the file again as UTF-8.",
    },
    Code {
        id: "file-broken",
        title: "a file could not be read",
        why: "Nothing in it is known.",
        fix: "Open it in Excel or LibreOffice and save it again.",
    },
    Code {
        id: "file-empty",
        title: "a file holds no cell",
        why: "Nothing in it is known.",
        fix: "Check that it is the right file.",
    },
    Code {
        id: "file-protected",
        title: "a file is protected with a password",
        why: "Nothing in it can be read.",
        fix: "Save a copy without the password.",
    },
    Code {
        id: "file-too-large",
        title: "a file or a sheet is larger than the limit, packed or unpacked",
        why: "It was not read, to protect the machine: a few kilobytes can claim to hold gigabytes.",
        fix: "Split it, or raise the limit that the message names under `[limits]` in candor.toml.",
    },
    Code {
        id: "file-unsupported",
        title: "a file is not a spreadsheet that can be read",
        why: "Nothing in it is known.",
        fix: "Save it as xlsx, ods or csv.",
    },
    Code {
        id: "folder-repeated",
        title: "a link leads to a folder that was looked through already",
        why: "Its spreadsheets are read once, so that no record counts twice.",
        fix: "Nothing, if nothing is missing. Else take the link away.",
    },
    Code {
        id: "folder-too-deep",
        title: "a folder lies too deep to be looked through",
        why: "Spreadsheets in it were not read, so nothing of them is known.",
        fix: "Move them further up, or give the folder as a path of its own.",
    },
    Code {
        id: "folder-unreadable",
        title: "a folder could not be opened",
        why: "Spreadsheets in it were not read, so nothing of them is known.",
        fix: "Check its permissions, then run again.",
    },
    Code {
        id: "formula-error",
        title: "a formula of a cell failed",
        why: "The cell shows an error such as #REF!, so its value is unknown.",
        fix: "Repair the formula or write the value.",
    },
    Code {
        id: "key-duplicate",
        title: "two records have the same key",
        why: "References to the key may mean either record.",
        fix: "Give each record a key of its own.",
    },
    Code {
        id: "lists-uneven",
        title: "two lists that belong together have different lengths",
        why: "Which period holds for which category of data stays unknown.",
        fix: "Write one period for each category, in the same order.",
    },
    Code {
        id: "number-unreadable",
        title: "a cell is not a number",
        why: "Counts and thresholds that rest on it stay unknown.",
        fix: "Write the number alone, such as 620.",
    },
    Code {
        id: "period-unreadable",
        title: "a period was not understood",
        why: "How long data is kept stays unknown.",
        fix: "Write it like `7 years after the contract ends` or `until consent is withdrawn`.",
    },
    Code {
        id: "period-vague",
        title: "a period says nothing definite",
        why: "`As long as necessary` gives neither a time nor an event, so how long data is kept stays unknown.",
        fix: "Write a period, or the event that ends it.",
    },
    Code {
        id: "question-unplaced",
        title: "an answered question fits no record",
        why: "The answer counts for nothing, because the record it is about is gone or cannot be told from another.",
        fix: "Correct the reference or the name in the questions, or take the row out.",
    },
    Code {
        id: "quote-unclosed",
        title: "a quote in a text file is never closed",
        why: "Cells or whole rows below it may stand in one cell, or in the wrong columns.",
        fix: "Close the quote, or write it twice where it belongs to the text.",
    },
    Code {
        id: "record-conflict",
        title: "two sheets say different things about one record",
        why: "Only one of the two can be judged; the first sheet counts.",
        fix: "Correct the sheet that is wrong, or keep the fact in one sheet only.",
    },
    Code {
        id: "reference-misplaced",
        title: "a record names one that is listed in another register",
        why: "What belongs in this column is unknown; the name leads to a record of another kind.",
        fix: "Move the name to its own column, and write here what belongs here.",
    },
    Code {
        id: "reference-missing",
        title: "a record names another that is not listed",
        why: "What the other register would tell about it is unknown.",
        fix: "Add the record there, or correct the name.",
    },
    Code {
        id: "rows-ragged",
        title: "rows of a text file have different numbers of cells",
        why: "Cells may stand under the wrong header.",
        fix: "Put quotes around texts that hold the separator.",
    },
    Code {
        id: "rows-too-many",
        title: "a sheet has more rows than the limit",
        why: "The rows below the limit were not read, so nothing of them is known.",
        fix: "Split the sheet, or raise `rows` under `[limits]` in candor.toml.",
    },
    Code {
        id: "sheet-broken",
        title: "a sheet could not be read",
        why: "Nothing in it is known; the other sheets were read.",
        fix: "Open the file in Excel or LibreOffice and save it again.",
    },
    Code {
        id: "sheets-too-many",
        title: "a file has more sheets than the limit",
        why: "The sheets after the limit were not read, so nothing of them is known.",
        fix: "Split the file, or raise `sheets` under `[limits]` in candor.toml.",
    },
    Code {
        id: "system-unused",
        title: "no activity uses a system",
        why: "Either an activity is missing from the register, or the system is no longer in use.",
        fix: "Name the system in the activity that uses it, or mark it as ended.",
    },
    Code {
        id: "transfer-incomplete",
        title: "a transfer without a country or a recipient",
        why: "Whether the transfer is allowed stays unknown.",
        fix: "Write where the data goes and who gets it.",
    },
    Code {
        id: "vendor-unused",
        title: "no activity uses a vendor",
        why: "Either an activity is missing from the register, or the vendor gets no personal data any more.",
        fix: "Name the vendor in the activity that uses it, or mark it as ended.",
    },
    Code {
        id: "xml-entities",
        title: "a part of a workbook declares XML entities",
        why: "No spreadsheet program writes them, and they can be made to do harm, so the part was not read.",
        fix: "Open the file in Excel or LibreOffice and save it again.",
    },
    Code {
        id: "xml-nested",
        title: "the XML of a workbook is nested deeper than the limit",
        why: "No spreadsheet program writes it so; the part was not read, to protect the machine.",
        fix: "Open the file in Excel or LibreOffice and save it again, or raise `xml_nesting` in candor.toml.",
    },
    Code {
        id: "yes-no-unreadable",
        title: "a cell is neither yes nor no",
        why: "What it means is not known, so requirements that ask for it stay unknown.",
        fix: "Write yes or no.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_explain_themselves() {
        assert!(CODES.windows(2).all(|pair| pair[0].id < pair[1].id));
        for code in CODES {
            assert!(!code.title.is_empty() && !code.why.is_empty() && !code.fix.is_empty(), "{}", code.id);
        }
    }

    #[test]
    fn further_places_are_kept_up_to_the_limit_and_always_counted() {
        let place = Place::file("register.xlsx");
        let mut problem =
            Problem::new(Severity::Error, "date-unreadable", place.clone(), String::new(), "mend it");
        for _ in 0..ALSO_MAX + 5 {
            problem.fold(|| place.clone());
        }
        assert_eq!((problem.more, problem.also.len()), (ALSO_MAX + 5, ALSO_MAX));
    }
}
