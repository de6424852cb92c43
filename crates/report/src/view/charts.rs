//! Tables of the audit that charts are drawn from: results beside earlier quarters, age of what is open, and the
//! clocks of requests and incidents.
//!
//! Invariants: only what was recorded is compared; results by other rules are marked; what is left out is counted in
//! the caption; no person is named.

use candor_assess::{Assessment, ChecklistResult, Outcome, Severity};
use candor_model::Quarter;
use schemars::JsonSchema;
use serde::Serialize;

use super::clock_charts;
use super::figure::Figure;
use crate::{Input, Past};

/// Most quarters in a row of results, with the present one.
const QUARTERS: usize = 8;

/// From this number of quarters a line says more than the two ends of a range.
const QUARTERS_MIN: usize = 3;

/// Quarters in which findings are told apart by when they were first seen.
const SINCE: usize = 4;

/// The figures of an audit; a list is empty where there is nothing to show.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Charts {
    /// The range of each checklist beside the one of the quarter recorded last. One figure, or none.
    ranges: Vec<Figure>,
    /// The range of each checklist in up to eight quarters. One figure, or none before the third quarter.
    quarters: Vec<Figure>,
    /// Open findings by severity and by the quarter in which they were first seen. One figure, or none.
    open_since: Vec<Figure>,
    /// What is overdue, by how late it is. One figure, or none.
    overdue: Vec<Figure>,
}

pub(crate) fn view(input: &Input<'_>) -> Charts {
    Charts {
        ranges: ranges(input).into_iter().collect(),
        quarters: quarters(input).into_iter().collect(),
        open_since: open_since(input).into_iter().collect(),
        overdue: clock_charts::overdue(input).into_iter().collect(),
    }
}

/// `56% to 81%`, or `–` where nothing applies.
fn range(result: Option<&ChecklistResult>) -> String {
    match result.and_then(|result| result.low.zip(result.high)) {
        Some((low, high)) if low == high => format!("{low}%"),
        Some((low, high)) => format!("{low}% to {high}%"),
        None => "–".to_owned(),
    }
}

fn checklist<'a>(assessment: &'a Assessment, id: &str) -> Option<&'a ChecklistResult> {
    assessment.checklists.iter().find(|checklist| checklist.id == id)
}

/// Was a checklist judged by another version, or any of its requirements by another rule, as where one is switched off?
fn has_other_rules(before: &Assessment, now: &Assessment, id: &str) -> bool {
    let version =
        |assessment| checklist(assessment, id).map(|checklist: &ChecklistResult| &checklist.version);
    let rules = |assessment: &Assessment| -> Vec<(String, String)> {
        let of_checklist = assessment.requirements.iter().filter(|result| result.checklist == id);
        let mut rules: Vec<_> = of_checklist.map(|result| (result.id.clone(), result.rule.clone())).collect();
        rules.sort_unstable();
        rules
    };
    let (then, is) = (rules(before), rules(now));
    // Before rules were kept only the version tells.
    let are_kept = then.iter().chain(&is).all(|(_, rule)| !rule.is_empty());
    version(before) != version(now) || (are_kept && then != is)
}

/// Marks a result that was judged by other rules than the one it stands beside.
fn marked(range: String, is_other_rules: bool) -> String {
    if is_other_rules { range + ", other rules" } else { range }
}

fn ranges(input: &Input<'_>) -> Option<Figure> {
    let last = input.past.last()?;
    let row = |now: &ChecklistResult| {
        let before = checklist(&last.assessment, &now.id);
        let is_other = before.is_some() && has_other_rules(&last.assessment, input.assessment, &now.id);
        vec![now.short.clone(), range(Some(now)), marked(range(before), is_other)]
    };
    let rows = input.assessment.checklists.iter().map(row).collect();
    let header = format!("Range in {}", last.quarter);
    let caption = format!("Results in {} beside those recorded in {}.", input.quarter, last.quarter);
    Figure::of(caption, &["Checklist", "Range", &header], rows)
}

/// The quarters from the first recorded to the present one, also those between that were not recorded.
fn calendar(input: &Input<'_>) -> Vec<String> {
    let parsed = input.past.iter().map(|past| &past.quarter).chain([&input.quarter]);
    let mut known: Vec<Quarter> = parsed.filter_map(|quarter| Quarter::parse(quarter)).collect();
    known.sort_unstable();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return Vec::new() };
    let mut all = Vec::new();
    let mut next = *last;
    while next >= *first && all.len() < QUARTERS {
        all.push(next.to_string());
        next = match next.number {
            1 => Quarter { year: next.year - 1, number: 4 },
            number => Quarter { number: number - 1, ..next },
        };
    }
    all.reverse();
    all
}

fn quarters(input: &Input<'_>) -> Option<Figure> {
    let names = calendar(input);
    let recorded = |name: &str| -> Option<&Assessment> {
        if name == input.quarter {
            return Some(input.assessment);
        }
        input.past.iter().find(|past| past.quarter == name).map(|past| &past.assessment)
    };
    let known: Vec<Option<&Assessment>> = names.iter().map(|name| recorded(name)).collect();
    if known.iter().flatten().count() < QUARTERS_MIN {
        return None;
    }
    let row = |now: &ChecklistResult| {
        let mut before: Option<&Assessment> = None;
        let cells = known.iter().map(|assessment| {
            let Some(assessment) = assessment else { return "not measured".to_owned() };
            let result = checklist(assessment, &now.id);
            let is_other = before
                .filter(|_| result.is_some())
                .is_some_and(|before| has_other_rules(before, assessment, &now.id));
            before = result.map(|_| *assessment).or(before);
            marked(range(result), is_other)
        });
        [now.short.clone()].into_iter().chain(cells).collect()
    };
    let headers: Vec<&str> = ["Checklist"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let rows = input.assessment.checklists.iter().map(row).collect();
    Figure::of("Results by quarter, from the low to the high end.".to_owned(), &headers, rows)
}

/// Ids of the findings of a quarter, and how many it had beyond those that were kept.
fn findings(assessment: &Assessment) -> (std::collections::BTreeSet<&str>, u64) {
    let ids =
        assessment.requirements.iter().flat_map(|result| &result.findings).map(|finding| finding.id.as_str());
    let beyond = |result: &candor_assess::RequirementResult| {
        result.findings_total.saturating_sub(result.findings.len() as u64)
    };
    (ids.collect(), assessment.requirements.iter().map(beyond).sum())
}

/// Open findings by the first of the recorded quarters from which they were open without a break.
fn open_since(input: &Input<'_>) -> Option<Figure> {
    let latest: Vec<&Past> = input.past.iter().rev().take(SINCE).collect();
    let earlier: Vec<_> = latest.iter().map(|past| findings(&past.assessment)).collect();
    if earlier.is_empty() {
        return None;
    }
    let columns = latest.len() + 1;
    let severities = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
    let mut counts = vec![vec![0_u64; columns]; severities.len()];
    for result in &input.assessment.requirements {
        let Some(row) = severities.iter().position(|severity| *severity == result.severity) else { continue };
        let open = result.findings.iter().filter(|finding| finding.outcome != Outcome::Met);
        for finding in open {
            let since = earlier.iter().take_while(|(ids, _)| ids.contains(finding.id.as_str())).count();
            counts[row][since] += 1;
        }
    }
    let row = |(severity, counts): (&Severity, &Vec<u64>)| {
        [severity.label().to_owned()].into_iter().chain(counts.iter().map(u64::to_string)).collect()
    };
    let rows: Vec<Vec<String>> = severities
        .iter()
        .zip(&counts)
        .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
        .map(row)
        .collect();
    let mut headers = vec!["Severity".to_owned(), format!("New in {}", input.quarter)];
    headers.extend(latest.iter().map(|past| format!("Open since {}", past.quarter)));
    if input.past.len() >= SINCE
        && let Some(oldest) = headers.last_mut()
    {
        oldest.push_str(" or before");
    }
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let beyond = findings(input.assessment).1 + earlier.iter().map(|(_, beyond)| beyond).sum::<u64>();
    let mut caption = "Open and unknown findings by the quarter in which they were first seen.".to_owned();
    if beyond > 0 {
        caption.push_str(" Findings beyond the number that is kept are not in it.");
    }
    Figure::of(caption, &headers, rows)
}
