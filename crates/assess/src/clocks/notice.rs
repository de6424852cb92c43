//! The notices that the laws may ask for after one incident: whether each is due, why, and how its clock stands.
//!
//! Invariants: a notice is due exactly where its clock runs; a law that was not judged says nothing; a "no" has a reason.

use candor_model::{Inventory, RecordRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClockRun, builtin, run};
use crate::assessment::{Assessment, SeenCell, Truth};
use crate::checklist::{Library, LogClock};
use crate::context::Context;
use crate::judge::Options;
use crate::sheet::Sheet;
use crate::test::asked::where_clause;
use crate::test::bind::bind;
use crate::test::cell::Setting;
use crate::test::shown::show;
use crate::test::verdict::Verdict;

/// A notice that a law may ask for after an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Id of the clock, such as `gdpr-authority`.
    pub clock: String,
    /// What is to be done, in the words of the clock.
    pub title: String,
    /// The provision.
    pub cite: String,
    /// Id of the checklist.
    pub law: String,
    /// `72 hours`; null where the law gives no number.
    pub limit: Option<String>,
    /// How the time is counted, with the source; empty where there is no number.
    pub counting: String,
    /// Does the law ask for it? Unknown: a cell that decides is missing.
    pub due: Truth,
    /// Why it is not due, or what is not known; empty where it is due.
    pub because: String,
    /// The cells that decided so.
    pub cells: Vec<SeenCell>,
    /// How the clock stands; null where the notice is not due.
    pub run: Option<ClockRun>,
}

/// One reason on the way, with what it rests on.
struct Part {
    truth: Truth,
    because: String,
    cells: Vec<SeenCell>,
}

/// The notices of an incident under every law that was judged, in the order of the clocks.
///
/// `incident` is a record of the inventory that the assessment was made from.
pub fn notices(inventory: &Inventory, assessment: &Assessment, incident: RecordRef) -> Vec<Notice> {
    let options = Options::new(assessment.as_of);
    let context = Context::new(inventory, Library::builtin(), &options);
    let of_log = |clock: &&LogClock| clock.entity == inventory.table(incident).entity;
    let clocks = builtin().iter().filter(of_log);
    clocks.filter_map(|clock| notice(&context, assessment, clock, incident)).collect()
}

fn notice(
    context: &Context<'_>,
    assessment: &Assessment,
    clock: &LogClock,
    incident: RecordRef,
) -> Option<Notice> {
    let (record, run) = of_record(context, clock, incident)?;
    let mut parts = vec![scope(assessment, clock)?];
    parts.extend(condition(assessment, clock));
    parts.push(record);
    let due = least(&parts);
    let deciding = parts.into_iter().filter(|part| part.truth == due && due != Truth::Yes);
    let (mut because, mut cells) = (Vec::new(), Vec::new());
    for part in deciding {
        because.push(part.because);
        cells.extend(part.cells);
    }
    // One reason is enough for a "no"; what is not known is told whole.
    if due == Truth::No {
        because.truncate(1);
    }
    Some(Notice {
        clock: clock.id.clone(),
        title: clock.title.clone(),
        cite: clock.cite.clone(),
        law: clock.law.clone(),
        limit: clock.limit.map(|limit| limit.to_string()),
        counting: clock.counting.clone(),
        due,
        because: because.join("; "),
        cells,
        run: run.filter(|_| due != Truth::No),
    })
}

/// Kleene's "and".
fn least(parts: &[Part]) -> Truth {
    let is = |wanted: Truth| parts.iter().any(|part| part.truth == wanted);
    match () {
        () if is(Truth::No) => Truth::No,
        () if is(Truth::Unknown) => Truth::Unknown,
        () => Truth::Yes,
    }
}

/// Does the law apply to the organisation? `None` if it was not judged.
fn scope(assessment: &Assessment, clock: &LogClock) -> Option<Part> {
    let checklist = assessment.checklists.iter().find(|checklist| checklist.id == clock.law)?;
    let said = match checklist.scope {
        Truth::Unknown => "whether the law applies to the organisation is not known",
        _ => "the law does not apply to the organisation",
    };
    Some(Part {
        truth: checklist.scope,
        because: format!("{}: {said}", checklist.short),
        cells: checklist.scope_cells.clone(),
    })
}

/// Does the duty fall to the organisation? What is taken to hold while it is not known is due.
fn condition(assessment: &Assessment, clock: &LogClock) -> Option<Part> {
    let condition = assessment.conditions.iter().find(|condition| condition.id == clock.applies)?;
    let (truth, said) = match condition.holds {
        Truth::Unknown if condition.assumed => (Truth::Yes, ""),
        Truth::Unknown => (Truth::Unknown, "it is not known whether"),
        Truth::No => (Truth::No, "the records do not show that"),
        Truth::Yes => (Truth::Yes, ""),
    };
    Some(Part { truth, because: format!("{said} {}", condition.title), cells: condition.cells.clone() })
}

/// Does the law ask for it after this incident, and how does its clock stand?
fn of_record(
    context: &Context<'_>,
    clock: &LogClock,
    incident: RecordRef,
) -> Option<(Part, Option<ClockRun>)> {
    let sheets = Sheet::all(context.inventory, clock.entity);
    let sheet = sheets.iter().find(|sheet| sheet.holds(incident))?;
    let (mut verdict, mut because, mut cells) = (Verdict::Pass, String::new(), Vec::new());
    if let Some(test) = &clock.scope {
        let bound = bind(context, test, sheet, Setting::Where);
        let shown = show(context, &bound, incident.row as usize);
        verdict = shown.verdict;
        because = match shown.clause() {
            clause if clause.is_empty() => format!("asked only{}", where_clause(Some(test))),
            clause => clause,
        };
        cells = shown.deciding_cells();
    }
    let run = run::of_record(context, clock, incident, verdict);
    let truth = match (verdict, &run) {
        (Verdict::Fail, _) => Truth::No,
        (_, None) => {
            let from = clock.from.map(|from| from.to_string()).unwrap_or_default();
            because = format!("the rule holds for incidents from {from} on");
            Truth::No
        }
        (Verdict::Pass, _) => Truth::Yes,
        (Verdict::Unknown | Verdict::Running, _) => Truth::Unknown,
    };
    Some((Part { truth, because, cells }, run))
}
