//! Facts and claims drawn from an inventory: what a privacy policy can say, and what it has to ask; and the text of any
//! policy, read and measured.
//!
//! The way of a fact: `organisation` decides which laws count; `activity`, `recipient` and `transfer` draw facts from
//! rows; `claim` weighs what holds for all of them; `glance` repeats the most important.
//!
//! Invariants: no default becomes a claim; every fact carries the cells it rests on; what is not known is a
//! question; nothing here decides the outcome of a checklist.
//!
//! ```
//! use candor_model::Inventory;
//! use candor_policy::{Language, facts};
//! use chrono::NaiveDate;
//!
//! let as_of = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
//! let facts = facts(&Inventory::default(), as_of, Language::English);
//! // Nothing is known, so a policy would only ask, and could not be published.
//! assert!(!facts.blocking().is_empty());
//! ```

mod activity;
mod audience;
mod basis;
mod california;
mod changes;
mod claim;
mod collection;
mod country;
mod disclosure;
mod drift;
mod fact;
mod glance;
mod health;
mod incident;
mod indirect;
mod joint;
mod language;
mod lazy;
mod letter;
pub mod lint;
mod organisation;
pub mod plain;
mod practices;
mod promises;
mod proof;
mod protection;
mod provision;
mod recipient;
mod records;
mod retention;
mod rights;
mod scope;
mod security;
mod sender;
mod sensitive;
mod term;
pub mod text;
mod tracker;
mod transfer;
mod words;

use candor_model::Inventory;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

pub use activity::{Activity, OnBehalf};
pub use audience::Audience;
pub use california::{
    California, Category, Choices, Collected, Decision, Incentive, Links, Metric, Metrics, NoticePlace,
};
pub use changes::{
    Change, ChangeKind, Changes, FactRecord, Move, RecordError, RecordedFact, RecordedSentence, RecordedText,
    RecordedWords, SpokenFacts, Telling, changes, telling,
};
pub use claim::Claims;
pub use collection::{CollectionPoint, POINT_WORDS};
pub use country::country_name;
pub use drift::{
    Drift, DriftContext, DriftItem, DriftKind, DriftRecord, DriftSaid, DriftSentence, Topic, drift,
};
pub use fact::{Fact, FactCell, State};
pub use glance::{GLANCE_LINES, GLANCE_WORDS, Glance};
pub use health::Health;
pub use incident::Incident;
pub use indirect::Indirect;
pub use language::{FluentArgs, Key, Language, key};
pub use lazy::LazyFacts;
pub use letter::{Content, Letter, LetterFacts, letter};
pub use organisation::{Applies, Laws, Organisation, Version};
pub use practices::{Part2, Practices};
pub use promises::{Promise, PromiseCase, PromiseState, promises};
pub use proof::{Proof, ProofState, Row, Says};
pub use protection::{Protection, Told, protection};
pub use recipient::Recipient;
pub use rights::Right;
pub use scope::Scope;
pub use sender::Sender;
pub use tracker::{TRACKER_KINDS, Tracker, Trackers};
pub use transfer::Transfer;

/// Everything a privacy policy is made of, in the order it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facts {
    /// The day that the facts were drawn for.
    pub as_of: NaiveDate,
    /// The language of their words.
    pub language: Language,
    /// Words of the records that have no term in this language and stand as written, once each, in order. Of no
    /// interest for the language that the records are kept in.
    pub untranslated: Vec<String>,
    /// The lines at a glance.
    pub glance: Vec<Glance>,
    /// Who the organisation is and how to reach it.
    pub organisation: Organisation,
    /// Which laws apply.
    pub laws: Laws,
    /// Groups of people, each with the activities that concern it.
    pub audiences: Vec<Audience>,
    /// The activities that the organisation decides about.
    pub activities: Vec<Activity>,
    /// Activities that are planned: asked about, not told.
    pub planned: Vec<Fact>,
    /// What it does for others.
    pub on_behalf: Vec<OnBehalf>,
    /// What is decided together with others.
    pub joint: Vec<Fact>,
    /// Who gets data.
    pub recipients: Vec<Recipient>,
    /// Where data goes outside the EEA.
    pub transfers: Vec<Transfer>,
    /// Statements that need proof.
    pub claims: Claims,
    /// Points at which data is collected, in the order of the records.
    pub points: Vec<CollectionPoint>,
    /// Cookies and other trackers.
    pub trackers: Trackers,
    /// Every claim that takes proof, with the rows that prove it or do not.
    pub proofs: Vec<Proof>,
    /// Measures, each for all systems.
    pub security: Vec<Fact>,
    /// The rights of people.
    pub rights: Vec<Right>,
    /// What California asks for, if its law can apply.
    pub california: Option<California>,
    /// What HIPAA asks for, if it can apply.
    pub health: Option<Health>,
    /// What the Notice of Privacy Practices says, of a covered entity that must have one.
    pub practices: Option<Practices>,
    /// The version of the text.
    pub version: Version,
}

impl Facts {
    /// Every fact, in the order it is told.
    pub fn all(&self) -> Vec<&Fact> {
        let mut facts = Vec::new();
        self.organisation.each(&mut facts);
        facts.extend(&self.laws.open);
        for activity in &self.activities {
            activity.each(&mut facts);
        }
        facts.extend(&self.planned);
        facts.extend(self.on_behalf.iter().flat_map(|work| [&work.named, &work.controller]));
        facts.extend(&self.joint);
        for recipient in &self.recipients {
            recipient.each(&mut facts);
        }
        for transfer in &self.transfers {
            transfer.each(&mut facts);
        }
        self.claims.each(&mut facts);
        self.trackers.each(&mut facts);
        facts.extend(&self.security);
        if let Some(california) = &self.california {
            california.each(&mut facts);
        }
        if let Some(health) = &self.health {
            health.each(&mut facts);
        }
        if let Some(practices) = &self.practices {
            practices.each(&mut facts);
        }
        self.version.each(&mut facts);
        facts
    }

    /// The facts that are not known.
    pub fn open(&self) -> Vec<&Fact> {
        self.all().into_iter().filter(|fact| fact.is_open()).collect()
    }

    /// The open facts that a law asks for: while there is one, the policy is not to be published.
    pub fn blocking(&self) -> Vec<&Fact> {
        self.open().into_iter().filter(|fact| fact.mandatory).collect()
    }
}

/// Draws the facts of a policy from an inventory, as of a day, in the words of a language.
pub fn facts(inventory: &Inventory, as_of: NaiveDate, language: Language) -> Facts {
    let records = records::Records::new(inventory, as_of, language);
    let laws = organisation::laws(&records);
    let organisation = organisation::organisation(&records, &laws);
    let found = activity::activities(&records, &laws);
    let recipients = recipient::recipients(&records, &laws);
    let transfers = transfer::transfers(&records, &laws, &found, &recipients);
    let weighed = claim::claims(&records, &laws, &found, &recipients, &transfers);
    let claims = weighed.claims;
    let joint = joint::joint(&records, &laws, &found.own, &recipients);
    let recipients = recipient::told_once(&records, recipients);
    let decided = |fact, weighing| proof::Decided { fact, weighing };
    let decided = vec![
        decided(&claims.selling, weighed.selling),
        decided(&claims.abroad, weighed.abroad),
        decided(&claims.children, weighed.children),
    ];
    let proofs = proof::proofs(&records, &found, &recipients, decided);
    let subjects: Vec<Vec<String>> = found.own.iter().map(|activity| activity.subjects.clone()).collect();
    let mut facts = Facts {
        as_of,
        language,
        untranslated: Vec::new(),
        glance: Vec::new(),
        audiences: audience::audiences(&records, &subjects),
        rights: rights::gdpr_rights(&records, &laws, &found.own, &claims.automated),
        california: california::california(&records, &laws, &found, &claims),
        health: health::health(&records, &laws),
        practices: practices::practices(&records, &laws),
        points: Vec::new(),
        trackers: tracker::trackers(&records, &laws, &found),
        security: security::security(&records),
        version: organisation::version(&records),
        activities: found.own,
        planned: found.planned,
        on_behalf: found.on_behalf,
        organisation,
        laws,
        joint,
        recipients,
        transfers,
        claims,
        proofs,
    };
    facts.glance = glance::glance(&records, &facts);
    facts.points = collection::points(&records, &facts);
    facts.untranslated = records.untranslated();
    facts
}
