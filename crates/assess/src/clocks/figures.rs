//! Figures of what was closed: median, 90th percentile, late share.

use std::collections::BTreeMap;

use candor_model::Quarter;
use chrono::NaiveDate;

use super::QuarterFigures;

/// Days that closed records took, by the quarter in which they were closed.
#[derive(Debug, Default)]
pub(super) struct Figures {
    quarters: BTreeMap<Quarter, (Vec<i64>, u64)>,
}

impl Figures {
    pub(super) fn close(&mut self, day: NaiveDate, days: i64, is_late: bool) {
        let (taken, late) = self.quarters.entry(Quarter::of(day)).or_default();
        taken.push(days);
        *late += u64::from(is_late);
    }

    /// Oldest first.
    pub(super) fn quarters(self) -> Vec<QuarterFigures> {
        let figures = |(quarter, (mut taken, late)): (Quarter, (Vec<i64>, u64))| {
            taken.sort_unstable();
            let closed = taken.len() as u64;
            QuarterFigures {
                quarter: quarter.to_string(),
                closed,
                late,
                late_percent: (late * 100).div_ceil(closed.max(1)) as u8,
                median_days: median(&taken),
                p90_days: nearest_rank(&taken, 90),
            }
        };
        self.quarters.into_iter().map(figures).collect()
    }
}

/// The middle of sorted values; of an even number the mean of the two in the middle. 0 of none.
pub(super) fn median(sorted: &[i64]) -> f64 {
    let middle = sorted.len() / 2;
    match (sorted.get(middle), sorted.len() % 2) {
        (None, _) => 0.0,
        (Some(upper), 0) => (sorted[middle - 1] + upper) as f64 / 2.0,
        (Some(value), _) => *value as f64,
    }
}

/// The smallest value that `percent` of sorted values do not exceed. 0 of none.
fn nearest_rank(sorted: &[i64], percent: usize) -> i64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_their_definitions() {
        for (days, middle, p90) in [
            (vec![], 0.0, 0),
            (vec![7], 7.0, 7),
            (vec![1, 2], 1.5, 2),
            (vec![1, 2, 30], 2.0, 30),
            ((1..=10).collect(), 5.5, 9),
            ((1..=20).collect(), 10.5, 18),
        ] {
            assert_eq!((median(&days), nearest_rank(&days, 90)), (middle, p90), "{days:?}");
        }
    }
}
