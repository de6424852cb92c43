//! Hostile files, made anew for each run: none of them lies in the project.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::archive::{Part, zipped};
use crate::made_book::{ods, ods_cell, ods_vendors, row, vendors, worksheet, xlsx};

pub(super) struct Hostile {
    pub(super) what: &'static str,
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    /// One of these is told.
    pub(super) told: &'static [&'static str],
}

fn hostile(
    what: &'static str,
    name: &'static str,
    bytes: impl Into<Vec<u8>>,
    told: &'static [&'static str],
) -> Hostile {
    Hostile { what, name, bytes: bytes.into(), told }
}

/// So many bytes of a sheet that pack a thousand times.
const BOMB_BYTES: usize = 96 << 20;

fn book(sheet: String) -> Vec<u8> {
    xlsx(&[("Vendors", sheet)], &[])
}

/// A part whose sizes are not those that the archive claims.
fn lying(mut bytes: Vec<u8>, claimed: u32) -> Vec<u8> {
    for (signature, at) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        for start in 0..bytes.len().saturating_sub(at + 4) {
            if bytes[start..].starts_with(signature) {
                bytes[start + at..start + at + 4].copy_from_slice(&claimed.to_le_bytes());
            }
        }
    }
    bytes
}

/// An archive of which many entries have one and the same body (after Fifield's overlapping files).
fn overlapping(count: u16) -> Vec<u8> {
    let one = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file("xl/worksheets/sheet0000.xml", options).expect("a part");
        writer.write_all(&vec![b' '; 8 << 20]).expect("a part");
        writer.finish().expect("an archive").into_inner()
    };
    let directory = one.windows(4).position(|window| window == b"PK\x01\x02").expect("a directory");
    let end = one.windows(4).rposition(|window| window == b"PK\x05\x06").expect("an end");
    let mut bytes = one[..directory].to_vec();
    let start = bytes.len() as u32;
    let entry = &one[directory..end];
    let digits = entry.windows(4).position(|window| window == b"0000").expect("a number");
    for number in 0..count {
        let mut entry = entry.to_vec();
        entry[digits..digits + 4].copy_from_slice(format!("{number:04}").as_bytes());
        bytes.extend(entry);
    }
    let size = bytes.len() as u32 - start;
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

const ENTITIES: &str = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\
    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";

fn bombs() -> Vec<Hostile> {
    let spaces = " ".repeat(BOMB_BYTES);
    let bomb = book(worksheet(&format!("{}{spaces}", vendors())));
    let strings =
        format!("<sst count=\"1\" uniqueCount=\"1\"><si><t>{}</t></si></sst>", "a".repeat(BOMB_BYTES));
    let inner = zipped(&[("inner.xlsx".to_owned(), bomb.clone())]);
    vec![
        hostile("a bomb", "bomb.xlsx", bomb.clone(), &["file-too-large", "sheet-broken"]),
        hostile(
            "a bomb that lies",
            "lies.xlsx",
            lying(bomb.clone(), 100),
            &["file-broken", "file-too-large", "sheet-broken"],
        ),
        hostile(
            "a claim of 4 GB",
            "claims.xlsx",
            lying(book(worksheet(&vendors())), u32::MAX - 1),
            &["file-too-large", "file-broken", "sheet-broken"],
        ),
        hostile(
            "an archive in an archive",
            "nested.xlsx",
            inner,
            &["file-broken", "file-unsupported", "file-empty"],
        ),
        hostile(
            "entries that overlap",
            "overlap.xlsx",
            overlapping(2_000),
            &["file-too-large", "file-broken", "file-unsupported"],
        ),
        hostile(
            "a shared string of gigabytes",
            "strings.xlsx",
            xlsx(&[("Vendors", worksheet(&vendors()))], &[("xl/sharedStrings.xml", strings)]),
            &["file-too-large"],
        ),
        hostile(
            "a bomb in ods",
            "bomb.ods",
            ods("", &[("Vendors", format!("{}{spaces}", ods_vendors()))]),
            &["file-too-large"],
        ),
    ]
}

fn structures() -> Vec<Hostile> {
    let deep = |count| format!("{}{}", "<a>".repeat(count), "</a>".repeat(count));
    let counted = "<sst count=\"4294967295\" uniqueCount=\"4294967295\"><si><t>x</t></si></sst>".to_owned();
    let far = vendors() + &row(1_048_576, &["Far"]);
    let dimension =
        worksheet(&vendors()).replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>");
    let repeated = |attributes: &str| {
        let cell = ods_cell("table:number-columns-repeated=\"16384\"", "x");
        format!("{}<table:table-row {attributes}>{cell}</table:table-row>", ods_vendors())
    };
    let reference = r#"<row r="2"><c r="ZZZZZZZ99999999999" t="inlineStr"><is><t>x</t></is></c></row>"#;
    vec![
        hostile("deep XML", "deep.xlsx", book(worksheet(&(vendors() + &deep(200_000)))), &["xml-nested"]),
        hostile(
            "deep XML in ods",
            "deep.ods",
            ods("", &[("Vendors", ods_vendors() + &deep(200_000))]),
            &["xml-nested"],
        ),
        hostile(
            "entities",
            "entities.xlsx",
            book(ENTITIES.to_owned() + &worksheet(&row(1, &["&e;", "&f;"]))),
            &["xml-entities"],
        ),
        hostile(
            "entities in ods",
            "entities.ods",
            ods(ENTITIES, &[("Vendors", ods_vendors())]),
            &["xml-entities"],
        ),
        hostile(
            "a count of strings",
            "counts.xlsx",
            xlsx(&[("Vendors", worksheet(&vendors()))], &[("xl/sharedStrings.xml", counted)]),
            &["file-too-large"],
        ),
        hostile("a far cell", "far.xlsx", book(worksheet(&far)), &["far.xlsx"]),
        hostile("a huge dimension", "dimension.xlsx", book(dimension), &["dimension.xlsx"]),
        hostile("a place that is none", "place.xlsx", book(worksheet(reference)), &["place.xlsx"]),
        hostile(
            "repeated rows",
            "rows.ods",
            ods("", &[("V", repeated("table:number-rows-repeated=\"2147483647\""))]),
            &["file-too-large", "cells-too-many", "rows-too-many", "columns-too-many"],
        ),
        hostile(
            "repeated tables of columns",
            "columns.ods",
            ods("", &[("V", repeated(""))]),
            &["columns-too-many"],
        ),
    ]
}

fn cells() -> Vec<Hostile> {
    let long = "x".repeat(32 << 20);
    vec![
        hostile(
            "a huge cell",
            "cell.csv",
            format!("Vendor name,Service\n{long},Delivery\n"),
            &["cell-too-long"],
        ),
        hostile(
            "a huge cell in xlsx",
            "cell.xlsx",
            book(worksheet(&(vendors() + &row(4, &[&"x".repeat(1 << 20)])))),
            &["cell-too-long"],
        ),
        hostile(
            "an open quote",
            "quote.csv",
            format!("Vendor name,Service\n\"{long}"),
            &["quote-unclosed", "cell-too-long"],
        ),
        hostile(
            "a million columns",
            "wide.csv",
            format!("Vendor name,Service{}\nA,B\n", ",x".repeat(1_000_000)),
            &["columns-too-many"],
        ),
        hostile(
            "empty lines",
            "lines.csv",
            format!("Vendor name,Service\nA,B\n{}", "\n".repeat(3_000_000)),
            &["lines.csv"],
        ),
        hostile("only quotes", "quotes.csv", "\"".repeat(1 << 20), &["quotes.csv"]),
        hostile("only separators", "commas.csv", ",".repeat(4 << 20), &["commas.csv"]),
        hostile("no text", "nul.csv", vec![0; 1 << 20], &["nul.csv"]),
        hostile(
            "half a letter",
            "utf16.csv",
            [b"\xff\xfe".as_slice(), &[0x41; 1001]].concat(),
            &["utf16.csv"],
        ),
        hostile(
            "no UTF-8",
            "bytes.csv",
            [b"Vendor name,Service\n".as_slice(), &[0xff, 0xfe, 0x80, b',', 0xc3, b'\n']].concat(),
            &["bytes.csv"],
        ),
    ]
}

fn names() -> Vec<Hostile> {
    let mut parts: Vec<Part> = Vec::new();
    for name in ["../../../tmp/pwn", "/etc/pwn", "C:\\pwn", "xl/../../pwn.xml", "\u{202e}x", "\n"] {
        parts.push((name.to_owned(), b"pwn".to_vec()));
    }
    let odd: String = ["../../x", "/etc/x", "C:\\x", "a&#10;b", "&#x202e;x"]
        .iter()
        .enumerate()
        .map(|(at, name)| format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>"))
        .collect();
    let out = book(worksheet(&vendors()));
    vec![
        hostile("paths that lead out", "paths.xlsx", zipped(&parts), &["file-broken", "file-unsupported"]),
        hostile(
            "sheets that lead out",
            "sheets.xlsx",
            xlsx(
                &[("../../x", worksheet(&vendors())), ("&#10;y", worksheet(&vendors()))],
                &[("xl/odd.xml", odd)],
            ),
            &["sheets.xlsx"],
        ),
        hostile(
            "a part of the outside",
            "target.xlsx",
            replaced(&out, "worksheets/sheet1.xml", "../../../../etc/passwd"),
            &["target.xlsx"],
        ),
    ]
}

/// An archive that names its parts otherwise; its checksums do not fit any more.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let parts: Vec<Part> = (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let (name, mut text) = (part.name().expect("a name").to_string(), String::new());
            std::io::Read::read_to_string(&mut part, &mut text).expect("a text");
            (name, text.replace(from, to).into_bytes())
        })
        .collect();
    zipped(&parts)
}

/// Files cut off, and files that are something else than they are called.
fn broken() -> Vec<Hostile> {
    let (whole, whole_ods) = (book(worksheet(&vendors())), ods("", &[("Vendors", ods_vendors())]));
    let compound =
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 504], &[0xff; 512], &[0; 2048]].concat();
    let looped = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 4096]].concat();
    let mut files = vec![
        hostile(
            "a picture",
            "picture.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".to_vec(),
            &["picture.csv"],
        ),
        hostile("a workbook called text", "book.csv", whole.clone(), &["book.csv"]),
        hostile("a workbook called xls", "book.xls", whole.clone(), &["book.xls"]),
        hostile(
            "a page called xlsx",
            "page.xlsx",
            "<html><table><tr><td>Vendor name</td></tr></table></html>",
            &["page.xlsx"],
        ),
        hostile("a PDF", "paper.xlsx", "%PDF-1.7\n", &["file-unsupported", "file-broken"]),
        hostile("nothing", "empty.xlsx", "", &["file-empty", "file-broken"]),
        hostile("nothing in text", "empty.csv", "", &["file-empty"]),
        hostile("a compound file of nothing", "none.xls", compound, &["file-broken", "file-unsupported"]),
        hostile(
            "a compound file that leads to itself",
            "loop.xls",
            looped,
            &["file-broken", "file-unsupported"],
        ),
        hostile(
            "noise called xlsb",
            "noise.xlsb",
            (0..9999u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>(),
            &["file-broken", "file-unsupported"],
        ),
    ];
    for eighth in [1, 4, 7] {
        files.push(hostile(
            "half a workbook",
            "half.xlsx",
            &whole[..whole.len() * eighth / 8],
            &["file-broken", "file-unsupported"],
        ));
        files.push(hostile(
            "half an ods",
            "half.ods",
            &whole_ods[..whole_ods.len() * eighth / 8],
            &["file-broken", "file-unsupported"],
        ));
    }
    files
}

pub(super) fn hostile_spreadsheets() -> Vec<Hostile> {
    [bombs(), structures(), cells(), names(), broken()].into_iter().flatten().collect()
}

pub(super) fn hostile_settings() -> Vec<Hostile> {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let dotted = format!("{}x = 1", "a.".repeat(100_000));
    let parens = format!("# T\n\n{{{{ {}1{} }}}}\n", "(".repeat(50_000), ")".repeat(50_000));
    let blocks = format!("# T\n\n{}x{}\n", "{% if true %}".repeat(20_000), "{% endif %}".repeat(20_000));
    let loops =
        "# T\n\n{% for a in range(end=100000) %}{% for b in range(end=100000) %}x{% endfor %}{% endfor %}\n";
    let quotes = format!("# T\n\n{}x\n", "> ".repeat(50_000));
    let brackets = format!("# T\n\n{}\n", "[".repeat(100_000));
    vec![
        hostile("deep settings", "candor.toml", deep.clone(), &["candor.toml"]),
        hostile("deep keys", "candor.toml", dotted, &["candor.toml"]),
        hostile("settings that are no text", "candor.toml", vec![0xff; 100], &["UTF-8"]),
        hostile("a deep checklist", "checklists/own.toml", deep.clone(), &["own.toml"]),
        hostile("a deep layout", "layouts/own.toml", deep, &["own.toml"]),
        hostile("deep brackets in a template", "templates/audit.md", parens, &["templates/audit.md"]),
        hostile("deep blocks in a template", "templates/audit.md", blocks, &["templates/audit.md"]),
        hostile("endless loops in a template", "templates/audit.md", loops, &["templates/audit.md"]),
        hostile("deep quotes in a template", "templates/audit.md", quotes, &["audit.md"]),
        hostile("open brackets in a template", "templates/audit.md", brackets, &["audit.md"]),
        hostile(
            "a deep history",
            "history/2026-Q3.json",
            format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            &["2026-Q3"],
        ),
        hostile("a history of nothing", "history/2026-Q3.json", "{}", &["2026-Q3"]),
    ]
}

pub(super) fn hostile_texts() -> Vec<Hostile> {
    let repeated = |text: &str, count: usize| text.repeat(count);
    let docx = |body: &str| {
        zipped(&[(
            "word/document.xml".to_owned(),
            format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").into_bytes(),
        )])
    };
    let deep = format!("{}x{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a ".repeat(BOMB_BYTES / 2));
    vec![
        hostile("deep quotes", "quotes.md", repeated("> ", 50_000) + "x", &[]),
        hostile("deep lists", "lists.md", repeated("- ", 20_000) + "x", &[]),
        hostile("open brackets", "brackets.md", repeated("[", 100_000), &[]),
        hostile("open emphasis", "stars.md", repeated("*a **b ", 50_000), &[]),
        hostile("a table of bars", "table.md", repeated("|", 50_000) + "\n" + &repeated("|-", 50_000), &[]),
        hostile("code that never ends", "code.md", repeated("`", 100_000), &[]),
        hostile("a long word", "word.md", repeated("a", 4 << 20), &[]),
        hostile("a long sentence", "sentence.md", repeated("we keep data, ", 40_000), &[]),
        hostile("deep HTML", "deep.html", repeated("<div>", 100_000) + "x", &[]),
        hostile("deep tables", "tables.html", repeated("<table><tr><td>", 30_000) + "x", &[]),
        hostile("open formatting", "format.html", repeated("<b><i><a>", 10_000) + "x", &[]),
        hostile(
            "many attributes",
            "attributes.html",
            format!("<p {}>x</p>", (0..5_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
            &[],
        ),
        hostile("deep DOCX", "deep.docx", docx(&deep), &[]),
        hostile("a bomb", "bomb.docx", docx(&bomb), &[]),
        hostile("entities", "entities.docx", docx(ENTITIES), &[]),
        hostile("no text", "nul.md", vec![0; 1 << 20], &[]),
        hostile("no UTF-8", "bytes.md", vec![0xfe; 1 << 16], &[]),
    ]
}
