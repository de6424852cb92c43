//! Tests bound to the columns of a sheet, so that a record is decided by looking up what each of its
//! distinct texts means.
//!
//! Invariant: deciding a record allocates nothing.

use std::collections::BTreeMap;

use candor_model::{Cell, EntityId, Entry, FieldId, Moment, RecordRef, Value};
use chrono::NaiveDate;

use super::cell::{Setting, decide, unique_verdicts};
use super::clock::{Hands, Ran, is_before, run};
use super::verdict::Verdict;
use super::{CellTest, Clock, Relation, Test};
use crate::context::Context;
use crate::sheet::{At, Gap, Sheet};

/// A verdict, and what is missing altogether where that is why it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) verdict: Verdict,
    pub(crate) gap: Option<Gap>,
}

impl Decided {
    fn sure(verdict: Verdict) -> Decided {
        Decided { verdict, gap: None }
    }

    pub(crate) fn unknown(gap: Gap) -> Decided {
        Decided { verdict: Verdict::Unknown, gap: Some(gap) }
    }
}

/// A test on the records of one sheet.
#[derive(Debug)]
pub(crate) struct Bound<'a> {
    pub(crate) test: &'a Test,
    pub(crate) node: Node<'a>,
}

#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// One column, with the verdict on each of its entries.
    Column {
        at: Result<At<'a>, Gap>,
        decided: Vec<Decided>,
        that: BTreeMap<u32, Bound<'a>>,
    },
    Clock(ClockColumns<'a>),
    Order {
        left: Result<At<'a>, Gap>,
        right: Result<At<'a>, Gap>,
        relation: Relation,
    },
    /// The verdict on each record, and the record of the other entity that decided it.
    Linked {
        decided: Vec<Decided>,
        best: Vec<Option<RecordRef>>,
        that: BTreeMap<u32, Bound<'a>>,
    },
    All(Vec<Bound<'a>>),
    Any(Vec<Bound<'a>>),
    Not(Box<Bound<'a>>),
    Unless(Box<Bound<'a>>),
}

#[derive(Debug)]
pub(crate) struct ClockColumns<'a> {
    pub(crate) clock: &'a Clock,
    pub(crate) start: Result<At<'a>, Gap>,
    pub(crate) done: Result<At<'a>, Gap>,
    pub(crate) told: Option<Result<At<'a>, Gap>>,
    pub(crate) as_of: NaiveDate,
}

impl<'a> ClockColumns<'a> {
    pub(crate) fn hands(&self, row: usize) -> Hands<'a> {
        let entry = |at: &Result<At<'a>, Gap>| at.as_ref().ok().map(|at| at.entry(row));
        Hands { start: entry(&self.start), done: entry(&self.done), told: self.told.as_ref().and_then(entry) }
    }

    fn decide(&self, row: usize) -> Decided {
        let ran = run(self.clock, self.hands(row), self.as_of);
        let gap = match ran {
            Ran::NoStart => self.start.err(),
            Ran::NoEnd => self.done.err(),
            Ran::ExtensionUnknown => self.told.and_then(Result::err),
            _ => None,
        };
        Decided { verdict: ran.verdict(), gap }
    }
}

/// Binds a test to a sheet.
pub(crate) fn bind<'a>(
    context: &Context<'a>,
    test: &'a Test,
    sheet: &Sheet<'a>,
    setting: Setting,
) -> Bound<'a> {
    let at =
        |field: FieldId| sheet.at(field).ok_or_else(|| Gap::Column { table: sheet.table_index(), field });
    let parts = |parts: &'a [Test]| -> Vec<Bound<'a>> {
        parts.iter().map(|part| bind(context, part, sheet, setting)).collect()
    };
    let node = match test {
        Test::Cell { field, ask: CellTest::Unique } => bind_unique(context, *field, at(*field)),
        Test::Cell { field, ask } => {
            let at = at(*field);
            let decided = each_entry(&at, |entry| Decided::sure(decide(ask, entry, context.as_of, setting)));
            Node::Column { at, decided, that: BTreeMap::new() }
        }
        Test::Clock(clock) => Node::Clock(ClockColumns {
            clock,
            start: at(clock.start),
            done: at(clock.field),
            told: clock.extension.as_ref().map(|extension| at(extension.told)),
            as_of: context.as_of,
        }),
        Test::Order { field, relation, other } => {
            Node::Order { left: at(*field), right: at(*other), relation: *relation }
        }
        Test::RefersTo { field, entity, that } => {
            let that = bind_that(context, that.as_deref(), *entity, setting);
            let at = at(*field);
            let decided = each_entry(&at, |entry| refer(context, *entity, entry, &that));
            Node::Column { at, decided, that }
        }
        Test::Linked { by, that } => bind_linked(context, *by, that.as_deref(), sheet, setting),
        Test::All(list) => Node::All(parts(list)),
        Test::Any(list) => Node::Any(parts(list)),
        Test::Not(inner) => Node::Not(Box::new(bind(context, inner, sheet, setting))),
        Test::Unless(inner) => Node::Unless(Box::new(bind(context, inner, sheet, setting))),
    };
    Bound { test, node }
}

fn each_entry(at: &Result<At<'_>, Gap>, decide: impl Fn(&Entry) -> Decided) -> Vec<Decided> {
    at.as_ref().map(|at| at.column.entries.iter().map(decide).collect()).unwrap_or_default()
}

fn bind_unique<'a>(context: &Context<'a>, field: FieldId, at: Result<At<'a>, Gap>) -> Node<'a> {
    let columns: Vec<_> =
        context.inventory.tables_of(field.entity).filter_map(|(_, table)| table.column(field)).collect();
    let own =
        at.as_ref().ok().and_then(|at| columns.iter().position(|column| std::ptr::eq(*column, at.column)));
    let decided = own.map(|own| unique_verdicts(&columns).swap_remove(own)).unwrap_or_default();
    Node::Column { at, decided: decided.into_iter().map(Decided::sure).collect(), that: BTreeMap::new() }
}

/// The test on the records that are referred to, for each of their tables.
fn bind_that<'a>(
    context: &Context<'a>,
    that: Option<&'a Test>,
    entity: EntityId,
    setting: Setting,
) -> BTreeMap<u32, Bound<'a>> {
    let Some(that) = that else { return BTreeMap::new() };
    context
        .inventory
        .tables_of(entity)
        .map(|(index, table)| (index, bind(context, that, &Sheet::Table { index, table }, setting)))
        .collect()
}

/// Every name must be known and pass; of several records with one name each must.
fn refer<'a>(
    context: &Context<'a>,
    entity: EntityId,
    entry: &Entry,
    that: &BTreeMap<u32, Bound<'a>>,
) -> Decided {
    let Cell::Value(Value::References(written)) = &entry.cell else { return Decided::sure(Verdict::Unknown) };
    if written.is_empty() {
        return Decided::sure(Verdict::Pass);
    }
    if !context.inventory.has(entity) {
        return Decided::unknown(Gap::Sheet(entity));
    }
    let names = context.names(entity);
    let mut least = Decided::sure(Verdict::Pass);
    for name in written {
        let found = names.find(name);
        if found.is_empty() {
            let verdict = if names.complete { Verdict::Fail } else { Verdict::Unknown };
            least = lesser(least, Decided::sure(verdict));
        }
        for record in found {
            let decided = that.get(&record.table).map(|that| that.decide(record.row as usize));
            least = lesser(least, decided.unwrap_or(Decided::sure(Verdict::Pass)));
        }
    }
    least
}

fn lesser(left: Decided, right: Decided) -> Decided {
    if right.verdict < left.verdict || (right.verdict == left.verdict && left.gap.is_none()) {
        right
    } else {
        left
    }
}

fn greater(left: Decided, right: Decided) -> Decided {
    if right.verdict > left.verdict || (right.verdict == left.verdict && left.gap.is_none()) {
        right
    } else {
        left
    }
}

fn bind_linked<'a>(
    context: &Context<'a>,
    by: FieldId,
    that: Option<&'a Test>,
    sheet: &Sheet<'a>,
    setting: Setting,
) -> Node<'a> {
    let rows = sheet.rows();
    let mut base = Decided::sure(Verdict::Fail);
    if !context.inventory.has(by.entity) {
        base = Decided::unknown(Gap::Sheet(by.entity));
    }
    let that = bind_that(context, that, by.entity, setting);
    let names = sheet.entity().map(|entity| context.names(entity));
    let mut links: Vec<(usize, RecordRef)> = Vec::new();
    for (index, table) in context.inventory.tables_of(by.entity) {
        let Some(column) = table.column(by) else {
            base = Decided::unknown(Gap::Column { table: index, field: by });
            continue;
        };
        let targets: Vec<Vec<usize>> = column
            .entries
            .iter()
            .map(|entry| match &entry.cell {
                Cell::Value(Value::References(written)) => written
                    .iter()
                    .flat_map(|name| names.map_or(&[][..], |names| names.find(name)))
                    .filter(|record| sheet.holds(**record))
                    .map(|record| record.row as usize)
                    .collect(),
                _ => Vec::new(),
            })
            .collect();
        for (row, entry) in column.cells.iter().enumerate() {
            let entry = *entry as usize;
            // Whom an unreadable cell names is not known, so it may be anybody.
            if matches!(column.entries[entry].cell, Cell::Unreadable | Cell::Unknown) && base.gap.is_none() {
                base.verdict = Verdict::Unknown;
            }
            let record = RecordRef { table: index, row: row as u32 };
            links.extend(targets[entry].iter().map(|target| (*target, record)));
        }
    }
    let mut decided = vec![base; rows];
    let mut best: Vec<Option<RecordRef>> = vec![None; rows];
    for (target, record) in links {
        let passes = that.get(&record.table).map(|that| that.decide(record.row as usize));
        let passes = passes.unwrap_or(Decided::sure(Verdict::Pass));
        if best[target].is_none() || passes.verdict > decided[target].verdict {
            best[target] = Some(record);
        }
        decided[target] = greater(decided[target], passes);
    }
    Node::Linked { decided, best, that }
}

impl Bound<'_> {
    /// The verdict on a record of the sheet.
    pub(crate) fn decide(&self, row: usize) -> Decided {
        match &self.node {
            Node::Column { at: Ok(at), decided, .. } => decided[at.entry_index(row)],
            Node::Column { at: Err(gap), .. } => Decided::unknown(*gap),
            Node::Clock(columns) => columns.decide(row),
            Node::Order { left, right, relation } => decide_order(left, right, *relation, row),
            Node::Linked { decided, .. } => decided[row],
            Node::All(parts) => parts
                .iter()
                .map(|part| part.decide(row))
                .reduce(lesser)
                .unwrap_or(Decided::sure(Verdict::Pass)),
            Node::Any(parts) => parts
                .iter()
                .map(|part| part.decide(row))
                .reduce(greater)
                .unwrap_or(Decided::sure(Verdict::Fail)),
            Node::Not(inner) => {
                let Decided { verdict, gap } = inner.decide(row);
                Decided { verdict: verdict.negated(), gap }
            }
            Node::Unless(inner) => Decided::sure(inner.decide(row).verdict.unless()),
        }
    }
}

fn decide_order(
    left: &Result<At<'_>, Gap>,
    right: &Result<At<'_>, Gap>,
    relation: Relation,
    row: usize,
) -> Decided {
    let (left, right) = match (left, right) {
        (Err(gap), _) | (_, Err(gap)) => return Decided::unknown(*gap),
        (Ok(left), Ok(right)) => (date(left.entry(row)), date(right.entry(row))),
    };
    let (Some(left), Some(right)) = (left, right) else { return Decided::sure(Verdict::Unknown) };
    Decided::sure(Verdict::of(match relation {
        Relation::Before => !is_before(right, left),
        Relation::After => !is_before(left, right),
    }))
}

fn date(entry: &Entry) -> Option<Moment> {
    match entry.cell {
        Cell::Value(Value::Date(moment)) => Some(moment),
        _ => None,
    }
}
