//! What is decided together with others, and with whom (GDPR Art. 26).
//!
//! Invariant: a partner is told once for each activity; vendors that no such activity names are told by themselves.

use candor_model::RecordRef;

use crate::activity::Activity;
use crate::fact::{Fact, Question};
use crate::key;
use crate::organisation::{Applies, Laws};
use crate::recipient::Recipient;
use crate::records::Records;
use crate::words::sentence;

/// One fact for each activity under joint control, then for each vendor that is a joint controller elsewhere.
pub(crate) fn joint(
    records: &Records<'_>,
    laws: &Laws,
    activities: &[Activity],
    recipients: &[Recipient],
) -> Vec<Fact> {
    if laws.gdpr == Applies::No {
        return Vec::new();
    }
    let duty = || laws.duty("GDPR Art. 26(2)", "");
    let mut facts = Vec::new();
    let mut told: Vec<RecordRef> = Vec::new();
    for activity in activities {
        let record = activity.record;
        if records.choice(record, "activity.role") != Some("joint_controller") {
            continue;
        }
        let path = "activity.joint_controllers";
        let mut partners = records.list(record, path).known().unwrap_or_default();
        let mut cells = records.cells(record, &["activity.role", path]);
        if partners.is_empty() {
            let vendors = records.list(record, "activity.vendors").known().unwrap_or_default();
            let vendors = vendors.iter().filter_map(|name| records.resolve("vendor", name));
            for vendor in vendors.filter(|vendor| is_joint(records, *vendor)) {
                partners.push(records.inventory.name(vendor));
                cells.extend(records.cells(vendor, &["vendor.role"]));
            }
        }
        told.extend(partners.iter().filter_map(|name| records.resolve("vendor", name)));
        let ask = format!("With whom do you decide about “{}”?", records.inventory.name(record));
        let question = Question::new(format!("{}.joint", activity.id), ask, path, duty());
        facts.push(match partners.as_slice() {
            [] => question.open(cells),
            names => {
                let partners = sentence(&records.language.join_and(names));
                let values = [("activity", activity.name.as_str()), ("partners", &partners)];
                question.known(records.say_with(key::JOINT_ACTIVITY, &values), cells)
            }
        });
    }
    for vendor in recipients {
        if is_joint(records, vendor.record) && !told.contains(&vendor.record) {
            let ask = format!("What do you decide together with {}?", vendor.name);
            let question = Question::new(format!("{}.joint", vendor.id), ask, "vendor.role", duty());
            let text = records.say_with(key::JOINT_VENDOR, &[("partner", &vendor.name)]);
            facts.push(question.known(text, records.cells(vendor.record, &["vendor.role"])));
        }
    }
    facts
}

fn is_joint(records: &Records<'_>, vendor: RecordRef) -> bool {
    records.choices(vendor, "vendor.role").known().is_some_and(|roles| roles.contains(&"joint_controller"))
}
