//! Files and folders that cannot be read, or are not what they seem.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{code, planted, printed, run, told};

const GOOD: &str = "Vendor name,Service\nFerrow,Delivery\n";

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

#[test]
fn what_is_no_file_is_told_and_neither_hangs_nor_hides_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.csv"), GOOD).expect("a file");
    pipe(&at("pipe.csv"));
    symlink("/dev/zero", at("zero.csv")).expect("a link");
    symlink("/proc/self/mem", at("memory.csv")).expect("a link");
    symlink("nowhere.csv", at("dangling.csv")).expect("a link");
    symlink("itself.csv", at("itself.csv")).expect("a link");
    fs::create_dir(at("folder.csv")).expect("a folder");
    let output = run(folder.path(), &["check", "."]);
    let text = printed(&output);
    assert_eq!(code(&output), 0, "{text}");
    for name in ["pipe.csv", "zero.csv", "memory.csv", "dangling.csv", "itself.csv"] {
        let told =
            text.split("\n\n").any(|problem| problem.contains("[file-broken]") && problem.contains(name));
        assert!(told, "{name}: {text}");
    }
    assert!(text.contains("good.csv") && text.contains("a pipe or a device"), "{text}");
    for name in ["pipe.csv", "zero.csv", "dangling.csv"] {
        let output = run(folder.path(), &["check", name]);
        assert_eq!(code(&output), 3, "{name}: {} {}", printed(&output), told(&output));
        assert!(told(&output).contains("= help:"), "{name}: {}", told(&output));
    }
}

#[test]
fn settings_that_cannot_be_read_are_not_taken_for_none() {
    for what in ["pipe", "folder", "dangling", "device"] {
        for name in ["candor.toml", "checklists/own.toml", "layouts/own.toml", "templates/audit.md"] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(folder.path().join("good.csv"), GOOD).expect("a file");
            match what {
                "pipe" => pipe(&path),
                "folder" => fs::create_dir(&path).expect("a folder"),
                "device" => symlink("/dev/zero", &path).expect("a link"),
                _ => symlink("nowhere", &path).expect("a link"),
            }
            let output = run(folder.path(), &["audit", ".", "--formats", "md"]);
            assert_eq!(code(&output), 3, "{what} {name}: {}", told(&output));
            assert!(
                told(&output).contains(name) && told(&output).contains("= help:"),
                "{what}: {}",
                told(&output)
            );
            assert!(!folder.path().join("reports").exists(), "{what} {name}");
        }
    }
}

#[test]
fn a_file_that_comes_and_goes_stops_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("good.csv"), GOOD).expect("a file");
    let (path, done) = (folder.path().join("here.csv"), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                fs::write(&path, GOOD.repeat(50)).expect("a file");
                fs::remove_file(&path).expect("a file");
            }
        });
        for _ in 0..12 {
            let output = run(folder.path(), &["check", "."]);
            assert_eq!(code(&output), 0, "{}", told(&output));
            assert!(printed(&output).contains("good.csv"), "{}", printed(&output));
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn links_in_a_circle_are_followed_once_and_folders_too_deep_are_told() {
    let folder = planted();
    let before = printed(&run(folder.path(), &["check", "ws", "--format", "json"]));
    let records = folder.path().join("ws").join(crate::workspace::RECORDS);
    symlink(&records, records.join("again")).expect("a link");
    symlink("..", records.join("up")).expect("a link");
    let deep = (0..12).fold(records.clone(), |path, _| path.join("deep"));
    fs::create_dir_all(&deep).expect("folders");
    fs::write(deep.join("far.csv"), GOOD).expect("a file");
    let after = run(folder.path(), &["check", "ws"]);
    let (text, files) = (printed(&after), |text: &str| text.matches("\"readable\": true").count());
    assert_eq!(code(&after), 0, "{}", told(&after));
    assert!(text.contains("[folder-repeated]") && text.contains("again"), "{text}");
    assert!(text.contains("[folder-too-deep]") && text.contains("deep/deep/deep"), "{text}");
    let again = printed(&run(folder.path(), &["check", "ws", "--format", "json"]));
    assert_eq!(files(&before), files(&again), "nothing is read twice");
    fs::create_dir_all(folder.path().join("ws/reports/2026-Q4")).expect("a folder");
    symlink("..", folder.path().join("ws/reports/2026-Q4/up")).expect("a link");
    let output = run(folder.path(), &["run", "ws", "--record", "--formats", "md", "--as-of", "2026-11-21"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
}

#[test]
fn names_that_are_no_utf_8_are_read_and_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        b"a\xff.csv".as_slice(),
        b"a\xfe.csv",
        b"new\nline.csv",
        b"esc\x1b[2J.csv",
        "\u{202e}vsc.csv".as_bytes(),
    ] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), GOOD).expect("a file");
    }
    let output =
        run(folder.path(), &["audit", ".", "--as-of", "2026-11-21", "--formats", "html,md,json,csv,sarif"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let text = printed(&output);
    assert!(text.contains("5 files") && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let output = run(folder.path(), &["check", ".", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["files"].as_array().map(Vec::len), Some(5));
}
