//! The sheet that lists every problem of a workbook, as a table with a link to each cell; and the same as CSV.
//!
//! Invariant: every text is a text, never a formula, whatever stands in the register.

use candor_model::{PROBLEMS_SHEET, Place, column_letters};

use super::package::XML_HEAD;
use super::styles::{Look, Styles};
use super::xml::escape;
use super::{Told, Unfit};

/// Rows of the sheet; a sheet holds no more links than about as many.
const LISTED_MAX: usize = 65_000;
/// Further cells that are named in a row.
const ALSO_NAMED: usize = 20;
const HEADERS: [&str; 7] = ["Severity", "Code", "Sheet", "Cell", "Problem", "Help", "Also in"];
/// In characters.
const WIDTHS: [u32; 7] = [11, 22, 24, 9, 64, 56, 40];
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What a table of ours is called.
pub(super) const TABLE: &str = "CandorProblems";

/// The names of the sheets as problems know them, and as they are in the copy.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetNames<'a> {
    pub told: &'a [String],
    pub copy: &'a [String],
}

/// The list, ready for its sheet.
#[derive(Debug)]
pub(super) struct Listing<'a> {
    /// Lines above the table.
    pub lines: &'a [String],
    pub told: &'a [Told<'a>],
    pub names: SheetNames<'a>,
}

impl Listing<'_> {
    fn listed(&self) -> &[Told<'_>] {
        &self.told[..self.told.len().min(LISTED_MAX)]
    }

    /// 1-based row of the headers: a title, the lines, an empty row.
    fn header_row(&self) -> usize {
        self.lines.len() + 3
    }

    fn range(&self) -> String {
        let last = column_letters(HEADERS.len() as u32 - 1);
        format!("A{}:{last}{}", self.header_row(), self.header_row() + self.listed().len())
    }

    /// The table part.
    pub(super) fn table(&self, id: usize, name: &str) -> String {
        let columns: String = (1..)
            .zip(HEADERS)
            .map(|(id, header)| format!("<tableColumn id=\"{id}\" name=\"{header}\"/>"))
            .collect();
        let range = self.range();
        format!(
            "{XML_HEAD}<table xmlns=\"{MAIN}\" id=\"{id}\" name=\"{name}\" displayName=\"{name}\" ref=\"{range}\" \
             totalsRowShown=\"0\"><autoFilter ref=\"{range}\"/><tableColumns count=\"{}\">{columns}</tableColumns>\
             <tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" showLastColumn=\"0\" \
             showRowStripes=\"0\" showColumnStripes=\"0\"/></table>",
            HEADERS.len()
        )
    }

    /// The worksheet part; `table_id` is its relationship to the table.
    pub(super) fn sheet(&self, title: &str, table_id: &str, styles: &mut Styles) -> String {
        let mut rows = format!("<row r=\"1\">{}</row>", cell(1, 0, title, styles.look(Look::Title)));
        let line_look = styles.look(Look::Line);
        for (row, line) in (2..).zip(self.lines) {
            rows.push_str(&format!("<row r=\"{row}\">{}</row>", cell(row, 0, line, line_look)));
        }
        let header = styles.look(Look::Header);
        rows.push_str(&row(self.header_row(), &HEADERS.map(|text| (text.to_owned(), header))));
        let mut links = String::new();
        for (number, told) in (self.header_row() + 1..).zip(self.listed()) {
            let place = told.places[0];
            let link = self.link(place);
            let (text, cell) =
                (styles.look(Look::Text), styles.look(if link.is_some() { Look::Link } else { Look::Text }));
            let severity = styles.look(Look::Severity(told.problem.severity));
            let [a, b, c, d, e, f, g] = columns(told);
            let cells = [(a, severity), (b, text), (c, text), (d, cell), (e, text), (f, text), (g, text)];
            rows.push_str(&row(number, &cells));
            if let Some(link) = link {
                links.push_str(&format!(
                    "<hyperlink ref=\"D{number}\" location=\"{0}\" display=\"{0}\"/>",
                    escape(&link)
                ));
            }
        }
        let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
        self.worksheet(&rows, &links, table_id)
    }

    fn worksheet(&self, rows: &str, links: &str, table_id: &str) -> String {
        let widths: String = (1..)
            .zip(WIDTHS)
            .map(|(at, width)| {
                format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
            })
            .collect();
        let header = self.header_row();
        let below = header + 1;
        format!(
            "{XML_HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheetPr><tabColor rgb=\"FFC00000\"/>\
             <pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\">\
             <pane ySplit=\"{header}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             <selection pane=\"bottomLeft\" activeCell=\"A{below}\" sqref=\"A{below}\"/></sheetView></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15\"/><cols>{widths}</cols><sheetData>{rows}</sheetData>{links}\
             <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup orientation=\"landscape\" fitToHeight=\"0\"/><tableParts count=\"1\">\
             <tablePart r:id=\"{table_id}\"/></tableParts></worksheet>"
        )
    }

    /// Where a click on a place leads.
    fn link(&self, place: &Place) -> Option<String> {
        let at = self.names.told.iter().position(|name| *name == place.sheet)?;
        candor_model::cell_position(&place.cell)?;
        Some(format!("'{}'!{}", self.names.copy[at].replace('\'', "''"), place.cell))
    }

    /// How many problems are not listed.
    pub(super) fn left_out(told: &[Told<'_>]) -> usize {
        told.len().saturating_sub(LISTED_MAX)
    }
}

/// A name for the sheet that no other has.
pub(super) fn free_name(taken: &[String]) -> String {
    let free = |name: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    let first = PROBLEMS_SHEET.to_owned();
    if free(&first) {
        return first;
    }
    (2u32..).map(|number| format!("{PROBLEMS_SHEET} {number}")).find(free).unwrap_or(first)
}

fn columns(told: &Told<'_>) -> [String; 7] {
    let (problem, place) = (told.problem, told.places[0]);
    [
        problem.severity.label().to_owned(),
        problem.code.to_owned(),
        place.sheet.clone(),
        place.cell.clone(),
        problem.message.clone(),
        problem.help.clone(),
        also(told),
    ]
}

/// "D9, D12 and 40 more".
fn also(told: &Told<'_>) -> String {
    let first = told.places[0];
    let further = &told.places[1..];
    let named: Vec<String> =
        further.iter().take(ALSO_NAMED).map(|place| super::seen_from(place, first)).collect();
    // Places beyond the limit of a problem are only counted, and only in the file of its first place.
    let uncounted = if told.is_first { told.problem.more - told.problem.also.len() } else { 0 };
    match (further.len() - named.len() + uncounted, named.is_empty()) {
        (0, _) => named.join(", "),
        (more, true) => format!("{more} more"),
        (more, false) => format!("{} and {more} more", named.join(", ")),
    }
}

fn row(number: usize, cells: &[(String, usize)]) -> String {
    // Not every program finds the height of a row by itself.
    let lines = cells.iter().zip(WIDTHS).map(|((text, _), width)| lines(text, width)).max().unwrap_or(1);
    let height = (lines.max(1) * 15).min(405);
    let cells: String =
        (0..).zip(cells).map(|(column, (text, style))| cell(number, column, text, *style)).collect();
    format!("<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">{cells}</row>")
}

/// Lines that a text takes in a column, its words kept whole.
fn lines(text: &str, width: u32) -> usize {
    let width = width as usize - 2;
    text.lines().map(|line| line.chars().count() / width + 1).sum()
}

fn cell(row: usize, column: u32, text: &str, style: usize) -> String {
    let place = format!("{}{row}", column_letters(column));
    if text.is_empty() {
        return format!("<c r=\"{place}\" s=\"{style}\"/>");
    }
    format!(
        "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escape(text)
    )
}

/// The list as CSV: UTF-8 with its mark, so that Excel knows it.
pub(super) fn csv(told: &[Told<'_>], separator: u8) -> Result<Vec<u8>, Unfit> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let without_sheet = |[severity, code, _, cell, message, help, also]: [String; 7]| {
        [severity, code, cell, message, help, also]
    };
    writer.write_record(without_sheet(HEADERS.map(str::to_owned)))?;
    for told in told {
        writer.write_record(without_sheet(columns(told)).map(no_formula))?;
    }
    writer.into_inner().map_err(|error| Unfit::Unexpected(error.to_string()))
}

/// A text that a spreadsheet program would take for a formula gets an apostrophe before it.
fn no_formula(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_free_whatever_their_case() {
        assert_eq!(free_name(&["A".to_owned()]), "Candor problems");
        assert_eq!(free_name(&["CANDOR problems".to_owned()]), "Candor problems 2");
    }

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1"] {
            assert!(no_formula(text.to_owned()).starts_with('\''));
        }
        assert_eq!(no_formula("`=1+1` is no date".to_owned()), "`=1+1` is no date");
    }
}
