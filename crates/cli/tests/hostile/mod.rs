//! Hostile files, each read by the real program: it ends by itself with a clear problem, within bounds of time and memory, and
//! the good file beside it is read.

mod files;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use files::{Hostile, hostile_settings, hostile_spreadsheets, hostile_texts};

/// Far more than any of them takes, so that a busy machine fails no test; a hang does.
const TIME_MAX: Duration = Duration::from_secs(120);
/// A register that lies beside the hostile file.
const GOOD: &str =
    "Vendor name,Service,Country,Owner\nFerrow,Delivery,Ireland,Logistics\nQuayle,Payroll,France,HR\n";
/// What the program may hold at once, in KB. The bombs unpack to gigabytes.
const MEMORY_MAX: u64 = 600_000;

/// Runs the program within the bounds.
pub(crate) fn bounded(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(fs::File::create(folder.join(".out")).expect("a file"))
        .stderr(fs::File::create(folder.join(".err")).expect("a file"))
        .spawn()
        .expect("the program runs");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the program ends") {
            break status;
        }
        let held = peak_memory(child.id()).unwrap_or_default();
        if begun.elapsed() > TIME_MAX || held > MEMORY_MAX {
            child.kill().expect("the program ends");
            child.wait().expect("the program ends");
            panic!("{arguments:?}: {held} KB after {:?}", begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let printed = |name| fs::read(folder.join(name)).expect("a file");
    Output { status, stdout: printed(".out"), stderr: printed(".err") }
}

/// The most memory that a process held so far, in KB, where the system tells it.
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn all(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// What is wrong with the end of a run on a hostile file: it ends by itself, with one of the codes, and tells the file with one
/// of its words.
fn fault(hostile: &Hostile, output: &Output, codes: &[i32]) -> Option<String> {
    let text = all(output);
    let ends = output.status.code().is_some_and(|code| codes.contains(&code)) && !text.contains("panicked");
    let told = hostile.told.is_empty() || hostile.told.iter().any(|told| text.contains(told));
    let shown: String = text.chars().take(600).collect();
    (!ends || !told)
        .then(|| format!("{} ({:?}, wanted {:?}): {shown}", hostile.what, output.status, hostile.told))
}

/// Looks at all before it fails, so that one shows no other hidden.
fn check(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n----\n"));
}

/// A folder with a hostile file and a good one.
fn planted(hostile: &Hostile) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(hostile.name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, &hostile.bytes).expect("a file");
    fs::write(folder.path().join("good.csv"), GOOD).expect("a file");
    folder
}

#[test]
fn hostile_spreadsheets_are_told_within_bounds() {
    let mut faults = Vec::new();
    for hostile in hostile_spreadsheets() {
        let folder = planted(&hostile);
        let output = bounded(folder.path(), &["check", "."]);
        faults.extend(fault(&hostile, &output, &[0]));
        // The other file is read.
        let good = all(&output)
            .split("good.csv")
            .skip(1)
            .any(|after| after.trim_start().starts_with("the file is Vendor: 2 records"));
        faults.extend((!good).then(|| format!("{} hides the good file", hostile.what)));
    }
    check(faults);
}

#[test]
fn hostile_settings_are_refused_within_bounds() {
    let mut faults = Vec::new();
    for hostile in hostile_settings() {
        let folder = planted(&hostile);
        let output = bounded(folder.path(), &["audit", ".", "--as-of", "2026-11-21", "--formats", "md"]);
        faults.extend(fault(&hostile, &output, &[0, 2, 3]));
    }
    check(faults);
}

#[test]
fn hostile_policies_are_read_or_refused_within_bounds() {
    let mut faults = Vec::new();
    for hostile in hostile_texts() {
        let folder = planted(&hostile);
        for command in ["lint", "measure"] {
            let output = bounded(folder.path(), &["policy", command, hostile.name]);
            faults.extend(fault(&hostile, &output, &[0, 1, 2, 3]));
        }
    }
    check(faults);
}
