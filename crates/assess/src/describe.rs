//! A requirement in words, the same wherever it is shown: what `candor explain` prints and the pages about checklists.

use crate::assessment::Level;
use crate::checklist::{Checklist, Library, Requirement};

impl Library {
    /// Everything about a requirement, as labels with texts of one or more lines; what is empty is left out.
    pub fn described(&self, checklist: &Checklist, requirement: &Requirement) -> Vec<(&'static str, String)> {
        let applies = match self.applies(requirement) {
            Some(condition) => format!("{}\n{}", condition.title(), self.condition_asked(condition)),
            None => self.scope_title(checklist).to_owned(),
        };
        let decided = match requirement.entity() {
            Some(_) => requirement.asked(),
            None => "a person's answer with evidence in date (sheet Answers)".to_owned(),
        };
        let level = match requirement.level() {
            Level::Required => "required",
            Level::Conditional => "conditional",
            Level::Addressable => "addressable: do it, or record why not and what instead",
        };
        let parts = [
            ("Duty", requirement.duty().to_owned()),
            ("Who", requirement.who().join(", ").replace('_', " ")),
            ("Applies when", applies),
            ("In force", in_force(requirement)),
            ("Switched off", switched_off(requirement)),
            ("Decided by", decided),
            ("Question for a person", requirement.ask().to_owned()),
            ("Evidence wanted", requirement.evidence().to_owned()),
            ("Evidence stays fresh for", fresh_for(requirement)),
            ("Why it matters", requirement.why().to_owned()),
            ("First step", requirement.first_step().to_owned()),
            ("What to do", requirement.fix().to_owned()),
            ("Done when", requirement.done_when().to_owned()),
            ("Level", level.to_owned()),
            ("Severity", requirement.severity().label().to_lowercase()),
            ("Confidence in citation and reading", requirement.confidence().to_owned()),
            ("Part of", requirement.rolls_up_to().unwrap_or_default().to_owned()),
            ("Earlier ids", earlier_ids(checklist, requirement)),
            ("Checklist", format!("{} {}", checklist.title(), checklist.version())),
        ];
        parts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}

fn in_force(requirement: &Requirement) -> String {
    match (requirement.applies_from(), requirement.applies_until()) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    }
}

fn switched_off(requirement: &Requirement) -> String {
    let Some(off) = requirement.switched_off() else { return String::new() };
    let until = off.expires.map(|day| format!(", until {day}")).unwrap_or_default();
    format!("in {}{until}: {}", off.file, off.reason)
}

fn fresh_for(requirement: &Requirement) -> String {
    if requirement.ask().is_empty() { String::new() } else { requirement.fresh_for().to_string() }
}

fn earlier_ids(checklist: &Checklist, requirement: &Requirement) -> String {
    let ids = checklist.renamed().iter().filter(|renamed| renamed.to == requirement.id());
    ids.map(|renamed| renamed.from.as_str()).collect::<Vec<_>>().join(", ")
}
