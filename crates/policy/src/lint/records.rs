//! What is held against the records: missing periods (PL004), statements without a source (PL030), contradictions (PL031),
//! what is not disclosed (PL032) and what only the text knows (PL033).

use std::collections::BTreeMap;

use candor_model::text::fold;

use super::page::{Hit, Page, hit, shortened};
use super::{Rests, Traced};
use crate::text::{Block, BlockKind};
use crate::{DriftItem, DriftKind, DriftSaid};

/// Cells that a fix names; a fact can rest on thousands.
const CELLS_MAX: usize = 3;

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    empty_periods(page, hits);
    no_column(page, hits);
    open_periods(page, hits);
    untraced(page, hits);
    drifted(page, hits);
}

/// A row of a table: its cells by column.
type Rows<'a> = BTreeMap<usize, Vec<(usize, usize, &'a Block)>>;

/// The tables of the text: for each its rows with column, index and block of each cell.
fn tables<'a>(page: &Page<'a>) -> BTreeMap<usize, Rows<'a>> {
    let mut tables: BTreeMap<usize, Rows<'a>> = BTreeMap::new();
    for (at, block) in page.text.blocks.iter().enumerate() {
        if let BlockKind::Cell { table, row, column, .. } = block.kind {
            tables.entry(table).or_default().entry(row).or_default().push((column, at, block));
        }
    }
    tables
}

fn is_header(cells: &[(usize, usize, &Block)]) -> bool {
    cells.iter().all(|(_, _, block)| matches!(block.kind, BlockKind::Cell { header: true, .. }))
}

/// Rows whose cell for the period is empty or names neither a period nor criteria.
fn empty_periods(page: &Page<'_>, hits: &mut Vec<Hit>) {
    for rows in tables(page).values() {
        let heads = rows.values().filter(|cells| is_header(cells)).flatten();
        let found = heads
            .filter(|(_, _, block)| page.is_whole("retention_header", &block.text))
            .map(|(column, ..)| *column);
        let Some(wanted) = found.min() else { continue };
        for cells in rows.values().filter(|cells| !is_header(cells)) {
            let (_, first, name) = cells[0];
            let period: Vec<&(usize, usize, &Block)> =
                cells.iter().filter(|(column, ..)| *column == wanted).collect();
            let says = |list: &str| period.iter().any(|(_, _, block)| page.has_any(list, &block.text));
            // Fog and open places are told by their own rules.
            if ["period", "criteria", "PL003", "PL041"].into_iter().any(says) || wanted == cells[0].0 {
                continue;
            }
            let at = period.first().map_or(first, |(_, at, _)| *at);
            hits.push(hit("PL004", (at, 0..page.text.blocks[at].text.len()), shortened(&name.text)));
        }
    }
}

/// A table of data and reasons, and nowhere in the text how long.
fn no_column(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let tables = tables(page);
    let has_head = |rows: &Rows<'_>, list: &str| {
        rows.values()
            .filter(|cells| is_header(cells))
            .flatten()
            .any(|(_, _, block)| page.is_whole(list, &block.text))
    };
    let elsewhere = tables.values().any(|rows| has_head(rows, "retention_header"))
        || page.sentences().any(|said| {
            page.has_any("keep", said.text())
                && (page.has_any("period", said.text()) || page.has_any("criteria", said.text()))
        });
    if elsewhere {
        return;
    }
    for rows in tables.values().filter(|rows| has_head(rows, "data_header") && has_head(rows, "basis_header"))
    {
        let cells = rows.values().filter(|cells| !is_header(cells)).filter_map(|cells| cells.first());
        for (_, at, block) in cells {
            hits.push(hit("PL004", (*at, 0..block.text.len()), shortened(&block.text)));
        }
    }
}

/// Activities of the records whose period is not known; the text of a draft asks for them itself.
fn open_periods(page: &Page<'_>, hits: &mut Vec<Hit>) {
    for activity in page.context.facts.into_iter().flat_map(|facts| &facts.activities) {
        let open = activity.how_long.iter().find(|fact| fact.is_open());
        let Some(open) = open else { continue };
        if page.text.blocks.iter().any(|block| block.text.contains(&open.ask)) {
            continue;
        }
        let fix = format!("Fill in {}: {}", open.place, open.ask);
        hits.push(hit("PL004", (0, 0..0), &activity.name).as_whole().to_fix(fix));
    }
}

/// Sentences of one of our own texts that rest on nothing, on facts that are not known, or that were written in later.
fn untraced(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(trace) = page.context.trace else { return };
    let known: Vec<(String, &Traced)> = trace.iter().map(|one| (fold(&one.sentence), one)).collect();
    let open: Vec<&str> = page
        .context
        .facts
        .map(|facts| facts.open().into_iter().map(|fact| fact.id.as_str()).collect())
        .unwrap_or_default();
    for said in page.sentences() {
        let own = fold(said.text());
        // Sentences can be cut otherwise there: each may be a part of the other.
        let mut traced =
            known.iter().filter(|(text, _)| text.contains(&own) || own.contains(text.as_str())).peekable();
        let because = if traced.peek().is_none() {
            page.has_any("factual", said.text()).then(|| " (it was not made from them)".to_owned())
        } else {
            traced.find_map(|(_, one)| match one.status {
                Rests::Unfounded => Some(String::new()),
                Rests::Fact => {
                    let unknown = one.facts.iter().find(|id| open.contains(&id.as_str()))?;
                    Some(format!(" (the fact `{unknown}` is not known)"))
                }
                Rests::Law | Rests::Open | Rests::Guide => None,
            })
        };
        if let Some(because) = because {
            hits.push(hit("PL030", said.whole(), said.text()).against(because));
        }
    }
}

/// What the drift check found, each kind under its rule.
fn drifted(page: &Page<'_>, hits: &mut Vec<Hit>) {
    for item in page.context.drift.into_iter().flat_map(|drift| &drift.items) {
        let recorded = item.recorded.as_ref().map_or("", |recorded| &recorded.words);
        let told = match (item.kind, &item.said) {
            (DriftKind::Matched, _) | (DriftKind::CouldNotTell, None) => continue,
            (DriftKind::CouldNotTell, Some(said)) => {
                let why =
                    if recorded.is_empty() { String::new() } else { format!(" (the records: {recorded})") };
                placed(page, "PL030", said).against(why)
            }
            (DriftKind::Contradicts, Some(said)) => placed(page, "PL031", said).against(recorded),
            (DriftKind::Contradicts, None) => missing("PL031", item).against(recorded),
            (DriftKind::Missing, _) => missing("PL032", item).against(named(item, recorded)),
            (DriftKind::Extra, Some(said)) => placed(page, "PL033", said),
            (DriftKind::Extra, None) => missing("PL033", item),
        };
        let cells = item.recorded.iter().flat_map(|recorded| &recorded.cells);
        let cells: Vec<String> = cells
            .take(CELLS_MAX)
            .map(|cell| {
                let parts = [cell.file.as_str(), &cell.sheet, &cell.cell];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
            })
            .collect();
        let cells = if cells.is_empty() { String::new() } else { format!(" See {}.", cells.join(", ")) };
        hits.push(told.to_fix(format!("{}{cells}", item.action)));
    }
}

/// What the records have, with what it is about: `Deskline: Support desk (Who gets data)`.
fn named(item: &DriftItem, recorded: &str) -> String {
    let topic = item.topic.label().to_lowercase();
    match (item.about.is_empty(), recorded.is_empty() || recorded == item.about) {
        (false, true) => format!("`{}` ({topic})", item.about),
        (false, false) => format!("`{}`: {} ({topic})", item.about, shortened(recorded)),
        (true, _) => format!("`{}` ({topic})", shortened(recorded)),
    }
}

fn missing(rule: &str, item: &DriftItem) -> Hit {
    hit(rule, (0, 0..0), &item.about).as_whole()
}

/// The words of the text that a drift item is about.
fn placed(page: &Page<'_>, rule: &str, said: &DriftSaid) -> Hit {
    let on_line = page.text.blocks.iter().enumerate().filter(|(_, block)| block.line == said.line);
    let found = on_line.clone().find_map(|(at, block)| {
        let sentence = block.text.find(&said.sentence)?;
        let words = block.text[sentence..].find(&said.words).map(|words| sentence + words);
        Some(match words {
            Some(start) if !said.words.is_empty() => (at, start..start + said.words.len()),
            _ => (at, sentence..sentence + said.sentence.len()),
        })
    });
    let first = || on_line.clone().next().map(|(at, block)| (at, 0..block.text.len()));
    match found.or_else(first) {
        Some(words) => hit(rule, words, &said.words),
        None => hit(rule, (0, 0..0), &said.words).as_whole(),
    }
}
