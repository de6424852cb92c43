//! Binding a test to the columns of a sheet: every distinct text of a column is decided here, once.

use std::collections::BTreeMap;

use candor_model::{Cell, EntityId, Entry, FieldId, Moment, RecordRef, Table, Value};

use super::bound::{Bound, ClockColumns, Decided, Node, date, greater, lesser};
use super::cell::Setting;
use super::verdict::Verdict;
use super::{Need, Test, Timely};
use crate::context::Context;
use crate::sheet::{At, Gap, Sheet};

/// Binds a test to a sheet.
pub(crate) fn bind<'a>(
    context: &Context<'a>,
    test: &'a Test,
    sheet: &Sheet<'a>,
    setting: Setting,
) -> Bound<'a> {
    let at = |field: FieldId| sheet.at(field).ok_or(Gap::Column { table: sheet.table_index(), field });
    let parts = |parts: &'a [Test]| -> Vec<Bound<'a>> {
        parts.iter().map(|part| bind(context, part, sheet, setting)).collect()
    };
    let node = match test {
        Test::Cell { field, ask } => match at(*field) {
            Err(gap) => Node::Missing(gap),
            Ok(at) => {
                let column = (*field, at.column);
                let verdicts = context.columns.decide(context.inventory, column, ask, context.as_of, setting);
                Node::Column { at, verdicts }
            }
        },
        Test::Clock(clock) => Node::Clock(ClockColumns {
            clock,
            start: at(clock.start),
            done: at(clock.field),
            told: clock.extension.as_ref().map(|extension| at(extension.told)),
            as_of: context.as_of,
        }),
        Test::Order { field, relation, other, by } => match (at(*field), at(*other)) {
            (Ok(left), Ok(right)) => Node::Order { left, right, relation: *relation, by: *by },
            (Err(gap), _) | (_, Err(gap)) => Node::Missing(gap),
        },
        Test::RefersTo { field, entity, need, that } => match at(*field) {
            Err(gap) => Node::Missing(gap),
            Ok(at) => bind_references(context, at, (*entity, *need), that.as_deref(), setting),
        },
        Test::Linked { by, timely, that } => {
            bind_linked(context, (*by, *timely), that.as_deref(), sheet, setting)
        }
        Test::All(list) => Node::All(parts(list)),
        Test::Any(list) => Node::Any(parts(list)),
        Test::KnownAny(list) => Node::KnownAny(parts(list)),
        Test::Not(inner) => Node::Not(Box::new(bind(context, inner, sheet, setting))),
        Test::Unless(inner) => Node::Unless(Box::new(bind(context, inner, sheet, setting))),
    };
    Bound { test, node }
}

fn bind_references<'a>(
    context: &Context<'a>,
    at: At<'a>,
    (entity, need): (EntityId, Need),
    that: Option<&'a Test>,
    setting: Setting,
) -> Node<'a> {
    let that = bind_that(context, that, entity, setting);
    let mut gaps = BTreeMap::new();
    let mut verdicts = Vec::with_capacity(at.column.entries.len());
    for (index, entry) in at.column.entries.iter().enumerate() {
        let Decided { verdict, gap } = refer(context, (entity, need), entry, &that);
        verdicts.push(verdict);
        gaps.extend(gap.map(|gap| (index, gap)));
    }
    Node::References { at, verdicts, gaps, that }
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

/// Every name, or one, must be known and pass; of several records with one name each must.
fn refer<'a>(
    context: &Context<'a>,
    (entity, need): (EntityId, Need),
    entry: &Entry,
    that: &BTreeMap<u32, Bound<'a>>,
) -> Decided {
    let Cell::Value(Value::References(written)) = &entry.cell else { return Decided::sure(Verdict::Unknown) };
    if written.is_empty() {
        return Decided::sure(Verdict::of(need == Need::Each));
    }
    if let Some(gap) = Gap::of(context.inventory, entity) {
        return Decided::unknown(gap);
    }
    let names = context.names(entity);
    let of_record = |record: &RecordRef| {
        let decided = that.get(&record.table).map(|that| that.decide(record.row as usize));
        decided.unwrap_or(Decided::sure(Verdict::Pass))
    };
    let of_name = |name: &String| {
        let unknown = if names.complete { Verdict::Fail } else { Verdict::Unknown };
        names.find(name).iter().map(of_record).reduce(lesser).unwrap_or(Decided::sure(unknown))
    };
    let combine = match need {
        Need::Each => lesser,
        Need::One => greater,
    };
    written.iter().map(of_name).reduce(combine).unwrap_or(Decided::sure(Verdict::Pass))
}

fn bind_linked<'a>(
    context: &Context<'a>,
    (by, timely): (FieldId, Option<Timely>),
    that: Option<&'a Test>,
    sheet: &Sheet<'a>,
    setting: Setting,
) -> Node<'a> {
    let rows = sheet.rows();
    let mut base =
        Gap::of(context.inventory, by.entity).map_or(Decided::sure(Verdict::Fail), Decided::unknown);
    let that = bind_that(context, that, by.entity, setting);
    let find = |name: &String| sheet.entity().map_or(&[][..], |entity| context.names(entity).find(name));
    let mut links: Vec<(usize, RecordRef)> = Vec::new();
    let filled = |(_, table): &(u32, &Table)| !table.rows.is_empty();
    for (index, table) in context.inventory.tables_of(by.entity).filter(filled) {
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
                    .flat_map(&find)
                    .filter(|record| sheet.holds(**record))
                    .map(|record| record.row as usize)
                    .collect(),
                _ => Vec::new(),
            })
            .collect();
        for (row, entry) in column.cells.iter().enumerate() {
            let entry = entry as usize;
            // Whom an unreadable cell names is not known, so it may be anybody.
            if matches!(column.entries[entry].cell, Cell::Unreadable | Cell::Unknown) && base.gap.is_none() {
                base.verdict = Verdict::Unknown;
            }
            let record = RecordRef { table: index, row: row as u32 };
            links.extend(targets[entry].iter().map(|target| (*target, record)));
        }
    }
    let linked = if links.is_empty() { 0 } else { rows };
    let mut verdicts = vec![base.verdict; linked];
    let mut best: Vec<Option<RecordRef>> = vec![None; linked];
    for (target, record) in links {
        let passes = that.get(&record.table).map(|that| that.decide(record.row as usize).verdict);
        let dated = timely.map_or(Verdict::Pass, |timely| timely.decide(context, record, sheet, target));
        let passes = passes.unwrap_or(Verdict::Pass).min(dated);
        if best[target].is_none() || passes > verdicts[target] {
            best[target] = Some(record);
        }
        verdicts[target] = verdicts[target].max(passes);
    }
    let before = timely.and_then(|timely| sheet.at(timely.before));
    Node::Linked { verdicts, best, unlinked: base.verdict, gap: base.gap, before, that }
}

impl Timely {
    /// The verdict on the dates of a record that names the one in `row` of `sheet`.
    pub(super) fn decide(
        self,
        context: &Context<'_>,
        link: RecordRef,
        sheet: &Sheet<'_>,
        row: usize,
    ) -> Verdict {
        let before = sheet.at(self.before).and_then(|at| date(at.entry(row)));
        self.verdict(context.inventory.look(link, self.dated).value(), before)
    }

    pub(super) fn verdict(self, dated: Option<&Value>, before: Option<Moment>) -> Verdict {
        match (dated, before) {
            (Some(Value::Date(dated)), Some(before)) => Verdict::of(!before.is_before(*dated)),
            _ => Verdict::Unknown,
        }
    }
}
