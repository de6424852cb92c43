//! Finds the tables of a sheet: where their headers are, what entity they hold, which column means what.
//!
//! The header is found, not assumed: each of the first rows is tried as one, for every entity, also together
//! with up to two rows above it (groups over names). The best wins; what falls short is no register. Tables beside
//! each other are parts of a sheet, each located by itself.

mod beside;
mod columns;
mod header;

use candor_model::text::{one_line, shorten};
use candor_model::{EntityId, FieldId};

use crate::aside::{self, is_code_list};
use crate::forms;
use crate::grid::Grid;
use crate::headers::{Effort, matches};
use crate::settings::Told;

use columns::assign_fields;
use header::{Header, NAME_SURE, best_header, could_be_header, group_rows_above};

pub(crate) use beside::side_by_side;
pub(crate) use columns::period_unit;
pub(crate) use header::guess_header;

/// Filled rows that are tried as the first header.
const CANDIDATES_MAX: usize = 30;

/// Known headers that a sheet must begin with to be no form.
const LEADING_MIN: usize = 4;

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
    /// The lowest row of the header.
    pub header_position: usize,
    /// Rows of the header.
    pub header_rows: usize,
    /// The first row above the header that belongs to no other table.
    pub above: usize,
    /// First and one past the last row below the header.
    pub rows: (usize, usize),
    pub columns: Vec<ColumnPlan>,
    /// Language of the headers beside English.
    language: u8,
}

impl Found {
    /// The highest row of the header.
    pub(crate) fn header_top(&self) -> usize {
        self.header_position + 1 - self.header_rows
    }

    /// 0-based column of the first header.
    pub(crate) fn first_column(&self) -> u32 {
        let headed = self.columns.iter().find(|column| !column.header.is_empty());
        headed.or(self.columns.first()).map_or(0, |column| column.index)
    }
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
    pub rule: Option<&'a Told>,
}

pub(crate) fn locate(grid: &Grid, around: Surroundings<'_>) -> Located {
    if grid.is_empty() {
        let why_none =
            if grid.is_cut() { "it is empty up to the limits of what is read" } else { "it is empty" };
        return Located { why_none: why_none.to_owned(), ..Located::default() };
    }
    let wanted = around.rule.is_some_and(|told| told.wanted);
    if let Some(why) = aside::by_name(around.sheet).or_else(|| aside::by_content(grid)).filter(|_| !wanted) {
        return Located { why_none: why.to_owned(), ..Located::default() };
    }
    if around.rule.is_some_and(|told| told.form) {
        let why_none = "it is told to be a form, and no label in it was understood".to_owned();
        return Located { is_form: true, why_none, ..Located::default() };
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
        let (above, next) = (from, best.header_position + 1);
        let mut found = plan(grid, best, from);
        match located.tables.last_mut() {
            // What stands between two tables is told of the first, but for a title of the second.
            Some(previous) => {
                found.above = title_above(grid, found.header_top(), above);
                previous.rows.1 = found.above;
            }
            None => found.above = above,
        }
        from = next;
        located.tables.push(found);
    }
    located.is_form = is_form(grid, &located, around);
    if located.is_form {
        return located;
    }
    for index in 0..located.tables.len() {
        let end = located.tables.get(index + 1).map_or(grid.len(), |next| next.above);
        located.tables[index].rows.1 = end;
        assign_fields(grid, &mut located.tables[index], around);
    }
    if !wanted && !located.tables.is_empty() && located.tables.iter().all(|table| is_code_list(grid, table)) {
        located = Located { why_none: "it holds code lists for drop-downs".to_owned(), ..Located::default() };
    } else if located.tables.is_empty() {
        located.why_none = why_none(grid);
    }
    located
}

/// Do more labels stand down a column than across a row? Then a row of the sheet that looks like a header is none.
fn is_form(grid: &Grid, located: &Located, around: Surroundings<'_>) -> bool {
    if around.rule.is_some_and(|rule| rule.header_row.is_some()) {
        return false;
    }
    if located.tables.iter().any(leads) {
        return false;
    }
    if forms::is_turned(grid) {
        return true;
    }
    if located.tables.iter().any(|table| is_filled(grid, table)) {
        return false;
    }
    let down = forms::labels_down(grid);
    let across = located.tables.iter().map(|table| table.columns.len()).max().unwrap_or_default();
    let records = located.tables.iter().map(|table| table.rows.1 - table.rows.0).max().unwrap_or_default();
    down > 0 && (down > across || records <= down * 3)
}

/// Does the sheet begin with a header of known fields? A form begins with a title or with a label and its value.
fn leads(table: &Found) -> bool {
    let headers = table.columns.iter().map(|column| column.header.as_str());
    table.header_position == 0 && surely_known(table.entity, headers) >= LEADING_MIN
}

/// Do most rows below a header have something in most of its columns? The fields of a form stand down a column and
/// have a value or two each.
fn is_filled(grid: &Grid, table: &Found) -> bool {
    let columns: Vec<u32> = table.columns.iter().map(|column| column.index).collect();
    let widths = grid.widths(|column| columns.contains(&column));
    let filled = widths[table.rows.0..table.rows.1]
        .iter()
        .filter(|width| usize::from(**width) * 5 >= columns.len() * 3)
        .count();
    columns.len() >= 4 && filled >= 3 && filled * 5 >= (table.rows.1 - table.rows.0) * 3
}

/// Does the row stand below a gap, or below a title that does? Only there can another table begin.
fn starts_block(grid: &Grid, position: usize) -> bool {
    below_gap(grid, position)
        || (position > 0 && below_gap(grid, position - 1) && grid.row(position - 1).only().is_some())
}

fn below_gap(grid: &Grid, position: usize) -> bool {
    position > 0 && grid.numbers()[position] > grid.numbers()[position - 1] + 1
}

/// Where the title of a table that stands below another one begins: lone cells below a gap.
fn title_above(grid: &Grid, header_top: usize, from: usize) -> usize {
    let lone = (from..header_top).rev().take_while(|position| grid.row(*position).len() == 1).count();
    (header_top - lone..header_top).find(|position| below_gap(grid, *position)).unwrap_or(header_top)
}

/// Are half of the headers, and three at least, surely fields of the entity? Where a table is known already, a row
/// of values must not pass for the header of another one.
fn is_sure(header: &Header) -> bool {
    let known = surely_known(header.entity, header.texts.iter().map(|(_, text)| text.as_str()));
    known >= 3 && known * 2 >= header.texts.len()
}

/// Number of texts that surely are headers of an entity's fields.
fn surely_known<'a>(entity: EntityId, texts: impl Iterator<Item = &'a str>) -> usize {
    let sure = |text: &str| {
        matches(text, Effort::Quick).iter().any(|hit| hit.field.entity == entity && hit.sure >= 0.9)
    };
    texts.filter(|text| sure(text)).count()
}

fn plan(grid: &Grid, header: Header, from: usize) -> Found {
    let Header { header_position, mut header_rows, entity, language, texts, .. } = header;
    header_rows += group_rows_above(grid, header_position + 1 - header_rows, header_rows, from);
    let columns = texts
        .into_iter()
        .map(|(index, header)| ColumnPlan { index, header, matched: None, twin_of: None, unfit_for: None })
        .collect();
    Found {
        entity,
        header_position,
        header_rows,
        above: 0,
        rows: (header_position + 1, grid.len()),
        columns,
        language,
    }
}

fn why_none(grid: &Grid) -> String {
    let widest = grid.widths(|_| true).into_iter().max().unwrap_or_default();
    if widest < 2 {
        return "it is text, not a table (a cover, guidance or notes)".to_owned();
    }
    let candidate = (0..grid.len().min(CANDIDATES_MAX))
        .map(|position| grid.row(position))
        .find(|row| row.len() >= 2 && could_be_header(grid, *row));
    match candidate {
        None => "no row looks like a header".to_owned(),
        Some(row) => {
            let texts: Vec<String> = row
                .cells()
                .take(6)
                .map(|(_, id)| format!("`{}`", shorten(&one_line(grid.text(id)), 30)))
                .collect();
            let is_known = |id: u32| {
                matches(grid.text(id), Effort::Quick).first().is_some_and(|best| best.sure >= NAME_SURE)
            };
            let complaint = if row.cells().all(|(_, id)| is_known(id)) {
                "its headers are known, but too few to tell which register it is"
            } else {
                "its headers fit no register that Candor knows"
            };
            format!(
                "{complaint} (row {}: {}{})",
                row.number,
                texts.join(", "),
                if row.len() > 6 { ", …" } else { "" }
            )
        }
    }
}
