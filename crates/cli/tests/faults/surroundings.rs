//! Clocks, languages, time zones and homes: they change no byte.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use super::{AUDIT, REPORTS, code, command, files, planted, printed, run, told, undisturbed};

#[test]
fn no_language_time_zone_or_home_changes_a_byte() {
    let whole = undisturbed();
    let folder = planted();
    let plain = printed(&run(folder.path(), &AUDIT));
    let surroundings: [&[(&str, &str)]; 4] = [
        &[("LC_ALL", "tr_TR.UTF-8"), ("LC_NUMERIC", "de_DE"), ("TZ", "Pacific/Kiritimati"), ("HOME", "")],
        &[("LC_ALL", "ja_JP.SJIS"), ("TZ", "Etc/GMT+12"), ("HOME", "/dev/null"), ("TMPDIR", "/nowhere")],
        &[("LC_ALL", "\u{1b}[31m"), ("TZ", ":/etc/passwd"), ("LINES", "0"), ("PAGER", "/bin/false")],
        &[("TZ", "UTC-99:99:99"), ("RAYON_NUM_THREADS", "1"), ("TERM", "xterm-256color"), ("PATH", "")],
    ];
    for variables in surroundings {
        fs::remove_dir_all(folder.path().join(REPORTS)).expect("a folder");
        let output =
            command(folder.path(), &AUDIT).envs(variables.iter().copied()).output().expect("it runs");
        assert_eq!(code(&output), 0, "{variables:?}: {}", told(&output));
        assert_eq!(printed(&output), plain, "{variables:?}");
        assert!(files(&folder.path().join(REPORTS)) == whole, "{variables:?}");
    }
}

#[test]
fn times_of_files_change_no_byte() {
    let whole = undisturbed();
    let folder = planted();
    let now = SystemTime::now();
    for time in [now + Duration::from_secs(400_000_000), SystemTime::UNIX_EPOCH - Duration::from_secs(90_000)]
    {
        for name in files(&folder.path().join("ws")).keys().filter(|name| !name.starts_with("reports/")) {
            let file = File::options().write(true).open(folder.path().join("ws").join(name)).expect("a file");
            file.set_modified(time).expect("a time");
        }
        let output = run(folder.path(), &AUDIT);
        assert_eq!(code(&output), 0, "{}", told(&output));
        assert!(files(&folder.path().join(REPORTS)) == whole, "{time:?}");
    }
}

#[test]
fn days_long_before_and_after_the_records_are_judged_or_refused() {
    let folder = planted();
    for day in ["0001-01-01", "1970-01-01", "9999-12-31", "+262142-12-31"] {
        for arguments in [&["audit", "ws"][..], &["due", "ws"]] {
            let mut arguments = arguments.to_vec();
            let as_of = format!("--as-of={day}");
            arguments.push(&as_of);
            if arguments[0] == "audit" {
                arguments.extend(["--out", "out", "--formats", "md"]);
            }
            let output = run(folder.path(), &arguments);
            assert!(matches!(code(&output), 0 | 2), "{arguments:?}: {}", told(&output));
            assert!(!told(&output).contains("panicked"), "{arguments:?}: {}", told(&output));
        }
    }
}
