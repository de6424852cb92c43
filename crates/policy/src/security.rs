//! How data is protected: only measures that are recorded for every system in use.

use candor_model::RecordRef;

use crate::fact::{Duty, Fact, Question};
use crate::records::Records;

/// Field, sentence and question of each measure.
const MEASURES: &[(&str, &str, &str)] = &[
    (
        "system.encrypted_at_rest",
        "We encrypt the data we store.",
        "Is the data encrypted in every system that stores it?",
    ),
    (
        "system.encrypted_in_transit",
        "We encrypt data when we send it.",
        "Is data encrypted on its way to and from every system?",
    ),
    (
        "system.mfa",
        "People who sign in need a second proof of who they are.",
        "Does every system ask for a second factor?",
    ),
    (
        "system.unique_ids",
        "Each person who works with data has their own account.",
        "Has each person a user id of their own?",
    ),
    ("system.logging", "We log who looks at data.", "Does every system log who looks at data?"),
    (
        "system.antimalware",
        "We protect systems against malware.",
        "Is every system protected against malware?",
    ),
];

/// One fact for each measure: known if every system in use has it, none if one lacks it.
pub(crate) fn security(records: &Records<'_>) -> Vec<Fact> {
    let systems: Vec<RecordRef> = records
        .of("system")
        .into_iter()
        .filter(|system| !records.has_ended(*system, "system.status"))
        .filter(|system| records.yes_no(*system, "system.holds_personal_data") != Some(false))
        .collect();
    MEASURES
        .iter()
        .map(|(field, words, ask)| {
            let answers: Vec<Option<bool>> =
                systems.iter().map(|system| records.yes_no(*system, field)).collect();
            let cells = systems.iter().filter_map(|system| records.cell(*system, field)).collect();
            let question = Question::new(
                format!("security.{}", &field["system.".len()..]),
                *ask,
                field,
                Duty::default(),
            );
            match answers.as_slice() {
                [] => question.open(cells),
                answers if answers.contains(&Some(false)) => question.none("", cells),
                answers if answers.contains(&None) => question.open(cells),
                _ => question.known(*words, cells),
            }
        })
        .collect()
}
