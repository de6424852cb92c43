//! Workbooks of the fewest parts that a reader accepts.

use crate::archive::{Part, zipped};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// An xlsx workbook; each sheet has a name and the whole text of its part. `more` are parts beside them.
pub(crate) fn xlsx(sheets: &[(&str, String)], more: &[(&str, String)]) -> Vec<u8> {
    let relation = |id: usize, kind: &str, target: &str| {
        format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let (mut listed, mut related) = (String::new(), String::new());
    for (at, (name, _)) in sheets.iter().enumerate() {
        let number = at + 1;
        listed.push_str(&format!(r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#));
        related.push_str(&relation(number, "worksheet", &format!("worksheets/sheet{number}.xml")));
    }
    if more.iter().any(|(name, _)| name.ends_with("sharedStrings.xml")) {
        related.push_str(&relation(sheets.len() + 1, "sharedStrings", "sharedStrings.xml"));
    }
    let office = relation(1, "officeDocument", "xl/workbook.xml");
    let mut parts = vec![
        part("_rels/.rels", &format!(r#"<Relationships xmlns="{RELATIONSHIPS}">{office}</Relationships>"#)),
        part(
            "xl/workbook.xml",
            &format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>"#),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            &format!(r#"<Relationships xmlns="{RELATIONSHIPS}">{related}</Relationships>"#),
        ),
    ];
    for (at, (_, text)) in sheets.iter().enumerate() {
        parts.push(part(&format!("xl/worksheets/sheet{}.xml", at + 1), text));
    }
    parts.extend(more.iter().map(|(name, text)| part(name, text)));
    zipped(&parts)
}

/// The part of a worksheet, from its rows.
pub(crate) fn worksheet(rows: &str) -> String {
    format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData></worksheet>"#)
}

/// The rows of a small register of vendors.
pub(crate) fn vendors() -> String {
    row(1, &["Vendor name", "Service", "Country", "Owner"])
        + &row(2, &["Ferrow Couriers", "Delivery", "Ireland", "Logistics"])
        + &row(3, &["Quayle Payroll", "Payroll", "France", "HR"])
}

/// A row of texts, from column A.
pub(crate) fn row(number: u32, texts: &[&str]) -> String {
    let cells = texts
        .iter()
        .zip("ABCDEFGH".chars())
        .map(|(text, column)| format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#));
    format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
}

/// An ods workbook; each sheet has a name and its rows. `head` stands before the content, such as a DTD.
pub(crate) fn ods(head: &str, sheets: &[(&str, String)]) -> Vec<u8> {
    let urn = "urn:oasis:names:tc:opendocument:xmlns";
    let tables: String = sheets
        .iter()
        .map(|(name, rows)| format!(r#"<table:table table:name="{name}">{rows}</table:table>"#))
        .collect();
    let content = format!(
        r#"<?xml version="1.0"?>{head}<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = format!(r#"<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>"#);
    zipped(&[
        part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        part("content.xml", &content),
        part("META-INF/manifest.xml", &manifest),
    ])
}

/// A row of texts for [`ods`].
pub(crate) fn ods_row(texts: &[&str]) -> String {
    let cells = texts.iter().map(|text| ods_cell("", text));
    format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
}

pub(crate) fn ods_cell(attributes: &str, text: &str) -> String {
    format!(
        r#"<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>"#
    )
}

pub(crate) fn ods_vendors() -> String {
    ods_row(&["Vendor name", "Service", "Country", "Owner"])
        + &ods_row(&["Ferrow Couriers", "Delivery", "Ireland", "Logistics"])
        + &ods_row(&["Quayle Payroll", "Payroll", "France", "HR"])
}

fn part(name: &str, text: &str) -> Part {
    (name.to_owned(), text.as_bytes().to_vec())
}
