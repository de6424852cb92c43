//! Checklists, requirements and conditions as they can be relied on.
//!
//! Invariants: made only by `compile`, so ids are unique, names are known and texts are given.

use std::sync::OnceLock;

use candor_model::{EntityId, FieldId, Span};
use chrono::NaiveDate;

use super::adjust::SwitchedOff;
use crate::assessment::{Level, Relation, Severity};
use crate::test::Test;

/// The requirements of one law or standard.
#[derive(Debug, Clone)]
pub struct Checklist {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) short: String,
    pub(super) version: String,
    pub(super) law_as_of: NaiveDate,
    pub(super) source: String,
    pub(super) law: bool,
    pub(super) scope: Option<usize>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) renamed: Vec<Renamed>,
    pub(super) changes: Vec<Change>,
}

/// A provision of the law for which there is no requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub cite: String,
    pub title: String,
    /// A sentence.
    pub reason: String,
}

/// A requirement that had another id in earlier versions: its answers, exceptions and history stay with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub from: String,
    pub to: String,
    /// The first version of the checklist with the new id.
    pub version: String,
}

/// A link between two like duties, of one checklist or of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Ids of requirements; a subset lies within `to`.
    pub from: String,
    pub to: String,
    pub relation: Relation,
    /// May be empty.
    pub note: String,
}

/// What a version of a checklist changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub version: String,
    pub date: NaiveDate,
    /// A sentence or more.
    pub text: String,
}

impl Checklist {
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn short(&self) -> &str {
        &self.short
    }

    pub fn version(&self) -> &str {
        &self.version
    }

    /// The day on which the text of the law was read.
    pub fn law_as_of(&self) -> NaiveDate {
        self.law_as_of
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// Is it law? Good practice caps no rating.
    pub fn is_law(&self) -> bool {
        self.law
    }

    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Provisions without a requirement, each with the reason.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Ids of earlier versions.
    pub fn renamed(&self) -> &[Renamed] {
        &self.renamed
    }

    /// The changelog, newest first.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Position of the condition for the checklist as a whole.
    pub(crate) fn scope(&self) -> Option<usize> {
        self.scope
    }
}

/// What decides about a requirement, before any person is asked.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    /// Every record in scope must pass; with `latest`, only the latest of those about the same.
    Each { entity: EntityId, scope: Option<Test>, must: Test, latest: Option<Latest> },
    /// At least one record must pass both.
    Some { entity: EntityId, scope: Option<Test>, must: Option<Test> },
    /// Only a person's answer.
    Ask,
}

/// Of the records that say the same in `per` only the one with the latest `date` counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Latest {
    pub(crate) date: FieldId,
    pub(crate) per: FieldId,
}

/// One duty, with what decides about it.
#[derive(Debug, Clone)]
pub struct Requirement {
    pub(super) id: String,
    pub(super) cite: String,
    pub(super) title: String,
    pub(super) duty: String,
    pub(super) theme: String,
    pub(super) level: Level,
    pub(super) who: Vec<String>,
    pub(super) applies: Option<usize>,
    pub(super) from: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
    pub(super) rule: Rule,
    pub(super) ask: String,
    pub(super) evidence: String,
    pub(super) why: String,
    pub(super) first_step: String,
    pub(super) fix: String,
    pub(super) done_when: String,
    pub(super) severity: Severity,
    pub(super) rolls_up_to: Option<String>,
    pub(super) confidence: String,
    /// Hash of what decides, worked out when it is first asked for.
    pub(super) rule_hash: OnceLock<String>,
    pub(super) fresh_for: Span,
    pub(super) off: Option<SwitchedOff>,
    pub(super) adjusted: bool,
    /// Position among the requirements of all checklists.
    pub(super) number: usize,
}

impl Requirement {
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Citation of the provision.
    pub fn cite(&self) -> &str {
        &self.cite
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn duty(&self) -> &str {
        &self.duty
    }

    /// Id of its theme; see [`crate::THEMES`].
    pub fn theme(&self) -> &str {
        &self.theme
    }

    pub fn level(&self) -> Level {
        self.level
    }

    pub fn who(&self) -> &[String] {
        &self.who
    }

    /// The question for a person, or empty.
    pub fn ask(&self) -> &str {
        &self.ask
    }

    /// The evidence wanted with an answer, or empty.
    pub fn evidence(&self) -> &str {
        &self.evidence
    }

    pub fn why(&self) -> &str {
        &self.why
    }

    /// What can be done this week, or empty.
    pub fn first_step(&self) -> &str {
        &self.first_step
    }

    /// All that is to be done.
    pub fn fix(&self) -> &str {
        &self.fix
    }

    /// A clause that completes "done when …", or empty.
    pub fn done_when(&self) -> &str {
        &self.done_when
    }

    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Id of the requirement under which this one is shown.
    pub fn rolls_up_to(&self) -> Option<&str> {
        self.rolls_up_to.as_deref()
    }

    /// How sure the citation and its reading are: high, medium, low.
    pub fn confidence(&self) -> &str {
        &self.confidence
    }

    /// How old the evidence of an answer may be.
    pub fn fresh_for(&self) -> Span {
        self.fresh_for
    }

    /// Did the organisation change it?
    pub fn is_adjusted(&self) -> bool {
        self.adjusted
    }

    /// Switched off by the organisation.
    pub fn switched_off(&self) -> Option<&SwitchedOff> {
        self.off.as_ref()
    }

    /// The first day on which it applies, if not always.
    pub fn applies_from(&self) -> Option<NaiveDate> {
        self.from
    }

    /// The last day on which it applies, if there is one.
    pub fn applies_until(&self) -> Option<NaiveDate> {
        self.until
    }

    /// The entity whose records decide, if records do.
    pub fn entity(&self) -> Option<EntityId> {
        match &self.rule {
            Rule::Each { entity, .. } | Rule::Some { entity, .. } => Some(*entity),
            Rule::Ask => None,
        }
    }

    /// Does it apply to some records or organisations only?
    pub fn is_conditional(&self) -> bool {
        let scope = match &self.rule {
            Rule::Each { scope, .. } | Rule::Some { scope, .. } => scope.is_some(),
            Rule::Ask => false,
        };
        scope || self.applies.is_some()
    }

    /// Do the tests of the requirement look at this field?
    pub fn looks_at(&self, field: FieldId) -> bool {
        let looks = |test: &Option<Test>| test.as_ref().is_some_and(|test| test.looks_at(field));
        match &self.rule {
            Rule::Each { scope, must, latest, .. } => {
                let compares = latest.is_some_and(|latest| latest.date == field || latest.per == field);
                looks(scope) || must.looks_at(field) || compares
            }
            Rule::Some { scope, must, .. } => looks(scope) || looks(must),
            Rule::Ask => false,
        }
    }

    pub(crate) fn applies(&self) -> Option<usize> {
        self.applies
    }

    /// The hash of what decides, made once.
    pub(crate) fn rule_hash(&self, make: impl FnOnce() -> String) -> &str {
        self.rule_hash.get_or_init(make)
    }

    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    pub(crate) fn number(&self) -> usize {
        self.number
    }
}

/// A named statement about the organisation that requirements may depend on.
#[derive(Debug, Clone)]
pub struct Condition {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) holds: Holds,
    pub(super) assume: bool,
}

impl Condition {
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A clause that completes "applies only where …".
    pub fn title(&self) -> &str {
        &self.title
    }

    /// If it stays unknown, requirements are judged as if it held.
    pub fn assume(&self) -> bool {
        self.assume
    }

    pub(crate) fn holds(&self) -> &Holds {
        &self.holds
    }
}

/// What makes a condition true.
#[derive(Debug, Clone)]
pub(crate) enum Holds {
    Organisation(Test),
    Some {
        entity: EntityId,
        scope: Option<Test>,
    },
    /// Position of another condition; they never go in circles.
    Condition(usize),
    All(Vec<Holds>),
    Any(Vec<Holds>),
    Not(Box<Holds>),
    /// True if one is true, else false if one is false.
    KnownAny(Vec<Holds>),
}
