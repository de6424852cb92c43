//! Where the records of an entity stand, and the cells seen there.
//!
//! Invariant: the organisation is one record, however many places tell about it; of each field the first
//! place that is filled counts.

use candor_model::{
    Cell, Column, Dictionary, EntityId, Entry, FieldId, Inventory, PositionsSlice, RecordRef, Table,
    column_letters, text,
};

use crate::assessment::SeenCell;

/// Longest text that is shown of a cell, in characters.
const SHOWN_LIMIT: usize = 200;

/// Records of one entity from one place.
#[derive(Debug, Clone)]
pub(crate) enum Sheet<'a> {
    Table {
        index: u32,
        table: &'a Table,
    },
    /// The organisation, told by several tables; never empty.
    Organisation(Vec<(RecordRef, &'a Table)>),
}

impl<'a> Sheet<'a> {
    /// All sheets of an entity, in the order of the inventory; for the organisation at most one.
    pub(crate) fn all(inventory: &'a Inventory, entity: EntityId) -> Vec<Sheet<'a>> {
        if Dictionary::builtin().entity(entity).id == "organisation" {
            let records: Vec<_> =
                inventory.records(entity).map(|record| (record, inventory.table(record))).collect();
            return if records.is_empty() { Vec::new() } else { vec![Sheet::Organisation(records)] };
        }
        inventory.tables_of(entity).map(|(index, table)| Sheet::Table { index, table }).collect()
    }

    /// Number of records.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Sheet::Table { table, .. } => table.rows.len(),
            Sheet::Organisation(_) => 1,
        }
    }

    pub(crate) fn record(&self, row: usize) -> RecordRef {
        match self {
            Sheet::Table { index, .. } => RecordRef { table: *index, row: row as u32 },
            Sheet::Organisation(records) => records[0].0,
        }
    }

    /// The column of a field, or `None` if there is none.
    pub(crate) fn at(&self, field: FieldId) -> Option<At<'a>> {
        match self {
            Sheet::Table { table, .. } => {
                table.column(field).map(|column| At { table, column, fixed: None, field })
            }
            Sheet::Organisation(records) => {
                let mut found = records.iter().filter_map(|(record, table)| {
                    let column = table.column(field)?;
                    Some(At { table, column, fixed: Some(record.row as usize), field })
                });
                let first = found.clone().next();
                found.find(|at| at.entry(0).cell != Cell::Blank).or(first)
            }
        }
    }

    /// The entity, unless it is the organisation, to which nothing refers.
    pub(crate) fn entity(&self) -> Option<EntityId> {
        match self {
            Sheet::Table { table, .. } => Some(table.entity),
            Sheet::Organisation(_) => None,
        }
    }

    /// Does the record stand here?
    pub(crate) fn holds(&self, record: RecordRef) -> bool {
        matches!(self, Sheet::Table { index, .. } if *index == record.table)
    }

    /// The index of the table to which a missing column belongs.
    pub(crate) fn table_index(&self) -> u32 {
        self.record(0).table
    }
}

/// A column of a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    table: &'a Table,
    pub(crate) column: &'a Column,
    /// The row to look at, where it is not that of the record.
    fixed: Option<usize>,
    pub(crate) field: FieldId,
}

impl<'a> At<'a> {
    /// Position among the entries of the column.
    pub(crate) fn entry_index(&self, row: usize) -> usize {
        self.column.cells.at(self.fixed.unwrap_or(row)) as usize
    }

    /// Positions of the entries of a block of records; `None` if all are the one at [`At::entry_index`].
    pub(crate) fn entry_indexes(&self, first: usize, count: usize) -> Option<PositionsSlice<'a>> {
        self.fixed.is_none().then(|| self.column.cells.slice(first, count))
    }

    pub(crate) fn entry(&self, row: usize) -> &'a Entry {
        &self.column.entries[self.entry_index(row)]
    }

    pub(crate) fn seen(&self, row: usize) -> SeenCell {
        let place = self.table.place(self.column, self.fixed.unwrap_or(row));
        SeenCell {
            file: place.file,
            sheet: place.sheet,
            cell: place.cell,
            field: Dictionary::builtin().path(self.field),
            saw: text::shorten(&self.entry(row).text, SHOWN_LIMIT),
        }
    }
}

impl SeenCell {
    /// The cell of a record's field; `None` if the sheet has no column for it.
    pub(crate) fn of(inventory: &Inventory, record: RecordRef, field: FieldId) -> Option<SeenCell> {
        let seen = inventory.look(record, field);
        let place = seen.place()?;
        Some(SeenCell {
            file: place.file,
            sheet: place.sheet,
            cell: place.cell,
            field: Dictionary::builtin().path(field),
            saw: text::shorten(seen.text(), SHOWN_LIMIT),
        })
    }
}

/// Something that is not there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// No table of the entity.
    Sheet(EntityId),
    /// Tables of the entity, and no record in any.
    Rows(EntityId),
    /// The table is there and has no column for the field.
    Column { table: u32, field: FieldId },
}

impl Gap {
    /// What is missing if there is no record of the entity.
    pub(crate) fn of(inventory: &Inventory, entity: EntityId) -> Option<Gap> {
        if inventory.records(entity).next().is_some() {
            return None;
        }
        Some(if inventory.has(entity) { Gap::Rows(entity) } else { Gap::Sheet(entity) })
    }

    pub(crate) fn entity(self) -> EntityId {
        match self {
            Gap::Sheet(entity) | Gap::Rows(entity) => entity,
            Gap::Column { field, .. } => field.entity,
        }
    }

    /// Is the same thing missing, if in another table?
    pub(crate) fn is_like(self, other: Gap) -> bool {
        match (self, other) {
            (Gap::Column { field, .. }, Gap::Column { field: other, .. }) => field == other,
            _ => self == other,
        }
    }

    /// Stands for the gap in the id of a finding.
    pub(crate) fn key(self) -> String {
        let dictionary = Dictionary::builtin();
        match self {
            Gap::Sheet(entity) | Gap::Rows(entity) => dictionary.entity(entity).id.clone(),
            Gap::Column { field, .. } => dictionary.path(field),
        }
    }

    /// In words: `no sheet with vendors was found`.
    pub(crate) fn says(self, inventory: &Inventory) -> String {
        let dictionary = Dictionary::builtin();
        match self {
            Gap::Sheet(entity) | Gap::Rows(entity) if dictionary.entity(entity).id == "organisation" => {
                "nothing about the organisation is recorded".to_owned()
            }
            Gap::Sheet(entity) => format!("no sheet with {} was found", plural(entity)),
            Gap::Rows(entity) => format!("the sheet with {} has no rows", plural(entity)),
            Gap::Column { field, .. } if dictionary.entity(field.entity).id == "organisation" => {
                format!("{} is not recorded", dictionary.field(field).label)
            }
            Gap::Column { table, field } => {
                let origin = &inventory.tables[table as usize].origin;
                let name = if origin.sheet.is_empty() { &origin.file } else { &origin.sheet };
                format!("{name} has no column for {}", dictionary.field(field).label)
            }
        }
    }

    /// The sheet where the column or the rows are missing; nowhere if the sheet is.
    pub(crate) fn seen(self, inventory: &Inventory) -> SeenCell {
        let table = match self {
            Gap::Sheet(_) => None,
            Gap::Rows(entity) => inventory.tables_of(entity).next().map(|(_, table)| table),
            Gap::Column { table, .. } => inventory.tables.get(table as usize),
        };
        let (file, sheet) =
            table.map(|table| (table.origin.file.clone(), table.origin.sheet.clone())).unwrap_or_default();
        SeenCell { file, sheet, cell: String::new(), field: self.key(), saw: String::new() }
    }
}

/// The sheets of an entity as such, for a verdict that no single record stands for.
pub(crate) fn sheet_cells(inventory: &Inventory, entity: EntityId) -> Vec<SeenCell> {
    let seen = |table: &Table| SeenCell {
        file: table.origin.file.clone(),
        sheet: table.origin.sheet.clone(),
        cell: String::new(),
        field: Dictionary::builtin().entity(entity).id.clone(),
        saw: counted(table.rows.len() as u64, entity),
    };
    inventory.tables_of(entity).map(|(_, table)| seen(table)).collect()
}

/// The cell in which a record begins.
pub(crate) fn first_cell(inventory: &Inventory, record: RecordRef) -> SeenCell {
    let table = inventory.table(record);
    let cell = format!("{}{}", column_letters(table.origin.first_column), table.rows[record.row as usize]);
    SeenCell {
        file: table.origin.file.clone(),
        sheet: table.origin.sheet.clone(),
        cell,
        field: Dictionary::builtin().entity(table.entity).id.clone(),
        saw: inventory.name(record),
    }
}

/// One record of the entity in running text: `vendor`.
pub(crate) fn singular(entity: EntityId) -> String {
    let entity = Dictionary::builtin().entity(entity);
    match entity.id.as_str() {
        "activity" => "activity".to_owned(),
        "document" => "document".to_owned(),
        "training" => "training record".to_owned(),
        _ => entity.label.to_lowercase(),
    }
}

/// `1 vendor`, `12 vendors`.
pub(crate) fn counted(count: u64, entity: EntityId) -> String {
    if count == 1 { format!("1 {}", singular(entity)) } else { format!("{count} {}", plural(entity)) }
}

/// Records of the entity in running text: `vendors`.
pub(crate) fn plural(entity: EntityId) -> String {
    let word = singular(entity);
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}s"),
    }
}
