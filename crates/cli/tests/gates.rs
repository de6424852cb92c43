//! The gates of an audit as CI meets them: exit codes, a baseline, and the forms for GitHub and for test pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

const SETTINGS: &str = "[organisation]\nlegal_name = \"Harrow Quay Trust\"\neu_establishment = true\n\n\
    [run]\nas_of = 2026-11-21\nrecords = \"records\"\nchecklists = [\"gdpr\"]\n";

const ACTIVITIES: &str = "ID,Activity,Purpose,Lawful basis,Data subjects,Personal data,Retention period,Last reviewed\n\
    A-1,Payroll,Pay staff,Contract,Staff,Bank details,7 years after employment ends,2026-05-02\n\
    A-2,Newsletter,Send news,,Subscribers,Email,until consent is withdrawn,2026-05-02\n";

/// Texts that a reader of XML, of Markdown or of workflow commands could take for its own.
const HOSTILE: &str = "<b>x</b> & ]]> ::error::pwned%0A ##[error]x | `y` \u{202e}z";

fn candor(folder: &Path, arguments: &[&str], environment: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_clear();
    for (name, path) in environment {
        command.env(name, path);
    }
    command.output().expect("a test may fail here")
}

fn code(folder: &Path, arguments: &[&str]) -> i32 {
    candor(folder, arguments, &[]).status.code().expect("a test may fail here")
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = candor(folder, arguments, &[]);
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a test may fail here");
}

fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    fs::create_dir(folder.path().join("records")).expect("a test may fail here");
    write(folder.path(), "candor.toml", SETTINGS);
    for (name, text) in files {
        write(folder.path(), &format!("records/{name}"), text);
    }
    folder
}

fn json(folder: &Path) -> Value {
    let output = candor(folder, &["audit", ".", "--format", "json"], &[]);
    serde_json::from_slice(&output.stdout).expect("a test may fail here")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn a_baseline_lets_pass_what_is_known_and_nothing_else() {
    let folder = workspace(&[("activities.csv", ACTIVITIES)]);
    let folder = folder.path();
    assert_eq!(code(folder, &["audit", ".", "--baseline", "base.toml"]), 3, "there is none yet");
    assert_eq!(code(folder, &["audit", ".", "--format", "json", "--write-baseline", "base.toml"]), 0);
    let known = ["audit", ".", "--format", "json", "--baseline", "base.toml", "--fail-on"];
    let with = |gate| [&known[..], &[gate]].concat();
    for gate in ["new", "not-met", "partly-met", "unknown", "critical", "new,critical,unknown"] {
        assert_eq!(code(folder, &with(gate)), 0, "{gate}: {}", printed(folder, &with(gate)));
    }
    assert_eq!(code(folder, &["audit", ".", "--format", "json", "--fail-on", "partly-met"]), 1);

    let reason = "accepted by the board until March";
    let text = fs::read_to_string(folder.join("base.toml")).expect("a test may fail here");
    let legal_basis =
        text.split("[[finding]]").find(|part| part.contains("Newsletter: Legal basis is blank"));
    let with_reason =
        legal_basis.expect("it is known").replace("reason = \"\"", &format!("reason = \"{reason}\""));
    let text = text.replace(legal_basis.expect("it is known"), &with_reason);
    write(folder, "base.toml", &text);

    // Another row without a legal basis is new; the one that is known is mended and told.
    let more = ACTIVITIES.replace("Send news,,", "Send news,Consent,")
        + "A-3,Raffle,Prizes,,Guests,Email,1 month,2026-05-02\n";
    write(folder, "records/activities.csv", &more);
    let told = printed(folder, &with("new"));
    assert_eq!(code(folder, &with("new")), 1, "{told}");
    assert!(told.contains("Raffle: Legal basis is blank"), "{told}");
    assert!(told.contains("found no longer (F-"), "{told}");
    assert!(!told.contains("Newsletter: Legal basis"), "{told}");

    // Written anew, reasons stay with what is still found.
    write(folder, "records/activities.csv", ACTIVITIES);
    assert_eq!(code(folder, &["audit", ".", "--format", "json", "--write-baseline", "base.toml"]), 0);
    let again = fs::read_to_string(folder.join("base.toml")).expect("a test may fail here");
    assert_eq!(again, text);
    let ids: Vec<&str> = again.lines().filter(|line| line.starts_with("requirement = ")).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn what_got_worse_is_new() {
    let unknown = ACTIVITIES.replace("Send news,,", "Send news,who knows?,");
    let folder = workspace(&[("activities.csv", &unknown)]);
    let folder = folder.path();
    assert_eq!(code(folder, &["audit", ".", "--format", "json", "--write-baseline", "base.toml"]), 0);
    let gate = ["audit", ".", "--format", "json", "--baseline", "base.toml", "--fail-on", "new"];
    assert_eq!(code(folder, &gate), 0, "{}", printed(folder, &gate));
    write(folder, "records/activities.csv", ACTIVITIES);
    assert_eq!(code(folder, &gate), 1);
    assert!(
        printed(folder, &gate).contains("Newsletter: Legal basis is blank"),
        "{}",
        printed(folder, &gate)
    );
}

#[test]
fn without_a_baseline_the_quarter_recorded_last_is_what_is_known() {
    let folder = workspace(&[("activities.csv", ACTIVITIES)]);
    let folder = folder.path();
    let gate = ["audit", ".", "--format", "json", "--fail-on", "new"];
    assert!(printed(folder, &gate).contains("every finding is new"));
    assert_eq!(code(folder, &gate), 1);
    assert_eq!(code(folder, &["audit", ".", "--format", "json", "--as-of", "2026-08-03", "--record"]), 0);
    assert_eq!(code(folder, &gate), 0, "{}", printed(folder, &gate));
    write(
        folder,
        "records/activities.csv",
        &(ACTIVITIES.to_owned() + "A-3,Raffle,Prizes,,Guests,Email,1 month,2026-05-02\n"),
    );
    let told = printed(folder, &gate);
    assert_eq!(code(folder, &gate), 1, "{told}");
    assert!(told.contains("Raffle: Legal basis is blank") && told.contains("not found in 2026-Q3"), "{told}");
}

#[test]
fn broken_and_newer_baselines_are_refused_and_left_as_they_are() {
    let folder = workspace(&[("activities.csv", ACTIVITIES)]);
    let folder = folder.path();
    for text in ["{}", "format = \"2.0\"\n", "format = \"1.0\"\n[[finding]]\nid = 7\n", "\u{0}"] {
        write(folder, "base.toml", text);
        assert_eq!(code(folder, &["audit", ".", "--format", "json", "--baseline", "base.toml"]), 2, "{text}");
        assert_eq!(
            code(folder, &["audit", ".", "--format", "json", "--write-baseline", "base.toml"]),
            2,
            "{text}"
        );
        assert_eq!(fs::read_to_string(folder.join("base.toml")).expect("a test may fail here"), text);
    }
}

#[test]
fn what_is_late_and_what_expires_are_gates_of_their_own() {
    let vendors = "Vendor,Service,Contract end\nInkwharf,Printing,2026-12-15\n";
    let folder = workspace(&[("vendors.csv", vendors)]);
    let folder = folder.path();
    let expiring = |days| ["audit", ".", "--format", "json", "--fail-on", "expiring", "--within", days];
    assert_eq!(code(folder, &expiring("23")), 0, "{}", printed(folder, &expiring("23")));
    assert_eq!(code(folder, &expiring("24")), 1);
    assert_eq!(code(folder, &["audit", ".", "--format", "json", "--fail-on", "late"]), 0);
    let requests = "Ref,Request type,Law,Received on,Answered on\nR-1,Access,GDPR,2026-08-01,\n";
    write(folder, "records/requests.csv", requests);
    let late = ["audit", ".", "--format", "json", "--fail-on", "late"];
    assert_eq!(code(folder, &late), 1, "{}", printed(folder, &late));
    assert!(printed(folder, &late).contains("R-1: "), "{}", printed(folder, &late));
}

#[test]
fn exit_codes_have_names_in_the_help() {
    let help = printed(Path::new("."), &["--help"]);
    for line in ["0 done", "1 gate-failed", "2 usage", "3 unreadable"] {
        assert!(help.contains(line), "{help}");
    }
    assert_eq!(code(Path::new("."), &["audit", ".", "--fail-on", "never"]), 2);
}

/// The elements of an XML text by name, each with its attributes; a case with the name of what stands in it.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("it is XML");
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                });
                found.push((start.name().as_ref().to_owned(), attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn junit_has_a_case_for_each_requirement_and_the_counts_of_the_audit() {
    let hostile = ACTIVITIES.replace("Newsletter", HOSTILE);
    let folder = workspace(&[("activities.csv", &hostile)]);
    let folder = folder.path();
    let output = candor(folder, &["audit", ".", "--format", "junit"], &[]);
    let xml = String::from_utf8(output.stdout).expect("a test may fail here");
    let elements = elements(&xml);
    let count = |name: &str| elements.iter().filter(|(element, _)| element == name).count() as u64;
    let audit = json(folder);
    let gdpr = &audit["checklists"][0];
    let number = |key: &str| gdpr[key].as_u64().expect("a number");
    assert_eq!(count("testcase"), list(&audit, "requirements").len() as u64);
    assert_eq!(count("failure"), number("not_met") + number("partly_met"));
    assert_eq!(count("error"), number("unknown"));
    assert_eq!(count("skipped"), number("not_applicable"));
    let (_, suite) = elements.iter().find(|(name, _)| name == "testsuite").expect("a suite");
    for (name, value) in
        [("failures", count("failure")), ("errors", count("error")), ("skipped", count("skipped"))]
    {
        assert_eq!(suite[name], value.to_string(), "{name}");
    }
    assert_eq!(suite["timestamp"], "2026-11-21T00:00:00");
    // In the order that the schema of Ant wants.
    let children: Vec<&str> = elements.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(children[..3], ["testsuites", "testsuite", "properties"]);
    assert_eq!(children[children.len() - 2..], ["system-out", "system-err"]);
    assert_eq!(count("b"), 0, "a cell is no markup");
    assert!(xml.contains("&lt;b&gt;x&lt;/b&gt;") && !xml.contains('\u{202e}'), "{xml}");
    let findings: u64 = list(&audit, "requirements")
        .iter()
        .map(|one| one["findings_total"].as_u64().expect("a number"))
        .sum();
    let properties = elements.iter().filter(|(name, _)| name == "property");
    let told: Vec<&String> =
        properties.filter(|(_, its)| its["name"] == "findings").map(|(_, its)| &its["value"]).collect();
    assert_eq!(told, [&findings.to_string()]);
}

#[test]
fn github_gets_a_summary_in_its_file_and_annotations_that_point_at_files() {
    let hostile = ACTIVITIES.replace("Newsletter", HOSTILE);
    let folder = workspace(&[("activities.csv", &hostile)]);
    let folder = folder.path();
    let summary = folder.join("summary.md");
    fs::write(&summary, "before\n").expect("a test may fail here");
    let top = folder.parent().expect("a folder above");
    let environment = [("GITHUB_STEP_SUMMARY", summary.as_path()), ("GITHUB_WORKSPACE", top)];
    let arguments = ["audit", ".", "--format", "github", "--fail-on", "partly-met"];
    let output = candor(folder, &arguments, &environment);
    assert_eq!(output.status.code(), Some(1));
    let annotations = String::from_utf8(output.stdout).expect("a test may fail here");
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    for line in annotations.lines() {
        let kinds = ["::error ", "::warning ", "::notice "];
        assert!(kinds.iter().any(|kind| line.starts_with(kind)), "{line}");
        let (properties, message) = line[2..].split_once("::").expect("a command");
        assert!(!message.contains('\u{202e}') && !message.chars().any(char::is_control), "{line}");
        for property in properties.split_once(' ').expect("properties").1.split(',') {
            let (key, value) = property.split_once('=').expect("a value");
            assert!(["file", "line", "title"].contains(&key) && !value.contains(':'), "{line}");
        }
    }
    assert!(annotations.contains(&format!("file={name}/records/activities.csv,")), "{annotations}");
    assert!(annotations.contains("::error::pwned%250A"), "percent is escaped: {annotations}");
    for kind in ["::error ", "::warning ", "::notice "] {
        assert!(annotations.lines().filter(|line| line.starts_with(kind)).count() <= 10);
    }
    let told = fs::read_to_string(&summary).expect("a test may fail here");
    assert!(told.starts_with("before\n# Privacy audit: Harrow Quay Trust\n"), "{told}");
    let audit = json(folder);
    let findings: u64 = list(&audit, "requirements")
        .iter()
        .map(|one| one["findings_total"].as_u64().expect("a number"))
        .sum();
    assert!(told.contains(&format!("\n## {findings} findings\n")), "{told}");
    let rows = told.lines().filter(|line| line.ends_with(" |") && line.contains("F\\-")).count() as u64;
    assert_eq!(rows, findings);
    assert!(!told.contains("<b>") && !told.contains("##["), "{told}");

    // Without such a file, both are printed.
    let output = candor(folder, &arguments, &[]);
    let both = String::from_utf8(output.stdout).expect("a test may fail here");
    assert!(both.starts_with("# Privacy audit") && both.contains("\n::error "), "{both}");
}

#[test]
fn a_policy_that_drifts_from_the_records_fails_its_gate() {
    let vendors = "Vendor,Service,Country\nInkwharf,Printing letters,Germany\n";
    let folder = workspace(&[("vendors.csv", vendors)]);
    let folder = folder.path();
    write(
        folder,
        "policy.md",
        "# Privacy policy\n\n## Who gets your data\n\nWe share your address with Mailpuffin, who prints our letters.\n",
    );
    let drift = ["policy", "lint", "policy.md", "--against", ".", "--fail-on", "drift"];
    assert_eq!(code(folder, &drift), 1, "{}", printed(folder, &drift));
    let warning = ["policy", "lint", "policy.md", "--fail-on", "drift"];
    assert_eq!(code(folder, &warning), 2, "it needs records");
}
