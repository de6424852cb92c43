//! Where the rules of the audit come from, and what their last versions changed.
//!
//! Invariant: of a checklist that the program was not built with it is said that its own file holds this.

use candor_assess::Library;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

/// Versions told of one checklist, the latest.
const SHOWN: usize = 3;

/// The rules of the audit.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Rules {
    /// What the last versions of the checklists changed, the newest first.
    changes: Vec<Change>,
}

/// What a version of a checklist changed.
#[derive(Serialize, JsonSchema)]
struct Change {
    /// Short name of the checklist.
    checklist: String,
    /// The version.
    version: String,
    /// Its day, or empty where it is not known here.
    date: String,
    /// What it changed.
    text: String,
}

pub(crate) fn view(input: &Input<'_>) -> Rules {
    let library = Library::builtin();
    let mut changes = Vec::new();
    for judged in &input.assessment.checklists {
        let known = library.checklist(&judged.id).map(|checklist| checklist.changes()).unwrap_or_default();
        changes.extend(known.iter().take(SHOWN).map(|change| Change {
            checklist: judged.short.clone(),
            version: change.version.clone(),
            date: change.date.to_string(),
            text: change.text.clone(),
        }));
        if known.is_empty() {
            changes.push(Change {
                checklist: judged.short.clone(),
                version: judged.version.clone(),
                date: String::new(),
                text: "Its own file tells its changes.".to_owned(),
            });
        }
    }
    Rules { changes }
}

/// Is a requirement law, or good practice? `None`: the organisation's own, which only its file says.
pub(crate) fn is_law(checklist: &str) -> Option<bool> {
    Library::builtin().checklist(checklist).map(|checklist| checklist.is_law())
}
