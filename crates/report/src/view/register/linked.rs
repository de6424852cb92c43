//! Everything that is linked to an activity, for the whole register.
//!
//! Invariant: a name that leads nowhere is shown and said to; a record counts as linked whichever of the two names the
//! other.

use candor_model::{Dictionary, Kind, RecordRef};
use schemars::JsonSchema;
use serde::Serialize;

use super::links::Links;

/// Logs whose rows name people: counted, not listed.
const COUNTED: [&str; 2] = ["request", "consent"];

/// A record that belongs to an activity.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Linked {
    /// What it is, such as `Vendor`.
    kind: String,
    /// What a person calls it, as written in the reference where it leads nowhere.
    name: String,
    /// What is recorded of it, in short: `Processor; Ireland`.
    about: String,
    /// Where its row begins; where it leads nowhere, a word that says so.
    place: String,
}

/// Fields that tell of a linked record in short.
fn short(entity: &str) -> &'static [&'static str] {
    match entity {
        "vendor" => &["vendor.role", "vendor.service", "vendor.country"],
        "system" => &["system.kind", "system.location"],
        "transfer" => &["transfer.country", "transfer.mechanism"],
        "retention_rule" => {
            &["retention_rule.period", "retention_rule.starts_with", "retention_rule.end_action"]
        }
        "purpose" => &["purpose.legal_basis"],
        "data_element" => &["data_element.category", "data_element.classification"],
        "notice" => &["notice.kind", "notice.url"],
        "assessment" => &["assessment.kind", "assessment.completed_on", "assessment.outcome"],
        _ => &[],
    }
}

/// What the activity names, then what its systems name, then what names it.
pub(crate) fn linked(links: &Links<'_>, record: RecordRef) -> Vec<Linked> {
    let mut all = Vec::new();
    let mut seen: Vec<RecordRef> = vec![record];
    named_by(links, record, "", &mut seen, &mut all);
    let systems: Vec<RecordRef> =
        links.named(record, "activity.systems").into_iter().flat_map(|named| named.records).collect();
    for system in systems {
        let through = format!(" (through {})", links.inventory.name(system));
        named_by(links, system, &through, &mut seen, &mut all);
    }
    let own = links.inventory.table(record).entity;
    for (field, path) in Links::leading_to(own) {
        let entity = &Dictionary::builtin().entity(field.entity);
        let naming = links.naming(record, &path);
        if COUNTED.contains(&entity.id.as_str()) {
            if !naming.is_empty() {
                let name = crate::view::counted(naming.len() as u64, "record", "records");
                let place = entity.sheet.clone();
                all.push(Linked { kind: entity.label.clone(), name, about: String::new(), place });
            }
            continue;
        }
        for other in naming {
            if !seen.contains(&other) {
                seen.push(other);
                all.push(of_record(links, other, ""));
            }
        }
    }
    all
}

fn named_by(
    links: &Links<'_>,
    record: RecordRef,
    through: &str,
    seen: &mut Vec<RecordRef>,
    all: &mut Vec<Linked>,
) {
    let dictionary = Dictionary::builtin();
    for field in dictionary.fields_of(links.inventory.table(record).entity) {
        let Kind::Reference(target) = dictionary.field(field).kind else { continue };
        for named in links.named(record, &dictionary.path(field)) {
            if named.records.is_empty() {
                let sheet = &dictionary.entity(target).sheet;
                all.push(Linked {
                    kind: dictionary.entity(target).label.clone(),
                    name: named.name,
                    about: String::new(),
                    place: format!("not listed in {sheet}{through}"),
                });
            }
            for other in named.records {
                if !seen.contains(&other) {
                    seen.push(other);
                    all.push(of_record(links, other, through));
                }
            }
        }
    }
}

fn of_record(links: &Links<'_>, record: RecordRef, through: &str) -> Linked {
    let entity = Dictionary::builtin().entity(links.inventory.table(record).entity);
    let about = short(&entity.id).iter().map(|path| links.text(record, path));
    Linked {
        kind: format!("{}{through}", entity.label),
        name: links.inventory.name(record),
        about: about.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        place: links.record_place(record),
    }
}
