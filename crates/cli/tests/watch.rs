//! `candor watch` as a user meets it: the program runs, files are saved, lines appear.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Far more than a run takes, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(180);

const SETTINGS: &str = "[organisation]\nlegal_name = \"Quillmere Books Ltd\"\neu_establishment = true\n\n\
    [run]\nas_of = 2026-11-21\nchecklists = [\"gdpr\"]\n";

fn register(basis: &str) -> String {
    format!(
        "ID,Activity,Purpose,Lawful basis,Data subjects,Personal data,Retention period\n\
         A-1,Payroll,Pay staff,Contract,Staff,Bank details,7 years after employment ends\n\
         A-2,Newsletter,Send news,{basis},Subscribers,Email,2 years after the last letter\n"
    )
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("a test may fail here");
}

/// As editors save: beside the file, then moved there.
fn save(path: &Path, text: &str) {
    let beside = path.with_extension("saving");
    write(&beside, text);
    fs::rename(beside, path).expect("a test may fail here");
}

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn begin(folder: &Path, more: &[&str]) -> Watching {
        let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
            .arg("watch")
            .arg(folder)
            .args(more)
            .env_clear()
            .stdout(Stdio::piped())
            .spawn()
            .expect("a test may fail here");
        let output = child.stdout.take().expect("a test may fail here");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let watching = Watching { child, lines };
        watching.until("Watching.");
        watching
    }

    /// The lines up to one that begins so.
    fn until(&self, start: &str) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        while !seen.last().is_some_and(|line| line.starts_with(start)) {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => seen.push(line),
                Err(_) => panic!("no line begins with `{start}`: {seen:#?}"),
            }
        }
        seen
    }

    fn end(mut self) -> (i32, Vec<String>) {
        let seen = self.until("Stopped after");
        let status = self.child.wait().expect("a test may fail here");
        (status.code().expect("a test may fail here"), seen)
    }
}

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a test may fail here");
    write(&folder.path().join("candor.toml"), SETTINGS);
    write(&folder.path().join("register.csv"), &register(""));
    fs::create_dir(folder.path().join("reports")).expect("a test may fail here");
    folder
}

#[test]
fn what_a_save_changes_is_told_and_what_is_no_record_is_passed_over() {
    let folder = workspace();
    let path = |name: &str| folder.path().join(name);
    let watching = Watching::begin(folder.path(), &["--changes", "3"]);
    // None of these is a record: locks of Excel and LibreOffice, a report of ours, another file.
    for name in ["~$register.xlsx", ".~lock.register.csv#", "reports/findings.csv", "notes.txt"] {
        write(&path(name), "A,B\n1,2\n");
    }
    save(&path("register.csv"), &register("Consent"));
    let told = watching.until("Fixed").join("\n");
    assert!(told.contains("register.csv saved"), "{told}");
    assert!(told.contains("Fixed: Newsletter: Legal basis is blank (GDPR Art. "), "{told}");
    assert!(told.lines().any(|line| line.starts_with("GDPR ") && line.contains(" → ")), "{told}");
    for name in ["~$register", ".~lock", "findings.csv", "notes.txt", "saving"] {
        assert!(!told.contains(name), "{name}: {told}");
    }
    save(&path("register.csv"), &register("Whatever suits"));
    let told = watching.until("New problem with reading").join("\n");
    assert!(told.contains("register.csv › D3: `Whatever suits`"), "{told}");
    assert!(!told.contains("Fixed"), "{told}");
    save(&path("candor.toml"), &SETTINGS.replace("2026-11-21", "\"soon\""));
    let told = watching.until("error").join("\n");
    assert!(told.contains("candor.toml saved"), "{told}");
    let (code, told) = watching.end();
    assert_eq!((code, told.last().map(String::as_str)), (0, Some("Stopped after 3 changes.")));
}

#[test]
fn a_record_that_fails_anew_is_told_with_its_cell_also_where_the_drive_is_polled() {
    let folder = workspace();
    write(&folder.path().join("register.csv"), &register("Consent"));
    let watching = Watching::begin(folder.path(), &["--changes", "1", "--poll"]);
    write(&folder.path().join("register.csv"), &register(""));
    let told = watching.until("Newly failing").join("\n");
    assert!(told.contains("Newly failing: Newsletter: Legal basis is blank (GDPR Art. "), "{told}");
    assert!(told.contains("register.csv › D3"), "{told}");
    assert_eq!(watching.end().0, 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_it_cleanly() {
    let folder = workspace();
    let watching = Watching::begin(folder.path(), &[]);
    let pid = watching.child.id().to_string();
    let status = Command::new("kill").args(["-INT", &pid]).status().expect("a test may fail here");
    assert!(status.success());
    let (code, told) = watching.end();
    assert_eq!((code, told.last().map(String::as_str)), (0, Some("Stopped after 0 changes.")));
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let output = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["watch", "nowhere"])
        .output()
        .expect("a test may fail here");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`nowhere` is no folder"));
}
