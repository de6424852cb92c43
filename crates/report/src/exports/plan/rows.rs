//! The rows of the plan: what this audit found, joined with what came back.

use std::collections::{BTreeMap, BTreeSet};

use candor_assess::{ActionResult, ActionState, Outcome, SeenCell, action_id_of};
use candor_model::text::shorten;
use candor_model::{
    Cell, Dictionary, EntityId, FieldId, Inventory, Moment, Place, RecordRef, Seen, Table, Value,
    column_letters,
};
use chrono::NaiveDate;

use crate::Input;
use crate::view::plan::{Action, actions};
use crate::view::prose;

/// Fields that belong to whoever works with the plan.
const KEPT: [&str; 16] = [
    "priority",
    "owner",
    "team",
    "start",
    "due",
    "status",
    "effort",
    "cost",
    "depends_on",
    "evidence_link",
    "last_update",
    "verified_by",
    "verified_on",
    "accepted_until",
    "quarter_raised",
    "comments",
];

/// Characters of a header that somebody added; a table allows 255.
const HEADER_MAX: usize = 200;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Day(NaiveDate),
}

/// A row by the ids of its fields; what is left out is blank.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) cells: BTreeMap<&'static str, Content>,
    /// For each of the columns that somebody added.
    pub(super) extra: Vec<String>,
    /// Days behind the due day, on the day of the audit.
    pub(super) days_late: i64,
}

/// All rows.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) open: Vec<Row>,
    pub(super) gone: Vec<Row>,
    pub(super) refused: Vec<Row>,
    /// Headers of the columns that somebody added.
    pub(super) extra: Vec<String>,
}

impl Plan {
    pub(super) fn new(input: &Input<'_>) -> Plan {
        let returned = Returned::new(input);
        let mut plan =
            Plan { open: Vec::new(), gone: Vec::new(), refused: Vec::new(), extra: returned.headers.clone() };
        let known: BTreeMap<&str, &(RecordRef, &ActionResult)> =
            returned.used.iter().map(|used| (used.1.requirement.as_str(), used)).collect();
        for action in actions(input) {
            let used = known.get(action.result.id.as_str());
            if used.is_some() || action.result.outcome != Outcome::Unknown {
                plan.open.push(row(input, &returned, &action, used.copied()));
            }
        }
        for (record, result) in &returned.used {
            if result.state.is_gone() {
                plan.gone.push(returned.gone(input, *record, result));
            } else if result.state == ActionState::NotJudged {
                plan.open.push(returned.as_it_was(*record, &result.because));
            }
        }
        // What is due first before the rest; a day that cannot be read stands behind.
        plan.open.sort_by_key(|row| match row.cells.get("due") {
            Some(Content::Day(day)) => (false, *day),
            _ => (true, NaiveDate::MAX),
        });
        for record in &returned.others {
            if returned.is_own(*record) {
                plan.open.push(returned.as_it_was(*record, "An action of your own; nothing tests it."));
            } else {
                plan.refused.push(returned.refused(input, *record));
            }
        }
        plan.extra_in_all_rows();
        plan
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.gone.is_empty() && self.refused.is_empty()
    }

    fn extra_in_all_rows(&mut self) {
        let Plan { open, gone, refused, extra } = self;
        for row in open.iter_mut().chain(gone).chain(refused) {
            row.extra.resize(extra.len(), String::new());
        }
    }
}

/// The audit that writes the rows.
fn source(input: &Input<'_>) -> String {
    format!("{}, as of {}", input.quarter, input.assessment.as_of)
}

/// A row about a requirement that is open: what the audit says, and what was written before.
fn row(
    input: &Input<'_>,
    returned: &Returned<'_>,
    action: &Action<'_>,
    used: Option<&(RecordRef, &ActionResult)>,
) -> Row {
    let mut row = used.map(|(record, _)| returned.kept(*record)).unwrap_or_default();
    let says = match used {
        Some((_, used)) => prose(&used.because),
        None if action.quarters > 1 => format!("Found in each of {} quarters.", action.quarters),
        None => "Found by this audit.".to_owned(),
    };
    for (field, text) in given(input, returned, action) {
        row.set(field, text);
    }
    row.set("records_say", says);
    row.propose("priority", Content::Text(action.priority.label().to_owned()));
    row.propose("due", Content::Day(action.due));
    row.propose("quarter_raised", Content::Text(action.since.clone()));
    let owners = action.owners.iter().map(|(owner, _)| owner.as_str()).collect::<Vec<_>>();
    row.propose("owner", Content::Text(owners.join(", ")));
    if used.is_none() {
        row.set("depends_on", parts(input, returned, action));
        if action.is_accepted {
            row.set("status", "Accepted".to_owned());
            row.propose("accepted_until", Content::Day(action.due));
        }
    }
    if used.is_some_and(|(_, used)| used.state.is_reopened()) {
        row.set("status", "Reopened".to_owned());
    }
    row.propose("status", Content::Text("Open".to_owned()));
    let is_pending = used.map_or(!action.is_accepted, |(_, used)| used.state.is_pending());
    if let Some(Content::Day(due)) = row.cells.get("due").filter(|_| is_pending) {
        row.days_late = (input.assessment.as_of - *due).num_days().max(0);
    }
    row
}

/// What the audit says of a requirement.
fn given(input: &Input<'_>, returned: &Returned<'_>, action: &Action<'_>) -> [(&'static str, String); 11] {
    let result = action.result;
    let findings = result.findings.iter().map(|finding| finding.id.as_str());
    let mut findings = findings.collect::<Vec<_>>().join("\n");
    let more = result.findings_total.saturating_sub(result.findings.len() as u64);
    if more > 0 {
        findings.push_str(&format!("\nand {more} more"));
    }
    [
        ("id", returned.id_of(&result.id)),
        ("finding_ids", findings),
        ("headline", headline(action)),
        ("framework_refs", action.references.join("; ")),
        ("severity", result.severity.label().to_owned()),
        ("first_step", result.first_step.clone()),
        ("full_fix", result.fix.clone()),
        ("done_when", action.done_when.clone()),
        ("evidence_needed", result.evidence.clone()),
        ("requirement", result.id.clone()),
        ("source_report", source(input)),
    ]
}

/// The actions about the parts of a requirement that failed, too.
fn parts(input: &Input<'_>, returned: &Returned<'_>, action: &Action<'_>) -> String {
    let has_failed = |outcome| matches!(outcome, Outcome::NotMet | Outcome::PartlyMet);
    let all = input.assessment.requirements.iter();
    let parts =
        all.filter(|part| part.rolls_up_to.as_ref() == Some(&action.result.id) && has_failed(part.outcome));
    parts.map(|part| returned.id_of(&part.id)).collect::<Vec<_>>().join("\n")
}

/// What is wrong: of one finding its own headline, of several what they share.
fn headline(action: &Action<'_>) -> String {
    match action.result.findings.as_slice() {
        [finding] if action.result.findings_total == 1 => prose(&finding.headline),
        _ => format!("{}: {}", action.result.title, prose(&action.result.because)),
    }
}

impl Row {
    /// Writes a field over; an empty text leaves it blank.
    fn set(&mut self, field: &'static str, text: String) {
        self.cells.remove(field);
        self.propose(field, Content::Text(text));
    }

    /// Writes a field that is blank.
    fn propose(&mut self, field: &'static str, content: Content) {
        if content != Content::Text(String::new()) {
            self.cells.entry(field).or_insert(content);
        }
    }
}

/// The rows of earlier plans.
struct Returned<'a> {
    inventory: &'a Inventory,
    entity: EntityId,
    /// Those that are used, in the order of the requirements.
    used: Vec<(RecordRef, &'a ActionResult)>,
    others: Vec<RecordRef>,
    /// By table the columns that somebody added, with their positions.
    added: BTreeMap<u32, Vec<(String, usize)>>,
    /// Their headers over all plans.
    headers: Vec<String>,
}

impl<'a> Returned<'a> {
    fn new(input: &Input<'a>) -> Returned<'a> {
        let inventory = input.inventory;
        let id = Dictionary::builtin().expect_field("action.id");
        let place_of = |record: &RecordRef| inventory.look(*record, id).place();
        let stands: BTreeMap<Place, RecordRef> =
            inventory.records(id.entity).filter_map(|record| Some((place_of(&record)?, record))).collect();
        let used: Vec<(RecordRef, &ActionResult)> = input
            .assessment
            .actions
            .iter()
            .filter_map(|result| {
                let SeenCell { file, sheet, cell, .. } = result.cells.first()?.clone();
                Some((*stands.get(&Place { file, sheet, cell })?, result))
            })
            .collect();
        let is_used: BTreeSet<RecordRef> = used.iter().map(|(record, _)| *record).collect();
        let others = inventory.records(id.entity).filter(|record| !is_used.contains(record)).collect();
        let tables = inventory.tables_of(id.entity);
        let added: BTreeMap<u32, Vec<(String, usize)>> =
            tables.map(|(number, table)| (number, added(table))).collect();
        let mut headers: Vec<String> = Vec::new();
        for (header, _) in added.values().flatten() {
            if !headers.contains(header) {
                headers.push(header.clone());
            }
        }
        Returned { inventory, entity: id.entity, used, others, added, headers }
    }

    /// The id of the action about a requirement: that of its row, which stays even if the requirement is renamed.
    fn id_of(&self, requirement: &str) -> String {
        let known = self.used.iter().find(|(_, result)| result.requirement == requirement);
        known.map_or_else(|| action_id_of(requirement), |(_, result)| result.id.clone())
    }

    fn content(&self, record: RecordRef, field: FieldId) -> Option<Content> {
        let Seen::Cell { entry, .. } = self.inventory.look(record, field) else { return None };
        match &entry.cell {
            Cell::Blank => None,
            Cell::Value(Value::Date(Moment { day, time: None })) => Some(Content::Day(*day)),
            _ => Some(Content::Text(entry.text.to_string())),
        }
    }

    fn extra(&self, record: RecordRef) -> Vec<String> {
        let table = &self.inventory.tables[record.table as usize];
        let added = self.added.get(&record.table);
        let text = |header: &String| {
            let at = added?.iter().find(|(known, _)| known == header).map(|(_, at)| *at)?;
            Some(table.columns[at].entry(record.row as usize).text.to_string())
        };
        self.headers.iter().map(|header| text(header).unwrap_or_default()).collect()
    }

    /// All that stands in a row.
    fn whole(&self, record: RecordRef) -> Row {
        let dictionary = Dictionary::builtin();
        let cells = dictionary
            .fields_of(self.entity)
            .filter_map(|field| Some((dictionary.field(field).id.as_str(), self.content(record, field)?)));
        Row { cells: cells.collect(), extra: self.extra(record), days_late: 0 }
    }

    /// What a person wrote in a row.
    fn kept(&self, record: RecordRef) -> Row {
        let mut row = self.whole(record);
        row.cells.retain(|field, _| KEPT.contains(field));
        row
    }

    /// A row that this audit has nothing to say about.
    fn as_it_was(&self, record: RecordRef, says: &str) -> Row {
        let mut row = self.whole(record);
        row.cells.retain(|field, _| !matches!(*field, "days_late" | "settled" | "refused_because"));
        row.set("records_say", says.to_owned());
        row
    }

    fn gone(&self, input: &Input<'_>, record: RecordRef, result: &ActionResult) -> Row {
        let mut row = self.as_it_was(record, &prose(&result.because));
        let since = if result.settled.is_empty() { &input.quarter } else { &result.settled };
        row.set("settled", since.clone());
        row.set("source_report", source(input));
        row
    }

    fn is_own(&self, record: RecordRef) -> bool {
        let id = Dictionary::builtin().expect_field("action.id");
        self.inventory.look(record, id).text().trim().is_empty()
    }

    /// A row whose id is not right, with the problem that tells why.
    fn refused(&self, input: &Input<'_>, record: RecordRef) -> Row {
        let mut row = self.whole(record);
        let id = Dictionary::builtin().expect_field("action.id");
        let place = self.inventory.look(record, id).place();
        let told =
            input.account.problems.iter().find(|problem| {
                problem.code.starts_with("action-") && Some(&problem.place) == place.as_ref()
            });
        let why = told.map_or_else(|| "its id is not right".to_owned(), |problem| prose(&problem.message));
        row.cells.remove("days_late");
        row.set("refused_because", why);
        row
    }
}

/// The columns of a table that somebody added, by headers that no other column of a plan has, with their positions.
fn added(table: &Table) -> Vec<(String, usize)> {
    let dictionary = Dictionary::builtin();
    let fields = dictionary.fields_of(table.entity);
    let mut taken: BTreeSet<String> =
        fields.map(|field| dictionary.field(field).label.to_lowercase()).collect();
    let mut added = Vec::new();
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| column.field.is_none()) {
        let stem = match column.header.trim() {
            "" => format!("Column {}", column_letters(column.index)),
            header => shorten(header, HEADER_MAX),
        };
        let numbered = (2..).map(|number| format!("{stem} ({number})"));
        let mut headers = std::iter::once(stem.clone()).chain(numbered);
        if let Some(header) = headers.find(|header| !taken.contains(&header.to_lowercase())) {
            taken.insert(header.to_lowercase());
            added.push((header, at));
        }
    }
    added
}
