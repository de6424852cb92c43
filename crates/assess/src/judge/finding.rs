//! Findings: what is told about a record, a missing sheet or column, or a requirement as a whole.
//!
//! Invariant: the id depends on the requirement and the subject only, so it stays when rows move.

use std::cell::OnceCell;

use candor_model::text::{one_line, shorten};
use candor_model::{Dictionary, Inventory, RecordRef};
use sha2::{Digest, Sha256};

use super::exception::exception_for;
use super::latest::{Stay, open_says};
use super::records::{Missing, Part, Records, Spot};
use super::{Judged, because};
use crate::assessment::{Finding, Outcome, SeenCell};
use crate::checklist::{Requirement, Rule};
use crate::context::Context;
use crate::sheet::{first_cell, plural};
use crate::test::asked::asked;
use crate::test::bound::Bound;
use crate::test::shown::{Shown, show};
use crate::test::verdict::Verdict;

/// Longest name of a subject in a headline, in characters.
const SUBJECT_LIMIT: usize = 60;

/// Stands for the requirement as a whole in the place of a record.
const WHOLE: &str = "*";

/// What a finding is about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mark {
    Record(Spot),
    /// Position among what is missing.
    Missing(usize),
    Whole,
}

/// The marks of a judged requirement: not met first, then unknown.
pub(crate) fn marks(judged: &Judged<'_>) -> Vec<Mark> {
    if !matches!(judged.outcome, Outcome::NotMet | Outcome::PartlyMet | Outcome::Unknown) {
        return Vec::new();
    }
    let records = match &judged.records {
        Some(records) if judged.whole.is_none() => records,
        _ => return vec![Mark::Whole],
    };
    if records.as_a_whole {
        return vec![Mark::Whole];
    }
    let (fails, unknowns): (Vec<&Spot>, Vec<&Spot>) =
        records.spots.iter().partition(|spot| spot.outcome == Outcome::NotMet);
    let mut marks: Vec<Mark> = fails.into_iter().map(|spot| Mark::Record(*spot)).collect();
    marks.extend((0..records.missing.len()).map(Mark::Missing));
    marks.extend(unknowns.into_iter().map(|spot| Mark::Record(*spot)));
    marks
}

/// `F-` and 8 characters of a hash of the requirement and what the finding is about.
pub(crate) fn finding_id(
    context: &Context<'_>,
    requirement: &Requirement,
    judged: &Judged<'_>,
    mark: Mark,
) -> String {
    let key = match (mark, &judged.records) {
        (Mark::Record(spot), Some(records)) => context.subject_key(record(records, spot)),
        (Mark::Missing(at), Some(records)) => records.missing[at].gaps[0].key(),
        _ => WHOLE.to_owned(),
    };
    hashed_id(requirement.id(), &key)
}

/// The ids, without `F-`, that findings about the records that passed would have: by the key and by the name, so that
/// they are found again where a column of references comes or goes.
pub(crate) fn passed(context: &Context<'_>, requirement: &Requirement, judged: &Judged<'_>) -> String {
    let Some(records) = judged.records.as_ref().filter(|_| judged.whole.is_none()) else {
        return String::new();
    };
    let mut ids: Vec<String> = Vec::new();
    for spot in &records.passed {
        let record = record(records, *spot);
        let (key, name) = (context.subject_key(record), context.inventory.name(record));
        ids.push(hashed(requirement.id(), &key));
        if key != name {
            ids.push(hashed(requirement.id(), &name));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}

/// The id of the finding about a requirement as a whole.
pub(crate) fn whole_id(requirement: &str) -> String {
    hashed_id(requirement, WHOLE)
}

fn hashed_id(requirement: &str, key: &str) -> String {
    format!("F-{}", hashed(requirement, key))
}

pub(crate) fn hashed(requirement: &str, key: &str) -> String {
    hash_letters(&format!("{requirement}\n{}", one_line(key)))
}

/// 8 small letters and digits of a hash of a text, none that looks like another.
pub(crate) fn hash_letters(text: &str) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::digest(text.as_bytes());
    let bits = digest.iter().take(5).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8).rev().map(|at| char::from(ALPHABET[(bits >> (5 * at) & 31) as usize])).collect()
}

fn record(records: &Records<'_>, spot: Spot) -> RecordRef {
    records.parts[spot.part].sheet.record(spot.row)
}

/// What is asked of a record, put into words once for all findings of a requirement.
#[derive(Default)]
pub(crate) struct Wording {
    /// Of one that may not be in scope.
    all: OnceCell<String>,
    /// Of one that is.
    must: OnceCell<String>,
}

/// The findings of a judged requirement, not met first, then unknown: at most `limit`.
pub(crate) fn findings(
    context: &Context<'_>,
    requirement: &Requirement,
    judged: &Judged<'_>,
    limit: usize,
) -> Vec<Finding> {
    let wording = Wording::default();
    let build = |mark| build(context, requirement, judged, mark, &wording);
    marks(judged).into_iter().take(limit).map(build).collect()
}

/// Builds the finding of a mark.
pub(crate) fn build(
    context: &Context<'_>,
    requirement: &Requirement,
    judged: &Judged<'_>,
    mark: Mark,
    wording: &Wording,
) -> Finding {
    let id = finding_id(context, requirement, judged, mark);
    match (mark, &judged.records) {
        (Mark::Record(spot), Some(records)) => {
            about_record(context, requirement, records, spot, (id, wording))
        }
        (Mark::Missing(at), Some(records)) => about_missing(context, requirement, &records.missing[at], id),
        _ => about_whole(context, requirement, judged, id),
    }
}

/// The tests of a requirement on one record, explained.
pub(crate) fn show_part<'a>(
    context: &Context<'_>,
    part: &Part<'a>,
    row: usize,
) -> (Option<Shown<'a>>, Option<Shown<'a>>) {
    let shown = |bound: &Option<Bound<'a>>| bound.as_ref().map(|bound| show(context, bound, row));
    (shown(&part.scope), shown(&part.must))
}

/// What a person calls a record: its name, for incidents the reference.
pub(crate) fn subject(inventory: &Inventory, record: RecordRef) -> String {
    let entity = &Dictionary::builtin().entity(inventory.table(record).entity).id;
    let key = inventory.key(record);
    let name = inventory.name(record);
    let by_key = !key.is_empty() && (entity == "incident" || name.chars().count() > SUBJECT_LIMIT);
    if by_key { shorten(key, SUBJECT_LIMIT) } else { shorten(&name, SUBJECT_LIMIT) }
}

fn about_record(
    context: &Context<'_>,
    requirement: &Requirement,
    records: &Records<'_>,
    spot: Spot,
    (id, wording): (String, &Wording),
) -> Finding {
    let record = record(records, spot);
    let subject = subject(context.inventory, record);
    let Explained { clause, cells, in_scope } = explain_spot(context, records, spot);
    Finding {
        id,
        headline: format!(
            "{subject}: {}{clause}",
            if in_scope { "" } else { "not known whether it is in scope: " }
        ),
        exception: exception_for(context, requirement, &subject, Some(record)),
        subject,
        outcome: spot.outcome,
        asked: if in_scope {
            wording.must.get_or_init(|| must_asked(requirement)).clone()
        } else {
            wording.all.get_or_init(|| requirement.asked()).clone()
        },
        cells,
    }
}

/// Why a record did not pass.
struct Explained {
    /// What stands in the cells that decided.
    clause: String,
    /// Never none.
    cells: Vec<SeenCell>,
    in_scope: bool,
}

fn explain_spot(context: &Context<'_>, records: &Records<'_>, spot: Spot) -> Explained {
    let part = &records.parts[spot.part];
    let (scope, must) = show_part(context, part, spot.row);
    let clause_of = |shown: &Option<Shown<'_>>| shown.as_ref().map(Shown::clause).unwrap_or_default();
    let cells_of = |shown: &Option<Shown<'_>>| shown.as_ref().map(Shown::deciding_cells).unwrap_or_default();
    let is_found = scope.as_ref().is_none_or(|shown| shown.verdict == Verdict::Pass);
    let open = part.latest.filter(|_| part.stay(spot.row) == Stay::Open);
    let in_scope = is_found && open.is_none();
    let (clause, mut cells) = if let (true, Some(latest)) = (is_found, open) {
        let (clause, cell) = open_says(context, &part.sheet, spot.row, &latest);
        (clause, joined(vec![cell], cells_of(&must)))
    } else if in_scope {
        (clause_of(&must), cells_of(&must))
    } else {
        (clause_of(&scope), joined(cells_of(&scope), cells_of(&must)))
    };
    if cells.is_empty() {
        cells.push(first_cell(context.inventory, record(records, spot)));
    }
    Explained { clause, cells, in_scope }
}

/// Each cell once.
fn joined(mut cells: Vec<SeenCell>, more: Vec<SeenCell>) -> Vec<SeenCell> {
    for cell in more {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    cells
}

fn must_asked(requirement: &Requirement) -> String {
    match requirement.rule() {
        Rule::Each { must, .. } => asked(must),
        _ => requirement.asked(),
    }
}

fn about_missing(context: &Context<'_>, requirement: &Requirement, missing: &Missing, id: String) -> Finding {
    let subject = Dictionary::builtin().entity(missing.gaps[0].entity()).sheet.clone();
    let mut headline = because::sentence(&because::missing_says(context, missing));
    headline.pop();
    if missing.count > 1
        && let Some(judged) = requirement.entity()
    {
        headline.push_str(&format!("; {} {} stay unknown", missing.count, plural(judged)));
    }
    Finding {
        id,
        headline,
        exception: exception_for(context, requirement, &subject, None),
        subject,
        outcome: Outcome::Unknown,
        asked: requirement.asked(),
        cells: missing.gaps.iter().map(|gap| gap.seen(context.inventory)).collect(),
    }
}

fn about_whole(context: &Context<'_>, requirement: &Requirement, judged: &Judged<'_>, id: String) -> Finding {
    let subject = requirement.title().to_owned();
    let title = shorten(&subject, SUBJECT_LIMIT);
    let (clause, asked, cells) = match (&judged.whole, &judged.records) {
        (Some(whole), _) => (whole.clause.clone(), whole.asked.clone(), whole.cells.clone()),
        (None, Some(records)) => nearest(context, requirement, records),
        (None, None) => (String::new(), requirement.asked(), Vec::new()),
    };
    Finding {
        id,
        headline: format!("{title}: {clause}"),
        exception: exception_for(context, requirement, &subject, None),
        subject,
        outcome: judged.outcome,
        asked,
        cells,
    }
}

/// Where one record would have sufficed: the records that came nearest.
fn nearest(
    context: &Context<'_>,
    requirement: &Requirement,
    records: &Records<'_>,
) -> (String, String, Vec<SeenCell>) {
    let mut because = records.because.trim_end_matches('.').to_owned();
    if let Some(first) = because.get(..1) {
        because = format!("{}{}", first.to_lowercase(), &because[1..]);
    }
    let Some(first) = records.spots.first() else {
        return (because, requirement.asked(), records.cells.clone());
    };
    let clause = explain_spot(context, records, *first).clause;
    let cells = records.spots.iter().flat_map(|spot| explain_spot(context, records, *spot).cells).collect();
    let name = subject(context.inventory, record(records, *first));
    (format!("{name}: {clause}"), requirement.asked(), cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_eight_letters_long() {
        let id = hashed_id("hipaa-164-308-b", "V-07");
        assert_eq!(id, hashed_id("hipaa-164-308-b", " V-07 "));
        assert_eq!(id.len(), 10);
        assert_ne!(id, hashed_id("hipaa-164-308-b", "V-07#2"));
    }
}
