//! Finds the tables of a sheet: where their headers are, what entity they hold, which column means what.
//!
//! The header is found, not assumed: each of the first rows is tried as one, for every entity, also together
//! with the row above it (groups over names). The best wins; what falls short is no register.

use std::collections::BTreeMap;

use candor_model::text::{fold, one_line, shorten};
use candor_model::{Cell, Dictionary, EntityId, FieldId, Kind};

use crate::forms;
use crate::grid::{Grid, Row, Source};
use crate::headers::{Effort, Match, entity_hints, matches};
use crate::read::{self, ColumnHints, DateOrder};
use crate::rows::is_annotation;
use crate::settings::SheetRule;

/// Filled rows that are tried as the first header.
const CANDIDATES_MAX: usize = 30;
/// Values looked at to see whether a column can be of a kind.
const SAMPLE_MAX: usize = 40;

/// A column of a table, before its values are read.
#[derive(Debug, Clone)]
pub(crate) struct ColumnPlan {
    /// 0-based column of the sheet.
    pub index: u32,
    pub header: String,
    /// The field and how sure the match is.
    pub matched: Option<(FieldId, f32)>,
    /// The column's header means this field too, but another column is surer.
    pub twin_of: Option<FieldId>,
    /// The header means this field, but the values below it cannot be of its kind.
    pub unfit_for: Option<FieldId>,
}

/// A table that was found. Positions are those of filled rows in the grid.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub entity: EntityId,
    pub header_position: usize,
    /// First and one past the last row below the header.
    pub rows: (usize, usize),
    pub columns: Vec<ColumnPlan>,
    /// Language of the headers beside English.
    language: u8,
}

/// The tables of a sheet, or why there are none.
#[derive(Debug, Default)]
pub(crate) struct Located {
    pub tables: Vec<Found>,
    /// Labels in a column, values beside them: to be read as a form.
    pub is_form: bool,
    pub why_none: String,
}

/// What is known of a sheet besides its cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub file: &'a str,
    pub sheet: &'a str,
    pub rule: Option<&'a SheetRule>,
}

pub(crate) fn locate(grid: &Grid, around: Surroundings<'_>) -> Located {
    if grid.is_empty() {
        let why_none =
            if grid.cut { "it is empty up to the last column that is read" } else { "it is empty" };
        return Located { why_none: why_none.to_owned(), ..Located::default() };
    }
    if around.rule.is_none() && is_aside(around.sheet) {
        return Located {
            why_none: "it holds lists or guidance by its name".to_owned(),
            ..Located::default()
        };
    }
    let mut located = Located::default();
    let mut from = 0;
    while from < grid.len() {
        let first = located.tables.is_empty();
        let until = if first { grid.len().min(from + CANDIDATES_MAX) } else { grid.len() };
        let find = |effort| {
            (from..until)
                .filter(|position| first || starts_block(grid, *position))
                .filter_map(|position| best_header(grid, position, from, around, effort))
                .reduce(|best, other| if other.score > best.score * 1.12 { other } else { best })
        };
        let best = find(Effort::Quick).or_else(|| first.then(|| find(Effort::Thorough)).flatten());
        let Some(mut best) = best.filter(|best| first || is_sure(best)) else { break };
        // A better header further down does not make a table of its own above it part of a preamble.
        if starts_block(grid, best.header_position) {
            let above = (from..best.header_position - 1)
                .filter_map(|position| best_header(grid, position, from, around, Effort::Quick))
                .find(is_sure);
            best = above.unwrap_or(best);
        }
        if let Some(previous) = located.tables.last_mut() {
            previous.rows.1 = best.header_position;
        }
        from = best.header_position + 1;
        located.tables.push(plan(grid, best));
    }
    located.is_form = is_form(grid, &located, around);
    if located.is_form {
        return located;
    }
    for index in 0..located.tables.len() {
        let end = located.tables.get(index + 1).map_or(grid.len(), |next| next.header_position);
        located.tables[index].rows.1 = end;
        assign_fields(grid, &mut located.tables[index], around);
    }
    if located.tables.is_empty() {
        located.why_none = why_none(grid);
    }
    located
}

/// Does a sheet bear one of the usual names of lists for drop-downs, of help and of logs of changes? Their headers are
/// often those of the register beside them.
fn is_aside(sheet: &str) -> bool {
    const NAMES: [&str; 64] = [
        "lists",
        "lookup",
        "lookups",
        "lookup lists",
        "dropdown",
        "dropdowns",
        "drop downs",
        "drop down lists",
        "dropdown lists",
        "picklists",
        "validation",
        "data validation",
        "guidance",
        "guidance notes",
        "instructions",
        "how to use",
        "read me",
        "readme",
        "help",
        "glossary",
        "definitions",
        "legend",
        "change log",
        "changelog",
        "version history",
        "revision history",
        "listen",
        "auswahllisten",
        "auswahl",
        "anleitung",
        "ausfullhinweise",
        "ausfullhilfe",
        "erlauterungen",
        "legende",
        "glossar",
        "anderungshistorie",
        "listes",
        "listes deroulantes",
        "tutoriel",
        "aide",
        "mode demploi",
        "lisez moi",
        "glossaire",
        "listas",
        "listas desplegables",
        "instrucciones",
        "ayuda",
        "glosario",
        "leyenda",
        "elenchi",
        "istruzioni",
        "guida",
        "glossario",
        "lijsten",
        "keuzelijsten",
        "toelichting",
        "instructies",
        "uitleg",
        "instrucoes",
        "ajuda",
        "listy",
        "slowniki",
        "instrukcja",
        "objasnienia",
    ];
    let folded = fold(sheet);
    NAMES.contains(&folded.trim_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

/// Do more labels stand down a column than across a row? Then a row of the sheet that looks like a header is none.
fn is_form(grid: &Grid, located: &Located, around: Surroundings<'_>) -> bool {
    if around.rule.is_some_and(|rule| rule.header_row.is_some()) {
        return false;
    }
    if located.tables.iter().any(|table| is_filled(grid, table)) {
        return false;
    }
    let down = forms::labels_down(grid);
    let across = located.tables.iter().map(|table| table.columns.len()).max().unwrap_or_default();
    let records = located.tables.iter().map(|table| table.rows.1 - table.rows.0).max().unwrap_or_default();
    down > 0 && (down > across || records <= down * 3)
}

/// Do most rows below a header have something in most of its columns? The fields of a form stand down a column and
/// have a value or two each.
fn is_filled(grid: &Grid, table: &Found) -> bool {
    let columns: Vec<u32> = table.columns.iter().map(|column| column.index).collect();
    let filled = (table.rows.0..table.rows.1)
        .filter(|position| {
            let cells = grid.row(*position).cells.iter().filter(|(column, _)| columns.contains(column));
            cells.count() * 5 >= columns.len() * 3
        })
        .count();
    columns.len() >= 4 && filled >= 3 && filled * 5 >= (table.rows.1 - table.rows.0) * 3
}

/// Does the row stand below a gap, or below a title that does? Only there can another table begin.
fn starts_block(grid: &Grid, position: usize) -> bool {
    let below_gap =
        |position: usize| position > 0 && grid.row(position).number > grid.row(position - 1).number + 1;
    below_gap(position)
        || (position > 0 && grid.row(position - 1).cells.len() == 1 && below_gap(position - 1))
}

/// Are half of the headers, and three at least, surely fields of the entity? Where a table is known already, a row
/// of values must not pass for the header of another one.
fn is_sure(header: &Header) -> bool {
    let sure = |text: &str| {
        matches(text, Effort::Quick).iter().any(|hit| hit.field.entity == header.entity && hit.sure >= 0.9)
    };
    let known = header.texts.iter().filter(|(_, text)| sure(text)).count();
    known >= 3 && known * 2 >= header.texts.len()
}

/// A row taken as a header for the entity that it fits best.
struct Header {
    header_position: usize,
    entity: EntityId,
    language: u8,
    texts: Vec<(u32, String)>,
    score: f32,
}

/// How well headers fit an entity in a language.
#[derive(Clone, Copy)]
struct Fit {
    entity: EntityId,
    language: u8,
    score: f32,
}

fn best_header(
    grid: &Grid,
    position: usize,
    from: usize,
    around: Surroundings<'_>,
    effort: Effort,
) -> Option<Header> {
    let row = grid.row(position);
    if let Some(wanted) = around.rule.and_then(|rule| rule.header_row)
        && wanted != row.number
    {
        return None;
    }
    if !could_be_header(grid, row) {
        return None;
    }
    let above = (position > from).then(|| grid.row(position - 1)).filter(|above| {
        above.number + 1 == row.number && above.cells.len() >= 2 && could_be_header(grid, *above)
    });
    let alone = header_texts(grid, row, None);
    let hints = hints(grid, position, around);
    let header = |fit: Fit, texts| Header {
        header_position: position,
        entity: fit.entity,
        language: fit.language,
        texts,
        score: fit.score,
    };
    let told = told_by_rule(&alone, row.number, around);
    let mut best = score(&alone, &hints, around, effort).or(told).map(|fit| header(fit, alone));
    if let Some(above) = above {
        let texts = header_texts(grid, row, Some(above));
        let joined = score(&texts, &hints, around, effort);
        if let Some(fit) = joined
            && best.as_ref().is_none_or(|best| fit.score > best.score * 1.05)
        {
            best = Some(header(fit, texts));
        }
    }
    best
}

/// The header that the settings give, by its row or by its words, where nothing else is understood of it.
fn told_by_rule(texts: &[(u32, String)], row: u32, around: Surroundings<'_>) -> Option<Fit> {
    let rule = around.rule?;
    let entity = rule.entity?;
    let matched = texts.iter().filter(|(_, text)| rule.field_of(text).is_some()).count();
    let share = matched as f32 / texts.len() as f32;
    (matched > 0 || rule.header_row == Some(row)).then_some(Fit { entity, language: 0, score: share })
}

/// Headers are words: no dates, few numbers, few repetitions.
fn could_be_header(grid: &Grid, row: Row<'_>) -> bool {
    let texts = row.cells.iter().filter(|(_, id)| {
        let content = grid.content(*id);
        content.source == Source::Text && content.text.chars().any(char::is_alphabetic)
    });
    let words = texts.count();
    words >= 2 && words * 4 >= row.cells.len() * 3 && !is_annotation(grid, row)
}

/// The header of each column. With a row of groups above: a name below a group that means nothing alone is
/// read together with it; a column without a name takes the group's.
fn header_texts(grid: &Grid, row: Row<'_>, above: Option<Row<'_>>) -> Vec<(u32, String)> {
    let mut texts: Vec<(u32, String)> =
        row.cells.iter().map(|(column, id)| (*column, grid.text(*id).to_owned())).collect();
    let Some(above) = above else { return texts };
    for (column, id) in above.cells {
        let group = grid.text(*id);
        match texts.binary_search_by_key(column, |cell| cell.0) {
            Err(at) => texts.insert(at, (*column, group.to_owned())),
            Ok(_) => {}
        }
    }
    for (column, text) in &mut texts {
        let Some((_, id)) = above.cells.iter().rev().find(|(group, _)| group <= column) else { continue };
        let group = grid.text(*id);
        if group != text && matches(text, Effort::Quick).first().is_none_or(|best| best.sure < 0.8) {
            *text = format!("{group} {text}");
        }
    }
    texts
}

/// How strongly names and titles around a header speak for each entity.
fn hints(grid: &Grid, position: usize, around: Surroundings<'_>) -> Vec<(EntityId, f32)> {
    let mut hints: Vec<(EntityId, f32)> = Vec::new();
    let mut add = |found: Vec<(EntityId, f32)>, weight: f32| {
        for (entity, sure) in found {
            match hints.iter_mut().find(|(other, _)| *other == entity) {
                Some((_, best)) => *best = best.max(sure * weight),
                None => hints.push((entity, sure * weight)),
            }
        }
    };
    add(entity_hints(around.sheet), 1.6);
    let stem = around.file.rsplit('/').next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    add(entity_hints(stem), 1.1);
    for above in (position.saturating_sub(6)..position).map(|position| grid.row(position)) {
        if let [(_, id)] = above.cells {
            add(entity_hints(&shorten(grid.text(*id), 120)), 1.1);
        }
    }
    hints
}

/// The entity that headers fit best, with the number of matched columns and the score; `None` if none fits.
fn score(
    texts: &[(u32, String)],
    hints: &[(EntityId, f32)],
    around: Surroundings<'_>,
    effort: Effort,
) -> Option<Fit> {
    let found: Vec<Vec<Match>> = texts.iter().map(|(_, text)| matches(text, effort)).collect();
    let dictionary = Dictionary::builtin();
    let wanted = around.rule.and_then(|rule| rule.entity);
    let mut languages: Vec<u8> = found.iter().flatten().map(|hit| hit.language).collect();
    languages.sort_unstable();
    languages.dedup();
    dictionary
        .entity_ids()
        .filter(|entity| wanted.is_none_or(|wanted| wanted == *entity))
        .flat_map(|entity| languages.iter().map(move |language| (entity, *language)))
        .filter_map(|(entity, language)| {
            let (matched, strength) = strength(&found, entity, language);
            let hint = hints.iter().find(|(other, _)| *other == entity).map_or(0.0, |(_, sure)| *sure);
            let share = matched as f32 / texts.len() as f32;
            let fits = (matched >= 2 && strength >= 1.4 && share >= 0.34)
                || (hint >= 0.6 && matched >= 2 && strength >= 0.9 && share >= 0.25)
                || (hint >= 0.6 && matched >= 2 && share >= 0.1 && is_named(&found, entity))
                || (matched >= 4 && strength >= 3.0 && share >= 0.2)
                || (wanted.is_some() && matched >= 1);
            fits.then_some(Fit { entity, language, score: (strength + hint) * (0.5 + 0.5 * share) })
        })
        .reduce(|best, other| if other.score > best.score { other } else { best })
}

/// Does a header surely mean the name of the entity's records?
fn is_named(found: &[Vec<Match>], entity: EntityId) -> bool {
    let name = FieldId { entity, index: Dictionary::builtin().entity(entity).name_field };
    found.iter().flatten().any(|hit| hit.field == name && hit.sure >= 0.9)
}

/// Matched columns, each field once, and the sum of their weights: a header that many entities know
/// ("Name", "Status") says little about which one this is. Headers are in one language, mixed with English only.
fn strength(found: &[Vec<Match>], entity: EntityId, language: u8) -> (usize, f32) {
    let mut candidates: Vec<(usize, Match)> = found
        .iter()
        .enumerate()
        .flat_map(|(column, list)| {
            list.iter()
                .filter(|hit| hit.field.entity == entity && speaks(**hit, language))
                .map(move |hit| (column, *hit))
        })
        .collect();
    candidates.sort_by(|a, b| b.1.sure.total_cmp(&a.1.sure).then_with(|| a.0.cmp(&b.0)));
    let (mut columns, mut fields) = (Vec::new(), Vec::new());
    let mut sum = 0.0;
    for (column, hit) in candidates {
        if columns.contains(&column) || fields.contains(&hit.field) {
            continue;
        }
        columns.push(column);
        fields.push(hit.field);
        let best =
            found[column].iter().find(|other| speaks(**other, language)).map_or(hit.sure, |best| best.sure);
        let mut entities: Vec<EntityId> = found[column]
            .iter()
            .filter(|other| other.sure >= best * 0.93 && speaks(**other, language))
            .map(|other| other.field.entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        let known = entities.len().max(1) as f32;
        sum += hit.sure * (hit.sure / best).powi(2) / known.sqrt();
    }
    (columns.len(), sum)
}

fn speaks(hit: Match, language: u8) -> bool {
    hit.language == 0 || hit.language == language
}

fn plan(grid: &Grid, header: Header) -> Found {
    let Header { header_position, entity, language, texts, .. } = header;
    let columns = texts
        .into_iter()
        .map(|(index, header)| ColumnPlan { index, header, matched: None, twin_of: None, unfit_for: None })
        .collect();
    Found { entity, header_position, rows: (header_position + 1, grid.len()), columns, language }
}

/// Gives each column its field: the surest pairs first, where the values can be of the field's kind.
fn assign_fields(grid: &Grid, found: &mut Found, around: Surroundings<'_>) {
    add_headless_columns(grid, found);
    let dictionary = Dictionary::builtin();
    let mut pairs: Vec<(f32, usize, FieldId)> = Vec::new();
    for (at, column) in found.columns.iter_mut().enumerate() {
        if let Some(field) = around.rule.and_then(|rule| rule.field_of(&column.header)) {
            pairs.push((2.0, at, field));
            continue;
        }
        if column.header.is_empty() {
            continue;
        }
        let sample = sample(grid, found.rows, column.index);
        let hits = matches(&column.header, Effort::Thorough);
        let ours = |hit: &&Match| hit.field.entity == found.entity && speaks(**hit, found.language);
        for hit in hits.iter().filter(ours) {
            let kind = dictionary.field(hit.field).kind;
            let fit = fit(grid, &sample, kind, &column.header);
            // A header that is surely meant keeps its field though no value can be read: that is told.
            let meant = hit.sure >= 0.93 && !matches!(kind, Kind::Choice(_));
            if fit >= 0.2 || meant {
                pairs.push((hit.sure * (0.6 + 0.4 * fit), at, hit.field));
            } else if hit.sure >= 0.9 {
                column.unfit_for.get_or_insert(hit.field);
            }
        }
    }
    // A column does not fall back on a field that its header hardly means because a twin was faster.
    let best: BTreeMap<usize, f32> = pairs.iter().fold(BTreeMap::new(), |mut best, (sure, at, _)| {
        let entry = best.entry(*at).or_insert(*sure);
        *entry = entry.max(*sure);
        best
    });
    pairs.retain(|(sure, at, _)| *sure >= best[at] * 0.85);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = Vec::new();
    for (sure, at, field) in pairs {
        let column = &mut found.columns[at];
        if column.matched.is_some() {
            continue;
        }
        if taken.contains(&field) {
            column.twin_of.get_or_insert(field);
            continue;
        }
        column.matched = Some((field, sure.min(1.0)));
        column.twin_of = None;
        taken.push(field);
    }
}

/// Columns that hold values under no header are kept, too.
fn add_headless_columns(grid: &Grid, found: &mut Found) {
    let known: Vec<u32> = found.columns.iter().map(|column| column.index).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return };
    let mut extra: Vec<u32> = (found.rows.0..found.rows.1)
        .flat_map(|position| grid.row(position).cells)
        .map(|(column, _)| *column)
        .filter(|column| column > first && *column <= last + 1 && !known.contains(column))
        .collect();
    extra.sort_unstable();
    extra.dedup();
    let headless =
        |index| ColumnPlan { index, header: String::new(), matched: None, twin_of: None, unfit_for: None };
    found.columns.extend(extra.into_iter().map(headless));
    found.columns.sort_by_key(|column| column.index);
}

/// Distinct contents of a column, the first ones.
fn sample(grid: &Grid, (from, until): (usize, usize), column: u32) -> Vec<u32> {
    let mut ids = Vec::new();
    for position in from..until {
        if let Some(id) = grid.row(position).content(column)
            && !ids.contains(&id)
        {
            ids.push(id);
            if ids.len() == SAMPLE_MAX {
                break;
            }
        }
    }
    ids
}

/// Share of a sample that can be of a kind, 0 to 1.
fn fit(grid: &Grid, sample: &[u32], kind: Kind, header: &str) -> f32 {
    if matches!(kind, Kind::Text | Kind::List | Kind::Reference(_)) || sample.is_empty() {
        // Text fits everything, so it must not win over a kind that fits exactly.
        return 0.9;
    }
    let hints = ColumnHints {
        date_order: DateOrder::DayFirst,
        period_unit: period_unit(header),
        comma_separates: true,
        abroad_means_yes: true,
    };
    let other = ColumnHints { date_order: DateOrder::MonthFirst, ..hints };
    let (mut readable, mut telling) = (0u32, 0u32);
    for content in sample.iter().map(|id| grid.content(*id)) {
        let cells = [hints, other].map(|hints| read::read(kind, content, hints));
        let value = |cell: &Cell| matches!(cell, Cell::Value(value) if !value.is_none());
        if cells.iter().any(value) || (kind == Kind::Duration && read::is_vague(&content.text)) {
            readable += 1;
            telling += 1;
        } else if cells.contains(&Cell::Unreadable) {
            telling += 1;
        }
        // "n/a", "none" and "tbc" fit every kind and prove none.
    }
    if telling == 0 { 0.9 } else { readable as f32 / telling as f32 }
}

/// The unit that a header gives to bare numbers below it: `RetentionMonths`, `Aufbewahrung (Jahre)`.
pub(crate) fn period_unit(header: &str) -> Option<candor_model::Unit> {
    fold(header).split(' ').find_map(|token| crate::words::Words::builtin().unit(token))
}

fn why_none(grid: &Grid) -> String {
    let widest = grid.rows().map(|row| row.cells.len()).max().unwrap_or_default();
    if widest < 2 {
        return "it is text, not a table (a cover, guidance or notes)".to_owned();
    }
    let candidate = (0..grid.len().min(CANDIDATES_MAX))
        .map(|position| grid.row(position))
        .find(|row| row.cells.len() >= 2 && could_be_header(grid, *row));
    match candidate {
        None => "no row looks like a header".to_owned(),
        Some(row) => {
            let texts: Vec<String> = row
                .cells
                .iter()
                .take(6)
                .map(|(_, id)| format!("`{}`", shorten(&one_line(grid.text(*id)), 30)))
                .collect();
            format!(
                "its headers fit no register that Candor knows (row {}: {}{})",
                row.number,
                texts.join(", "),
                if row.cells.len() > 6 { ", …" } else { "" }
            )
        }
    }
}
