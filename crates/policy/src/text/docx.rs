//! DOCX: the paragraphs, items and cells of the main part of an Office Open XML document, then its footnotes and endnotes.
//!
//! Read as if all tracked changes were accepted: what was deleted or moved away is not text, nor is hidden text. Headers and
//! footers of the pages and the table of contents are not the document's text. A comment in Word that allows a finding holds for the paragraph it is on.
//!
//! Invariants: nothing is followed (no external part, no entity); what unpacks to more than the limit is refused before it is
//! held. The format: ECMA-376 part 1, section 17.

mod styles;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::BytesStart;

use super::draft::Builder;
use super::{BlockKind, TEXT_BYTES_MAX, TextError};
use styles::{Look, Styles};
use xml::{Step, attribute, each, is_on};

/// The most that a part may unpack to, in bytes: markup is several times as long as its text.
const PART_BYTES_MAX: usize = 8 * TEXT_BYTES_MAX;
/// The numbering that takes a paragraph out of a list.
const NO_LIST: &str = "0";
/// The outline level of body text.
const BODY_LEVEL: u8 = 9;

pub(super) fn read(bytes: &[u8], builder: &mut Builder) -> Result<(), TextError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| TextError::Broken(format!("it is no DOCX file: {error}")))?;
    let mut part = |name: &str| unpacked(&mut archive, name);
    let Some(document) = part("word/document.xml")? else {
        return Err(TextError::Broken("it has no part word/document.xml".to_owned()));
    };
    let styles = Styles::read(&part("word/styles.xml")?.unwrap_or_default())?;
    let comments = comments(&part("word/comments.xml")?.unwrap_or_default())?;
    builder.declared_language = styles.language.clone();
    builder.declared_title = title(&part("docProps/core.xml")?.unwrap_or_default())?;
    let mut paragraphs = 0;
    for name in ["document", "footnotes", "endnotes"] {
        let xml = match name {
            "document" => Some(document.clone()),
            _ => part(&format!("word/{name}.xml"))?,
        };
        let Some(xml) = xml else { continue };
        let links = links(&part(&format!("word/_rels/{name}.xml.rels"))?.unwrap_or_default())?;
        let mut walk = Walk::new(builder, &styles, &links, &comments, paragraphs);
        each(&xml, |event| walk.event(event))?;
        paragraphs = walk.count;
    }
    Ok(())
}

/// A part of the archive, if it is there.
fn unpacked(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, TextError> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    part.take(PART_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| TextError::Broken(format!("its part {name} cannot be unpacked: {error}")))?;
    if bytes.len() > PART_BYTES_MAX {
        return Err(TextError::TextTooLarge { limit: PART_BYTES_MAX });
    }
    super::decoded(&bytes, false).map(Some)
}

/// The text of each comment by its id.
fn comments(xml: &str) -> Result<BTreeMap<String, String>, TextError> {
    let mut comments = BTreeMap::new();
    let mut id = String::new();
    each(xml, |step| {
        match step {
            Step::Start(start) if start.local_name().as_ref() == "comment" => {
                id = attribute(start, "id").unwrap_or_default();
            }
            Step::Text(text) => comments.entry(id.clone()).or_insert_with(String::new).push_str(text),
            // Each paragraph of a comment is a line.
            Step::End("p") => comments.entry(id.clone()).or_insert_with(String::new).push('\n'),
            _ => {}
        }
        Ok(())
    })?;
    Ok(comments)
}

/// Where each link leads, by the id of its relationship.
fn links(xml: &str) -> Result<BTreeMap<String, String>, TextError> {
    let mut links = BTreeMap::new();
    each(xml, |step| {
        if let Step::Start(start) = step
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            links.insert(id, target);
        }
        Ok(())
    })?;
    Ok(links)
}

fn title(xml: &str) -> Result<Option<String>, TextError> {
    let mut title = None;
    let mut is_title = false;
    each(xml, |step| {
        match step {
            Step::Start(start) => is_title = start.local_name().as_ref() == "title",
            Step::End(_) => is_title = false,
            Step::Text(text) if is_title => title = Some(super::draft::one_line(text)),
            Step::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(title.filter(|title| !title.is_empty()))
}

/// A paragraph that is open; one with a text box holds others.
#[derive(Debug, Default)]
struct Paragraph {
    number: usize,
    look: Look,
}

#[derive(Debug)]
struct Table {
    index: usize,
    /// Rows and columns that were begun.
    rows: usize,
    columns: usize,
    /// Columns of the cell that is open, beyond its first.
    span: usize,
    is_header: bool,
}

/// A field: what it does, and whether its result is being read.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    is_link: bool,
}

struct Walk<'w> {
    builder: &'w mut Builder,
    styles: &'w Styles,
    links: &'w BTreeMap<String, String>,
    comments: &'w BTreeMap<String, String>,
    /// Paragraphs so far.
    count: usize,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    fields: Vec<Field>,
    /// Elements around whose text is not read.
    unseen: usize,
    /// Is the run hidden?
    is_vanished: bool,
    in_text: bool,
    in_instruction: bool,
}

impl<'w> Walk<'w> {
    fn new(
        builder: &'w mut Builder,
        styles: &'w Styles,
        links: &'w BTreeMap<String, String>,
        comments: &'w BTreeMap<String, String>,
        count: usize,
    ) -> Self {
        Walk {
            builder,
            styles,
            links,
            comments,
            count,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            fields: Vec::new(),
            unseen: 0,
            is_vanished: false,
            in_text: false,
            in_instruction: false,
        }
    }

    fn event(&mut self, step: Step<'_>) -> Result<(), TextError> {
        match step {
            Step::Start(start) => {
                let name = start.local_name();
                self.start(name.as_ref(), start)
            }
            Step::End(name) => self.end(name),
            Step::Text(text) => {
                if self.in_instruction {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(text);
                    }
                } else if self.in_text && self.unseen == 0 && !self.is_vanished {
                    self.push(text);
                }
                Ok(())
            }
        }
    }

    fn push(&mut self, text: &str) {
        let number = self.paragraphs.last().map_or(self.count, |paragraph| paragraph.number);
        self.builder.draft.push(text, number);
    }

    fn start(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), TextError> {
        match name {
            // A text box is written twice, the second time for old programs.
            "Fallback" | "moveFrom" | "del" => self.unseen += 1,
            "p" => {
                self.count += 1;
                self.paragraphs.push(Paragraph { number: self.count, look: Look::default() });
            }
            "txbxContent" => self.flush()?,
            "tbl" => {
                self.flush()?;
                let index = self.builder.begin_table();
                self.tables.push(Table { index, rows: 0, columns: 0, span: 0, is_header: true });
            }
            "r" => self.is_vanished = false,
            "vanish" => self.is_vanished = is_on(start),
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            "tab" | "br" | "cr" => self.builder.draft.space(),
            "noBreakHyphen" => self.push("-"),
            "hyperlink" => {
                let target = attribute(start, "id").and_then(|id| self.links.get(&id).cloned());
                let anchor = || attribute(start, "anchor").map(|anchor| format!("#{anchor}"));
                self.builder.draft.begin_link(&target.or_else(anchor).unwrap_or_default());
            }
            "fldChar" => self.field(&attribute(start, "fldCharType").unwrap_or_default()),
            "commentReference" => {
                let comment = attribute(start, "id").and_then(|id| self.comments.get(&id));
                if let Some(comment) = comment {
                    self.builder.comment(comment);
                }
            }
            _ => {
                self.row_property(name, start);
                self.paragraph_property(name, start);
            }
        }
        Ok(())
    }

    fn row_property(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "tr" => {
                table.rows += 1;
                table.columns = 0;
                table.span = 0;
                // Most authors do not mark the row of headers; it is the first.
                table.is_header = table.rows == 1;
            }
            "tblHeader" => table.is_header = is_on(start),
            "tc" => {
                table.columns += 1 + table.span;
                table.span = 0;
            }
            "gridSpan" => {
                let columns =
                    attribute(start, "val").and_then(|value| value.parse::<u16>().ok()).unwrap_or(1);
                table.span = usize::from(columns).saturating_sub(1);
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let value = attribute(start, "val").unwrap_or_default();
        match name {
            "pStyle" => paragraph.look = self.styles.look(&value),
            "numId" => paragraph.look.is_item = value != NO_LIST,
            "outlineLvl" => {
                paragraph.look.level =
                    value.parse().ok().filter(|level| *level < BODY_LEVEL).map(|level: u8| level + 1);
            }
            _ => {}
        }
    }

    /// A field in its three marks: begin, separate (its result follows) and end.
    fn field(&mut self, mark: &str) {
        match mark {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                let Some(field) = self.fields.last_mut() else { return };
                let Some(rest) = field.instruction.trim().strip_prefix("HYPERLINK") else { return };
                let target = rest.split('"').nth(1).unwrap_or_default().to_owned();
                field.is_link = true;
                self.builder.draft.begin_link(&target);
            }
            "end" => {
                let ended = self.fields.pop();
                if ended.is_some_and(|field| field.is_link) {
                    self.builder.draft.end_link();
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), TextError> {
        match name {
            "Fallback" | "moveFrom" | "del" => self.unseen = self.unseen.saturating_sub(1),
            "p" => {
                self.flush()?;
                self.paragraphs.pop();
            }
            "txbxContent" => self.flush()?,
            "tbl" => {
                self.tables.pop();
            }
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "hyperlink" => self.builder.draft.end_link(),
            _ => {}
        }
        Ok(())
    }

    /// Ends the block that is being read.
    fn flush(&mut self) -> Result<(), TextError> {
        let look = self.paragraphs.last().map(|paragraph| paragraph.look).unwrap_or_default();
        if look.is_contents {
            self.builder.discard();
            return Ok(());
        }
        let kind = match (look.level, self.tables.last()) {
            (Some(level), _) => BlockKind::Heading(level),
            _ if look.is_verbatim => BlockKind::Verbatim,
            _ if look.is_caption => BlockKind::Caption,
            (None, Some(table)) => BlockKind::Cell {
                table: table.index,
                row: table.rows.saturating_sub(1),
                column: table.columns.saturating_sub(1),
                header: table.is_header,
            },
            (None, None) if look.is_item => BlockKind::Item,
            (None, None) => BlockKind::Paragraph,
        };
        self.builder.end(kind, false)
    }
}
