//! Files that are opened apart and put together again are read as they are in one place: whatever the files are, however
//! a text file is cut at its records, in whatever order they come.

use std::ops::Range;
use std::path::PathBuf;

use candor_ingest::{
    File, KeptFile, Limits, Misfit, PartOf, Reading, Settings, cuts, open_file, read_files, read_opened,
    together,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::fixtures::fixtures;

/// A file that is opened by itself: its name, its bytes, and which part of a file it is.
type Piece = (String, Vec<u8>, Option<PartOf>);

fn day() -> Option<chrono::NaiveDate> {
    Some("2026-11-21".parse().expect("a test may fail here"))
}

/// The file as it is kept, through its written form.
fn kept(piece: &Piece, limits: &Limits) -> String {
    let (name, bytes, part) = piece;
    let file = File { name: "elsewhere/piece.csv".to_owned(), bytes: bytes.clone() };
    let file = if part.is_none() { File { name: name.clone(), ..file } } else { file };
    let opened = open_file(file, limits);
    serde_json::to_string(&KeptFile::of(&opened, name, *part)).expect("a test may fail here")
}

fn merged(pieces: &[Piece], settings: &Settings) -> Result<Reading, Misfit> {
    let files = pieces.iter().map(|piece| {
        let kept: KeptFile =
            serde_json::from_str(&kept(piece, &settings.limits)).expect("a test may fail here");
        kept.open(&settings.limits, &settings.limits)
    });
    let files = together(files.collect::<Result<Vec<_>, _>>()?, &settings.limits)?;
    Ok(read_opened(files, settings, day()))
}

/// What was read, whole: tables with every cell, the account of rows and columns, and every problem.
fn shown(reading: &Reading) -> String {
    format!("{:#?}", (&reading.inventory, &reading.account))
}

fn whole(files: &[(String, Vec<u8>)], settings: &Settings) -> Reading {
    let mut files = files.to_vec();
    files.sort_by_key(|(name, _)| PathBuf::from(name));
    let files = files.into_iter().map(|(name, bytes)| File { name, bytes });
    read_files(files, settings, day())
}

/// The parts of a text, cut before some of its records; each names the separator and takes the header along.
fn parts_of(name: &str, bytes: &[u8], header_rows: u32, before: &[Index]) -> Option<Vec<Piece>> {
    let cut = cuts(bytes, header_rows, 1).ok()?;
    let mut begins: Vec<usize> = before.iter().map(|index| index.index(cut.parts.len())).collect();
    begins.extend([0, cut.parts.len()]);
    begins.sort_unstable();
    begins.dedup();
    let at = |range: Range<u64>| &bytes[range.start as usize..range.end as usize];
    let (of, header_rows) = (begins.len() as u32 - 1, cut.header_rows);
    let pieces = (1..).zip(begins.windows(2)).map(|(number, pair)| {
        let header = if number == 1 { &b""[..] } else { at(cut.header.clone()) };
        let body = at(cut.parts[pair[0]].start..cut.parts[pair[1] - 1].end);
        let bytes = [format!("sep={}\n", cut.separator).as_bytes(), header, body].concat();
        (name.to_owned(), bytes, Some(PartOf { number, of, header_rows }))
    });
    Some(pieces.collect())
}

/// Rows as registers have them, with those that make it hard to say what is a record.
const ROWS: [&str; 22] = [
    "V-1,Deskline,Support desk,Germany,yes,2026-03-04,\"Names; emails\"",
    "V-2,Paywell,Payroll,DE,no,03/04/2026,\"Bank details, salaries\"",
    "V-3,Cloudberry,Hosting,Ireland,YES,25/04/2026,Email",
    "V-4, Mailmoth ,Newsletter,Freedonia,maybe,31/02/2026,",
    "V-1,Deskline,Support desk,Germany,yes,2026-03-04,\"Names; emails\"",
    "V-5,Ledgerly,Accounting,\"France\nSpain\",yes,2026-01-02,\"\"\"quoted\"\" text\"",
    "V-6,Pipework,5\" pipe,Italy,yes,#REF!,x",
    "V-7,Far,Away,United States,yes,2027-01-02,a,b,c",
    "",
    "",
    ",,,,,,",
    "Section two",
    "Total,7,,,,,",
    "ID,Vendor name,Service,Country,Contract signed,Signed on,Personal data",
    "[Example: Acme],Acme,Example,Germany,yes,2026-01-01,Names",
    "8,,,,,,",
    "Note: this list is kept by the office",
    ",,,,,FALSE,",
    "V-9,caf\u{e9} \u{fc}ber,\u{65e5}\u{672c},Japan,yes,2026-05-05,\u{feff}x\u{200b}",
    "Request ID,Received on,Kind of request,Answered on,Person",
    "R-1,2026-03-04,access,2026-03-20,A. Person",
    "V-10;Semi;colon;x;y;z;q",
];

const HEADERS: [&str; 4] = [
    "ID,Vendor name,Service,Country,Contract signed,Signed on,Personal data",
    "Register of vendors\n\nID,Vendor name,Service,Country,Contract signed,Signed on,Personal data",
    "Kept by,Office\nas of,2026-01-01\n\nID,Vendor name,Service,Country,DPA in place,Signed on,Data",
    "",
];

fn register() -> impl Strategy<Value = Vec<u8>> {
    let rows = vec(select(ROWS.to_vec()), 0..40);
    (select(HEADERS.to_vec()), rows, select(vec!["\n", "\r\n"]), any::<bool>(), any::<bool>()).prop_map(
        |(header, rows, end, has_mark, ends)| {
            let mut text = if has_mark { "\u{feff}".to_owned() } else { String::new() };
            let lines: Vec<&str> = header.split('\n').chain(rows).collect();
            text.push_str(&lines.join(end));
            text.push_str(if ends { end } else { "" });
            text.into_bytes()
        },
    )
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn registers_cut_anywhere_are_read_as_the_whole(
        registers in vec((register(), vec(any::<Index>(), 0..6), 0u32..6), 1..4),
        order in vec(any::<u32>(), 40),
        rows in prop_oneof![Just(1_048_576u64), 3u64..30],
        cell_length in prop_oneof![Just(32_767u64), 8u64..20],
    ) {
        let limits = Limits { rows, cell_length, ..Limits::default() };
        let settings = Settings { limits, ..Settings::default() };
        let mut pieces = Vec::new();
        let mut files = Vec::new();
        for (number, (bytes, before, header_rows)) in (0..).zip(&registers) {
            let name = format!("records/{}.csv", ["vendors", "a/vendors", "vendors 2"][number]);
            // A text without rows cannot be cut, nor one whose quotes hang on what follows.
            if let Some(parts) = parts_of(&name, bytes, *header_rows, before) {
                pieces.extend(parts);
                files.push((name, bytes.clone()));
            }
        }
        prop_assume!(!files.is_empty());
        let mut shuffled: Vec<(u32, Piece)> = order.iter().copied().cycle().zip(pieces).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let pieces: Vec<Piece> = shuffled.into_iter().map(|(_, piece)| piece).collect();
        match merged(&pieces, &settings) {
            Ok(reading) => prop_assert_eq!(shown(&whole(&files, &settings)), shown(&reading)),
            // A part that was cut off at a limit cannot say what it left.
            Err(misfit) => prop_assert!(matches!(misfit, Misfit::OverLimit { .. }) && rows < 30, "{}", misfit),
        }
    }
}

#[test]
fn files_of_every_format_are_read_elsewhere_as_here() {
    let settings = Settings::default();
    for (name, bytes) in fixtures() {
        let apart = merged(&[(name.clone(), bytes.clone(), None)], &settings);
        assert_eq!(
            apart.as_ref().map(shown),
            Ok(shown(&whole(&[(name.clone(), bytes)], &settings))),
            "{name}"
        );
    }
}

const REGISTER: &str = "ID,Vendor name,Service,Country,Signed on\n\
    V-1,Deskline,Support,Germany,2026-03-04\nV-2,Paywell,Payroll,Ireland,2026-04-05\n\
    V-3,Cloudberry,Hosting,Spain,2026-05-06\nV-4,Mailmoth,Newsletter,France,2026-06-07\n";

fn three_parts() -> Vec<Piece> {
    let before = cuts(REGISTER.as_bytes(), 1, 2).expect("a test may fail here");
    assert_eq!(before.parts.len(), 2);
    let cut = cuts(REGISTER.as_bytes(), 1, 1).expect("a test may fail here");
    let header = &REGISTER.as_bytes()[..cut.header.end as usize];
    let bodies = [0..2, 2..3, 3..4].map(|range: Range<usize>| {
        &REGISTER.as_bytes()[cut.parts[range.start].start as usize..cut.parts[range.end - 1].end as usize]
    });
    let pieces = (1..).zip(bodies).map(|(number, body)| {
        let taken_along = if number == 1 { &b""[..] } else { header };
        let part = PartOf { number, of: 3, header_rows: 1 };
        ("vendors.csv".to_owned(), [b"sep=,\n", taken_along, body].concat(), Some(part))
    });
    pieces.collect()
}

/// What is told where parts do not go together.
fn refused(pieces: &[Piece]) -> String {
    merged(pieces, &Settings::default()).err().map_or_else(String::new, |misfit| {
        assert!(!misfit.help().is_empty());
        misfit.to_string()
    })
}

#[test]
fn parts_that_do_not_go_together_are_refused() {
    let parts = three_parts();
    assert_eq!(refused(&parts), "");
    let with = |at: usize, change: &dyn Fn(&mut Piece)| {
        let mut parts = parts.clone();
        change(&mut parts[at]);
        refused(&parts)
    };
    let part = |piece: &mut Piece| piece.2.expect("a test may fail here");
    assert_eq!(refused(&parts[..2]), "of the 3 parts of `vendors.csv` are missing: 3");
    assert_eq!(with(1, &|piece| piece.2 = None), "`vendors.csv` was given whole, and in parts too");
    assert_eq!(
        with(1, &|piece| piece.2 = Some(PartOf { number: 1, ..part(piece) })),
        "part 1 of `vendors.csv` was given twice"
    );
    assert_eq!(
        with(1, &|piece| piece.2 = Some(PartOf { of: 4, ..part(piece) })),
        "the parts of `vendors.csv` do not agree on how many there are: 3 or 4"
    );
    assert_eq!(
        with(2, &|piece| piece.2 = Some(PartOf { header_rows: 2, ..part(piece) })),
        "the first 2 rows of part 3 of `vendors.csv` are not those of part 1"
    );
    assert_eq!(
        with(1, &|piece| piece.1[4] = b';'),
        "part 2 of `vendors.csv` was read with `;` between its cells, part 1 with `,`"
    );
    assert_eq!(
        with(0, &|piece| drop(piece.1.drain(..6))),
        "part 1 of `vendors.csv` has too few rows to show what stands between its cells"
    );
    assert_eq!(with(1, &|piece| piece.1.extend(b"caf\xe9\n")), "part 2 of `vendors.csv` is not in UTF-8");
    assert_eq!(with(1, &|piece| piece.1.clear()), "part 2 of `vendors.csv` is no text file with rows");
    assert_eq!(
        with(1, &|piece| piece.1.extend(b"V-9,\"cut\nwithin")),
        "part 2 of `vendors.csv` could not be read to its end: a quote is opened here and not closed where the cell \
         ends (B3)"
    );
    // Only where it is the end of the file, too, is a quote left open what it would be there.
    let told = merged(
        &[
            &parts[..2],
            &[{
                let mut last = parts[2].clone();
                last.1.extend(b"V-9,\"open\n");
                last
            }],
        ]
        .concat(),
        &Settings::default(),
    );
    let problems = told.expect("a test may fail here").account.problems;
    let unclosed = problems.iter().find(|problem| problem.code == "quote-unclosed");
    let place = unclosed.map(|problem| problem.place.to_string());
    assert_eq!(place.as_deref(), Some("vendors.csv \u{203a} B6"));
}

/// Every number and text of a kept file, changed one by one.
fn each_changed(value: &Value, change: &dyn Fn(&Value) -> Vec<Value>, see: &mut dyn FnMut(Value)) {
    fn walk(whole: &Value, path: &str, change: &dyn Fn(&Value) -> Vec<Value>, see: &mut dyn FnMut(Value)) {
        let here = whole.pointer(path).expect("a test may fail here");
        let below: Vec<String> = match here {
            Value::Array(list) => (0..list.len()).map(|at| at.to_string()).collect(),
            Value::Object(map) => map.keys().cloned().collect(),
            _ => Vec::new(),
        };
        for other in change(here) {
            let mut changed = whole.clone();
            *changed.pointer_mut(path).expect("a test may fail here") = other;
            see(changed);
        }
        for key in below {
            walk(whole, &format!("{path}/{key}"), change, see);
        }
    }
    walk(value, "", change, see);
}

#[test]
fn kept_files_that_somebody_changed_are_refused_or_read_and_never_panic() {
    let limits = Limits { rows: 1000, cells: 5000, ..Limits::default() };
    let book = fixtures().into_iter().find(|(name, _)| name.ends_with("xlsx")).expect("a test may fail here");
    let mut sources = vec![(book.0, book.1, None)];
    sources.extend(three_parts().drain(..1));
    let other = |value: &Value| match value {
        Value::Number(_) => [-4_294_967_296i64, -2_147_483_648, -1, 0, 1, 7, 999, 4_294_967_295, i64::MAX]
            .map(Value::from)
            .to_vec(),
        Value::String(_) => ["", " x ", "tttttttttttttttt", "l"].map(Value::from).to_vec(),
        Value::Array(list) => {
            let twice = list.iter().chain(list).cloned().collect();
            let turned = list.iter().rev().cloned().collect();
            vec![Value::Array(Vec::new()), Value::Array(twice), Value::Array(turned), Value::Null]
        }
        _ => vec![Value::Null, Value::from("x")],
    };
    let (mut refused, mut read) = (0, 0);
    for source in sources {
        let kept = serde_json::from_str(&kept(&source, &limits)).expect("a test may fail here");
        each_changed(&kept, &other, &mut |changed| {
            let opened = serde_json::from_value::<KeptFile>(changed)
                .map_err(|error| error.to_string())
                .and_then(|kept| kept.open(&limits, &limits).map_err(|misfit| misfit.to_string()))
                .and_then(|file| together(vec![file], &limits).map_err(|misfit| misfit.to_string()));
            match opened {
                Ok(files) => {
                    read_opened(files, &Settings { limits: limits.clone(), ..Settings::default() }, day());
                    read += 1;
                }
                Err(_) => refused += 1,
            }
        });
    }
    assert!(refused > 100 && read > 100, "{refused} refused, {read} read");
}
