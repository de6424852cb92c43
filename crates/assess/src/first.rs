//! What to look at first: the gravest findings, at most one of a requirement and one of a cell.
//!
//! Order: what nobody accepted for a time before what somebody did, what failed before what is unknown, then severity,
//! then the order of the checklists.

use crate::assessment::{Assessment, Finding, Outcome, RequirementResult};

impl Assessment {
    /// The findings to look at first; unknown ones only behind all that failed, accepted ones behind all others.
    pub fn look_first(&self, count: usize) -> Vec<(&RequirementResult, &Finding)> {
        let mut gravest: Vec<(&RequirementResult, &Finding)> = self
            .requirements
            .iter()
            .filter(|requirement| requirement.outcome != Outcome::NotApplicable)
            .filter_map(|requirement| {
                let finding = requirement
                    .findings
                    .iter()
                    .min_by_key(|finding| (finding.exception.is_some(), finding.outcome))?;
                Some((requirement, finding))
            })
            .collect();
        gravest.sort_by_key(|(requirement, finding)| {
            let is_unknown = finding.outcome == Outcome::Unknown;
            (finding.exception.is_some(), is_unknown, requirement.severity, finding.outcome)
        });
        // One cell often fails under several laws, one missing sheet under many: each is shown once.
        let mut seen: Vec<String> = Vec::new();
        gravest.retain(|(_, finding)| {
            let place = finding.cells.first().filter(|cell| !cell.cell.is_empty());
            let key = place.map_or_else(
                || finding.headline.clone(),
                |cell| format!("{}\n{}\n{}", cell.file, cell.sheet, cell.cell),
            );
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        gravest.truncate(count);
        gravest
    }
}
