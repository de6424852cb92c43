//! Versions: the age of the last review (PL040), languages that differ (PL044), changes that nobody is told of (PL046).

use candor_model::text::fold;
use chrono::{Months, NaiveDate};

use super::dates::dates;
use super::page::{Hit, Page, Said, hit, shortened};
use super::values::{Value, holds, values};
use crate::Applies;
use crate::text::{BlockKind, Text};

/// California asks for a review every 12 months (Civ. Code 1798.130(a)(5)).
const REVIEW_MONTHS: u32 = 12;

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    age(page, hits);
    languages(page, hits);
    change(page, hits);
}

/// The sentences that date the text, each with its day.
fn dated<'a>(page: &Page<'a>) -> Vec<(Said<'a>, NaiveDate, std::ops::Range<usize>)> {
    let Some(lists) = page.lists else { return Vec::new() };
    let of = |said: Said<'a>| {
        let is_dating = page.has_any("updated", said.text()) && !page.has_any("next_review", said.text());
        let days = if is_dating { dates(said.text(), lists) } else { Vec::new() };
        days.into_iter().map(move |(day, range)| (said, day, range)).collect::<Vec<_>>()
    };
    page.all_sentences().flat_map(of).collect()
}

fn age(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(as_of) = page.context.as_of else { return };
    let days = dated(page);
    let in_california = page.context.facts.is_none_or(|facts| facts.laws.ccpa != Applies::No);
    let Some((said, day, range)) = days.iter().max_by_key(|(_, day, _)| *day) else {
        let told = hit("PL040", (0, 0..0), "the text").against("does not say when it was last reviewed");
        hits.push(told.as_whole().milder());
        return;
    };
    let told = hit("PL040", said.words(range.clone()), &said.text()[range.clone()]);
    if *day > as_of {
        hits.push(told.against(format!("lies after {as_of}, the day of the records")).milder());
    } else if as_of.checked_sub_months(Months::new(REVIEW_MONTHS)).is_some_and(|limit| *day < limit) {
        let told = told.against(format!("is more than {REVIEW_MONTHS} months before {as_of}"));
        hits.push(if in_california { told } else { told.milder() });
    }
}

/// Values that another language does not have.
fn languages(page: &Page<'_>, hits: &mut Vec<Hit>) {
    for other in page.context.languages {
        let theirs = values(other.text);
        for value in values(page.text).iter().filter(|value| !holds(&theirs, value)) {
            let said = &page.text.blocks[value.block].text[value.range.clone()];
            hits.push(
                hit("PL044", (value.block, value.range.clone()), said).against(format!("`{}`", other.name)),
            );
        }
        let (rows, others) = (rows(page.text), rows(other.text));
        for (table, (own, first)) in rows.iter().enumerate() {
            let theirs = others.get(table).map_or(0, |(count, _)| *count);
            if theirs != *own {
                let whole = (*first, 0..page.text.blocks[*first].text.len());
                let saw = format!("table {} with {own} rows", table + 1);
                hits.push(
                    hit("PL044", whole, saw).against(format!("`{}`: it has {theirs} rows", other.name)),
                );
            }
        }
    }
}

/// The number of rows of each table, and its first block.
fn rows(text: &Text) -> Vec<(usize, usize)> {
    let mut tables: Vec<(usize, usize)> = Vec::new();
    for (at, block) in text.blocks.iter().enumerate() {
        if let BlockKind::Cell { table, row, .. } = block.kind {
            if tables.len() <= table {
                tables.resize(table + 1, (0, at));
            }
            tables[table].0 = tables[table].0.max(row + 1);
        }
    }
    tables
}

/// What is new since the version before, if neither the version nor a summary tells of it.
fn change(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(before) = page.context.before else { return };
    let Some((words, new)) = first_new(page, before) else { return };
    let earlier = Page::new(before, page.context);
    let versions = |page: &Page<'_>| {
        let told = page.all_sentences().filter(|said| page.has_any("updated", said.text()));
        told.map(|said| fold(said.text())).collect::<Vec<_>>()
    };
    let told = |other: &str| hit("PL046", words.clone(), format!("`{new}` is new")).against(other);
    if versions(page) == versions(&earlier) {
        hits.push(told("version and date are the old ones"));
    } else if !page.text.blocks.iter().any(|block| page.has_any("changed", &block.text)) {
        hits.push(told("no summary says what changed"));
    }
}

/// The first statement of fact that the version before does not have: a value, a row of a table, a statement on a topic.
fn first_new(page: &Page<'_>, before: &Text) -> Option<((usize, std::ops::Range<usize>), String)> {
    let old = values(before);
    let dating: Vec<usize> = dated(page).iter().map(|(said, ..)| said.at).collect();
    let value = values(page.text)
        .into_iter()
        .find(|value: &Value| !dating.contains(&value.block) && !holds(&old, value));
    let cells: Vec<String> =
        before.blocks.iter().filter(|block| is_cell(&block.kind)).map(|block| fold(&block.text)).collect();
    let cell = page.blocks().find(|(_, block)| is_cell(&block.kind) && !cells.contains(&fold(&block.text)));
    let statement = page.lists.and_then(|lists| {
        let said_before = |is: &dyn Fn(&str) -> bool| {
            before.blocks.iter().flat_map(|block| &block.sentences).any(|sentence| is(&sentence.text))
        };
        lists.topics.iter().find_map(|topic| {
            page.sentences().find_map(|said| {
                let does = |text: &str| topic.does(text).is_some();
                let denies = |text: &str| topic.denies(text).is_some();
                let is_new =
                    does(said.text()) && !said_before(&does) || denies(said.text()) && !said_before(&denies);
                is_new.then(|| (said.whole(), shortened(said.text())))
            })
        })
    });
    value
        .map(|value| {
            let said = page.text.blocks[value.block].text[value.range.clone()].to_owned();
            ((value.block, value.range), said)
        })
        .or_else(|| cell.map(|(at, block)| ((at, 0..block.text.len()), shortened(&block.text))))
        .or(statement)
}

fn is_cell(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Cell { header: false, .. })
}
