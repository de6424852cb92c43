//! The example program, which uses the crates as libraries.

#[path = "../examples/judge.rs"]
#[expect(dead_code, reason = "its `main` is for the command line")]
mod judge;

use std::path::Path;

use chrono::NaiveDate;

#[test]
fn the_example_judges_a_register_as_the_program_does() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let register =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/harborlight/2026-Q4/inventory.xlsx");
    let report = folder.path().join("audit.html");
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar");
    let assessment = judge::judge(&register, &report, as_of).expect("a test may fail here");
    let page = std::fs::read_to_string(report).expect("a test may fail here");
    assert!(page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"), "{}", &page[..40]);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_candor"))
        .arg("audit")
        .arg(&register)
        .args(["--as-of", "2026-11-21", "--format", "json"])
        .env_clear()
        .output()
        .expect("a test may fail here");
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a test may fail here");
    let ours = serde_json::to_value(&assessment.requirements).expect("a test may fail here");
    assert_eq!(ours, printed["requirements"]);
}
