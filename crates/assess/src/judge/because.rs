//! Why a requirement over records came out as it did, in a sentence or two.

use candor_model::{Dictionary, EntityId};

use super::records::{Aside, Missing, Part, Records};
use crate::assessment::{Outcome, Tally};
use crate::checklist::{Latest, Requirement, Rule};
use crate::context::Context;
use crate::sheet::{Gap, Sheet, counted, plural, singular};
use crate::test::Test;
use crate::test::asked::asked;

/// First letter a capital, a full stop at the end.
pub(crate) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Where every record must pass: `9 of 12 vendors pass, 2 fail, 1 is unknown.`
pub(crate) fn of_each(
    context: &Context<'_>,
    records: &Records<'_>,
    requirement: &Requirement,
    aside: Aside,
) -> String {
    let Rule::Each { entity, scope, latest, .. } = requirement.rule() else { return String::new() };
    let (entity, scope) = (*entity, scope.as_ref());
    let Tally { applies, met, not_met, unknown, not_applicable, .. } = records.tally;
    let all = applies + not_applicable;
    if matches!(records.parts.as_slice(), [Part { sheet: Sheet::Organisation(_), .. }]) {
        return of_organisation(context, records, scope);
    }
    let (one, many) = (singular(entity), plural(entity));
    let mut because = match (applies, met, not_met, unknown) {
        (0, ..) if aside.running > 0 => "Nothing is due yet".to_owned(),
        (0, ..) => not_in_scope(all, entity, scope),
        (1, 1, ..) => format!("The only {one} in scope passes"),
        (1, _, 1, _) => format!("The only {one} in scope fails"),
        (1, ..) => format!("The only {one} in scope is unknown"),
        (_, _, 0, 0) => format!("All {applies} {many} in scope pass"),
        (_, 0, _, 0) => format!("All {applies} {many} in scope fail"),
        (_, 0, 0, _) => format!("All {applies} {many} in scope are unknown"),
        (_, 0, ..) => format!("None of {applies} {many} passes"),
        _ => format!("{met} of {applies} {many} {}", if met == 1 { "passes" } else { "pass" }),
    };
    if applies > 1 && [met, not_met, unknown].iter().filter(|count| **count > 0).count() > 1 {
        because.push_str(&match not_met {
            0 => String::new(),
            1 => ", 1 fails".to_owned(),
            _ => format!(", {not_met} fail"),
        });
        because.push_str(&match unknown {
            0 => String::new(),
            1 => ", 1 is unknown".to_owned(),
            _ => format!(", {unknown} are unknown"),
        });
    }
    because.push('.');
    if aside.running > 0 {
        because.push_str(&format!(" For {} the time is still running.", counted(aside.running, entity)));
    }
    because.push_str(&latest.map(|latest| left_out(latest, aside)).unwrap_or_default());
    because + &of_missing(context, &records.missing)
}

/// ` 3 older records of the same Person are left out.`, or empty.
fn left_out(latest: Latest, aside: Aside) -> String {
    let per = &Dictionary::builtin().field(latest.per).label;
    let mut said = match aside.older {
        0 => String::new(),
        1 => format!(" 1 older record of the same {per} is left out."),
        older => format!(" {older} older records of the same {per} are left out."),
    };
    said.push_str(&match aside.undated {
        0 => String::new(),
        1 => format!(" 1 record of the same {per} without a past date is left out."),
        undated => format!(" {undated} records of the same {per} without a past date are left out."),
    });
    said
}

/// ` Vendors has no column for Gets PHI.`, or empty.
fn of_missing(context: &Context<'_>, missing: &[Missing]) -> String {
    missing.iter().map(|missing| format!(" {}", sentence(&missing_says(context, missing)))).collect()
}

/// `Vendors and 2 more have no column for Gets PHI`.
pub(crate) fn missing_says(context: &Context<'_>, missing: &Missing) -> String {
    let first = missing.gaps[0].says(context.inventory);
    match (missing.gaps.len() - 1, missing.gaps[0]) {
        (more @ 1.., Gap::Column { field, .. }) => {
            let label = &Dictionary::builtin().field(field).label;
            let name = first.split(" has no column").next().unwrap_or_default();
            format!("{name} and {more} more have no column for {label}")
        }
        _ => first,
    }
}

fn of_organisation(context: &Context<'_>, records: &Records<'_>, scope: Option<&Test>) -> String {
    match (records.outcome, records.missing.first()) {
        (_, Some(missing)) => sentence(&missing_says(context, missing)),
        (Outcome::Met, _) => "The organisation's record passes.".to_owned(),
        (Outcome::NotMet, _) => "The organisation's record fails.".to_owned(),
        (Outcome::NotApplicable, _) => format!("The organisation is not in scope{}.", where_words(scope)),
        _ => "The organisation's record leaves it unknown.".to_owned(),
    }
}

fn not_in_scope(all: u64, entity: EntityId, scope: Option<&Test>) -> String {
    let words = where_words(scope);
    match all {
        1 => format!("The only {} is not in scope{words}", singular(entity)),
        _ => format!("None of {} is in scope{words}", counted(all, entity)),
    }
}

/// `: Status is Active`, or empty.
fn where_words(scope: Option<&Test>) -> String {
    scope.map(|scope| format!(": {}", asked(scope))).unwrap_or_default()
}

/// Where one record is enough: `None of 14 documents shows it.`
pub(crate) fn of_some(context: &Context<'_>, records: &Records<'_>, entity: EntityId) -> String {
    let Tally { applies, met, unknown, not_applicable, .. } = records.tally;
    let all = applies + not_applicable;
    let count = counted(all, entity);
    match (records.outcome, all) {
        (Outcome::Met, _) if met == 1 => format!("1 of {count} shows it."),
        (Outcome::Met, _) => format!("{met} of {count} show it."),
        (Outcome::Unknown, 1) => {
            let missing = of_missing(context, &records.missing);
            format!("Whether the only {} shows it is unknown.{missing}", singular(entity))
        }
        (Outcome::Unknown, _) => {
            let missing = of_missing(context, &records.missing);
            format!("None of {count} shows it for certain; {unknown} may.{missing}")
        }
        (_, 1) => format!("The only {} does not show it.", singular(entity)),
        _ => format!("None of {count} shows it."),
    }
}
