//! Faults of the machine: files that cannot be read, disks that are full, readers that stop reading, runs that are killed, two
//! runs at once, wrong clocks, odd names, any language. Nothing is lost, nothing is half written, and a way out is told.
#![cfg(unix)]

mod disk;
mod reading;
mod runs;
mod surroundings;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::workspace::{copy_folder, workspace};

const AUDIT: [&str; 6] = ["audit", "ws", "--formats", "md,json,csv", "--as-of", "2026-11-21"];
const REPORTS: &str = "ws/reports/2026-Q4";

/// A copy of a sample in a folder `ws`.
fn planted() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy_folder(workspace().path(), &folder.path().join("ws"));
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).current_dir(folder).env_clear();
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{:?}: {}", output.status, told(output)))
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every file below a folder with its bytes, hidden ones too.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let Ok(listing) = fs::read_dir(folder) else { return files };
    for path in listing.map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(
                self::files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)),
            );
        } else {
            // A run beside may have moved it meanwhile.
            files.extend(fs::read(&path).ok().map(|bytes| (name, bytes)));
        }
    }
    files
}

/// What a run that nothing disturbs writes.
fn undisturbed() -> BTreeMap<String, Vec<u8>> {
    let folder = planted();
    let output = run(folder.path(), &AUDIT);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let written = files(&folder.path().join(REPORTS));
    assert!(written.len() > 20 && written.keys().all(|name| !name.starts_with('.')), "{:?}", written.keys());
    written
}
