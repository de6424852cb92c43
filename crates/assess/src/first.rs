//! What to look at first: the gravest findings, at most one of a requirement and one of a cell.
//!
//! Order: what failed before what is unknown, then severity, then the order of the checklists.

use crate::assessment::{Assessment, Finding, Outcome, RequirementResult};

impl Assessment {
    /// The findings to look at first; unknown ones only behind all that failed.
    pub fn look_first(&self, count: usize) -> Vec<(&RequirementResult, &Finding)> {
        let mut gravest: Vec<(&RequirementResult, &Finding)> = self
            .requirements
            .iter()
            .filter(|requirement| requirement.outcome != Outcome::NotApplicable)
            .filter_map(|requirement| {
                let finding = requirement.findings.iter().min_by_key(|finding| finding.outcome)?;
                Some((requirement, finding))
            })
            .collect();
        gravest.sort_by_key(|(requirement, finding)| {
            (finding.outcome == Outcome::Unknown, requirement.severity, finding.outcome)
        });
        // One cell often fails under several laws: it is shown once.
        let mut seen: Vec<(&str, &str, &str)> = Vec::new();
        gravest.retain(|(_, finding)| {
            let Some(cell) = finding.cells.first() else { return true };
            let place = (cell.file.as_str(), cell.sheet.as_str(), cell.cell.as_str());
            let new = cell.cell.is_empty() || !seen.contains(&place);
            seen.push(place);
            new
        });
        gravest.truncate(count);
        gravest
    }
}
