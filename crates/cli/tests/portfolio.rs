//! `candor portfolio`: many workspaces in numbers, and a page for each that holds nobody else's data.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::workspace::files;

const CLIENTS: usize = 24;

fn portfolio(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .arg("portfolio")
        .args(arguments)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a test may fail here")).expect("a test may fail here");
    fs::write(path, text).expect("a test may fail here");
}

/// Words that stand in the workspace of one client and nowhere else.
fn words(client: usize) -> [String; 5] {
    let name = format!("Client{client:03}");
    [
        format!("{name} Org"),
        format!("{name}-vendor"),
        format!("{name}-activity"),
        format!("{name}-purpose"),
        format!("R-{name}"),
    ]
}

/// A client with registers of its own; every third has a request that nobody answered.
fn client(folder: &Path, number: usize) {
    let [organisation, vendor, activity, purpose, request] = words(number);
    let settings = format!(
        "[organisation]\nlegal_name = \"{organisation}\"\neu_establishment = true\n\n\
         [run]\nas_of = 2026-11-21\nchecklists = [\"gdpr\", \"baseline\"]\n"
    );
    write(&folder.join("candor.toml"), &settings);
    write(
        &folder.join("vendors.csv"),
        &format!(
            "Vendor,Service,Country,Contract signed\n{vendor},Mail,DE,{}\n",
            if number.is_multiple_of(2) { "Yes" } else { "" }
        ),
    );
    let basis = if number.is_multiple_of(4) { "Contract" } else { "" };
    write(
        &folder.join("register.csv"),
        &format!(
            "ID,Activity,Purpose,Lawful basis,Data subjects,Personal data,Retention period\n\
             A-1,{activity},{purpose},{basis},Customers,Email,2 years after the contract ends\n"
        ),
    );
    let answered = if number.is_multiple_of(3) { "" } else { "2026-09-10" };
    write(
        &folder.join("requests.csv"),
        &format!(
            "Request ID,Request type,Law,Received,Closed,Extension Applied,Extension Notice Date\n\
             {request},Access,GDPR,2026-09-01,{answered},No,\n"
        ),
    );
}

fn clients(folder: &Path) {
    for number in 0..CLIENTS {
        // Some lie deeper; two folders have the same name.
        let place = match number {
            0 => folder.join("north/acme"),
            1 => folder.join("south/acme"),
            _ => folder.join(format!("c{number:03}")),
        };
        client(&place, number);
    }
    write(&folder.join("broken/candor.toml"), "[run]\nas_of = \"soon\"\n");
    write(&folder.join("empty/candor.toml"), "[run]\nas_of = 2026-11-21\n");
}

#[test]
fn each_page_holds_its_own_and_nobody_elses_data() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let (home, out) = (folder.path().join("clients"), folder.path().join("out"));
    clients(&home);
    let paths = [home.display().to_string(), out.display().to_string()];
    let output = portfolio(&[&paths[0], "--out", &paths[1]]);
    assert_eq!(output.status.code(), Some(3), "two could not be judged: {output:?}");
    let pages = files(&out.join("organisations"));
    assert_eq!(pages.len(), 2 * CLIENTS, "a page and a text for each");
    let mut owners = Vec::new();
    for (name, bytes) in &pages {
        let page = String::from_utf8(bytes.clone()).expect("a test may fail here");
        let holds = |number: &usize| words(*number).iter().any(|word| page.contains(word.as_str()));
        let owner: Vec<usize> = (0..CLIENTS).filter(holds).collect();
        assert_eq!(owner.len(), 1, "{name} holds data of {owner:?}");
        assert!(page.contains(&words(owner[0])[0]), "{name} names its organisation");
        assert_eq!(page.matches("not legal advice").count(), 1, "{name}");
        owners.push(owner[0]);
    }
    owners.sort_unstable();
    owners.dedup();
    assert_eq!(owners.len(), CLIENTS, "everybody has a page, also those of one name");
    // The page of all holds no word of a record.
    for name in ["portfolio.html", "portfolio.md", "portfolio.json"] {
        let text = fs::read_to_string(out.join(name)).expect("a test may fail here");
        for number in 0..CLIENTS {
            let [organisation, records @ ..] = words(number);
            assert!(text.contains(&organisation), "{organisation} in {name}");
            assert!(
                records.iter().all(|word| !text.contains(word.as_str())),
                "records of {number} in {name}"
            );
        }
        assert!(!text.contains(&home.display().to_string()), "no path of this machine in {name}");
    }
    // Written anew it is the same, and its own folder is no client.
    let before = files(&out);
    portfolio(&[&paths[0], "--out", &paths[1]]);
    assert!(files(&out) == before);
}

#[test]
fn the_portfolio_counts_gaps_deadlines_and_what_could_not_be_judged() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let (home, out) = (folder.path().join("clients"), folder.path().join("out"));
    clients(&home);
    let paths = [home.display().to_string(), out.display().to_string()];
    portfolio(&[&paths[0], "--out", &paths[1], "--formats", "json,md"]);
    let bytes = fs::read(out.join("portfolio.json")).expect("a test may fail here");
    let found: Value = serde_json::from_slice(&bytes).expect("a test may fail here");
    let organisations = found["organisations"].as_array().expect("a test may fail here");
    assert_eq!(organisations.len(), CLIENTS);
    // Of every third the month is over.
    let overdue = organisations.iter().filter(|one| one["deadlines"]["overdue"].as_u64() > Some(0)).count();
    assert_eq!(overdue, CLIENTS / 3);
    let gaps = found["common_gaps"].as_array().expect("a test may fail here");
    let basis = gaps.iter().find(|gap| gap["id"] == "gdpr-6-1").expect("a test may fail here");
    assert_eq!((&basis["failed"], &basis["applies"]), (&(CLIENTS - CLIENTS / 4).into(), &CLIENTS.into()));
    let counts: Vec<u64> = gaps.iter().filter_map(|gap| gap["failed"].as_u64()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts.iter().all(|count| *count >= 2), "{counts:?}");
    let unreadable = found["unreadable"].as_array().expect("a test may fail here");
    let folders: Vec<&Value> = unreadable.iter().map(|one| &one["folder"]).collect();
    assert_eq!(folders, ["broken", "empty"]);
    let text = fs::read_to_string(out.join("portfolio.md")).expect("a test may fail here");
    assert!(text.contains("2 workspaces could not be judged"), "{text}");
}

/// The quarter before is recorded; then half of a checklist is mended, and another version of it is taken.
#[test]
fn movement_is_told_only_where_the_rules_are_the_same() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = folder.path().join("clients/one");
    client(&home, 1);
    let path = home.display().to_string();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_candor")).args(arguments).output();
        assert!(output.expect("a test may fail here").status.success());
    };
    run(&["run", &path, "--quarter", "2026-Q3", "--record", "--formats", "json"]);
    client(&home, 0);
    let out = folder.path().join("out").display().to_string();
    let moved = || {
        portfolio(&[
            &folder.path().join("clients").display().to_string(),
            "--out",
            &out,
            "--formats",
            "json",
        ]);
        let bytes = fs::read(Path::new(&out).join("portfolio.json")).expect("a test may fail here");
        let found: Value = serde_json::from_slice(&bytes).expect("a test may fail here");
        found["organisations"][0]["laws"][0].clone()
    };
    let law = moved();
    assert!(law["moved"].as_i64() > Some(0), "{law}");
    assert!(law["movement"].as_str().is_some_and(|words| words.ends_with("since 2026-Q3")), "{law}");
    let entry = home.join("history/2026-Q3.json");
    let text = fs::read_to_string(&entry).expect("a test may fail here");
    let version = law_version(&text);
    fs::write(&entry, text.replace(&version, "\"version\": \"of old\"")).expect("a test may fail here");
    let law = moved();
    assert_eq!((&law["moved"], &law["movement"]), (&Value::Null, &"other rules in 2026-Q3".into()));
}

/// The first `"version": "…"` of an entry.
fn law_version(text: &str) -> String {
    let start = text.find("\"version\": \"").expect("a test may fail here");
    let end = text[start + 12..].find('"').expect("a test may fail here");
    text[start..start + 12 + end + 1].to_owned()
}

#[test]
fn a_folder_without_a_workspace_is_told() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let output = portfolio(&[&folder.path().display().to_string()]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no workspace was found") && said.contains("candor init"), "{said}");
}
