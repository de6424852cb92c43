//! Questions that come back filled in: their answers go to the records they are about.
//!
//! Invariants: what a register itself says goes before an answer; a question that nobody answered is not known, never
//! the register's own blank; an answer about a record that is gone is told, not lost in silence.

use std::collections::HashMap;

use candor_model::question::{ABOUT_QUESTION, ASKED_BECAUSE, STANDS_AT};
use candor_model::text::{fold, fold_name, shorten};
use candor_model::{
    Cell, Column, Dictionary, Entry, FieldId, Inventory, Place, Problem, RecordRef, Severity, Table,
    is_about_question,
};

use crate::grid::Sheet;
use crate::join::{conflict, differs, empty_column, name_place, put, says_more};
use crate::settings::Told;

/// Rows among which the header of questions is looked for, should somebody have put a title above it.
const HEADER_ROWS: usize = 10;

/// What a sheet of questions is: nothing of it has to be guessed.
pub(crate) fn told(sheet: &Sheet) -> Option<Told> {
    let dictionary = Dictionary::builtin();
    let header = sheet
        .grid
        .rows()
        .take(HEADER_ROWS)
        .find(|row| row.cells().any(|(_, text)| sheet.grid.text(text) == ASKED_BECAUSE))?;
    let entity = dictionary.entity_ids().find(|id| fold(&dictionary.entity(*id).sheet) == fold(&sheet.name));
    let fields = entity.iter().flat_map(|entity| dictionary.fields_of(*entity));
    let mut headers: Vec<_> =
        fields.map(|field| (fold(&dictionary.field(field).label), Some(field))).collect();
    headers.extend(ABOUT_QUESTION.map(|header| (fold(header), None)));
    Some(Told::new(entity, header.number, headers))
}

/// Takes the tables of questions out of an inventory. Answers to requirements stay: several of them stand side by side.
pub(crate) fn take_out(inventory: &mut Inventory) -> Vec<Table> {
    let answer = Dictionary::builtin().find_entity("answer");
    let is_asked = |table: &mut Table| Some(table.entity) != answer && extra(table, ASKED_BECAUSE).is_some();
    inventory.tables.extract_if(.., is_asked).collect()
}

/// Puts what was answered where it belongs.
pub(crate) fn put_in(inventory: &mut Inventory, asked: Vec<Table>, problems: &mut Vec<Problem>) {
    for mut table in asked {
        let records = Records::of(inventory, &table);
        let mut kept = Vec::new();
        for row in 0..table.rows.len() {
            match records.find(inventory, &table, row) {
                Some(record) => fill(inventory, record, &table, row, problems),
                None if records.all.is_empty() || text(extra(&table, ASKED_BECAUSE), row).is_empty() => {
                    kept.push(row);
                }
                None => problems.extend(gone(&table, row)),
            }
        }
        // Records that no register lists, such as rows that were added by hand.
        if !kept.is_empty() {
            keep(&mut table, &kept);
            inventory.tables.push(table);
        }
    }
}

fn extra<'a>(table: &'a Table, header: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| column.field.is_none() && column.header == header)
}

fn text(column: Option<&Column>, row: usize) -> &str {
    column.map_or("", |column| column.entry(row).text.trim())
}

/// Records of an entity by what a question calls them.
struct Records {
    all: Vec<RecordRef>,
    /// The organisation is one record, whatever it is called.
    is_one: bool,
    by_key: HashMap<String, Vec<RecordRef>>,
    by_name: HashMap<String, Vec<RecordRef>>,
}

impl Records {
    fn of(inventory: &Inventory, asked: &Table) -> Records {
        let entity = Dictionary::builtin().entity(asked.entity);
        let name = FieldId { entity: asked.entity, index: entity.name_field };
        let all: Vec<RecordRef> = inventory.records(asked.entity).collect();
        let (mut by_key, mut by_name) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for record in &all {
            by_key.entry(fold_name(inventory.key(*record))).or_default().push(*record);
            by_name.entry(fold_name(inventory.look(*record, name).text())).or_default().push(*record);
        }
        Records { all, is_one: entity.id == "organisation", by_key, by_name }
    }

    /// The record a row is about: by key, else by name; of several alike the one that stood in the same place.
    fn find(&self, inventory: &Inventory, asked: &Table, row: usize) -> Option<RecordRef> {
        if self.is_one {
            return self.all.first().copied();
        }
        let entity = Dictionary::builtin().entity(asked.entity);
        let folded = |index: u16| {
            let column = asked.column(FieldId { entity: asked.entity, index });
            fold_name(text(column, row))
        };
        let (key, name) = (entity.key_field.map(folded).unwrap_or_default(), folded(entity.name_field));
        let known = if key.is_empty() { self.by_name.get(&name)? } else { self.by_key.get(&key)? };
        if let [one] = known.as_slice() {
            return Some(*one);
        }
        let field = FieldId { entity: asked.entity, index: entity.name_field };
        let namesakes: Vec<RecordRef> = known
            .iter()
            .copied()
            .filter(|record| fold_name(inventory.look(*record, field).text()) == name)
            .collect();
        if let [one] = namesakes.as_slice() {
            return Some(*one);
        }
        let at = text(extra(asked, STANDS_AT), row);
        namesakes.into_iter().find(|record| inventory.place(*record).to_string() == at)
    }
}

fn fill(
    inventory: &mut Inventory,
    record: RecordRef,
    asked: &Table,
    row: usize,
    problems: &mut Vec<Problem>,
) {
    let (target, to) = (&mut inventory.tables[record.table as usize], record.row as usize);
    for column in asked.columns.iter().filter(|column| is_wanted(column)) {
        let entry = column.entry(row);
        let at = match position(target, column) {
            Some(at) => at,
            // Without any answer the register still has no such column.
            None if column.entries.iter().any(|entry| says_more(entry, &blank())) => {
                add_column(target, column)
            }
            None => continue,
        };
        let there = target.columns[at].entry(to);
        if says_more(entry, there) {
            put(&mut target.columns[at], to, entry.clone(), asked.place(column, row));
        } else if entry.cell == Cell::Blank && *there == not_known() {
            // Where to fill it in.
            target.columns[at].moved.insert(to as u32, asked.place(column, row));
        } else if column.field.is_some() && says_more(entry, &blank()) && differs(there, entry) {
            let other = target.place(&target.columns[at], to);
            problems.push(conflict(asked.place(column, row), entry, there, &other));
        }
    }
}

/// All but what the question itself says of the row.
fn is_wanted(column: &Column) -> bool {
    column.field.is_some() || !is_about_question(&column.header)
}

fn position(target: &Table, column: &Column) -> Option<usize> {
    target.columns.iter().position(|other| match column.field {
        Some(field) => other.field == Some(field),
        None => other.field.is_none() && other.header == column.header,
    })
}

/// A column that the register lacks: nobody was asked about its other records.
fn add_column(target: &mut Table, column: &Column) -> usize {
    let mut added = empty_column(&column.header, column.index, column.field, target.rows.len());
    if column.field.is_some() {
        added.entries.push(not_known());
        added.cells.fill(1);
        for row in 0..target.rows.len() {
            added.moved.extend(name_place(target, row).map(|place| (row as u32, place)));
        }
    }
    target.columns.push(added);
    target.columns.len() - 1
}

fn blank() -> Entry {
    Entry::blank()
}

fn not_known() -> Entry {
    Entry::new("", Cell::Unknown)
}

/// Leaves only some rows, with what they do not answer as not known, and the columns with an answer.
fn keep(table: &mut Table, rows: &[usize]) {
    let answered = |column: &Column| rows.iter().any(|row| says_more(column.entry(*row), &blank()));
    table.columns.retain(|column| is_wanted(column) && answered(column));
    for column in &mut table.columns {
        column.cells = rows.iter().map(|row| column.cells.at(*row)).collect();
        if column.field.is_some() {
            column.entries.push(not_known());
            let open = column.entries.len() as u32 - 1;
            column.cells = column.cells.iter().map(|cell| if cell == 0 { open } else { cell }).collect();
        }
    }
    table.rows = rows.iter().map(|row| table.rows[*row]).collect();
}

/// Tells of answers whose record is gone; a row without any is let go.
fn gone(asked: &Table, row: usize) -> Option<Problem> {
    let dictionary = Dictionary::builtin();
    let entity = dictionary.entity(asked.entity);
    let owner = dictionary.find_field(asked.entity, "owner").map(|field| field.index);
    let given = [Some(entity.name_field), entity.key_field, owner];
    let answer = asked.columns.iter().find(|column| {
        column.field.is_some_and(|field| !given.contains(&Some(field.index)))
            && says_more(column.entry(row), &blank())
    })?;
    let name = [entity.key_field, Some(entity.name_field)]
        .into_iter()
        .flatten()
        .filter_map(|index| asked.column(FieldId { entity: asked.entity, index }))
        .map(|column| text(Some(column), row))
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    let place: Place = asked.place(answer, row);
    Some(Problem::new(
        Severity::Warning,
        "question-unplaced",
        place,
        format!("the answers about `{}` fit no record of {}", shorten(name, 40), entity.sheet),
        "correct the reference or the name, or take the row out",
    ))
}
