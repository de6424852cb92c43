//! Writes the inputs of the bench: csv, xlsx and ods with the same rows.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rust_xlsxwriter::Workbook;

use super::rows::{HEADERS, Kind, Rows};

/// Rows of a worksheet, its header among them.
const SHEET_ROWS: usize = 1_048_576;

/// The path of an input, which is made if it is not there yet. It is put in its place when it is whole.
pub(super) fn input(folder: &Path, kind: Kind, rows: usize, extension: &str) -> Result<PathBuf> {
    let name = if kind == Kind::Distinct { "distinct" } else { "register" };
    let path = folder.join(format!("{name}-{rows}.{extension}"));
    if path.is_file() {
        return Ok(path);
    }
    fs::create_dir_all(folder)?;
    let part = folder.join(format!("{name}-{rows}.part"));
    match extension {
        "csv" => csv(&part, kind, rows),
        "xlsx" => xlsx(&part, kind, rows),
        _ => ods(&part, kind, rows),
    }
    .with_context(|| format!("`{}` could not be made", path.display()))?;
    fs::rename(&part, &path)?;
    Ok(path)
}

fn csv(path: &Path, kind: Kind, rows: usize) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 20).from_path(path)?;
    writer.write_record(HEADERS)?;
    let mut source = Rows::new(kind);
    for _ in 0..rows {
        writer.write_record(source.next_row())?;
    }
    Ok(writer.flush()?)
}

/// As Excel writes it, with shared strings; where one sheet is too small, in several.
fn xlsx(path: &Path, kind: Kind, rows: usize) -> Result<()> {
    let mut book = Workbook::new();
    let mut source = Rows::new(kind);
    let mut left = rows;
    for number in 1.. {
        let sheet = book.add_worksheet_with_low_memory()?;
        sheet.set_name(format!("Activities {number}"))?;
        for (column, header) in (0..).zip(HEADERS) {
            sheet.write_string(0, column, header)?;
        }
        let here = left.min(SHEET_ROWS - 1);
        for row in 1..=here as u32 {
            for (column, cell) in (0..).zip(source.next_row()) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, cell)?;
                }
            }
        }
        left -= here;
        if left == 0 {
            break;
        }
    }
    Ok(book.save(path)?)
}

const ODS_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Activities">"#;
const ODS_TAIL: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";
const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn ods(path: &Path, kind: Kind, rows: usize) -> Result<()> {
    let mut zip = zip::ZipWriter::new(BufWriter::new(File::create(path)?));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let packed = stored.compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("mimetype", stored)?;
    zip.write_all(ODS_TYPE.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", packed)?;
    let manifest = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    zip.write_all(manifest.as_bytes())?;
    zip.start_file("content.xml", packed)?;
    zip.write_all(ODS_HEAD.as_bytes())?;
    ods_row(&mut zip, HEADERS.iter().copied())?;
    let mut source = Rows::new(kind);
    for _ in 0..rows {
        ods_row(&mut zip, source.next_row().iter().map(String::as_str))?;
    }
    zip.write_all(ODS_TAIL.as_bytes())?;
    zip.finish()?.flush()?;
    Ok(())
}

fn ods_row<'a>(out: &mut impl Write, cells: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut row = String::from("<table:table-row>");
    for cell in cells {
        if cell.is_empty() {
            row.push_str("<table:table-cell/>");
            continue;
        }
        row.push_str("<table:table-cell office:value-type=\"string\">");
        for line in cell.split('\n') {
            let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
            row.push_str(&format!("<text:p>{escaped}</text:p>"));
        }
        row.push_str("</table:table-cell>");
    }
    row.push_str("</table:table-row>");
    Ok(out.write_all(row.as_bytes())?)
}
