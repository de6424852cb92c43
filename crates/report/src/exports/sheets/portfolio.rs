//! The sheets of a portfolio: results of organisations law by law, their deadlines, gaps that several share, and what
//! could not be judged.

use super::{Cell, Sheet, column, count, maybe_day, number, percent, sheet, text};
use crate::{Gap, LawResult, Organisation, Portfolio, Unreadable};

/// An organisation with one of its results.
type Result<'a> = (&'a Organisation, &'a LawResult);

pub(in crate::exports) fn sheets(portfolio: &Portfolio) -> Vec<Sheet> {
    let all = portfolio.organisations();
    let by_law: Vec<Result<'_>> =
        all.iter().flat_map(|one| one.laws.iter().map(move |law| (one, law))).collect();
    vec![
        results(&by_law),
        organisations(all),
        gaps(portfolio.common_gaps()),
        unreadable(portfolio.unreadable()),
    ]
}

fn results(by_law: &[Result<'_>]) -> Sheet {
    sheet(
        "Results",
        "A row for each organisation and law. At the low end unknown counts as not met, at the high end as met.",
        vec![
            column::<Result<'_>>("Organisation", |(one, _)| text(one.name.as_str())),
            column("Law", |(_, law)| text(law.short.as_str())),
            column("Low %", |(_, law)| percent(law.low)),
            column("High %", |(_, law)| percent(law.high)),
            column("Rating", |(_, law)| text(law.rating.label())),
            column("Applies", |(_, law)| count(law.applies)),
            column("Not met", |(_, law)| count(law.not_met)),
            column("Partly met", |(_, law)| count(law.partly_met)),
            column("Unknown", |(_, law)| count(law.unknown)),
            column("Moved, points", |(_, law)| law.moved.map_or(Cell::Blank, number)),
            column("Movement", |(_, law)| text(law.movement.as_str())),
            column("Quarter", |(one, _)| text(one.quarter.as_str())),
            column("Workspace", |(one, _)| text(one.folder.as_str())),
        ],
        by_law,
    )
}

fn organisations(all: &[Organisation]) -> Sheet {
    sheet(
        "Organisations",
        "A row for each organisation: what failed, what is unknown, which deadlines press.",
        vec![
            column::<Organisation>("Organisation", |one| text(one.name.as_str())),
            column("Quarter", |one| text(one.quarter.as_str())),
            column("As of", |one| Cell::Day(one.as_of)),
            column("Compared with", |one| one.compared_with.as_deref().map_or(Cell::Blank, text)),
            column("Critical failed", |one| count(one.critical)),
            column("Failed", |one| count(one.failed)),
            column("Unknown", |one| count(one.unknown)),
            column("Overdue", |one| count(one.deadlines.overdue)),
            column("Running", |one| count(one.deadlines.running)),
            column("Done late", |one| count(one.deadlines.late)),
            column("Cannot tell", |one| count(one.deadlines.unknown)),
            column("Actions late", |one| count(one.deadlines.actions_late)),
            column("Next day", |one| maybe_day(one.deadlines.next.as_ref())),
            column("Files read", |one| count(one.files)),
            column("Files not read", |one| count(one.files_unread)),
            column("Workspace", |one| text(one.folder.as_str())),
        ],
        all,
    )
}

fn gaps(gaps: &[Gap]) -> Sheet {
    sheet(
        "Common gaps",
        "Requirements that two or more organisations fail, those that most fail first.",
        vec![
            column::<Gap>("Requirement", |gap| text(gap.title.as_str())),
            column("Provision", |gap| text(gap.cite.as_str())),
            column("Law", |gap| text(gap.law.as_str())),
            column("Severity", |gap| text(gap.severity.label())),
            column("Fail", |gap| count(gap.failed)),
            column("Unknown", |gap| count(gap.unknown)),
            column("Applies to", |gap| count(gap.applies)),
            column("Id", |gap| text(gap.id.as_str())),
        ],
        gaps,
    )
}

fn unreadable(unreadable: &[Unreadable]) -> Sheet {
    sheet(
        "Not judged",
        "Workspaces that could not be judged, and why.",
        vec![
            column::<Unreadable>("Workspace", |one| text(one.folder.as_str())),
            column("Reason", |one| text(one.reason.as_str())),
        ],
        unreadable,
    )
}
