//! Cells of records that are blank, unknown or unreadable and that a requirement or the policy asks for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use candor_assess::{Assessment, Outcome, SeenCell, Truth};
use candor_model::text::{plain, shorten};
use candor_model::{Cell, Column, Dictionary, EntityId, Entry, FieldId, Inventory, Place, RecordRef};
use candor_policy::Fact;

use crate::workbook::DROPDOWN_ROWS;

/// Reasons shown of a question; the rest is counted.
const REASONS_MAX: usize = 3;

/// Records of an entity with their open cells.
#[derive(Debug)]
pub(super) struct FactSheet {
    pub entity: EntityId,
    /// In the order of the dictionary.
    pub fields: Vec<FieldId>,
    /// By owner, then as they stand.
    pub rows: Vec<FactRow>,
    /// Did more records find no room?
    pub is_full: bool,
}

/// A record with its open cells.
#[derive(Debug)]
pub(super) struct FactRow {
    pub key: String,
    pub name: String,
    pub owner: String,
    /// What tells records of one name apart.
    pub context: String,
    pub stands_at: String,
    /// Each open field with why it is asked.
    pub open: BTreeMap<FieldId, String>,
}

impl FactSheet {
    pub(super) fn open(&self) -> usize {
        self.rows.iter().map(|row| row.open.len()).sum()
    }

    pub(super) fn is_organisation(&self) -> bool {
        Dictionary::builtin().entity(self.entity).key_field.is_none()
    }

    /// `Vendors: 4 cells in 3 rows`.
    pub(super) fn line(&self) -> String {
        let sheet = &Dictionary::builtin().entity(self.entity).sheet;
        let (open, rows) = (self.open(), self.rows.len());
        let (cells, in_rows) =
            (if open == 1 { "cell" } else { "cells" }, if rows == 1 { "row" } else { "rows" });
        let mut line = format!("{sheet}: {open} {cells} in {rows} {in_rows}");
        if self.is_full {
            line.push_str("; more are asked when these are answered");
        }
        line
    }
}

/// A record, or the organisation of which there may be none yet.
type Subject = (EntityId, Option<RecordRef>);

/// What is asked of whom, and why.
type Asked = BTreeMap<Subject, BTreeMap<FieldId, Vec<String>>>;

/// The inventory with the columns that a sheet lacks and a requirement asks for, nothing known in them: judged again,
/// it shows which records the question is about. `None` if no column is missing.
pub(super) fn with_missing_columns(inventory: &Inventory, assessment: &Assessment) -> Option<Inventory> {
    let dictionary = Dictionary::builtin();
    let organisation = organisation(inventory).0;
    let missing: BTreeSet<FieldId> = seen_cells(assessment)
        .iter()
        .filter(|(cell, _)| cell.cell.is_empty())
        .filter_map(|(cell, _)| field_of_path(&cell.field))
        .filter(|field| field.entity != organisation)
        .collect();
    let mut wider = inventory.clone();
    let mut added = false;
    for table in &mut wider.tables {
        for field in missing.iter().filter(|field| field.entity == table.entity) {
            if table.column(*field).is_some() || table.rows.is_empty() {
                continue;
            }
            let not_known = Entry::new("", Cell::Unknown);
            table.columns.push(Column {
                header: dictionary.field(*field).label.clone(),
                index: table.origin.first_column,
                field: Some(*field),
                entries: vec![Entry::blank(), not_known],
                cells: candor_model::Positions::all(1, table.rows.len()),
                fixed: None,
                moved: BTreeMap::new(),
            });
            added = true;
        }
    }
    added.then_some(wider)
}

pub(super) fn collect(assessment: &Assessment, inventory: &Inventory, facts: &[&Fact]) -> Vec<FactSheet> {
    let seen = seen_cells(assessment);
    let open_facts: Vec<(FieldId, &Fact)> =
        facts.iter().filter_map(|fact| Some((field_of_place(&fact.place)?, *fact))).collect();
    let fields: BTreeSet<FieldId> = seen
        .iter()
        .filter_map(|(cell, _)| field_of_path(&cell.field))
        .chain(open_facts.iter().map(|(field, _)| *field))
        .collect();
    let of_findings = seen.iter().map(|(cell, _)| [&cell.file, &cell.sheet, &cell.cell]);
    let of_facts = open_facts.iter().flat_map(|(_, fact)| &fact.cells);
    let places: HashSet<[&str; 3]> = of_findings
        .chain(of_facts.map(|cell| [&cell.file, &cell.sheet, &cell.cell]))
        .map(|place| place.map(String::as_str))
        .collect();
    let open = open_cells(inventory, &fields, &places);
    let mut asked = Asked::new();
    for (cell, reason) in &seen {
        for (subject, field) in subjects(inventory, &open, cell) {
            let law = &Dictionary::builtin().field(field).law;
            // Where nothing at all is known of the organisation, each field has its own reason.
            let own = cell.field == "organisation" && !law.is_empty();
            add(&mut asked, subject, field, if own { law } else { reason });
        }
    }
    for (field, fact) in open_facts {
        let reason = if fact.cite.is_empty() { "privacy policy" } else { &fact.cite };
        let organisation = organisation(inventory);
        if field.entity == organisation.0 {
            if is_open(inventory, organisation, field) {
                add(&mut asked, organisation, field, reason);
            }
            continue;
        }
        for cell in &fact.cells {
            let place = Place { file: cell.file.clone(), sheet: cell.sheet.clone(), cell: cell.cell.clone() };
            if let Some(record) = open.get(&(place, field)) {
                add(&mut asked, (field.entity, Some(*record)), field, reason);
            }
        }
    }
    sheets(inventory, asked)
}

fn add(asked: &mut Asked, subject: Subject, field: FieldId, reason: &str) {
    let reasons = asked.entry(subject).or_default().entry(field).or_default();
    if !reasons.iter().any(|known| known == reason) {
        reasons.push(reason.to_owned());
    }
}

/// Cells behind what is not met or not known, the gravest first, each with its law.
fn seen_cells(assessment: &Assessment) -> Vec<(&SeenCell, Cow<'_, str>)> {
    let mut requirements: Vec<_> = assessment
        .requirements
        .iter()
        .filter(|requirement| !matches!(requirement.outcome, Outcome::Met | Outcome::NotApplicable))
        .collect();
    requirements.sort_by_key(|requirement| requirement.severity);
    let scopes = assessment.checklists.iter().filter(|checklist| checklist.scope == Truth::Unknown).flat_map(
        |checklist| {
            let reason = format!("whether {} applies", checklist.short);
            checklist.scope_cells.iter().map(move |cell| (cell, Cow::Owned(reason.clone())))
        },
    );
    let of_requirements = requirements.into_iter().flat_map(|requirement| {
        let cells = requirement.findings.iter().flat_map(|finding| &finding.cells);
        requirement.cells.iter().chain(cells).map(|cell| (cell, Cow::Borrowed(requirement.cite.as_str())))
    });
    scopes.chain(of_requirements).collect()
}

fn field_of_path(path: &str) -> Option<FieldId> {
    let dictionary = Dictionary::builtin();
    let (entity, field) = path.split_once('.')?;
    if matches!(entity, "answer" | "exception") {
        return None;
    }
    dictionary.find_field(dictionary.find_entity(entity)?, field)
}

/// The field of `Activities › Retention`.
fn field_of_place(place: &str) -> Option<FieldId> {
    let dictionary = Dictionary::builtin();
    let (sheet, label) = place.split_once(" › ")?;
    let entity = dictionary.entity_ids().find(|entity| dictionary.entity(*entity).sheet == sheet)?;
    dictionary.fields_of(entity).find(|field| dictionary.field(*field).label == label)
}

fn is_value(cell: &Cell) -> bool {
    matches!(cell, Cell::Value(_))
}

/// Those of the cells at some places that say nothing.
fn open_cells(
    inventory: &Inventory,
    fields: &BTreeSet<FieldId>,
    places: &HashSet<[&str; 3]>,
) -> BTreeMap<(Place, FieldId), RecordRef> {
    let mut open = BTreeMap::new();
    for (table, content) in (0u32..).zip(&inventory.tables) {
        for column in &content.columns {
            let Some(field) = column.field.filter(|field| fields.contains(field)) else { continue };
            for row in 0..content.rows.len() {
                if !is_value(&column.entry(row).cell) {
                    let record = RecordRef { table, row: row as u32 };
                    let place = content.place(column, row);
                    if places.contains(&[place.file.as_str(), &place.sheet, &place.cell]) {
                        open.insert((place, field), record);
                    }
                }
            }
        }
    }
    open
}

fn organisation(inventory: &Inventory) -> Subject {
    let entity = Dictionary::builtin().expect_field("organisation.legal_name").entity;
    (entity, inventory.records(entity).next())
}

/// The organisation is one record, however many places tell about it.
fn is_open(inventory: &Inventory, subject: Subject, field: FieldId) -> bool {
    !inventory.records(subject.0).any(|record| inventory.look(record, field).value().is_some())
}

/// Who is to be asked about a cell that was seen.
fn subjects(
    inventory: &Inventory,
    open: &BTreeMap<(Place, FieldId), RecordRef>,
    cell: &SeenCell,
) -> Vec<(Subject, FieldId)> {
    let organisation = organisation(inventory);
    if cell.field == "organisation" && organisation.1.is_none() {
        let fields = Dictionary::builtin().fields_of(organisation.0);
        return fields.map(|field| (organisation, field)).collect();
    }
    let Some(field) = field_of_path(&cell.field) else { return Vec::new() };
    if field.entity == organisation.0 {
        return if is_open(inventory, organisation, field) {
            vec![(organisation, field)]
        } else {
            Vec::new()
        };
    }
    let place = Place { file: cell.file.clone(), sheet: cell.sheet.clone(), cell: cell.cell.clone() };
    open.get(&(place, field)).map(|record| ((field.entity, Some(*record)), field)).into_iter().collect()
}

/// The field that tells records of one name apart.
pub(super) fn context(entity: EntityId) -> Option<FieldId> {
    let dictionary = Dictionary::builtin();
    let field = match dictionary.entity(entity).id.as_str() {
        "training" => "course",
        "access" => "system",
        "consent" | "transfer" => "activity",
        "request" | "assessment" => "kind",
        _ => return None,
    };
    dictionary.find_field(entity, field)
}

fn sheets(inventory: &Inventory, asked: Asked) -> Vec<FactSheet> {
    let mut sheets: Vec<FactSheet> = Vec::new();
    for ((entity, record), fields) in asked {
        if sheets.last().is_none_or(|sheet| sheet.entity != entity) {
            sheets.push(FactSheet { entity, fields: Vec::new(), rows: Vec::new(), is_full: false });
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        if sheet.rows.len() >= DROPDOWN_ROWS as usize {
            sheet.is_full = true;
            continue;
        }
        sheet.fields.extend(fields.keys());
        sheet.rows.push(row(inventory, entity, record, fields));
    }
    for sheet in &mut sheets {
        sheet.fields.sort_unstable();
        sheet.fields.dedup();
        sheet.rows.sort_by_cached_key(|row| (row.owner.is_empty(), plain(&row.owner)));
    }
    sheets
}

fn row(
    inventory: &Inventory,
    entity: EntityId,
    record: Option<RecordRef>,
    fields: BTreeMap<FieldId, Vec<String>>,
) -> FactRow {
    let dictionary = Dictionary::builtin();
    let known = dictionary.entity(entity);
    let text = |index: Option<u16>| {
        let field = FieldId { entity, index: index? };
        Some(inventory.look(record?, field).text().trim().to_owned())
    };
    let owner = dictionary.find_field(entity, "owner").map(|field| field.index);
    let open = fields
        .into_iter()
        .map(|(field, reasons)| {
            let found = record.map(|record| inventory.look(record, field).text()).unwrap_or_default();
            let mut why = dictionary.field(field).label.clone();
            if !found.trim().is_empty() {
                why.push_str(&format!(" (`{}` is no answer)", shorten(found, 40)));
            }
            why.push_str(&format!(": {}", reasons[..reasons.len().min(REASONS_MAX)].join(", ")));
            if reasons.len() > REASONS_MAX {
                why.push_str(&format!(" and {} more", reasons.len() - REASONS_MAX));
            }
            (field, why)
        })
        .collect();
    // The organisation is told by several places, none of which is a row.
    let place = |record: RecordRef| match known.key_field {
        Some(_) => inventory.place(record).to_string(),
        None => inventory.table(record).origin.file.clone(),
    };
    FactRow {
        key: text(known.key_field.filter(|key| *key != known.name_field)).unwrap_or_default(),
        name: text(Some(known.name_field)).unwrap_or_default(),
        owner: text(owner).unwrap_or_default(),
        context: text(context(entity).map(|field| field.index)).unwrap_or_default(),
        stands_at: record.map(place).unwrap_or_default(),
        open,
    }
}
