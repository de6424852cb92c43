//! What comes over from the spreadsheets of an earlier quarter: answers, and the action plan.
//!
//! Invariants: no register of an earlier quarter is ever taken for one of this; a plan comes over only where this quarter
//! has none, and only the first that is read; what comes over keeps its file, so that its cells can be found.

use std::collections::BTreeSet;

use candor_model::{Dictionary, EntityId, Ignored};

use crate::{Reading, tell};

/// Why the other sheets of a file do not come over.
const WHY_NOT: &str = "it is of an earlier quarter, of which only answers and the action plan come over";

/// Puts the answers and the plan of an earlier reading into one. Gives the names of the files they stand in.
pub fn carry_over(reading: &mut Reading, earlier: Reading) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    let entity = |id: &str| dictionary.find_entity(id);
    let (answer, action) = (entity("answer"), entity("action"));
    let has_plan = reading.inventory.tables.iter().any(|table| Some(table.entity) == action);
    let mut plans = earlier.inventory.tables.iter().filter(|table| Some(table.entity) == action);
    let plan = plans.next().map(|table| table.origin.file.clone()).filter(|_| !has_plan);
    let comes = |entity: Option<EntityId>, file: &str| {
        let is_plan = entity == action && plan.as_deref() == Some(file);
        entity.is_some() && (entity == answer || is_plan)
    };
    let tables = earlier.inventory.tables.into_iter();
    let tables: Vec<_> = tables.filter(|table| comes(Some(table.entity), &table.origin.file)).collect();
    let sheets: BTreeSet<(String, String)> =
        tables.iter().map(|table| (table.origin.file.clone(), table.origin.sheet.clone())).collect();
    reading.inventory.tables.extend(tables);
    let mut files = Vec::new();
    for mut file in earlier.account.files {
        if !sheets.iter().any(|(name, _)| *name == file.file) {
            continue;
        }
        let (come, stay): (Vec<_>, Vec<_>) =
            file.tables.into_iter().partition(|table| comes(entity(&table.entity), &file.file));
        file.tables = come;
        file.ignored
            .extend(stay.into_iter().map(|table| Ignored { sheet: table.sheet, why: WHY_NOT.to_owned() }));
        files.push(file.file.clone());
        reading.account.files.push(file);
    }
    let is_theirs = |problem: &candor_model::Problem| {
        sheets.contains(&(problem.place.file.clone(), problem.place.sheet.clone()))
    };
    tell(reading, earlier.account.problems.into_iter().filter(is_theirs).collect());
    files
}
