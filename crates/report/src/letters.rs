//! The letters that can follow an incident: which the laws ask for, until when, and what is open in each.
//!
//! Invariants: whether a letter is due is the verdict of its clocks; a letter of a law that was not judged is not there.

use std::collections::BTreeSet;

use candor_assess::{ClockRun, Notice, Truth, notices};
use candor_model::{Dictionary, Inventory, RecordRef};
use candor_policy::{Letter, LetterFacts, letter};

use crate::document::{Document, Edition, Part};
use crate::{Input, escape};

/// Longest name of an incident in the name of a folder, in characters.
const NAME_LIMIT: usize = 60;

/// Every letter, with the clocks that decide whether it is due.
const LETTERS: [(Letter, &[&str]); 9] = [
    (Letter::Authority, &["gdpr-authority"]),
    (Letter::PeopleGdpr, &["gdpr-people"]),
    (Letter::PeopleHipaa, &["hipaa-people"]),
    (Letter::PeopleCalifornia, &["ca-residents"]),
    (Letter::AttorneyGeneral, &["ca-attorney-general"]),
    (Letter::Hhs, &["hipaa-hhs-large", "hipaa-hhs-small"]),
    (Letter::Media, &["hipaa-media"]),
    (Letter::Customer, &["gdpr-customer", "hipaa-customer"]),
    (Letter::Record, &[]),
];

/// An incident of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentName {
    pub record: RecordRef,
    /// The reference, or empty.
    pub reference: String,
    pub title: String,
    /// Stands in the name of its folder; no two are the same, in any case of letters.
    pub folder: String,
}

/// Every incident of the log, in its order.
pub fn incidents(inventory: &Inventory) -> Vec<IncidentName> {
    let Some(entity) = Dictionary::builtin().find_entity("incident") else { return Vec::new() };
    let mut taken = BTreeSet::new();
    let named = |record| {
        let (reference, title) = (inventory.key(record).to_owned(), inventory.name(record));
        let wanted = folder(if reference.is_empty() { &title } else { &reference });
        let mut folder = wanted.clone();
        let mut number = 2;
        while !taken.insert(folder.to_lowercase()) {
            folder = format!("{wanted}-{number}");
            number += 1;
        }
        IncidentName { record, reference, title, folder }
    };
    inventory.records(entity).map(named).collect()
}

/// A name that no file system takes for another folder.
fn folder(name: &str) -> String {
    let short: String = escape::anchor(name.trim()).chars().take(NAME_LIMIT).collect();
    let plain = short.trim_matches(['.', '-']);
    if plain.is_empty() { "incident".to_owned() } else { plain.to_owned() }
}

/// A letter after one incident.
#[derive(Debug, Clone, PartialEq)]
pub struct LetterDue {
    pub letter: Letter,
    pub edition: Edition,
    /// Does a law ask for it? Of the own record always yes.
    pub due: Truth,
    /// Why not, or what is not known; empty if it is due.
    pub because: String,
    /// The notices that are due, or may be; of a letter that is not due, all.
    pub notices: Vec<Notice>,
}

impl LetterDue {
    /// To whom it goes, in words.
    pub fn to(&self) -> &'static str {
        match self.letter {
            Letter::Authority => "Data protection authority",
            Letter::PeopleGdpr => "People affected (GDPR)",
            Letter::PeopleHipaa => "People affected (HIPAA)",
            Letter::PeopleCalifornia => "People in California",
            Letter::AttorneyGeneral => "Attorney General of California",
            Letter::Hhs => "Department of Health and Human Services",
            Letter::Media => "Media",
            Letter::Customer => "Customer whose data it was",
            Letter::Record => "Own record",
        }
    }

    /// How many answers are open in the letter.
    pub fn open(&self, input: &Input<'_>, incident: &IncidentName) -> usize {
        let facts = facts(input, self.letter, Some(incident.record), is_late(&self.notices));
        facts.contents.iter().map(|content| content.open().count()).sum()
    }
}

/// The letters after an incident under the laws that were judged, in the order in which they are listed here.
pub fn letters(input: &Input<'_>, incident: &IncidentName) -> Vec<LetterDue> {
    let notices = notices(input.inventory, input.assessment, incident.record);
    LETTERS.iter().filter_map(|(kind, clocks)| due(incident, *kind, clocks, &notices)).collect()
}

fn due(incident: &IncidentName, kind: Letter, clocks: &[&str], notices: &[Notice]) -> Option<LetterDue> {
    let own: Vec<&Notice> = notices.iter().filter(|notice| clocks.contains(&notice.clock.as_str())).collect();
    if own.is_empty() && !clocks.is_empty() {
        return None;
    }
    let is = |wanted| own.iter().any(|notice| notice.due == wanted);
    let due = match () {
        () if clocks.is_empty() || is(Truth::Yes) => Truth::Yes,
        () if is(Truth::Unknown) => Truth::Unknown,
        () => Truth::No,
    };
    let kept: Vec<Notice> = own.into_iter().filter(|notice| notice.due == due).cloned().collect();
    let mut because: Vec<&str> = Vec::new();
    for notice in &kept {
        // Two sizes of one duty fail for the same reason.
        if !because.iter().any(|said| said.contains(notice.because.as_str())) {
            because.push(&notice.because);
        }
    }
    Some(LetterDue {
        letter: kind,
        edition: Edition::new(Document::Letter(kind), Part::Record(incident.folder.clone())),
        due,
        because: because.join("; "),
        notices: kept,
    })
}

/// Is a notice sent after its time, or not sent although it has run out?
pub(crate) fn is_late(notices: &[Notice]) -> bool {
    let late = |run: &ClockRun| run.late_by.is_some();
    notices.iter().filter_map(|notice| notice.run.as_ref()).any(late)
}

pub(crate) fn facts(
    input: &Input<'_>,
    kind: Letter,
    incident: Option<RecordRef>,
    is_late: bool,
) -> LetterFacts {
    letter(input.inventory, input.assessment.as_of, kind, incident, is_late)
}
