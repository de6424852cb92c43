//! Candor's crates as libraries: reads a spreadsheet, judges it, writes the audit as HTML.
//!
//! ```sh
//! cargo run --package candor --example judge -- register.xlsx audit.html
//! ```

use std::error::Error;
use std::path::{Path, PathBuf};

use candor_assess::{Assessment, Library, Options, Outcome, assess};
use candor_ingest::{File, Settings, read_files};
use candor_report::{Document, Format, Input, Templates, compose};
use chrono::NaiveDate;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(spreadsheet), Some(report)) = (arguments.next(), arguments.next()) else {
        return Err("give a spreadsheet and where to write the report".into());
    };
    // The libraries know no clock: the day is an input.
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 21).ok_or("a day of the calendar")?;
    let assessment = judge(&spreadsheet, &report, as_of)?;
    for checklist in &assessment.checklists {
        let results = assessment.requirements.iter().filter(|one| one.checklist == checklist.id);
        let count = |outcome| results.clone().filter(|one| one.outcome == outcome).count();
        let (met, unknown) = (count(Outcome::Met), count(Outcome::Unknown));
        std::io::Write::write_fmt(
            &mut std::io::stdout(),
            format_args!("{}: {met} met, {unknown} unknown\n", checklist.id),
        )?;
    }
    Ok(())
}

/// Reads, judges by all built-in checklists, and writes the audit.
pub(crate) fn judge(
    spreadsheet: &Path,
    report: &Path,
    as_of: NaiveDate,
) -> Result<Assessment, Box<dyn Error>> {
    let name = spreadsheet.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = File { name, bytes: std::fs::read(spreadsheet)? };
    let reading = read_files([file], &Settings::default(), Some(as_of));
    let assessment = assess(&reading.inventory, Library::builtin(), &Options::new(as_of));
    let input = Input::new(&assessment, &reading.inventory, &reading.account, env!("CARGO_PKG_VERSION"));
    let audit = Document::find("audit").ok_or("there is an audit")?;
    let source = compose(&audit.whole(), &input, &Templates::builtin())?;
    std::fs::write(report, source.format(Format::Html)?)?;
    Ok(assessment)
}
