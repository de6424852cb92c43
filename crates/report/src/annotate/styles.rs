//! The styles of a workbook: for each marked cell its own style once more, with another fill.
//!
//! Invariant: what is there stays; fonts, fills and formats are only added at the end of their lists.

use std::collections::BTreeMap;

use candor_model::Severity;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::Unfit;
use super::package::XML_HEAD;
use super::xml;

const LEAST: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>\
</fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// Styles of the sheet of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Title,
    /// A line above the table.
    Line,
    Header,
    Text,
    Link,
    Severity(Severity),
}

#[derive(Debug)]
pub(super) struct Styles {
    text: String,
    /// The formats of cells as they stand.
    formats: Vec<String>,
    fonts: usize,
    fills: usize,
    added_formats: Vec<String>,
    marked: BTreeMap<(usize, Severity), usize>,
    looks: BTreeMap<Look, usize>,
}

/// Fonts that are added: of the title, of headers, of links.
const FONTS: [&[&str]; 3] =
    [&["b", "sz val=\"14\""], &["b", "sz val=\"11\""], &["u", "sz val=\"11\"", "color rgb=\"FF0563C1\""]];
/// Fills that are added: one for each severity, then that of headers.
const FILLS: [&str; 4] = ["FFFFC7CE", "FFFFEB9C", "FFDDEBF7", "FFE3F0F8"];

impl Styles {
    /// Reads the styles; without a text the least there can be.
    pub(super) fn read(text: Option<String>) -> Result<Self, Unfit> {
        let text = text.unwrap_or_else(|| format!("{XML_HEAD}{LEAST}"));
        let formats = children(&text, "cellXfs")?;
        if formats.is_empty() {
            return Err(Unfit::lacks("cellXfs"));
        }
        let (fonts, fills) = (children(&text, "fonts")?.len(), children(&text, "fills")?.len());
        Ok(Styles {
            text,
            formats,
            fonts,
            fills,
            added_formats: Vec::new(),
            marked: BTreeMap::new(),
            looks: BTreeMap::new(),
        })
    }

    /// The format of a marked cell that had another one.
    pub(super) fn marked(&mut self, format: usize, severity: Severity) -> Result<usize, Unfit> {
        if let Some(known) = self.marked.get(&(format, severity)) {
            return Ok(*known);
        }
        let own = self.formats.get(format).unwrap_or(&self.formats[0]).clone();
        let end = own.find('>').map_or(own.len(), |end| end + 1);
        let (tag, rest) = own.split_at(end);
        let fill = (self.fills + severity as usize).to_string();
        let changes = [("fillId", Some(fill.as_str())), ("applyFill", Some("1"))];
        let changed = xml::with_attributes(&xml::start(tag)?, &changes)?;
        let close = if tag.ends_with("/>") { "/>" } else { ">" };
        let added = self.add(format!("<{changed}{close}{rest}"));
        self.marked.insert((format, severity), added);
        Ok(added)
    }

    /// The format of a cell of the sheet of problems.
    pub(super) fn look(&mut self, look: Look) -> usize {
        if let Some(known) = self.looks.get(&look) {
            return *known;
        }
        let (font, fill) = match look {
            Look::Title => (Some(0), None),
            Look::Header => (Some(1), Some(3)),
            Look::Line | Look::Text => (None, None),
            Look::Link => (Some(2), None),
            Look::Severity(severity) => (None, Some(severity as usize)),
        };
        let wrap = if matches!(look, Look::Title | Look::Line) { "" } else { " wrapText=\"1\"" };
        let font = font.map_or(0, |font| self.fonts + font);
        let fill = fill.map_or(0, |fill| self.fills + fill);
        let prefix =
            self.formats[0].trim_start_matches('<').split_once("xf").map_or("", |(prefix, _)| prefix);
        // As text, with the mark that keeps it text when it is edited: a cell of a register is no formula here.
        let format = format!(
            "<{prefix}xf numFmtId=\"49\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" \
             quotePrefix=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">\
             <{prefix}alignment vertical=\"top\"{wrap}/></{prefix}xf>"
        );
        let added = self.add(format);
        self.looks.insert(look, added);
        added
    }

    fn add(&mut self, format: String) -> usize {
        self.added_formats.push(format);
        self.formats.len() + self.added_formats.len() - 1
    }

    pub(super) fn finish(self) -> Result<String, Unfit> {
        let text = xml::append(&self.text, "fonts", FONTS.len(), |p| {
            let font = |parts: &&[&str]| {
                let parts: String = parts.iter().map(|part| format!("<{p}{part}/>")).collect();
                format!("<{p}font>{parts}<{p}name val=\"Calibri\"/><{p}family val=\"2\"/></{p}font>")
            };
            FONTS.iter().map(font).collect()
        })?;
        let text = xml::append(&text, "fills", FILLS.len(), |p| {
            let fill = |colour: &&str| {
                format!(
                    "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/>\
                     <{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
                )
            };
            FILLS.iter().map(fill).collect()
        })?;
        xml::append(&text, "cellXfs", self.added_formats.len(), |_| self.added_formats.concat())
    }
}

/// The children of the first element of a name, each as it stands.
fn children(text: &str, parent: &str) -> Result<Vec<String>, Unfit> {
    let element = xml::find(text, parent)?.ok_or_else(|| Unfit::lacks(parent))?;
    let Some(end) = element.end else { return Ok(Vec::new()) };
    let inner = &text[element.tag.end..end];
    let mut reader = Reader::from_str(inner);
    let mut children = Vec::new();
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event()? {
            Event::Start(tag) => {
                reader.read_to_end(tag.name())?;
            }
            Event::Empty(_) => {}
            Event::Eof => return Ok(children),
            _ => continue,
        }
        children.push(inner[from..reader.buffer_position() as usize].to_owned());
    }
}
