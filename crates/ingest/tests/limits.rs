//! Every limit that is hit is told with its place and the key that raises it, and takes nothing else with it; nothing
//! that a file points to is followed.

use crate::book::{ods, ods_cell, ods_row, ods_vendors, row, vendors, worksheet, xlsx};
use candor_ingest::{File, Limits, Reading, Settings, read_files};

fn read(name: &str, bytes: Vec<u8>, change: fn(&mut Limits)) -> Reading {
    let mut settings = Settings::default();
    change(&mut settings.limits);
    read_files([File { name: name.to_owned(), bytes }], &settings, None)
}

/// There is a problem of this code, at `Sheet` or `Sheet!D7`, that names what was claimed and the way out.
fn assert_told(reading: &Reading, code: &str, at: &str, message: &str, help: &str) {
    let place = |problem: &candor_model::Problem| match problem.place.cell.as_str() {
        "" => problem.place.sheet.clone(),
        cell => format!("{}!{cell}", problem.place.sheet),
    };
    let found = reading.account.problems.iter().find(|problem| problem.code == code && place(problem) == at);
    let Some(problem) = found else { panic!("no {code} at `{at}`: {:?}", reading.account.problems) };
    assert!(problem.message.contains(message), "{}", problem.message);
    assert!(problem.help.contains(help), "{}", problem.help);
}

/// The vendors of the first sheet were read, whatever else stood in the file.
fn assert_vendors(reading: &Reading) {
    let rows = reading.account.files[0].tables.first().map(|table| (table.entity.as_str(), table.rows));
    assert_eq!(rows, Some(("vendor", 2)), "{:?}", reading.account);
}

fn with_sheet(text: String) -> Vec<u8> {
    xlsx(&[("Vendors", worksheet(&vendors())), ("Other", text)], &[])
}

fn with_table(rows: String) -> Vec<u8> {
    ods("", &[("Vendors", ods_vendors()), ("Other", rows), ("Last", ods_vendors())])
}

#[test]
fn a_large_file_is_not_opened() {
    let reading =
        read("vendors.csv", b"Vendor name,Service\n".repeat(100), |limits| limits.file_size = 1_000);
    assert_told(&reading, "file-too-large", "", "the file has 2 KB; the limit is 1000 bytes", "`file_size`");
}

#[test]
fn sheets_beyond_the_limit_are_listed() {
    for (name, bytes) in [("book.xlsx", with_sheet(worksheet(""))), ("book.ods", with_table(String::new()))] {
        let reading = read(name, bytes, |limits| limits.sheets = 1);
        assert_vendors(&reading);
        assert_told(&reading, "sheets-too-many", "", "only the first 1 were read", "`sheets`");
        let left = &reading.account.files[0].ignored;
        assert!(left.iter().any(|left| left.sheet == "Other" && left.why.contains("after the first")));
    }
}

#[test]
fn rows_beyond_the_limit_are_counted() {
    let far = vendors() + &row(900, &["Far Away"]) + &row(1_048_576, &["Further Away"]);
    let blank = |rows: u32| format!(r#"<table:table-row table:number-rows-repeated="{rows}"/>"#);
    let far_ods =
        ods_vendors() + &blank(896) + &ods_row(&["Far Away"]) + &blank(1_047_675) + &ods_row(&["Last"]);
    let csv = "Vendor name,Service,Country\nFerrow,Delivery,Ireland\nQuayle,Payroll,France\n".to_owned()
        + &",,\n".repeat(896)
        + "Far,,\n"
        + &",,\n".repeat(10)
        + "Further,,\n";
    let files = [
        ("book.xlsx", xlsx(&[("S", worksheet(&far))], &[]), "S", "2, the last of them row 1,048,576"),
        ("book.ods", ods("", &[("S", far_ods)]), "S", "2, the last of them row 1,048,576"),
        ("book.csv", csv.into_bytes(), "", "2, the last of them row 911"),
    ];
    for (name, bytes, sheet, message) in files {
        let reading = read(name, bytes, |limits| limits.rows = 800);
        assert_vendors(&reading);
        assert_told(&reading, "rows-too-many", sheet, message, "`rows`");
    }
}

#[test]
fn columns_beyond_the_limit_are_counted() {
    let corner = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let inflated = worksheet(&(vendors() + corner))
        .replace("<sheetData>", r#"<dimension ref="A1:XFD1048576"/><sheetData>"#);
    let repeated = ods_vendors()
        + &format!(
            "<table:table-row>{}</table:table-row>",
            ods_cell(r#"table:number-columns-repeated="2000""#, "x")
        );
    let files = [
        ("book.xlsx", xlsx(&[("S", inflated)], &[]), "1, the furthest in column XFD"),
        ("book.ods", ods("", &[("S", repeated)]), "1,600, the furthest in column BXX"),
    ];
    for (name, bytes, message) in files {
        let reading = read(name, bytes, |limits| limits.columns = 400);
        assert!(!reading.account.files[0].tables.is_empty(), "{:?}", reading.account);
        assert_told(&reading, "columns-too-many", "S", message, "`columns`");
    }
}

#[test]
fn a_cell_beyond_the_limit_never_passes_for_a_whole() {
    let long = "Payroll and ".repeat(20);
    let rows = vendors() + &row(4, &["Tern", &long, "Ireland", &long]);
    let reading = read("book.xlsx", xlsx(&[("S", worksheet(&rows))], &[]), |limits| limits.cell_length = 200);
    assert_told(&reading, "cell-too-long", "S!B4", "239 characters, more than 200", "`cell_length`");
    let told: Vec<_> = reading.account.problems.iter().filter(|problem| problem.place.cell == "B4").collect();
    assert_eq!(told.len(), 1, "told twice: {told:?}");
    assert_eq!(told[0].more, 1);
    let table = &reading.inventory.tables[0];
    let service =
        table.columns.iter().find(|column| column.header == "Service").expect("a test may fail here");
    assert_eq!(service.entry(2).cell, candor_model::Cell::Unreadable);
}

#[test]
fn cells_beyond_the_limit_are_counted() {
    let reading = read("book.xlsx", with_sheet(worksheet(&vendors())), |limits| limits.cells = 14);
    assert_vendors(&reading);
    assert_told(&reading, "cells-too-many", "Other", "10 cells were not read", "`cells`");
}

#[test]
fn a_row_of_text_that_never_ends_is_told() {
    let text = "Vendor name,Service,Country\nFerrow,Delivery,Ireland\nQuayle,\"Payroll,France\n".to_owned()
        + &"Tern,Archive,Ireland\n".repeat(900_000);
    let reading = read("vendors.csv", text.into_bytes(), |_| {});
    assert_eq!(reading.account.files[0].tables.first().map(|table| table.rows), Some(1));
    assert_told(&reading, "cell-too-long", "!A3", "more than 16 MB", "quote that is never closed");
}

#[test]
fn what_unpacks_to_too_much_is_not_read() {
    let reading = read("book.xlsx", with_sheet(worksheet(&" ".repeat(3 << 20))), |limits| {
        limits.unpacked_size = 2 << 20
    });
    assert_vendors(&reading);
    assert_told(&reading, "file-too-large", "Other", "takes more than 2 MB", "`unpacked_size`");

    let bomb = xlsx(&[("S", worksheet(&vendors()))], &[("xl/sharedStrings.xml", " ".repeat(70 << 20))]);
    assert!(bomb.len() < 1 << 20);
    let reading = read("book.xlsx", bomb, |_| {});
    assert_told(&reading, "file-too-large", "", "unpack to more than 64 MB", "`ratio`");
    let reading = read("book.ods", ods(&" ".repeat(70 << 20), &[]), |_| {});
    assert_told(&reading, "file-too-large", "", "unpack to more than 64 MB", "`ratio`");
}

#[test]
fn an_archive_that_lies_about_its_parts_is_not_believed() {
    let size = 70 << 20;
    let mut bytes = with_sheet(" ".repeat(size));
    let true_size = (size as u32).to_le_bytes();
    let mut lies = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == true_size {
            bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
            lies += 1;
        }
    }
    assert_eq!(lies, 2, "the sizes stand in two places of an archive");
    let reading = read("book.xlsx", bytes, |_| {});
    assert_vendors(&reading);
}

#[test]
fn repeated_cells_are_unfolded_only_within_reason() {
    let bomb = |rows: u64, columns: u64| {
        let cell = ods_cell(&format!(r#"table:number-columns-repeated="{columns}""#), "x");
        format!(r#"<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>"#)
    };
    for (rows, columns) in
        [(1_000_000_000, 1), (1_000_000, 1_000), (1, u64::MAX), (u64::MAX, u64::MAX), (4_000, 4_000)]
    {
        let reading = read("book.ods", with_table(bomb(rows, columns)), |_| {});
        assert_vendors(&reading);
        assert!(reading.account.files[0].ignored.iter().any(|left| left.sheet != "Vendors"));
        if columns < 10_000 {
            assert_told(
                &reading,
                "file-too-large",
                "Other",
                "cells, as in a file made to do harm",
                "`ratio`",
            );
        }
    }
    let spaces = ods_vendors() + &ods_row(&[r#"a<text:s text:c="4000000000"/>b"#]);
    assert!(read("book.ods", ods("", &[("S", spaces)]), |_| {}).account.files[0].readable);
}

#[test]
fn blank_rows_and_columns_to_the_end_of_a_sheet_cost_nothing_and_are_not_told() {
    let wide = r#"<table:table-cell table:number-columns-repeated="16380"/>"#;
    let rows = ods_vendors().replace("</table:table-row>", &format!("{wide}</table:table-row>"))
        + &format!(r#"<table:table-row table:number-rows-repeated="1048573">{wide}</table:table-row>"#);
    let reading = read("book.ods", ods("", &[("Vendors", rows)]), |_| {});
    assert_vendors(&reading);
    assert!(reading.account.problems.is_empty(), "{:?}", reading.account.problems);
}

#[test]
fn cells_merged_over_a_whole_sheet_cost_nothing() {
    let merged = worksheet(&vendors()).replace(
        "</sheetData>",
        r#"</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/><mergeCell ref="B1:A0"/></mergeCells>"#,
    );
    let spanned = ods_vendors()
        + &format!(
            "<table:table-row>{}</table:table-row>",
            ods_cell(
                r#"table:number-rows-spanned="1000000000" table:number-columns-spanned="16384""#,
                "Tern"
            )
        );
    for (name, bytes) in
        [("book.xlsx", xlsx(&[("S", merged)], &[])), ("book.ods", ods("", &[("S", spanned)]))]
    {
        let reading = read(name, bytes, |_| {});
        assert!(!reading.account.files[0].tables.is_empty(), "{:?}", reading.account);
    }
}

#[test]
fn deep_nesting_is_told() {
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    let reading = read("book.xlsx", with_sheet(worksheet(&deep)), |_| {});
    assert_vendors(&reading);
    assert_told(&reading, "xml-nested", "Other", "more than 256 deep", "`xml_nesting`");

    let cell = |within: &str| format!("<table:table-row>{}</table:table-row>", ods_cell("", within));
    for rows in [deep.clone(), cell(&deep), format!("<table:table-row>{deep}</table:table-row>")] {
        let reading = read("book.ods", with_table(rows), |_| {});
        assert_vendors(&reading);
        assert_eq!(reading.account.files[0].tables.len() + reading.account.files[0].ignored.len(), 3);
        assert_told(&reading, "xml-nested", "Other", "more than 256 deep", "`xml_nesting`");
    }
    // Cut off in the depth.
    read("book.ods", with_table("<a>".repeat(100_000)), |_| {});
    read("book.xlsx", with_sheet("<a>".repeat(100_000)), |_| {});
}

#[test]
fn entities_are_never_replaced() {
    const LAUGHS: &str = r#"<!DOCTYPE x [<!ENTITY a "CANARY"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>"#;
    let rows = vendors() + &row(4, &["&b;", "&f;", "Ireland"]);
    let reading = read("book.xlsx", with_sheet(LAUGHS.to_owned() + &worksheet(&rows)), |_| {});
    assert_vendors(&reading);
    assert_told(&reading, "xml-entities", "Other", "declares entities", "save it again");
    assert!(!format!("{reading:?}").contains("CANARY"));

    let reading = read("book.ods", ods(LAUGHS, &[("S", ods_vendors() + &ods_row(&["&b;", "&f;"]))]), |_| {});
    assert_told(&reading, "xml-entities", "", "declares entities", "save it again");
    assert!(!format!("{reading:?}").contains("CANARY"));

    // One that nobody declared.
    let reading = read("book.ods", with_table(ods_row(&["&b;"])), |_| {});
    assert_vendors(&reading);
    assert_told(&reading, "sheet-broken", "Other", "the entity `b` has no meaning", "save it again");

    // Old programs name a DTD without declaring anything.
    let named = r#"<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">"#;
    assert_vendors(&read("book.ods", ods(named, &[("Vendors", ods_vendors())]), |_| {}));
}

#[test]
fn links_are_never_followed() {
    let canary = std::env::temp_dir().join(format!("candor-canary-{}.csv", std::process::id()));
    std::fs::write(&canary, "CANARY,CANARY\n").expect("a test may fail here");
    let target = format!("file://{}", canary.display());
    let formula = r#"<c r="D4"><f>[1]Sheet1!$A$1</f><v>7</v></c>"#;
    let rows = vendors()
        + &format!(
            r#"<row r="4"><c r="A4" t="inlineStr"><is><t>Tern</t></is></c><c r="C4" t="inlineStr"><is><t>Ireland</t></is></c>{formula}</row>"#
        );
    let sheet = worksheet(&rows)
        .replace("</sheetData>", r#"</sheetData><hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks>"#);
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="{target}" TargetMode="External"/></Relationships>"#
    );
    let link = r#"<externalLink><externalBook r:id="rId1"/></externalLink>"#.to_owned();
    let more = [
        ("xl/externalLinks/externalLink1.xml", link),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", relations.clone()),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations),
    ];
    let linked = format!(r#"<text:a xlink:href="{target}">Tern</text:a>"#);
    let source = format!(r#"<table:table-source xlink:href="{target}" table:table-name="Sheet1"/>"#);
    let rows = source + &ods_vendors() + &ods_row(&[&linked, "Archive", "Ireland"]);
    for (name, bytes) in [("book.xlsx", xlsx(&[("S", sheet)], &more)), ("book.ods", ods("", &[("S", rows)]))]
    {
        let reading = read(name, bytes, |_| {});
        let table = &reading.inventory.tables[0];
        assert_eq!(table.rows, [2, 3, 4], "{:?}", reading.account);
        let shown = format!("{reading:?}");
        assert!(shown.contains("Tern") && !shown.contains("CANARY"));
    }
    std::fs::remove_file(canary).expect("a test may fail here");
}
