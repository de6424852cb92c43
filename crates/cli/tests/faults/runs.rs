//! Runs that are killed while they write, and two runs at once.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{AUDIT, REPORTS, code, command, files, planted, run, told, undisturbed};

/// The lock as the documentation of `output` has it.
const LOCK: &str = "ws/reports/2026-Q4/.candor-lock";

#[test]
fn killed_while_it_writes_a_run_leaves_whole_files_and_the_next_clears_the_rest() {
    let whole = undisturbed();
    let (folder, mut unfinished, mut whole_ones) = (planted(), 0, 0);
    let reports = folder.path().join(REPORTS);
    let is_begun =
        |name: &String| name.rsplit('/').next().is_some_and(|name| name.starts_with(".candor-run-"));
    for round in 0..8_u64 {
        let mut child = command(folder.path(), &AUDIT)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let begun = Instant::now();
        // From the moment on that the first file is begun.
        while child.try_wait().expect("it ends").is_none() && begun.elapsed() < Duration::from_secs(120) {
            if fs::read_dir(&reports)
                .into_iter()
                .flatten()
                .flatten()
                .any(|entry| is_begun(&entry.file_name().to_string_lossy().into_owned()))
            {
                std::thread::sleep(Duration::from_micros(round * round * 1_500));
                break;
            }
        }
        child.kill().expect("it ends");
        child.wait().expect("it ends");
        for (name, bytes) in files(&reports) {
            if is_begun(&name) {
                unfinished += 1;
            } else if name != ".candor-lock" {
                whole_ones += 1;
                assert!(whole.get(&name) == Some(&bytes), "round {round}: {name} is not whole");
            }
        }
        // Nothing that is left is taken for records.
        let checked = run(folder.path(), &["check", "ws", "--format", "json"]);
        assert_eq!(code(&checked), 0, "{}", told(&checked));
        assert!(!String::from_utf8_lossy(&checked.stdout).contains(".candor-"));
    }
    assert!(unfinished > 0, "no run was killed while it wrote");
    let output = run(folder.path(), &AUDIT);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(files(&reports) == whole, "what was left over is cleared; {whole_ones} were whole before");
}

#[test]
fn one_run_at_a_time_writes_to_a_folder() {
    let folder = planted();
    fs::create_dir_all(folder.path().join(REPORTS)).expect("a folder");
    let held = File::create(folder.path().join(LOCK)).expect("a file");
    held.lock().expect("a lock");
    for arguments in
        [&AUDIT[..], &["policy", "ws", "--as-of", "2026-11-21"], &["run", "ws", "--as-of", "2026-11-21"]]
    {
        let output = run(folder.path(), arguments);
        assert_eq!(code(&output), 3, "{arguments:?}: {}", told(&output));
        let told = told(&output);
        assert!(
            told.contains("another run of candor is writing to `ws/reports/2026-Q4`")
                && told.contains("wait until"),
            "{told}"
        );
    }
    assert_eq!(files(&folder.path().join(REPORTS)).len(), 1, "nothing was written");
    // What writes elsewhere, or nothing, need not wait.
    let elsewhere = [&AUDIT[..], &["--out", "other"]].concat();
    for arguments in [&["check", "ws"][..], &["due", "ws"], &elsewhere[..]] {
        assert_eq!(code(&run(folder.path(), arguments)), 0, "{arguments:?}");
    }
    // It ends with whoever held it, however that ended.
    drop(held);
    let output = run(folder.path(), &AUDIT);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(!folder.path().join(LOCK).exists(), "the lock is taken away");
}

#[test]
fn many_runs_at_once_leave_what_one_would() {
    let whole = undisturbed();
    let folder = planted();
    let record = [&AUDIT[..], &["--record", "2026-Q4"]].concat();
    let spawned: Vec<_> = (0..6)
        .map(|_| {
            command(folder.path(), &record)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it runs")
        })
        .collect();
    let outputs: Vec<_> =
        spawned.into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
    let recorded = outputs.iter().filter(|output| code(output) == 0).count();
    assert_eq!(recorded, 1, "{:?}", outputs.iter().map(told).collect::<Vec<_>>());
    for output in outputs.iter().filter(|output| code(output) != 0) {
        let told = told(output);
        assert!(told.contains("another run of candor") || told.contains("recorded already"), "{told}");
    }
    assert!(files(&folder.path().join(REPORTS)) == whole);
    let verified = run(folder.path(), &["verify", "ws"]);
    assert_eq!(code(&verified), 0, "{}", String::from_utf8_lossy(&verified.stdout));
}
