//! Tables beside each other in one sheet, with blank columns between them.
//!
//! Invariant: a blank column within one register divides nothing; each part has a header that names records of its
//! own.

use std::ops::Range;

use candor_model::{Dictionary, FieldId};

use super::header::{Header, best_header};
use super::{CANDIDATES_MAX, Surroundings, is_sure, surely_known};
use crate::grid::Grid;
use crate::headers::{Effort, matches};

/// Parts of a sheet that are tried, so that a sheet of many blank columns costs no more than others.
const PARTS_MAX: usize = 16;

/// The parts of a sheet with a table each, from left to right; empty if the sheet is one.
pub(crate) fn side_by_side(grid: &Grid, around: Surroundings<'_>) -> Vec<Grid> {
    let told =
        around.rule.is_some_and(|rule| rule.entity.is_some() || rule.header_row.is_some() || rule.form);
    let blocks = blocks(grid);
    if told || blocks.len() < 2 || blocks.len() > PARTS_MAX {
        return Vec::new();
    }
    let mut parts: Vec<(u32, Header)> = Vec::new();
    for block in blocks {
        let Some(header) = own_header(&grid.columns(block.clone()), around) else { continue };
        let another = |(start, left): &(u32, Header)| {
            is_another(left, &header) || stands_alone(grid, *start..block.start, &block, &header)
        };
        if parts.last().is_none_or(another) {
            parts.push((block.start, header));
        }
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    // Whatever stands left of the first part, or right of a part and before the next, belongs to it.
    let starts: Vec<u32> = parts.iter().map(|(start, _)| *start).collect();
    (0..starts.len())
        .map(|at| {
            let from = if at == 0 { 0 } else { starts[at] };
            grid.columns(from..starts.get(at + 1).copied().unwrap_or(u32::MAX))
        })
        .collect()
}

/// Runs of columns with blank ones between them. Lone cells are titles and notes: they fill no column.
fn blocks(grid: &Grid) -> Vec<Range<u32>> {
    let widths = grid.widths(|_| true);
    let filled = grid.columns_filled(|position| widths[position] >= 2);
    let mut blocks: Vec<Range<u32>> = Vec::new();
    for column in filled {
        match blocks.last_mut() {
            Some(block) if block.end == column => block.end += 1,
            _ => blocks.push(column..column + 1),
        }
    }
    blocks
}

/// The first header of a part that surely is one and has a column for the names of its records.
fn own_header(part: &Grid, around: Surroundings<'_>) -> Option<Header> {
    (0..part.len().min(CANDIDATES_MAX))
        .filter_map(|position| best_header(part, position, 0, around, Effort::Quick))
        .find(|header| is_sure(header) && is_named(header))
}

fn is_named(header: &Header) -> bool {
    header.texts.iter().any(|(_, text)| means(text, name_of(header)))
}

fn name_of(header: &Header) -> FieldId {
    let index = Dictionary::builtin().entity(header.entity).name_field;
    FieldId { entity: header.entity, index }
}

fn means(text: &str, field: FieldId) -> bool {
    matches(text, Effort::Quick).iter().any(|hit| hit.field == field && hit.sure >= 0.9)
}

/// Is a header beside another one that of another table? In the same row it could be the rest of the same register,
/// whose vendors have a name and a country, too.
fn is_another(left: &Header, right: &Header) -> bool {
    let texts = || right.texts.iter().map(|(_, text)| text.as_str());
    let names = texts().filter(|text| means(text, name_of(right)));
    left.entity == right.entity
        || left.row != right.row
        || surely_known(left.entity, texts()) * 2 < right.texts.len()
        || surely_known(left.entity, names) == 0
}

/// Has a part a row to itself? What is left over of a register has none: its names stand to the left.
fn stands_alone(grid: &Grid, left: Range<u32>, part: &Range<u32>, header: &Header) -> bool {
    grid.rows().filter(|row| row.number > header.row).any(|row| {
        let inside = |range: &Range<u32>| row.cells().filter(|(column, _)| range.contains(column)).count();
        inside(part) >= 2 && inside(&left) == 0
    })
}
