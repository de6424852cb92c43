//! The audit as a workbook and as text files: what they hold, how they are built, and that no text in them does harm.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use crate::case::{Case, docx};
use crate::inventory::table;
use calamine::{Data, Reader, Xlsx};
use candor_assess::{
    ClockCounts, ClockResult, ClockRun, ClockState, EvidenceItem, EvidenceState, ExceptionResult,
    ExceptionState, Outcome, QuarterFigures, Strength,
};
use candor_model::formula::unguarded;
use candor_model::question::STANDS_AT;
use candor_report::{Export, File, export};

/// Texts that would do something, were they taken for more than texts.
const FORMULAS: [&str; 8] = [
    "=HYPERLINK(\"https://evil.example\",\"click\")",
    "+1 800 555 0199",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;2)",
    "\t=1+1",
    "a;=1+1,@x\n-5 and \"=2\"",
    "'=already guarded",
    "＝1+1",
];

fn case() -> Case {
    let mut case = Case::new(&[]);
    let texts = FORMULAS.iter().cycle();
    for (finding, text) in
        case.assessment.requirements.iter_mut().flat_map(|result| &mut result.findings).zip(texts)
    {
        finding.subject = (*text).to_owned();
        finding.headline = (*text).to_owned();
        finding.cells[0].saw = (*text).to_owned();
    }
    let rows: Vec<Vec<&str>> = FORMULAS.iter().map(|text| vec![*text, "2026-03-01", *text]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    case.inventory.tables.push(table("access", &["person", "granted_on", "=2+2"], &rows));
    let cells = case.assessment.requirements[0].cells.clone();
    let run = |state, due: &str| ClockRun {
        subject: "R-1".to_owned(),
        state,
        started: Some("2026-10-01 14:20".to_owned()),
        due: Some(due.to_owned()),
        ended: None,
        days_used: Some(51),
        late_by: None,
        warning: None,
        extension: None,
        because: String::new(),
        cells: cells.clone(),
    };
    case.assessment.clocks.push(ClockResult {
        id: "gdpr-request".to_owned(),
        title: "Answer a request".to_owned(),
        cite: "GDPR Art. 12(3)".to_owned(),
        law: "gdpr".to_owned(),
        requirement: "gdpr-1-a".to_owned(),
        limit: Some("1 month".to_owned()),
        counting: "calendar months".to_owned(),
        counts: ClockCounts { overdue: 2, ..ClockCounts::default() },
        runs: vec![run(ClockState::Overdue, "2026-11-02"), run(ClockState::Overdue, "2026-11-03 14:20")],
        quarters: vec![QuarterFigures {
            quarter: "2026-Q3".to_owned(),
            closed: 4,
            late: 1,
            late_percent: 25,
            median_days: 12.5,
            p90_days: 40,
        }],
    });
    case.assessment.evidence.push(EvidenceItem {
        requirement: "gdpr-1-a".to_owned(),
        title: "Requirement 1".to_owned(),
        name: "=evidence".to_owned(),
        strength: Strength::Document,
        dated: Some("2026-05-01".to_owned()),
        covers_from: None,
        covers_until: None,
        valid_until: None,
        owner: "Privacy Officer".to_owned(),
        state: EvidenceState::InDate,
        until: None,
        since: None,
        file: String::new(),
        sha256: None,
        cells: cells.clone(),
    });
    case.assessment.exceptions.push(ExceptionResult {
        name: "EX-1".to_owned(),
        requirement: "gdpr-1-a".to_owned(),
        subject: String::new(),
        owner: "Privacy Officer".to_owned(),
        reason: "@reason".to_owned(),
        expires: Some("2027-01-31".to_owned()),
        state: ExceptionState::InForce,
        because: "in force".to_owned(),
        cells,
    });
    case
}

fn files(case: &Case, kind: Export) -> Vec<File> {
    export(kind, &case.input()).unwrap()
}

fn workbook(case: &Case) -> Vec<u8> {
    files(case, Export::Xlsx).remove(0).bytes
}

/// Sheets with their cells.
fn read(bytes: &[u8]) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} has a formula");
            (name, range.rows().map(<[Data]>::to_vec).collect())
        })
        .collect()
}

fn column<'a>(rows: &'a [Vec<Data>], header: &str) -> Vec<&'a Data> {
    let is_it = |cell: &Data| *cell == Data::String(header.to_owned());
    let index = rows[0].iter().position(is_it).unwrap_or_else(|| panic!("there is no column {header}"));
    rows[1..].iter().map(|row| &row[index]).collect()
}

fn texts(rows: &[Vec<Data>], header: &str) -> Vec<String> {
    column(rows, header).into_iter().map(ToString::to_string).collect()
}

/// Values of an attribute in a part.
fn attributes<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    xml.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_finding_requirement_and_record_has_its_row() {
    let case = case();
    let sheets = read(&workbook(&case));
    let findings: BTreeSet<String> = case
        .assessment
        .requirements
        .iter()
        .flat_map(|result| &result.findings)
        .map(|one| one.id.clone())
        .collect();
    let listed = texts(&sheets["Findings"], "Finding ID");
    assert_eq!(listed.len(), findings.len());
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), findings);
    let requirements: Vec<String> =
        case.assessment.requirements.iter().map(|result| result.id.clone()).collect();
    assert_eq!(texts(&sheets["Checklist"], "Requirement judged"), requirements);
    let outcomes: Vec<&str> =
        case.assessment.requirements.iter().map(|result| result.outcome.label()).collect();
    assert_eq!(texts(&sheets["Checklist"], "Outcome"), outcomes);
    let is_open = |outcome: Outcome| !matches!(outcome, Outcome::Met | Outcome::NotApplicable);
    let open = case.assessment.requirements.iter().filter(|result| is_open(result.outcome)).count();
    assert_eq!(sheets["Action plan"].len() - 1, open);
    for (law, row) in case.assessment.checklists.iter().zip(&sheets["Summary"][1..]) {
        assert_eq!(row[0], Data::String(law.id.clone()));
        let sums = ["Met", "Partly met", "Not met", "Unknown"];
        let sum: f64 = sums.iter().filter_map(|header| number_in(&sheets["Summary"], row, header)).sum();
        assert_eq!(Some(sum), number_in(&sheets["Summary"], row, "Requirements that apply"));
    }
    let records: usize = case.inventory.tables.iter().map(|table| table.rows.len()).sum();
    let registers = sheets.values().filter(|rows| rows[0].contains(&Data::String(STANDS_AT.to_owned())));
    assert_eq!(registers.map(|rows| rows.len() - 1).sum::<usize>(), records);
}

fn number_in(rows: &[Vec<Data>], row: &[Data], header: &str) -> Option<f64> {
    let index = rows[0].iter().position(|cell| *cell == Data::String(header.to_owned()))?;
    match row[index] {
        Data::Float(number) => Some(number),
        _ => None,
    }
}

#[test]
fn days_are_days_and_numbers_are_numbers() {
    let sheets = read(&workbook(&case()));
    let is_day = |cell: &&Data| matches!(cell, Data::DateTime(_));
    for (sheet, header) in [
        ("Findings", "Action due"),
        ("Action plan", "Due"),
        ("Action plan", "First found on"),
        ("Checklist", "As of"),
        ("Deadlines", "Started"),
        ("Deadlines", "Due"),
        ("Evidence", "Dated"),
        ("Accepted risks", "Expires"),
        ("Access", "Granted on"),
    ] {
        let cells = column(&sheets[sheet], header);
        let filled: Vec<&Data> = cells.into_iter().filter(|cell| **cell != Data::Empty).collect();
        assert!(!filled.is_empty() && filled.iter().all(is_day), "{sheet} › {header}: {filled:?}");
    }
    let Data::DateTime(due) = column(&sheets["Deadlines"], "Due")[1] else { panic!("a moment is a day") };
    let (year, month, day, hour, minute, ..) = due.to_ymd_hms_milli();
    assert_eq!((year, month, day, hour, minute), (2026, 11, 3, 14, 20));
    assert_eq!(column(&sheets["Clock quarters"], "Median of days")[0], &Data::Float(12.5));
}

#[test]
fn every_sheet_but_the_cover_is_one_real_table() {
    let case = case();
    let parts = docx::parts(&workbook(&case));
    let part =
        |name: &str| parts.iter().find(|(known, _)| known == name).map(|(_, xml)| xml.as_str()).unwrap();
    let book = part("xl/workbook.xml");
    assert!(!book.contains("state=\"hidden\"") && !book.contains("veryHidden"));
    let sheets: Vec<&str> =
        attributes(book.split("<sheets>").nth(1).unwrap().split("</sheets>").next().unwrap(), "name");
    assert_eq!(sheets[0], "Cover");
    let folded: BTreeSet<String> = sheets.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), sheets.len());
    let mut names = BTreeSet::new();
    for (number, title) in (1..).zip(&sheets) {
        let sheet = part(&format!("xl/worksheets/sheet{number}.xml"));
        assert!(title.chars().count() <= 31, "{title}");
        for forbidden in ["<mergeCell", " hidden=\"1\"", "<f>", "<f "] {
            assert!(!sheet.contains(forbidden), "{forbidden} in {title}");
        }
        assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToPage=\"1\""), "{title}");
        let widths = attributes(sheet, "width").into_iter().map(|width| width.parse::<f64>().unwrap());
        assert!(
            number == 1 || widths.clone().all(|width| width <= 61.0),
            "{title}: {:?}",
            widths.max_by(f64::total_cmp)
        );
        if number == 1 {
            assert!(!sheet.contains("<tablePart"));
            continue;
        }
        assert_eq!(sheet.matches("<tablePart ").count(), 1, "{title}");
        assert!(sheet.contains("xSplit=\"1\" ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{title}");
        let quoted = format!("'{title}'!$A:$A,'{title}'!$1:$1");
        let bare = format!("{title}!$A:$A,{title}!$1:$1");
        let printed = book.replace("&apos;", "'");
        assert!(printed.contains(&quoted) || printed.contains(&bare), "{title} repeats its header");
        let table = part(&format!("xl/tables/table{}.xml", number - 1));
        assert!(attributes(table, "ref").iter().all(|range| range.starts_with("A1:")), "{title}");
        assert!(table.contains("<autoFilter "), "{title}");
        assert!(attributes(table, "altTextSummary").iter().all(|text| !text.is_empty()), "{title}");
        let headers: Vec<&str> = attributes(table.split("<tableColumns").nth(1).unwrap(), "name");
        let different: BTreeSet<String> = headers.iter().map(|header| header.to_lowercase()).collect();
        assert_eq!(different.len(), headers.len(), "{title}");
        assert!(names.insert(attributes(table, "displayName")[0].to_owned()), "{title}");
    }
}

#[test]
fn dropdowns_offer_the_words_of_the_codes() {
    let case = case();
    let bytes = workbook(&case);
    let sheets = read(&bytes);
    let codes = &sheets["Codes"];
    let parts = docx::parts(&bytes);
    let mut seen = 0;
    for (_, xml) in parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        for one in xml.split("<dataValidation ").skip(1) {
            let range = one.split("<formula1>").nth(1).unwrap().split('<').next().unwrap();
            let rows: Vec<usize> = range
                .strip_prefix("Codes!$B$")
                .unwrap()
                .split(":$B$")
                .map(|row| row.parse().unwrap())
                .collect();
            let lists: BTreeSet<String> =
                codes[rows[0] - 1..rows[1]].iter().map(|row| row[0].to_string()).collect();
            assert_eq!(lists.len(), 1, "{range} is one list");
            let list = lists.first().unwrap();
            let all = codes.iter().filter(|row| row[0].to_string() == *list).count();
            assert_eq!(all, rows[1] - rows[0] + 1, "{list} is offered whole");
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen}");
    // What stands in a coded column is one of its words.
    for (sheet, header, list) in [
        ("Findings", "Outcome", "Outcome"),
        ("Findings", "Priority", "Priority"),
        ("Checklist", "Decided by", "Decided by"),
        ("Checklist", "How binding", "How binding"),
        ("Deadlines", "State", "State of a deadline"),
        ("Evidence", "Strength", "Strength of evidence"),
        ("Evidence", "State", "State of evidence"),
        ("Accepted risks", "State", "State of an accepted risk"),
        ("Summary", "Rating", "Rating"),
    ] {
        let words: BTreeSet<String> = codes
            .iter()
            .filter(|row| row[0] == Data::String(list.to_owned()))
            .map(|row| row[1].to_string())
            .collect();
        for word in texts(&sheets[sheet], header) {
            assert!(words.contains(&word), "{word} in {sheet} › {header}");
        }
    }
}

#[test]
fn what_looks_like_a_formula_stays_the_text_it_is() {
    let case = case();
    let bytes = workbook(&case);
    let sheets = read(&bytes);
    for header in ["Headline", "Record", "What stood there"] {
        let found: BTreeSet<String> = texts(&sheets["Findings"], header).into_iter().collect();
        for text in FORMULAS {
            // The words of the engine get quotation marks for backticks; there are none here.
            assert!(found.contains(text), "{text:?} in {header}: {found:?}");
        }
    }
    assert!(sheets["Access"][0].contains(&Data::String("=2+2 (extra column)".to_owned())));
    // Edited by a person, a cell without the mark would become a formula.
    let parts = docx::parts(&bytes);
    let styles = &parts.iter().find(|(name, _)| name == "xl/styles.xml").unwrap().1;
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let strings = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1;
    let strings: Vec<&str> = strings.split("<si>").skip(1).collect();
    let mut marked = 0;
    for (name, xml) in parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        for cell in xml.split("<c ").skip(1).filter(|cell| cell.contains(" t=\"s\"")) {
            let index: usize = cell.split("<v>").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
            let text = strings[index].split('>').nth(1).unwrap();
            let style: usize = format!(" {cell}")
                .split(" s=\"")
                .nth(1)
                .map_or(0, |s| s.split('"').next().unwrap().parse().unwrap());
            if text.trim_start().starts_with(['=', '+', '-', '@', '＝']) {
                assert!(formats[style].contains("quotePrefix=\"1\""), "{text} in {name}");
                marked += 1;
            }
        }
    }
    assert!(marked > 20, "{marked}");
}

/// Cells of a text file.
fn rows(bytes: &[u8], separator: u8) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn text_files_hold_the_rows_of_the_workbook_in_both_forms() {
    let case = case();
    let sheets = read(&workbook(&case));
    let files = files(&case, Export::Csv);
    let find =
        |path: &str| &files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path}")).bytes;
    for (title, path) in [
        ("Findings", "findings"),
        ("Checklist", "checklist"),
        ("Deadlines", "deadlines"),
        ("Evidence", "evidence"),
        ("Access", "registers/access"),
        ("Activities (controller)", "registers/activities-controller"),
    ] {
        let comma = rows(find(&format!("data/{path}.csv")), b',');
        let semicolon = rows(find(&format!("data/semicolon/{path}.csv")), b';');
        assert_eq!(comma.len(), sheets[title].len(), "{title}");
        assert_eq!(comma, semicolon, "{title} holds no broken number");
    }
    let findings = rows(find("data/findings.csv"), b',');
    assert!(findings[0].iter().all(|header| !header.starts_with("Response")), "{:?}", findings[0]);
    let quarters = |path, separator| rows(find(path), separator)[1].clone();
    assert!(quarters("data/clock-quarters.csv", b',').contains(&"12.5".to_owned()));
    assert!(quarters("data/semicolon/clock-quarters.csv", b';').contains(&"12,5".to_owned()));
    for file in &files {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(text.ends_with("\r\n"), "{}", file.path);
        let folder = file.path.split('/').next().unwrap();
        assert!(folder == "data" && file.path.ends_with(".csv"), "{}", file.path);
    }
    let deadlines = rows(find("data/deadlines.csv"), b',');
    assert!(
        deadlines[1].contains(&"2026-11-02".to_owned())
            && deadlines[2].contains(&"2026-11-03 14:20".to_owned())
    );
}

#[test]
fn no_cell_of_a_text_file_begins_a_formula_however_it_is_split() {
    let case = case();
    let begins = ['=', '+', '@', '＝', '-'];
    for file in files(&case, Export::Csv) {
        let separator = if file.path.starts_with("data/semicolon") { b';' } else { b',' };
        let cells: Vec<String> = rows(&file.bytes, separator).into_iter().flatten().collect();
        for cell in &cells {
            assert!(!cell.trim_start_matches(' ').starts_with(begins), "{cell:?} in {}", file.path);
        }
        // Opened by a program that splits at another sign, and cares for no quotes.
        let text = String::from_utf8(file.bytes).unwrap();
        for piece in text.split([',', ';', '\t', '\r', '\n', '"']) {
            assert!(!piece.starts_with(begins), "{piece:?} in {}", file.path);
        }
        if file.path == "data/findings.csv" {
            let plain: BTreeSet<String> = cells.iter().map(|cell| unguarded(cell).into_owned()).collect();
            assert!(FORMULAS.iter().all(|text| plain.contains(*text)), "every text comes back");
        }
    }
}

#[test]
fn the_cover_says_what_is_not_there_and_what_is_personal() {
    let mut case = case();
    case.assessment.requirements[0].findings_total += 500;
    case.assessment.evidence.clear();
    let sheets = read(&workbook(&case));
    let said: Vec<String> =
        sheets["Cover"].iter().map(|row| row.iter().map(ToString::to_string).collect::<String>()).collect();
    let line = |label: &str| {
        said.iter().find(|line| line.starts_with(label)).unwrap_or_else(|| panic!("{label}: {said:#?}"))
    };
    assert!(line("Findings not listed").contains("run with --findings all"));
    assert!(line("Nothing to list under").contains("Evidence"));
    assert!(line("Personal data").contains("Access") && line("Personal data").contains("Training"));
    let all = said.join("\n");
    assert_eq!(all.matches("not legal advice").count(), 1);
    for (title, rows) in sheets.iter().filter(|(title, _)| *title != "Cover") {
        assert!(said.iter().any(|line| line.starts_with(title.as_str())), "{title} is on the cover");
        let text: String = rows.iter().flatten().map(|cell| cell.to_string().to_lowercase()).collect();
        for forbidden in ["compliant", "certified", "legal advice"] {
            assert!(!text.contains(forbidden), "{forbidden} in {title}");
        }
    }
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_told() {
    let mut case = case();
    case.assessment.requirements[0].why = String::new();
    let long = "ü".repeat(40_000);
    let finding = case.assessment.requirements.iter_mut().find(|result| !result.findings.is_empty()).unwrap();
    finding.findings[0].headline = long.clone();
    let sheets = read(&workbook(&case));
    let longest = texts(&sheets["Findings"], "Headline").into_iter().max_by_key(String::len).unwrap();
    assert!(longest.ends_with("(cut here: a cell holds no more)"));
    assert_eq!(longest.encode_utf16().count(), 32_767);
    let cover: String = sheets["Cover"].iter().flatten().map(ToString::to_string).collect();
    assert!(cover.contains("Findings: 1 text is cut short"), "{cover}");
    let text = files(&case, Export::Csv).into_iter().find(|file| file.path == "data/findings.csv").unwrap();
    assert!(String::from_utf8(text.bytes).unwrap().contains(&long), "a text file holds it whole");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (kind, _) in candor_report::EXPORTS {
        assert!(files(&case(), kind) == files(&case(), kind), "{kind:?}");
    }
}

#[test]
fn an_audit_of_nothing_can_be_written() {
    let mut case = case();
    case.assessment = candor_assess::Assessment { as_of: case.assessment.as_of, ..Default::default() };
    case.inventory.tables.clear();
    case.account.files.clear();
    let sheets = read(&workbook(&case));
    assert_eq!(sheets.keys().collect::<Vec<_>>(), ["Codes", "Cover"]);
    assert!(files(&case, Export::Csv).iter().any(|file| file.path == "data/findings.csv"));
}
