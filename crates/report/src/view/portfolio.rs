//! Organisations side by side: what each shows law by law, what most of them fail, and which days press.
//!
//! Invariants: nothing of a record stands here, only names of organisations, duties, numbers and days; figures of two
//! quarters are compared only over the requirements that counted in both under the same version of a checklist.

mod gaps;
mod organisation;
mod page;

use schemars::JsonSchema;
use serde::Serialize;

use super::counted as number_of;
use crate::Format;
use crate::portfolio::{PAGES, Portfolio};

pub use gaps::Gap;
pub(crate) use gaps::{Count, Counted, Key, common_gaps, counted};
pub(crate) use organisation::view as organisation;
pub use organisation::{Deadlines, LawResult, Organisation};
pub(crate) use page::view as page;

/// Gaps shown; all stand in the workbook.
const GAPS_SHOWN: usize = 30;

/// A workspace that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unreadable {
    /// Its folder.
    pub folder: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// The portfolio.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// `2026-Q4`, or the first and the last quarter where they differ.
    quarter: String,
    /// `21 November 2026`, or the first and the last day where they differ.
    as_of: String,
    /// `12 organisations`.
    organisations: String,
    /// How many could not be judged.
    unreadable_count: usize,
    /// Version of the program.
    tool_version: String,
    /// The laws that are judged somewhere: the columns of the table.
    laws: Vec<Law>,
    /// A row for each organisation.
    rows: Vec<Row>,
    /// Requirements that two or more fail, the first of them.
    gaps: Vec<Gap>,
    /// How many more of them there are.
    more_gaps: usize,
    /// Organisations with a deadline, those that press most first.
    deadlines: Vec<Pressing>,
    /// Deadlines that are over, of all of them.
    overdue: u64,
    /// Deadlines that run, of all of them.
    running: u64,
    /// Workspaces that could not be judged.
    unreadable: Vec<Unreadable>,
    /// Organisations of whose files some could not be read.
    partly_read: Vec<PartlyRead>,
}

/// A law over all organisations that are judged by it.
#[derive(Serialize, JsonSchema)]
struct Law {
    /// Its short name.
    short: String,
    /// How many organisations are judged by it.
    judged: usize,
    /// The lowest low end, in percent, or `–`.
    lowest: String,
    /// The low end in the middle of all, in percent, or `–`.
    median: String,
    /// The highest low end, in percent, or `–`.
    highest: String,
    /// How many rose since their last recorded quarter, compared like for like.
    rose: usize,
    /// How many fell.
    fell: usize,
    /// How many stayed.
    stayed: usize,
    /// How many cannot be compared.
    not_compared: usize,
}

/// An organisation.
#[derive(Serialize, JsonSchema)]
struct Row {
    /// Its name.
    name: String,
    /// Its page, from the folder of the portfolio; empty where there is none.
    page: String,
    /// Its quarter.
    quarter: String,
    /// The range under each law, in the order of the columns; `–` where it is not judged by it.
    cells: Vec<String>,
    /// Critical requirements that failed.
    critical: u64,
    /// Requirements that are unknown.
    unknown: u64,
}

/// The deadlines of an organisation.
#[derive(Serialize, JsonSchema)]
struct Pressing {
    /// Its name.
    name: String,
    /// Its deadlines.
    deadlines: Deadlines,
    /// The day that comes next, or `–`.
    next: String,
}

/// An organisation of whose files some could not be read.
#[derive(Serialize, JsonSchema)]
struct PartlyRead {
    /// Its name.
    name: String,
    /// `2 files`.
    files: String,
}

pub(crate) fn view(portfolio: &Portfolio, tool_version: &str, pages: &[Format]) -> View {
    let all = portfolio.organisations();
    let laws = laws(all);
    let partly_read = |one: &Organisation| {
        let files = number_of(one.files_unread, "file", "files");
        (one.files_unread > 0).then(|| PartlyRead { name: one.name.clone(), files })
    };
    let gaps = portfolio.common_gaps();
    View {
        quarter: from_to(all.iter().map(|one| one.quarter.clone())),
        as_of: from_to(all.iter().map(|one| one.as_of.to_string())),
        organisations: number_of(all.len() as u64, "organisation", "organisations"),
        unreadable_count: portfolio.unreadable().len(),
        tool_version: tool_version.to_owned(),
        rows: all.iter().map(|one| row(one, &laws, pages)).collect(),
        laws: laws.iter().map(|(id, short)| law(id, short, all)).collect(),
        gaps: gaps.iter().take(GAPS_SHOWN).cloned().collect(),
        more_gaps: gaps.len().saturating_sub(GAPS_SHOWN),
        deadlines: pressing(all),
        overdue: all.iter().map(|one| one.deadlines.overdue).sum(),
        running: all.iter().map(|one| one.deadlines.running).sum(),
        unreadable: portfolio.unreadable().to_vec(),
        partly_read: all.iter().filter_map(partly_read).collect(),
    }
}

/// The smallest and the greatest of texts, once where they are the same; `–` of none.
fn from_to(texts: impl Iterator<Item = String> + Clone) -> String {
    match (texts.clone().min(), texts.max()) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "–".to_owned(),
    }
}

/// Id and short name of every checklist, in the order in which organisations are judged by them.
fn laws(all: &[Organisation]) -> Vec<(String, String)> {
    // The places of the built-in ones are fixed; those of one organisation stand behind.
    const BUILTIN: [&str; 4] = ["gdpr", "ccpa", "hipaa", "baseline"];
    let place = |id: &str| BUILTIN.iter().position(|known| *known == id).unwrap_or(BUILTIN.len());
    let mut laws: Vec<(usize, String, String)> = all
        .iter()
        .flat_map(|one| &one.laws)
        .map(|law| (place(&law.id), law.id.clone(), law.short.clone()))
        .collect();
    laws.sort();
    laws.dedup_by(|a, b| a.1 == b.1);
    laws.into_iter().map(|(_, id, short)| (id, short)).collect()
}

fn law(id: &str, short: &str, all: &[Organisation]) -> Law {
    let results: Vec<&LawResult> = all.iter().filter_map(|one| one.law(id)).collect();
    let mut lows: Vec<u8> = results.iter().filter_map(|result| result.low).collect();
    lows.sort_unstable();
    let percent = |low: Option<&u8>| low.map_or_else(|| "–".to_owned(), |low| format!("{low}%"));
    let moved = |is: fn(i16) -> bool| results.iter().filter(|result| result.moved.is_some_and(is)).count();
    Law {
        short: short.to_owned(),
        judged: results.len(),
        lowest: percent(lows.first()),
        // Of an even number the lower one, as everything is rounded down.
        median: percent(lows.get(lows.len().saturating_sub(1) / 2)),
        highest: percent(lows.last()),
        rose: moved(|points| points > 0),
        fell: moved(|points| points < 0),
        stayed: moved(|points| points == 0),
        not_compared: results.iter().filter(|result| result.moved.is_none()).count(),
    }
}

fn row(one: &Organisation, laws: &[(String, String)], pages: &[Format]) -> Row {
    let cell = |(id, _): &(String, String)| match one.law(id) {
        Some(law) if law.movement.is_empty() => law.range.clone(),
        Some(law) => format!("{} ({})", law.range, law.movement),
        None => "–".to_owned(),
    };
    let has_page = pages.contains(&Format::Html);
    Row {
        name: one.name.clone(),
        page: if has_page { format!("{PAGES}/{}.html", one.folder) } else { String::new() },
        quarter: one.quarter.clone(),
        cells: laws.iter().map(cell).collect(),
        critical: one.critical,
        unknown: one.unknown,
    }
}

/// What is over first, then what comes next.
fn pressing(all: &[Organisation]) -> Vec<Pressing> {
    let mut pressing: Vec<&Organisation> = all.iter().filter(|one| one.deadlines.is_any()).collect();
    let next = |one: &Organisation| one.deadlines.next.clone().unwrap_or_else(|| "–".to_owned());
    let rank = |one: &&Organisation| {
        let over = one.deadlines.overdue + one.deadlines.actions_late;
        (std::cmp::Reverse(over), one.deadlines.next.is_none(), next(one))
    };
    pressing.sort_by_key(rank);
    pressing
        .into_iter()
        .map(|one| Pressing { name: one.name.clone(), deadlines: one.deadlines.clone(), next: next(one) })
        .collect()
}
