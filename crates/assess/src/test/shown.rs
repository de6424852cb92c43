//! Why a test came out as it did on one record: a tree of what was asked, what stood there and where.
//!
//! Invariant: verdicts come from [`Bound::decide`], so that an explanation cannot differ from what it explains.

use candor_model::text::shorten;
use candor_model::{Cell, Dictionary, FieldId, RecordRef, Span, Value};

use super::asked::asked;
use super::bound::{Bound, ClockColumns, Decided, Node, date, is_aside};
use super::verdict::Verdict;
use super::{Need, Relation, Test, Timely, cell, clock};
use crate::assessment::SeenCell;
use crate::context::Context;
use crate::sheet::{At, Gap, plural, singular};
use crate::trace::Step;

/// A test on one record, explained.
#[derive(Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) verdict: Verdict,
    what: What<'a>,
    /// What stands there, in a clause.
    says: String,
    cells: Vec<SeenCell>,
    children: Vec<Shown<'a>>,
    /// Decided by its children; else by its own cells.
    group: bool,
    /// Left aside by the group it stands in, since nothing is recorded of it.
    aside: bool,
}

/// What was asked: put into words only where it is told.
#[derive(Debug)]
enum What<'a> {
    Test(&'a Test),
    Words(String),
}

impl<'a> Shown<'a> {
    pub(crate) fn into_step(self) -> Step {
        Step {
            what: match self.what {
                What::Test(test) => asked(test),
                What::Words(words) => words,
            },
            outcome: self.verdict.outcome(),
            says: self.says,
            cells: if self.group { Vec::new() } else { self.cells },
            children: self.children.into_iter().map(Shown::into_step).collect(),
        }
    }

    fn decides(&self, verdict: Verdict) -> bool {
        self.verdict == verdict && !self.aside
    }

    /// The parts that made it come out so, without the groups that hold them.
    pub(crate) fn deciding(&self) -> Vec<&Shown<'a>> {
        if !self.group {
            return vec![self];
        }
        let negated = matches!(self.children.as_slice(), [only] if only.verdict != self.verdict);
        let decided: Vec<&Shown<'a>> =
            self.children.iter().filter(|child| negated || child.decides(self.verdict)).collect();
        decided.into_iter().flat_map(Shown::deciding).collect()
    }

    /// Does it say no more than what stands in its only cell?
    fn is_bare(&self) -> bool {
        let says = |cell: &SeenCell| self.says.ends_with(&format!(" is `{}`", shorten(&cell.saw, 40)));
        matches!(self.cells.as_slice(), [cell] if says(cell))
    }

    /// Cells of the parts that decided, each once.
    pub(crate) fn deciding_cells(&self) -> Vec<SeenCell> {
        self.deciding_cells_that(|_| true)
    }

    /// Those of them that are wanted.
    pub(crate) fn deciding_cells_that(&self, is_wanted: impl Fn(&SeenCell) -> bool) -> Vec<SeenCell> {
        let mut cells: Vec<SeenCell> = Vec::new();
        for cell in self.deciding().into_iter().flat_map(|part| &part.cells) {
            if is_wanted(cell) && !cells.contains(cell) {
                cells.push(cell.clone());
            }
        }
        cells
    }

    /// What stands there, of the parts that decided: `DPA signed is blank; Country is blank, and 2 more`.
    pub(crate) fn clause(&self) -> String {
        let parts = self.deciding();
        // Of a date that has passed it goes without saying that there is one.
        let is_said =
            |part: &&&Shown<'_>| parts.iter().any(|other| other.cells == part.cells && !other.is_bare());
        let mut clauses: Vec<&str> = Vec::new();
        for part in parts.iter().filter(|part| !part.is_bare() || !is_said(part)) {
            if !clauses.contains(&part.says.as_str()) {
                clauses.push(&part.says);
            }
        }
        match clauses.as_slice() {
            [first, second, rest @ ..] if !rest.is_empty() => {
                format!("{first}; {second}; and {} more", rest.len())
            }
            several => several.join("; "),
        }
    }
}

/// Explains a test on the record in `row` of the sheet it is bound to.
pub(crate) fn show<'a>(context: &Context<'_>, bound: &Bound<'a>, row: usize) -> Shown<'a> {
    let verdict = bound.decide(row).verdict;
    let what = || What::Test(bound.test);
    let leaf = |says: String, cells: Vec<SeenCell>, children: Vec<Shown<'a>>| Shown {
        verdict,
        what: what(),
        says,
        cells,
        children,
        group: false,
        aside: false,
    };
    let group = |children: Vec<Shown<'a>>| Shown {
        verdict,
        what: what(),
        says: String::new(),
        cells: Vec::new(),
        children,
        group: true,
        aside: false,
    };
    match (&bound.node, bound.test) {
        (Node::Missing(gap), _) => {
            leaf(gap.says(context.inventory), vec![gap.seen(context.inventory)], Vec::new())
        }
        (Node::Column { at, .. }, Test::Cell { field, ask }) => {
            let says = cell::says(*field, ask, at.entry(row), verdict, context.as_of);
            leaf(says, vec![at.seen(row)], Vec::new())
        }
        (Node::References { at, that, .. }, Test::RefersTo { field, entity, need, .. }) => {
            let (says, children) = show_references(context, (*field, *entity, *need), at, row, that);
            let mut cells = vec![at.seen(row)];
            cells.extend(
                children.iter().filter(|child| child.verdict == verdict).flat_map(Shown::deciding_cells),
            );
            leaf(says, cells, children)
        }
        (Node::Clock(columns), _) => {
            let ran = clock::run(columns.clock, columns.hands(row), columns.as_of);
            let says = clock::says(columns.clock, columns.hands(row), ran);
            leaf(says, clock_cells(context, columns, row), Vec::new())
        }
        (Node::Order { left, right, relation, by }, _) => {
            let says = order_says(left, right, (*relation, *by), row, verdict);
            leaf(says, vec![left.seen(row), right.seen(row)], Vec::new())
        }
        (Node::Linked { best, gap, before, that, .. }, Test::Linked { by, timely, .. }) => {
            let mut children: Vec<Shown<'a>> = Vec::new();
            let best = best.get(row).copied().flatten();
            if let Some(record) = best {
                children.extend(that.get(&record.table).map(|that| show(context, that, record.row as usize)));
                children
                    .extend(timely.map(|timely| show_dates(context, timely, record, before.as_ref(), row)));
            }
            let gap = gap.filter(|_| verdict == Verdict::Unknown);
            let told = children.iter().find(|child| child.verdict == verdict).or(children.first());
            let says = linked_says(context, *by, best, Decided { verdict, gap }, told);
            let mut cells = linked_cells(context, *by, best, gap);
            cells.extend(told.iter().flat_map(|child| child.deciding_cells()));
            leaf(says, cells, children)
        }
        (Node::All(parts) | Node::Any(parts), _) => {
            group(parts.iter().map(|part| show(context, part, row)).collect())
        }
        (Node::KnownAny(parts), _) => group(
            parts
                .iter()
                .map(|part| Shown { aside: is_aside(parts, part, row), ..show(context, part, row) })
                .collect(),
        ),
        (Node::Not(inner) | Node::Unless(inner), _) => group(vec![show(context, inner, row)]),
        // A node is bound to a test of its own kind.
        (Node::Column { .. } | Node::References { .. } | Node::Linked { .. }, _) => group(Vec::new()),
    }
}

fn clock_cells(context: &Context<'_>, columns: &ClockColumns<'_>, row: usize) -> Vec<SeenCell> {
    let mut hands = vec![columns.done, columns.start];
    hands.extend(columns.told.filter(|told| told.is_ok_and(|at| at.entry(row).cell != Cell::Blank)));
    let seen = |hand: Result<At<'_>, Gap>| match hand {
        Ok(at) => at.seen(row),
        Err(gap) => gap.seen(context.inventory),
    };
    hands.into_iter().map(seen).collect()
}

fn order_says(
    left: &At<'_>,
    right: &At<'_>,
    (relation, by): (Relation, Option<Span>),
    row: usize,
    verdict: Verdict,
) -> String {
    let label = |at: &At<'_>| Dictionary::builtin().field(at.field).label.clone();
    for at in [left, right] {
        if !matches!(at.entry(row).cell, Cell::Value(_)) {
            return cell::state(at.field, at.entry(row));
        }
    }
    if let Some(by) = by {
        let word = if verdict == Verdict::Fail { "is not" } else { "is" };
        let (first, second) = (left.entry(row).text.trim(), right.entry(row).text.trim());
        return format!("{} {first} {word} {by} or more after {} {second}", label(left), label(right));
    }
    let word = match (relation, verdict) {
        (Relation::Before, Verdict::Fail) => "is after",
        (Relation::Before, _) => "is not after",
        (Relation::After, Verdict::Fail) => "is before",
        (Relation::After, _) => "is not before",
    };
    let (first, second) = (&left.entry(row).text, &right.entry(row).text);
    format!("{} {} {word} {} {}", label(left), first.trim(), label(right), second.trim())
}

fn show_references<'a>(
    context: &Context<'_>,
    (field, entity, need): (FieldId, candor_model::EntityId, Need),
    at: &At<'_>,
    row: usize,
    that: &std::collections::BTreeMap<u32, Bound<'a>>,
) -> (String, Vec<Shown<'a>>) {
    let label = &Dictionary::builtin().field(field).label;
    let entry = at.entry(row);
    let Cell::Value(Value::References(written)) = &entry.cell else {
        return (cell::state(field, entry), Vec::new());
    };
    if written.is_empty() {
        return (format!("{label} is none"), Vec::new());
    }
    if let Some(gap) = Gap::of(context.inventory, entity) {
        return (gap.says(context.inventory), Vec::new());
    }
    let names = context.names(entity);
    let mut clauses: Vec<(Verdict, String)> = Vec::new();
    let mut children = Vec::new();
    for name in written {
        let found = names.find(name);
        if found.is_empty() {
            let verdict = if names.complete { Verdict::Fail } else { Verdict::Unknown };
            clauses
                .push((verdict, format!("{label} names `{name}`, who is not among the {}", plural(entity))));
        }
        for record in found {
            let Some(that) = that.get(&record.table) else { continue };
            let shown = show(context, that, record.row as usize);
            clauses.push((shown.verdict, format!("{} {name}: {}", singular(entity), shown.clause())));
            children.push(shown);
        }
    }
    let verdicts = clauses.iter().map(|(verdict, _)| *verdict);
    let decides = match need {
        Need::Each => verdicts.min(),
        Need::One => verdicts.max(),
    };
    let told =
        clauses.into_iter().find(|(verdict, _)| Some(*verdict) == decides && *verdict != Verdict::Pass);
    let known = || match need {
        Need::Each => format!("{label} names only known {}", plural(entity)),
        Need::One => format!("{label} names a known {} that fits", singular(entity)),
    };
    (told.map_or_else(known, |(_, clause)| clause), children)
}

/// The date of a record that names this one, beside the date of this one.
fn show_dates<'a>(
    context: &Context<'_>,
    timely: Timely,
    link: RecordRef,
    before: Option<&At<'_>>,
    row: usize,
) -> Shown<'a> {
    let label = |field: FieldId| &Dictionary::builtin().field(field).label;
    let seen = context.inventory.look(link, timely.dated);
    let verdict = timely.verdict(seen.value(), before.and_then(|at| date(at.entry(row))));
    let (dated, day) = (label(timely.dated), label(timely.before));
    let own = before.map(|at| at.entry(row).text.trim()).unwrap_or_default();
    let says = match verdict {
        Verdict::Fail => format!("{dated} {} is after {day} {own}", seen.text().trim()),
        Verdict::Unknown => format!("whether {dated} is before {day} is not known"),
        _ => format!("{dated} {} is not after {day} {own}", seen.text().trim()),
    };
    let mut cells: Vec<SeenCell> = SeenCell::of(context.inventory, link, timely.dated).into_iter().collect();
    cells.extend(before.map(|at| at.seen(row)));
    Shown {
        verdict,
        what: What::Words(format!("{dated} is not after {day}")),
        says,
        cells,
        children: Vec::new(),
        group: false,
        aside: false,
    }
}

fn linked_says(
    context: &Context<'_>,
    by: FieldId,
    best: Option<RecordRef>,
    Decided { verdict, gap }: Decided,
    child: Option<&Shown<'_>>,
) -> String {
    let named = |record| format!("{} {}", singular(by.entity), context.inventory.name(record));
    match (best, gap, child) {
        (Some(record), _, Some(child)) => format!("{}: {}", named(record), child.clause()),
        (Some(record), _, None) => format!("{} names it", named(record)),
        (None, Some(gap), _) => gap.says(context.inventory),
        (None, None, _) if verdict == Verdict::Unknown => {
            format!("none of the {} names it for certain", plural(by.entity))
        }
        (None, None, _) => format!("none of the {} names it", plural(by.entity)),
    }
}

fn linked_cells(
    context: &Context<'_>,
    by: FieldId,
    best: Option<RecordRef>,
    gap: Option<Gap>,
) -> Vec<SeenCell> {
    let inventory = context.inventory;
    match (best, gap) {
        (Some(record), _) => SeenCell::of(inventory, record, by).into_iter().collect(),
        (None, Some(gap)) => vec![gap.seen(inventory)],
        (None, None) => Vec::new(),
    }
}
