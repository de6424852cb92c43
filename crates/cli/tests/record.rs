//! Recording, correcting, verifying and sealing, as a user meets them: the real program in fresh folders.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const REGISTER: &str = "ID,Activity,Purpose,Lawful basis,Retention period,Owner\n\
    A-1,Payroll,Pay staff,Contract,7 years after employment ends,Pay office\n\
    A-2,Newsletter,Send news,,until consent is withdrawn,Press office\n";

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    write(folder.path(), "register.csv", REGISTER);
    write(folder.path(), "candor.toml", "[run]\nas_of = 2026-11-21\nchecklists = [\"gdpr\"]\n");
    folder
}

fn write(home: &Path, file: &str, text: &str) {
    fs::write(home.join(file), text).expect("a test may fail here");
}

fn read(home: &Path, file: &str) -> String {
    fs::read_to_string(home.join(file)).expect("a test may fail here")
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(home).env_clear();
    command
}

fn candor(home: &Path, arguments: &[&str]) -> Output {
    command(home, arguments).output().expect("a test may fail here")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("a test may fail here")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs the program and expects it to end well.
fn done(home: &Path, arguments: &[&str]) -> String {
    let output = candor(home, arguments);
    assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
    said(&output)
}

/// Records the quarter with few documents.
fn record(home: &Path, quarter: &str) -> String {
    done(home, &["audit", ".", "--formats", "json,md", "--record", quarter])
}

fn sums_hold(home: &Path) -> bool {
    let mut command = Command::new("sha256sum");
    command.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(home.join("history"));
    command.stdout(Stdio::null()).status().expect("a test may fail here").success()
}

#[test]
fn an_entry_keeps_what_the_quarter_was_made_from_and_what_was_made() {
    let folder = workspace();
    record(folder.path(), "2026-Q4");
    let entry: serde_json::Value =
        serde_json::from_str(&read(folder.path(), "history/2026-Q4.json")).expect("a test may fail here");
    assert_eq!(entry["format_version"], "1.1");
    assert_eq!(entry["tool_version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(entry["settings"], read(folder.path(), "candor.toml"));
    assert_eq!(entry["checklists"][0]["id"], "gdpr");
    assert_eq!(entry["checklists"][0]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(entry["facts"]["as_of"], "2026-11-21");
    assert!(entry["facts"]["facts"].as_array().is_some_and(|facts| !facts.is_empty()));
    let files = |key: &str| -> Vec<String> {
        let files = entry[key].as_array().expect("a test may fail here");
        files.iter().filter_map(|file| file["file"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(files("inputs"), ["candor.toml", "register.csv"]);
    assert!(files("documents").contains(&"reports/2026-Q4/audit.json".to_owned()));
    assert!(sums_hold(folder.path()));
    assert_eq!(
        read(folder.path(), "history/2026-Q4.json").matches("/tmp").count(),
        0,
        "no path of a machine"
    );
}

#[test]
fn the_quarter_is_that_of_the_run_or_the_one_that_is_named() {
    for arguments in [
        &["audit", ".", "--record"][..],
        &["audit", "--record", "."],
        &["audit", "--record"],
        &["audit", "--record", "2026-Q4", "."],
        &["audit", "--record", "2026-Q4"],
    ] {
        let folder = workspace();
        done(folder.path(), &[arguments, &["--formats", "json"]].concat());
        assert!(folder.path().join("history/2026-Q4.json").exists(), "{arguments:?}");
        assert!(folder.path().join("reports/2026-Q4/audit.json").exists(), "{arguments:?}");
    }
    let folder = workspace();
    record(folder.path(), "2026-Q3");
    assert!(folder.path().join("history/2026-Q3.json").exists());
    for (arguments, told) in [
        (&["audit", ".", "--record", "2027-Q1"][..], "2027-Q1 has not begun"),
        (&["audit", ".", "--record", "2026-Q5"], "write the quarter as 2026-Q4"),
        (&["audit", ".", "--correct", "why"], "--record"),
        (&["audit", ".", "--record", "--correct", "  "], "a correction needs a reason"),
    ] {
        let output = candor(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(told), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_recorded_quarter_stays_and_so_do_its_documents() {
    let folder = workspace();
    record(folder.path(), "2026-Q4");
    let entry = read(folder.path(), "history/2026-Q4.json");
    let audit = read(folder.path(), "reports/2026-Q4/audit.json");
    write(folder.path(), "register.csv", &REGISTER.replace("Contract", ""));
    let again = candor(folder.path(), &["audit", ".", "--record", "--formats", "json"]);
    assert_eq!(code(&again), 3);
    assert!(said(&again).contains("`2026-Q4` is recorded already"), "{}", said(&again));
    assert!(said(&again).contains("--correct REASON"));
    assert_eq!(read(folder.path(), "history/2026-Q4.json"), entry);
    assert_eq!(read(folder.path(), "reports/2026-Q4/audit.json"), audit);
    done(
        folder.path(),
        &["audit", ".", "--record", "--correct", "payroll had no basis", "--formats", "json,md"],
    );
    assert_eq!(read(folder.path(), "history/2026-Q4.json"), entry);
    let told = done(folder.path(), &["verify"]);
    assert!(told.contains("2026-Q4.correction-1.json corrects 2026-Q4.json: payroll had no basis"), "{told}");
    assert!(sums_hold(folder.path()));
}

#[test]
fn verify_names_what_differs_is_missing_or_was_added() {
    let folder = workspace();
    let home = folder.path();
    assert_eq!(code(&candor(home, &["verify"])), 3, "nothing is recorded yet");
    record(home, "2026-Q3");
    record(home, "2026-Q4");
    let told = done(home, &["verify"]);
    assert!(told.contains("History: 2 entries") && told.contains("Inputs: 2 of 2 as recorded"), "{told}");
    write(home, "register.csv", &format!("{REGISTER}A-3,Door log,Safety,,,\n"));
    write(home, "reports/2026-Q4/audit.md", "another");
    fs::remove_file(home.join("reports/2026-Q4/audit.json")).expect("a test may fail here");
    write(home, "reports/2026-Q4/late.md", "added");
    write(
        home,
        "history/2026-Q3.json",
        &read(home, "history/2026-Q3.json").replace("2026-11-21", "2026-11-20"),
    );
    write(home, "history/notes.txt", "added");
    let output = candor(home, &["verify"]);
    let told = said(&output);
    for line in [
        "differs: history/2026-Q3.json differs from what was recorded",
        "differs: history/notes.txt was added",
        "differs: reports/2026-Q4/audit.md differs from what was recorded (2026-Q4)",
        "differs: reports/2026-Q4/audit.json is missing (2026-Q4)",
        "differs: register.csv differs from what was recorded (2026-Q4)",
        "note: reports/2026-Q4/late.md was added after the quarter was recorded",
        "5 differences",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert_eq!(code(&output), 4);
    assert_eq!(code(&candor(home, &["verify", "--only", "inputs"])), 4);
    assert!(!sums_hold(home));
    let refused = candor(home, &["audit", ".", "--record", "2026-Q4", "--correct", "why"]);
    assert_eq!(code(&refused), 4, "{}", said(&refused));
    assert_eq!(code(&candor(home, &["seal"])), 4);
}

#[test]
fn a_quarter_recorded_later_explains_what_it_changed() {
    let folder = workspace();
    record(folder.path(), "2026-Q3");
    write(folder.path(), "register.csv", &REGISTER.replace("Contract", "Consent"));
    record(folder.path(), "2026-Q4");
    done(folder.path(), &["verify"]);
}

#[test]
fn documents_that_lie_elsewhere_are_found_where_they_are_said_to_be() {
    let (folder, out) = (workspace(), tempfile::tempdir().expect("a test may fail here"));
    let place = out.path().display().to_string();
    done(folder.path(), &["audit", ".", "--record", "--formats", "json", "--out", &place]);
    assert!(!read(folder.path(), "history/2026-Q4.json").contains(&place));
    let missing = candor(folder.path(), &["verify"]);
    assert!(said(&missing).contains("audit.json is missing"), "{}", said(&missing));
    done(folder.path(), &["verify", "--documents", &place]);
}

#[test]
fn a_seal_and_its_signature_are_checked_offline() {
    let (folder, keys) = (workspace(), tempfile::tempdir().expect("a test may fail here"));
    let home = folder.path();
    record(home, "2026-Q4");
    let head = done(home, &["seal"]);
    let hash = head.split_whitespace().next().expect("a test may fail here").to_owned();
    assert!(done(home, &["verify", "--head", &hash]).contains("it is that of 2026-Q4.json"));
    let key = keys.path().join("id").display().to_string();
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &key]).status();
    assert!(made.expect("a test may fail here").success());
    done(home, &["seal", "--key", &key]);
    let public = format!("{key}.pub");
    let signed = ["verify", "--signature", "seals/2026-Q4.seal.sig", "--key", &public];
    assert!(done(home, &signed).contains("Signature: made over this seal"));
    // A history that is made anew has a sound chain, and the seal still tells.
    fs::remove_dir_all(home.join("history")).expect("a test may fail here");
    write(home, "register.csv", &REGISTER.replace("Contract", "Consent"));
    record(home, "2026-Q4");
    done(home, &["verify"]);
    let output = candor(home, &signed);
    assert_eq!(code(&output), 4);
    assert!(said(&output).contains("history/2026-Q4.json is other than it was sealed"), "{}", said(&output));
    assert_eq!(code(&candor(home, &["verify", "--head", &hash])), 4);
    // A seal that is changed no longer fits its signature.
    let seal = read(home, "seals/2026-Q4.seal");
    write(home, "seals/2026-Q4.seal", &seal.replace(&hash, &"0".repeat(64)));
    let output = candor(home, &signed);
    assert!(said(&output).contains("the signature does not fit the text"), "{}", said(&output));
}

#[test]
fn the_program_killed_at_any_moment_leaves_a_whole_history() {
    let folder = workspace();
    let home = folder.path();
    record(home, "2026-Q3");
    let before = read(home, "history/2026-Q3.json");
    let mut was_recorded = Vec::new();
    for round in 0..24_u64 {
        let mut child = command(home, &["audit", ".", "--formats", "json", "--record", "2026-Q4"]);
        let mut child =
            child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a test may fail here");
        std::thread::sleep(Duration::from_millis(round * 60));
        // It may have ended by itself already.
        let _ = child.kill();
        child.wait().expect("a test may fail here");
        done(home, &["verify", "--only", "history"]);
        assert!(sums_hold(home));
        assert_eq!(read(home, "history/2026-Q3.json"), before);
        let entry = home.join("history/2026-Q4.json");
        was_recorded.push(entry.exists());
        if entry.exists() {
            fs::remove_dir_all(home.join("history")).expect("a test may fail here");
            fs::create_dir(home.join("history")).expect("a test may fail here");
            write(home, "history/2026-Q3.json", &before);
            let sums = format!("{}  2026-Q3.json\n", candor_history::sha256(before.as_bytes()));
            write(home, "history/SHA256SUMS", &sums);
        }
    }
    assert!(was_recorded.contains(&false), "some run was killed before it recorded");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_the_history_as_it_was() {
    let folder = workspace();
    let home = folder.path();
    record(home, "2026-Q3");
    let sums = read(home, "history/SHA256SUMS");
    let size = fs::metadata(home.join("history/2026-Q3.json")).expect("a test may fail here").len();
    // The entry is larger than every document here, so the limit is met while it is written.
    let script = format!(
        "trap '' XFSZ; ulimit -f {}; exec \"$0\" audit . --format json --record 2026-Q4",
        (size / 512).saturating_sub(8)
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_candor")]).current_dir(home);
    let output = shell.stdout(Stdio::null()).output().expect("a test may fail here");
    assert_eq!(code(&output), 3, "{}", said(&output));
    assert!(said(&output).contains("the history is as it was before"), "{}", said(&output));
    assert_eq!(read(home, "history/SHA256SUMS"), sums);
    let left: Vec<_> = fs::read_dir(home.join("history")).expect("a test may fail here").collect();
    assert_eq!(left.len(), 3, "the entry, the list and the lock: {left:?}");
    done(home, &["verify"]);
}

#[test]
fn settings_of_the_next_quarter_are_no_difference() {
    let folder = workspace();
    record(folder.path(), "2026-Q4");
    write(folder.path(), "candor.toml", "[run]\nas_of = 2027-01-15\nchecklists = [\"gdpr\"]\n");
    let told = done(folder.path(), &["verify"]);
    assert!(told.contains("candor.toml was changed since 2026-Q4; the entry keeps what it said"), "{told}");
}
