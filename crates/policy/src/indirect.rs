//! Data that does not come from the person: from whom, whether that source is public, and whether people were told
//! (GDPR Art. 14).
//!
//! Invariant: "people were told" rests on a day that has come, or on a recorded exception; else it is asked.

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, Found, Question};
use crate::key;
use crate::organisation::{Applies, Laws};
use crate::records::Records;
use crate::words::{key_of, sentence};

/// What Art. 14 asks for beside the facts of the activity itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Indirect {
    /// Who gives the data, by name.
    pub source: Fact,
    /// Is it a public source?
    pub public: Fact,
    /// When people were told, or the exception that makes telling each of them unnecessary.
    pub told: Fact,
}

impl Indirect {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.source, &self.public, &self.told]);
    }
}

/// Of an activity with data from others, where the GDPR may apply.
pub(crate) fn indirect(
    records: &Records<'_>,
    laws: &Laws,
    record: RecordRef,
    id: &str,
    name: &str,
) -> Option<Indirect> {
    let Found::Known(sources) = records.choices(record, "activity.source") else { return None };
    let is_public = sources.contains(&"public");
    let from_others = is_public || sources.contains(&"third_party");
    if !from_others || laws.gdpr == Applies::No {
        return None;
    }
    let source = Question::new(
        format!("{id}.source_name"),
        format!("Who gives you the data of “{name}” that does not come from the person?"),
        "activity.source_name",
        laws.duty("GDPR Art. 14(2)(f)", ""),
    );
    let named = records.text(record, "activity.source_name").map(|text| records.word(&text));
    let cells = records.cells(record, &["activity.source_name"]);
    let source = match named {
        Found::Known(named) => source.known(sentence(&named), cells),
        // A source that is used cannot be "none".
        Found::None | Found::Unknown => source.open(cells),
    };
    let public = Question::new(
        format!("{id}.source_public"),
        format!("Is the source of “{name}” public?"),
        "activity.source",
        laws.duty("GDPR Art. 14(2)(f)", ""),
    );
    let words = match (is_public, sources.contains(&"third_party")) {
        (true, true) => key::INDIRECT_PARTLY_PUBLIC,
        (true, false) => key::INDIRECT_PUBLIC,
        (false, _) => key::INDIRECT_NOT_PUBLIC,
    };
    let public = public.known(records.say(words), records.cells(record, &["activity.source"]));
    Some(Indirect { source, public, told: told(records, record, id, name) })
}

/// GDPR Art. 14(3) and (5).
fn told(records: &Records<'_>, record: RecordRef, id: &str, name: &str) -> Fact {
    let (exemption, reason) = ("activity.notice_exemption", "activity.notice_exemption_reason");
    let question = Question::new(
        format!("{id}.told"),
        format!(
            "When were people told about the data of “{name}” that others gave, or which exception holds?"
        ),
        "activity.people_told_on",
        Duty::default(),
    );
    let day = records.past_day(record, "activity.people_told_on");
    let exceptions = records.choices(record, exemption).known().unwrap_or_default();
    if let (Some(day), true) = (day, exceptions.is_empty()) {
        let text = records.say_with(key::INDIRECT_TOLD, &[("day", &records.language.long_date(day))]);
        return question.known(text, records.cells(record, &["activity.people_told_on"]));
    }
    if exceptions.is_empty() {
        return question.open(records.cells(record, &["activity.people_told_on", exemption]));
    }
    let mut words: Vec<String> =
        exceptions.iter().map(|exception| records.say(key_of("not-told", exception))).collect();
    if let Found::Known(reason) = records.text(record, reason) {
        let reason = sentence(&records.word(&reason));
        words.push(records.say_with(key::NOT_TOLD_REASON, &[("reason", &reason)]));
    }
    question.known(words.join(" "), records.cells(record, &[exemption, reason]))
}
