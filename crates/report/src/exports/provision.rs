//! What exports for other programs share: places as addresses, ids that stay the same, what is left to tell of a
//! requirement.

use candor_assess::{Finding, RequirementResult, SeenCell};
use uuid::Uuid;

/// The namespace of our ids: version 5 of RFC 9562, so that the same thing has the same id in every run.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1d_3c0e_8a57_5b64_9d2a_41c7_0b9e_5f38);

/// The id of a thing of a kind: the same thing gives the same id.
pub(crate) fn uuid(kind: &str, parts: &[&str]) -> String {
    // A separator that no part can hold, so that no two things are one.
    let name = format!("{kind}\u{1f}{}", parts.join("\u{1f}"));
    Uuid::new_v5(&NAMESPACE, name.as_bytes()).to_string()
}

/// The path of a file as a relative reference (RFC 3986, 4.2): what is no plain character is written in percent.
pub(super) fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

/// `records.xlsx › Activities › K12`, or what there is of it.
pub(super) fn place(cell: &SeenCell) -> String {
    crate::view::place(&cell.file, &cell.sheet, &cell.cell)
}

/// A finding of a requirement; where a requirement failed or is unknown without one, the requirement itself.
pub(super) struct Told<'a> {
    pub requirement: &'a RequirementResult,
    pub finding: Option<&'a Finding>,
}

impl<'a> Told<'a> {
    /// What is told of a requirement; nothing if it is met or does not apply.
    pub(super) fn of(requirement: &'a RequirementResult) -> Vec<Told<'a>> {
        use candor_assess::Outcome::{Met, NotApplicable};
        if matches!(requirement.outcome, Met | NotApplicable) {
            return Vec::new();
        }
        if requirement.findings.is_empty() {
            return vec![Told { requirement, finding: None }];
        }
        requirement.findings.iter().map(|finding| Told { requirement, finding: Some(finding) }).collect()
    }

    /// How many are open under a requirement, those that were not kept too.
    pub(super) fn count(requirement: &RequirementResult) -> u64 {
        Told::of(requirement).len() as u64 + findings_left(requirement)
    }

    /// The id of the finding, or of the requirement.
    pub(super) fn id(&self) -> &'a str {
        self.finding.map_or(&self.requirement.id, |finding| &finding.id)
    }

    pub(super) fn outcome(&self) -> candor_assess::Outcome {
        self.finding.map_or(self.requirement.outcome, |finding| finding.outcome)
    }

    pub(super) fn headline(&self) -> &'a str {
        self.finding.map_or(&self.requirement.title, |finding| &finding.headline)
    }

    pub(super) fn cells(&self) -> &'a [SeenCell] {
        self.finding.map_or(&self.requirement.cells, |finding| &finding.cells)
    }
}

/// How many findings of an open requirement were not kept.
pub(super) fn findings_left(requirement: &RequirementResult) -> u64 {
    match Told::of(requirement).len() as u64 {
        0 => 0,
        _ => requirement.findings_total.saturating_sub(requirement.findings.len() as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_no_character_that_means_something() {
        assert_eq!(address("a b/ü#?.xlsx"), "a%20b/%C3%BC%23%3F.xlsx");
        assert_eq!(address("..\\x"), "../x");
    }

    #[test]
    fn the_same_thing_has_the_same_id() {
        assert_eq!(uuid("finding", &["a", "b"]), uuid("finding", &["a", "b"]));
        assert_ne!(uuid("finding", &["a", "b"]), uuid("finding", &["ab", ""]));
        assert_eq!(uuid("x", &[]).as_bytes()[14], b'5', "version 5");
    }
}
