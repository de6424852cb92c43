//! The example that templates are shown and checked with: a sample organisation, built into the program.

use anyhow::{Result, anyhow};
use candor_assess::{Assessment, Library, Options, assess};
use candor_ingest::{File, Reading, parse_settings, read_files};
use candor_report::Input;

use crate::commands::audit::VERSION;

const SETTINGS: &str = include_str!("../../../../../samples/harborlight/candor.toml");

const FILES: [(&str, &[u8]); 5] = [
    ("answers.xlsx", include_bytes!("../../../../../samples/harborlight/2026-Q4/answers.xlsx")),
    ("governance.xlsx", include_bytes!("../../../../../samples/harborlight/2026-Q4/governance.xlsx")),
    ("inventory.xlsx", include_bytes!("../../../../../samples/harborlight/2026-Q4/inventory.xlsx")),
    (
        "requests-and-training.ods",
        include_bytes!("../../../../../samples/harborlight/2026-Q4/requests-and-training.ods"),
    ),
    ("vendors.csv", include_bytes!("../../../../../samples/harborlight/2026-Q4/vendors.csv")),
];

/// Everything that a document is made from.
pub(super) struct Example {
    reading: Reading,
    assessment: Assessment,
    quarter: String,
}

impl Example {
    pub(super) fn read() -> Result<Example> {
        let library = Library::builtin();
        let checklists: Vec<&str> = library.checklists().iter().map(candor_assess::Checklist::id).collect();
        let settings = parse_settings("candor.toml", SETTINGS, &checklists)
            .map_err(|mistakes| anyhow!("the example has {} mistakes", mistakes.len()))?;
        let as_of = settings.as_of.ok_or_else(|| anyhow!("the example names no day"))?;
        let quarter = settings.quarter.map(|quarter| quarter.to_string()).unwrap_or_default();
        let files = FILES.map(|(name, bytes)| File { name: name.to_owned(), bytes: bytes.to_vec() });
        let reading = read_files(files, &settings, Some(as_of));
        let options = Options {
            checklists: settings.checklists.clone(),
            accept_declared: settings.accept_declared,
            answers_valid_days: settings.answers.valid_days,
            organisation: "Harborlight Health".to_owned(),
            tool_version: VERSION.to_owned(),
            ..Options::new(as_of)
        };
        let assessment = assess(&reading.inventory, library, &options);
        Ok(Example { reading, assessment, quarter })
    }

    pub(super) fn input(&self) -> Input<'_> {
        Input {
            quarter: self.quarter.clone(),
            ..Input::new(&self.assessment, &self.reading.inventory, &self.reading.account, VERSION)
        }
    }
}
