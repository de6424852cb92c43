//! Findings in groups: by severity, then by requirement, not met first.
//!
//! Invariant: a group says how many findings it leaves out; one that is not met is never left out.

use std::collections::BTreeMap;

use candor_assess::{Assessment, Basis, Finding, Outcome, Related, RequirementResult, SeenCell, Severity};
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::{basis_words, provision, told_at};
use super::gaps::{Gap, gather};
use super::plan::Action;
use super::reach::Reach;
use super::{SAW_SHOWN, place, prose, rules, saw};
use crate::Input;
use crate::escape::anchor;

/// Unknown findings shown for one requirement; the number of the others is told.
const UNKNOWN_SHOWN: usize = 25;

/// Like duties named of one requirement.
const RELATED_SHOWN: usize = 3;

/// Cells shown for one finding.
const CELLS_SHOWN: usize = 4;

/// Requirements named that rest on the same cell.
const SAME_CELL_SHOWN: usize = 3;

/// The groups of one severity.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Ranked {
    /// Critical, High, Medium or Low.
    severity: &'static str,
    /// How many requirements, in groups and in gaps.
    count: usize,
    /// Blank cells that several of the requirements wait for; these stand in no group.
    gaps: Vec<Gap>,
    /// The other requirements.
    groups: Vec<Group>,
}

/// A requirement that is not met, partly met or unknown.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Group {
    /// Where it stands in the document.
    anchor: String,
    /// Id of the requirement.
    id: String,
    /// Id of its checklist, such as `gdpr`.
    law: String,
    /// Provision with the name of its checklist.
    provision: String,
    /// Title of the requirement.
    title: String,
    /// How grave it is.
    severity: &'static str,
    /// Why it is that grave, in numbers: how many records of how many, which people, which data.
    severity_why: String,
    /// Urgent, High, Medium or Low.
    priority: &'static str,
    /// The day by which it should be closed.
    due: String,
    /// The quarter since which it is open: `2026-Q3 (2 quarters)`.
    since: String,
    /// How sure the citation and its reading are: high, medium, low.
    confidence: String,
    /// The outcome.
    outcome: Outcome,
    /// Class of the box, such as `is-not-met`.
    class: String,
    /// What should be.
    duty: String,
    /// `must`, by law; `should`, as good practice; empty where only the organisation's own checklist says.
    binding: &'static str,
    /// What was found, with counts.
    because: String,
    /// What the outcome rests on.
    basis: &'static str,
    /// Why it happens, as far as a cell says.
    cause: String,
    /// What could happen to people.
    why: String,
    /// What can be done this week, or empty.
    first_step: String,
    /// All that is to be done.
    fix: String,
    /// How to see that it is done, with the command that tests it again.
    done_when: String,
    /// Owners of the records, or that none is recorded.
    owner: String,
    /// Like duties of this document that are known, in words; or empty.
    related: String,
    /// Open requirements that rest on one of the same cells.
    same_cell: Vec<Other>,
    /// How many more of them there are.
    more_same_cell: usize,
    /// The question for a person, or empty.
    ask: String,
    /// The evidence wanted with an answer, or empty.
    evidence: String,
    /// Cells of the requirement as a whole, where no record is named.
    cells: Vec<Place>,
    /// What was asked of all findings, or empty where it differs.
    asked: String,
    /// Id of the finding about the requirement as a whole, or empty.
    lone: String,
    /// The exception in force for that finding, or empty.
    exception: String,
    /// The findings, record by record.
    findings: Vec<Row>,
    /// Findings that are not shown.
    more: u64,
}

/// Another requirement of the document.
#[derive(Serialize, JsonSchema)]
struct Other {
    /// Its title.
    title: String,
    /// Where it stands.
    anchor: String,
}

impl Group {
    /// Where the group stands in the document.
    pub(crate) fn anchor(requirement: &str) -> String {
        format!("finding-{}", anchor(requirement))
    }
}

/// A finding about a record.
#[derive(Serialize, JsonSchema)]
struct Row {
    /// Id of the finding.
    id: String,
    /// What is wrong.
    headline: String,
    /// The outcome of the record.
    outcome: Outcome,
    /// Empty where the group says it.
    asked: String,
    /// The cells.
    places: String,
    /// What stood there.
    saw: String,
    /// The exception in force, or empty.
    exception: String,
}

/// A cell and what stood there.
#[derive(Serialize, JsonSchema)]
struct Place {
    /// File, sheet and cell.
    place: String,
    /// What stood there.
    saw: String,
}

/// What findings are told with: the assessment, the plan, the people concerned, and what rests on the same cells.
pub(crate) struct Telling<'a> {
    assessment: &'a Assessment,
    actions: BTreeMap<&'a str, &'a Action<'a>>,
    reach: Reach<'a>,
    /// Positions of open requirements by the first cell of a finding.
    by_cell: BTreeMap<CellKey<'a>, Vec<usize>>,
}

/// File, sheet and cell.
type CellKey<'a> = (&'a str, &'a str, &'a str);

impl<'a> Telling<'a> {
    pub(crate) fn new(input: &Input<'a>, actions: &'a [Action<'a>]) -> Self {
        let mut by_cell: BTreeMap<CellKey<'a>, Vec<usize>> = BTreeMap::new();
        for (at, result) in input.assessment.requirements.iter().enumerate() {
            for key in first_cells(result) {
                let there = by_cell.entry(key).or_default();
                if there.last() != Some(&at) {
                    there.push(at);
                }
            }
        }
        Telling {
            assessment: input.assessment,
            actions: actions.iter().map(|action| (action.result.id.as_str(), action)).collect(),
            reach: Reach::new(input.inventory),
            by_cell,
        }
    }

    /// The other open requirements that rest on a cell of this one; the ones told at the same place are left out.
    fn same_cell(&self, result: &RequirementResult) -> Vec<Other> {
        let here = told_at(self.assessment, result);
        let mut others: Vec<usize> = Vec::new();
        for at in first_cells(result).filter_map(|key| self.by_cell.get(&key)).flatten() {
            if !others.contains(at) {
                others.push(*at);
            }
        }
        others.sort_unstable();
        let results = others.into_iter().map(|at| &self.assessment.requirements[at]);
        let named = results
            .map(|other| Other { title: other.title.clone(), anchor: told_at(self.assessment, other) });
        named.filter(|other| other.anchor != here).collect()
    }
}

/// The cells that findings rest on first.
fn first_cells(result: &RequirementResult) -> impl Iterator<Item = CellKey<'_>> {
    let cells = result.findings.iter().filter_map(|finding| finding.cells.first());
    cells
        .filter(|cell| !cell.cell.is_empty())
        .map(|cell| (cell.file.as_str(), cell.sheet.as_str(), cell.cell.as_str()))
}

pub(crate) fn ranked(telling: &Telling<'_>, wanted: impl Fn(Outcome) -> bool) -> Vec<Ranked> {
    let assessment = telling.assessment;
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low]
        .into_iter()
        .map(|severity| {
            let mut results: Vec<&RequirementResult> = assessment
                .requirements
                .iter()
                .filter(|result| result.severity == severity && wanted(result.outcome))
                .collect();
            results.sort_by_key(|result| result.outcome);
            let count = results.len();
            let (gaps, others) = gather(assessment, &telling.actions, results);
            let groups = others.into_iter().map(|result| group(telling, result)).collect();
            Ranked { severity: severity.label(), count, gaps, groups }
        })
        .filter(|ranked| ranked.count > 0)
        .collect()
}

/// The findings that are shown of a requirement.
struct Shown<'a> {
    findings: Vec<&'a Finding>,
    /// How many are not.
    more: u64,
    /// What was asked of all of them, if it was the same.
    asked: Option<&'a str>,
    /// The one about the requirement as a whole: a row of it would say its reason again.
    lone: Option<&'a Finding>,
}

impl<'a> Shown<'a> {
    fn of(result: &'a RequirementResult) -> Self {
        let mut findings: Vec<&Finding> = Vec::new();
        let mut unknown = 0;
        for finding in &result.findings {
            unknown += usize::from(finding.outcome == Outcome::Unknown);
            if finding.outcome != Outcome::Unknown || unknown <= UNKNOWN_SHOWN {
                findings.push(finding);
            }
        }
        let more = result.findings_total.max(result.findings.len() as u64) - findings.len() as u64;
        let asked = findings.first().map(|first| first.asked.as_str());
        let asked = asked.filter(|asked| findings.iter().all(|finding| finding.asked == *asked));
        let lone = match findings.as_slice() {
            [finding] if finding.subject == result.title => Some(*finding),
            _ => None,
        };
        Shown { findings, more, asked, lone }
    }
}

fn group(telling: &Telling<'_>, result: &RequirementResult) -> Group {
    let assessment = telling.assessment;
    let action = telling.actions.get(result.id.as_str());
    let shown = Shown::of(result);
    let cells = match (shown.lone, shown.findings.is_empty()) {
        (Some(finding), _) => &finding.cells[..],
        (None, true) => &result.cells,
        (None, false) => &[],
    };
    let mut same_cell = telling.same_cell(result);
    let more_same_cell = same_cell.len().saturating_sub(SAME_CELL_SHOWN);
    same_cell.truncate(SAME_CELL_SHOWN);
    Group {
        anchor: Group::anchor(&result.id),
        id: result.id.clone(),
        law: result.checklist.clone(),
        provision: provision(assessment, result),
        title: result.title.clone(),
        severity: result.severity.label(),
        severity_why: telling.reach.words(result),
        priority: action.map_or("", |action| action.priority.label()),
        due: action.map(|action| action.due_words(assessment.as_of)).unwrap_or_default(),
        since: action.map(|action| since(action)).unwrap_or_default(),
        confidence: result.confidence.clone(),
        outcome: result.outcome,
        class: format!("is-{}", crate::template::outcome_class(result.outcome)),
        duty: result.duty.clone(),
        binding: match rules::is_law(&result.checklist) {
            Some(true) => "must",
            Some(false) => "should",
            None => "",
        },
        because: prose(&result.because),
        basis: basis_words(result.basis),
        cause: cause(assessment, result),
        why: result.why.clone(),
        first_step: result.first_step.clone(),
        fix: result.fix.clone(),
        done_when: action.map(|action| action.done_when.clone()).unwrap_or_default(),
        owner: action.map(|action| action.owner_words()).unwrap_or_default(),
        related: related(assessment, result),
        same_cell,
        more_same_cell,
        ask: result.ask.clone(),
        evidence: result.evidence.clone(),
        cells: cells.iter().filter(|cell| !cell.file.is_empty()).map(place_of).collect(),
        asked: shown.asked.map(prose).unwrap_or_default(),
        lone: shown.lone.map(|finding| finding.id.clone()).unwrap_or_default(),
        exception: shown.lone.and_then(|finding| finding.exception.clone()).unwrap_or_default(),
        findings: match shown.lone {
            Some(_) => Vec::new(),
            None => shown.findings.into_iter().map(|finding| row(finding, shown.asked)).collect(),
        },
        more: shown.more,
    }
}

fn since(action: &Action<'_>) -> String {
    match action.quarters {
        1 => action.since.clone(),
        quarters => format!("{} ({quarters} quarters)", action.since),
    }
}

/// A cause is only told where a person wrote one down: the reason of an exception.
fn cause(assessment: &Assessment, result: &RequirementResult) -> String {
    let of_it = assessment.exceptions.iter().filter(|exception| exception.requirement == result.id);
    let reasons: Vec<String> = of_it
        .filter(|exception| !exception.reason.is_empty())
        .map(|exception| format!("exception {} says “{}”", exception.name, exception.reason))
        .collect();
    if reasons.is_empty() {
        "Not yet known; no cell says.".to_owned()
    } else {
        format!("{}.", reasons.join("; "))
    }
}

/// What is known of like duties of the document: `11 CCR 7100(a) is met; you answered this for 45 CFR 164.530(b)(1).`
fn related(assessment: &Assessment, result: &RequirementResult) -> String {
    let is_known = |other: &&Related| !matches!(other.outcome, Outcome::Unknown | Outcome::NotApplicable);
    let judged = |other: &Related| assessment.requirements.iter().find(|known| known.id == other.id);
    let said: Vec<String> = result
        .related
        .iter()
        .filter(is_known)
        .filter_map(|other| Some((other, judged(other)?)))
        .take(RELATED_SHOWN)
        .map(|(other, known)| {
            let outcome = other.outcome.label().to_lowercase();
            let cite = provision(assessment, known);
            match other.basis {
                Basis::Evidenced | Basis::Declared => format!("you answered this for {cite} ({outcome})"),
                _ => format!("{cite} is {outcome} by the records"),
            }
        })
        .collect();
    said.join("; ")
}

fn row(finding: &Finding, asked_of_all: Option<&str>) -> Row {
    let shown = finding.cells.iter().take(CELLS_SHOWN);
    let mut places: Vec<String> = shown.clone().map(|cell| place_of(cell).place).collect();
    let left = finding.cells.len().saturating_sub(CELLS_SHOWN);
    if left > 0 {
        places.push(format!("and {left} more"));
    }
    Row {
        id: finding.id.clone(),
        headline: prose(&finding.headline),
        outcome: finding.outcome,
        asked: if asked_of_all.is_some() { String::new() } else { prose(&finding.asked) },
        places: places.join("; "),
        saw: shown.map(|cell| saw(cell, SAW_SHOWN)).collect::<Vec<_>>().join("; "),
        exception: finding.exception.clone().unwrap_or_default(),
    }
}

fn place_of(cell: &SeenCell) -> Place {
    Place { place: place(&cell.file, &cell.sheet, &cell.cell), saw: saw(cell, SAW_SHOWN) }
}
