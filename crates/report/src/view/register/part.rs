//! The registers beside the activities: vendors, transfers, retention, incidents, requests and training, each with its
//! figures and its table.
//!
//! Invariants: a register without records is not made; requests and training are told as counts, without a name, a
//! reference or free text, for these documents are handed around.

mod logs;
mod tables;

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use super::figures::Figure;
use super::links::Links;
use crate::Input;
use crate::view::{counted, long_date};

/// Rows shown of one register; the number of the others is told.
const ROWS_SHOWN: usize = 1000;

/// A kind of register.
pub(crate) struct Kind {
    /// End of its file's name.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    law: &'static str,
    /// What it holds and how to read it.
    intro: &'static str,
    /// The records that it is made from.
    records: fn(&Links<'_>) -> Vec<RecordRef>,
    figures: fn(&Input<'_>, &Links<'_>, &[RecordRef]) -> Vec<Figure>,
    table: fn(&Input<'_>, &Links<'_>, &[RecordRef]) -> Table,
}

/// Headers and rows of a register.
struct Table {
    title: &'static str,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

pub(crate) const KINDS: [Kind; 6] = [
    Kind {
        id: "vendors",
        title: "Vendors",
        law: "GDPR Art. 28; Civ. Code 1798.100(d); 45 CFR 164.504(e)",
        intro: "Who works with personal data for the organisation or gets it, and what is signed with them.",
        records: |links| links.records("vendor"),
        figures: tables::vendor_figures,
        table: tables::vendors,
    },
    Kind {
        id: "transfers",
        title: "Transfers",
        law: "GDPR Art. 30(1)(e), 44-49",
        intro: "Data that leaves the EEA: as the list of transfers, the activities and the vendors say it.",
        records: tables::abroad,
        figures: tables::transfer_figures,
        table: tables::transfers,
    },
    Kind {
        id: "retention",
        title: "Retention",
        law: "GDPR Art. 5(1)(e), 30(1)(f)",
        intro: "How long data is kept, from when, and what happens then: the rules, then the activities.",
        records: tables::kept,
        figures: tables::retention_figures,
        table: tables::retention,
    },
    Kind {
        id: "incidents",
        title: "Incidents",
        law: "GDPR Art. 33(5); 45 CFR 164.400-414; Civ. Code 1798.82",
        intro: "What happened, when it was known, who was told, and why somebody was not.",
        records: |links| links.records("incident"),
        figures: logs::incident_figures,
        table: logs::incidents,
    },
    Kind {
        id: "requests",
        title: "Rights requests",
        law: "GDPR Art. 12-22; 11 CCR 7101-7102; 45 CFR 164.524-528",
        intro: "Requests of people, as counts: no names, references or notes.",
        records: |links| links.records("request"),
        figures: logs::request_figures,
        table: logs::requests,
    },
    Kind {
        id: "training",
        title: "Training",
        law: "GDPR Art. 39(1)(b); 45 CFR 164.530(b); 11 CCR 7100",
        intro: "Who is trained, by team and course: no names.",
        records: |links| links.records("training"),
        figures: logs::training_figures,
        table: logs::training,
    },
];

/// One or more registers in a document.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Registers {
    /// Name of the organisation.
    organisation: String,
    /// Title of the document.
    title: String,
    /// `2026-Q4`.
    quarter: String,
    /// The day of the audit in words.
    as_of: String,
    /// The registers that have records.
    registers: Vec<Register>,
    /// Titles of those asked for that have none.
    empty: Vec<String>,
    /// Version of the program.
    tool_version: String,
}

/// A register.
#[derive(Serialize, JsonSchema)]
struct Register {
    /// End of its file's name; its anchor.
    id: String,
    /// Its title.
    title: String,
    /// The provisions it serves.
    law: String,
    /// What it holds and how to read it.
    intro: String,
    /// `12 records`.
    count: String,
    /// Counts over its records.
    figures: Vec<Figure>,
    /// What its figures and its table would show, and no record says.
    not_recorded: Vec<String>,
    /// Caption of its table.
    caption: String,
    /// Headers of its table; empty where it is told in figures alone.
    headers: Vec<String>,
    /// Rows of its table.
    rows: Vec<Vec<String>>,
    /// How many rows are not shown.
    more: u64,
}

/// How many records a kind of register has.
pub(crate) fn records(input: &Input<'_>, kind: &Kind) -> u64 {
    (kind.records)(&Links::new(input.inventory)).len() as u64
}

/// Ids of the registers that have records.
pub(crate) fn kept(input: &Input<'_>) -> Vec<String> {
    KINDS.iter().filter(|kind| records(input, kind) > 0).map(|kind| kind.id.to_owned()).collect()
}

/// The register of an id, or all of them.
pub(crate) fn view(input: &Input<'_>, id: Option<&str>) -> Registers {
    let links = Links::new(input.inventory);
    let wanted: Vec<&Kind> = KINDS.iter().filter(|kind| id.is_none_or(|id| id == kind.id)).collect();
    let mut registers = Vec::new();
    let mut empty = Vec::new();
    for kind in &wanted {
        let records = (kind.records)(&links);
        if records.is_empty() {
            empty.push(kind.title.to_owned());
        } else {
            registers.push(register(input, &links, kind, &records));
        }
    }
    let title = match wanted.as_slice() {
        [only] => format!("Register: {}", only.title.to_lowercase()),
        _ => "Registers".to_owned(),
    };
    Registers {
        organisation: input.assessment.organisation.clone(),
        title,
        quarter: input.quarter.clone(),
        as_of: long_date(input.assessment.as_of),
        registers,
        empty,
        tool_version: input.tool_version.clone(),
    }
}

fn register(input: &Input<'_>, links: &Links<'_>, kind: &Kind, records: &[RecordRef]) -> Register {
    let mut table = (kind.table)(input, links, records);
    let figures = (kind.figures)(input, links, records).into_iter().filter(|one| !one.rows.is_empty());
    let (lacking, figures): (Vec<Figure>, Vec<Figure>) = figures.partition(Figure::has_no_column);
    let mut not_recorded = lacking.into_iter().map(|figure| figure.title).collect();
    table.drop_empty_columns(&mut not_recorded);
    let more = table.rows.len().saturating_sub(ROWS_SHOWN) as u64;
    table.rows.truncate(ROWS_SHOWN);
    Register {
        id: kind.id.to_owned(),
        title: kind.title.to_owned(),
        law: kind.law.to_owned(),
        intro: kind.intro.to_owned(),
        count: counted(records.len() as u64, "record", "records"),
        figures,
        not_recorded,
        caption: table.title.to_owned(),
        headers: table.headers,
        rows: table.rows,
        more,
    }
}

impl Table {
    /// Leaves out the columns in which no row says anything, and names them.
    fn drop_empty_columns(&mut self, named: &mut Vec<String>) {
        let says = |at: &usize| self.rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<usize> = (0..self.headers.len()).filter(says).collect();
        if self.rows.is_empty() {
            return;
        }
        let dropped = self.headers.iter().enumerate().filter(|(at, _)| !kept.contains(at));
        for (_, header) in dropped {
            if !named.contains(header) {
                named.push(header.clone());
            }
        }
        let keep = |row: &[String]| kept.iter().filter_map(|at| row.get(*at).cloned()).collect();
        self.headers = keep(&self.headers);
        self.rows = self.rows.iter().map(|row| keep(row)).collect();
    }
}

/// Headers of a table.
fn headers(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The texts of some fields of a record.
fn texts(links: &Links<'_>, record: RecordRef, paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| links.text(record, path)).collect()
}
