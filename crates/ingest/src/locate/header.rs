//! Which row is a header: how well its words fit the fields of each entity, in each language.

use candor_model::text::{fold, shorten};
use candor_model::{Dictionary, EntityId, FieldId};

use super::Surroundings;
use crate::grid::{Grid, Row, Source};
use crate::headers::{Effort, Match, entity_hints, guesses, matches};
use crate::rows::is_annotation;
use crate::words::{Word, Words};

/// Rows that a header may have, one above the other.
const HEADER_ROWS_MAX: usize = 3;
/// As sure as a name must be that means something without the group above it.
pub(super) const NAME_SURE: f32 = 0.8;

/// A row taken as a header for the entity that it fits best.
pub(super) struct Header {
    pub(super) header_position: usize,
    /// With the groups above it.
    pub(super) header_rows: usize,
    /// Its number in the sheet, 1-based.
    pub(super) row: u32,
    pub(super) entity: EntityId,
    pub(super) language: u8,
    pub(super) texts: Vec<(u32, String)>,
    pub(super) score: f32,
}

/// How well headers fit an entity in a language.
#[derive(Clone, Copy)]
struct Fit {
    entity: EntityId,
    language: u8,
    score: f32,
}

pub(super) fn best_header(
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
    if !could_be_header(grid, row) || continues_below(grid, position) {
        return None;
    }
    let means_something =
        |text: &str| matches(text, Effort::Quick).first().is_some_and(|best| best.sure >= NAME_SURE);
    let alone = header_texts(grid, row, &[], &means_something);
    let hints = hints(grid, position, around);
    let header = |fit: Fit, header_rows, texts| Header {
        header_position: position,
        header_rows,
        row: row.number,
        entity: fit.entity,
        language: fit.language,
        texts,
        score: fit.score,
    };
    let told = told_by_rule(&alone, row.number, around);
    let mut best = score(&alone, &hints, around, effort).or(told).map(|fit| header(fit, 1, alone));
    let mut groups: Vec<Row<'_>> = Vec::new();
    for above in (from..position).rev().take(HEADER_ROWS_MAX - 1).map(|position| grid.row(position)) {
        let below = groups.last().map_or(row.number, |lower| lower.number);
        if above.number + 1 != below || above.len() < 2 || !could_be_header(grid, above) {
            break;
        }
        let better = if is_merged_with(grid, row, above.number) { 0.9 } else { 1.05 };
        groups.push(above);
        let texts = header_texts(grid, row, &groups, &means_something);
        let joined = score(&texts, &hints, around, effort);
        if let Some(fit) = joined
            && names_fields(grid, row, fit.entity)
            && best.as_ref().is_none_or(|best| fit.score > best.score * better)
        {
            let texts = with_group_names(texts, grid, row, &groups, fit.entity);
            best = Some(header(fit, groups.len() + 1, texts));
        }
    }
    best
}

/// Is the row below a part of the same header, as its merged cells show?
fn continues_below(grid: &Grid, position: usize) -> bool {
    let number = grid.row(position).number;
    let below = (position + 1 < grid.len()).then(|| grid.row(position + 1));
    below.is_some_and(|below| is_merged_with(grid, below, number) && could_be_header(grid, below))
}

/// Is a cell of the row merged with the one in the row above?
fn is_merged_with(grid: &Grid, row: Row<'_>, above: u32) -> bool {
    row.number == above + 1
        && row.cells().any(|(column, _)| grid.top_row(row.number, column).is_some_and(|top| top <= above))
}

/// Each name as it is surest for the entity: by itself or with its group ("Country" below "Transfers").
fn with_group_names(
    texts: Vec<(u32, String)>,
    grid: &Grid,
    row: Row<'_>,
    groups: &[Row<'_>],
    entity: EntityId,
) -> Vec<(u32, String)> {
    let sure = |text: &str| {
        let hits = matches(text, Effort::Quick);
        hits.iter().find(|hit| hit.field.entity == entity).map_or(0.0, |hit| hit.sure)
    };
    let joined = header_texts(grid, row, groups, &|text| sure(text) >= NAME_SURE);
    let surest = |(column, text): (u32, String), joined: String| {
        let own = row.content(column).map_or("", |id| grid.text(id));
        let better = if sure(&joined) > sure(&text).max(NAME_SURE) { joined } else { text };
        (column, if sure(own) > 0.0 && sure(own) >= sure(&better) { own.to_owned() } else { better })
    };
    texts.into_iter().zip(joined).map(|(text, (_, joined))| surest(text, joined)).collect()
}

/// Rows of groups right above a header that help nobody to understand it, but belong to it.
pub(super) fn group_rows_above(grid: &Grid, header_top: usize, header_rows: usize, from: usize) -> usize {
    let is_group = |position: usize| {
        let row = grid.row(position);
        let grouped = row.cells().any(|(column, _)| grid.group_end(row.number, column) > Some(column));
        row.number + 1 == grid.row(position + 1).number
            && (row.len() >= 3 || (row.len() == 2 && grouped))
            && could_be_header(grid, row)
    };
    let above = (from..header_top).rev().take(HEADER_ROWS_MAX.saturating_sub(header_rows));
    above.take_while(|position| is_group(*position)).count()
}

/// Are half of a row's texts headers of an entity by themselves? The first record below a header is no part of it.
fn names_fields(grid: &Grid, row: Row<'_>, entity: EntityId) -> bool {
    let known = row.cells().filter(|(_, id)| {
        matches(grid.text(*id), Effort::Quick).iter().any(|hit| hit.field.entity == entity && hit.sure >= 0.8)
    });
    known.count() * 2 >= row.len()
}

/// The header that the settings give, by its row or by its words, where nothing else is understood of it.
fn told_by_rule(texts: &[(u32, String)], row: u32, around: Surroundings<'_>) -> Option<Fit> {
    let rule = around.rule?;
    let entity = rule.entity?;
    let matched = texts.iter().filter(|(_, text)| rule.field_of(text).is_some()).count();
    let share = matched as f32 / texts.len() as f32;
    (matched > 0 || rule.header_row == Some(row)).then_some(Fit { entity, language: 0, score: share })
}

/// Headers are words: no dates, few numbers, and none says "n/a" or "unknown".
pub(super) fn could_be_header(grid: &Grid, row: Row<'_>) -> bool {
    let texts = row.cells().filter(|(_, id)| {
        let content = grid.content(*id);
        content.source == Source::Text && content.text.chars().any(char::is_alphabetic)
    });
    let words = texts.count();
    let is_nothing = |id: u32| {
        let text = grid.text(id);
        let word = Words::builtin().plain(&fold(text));
        matches!(word, Some(Word::None | Word::NotApplicable | Word::Unknown))
            || (text.starts_with('#') && text.ends_with(['!', '?']))
    };
    words >= 2
        && words * 4 >= row.len() * 3
        && !row.cells().any(|(_, id)| is_nothing(id))
        && !is_annotation(grid, row)
}

/// The header of each column. With rows of groups above, the nearest first: a name below a group that means nothing
/// alone is read together with it; a column without a name takes the group's.
fn header_texts(
    grid: &Grid,
    row: Row<'_>,
    groups: &[Row<'_>],
    means_something: &dyn Fn(&str) -> bool,
) -> Vec<(u32, String)> {
    let mut texts: Vec<(u32, String)> =
        row.cells().map(|(column, id)| (column, grid.text(id).to_owned())).collect();
    let Some((above, higher)) = groups.split_first() else { return texts };
    let named = header_texts(grid, *above, higher, means_something);
    for (column, group) in &named {
        if let Err(at) = texts.binary_search_by_key(column, |cell| cell.0) {
            texts.insert(at, (*column, group.clone()));
        }
    }
    let end = |column: u32| grid.group_end(above.number, column).unwrap_or(u32::MAX);
    for (column, text) in &mut texts {
        let Some((start, group)) = named.iter().rev().find(|(start, _)| start <= column) else { continue };
        if end(*start) >= *column && group != text && !means_something(text) {
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
        if let Some((_, id)) = above.only() {
            add(entity_hints(&shorten(grid.text(id), 120)), 1.1);
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
    let told = |text: &str| around.rule.and_then(|rule| rule.field_of(text));
    let found: Vec<Vec<Match>> = texts
        .iter()
        .map(|(_, text)| {
            if around.rule.is_some_and(|rule| rule.is_nothing(text)) {
                return Vec::new();
            }
            let mut hits = matches(text, effort);
            // Less sure than a known word, so that the known words still decide the language.
            hits.extend(told(text).map(|field| Match { field, sure: 0.9, language: 0 }));
            hits
        })
        .collect();
    let dictionary = Dictionary::builtin();
    let wanted = around.rule.and_then(|rule| rule.entity);
    let activity = dictionary.find_entity("activity");
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
                // The register of activities is told by few headers: many other lists name activities too.
                || (Some(entity) == activity && matched >= 3 && strength >= 1.1 && share >= 0.9 && is_named(&found, entity))
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

pub(super) fn speaks(hit: Match, language: u8) -> bool {
    hit.language == 0 || hit.language == language
}

/// A row that may be a header though no register fits it.
pub(crate) struct GuessedHeader {
    pub(crate) position: usize,
    pub(crate) texts: Vec<(u32, String)>,
    pub(crate) entity: EntityId,
    /// 0 to 100.
    pub(crate) sure: u8,
    pub(crate) runner_up: Option<(EntityId, u8)>,
}

/// The row that is most like a header of some register, however little.
pub(crate) fn guess_header(grid: &Grid, around: Surroundings<'_>) -> Option<GuessedHeader> {
    let mut best: Option<(f32, GuessedHeader)> = None;
    for position in 0..grid.len().min(super::CANDIDATES_MAX) {
        let row = grid.row(position);
        if !could_be_header(grid, row) {
            continue;
        }
        let texts = header_texts(grid, row, &[], &|_| true);
        let ranked = rank(&texts, &hints(grid, position, around));
        let Some((entity, score)) = ranked.first().copied() else { continue };
        if best.as_ref().is_some_and(|(other, _)| score <= *other) {
            continue;
        }
        let percent = |score: f32| (100.0 * score / texts.len() as f32).min(60.0) as u8;
        let runner_up = ranked.get(1).map(|(entity, score)| (*entity, percent(*score)));
        let sure = percent(score);
        best = Some((score, GuessedHeader { position, texts, entity, sure, runner_up }));
    }
    best.map(|(_, header)| header)
}

/// Every entity with how well headers fit it, best first.
fn rank(texts: &[(u32, String)], hints: &[(EntityId, f32)]) -> Vec<(EntityId, f32)> {
    let found: Vec<Vec<Match>> = texts.iter().map(|(_, text)| matches(text, Effort::Thorough)).collect();
    let mut languages: Vec<u8> = found.iter().flatten().map(|hit| hit.language).chain([0]).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut ranked: Vec<(EntityId, f32)> = Dictionary::builtin()
        .entity_ids()
        .map(|entity| {
            let strengths = languages.iter().map(|language| strength(&found, entity, *language).1);
            let weak = texts.iter().filter_map(|(_, text)| guesses(text, entity).first().copied());
            let weak = weak.map(|guess| f32::from(guess.percent()) / 400.0).sum::<f32>();
            let hint = hints.iter().find(|(other, _)| *other == entity).map_or(0.0, |(_, sure)| *sure);
            (entity, strengths.fold(0.0, f32::max).max(weak) + hint)
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
}
