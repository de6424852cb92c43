//! Tables of records: columnar, each distinct text of a column stored and read once.
//!
//! Invariants: every column has one cell per record; entry 0 of a column is the blank. The place of a
//! cell is computed from the table's origin, never stored.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::dictionary::{Dictionary, EntityId, FieldId};
use crate::place::{Place, column_letters};
use crate::positions::Positions;
use crate::value::{Cell, Value};

/// A distinct text of a column, with its reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub text: EcoString,
    pub cell: Cell,
}

impl Entry {
    pub fn new(text: impl Into<EcoString>, cell: Cell) -> Self {
        Entry { text: text.into(), cell }
    }

    /// What entry 0 of every column is.
    pub fn blank() -> Self {
        Entry::new("", Cell::Blank)
    }
}

/// A column of a table; without a field it is kept as text.
#[derive(Debug, Clone)]
pub struct Column {
    /// The header as it stands in the sheet.
    pub header: String,
    /// 0-based column of the sheet.
    pub index: u32,
    pub field: Option<FieldId>,
    pub entries: Vec<Entry>,
    /// For each record the position of its entry.
    pub cells: Positions,
    /// Where the column's only cell stands, if not in the record's row: forms, settings and constants of a layout.
    pub fixed: Option<Fixed>,
    /// Cells that were taken over from another sheet, by record, with the place where they stand.
    pub moved: BTreeMap<u32, Place>,
}

/// The place of a cell that does not stand in the row of its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixed {
    /// Line of `candor.toml`.
    Line(u32),
    /// 1-based row of the sheet.
    Row(u32),
    /// Name of the layout that says it: no cell does.
    Layout(String),
}

impl Column {
    pub fn entry(&self, row: usize) -> &Entry {
        &self.entries[self.cells.at(row) as usize]
    }
}

/// Where a table stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path as shown to the user, `/` between parts.
    pub file: String,
    /// Empty for text files.
    pub sheet: String,
    /// 1-based; the lowest where a header has several rows.
    pub header_row: u32,
    /// 0-based.
    pub first_column: u32,
}

/// Records of one entity from one place.
#[derive(Debug, Clone)]
pub struct Table {
    pub entity: EntityId,
    pub origin: Origin,
    /// 1-based row of the sheet of each record.
    pub rows: Vec<u32>,
    pub columns: Vec<Column>,
}

impl Table {
    pub fn column(&self, field: FieldId) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == Some(field))
    }

    pub fn place(&self, column: &Column, row: usize) -> Place {
        if let Some(place) = column.moved.get(&(row as u32)) {
            return place.clone();
        }
        let letters = || column_letters(column.index);
        let cell = match &column.fixed {
            Some(Fixed::Line(line)) => format!("line {line}"),
            Some(Fixed::Row(number)) => format!("{}{number}", letters()),
            Some(Fixed::Layout(name)) => format!("layout `{name}`"),
            None => format!("{}{}", letters(), self.rows[row]),
        };
        Place { file: self.origin.file.clone(), sheet: self.origin.sheet.clone(), cell }
    }
}

/// A record: its table and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    pub table: u32,
    pub row: u32,
}

/// What is seen when a field of a record is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Seen<'a> {
    NoColumn,
    Cell { table: &'a Table, column: &'a Column, entry: &'a Entry, row: usize },
}

impl<'a> Seen<'a> {
    pub fn value(self) -> Option<&'a Value> {
        match self {
            Seen::Cell { entry: Entry { cell: Cell::Value(value), .. }, .. } => Some(value),
            _ => None,
        }
    }

    /// The text as it stands, empty if there is none.
    pub fn text(self) -> &'a str {
        match self {
            Seen::NoColumn => "",
            Seen::Cell { entry, .. } => &entry.text,
        }
    }

    pub fn place(self) -> Option<Place> {
        match self {
            Seen::NoColumn => None,
            Seen::Cell { table, column, row, .. } => Some(table.place(column, row)),
        }
    }
}

/// Everything that was read.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// In the order of files and sheets.
    pub tables: Vec<Table>,
}

impl Inventory {
    pub fn table(&self, record: RecordRef) -> &Table {
        &self.tables[record.table as usize]
    }

    pub fn tables_of(&self, entity: EntityId) -> impl Iterator<Item = (u32, &Table)> {
        (0u32..).zip(&self.tables).filter(move |(_, table)| table.entity == entity)
    }

    pub fn has(&self, entity: EntityId) -> bool {
        self.tables_of(entity).next().is_some()
    }

    /// All records of an entity, in the order of their places.
    pub fn records(&self, entity: EntityId) -> impl Iterator<Item = RecordRef> + '_ {
        self.tables_of(entity).flat_map(|(table, content)| {
            (0..content.rows.len() as u32).map(move |row| RecordRef { table, row })
        })
    }

    /// What stands in a field of a record.
    pub fn look(&self, record: RecordRef, field: FieldId) -> Seen<'_> {
        let table = self.table(record);
        let row = record.row as usize;
        match table.column(field) {
            Some(column) => Seen::Cell { table, column, entry: column.entry(row), row },
            None => Seen::NoColumn,
        }
    }

    /// What a person calls the record: its name, else its key, else its first filled cell, else its row.
    pub fn name(&self, record: RecordRef) -> String {
        let table = self.table(record);
        let entity = Dictionary::builtin().entity(table.entity);
        let by_field = [Some(entity.name_field), entity.key_field]
            .into_iter()
            .flatten()
            .map(|index| self.look(record, FieldId { entity: table.entity, index }).text());
        let filled = table.columns.iter().map(|column| column.entry(record.row as usize).text.as_str());
        by_field
            .chain(filled)
            .map(crate::text::one_line)
            .find(|text| !text.is_empty())
            .map(|text| crate::text::shorten(&text, 80))
            .unwrap_or_else(|| format!("row {}", table.rows[record.row as usize]))
    }

    /// The key of a record as written, or empty.
    pub fn key(&self, record: RecordRef) -> &str {
        let entity = self.table(record).entity;
        match Dictionary::builtin().entity(entity).key_field {
            Some(index) => self.look(record, FieldId { entity, index }).text().trim(),
            None => "",
        }
    }

    /// The place of a record as a whole: its first column.
    pub fn place(&self, record: RecordRef) -> Place {
        let table = self.table(record);
        let row = record.row as usize;
        let cell = format!("{}{}", column_letters(table.origin.first_column), table.rows[row]);
        Place { file: table.origin.file.clone(), sheet: table.origin.sheet.clone(), cell }
    }
}
