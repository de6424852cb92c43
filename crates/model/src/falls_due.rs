//! Dates on which something falls due: which kinds there are, and what the dictionary says of such a field.
//!
//! Invariant: a rule names fields of the entity it belongs to; a test walks the whole dictionary.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// A clock of the law on what a person asked for.
    Request,
    /// A clock of the law on an incident.
    Incident,
    /// Something to be looked at again: a register's row, a policy, a notice, a vendor, a test, a backup.
    Review,
    /// A contract that ends.
    Contract,
    /// Training to be given again.
    Training,
    /// Evidence, a certificate or an answer that no longer counts from then on.
    Evidence,
    /// An accepted gap, or an accepted risk, that opens again.
    Exception,
    /// An assessment to be done again: DPIA, transfer assessment, risk analysis.
    Assessment,
    /// A promised action.
    Action,
}

impl DueKind {
    pub const ALL: [DueKind; 9] = [
        DueKind::Request,
        DueKind::Incident,
        DueKind::Review,
        DueKind::Contract,
        DueKind::Training,
        DueKind::Evidence,
        DueKind::Exception,
        DueKind::Assessment,
        DueKind::Action,
    ];

    pub fn label(self) -> &'static str {
        match self {
            DueKind::Request => "Request",
            DueKind::Incident => "Incident",
            DueKind::Review => "Review",
            DueKind::Contract => "Contract",
            DueKind::Training => "Training",
            DueKind::Evidence => "Evidence",
            DueKind::Exception => "Exception",
            DueKind::Assessment => "Assessment",
            DueKind::Action => "Action",
        }
    }

    /// Does something that counts today stop counting then?
    pub fn expires(self) -> bool {
        matches!(self, DueKind::Contract | DueKind::Evidence | DueKind::Exception)
    }
}

/// What the dictionary says of a date on which something falls due; `F` is how fields are named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueRule<F> {
    #[serde(rename = "as")]
    pub kind: DueKind,
    /// Nothing is due once one of these is filled.
    #[serde(default = "Vec::new")]
    pub over: Vec<F>,
    /// Nothing is due once this date lies on the due day or after it,
    #[serde(default = "none")]
    pub done: Option<F>,
    /// or so many days before it.
    #[serde(default)]
    pub early_days: u16,
}

fn none<F>() -> Option<F> {
    None
}

impl<F> DueRule<F> {
    /// The rule with its fields named another way; `None` if one of them is not known.
    pub fn named<G>(self, name: impl Fn(&F) -> Option<G>) -> Option<DueRule<G>> {
        Some(DueRule {
            kind: self.kind,
            over: self.over.iter().map(&name).collect::<Option<Vec<G>>>()?,
            done: match &self.done {
                Some(done) => Some(name(done)?),
                None => None,
            },
            early_days: self.early_days,
        })
    }
}
