//! How data is protected: only measures that are recorded for every system in use, in rows checked in the last 12 months.

use candor_model::RecordRef;

use crate::fact::{Duty, Fact, Question};
use crate::proof::{ProofState, Says, Weighing};
use crate::records::Records;
use crate::{Key, key};

/// A measure of a system that is there or not.
pub(crate) struct Measure {
    pub(crate) field: &'static str,
    pub(crate) words: Key,
    pub(crate) ask: &'static str,
}

/// What a policy tells.
pub(crate) const MEASURES: [Measure; 6] = [
    Measure {
        field: "system.encrypted_at_rest",
        words: key::MEASURE_ENCRYPTED_AT_REST,
        ask: "Is the data encrypted in every system that stores it?",
    },
    Measure {
        field: "system.encrypted_in_transit",
        words: key::MEASURE_ENCRYPTED_IN_TRANSIT,
        ask: "Is data encrypted on its way to and from every system?",
    },
    Measure {
        field: "system.mfa",
        words: key::MEASURE_MFA,
        ask: "Does every system ask for a second factor?",
    },
    Measure {
        field: "system.unique_ids",
        words: key::MEASURE_UNIQUE_IDS,
        ask: "Has each person a user id of their own?",
    },
    Measure {
        field: "system.logging",
        words: key::MEASURE_LOGGING,
        ask: "Does every system log who looks at data?",
    },
    Measure {
        field: "system.antimalware",
        words: key::MEASURE_ANTIMALWARE,
        ask: "Is every system protected against malware?",
    },
];

/// The systems in use that hold personal data, or may.
pub(crate) fn systems(records: &Records<'_>) -> Vec<RecordRef> {
    records
        .of("system")
        .into_iter()
        .filter(|system| !records.has_ended(*system, "system.status"))
        .filter(|system| records.yes_no(*system, "system.holds_personal_data") != Some(false))
        .collect()
}

/// One fact for each measure.
pub(crate) fn security(records: &Records<'_>) -> Vec<Fact> {
    let systems = systems(records);
    MEASURES.iter().map(|measure| everywhere(records, &systems, measure)).collect()
}

/// What dates the answers of a system.
const CHECKED_ON: &str = "system.reviewed_on";

/// Has a system a measure? A "yes" counts if the system was checked in the last 12 months.
pub(crate) fn says(records: &Records<'_>, system: RecordRef, field: &str) -> Says {
    match records.yes_no(system, field) {
        Some(false) => Says::Contradicts,
        Some(true) if records.checked_this_year(system, CHECKED_ON) => Says::Supports,
        _ => Says::Missing,
    }
}

/// What each system says of a measure.
pub(crate) fn weigh(records: &Records<'_>, systems: &[RecordRef], field: &str) -> Weighing {
    let mut weighing = Weighing::default();
    for system in systems {
        weighing.add(records, *system, &[field, CHECKED_ON], says(records, *system, field));
    }
    weighing
}

/// A measure: known if every system in use has it, none if one lacks it.
pub(crate) fn everywhere(records: &Records<'_>, systems: &[RecordRef], measure: &Measure) -> Fact {
    let field = measure.field;
    let cells = systems.iter().filter_map(|system| records.cell(*system, field)).collect();
    let id = format!("security.{}", &field["system.".len()..]);
    let question = Question::new(id, measure.ask, field, Duty::default());
    match weigh(records, systems, field).state() {
        ProofState::Proven => question.known(records.say(measure.words), cells),
        ProofState::Disproven => question.none("", cells),
        ProofState::NotProven | ProofState::Never => question.open(cells),
    }
}
