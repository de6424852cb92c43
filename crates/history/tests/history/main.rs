//! The history through its public face: recording, correcting, forms of earlier and later programs, tampering, seals, and
//! runs that are killed.

mod forms;
mod interrupted;
mod recording;
mod seals;
mod tampering;

use candor_assess::Assessment;
use candor_history::{InputHash, Kept, record, sha256, verify};
use candor_model::Quarter;
use std::path::Path;

fn quarter(text: &str) -> Quarter {
    Quarter::parse(text).expect("a test may fail here")
}

/// What a run keeps; the name of the organisation tells entries apart.
fn kept(organisation: &str) -> Kept {
    let assessment = Assessment {
        format_version: "1.0".to_owned(),
        tool_version: "0.1.0".to_owned(),
        organisation: organisation.to_owned(),
        as_of: "2026-11-21".parse().expect("a test may fail here"),
        ..Assessment::default()
    };
    Kept {
        tool_version: "0.1.0".to_owned(),
        inputs: vec![InputHash { file: "register.csv".to_owned(), sha256: sha256(b"register") }],
        settings: Some("[run]\n".to_owned()),
        checklists: Vec::new(),
        documents: Vec::new(),
        forms: Vec::new(),
        facts: None,
        assessment,
    }
}

/// A history of quarters, in the order in which they are recorded.
fn recorded(quarters: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    for name in quarters {
        record(folder.path(), quarter(name), kept(name)).expect("a test may fail here");
    }
    folder
}

/// What `verify` tells, each difference a line.
fn differences(folder: &Path) -> Vec<String> {
    let verified = verify(folder).expect("a test may fail here");
    verified.differences.iter().map(ToString::to_string).collect()
}
