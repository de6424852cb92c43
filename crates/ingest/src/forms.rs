//! Forms: one record to a sheet (or several below each other), labels in a column, values beside them, small
//! tables inside.
//!
//! A row whose label means a field gives that field its values. A row of labels only ("Categories | Description |
//! Retention") opens a small table: its rows are items of the field, its columns can mean fields of their own.

mod labels;

use std::collections::BTreeMap;

use candor_model::text::{fold, one_line};
use candor_model::{
    Column, Dictionary, EntityId, Entry, FieldId, Fixed, LeftRows, MatchedColumn, Origin, Place, Table,
    TableReading, UnmatchedColumn, column_letters,
};

use crate::grid::{Grid, Row};
use crate::headers::{Effort, matches};
use crate::locate::Surroundings;
use crate::records::read_text_with_header;
use crate::rows::{RowKind, is_template, starts_as_example};
use crate::settings::Told;

use labels::{Labels, best, labels, labels_told};

pub(crate) use labels::labels_down;

const SURE_MIN: f32 = 0.75;

/// A cell that gives a field a value.
struct Given {
    field: FieldId,
    label: String,
    row: u32,
    column: u32,
    text: String,
}

/// What a form gave.
pub(crate) struct MadeForm {
    pub table: Table,
    pub reading: TableReading,
}

/// Reads a sheet as a form. `None` if it is none.
pub(crate) fn read(grid: &Grid, around: Surroundings<'_>) -> Option<MadeForm> {
    let labels = labels_told(grid, around.rule).or_else(|| labels(grid))?;
    let given = walk(grid, &labels, around.rule);
    let starts = record_starts(&given.iter().collect::<Vec<_>>(), labels.entity);
    let title = grid.rows().next().and_then(|row| row.cells.first()).map_or("", |cell| grid.text(cell.1));
    let example = [around.sheet, title].iter().any(|text| names_example(text));
    let mut kept = Vec::new();
    let mut left: Vec<(RowKind, u32)> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(given.len());
        let part = &given[*start..end];
        let row = part.first().map_or(1, |cell| cell.row);
        match kind_of(part, labels.entity, example) {
            RowKind::Record => kept.push(part),
            other => left.push((other, row)),
        }
    }
    let table = table(grid, &labels, &kept, around);
    let mut reading = account(grid, &labels, &given, &table, &left);
    reading.layout = around.rule.and_then(|told| told.layout.clone());
    Some(MadeForm { table, reading })
}

/// A small table inside the form.
struct Block {
    field: FieldId,
    /// Columns that mean fields of their own.
    columns: Vec<(u32, Option<FieldId>)>,
    last_row: u32,
}

fn walk(grid: &Grid, labels: &Labels, told: Option<&Told>) -> Vec<Given> {
    let mut given = Vec::new();
    let mut block: Option<Block> = None;
    for row in grid.rows() {
        let Some(label) = row.content(labels.column).map(|id| grid.text(id)) else { continue };
        if told.is_some_and(|told| told.is_nothing(label)) {
            continue;
        }
        let meaning = told.and_then(|told| told.field_of(label)).or_else(|| {
            best(&matches(&without_number(label), Effort::Thorough), labels.entity, labels.language)
                .filter(|hit| hit.sure >= SURE_MIN)
                .map(|hit| hit.field)
        });
        if block.as_ref().is_some_and(|block| row.number > block.last_row + 1) {
            block = None;
        }
        let values = values(grid, row, labels.column);
        if let Some(opened) = opens_block(labels, row, meaning, &values) {
            block = Some(opened);
            continue;
        }
        match (&mut block, meaning) {
            (Some(block), _) => {
                block.last_row = row.number;
                block_row(block, row, label, meaning, &values, &mut given);
            }
            (None, Some(field)) => plain_row(field, row, label, labels.column, &values, &mut given),
            (None, None) => {}
        }
    }
    given
}

/// "Sub-purpose 3" is a sub-purpose.
fn without_number(label: &str) -> String {
    label
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':'))
        .to_owned()
}

/// Filled cells right of the label; links in the margin are none.
fn values<'a>(grid: &'a Grid, row: Row<'a>, label_column: u32) -> Vec<(u32, &'a str)> {
    row.cells
        .iter()
        .filter(|(column, _)| *column > label_column)
        .map(|(column, id)| (*column, grid.text(*id)))
        .filter(|(_, text)| !text.starts_with('►') && !is_template(&fold(text)))
        .collect()
}

/// A row whose values are headers themselves opens a small table, if its label means a field of several values.
fn opens_block(
    labels: &Labels,
    row: Row<'_>,
    meaning: Option<FieldId>,
    values: &[(u32, &str)],
) -> Option<Block> {
    let field =
        meaning.filter(|field| Dictionary::builtin().field(*field).kind.is_plural() || values.len() >= 2)?;
    let columns: Vec<(u32, Option<FieldId>)> = values
        .iter()
        .map(|(column, text)| {
            let hit = best(&matches(text, Effort::Thorough), labels.entity, labels.language);
            (*column, hit.filter(|hit| hit.sure >= 0.8).map(|hit| hit.field))
        })
        .collect();
    let headers = columns.iter().filter(|(_, field)| field.is_some()).count();
    let generic = values.iter().filter(|(_, text)| is_generic(text)).count();
    // A single value that sounds like a header ("Clients") is a value.
    let opens = match values.len() {
        0 => false,
        1 => generic == 1,
        count => (headers + generic) * 3 >= count * 2,
    };
    opens.then(|| Block {
        field,
        columns: columns
            .into_iter()
            .zip(values)
            .map(|((column, field), (_, text))| (column, field.filter(|_| !is_generic(text))))
            .collect(),
        last_row: row.number,
    })
}

/// Headers of small tables that add words, not a field.
fn is_generic(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "description",
        "precisions",
        "details",
        "detail",
        "beschreibung",
        "bemerkung",
        "bemerkungen",
        "comments",
        "commentaires",
        "descripcion",
        "descrizione",
        "omschrijving",
        "opis",
        "descricao",
    ];
    WORDS.contains(&fold(text).as_str())
}

fn block_row(
    block: &Block,
    row: Row<'_>,
    label: &str,
    meaning: Option<FieldId>,
    values: &[(u32, &str)],
    given: &mut Vec<Given>,
) {
    let filled: Vec<&(u32, &str)> = values.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if filled.is_empty() {
        return;
    }
    let plain = filled
        .iter()
        .find(|(column, _)| block.columns.iter().any(|(other, field)| other == column && field.is_none()));
    // "Category 1 | Employees": the value is the item; "Identity data | names, addresses": the label is.
    let numbered = label.ends_with(|c: char| c.is_ascii_digit());
    let kind = Dictionary::builtin().field(block.field).kind;
    if !kind.is_plural() {
        // A filled row below "Transfers abroad" says that there are some, and where to.
        let text = filled.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(", ");
        given.push(Given {
            field: block.field,
            label: label.to_owned(),
            row: row.number,
            column: filled[0].0,
            text,
        });
    }
    let item = match plain.filter(|_| kind.is_plural()) {
        Some((_, text)) if numbered || meaning == Some(block.field) => Some(*text),
        Some(_) => Some(label),
        None if !numbered && kind.is_plural() => Some(label),
        None => None,
    };
    if let Some(text) = item {
        let text = without_brackets(text);
        given.push(Given {
            field: block.field,
            label: label.to_owned(),
            row: row.number,
            column: filled[0].0,
            text,
        });
    }
    for (column, text) in &filled {
        let field = block.columns.iter().find(|(other, _)| other == column).and_then(|(_, field)| *field);
        if let Some(field) = field {
            given.push(Given {
                field,
                label: label.to_owned(),
                row: row.number,
                column: *column,
                text: (*text).to_owned(),
            });
        }
    }
}

fn without_brackets(text: &str) -> String {
    text.split(['(', '\n']).next().unwrap_or(text).trim().trim_end_matches(',').to_owned()
}

fn plain_row(
    field: FieldId,
    row: Row<'_>,
    label: &str,
    label_column: u32,
    values: &[(u32, &str)],
    given: &mut Vec<Given>,
) {
    let column = values.first().map_or(label_column + 1, |value| value.0);
    let texts: Vec<String> = values.iter().map(|(_, text)| (*text).to_owned()).collect();
    let plural = Dictionary::builtin().field(field).kind.is_plural();
    let text = if plural { texts.join("; ") } else { texts.join(", ") };
    given.push(Given { field, label: label.to_owned(), row: row.number, column, text });
}

/// Where each record begins: at every return of the name, or of the key if it comes first.
fn record_starts(given: &[&Given], entity: EntityId) -> Vec<usize> {
    let definition = Dictionary::builtin().entity(entity);
    let mut starts = vec![0];
    let lead = given.iter().find(|cell| {
        cell.field.index == definition.name_field || Some(cell.field.index) == definition.key_field
    });
    let Some(lead) = lead else { return starts };
    // The same label again: another label may well mean the same field of the same record.
    let same = |cell: &Given| cell.field == lead.field && fold(&cell.label) == fold(&lead.label);
    starts.extend(given.iter().enumerate().filter(|(_, cell)| same(cell)).skip(1).map(|(at, _)| at));
    starts
}

fn names_example(text: &str) -> bool {
    let folded = fold(text);
    crate::words::Words::builtin()
        .example
        .iter()
        .filter(|word| word.len() >= 5)
        .any(|word| format!(" {folded} ").contains(&format!(" {word} ")))
}

/// An example, a form nobody filled in, or a record.
fn kind_of(part: &[Given], entity: EntityId, example: bool) -> RowKind {
    let definition = Dictionary::builtin().entity(entity);
    let says = |cell: &&Given| !cell.text.is_empty() && Some(cell.field.index) != definition.key_field;
    if !part.iter().any(|cell| says(&cell)) {
        return RowKind::Blank;
    }
    let named =
        part.iter().any(|cell| cell.field.index == definition.name_field && starts_as_example(&cell.text));
    if example || named { RowKind::Example } else { RowKind::Record }
}

fn table(grid: &Grid, labels: &Labels, records: &[&[Given]], around: Surroundings<'_>) -> Table {
    let mut fields: Vec<FieldId> =
        records.iter().flat_map(|part| part.iter()).map(|cell| cell.field).collect();
    fields.sort_unstable();
    fields.dedup();
    let mut columns: Vec<Column> = fields.into_iter().map(|field| column(field, records, around)).collect();
    columns.sort_by_key(|column| match column.fixed {
        Some(Fixed::Row(row) | Fixed::Line(row)) => (row, column.index),
        None => (0, column.index),
    });
    let first = grid.rows().next().map_or(1, |row| row.number);
    Table {
        entity: labels.entity,
        origin: Origin {
            file: around.file.to_owned(),
            sheet: around.sheet.to_owned(),
            header_row: first,
            first_column: labels.column,
        },
        rows: records.iter().map(|part| part.first().map_or(first, |cell| cell.row)).collect(),
        columns,
    }
}

/// All that records say in a field. Several cells are joined; the place is that of the first.
fn column(field: FieldId, records: &[&[Given]], around: Surroundings<'_>) -> Column {
    let definition = Dictionary::builtin().field(field);
    let mut entries = vec![Entry { text: String::new(), cell: candor_model::Cell::Blank }];
    let mut cells = Vec::new();
    let mut moved = BTreeMap::new();
    let mut first: Option<&Given> = None;
    for (record, part) in (0u32..).zip(records) {
        let given: Vec<&Given> = part.iter().filter(|cell| cell.field == field).collect();
        // A title can sound like a label; it has nothing beside it.
        let lead = given.iter().find(|cell| !cell.text.is_empty()).or(given.first());
        if let Some(lead) = lead {
            first = first.or(Some(lead));
            let cell = format!("{}{}", column_letters(lead.column), lead.row);
            moved
                .insert(record, Place { file: around.file.to_owned(), sheet: around.sheet.to_owned(), cell });
        }
        let mut texts: Vec<&str> = Vec::new();
        for cell in given {
            if !cell.text.is_empty() && !texts.contains(&cell.text.as_str()) {
                texts.push(&cell.text);
            }
        }
        if texts.is_empty() {
            cells.push(0);
            continue;
        }
        // A field of one value keeps the first: what follows answers another question.
        let text = if definition.kind.is_plural() { texts.join("; ") } else { texts[0].to_owned() };
        let header = first.map_or("", |given| given.label.as_str());
        let cell = read_text_with_header(definition.kind, &text, header);
        entries.push(Entry { text, cell });
        cells.push(entries.len() as u32 - 1);
    }
    let header = first.map_or_else(String::new, |given| one_line(&given.label));
    Column {
        header,
        index: first.map_or(0, |given| given.column),
        field: Some(field),
        entries,
        cells,
        fixed: first.map(|given| Fixed::Row(given.row)),
        moved,
    }
}

fn account(
    grid: &Grid,
    labels: &Labels,
    given: &[Given],
    table: &Table,
    left: &[(RowKind, u32)],
) -> TableReading {
    let dictionary = Dictionary::builtin();
    let mut columns: Vec<MatchedColumn> = Vec::new();
    for cell in given {
        let field = &dictionary.field(cell.field).id;
        let filled = given.iter().any(|other| other.field == cell.field && !other.text.is_empty());
        if columns.iter().all(|column| column.field != *field) && (!filled || !cell.text.is_empty()) {
            columns.push(MatchedColumn {
                column: column_letters(cell.column),
                header: one_line(&cell.label),
                field: field.clone(),
                sure: 90,
            });
        }
    }
    let known: Vec<u32> = given.iter().map(|cell| cell.row).collect();
    let unmatched = grid
        .rows()
        .filter(|row| !known.contains(&row.number) && row.cells.iter().any(|cell| cell.0 > labels.column))
        .filter_map(|row| row.content(labels.column))
        .map(|id| UnmatchedColumn { column: column_letters(labels.column), header: one_line(grid.text(id)) })
        .collect();
    TableReading {
        sheet: table.origin.sheet.clone(),
        entity: dictionary.entity(labels.entity).id.clone(),
        layout: None,
        header_row: table.origin.header_row,
        first_column: column_letters(labels.column),
        rows: table.rows.len() as u32,
        columns,
        unmatched,
        left_rows: left
            .iter()
            .map(|(kind, row)| LeftRows { why: kind.why().to_owned(), count: 1, first_row: *row })
            .collect(),
    }
}
