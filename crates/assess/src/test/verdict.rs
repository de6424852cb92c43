//! Three values, and a fourth for a clock that still runs.

use crate::assessment::Outcome;

/// The verdict of a test on a record.
///
/// The order makes `all` the least and `any` the greatest of its parts (Kleene). A running clock stands
/// above unknown: it is known that nothing is late yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Fail,
    Unknown,
    /// The time has not run out on the day of the audit.
    Running,
    Pass,
}

impl Verdict {
    /// Number of verdicts: each stands for its position as a number.
    pub(crate) const COUNT: usize = 4;

    pub(crate) fn of(passes: bool) -> Verdict {
        if passes { Verdict::Pass } else { Verdict::Fail }
    }

    pub(crate) fn negated(self) -> Verdict {
        match self {
            Verdict::Pass => Verdict::Fail,
            Verdict::Fail => Verdict::Pass,
            other => other,
        }
    }

    /// Fails only if the inner test passes for certain.
    pub(crate) fn unless(self) -> Verdict {
        Verdict::of(self != Verdict::Pass)
    }

    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Verdict::Fail => Outcome::NotMet,
            Verdict::Unknown => Outcome::Unknown,
            Verdict::Running => Outcome::NotApplicable,
            Verdict::Pass => Outcome::Met,
        }
    }
}

/// The outcome of a record under `where` and `must`. An unknown scope hides a failure; a success it hides only where no
/// other record passes for certain, which is settled over all records.
pub(crate) fn record_outcome(scope: Verdict, must: Verdict) -> Outcome {
    match (scope, must) {
        (Verdict::Fail, _) | (_, Verdict::Running) => Outcome::NotApplicable,
        (_, Verdict::Pass) => Outcome::Met,
        (Verdict::Pass, Verdict::Fail) => Outcome::NotMet,
        _ => Outcome::Unknown,
    }
}
