//! The change in a screenful.

use std::path::PathBuf;

use candor_assess::{
    ActionState, ChecklistChange, Comparison, FindingChange, FindingMove, RegisterChange, Share,
};
use candor_model::text::shorten;
use candor_policy::ChangeKind;
use candor_report::{Compared, Input};

use super::sides::Both;
use crate::documents::written_lines;
use crate::print::{self, Align, Paint, Style};

/// Findings of a kind that are printed; the rest is counted.
const SHOWN: usize = 6;

/// Names of a register that are printed.
const NAMES: usize = 4;

/// Longest headline, in characters.
const HEADLINE: usize = 74;

/// The kinds that are printed one by one, with their titles.
const KINDS: [(FindingMove, &str, Style); 5] = [
    (FindingMove::NewlyFailing, "Newly failing", Style::Bad),
    (FindingMove::Fixed, "Fixed and verified", Style::Good),
    (FindingMove::CameBack, "Came back", Style::Bad),
    (FindingMove::EvidenceExpired, "Evidence expired", Style::Warn),
    (FindingMove::NotFollowed, "Gone without proof", Style::Warn),
];

pub(super) fn summary(
    both: &Both,
    change: Compared<'_>,
    input: &Input<'_>,
    written: &[PathBuf],
    paint: Paint,
) -> String {
    let comparison = change.comparison;
    let (before, after) = (&comparison.before, &comparison.after);
    let mut text = format!(
        "{} · {} to {} · as of {} and {}\n",
        paint.text(Style::Strong, &comparison.organisation),
        before.quarter,
        after.quarter,
        before.as_of,
        after.as_of,
    );
    text.push_str(&match comparison.restated {
        true => format!("The records of {} were judged again by today's checklists.\n\n", before.quarter),
        false => format!(
            "The records of {} are not there as they were: only requirements with the same rule are compared.\n\n",
            before.quarter
        ),
    });
    text.push_str(&figures(comparison));
    text.push('\n');
    let (short, notes) =
        (candor_report::change_in_short(comparison), candor_report::change_notes(comparison));
    for line in short.iter().chain(&notes) {
        text.push_str(&format!("{line}\n"));
    }
    for (moved, title, style) in KINDS {
        text.push_str(&findings(comparison, moved, &paint.text(style, title)));
    }
    text.push_str(&oldest(comparison, paint));
    text.push_str(&also(comparison));
    text.push_str(&registers(change));
    text.push_str(&promised(input));
    for line in written_lines(written) {
        text.push_str(&format!("\nWritten to {line}"));
    }
    if !written.is_empty() {
        text.push('\n');
    }
    if both.account.is_some() {
        text.push_str(&format!(
            "\n{} is not recorded here: these are the records as they are now.\n",
            after.quarter
        ));
    }
    text.push_str("\nThis shows what the records show. It is not legal advice.\n");
    text
}

fn range(share: Option<Share>) -> String {
    match share.and_then(|share| share.low.zip(share.high)) {
        Some((low, high)) => format!("{low}%-{high}%"),
        None => "–".to_owned(),
    }
}

fn figures(comparison: &Comparison) -> String {
    let head = ["", "reported then", "then, by today's", "reported now", "like for like", "over"];
    let mut rows: Vec<Vec<String>> = vec![head.iter().map(|cell| (*cell).to_owned()).collect()];
    let row = |change: &ChecklistChange| {
        let like = change.like_for_like;
        vec![
            change.short.clone(),
            range(change.reported_before),
            range(change.restated_before),
            range(change.reported_after),
            format!("{} to {}", range(Some(like.before)), range(Some(like.after))),
            like.after.applies.to_string(),
        ]
    };
    rows.extend(comparison.checklists.iter().map(row));
    let right = Align::Right;
    let aligns = [Align::Left, right, right, right, right, right];
    print::columns(&rows, &aligns).iter().map(|line| format!("{line}\n")).collect()
}

fn findings(comparison: &Comparison, moved: FindingMove, title: &str) -> String {
    let found: Vec<&FindingChange> = comparison.moved(moved).collect();
    if found.is_empty() {
        return String::new();
    }
    listed(&found, &format!("{title}: {}", found.len()), place)
}

fn listed(found: &[&FindingChange], title: &str, last: fn(&FindingChange) -> String) -> String {
    let rows: Vec<Vec<String>> = (1..)
        .zip(found.iter().take(SHOWN))
        .map(|(number, change)| {
            vec![format!(" {number}"), shorten(&change.headline, HEADLINE), change.cite.clone(), last(change)]
        })
        .collect();
    let mut text = format!("\n{title}\n");
    for line in print::columns(&rows, &[Align::Left; 4]) {
        text.push_str(&format!("{line}\n"));
    }
    if found.len() > SHOWN {
        text.push_str(&format!(" … and {} more\n", found.len() - SHOWN));
    }
    text
}

fn place(change: &FindingChange) -> String {
    change.cells.first().map_or_else(String::new, |cell| {
        let sheet = if cell.sheet.is_empty() { &cell.file } else { &cell.sheet };
        if cell.cell.is_empty() { sheet.clone() } else { format!("{sheet}!{}", cell.cell) }
    })
}

/// What is open, the oldest first.
fn oldest(comparison: &Comparison, paint: Paint) -> String {
    let mut open: Vec<&FindingChange> = comparison.moved(FindingMove::StillOpen).collect();
    if open.is_empty() {
        return String::new();
    }
    open.sort_by_key(|change| std::cmp::Reverse(change.quarters_open));
    let title = format!("{}: {}, the oldest first", paint.text(Style::Strong, "Still open"), open.len());
    listed(&open, &title, |change| match (&change.open_since, change.quarters_open) {
        (Some(since), 1) => format!("since {since}, 1 quarter"),
        (Some(since), age) => format!("since {since}, {age} quarters"),
        (None, _) => String::new(),
    })
}

/// `Also: 67 still unknown, 12 came or went with the scope.`: what is told one by one in the documents alone.
fn also(comparison: &Comparison) -> String {
    let rest = [
        (FindingMove::NoLongerKnown, "no longer known"),
        (FindingMove::StillUnknown, "still unknown"),
        (FindingMove::Answered, "answered"),
        (FindingMove::Scope, "by scope"),
        (FindingMove::Rules, "by rules"),
        (FindingMove::NotKept, "beyond what a quarter keeps, which cannot be told"),
    ];
    let counted = rest.into_iter().map(|(moved, words)| (comparison.moved(moved).count(), words));
    let told: Vec<String> =
        counted.filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    if told.is_empty() { String::new() } else { format!("\nAlso: {}\n", told.join(", ")) }
}

/// `Vendors: 2 new (Deskline, Postbay), 1 gone (Parcelpost)`
fn registers(change: Compared<'_>) -> String {
    let label = |entity: &str| {
        let dictionary = candor_model::Dictionary::builtin();
        let found = dictionary.find_entity(entity);
        found.map_or_else(|| entity.to_owned(), |found| dictionary.entity(found).sheet.clone())
    };
    let names = |names: &[String], word: &str| {
        let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
        let more = if names.len() > NAMES { ", …" } else { "" };
        (!names.is_empty()).then(|| format!("{} {word} ({}{more})", names.len(), shown.join(", ")))
    };
    let line = |register: &RegisterChange| {
        let parts = [names(&register.new, "new"), names(&register.gone, "gone")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("{}: {}\n", label(&register.entity), parts.join(", ")))
    };
    let mut text: String = change.comparison.registers.iter().filter_map(line).collect();
    for rename in &change.comparison.renames {
        text.push_str(&format!("Renamed: {} is called {} now\n", rename.before, rename.after));
    }
    match change.facts {
        Some(facts) => {
            let of = |kind: ChangeKind| {
                facts.changes.iter().filter(|one| one.kind == kind && !one.follows).count()
            };
            let (periods, transfers) = (of(ChangeKind::Periods), of(ChangeKind::Transfers));
            text.push_str(&format!("Changed: {periods} of retention, {transfers} of transfers\n"));
        }
        None => text
            .push_str("Changed retention and transfers cannot be told: a quarter has no facts on record\n"),
    }
    format!("\n{text}")
}

/// `Promised actions: 4 of 9 are done, 1 said done and still found, 2 late`.
fn promised(input: &Input<'_>) -> String {
    let actions: Vec<_> = input.assessment.actions.iter().filter(|action| !action.is_settled()).collect();
    if actions.is_empty() {
        return "Promised actions: no plan came back\n".to_owned();
    }
    format!(
        "Promised actions: {} of {} are done, {} said done and still found, {} late\n",
        actions.iter().filter(|action| action.state == ActionState::Verified).count(),
        actions.len(),
        actions.iter().filter(|action| action.state == ActionState::StillFound).count(),
        actions.iter().filter(|action| action.days_late > 0).count(),
    )
}
