//! The table of profiles: what of a quarter each of them keeps. Everything that makes a packet asks here.

/// For whom a packet is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    Internal,
    Auditor,
    Customer,
    Public,
}

/// What a profile keeps or removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProfilePart {
    /// Counts, ranges and ratings of each checklist, and the hashes of the history.
    Figures,
    /// The outcome of each requirement, and the state of evidence without its name.
    Outcomes,
    /// Findings record by record, reasons, and the names of records, evidence, files and sheets.
    Records,
    /// The addresses and the contents of cells.
    Cells,
    /// The documents of the quarter.
    Documents,
    /// Names of people: owners, contacts, those who answered, approved, were trained or have access.
    People,
    /// The entries of the history and the settings, as they were kept.
    Entries,
}

/// The profiles that keep a part, and the part in words.
struct Row {
    part: ProfilePart,
    words: &'static str,
    kept_by: &'static [Profile],
}

use Profile::{Auditor, Customer, Internal, Public};

/// Every part, from what tells least to what tells most.
const TABLE: [Row; 7] = [
    Row {
        part: ProfilePart::Figures,
        words: "figures of each checklist, hashes of the history",
        kept_by: &[Internal, Auditor, Customer, Public],
    },
    Row {
        part: ProfilePart::Outcomes,
        words: "outcome of each requirement, state and day of evidence",
        kept_by: &[Internal, Auditor, Customer],
    },
    Row {
        part: ProfilePart::Records,
        words: "findings, reasons, names of records, evidence, files and sheets",
        kept_by: &[Internal, Auditor],
    },
    Row { part: ProfilePart::Cells, words: "addresses and contents of cells", kept_by: &[Internal, Auditor] },
    Row { part: ProfilePart::Documents, words: "documents of the quarter", kept_by: &[Internal, Auditor] },
    Row {
        part: ProfilePart::People,
        words: "names of owners, contacts and other people",
        kept_by: &[Internal],
    },
    Row {
        part: ProfilePart::Entries,
        words: "entries of the history and settings, whole",
        kept_by: &[Internal],
    },
];

impl Profile {
    pub const ALL: [Profile; 4] = [Internal, Auditor, Customer, Public];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Internal => "internal",
            Auditor => "auditor",
            Customer => "customer",
            Public => "public",
        }
    }

    /// For whom it is.
    pub fn for_whom(self) -> &'static str {
        match self {
            Internal => "people inside the organisation",
            Auditor => "an auditor",
            Customer => "a customer",
            Public => "everybody",
        }
    }

    /// Does it keep a part?
    pub fn keeps(self, part: ProfilePart) -> bool {
        TABLE.iter().any(|row| row.part == part && row.kept_by.contains(&self))
    }

    /// What it removes, in words.
    pub fn removed(self) -> impl Iterator<Item = &'static str> {
        TABLE.iter().filter(move |row| !row.kept_by.contains(&self)).map(|row| row.words)
    }
}

/// The table for people: a line for each part, a column for each profile.
pub fn profile_table() -> String {
    let width = TABLE.iter().map(|row| row.words.len()).max().unwrap_or_default();
    let mut text = format!("{:width$}", "keeps");
    for profile in Profile::ALL {
        text.push_str(&format!("  {:8}", profile.id()));
    }
    for row in &TABLE {
        text.push_str(&format!("\n{:width$}", row.words));
        for profile in Profile::ALL {
            text.push_str(&format!("  {:8}", if profile.keeps(row.part) { "yes" } else { "no" }));
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}
