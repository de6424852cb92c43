//! Marked copies, read back: what was there is there still, and every problem stands at its cell.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use candor_model::{CellKind, Place, Problem, Severity, SheetCell, SheetCells};
use candor_report::annotate::{Unfit, concerns, listing_csv, rebuilt, workbook};

use crate::package::{Parts, book, parts};

const FILE: &str = "records/register.xlsx";
const FIXTURE: &[u8] = include_bytes!("annotate/register.xlsx");
const SHEET: &str = "Register of activities";

fn at(sheet: &str, cell: &str) -> Place {
    Place { file: FILE.to_owned(), sheet: sheet.to_owned(), cell: cell.to_owned() }
}

fn problem(severity: Severity, sheet: &str, cell: &str, message: &str) -> Problem {
    Problem::new(severity, "date-unreadable", at(sheet, cell), message.to_owned(), "write it like 2026-02-28")
}

fn problems() -> Vec<Problem> {
    let mut spread = problem(Severity::Warning, SHEET, "C6", "=1+1 & <b> is none");
    spread.fold(|| at(SHEET, "C7"));
    spread.fold(|| at("Vendors' list", "B2"));
    vec![
        problem(Severity::Error, SHEET, "E5", "`31/02/2026` is not a day of the calendar"),
        problem(Severity::Note, SHEET, "E5", "a second one"),
        spread,
        problem(Severity::Error, SHEET, "AA40", "a cell that is not there"),
        problem(Severity::Note, SHEET, "", "about the sheet as a whole"),
        problem(Severity::Error, "No such sheet", "A1", "nowhere"),
        Problem::new(
            Severity::Error,
            "file-broken",
            Place::file("other.xlsx"),
            "of another".to_owned(),
            "none",
        ),
    ]
}

fn values(bytes: &[u8], sheet: &str) -> Vec<(usize, usize, Data)> {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a test may fail here");
    let range = book.worksheet_range(sheet).expect("a test may fail here");
    let (row, column) = range.start().unwrap_or_default();
    range
        .used_cells()
        .map(|(r, c, value)| (r + row as usize, c + column as usize, value.clone()))
        .filter(|(_, _, value)| *value != Data::Empty)
        .collect()
}

fn formulas(bytes: &[u8], sheet: &str) -> Vec<String> {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a test may fail here");
    book.worksheet_formula(sheet)
        .expect("a test may fail here")
        .cells()
        .map(|(r, c, text)| format!("{r} {c} {text}"))
        .collect()
}

fn sheet_names(bytes: &[u8]) -> Vec<String> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a test may fail here").sheet_names()
}

/// The tag of a cell.
fn cell_tag<'a>(sheet: &'a str, cell: &str) -> &'a str {
    let from = sheet.find(&format!(" r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell} in {sheet}"));
    let from = sheet[..from].rfind('<').expect("a test may fail here");
    &sheet[from..from + sheet[from..].find('>').expect("a test may fail here") + 1]
}

/// The format of a cell, as it stands in the styles.
fn format_of(parts: &Parts, sheet: &str, cell: &str) -> String {
    let tag = cell_tag(&parts[sheet], cell);
    let style: usize = tag
        .split(" s=\"")
        .nth(1)
        .expect("a test may fail here")
        .split('"')
        .next()
        .expect("a test may fail here")
        .parse()
        .expect("a test may fail here");
    let formats = parts["xl/styles.xml"].split("cellXfs").nth(1).expect("a test may fail here");
    formats.split("<xf ").nth(style + 1).expect("a test may fail here").to_owned()
}

#[test]
fn what_was_in_a_workbook_is_in_its_copy() {
    let marked = workbook(FILE, FIXTURE, &problems()).expect("a test may fail here");
    assert_eq!(marked.cells, 5);
    let mut names = sheet_names(FIXTURE);
    for name in &names {
        assert_eq!(values(FIXTURE, name), values(&marked.bytes, name), "{name}");
        assert_eq!(formulas(FIXTURE, name), formulas(&marked.bytes, name), "{name}");
    }
    names.push("Candor problems".to_owned());
    assert_eq!(sheet_names(&marked.bytes), names);
    let (before, after) = (parts(FIXTURE), parts(&marked.bytes));
    for kept in ["<dataValidation ", "<conditionalFormatting ", "<mergeCell ", "<cols>", "<pane "] {
        let part = "xl/worksheets/sheet1.xml";
        assert!(before[part].contains(kept) && after[part].contains(kept), "{kept}");
    }
    // What needs no change keeps its bytes.
    for part in ["xl/worksheets/sheet3.xml", "xl/theme/theme1.xml", "xl/tables/table1.xml"] {
        assert_eq!(before[part], after[part], "{part}");
    }
}

#[test]
fn marked_cells_keep_their_format_and_get_a_fill() {
    let marked = workbook(FILE, FIXTURE, &problems()).expect("a test may fail here");
    let (before, after) = (parts(FIXTURE), parts(&marked.bytes));
    let sheet = "xl/worksheets/sheet1.xml";
    let (old, new) = (format_of(&before, sheet, "E5"), format_of(&after, sheet, "E5"));
    let number_format = |format: &str| {
        format
            .split("numFmtId=\"")
            .nth(1)
            .unwrap_or_default()
            .split('"')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(number_format(&old), number_format(&new));
    assert!(new.contains("applyFill=\"1\"") && new.contains("<alignment"), "{new}");
    // The worse of two severities colours the cell; a cell that was not there is made in its place.
    assert_ne!(format_of(&after, sheet, "C6"), new);
    assert!(cell_tag(&after[sheet], "AA40").contains(" s=\""));
    assert_eq!(cell_tag(&before[sheet], "B5"), cell_tag(&after[sheet], "B5"));
}

#[test]
fn notes_stand_at_their_cells_and_those_of_others_stay() {
    let marked = workbook(FILE, FIXTURE, &problems()).expect("a test may fail here");
    let parts = parts(&marked.bytes);
    let notes = &parts["xl/comments/comment1.xml"];
    assert!(notes.contains("Stays as it is") && notes.contains("Ask Ann &amp; Bob about &lt;this&gt;"));
    assert!(notes.contains("error[date-unreadable]: `31/02/2026` is not a day of the calendar\n"));
    assert!(notes.contains("\n\nnote[date-unreadable]: a second one\nhelp: write it like 2026-02-28"));
    assert!(notes.contains("warning[date-unreadable]: like C6: =1+1 &amp; &lt;b&gt; is none"));
    let other = &parts["xl/comments1.xml"];
    assert!(other.contains(&format!("like {SHEET} › C6: ")), "{other}");
    // Notes that are new have a box each, with an id of their own; the box of a note that grew has grown.
    let boxes = &parts["xl/drawings/commentsDrawing1.vml"];
    assert_eq!(boxes.matches("ObjectType=\"Note\"").count(), 5);
    let mut ids: Vec<&str> = boxes.split("id=\"_x0000_s").skip(1).map(|rest| &rest[..5]).collect();
    ids.dedup();
    assert_eq!(ids.len(), 5, "{boxes}");
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    let (drawing, tables) = (
        sheet.find("<legacyDrawing ").expect("a test may fail here"),
        sheet.find("<tableParts").expect("a test may fail here"),
    );
    assert!(sheet.find("<pageMargins").expect("a test may fail here") < drawing && drawing < tables);
    assert!(parts["[Content_Types].xml"].contains("Extension=\"vml\""));
}

#[test]
fn the_list_holds_every_problem_as_text_with_a_link() {
    let marked = workbook(FILE, FIXTURE, &problems()).expect("a test may fail here");
    let rows = values(&marked.bytes, "Candor problems");
    let text = |row: usize, column: usize| {
        let cell = rows.iter().find(|(r, c, _)| (*r, *c) == (row, column));
        cell.map_or(String::new(), |(_, _, value)| value.to_string())
    };
    assert_eq!(text(0, 0), format!("Problems that Candor found in {FILE}"));
    assert_eq!(text(4, 0), "Severity");
    assert_eq!((text(5, 0), text(5, 2), text(5, 3)), ("error".into(), SHEET.into(), "E5".into()));
    assert_eq!((text(7, 4), text(7, 6)), ("=1+1 & <b> is none".into(), "C7, Vendors' list › B2".into()));
    assert_eq!(text(9, 4), "about the sheet as a whole");
    assert_eq!(text(11, 0), "", "problems of other files are not listed");
    let parts = parts(&marked.bytes);
    let list = &parts["xl/worksheets/sheet4.xml"];
    assert!(
        !list.contains("<f>") && list.contains(&format!("location=\"&apos;{SHEET}&apos;!E5\"")),
        "{list}"
    );
    assert_eq!(list.matches("<hyperlink ").count(), 4, "whole sheets and unknown ones have no link");
    assert!(parts["xl/tables/table2.xml"].contains("ref=\"A5:G11\""));
    assert!(parts["xl/tables/table2.xml"].contains(" id=\"2\""));
}

#[test]
fn the_same_problems_give_the_same_bytes() {
    let first = workbook(FILE, FIXTURE, &problems()).expect("a test may fail here");
    assert!(first.bytes == workbook(FILE, FIXTURE, &problems()).expect("a test may fail here").bytes);
    let unmarked = workbook(FILE, FIXTURE, &[]).expect("a test may fail here");
    assert_eq!((unmarked.cells, unmarked.bytes.as_slice()), (0, FIXTURE), "nothing to mark, nothing changed");
}

#[test]
fn a_marked_copy_marked_again_has_each_mark_once() {
    let once = workbook(FILE, FIXTURE, &problems()).expect("a test may fail here");
    let twice = workbook(FILE, &once.bytes, &problems()).expect("a test may fail here");
    assert_eq!(sheet_names(&once.bytes), sheet_names(&twice.bytes));
    let (first, second) = (parts(&once.bytes), parts(&twice.bytes));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for part in ["xl/comments/comment1.xml", "xl/comments1.xml"] {
        assert_eq!(first[part], second[part]);
    }
}

#[test]
fn other_prefixes_and_bare_packages_are_edited_too() {
    let rows = "<x:row><x:c><x:v>1</x:v></x:c><x:c t=\"inlineStr\"><x:is><x:t>two</x:t></x:is></x:c></x:row>\
        <x:row r=\"5\"/><x:row r=\"7\" spans=\"1:1\"><x:c r=\"A7\"/></x:row>";
    let bytes = book("x:", &format!("<x:sheetData>{rows}</x:sheetData><x:extLst/>"), false);
    let cells = ["B1", "C1", "A2", "C5", "A7", "B7", "A9"];
    let found: Vec<Problem> = cells.iter().map(|c| problem(Severity::Error, "One", c, "wrong")).collect();
    let marked = workbook(FILE, &bytes, &found).expect("a test may fail here");
    assert_eq!(marked.cells, cells.len());
    assert_eq!(values(&bytes, "One"), values(&marked.bytes, "One"));
    let parts = parts(&marked.bytes);
    let sheet = &parts["xl/worksheets/sheet1.xml"];
    let order: Vec<usize> = ["C1", "A2", "C5", "A7", "B7", "A9"]
        .iter()
        .map(|c| sheet.find(&format!("r=\"{c}\"")).expect("a test may fail here"))
        .collect();
    assert!(order.is_sorted(), "{sheet}");
    assert!(sheet.contains("<x:row r=\"2\"><x:c r=\"A2\" s=\"1\"/></x:row>"), "{sheet}");
    assert!(
        sheet.find("<x:legacyDrawing ").expect("a test may fail here")
            < sheet.find("<x:extLst").expect("a test may fail here")
    );
    assert!(!sheet.contains("spans"));
    assert!(parts["xl/workbook.xml"].contains("<x:sheet xmlns:r="));
    assert_eq!(sheet_names(&marked.bytes), ["One", "Candor problems"]);
}

#[test]
fn packages_of_another_build_are_refused() {
    let found = [problem(Severity::Error, "One", "B1", "wrong")];
    let refuse = |bytes: &[u8]| workbook(FILE, bytes, &found).unwrap_err();
    assert!(matches!(refuse(&book("", "<sheetData/>", true)), Unfit::Strict));
    for data in [
        "<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"C1\"/><c r=\"A1\"/></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData>",
        "<sheetData><row",
        "",
    ] {
        assert!(matches!(refuse(&book("", data, false)), Unfit::Unexpected(_) | Unfit::Xml(_)), "{data}");
    }
    for bytes in [b"".as_slice(), b"PK\x03\x04", b"ID,Activity\n", &FIXTURE[..FIXTURE.len() / 2]] {
        refuse(bytes);
    }
}

fn cells(name: &str, cells: &[(u32, u32, CellKind, &str)]) -> SheetCells {
    let cells = cells.iter().map(|(row, column, kind, text)| SheetCell {
        row: *row,
        column: *column,
        kind: *kind,
        text: (*text).to_owned(),
    });
    SheetCells { name: name.to_owned(), visible: true, cells: cells.collect() }
}

#[test]
fn a_copy_from_cells_has_their_values_in_their_places() {
    let long = "A name that is too long for a sheet of Excel: yes";
    let sheets = [
        cells(
            "Q4/Incidents",
            &[
                (2, 0, CellKind::Text, "=HYPERLINK(\"x\")"),
                (2, 1, CellKind::Number, "33.5"),
                (3, 2, CellKind::Date, "2026-02-28"),
                (3, 3, CellKind::Bool, "TRUE"),
                (9, 5, CellKind::Error, "#REF!"),
                (10, 0, CellKind::Text, "0012"),
            ],
        ),
        cells(long, &[(1, 0, CellKind::Text, "x")]),
    ];
    let found = [
        problem(Severity::Error, "Q4/Incidents", "A2", "wrong"),
        problem(Severity::Error, long, "A1", "wrong"),
    ];
    let marked = rebuilt("records/register.ods", &sheets, &found, None).expect("a test may fail here");
    assert_eq!(marked.cells, 0, "problems of another file");
    let marked = rebuilt(FILE, &sheets, &found, Some(&Unfit::Strict)).expect("a test may fail here");
    assert_eq!(marked.cells, 2);
    assert_eq!(
        sheet_names(&marked.bytes),
        ["Q4-Incidents", "A name that is too long for a s", "Candor problems"]
    );
    let found = values(&marked.bytes, "Q4-Incidents");
    let shown: Vec<String> = found.iter().map(|(r, c, value)| format!("{r} {c} {value:?}")).collect();
    assert_eq!(shown[0], "1 0 String(\"=HYPERLINK(\\\"x\\\")\")");
    assert_eq!(shown[1], "1 1 Float(33.5)");
    assert!(shown[2].starts_with("2 2 DateTime(ExcelDateTime { value: 46081.0"), "{}", shown[2]);
    assert_eq!(shown[3..], ["2 3 Bool(true)", "8 5 String(\"#REF!\")", "9 0 String(\"0012\")"]);
    let list = values(&marked.bytes, "Candor problems");
    assert!(list.iter().any(|(_, _, value)| value.to_string().contains("strict form of the format")));
    assert!(parts(&marked.bytes)["xl/worksheets/sheet3.xml"].contains("&apos;Q4-Incidents&apos;!A2"));
}

#[test]
fn problems_of_a_text_file_are_a_text_file_too() {
    let place = |cell: &str| Place { sheet: String::new(), ..at("", cell) };
    let mut one = problem(Severity::Error, "", "B2", "=cmd|' /C calc'!A0; \"quoted\"");
    for row in 3..40 {
        one.fold(|| place(&format!("B{row}")));
    }
    let bytes = listing_csv(FILE, &[one], b';').expect("a test may fail here");
    let text = std::str::from_utf8(&bytes).expect("a test may fail here");
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}Severity;Code;Cell;Problem;Help;Also in");
    assert!(
        lines[1].starts_with("error;date-unreadable;B2;\"'=cmd|' /C calc'!A0; \"\"quoted\"\"\";"),
        "{text}"
    );
    assert!(lines[1].contains("B3, B4") && lines[1].ends_with("B22 and 17 more"), "{text}");
}

#[test]
fn a_problem_concerns_each_file_that_it_has_a_place_in() {
    let mut found = problem(Severity::Error, SHEET, "B2", "not listed");
    found.fold(|| Place { file: "other.xlsx".to_owned(), ..at("S", "C9") });
    assert!(concerns(FILE, &found) && concerns("other.xlsx", &found) && !concerns("third.xlsx", &found));
    let bytes = book("", "<sheetData/>", false);
    found.also[0].sheet = "One".to_owned();
    let marked = workbook("other.xlsx", &bytes, &[found]).expect("a test may fail here");
    assert_eq!(marked.cells, 1);
    assert!(parts(&marked.bytes)["xl/comments1.xml"].contains(&format!("like {FILE} › {SHEET} › B2: ")));
}
