//! The library of checklists: built in, or parsed from files.
//!
//! Invariant: a library has no mistakes; a file with one is refused with all its mistakes.

mod compile;
mod compile_condition;
mod compile_requirement;
mod compile_rule;
mod compile_test;
mod mistake;
mod raw;
mod requirement;
mod wanted;

use std::sync::OnceLock;

use candor_model::text::plain;

pub(crate) use mistake::closest;
pub use mistake::{Mistake, Source};
pub use requirement::{Checklist, Condition, Requirement};
pub(crate) use requirement::{Holds, Latest, Rule};

/// Checklists and the conditions they share.
#[derive(Debug)]
pub struct Library {
    checklists: Vec<Checklist>,
    conditions: Vec<Condition>,
}

impl Library {
    /// The checklists that Candor is built with.
    pub fn builtin() -> &'static Library {
        static BUILTIN: OnceLock<Library> = OnceLock::new();
        BUILTIN.get_or_init(|| Library::parse(BUILTIN_FILES).expect("the built-in checklists are tested"))
    }

    /// The built-in files, to be parsed together with a user's own.
    pub fn builtin_files() -> &'static [Source<'static>] {
        BUILTIN_FILES
    }

    /// Parses files that belong together; conditions of one may be used in another.
    ///
    /// # Errors
    /// Every mistake of every file, in the order of files and lines.
    pub fn parse(files: &[Source<'_>]) -> Result<Library, Vec<Mistake>> {
        let (checklists, conditions) = compile::compile(files)?;
        Ok(Library { checklists, conditions })
    }

    pub fn checklists(&self) -> &[Checklist] {
        &self.checklists
    }

    /// In alphabetical order of their ids.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
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

    /// A requirement by id or citation, in any case; of several with one citation the first.
    pub fn requirement(&self, name: &str) -> Option<(&Checklist, &Requirement)> {
        let same = |text: &str| plain(text) == plain(name);
        self.requirements()
            .find(|(_, requirement)| same(requirement.id()))
            .or_else(|| self.requirements().find(|(_, requirement)| same(requirement.cite())))
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
    Source { name: "conditions.toml", text: include_str!("../checklists/conditions.toml") },
    Source { name: "gdpr.toml", text: include_str!("../checklists/gdpr.toml") },
    Source { name: "ccpa.toml", text: include_str!("../checklists/ccpa.toml") },
    Source { name: "hipaa.toml", text: include_str!("../checklists/hipaa.toml") },
    Source { name: "baseline.toml", text: include_str!("../checklists/baseline.toml") },
];
