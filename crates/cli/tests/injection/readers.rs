//! Independent readers of what the program writes. Each gives what it found that is not inert: none may be found.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document as parse_page};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use zip::ZipArchive;

/// What every payload holds.
pub(super) const MARK: &str = "pwn";

pub(super) fn is_marked(text: &str) -> bool {
    text.to_lowercase().contains(MARK)
}

/// What is wrong with a file, by its ending.
pub(super) fn leaks(name: &str, bytes: &[u8]) -> Vec<String> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    match ending {
        "html" => page(&utf8(bytes)),
        "md" => markdown(&utf8(bytes)),
        "docx" | "xlsx" => package(bytes),
        "csv" => table(&utf8(bytes), if name.contains("semicolon") { b';' } else { b',' }),
        "json" | "jsonld" | "sarif" => data(&utf8(bytes)),
        "xml" => xml("file", &utf8(bytes)),
        "ics" => calendar(&utf8(bytes)),
        other => vec![format!("no reader knows `.{other}`")],
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|error| format!("not UTF-8: {error}"))
}

/// Marks that turn the order of what is written.
fn turns(text: &str) -> bool {
    text.contains(|c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// Where a link may lead: into the page, to a file beside it, the web, a mailbox, a telephone.
fn is_safe_address(address: &str) -> bool {
    let scheme: String = address.chars().take_while(|c| !matches!(c, '/' | '#' | '?')).collect();
    match scheme.split_once(':') {
        None => !address.starts_with("//"),
        Some((scheme, _)) => ["https", "http", "mailto", "tel"].contains(&scheme),
    }
}

const PAGE_FORBIDDEN: [&str; 23] = [
    "iframe",
    "object",
    "embed",
    "base",
    "link",
    "img",
    "image",
    "video",
    "audio",
    "source",
    "track",
    "frame",
    "frameset",
    "applet",
    "template",
    "math",
    "foreignobject",
    "animate",
    "set",
    "use",
    "portal",
    "textarea",
    "noscript",
];

/// Attributes that may hold words of a cell.
const PAGE_WORDS: [&str; 8] =
    ["title", "aria-label", "href", "id", "aria-labelledby", "value", "lang", "content"];

pub(super) fn page(text: &str) -> Vec<String> {
    let dom = parse_page(RcDom::default(), ParseOpts::default()).one(text);
    let mut found = Vec::new();
    let mut counts = BTreeMap::new();
    elements(&dom.document, &mut found, &mut counts);
    // The script and the search of ours.
    for tag in ["script", "form", "style", "title"] {
        let count = counts.get(tag).copied().unwrap_or_default();
        if count > 1 {
            found.push(format!("{count} elements <{tag}>"));
        }
    }
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    match text.split_once(policy).and_then(|(_, rest)| rest.split_once('"')) {
        Some((rules, _))
            if rules.contains("default-src &#39;none&#39;") || rules.contains("default-src 'none'") =>
        {
            if rules.contains("unsafe") || rules.contains('*') {
                found.push(format!("the policy of the page allows too much: {rules}"));
            }
        }
        _ => found.push("the page has no policy of what may load".to_owned()),
    }
    if turns(text) {
        found.push("a mark that turns the order of letters".to_owned());
    }
    found
}

fn elements(node: &Handle, found: &mut Vec<String>, counts: &mut BTreeMap<String, usize>) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let tag = name.local.to_string().to_lowercase();
            if PAGE_FORBIDDEN.contains(&tag.as_str()) || is_marked(&tag) {
                found.push(format!("the element <{tag}>"));
            }
            let words: String = node.children.borrow().iter().map(text_of).collect();
            if matches!(tag.as_str(), "script" | "style") && is_marked(&words) {
                found.push(format!("words of a cell in <{tag}>"));
            }
            for attribute in attrs.borrow().iter() {
                let (key, value) =
                    (attribute.name.local.to_string().to_lowercase(), attribute.value.to_string());
                attribute_of(&tag, &key, &value, found);
            }
            // Drawings have titles of their own.
            if &*name.ns == "http://www.w3.org/1999/xhtml" {
                *counts.entry(tag).or_default() += 1;
            }
        }
        NodeData::Comment { contents } if is_marked(contents) => found.push(format!("a comment: {contents}")),
        NodeData::ProcessingInstruction { .. } => found.push("a processing instruction".to_owned()),
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| elements(child, found, counts));
}

fn attribute_of(tag: &str, key: &str, value: &str, found: &mut Vec<String>) {
    let what = || format!("<{tag} {key}=\"{}\">", value.chars().take(80).collect::<String>());
    let runs = key.starts_with("on")
        || ["srcdoc", "formaction", "action", "ping", "background", "src", "srcset", "data", "poster"]
            .contains(&key);
    if runs || is_marked(key) {
        found.push(what());
    }
    if key.ends_with("href") && !is_safe_address(value) {
        found.push(what());
    }
    if is_marked(value) && !(PAGE_WORDS.contains(&key) || key.starts_with("data-")) {
        found.push(what());
    }
    if key == "http-equiv" && value != "Content-Security-Policy" {
        found.push(what());
    }
}

fn text_of(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text_of).collect(),
    }
}

/// With every extension that a reader of Markdown may have.
fn all_markdown() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.superscript = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.multiline_block_quotes = true;
    extension.math_dollars = true;
    extension.wikilinks_title_after_pipe = true;
    extension.spoiler = true;
    extension.block_directive = true;
    extension.front_matter_delimiter = Some("---".to_owned());
    options
}

pub(super) fn markdown(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let arena = Arena::new();
    let root = parse_document(&arena, text, &all_markdown());
    for node in root.descendants() {
        let data = node.data();
        let bad = match &data.value {
            NodeValue::HtmlBlock(html) => Some(format!("raw HTML: {}", html.literal)),
            NodeValue::HtmlInline(html) => Some(format!("raw HTML: {html}")),
            NodeValue::Image(image) => Some(format!("an image: {}", image.url)),
            NodeValue::Link(link) if !is_safe_address(&link.url) => Some(format!("a link to {}", link.url)),
            NodeValue::WikiLink(link) => Some(format!("a link to {}", link.url)),
            NodeValue::FrontMatter(matter) => Some(format!("front matter: {matter}")),
            NodeValue::BlockDirective(block) if is_marked(&block.info) => {
                Some(format!("a block {}", block.info))
            }
            NodeValue::CodeBlock(code) if is_marked(&code.info) => Some(format!("code {}", code.info)),
            NodeValue::FootnoteDefinition(note) if is_marked(&note.name) => Some("a footnote".to_owned()),
            _ => None,
        };
        found.extend(bad);
    }
    if turns(text) {
        found.push("a mark that turns the order of letters".to_owned());
    }
    found
}

/// The parts of a document or workbook of Office.
fn package(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return vec![format!("no archive: {error}")],
    };
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").to_string();
        let leads_out = name.starts_with('/') || name.contains("..") || name.contains(['\\', ':']);
        if leads_out || is_marked(&name) || name.contains("vba") || name.contains("embeddings") {
            found.push(format!("the part {name}"));
        }
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut text = String::new();
            match part.read_to_string(&mut text) {
                Ok(_) => found.extend(xml(&name, &text)),
                Err(error) => found.push(format!("{name}: {error}")),
            }
        }
    }
    found
}

/// What of an Office part a program obeys.
const OBEYED: [&str; 9] = [
    "f",
    "formula1",
    "formula2",
    "definedName",
    "instrText",
    "oddHeader",
    "oddFooter",
    "ddeLink",
    "oleObject",
];

pub(super) fn xml(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut reader = Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::DocType(_)) => found.push(format!("{name}: a document type")),
            Ok(Event::Start(start)) => {
                open.push(start.local_name().as_ref().to_owned());
                found.extend(xml_attributes(name, &start));
            }
            Ok(Event::Empty(start)) => found.extend(xml_attributes(name, &start)),
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Comment(words)) if is_marked(&words) => {
                found.push(format!("{name}: a comment"));
            }
            Ok(Event::Text(words)) => {
                let words: &str = &words;
                let around = open.last().map(String::as_str).unwrap_or_default();
                if OBEYED.contains(&around) && is_marked(words) {
                    found.push(format!("{name}: <{around}>{words}"));
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                let known = ["amp", "lt", "gt", "quot", "apos"];
                let entity: &str = &reference;
                if !known.contains(&entity) && !is_character(entity) {
                    found.push(format!("{name}: the entity {entity}"));
                }
            }
            Ok(_) => {}
            Err(error) => {
                found.push(format!("{name}: not well-formed: {error}"));
                break;
            }
        }
    }
    if !open.is_empty() {
        found.push(format!("{name}: <{}> is not closed", open.join("><")));
    }
    // XML 1.0, production 2.
    let outside = |c: char| !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if text.contains(outside) {
        found.push(format!("{name}: a letter that XML does not have"));
    }
    if !name.starts_with("xl/") && turns(text) {
        found.push(format!("{name}: a mark that turns the order of letters"));
    }
    found
}

fn is_character(entity: &str) -> bool {
    let number = entity.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
    let number = number.or_else(|| entity.strip_prefix('#').map(str::parse));
    let allowed =
        |number: u32| matches!(number, 9 | 10 | 13 | 32..=0xd7ff | 0xe000..=0xfffd | 0x10000..=0x10ffff);
    number.and_then(Result::ok).is_some_and(allowed)
}

fn xml_attributes(name: &str, start: &quick_xml::events::BytesStart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let tag = start.local_name().as_ref().to_owned();
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        match attribute {
            Ok(attribute) => {
                attributes.insert(attribute.key.as_ref().to_owned(), attribute.value.to_string());
            }
            Err(error) => found.push(format!("{name}: <{tag}>: {error}")),
        }
    }
    let of = |key: &str| attributes.get(key).map(String::as_str).unwrap_or_default();
    if tag == "Relationship" && of("TargetMode") == "External" {
        let is_link = of("Type").ends_with("/hyperlink");
        if !is_link || !is_safe_address(of("Target")) {
            found.push(format!("{name}: leads out to {}", of("Target")));
        }
    } else if tag == "Relationship" && (is_marked(of("Target")) || of("Target").contains("..//")) {
        found.push(format!("{name}: leads to {}", of("Target")));
    }
    if tag == "fldSimple" && is_marked(of("w:instr")) {
        found.push(format!("{name}: the field {}", of("w:instr")));
    }
    found
}

/// A file of separated values, as a strict reader and then a spreadsheet program sees it.
fn table(text: &str, separator: u8) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut found = Vec::new();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let formula = |cell: &&str| {
                    let begins = cell.trim_start_matches([' ', '\u{200b}', '\u{feff}', '\u{2060}']);
                    let runs =
                        begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
                    runs && cell.replace(',', ".").parse::<f64>().is_err()
                };
                found.extend(record.iter().filter(formula).map(|cell| format!("a formula: {cell:?}")));
            }
            Err(error) => {
                found.push(format!("{error}"));
                break;
            }
        }
    }
    found
}

/// JSON whose addresses lead nowhere that a cell chose.
pub(super) fn data(text: &str) -> Vec<String> {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => addresses("", &value),
        Err(error) => vec![format!("no JSON: {error}")],
    }
}

fn addresses(key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Object(parts) => parts.iter().flat_map(|(key, part)| addresses(key, part)).collect(),
        Value::Array(items) => items.iter().flat_map(|item| addresses(key, item)).collect(),
        Value::String(text)
            if ["uri", "href", "@id", "@type", "@context", "helpUri", "$schema"].contains(&key) =>
        {
            let plain =
                text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '{' | '}'));
            let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
            let runs = scheme
                .is_some_and(|scheme| ["javascript", "data", "vbscript", "file"].contains(&scheme.as_str()));
            if plain && !runs { Vec::new() } else { vec![format!("{key}: {text:?}")] }
        }
        _ => Vec::new(),
    }
}

/// A calendar (RFC 5545): every line is a property, and nothing stands in it but the events of ours.
pub(super) fn calendar(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.replace("\r\n", "").contains(['\r', '\n']) {
        found.push("a line end that is none".to_owned());
    }
    found
        .extend(text.split("\r\n").filter(|line| line.len() > 75).map(|line| format!("a long line: {line}")));
    let unfolded = text.replace("\r\n ", "");
    for line in unfolded.split_terminator("\r\n") {
        let name: String =
            line.chars().take_while(|c| c.is_ascii_uppercase() || matches!(c, '-' | '0'..='9')).collect();
        let known = line[name.len()..].starts_with([':', ';']) && !name.is_empty();
        let runs = ["ATTACH", "ATTENDEE", "ORGANIZER", "ACTION", "URL"].contains(&name.as_str());
        let block = matches!(name.as_str(), "BEGIN" | "END")
            && !line.ends_with(":VCALENDAR")
            && !line.ends_with(":VEVENT");
        if !known || runs || block {
            found.push(format!("a line: {}", line.chars().take(100).collect::<String>()));
        }
        if line.chars().any(char::is_control) {
            found.push("a letter that steers".to_owned());
        }
    }
    found
}

/// What a terminal gets: no letter steers it but, where they are wanted, the colours.
pub(super) fn terminal(text: &str, coloured: bool) -> Vec<String> {
    let mut text = text.replace("\r\n", "\n");
    if coloured {
        for colour in ["0", "1", "2", "1;31", "1;33", "36", "32"] {
            text = text.replace(&format!("\u{1b}[{colour}m"), "");
        }
    }
    let steers = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
    };
    let mut found = Vec::new();
    for line in text.lines().filter(|line| line.contains(steers) || turns(line)) {
        found.push(format!("steers: {:?}", line.chars().take(120).collect::<String>()));
    }
    found
}

/// Lines that a CI service would take for commands, and that are none of ours.
pub(super) fn commands(text: &str) -> Vec<String> {
    let is_ours =
        |line: &str| ["::error ", "::warning ", "::notice "].iter().any(|ours| line.starts_with(ours));
    let is_command = |line: &str| line.trim_start().starts_with("::") || line.trim_start().starts_with("##[");
    let forged = text.lines().filter(|line| is_command(line) && !is_ours(line));
    forged.map(|line| format!("a command: {}", line.chars().take(120).collect::<String>())).collect()
}
