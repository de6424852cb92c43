//! The program as a user meets it: the real binary, an empty environment, fresh folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::workspace::candor_in;

fn candor(arguments: &[&str]) -> Output {
    candor_in(Path::new("."), arguments)
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("a test may fail here")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("a test may fail here")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("a test may fail here")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut samples: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a test may fail here")
        .map(|entry| entry.expect("a test may fail here").path())
        .filter(|path| path.join("candor.toml").is_file())
        .collect();
    samples.sort();
    assert!(!samples.is_empty());
    samples
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("a test may fail here");
    path.display().to_string()
}

const REGISTER: &str = "Register of processing activities\n\n\
    ID,Activity,Purpose,Lawful basis,Data subjects,Personal data,Retention period,Last reviewed\n\
    A-1,Payroll,Pay staff,Contract,Staff,Bank details,7 years after employment ends,2026-05-02\n\
    A-2,Newsletter,Send news,,Subscribers,Email,until consent is withdrawn,2026-05-02\n\
    A-3,Door log,Safety,Legitimate interests,Visitors,Names,as long as necessary,02/30/2026\n";

#[test]
fn each_sample_gives_its_expected_documents_to_the_byte() {
    for sample in samples() {
        let out = tempfile::tempdir().expect("a test may fail here");
        let (folder, sample_path) = (out.path().display().to_string(), sample.display().to_string());
        for command in ["audit", "policy"] {
            let output = candor(&[command, &sample_path, "--out", &folder]);
            assert_eq!(code(&output), 0, "{}", stderr(&output));
        }
        let expected = sample.join("expected");
        let mut names: Vec<_> = fs::read_dir(&expected)
            .expect("a test may fail here")
            .map(|entry| entry.expect("a test may fail here").file_name())
            .collect();
        names.sort();
        let texts = names.iter().filter(|name| name.to_string_lossy().ends_with(".md"));
        assert_eq!(texts.count(), 3, "{sample_path} has every document as text");
        for name in names {
            let (want, got) = (
                fs::read(expected.join(&name)).expect("a test may fail here"),
                fs::read(out.path().join(&name)).expect("a test may fail here"),
            );
            assert!(want == got, "{}: {}", sample_path, first_difference(&want, &got));
        }
    }
}

fn first_difference(want: &[u8], got: &[u8]) -> String {
    let (want, got) = (String::from_utf8_lossy(want), String::from_utf8_lossy(got));
    for (line, (left, right)) in (1..).zip(want.lines().zip(got.lines())) {
        if left != right {
            return format!(
                "line {line}\n  expected {left}\n  got      {right}\n`cargo xtask samples` makes them anew"
            );
        }
    }
    format!("{} lines expected, {} made", want.lines().count(), got.lines().count())
}

#[test]
fn check_tells_what_was_understood_and_every_problem() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = write(folder.path(), "register.csv", REGISTER);
    let output = candor(&["check", &path, "--format", "json", "--as-of", "2026-11-21"]);
    assert_eq!(code(&output), 0);
    let found = json(&output);
    let table = &found["files"][0]["tables"][0];
    assert_eq!(found["files"][0]["file"], "register.csv");
    assert_eq!(table["entity"], "activity");
    assert_eq!(table["header_row"], 3);
    assert_eq!(table["first_column"], "A");
    assert_eq!(table["rows"], 3);
    let fields: Vec<(&str, &str)> = table["columns"]
        .as_array()
        .expect("a test may fail here")
        .iter()
        .map(|column| {
            (
                column["column"].as_str().expect("a test may fail here"),
                column["field"].as_str().expect("a test may fail here"),
            )
        })
        .collect();
    let expected = [
        ("A", "ref"),
        ("B", "name"),
        ("C", "purposes"),
        ("D", "legal_basis"),
        ("E", "subjects"),
        ("F", "data_categories"),
        ("G", "retention"),
        ("H", "reviewed_on"),
    ];
    assert_eq!(fields, expected);
    let problems: Vec<(&str, &str)> = found["problems"]
        .as_array()
        .expect("a test may fail here")
        .iter()
        .map(|problem| {
            (
                problem["code"].as_str().expect("a test may fail here"),
                problem["cell"].as_str().expect("a test may fail here"),
            )
        })
        .collect();
    assert_eq!(problems, [("period-vague", "G6"), ("date-unreadable", "H6")]);
}

#[test]
fn audit_of_a_bare_file_prints_one_json_object_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = write(folder.path(), "register.csv", REGISTER);
    let output = candor(&["audit", &path, "--format", "json", "--as-of", "2026-11-21"]);
    assert_eq!(code(&output), 0);
    let assessment = json(&output);
    assert_eq!(assessment["as_of"], "2026-11-21");
    assert_eq!(fs::read_dir(folder.path()).expect("a test may fail here").count(), 1);
    for checklist in assessment["checklists"].as_array().expect("a test may fail here") {
        let count = |name: &str| checklist[name].as_u64().expect("a test may fail here");
        let parts = count("met") + count("partly_met") + count("not_met") + count("unknown");
        assert_eq!(count("applies"), parts, "{}", checklist["id"]);
        let in_list = assessment["requirements"]
            .as_array()
            .expect("a test may fail here")
            .iter()
            .filter(|requirement| requirement["checklist"] == checklist["id"])
            .count() as u64;
        assert_eq!(count("applies") + count("not_applicable"), in_list);
    }
    let basis = requirement(&assessment, "gdpr-6-1");
    assert_eq!(basis["outcome"], "partly_met");
    let finding = &basis["findings"][0];
    assert_eq!(finding["subject"], "Newsletter");
    assert_eq!(finding["outcome"], "not_met");
    let cell = &finding["cells"][0];
    assert_eq!((cell["file"].as_str(), cell["cell"].as_str()), (Some("register.csv"), Some("D5")));
    assert_eq!(cell["saw"], "");
}

fn requirement<'a>(assessment: &'a Value, id: &str) -> &'a Value {
    assessment["requirements"]
        .as_array()
        .expect("a test may fail here")
        .iter()
        .find(|requirement| requirement["id"] == id)
        .expect("a test may fail here")
}

#[test]
fn a_finding_can_be_explained_down_to_its_cells() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = write(folder.path(), "register.csv", REGISTER);
    let output = candor(&["audit", &path, "--format", "json", "--as-of", "2026-11-21"]);
    let assessment = json(&output);
    let id = requirement(&assessment, "gdpr-6-1")["findings"][0]["id"]
        .as_str()
        .expect("a test may fail here")
        .to_owned();
    let output = candor(&["explain", &id, &path, "--as-of", "2026-11-21"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("register.csv › D5: blank"), "{text}");
    assert!(text.contains("GDPR Art. 6(1)"), "{text}");
}

#[test]
fn explain_knows_requirements_fields_and_codes_and_suggests() {
    for (id, word) in [
        ("gdpr-6-1", "Legal"),
        ("GDPR Art. 6(1)", "gdpr-6-1"),
        ("activity.retention", "period"),
        ("vendor", "vendor"),
        ("date-unreadable", "2026-02-28"),
    ] {
        let output = candor(&["explain", id]);
        assert_eq!(code(&output), 0, "{id}");
        assert!(stdout(&output).contains(word), "{id}");
    }
    let output = candor(&["explain", "activity.retentoin"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `activity.retention`?"));
}

#[test]
fn broken_files_are_told_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    write(folder.path(), "register.csv", REGISTER);
    write(folder.path(), "broken.xlsx", "PK\u{3}\u{4} this is no workbook");
    write(folder.path(), "empty.csv", "");
    let path = folder.path().display().to_string();
    let output = candor(&["check", &path, "--format", "json"]);
    assert_eq!(code(&output), 0);
    let problems = json(&output)["problems"].as_array().expect("a test may fail here").clone();
    let of = |file: &str| {
        problems.iter().find(|problem| problem["file"] == file).expect("a test may fail here")["code"].clone()
    };
    assert_eq!(of("broken.xlsx"), "file-broken");
    assert_eq!(of("empty.csv"), "file-empty");
    assert_eq!(code(&candor(&["audit", &path, "--format", "json"])), 0);

    let alone = folder.path().join("broken.xlsx").display().to_string();
    for command in ["check", "audit", "policy"] {
        assert_eq!(code(&candor(&[command, &alone])), 3, "{command}");
    }
    assert_eq!(code(&candor(&["check", "no/such/file.csv"])), 3);
}

#[test]
fn the_gate_decides_the_exit_code() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = write(folder.path(), "register.csv", REGISTER);
    for (level, expected) in [("critical", 1), ("partly-met", 1), ("unknown", 1)] {
        let output = candor(&["audit", &path, "--format", "json", "--fail-on", level]);
        assert_eq!(code(&output), expected, "{level}");
    }
    assert_eq!(code(&candor(&["audit", &path, "--fail-on", "sometimes"])), 2);
    assert_eq!(code(&candor(&["audit", &path, "--checklist", "gpdr"])), 2);
}

#[test]
fn a_policy_is_a_draft_until_everything_is_answered() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let path = write(folder.path(), "register.csv", REGISTER);
    let draft = candor(&["policy", &path, "--print", "--as-of", "2026-11-21"]);
    assert_eq!(code(&draft), 0);
    assert!(stdout(&draft).contains("Answer needed"));
    let published = candor(&["policy", &path, "--publish", "--as-of", "2026-11-21"]);
    assert_eq!(code(&published), 1);
    assert!(stdout(&published).contains("Not published"));
    assert_eq!(
        fs::read_dir(folder.path()).expect("a test may fail here").count(),
        1,
        "a refused policy is not written"
    );
}

#[test]
fn a_new_workspace_reads_as_empty_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let output = candor_in(folder.path(), &["init", "mine"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = candor_in(folder.path(), &["check", "mine", "--format", "json"]);
    let found = json(&output);
    let tables = found["files"][0]["tables"].as_array().expect("a test may fail here");
    let entities = &candor_model::Dictionary::builtin().entities;
    assert_eq!(tables.len(), entities.iter().filter(|entity| !entity.from_candor).count());
    for table in tables {
        assert_eq!(table["rows"], 0, "{}", table["entity"]);
        assert_eq!(
            table["unmatched"].as_array().expect("a test may fail here").len(),
            0,
            "{}",
            table["entity"]
        );
        assert_eq!(table["left_rows"][0]["why"], "example", "{}", table["entity"]);
    }
    assert_eq!(found["problems"].as_array().expect("a test may fail here").len(), 0);
    assert_eq!(code(&candor_in(folder.path(), &["init", "mine"])), 2, "nothing is written over");
}

#[test]
fn mistakes_of_the_settings_are_told_at_once_with_their_places() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    write(folder.path(), "register.csv", REGISTER);
    write(
        folder.path(),
        "candor.toml",
        "[organisation]\nlegal_nam = \"Example\"\neu_establishment = \"perhaps\"\n\n[run]\nquarter = \"2026-4\"\n",
    );
    let output = candor(&["check", &folder.path().display().to_string()]);
    assert_eq!(code(&output), 2);
    let text = stderr(&output);
    for part in
        ["candor.toml:2:1", "did you mean `legal_name`?", "candor.toml:3:", "candor.toml:6:", "3 mistakes"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_order_and_place() {
    let one = tempfile::tempdir().expect("a test may fail here");
    let two = tempfile::tempdir().expect("a test may fail here");
    let vendors = "Vendor,Service,Country,DPA in place\nAcme Pay,Payroll,US,Yes\n";
    for folder in [one.path(), two.path()] {
        write(folder, "register.csv", REGISTER);
        write(folder, "vendors.csv", vendors);
    }
    let run = |folder: &Path| {
        let path = folder.display().to_string();
        candor(&["audit", &path, "--format", "json", "--as-of", "2026-11-21"]).stdout
    };
    assert_eq!(run(one.path()), run(one.path()));
    assert_eq!(run(one.path()), run(two.path()));
}

#[test]
fn schemas_are_json() {
    for output in ["check", "audit"] {
        let schema = json(&candor(&["schema", output]));
        assert!(schema["properties"].is_object(), "{output}");
    }
}

#[test]
fn a_problem_in_json_tells_its_place_its_row_and_the_way_out() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let register = write(folder.path(), "register.csv", REGISTER);
    let told = json(&candor(&["check", &register, "--format", "json"]));
    let problems = told["problems"].as_array().expect("a test may fail here");
    let date = problems.iter().find(|problem| problem["code"] == "date-unreadable");
    let date = date.expect("a test may fail here");
    assert_eq!(date["severity"], "error");
    assert_eq!((&date["file"], &date["cell"]), (&"register.csv".into(), &"H6".into()));
    assert_eq!(date["row"]["row"], 6);
    let marked = date["row"]["marked"].as_u64().expect("a test may fail here") as usize;
    assert_eq!(date["row"]["cells"][marked], "02/30/2026");
    assert!(date["help"].as_str().is_some_and(|help| help.contains("2026-02-28")));
    let schema = json(&candor(&["schema", "check"]));
    let known = &schema["$defs"]["ProblemOutput"]["properties"];
    for problem in problems {
        let keys = problem.as_object().expect("a test may fail here").keys();
        keys.for_each(|key| assert!(known[key].is_object(), "`{key}` is not in the schema"));
    }
    let table = &schema["$defs"]["TableReading"];
    for key in table["required"].as_array().expect("a test may fail here") {
        let key = key.as_str().expect("a test may fail here");
        assert!(!told["files"][0]["tables"][0][key].is_null(), "`{key}` is promised and not written");
    }
}

#[test]
fn what_is_recorded_names_settings_and_layouts_among_the_inputs() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = folder.path();
    write(home, "register.csv", REGISTER);
    write(home, "candor.toml", "[run]\nas_of = 2026-11-21\n");
    fs::create_dir(home.join("layouts")).expect("a test may fail here");
    write(home, "layouts/ours.toml", "name = \"Ours\"\nis = \"vendor\"\nsheet = \"Nothing here\"\n");
    let done = candor_in(home, &["audit", ".", "--record"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let recorded = fs::read(home.join("history/2026-Q4.json")).expect("a test may fail here");
    let recorded: Value = serde_json::from_slice(&recorded).expect("a test may fail here");
    let inputs = recorded["inputs"].as_array().expect("a test may fail here");
    let names: Vec<&str> = inputs.iter().filter_map(|input| input["file"].as_str()).collect();
    assert_eq!(names, ["candor.toml", "layouts/ours.toml", "register.csv"]);
}
