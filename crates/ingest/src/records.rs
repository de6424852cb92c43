//! Makes a table of records from what was located: reads every distinct text once, tells what it could not
//! read, and accounts for every row.

use std::collections::BTreeMap;

use candor_model::text::one_line;
use candor_model::{
    Cell, Column, Constant, Dictionary, Entry, FieldId, Fixed, Kind, MatchedColumn, Origin, Place, Positions,
    Problem, Table, TableReading, UnmatchedColumn, column_letters, is_about_question,
};
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::grid::{Content, Grid, Source};
use crate::locate::{ColumnPlan, Found, Surroundings, period_unit};
use crate::read::{self, ColumnHints, DateOrder};
use crate::rows::{RowKind, classify};
use crate::settings::Told;

mod nearest;
mod parallel;
mod problems;

pub(crate) use problems::{excerpt, form_problems};

/// A table, its account and its problems.
pub(crate) struct Made {
    pub table: Table,
    pub reading: TableReading,
    pub problems: Vec<Problem>,
}

/// `is_last`: no other table of the grid is made after this one, so that its columns are freed as they are read.
pub(crate) fn make(
    grid: &mut Grid,
    found: &Found,
    around: Surroundings<'_>,
    as_of: Option<NaiveDate>,
    is_last: bool,
) -> Made {
    let passed_over = around.rule.map_or(&[][..], |told| &told.rows_passed_over);
    let kinds = classify(grid, found, passed_over);
    let is_record: Vec<bool> = kinds.iter().map(|kind| *kind == RowKind::Record).collect();
    let numbers = grid.numbers()[found.rows.0..].iter().zip(&is_record);
    let rows: Vec<u32> = numbers.filter(|(_, is_record)| **is_record).map(|(number, _)| *number).collect();
    let origin = Origin {
        file: around.file.to_owned(),
        sheet: around.sheet.to_owned(),
        header_row: grid.row(found.header_position).number,
        first_column: found.first_column(),
    };
    let ragged = problems::ragged(grid, found, &rows, &origin);
    let picked = pick_columns(grid, found, &is_record, is_last);
    let columns = read_columns(found, picked, around);
    let mut table = Table { entity: found.entity, origin, rows, columns };
    if grid.has_merged_rows() {
        place_merged(grid, &mut table);
    }
    let constants = add_constants(&mut table, around.rule);
    let told_nothing = |header: &str| around.rule.is_some_and(|told| told.is_nothing(header));
    let mut problems = parallel::zip_retention(&mut table);
    problems.extend(ragged);
    problems.extend(problems::problems(found, &table, as_of, told_nothing));
    let reading = TableReading { constants, ..account(grid, found, &kinds, &table, around) };
    Made { table, reading, problems }
}

/// A cell merged with one above stands where its text stands.
fn place_merged(grid: &Grid, table: &mut Table) {
    let Table { origin, rows, columns, .. } = table;
    for column in columns {
        let letters = column_letters(column.index);
        let tops =
            (0u32..).zip(rows.iter()).filter_map(|(at, row)| Some((at, grid.top_row(*row, column.index)?)));
        let place = |top| Place {
            file: origin.file.clone(),
            sheet: origin.sheet.clone(),
            cell: format!("{letters}{top}"),
        };
        column.moved.extend(tops.map(|(at, top)| (at, place(top))));
    }
}

/// Gives every record what the layout states, where no column holds the field.
pub(crate) fn add_constants(table: &mut Table, told: Option<&Told>) -> Vec<Constant> {
    let mut added = Vec::new();
    for (field, entry) in told.map_or(&[][..], |told| &told.constants) {
        if table.entity != field.entity || table.column(*field).is_some() {
            continue;
        }
        let definition = Dictionary::builtin().field(*field);
        added.push(Constant { field: definition.id.clone(), value: entry.text.to_string() });
        table.columns.push(Column {
            header: definition.label.clone(),
            index: table.columns.iter().map(|column| column.index + 1).max().unwrap_or(0),
            field: Some(*field),
            entries: vec![Entry::blank(), entry.clone()],
            cells: Positions::all(1, table.rows.len()),
            fixed: told.and_then(|told| told.layout.clone()).map(Fixed::Layout),
            moved: BTreeMap::new(),
        });
    }
    added
}

/// The cells of the records in a column: their distinct contents in order of appearance, and which one each has.
struct Picked {
    contents: Vec<Content>,
    /// 0 for a blank, else one more than the position of the content.
    cells: Positions,
}

impl Picked {
    fn new(grid: &Grid, from: usize, is_record: &[bool], column: u32) -> Self {
        let (base, known) = grid.contents_of(column);
        let mut place = vec![0u32; known.len()];
        let cells = Positions::with_capacity(is_record.len());
        let mut picked = Picked { contents: Vec::with_capacity(known.len()), cells };
        grid.each_of_column(column, (from, from + is_record.len()), |position, id| {
            if !is_record[position - from] {
                return;
            }
            if id == 0 {
                return picked.cells.push(0);
            }
            let at = (id - 1 - base) as usize;
            if place[at] == 0 {
                picked.contents.push(known[at].clone());
                place[at] = picked.contents.len() as u32;
            }
            picked.cells.push(place[at]);
        });
        picked.cells.shrink();
        picked.contents.shrink_to_fit();
        picked
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.contents.iter().map(|content| content.text.as_str())
    }
}

/// Columns that are picked side by side.
const AT_ONCE: usize = 4;

/// The cells of each column. Of the last table the grid forgets what was picked: it need not lie in memory twice.
fn pick_columns(grid: &mut Grid, found: &Found, is_record: &[bool], is_last: bool) -> Vec<Picked> {
    let mut picked: Vec<Picked> = Vec::with_capacity(found.columns.len());
    for plans in found.columns.chunks(AT_ONCE) {
        let pick = |plan: &ColumnPlan| Picked::new(grid, found.rows.0, is_record, plan.index);
        picked.par_extend(plans.par_iter().map(pick));
        if is_last {
            plans.iter().for_each(|plan| grid.forget_column(plan.index));
        }
    }
    picked
}

fn read_columns(found: &Found, picked: Vec<Picked>, around: Surroundings<'_>) -> Vec<Column> {
    let dictionary = Dictionary::builtin();
    let dates: Vec<usize> =
        (0..found.columns.len()).filter(|at| kind_of(found, *at) == Some(Kind::Date)).collect();
    // What one date column proves holds for the others of the table: one person or program wrote them.
    let proven = read::order_of_column(dates.iter().flat_map(|at| picked[*at].texts()));
    let stated = around.rule.and_then(|rule| rule.date_order);
    found
        .columns
        .par_iter()
        .zip(picked)
        .map(|(plan, picked)| {
            let field = plan.matched.map(|(field, _)| field);
            let kind = field.map_or(Kind::Text, |field| dictionary.field(field).kind);
            let has_days = kind == Kind::Date;
            let order =
                stated.or_else(|| read::order_of_column(picked.texts().filter(|_| has_days))).or(proven);
            let hints = ColumnHints {
                date_order: order.unwrap_or(DateOrder::Open),
                period_unit: period_unit(&plan.header),
                comma_separates: kind != Kind::Text && comma_separates(picked.texts(), kind),
                abroad_means_yes: field.is_some_and(|field| dictionary.field(field).id == "transfers"),
                is_past: field.is_some_and(|field| problems::is_past_event(&dictionary.field(field).id)),
                is_end: field.is_some_and(|field| problems::is_end(&dictionary.field(field).id)),
            };
            let read = |content: Content| {
                let cell = read::read(kind, &content, hints);
                Entry::new(content.text, cell)
            };
            let mut entries = Vec::with_capacity(picked.contents.len() + 1);
            entries.push(Entry::blank());
            entries.par_extend(picked.contents.into_par_iter().map(read));
            Column {
                header: one_line(&plan.header),
                index: plan.index,
                field,
                entries,
                cells: picked.cells,
                fixed: None,
                moved: BTreeMap::new(),
            }
        })
        .collect()
}

fn kind_of(found: &Found, at: usize) -> Option<Kind> {
    found.columns[at].matched.map(|(field, _)| Dictionary::builtin().field(field).kind)
}

/// A comma separates the items of a column where nothing else does and the parts are short.
fn comma_separates<'a>(texts: impl Iterator<Item = &'a str>, kind: Kind) -> bool {
    if matches!(kind, Kind::Countries | Kind::Choices(_)) {
        return true;
    }
    let (mut parts, mut words) = (0usize, 0usize);
    for text in texts {
        if text.contains([';', '|', '\n', '•']) {
            return false;
        }
        if text.contains(',') {
            for part in text.split(',') {
                parts += 1;
                words += part.split_whitespace().count();
            }
        }
    }
    parts > 0 && words <= parts * 5
}

/// Reads a text whose header is a label beside it.
pub(crate) fn read_text_with_header(
    field: Option<FieldId>,
    text: &str,
    header: &str,
    date_order: DateOrder,
) -> Cell {
    let field = field.map(|field| Dictionary::builtin().field(field));
    let kind = field.map_or(Kind::Text, |field| field.kind);
    let content = Content { text: text.into(), source: Source::Text };
    let hints = ColumnHints {
        date_order,
        period_unit: period_unit(header),
        comma_separates: comma_separates([text].into_iter(), kind),
        abroad_means_yes: field.is_some_and(|field| field.id == "transfers"),
        is_past: field.is_some_and(|field| problems::is_past_event(&field.id)),
        is_end: field.is_some_and(|field| problems::is_end(&field.id)),
    };
    read::read(kind, &content, hints)
}

/// Reads a text that does not stand in a sheet, such as a setting.
pub(crate) fn read_text(kind: Kind, text: &str) -> Cell {
    let content = Content { text: text.into(), source: Source::Text };
    let hints = ColumnHints {
        date_order: DateOrder::Open,
        period_unit: None,
        comma_separates: true,
        abroad_means_yes: false,
        is_past: false,
        is_end: false,
    };
    read::read(kind, &content, hints)
}

fn account(
    grid: &Grid,
    found: &Found,
    kinds: &[RowKind],
    table: &Table,
    around: Surroundings<'_>,
) -> TableReading {
    let dictionary = Dictionary::builtin();
    let mut columns = Vec::new();
    let mut unmatched = Vec::new();
    for plan in &found.columns {
        let column = column_letters(plan.index);
        let header = one_line(&plan.header);
        match plan.matched {
            Some((field, sure)) => columns.push(MatchedColumn {
                column,
                header,
                field: dictionary.field(field).id.clone(),
                sure: (sure * 100.0) as u8,
            }),
            None if is_about_question(&header) => {}
            None => unmatched.push(UnmatchedColumn { column, header }),
        }
    }
    let mut left: BTreeMap<RowKind, (u32, u32)> = BTreeMap::new();
    let above = (found.above..found.header_top()).map(|position| (position, RowKind::Above));
    let groups = (found.header_top()..found.header_position).map(|position| (position, RowKind::Groups));
    let below = (found.rows.0..).zip(kinds.iter().copied()).filter(|(_, kind)| *kind != RowKind::Record);
    for (position, kind) in above.chain(groups).chain(below) {
        left.entry(kind).or_insert((0, grid.numbers()[position])).0 += 1;
    }
    left.extend(blank_rows(grid, found).map(|blank| (RowKind::Gap, blank)));
    TableReading {
        sheet: table.origin.sheet.clone(),
        entity: dictionary.entity(found.entity).id.clone(),
        layout: around.rule.and_then(|told| told.layout.clone()),
        header_row: table.origin.header_row,
        first_column: column_letters(table.origin.first_column),
        rows: table.rows.len() as u32,
        columns,
        constants: Vec::new(),
        unmatched,
        left_rows: left.into_iter().map(|(kind, (count, first_row))| kind.left(count, first_row)).collect(),
    }
}

/// Blank rows within a table, and those between it and the next one: how many, and the first.
fn blank_rows(grid: &Grid, found: &Found) -> Option<(u32, u32)> {
    let until = grid.len().min(found.rows.1 + 1);
    let numbers = &grid.numbers()[found.above..until];
    let gaps = || numbers.windows(2).filter(|pair| pair[1] > pair[0] + 1);
    let count = gaps().map(|pair| pair[1] - pair[0] - 1).sum();
    gaps().next().map(|pair| (count, pair[0] + 1))
}
