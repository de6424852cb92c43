//! Packages for the tests: small ones made in code, and any of them taken apart.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Texts of a package's parts by name.
pub(crate) type Parts = BTreeMap<String, String>;

pub(crate) fn parts(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a test may fail here");
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a test may fail here");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a test may fail here");
        let name = part.name().expect("a test may fail here").into_owned();
        assert!(parts.insert(name, text).is_none(), "a part stands twice");
    }
    parts
}

/// The least that is a workbook: one sheet called `One`, no styles, no texts.
pub(crate) fn book(prefix: &str, data: &str, is_strict: bool) -> Vec<u8> {
    let main = if is_strict {
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
    } else {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    };
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let xmlns = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", &prefix[..1]) };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
                 PartName=\"/xl/workbook.xml\" ContentType=\"{types}.sheet.main+xml\"/><Override \
                 PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{types}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<{prefix}workbook {xmlns}=\"{main}\"><{prefix}sheets><{prefix}sheet xmlns:q=\"{relations}\" \
                 name=\"One\" sheetId=\"4\" q:id=\"rId1\"/></{prefix}sheets></{prefix}workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<{prefix}worksheet {xmlns}=\"{main}\">{data}</{prefix}worksheet>"),
        ),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a test may fail here");
        writer.write_all(text.as_bytes()).expect("a test may fail here");
    }
    writer.finish().expect("a test may fail here").into_inner()
}
