//! `candor merge`: what was read apart is judged as one audit of all files judges it, byte for byte; what cannot be
//! merged is refused with the way out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::workspace::{candor, candor_in as run, copy_folder, files, text};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scale/spark_audit.py");
const DAY: &str = "2026-11-21";

/// Standard error and the exit code.
fn refused(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(folder, arguments);
    (
        output.status.code().expect("a test may fail here"),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn stdout(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a test may fail here")).expect("a test may fail here");
    fs::write(path, bytes).expect("a test may fail here");
}

fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(!one.is_empty());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "`{name}` differs");
    }
}

/// Keeps a spreadsheet of a workspace, in parts of so many records if it is a text; gives the files that were written.
fn keep(workspace: &Path, file: &Path, rows: Option<u32>, out: &Path) -> Vec<PathBuf> {
    let [space, path] = [workspace, file].map(text);
    let name = text(file.strip_prefix(workspace).expect("a test may fail here"));
    // What is judged beside what is kept makes no difference.
    let keep = if name.ends_with("xlsx") { "--keep-records" } else { "--keep-records=only" };
    let audit = |path: &str, part: &[&str], to: PathBuf| {
        let always = ["--workspace", &space, "--format", "json", keep];
        write(&to, &stdout(out, &[&["audit", path], &always[..], part].concat()));
        to
    };
    let stem = name.replace('/', "_");
    let Some(rows) = rows.filter(|_| name.ends_with("csv")) else {
        return vec![audit(&path, &[], out.join(format!("{stem}.json")))];
    };
    let parts = text(&out.join(format!("{stem}-parts")));
    let split = run(out, &["split", &path, "--rows", &rows.to_string(), "--out", &parts, "--format", "json"]);
    if !split.status.success() {
        assert!(String::from_utf8_lossy(&split.stderr).contains("is not in UTF-8"), "{split:?}");
        return vec![audit(&path, &[], out.join(format!("{stem}.json")))];
    }
    let split: Value = serde_json::from_slice(&split.stdout).expect("a test may fail here");
    let (parts, header) =
        (split["parts"].as_array().expect("a test may fail here"), split["header_rows"].to_string());
    let kept = parts.iter().map(|part| {
        let (path, number) = (part["path"].as_str().expect("a test may fail here"), &part["number"]);
        let which = format!("{number}/{}", parts.len());
        let part = ["--part-of", &name, "--part", &which, "--header-rows", &header];
        audit(path, &part, out.join(format!("{stem}-{number}.json")))
    });
    kept.collect()
}

/// The sample, read file by file and its texts in parts, merged in another order, with every document.
fn merged_is_audited(sample: &str, formats: &str) {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let workspace = folder.path().join("workspace");
    copy_folder(&Path::new(SAMPLES).join(sample), &workspace);
    let records = workspace.join("2026-Q4");
    let spreadsheets = files(&records).into_keys().map(|name| records.join(name));
    let mut kept: Vec<PathBuf> = spreadsheets
        .filter(|path| path.extension().is_none_or(|extension| extension != "txt"))
        .flat_map(|path| keep(&workspace, &path, Some(3), folder.path()))
        .collect();
    assert!(kept.len() > 6, "{kept:?}");
    kept.reverse();
    let kept: Vec<String> = kept.iter().map(|path| text(path)).collect();
    let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
    let space = text(&workspace);
    for (arguments, out) in [
        (&[&["audit", &space], &[][..]].concat(), "one"),
        (&[&["merge"], &kept[..], &["--workspace", &space]].concat(), "many"),
    ] {
        stdout(folder.path(), &[&arguments[..], &["--out", out, "--formats", formats]].concat());
    }
    assert_same(&folder.path().join("one"), &folder.path().join("many"));
    for format in ["text", "json"] {
        let check = stdout(folder.path(), &["check", &space, "--format", format]);
        let merged =
            [&["merge"], &kept[..], &["--workspace", &space, "--check", "--format", format]].concat();
        assert!(check == stdout(folder.path(), &merged), "the accounts differ ({format})");
    }
    let gate = ["--format", "json", "--fail-on", "critical,late", "--as-of", "2026-11-25"];
    let one = run(folder.path(), &[&["audit", &space], &gate[..]].concat());
    let many = run(folder.path(), &[&["merge"], &kept[..], &["--workspace", &space], &gate[..]].concat());
    assert_eq!((one.status.code(), &one.stderr, &one.stdout), (Some(1), &many.stderr, &many.stdout));
}

#[test]
fn a_workspace_read_in_parts_gives_every_document_of_one_audit() {
    merged_is_audited("harborlight", "all");
}

#[test]
fn history_and_another_language_make_no_difference() {
    merged_is_audited("sunmesa", "json,csv");
    merged_is_audited("lindenkorb", "json,xlsx");
}

const VENDORS: &str = "ID,Vendor name,Service,Country,Contract signed,Signed on\n\
    V-1,Deskline,Support desk,Germany,yes,2026-03-04\nV-2,Paywell,Payroll,Ireland,no,\n";

/// A folder with a register, and the assessment `vendors.json` that keeps it.
fn kept() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = folder.path();
    write(&path.join("vendors.csv"), VENDORS.as_bytes());
    let audit = ["audit", "vendors.csv", "--as-of", DAY, "--format", "json"];
    write(&path.join("bare.json"), &stdout(path, &audit));
    write(&path.join("vendors.json"), &stdout(path, &[&audit[..], &["--keep-records"]].concat()));
    folder
}

#[test]
fn an_assessment_that_keeps_its_records_is_an_assessment() {
    let folder = kept();
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(folder.path().join(name)).expect("a test may fail here"))
            .expect("a test may fail here")
    };
    let (bare, mut kept) = (read("bare.json"), read("vendors.json"));
    let records = kept.as_object_mut().expect("a test may fail here").remove("records");
    assert_eq!(records.expect("a test may fail here")["format"], 1);
    assert_eq!(kept, bare);
    // The day is that of the part, and what comes out is what one audit gives.
    let merged = stdout(folder.path(), &["merge", "vendors.json", "--format", "json"]);
    assert_eq!(merged, fs::read(folder.path().join("bare.json")).expect("a test may fail here"));
}

#[test]
fn what_cannot_be_merged_is_refused_with_the_way_out() {
    let folder = kept();
    let path = folder.path();
    let whole = fs::read_to_string(path.join("vendors.json")).expect("a test may fail here");
    let change = |name: &str, from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        write(&path.join(name), whole.replacen(from, to, 1).as_bytes());
    };
    change("format.json", "\"records\": {\"format\":1", "\"records\": {\"format\":9");
    change(
        "newer.json",
        concat!("\"tool_version\":\"", env!("CARGO_PKG_VERSION")),
        "\"tool_version\":\"99.1\\u001b[2J",
    );
    change("edited.json", "Deskline\",\"Paywell", "Deskline\",\"Payswell");
    change("pointing.json", "\"cells\":[1,", "\"cells\":[7,");
    change("other-day.json", &format!("\"as_of\": \"{DAY}\""), "\"as_of\": \"2026-09-30\"");
    write(&path.join("cut.json"), &whole.as_bytes()[..whole.len() / 2]);
    write(&path.join("cut-late.json"), &whole.as_bytes()[..whole.len() - 9]);
    write(&path.join("list.json"), b"[1, 2]");
    write(&path.join("other.json"), b"{\"a\": 1}");
    write(&path.join("none.json"), b"");
    write(&path.join("bytes.json"), b"\xff\xfe{}");
    let cases = [
        ("bare.json", "is an assessment without its records, so it cannot be merged"),
        ("format.json", "were written by Candor"),
        ("newer.json", "were written by Candor 99.1[2J"),
        ("edited.json", "they were changed after they were written"),
        ("pointing.json", "they were changed after they were written"),
        ("cut.json", "`cut.json` was cut off"),
        ("cut-late.json", "`cut-late.json` was cut off"),
        ("list.json", "is no assessment"),
        ("other.json", "is no assessment"),
        ("none.json", "was cut off"),
        ("bytes.json", "cannot be read"),
        ("absent.json", "cannot be read"),
        ("vendors.csv", "is no assessment"),
    ];
    for (name, message) in cases {
        let (code, told) = refused(path, &["merge", name]);
        assert!(code == 3 && told.contains(message) && told.contains("= help: "), "{name}: {code} {told}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
    }
    write(&path.join("space/candor.toml"), b"");
    let cases: [(&[&str], i32, &str); 8] = [
        (&["split", "vendors.csv", "--rows", "1", "--out", "space/parts"], 2, "would be read as records"),
        (&["merge", "vendors.json", "vendors.json"], 3, "`vendors.csv` was given twice"),
        (
            &["merge", "vendors.json", "other-day.json"],
            2,
            "judged for different days: 2026-09-30, 2026-11-21",
        ),
        (&["merge"], 2, "required"),
        (&["merge", "vendors.json", "--workspace", "nowhere"], 2, "is no workspace"),
        (&["audit", "vendors.csv", "--keep-records"], 2, "only in an assessment as JSON"),
        (&["audit", "vendors.csv", "--part-of", "a.csv"], 2, "--keep-records"),
        (&["split", "vendors.csv", "--rows", "0"], 2, "0"),
    ];
    for (arguments, exit, message) in cases {
        let (code, told) = refused(path, arguments);
        assert!(code == exit && told.contains(message), "{arguments:?}: {code} {told}");
    }
}

#[test]
fn settings_are_those_of_the_merge_and_limits_must_agree() {
    let folder = kept();
    let path = folder.path();
    let settings = |name: &str, text: &str| write(&path.join(name).join("candor.toml"), text.as_bytes());
    let organisation = "[organisation]\nlegal_name = \"Harrow Quay Trust\"\neu_establishment = true\n";
    settings("one", organisation);
    settings("other", &organisation.replace("Quay", "Mill"));
    settings("narrow", &format!("{organisation}[limits]\nrows = 2\n"));
    settings("wide", &format!("{organisation}[limits]\nrows = 5000000\n"));
    let keep = ["audit", "vendors.csv", "--as-of", DAY, "--format", "json", "--keep-records", "--workspace"];
    for name in ["one", "narrow"] {
        write(&path.join(format!("{name}.json")), &stdout(path, &[&keep[..], &[name]].concat()));
    }
    let (code, told) = refused(path, &["merge", "one.json"]);
    assert!(code == 2 && told.contains("--workspace DIR"), "{told}");
    let merge = |part: &str, workspace: &str| {
        write(&path.join(workspace).join("vendors.csv"), VENDORS.as_bytes());
        let day = ["--as-of", DAY, "--format", "json"];
        let one = run(path, &[&["audit", workspace], &day[..]].concat());
        let many = run(path, &["merge", part, "--workspace", workspace, "--format", "json"]);
        (one.stdout == many.stdout, many.status.code(), String::from_utf8_lossy(&many.stderr).into_owned())
    };
    assert_eq!(merge("one.json", "one"), (true, Some(0), String::new()));
    let (is_same, _, told) = merge("one.json", "other");
    assert!(is_same && told.contains("note: `one.json` was read with another candor.toml"), "{told}");
    // Limits are part of what was read, unless nothing came near them.
    assert_eq!(merge("vendors.json", "wide"), (true, Some(0), String::new()));
    assert_eq!(merge("narrow.json", "narrow"), (true, Some(0), String::new()));
    for (part, workspace) in [("vendors.json", "narrow"), ("narrow.json", "wide")] {
        let (_, code, told) = merge(part, workspace);
        assert!(code == Some(3) && told.contains("within other limits"), "{part}: {told}");
    }
}

#[test]
fn a_quarter_is_recorded_with_the_files_that_were_read_but_not_with_parts() {
    let folder = kept();
    let path = folder.path();
    let space = path.join("space");
    write(&space.join("candor.toml"), b"[organisation]\nlegal_name = \"Harrow Quay Trust\"\n");
    write(&space.join("vendors.csv"), VENDORS.as_bytes());
    let out = ["--record", "2026-Q4", "--out", "out", "--formats", "json"];
    stdout(path, &[&["merge", "vendors.json", "--workspace", "space"], &out[..]].concat());
    let merged = fs::read(space.join("history/2026-Q4.json")).expect("a test may fail here");
    fs::remove_dir_all(space.join("history")).expect("a test may fail here");
    stdout(path, &[&["audit", "space", "--as-of", DAY], &out[..]].concat());
    assert_eq!(merged, fs::read(space.join("history/2026-Q4.json")).expect("a test may fail here"));
    let part = ["--part-of", "vendors.csv", "--part", "1/1", "--format", "json", "--keep-records"];
    write(
        &path.join("part.json"),
        &stdout(path, &[&["audit", "vendors.csv", "--as-of", DAY], &part[..]].concat()),
    );
    let (code, told) = refused(path, &["merge", "part.json", "--workspace", "space", "--record", "2026-Q4"]);
    assert!(code == 2 && told.contains("in parts"), "{told}");
}

#[test]
fn a_file_that_cannot_be_read_is_told_by_the_merge_as_by_one_audit() {
    let folder = kept();
    let path = folder.path();
    write(&path.join("records/vendors.csv"), VENDORS.as_bytes());
    write(&path.join("records/broken.xlsx"), b"PK\x03\x04 nothing more");
    write(&path.join("records/empty.csv"), b"");
    let names = ["vendors.csv", "broken.xlsx", "empty.csv"];
    for name in names {
        let file = format!("records/{name}");
        let part = run(path, &["audit", &file, "--as-of", DAY, "--format", "json", "--keep-records"]);
        assert_eq!(part.status.code(), Some(0), "{name}");
        write(&path.join(format!("parts/{name}.json")), &part.stdout);
    }
    let one = stdout(path, &["check", "records", "--as-of", DAY]);
    assert_eq!(String::from_utf8(stdout(path, &["merge", "parts", "--check"])), String::from_utf8(one));
    let (code, told) = refused(path, &["merge", "parts/empty.csv.json"]);
    assert!(code == 3 && told.contains("no file could be read"), "{told}");
}

/// Rows of registers that depend on each other: the same key twice, a vendor that another register names, times that run.
const ACTIVITIES: [&str; 8] = [
    "A-1,Payroll,Pay staff,Contract,Staff,Bank details,7 years after employment ends,Paywell",
    "A-1,Payroll,Pay staff,Contract,Staff,Bank details,7 years after employment ends,Paywell",
    "A-2,Newsletter,Send news,,Subscribers,Email,until consent is withdrawn,Mailmoth",
    "A-3,\"Support,\ndesk\",Help,Legitimate interests,Customers,\"Names; emails\",whenever,Deskline",
    "",
    "Total,4,,,,,,",
    "Human resources",
    "A-4,Badges,Entry,legal obligation,Staff; Visitors,Photo,31/02/2026,Nobody",
];
const OTHERS: [&str; 6] = [
    "V-1,Deskline,Support desk,Germany,yes,2026-03-04",
    "V-2,Paywell,Payroll,US,no,04/03/2026",
    "V-2,Paywell,Payroll,US,no,25/03/2026",
    ",,,,,",
    "V-3,Mailmoth,Newsletters,Freedonia,,",
    "note: list kept by the office",
];

fn register(header: &'static str, rows: &'static [&'static str]) -> impl Strategy<Value = String> {
    vec(select(rows), 1..25).prop_map(move |rows| format!("{header}\n{}\n", rows.join("\n")))
}

proptest! {
    // Each case starts the program a dozen times.
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn any_split_of_any_registers_is_judged_as_the_whole(
        activities in register("ID,Activity,Purpose,Lawful basis,Data subjects,Personal data,Retention period,Vendors", &ACTIVITIES),
        vendors in register("ID,Vendor name,Service,Country,Contract signed,Signed on", &OTHERS),
        rows in (1u32..12, proptest::option::of(1u32..8)),
        turn in 0usize..20,
    ) {
        let folder = tempfile::tempdir().expect("a test may fail here");
        let space = folder.path().join("space");
        write(&space.join("candor.toml"), b"[organisation]\nlegal_name = \"Harrow Quay Trust\"\neu_establishment = true\n[run]\nas_of = 2026-11-21\n");
        write(&space.join("activities.csv"), activities.as_bytes());
        write(&space.join("eu/vendors.csv"), vendors.as_bytes());
        let mut kept = keep(&space, &space.join("activities.csv"), Some(rows.0.max(4)), folder.path());
        kept.extend(keep(&space, &space.join("eu/vendors.csv"), rows.1.map(|rows| rows.max(4)), folder.path()));
        let turn = turn % kept.len();
        kept.rotate_left(turn);
        let kept: Vec<String> = kept.iter().map(|path| text(path)).collect();
        let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
        let merge = [&["merge"], &kept[..], &["--workspace", "space", "--format", "json"]].concat();
        let json = ["--format", "json"];
        let one = stdout(folder.path(), &[&["audit", "space"], &json[..]].concat());
        prop_assert!(one == stdout(folder.path(), &merge));
        let one = stdout(folder.path(), &[&["check", "space"], &json[..]].concat());
        prop_assert!(one == stdout(folder.path(), &[&merge[..], &["--check"]].concat()));
    }
}

/// The steps that a Spark worker runs, in processes.
#[test]
fn the_worked_example_gives_what_one_audit_gives() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let workspace = folder.path().join("workspace");
    copy_folder(&Path::new(SAMPLES).join("sunmesa"), &workspace);
    let spreadsheets =
        files(&workspace.join("2026-Q4")).into_keys().map(|name| text(&workspace.join("2026-Q4").join(name)));
    let output = Command::new("python3")
        .arg(SCRIPT)
        .args(["--candor", env!("CARGO_BIN_EXE_candor"), "--workspace", &text(&workspace), "--rows", "20"])
        .args(["--processes", "2", "--formats", "html,json", "--out", &text(&folder.path().join("many"))])
        .args(spreadsheets)
        .output()
        .expect("python3 is needed for the worked example");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    candor(&[
        "audit",
        &text(&workspace),
        "--formats",
        "html,json",
        "--out",
        &text(&folder.path().join("one")),
    ]);
    assert_same(&folder.path().join("one"), &folder.path().join("many"));
}
