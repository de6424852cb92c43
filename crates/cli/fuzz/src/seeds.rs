//! Good inputs to begin from, for each target: fixtures and samples of the project, and what is made from them.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::inputs::{Inputs, ODS, PART, XLSX};

/// Larger ones are left out: time is better spent on many small runs. In bytes.
const SEED_MAX: usize = 200_000;

const PAGE: &str =
    "<tr><td>Vendor name</td><td>Service</td></tr><tr><td>Ferrow</td><td>Delivery</td></tr></table></html>";
const MARKDOWN: &str = "# Privacy policy\n\n<!-- candor-allow PL003: decided -->\n\nWe keep your *email* for **24 months**, as long as \
    necessary.\n\n## Who gets it\n\n- [Ferrow Couriers](https://ferrow.example), Ireland\n- Quayle Payroll\n\n| What | How \
    long |\n|---|---|\n| Email | 24 months |\n\nWe do not sell data. Write to privacy@a.example.\n";
const TEXT: &str = "PRIVACY POLICY\n\n1. What we keep\n\nWe keep your email for 24 months. We share it with Ferrow Couriers in \
    Ireland.\n\n2. Your rights\n\nYou can ask us for a copy; we answer within one month.\n";
const POLICY: &str = "<html lang=en><head><title>Privacy</title></head><body><h1>Privacy policy</h1><p>We keep your \
    email for <b>24 months</b>. <a href=\"mailto:a@b.example\">Write</a> to us.</p><table><tr><th>What<td>How long</table></body></html>";
const WORD: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:pPr>\
    <w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Privacy</w:t></w:r></w:p><w:p><w:r><w:t>We keep your email for 24 months.\
    </w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Vendor</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";

/// The seeds of a target. `root` is the folder of the project.
///
/// # Panics
/// If a file of the project cannot be read.
pub fn seeds(target: &str, root: &Path) -> Vec<Vec<u8>> {
    let cases = || files(&root.join("crates/ingest/tests/cases"));
    let samples = || files(&root.join("samples"));
    let ending = |paths: Vec<PathBuf>, end: &str| -> Vec<Vec<u8>> {
        let wanted = paths.into_iter().filter(|path| path.to_string_lossy().ends_with(end));
        let bytes = wanted.map(|path| fs::read(path).expect("a file of the project can be read"));
        bytes.filter(|bytes| bytes.len() <= SEED_MAX).collect()
    };
    let (inputs, made) = (Inputs::get(), |text: &str| vec![text.as_bytes().to_vec()]);
    match target {
        "csv" | "xlsx" | "xlsb" | "xls" | "ods" => ending(cases(), &format!(".{target}")),
        "xlsx_parts" => ending(cases(), ".xlsx").iter().filter_map(|bytes| parted(bytes, &XLSX)).collect(),
        "ods_parts" => ending(cases(), ".ods").iter().filter_map(|bytes| parted(bytes, &ODS)).collect(),
        "page_as_xls" => made(PAGE),
        "settings" => ending([cases(), samples()].concat(), "candor.toml"),
        "layouts" => ending(files(&root.join("crates/ingest/layouts/known")), ".toml"),
        "checklist" => ending(files(&root.join("crates/cli/src/commands/checklist")), ".toml"),
        "template" => ending(files(&root.join("templates")), "trackers.md"),
        "policy_markdown" => made(MARKDOWN),
        "policy_text" => made(TEXT),
        "policy_html" => made(POLICY),
        "policy_docx" => made(WORD),
        "history" => vec![inputs.entry()],
        "seal" => made(&Inputs::seal()),
        "facts" => vec![inputs.record()],
        "baseline" => made(&inputs.baseline()),
        "ratchet" => made(&inputs.ratchet()),
        _ => Vec::new(),
    }
}

/// The parts of an archive, as [`super::inputs::packed`] takes them.
fn parted(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for name in names {
        let mut part = Vec::new();
        if let Ok(found) = archive.by_name(name) {
            found.take(1 << 20).read_to_end(&mut part).ok()?;
        }
        parts.push(part);
    }
    Some(parts.join(PART)).filter(|joined| joined.len() <= SEED_MAX)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the project can be read") {
        let path = entry.expect("a folder of the project can be read").path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}
