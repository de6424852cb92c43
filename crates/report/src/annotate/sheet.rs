//! A worksheet with its marked cells in another style; cells that are not there are made.
//!
//! Invariant: everything but the tags of marked cells and their rows stays as it was.

use std::collections::BTreeMap;

use candor_model::{Severity, cell_position, column_letters};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Unfit;
use super::styles::Styles;
use super::xml;

/// What must stand behind `legacyDrawing` (ECMA-376, part 1, 18.3.1.99, CT_Worksheet).
const BEHIND: [&str; 10] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
    "legacyDrawing",
];

/// Marked cells by 1-based row and 0-based column.
pub(super) type Marks = BTreeMap<u32, BTreeMap<u32, Severity>>;

/// A run of columns, 1-based, as `cols` gives them.
#[derive(Debug, Clone, Copy)]
struct Columns {
    first: u32,
    last: u32,
    style: usize,
    /// In characters; 0 if hidden.
    width: Option<f64>,
}

/// The sheet after marking, and what notes need of it.
#[derive(Debug)]
pub(super) struct MarkedSheet {
    text: String,
    /// Where a `legacyDrawing` belongs.
    legacy_at: usize,
    /// Relationship of the drawing that holds notes, if there is one.
    pub legacy: Option<String>,
    prefix: String,
    columns: Vec<Columns>,
    default_width: f64,
    default_height: f64,
    /// In points, of rows that have one of their own.
    heights: BTreeMap<u32, f64>,
}

impl MarkedSheet {
    /// Names the drawing that holds the notes.
    pub(super) fn set_legacy(&mut self, id: &str) {
        let tag = format!(
            "<{}legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
             r:id=\"{id}\"/>",
            self.prefix
        );
        self.text.insert_str(self.legacy_at, &tag);
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Width of a 0-based column in pixels.
    pub(super) fn column_pixels(&self, column: u32) -> u32 {
        let own = self.columns.iter().find(|run| (run.first..=run.last).contains(&(column + 1)));
        let width = own.and_then(|run| run.width).unwrap_or(self.default_width);
        // Seven pixels a digit and five around them, in Calibri 11.
        if width <= 0.0 { 0 } else { (width.min(255.0) * 7.0 + 5.0) as u32 }
    }

    /// Height of a 1-based row in pixels.
    pub(super) fn row_pixels(&self, row: u32) -> u32 {
        let points = self.heights.get(&row).copied().unwrap_or(self.default_height);
        (points.clamp(0.0, 409.0) * 4.0 / 3.0) as u32
    }
}

/// Marks cells of a worksheet.
pub(super) fn mark(xml: &str, marks: &Marks, styles: &mut Styles) -> Result<MarkedSheet, Unfit> {
    let mut marker = Marker {
        xml,
        reader: Reader::from_str(xml),
        from: 0,
        copied: 0,
        out: String::with_capacity(xml.len() + 4096),
        marks,
        styles,
        data: false,
        behind: false,
        found: MarkedSheet {
            text: String::new(),
            legacy_at: 0,
            legacy: None,
            prefix: String::new(),
            columns: Vec::new(),
            default_width: 8.43,
            default_height: 15.0,
            heights: BTreeMap::new(),
        },
    };
    marker.worksheet()?;
    let mut found = marker.found;
    found.text = marker.out;
    Ok(found)
}

struct Marker<'a> {
    xml: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where the last event began.
    from: usize,
    /// How far the text was taken over.
    copied: usize,
    out: String,
    marks: &'a Marks,
    styles: &'a mut Styles,
    /// Was the part with the cells seen?
    data: bool,
    /// Was the place of a `legacyDrawing` passed?
    behind: bool,
    found: MarkedSheet,
}

impl<'a> Marker<'a> {
    fn next(&mut self) -> Result<Event<'a>, Unfit> {
        self.from = self.reader.buffer_position() as usize;
        Ok(self.reader.read_event()?)
    }

    fn here(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    /// Takes the text over up to a place.
    fn keep(&mut self, to: usize) {
        self.out.push_str(&self.xml[self.copied..to]);
        self.copied = to;
    }

    /// Puts a text in the place of the last event.
    fn replace(&mut self, text: &str) {
        self.keep(self.from);
        self.out.push_str(text);
        self.copied = self.here();
    }

    fn worksheet(&mut self) -> Result<(), Unfit> {
        let mut root = false;
        loop {
            match self.next()? {
                Event::Start(tag) if !root => {
                    if tag.local_name().as_ref() != "worksheet" {
                        return Err(Unfit::lacks("worksheet"));
                    }
                    self.found.prefix = xml::prefix(tag.name());
                    root = true;
                }
                Event::Start(tag) => {
                    self.before(&tag)?;
                    match tag.local_name().as_ref() {
                        "cols" => self.columns()?,
                        "sheetData" => {
                            self.data = true;
                            self.rows()?;
                        }
                        _ => {
                            self.reader.read_to_end(tag.name())?;
                        }
                    }
                }
                Event::Empty(tag) => {
                    self.before(&tag)?;
                    if tag.local_name().as_ref() == "sheetData" {
                        self.data = true;
                        self.empty_data(&tag)?;
                    }
                }
                Event::End(_) => {
                    self.put_legacy_here();
                    self.keep(self.xml.len());
                    return if self.data { Ok(()) } else { Err(Unfit::lacks("sheetData")) };
                }
                Event::Eof => return Err(Unfit::lacks("worksheet")),
                _ => {}
            }
        }
    }

    /// What the start of a part of the sheet tells, whatever the part holds.
    fn before(&mut self, tag: &BytesStart<'_>) -> Result<(), Unfit> {
        let local = tag.local_name();
        let local = local.as_ref();
        if self.data && BEHIND.contains(&local) {
            self.put_legacy_here();
        }
        if local == "legacyDrawing" {
            let id = tag.attributes().filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == "id");
            self.found.legacy = id.map(|id| id.value.into_owned());
        }
        if local == "sheetFormatPr" {
            self.found.default_width = xml::number(tag, "defaultColWidth")?.unwrap_or(8.43);
            self.found.default_height = xml::number(tag, "defaultRowHeight")?.unwrap_or(15.0);
        }
        Ok(())
    }

    /// The place of a `legacyDrawing` is before the first part that must stand behind it.
    fn put_legacy_here(&mut self) {
        if !std::mem::replace(&mut self.behind, true) {
            self.keep(self.from);
            self.found.legacy_at = self.out.len();
        }
    }

    fn columns(&mut self) -> Result<(), Unfit> {
        loop {
            match self.next()? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "col" => {
                    let hidden = matches!(xml::attribute(&tag, "hidden")?.as_deref(), Some("1" | "true"));
                    self.found.columns.push(Columns {
                        first: xml::number(&tag, "min")?.unwrap_or(0),
                        last: xml::number(&tag, "max")?.unwrap_or(0),
                        style: xml::number(&tag, "style")?.unwrap_or(0),
                        width: if hidden { Some(0.0) } else { xml::number(&tag, "width")? },
                    });
                }
                Event::End(tag) if tag.local_name().as_ref() == "cols" => return Ok(()),
                Event::Eof => return Err(Unfit::lacks("cols")),
                _ => {}
            }
        }
    }

    fn empty_data(&mut self, tag: &BytesStart<'_>) -> Result<(), Unfit> {
        let rows = self.new_rows(0, u32::MAX)?;
        let text = format!("<{}>{rows}</{}>", xml::with_attributes(tag, &[])?, tag.name().as_ref());
        self.replace(&text);
        Ok(())
    }

    fn rows(&mut self) -> Result<(), Unfit> {
        let mut last = 0;
        loop {
            let event = self.next()?;
            let is_start = matches!(event, Event::Start(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                    let number: u32 = xml::number(&tag, "r")?.unwrap_or(last + 1);
                    if number <= last {
                        return Err(Unfit::Unexpected("rows do not stand in order".to_owned()));
                    }
                    let before = self.new_rows(last, number)?;
                    self.keep(self.from);
                    self.out.push_str(&before);
                    last = number;
                    self.row(&tag, number, is_start)?;
                }
                Event::End(_) => {
                    let rows = self.new_rows(last, u32::MAX)?;
                    self.keep(self.from);
                    self.out.push_str(&rows);
                    return Ok(());
                }
                Event::Eof => return Err(Unfit::lacks("sheetData")),
                _ => {}
            }
        }
    }

    /// Rows with marks that stand between two rows of the sheet, both left out.
    fn new_rows(&mut self, above: u32, below: u32) -> Result<String, Unfit> {
        let mut rows = String::new();
        for (number, cells) in self.marks.range(above.saturating_add(1)..below) {
            let cells = self.new_cells(*number, cells.iter(), None)?;
            let prefix = &self.found.prefix;
            rows.push_str(&format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>"));
        }
        Ok(rows)
    }

    fn new_cells<'m>(
        &mut self,
        row: u32,
        cells: impl Iterator<Item = (&'m u32, &'m Severity)>,
        row_style: Option<usize>,
    ) -> Result<String, Unfit> {
        let mut text = String::new();
        for (column, severity) in cells {
            let own = self.found.columns.iter().find(|run| (run.first..=run.last).contains(&(column + 1)));
            let style = row_style.or(own.map(|run| run.style)).unwrap_or(0);
            let style = self.styles.marked(style, *severity)?;
            let prefix = &self.found.prefix;
            text.push_str(&format!("<{prefix}c r=\"{}{row}\" s=\"{style}\"/>", column_letters(*column)));
        }
        Ok(text)
    }

    fn row(&mut self, tag: &BytesStart<'_>, number: u32, is_start: bool) -> Result<(), Unfit> {
        let hidden = matches!(xml::attribute(tag, "hidden")?.as_deref(), Some("1" | "true"));
        if let Some(height) = if hidden { Some(0.0) } else { xml::number(tag, "ht")? } {
            self.found.heights.insert(number, height);
        }
        let marks = self.marks;
        let Some(marks) = marks.get(&number) else {
            if is_start {
                self.reader.read_to_end(tag.name())?;
            }
            return Ok(());
        };
        let has_style = matches!(xml::attribute(tag, "customFormat")?.as_deref(), Some("1" | "true"));
        let style = if has_style { xml::number(tag, "s")? } else { None };
        // `spans` may be wrong once a cell is added; it is a hint that can be left out.
        let start = xml::with_attributes(tag, &[("spans", None)])?;
        if is_start {
            self.replace(&format!("<{start}>"));
            self.cells(number, marks, style)
        } else {
            let cells = self.new_cells(number, marks.iter(), style)?;
            self.replace(&format!("<{start}>{cells}</{}>", tag.name().as_ref()));
            Ok(())
        }
    }

    fn cells(
        &mut self,
        row: u32,
        marks: &BTreeMap<u32, Severity>,
        row_style: Option<usize>,
    ) -> Result<(), Unfit> {
        // The first column that was not seen yet.
        let mut next = 0;
        loop {
            let event = self.next()?;
            let is_start = matches!(event, Event::Start(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                    let column = match xml::attribute(&tag, "r")? {
                        Some(cell) => cell_position(&cell).filter(|(number, _)| *number == row),
                        None => Some((row, next)),
                    };
                    let Some((_, column)) = column.filter(|(_, column)| *column >= next) else {
                        return Err(Unfit::Unexpected(format!("cells of row {row} do not stand in order")));
                    };
                    let missing = self.new_cells(row, marks.range(next..column), row_style)?;
                    self.keep(self.from);
                    self.out.push_str(&missing);
                    if let Some(severity) = marks.get(&column) {
                        let style = xml::number(&tag, "s")?.unwrap_or(0);
                        let style = self.styles.marked(style, *severity)?.to_string();
                        let start = xml::with_attributes(&tag, &[("s", Some(&style))])?;
                        self.replace(&format!("<{start}{}>", if is_start { "" } else { "/" }));
                    }
                    if is_start {
                        self.reader.read_to_end(tag.name())?;
                    }
                    next = column + 1;
                }
                Event::End(_) => {
                    let missing = self.new_cells(row, marks.range(next..), row_style)?;
                    self.keep(self.from);
                    self.out.push_str(&missing);
                    return Ok(());
                }
                Event::Eof => return Err(Unfit::lacks("row")),
                _ => {}
            }
        }
    }
}
