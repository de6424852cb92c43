//! A run that is killed at any moment, and a disk that is full: the history is in the state before or the state after.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use candor_history::{Error, SUMS_FILE, newest_of_all, read, record, verify};

use crate::{differences, kept, quarter, recorded};

/// Names the folder that the child records in.
const FOLDER: &str = "CANDOR_TEST_HISTORY";

/// The child: records quarter after quarter until it is killed. Run without the variable it does nothing.
#[test]
fn record_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    for year in 2026..4000 {
        for number in 1..=4 {
            let name = format!("{year}-Q{number}");
            // A quarter that an earlier child recorded stays.
            match record(Path::new(&folder), quarter(&name), kept(&name)) {
                Ok(_) | Err(Error::AlreadyRecorded(_)) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
}

#[test]
fn killed_at_any_moment_the_history_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let history = folder.path().join("history");
    let (mut known, mut interrupted) = (BTreeSet::new(), BTreeSet::new());
    for round in 0..60_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["interrupted::record_until_killed", "--exact"])
            .env(FOLDER, &history)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(10_000 + round * 433));
        child.kill().unwrap();
        child.wait().unwrap();
        let verified = verify(&history).unwrap();
        assert_eq!(verified.differences, [], "round {round}");
        interrupted.extend(verified.notes.iter().map(|note| note.contains("interrupted")));
        for entry in &verified.entries {
            read(&history.join(entry.name.to_string())).unwrap();
        }
        let names: BTreeSet<String> = verified.entries.iter().map(|entry| entry.name.to_string()).collect();
        assert!(names.is_superset(&known), "round {round}: what was recorded is gone");
        known = names;
    }
    assert!(known.len() > 10, "the children recorded {} quarters", known.len());
    assert!(interrupted.contains(&true), "no child was killed while it wrote");
    // The next run clears what was left, and goes on.
    record(&history, quarter("4001-Q1"), kept("After")).unwrap();
    let verified = verify(&history).unwrap();
    assert_eq!((verified.differences.len(), verified.notes.len()), (0, 0));
    assert_eq!(newest_of_all(&history).unwrap().len(), known.len() + 1);
}

#[test]
fn an_entry_whose_line_was_not_reached_counts_and_gets_its_line_with_the_next() {
    let folder = recorded(&["2026-Q3"]);
    let before = fs::read(folder.path().join(SUMS_FILE)).unwrap();
    record(folder.path(), quarter("2026-Q4"), kept("Q4")).unwrap();
    let after = fs::read(folder.path().join(SUMS_FILE)).unwrap();
    fs::write(folder.path().join(SUMS_FILE), &before).unwrap();
    assert_eq!(differences(folder.path()), [""; 0]);
    assert!(verify(folder.path()).unwrap().notes[0].contains("interrupted"));
    // Whoever tries the same quarter again is told that it is there, and the line is added.
    assert!(matches!(record(folder.path(), quarter("2026-Q4"), kept("Q4")), Err(Error::AlreadyRecorded(_))));
    assert_eq!(fs::read(folder.path().join(SUMS_FILE)).unwrap(), after);
    assert_eq!(verify(folder.path()).unwrap().notes.len(), 0);
}

/// The child: records one quarter.
#[test]
fn record_once() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let large = "organisation ".repeat(2_000);
    record(Path::new(&folder), quarter("2026-Q4"), kept(&large)).expect("a test may fail here");
}

/// Writing fails after a number of blocks, as on a full disk: at none of them is anything half there.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_state_before() {
    let program = std::env::current_exe().unwrap();
    let mut ends = BTreeSet::new();
    for blocks in [0, 1, 8, 16, 32, 48, 64, 128, 1024] {
        let folder = recorded(&["2026-Q3"]);
        let files = |folder: &Path| -> Vec<(String, Vec<u8>)> {
            let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let mut files: Vec<_> =
                paths.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect();
            files.sort();
            files
        };
        let before = files(folder.path());
        // Over its limit a write fails like one on a full disk, once the signal is ignored.
        let script =
            format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" interrupted::record_once --exact");
        let mut child = Command::new("sh");
        child.args(["-c", &script]).arg(&program).env(FOLDER, folder.path());
        let done = child.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        match done.success() {
            true => assert_eq!(newest_of_all(folder.path()).unwrap().len(), 2),
            false => assert_eq!(files(folder.path()), before, "{blocks} blocks"),
        }
        assert_eq!(differences(folder.path()), [""; 0], "{blocks} blocks");
        ends.insert(done.success());
    }
    assert_eq!(ends.len(), 2, "some limit fails and some does not");
}
