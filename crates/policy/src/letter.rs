//! Letters about an incident: what the law asks each to hold, and the facts that hold it.
//!
//! Invariants: a content is in the letter only if every fact it needs is known; whether a letter is due is decided
//! where clocks are judged, not here.

use candor_model::{Inventory, RecordRef};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Language;
use crate::fact::Fact;
use crate::incident::{self, Incident};
use crate::records::Records;
use crate::sender::{self, Sender};

/// The letters that can follow an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// To the data protection authority (GDPR Art. 33).
    Authority,
    /// To the people affected (GDPR Art. 34).
    PeopleGdpr,
    /// To the people affected (45 CFR 164.404).
    PeopleHipaa,
    /// To people in California (Civ. Code 1798.82).
    PeopleCalifornia,
    /// To the Attorney General of California (Civ. Code 1798.82(f)).
    AttorneyGeneral,
    /// To the Department of Health and Human Services (45 CFR 164.408).
    Hhs,
    /// To the media (45 CFR 164.406).
    Media,
    /// To the organisation whose data it was (GDPR Art. 33(2); 45 CFR 164.410).
    Customer,
    /// To nobody: the own record (GDPR Art. 33(5); 45 CFR 164.414(b)).
    Record,
}

/// What a letter is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LetterFacts {
    /// What the log holds of the incident.
    pub incident: Incident,
    /// Who writes.
    pub sender: Sender,
    /// What the law asks the letter to hold.
    pub contents: Vec<Content>,
}

/// One thing that the law asks a letter to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Content {
    /// What it is, in plain words.
    pub title: String,
    /// The provision.
    pub cite: String,
    /// The facts that it needs; all must be known.
    pub facts: Vec<Fact>,
}

impl Content {
    /// The facts that are not known.
    pub fn open(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| fact.is_open())
    }
}

/// Draws the facts of a letter from the row of an incident, as of a day, in English. Without an incident every fact is open. A late
/// notice to the authority has to say why (GDPR Art. 33(1)).
pub fn letter(
    inventory: &Inventory,
    as_of: NaiveDate,
    letter: Letter,
    incident: Option<RecordRef>,
    is_late: bool,
) -> LetterFacts {
    let records = Records::new(inventory, as_of, Language::English);
    let incident = incident::incident(&records, incident);
    let sender = sender::sender(&records);
    let contents = contents(letter, &incident, &sender, is_late);
    LetterFacts { incident, sender, contents }
}

fn contents(letter: Letter, incident: &Incident, sender: &Sender, is_late: bool) -> Vec<Content> {
    match letter {
        Letter::Authority => authority(incident, sender, is_late),
        Letter::PeopleGdpr => people_gdpr(incident, sender),
        Letter::PeopleHipaa => people_hipaa(incident, sender, &incident.people_told, "164.404(c)(1)"),
        // 45 CFR 164.406(c): the contents of the letter to people.
        Letter::Media => people_hipaa(incident, sender, &incident.media_told, "164.406(c), 164.404(c)(1)"),
        Letter::PeopleCalifornia => people_california(incident, sender),
        Letter::AttorneyGeneral => attorney_general(incident, sender),
        Letter::Hhs => hhs(incident, sender),
        Letter::Customer => customer(incident, sender),
        Letter::Record => record(incident),
    }
}

/// What no list of contents names, and no letter can be sent without.
fn head(facts: &[&Fact]) -> Content {
    content("Head of the letter", "", facts)
}

fn content(title: &str, cite: &str, facts: &[&Fact]) -> Content {
    Content {
        title: title.to_owned(),
        cite: cite.to_owned(),
        facts: facts.iter().map(|fact| (*fact).clone()).collect(),
    }
}

/// GDPR Art. 33(3).
fn authority(incident: &Incident, sender: &Sender, is_late: bool) -> Vec<Content> {
    let cite = "GDPR Art. 33(3)(a)";
    let mut contents = vec![
        head(&[&sender.authority, &incident.authority_told, &sender.address, &incident.aware]),
        content("What happened", cite, &[&incident.what_happened]),
        content("Which people, and about how many", cite, &[&incident.subjects, &incident.people]),
        content("Which data, and about how many records", cite, &[&incident.data, &incident.records]),
        content("Whom to ask", "GDPR Art. 33(3)(b)", &[&sender.legal_name, &sender.contact]),
        content("Likely consequences", "GDPR Art. 33(3)(c)", &[&incident.effects]),
        content("Measures taken or planned", "GDPR Art. 33(3)(d)", &[&incident.done]),
    ];
    if is_late {
        contents.push(content("Reasons for the delay", "GDPR Art. 33(1)", &[&incident.delay_reason]));
    }
    contents
}

/// GDPR Art. 34(2), which refers to Art. 33(3)(b)-(d).
fn people_gdpr(incident: &Incident, sender: &Sender) -> Vec<Content> {
    let cite = |letter: &str| format!("GDPR Art. 34(2), 33(3)({letter})");
    vec![
        head(&[&incident.people_told, &sender.address]),
        content("What happened", "GDPR Art. 34(2)", &[&incident.what_happened]),
        content("Whom to ask", &cite("b"), &[&sender.legal_name, &sender.contact]),
        content("Likely consequences", &cite("c"), &[&incident.effects]),
        content("Measures taken or planned", &cite("d"), &[&incident.done]),
    ]
}

/// 45 CFR 164.404(c)(1).
fn people_hipaa(incident: &Incident, sender: &Sender, told: &Fact, section: &str) -> Vec<Content> {
    let cite = |letter: &str| format!("45 CFR {section}({letter})");
    let dated = [&incident.what_happened, &incident.began, &incident.discovered];
    vec![
        head(&[told, &sender.address]),
        content("What happened, with both dates", &cite("A"), &dated),
        content("Kinds of data", &cite("B"), &[&incident.data]),
        content("What people can do", &cite("C"), &[&incident.advice]),
        content("What you do about it", &cite("D"), &[&incident.done]),
        content("How to reach you", &cite("E"), &[&sender.legal_name, &sender.reach]),
    ]
}

/// Civ. Code 1798.82(d)(2). What depends on the kinds of data is asked for where they name such a number.
fn people_california(incident: &Incident, sender: &Sender) -> Vec<Content> {
    let cite = |letter: &str| format!("Civ. Code 1798.82(d)(2)({letter})");
    let mut contents = vec![
        head(&[&sender.address]),
        content("Who writes, and how to reach you", &cite("A"), &[&sender.legal_name, &sender.reach]),
        content("Kinds of data", &cite("B"), &[&incident.data]),
        content(
            "Dates of the breach and of the letter",
            &cite("C"),
            &[&incident.began, &incident.people_told],
        ),
        content("Whether law enforcement delayed it", &cite("D"), &[&incident.police_delay]),
        content("What happened", &cite("E"), &[&incident.what_happened]),
        content("What you do about it", "Civ. Code 1798.82(d)(1)", &[&incident.done]),
        content("What people can do", "Civ. Code 1798.82(d)(1)", &[&incident.advice]),
    ];
    if incident.names_identity_numbers {
        contents.push(content("Credit reporting agencies", &cite("F"), &[&incident.credit_agencies]));
        contents.push(content("Identity protection offered", &cite("G"), &[&incident.identity_protection]));
    }
    contents
}

/// Civ. Code 1798.82(f): the sample is the letter to people; the rest says what it belongs to.
fn attorney_general(incident: &Incident, sender: &Sender) -> Vec<Content> {
    let cite = "Civ. Code 1798.82(f)";
    vec![
        head(&[&incident.attorney_general_told, &sender.address]),
        content("Who writes, and how to reach you", cite, &[&sender.legal_name, &sender.reach]),
        content(
            "Dates of the breach and of the letter to people",
            cite,
            &[&incident.began, &incident.people_told],
        ),
        content("How many people in California", cite, &[&incident.californians]),
    ]
}

/// 45 CFR 164.408: in the manner that the website of HHS asks for, so the facts for its form.
fn hhs(incident: &Incident, sender: &Sender) -> Vec<Content> {
    let cite = "45 CFR 164.408";
    let dates = [&incident.began, &incident.discovered];
    vec![
        head(&[&incident.hhs_told]),
        content(
            "Who writes, and how to reach you",
            cite,
            &[&sender.legal_name, &sender.address, &sender.contact],
        ),
        content("How many people", cite, &[&incident.people]),
        content("Dates of the breach and of its discovery", cite, &dates),
        content("Kind of breach, and where the data was", cite, &[&incident.kind, &incident.location]),
        content("Kinds of data", cite, &[&incident.data]),
        content("What happened", cite, &[&incident.what_happened]),
        content("What you do about it", cite, &[&incident.done]),
        content("When people were told", cite, &[&incident.people_told]),
    ]
}

/// 45 CFR 164.410(c), and what the controller needs for its own notice (GDPR Art. 33(3)).
fn customer(incident: &Incident, sender: &Sender) -> Vec<Content> {
    let cite = "GDPR Art. 33(2), 33(3); 45 CFR 164.410(c)(2)";
    let dates = [&incident.began, &incident.discovered];
    vec![
        head(&[&incident.customer_told, &sender.address]),
        content("Each person affected, as far as you can", "45 CFR 164.410(c)(1)", &[&incident.people_list]),
        content("Whose data it was", "GDPR Art. 33(2); 45 CFR 164.410(a)", &[&incident.controllers]),
        content("What happened, with both dates", cite, &[&incident.what_happened, dates[0], dates[1]]),
        content("Which people, and about how many", cite, &[&incident.subjects, &incident.people]),
        content("Kinds of data", cite, &[&incident.data]),
        content("Likely consequences", cite, &[&incident.effects]),
        content("What you do about it", cite, &[&incident.done]),
        content("Whom to ask", cite, &[&sender.legal_name, &sender.contact]),
    ]
}

/// GDPR Art. 33(5).
fn record(incident: &Incident) -> Vec<Content> {
    let cite = "GDPR Art. 33(5)";
    vec![
        content("Facts", cite, &[&incident.what_happened, &incident.discovered, &incident.data]),
        content("Effects", cite, &[&incident.effects]),
        content("What was done", cite, &[&incident.done]),
    ]
}
