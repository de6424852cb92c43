//! The library of checklists: built in, or parsed from files.
//!
//! Invariant: a library has no mistakes; a file with one is refused with all its mistakes.

mod adjust;
mod compile;
mod compile_clock;
mod compile_condition;
mod compile_obligation;
mod compile_reference;
mod compile_requirement;
mod compile_rule;
mod compile_test;
mod mistake;
mod raw;
mod requirement;
mod wanted;

use std::collections::HashMap;
use std::sync::OnceLock;

use candor_model::text::plain;

pub use adjust::SwitchedOff;
pub(crate) use compile_clock::{LogClock, compile_clocks};
pub(crate) use compile_obligation::{Criteria, Criterion, Obligation, compile_obligations};
pub(crate) use mistake::closest;
pub use mistake::{Mistake, Source};
pub use requirement::{Change, Checklist, Condition, LeftOut, Link, Renamed, Requirement};
pub(crate) use requirement::{Holds, Latest, Rule};

/// A file of the folder `checklists`.
macro_rules! builtin {
    ($name:literal) => {
        Source { name: $name, text: include_str!(concat!("../checklists/", $name)) }
    };
}

/// Checklists and the conditions they share.
#[derive(Debug, Clone)]
pub struct Library {
    checklists: Vec<Checklist>,
    conditions: Vec<Condition>,
    links: Vec<Link>,
    /// Made when a requirement is first looked for.
    named: OnceLock<HashMap<String, (usize, usize)>>,
}

impl Library {
    /// The checklists that Candor is built with.
    pub fn builtin() -> &'static Library {
        static BUILTIN: OnceLock<Library> = OnceLock::new();
        BUILTIN.get_or_init(|| Library::parse(BUILTIN_FILES).expect("the built-in checklists are tested"))
    }

    /// The built-in files together with an organisation's own.
    ///
    /// # Errors
    /// Every mistake of its files.
    pub fn with(own: &[Source<'_>]) -> Result<Library, Vec<Mistake>> {
        if own.is_empty() {
            return Ok(Library::builtin().clone());
        }
        let files: Vec<Source<'_>> = BUILTIN_FILES.iter().chain(own).copied().collect();
        Library::parse(&files)
    }

    /// The built-in files, in the order they are parsed in.
    pub fn builtin_files() -> &'static [Source<'static>] {
        BUILTIN_FILES
    }

    /// Parses files that belong together; conditions of one may be used in another.
    ///
    /// # Errors
    /// Every mistake of every file, in the order of files and lines.
    pub fn parse(files: &[Source<'_>]) -> Result<Library, Vec<Mistake>> {
        let compile::Compiled { checklists, conditions, links } = compile::compile(files)?;
        Ok(Library { checklists, conditions, links, named: OnceLock::new() })
    }

    pub fn checklists(&self) -> &[Checklist] {
        &self.checklists
    }

    /// In alphabetical order of their ids.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The crosswalk: links between like duties.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|checklist| checklist.id().eq_ignore_ascii_case(id))
    }

    /// Every requirement with its checklist, in order.
    pub fn requirements(&self) -> impl Iterator<Item = (&Checklist, &Requirement)> {
        self.checklists.iter().flat_map(|checklist| {
            checklist.requirements().iter().map(move |requirement| (checklist, requirement))
        })
    }

    /// A requirement by id, citation or an id of an earlier version, in any case; of several with one citation the
    /// first.
    pub fn requirement(&self, name: &str) -> Option<(&Checklist, &Requirement)> {
        let named = |name: &str| {
            let (checklist, at) = *self.named.get_or_init(|| self.names()).get(name)?;
            let checklist = &self.checklists[checklist];
            Some((checklist, &checklist.requirements()[at]))
        };
        named(&plain(name)).or_else(|| named(&plain(self.renamed(name)?)))
    }

    /// Where each requirement stands, by its id and its citation; an id goes before a citation.
    fn names(&self) -> HashMap<String, (usize, usize)> {
        let places = || {
            self.checklists.iter().enumerate().flat_map(|(checklist, known)| {
                known.requirements().iter().enumerate().map(move |(at, known)| (known, (checklist, at)))
            })
        };
        let mut names = HashMap::new();
        for (requirement, place) in places() {
            names.entry(plain(requirement.id())).or_insert(place);
        }
        for (requirement, place) in places() {
            names.entry(plain(requirement.cite())).or_insert(place);
        }
        names
    }

    /// The id that a requirement has now, of one that it had in an earlier version.
    pub fn renamed(&self, old: &str) -> Option<&str> {
        let mut known = self.checklists.iter().flat_map(Checklist::renamed);
        known.find(|renamed| plain(&renamed.from) == plain(old)).map(|renamed| renamed.to.as_str())
    }

    /// The condition on which a requirement applies, if there is one.
    pub fn applies(&self, requirement: &Requirement) -> Option<&Condition> {
        requirement.applies().map(|at| &self.conditions[at])
    }

    /// The condition on which a checklist applies as a whole.
    pub fn scope(&self, checklist: &Checklist) -> Option<&Condition> {
        checklist.scope().map(|at| &self.conditions[at])
    }
}

const BUILTIN_FILES: &[Source<'static>] = &[
    builtin!("conditions.toml"),
    builtin!("gdpr/checklist.toml"),
    builtin!("gdpr/principles.toml"),
    builtin!("gdpr/notices.toml"),
    builtin!("gdpr/rights.toml"),
    builtin!("gdpr/governance.toml"),
    builtin!("gdpr/processors-and-records.toml"),
    builtin!("gdpr/security-and-breaches.toml"),
    builtin!("gdpr/assessments-and-officer.toml"),
    builtin!("gdpr/transfers-and-others.toml"),
    builtin!("ccpa/checklist.toml"),
    builtin!("ccpa/statute.toml"),
    builtin!("ccpa/general.toml"),
    builtin!("ccpa/notices.toml"),
    builtin!("ccpa/requests.toml"),
    builtin!("ccpa/service-providers.toml"),
    builtin!("ccpa/verification-and-minors.toml"),
    builtin!("ccpa/training-and-records.toml"),
    builtin!("ccpa/automated-decisions.toml"),
    builtin!("ccpa/cybersecurity-audits.toml"),
    builtin!("ccpa/risk-assessments.toml"),
    builtin!("hipaa/checklist.toml"),
    builtin!("hipaa/security-administrative.toml"),
    builtin!("hipaa/security-physical-and-technical.toml"),
    builtin!("hipaa/security-organisational.toml"),
    builtin!("hipaa/breaches.toml"),
    builtin!("hipaa/part-2-and-general.toml"),
    builtin!("hipaa/privacy-organisation.toml"),
    builtin!("hipaa/privacy-uses.toml"),
    builtin!("hipaa/privacy-limits.toml"),
    builtin!("hipaa/privacy-notice.toml"),
    builtin!("hipaa/privacy-rights.toml"),
    builtin!("hipaa/privacy-administration.toml"),
    builtin!("baseline/checklist.toml"),
    builtin!("baseline/inventory-notices-and-training.toml"),
    builtin!("baseline/security-and-access.toml"),
    builtin!("baseline/minimisation-and-retention.toml"),
    builtin!("baseline/governance-and-risk.toml"),
    builtin!("baseline/incidents-and-consent.toml"),
    builtin!("baseline/vendors-and-sensitive-data.toml"),
    builtin!("baseline/communication-and-devices.toml"),
    builtin!("crosswalk.toml"),
];
