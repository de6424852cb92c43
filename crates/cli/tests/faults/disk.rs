//! Full disks and places where nothing can be written: what was there stays as it was.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use super::{AUDIT, REPORTS, code, command, files, planted, run, told, undisturbed};

/// Runs with a limit on the size of files: over it a write fails like one on a full disk, once the signal is ignored.
fn limited(folder: &std::path::Path, blocks: u32, arguments: &[&str]) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_candor")])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

#[test]
fn a_disk_that_fills_up_changes_nothing_that_was_there() {
    let whole = undisturbed();
    let (folder, mut ends) = (planted(), BTreeSet::new());
    // Documents of another day lie there already.
    let earlier = [&AUDIT[..5], &["2026-11-20"]].concat();
    assert_eq!(code(&run(folder.path(), &earlier)), 0);
    let before = files(&folder.path().join(REPORTS));
    for blocks in [0, 1, 8, 64, 256, 1 << 20] {
        let output = limited(folder.path(), blocks, &AUDIT);
        let after = files(&folder.path().join(REPORTS));
        match code(&output) {
            0 => assert_eq!(after, whole, "{blocks} blocks"),
            3 => {
                assert!(after == before, "{blocks} blocks");
                assert!(
                    told(&output).contains("cannot be written") && told(&output).contains("make room"),
                    "{}",
                    told(&output)
                );
            }
            other => panic!("{blocks} blocks: {other} {}", told(&output)),
        }
        ends.insert(code(&output));
    }
    assert_eq!(ends.len(), 2, "some limit fails and some does not");
}

#[test]
fn a_place_that_cannot_be_written_to_is_named() {
    let folder = planted();
    fs::write(folder.path().join("file"), "x").expect("a file");
    for place in ["file", "file/below", "/dev/full", "/dev/full/below", "/proc/candor", "/sys/candor"] {
        for arguments in [
            vec!["audit", "ws", "--out", place, "--formats", "md"],
            vec!["policy", "ws", "--out", place, "--formats", "md"],
            vec!["run", "ws", "--out", place, "--formats", "md"],
        ] {
            let output = run(folder.path(), &arguments);
            assert_eq!(code(&output), 3, "{arguments:?}: {}", told(&output));
            assert!(told(&output).contains(place) && told(&output).contains("= help:"), "{}", told(&output));
        }
    }
    assert_eq!(fs::read_to_string(folder.path().join("file")).expect("a file"), "x");
    // A document cannot take the place of a folder; the others are whole.
    fs::create_dir_all(folder.path().join("out/audit.md/held")).expect("a folder");
    let output = run(folder.path(), &["audit", "ws", "--out", "out", "--formats", "md"]);
    assert_eq!(code(&output), 3, "{}", told(&output));
    assert!(told(&output).contains("audit.md"), "{}", told(&output));
    assert!(files(&folder.path().join("out")).keys().all(|name| !name.starts_with('.')));
}

#[test]
fn an_end_that_nobody_reads_is_no_failure_and_a_full_one_is_told() {
    let folder = planted();
    for arguments in [
        &["check", "ws"][..],
        &["audit", "ws", "--format", "json"],
        &["explain", "gdpr-33-1"],
        &["--help"],
        &["check", "--help"],
    ] {
        let mut child = command(folder.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(matches!(code(&output), 0 | 2), "{arguments:?}: {}", told(&output));
        assert!(!told(&output).contains("panicked"), "{arguments:?}: {}", told(&output));
    }
    let full = || fs::File::options().write(true).open("/dev/full").expect("a device");
    let output = command(folder.path(), &["check", "ws"]).stdout(full()).output().expect("it runs");
    assert_eq!(code(&output), 3, "{}", told(&output));
    assert!(told(&output).contains("cannot be printed"), "{}", told(&output));
    let status = command(folder.path(), &["check", "nowhere"]).stderr(full()).status().expect("it runs");
    assert_eq!(status.code(), Some(3));
}
