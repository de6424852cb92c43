//! The latest of the records about the same: which of them count, where a requirement asks for the latest.
//!
//! Invariants: what is dated after the day of the audit has not happened yet. A record without a date is
//! left out only if it would pass whatever its date was, or if the latest does not pass anyway: no failure
//! goes away with a date.

use std::collections::HashMap;

use candor_model::text::plain;
use candor_model::{Cell, Dictionary, Entry, Moment, Value};
use chrono::NaiveDate;

use super::records::Part;
use crate::assessment::SeenCell;
use crate::checklist::Latest;
use crate::context::Context;
use crate::sheet::{At, Gap, Sheet};
use crate::test::cell;
use crate::test::redated::redated;
use crate::test::verdict::Verdict;

/// What a record counts for beside the others about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stay {
    Counts,
    /// Left out: another one is later.
    Older,
    /// Left out: it has no date, and another one has.
    Undated,
    /// It has no date, and may be the latest.
    Open,
}

/// The latest record about somebody or something.
struct Newest<'a> {
    date: Moment,
    entry: &'a Entry,
    part: usize,
    row: usize,
}

/// Which records count, for each part. Only records in scope leave others out.
pub(super) fn stays<'a>(context: &Context<'a>, parts: &[Part<'a>], latest: &Latest) -> Vec<Vec<Stay>> {
    let sheets: Vec<Dated<'a>> =
        parts.iter().map(|part| Dated::new(&part.sheet, latest, context.as_of)).collect();
    let scopes: Vec<Vec<Verdict>> = parts.iter().map(Part::scope_verdicts).collect();
    let mut newest: HashMap<&str, Newest<'a>> = HashMap::new();
    for (part, (sheet, scopes)) in sheets.iter().zip(&scopes).enumerate() {
        for (row, scope) in scopes.iter().enumerate() {
            let (Some(about), Some((date, entry))) = (sheet.about(row), sheet.date(row)) else { continue };
            let is_newest = newest
                .get(about)
                .is_none_or(|known| (known.date.day, known.date.time) < (date.day, date.time));
            if *scope == Verdict::Pass && is_newest {
                newest.insert(about, Newest { date, entry, part, row });
            }
        }
    }
    let stay = |part: &Part<'a>, sheet: &Dated<'a>, scope: Verdict, row: usize| match sheet
        .about(row)
        .and_then(|about| newest.get(about))
    {
        Some(newest) if scope != Verdict::Fail => match sheet.date(row) {
            Some((date, _)) if date.is_before(newest.date) => Stay::Older,
            Some(_) => Stay::Counts,
            None if is_settled(context, parts, newest, part, row, latest) => Stay::Undated,
            None => Stay::Open,
        },
        _ => Stay::Counts,
    };
    let rows = |(part, (sheet, scopes)): (&Part<'a>, (&Dated<'a>, &Vec<Verdict>))| {
        scopes.iter().enumerate().map(|(row, scope)| stay(part, sheet, *scope, row)).collect()
    };
    parts.iter().zip(sheets.iter().zip(&scopes)).map(rows).collect()
}

/// Would the missing date of a record change nothing for the better?
fn is_settled(
    context: &Context<'_>,
    parts: &[Part<'_>],
    newest: &Newest<'_>,
    part: &Part<'_>,
    row: usize,
    latest: &Latest,
) -> bool {
    let must = parts[newest.part].must.as_ref();
    let of_newest = must.map_or(Verdict::Pass, |must| must.decide(newest.row).verdict);
    let redated = part
        .must
        .as_ref()
        .map_or(Verdict::Pass, |must| redated(must, row, latest.date, newest.entry, context.as_of));
    matches!(of_newest, Verdict::Fail | Verdict::Unknown) || redated == Verdict::Pass
}

/// The columns of a sheet that say what a record is about, and when it was.
struct Dated<'a> {
    date: Option<At<'a>>,
    per: Option<At<'a>>,
    /// For each entry of `per` what it names, folded; empty where that is not known.
    names: Vec<String>,
    as_of: NaiveDate,
}

impl<'a> Dated<'a> {
    fn new(sheet: &Sheet<'a>, latest: &Latest, as_of: NaiveDate) -> Self {
        let per = sheet.at(latest.per);
        let name = |entry: &Entry| match &entry.cell {
            Cell::Value(value) if !value.is_none() => plain(&entry.text),
            _ => String::new(),
        };
        let names = per.iter().flat_map(|at| &at.column.entries).map(name).collect();
        Dated { date: sheet.at(latest.date), per, names, as_of }
    }

    /// Whom a record is about, if that is known.
    fn about(&self, row: usize) -> Option<&str> {
        let name = &self.names[self.per.as_ref()?.entry_index(row)];
        (!name.is_empty()).then_some(name.as_str())
    }

    fn date(&self, row: usize) -> Option<(Moment, &'a Entry)> {
        let entry = self.date.as_ref()?.entry(row);
        match entry.cell {
            Cell::Value(Value::Date(moment)) if moment.day <= self.as_of => Some((moment, entry)),
            _ => None,
        }
    }
}

/// Why it is not known whether a record is the latest: `Completed on is blank`, with the cell.
pub(crate) fn open_says(
    context: &Context<'_>,
    sheet: &Sheet<'_>,
    row: usize,
    latest: &Latest,
) -> (String, SeenCell) {
    match sheet.at(latest.date) {
        None => {
            let gap = Gap::Column { table: sheet.table_index(), field: latest.date };
            (gap.says(context.inventory), gap.seen(context.inventory))
        }
        Some(at) => {
            let label = &Dictionary::builtin().field(latest.date).label;
            let says = match at.entry(row).cell {
                Cell::Value(Value::Date(moment)) => {
                    format!("{label} {} lies after the day of the audit", moment.day)
                }
                _ => cell::state(latest.date, at.entry(row)),
            };
            (says, at.seen(row))
        }
    }
}
