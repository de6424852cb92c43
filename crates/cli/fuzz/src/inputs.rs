//! A small register that policies and templates are held against, and packages made from their parts.

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use candor_assess::{Assessment, Library, Options, assess};
use candor_ingest::{File, Reading, Settings, read_files};
use candor_policy::{DriftContext, Facts, Language, facts};
use candor_report::Input;
use chrono::NaiveDate;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const REGISTER: &str = "ID,Activity,Purpose,Lawful basis,Data subjects,Personal data,Recipients,Retention period,Last reviewed\n\
    A-1,Payroll,Pay staff,Contract,Staff,Bank details,Quayle Payroll,7 years after employment ends,2026-05-02\n\
    A-2,Newsletter,Send news,Consent,Subscribers,Email,Ferrow Couriers,until consent is withdrawn,2026-05-02\n\
    A-3,Door log,Safety,Legitimate interests,Visitors,Names,,24 months,2026-05-02\n";

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar")
}

pub(crate) struct Inputs {
    reading: Reading,
    assessment: Assessment,
    facts: Facts,
    beside: DriftContext,
}

impl Inputs {
    /// Made once.
    pub(crate) fn get() -> &'static Inputs {
        static MADE: OnceLock<Inputs> = OnceLock::new();
        MADE.get_or_init(|| {
            let file = File { name: "register.csv".to_owned(), bytes: REGISTER.as_bytes().to_vec() };
            let reading = read_files([file], &Settings::default(), Some(day()));
            let inventory = &reading.inventory;
            let assessment = assess(inventory, Library::builtin(), &Options::new(day()));
            let facts = facts(inventory, day(), Language::English);
            let beside = DriftContext::new(inventory, day());
            Inputs { assessment, facts, beside, reading }
        })
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(crate) fn beside(&self) -> &DriftContext {
        &self.beside
    }

    pub(crate) fn input(&self) -> Input<'_> {
        Input::new(&self.assessment, &self.reading.inventory, &self.reading.account, "0.1.0")
    }
}

/// The parts of a package that bytes are put into, parted by [`PART`].
pub const XLSX: [&str; 6] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "_rels/.rels",
];
/// The parts of an ods workbook.
pub const ODS: [&str; 3] = ["content.xml", "META-INF/manifest.xml", "mimetype"];
/// The parts of a document of Word.
pub const DOCX: [&str; 3] = ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"];
/// Stands between the parts.
pub const PART: &[u8] = b"\n=====\n";

/// Packs the parts of a text into an archive, so that its checksums fit whatever stands in them.
pub(crate) fn packed(names: &[&str], data: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut rest = data;
    for name in names {
        let at = rest.windows(PART.len()).position(|window| window == PART);
        let (part, more) = at.map_or((rest, &[][..]), |at| (&rest[..at], &rest[at + PART.len()..]));
        // Writing to memory cannot fail.
        let _ = writer.start_file(*name, SimpleFileOptions::default());
        let _ = writer.write_all(part);
        rest = more;
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Seeds of files that the program writes itself.
impl Inputs {
    pub(crate) fn entry(&self) -> Vec<u8> {
        let entry = candor_history::Entry {
            format_version: candor_history::FORMAT_VERSION.to_owned(),
            tool_version: "0.1.0".to_owned(),
            quarter: "2026-Q4".to_owned(),
            corrects: None,
            inputs: Vec::new(),
            settings: None,
            checklists: Vec::new(),
            documents: Vec::new(),
            forms: Vec::new(),
            facts: None,
            assessment: Assessment { requirements: Vec::new(), ..self.assessment.clone() },
            previous: None,
        };
        serde_json::to_vec(&entry).unwrap_or_default()
    }

    pub(crate) fn seal() -> String {
        let hash = candor_history::sha256(b"2026-Q3");
        let line = candor_history::sums_line(&candor_history::InputHash {
            file: "2026-Q3.json".to_owned(),
            sha256: hash.clone(),
        });
        format!("candor seal 1\nhead {hash}\n{line}")
    }

    pub(crate) fn record(&self) -> Vec<u8> {
        candor_report::FactsFile::new(&self.facts, &[], "0.1.0").json().unwrap_or_default()
    }

    pub(crate) fn baseline(&self) -> String {
        candor_assess::Baseline::of(&self.assessment, None).to_toml().unwrap_or_default()
    }

    pub(crate) fn ratchet(&self) -> String {
        "{\"format_version\": 1, \"files\": {\"policy.md\": {\"PL001\": 3}}}".to_owned()
    }
}
