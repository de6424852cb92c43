//! Who writes a letter, and how to reach them.
//!
//! Invariant: every fact comes from the cells of the organisation, or is a question.

use schemars::JsonSchema;
use serde::Serialize;

use crate::State;
use crate::fact::{Fact, Found};
use crate::incident::asked;
use crate::records::Records;

/// Who writes the letter, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sender {
    /// The short name, else the legal name, else empty.
    pub called: String,
    /// The full registered name.
    pub legal_name: Fact,
    /// Where letters reach the organisation.
    pub address: Fact,
    /// The data protection officer, else whoever takes privacy questions (GDPR Art. 33(3)(b)).
    pub contact: Fact,
    /// Phone number.
    pub phone: Fact,
    /// Email address.
    pub email: Fact,
    /// Website.
    pub website: Fact,
    /// Phone, email, website or address: one is enough (45 CFR 164.404(c)(1)(E)).
    pub reach: Fact,
    /// The data protection authority in charge.
    pub authority: Fact,
}

/// Who writes the letter.
pub(crate) fn sender(records: &Records<'_>) -> Sender {
    let own = |field: &str, ask: &str| own_fact(records, field, ask);
    let legal_name = own("legal_name", "What is the full name of your organisation?");
    let short = own("short_name", "").text;
    let called = if short.is_empty() { legal_name.text.clone() } else { short };
    let (address, phone) =
        (own("address", "What is your postal address?"), own("phone", "Which phone number takes questions?"));
    let (email, website) = (
        own("email", "Which email address takes privacy questions?"),
        own("website", "What is your website?"),
    );
    let contact = first_known(
        [
            own("dpo", "Who answers questions about this, and how can they be reached?"),
            own("privacy_contact", ""),
        ],
        &[&email, &phone],
    );
    let known: Vec<&Fact> =
        [&phone, &email, &website, &address].into_iter().filter(|fact| fact.is_known()).collect();
    let reach = match known.as_slice() {
        [] => Fact { id: "sender.reach".to_owned(), ask: REACH.to_owned(), ..phone.clone() },
        [first, ..] => Fact {
            id: "sender.reach".to_owned(),
            text: known.iter().map(|fact| fact.text.as_str()).collect::<Vec<_>>().join("; "),
            cells: known.iter().flat_map(|fact| fact.cells.clone()).collect(),
            ..(*first).clone()
        },
    };
    Sender {
        called,
        authority: own("complaint_authority", "Which data protection authority is in charge of you?"),
        legal_name,
        address,
        contact,
        phone,
        email,
        website,
        reach,
    }
}

const REACH: &str = "Which toll-free number, email, website or postal address takes questions?";

/// The first that is known; else the first one's question.
fn first_known<const N: usize>(own: [Fact; N], others: &[&Fact]) -> Fact {
    let known = own.iter().chain(others.iter().copied()).find(|fact| fact.is_known()).cloned();
    let [first, ..] = own.as_slice() else { return others[0].clone() };
    known.unwrap_or_else(|| Fact { state: State::Unknown, text: String::new(), ..first.clone() })
}

/// A text of the organisation; an explicit "none" answers nothing that a letter has to say.
fn own_fact(records: &Records<'_>, field: &str, ask: &str) -> Fact {
    let path = format!("organisation.{field}");
    let rows = records.of("organisation");
    let cells = rows.iter().flat_map(|row| records.cells(*row, &[&path])).collect();
    let known = rows.iter().find_map(|row| records.text(*row, &path).known());
    asked(&path, ask, known.map_or(Found::Unknown, Found::Known), cells)
}
