//! Documents as PDF: tagged, with bookmarks, header cells, language and embedded typefaces (PDF/UA-1, ISO 14289-1),
//! and fit to be kept (PDF/A-2a, ISO 19005-2).
//!
//! The way: `plan` turns the parsed document into data for the look (`document.typ`); Typst sets it and refuses what
//! breaks either standard.
//!
//! Invariants: text is data, never markup; every letter of the document is in the file, or stands as □ with its
//! Unicode number and the file says so; the same document and day give the same bytes.

mod fonts;
mod plan;
mod world;

use candor_report::{Parsed, Source};
use chrono::NaiveDate;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What a file says about itself, beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// The day of the audit, which is the file's date too.
    pub as_of: NaiveDate,
    /// The organisation that the document is about: its author.
    pub organisation: String,
    /// `2026-Q4`.
    pub quarter: String,
    pub tool_version: String,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the document could not be prepared for PDF")]
    Data(#[from] serde_json::Error),
    /// In the words of the typesetter or of the standard.
    #[error("the document could not be set as PDF: {0}")]
    Typesetting(String),
}

/// Writes a document as PDF.
///
/// # Errors
/// If the document cannot be set, or breaks PDF/UA-1 or PDF/A-2a.
pub fn write(source: &Source, properties: &Properties) -> Result<Vec<u8>, Error> {
    set(&source.parsed(), properties)
}

fn set(parsed: &Parsed, properties: &Properties) -> Result<Vec<u8>, Error> {
    let data = serde_json::to_vec(&plan::plan(parsed, properties))?;
    let world = world::Paper::new(data);
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| typesetting(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| Error::Typesetting(error.message().to_string()))?;
    let creator = format!("Candor {}", properties.tool_version);
    let options = PdfOptions { creator: Smart::Custom(Some(creator)), standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| typesetting(&errors));
    // What Typst remembers of one document is of no use to the next.
    typst::comemo::evict(0);
    bytes
}

fn typesetting(errors: &[SourceDiagnostic]) -> Error {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Error::Typesetting(messages.join("; "))
}

#[cfg(test)]
mod tests {
    use candor_report::charts::Chart;
    use candor_report::{Block, Inline, Row, Table};
    use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

    use super::*;

    #[test]
    fn a_chart_stands_above_its_table() {
        let words = |text: &str| vec![Inline::Text(text.to_owned())];
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 40\" font-family=\"sans-serif\">\
                   <rect width=\"90\" height=\"20\" fill=\"#2f7fb0\"/><text y=\"35\">3 \u{6f22} met</text></svg>";
        let table = |chart| {
            Block::Table(Table {
                id: "table-1".to_owned(),
                caption: words("Counts"),
                chart,
                numbers: vec![false],
                header: vec![words("Met")],
                rows: vec![Row { id: None, cells: vec![words("3")] }],
            })
        };
        let file = |chart| {
            let heading = Block::Heading { level: 1, id: "t".to_owned(), classes: vec![], words: words("T") };
            let main = vec![heading, table(chart)];
            let parsed = Parsed {
                language: "en-GB",
                title: "T".to_owned(),
                banner: vec![],
                contents: String::new(),
                main,
                footer: vec![],
            };
            let properties = Properties {
                as_of: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
                organisation: "Us".to_owned(),
                quarter: "2026-Q4".to_owned(),
                tool_version: "0.1.0".to_owned(),
            };
            let bytes = set(&parsed, &properties).unwrap();
            for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
                let report = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(profile));
                assert!(report.as_ref().unwrap().is_compliant, "{report:?}");
            }
            bytes
        };
        let chart =
            Chart { svg: svg.to_owned(), title: "All met".to_owned(), alt: "Bars: counts".to_owned() };
        assert!(file(Some(chart)).len() > file(None).len() + 500);
    }
}
