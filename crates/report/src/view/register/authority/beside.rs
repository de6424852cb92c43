//! What is linked to an activity of the record of processing: recipients, transfers, time limits and systems.

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use super::Links;

/// Who gets the data.
#[derive(Serialize, JsonSchema)]
pub(super) struct Recipient {
    /// Name as written.
    pub(super) name: String,
    /// Their role, as recorded.
    pub(super) role: String,
    /// What they do with the data.
    pub(super) service: String,
    /// Where they are.
    pub(super) country: String,
    /// How they come in: named by the activity, through a system, or a note that no register lists them.
    pub(super) note: String,
}

/// A transfer to a country outside the EEA.
#[derive(Serialize, JsonSchema)]
pub(super) struct Moved {
    /// Who receives the data.
    pub(super) recipient: String,
    /// Where to.
    pub(super) country: String,
    /// What protects it; for Art. 49(1) second subparagraph the documents of the safeguards.
    pub(super) safeguard: String,
    /// Day of the safeguard.
    pub(super) signed_on: String,
}

/// The time limit of a category of data.
#[derive(Serialize, JsonSchema)]
pub(super) struct Limit {
    /// Which records.
    pub(super) category: String,
    /// How long.
    pub(super) period: String,
    /// What the time counts from.
    pub(super) starts_with: String,
    /// What happens then.
    pub(super) end_action: String,
}

/// A system with the measures that are recorded of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Protected {
    /// Name as written.
    pub(super) name: String,
    /// Where its data is.
    pub(super) location: String,
    /// Measures recorded as in place; empty where none is, or where no register lists the system.
    pub(super) measures: String,
}

/// Measures of systems that the register knows (GDPR Art. 32(1)).
pub(crate) const MEASURES: [&str; 14] = [
    "system.encrypted_at_rest",
    "system.encrypted_in_transit",
    "system.mfa",
    "system.unique_ids",
    "system.access_control",
    "system.logging",
    "system.login_alerts",
    "system.integrity_checked",
    "system.backup_location",
    "system.restore_tested_on",
    "system.antimalware",
    "system.firewall",
    "system.segmented",
    "system.security_tested_on",
];

pub(super) fn recipients(links: &Links<'_>, record: RecordRef) -> Vec<Recipient> {
    let mut all: Vec<Recipient> = Vec::new();
    let mut add = |name: String, vendor: Option<RecordRef>, note: &str| {
        let text = |path: &str| vendor.map(|vendor| links.text(vendor, path)).unwrap_or_default();
        if all.iter().any(|known| Links::is_same(&known.name, &name)) {
            return;
        }
        all.push(Recipient {
            role: text("vendor.role"),
            service: text("vendor.service"),
            country: text("vendor.country"),
            note: if vendor.is_none() { "not listed among the vendors".to_owned() } else { note.to_owned() },
            name,
        });
    };
    for named in links.named(record, "activity.vendors") {
        match named.records.as_slice() {
            [] => add(named.name, None, ""),
            found => found.iter().for_each(|vendor| add(links.inventory.name(*vendor), Some(*vendor), "")),
        }
    }
    for system in links.named(record, "activity.systems").into_iter().flat_map(|named| named.records) {
        let through = format!("through {}", links.inventory.name(system));
        for named in links.named(system, "system.vendor") {
            match named.records.as_slice() {
                [] => add(named.name, None, ""),
                found => {
                    found
                        .iter()
                        .for_each(|vendor| add(links.inventory.name(*vendor), Some(*vendor), &through));
                }
            }
        }
    }
    for transfer in links.naming(record, "transfer.activity") {
        for named in links.named(transfer, "transfer.recipient") {
            let vendor = named.records.first().copied();
            let name = vendor.map_or(named.name, |vendor| links.inventory.name(vendor));
            add(name, vendor, "in the list of transfers");
        }
    }
    all
}

/// Listed transfers of the activity, and vendors of it outside the EEA whose row names a safeguard or a transfer.
pub(super) fn transfers(links: &Links<'_>, record: RecordRef) -> Vec<Moved> {
    let mut all: Vec<Moved> = links
        .naming(record, "transfer.activity")
        .into_iter()
        .map(|transfer| Moved {
            recipient: links.text(transfer, "transfer.recipient"),
            country: links.text(transfer, "transfer.country"),
            safeguard: links.text(transfer, "transfer.mechanism"),
            signed_on: links.text(transfer, "transfer.signed_on"),
        })
        .collect();
    let vendors = links.named(record, "activity.vendors").into_iter().flat_map(|named| named.records);
    for vendor in vendors {
        let name = links.inventory.name(vendor);
        let leaves = links.answer(vendor, "vendor.transfers") == Some(true)
            || links.says(vendor, "vendor.transfer_mechanism");
        if leaves && !all.iter().any(|known| Links::is_same(&known.recipient, &name)) {
            all.push(Moved {
                recipient: name,
                country: links.text(vendor, "vendor.country"),
                safeguard: links.text(vendor, "vendor.transfer_mechanism"),
                signed_on: links.text(vendor, "vendor.scc_signed_on"),
            });
        }
    }
    all
}

pub(super) fn limits(links: &Links<'_>, record: RecordRef) -> Vec<Limit> {
    let rules = links.naming(record, "retention_rule.activity");
    let limit = |rule: RecordRef| Limit {
        category: links.inventory.name(rule),
        period: links.text(rule, "retention_rule.period"),
        starts_with: links.text(rule, "retention_rule.starts_with"),
        end_action: links.text(rule, "retention_rule.end_action"),
    };
    rules.into_iter().map(limit).collect()
}

pub(super) fn systems(links: &Links<'_>, record: RecordRef) -> Vec<Protected> {
    let mut all = Vec::new();
    for named in links.named(record, "activity.systems") {
        if named.records.is_empty() {
            let note = "not listed among the systems".to_owned();
            all.push(Protected { name: named.name, location: note, measures: String::new() });
            continue;
        }
        for system in named.records {
            all.push(Protected {
                name: links.inventory.name(system),
                location: links.text(system, "system.location"),
                measures: links.measures(system, &MEASURES).join("; "),
            });
        }
    }
    all
}
