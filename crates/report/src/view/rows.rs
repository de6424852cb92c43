//! From a cell back to the record in whose row it stands.
//!
//! Invariant: a cell leads only to a record of the entity that its field belongs to.

use candor_assess::SeenCell;
use candor_model::{Dictionary, FieldId, Inventory, RecordRef, Table, cell_position};

/// The rows of the tables that have a column for a field.
pub(crate) struct RowIndex<'a> {
    tables: Vec<Indexed<'a>>,
}

struct Indexed<'a> {
    number: u32,
    table: &'a Table,
    field: FieldId,
    /// Rows of the sheet with their records, in order.
    rows: Vec<(u32, u32)>,
}

impl<'a> RowIndex<'a> {
    /// Of every table with a column for the field of that name, such as `owner`.
    pub(crate) fn new(inventory: &'a Inventory, field: &str) -> Self {
        let dictionary = Dictionary::builtin();
        let tables = (0u32..).zip(&inventory.tables).filter_map(|(number, table)| {
            let field = dictionary.find_field(table.entity, field)?;
            table.column(field)?;
            let mut rows: Vec<(u32, u32)> = table.rows.iter().copied().zip(0u32..).collect();
            rows.sort_unstable();
            Some(Indexed { number, table, field, rows })
        });
        RowIndex { tables: tables.collect() }
    }

    /// The record in whose row a cell stands, with the field.
    pub(crate) fn find(&self, cell: &SeenCell) -> Option<(RecordRef, FieldId)> {
        let entity = Dictionary::builtin().find_entity(cell.field.split('.').next()?)?;
        let (row, _) = cell_position(&cell.cell)?;
        let is_its = |indexed: &&Indexed<'_>| {
            let origin = &indexed.table.origin;
            indexed.table.entity == entity && origin.file == cell.file && origin.sheet == cell.sheet
        };
        self.tables.iter().filter(is_its).find_map(|indexed| {
            let at = indexed.rows.partition_point(|(known, _)| *known < row);
            let (_, record) = indexed.rows.get(at).filter(|(known, _)| *known == row)?;
            Some((RecordRef { table: indexed.number, row: *record }, indexed.field))
        })
    }
}
