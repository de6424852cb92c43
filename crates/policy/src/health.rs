//! The pointer from a policy to the Notice of Privacy Practices (45 CFR 164.520).

use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, Found, Question};
use crate::organisation::{Applies, Laws};
use crate::records::Records;

/// Shown where the organisation is a covered entity with patients or members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Health {
    /// Where the Notice of Privacy Practices is.
    pub notice: Fact,
    /// Name or title and telephone (164.520(b)(1)(vii)).
    pub contact: Fact,
}

impl Health {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.notice, &self.contact]);
    }
}

pub(crate) fn health(records: &Records<'_>, laws: &Laws) -> Option<Health> {
    if laws.hipaa_notice != Applies::Yes {
        return None;
    }
    let required = |cite: &str| Duty { mandatory: true, cite: cite.to_owned() };
    let npp =
        records.of("notice").into_iter().find(|notice| records.choice(*notice, "notice.kind") == Some("npp"));
    let question = Question::new(
        "health.notice",
        "Where can people read the Notice of Privacy Practices?",
        "notice.url",
        required("45 CFR 164.520(c)"),
    );
    let notice = match npp {
        Some(notice) => {
            question.found(records.text(notice, "notice.url"), records.cells(notice, &["notice.url"]))
        }
        None => question.open(Vec::new()),
    };
    let path = "organisation.privacy_contact";
    let rows = records.of("organisation");
    let paths = [path, "organisation.phone"];
    let cells = rows.iter().flat_map(|row| records.cells(*row, &paths)).collect();
    let text = |path: &str| rows.iter().find_map(|row| records.text(*row, path).known());
    let named = text(path).and_then(|named| with_phone(named, text("organisation.phone")));
    let contact = Question::new(
        "health.contact",
        "Who takes questions about health privacy, and on which phone number?",
        path,
        required("45 CFR 164.520(b)(1)(vii)"),
    )
    .found(named.map_or(Found::Unknown, |text| Found::Known(records.name(&text))), cells);
    Some(Health { notice, contact })
}

/// A name or title with a telephone number; the organisation's own where the name comes without one.
fn with_phone(named: String, phone: Option<String>) -> Option<String> {
    let has_phone = |text: &str| text.chars().filter(char::is_ascii_digit).count() >= 7;
    if has_phone(&named) { Some(named) } else { phone.map(|phone| format!("{named}, {phone}")) }
}
