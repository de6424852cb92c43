//! Tables: a numbered caption before each, a header row that every page repeats, and a first column that names
//! the rows. One too wide for the page becomes several, each with the first column.

use candor_policy::{Key, key};
use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::Writer;
use super::inline::plain;
use super::paragraph::{Frame, Paragraph};
use crate::columns::{Column, Part, Room, parts};
use crate::escape::xml;
use crate::tree::{given_id, text_of};

/// From this number of columns a table is set in small letters.
const SMALL_FROM: usize = 5;
/// Width of the text on the page, in twentieths of a point: A4 without margins.
const PAGE: usize = 9866;
/// Room beside the text of a cell, in the same.
const PADDING: usize = 140;
/// Width of a letter in a usual and in a small table, in twentieths of a point.
const LETTER: usize = 98;
const LETTER_SMALL: usize = 88;

/// A table as it is written: its cells, and how they look.
struct Grid<'a> {
    rows: Vec<(Node<'a>, Vec<Node<'a>>)>,
    alignments: Vec<TableAlignment>,
    style: &'static str,
    letter: usize,
}

impl<'a> Grid<'a> {
    fn new(table: Node<'a>) -> Grid<'a> {
        let alignments = match &table.data().value {
            NodeValue::Table(content) => content.alignments.clone(),
            _ => Vec::new(),
        };
        let rows = table.children().map(|row| (row, row.children().collect())).collect();
        let small = alignments.len() >= SMALL_FROM;
        let (style, letter) = if small { ("TableTextSmall", LETTER_SMALL) } else { ("TableText", LETTER) };
        Grid { rows, alignments, style, letter }
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns = vec![Column::default(); self.alignments.len()];
        for (_, cells) in &self.rows {
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.add(&text_of(cell));
            }
        }
        columns
    }
}

impl Writer {
    /// Writes a table; without a caption the heading above names it.
    pub(super) fn table(&mut self, table: Node<'_>, caption: Option<Node<'_>>, frame: Frame) {
        let grid = Grid::new(table);
        let (runs, name) = match caption {
            Some(caption) => (self.runs(caption), text_of(caption)),
            None => (plain(&self.heading), self.heading.clone()),
        };
        let parts = parts(&grid.columns(), Room { page: PAGE, letter: grid.letter, padding: PADDING });
        for (index, part) in parts.iter().enumerate() {
            let which = match parts.len() {
                1 => String::new(),
                count => {
                    let (part, count) = ((index + 1).to_string(), count.to_string());
                    let words =
                        self.language.say_with(key::LABEL_PART, &[("part", &part), ("count", &count)]);
                    format!(" ({words})")
                }
            };
            self.caption(&format!("{runs}{}", plain(&which)), frame);
            self.part(&grid, part, &format!("{name}{which}"), index == 0);
        }
    }

    fn caption(&mut self, runs: &str, frame: Frame) {
        self.tables += 1;
        self.numbered(key::LABEL_TABLE, self.tables, runs, frame);
    }

    /// A caption with its number: `Table 3. What was read`.
    pub(super) fn numbered(&mut self, word: Key, number: usize, runs: &str, frame: Frame) {
        let word = self.language.say(word);
        let number = format!(
            "<w:fldSimple w:instr=\" SEQ {word} \\* ARABIC \">{}</w:fldSimple>",
            plain(&number.to_string())
        );
        let numbered = [plain(&format!("{word} ")), number, plain(". "), runs.to_owned()].concat();
        Paragraph { style: "Caption", keep_next: true, frame, ..Paragraph::default() }
            .write(&numbered, &mut self.xml);
    }

    /// Writes the columns of a part; rows can be linked to in the first.
    fn part(&mut self, grid: &Grid<'_>, part: &Part, name: &str, is_first: bool) {
        let total: usize = part.widths.iter().sum();
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"DocumentTable\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" \
             w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            xml(name)
        ));
        for width in &part.widths {
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        for (index, (row, cells)) in grid.rows.iter().enumerate() {
            let cells: Vec<Node<'_>> = cells
                .iter()
                .take(1)
                .chain(cells.iter().skip(part.columns.start).take(part.columns.len()))
                .copied()
                .collect();
            // Other rows may go over to the next page: where none may, LibreOffice sets some below the page's edge.
            let properties = if index == 0 { "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" } else { "" };
            self.xml.push_str(&format!("<w:tr>{properties}"));
            let id = given_id(row).filter(|_| is_first);
            for (column, (cell, width)) in cells.iter().zip(&part.widths).enumerate() {
                let mut runs = self.runs(cell);
                if let (0, Some(id)) = (column, &id) {
                    runs = self.marked(id, &runs);
                }
                let of_table = if column == 0 { 0 } else { part.columns.start + column - 1 };
                let paragraph = Paragraph {
                    style: grid.style,
                    keep_next: index == 0,
                    right: grid.alignments.get(of_table) == Some(&TableAlignment::Right),
                    ..Paragraph::default()
                };
                self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
                paragraph.write(&runs, &mut self.xml);
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
    }
}
