//! The parts of a document in their archive (ECMA-376, part 2).
//!
//! Invariant: the bytes depend on the content alone: no time, no name of a machine, no number drawn by chance.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::escape::xml;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Opens the root of every part that holds text.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The texts that make a document, each as XML of its paragraphs.
pub(super) struct Parts {
    /// BCP 47.
    pub language: &'static str,
    pub title: String,
    pub subject: String,
    pub body: String,
    pub header: String,
    pub footer: String,
    pub numbering: String,
    /// Addresses outside the document; the first is `link1`.
    pub links: Vec<String>,
    /// Pictures as PNG; the first is `picture1`.
    pub pictures: Vec<Vec<u8>>,
}

/// Name, kind and content type of the parts that the document names.
const NAMED: [(&str, &str, &str); 5] = [
    ("styles.xml", "styles", "styles+xml"),
    ("numbering.xml", "numbering", "numbering+xml"),
    ("settings.xml", "settings", "settings+xml"),
    ("header.xml", "header", "header+xml"),
    ("footer.xml", "footer", "footer+xml"),
];

pub(super) fn pack(parts: &Parts) -> Result<Vec<u8>, ZipError> {
    let mut named: Vec<String> = NAMED
        .iter()
        .map(|(name, kind, _)| relation(kind, &format!("{OFFICE}/relationships/{kind}"), name))
        .collect();
    let links = links(&parts.links);
    named.push(links.clone());
    let picture_kind = format!("{OFFICE}/relationships/image");
    let pictures = || (1..).zip(&parts.pictures).map(|(number, bytes)| (format!("picture{number}"), bytes));
    named.extend(pictures().map(|(id, _)| relation(&id, &picture_kind, &format!("media/{id}.png"))));
    let document = format!(
        "{HEAD}<w:document {NAMESPACES}><w:body>{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
         <w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1247\" w:right=\"1020\" w:bottom=\"1134\" w:left=\"1020\" w:header=\"567\" \
         w:footer=\"510\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        parts.body
    );
    let entries = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(parts)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations(&named.concat())),
        ("word/styles.xml", include_str!("styles.xml").replace("en-GB", parts.language)),
        ("word/numbering.xml", format!("{HEAD}<w:numbering {NAMESPACES}>{}</w:numbering>", parts.numbering)),
        ("word/settings.xml", settings(parts.language)),
        ("word/header.xml", format!("{HEAD}<w:hdr {NAMESPACES}>{}</w:hdr>", parts.header)),
        ("word/_rels/header.xml.rels", relations(&links)),
        ("word/footer.xml", format!("{HEAD}<w:ftr {NAMESPACES}>{}</w:ftr>", parts.footer)),
        ("word/_rels/footer.xml.rels", relations(&links)),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in entries {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    for (id, bytes) in pictures() {
        archive.start_file(format!("word/media/{id}.png"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content_types() -> String {
    let mut types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>"
    );
    for (name, _, kind) in NAMED {
        types.push_str(&format!("<Override PartName=\"/word/{name}\" ContentType=\"{WORD}.{kind}\"/>"));
    }
    types.push_str("</Types>");
    types
}

fn package_relations() -> String {
    let document =
        relation("document", &format!("{OFFICE}/relationships/officeDocument"), "word/document.xml");
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relations(&(document + &relation("core", &core, "docProps/core.xml")))
}

fn relations(list: &str) -> String {
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{list}</Relationships>")
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn links(addresses: &[String]) -> String {
    let link = |(number, address): (usize, &String)| {
        format!(
            "<Relationship Id=\"link{number}\" Type=\"{OFFICE}/relationships/hyperlink\" Target=\"{}\" \
             TargetMode=\"External\"/>",
            xml(address)
        )
    };
    (1..).zip(addresses).map(link).collect()
}

/// Title, subject and language; no day and no name of a person.
fn core(parts: &Parts) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        xml(&parts.title),
        xml(&parts.subject),
        parts.language
    )
}

/// The layout of today's Word, not of an older one.
fn settings(language: &str) -> String {
    format!(
        "{HEAD}<w:settings {NAMESPACES}><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting \
         w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat><w:themeFontLang w:val=\"{language}\"/></w:settings>"
    )
}
