//! The score of a checklist: counts, range, coverage and the computed rating.

use crate::assessment::{Outcome, Rating, Severity, Tally};

/// The rating of a checklist, by its counts and the severity of what is not met.
///
/// Bands, then caps: an open critical finding allows at most Limited, also of a requirement that is partly met; in a law
/// any requirement that is not met allows at most Reasonable. `judged` holds outcome and severity of each requirement,
/// and whether something failed in it.
pub(crate) fn rate(tally: &Tally, is_law: bool, judged: &[(Outcome, Severity, bool)]) -> Rating {
    let (Some(low), Some(coverage)) = (tally.low(), tally.coverage()) else { return Rating::NoChecks };
    if coverage < 60 {
        return Rating::CannotSay;
    }
    let cap = if judged.iter().any(|(_, severity, fails)| *fails && *severity == Severity::Critical) {
        2
    } else if is_law && judged.iter().any(|(outcome, ..)| *outcome == Outcome::NotMet) {
        1
    } else {
        0
    };
    let band = match (low, coverage) {
        (90.., 90..) => 0,
        (75.., 80..) => 1,
        (50.., _) => 2,
        _ => 3,
    };
    match band.max(cap) {
        0 => Rating::Strong,
        1 => Rating::Reasonable,
        2 => Rating::Limited,
        _ => Rating::VeryLimited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(outcomes: &[(Outcome, Severity, u64)], is_law: bool) -> Rating {
        let mut tally = Tally::default();
        for (outcome, _, count) in outcomes {
            tally.add(*outcome, *count);
        }
        let fails = |outcome| matches!(outcome, Outcome::NotMet | Outcome::PartlyMet);
        let judged: Vec<_> =
            outcomes.iter().map(|(outcome, severity, _)| (*outcome, *severity, fails(*outcome))).collect();
        rate(&tally, is_law, &judged)
    }

    #[test]
    fn bands_then_caps() {
        use Outcome::{Met, NotApplicable, NotMet, PartlyMet, Unknown};
        use Severity::{Critical, Low};
        for (outcomes, is_law, expected) in [
            (vec![(Met, Low, 100)], true, Rating::Strong),
            (vec![(Met, Low, 89), (PartlyMet, Low, 1), (Unknown, Low, 10)], true, Rating::Reasonable),
            (vec![(Met, Low, 95), (NotMet, Low, 5)], true, Rating::Reasonable),
            (vec![(Met, Low, 95), (NotMet, Low, 5)], false, Rating::Strong),
            (vec![(Met, Low, 95), (NotMet, Critical, 5)], false, Rating::Limited),
            (vec![(Met, Low, 95), (PartlyMet, Critical, 5)], true, Rating::Limited),
            (vec![(Met, Low, 75), (Unknown, Low, 25)], true, Rating::Limited),
            (vec![(Met, Low, 49), (NotMet, Low, 51)], true, Rating::VeryLimited),
            (vec![(Met, Low, 59), (Unknown, Low, 41)], true, Rating::CannotSay),
            (vec![(Unknown, Low, 7)], true, Rating::CannotSay),
            (vec![(NotApplicable, Low, 7)], true, Rating::NoChecks),
            (vec![], true, Rating::NoChecks),
        ] {
            assert_eq!(rated(&outcomes, is_law), expected, "{outcomes:?}");
        }
    }
}
