//! What came into the registers, what left them, and what they say otherwise.

use candor_assess::Comparison;
use candor_policy::{Change, ChangeKind};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Compared;
use crate::view::entity_label;

/// A record that came, left or has another name.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CameOrWent {
    /// What it is: `Vendor`.
    kind: String,
    /// `New`, `Gone` or `Renamed`.
    change: &'static str,
    /// Its name.
    name: String,
    /// What is to be said of it, or empty.
    note: String,
}

/// Something that the registers say otherwise than then.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SaidOtherwise {
    /// What it belongs to, or `The organisation`.
    about: String,
    /// What it is: `Retention`.
    what: &'static str,
    /// What was said; `nothing` if nothing was.
    before: String,
    /// What is said now; `nothing` if nothing is.
    now: String,
}

/// What the facts of both quarters tell.
pub(super) struct Said {
    pub(super) retention: Vec<SaidOtherwise>,
    pub(super) transfers: Vec<SaidOtherwise>,
    pub(super) others: Vec<SaidOtherwise>,
    /// Changes in what the organisation says of itself, which the redline of its policy tells.
    pub(super) own: usize,
    /// Why nothing can be told, or empty.
    pub(super) missing: String,
}

fn kind(entity: &str) -> String {
    entity_label(entity).unwrap_or(entity).to_owned()
}

/// The registers in their order: new records, then those that are gone, then the renamed ones.
pub(super) fn records(comparison: &Comparison) -> Vec<CameOrWent> {
    let mut records = Vec::new();
    for register in &comparison.registers {
        let row = |change: &'static str, name: &String| CameOrWent {
            kind: kind(&register.entity),
            change,
            name: name.clone(),
            note: String::new(),
        };
        records.extend(register.new.iter().map(|name| row("New", name)));
        records.extend(register.gone.iter().map(|name| row("Gone", name)));
    }
    records.extend(comparison.renames.iter().map(|rename| CameOrWent {
        kind: kind(&rename.entity),
        change: "Renamed",
        name: rename.after.clone(),
        note: format!("Was “{}”. {}", rename.before, crate::view::prose(&rename.because)),
    }));
    records
}

pub(super) fn not_compared(comparison: &Comparison) -> Vec<String> {
    let open = comparison.registers.iter().filter(|register| !register.is_whole);
    open.map(|register| {
        let why = match (register.total_before, register.total_after) {
            (None, _) => format!("{} kept no names", comparison.before.quarter),
            (_, None) => format!("{} kept no names", comparison.after.quarter),
            _ => "it has more records than are kept by name".to_owned(),
        };
        format!("{}: {why}.", kind(&register.entity))
    })
    .collect()
}

pub(super) fn said(compared: Compared<'_>) -> Said {
    let Some(facts) = compared.facts else {
        return Said {
            retention: Vec::new(),
            transfers: Vec::new(),
            others: Vec::new(),
            own: 0,
            missing:
                "One of the two quarters has no facts on record, and its records are not there any more as \
                      they were. So changed periods, transfers and other facts cannot be told."
                    .to_owned(),
        };
    };
    // What came or went with its record is told there.
    let told = facts.changes.iter().filter(|change| !change.is_head && !change.follows);
    let mut said = Said {
        retention: Vec::new(),
        transfers: Vec::new(),
        others: Vec::new(),
        own: 0,
        missing: String::new(),
    };
    let mut last = String::new();
    for change in told {
        match change.kind {
            ChangeKind::Periods => said.retention.push(row(change)),
            ChangeKind::Transfers => transfer(&mut said.transfers, &mut last, change),
            _ if change.subject.is_empty() => said.own += 1,
            _ => said.others.push(row(change)),
        }
    }
    // A transfer is no activity and no company: its coming and going is told with its facts.
    let came = facts.changes.iter().filter(|change| {
        change.kind == ChangeKind::Transfers
            && (change.is_head || change.follows)
            && change.id.starts_with("transfer.")
    });
    for change in came {
        transfer(&mut said.transfers, &mut last, change);
    }
    said
}

/// Facts of one transfer in one row, which is called by the first of them.
fn transfer(rows: &mut Vec<SaidOtherwise>, last: &mut String, change: &Change) {
    let of_transfer = change.subject.is_empty() && change.id.starts_with("transfer.");
    let transfer: String = change.id.splitn(4, '.').take(3).collect::<Vec<_>>().join(".");
    match rows.last_mut() {
        Some(row) if of_transfer && *last == transfer => {
            for (side, text) in [(&mut row.before, &change.before), (&mut row.now, &change.now)] {
                if !text.is_empty() {
                    side.push_str("; ");
                    side.push_str(text);
                }
            }
        }
        _ => {
            let mut row = row(change);
            if of_transfer {
                let name = if change.now.is_empty() { &change.before } else { &change.now };
                row.about = format!("Transfer: {name}");
            }
            rows.push(row);
        }
    }
    *last = transfer;
}

fn row(change: &Change) -> SaidOtherwise {
    let words = |text: &str, is_asked: bool| match text {
        "" if is_asked => "not known".to_owned(),
        "" => "nothing".to_owned(),
        text => text.to_owned(),
    };
    SaidOtherwise {
        about: if change.subject.is_empty() { "The organisation".to_owned() } else { change.subject.clone() },
        what: what(change.kind),
        before: words(&change.before, false),
        now: words(&change.now, change.asked),
    }
}

fn what(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Selling => "Selling and sharing",
        ChangeKind::Recipients => "Recipients",
        ChangeKind::Periods => "Retention",
        ChangeKind::Purposes => "Purposes",
        ChangeKind::Data => "Data and people",
        ChangeKind::Transfers => "Transfers",
        ChangeKind::Claims => "Claims",
        ChangeKind::Rights => "Rights",
        ChangeKind::Contacts => "Contacts",
        ChangeKind::Trackers => "Trackers",
        ChangeKind::Protection => "Protection",
    }
}
