//! Skeletons of assessments for one activity: what the law asks for in its order, filled with what is recorded.
//!
//! Invariants: what is recorded stands in the words of the cell, with its place; what is not is an open place with a
//! question; no judgement of a risk is made here.

mod dpia;
mod facts;
mod risk;

use std::collections::{BTreeMap, HashMap};

use candor_assess::{Assessment, ObligationState, Obliged, Screening, SeenCell, Truth};
use candor_model::RecordRef;
use candor_model::once::UniqueNames;
use candor_model::text::fold;
use schemars::JsonSchema;
use serde::Serialize;

use super::register::links::Links;
use super::{long_date, place};
use crate::Input;

/// Longest name of a file, in characters.
const NAME_LIMIT: usize = 60;

/// Criteria that make an impact assessment likely needed (WP 248 rev.01, III.B(a)).
const CRITERIA_NEEDED: usize = 2;

/// A document with the skeleton of one activity, or of several.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Skeletons {
    /// Name of the organisation.
    organisation: String,
    /// Title of the document.
    title: String,
    /// `2026-Q4`.
    quarter: String,
    /// The day of the audit in words.
    as_of: String,
    /// The activities that need one.
    skeletons: Vec<Skeleton>,
    /// Version of the program.
    tool_version: String,
}

/// The assessment of an activity, to be finished by people.
#[derive(Serialize, JsonSchema)]
struct Skeleton {
    /// End of its file's name; the beginning of its anchors.
    file: String,
    /// Name of the activity.
    activity: String,
    /// Where its row begins.
    place: String,
    /// Why it is needed, with the cells that show it.
    why: Vec<String>,
    /// The nine criteria, for an impact assessment.
    criteria: Vec<Criterion>,
    /// How many places are open.
    open: usize,
    /// The parts that the law asks for, in its order.
    parts: Vec<SkeletonPart>,
}

/// A criterion of the screening.
#[derive(Serialize, JsonSchema)]
struct Criterion {
    /// What it is.
    title: String,
    /// `Yes`, `No`, `Not known`.
    holds: String,
    /// The cells that show it, or the question for a person.
    shown: String,
}

/// A part of an assessment.
#[derive(Serialize, JsonSchema)]
struct SkeletonPart {
    /// Anchor within the skeleton.
    id: String,
    /// Title.
    title: String,
    /// The provision that asks for it.
    cite: String,
    /// What stands there or is open.
    items: Vec<SkeletonItem>,
    /// Tables to be finished, such as the risks.
    tables: Vec<SkeletonTable>,
}

/// A point of a part.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SkeletonItem {
    /// What it is.
    what: String,
    /// What is recorded; empty where nothing is.
    recorded: String,
    /// Where it is recorded.
    place: String,
    /// The question that is open; empty where what is recorded is enough to begin with.
    ask: String,
}

/// A table to be finished.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SkeletonTable {
    /// Caption.
    title: String,
    /// Headers.
    headers: Vec<String>,
    /// Rows; an empty cell is to be filled in.
    rows: Vec<Vec<String>>,
}

/// A kind of assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Assessed {
    /// GDPR Art. 35(7).
    Dpia,
    /// 11 CCR 7152.
    RiskAssessment,
}

/// An activity that needs an assessment which is not on file.
#[derive(Debug)]
pub(crate) struct Needed {
    record: RecordRef,
    /// End of its file's name.
    file: String,
    /// Why it is needed, with the cells that show it.
    why: Vec<String>,
    /// The position of its screening; only an impact assessment has one.
    screening: Option<usize>,
}

/// File, sheet and cell where a record begins: how the assessment and the inventory name the same record.
pub(crate) type Spot = (String, String, String);

pub(crate) fn spot(links: &Links<'_>, record: RecordRef) -> Spot {
    let stands = links.inventory.place(record);
    (stands.file, stands.sheet, stands.cell)
}

pub(crate) fn spot_of(seen: &SeenCell) -> Spot {
    (seen.file.clone(), seen.sheet.clone(), seen.cell.clone())
}

/// What asks for an assessment of an activity.
struct Reasons<'a> {
    obliged: Option<&'a Obliged>,
    /// The criteria that hold, where they ask for one and nothing replaces it.
    criteria: Option<usize>,
    /// The position of the screening, whatever it says.
    screening: Option<usize>,
}

impl Reasons<'_> {
    fn ask(&self) -> bool {
        let is_on_file = self.obliged.is_some_and(|one| one.state == ObligationState::OnFile);
        !is_on_file && (self.is_obliged() || self.criteria.is_some())
    }

    fn is_obliged(&self) -> bool {
        self.obliged.is_some_and(|one| one.needed == Truth::Yes)
    }

    /// In words, with the cells that show it.
    fn words(&self) -> Vec<String> {
        let obliged = self.obliged.filter(|_| self.is_obliged()).map(|one| {
            let cells = one.cells.iter().map(shown).collect::<Vec<_>>().join("; ");
            format!("{}: {}. {cells}", one.cites.join(", "), one.state.label().to_lowercase())
        });
        let criteria =
            self.criteria.map(|yes| format!("{yes} of nine criteria hold: likely needed (WP 248 rev.01)"));
        obliged.into_iter().chain(criteria).collect()
    }
}

/// What of the assessment is about each activity.
struct About<'a> {
    obliged: HashMap<SpotRef<'a>, &'a Obliged>,
    screenings: HashMap<SpotRef<'a>, (usize, &'a Screening)>,
}

/// A [`Spot`], borrowed.
type SpotRef<'a> = (&'a str, &'a str, &'a str);

impl<'a> About<'a> {
    fn of(assessment: &'a Assessment, kind: Assessed) -> Self {
        let id = match kind {
            Assessed::Dpia => "dpia",
            Assessed::RiskAssessment => "risk-assessment",
        };
        let at = |seen: &'a SeenCell| (seen.file.as_str(), seen.sheet.as_str(), seen.cell.as_str());
        let obligation = assessment.obligations.iter().find(|one| one.id == id);
        let obliged = obligation.into_iter().flat_map(|one| &one.records);
        let screenings = assessment.screenings.iter().enumerate().filter(|_| kind == Assessed::Dpia);
        About {
            obliged: obliged.map(|one| (at(&one.place), one)).collect(),
            screenings: screenings.map(|one| (at(&one.1.place), one)).collect(),
        }
    }

    fn reasons(&self, links: &Links<'_>, record: RecordRef) -> Reasons<'a> {
        let (file, sheet, cell) = &spot(links, record);
        let spot = (file.as_str(), sheet.as_str(), cell.as_str());
        let obliged = self.obliged.get(&spot).copied();
        let screening = self.screenings.get(&spot);
        let yes = screening.map(|(_, screening)| screening.count(Truth::Yes));
        let is_replaced =
            || links.says(record, "activity.dpia_exemption") || links.says(record, "activity.dpia_done_on");
        let criteria = yes.filter(|yes| *yes >= CRITERIA_NEEDED && !is_replaced());
        Reasons { obliged, criteria, screening: screening.map(|(at, _)| *at) }
    }
}

pub(crate) fn stands_at(seen: &SeenCell, spot: &Spot) -> bool {
    // Most differ in the cell.
    (&seen.cell, &seen.sheet, &seen.file) == (&spot.2, &spot.1, &spot.0)
}

/// The activities that need an assessment which is not on file, each with the name of its file.
fn needed<'a>(input: &'a Input<'_>, kind: Assessed) -> &'a [Needed] {
    let known = match kind {
        Assessed::Dpia => &input.worked_out.dpia,
        Assessed::RiskAssessment => &input.worked_out.risk_assessment,
    };
    known.get_or_init(|| {
        let (links, about) = (Links::new(input.inventory), About::of(input.assessment, kind));
        let mut taken = UniqueNames::default();
        let reasons = |record| (record, about.reasons(&links, record));
        let asked = links.records("activity").into_iter().map(reasons).filter(|(_, reasons)| reasons.ask());
        let needed = asked.map(|(record, reasons)| Needed {
            record,
            file: file_name(&links, record, &mut taken),
            why: reasons.words(),
            screening: reasons.screening,
        });
        needed.collect()
    })
}

/// Letters and digits of key and name, never empty, never a name that a system reserves, each once.
fn file_name(links: &Links<'_>, record: RecordRef, taken: &mut UniqueNames) -> String {
    let key = links.inventory.key(record);
    let key = if key.is_empty() { "activity" } else { key };
    let words = fold(&format!("{key} {}", links.inventory.name(record)));
    let words = words.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    name.truncate(NAME_LIMIT);
    let name = name.trim_end_matches('-');
    let name = if name.contains('-') { name.to_owned() } else { format!("activity-{name}") };
    let name = name.trim_end_matches('-').to_owned();
    taken.give(name)
}

/// `Large scale: yes (Activities › Q4)`.
fn shown(cell: &SeenCell) -> String {
    let stands = place(&cell.file, &cell.sheet, &cell.cell);
    let saw = if cell.saw.trim().is_empty() { "(blank)" } else { &cell.saw };
    format!("{}: {saw} ({stands})", super::label(&cell.field).unwrap_or(&cell.field))
}

/// Names of the files of a kind of assessment.
pub(crate) fn files(input: &Input<'_>, kind: Assessed) -> Vec<String> {
    needed(input, kind).iter().map(|one| one.file.clone()).collect()
}

/// By the place of each activity: the file of its impact assessment, if one is written.
pub(crate) fn dpia_files(input: &Input<'_>, links: &Links<'_>) -> BTreeMap<Spot, String> {
    let all = needed(input, Assessed::Dpia).iter();
    all.map(|one| (spot(links, one.record), format!("dpia/{}", one.file))).collect()
}

/// The skeleton of a file, or all of a kind.
pub(crate) fn view(input: &Input<'_>, kind: Assessed, file: Option<&str>) -> Skeletons {
    let links = Links::new(input.inventory);
    let all = needed(input, kind).iter().filter(|one| file.is_none_or(|file| file == one.file));
    let skeletons: Vec<Skeleton> = all.map(|one| skeleton(input, &links, kind, one)).collect();
    let what = match kind {
        Assessed::Dpia => "Data protection impact assessment",
        Assessed::RiskAssessment => "CCPA risk assessment",
    };
    Skeletons {
        organisation: input.assessment.organisation.clone(),
        title: match (file, skeletons.as_slice()) {
            (Some(_), [only]) => format!("{what}: {}", only.activity),
            _ => what.to_owned(),
        },
        quarter: input.quarter.clone(),
        as_of: long_date(input.assessment.as_of),
        skeletons,
        tool_version: input.tool_version.clone(),
    }
}

fn skeleton(input: &Input<'_>, links: &Links<'_>, kind: Assessed, needed: &Needed) -> Skeleton {
    let parts = match kind {
        Assessed::Dpia => dpia::parts(input, links, needed.record),
        Assessed::RiskAssessment => risk::parts(input, links, needed.record),
    };
    let items = parts.iter().flat_map(|part| &part.items).filter(|item| !item.ask.is_empty()).count();
    let cells = parts.iter().flat_map(|part| &part.tables).flat_map(|table| &table.rows).flatten();
    let open = items + cells.filter(|cell| cell.is_empty()).count();
    let criteria = needed.screening.into_iter().flat_map(|at| &input.assessment.screenings[at].criteria);
    Skeleton {
        activity: links.inventory.name(needed.record),
        place: links.record_place(needed.record),
        file: needed.file.clone(),
        why: needed.why.clone(),
        criteria: criteria
            .map(|one| Criterion {
                title: one.title.clone(),
                holds: match one.holds {
                    Truth::Yes => "Yes",
                    Truth::No => "No",
                    Truth::Unknown => "Not known",
                }
                .to_owned(),
                shown: if one.cells.is_empty() {
                    one.ask.clone()
                } else {
                    one.cells.iter().map(shown).collect::<Vec<_>>().join("; ")
                },
            })
            .collect(),
        open,
        parts,
    }
}
