//! Text documents: their structure, and that they hold what the Markdown holds.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case::docx::{Block, blocks, part, parts};
use crate::case::{Case, DRAFT};
use candor_report::{Document, Format, Templates, compose};
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, parse_document};

/// Every kind of block, some of them in one another.
const ALL_BLOCKS: &str = "\
::: banner\n**Us** · All\n:::\n\n# Title {#top}\n\n## One {#one}\n\nSee [two](#two), [nothing](#gone), \
[out](<https://x.example/a b>), [bad](javascript:alert\\(1\\)).\n\n\
3. three\n\n   more\n   - inner\n     1. deep\n4. four\n\n> said\n\n```\na <b>\n  c\n```\n\n***\n\n\
:::: details\n### Two {#two}\n\n::: note\n*soft* **hard** ==open== `x`{.met} `y` \u{1}<i>raw</i>\n:::\n::::\n\n\
| a | b |\n|---|--:|\n| `r-1`{.id} | 1 |\n| | |\n\n[row](#r-1)\n\n::: footer\nEnd\n:::\n";

fn from_markdown(markdown: &str) -> Vec<u8> {
    let templates = Templates::builtin().with("audit.md", markdown);
    compose(&Document::Audit.whole(), &Case::new(&[]).input(), &templates)
        .unwrap()
        .format(Format::Docx)
        .unwrap()
}

fn every_document() -> Vec<(String, Vec<u8>)> {
    let cases = [Case::new(&[]), Case::new(DRAFT)];
    let made = cases.iter().flat_map(|case| {
        Document::all().map(|document| (document.stem().to_owned(), case.bytes(document, Format::Docx)))
    });
    made.chain([("all blocks".to_owned(), from_markdown(ALL_BLOCKS))]).collect()
}

/// Values of an attribute in a text.
fn values<'a>(xml: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!("{attribute}=\"");
    xml.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_part_is_xml_and_declared() {
    for (name, bytes) in every_document() {
        let parts = parts(&bytes);
        assert_eq!(parts[0].0, "[Content_Types].xml");
        for (part, text) in &parts {
            let mut reader = quick_xml::Reader::from_str(text);
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
            let declared = part.ends_with(".rels") || parts[0].1.contains(&format!("\"/{part}\""));
            assert!(declared || part == "[Content_Types].xml", "{part} of {name}");
            assert!(!text.contains("txbxContent"), "a text box in {part} of {name}");
        }
    }
}

#[test]
fn language_title_and_page_numbers_are_set() {
    let bytes = Case::new(&[]).bytes(Document::Audit, Format::Docx);
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:title>Privacy audit 2026-Q4</dc:title>"), "{core}");
    assert!(core.contains("Harborlight &lt;Health&gt; &amp; Co · Privacy audit · 2026-Q4</dc:subject>"));
    assert!(core.contains("<dc:language>en-GB</dc:language>") && !core.contains("dcterms:"));
    assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
    let footer = part(&bytes, "word/footer.xml");
    assert!(footer.contains("\" PAGE \"") && footer.contains("\" NUMPAGES \""));
}

#[test]
fn every_style_and_numbering_is_defined() {
    for (name, bytes) in every_document() {
        let styles = part(&bytes, "word/styles.xml");
        let numbering = part(&bytes, "word/numbering.xml");
        for text in ["word/document.xml", "word/header.xml", "word/footer.xml"].map(|name| part(&bytes, name))
        {
            for kind in ["pStyle", "rStyle", "tblStyle"] {
                for style in values(&text, &format!("<w:{kind} w:val")) {
                    assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style} in {name}");
                }
            }
            for number in values(&text, "<w:numId w:val") {
                assert!(numbering.contains(&format!("<w:num w:numId=\"{number}\"")), "{number} in {name}");
            }
        }
    }
}

#[test]
fn every_table_has_a_caption_and_a_header_that_repeats() {
    let mut tables = 0;
    for (name, bytes) in every_document() {
        let document = part(&bytes, "word/document.xml");
        let blocks = blocks(&document);
        for (index, block) in blocks.iter().enumerate() {
            let Block::Table { rows, repeats } = block else { continue };
            tables += 1;
            assert!(repeats, "{name}: {rows:?}");
            assert!(rows.iter().all(|row| row.len() == rows[0].len() && row.len() <= 63));
            let before = &blocks[index - 1];
            assert!(
                matches!(before, Block::Paragraph { style, text } if style == "Caption" && text.starts_with("Table ")),
                "{before:?}"
            );
        }
        let count = document.matches("<w:tbl>").count();
        assert_eq!(document.matches(" SEQ Table ").count(), count);
        // A row that may not go over to the next page can be lost below the edge of one in LibreOffice.
        assert_eq!(document.matches("<w:cantSplit/>").count(), count);
        assert_eq!(document.matches("<w:tblCaption w:val=\"").count(), count);
        assert_eq!(document.matches("<w:tc>").count(), document.matches("</w:p></w:tc>").count());
    }
    assert!(tables > 30, "{tables}");
}

#[test]
fn links_within_find_their_bookmarks() {
    for (name, bytes) in every_document() {
        let document = part(&bytes, "word/document.xml");
        let mut bookmarks: Vec<&str> =
            document.split("<w:bookmarkStart ").skip(1).map(|rest| values(rest, "w:name")[0]).collect();
        let anchors = values(&document, "w:anchor");
        // A document without a list of contents may have no link within.
        assert!(!anchors.is_empty() || !document.contains(" TOC "), "{name}");
        assert!(anchors.iter().all(|anchor| bookmarks.contains(anchor)), "{name}");
        bookmarks.sort();
        let count = bookmarks.len();
        bookmarks.dedup();
        assert_eq!(bookmarks.len(), count, "{name}");
        let known = part(&bytes, "word/_rels/document.xml.rels");
        for link in values(&document, "r:id") {
            assert!(known.contains(&format!("Id=\"{link}\"")), "{link} in {name}");
        }
    }
}

#[test]
fn the_contents_list_the_headings() {
    let bytes = Case::new(&[]).bytes(Document::Audit, Format::Docx);
    let document = part(&bytes, "word/document.xml");
    let contents = document.split("<w:sdtContent>").nth(1).unwrap().split("</w:sdtContent>").next().unwrap();
    assert!(contents.contains(" TOC \\o \"1-2\" \\h \\z \\u "));
    assert_eq!(values(contents, "w:fldCharType"), ["begin", "separate", "end"]);
    let of = |styles: [&str; 2], blocks: Vec<Block>| -> Vec<String> {
        let text = |block| match block {
            Block::Paragraph { style, text } if styles.contains(&style.as_str()) => Some(text),
            _ => None,
        };
        blocks.into_iter().filter_map(text).collect()
    };
    let listed = of(["TOC1", "TOC2"], blocks(contents));
    assert!(listed.len() > 10);
    assert_eq!(listed, of(["Heading1", "Heading2"], blocks(&document)));
}

#[test]
fn every_kind_of_block_keeps_its_words_and_its_style() {
    let bytes = from_markdown(ALL_BLOCKS);
    let document = part(&bytes, "word/document.xml");
    let styles: Vec<(String, String)> = blocks(&document)
        .into_iter()
        .filter_map(|block| match block {
            Block::Paragraph { style, text } if !style.starts_with("TOC") => Some((style, text)),
            _ => None,
        })
        .collect();
    let expected = [
        ("Title", "Title"),
        ("Heading1", "One"),
        ("Normal", "See two, nothing, out, bad."),
        ("ListNumber", "three"),
        ("ListContinue", "more"),
        ("ListBullet", "inner"),
        ("ListNumber", "deep"),
        ("ListNumber", "four"),
        ("Quote", "said"),
        ("HTMLPreformatted", "a <b>   c"),
        ("HorizontalRule", ""),
        ("Heading2", "Two"),
        ("Normal", "soft hard open x y  <i>raw</i>"),
        ("Caption", "Table 1. Two"),
        ("Normal", "row"),
    ];
    assert_eq!(styles, expected.map(|(style, text)| (style.to_owned(), text.to_owned())));
    let numbering = part(&bytes, "word/numbering.xml");
    assert!(numbering.contains("<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"3\"/>"));
    assert!(numbering.contains("<w:lvlOverride w:ilvl=\"2\"><w:startOverride w:val=\"1\"/>"));
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    assert!(!relations.contains("javascript"), "{relations}");
    for look in ["Met", "HTMLCode", "OpenPlace", "Identifier"] {
        assert!(document.contains(&format!("<w:rStyle w:val=\"{look}\"/>")), "{look}");
    }
}

/// What a document holds, in its order: texts of paragraphs and headings, and tables cell by cell.
#[derive(Debug, PartialEq)]
enum Held {
    Words(String),
    Table(Vec<Vec<String>>),
}

/// Every paragraph, heading and cell that the Markdown has, the other has too, and in its place.
#[test]
fn a_text_document_holds_what_the_markdown_holds() {
    for changes in [&[][..], DRAFT] {
        let case = Case::new(changes);
        for document in Document::all() {
            let markdown = from_plain_markdown(&case.text(document, Format::Markdown));
            let written = from_docx(&case.bytes(document, Format::Docx));
            for (ours, theirs) in written.iter().zip(&markdown) {
                assert_eq!(ours, theirs, "{document:?}");
            }
            assert_eq!(written.len(), markdown.len(), "{document:?}");
        }
    }
}

fn from_plain_markdown(markdown: &str) -> Vec<Held> {
    let arena = Arena::new();
    let mut plain = comrak::Options::default();
    plain.extension.table = true;
    let mut held = Vec::new();
    for node in parse_document(&arena, markdown, &plain).descendants() {
        match &node.data().value {
            NodeValue::Paragraph | NodeValue::Heading(_) => held.push(Held::Words(words(node))),
            NodeValue::Table(_) => {
                let cells = |row: Node<'_>| row.children().map(words).collect();
                held.push(Held::Table(node.children().map(cells).collect()));
            }
            _ => {}
        }
    }
    held
}

fn words(node: Node<'_>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(words) => text.push_str(words),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    unbracketed(&text)
}

/// Markdown puts open places in brackets, where others colour them.
fn unbracketed(text: &str) -> String {
    text.replace(['[', ']'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The edges of the pages stand first and last; the contents and the numbers are what Markdown has not.
fn from_docx(bytes: &[u8]) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    let mut goes_on = false;
    let names = ["word/header.xml", "word/document.xml", "word/footer.xml"];
    for block in names.iter().flat_map(|name| blocks(&part(bytes, name))) {
        match block {
            Block::Paragraph { style, .. } if style.starts_with("TOC") => {}
            Block::Paragraph { text, .. } if text == "Page 1 of 1" => {}
            // A line across holds no words.
            Block::Paragraph { style, .. } if style == "HorizontalRule" => {}
            // A chart is drawn from the table behind it.
            Block::Paragraph { style, .. } if style == "Figure" => {}
            Block::Paragraph { style, text } if style == "Caption" && text.starts_with("Figure ") => {}
            Block::Paragraph { style, text } if style == "Caption" => {
                let (_, caption) = text.split_once(". ").unwrap();
                let (caption, of) = caption.rsplit_once(" (part ").unwrap_or((caption, ""));
                goes_on = !of.is_empty() && !of.starts_with("1 of ");
                if !goes_on {
                    held.push(Held::Words(unbracketed(caption)));
                }
            }
            Block::Paragraph { text, .. } => held.push(Held::Words(unbracketed(&text))),
            Block::Table { rows, .. } => {
                let rows: Vec<Vec<String>> =
                    rows.iter().map(|row| row.iter().map(|cell| unbracketed(cell)).collect()).collect();
                match held.last_mut() {
                    Some(Held::Table(before)) if goes_on => {
                        for (before, row) in before.iter_mut().zip(rows) {
                            assert_eq!(before[0], row[0]);
                            before.extend(row.into_iter().skip(1));
                        }
                    }
                    _ => held.push(Held::Table(rows)),
                }
            }
        }
    }
    held
}
